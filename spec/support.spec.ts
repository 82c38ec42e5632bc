/** The house's own test support: the engines of this run, what is printed at its end, and what it insists on. */
import mysql from 'mysql2/promise'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'

import { describeEngines, type Engine, engines } from './support/engines.js'
import { countsLine, enginesLine, leftOutLines, missing, requiredNames } from './support/report.js'

const sqlite: Engine = { name: 'sqlite', label: 'SQLite', url: 'sqlite::memory:', version: '3.54.1', reason: undefined }
const absent: Engine = { name: 'mysql', label: 'MySQL', url: undefined, version: undefined, reason: 'no server on 127.0.0.1:3308' }

describe('the report', () => {
  test('says which engines ran, and why others did not', () => {
    expect(enginesLine([sqlite, absent])).toBe('engines: SQLite 3.54.1 ran · MySQL did not run: no server on 127.0.0.1:3308')
  })

  test('ends with the counts', () => {
    expect(countsLine({ passed: 3, failed: 2, skipped: 1 })).toBe('3 passed, 2 failed, 1 skipped')
  })

  test('says what the gate of coverage leaves out, where no server of a family ran', () => {
    const mariadb: Engine = { name: 'mariadb', label: 'MariaDB', url: 'mysql://root@127.0.0.1/', version: '10.11', reason: undefined }
    const postgresql: Engine = { name: 'postgres', label: 'PostgreSQL', url: 'postgres://127.0.0.1/', version: '15', reason: undefined }
    expect(leftOutLines([sqlite, postgresql, mariadb, absent])).toEqual([])
    expect(leftOutLines([sqlite, absent])).toEqual([
      'coverage leaves out lib/mysql/**: neither MariaDB nor MySQL ran',
      'coverage leaves out lib/postgres/**: PostgreSQL did not run',
    ])
  })

  test('names a required engine that did not run, with its reason', () => {
    expect(missing(requiredNames(' sqlite, mysql ,'), [sqlite, absent])).toEqual([
      'mysql is required (OXBOW_REQUIRE) and MySQL did not run: no server on 127.0.0.1:3308',
    ])
  })

  test('takes a required name that is no engine as missing', () => {
    expect(missing(requiredNames('mysqll'), [sqlite, absent])).toEqual(['mysqll is required (OXBOW_REQUIRE) and is none of sqlite, mysql'])
    expect(missing(requiredNames(undefined), [absent])).toEqual([])
  })
})

describe('the engines', () => {
  test('are four, SQLite always among those that run', () => {
    expect(engines.map((engine) => engine.name)).toEqual(['sqlite', 'postgres', 'mariadb', 'mysql'])
    expect(engines[0]?.reason).toBeUndefined()
  })

  test('that are required ran', () => {
    expect(missing(requiredNames(process.env['OXBOW_REQUIRE']), engines)).toEqual([])
  })

  describeEngines(['postgres'], (engine) => {
    test('has a database of its own in UTF-8', async () => {
      const sql = postgres(engine.url, { max: 1 })
      const [row] = await sql`select current_database() as database, pg_encoding_to_char(encoding) as encoding
        from pg_database where datname = current_database()`
      await sql.end()
      expect(row).toEqual({ database: expect.stringMatching(/^oxbow_[0-9a-f]{12}$/u), encoding: 'UTF8' })
    })
  })

  describeEngines(['mariadb', 'mysql'], (engine) => {
    test('has a database of its own in UTF-8', async () => {
      const client = await mysql.createConnection(engine.url)
      const [rows] = await client.query('select database() as name, @@character_set_database as encoding, version() as version')
      await client.end()
      expect(rows).toEqual([
        { name: expect.stringMatching(/^oxbow_[0-9a-f]{12}$/u), encoding: 'utf8mb4', version: expect.stringContaining(engine.version) },
      ])
      expect(JSON.stringify(rows).includes('MariaDB')).toBe(engine.name === 'mariadb')
    })
  })
})
