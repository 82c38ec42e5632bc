/** `a between symmetric x and y`: the bounds in either order. */
import { expression as resolve, isNull, noNull } from '../plan/resolve.js'
import { expression as parts } from '../plan/structure.js'
import { type Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { comparison, parenthesized } from '../render/precedence.js'
import { brand, type BetweenSymmetricNode, ExprId, type ExpressionNode } from '../tree/node.js'
import { betweenKind } from './between.js'

export const betweenSymmetricKind: never = /* @__PURE__ */ expressionOf<BetweenSymmetricNode>({
  children: ({ operand, low, high }) => [operand, low, high],
  resolve: ({ operand, low, high }, scope, context) => {
    if (isNull(low) || isNull(high)) noNull(context)
    for (const node of [operand, low, high]) resolve(node, scope, context)
  },
  parts: ({ operand, low, high, negated }, walk) => {
    walk.parts.push('BetweenSymmetric', negated)
    for (const node of [operand, low, high]) parts(node, walk)
  },
  level: () => comparison,
  render: (d, { operand, low, high, negated }, w) =>
    `${beside(d, operand, low, w)} ${negated ? 'not ' : ''}between symmetric ${beside(d, low, operand, w)} and ${beside(d, high, operand, w)}`,
})

/**
 * For a database without the word: `a between x and y or a between y and x`, which is how SQL defines it (ISO 9075-2, 8.3).
 */
export const symmetricByOr: Render<BetweenSymmetricNode> = (d, { operand, low, high, negated, type }, w) => {
  const between = (from: ExpressionNode, to: ExpressionNode): ExpressionNode => ({
    [ExprId]: betweenKind,
    _tag: 'Between',
    operand,
    low: from,
    high: to,
    negated,
    type,
  })
  const either: ExpressionNode = { [ExprId]: brand, _tag: negated ? 'And' : 'Or', operands: [between(low, high), between(high, low)], type }
  return parenthesized(expression(d, either, w))
}
