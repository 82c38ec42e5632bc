/** Window functions on SQLite. */
import type { OrderNode, WindowNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { list } from '../render/expression.js'
import { windowFunctions } from '../kinds/window.js'
import { orderList } from '../render/select.js'
import { aggregate, isWide, refuseWide } from './decimal.js'

const ordered = (d: Dialect, nodes: ReadonlyArray<OrderNode>, w: Writer): string =>
  nodes.some((order) => isWide(order.expression.type)) ? refuseWide(d, 'order', w) : orderList(d, nodes, w)

export const window: Render<WindowNode> = (d, node, w) => {
  const over = (): string => {
    const partition = node.partitionBy.length === 0 ? '' : `partition by ${list(d, node.partitionBy, w)}`
    const order = node.orderBy.length === 0 ? '' : `order by ${ordered(d, node.orderBy, w)}`
    return ` over (${[partition, order].filter((part) => part !== '').join(' ')})`
  }
  return typeof node.function === 'string' ? windowFunctions[node.function] + over() : aggregate(d, node.function, over, w)
}
