/** CAST on SQLite, where the database's own would cut, clamp or make 0 of what it cannot read: manual, CAST expressions. */
import type { CastNode } from '../tree/node.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, precisionOf, scaleOf } from '../schema/sql-type.js'
import { boundOf, factor, isExact, isWide, refuse, rescaledText, storedAlike, typeText, unclamped } from './decimal.js'
import { temporalText } from './dates.js'

/** An error at run time that says what it is about: JSON that is none. */
const failure = (what: string, text: string): string => `json('${what}: ' || ${text})`

// A number's first character is a digit, or a sign with a digit behind it.
const startsAsNumber = (text: string): string => `(${text} glob '[0-9]*' or ${text} glob '-[0-9]*')`

const isInteger = (text: string): string => `${startsAsNumber(text)} and substr(${text}, 2) not glob '*[^0-9]*'`

const isDecimal = (text: string): string =>
  `${startsAsNumber(text)} and substr(${text}, 2) not glob '*[^0-9.]*' and ${text} not glob '*.*.*' and ${text} not glob '*.'`

/** A number of JSON, which has no noughts before it and no other signs. */
const isDouble = (text: string): string =>
  `${startsAsNumber(text)} and ${text} not glob '*[^-+.0-9eE]*' and json_valid('1' || ltrim(${text}, '-'))`

/** The digits of a number's text at a scale. The next digit rounds, away from zero. */
const digitsOfText = (text: string, scale: number): string => {
  const point = `instr(${text} || '.', '.')`
  const fraction = `substr(${text}, ${point} + 1)`
  const digits = unclamped(
    `cast(substr(${text}, 1, ${point} - 1) || substr(${fraction} || '${'0'.repeat(scale)}', 1, ${scale}) as integer)`,
  )
  return `${digits} + (substr(${fraction}, ${scale + 1}, 1) >= '5') * iif(${text} glob '-*', -1, 1)`
}

const textToExact = (text: string, scale: number, isNumber = false): string =>
  scale === 0 && !isNumber
    ? `case when ${isInteger(text)} then ${unclamped(`cast(${text} as integer)`)} else ${failure('not an integer', text)} end`
    : `case when ${isDecimal(text)} then ${digitsOfText(text, scale)} else ${failure('not a decimal', text)} end`

/** Rounded away from zero: to what is twice as far from the whole number below. */
const rounded = (text: string): string => `trunc(${text} + (${text} - trunc(${text})))`

/** A half goes to the even number, as in PostgreSQL; a fraction by the digits of the text, where it has no exponent. */
const doubleToExact = (text: string, scale: number): string =>
  scale === 0
    ? unclamped(`cast(iif(abs(${text} - trunc(${text})) = 0.5, 2 * ${rounded(`(${text} / 2)`)}, ${rounded(text)}) as integer)`)
    : `case when instr(${text}, 'e') = 0 then ${digitsOfText(`cast(${text} as text)`, scale)} when ${text} is not null then ${unclamped(`cast(replace(printf('%.${scale}f', ${text}), '.', '') as integer)`)} end`

/** `-0.05`: a sign, the whole part, as many decimals as the scale. */
export const decimalToText = (text: string, scale: number): string =>
  scale === 0
    ? `cast(${text} as text)`
    : `(iif(${text} < 0, '-', '') || (abs(${text}) / ${factor(scale)}) || '.' || substr(abs(${text}) % ${factor(scale)} + ${factor(scale)}, 2))`

/** As JavaScript and PostgreSQL write it: SQLite writes 3.0 and 1.0e+20. */
const doubleToText = (text: string): string => `rtrim(replace(replace(cast(${text} as text) || ' ', '.0 ', ''), '.0e', 'e'))`

const booleanToText = (text: string): string => `case ${text} when 1 then 'true' when 0 then 'false' end`

const toText = (from: AnySqlType, text: string): string => {
  switch (from.tag) {
    case 'text':
    case 'uuid':
    case 'json':
    case 'date':
    case 'time':
    case 'localTimestamp':
    case 'timestamp':
      return text
    case 'integer':
    case 'bigint':
      return `cast(${text} as text)`
    case 'decimal':
      return isWide(from) ? text : decimalToText(text, scaleOf(from))
    case 'double':
      return doubleToText(text)
    default:
      return booleanToText(text)
  }
}

const toDouble = (from: AnySqlType, text: string): string | undefined =>
  isExact(from)
    ? scaleOf(from) === 0
      ? `cast(${text} as real)`
      : `(${text} / ${factor(scaleOf(from))}.0)`
    : from.tag === 'double'
      ? text
      : isWide(from)
        ? `cast(${text} as real)`
        : from.tag === 'text'
          ? `case when ${isDouble(text)} then cast(${text} as real) else ${failure('not a number', text)} end`
          : undefined

