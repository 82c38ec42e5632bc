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
import { malformed } from '../schema/malformed.js'
import type { Mistake, ValueOf } from '../schema/sql-type.js'
import type { AnySource, RowOfColumns, Source } from '../schema/table.js'
export type { Mistake }

import {
  type DeleteNode,
  type InsertNode,
  isQuery,
  type QueryId,
  type QueryNode,
  type RowsNode,
  type SelectNode,
  type UpdateNode,
  selectFrom,
} from '../tree/node.js'

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
 * It has as few parameters as can be, because the checker pays for each of them at every step of a pipeline; so `S` and
 * `M` are unions of several kinds of strings, told apart by their first character.
 *
 * @typeParam K - its kind
 * @typeParam S - what holds on every branch: the sources in scope (`orders`) and the columns proven not null
 *   (`!orders.total`)
 * @typeParam P - its projection; `never` for a write that returns nothing
 * @typeParam M - what may hold on any branch: the sources it uses and has not joined (`orders`; only a query with none is
 *   closed, and can run), what it needs of a dialect, its environment or its writer (`^ilike`, `^transaction`, `^where`),
 *   the sources that may be absent (`?orders`), and the columns it is grouped by (`#orders.total`)
 */
export interface Query<out K extends Kind, in S extends string, out P, out M extends string> {
  readonly _tag: string
  readonly [QueryId]: {
    readonly kind: K
    readonly scope: (source: S) => void
    readonly projection: P
    readonly missing: M
  }
}

/** Every query. */
export type AnyQuery = Query<Kind, never, unknown, string>

export type AnySelect = Query<'select', never, unknown, string>

/** The sources that may be absent. */
export type AbsentIn<M extends string> = M extends `?${infer N}` ? N : never

/** The columns a query is grouped by. */
export type GroupedIn<M extends string> = M extends `#${infer K}` ? K : never

/** The columns proven not null. */
export type ProvenIn<S extends string> = S extends `!${infer K}` ? K : never

/** The sources it uses and has not joined. */
export type FreeIn<M extends string> = Exclude<M, `${'?' | '#' | '^'}${string}`>

/** What is asked of a dialect and the environment, as expressions ask it: `^ilike`. */
export type DemandsIn<M extends string> = Extract<M, `^${string}`>

/** What a query hands on where another takes its rows. */
export type OutwardIn<M extends string> = Exclude<M, `${'?' | '#'}${string}`>

/** What is asked of a dialect and the environment, by name: `ilike`. */
export type CapabilitiesIn<M extends string> = M extends `^${infer C}` ? C : never

/** What `select` and `returning` take: an expression, a source for its whole row, or a record of these. */
export type Projection = AnyExpr | AnySource | { readonly [key: string]: Projection }

// ---------------------------------------------------------------------------------------------------------------------
// rows
// ---------------------------------------------------------------------------------------------------------------------

type NotNull<T> = Exclude<T, null>

/** The mark of a column that is proven not null; of what is no bare column, a mark no query has. */
type Marked<K> = K extends string ? `!${K}` : '!'

/** What a source's columns decode to; those proven not null lose their null. */
type RowOfSource<N extends string, C, S extends string> = C extends Columns
  ? [Extract<S, `!${string}`>] extends [never]
    ? RowOfColumns<C>
    : {
        readonly [K in keyof C & string]: C[K] extends Column<infer T> ? (`!${N}.${K}` extends S ? ValueOf<NotNull<T>> : ValueOf<T>) : never
      }
  : { readonly [K in keyof C & string]: C[K] extends Column<infer T> ? ValueOf<T> : RowOfSource<N, C[K], S> }

/** The row of a projection in a query of the scope `S` that may miss `M`. */
export type Decoded<P, S extends string, M extends string> = [P] extends [never]
  ? never
  : P extends Expr<infer T, string, infer N, string, infer K>
    ? [K] extends [never]
      ? [`?${N}` & M] extends [never]
        ? ValueOf<T>
        : ValueOf<T> | null
      : [Marked<K>] extends [S]
        ? ValueOf<NotNull<T>>
        : [`?${N}` & M] extends [never]
          ? ValueOf<T>
          : ValueOf<T> | null
    : P extends Source<infer N, infer C, string, string>
      ? [`?${N}` & M] extends [never]
        ? RowOfSource<N, C, S>
        : RowOfSource<N, C, S> | null
      : { readonly [K in keyof P]: Decoded<P[K], S, M> }

/** The row a query gives: `RowOf<typeof query>`. */
export type RowOf<Q> = Q extends Query<Kind, infer S, infer P, infer M> ? Decoded<P, S, M> : never

/** The columns a query has as a source: derived tables, common table expressions. Absent sources make nullable columns. */
export type DerivedColumns<P, S extends string, M extends string> = ColumnsIn<P, AbsentIn<M>, ProvenIn<S>>

