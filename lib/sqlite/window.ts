/** Window functions on SQLite. */
import type { WindowNode } from '../tree/node.js'
import type { Render } from '../render/dialect.js'
import { list } from '../render/expression.js'
import { windowFunctions } from '../kinds/window.js'
import { aggregate, ordered } from './decimal.js'

export const window: Render<WindowNode> = (d, node, w) => {
  const over = (): string => {
    const partition = node.partitionBy.length === 0 ? '' : `partition by ${list(d, node.partitionBy, w)}`
    const order = node.orderBy.length === 0 ? '' : `order by ${ordered(d, node.orderBy, w)}`
    return ` over (${[partition, order].filter((part) => part !== '').join(' ')})`
  }
  return typeof node.function === 'string' ? windowFunctions[node.function] + over() : aggregate(d, node.function, over, w)
}
