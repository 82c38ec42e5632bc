/**
 * Exact arithmetic: whole quotients, and decimals rounded half away from zero to the scale that their type says.
 *
 * Both servers keep a decimal in nine words of nine digits and cut what is longer without an error (strings/decimal.c,
 * DECIMAL_BUFF_LENGTH); MariaDB 10.11 gives a wrong product from the ninth word on. What could come there is refused.
 */
import { unsupported } from '../plan/compile-error.js'
import type { ArithmeticNode, BinaryNode, ConcatNode, ExpressionNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { beside } from '../render/parameter.js'
import { asTight, multiplicative } from '../render/precedence.js'
import { divisor, signed } from '../kinds/arithmetic.js'
import { standard } from '../render/standard.js'
import { reject } from '../render/writer.js'
import { type AnySqlType, precisionOf, scaleOf } from '../schema/sql-type.js'

const mostWords = 8

const words = (digits: number): number => Math.ceil(digits / 9)

/** How many digits a decimal as text has before the point. */
const digitsBefore = (text: string): number => text.replace(/^-?0*|\..*$/g, '').length

/** How many digits stand before the point, at most: those of a value are known, unless it is one of a custom type. */
const wholeDigits = (node: ExpressionNode): number =>
  node._tag === 'Param' && typeof node.value === 'string' && node.type.mapping === undefined
    ? digitsBefore(node.value)
    : precisionOf(node.type) - scaleOf(node.type)

const tooLong = (d: Dialect, { left, right }: ArithmeticNode, what: string, w: Writer): string => {
  const name = (type: AnySqlType): string => (type.tag === 'decimal' ? `decimal(${type.precision}, ${type.scale})` : type.name)
  return reject(
    w,
    unsupported(d.name, `exact ${what}`, `of ${name(left.type)} and ${name(right.type)} it may be cut: cast them to fewer digits`),
  )
}

/** MySQL's largest scale; MariaDB's is 38, but what runs on one should run on the other. */
const mostScale = 30

const product: Render<ArithmeticNode> = (d, node, w) => {
  const { left, right, type } = node
  const fits =
    type.tag !== 'decimal' ||
    (scaleOf(type) <= mostScale &&
      words(wholeDigits(left) + wholeDigits(right)) + words(scaleOf(left.type)) + words(scaleOf(right.type)) <= mostWords)
  return fits ? signed(d, node, w) : tooLong(d, node, 'product', w)
}

const dividend = (d: Dialect, { left, right }: ArithmeticNode, w: Writer): string =>
  left._tag === 'Param' ? beside(d, left, right, w) : asTight(d, left, multiplicative, w)

/** A quotient has the dividend's scale and this many digits more, rounded half away from zero: div_precision_increment. */
const increment = 4

const power = (exponent: number): string => `1${'0'.repeat(exponent)}`

/**
 * A quotient of decimals.
 *
 * Where the dividend can be given the scale from which the server's own rounding ends at the right one, that is all.
 * Else rounding to the longer scale first and to the right one after would round twice, so the quotient is cut exactly,
 * as whole numbers, one digit behind its scale, and rounded once.
 */
const decimalQuotient: Render<ArithmeticNode> = (d, node, w) => {
  const { left, right } = node
  const scale = scaleOf(node.type)
  const [a, b, whole] = [scaleOf(left.type), scaleOf(right.type), wholeDigits(left)]
  if (a <= scale - increment && words(whole + b) + words(scale - increment) + words(b) + 1 <= mostWords) {
    // A parameter is cast to its type; of the text of a fragment nothing is known.
    const exact = a === scale - increment && left._tag !== 'Param' && left._tag !== 'Fragment'
    const text = exact ? asTight(d, left, multiplicative, w) : `cast(${expression(d, left, w)} as decimal(65, ${scale - increment}))`
    return `${text} / ${divisor(d, right, left, w)}`
  }
  const shift = scale + 1 + b
  const n = whole + shift
  const divisorDigits = wholeDigits(right) + b
  const fits =
    words(n + 1) + words(scale + 1) <= mostWords && words(divisorDigits + 1) + words(b) <= mostWords && scale + 1 + increment <= mostScale
  if (!fits) return tooLong(d, node, 'quotient', w)
  const scaled = (operand: ExpressionNode, by: number, length: number): string => {
    const text = operand._tag === 'Param' ? expression(d, operand, w) : asTight(d, operand, multiplicative, w)
    return by === 0 ? text : `cast(${text} * ${power(by)} as decimal(${length}, 0))`
  }
  const dividendText = (): string => scaled(left, shift, n)
  const divisorText = (): string => scaled(right, b, divisorDigits)
  const cut = `(${dividendText()} - ${dividendText()} % ${divisorText()}) / nullif(${divisorText()}, 0)`
  return `round(cast(${cut} as decimal(${n}, 0)) * 0.${'0'.repeat(scale)}1, ${scale})`
}

const least = -(2n ** 63n)

/**
 * Whether the dividend may be the least bigint and the divisor 1: MySQL divides without the sign, and calls 2^63 out of
 * range before it gives it its sign.
 */
const mayOverflow = ({ left, right }: ArithmeticNode): boolean =>
  left.type.name === 'bigint' &&
  (left._tag !== 'Param' || left.value === least) &&
  (right._tag !== 'Param' || right.type.mapping !== undefined || Number(right.value) === 1)

const quotient: Render<ArithmeticNode> = (d, node, w) => {
  switch (node.type.tag) {
    case 'decimal':
      return decimalQuotient(d, node, w)
    case 'double': {
      // One double makes the quotient one: of two whole numbers it would be a decimal.
      const { left } = node
      const text = left.type.tag === 'double' && left._tag !== 'Param' ? dividend(d, node, w) : `cast(${expression(d, left, w)} as double)`
      return `${text} / ${divisor(d, node.right, left, w)}`
    }
    default: {
      const text = mayOverflow(node) ? `cast(${expression(d, node.left, w)} as decimal(20, 0))` : dividend(d, node, w)
      return `${text} div ${divisor(d, node.right, node.left, w)}`
    }
  }
}

const concatenated = (node: ExpressionNode): ReadonlyArray<ExpressionNode> =>
  node._tag === 'Concat' ? [...concatenated(node.left), ...concatenated(node.right)] : [node]

/** `||` is OR here. */
export const concat: Render<ConcatNode> = (d, node, w) =>
  `concat(${concatenated(node)
    .map((operand) => expression(d, operand, w))
    .join(', ')})`

/** `<=>` is equality that takes null for a value. */
export const binary: Render<BinaryNode> = (d, node, w) =>
  node.operator === 'isDistinctFrom' ? `not (${standard.expr.Binary(d, node, w)})` : standard.expr.Binary(d, node, w)

export const arithmetic: Render<ArithmeticNode> = (d, node, w) =>
  node.operator === 'mul' ? product(d, node, w) : node.operator === 'div' ? quotient(d, node, w) : signed(d, node, w)
