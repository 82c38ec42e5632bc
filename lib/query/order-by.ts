/** ORDER BY. */
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import { nodeOf, type OrderNode, queryCopy } from '../tree/node.js'
import { type Query, queryOf, selectNode } from './query.js'

/** An expression with a direction. */
export interface Order<out E extends AnyExpr> {
  readonly expression: E
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | undefined
}

type Ordering<R extends string, C extends string> = Expr<unknown, R, string, C, unknown> | Order<Expr<unknown, R, string, C, unknown>>

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

const nullsOf = (options: NullsOption | null): NullsOption['nulls'] => options?.nulls

/** Ascending: `a asc` */
export const asc = <E extends AnyExpr>(expression: E, options: NullsOption = {}): Order<E> => ({
  expression,
  direction: 'asc',
  nulls: nullsOf(options),
})

/** Descending: `a desc` */
export const desc = <E extends AnyExpr>(expression: E, options: NullsOption = {}): Order<E> => ({
  expression,
  direction: 'desc',
  nulls: nullsOf(options),
})

export const orderNode = (order: AnyOrder): OrderNode =>
  isExpr(order)
    ? { expression: nodeOf(order), direction: 'asc', nulls: undefined }
    : isOrder(order)
      ? { expression: nodeOf(order.expression), direction: order.direction, nulls: order.nulls }
      : { expression: nodeOf(order), direction: 'asc', nulls: undefined }

const isOrder = (order: unknown): order is Order<AnyExpr> => typeof order === 'object' && order !== null && 'expression' in order

/** Orders the rows. A second `orderBy` orders what the first left equal. `order by a, b desc` */
export const orderBy =
  <R extends string = never, C extends string = never>(...orders: ReadonlyArray<Ordering<R, C>>) =>
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M | Exclude<R, S> | C> => {
    const next = queryCopy(selectNode(query))
    next.orderBy = next.orderBy.length === 0 ? orders.map(orderNode) : [...next.orderBy, ...orders.map(orderNode)]
    return queryOf(next)
  }