type ColumnsIn<P, O extends string, X extends string> =
  P extends Expr<infer T, string, infer N, string, infer K>
    ? Column<
        | ([K] extends [never] ? T : [K] extends [X] ? NotNull<T> : T)
        | ([N & O] extends [never] ? never : [K] extends [X] ? ([K] extends [never] ? null : never) : null),
        'required',
        never,
        ''
      >
    : P extends Source<infer N, infer C, string, string>
      ? { readonly [K in keyof C & string]: DerivedColumn<C[K], N, O, `${N}.${K}` extends X ? true : false> }
      : { readonly [K in keyof P & string]: ColumnsIn<P[K], O, X> }

type DerivedColumn<C, N extends string, O extends string, Proven> =
  C extends Column<infer T>
    ? Column<(Proven extends true ? NotNull<T> : T) | ([N & O] extends [never] ? never : null), 'required', never, ''>
    : { readonly [K in keyof C & string]: DerivedColumn<C[K], N, O, false> }

// ---------------------------------------------------------------------------------------------------------------------
// what expressions and projections say
// ---------------------------------------------------------------------------------------------------------------------

// These recurse into a projection. TypeScript asks them about `any` while it infers through `pipe`, and `any` has no end:
// hence the first line of each. A flat record of expressions, which most are, is answered by one inference from the
// union of its members.

/** The sources a projection refers to and the capabilities it needs. */
export type SaidBy<P> = unknown extends P
  ? never
  : [P[keyof P]] extends [Expr<unknown, infer R, string, infer C, unknown>]
    ? [P[keyof P]] extends [never]
      ? SaidByPart<P>
      : R | C
    : SaidByPart<P>

type SaidByPart<P> =
  P extends Expr<unknown, infer R, string, infer C, unknown>
    ? R | C
    : P extends Source<infer N, unknown, string, infer D>
      ? N | D
      : string extends keyof P
        ? string
        : SaidByEach<P[keyof P]>

// One by one: of a union of records only the keys that all of them have could be seen.
type SaidByEach<P> = P extends unknown ? SaidBy<P> : never

type Key<K> = K extends string ? K : never

/** The bare columns of a projection, as `'table.column'`. */
export type BareOf<P> = unknown extends P
  ? never
  : P extends Expr<unknown, string, string, string, infer K>
    ? Key<K>
    : P extends AnySource
      ? never
      : BareOf<P[keyof P]>

/** `unknown` where a source's name is new to a query; else the mistake. */
export type Joinable<N extends string, S extends string> = N extends S
  ? Mistake<`${N} is already in this query: give it another name with as`>
  : unknown

/** The column a predicate proves not null, marked. */
export type ProvenBy<K> = K extends Proves<infer X> ? `!${X}` : never

// ---------------------------------------------------------------------------------------------------------------------
// mistakes, in words
// ---------------------------------------------------------------------------------------------------------------------

/** Grouping by a primary key groups by the whole row of its table. */
type Dependent<G extends string> = G extends `${infer N}.#${string}` ? `${N}.${string}` : never

type Ungrouped<P, G extends string> = [G] extends [never] ? never : P extends AnySource ? never : Exclude<BareOf<P>, G | Dependent<G>>

type Plain<K extends string> = K extends `${infer N}.#${infer C}` ? `${N}.${C}` : K

/** A mistake for what stands in the way; `unknown` for nothing. */
type Unless<Obstacle extends string> = [Obstacle] extends [never] ? unknown : Mistake<Obstacle>

type GroupingObstacle<P, M extends string> = [Ungrouped<P, GroupedIn<M>>] extends [never]
  ? never
  : `${Plain<Ungrouped<P, GroupedIn<M>>>} is neither grouped nor aggregated`

type OpenObstacle<P, M extends string> = [FreeIn<M>] extends [never] ? GroupingObstacle<P, M> : `${FreeIn<M>} is used but not joined`

// Most queries miss nothing, or have only sources that may be absent: these are answered first.
type SendObstacle<P, M extends string> = [M] extends [`?${string}`]
  ? never
  : string extends M
    ? 'a step before this one is wrong: nothing is known of the query'
    : '^where' extends M
      ? 'an update or delete needs a where, or everyRow'
      : OpenObstacle<P, M>

type RowsObstacle<P> = [P] extends [never] ? 'this write has no returning, so it has no rows: use execute' : never

/** `unknown` for a query whose grouping is valid, open or not; else the mistake. */
export type Nestable<P, M extends string> = Unless<GroupingObstacle<P, M>>

/** `unknown` for a closed query whose grouping is valid; else the mistake. */
export type Closed<P, M extends string> = Unless<OpenObstacle<P, M>>

// One of several queries (`flag ? a : b`) can be sent where each of them can: these distribute over Q.

type SendingObstacle<Q> = Q extends Query<Kind, never, infer P, infer M> ? SendObstacle<P, M> : never

