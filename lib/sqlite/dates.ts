/**
 * Dates and times on SQLite: text of a fixed number of digits, so that its order is the order of time.
 *
 * `2026-11-22T15:30:00.123Z` is an instant, `2026-11-22 15:30:00.123` a date and time without a zone. Both are read by
 * SQLite's date functions, which count in milliseconds: a fraction is therefore never given to them, but kept as text.
 */
import type { AddIntervalNode, DateField, DateUnit, ExtractNode, Interval, TruncateNode } from '../tree/node.js'
import type { Render } from '../render/dialect.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, fractionDigits } from '../schema/sql-type.js'

/** `.000`, of as many digits as the type has. */
const noFraction = (precision: number): string => (precision === 0 ? '' : `.${'0'.repeat(precision)}`)

const separator = (type: AnySqlType): string => (type.name === 'timestamp' ? 'T' : ' ')
const zone = (type: AnySqlType): string => (type.name === 'timestamp' ? 'Z' : '')

// ---------------------------------------------------------------------------------------------------------------------
// now
// ---------------------------------------------------------------------------------------------------------------------

const clock: Readonly<Record<string, string>> = {
  time: '%H:%M:%f',
  localTimestamp: '%Y-%m-%d %H:%M:%f',
  timestamp: '%Y-%m-%dT%H:%M:%f',
}

/** The time of the statement in UTC, to the millisecond, as a value of a temporal type; cut where it has fewer digits. */
export const nowText = (type: AnySqlType): string => {
  if (type.name === 'date') return `date('now')`
  const format = clock[type.name] as string
  const precision = fractionDigits(type)
  if (precision === 0) return `strftime('${format.replace('%f', '%S')}${zone(type)}', 'now')`
  if (precision >= 3) return `strftime('${format}${'0'.repeat(precision - 3)}${zone(type)}', 'now')`
  const end = zone(type) === '' ? '' : ` || '${zone(type)}'`
  return `substr(strftime('${format}', 'now'), 1, ${(type.name === 'time' ? 9 : 20) + precision})${end}`
}

// ---------------------------------------------------------------------------------------------------------------------
// parts
// ---------------------------------------------------------------------------------------------------------------------

const number = (text: string): string => `cast(${text} as integer)`

/** The digits of a second's fraction, as many as are asked for; noughts where the type has fewer. */
export const fraction = (text: string, type: AnySqlType, digits: number): string => {
  const there = Math.min(fractionDigits(type), digits)
  const noughts = `'${'0'.repeat(digits - there)}'`
  return there === 0 ? noughts : there === digits ? `substr(${text}, 21, ${there})` : `substr(${text}, 21, ${there}) || ${noughts}`
}

const fields: Readonly<Record<DateField, (text: string, type: AnySqlType) => string>> = {
  year: (text) => number(`substr(${text}, 1, 4)`),
  quarter: (text) => `((${number(`substr(${text}, 6, 2)`)} + 2) / 3)`,
  month: (text) => number(`substr(${text}, 6, 2)`),
  week: (text) => number(`strftime('%V', substr(${text}, 1, 10))`),
  day: (text) => number(`substr(${text}, 9, 2)`),
  hour: (text) => number(`substr(${text}, 12, 2)`),
  minute: (text) => number(`substr(${text}, 15, 2)`),
  second: (text) => number(`substr(${text}, 18, 2)`),
  milliseconds: (text, type) => number(`substr(${text}, 18, 2) || ${fraction(text, type, 3)}`),
  microseconds: (text, type) => number(`substr(${text}, 18, 2) || ${fraction(text, type, 6)}`),
  isoDayOfWeek: (text) => number(`strftime('%u', substr(${text}, 1, 10))`),
  isoYear: (text) => number(`strftime('%G', substr(${text}, 1, 10))`),
  dayOfWeek: (text) => number(`strftime('%w', substr(${text}, 1, 10))`),
  dayOfYear: (text) => number(`strftime('%j', substr(${text}, 1, 10))`),
  // Without the fraction: it is rounded down, before 1970 too.
  epoch: (text) => number(`strftime('%s', substr(${text}, 1, 19))`),
}

export const extract: Render<ExtractNode> = (d, node, w) =>
  fields[node.field](tighter(d, node.operand, multiplicative, w), node.operand.type)

// ---------------------------------------------------------------------------------------------------------------------
// truncation
// ---------------------------------------------------------------------------------------------------------------------

const dates: Readonly<Record<DateUnit, ((text: string) => string) | undefined>> = {
  year: (text) => `substr(${text}, 1, 4) || '-01-01`,
  quarter: (text) => `substr(${text}, 1, 5) || printf('%02d', (substr(${text}, 6, 2) - 1) / 3 * 3 + 1) || '-01`,
  month: (text) => `substr(${text}, 1, 7) || '-01`,
  week: (text) => `date(substr(${text}, 1, 10), '-6 days', 'weekday 1') || '`,
  day: (text) => `substr(${text}, 1, 10) || '`,
  hour: undefined,
  minute: undefined,
  second: undefined,
}

const times: Readonly<Record<string, (text: string) => string>> = {
  hour: (text) => `substr(${text}, 1, 13) || ':00:00`,
  minute: (text) => `substr(${text}, 1, 16) || ':00`,
  second: (text) => `substr(${text}, 1, 19) || '`,
}

/** A text that is still open at its end, closed with what follows. */
const closed = (open: string, rest: string): string => `(${`${open}${rest}'`.replace(/ \|\| ''$/, '')})`

