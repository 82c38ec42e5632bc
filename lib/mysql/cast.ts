/**
 * CAST, where the database's own makes a value of whatever it is given: 12 of '12x', the largest of what is too large, and null of
 * a day that there is not (manual 14.10, each with a warning). Here that is an error, as on PostgreSQL.
 */
import type { Dialect, Render } from '../render/dialect.js'
import { expression, standardText } from '../render/expression.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, fractionDigits, precisionOf, scaleOf } from '../schema/sql-type.js'
import type { CastNode } from '../tree/node.js'

/** What no number of 64 bits holds (error 1690); null of null. Only CASE is sure not to count it where it is not asked for. */
const failure = (one: string): string => `9223372036854775807 + (1 + ${one})`

const checked = (d: Dialect, condition: string, value: string, one: string, type: AnySqlType): string =>
  `case when ${condition} then ${value} else cast(${failure(one)} as ${d.castType(type)}) end`

/** Whether a text is of a form, all of it: `$` alone would let a line feed follow. */
const matches = (text: string, form: string): string => `concat(${text}, '|') regexp '^${form}[|]$'`

const clock = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?'
const calendar = '[0-9]{4}-[0-9]{2}-[0-9]{2}'

/** What texts of a type look like: of a uuid, where it is no number and no time. */
const formOf = (type: AnySqlType): string => {
  switch (type.tag) {
    case 'integer':
    case 'bigint':
      return '-?[0-9]+'
    case 'decimal':
      return '-?[0-9]+([.][0-9]+)?'
    case 'double':
      return '-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?'
    case 'date':
      return calendar
    case 'time':
      return clock
    case 'localTimestamp':
      return `${calendar}[ T]${clock}`
    case 'timestamp':
      return `${calendar}[ T]${clock}Z?`
    default:
      return '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
  }
}

const limits: { readonly [name: string]: number | bigint | undefined } = {
  smallint: 32_767,
  integer: 2_147_483_647,
  bigint: 9_223_372_036_854_775_807n,
}

/** The range of a type of numbers; of whole ones there is one more below zero. */
const rangeOf = (type: AnySqlType): string | undefined => {
  const whole = limits[type.name]
  if (whole !== undefined) return `between -${BigInt(whole) + 1n} and ${whole}`
  if (type.tag !== 'decimal') return undefined
  const scale = scaleOf(type)
  const digits = '9'.repeat(precisionOf(type))
  const most = `${digits.slice(0, digits.length - scale) || '0'}${scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`}`
  return `between -${most} and ${most}`
}

/** Whether a number of a type may be too large for another. */
const mayOverflow = (from: AnySqlType, to: AnySqlType): boolean => {
  if (from.tag === 'double' || from.tag === 'text') return true
  const [before, after] = [precisionOf(from) - scaleOf(from), precisionOf(to) - scaleOf(to)]
  if (before !== after || from.name === to.name) return before > after || (before === after && scaleOf(from) > scaleOf(to))
  // Rounding may carry into a digit more; and the largest of 32 and 64 bits are less than their digits.
  return from.tag === 'decimal'
}

const numeric = (d: Dialect, text: string, from: AnySqlType, to: AnySqlType): string => {
  const value = `cast(${text} as ${d.castType(to)})`
  const range = rangeOf(to)
  if (range === undefined || !mayOverflow(from, to)) return value
  const condition = `cast(${text} as decimal(65, ${scaleOf(to)})) ${range}`
  return checked(d, condition, value, from.tag === 'text' ? `char_length(${text})` : `abs(sign(${text}))`, to)
}

const numbers: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'double'])

/** How a dialect makes a time with fewer digits: MySQL rounds, MariaDB cuts. */
export type Rounding = (d: Dialect, text: string, from: AnySqlType, to: AnySqlType) => string

export const rounds: Rounding = (d, text, _from, to) => `cast(${text} as ${d.castType(to)})`

/** Half of the last digit more, then cut. */
export const cuts: Rounding = (d, text, from, to) => {
  const [before, after] = [from.tag === 'date' ? 0 : fractionDigits(from), fractionDigits(to)]
  if (before <= after || to.tag === 'date') return rounds(d, text, from, to)
  const half = 5 * 10 ** (5 - after)
  return to.tag === 'time'
    ? `cast(addtime(${from.tag === 'time' ? text : `cast(${text} as time(6))`}, '00:00:00.${String(half).padStart(6, '0')}') as ${d.castType(to)})`
    : `cast(${text} + interval ${half} microsecond as ${d.castType(to)})`
}

const temporal: ReadonlySet<string> = new Set(['date', 'time', 'localTimestamp', 'timestamp'])

const fromText = (d: Dialect, text: string, node: CastNode, rounding: Rounding): string => {
  const { type } = node
  const from = node.operand.type
  const one = `char_length(${text})`
  if (type.tag === 'boolean') return `case ${text} when 'true' then 1 when 'false' then 0 else ${failure(one)} end`
  if (type.tag === 'json') return checked(d, `json_valid(${text})`, `cast(${text} as ${d.castType(type)})`, one, type)
  const formed = matches(text, formOf(type))
  if (numbers.has(type.tag)) return checked(d, formed, numeric(d, text, from, type), one, type)
  if (type.tag === 'uuid') return checked(d, formed, `lower(${text})`, one, type)
  const whole = type.tag === 'date' ? 'date' : type.tag === 'time' ? 'time(6)' : 'datetime(6)'
  const read = `cast(${type.tag === 'timestamp' ? `trim(trailing 'Z' from ${text})` : text} as ${whole})`
  const condition = type.tag === 'time' ? formed : `${formed} and ${text} >= '0001' and ${read} is not null`
  return checked(d, condition, type.tag === 'date' ? read : rounding(d, read, { ...type, precision: 6 }, type), one, type)
}

export const castWith =
  (rounding: Rounding): Render<CastNode> =>
  (d, node, w) => {
    const { operand, type } = node
    const from = operand.type
    const again = (): string => tighter(d, operand, multiplicative, w)
    if (from.tag === 'text' && type.tag !== 'text') return repeatedText(d, node, rounding, again)
    // A boolean is a number here.
    if (type.tag === 'text' && from.tag === 'boolean') return `elt(1 + (${expression(d, operand, w)}), 'false', 'true')`
    if (type.tag === 'text' && from.tag === 'timestamp') return `concat(replace(cast(${again()} as char), ' ', 'T'), 'Z')`
    if (type.tag === 'text') return `cast(${expression(d, operand, w)} as ${d.castType(type)})`
    if (type.tag === 'boolean' && from.tag !== 'boolean') return `(${again()} <> 0)`
    if (numbers.has(from.tag) && numbers.has(type.tag) && node.checked && rangeOf(type) !== undefined && mayOverflow(from, type))
      return placed(again, (text) => numeric(d, text, from, type))
    if (temporal.has(from.tag) && temporal.has(type.tag)) return rounding(d, expression(d, operand, w), from, type)
    return standardText(d, node, w)
  }

/** A text made with the operand in several places: each place has its own parameters, in the order of the places. */
const placed = (again: () => string, make: (text: string) => string): string =>
  make(mark)
    .split(mark)
    .reduce((made, rest) => made + again() + rest)

// No SQL text has it, since PostgreSQL's texts cannot and the others' are bound.
const mark = '\u0000'

const repeatedText = (d: Dialect, node: CastNode, rounding: Rounding, again: () => string): string =>
  placed(again, (text) => fromText(d, text, node, rounding))
