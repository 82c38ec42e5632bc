/** The way into the dialect's renderers of expressions. */
import type { ExpressionNode } from '../query/node.js'
import type { Dialect, Render } from './dialect.js'
import type { Writer } from './writer.js'

/**
 * The text of an expression: one dispatch by tag, through the dialect, so that its overrides reach every nested use. The
 * commonest three are read by name, which V8 does several times as fast as by a key that varies.
 */
export const expression = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  switch (node._tag) {
    case 'Column':
      return d.expr.Column(d, node, w)
    case 'Binary':
      return d.expr.Binary(d, node, w)
    case 'Param':
      return d.expr.Param(d, node, w)
    default:
      return (d.expr[node._tag] as Render<ExpressionNode>)(d, node, w)
  }
}

/** Expressions with commas between them. */
export const list = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  let text = ''
  for (let index = 0; index < nodes.length; index++) text += index === 0 ? expression(d, nodes[index] as ExpressionNode, w) : `, ${expression(d, nodes[index] as ExpressionNode, w)}`
  return text
}
