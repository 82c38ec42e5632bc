/**
 * The face of an expression: what its type says. The nodes behind it are in `tree/node.ts`.
 *
 * `T` is the SQL type (null as a union member where it may be null), `R` the sources it refers to, `N` the sources
 * whose absence in an outer join makes it null, `C` the capabilities it needs of a dialect, and `K` its key where it is
 * a bare column (`'customers.email'`), or what it proves where it is a predicate.
 */

import type { AnySqlType } from './sql-type.js'

/**
 * The brand of expressions. A symbol, so that no JSON that comes from outside can pose as an expression where a value
 * is expected; from the global registry, so that two copies of the package agree.
 */
export const ExprId: unique symbol = Symbol.for('oxbow/expression') as never

export interface Expr<out T, out R extends string = never, out N extends string = never, out C extends string = never, out K = never> {
  readonly _tag: string
  readonly [ExprId]: { readonly type: T; readonly refs: R; readonly strict: N; readonly needs: C; readonly key: K }
}

/** The run-time value of the brand, where a node has no kind of its own (see `plan/kind.ts`): the types above are phantom. */
export const brand: never = true as never

/** Every expression: all its parameters are covariant. */
export type AnyExpr = Expr<unknown, string, string, string, unknown>

// Read and compared, because V8 answers that several times as fast as the operator `in`, and every node is asked.
export const isExpr = (value: unknown): value is AnyExpr => {
  const id = typeof value === 'object' && value !== null ? (value as { readonly [ExprId]?: unknown })[ExprId] : undefined
  return id === brand || (typeof id === 'object' && id !== null)
}

/** A predicate proves that a bare column is not null; see `isNotNull`. */
export interface Proves<out K extends string> {
  readonly notNull: K
}

/** The node of a column of a source. Names only: a column knows no descriptor, so a query is plain data. */
export interface ColumnNode {
  readonly [ExprId]: never
  readonly _tag: 'Column'
  /** The name of the source in scope: the table's, or its alias. */
  readonly source: string
  /** The descriptor's key. */
  readonly key: string
  /** The name in the database. */
  readonly column: string
  readonly type: AnySqlType
  readonly nullable: boolean
  /** The table behind it, where it is a table's own column: foreign keys name it. */
  readonly origin: { readonly schema: string | undefined; readonly table: string } | undefined
}
