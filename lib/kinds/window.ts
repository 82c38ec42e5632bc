/** A function over a window: `rank() over (partition by a order by b)`. */
import { need } from '../plan/context.js'
import { all, orders as resolveOrders } from '../plan/resolve.js'
import { each, orders, put } from '../plan/structure.js'
import type { Render } from '../render/dialect.js'
import { list } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { orderList } from '../render/select.js'
import type { AggregateNode, WindowFunctionName, WindowNode } from '../tree/node.js'
import { aggregated, aggregateParts, averageAsDouble, checkAggregate, checkOverWindow, plainAggregate } from './aggregate.js'

export const windowFunctions: Readonly<Record<WindowFunctionName, string>> = {
  rowNumber: 'row_number()',
  rank: 'rank()',
  denseRank: 'dense_rank()',
}

/** A window, given how its aggregate is written: without the cast that a dialect puts around one. */
export const windowOf =
  (aggregate: Render<AggregateNode>): Render<WindowNode> =>
  (d, node, w) => {
    const fn = typeof node.function === 'string' ? windowFunctions[node.function] : aggregate(d, node.function, w)
    const partition = node.partitionBy.length === 0 ? '' : `partition by ${list(d, node.partitionBy, w)}`
    const order = node.orderBy.length === 0 ? '' : `order by ${orderList(d, node.orderBy, w)}`
    return `${fn} over (${[partition, order].filter((part) => part !== '').join(' ')})`
  }

const overPlain = /* @__PURE__ */ windowOf(plainAggregate)

export const windowKind: never = /* @__PURE__ */ expressionOf<WindowNode>({
  children: (node) => [
    ...(typeof node.function === 'string' ? [] : aggregated(node.function)),
    ...node.partitionBy,
    ...node.orderBy.map((order) => order.expression),
  ],
  resolve: (node, scope, context) => {
    need(context, 'windows')
    context.windows++
    if (typeof node.function !== 'string') {
      // The aggregate of a window does not group; aggregates in its arguments and clauses do, and are counted there.
      checkAggregate(node.function, context)
      checkOverWindow(node.function, context)
      all(aggregated(node.function), scope, context)
    }
    all(node.partitionBy, scope, context)
    resolveOrders(node.orderBy, scope, context)
  },
  parts: (node, walk) => {
    put(walk, 'Window')
    if (typeof node.function === 'string') put(walk, node.function)
    else aggregateParts(node.function, walk)
    each(node.partitionBy, walk)
    orders(node.orderBy, walk)
  },
  render: (d, node, w) => averageAsDouble(typeof node.function === 'string' ? '' : node.function.name, overPlain(d, node, w)),
})
