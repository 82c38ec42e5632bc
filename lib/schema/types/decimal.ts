/** Decimals: strings of digits, so that none is lost. */
import { asIs, codecError } from '../codec.js'
import { isNumeral } from '../numeral.js'
import { type AnySqlType, type Decimal, sqlType, type TypeKind } from '../sql-type.js'
import { counted, describe, otherText } from '../words.js'

const [zero, nine, point, minus] = [48, 57, 46, 45]

/** The digits of a decimal text before and after its point, without leading and trailing zeros; nothing where it is none. */
const decimalDigits = (text: string): { readonly whole: number; readonly fraction: number } | undefined => {
  const start = text.charCodeAt(0) === minus ? 1 : 0
  let whole = 0
  let fraction = 0
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < zero || code > nine) break
    if (whole > 0 || code !== zero) whole++
  }
  if (at === start) return undefined
  if (at === text.length) return { whole, fraction }
  const from = at + 1
  if (text.charCodeAt(at) !== point || from === text.length) return undefined
  for (at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < zero || code > nine) return undefined
    if (code !== zero) fraction = at - from + 1
  }
  return { whole, fraction }
}

const checkDecimal = (type: AnySqlType, value: unknown): string | undefined => {
  if (typeof value !== 'string') return `expected a decimal as a string, got ${describe(value)}`
  const digits = decimalDigits(value)
  if (digits === undefined) return `expected a decimal such as '-12.50', got ${otherText(value)}`
  const { precision, scale } = type
  if (precision === undefined || scale === undefined) return undefined
  if (digits.fraction > scale)
    return `expected a decimal(${precision}, ${scale}), got one with ${counted(digits.fraction, 'digit')} after the point`
  if (digits.whole > precision - scale)
    return `expected a decimal(${precision}, ${scale}), got one with ${counted(digits.whole, 'digit')} before the point`
  return undefined
}

/** What PostgreSQL's numeric can be besides a number. */
const nonFinite: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity'])

/**
 * As many decimals as the type's scale, whatever the expression that made the value keeps: a product of a column and the
 * value '2' has those of the value. What is no number (`NaN`, `Infinity`) stays what it is.
 */
export const decodeDecimal =
  (scale: number) =>
  (wire: unknown): string => {
    const text = String(wire)
    if (!isNumeral(text, true)) {
      if (nonFinite.has(text)) return text
      throw codecError('expected a decimal')
    }
    const point = text.indexOf('.')
    const missing = scale - (point < 0 ? 0 : text.length - point - 1)
    return missing <= 0 ? text : `${text}${point < 0 ? '.' : ''}${'0'.repeat(missing)}`
  }

// The most that every server has a decimal of: MySQL's.
const mostDigits = 65
const mostScale = 30

const decimalHolding = (type: AnySqlType, value: string): AnySqlType => {
  const { precision, scale } = type
  if (precision === undefined || scale === undefined) return type
  const digits = decimalDigits(value)
  if (digits === undefined) return type
  const { whole, fraction } = digits
  const isHeld = whole <= precision - scale && fraction <= scale
  return isHeld || whole + fraction > mostDigits || fraction > mostScale ? type : decimalType(whole + fraction, fraction)
}

const decimalKind: TypeKind = {
  name: 'decimal',
  check: checkDecimal,
  codec: (_d, type) => ({ encode: asIs, decode: decodeDecimal(type.scale ?? 0) }),
  holding: (type, value) => (typeof value === 'string' ? decimalHolding(type, value) : type),
}

export const decimalType = (precision: number, scale: number): Decimal => sqlType('decimal', decimalKind, { precision, scale })

/** The type of a decimal that arithmetic or an aggregate makes. */
export const computedDecimal = (precision: number, scale: number): Decimal =>
  sqlType('decimal', decimalKind, { precision, scale, computed: true })
