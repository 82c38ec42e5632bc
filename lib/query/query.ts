/**
 * The types of queries: what is in scope, what a row will be, what is missing, what is needed.
 *
 * They hold names in unions of strings rather than records of sources: a join adds a name to a union, which costs the
 * type checker next to nothing. What must hold on every branch of a conditional step (a source is joined, a column is
 * proven not null) is contravariant, so that a union of two queries has the intersection of the two; what may hold on
 * any branch (a source is missing, a capability is needed) is covariant, so that it has the union.
 */
import type { Column, Columns } from '../schema/column.js'
import type { AnyExpr, Expr, Proves } from '../schema/expression.js'
import type { SqlType, ValueOf } from '../schema/sql-type.js'
import type { AnySource, RowOfColumns, Source } from '../schema/table.js'
import type { QueryId, QueryNode, RowsNode } from './node.js'

// ---------------------------------------------------------------------------------------------------------------------
// model
// ---------------------------------------------------------------------------------------------------------------------

/** `set` is a set operation: its rows are those of its operands, so it takes no clause that looks inside. */
export type Kind = 'select' | 'set' | 'insert' | 'update' | 'delete'

/** The kinds that read rows. */
export type RowsKind = 'select' | 'set'

/**
 * A query, immutable data.
 *
 * @typeParam K - its kind
 * @typeParam S - the sources in scope
 * @typeParam O - those of them that an outer join can make absent
 * @typeParam P - its projection; `never` for a write that returns nothing
 * @typeParam F - the sources it uses and has not joined: only a query with none is closed, and can run
 * @typeParam D - what it needs of a dialect (capabilities), of its environment (`'transaction'`), or of its writer (`'where'`)
 * @typeParam X - the columns proven not to be null
 * @typeParam G - the columns it is grouped by
 */
export interface Query<
  out K extends Kind,
  in S extends string,
  out O extends string,
  out P,
  out F extends string,
  out D extends string,
  in X extends string,
  out G extends string,
> {
  readonly _tag: string
  readonly [QueryId]: {
    readonly kind: K
    readonly scope: (source: S) => void
    readonly optional: O
    readonly projection: P
    readonly free: F
    readonly needs: D
    readonly proven: (column: X) => void
    readonly grouped: G
  }
}

/** Every query. */
export type AnyQuery = Query<Kind, never, string, unknown, string, string, never, string>

export type AnySelect = Query<'select', never, string, unknown, string, string, never, string>

/** What `select` and `returning` take: an expression, a source for its whole row, or a record of these. */
export type Projection = AnyExpr | AnySource | { readonly [key: string]: Projection }

// ---------------------------------------------------------------------------------------------------------------------
// rows
// ---------------------------------------------------------------------------------------------------------------------

type NotNull<T> = Exclude<T, null>

/** What a source's columns decode to; those proven not null lose their null. */
type RowOfSource<N extends string, C, X extends string> = C extends Columns
  ? [X] extends [never]
    ? RowOfColumns<C>
    : { readonly [K in keyof C & string]: C[K] extends Column<infer T> ? (`${N}.${K}` extends X ? ValueOf<NotNull<T>> : ValueOf<T>) : never }
  : { readonly [K in keyof C & string]: C[K] extends Column<infer T> ? ValueOf<T> : RowOfSource<N, C[K], X> }

/** The row of a projection, given the sources that may be absent and the columns proven not null. */
export type Decoded<P, O extends string, X extends string> = [P] extends [never]
  ? never
  : P extends Expr<infer T, string, infer N, string, infer K>
    ? [K] extends [never]
      ? [N & O] extends [never]
        ? ValueOf<T>
        : ValueOf<T> | null
      : [K] extends [X]
        ? ValueOf<NotNull<T>>
        : [N & O] extends [never]
          ? ValueOf<T>
          : ValueOf<T> | null
    : P extends Source<infer N, infer C, string, string>
      ? [N & O] extends [never]
        ? RowOfSource<N, C, X>
        : RowOfSource<N, C, X> | null
      : { readonly [K in keyof P]: Decoded<P[K], O, X> }

/** The row a query gives: `RowOf<typeof query>`. */
export type RowOf<Q> =
  Q extends Query<Kind, never, infer O, infer P, string, string, infer X, string> ? Decoded<P, O, X> : never

/** The columns a query has as a source: derived tables, common table expressions. Absent sources make nullable columns. */
export type DerivedColumns<P, O extends string, X extends string> =
  P extends Expr<infer T, string, infer N, string, infer K>
    ? Column<([K] extends [never] ? T : [K] extends [X] ? NotNull<T> : T) | ([N & O] extends [never] ? never : [K] extends [X] ? ([K] extends [never] ? null : never) : null), 'required', never, ''>
    : P extends Source<infer N, infer C, string, string>
      ? { readonly [K in keyof C & string]: DerivedColumn<C[K], N, O> }
      : { readonly [K in keyof P & string]: DerivedColumns<P[K], O, X> }

