/** CAST on SQLite, where the database's own would cut, clamp or make 0 of what it cannot read: manual, CAST expressions. */
import type { CastNode } from '../tree/node.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, scaleOf } from '../schema/sql-type.js'
import { boundOf, factor, isExact, isWide, refuse, rescaledText, storedAlike, typeText, unclamped } from './decimal.js'
import { temporalText } from './dates.js'

/** An error at run time that says what it is about: JSON that is none. */
const failure = (what: string, text: string): string => `json('${what}: ' || ${text})`

// A number's first character is a digit, or a sign with a digit behind it.
const startsAsNumber = (text: string): string => `(${text} glob '[0-9]*' or ${text} glob '-[0-9]*')`

const isInteger = (text: string): string => `${startsAsNumber(text)} and substr(${text}, 2) not glob '*[^0-9]*'`

const isDecimal = (text: string): string =>
  `${startsAsNumber(text)} and substr(${text}, 2) not glob '*[^0-9.]*' and ${text} not glob '*.*.*' and ${text} not glob '*.'`

const textToExact = (text: string, scale: number): string => {
  if (scale === 0)
    return `case when ${isInteger(text)} then ${unclamped(`cast(${text} as integer)`)} else ${failure('not an integer', text)} end`
  const point = `instr(${text} || '.', '.')`
  const fraction = `substr(${text}, ${point} + 1)`
  const digits = unclamped(
    `cast(substr(${text}, 1, ${point} - 1) || substr(${fraction} || '${'0'.repeat(scale)}', 1, ${scale}) as integer)`,
  )
  // The next digit rounds, away from zero.
  const carry = `(substr(${fraction}, ${scale + 1}, 1) >= '5') * iif(${text} glob '-*', -1, 1)`
  return `case when ${isDecimal(text)} then ${digits} + ${carry} else ${failure('not a decimal', text)} end`
}

const doubleToExact = (text: string, scale: number): string =>
  scale === 0
    ? unclamped(`cast(${text} + (${text} - trunc(${text})) as integer)`)
    : `iif(${text} is null, null, ${unclamped(`cast(replace(printf('%.${scale}f', ${text}), '.', '') as integer)`)})`

/** `-0.05`: a sign, the whole part, as many decimals as the scale. */
export const decimalToText = (text: string, scale: number): string =>
  scale === 0
    ? `cast(${text} as text)`
    : `(iif(${text} < 0, '-', '') || (abs(${text}) / ${factor(scale)}) || '.' || substr(abs(${text}) % ${factor(scale)} + ${factor(scale)}, 2))`

/** As JavaScript and PostgreSQL write it: SQLite writes 3.0 and 1.0e+20. */
const doubleToText = (text: string): string => `rtrim(replace(replace(cast(${text} as text) || ' ', '.0 ', ''), '.0e', 'e'))`

const booleanToText = (text: string): string => `case ${text} when 1 then 'true' when 0 then 'false' end`

const toText = (from: AnySqlType, text: string): string | undefined => {
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
    case 'boolean':
      return booleanToText(text)
    default:
      return undefined
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
          ? `iif(json_valid(${text}), cast(${text} as real), ${failure('not a number', text)})`
          : undefined

const toExact = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined => {
  const from = node.operand.type
  const scale = scaleOf(node.type)
  return isExact(from)
    ? rescaledText(d, text, scaleOf(from), scale, boundOf(node.operand), w)
    : from.tag === 'double'
      ? doubleToExact(text, scale)
      : from.tag === 'text' || isWide(from)
        ? textToExact(text, scale)
        : from.tag === 'boolean' && scale === 0
          ? text
          : undefined
}

const toWide = (d: Dialect, node: CastNode, text: string, w: Writer): string | undefined =>
  isExact(node.operand.type)
    ? decimalToText(rescaledText(d, text, scaleOf(node.operand.type), scaleOf(node.type), boundOf(node.operand), w), scaleOf(node.type))
    : undefined

const toBoolean = (from: AnySqlType, text: string): string | undefined =>
  from.tag === 'integer' || from.tag === 'bigint'
    ? `(${text} <> 0)`
    : from.tag === 'text'
      ? `case ${text} when 'true' then 1 when 'false' then 0 else ${failure('not a boolean', text)} end`
      : undefined

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
      return from.tag === 'text' ? `lower(${text})` : undefined
    case 'json':
      return from.tag === 'text' ? `json(${text})` : undefined
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