export const truncate: Render<TruncateNode> = (d, node, w) => {
  const text = tighter(d, node.operand, multiplicative, w)
  const { type, unit } = node
  const date = dates[unit]
  const end = `${noFraction(fractionDigits(type))}${zone(type)}`
  return date === undefined
    ? closed((times[unit] as (text: string) => string)(text), end)
    : closed(date(text), type.name === 'date' ? '' : `${separator(type)}00:00:00${end}`)
}

// ---------------------------------------------------------------------------------------------------------------------
// intervals
// ---------------------------------------------------------------------------------------------------------------------

const modifier = (count: number, unit: string): string => (count === 0 ? '' : `, '${count < 0 ? '-' : '+'}${Math.abs(count)} ${unit}'`)

/** Years and months first and as one number, clamped at the end of the month by `floor` (3.46); then days; then time. */
const modifiers = (interval: Interval, sign: 1 | -1): string => {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = interval
  const monthly = modifier((years * 12 + months) * sign, 'months')
  return `${monthly}${monthly === '' ? '' : `, 'floor'`}${modifier((weeks * 7 + days) * sign, 'days')}${modifier((hours * 3600 + minutes * 60 + seconds) * sign, 'seconds')}`
}

/** A date or time moved by modifiers. Beyond the year 9999 SQLite knows no date: it is NULL there, as on MySQL. */
export const movedText = (type: AnySqlType, text: string, by: string): string => {
  if (type.name === 'date') return `date(${text}${by})`
  const moved = `strftime('%Y-%m-%d${separator(type)}%H:%M:%S', substr(${text}, 1, 19)${by})`
  return fractionDigits(type) === 0 && zone(type) === '' ? moved : `(${moved} || substr(${text}, 20))`
}

export const addInterval: Render<AddIntervalNode> = (d, { operand, interval, sign, type }, w) =>
  movedText(type, tighter(d, operand, multiplicative, w), modifiers(interval, sign))

// ---------------------------------------------------------------------------------------------------------------------
// conversions
// ---------------------------------------------------------------------------------------------------------------------

/** Text with a fraction of more digits, or of fewer: rounded half up by the date functions, which have milliseconds. */
const withPrecision = (from: AnySqlType, to: AnySqlType, text: string): string | undefined => {
  const [before, after] = [fractionDigits(from), fractionDigits(to)]
  const start = from.name === 'time' ? 8 : 19
  if (before === after) return `substr(${text}, 1, ${start + (before === 0 ? 0 : before + 1)})`
  if (before < after)
    return before === 0
      ? `substr(${text}, 1, ${start}) || '${noFraction(after)}'`
      : `substr(${text}, 1, ${start + 1 + before}) || '${'0'.repeat(after - before)}'`
  if (before > 3) return undefined
  const half = `+0.${'0'.repeat(after)}5 seconds`
  return `substr(strftime('${clock[from.name]}', ${text}, '${half}'), 1, ${start + (after === 0 ? 0 : after + 1)})`
}

/** A date or time as another type; nothing where it has no meaning or cannot be had exactly. */
export const temporalText = (from: AnySqlType, to: AnySqlType, text: string): string | undefined => {
  if (to.name === 'date') return from.name === 'timestamp' || from.name === 'localTimestamp' ? `substr(${text}, 1, 10)` : undefined
  const end = zone(to) === '' ? '' : ` || '${zone(to)}'`
  if (to.name === 'timestamp' || to.name === 'localTimestamp') {
    if (from.name === 'date') return `(${text} || '${separator(to)}00:00:00${noFraction(fractionDigits(to))}${zone(to)}')`
    if (from.name !== 'timestamp' && from.name !== 'localTimestamp') return undefined
    const digits = withPrecision(from, to, text)
    return digits === undefined
      ? undefined
      : `(${from.name === to.name ? digits : `replace(${digits}, '${separator(from)}', '${separator(to)}')`}${end})`
  }
  if (to.name !== 'time') return undefined
  const cut = `substr(${text}, 12, ${fractionDigits(from) === 0 ? 8 : 9 + fractionDigits(from)})`
  const digits =
    from.name === 'time'
      ? withPrecision(from, to, text)
      : (from.name === 'timestamp' || from.name === 'localTimestamp') && fractionDigits(from) <= fractionDigits(to)
        ? withPrecision({ ...from, name: 'time' }, to, cut)
        : undefined
  return digits === undefined ? undefined : `(${digits})`
}

/** Whether the dialect's own text of a type can be told from others: for CHECK. */
export const temporalCheck = (type: AnySqlType, column: string): string => {
  if (type.name === 'date') return `date(${column}) is ${column}`
  const precision = fractionDigits(type)
  const format = clock[type.name] as string
  if (precision === 0) return `strftime('${format.replace('%f', '%S')}${zone(type)}', ${column}) is ${column}`
  if (precision === 3) return `strftime('${format}${zone(type)}', ${column}) is ${column}`
  const start = type.name === 'time' ? 8 : 19
  const digits = '[0-9]'.repeat(precision)
  return `strftime('${format.replace('%f', '%S')}', substr(${column}, 1, ${start})) is substr(${column}, 1, ${start}) and substr(${column}, ${start + 1}) glob '.${digits}${zone(type)}'`
}

/** The text of a value with as many digits as its type. */
export const withFraction = (text: string, precision: number): string => {
  const end = text.endsWith('Z') ? 'Z' : ''
  const [whole = '', fraction = ''] = text.slice(0, text.length - end.length).split('.')
  return precision === 0 ? whole + end : `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}${end}`
}
