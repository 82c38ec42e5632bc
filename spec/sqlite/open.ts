/** An open database in memory, and SQL without one. */
import { onTestFinished } from 'vitest'
import { compileNode } from '../../lib/render/compile.js'
import type { QueryNode } from '../../lib/tree/node.js'
import { queryNode } from '../../lib/query/query.js'
import { affectedBy, rowsOf } from '../../lib/run/run-query.js'
import { applySchema, createTable, type OxbowError, runOrThrow, schemaSql, type Database } from '../../lib/index.js'
import type { Either } from '../../lib/internal/either.js'
import { connect, sqlite, type SqliteFeature } from '../../lib/sqlite/index.js'
import { rightOf } from './helpers.js'

type Table = Parameters<typeof createTable>[0]
type AnyQuery = Parameters<typeof queryNode>[0]

/** The statement of a query, or the error; types aside, so that the wrong can be tried too. */
export const statementOf = (query: AnyQuery) => compileNode(sqlite, queryNode(query) as QueryNode)

export const sqlOf = (query: AnyQuery): string => rightOf(statementOf(query) as Either<OxbowError, { readonly sql: string }>).sql

export const paramsOf = (query: AnyQuery): ReadonlyArray<unknown> =>
  rightOf(statementOf(query) as Either<OxbowError, { readonly params: ReadonlyArray<unknown> }>).params

/** What a query is refused with. */
export const refusalOf = (query: AnyQuery): string => {
  const compiled = statementOf(query)
  if (compiled._tag === 'Left') return `${'reason' in compiled.left ? `${compiled.left.reason}: ` : ''}${compiled.left.message}`
  throw new Error(`expected a refusal of ${compiled.right.sql}`)
}

/** Rows of any shape. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Rows = ReadonlyArray<any>

export interface Opened {
  readonly database: Database<SqliteFeature>
  readonly rows: (query: AnyQuery) => Promise<Rows>
  readonly error: (query: AnyQuery) => Promise<OxbowError>
  readonly affected: (query: AnyQuery) => Promise<number>
  readonly raw: (sql: string) => Promise<ReadonlyArray<ReadonlyArray<unknown>>>
}

/** A database in memory with tables, closed with the test. */
export const openWith = async (...tables: ReadonlyArray<Table>): Promise<Opened> => {
  const opened = await openOf(...tables)
  onTestFinished(async () => void (await opened.database.close()))
  return opened
}

/** The same, closed by whoever asked. */
export const openOf = async (...tables: ReadonlyArray<Table>): Promise<Opened> => {
  const database = rightOf(await connect()())
  await runOrThrow(database)(applySchema(...tables.map((table) => createTable(table))))
  return {
    database,
    rows: async (query) => rightOf(await rowsOf(database, queryNode(query) as QueryNode)),
    error: async (query) => {
      const rows = await rowsOf(database, queryNode(query) as QueryNode)
      if (rows._tag === 'Left') return rows.left
      throw new Error(`expected an error, got ${rows.right.length} rows`)
    },
    affected: async (query) => rightOf(await affectedBy(database, queryNode(query) as QueryNode)),
    raw: async (sql) => rightOf(await database.send({ sql, params: [], prepare: false, int64: false } as never)).rows,
  }
}

export const ddlOf = (table: Table): ReadonlyArray<string> => {
  const statements = schemaSql(sqlite)(createTable(table))
  if (statements._tag === 'Right') return statements.right
  throw new Error(statements.left.message, { cause: statements.left })
}
