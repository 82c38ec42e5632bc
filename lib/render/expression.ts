/** The way into the dialect's renderers of expressions. */
import type { ExpressionNode } from '../query/node.js'
import type { Dialect, Render } from './dialect.js'
import type { Writer } from './writer.js'

/** The text of an expression. One dispatch by tag, through the dialect, so that its overrides reach every nested use. */
export const expression = (d: Dialect, node: ExpressionNode, w: Writer): string =>
  (d.expr[node._tag] as Render<ExpressionNode>)(d, node, w)

/** Expressions with commas between them. */
export const list = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  let text = ''
  for (let index = 0; index < nodes.length; index++) text += index === 0 ? expression(d, nodes[index] as ExpressionNode, w) : `, ${expression(d, nodes[index] as ExpressionNode, w)}`
  return text
}
