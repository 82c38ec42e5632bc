/** Window functions over a partition and an order. */
import type { Expr } from '../schema/expression.js'
import type { AnyExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { Integer } from '../schema/sql-type.js'
import { integerType } from '../schema/types/integer.js'
import type { Aggregated } from './aggregate.js'
import { windowKind } from '../kinds/window.js'
import { type AggregateNode, ExprId, exprOf, nodeOf, type WindowFunctionName } from '../tree/node.js'
import { type NeedsIn, nodes, type RefsIn } from '../tree/operand.js'
import { type AnyOrder, orderNode, type OrderExpr } from './order-by.js'

/** A function that only a window gives a meaning. */
export interface WindowFunction<out T> {
  readonly windowFunction: WindowFunctionName
  readonly type?: T
}

/** The number of the row in its partition, from 1. `row_number()` */
export const rowNumber: WindowFunction<Integer> = { windowFunction: 'rowNumber' }
/** The rank of the row: equal rows share one, and leave a gap after them. `rank()` */
export const rank: WindowFunction<Integer> = { windowFunction: 'rank' }
/** The rank of the row without gaps. `dense_rank()` */
export const denseRank: WindowFunction<Integer> = { windowFunction: 'denseRank' }

export interface Window<B extends ReadonlyArray<AnyExpr>, O extends ReadonlyArray<AnyOrder>> {
  readonly partitionBy?: B
  readonly orderBy?: O
}

/**
 * A window function, or an aggregate over a window.
 *
 * @example
 * over(rowNumber, { partitionBy: [orders.customerId], orderBy: [desc(orders.total)] })
 * // row_number() over (partition by "orders"."customerId" order by "orders"."total" desc)
 */
export const over: {
  <T, const B extends ReadonlyArray<AnyExpr> = [], const O extends ReadonlyArray<AnyOrder> = []>(
    windowFunction: WindowFunction<T>,
    window?: Window<B, O>,
  ): Expr<T, RefsIn<B[number]> | RefsIn<OrderExpr<O[number]>>, never, NeedsIn<B[number]> | NeedsIn<OrderExpr<O[number]>> | '^windows'>
  <T, R extends string, C extends string, const B extends ReadonlyArray<AnyExpr> = [], const O extends ReadonlyArray<AnyOrder> = []>(
    aggregate: Expr<T, R, never, C, Aggregated>,
    window?: Window<B, O>,
  ): Expr<
    T,
    R | RefsIn<B[number]> | RefsIn<OrderExpr<O[number]>>,
    never,
    C | NeedsIn<B[number]> | NeedsIn<OrderExpr<O[number]>> | '^windows'
  >
} = (fn: WindowFunction<unknown> | AnyExpr, window: Window<ReadonlyArray<AnyExpr>, ReadonlyArray<AnyOrder>> = {}) =>
  exprOf<never>({
    [ExprId]: windowKind,
    _tag: 'Window',
    function: isWindowFunction(fn) ? fn.windowFunction : aggregateNode(fn),
    partitionBy: nodes(listIn(window?.partitionBy)),
    orderBy: listIn(window?.orderBy).map(orderNode),
    type: isWindowFunction(fn) ? integerType : nodeOf(fn).type,
  })

const isWindowFunction = (fn: unknown): fn is WindowFunction<unknown> => typeof fn === 'object' && fn !== null && 'windowFunction' in fn

const aggregateNode = (expression: AnyExpr): AggregateNode => {
  const node = nodeOf(expression)
  return node._tag === 'Aggregate' ? node : malformed('an aggregate or a window function', expression)
}

const listIn = <A>(list: ReadonlyArray<A> | undefined): ReadonlyArray<A> =>
  list === undefined ? [] : Array.isArray(list) ? list : [malformed('a list', list)]