type FetchingObstacle<Q> = Q extends Query<Kind, never, infer P, infer M> ? SendObstacle<P, M> | RowsObstacle<P> : never

type SupportObstacle<Q, C extends string> =
  Q extends Query<Kind, never, unknown, infer M> ? `this dialect has no ${Exclude<CapabilitiesIn<M>, C | 'where' | 'transaction'>}` : never

/** `unknown` for a query that can be sent; else the mistake. */
export type Sendable<Q> = Unless<SendingObstacle<Q>>

/** `unknown` for a query that can be sent and gives rows; else the mistake. */
export type Fetchable<Q> = Unless<FetchingObstacle<Q>>

/**
 * A query that can be run and gives rows, for a function over any such query:
 * `<Q extends AnyQuery>(query: Runnable<Q>) => fetchAll(query)`. Its rows are `RowOf<Q>`, what it asks of a database
 * `CapabilitiesOf<Q>`. A function that looks into rows of a known type takes the program of a query instead:
 * `<Needs extends string>(program: Program<Needs, ReadonlyArray<Row>>)`.
 */
export type Runnable<Q> = Q & Fetchable<Q>

/** `unknown` where a dialect with the capabilities `C` can say what a query needs; else the mistake. */
export type Supported<Q, C extends string> = Unless<SupportObstacle<Q, C>>

/** What a query asks of a dialect and the environment, by name: `ilike`. */
export type CapabilitiesOf<Q> = Q extends Query<Kind, never, unknown, infer M> ? CapabilitiesIn<M> : never

// ---------------------------------------------------------------------------------------------------------------------
// nodes
// ---------------------------------------------------------------------------------------------------------------------

/** The node behind a query's face. */
export const queryNode = (query: { readonly [QueryId]: unknown }): QueryNode => query as unknown as QueryNode

/** What stands in for a query that is none: every clause takes it, and compiling says what was expected. */
export const noQuery = (expected: string, given: unknown): never => selectFrom(malformed(expected, given), {}) as never

// Each combinator asks for the kinds that have its clause. Their face may be anything in a program without types.

type Face = { readonly [QueryId]: unknown }

/** The node behind a face; nothing behind what only looks like a query. */
const nodeBehind = (query: unknown): QueryNode | undefined => (isQuery(query) ? query : undefined)

/** The node behind the face of a select. */
export const selectNode = (query: Face): SelectNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Select' ? node : noQuery('a query that selects', query)
}

/** The node behind the face of a query that gives rows. */
export const rowsNode = (query: Face): RowsNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Select' || node?._tag === 'SetOperation' ? node : noQuery('a query that gives rows', query)
}

/** The node behind the face of any query. */
export const givingNode = (query: Face): QueryNode => nodeBehind(query) ?? noQuery('a query', query)

/** The node behind the face of an insert. */
export const insertNode = (query: Face): InsertNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Insert' ? node : noQuery('an insert', query)
}

/** The node behind the face of an update or delete. */
export const changeNode = (query: Face): UpdateNode | DeleteNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Update' || node?._tag === 'Delete' ? node : noQuery('an update or delete', query)
}

/** The node behind the face of a query that has a WHERE. */
export const filteredNode = (query: Face): SelectNode | UpdateNode | DeleteNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Select' || node?._tag === 'Update' || node?._tag === 'Delete'
    ? node
    : noQuery('a query that selects, an update or a delete', query)
}

/** The node behind the face of a write. */
export const writeNode = (query: Face): InsertNode | UpdateNode | DeleteNode => {
  const node = nodeBehind(query)
  return node?._tag === 'Insert' || node?._tag === 'Update' || node?._tag === 'Delete'
    ? node
    : noQuery('an insert, an update or a delete', query)
}

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

type IsUnion<K, All = K> = K extends unknown ? ([All] extends [K] ? false : true) : never

/** `unknown` for a projection of one column; else the mistake. */
export type SoleColumn<P> = P extends AnyExpr
  ? unknown
  : P extends AnySource
    ? Mistake<'a query that is one value selects one column, not a table'>
    : true extends IsUnion<keyof P>
      ? Mistake<'a query that is one value selects one column'>
      : P[keyof P] extends AnyExpr
        ? unknown
        : Mistake<'a query that is one value selects one column'>

/** Null where a column of a query may be. */
export type SoleNull<P, M extends string> = P extends AnyExpr
  ? NullFor<P, M>
  : P extends Source<infer N, infer C, string, string>
    ? NullIn<C[keyof C]> | NullWhere<N, M>
    : NullFor<P[keyof P], M>

type NullIn<K> = K extends Column<infer T> ? Extract<T, null> : never

/** Null where an outer join may leave a source out. */
type NullWhere<N extends string, M extends string> = [`?${N}` & M] extends [never] ? never : null

type NullFor<E, M extends string> = E extends Expr<infer T, string, infer N, string, unknown> ? Extract<T, null> | NullWhere<N, M> : never
