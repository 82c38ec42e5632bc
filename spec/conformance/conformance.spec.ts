/** Every golden case on every engine: the same rows everywhere, or a refusal with its reason. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isLeft } from '../../lib/internal/either.js'
import { cases } from '../golden/cases.js'
import { golden as onMariadb } from '../golden/mariadb.js'
import { golden as onMysql } from '../golden/mysql.js'
import { golden as onPostgres } from '../golden/postgres.js'
import { golden as onSqlite } from '../golden/sqlite.js'
import type { Goldens } from '../golden/cases.js'
import { describeEngines, type EngineName } from '../support/engines.js'
import { makesSchema, openShop, type OwnDatabase } from '../support/shop-data.js'
import { expected } from './expected.js'
import type { Expected } from './answers.js'
import { runCase, sorted } from './run-case.js'

const goldens: Readonly<Record<EngineName, Goldens>> = { sqlite: onSqlite, postgres: onPostgres, mariadb: onMariadb, mysql: onMysql }

const schemaCases = /\bschema\b|naming strategy/

describeEngines((engine) => {
  const golden = goldens[engine.name]
  let shop: OwnDatabase
  beforeAll(async () => {
    shop = await openShop(engine)
  })
  afterAll(() => shop?.drop())

  for (const { id, query } of cases) {
    const answer: Expected = expected[id]
    const sql = golden[id]
    if (makesSchema[engine.name] === undefined && schemaCases.test(id)) {
      it.skip(`${id}: a schema of ${engine.label} is a database for everybody`, () => undefined)
      continue
    }
    if ('refused' in sql) {
      it(`${id}: refused, no ${sql.refused}`, async () => {
        const result = await runCase(shop.database, query())
        expect(isLeft(result) && result.left).toMatchObject({
          _tag: 'CompileError',
          reason: 'unsupported',
          feature: sql.refused,
          dialect: shop.database.dialect.name,
        })
      })
      continue
    }
    it(id, async () => {
      const result = await runCase(shop.database, query())
      if (isLeft(result)) throw Object.assign(new Error(result.left.message), { cause: result.left })
      if ('rows' in answer && 'rows' in result.right) expect(sorted(result.right.rows)).toEqual(sorted(answer.rows))
      else if ('ordered' in answer) expect(result.right).toEqual({ rows: answer.ordered })
      else expect(result.right).toEqual(answer)
    })
  }
})
