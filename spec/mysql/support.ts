/** What the specs of the two dialects share. */
import { afterAll, beforeAll } from 'vitest'
import { type AnyQuery, applySchema, createTable, execute, fetchAll, run, runOrThrow } from '../../lib/index.js'
import type { Either } from '../../lib/internal/either.js'
import { isLeft } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import type { OxbowError } from '../../lib/run/errors.js'
import type { Table } from '../../lib/schema/table.js'
import type { EngineName, RunningEngine } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

export const both: ReadonlyArray<EngineName> = ['mysql', 'mariadb']

export const dialects: ReadonlyArray<Dialect> = [mysql, mariadb]

export const sqlOf = (d: Dialect, query: AnyQuery): string => {
  const made = compileNode(d, queryNode(query))
  return isLeft(made) ? `${made.left._tag}: ${made.left.message}` : made.right.sql
}

export const paramsOf = (d: Dialect, query: AnyQuery): ReadonlyArray<unknown> => {
  const made = compileNode(d, queryNode(query))
  if (isLeft(made)) throw new Error(made.left.message)
  return made.right.params
}

/** A date with a time as the protocol has it: what is zero at the end is left out. */
export const packed = (year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, micros = 0): Uint8Array => {
  const bytes = Buffer.alloc(11)
  bytes.writeUInt16LE(year)
  bytes.set([month, day, hour, minute, second], 2)
  bytes.writeUInt32LE(micros, 7)
  return bytes.subarray(0, micros > 0 ? 11 : hour + minute + second > 0 ? 7 : day > 0 ? 4 : 0)
}

type Runner = (query: AnyQuery) => never

/** A database of the spec's own on an engine, with tables. */
export interface Bench {
  readonly own: () => OwnDatabase
  readonly all: (query: AnyQuery) => Promise<ReadonlyArray<unknown>>
  readonly count: (query: AnyQuery) => Promise<number>
  readonly attempt: (query: AnyQuery) => Promise<Either<OxbowError, unknown>>
  readonly sql: (query: AnyQuery) => string
}

export const bench = (engine: RunningEngine, tables: ReadonlyArray<Table<string, never>>, ...rows: ReadonlyArray<AnyQuery>): Bench => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await runOrThrow(own.database)(applySchema(...tables.map((t) => createTable(t as never))))
    for (const row of rows) await runOrThrow(own.database)((execute as unknown as Runner)(row))
  })
  afterAll(() => own?.drop())
  return {
    own: () => own,
    all: (query) => runOrThrow(own.database)((fetchAll as unknown as Runner)(query)),
    count: (query) => runOrThrow(own.database)((execute as unknown as Runner)(query)),
    attempt: (query) => run(own.database)((fetchAll as unknown as Runner)(query)),
    sql: (query) => sqlOf(own.database.dialect, query),
  }
}
