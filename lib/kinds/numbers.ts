/** Functions of numbers. */
import { compileError } from '../plan/compile-error.js'
import type { Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { additive, comparison, tighter } from '../render/precedence.js'
import { repeated } from '../render/repeated.js'
import { reject } from '../render/writer.js'
import { scaleOf } from '../schema/sql-type.js'
import type { CallNode, ExpressionNode } from '../tree/node.js'
import { type FunctionKind, functionKind } from './call.js'

const operandOf = ({ args }: CallNode): ExpressionNode => args[0] as ExpressionNode

/** The digits that a decimal keeps: its type says it. */
export const digitsOf = ({ type }: CallNode, w: Writer): number => {
  const digits = scaleOf(type)
  if (Number.isSafeInteger(digits) && digits >= 0 && digits <= mostDigits) return digits
  reject(w, compileError('malformed', `a number is rounded to a whole number of digits from 0 to ${mostDigits}`))
  return 0
}

/** MySQL's decimals have so many digits after the point: manual, 14.24.2. */
const mostDigits = 30

/**
 * A double rounded half away from zero: of a double and its integer part, the difference is exact, and the sum of the part and
 * one. `floor(a + 0.5)` would round 0.49999999999999994 up. The + of a zero makes no -0.
 */
export const roundedDouble = (text: () => string, cut: (text: string) => string): string =>
  `(${cut(text())} + case when abs(${text()} - ${cut(text())}) >= 0.5 then sign(${text()}) else 0 end)`

/** Rounding, given how a double is cut to its integer part. */
export const roundBy =
  (cut: (text: string) => string): Render<CallNode> =>
  (d, node, w) => {
    const operand = operandOf(node)
    return operand.type.tag === 'double'
      ? roundedDouble(
          repeated(d, () => tighter(d, operand, additive, w)),
          cut,
        )
      : `round(${expression(d, operand, w)}, ${digitsOf(node, w)})`
  }

/** `ceil(a)`, without a -0 of doubles. */
const whole =
  (name: string): Render<CallNode> =>
  (d, node, w) => {
    const text = `${name}(${expression(d, operandOf(node), w)})`
    return node.type.tag === 'double' ? `(${text} + 0)` : text
  }

/** What a function gives where its argument is in its domain; null elsewhere, where databases give null or fail. */
const within =
  (name: string, sign: string): Render<CallNode> =>
  (d, node, w) => {
    const argument = repeated(d, () => tighter(d, operandOf(node), comparison, w))
    return `case when ${argument()} ${sign} 0 then ${name}(${argument()}) end`
  }

/** Null where the power is no number: of zero to less than zero, and of less than zero to what is no whole number. */
export const powerBy =
  (cut: (text: string) => string): Render<CallNode> =>
  (d, node, w) => {
    const [base, exponent] = node.args.map((arg) => repeated(d, () => tighter(d, arg, comparison, w))) as [() => string, () => string]
    const none = `${base()} = 0 and ${exponent()} < 0 or ${base()} < 0 and ${exponent()} <> ${cut(exponent())}`
    return `case when not (${none}) then power(${base()}, ${exponent()}) end`
  }

const cut = (text: string): string => `trunc(${text})`

const named =
  (name: string): Render<CallNode> =>
  (d, node, w) =>
    `${name}(${expression(d, operandOf(node), w)})`

export const roundKind: FunctionKind = /* @__PURE__ */ functionKind('round', /* @__PURE__ */ roundBy(cut))
export const ceilKind: FunctionKind = /* @__PURE__ */ functionKind('ceil', /* @__PURE__ */ whole('ceil'))
export const floorKind: FunctionKind = /* @__PURE__ */ functionKind('floor', /* @__PURE__ */ whole('floor'))
export const truncKind: FunctionKind = /* @__PURE__ */ functionKind('trunc', /* @__PURE__ */ whole('trunc'))
export const signKind: FunctionKind = /* @__PURE__ */ functionKind('sign', (d, node, w) => `${named('sign')(d, node, w)}::integer`)
export const sqrtKind: FunctionKind = /* @__PURE__ */ functionKind('sqrt', /* @__PURE__ */ within('sqrt', '>='))
export const lnKind: FunctionKind = /* @__PURE__ */ functionKind('ln', /* @__PURE__ */ within('ln', '>'))
export const expKind: FunctionKind = /* @__PURE__ */ functionKind('exp', /* @__PURE__ */ named('exp'))
export const powerKind: FunctionKind = /* @__PURE__ */ functionKind('power', /* @__PURE__ */ powerBy(cut))
export const randomKind: FunctionKind = /* @__PURE__ */ functionKind('random', () => 'random()')
