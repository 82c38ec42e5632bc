/**
 * Arithmetic, as PostgreSQL says it. The kind of the result is in the node: whole numbers make whole ones, decimals have the
 * scale of their type, rounded half away from zero, and what is divided by zero is null.
 */
import { floatRemainder } from './float-remainder.js'
import { castNode } from './cast.js'
import { put, expression as parts } from '../plan/structure.js'
import { expression as resolve } from '../plan/resolve.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { additive, asTight, multiplicative } from '../render/precedence.js'
import { signOf } from '../render/standard.js'
import { integerType } from '../schema/types/integer.js'
import type { ArithmeticNode, ArithmeticOperator, ExpressionNode } from '../tree/node.js'

const levels: Readonly<Record<ArithmeticOperator, number>> = {
  add: additive,
  sub: additive,
  mul: multiplicative,
  div: multiplicative,
  mod: multiplicative,
}

/** Whether a divisor is known not to be zero. A value of a custom type is not the number that it stands for. */
const isNonZero = (node: ExpressionNode): boolean =>
  node._tag === 'Param' && node.type.mapping === undefined && typeof node.value !== 'object' && Number(node.value) !== 0

/** The right side of a division: null instead of zero, so that every dialect answers null. */
export const divisor = (d: Dialect, node: ExpressionNode, other: ExpressionNode, w: Writer): string =>
  isNonZero(node) ? beside(d, node, other, w, multiplicative) : `nullif(${expression(d, node, w)}, 0)`

/** Two operands with a sign between them. */
export const signed: Render<ArithmeticNode> = (d, node, w) => {
  const own = levels[node.operator]
  const left = node.left._tag === 'Param' ? beside(d, node.left, node.right, w) : asTight(d, node.left, own, w)
  const right =
    node.operator === 'div' || node.operator === 'mod' ? divisor(d, node.right, node.left, w) : beside(d, node.right, node.left, w, own)
  return left + signOf(d, node.operator, w) + right
}

/**
 * A quotient of decimals has the scale of its type, rounded half away from zero. `/` has rounded already, to a scale that
 * depends on the values; `div` cuts, so the quotient is cut one digit behind its scale, and rounded once. Numbers with an
 * exponent are numeric: PostgreSQL's manual, 4.1.2.6.
 */
const decimalQuotient: Render<ArithmeticNode> = (d, { left, right, type }, w) => {
  const scale = type.scale ?? 0
  const dividend = `${asTight(d, left, multiplicative, w)} * 1e${scale + 1}`
  return `round(div(${dividend}, ${divisor(d, right, left, w)}) * 1e-${scale + 1}, ${scale})`
}

/** Two smallints make a smallint on PostgreSQL, and an integer everywhere else: one of them is cast. */
const widened = (node: ArithmeticNode): ArithmeticNode => {
  const { left, right } = node
  if (left.type.name !== 'smallint' || right.type.name !== 'smallint' || node.type.name !== 'integer') return node
  return left._tag === 'Param' ? { ...node, right: castNode(right, integerType) } : { ...node, left: castNode(left, integerType) }
}

export const arithmeticKind: never = /* @__PURE__ */ expressionOf<ArithmeticNode>({
  children: ({ left, right }) => [left, right],
  resolve: ({ left, right }, scope, context) => {
    resolve(left, scope, context)
    resolve(right, scope, context)
  },
  parts: ({ operator, left, right }, walk) => {
    put(walk, operator)
    parts(left, walk)
    parts(right, walk)
  },
  level: ({ operator }) => levels[operator],
  render: (d, node, w) =>
    node.operator === 'div' && node.type.name === 'decimal'
      ? decimalQuotient(d, node, w)
      : node.operator === 'mod' && node.type.name === 'double'
        ? floatRemainder(d, node, w)
        : signed(d, widened(node), w),
})
