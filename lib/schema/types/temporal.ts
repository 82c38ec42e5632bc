/** Dates, times of day, dates with times, and instants. */
import { dateOf, isDateText, isInstant, isLocalText, isoText, isTimeText } from '../../internal/instant.js'
import { asIs, codecError } from '../codec.js'
import { type AnySqlType, type DateOnly, type LocalTimestamp, sqlType, type Time, type Timestamp, type TypeKind } from '../sql-type.js'
import { counted, describe, otherText, textual } from '../words.js'

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/
const timePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,6}))?$/

const isDate = (text: string): boolean => {
  const match = datePattern.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** A time of day with no more digits of fraction than the column keeps: rounding is the caller's decision. */
const isTime = (text: string, precision: number): boolean => {
  const match = timePattern.exec(text)
  return match !== null && match[1] !== undefined && (match[2] ?? '').replace(/0+$/, '').length <= precision
}

const splitTimestamp = /^(\d{4}-\d\d-\d\d)[T ](.*)$/

const checkLocalTimestamp = (precision: number, value: string): boolean => {
  const match = splitTimestamp.exec(value)
  return match !== null && isDate(match[1] as string) && isTime(match[2] as string, precision)
}

/** An example with as many digits of a second as the column keeps. */
const withTime = (before: string, precision: number): string =>
  `${before}${'15:30:00.123456'.slice(0, precision === 0 ? 8 : 9 + precision)}`

const firstInstant = -62_135_596_800_000 // 0001-01-01T00:00:00.000Z
const lastInstant = 253_402_300_799_999 // 9999-12-31T23:59:59.999Z

const checkTimestamp = (type: AnySqlType, value: unknown): string | undefined => {
  const precision = type.precision ?? 3
  if (precision <= 3) {
    if (!(value instanceof Date)) return `expected a Date, got ${describe(value)}`
    const time = value.getTime()
    if (Number.isNaN(time)) return 'expected a Date, got an invalid one'
    if (time < firstInstant || time > lastInstant)
      return `expected a Date of the years 1 to 9999, got ${time < firstInstant ? 'an earlier' : 'a later'} one`
    return time % 10 ** (3 - precision) === 0
      ? undefined
      : `expected a Date of ${precision === 0 ? 'whole seconds' : `at most ${counted(precision, 'digit')} of a second`}, got a finer one`
  }
  if (typeof value !== 'string') return `expected an instant as a string, got ${describe(value)}`
  return value.endsWith('Z') && checkLocalTimestamp(precision, value.slice(0, -1))
    ? undefined
    : `expected an instant in UTC such as ${withTime('2026-11-22T', precision)}Z, got ${otherText(value)}`
}

export const decodeDate = (wire: unknown): string => {
  if (typeof wire === 'string' && isDateText(wire)) return wire
  throw codecError('expected a date of the years 1 to 9999')
}

export const decodeTime =
  ({ precision = 3 }: AnySqlType) =>
  (wire: unknown): string => {
    if (typeof wire === 'string' && isTimeText(wire)) return fullFraction(wire, precision)
    throw codecError('expected a time of day')
  }

/** A date and time without a zone, with a space or, in nested JSON, a T between them. */
export const decodeLocalTimestamp =
  ({ precision = 3 }: AnySqlType) =>
  (wire: unknown): string => {
    if (typeof wire === 'string' && isLocalText(wire)) return fullFraction(wire.replace('T', ' '), precision)
    throw codecError('expected a date and time of the years 1 to 9999')
  }

/** Servers and drivers leave out zeros at the end of a fraction; the canonical text has as many digits as the column. */
export const fullFraction = (text: string, precision: number): string => {
  const [whole, fraction = ''] = text.split('.') as [string, string?]
  return precision === 0 ? whole : `${whole}.${fraction.padEnd(precision, '0')}`
}

/** The server has years before 1 and infinity. */
const noInstant = (): never => {
  throw codecError('expected an instant of the years 1 to 9999')
}

/** `2026-11-22 15:30:00.123+00`, and `2026-11-22T15:30:00.123+00:00` inside nested JSON. */
const decodeInstant =
  (precision: number) =>
  (wire: unknown): unknown => {
    const text = String(wire)
    if (precision > 3)
      return isInstant(text) ? `${text.slice(0, 10)}T${fullFraction(text.slice(11).replace(/[+-]00(:00)?$/, ''), precision)}Z` : noInstant()
    const date = dateOf(text)
    return Number.isNaN(date.getTime()) ? noInstant() : date
  }

const dateKind: TypeKind = {
  name: 'date',
  check: /* @__PURE__ */ textual(() => 'a date such as 2026-11-22', isDate),
  codec: () => ({ encode: asIs, decode: decodeDate }),
}

const timeKind: TypeKind = {
  name: 'time',
  check: /* @__PURE__ */ textual(
    ({ precision = 3 }) => `a time such as ${withTime('', precision)}`,
    (value, { precision = 3 }) => isTime(value, precision),
  ),
  codec: (_d, type) => ({ encode: asIs, decode: decodeTime(type) }),
}

const localTimestampKind: TypeKind = {
  name: 'localTimestamp',
  check: /* @__PURE__ */ textual(
    ({ precision = 3 }) => `a date and time such as ${withTime('2026-11-22 ', precision)}`,
    (value, { precision = 3 }) => checkLocalTimestamp(precision, value),
  ),
  codec: (_d, type) => ({ encode: asIs, decode: decodeLocalTimestamp(type) }),
}

const timestampKind: TypeKind = {
  name: 'timestamp',
  kept: (value) => (value instanceof Date ? new Date(value.getTime()) : value),
  check: checkTimestamp,
  codec: (_d, type) => ({
    encode: (value: Date | string) => (typeof value === 'string' ? value : isoText(value)),
    decode: decodeInstant(type.precision ?? 3),
  }),
}

export const dateType: DateOnly = /* @__PURE__ */ sqlType('date', dateKind)
export const timeType = (precision: number): Time => sqlType('time', timeKind, { precision })
export const localTimestampType = (precision: number): LocalTimestamp => sqlType('localTimestamp', localTimestampKind, { precision })
/** An instant: a Date where the digits of its second are at most 3, else a text. */
export const timestampType = <A = Date>(precision: number): Timestamp<A> => sqlType('timestamp', timestampKind, { precision })