/** The digits before the point, of which rounding may make one more. */
const wholeDigits = (type: AnySqlType): number => precisionOf(type) - scaleOf(type)

/** Whether a number has no more digits at a decimal's scale than the decimal: said of the number as it is, which is shorter. */
const withinDigits = (from: AnySqlType, to: AnySqlType, text: string): string | undefined => {
  if (from.tag === 'double') return `abs(${text}) < ${'9'.repeat(wholeDigits(to)) || '0'}.${'9'.repeat(scaleOf(to))}5`
  if (!isExact(from)) return undefined
  const more = scaleOf(from) - scaleOf(to)
  const least = more > 0 ? 10n ** BigInt(precisionOf(to) + more) - 5n * 10n ** BigInt(more - 1) : 10n ** BigInt(precisionOf(to) + more)
  return `abs(${text}) < ${least}`
}

/** An error where a decimal has more digits than its type. */
const toExact = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined => {
  const from = node.operand.type
  const to = node.type
  const made = exactText(d, node, text, w)
  const fits =
    isExact(from) && (wholeDigits(from) < wholeDigits(to) || (wholeDigits(from) === wholeDigits(to) && scaleOf(from) <= scaleOf(to)))
  if (made === undefined || !node.checked || to.tag !== 'decimal' || to.computed || fits) return made
  const isWithin = withinDigits(from, to, text) ?? `${made} between -${'9'.repeat(precisionOf(to))} and ${'9'.repeat(precisionOf(to))}`
  return `case when ${isWithin} then ${made} else ${failure('too many digits', text)} end`
}

const exactText = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined => {
  const from = node.operand.type
  const scale = scaleOf(node.type)
  return isExact(from)
    ? rescaledText(d, text, scaleOf(from), scale, boundOf(node.operand), w)
    : from.tag === 'double'
      ? doubleToExact(text, scale)
      : from.tag === 'text' || isWide(from)
        ? textToExact(text, scale, isWide(from))
        : from.tag === 'boolean' && scale === 0
          ? text
          : undefined
}

/** More decimals are noughts at the end of the text; fewer are rounded in the number. */
const toWide = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined => {
  const [before, after] = [scaleOf(node.operand.type), scaleOf(node.type)]
  if (!isExact(node.operand.type) || wholeDigits(node.operand.type) > wholeDigits(node.type)) return undefined
  return before <= after
    ? `(${decimalToText(text, before)}${after === before ? '' : ` || '${before === 0 ? '.' : ''}${'0'.repeat(after - before)}'`})`
    : decimalToText(rescaledText(d, text, scaleOf(node.operand.type), scaleOf(node.type), boundOf(node.operand), w), scaleOf(node.type))
}

const toBoolean = (from: AnySqlType, text: string): string | undefined =>
  from.tag === 'integer'
    ? `(${text} <> 0)`
    : from.tag === 'text'
      ? `case ${text} when 'true' then 1 when 'false' then 0 else ${failure('not a boolean', text)} end`
      : undefined

const hex = (count: number): string => '[0-9a-fA-F]'.repeat(count)

const uuidForm = /* @__PURE__ */ [8, 4, 4, 4, 12].map(hex).join('-')

const convertedText = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined => {
  const from = node.operand.type
  const to = node.type
  if (isExact(to)) return toExact(d, node, text, w)
  if (isWide(to)) return toWide(d, node, text, w)
  switch (to.tag) {
    case 'double':
      return toDouble(from, text)
    case 'text':
      return toText(from, text)
    case 'boolean':
      return toBoolean(from, text)
    case 'uuid':
      return from.tag === 'text'
        ? `case when ${text} glob '${uuidForm}' then lower(${text}) else ${failure('not a uuid', text)} end`
        : undefined
    case 'json':
      // Not JSON5, which json() takes too.
      return from.tag === 'text' ? `iif(json_valid(${text}), json(${text}), ${failure('no JSON', text)})` : undefined
    default:
      return temporalText(from, to, text)
  }
}

export const castText = (d: Dialect, node: CastNode, w: Writer): string => {
  const text = tighter(d, node.operand, multiplicative, w)
  if (node.operand.type.tag === node.type.tag && storedAlike(node.operand.type, node.type)) return text
  return (
    convertedText(d, node, text, w) ??
    refuse(d, `cast of ${typeText(node.operand.type)} to ${typeText(node.type)}`, 'it has no meaning there', w)
  )
}
