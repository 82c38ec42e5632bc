import { SqliteDialect } from 'kysely'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import initSqlJs, { type Database as Client, type SqlValue } from 'sql.js'

import { type Database, execute, everyRow, deleteFrom, pipe, runOrThrow } from '../../lib/index.js'
import { connect } from '../../lib/sqlite/index.js'
import { drizzleSqlite } from './drizzle-sqlite.js'
import { kysely } from './kysely.js'
import { log, oxbow, setUp } from './oxbow.js'
import { rawSqlite, stored } from './raw-sqlite.js'
import type { Contestant, Engine } from './workloads.js'

const open = async (config: { readonly file?: string }): Promise<Database<'nesting'>> => {
  const opened = await connect(config)()
  if (opened._tag === 'Left') throw opened.left
  await setUp(opened.right)
  return opened.right
}

/** The same tables and rows for a client that is not Oxbow. */
const bytesOfTables = async (): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'oxbow-bench-'))
  try {
    const file = join(folder, 'tables.db')
    await (await open({ file })).close()
    // Not a Buffer: sql.js copies with slice, which of a Buffer copies nothing.
    return Uint8Array.from(await readFile(file))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What Kysely's dialect asks of a client: that of better-sqlite3. */
const likeBetterSqlite3 = (client: Client) => ({
  close: () => client.close(),
  prepare: (sql: string) => {
    const all = (params: ReadonlyArray<unknown>): Array<unknown> => {
      const statement = client.prepare(sql)
      statement.bind(params as Array<SqlValue>)
      const rows: Array<unknown> = []
      while (statement.step()) rows.push(statement.getAsObject())
      statement.free()
      return rows
    }
    return {
      reader: sql.startsWith('select'),
      all,
      run: (params: ReadonlyArray<unknown>) => {
        client.run(sql, params as Array<SqlValue>)
        return { changes: client.getRowsModified(), lastInsertRowid: 0 }
      },
      iterate: (params: ReadonlyArray<unknown>) => all(params).values(),
    }
  },
})

export const openSqlite = async (): Promise<Engine> => {
  const sql = await initSqlJs({ useOldExtensionFunctions: false } as Parameters<typeof initSqlJs>[0])
  const bytes = await bytesOfTables()
  const database = await open({})
  const raw = new sql.Database(bytes)
  const forKysely = new sql.Database(bytes)
  const forDrizzle = new sql.Database(bytes)
  const contestants: ReadonlyArray<Contestant> = [
    oxbow(database),
    rawSqlite(raw),
    kysely(new SqliteDialect({ database: likeBetterSqlite3(forKysely) }), undefined, stored),
    drizzleSqlite(forDrizzle),
  ]
  return {
    name: 'SQLite',
    contestants,
    reset: async () => {
      for (const client of [raw, forKysely, forDrizzle]) client.run('delete from log')
      await runOrThrow(database)(execute(pipe(deleteFrom(log), everyRow)))
    },
    close: async () => {
      for (const contestant of contestants) await contestant.close()
    },
  }
}
