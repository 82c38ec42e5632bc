/** The way into the dialect's renderers of queries. */
import type { QueryNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from './dialect.js'
import { renderedQuery } from './kind.js'

/** The text of a query. One dispatch by tag, through the dialect; what it leaves out is rendered as the node's kind has it. */
export const query = (d: Dialect, node: QueryNode, w: Writer): string => {
  const own = d.query[node._tag] as Render<QueryNode> | undefined
  return own === undefined ? standardQuery(d, node, w) : own(d, node, w)
}

/** The text of a query as its kind has it: for what a dialect overrides. The planner has said what is wrong with one without. */
export const standardQuery = (d: Dialect, node: QueryNode, w: Writer): string => renderedQuery(node)?.render(d, node, w) ?? ''
