/** FETCH … WITH TIES on MariaDB 10.11: where it says what it means. */
import { unsupported } from '../plan/compile-error.js'
import { isCorrelated } from '../plan/reading.js'
import type { ExistsNode, RowsNode, SelectNode } from '../tree/node.js'
import type { Render } from '../render/dialect.js'
import { standardText } from '../render/expression.js'
import { page } from '../render/select.js'
import { reject } from '../render/writer.js'

/** In a query that is run for each row of another, the ties of one row stay for the next. */
export const pageOfRows: Render<SelectNode> = (d, node, w) =>
  node.ties && isCorrelated(node)
    ? reject(w, unsupported(d.name, 'limitWithTies in a query that depends on the query around it'))
    : page(d, node, w)

const takesTies = (node: RowsNode): boolean => (node._tag === 'Select' ? node.ties : takesTies(node.left) || takesTies(node.right))

/** EXISTS drops the orders in a set operation, and then misses them. */
export const existsRows: Render<ExistsNode> = (d, node, w) =>
  node.query._tag === 'SetOperation' && takesTies(node.query)
    ? reject(w, unsupported(d.name, 'limitWithTies in a set operation under exists', 'make the set operation a subquery'))
    : standardText(d, node, w)
