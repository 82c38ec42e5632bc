/** The remainder of floats on PostgreSQL, which has `%` of other numbers only. */
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import type { ArithmeticNode, ExpressionNode } from '../tree/node.js'

const asFloat = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  const text = expression(d, node, w)
  return node.type.name === 'double' ? text : `cast(${text} as double precision)`
}

/** How often 2^-1074, the least double, is in the absolute value of one: its fraction with the leading bit, by its exponent. */
const unitsOf = (float: string): string => {
  const bits = `('x' || encode(float8send(${float}), 'hex'))::bit(64)::bigint`
  const exponent = `((${bits} >> 52) & 2047)::integer`
  return `((${bits} & ${2n ** 52n - 1n}) + least(${exponent}, 1) * ${2n ** 52n}) * 2::numeric ^ (greatest(${exponent}, 1) - 1)`
}

/**
 * A float as numeric is its shortest text, not itself. So the remainder is one of whole numbers, and made a float again:
 * 5^1074 * 1e-1074 is 2^-1074, and all of it is exact. The operands stand several times in the text, each bound once.
 */
export const floatRemainder: Render<ArithmeticNode> = (d, { left, right }, w) => {
  const [dividend, by] = [asFloat(d, left, w), asFloat(d, right, w)]
  const units = `mod(${unitsOf(dividend)}, nullif(${unitsOf(by)}, 0))`
  return `(sign(${dividend}) * (${units} * 5::numeric ^ 1074 * 1e-1074)::double precision)`
}
