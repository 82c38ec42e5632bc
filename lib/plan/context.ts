/** What the planner carries through a query: what is in scope, what the dialect has, and the first thing that is wrong. */
import type { CteInfo, QueryNode, SelectNode, SourceNode } from '../tree/node.js'
import type { TableInfo } from '../schema/table.js'
import { type CompileError, compileError, unsupported } from './compile-error.js'
import type { Feature, Support } from './feature.js'
import type { OutputColumn } from './output.js'

/** The sources an expression may name: those of its query, and through `outer` those of the queries around it. */
export interface Scope {
  readonly sources: Array<SourceNode>
  readonly outer: Scope | undefined
}

/** What the planner asks of a dialect. */
export interface Capabilities {
  readonly name: string
  readonly supports: { readonly [F in Feature]?: Support }
}

/** A statement with the common table expressions that it needs. */
export interface Whole {
  readonly node: QueryNode
  readonly ctes: ReadonlyArray<CteInfo>
}

/** Says a statement with other clauses, where a database has no words for one. */
export type Rewrite = (whole: Whole) => Whole

export interface Context {
  readonly dialect: Capabilities
  problem: CompileError | undefined
  /** Aggregates seen in the clause at hand, outside windows and inner queries. */
  aggregates: number
  /** Windows seen in the clause at hand. */
  windows: number
  /** Looks at what a grouped query selects. What groups brings it: aggregates and the clauses of grouping. */
  checkGrouping: ((node: SelectNode, columns: ReadonlyArray<OutputColumn>) => CompileError | undefined) | undefined
  ctes: ReadonlyArray<CteInfo>
  /** What the clauses of the statement ask for, in their order. */
  readonly rewrites: Set<Rewrite>
  /** The name of the recursive query whose right side is looked at. */
  recursion: string | undefined
  /** The tables that the statement names without a schema: a common table expression of such a name would stand in for one. */
  readonly tables: Array<string>
  /** Whether a key of a projection holds a dot, so that two of its columns may have one name: `'a.b'` and `{ a: { b } }`. */
  dotted: boolean
}

export const report = (context: Context, problem: CompileError | undefined): void => {
  context.problem ??= problem
}

/** Notes what is no query, expression or value that SQL has a meaning for. */
export const malformed = (context: Context, message: string): void => report(context, compileError('malformed', message))

/** Notes a feature that the dialect lacks. */
export const need = (context: Context, feature: Feature, hint?: string): void => {
  if (context.dialect.supports[feature] === undefined) report(context, unsupported(context.dialect.name, feature, hint))
}

export const named = (sources: ReadonlyArray<SourceNode>, name: string): SourceNode | undefined => {
  for (const source of sources) if (source.name === name) return source
  return undefined
}

export const isInScope = (name: string, scope: Scope | undefined): boolean => {
  for (let at = scope; at !== undefined; at = at.outer) if (named(at.sources, name) !== undefined) return true
  return false
}

/** A scope in which nothing can be named. */
export const noScope: Scope = { sources: [], outer: undefined }

/** The scope of a write: its table. */
export const tableScope = (table: TableInfo, context: Context): Scope => {
  if (table.schema === undefined) context.tables.push(table.table)
  return { sources: [table], outer: undefined }
}
