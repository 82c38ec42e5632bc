/** Functions of numbers on SQLite, whose decimals are scaled integers; see `decimal.ts`. */
import { digitsOf, powerBy, roundedDouble } from '../kinds/numbers.js'
import type { Render } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { additive, multiplicative, tighter } from '../render/precedence.js'
import { scaleOf } from '../schema/sql-type.js'
import type { CallNode, ExpressionNode } from '../tree/node.js'
import { aligned, boundOf, factor, isWide, refuseWide, rescaledText } from './decimal.js'

const cut = (text: string): string => `trunc(${text})`

export const round: Render<CallNode> = (d, node, w) => {
  const operand = node.args[0] as ExpressionNode
  if (isWide(operand.type)) return refuseWide(d, 'round', w)
  if (operand.type.tag !== 'decimal') {
    const text = tighter(d, operand, additive, w)
    return roundedDouble(() => text, cut)
  }
  return rescaledText(d, tighter(d, operand, multiplicative, w), scaleOf(operand.type), digitsOf(node, w), boundOf(operand), w)
}

/** A scaled integer divided by its factor is cut towards zero; of what was cut, one less or more than that is the one asked for. */
const wholes: { readonly [F in 'ceil' | 'floor' | 'trunc']: (text: string, by: string) => string } = {
  trunc: (text, by) => `(${text} / ${by})`,
  floor: (text, by) => `(${text} / ${by} - (${text} % ${by} < 0))`,
  ceil: (text, by) => `(${text} / ${by} + (${text} % ${by} > 0))`,
}

export const whole =
  (name: keyof typeof wholes): Render<CallNode> =>
  (d, node, w) => {
    const operand = node.args[0] as ExpressionNode
    if (isWide(operand.type)) return refuseWide(d, name, w)
    if (operand.type.tag !== 'decimal') return `(${name}(${expression(d, operand, w)}) + 0.0)`
    return wholes[name](tighter(d, operand, multiplicative, w), factor(scaleOf(operand.type)))
  }

export const sign: Render<CallNode> = (d, node, w) =>
  isWide((node.args[0] as ExpressionNode).type) ? refuseWide(d, 'sign', w) : `sign(${expression(d, node.args[0] as ExpressionNode, w)})`

export const power: Render<CallNode> = /* @__PURE__ */ powerBy(cut)

/** 53 random bits, as many as a double has. */
export const random = (): string => '(abs(random() % 9007199254740992) / 9007199254740992.0)'

/** `max(a, b)`, of values in one form. */
export const extreme =
  (name: 'max' | 'min'): Render<CallNode> =>
  (d, node, w) =>
    `${name}(${list(d, aligned(d, node.args, true, w), w)})`
