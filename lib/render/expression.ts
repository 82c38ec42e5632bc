/** The way into the dialect's renderers of expressions. */
import type { ExpressionNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from './dialect.js'
import { type ExpressionKind, renderedKind } from './kind.js'

/**
 * The text of an expression: one dispatch by tag, through the dialect, so that its overrides reach every nested use; what it
 * leaves out is rendered as the node's kind has it. The
 * commonest three are read by name, which V8 does several times as fast as by a key that varies.
 */
export const expression = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  switch (node._tag) {
    case 'Column':
      return d.expr.Column(d, node, w)
    case 'Binary':
      return w.grouped === undefined ? d.expr.Binary(d, node, w) : w.grouped.expression(d, node, w, dispatch)
    case 'Param':
      return d.expr.Param(d, node, w)
    default:
      return w.grouped === undefined ? dispatch(d, node, w) : w.grouped.expression(d, node, w, dispatch)
  }
}

const dispatch = (d: Dialect, node: ExpressionNode, w: Writer): string =>
  ((d.expr[node._tag] ?? standardRender(node)) as Render<ExpressionNode>)(d, node, w)

// The planner has refused what has no kind.
const standardRender = (node: ExpressionNode): Render<ExpressionNode> => (renderedKind(node) as ExpressionKind<ExpressionNode>).render

/** The text of an expression as its kind has it, whatever a dialect says of such expressions: for what a dialect overrides. */
export const standardText = (d: Dialect, node: ExpressionNode, w: Writer): string => standardRender(node)(d, node, w)

/** Expressions with commas between them. */
export const list = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  let text = ''
  for (let index = 0; index < nodes.length; index++)
    text += index === 0 ? expression(d, nodes[index] as ExpressionNode, w) : `, ${expression(d, nodes[index] as ExpressionNode, w)}`
  return text
}
