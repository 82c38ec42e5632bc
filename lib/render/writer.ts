/** Making and reading the writer that a statement is collected in. */
import type { CompileError } from '../plan/compile-error.js'
import type { CteInfo, QueryNode } from '../tree/node.js'
import type { Dialect, DialectCache, Writer } from './dialect.js'

const caches = new WeakMap<Dialect, DialectCache>()

export const cacheOf = (dialect: Dialect): DialectCache => {
  const known = caches.get(dialect)
  if (known !== undefined) return known
  const cache: DialectCache = {
    identifiers: new Map(),
    codecs: new WeakMap(),
    encoders: new WeakMap(),
    columns: new WeakMap(),
    signs: {},
    placeholders: [],
    statements: new WeakMap(),
    selectLists: new WeakMap(),
  }
  caches.set(dialect, cache)
  return cache
}

export const makeWriter = (dialect: Dialect, ctes: ReadonlyArray<CteInfo>, statement?: QueryNode, literal?: Writer['literal']): Writer => ({
  params: [],
  origins: [],
  statement,
  shared: undefined,
  grouped: undefined,
  written: undefined,
  literal,
  problem: undefined,
  issues: [],
  ctes,
  outputNode: undefined,
  output: undefined,
  cache: cacheOf(dialect),
})

/** Notes what cannot be said, and gives empty text: the first problem is the statement's answer. */
export const reject = (writer: Writer, problem: CompileError): string => {
  writer.problem ??= problem
  return ''
}
