/**
 * Relations: how the rows of one table belong to those of another. A relation is no query of its own: at any two sources
 * it is an open query on the one and a `from` of the other, so nesting, filtering and joining need no second mechanism.
 */
import type { Columns } from '../schema/column.js'
import type { AnyExpr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import type { NeedsOfColumns, Source, Table } from '../schema/table.js'
import type { Predicate } from '../tree/operand.js'
import { noQuery, type Query } from './query.js'
import { from, sourceNode } from './select.js'
import { where } from './where.js'

export type Cardinality = 'many' | 'one' | 'maybe'

/**
 * A relation from a source to another.
 *
 * @typeParam N - the name of the source
 * @typeParam F - the source's columns
 * @typeParam M - the name of the target
 * @typeParam T - the target's columns
 * @typeParam K - how many rows of the target a row has: any number, exactly one, or at most one
 */
export interface Relation<N extends string, F extends Columns, M extends string, T extends Columns, K extends Cardinality> {
  readonly _tag: 'Relation'
  /** What the relation promises of its rows. Nothing checks it: `arrayOf` or `firstOf` decides what comes of them. */
  readonly cardinality: K
  readonly source: Table<N, F>
  readonly target: Table<M, T>
  /** The condition at any two sources with the tables' columns, so that it holds under aliases too. */
  readonly on: (source: Table<string, F>, target: Table<string, T>) => AnyExpr
}

export interface MakeRelation<K extends Cardinality> {
  <N extends string, F extends Columns, M extends string, T extends Columns>(
    source: Table<N, F>,
    target: Table<M, T>,
    on: (source: Table<N, F>, target: Table<M, T>) => Predicate,
  ): Relation<N, F, M, T, K>
}

const relation = <K extends Cardinality>(cardinality: K): MakeRelation<K> =>
  ((source: unknown, target: unknown, on: unknown) => ({ _tag: 'Relation', cardinality, source, target, on })) as unknown as MakeRelation<K>

/** A row has any number of the target's: `hasMany(customers, orders, (customer, order) => eq(order.customerId, customer.id))`. */
export const hasMany: MakeRelation<'many'> = /* @__PURE__ */ relation('many')

/** A row has at most one of the target's, which refers to it: `hasOne(users, profiles, (user, profile) => eq(profile.userId, user.id))`. */
export const hasOne: MakeRelation<'maybe'> = /* @__PURE__ */ relation('maybe')

/** A row refers to one of the target's: `belongsTo(orders, customers, (order, customer) => eq(order.customerId, customer.id))`. */
export const belongsTo: MakeRelation<'one'> = /* @__PURE__ */ relation('one')

/** The sources a relation is taken at, where they are not the tables themselves. */
export interface RelatedAt<F, T> {
  readonly source?: Source<string, F, never, string>
  readonly target?: Source<string, T, never, string>
}

type SourceName<At, N extends string> = At extends { readonly source: Source<infer A, unknown, never, string> } ? A : N
type TargetName<At, M extends string> = At extends { readonly target: Source<infer A, unknown, never, string> } ? A : M

/** What a related query misses: its source, and what the target's columns need. */
type Missing<N extends string, M extends string, T extends Columns> =
  | ([N] extends [M] ? `${N} (give the target another name with as)` : N)
  | NeedsOfColumns<T[keyof T]>

/**
 * The related rows of a source: a query on the target, open on the source.
 *
 * A relation of a table with itself, or one that is nested in itself, needs a second name:
 * `related(reports, { target: pipe(employees, as('report')) })`.
 *
 * @example
 * select({ email: customers.email, orders: arrayOf(related(customerOrders)) })
 */
export const related: {
  <N extends string, F extends Columns, M extends string, T extends Columns, K extends Cardinality>(
    relation: Relation<N, F, M, T, K>,
  ): Query<'select', M, Source<M, T>, Missing<N, M, T>>
  <N extends string, F extends Columns, M extends string, T extends Columns, K extends Cardinality, const At extends RelatedAt<F, T>>(
    relation: Relation<N, F, M, T, K>,
    at: At,
  ): Query<'select', TargetName<At, M>, Source<TargetName<At, M>, T>, Missing<SourceName<At, N>, TargetName<At, M>, T>>
} = ((relation: Relation<string, Columns, string, Columns, Cardinality>, at?: RelatedAt<Columns, Columns>) => {
  if (typeof relation?.on !== 'function') return noQuery('a relation', relation)
  const source = (at?.source ?? relation.source) as Table<string, Columns>
  const target = (at?.target ?? relation.target) as Table<string, Columns>
  if (isMalformed(sourceNode(source))) return from(source)
  if (isMalformed(sourceNode(target))) return from(target)
  return where(relation.on(source, target) as Predicate)(from(target))
}) as never
