/** `a between low and high`. */
import { expression as resolve, isNull, noNull } from '../plan/resolve.js'
import { expression as parts, free, isFree, put } from '../plan/structure.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { comparison } from '../render/precedence.js'
import type { BetweenNode } from '../tree/node.js'

export const betweenKind: never = /* @__PURE__ */ expressionOf<BetweenNode>({
  children: ({ operand, low, high }) => [operand, low, high],
  resolve: ({ operand, low, high }, scope, context) => {
    if (isNull(low) || isNull(high)) noNull(context)
    resolve(operand, scope, context)
    resolve(low, scope, context)
    resolve(high, scope, context)
  },
  parts: ({ operand, low, high, negated }, walk) => {
    put(walk, negated ? 'not between' : 'between')
    parts(operand, walk)
    // Both or none: the type of one may decide how the other is written.
    if (isFree(low, operand) && isFree(high, operand)) {
      free(low, walk)
      free(high, walk)
    } else {
      parts(low, walk)
      parts(high, walk)
    }
  },
  level: () => comparison,
  render: (d, node, w) => {
    const operand = beside(d, node.operand, node.low, w)
    const low = beside(d, node.low, node.operand, w)
    return `${operand} ${node.negated ? 'not ' : ''}between ${low} and ${beside(d, node.high, node.operand, w)}`
  },
})
