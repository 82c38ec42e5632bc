/** The way into the dialect's renderers of expressions. */
import { sameExpression } from '../plan/same-expression.js'
import type { ExpressionNode } from '../query/node.js'
import type { Dialect, Render, Writer } from './dialect.js'

/**
 * The text of an expression: one dispatch by tag, through the dialect, so that its overrides reach every nested use. The
 * commonest three are read by name, which V8 does several times as fast as by a key that varies.
 */
export const expression = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  switch (node._tag) {
    case 'Column':
      return d.expr.Column(d, node, w)
    case 'Binary':
      return w.grouped === undefined ? d.expr.Binary(d, node, w) : groupedExpression(d, node, w.grouped, w)
    case 'Param':
      return d.expr.Param(d, node, w)
    default:
      return w.grouped === undefined ? dispatch(d, node, w) : groupedExpression(d, node, w.grouped, w)
  }
}

const dispatch = (d: Dialect, node: ExpressionNode, w: Writer): string => (d.expr[node._tag] as Render<ExpressionNode>)(d, node, w)

/** Renders without regard to what the query is grouped by. */
export const ungrouped = (w: Writer, render: () => string): string => {
  const { grouped } = w
  w.grouped = undefined
  const text = render()
  w.grouped = grouped
  return text
}

/** See `Dialect.grouped`. The argument of an aggregate reads the rows before they are grouped. */
const groupedExpression = (d: Dialect, node: ExpressionNode, grouped: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  const known = d.grouped !== undefined && grouped.some((item) => sameExpression(item, node)) ? d.grouped : undefined
  if (known !== undefined) return known(ungrouped(w, () => dispatch(d, node, w)))
  return node._tag === 'Aggregate' ? ungrouped(w, () => dispatch(d, node, w)) : dispatch(d, node, w)
}

/** Expressions with commas between them. */
export const list = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  let text = ''
  for (let index = 0; index < nodes.length; index++)
    text += index === 0 ? expression(d, nodes[index] as ExpressionNode, w) : `, ${expression(d, nodes[index] as ExpressionNode, w)}`
  return text
}