type DerivedColumn<C, N extends string, O extends string> =
  C extends Column<infer T> ? Column<[N & O] extends [never] ? T : T | null, 'required', never, ''> : { readonly [K in keyof C & string]: DerivedColumn<C[K], N, O> }

// ---------------------------------------------------------------------------------------------------------------------
// what expressions and projections say
// ---------------------------------------------------------------------------------------------------------------------

// These recurse into a projection. TypeScript asks them about `any` while it infers through `pipe`, and `any` has no end:
// hence the first line of each.

/** The sources a projection refers to. */
export type RefsOf<P> = unknown extends P
  ? never
  : P extends Expr<unknown, infer R, string, string, unknown> ? R : P extends Source<infer N, unknown, string, string> ? N : RefsOf<P[keyof P]>

/** The capabilities a projection needs. */
export type NeedsOf<P> = unknown extends P
  ? never
  : P extends Expr<unknown, string, string, infer C, unknown> ? C : P extends Source<string, unknown, string, infer D> ? D : NeedsOf<P[keyof P]>

type Key<K> = K extends string ? K : never

/** The bare columns of a projection, as `'table.column'`. */
export type BareOf<P> = unknown extends P
  ? never
  : P extends Expr<unknown, string, string, string, infer K> ? Key<K> : P extends AnySource ? never : BareOf<P[keyof P]>

/** `unknown` where a source's name is new to a query; else the mistake. */
export type Joinable<N extends string, S extends string> = [N & S] extends [never]
  ? unknown
  : Mistake<`${N & S} is already in this query: give it another name with as`>

/** The column a predicate proves not null. */
export type ProvenBy<K> = K extends Proves<infer X> ? X : never

// ---------------------------------------------------------------------------------------------------------------------
// mistakes, in words
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A type no query has, whose text says what is wrong. Inside `pipe` TypeScript puts the reason last, so this is what a
 * user reads.
 */
export interface Mistake<out Message extends string> {
  readonly ' mistake': Message
}

/** Grouping by a primary key groups by the whole row of its table. */
type Dependent<G extends string> = G extends `${infer N}.#${string}` ? `${N}.${string}` : never

type Ungrouped<P, G extends string> = [G] extends [never] ? never : P extends AnySource ? never : Exclude<BareOf<P>, G | Dependent<G>>

type Plain<K extends string> = K extends `${infer N}.#${infer C}` ? `${N}.${C}` : K

/** `unknown` for a closed query whose grouping is valid; else the mistake. */
export type Closed<P, F extends string, G extends string> = [F] extends [never]
  ? [Ungrouped<P, G>] extends [never]
    ? unknown
    : Mistake<`${Plain<Ungrouped<P, G>>} is neither grouped nor aggregated`>
  : Mistake<`${F} is used but not joined`>

/** `unknown` for a query that can be sent; else the mistake. */
export type Sendable<P, F extends string, D extends string, G extends string> = 'where' extends D
  ? Mistake<'an update or delete needs a where, or everyRow'>
  : Closed<P, F, G>

/** `unknown` for a query that returns rows; else the mistake. */
export type Returns<P> = [P] extends [never] ? Mistake<'this write has no returning, so it has no rows: use execute'> : unknown

/** `unknown` where a dialect with the capabilities `C` can say what is needed; else the mistake. */
export type Supported<D extends string, C extends string> = [Exclude<D, C | 'where' | 'transaction'>] extends [never]
  ? unknown
  : Mistake<`this dialect has no ${Exclude<D, C | 'where' | 'transaction'>}`>

// ---------------------------------------------------------------------------------------------------------------------
// nodes
// ---------------------------------------------------------------------------------------------------------------------

/** The node behind a query's face. */
export const queryNode = (query: { readonly [QueryId]: unknown }): QueryNode => query as unknown as QueryNode

/** The node behind the face of a query that gives rows. */
export const rowsNode = (query: { readonly [QueryId]: unknown }): RowsNode => query as unknown as RowsNode

/** The face of a node: the one place where a combinator's promised type meets its node. */
export const queryOf = <Q extends { readonly _tag: string; readonly [QueryId]: unknown }>(node: QueryNode): Q => node as unknown as Q

/** The SQL type in a projection of a single expression. */
export type SoleType<P> = P extends AnyExpr
  ? P extends Expr<infer T, string, string, string, unknown>
    ? T
    : never
  : P[keyof P] extends Expr<infer T, string, string, string, unknown>
    ? T
    : never

export type AnyType = SqlType<string, unknown> | null
