/** The way into the dialect's renderers of queries. */
import type { QueryNode } from '../query/node.js'
import type { Dialect, Render, Writer } from './dialect.js'

/** The text of a query. One dispatch by tag, through the dialect. */
export const query = (d: Dialect, node: QueryNode, w: Writer): string => (d.query[node._tag] as Render<QueryNode>)(d, node, w)
