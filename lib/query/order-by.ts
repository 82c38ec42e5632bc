/** ORDER BY. */
import { type AnyExpr, isExpr } from '../schema/expression.js'
import { nodeOf, type OrderNode, queryCopy, type SelectNode } from './node.js'
import type { NeedsIn, RefsIn } from './operand.js'
import { type Query, queryNode, queryOf } from './query.js'

/** An expression with a direction. */
export interface Order<out E extends AnyExpr> {
  readonly expression: E
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | undefined
}

/** What `orderBy` takes: an expression, ascending, or one with a direction. */
export type AnyOrder = AnyExpr | Order<AnyExpr>

export type OrderExpr<O> = O extends Order<infer E> ? E : O

export interface NullsOption {
  /**
   * Where nulls come. Default: the database's own, which differs: PostgreSQL has them last ascending, the others first.
   * MySQL and MariaDB have no such clause: `a is null` is ordered first.
   */
  readonly nulls?: 'first' | 'last'
}

/** Ascending: `a asc` */
export const asc = <E extends AnyExpr>(expression: E, options: NullsOption = {}): Order<E> => ({
  expression,
  direction: 'asc',
  nulls: options.nulls,
})

/** Descending: `a desc` */
export const desc = <E extends AnyExpr>(expression: E, options: NullsOption = {}): Order<E> => ({
  expression,
  direction: 'desc',
  nulls: options.nulls,
})

export const orderNode = (order: AnyOrder): OrderNode =>
  isExpr(order)
    ? { expression: nodeOf(order), direction: 'asc', nulls: undefined }
    : { expression: nodeOf(order.expression), direction: order.direction, nulls: order.nulls }

/** Orders the rows. A second `orderBy` orders what the first left equal. `order by a, b desc` */
export const orderBy =
  <const A extends ReadonlyArray<AnyOrder>>(...orders: A) =>
  <S extends string, O extends string, P, F extends string, D extends string, X extends string, G extends string>(
    query: Query<'select', S, O, P, F, D, X, G>,
  ): Query<'select', S, O, P, F | Exclude<RefsIn<OrderExpr<A[number]>>, S>, D | NeedsIn<OrderExpr<A[number]>>, X, G> => {
    const next = queryCopy(queryNode(query) as SelectNode)
    next.orderBy = [...next.orderBy, ...orders.map(orderNode)]
    return queryOf(next)
  }
