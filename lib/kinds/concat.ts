/** Two texts as one: `a || b`. */
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts, put } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { atom, concatenation, parenthesized, precedence } from '../render/precedence.js'
import { signOf } from '../render/standard.js'
import type { ConcatNode, ExpressionNode } from '../tree/node.js'

/** Whether an operand stands without parentheses: arithmetic does not, because the databases disagree on which binds tighter. */
const standsAlone = (node: ExpressionNode): boolean => {
  const own = precedence(node)
  return own === concatenation || own === atom
}

/** An operand of `||`: texts both, so a parameter beside an expression needs no cast. */
const operand = (d: Dialect, node: ExpressionNode, other: ExpressionNode, w: Writer): string => {
  const text = beside(d, node, other, w, 0)
  return standsAlone(node) ? text : parenthesized(text)
}

const concat: Render<ConcatNode> = (d, { left, right }, w) => {
  const text = operand(d, left, right, w)
  return text + signOf(d, 'concat', w) + operand(d, right, left, w)
}

export const concatKind: never = /* @__PURE__ */ expressionOf<ConcatNode>({
  children: ({ left, right }) => [left, right],
  resolve: ({ left, right }, scope, context) => {
    resolve(left, scope, context)
    resolve(right, scope, context)
  },
  parts: ({ left, right }, walk) => {
    put(walk, 'concat')
    parts(left, walk)
    parts(right, walk)
  },
  level: () => concatenation,
  render: concat,
})
