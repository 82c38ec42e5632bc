/** `a is true`, `a is false`, `a is unknown`: tests that a predicate which is null answers too. */
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts } from '../plan/structure.js'
import { expressionOf } from '../render/kind.js'
import { comparison, tighter } from '../render/precedence.js'
import type { TruthNode } from '../tree/node.js'

export const truthKind: never = /* @__PURE__ */ expressionOf<TruthNode>({
  children: ({ operand }) => [operand],
  resolve: ({ operand }, scope, context) => resolve(operand, scope, context),
  parts: ({ operand, truth, negated }, walk) => {
    walk.parts.push('Truth', truth, negated)
    parts(operand, walk)
  },
  level: () => comparison,
  render: (d, { operand, truth, negated }, w) => `${tighter(d, operand, comparison, w)} is ${negated ? 'not ' : ''}${truth ?? 'unknown'}`,
})
