/** What a statement collects while its text is made. */
import type { CompileError } from '../plan/compile-error.js'
import type { CteInfo, ParamNode } from '../query/node.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { Issue } from '../schema/validation.js'
import type { Codec, Dialect } from './dialect.js'

/** A value as it goes to a driver: only scalars and bytes, so that no driver can expand an object into SQL. */
export type Encoded = string | number | bigint | boolean | null | Uint8Array

/** A value that is made anew at each execution, so that a cached statement can run twice. */
export interface Generated {
  readonly generate: 'v4' | 'v7'
  readonly codec: Codec
}

export type Parameter = Encoded | Generated

export interface Writer {
  readonly params: Array<Parameter>
  /**
   * The parameters that may stand in several places, or nothing where none may. Under GROUP BY two equal expressions must
   * have equal text: `select x + $1 … group by x + $2` is an error.
   */
  shared: Array<{ readonly node: ParamNode; readonly position: number }> | undefined
  /** Whether values are written as literals: in DDL, where no parameter can stand. */
  readonly literals: boolean
  /** The first thing that cannot be said. */
  problem: CompileError | undefined
  issues: ReadonlyArray<Issue>
  /** The statement's common table expressions, in the order WITH must define them. */
  readonly ctes: ReadonlyArray<CteInfo>
  /** The quoted identifiers and codecs of the dialect, kept from statement to statement. */
  readonly cache: DialectCache
}

/** What is worth keeping of a dialect from one statement to the next. */
export interface DialectCache {
  readonly identifiers: Map<string, string>
  readonly codecs: WeakMap<AnySqlType, Codec>
  /** The select lists of whole tables. */
  readonly selectLists: WeakMap<object, string>
}

const caches = new WeakMap<Dialect, DialectCache>()

export const cacheOf = (dialect: Dialect): DialectCache => {
  const known = caches.get(dialect)
  if (known !== undefined) return known
  const cache: DialectCache = { identifiers: new Map(), codecs: new WeakMap(), selectLists: new WeakMap() }
  caches.set(dialect, cache)
  return cache
}

const noIssues: ReadonlyArray<Issue> = []

export const makeWriter = (dialect: Dialect, ctes: ReadonlyArray<CteInfo>, literals = false): Writer => ({
  params: [],
  shared: undefined,
  literals,
  problem: undefined,
  issues: noIssues,
  ctes,
  cache: cacheOf(dialect),
})

/** Notes what cannot be said, and gives empty text: the first problem is the statement's answer. */
export const reject = (writer: Writer, problem: CompileError): string => {
  writer.problem ??= problem
  return ''
}
