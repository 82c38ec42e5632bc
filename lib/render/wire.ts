/**
 * What the codecs of several dialects read alike.
 *
 * Each looks at what it reads: a table's descriptor may not be what the database has, and a wrong value must not pass for a
 * right one.
 */
import { isDateText, isLocalText, isTimeText } from '../internal/instant.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { codecError } from './codec-error.js'

export const decodeText = (wire: unknown): string => {
  if (typeof wire === 'string') return wire
  throw codecError('expected text')
}

/**
 * Whether a text is digits, with a sign before them, and a point among them where `point` allows. By hand, because a regular
 * expression takes longer than all else that reading a number does.
 */
const isNumeral = (text: string, point: boolean): boolean => {
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 48 ? code !== 46 || !point : code > 57) return false
  }
  return text.length > start
}

/**
 * An integer within bounds: arithmetic has 64 bits on some servers and 32 on others, where more is an error. A server may widen
 * what an expression makes, and then its digits come as text, or as a bigint.
 */
const decodeWhole =
  (low: number, high: number) =>
  (wire: unknown): number => {
    const value = typeof wire === 'bigint' || (typeof wire === 'string' && isNumeral(wire, false)) ? Number(wire) : wire
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number
    throw codecError(Number.isInteger(value) ? `overflow: a number out of range of ${low} to ${high}` : 'expected an integer')
  }

export const decodeSmallint: (wire: unknown) => number = /* @__PURE__ */ decodeWhole(-32_768, 32_767)
export const decodeInteger: (wire: unknown) => number = /* @__PURE__ */ decodeWhole(-2_147_483_648, 2_147_483_647)

/** An integer of 64 bits: a bigint, a number, its digits, or a number that is none where SQLite's overflowed. */
export const decodeBigint = (wire: unknown): bigint => {
  if (typeof wire === 'bigint') return wire
  if (Number.isSafeInteger(wire) || (typeof wire === 'string' && isNumeral(wire, false))) return BigInt(wire as string)
  throw codecError(Math.abs(Number(wire)) > Number.MAX_SAFE_INTEGER ? 'overflow: a number of more than 64 bits' : 'expected an integer')
}

const numberPattern = /^(?:-?(?:\d|Infinity$)|NaN$)/

/** A number; a bigint from SQLite where it stored a whole one, text where JSON would round, and PostgreSQL's `NaN` and `Infinity`. */
export const decodeNumber = (wire: unknown): number => {
  if (typeof wire === 'number') return wire
  if (typeof wire === 'bigint' || (typeof wire === 'string' && numberPattern.test(wire))) return Number(wire)
  throw codecError('expected a number')
}

/** Looked at by place: nothing that a column of another type holds has this length and these dashes. */
const isUuidText = (text: string): boolean =>
  text.length === 36 && text.charCodeAt(8) === 45 && text.charCodeAt(13) === 45 && text.charCodeAt(18) === 45 && text.charCodeAt(23) === 45

export const decodeUuid = (wire: unknown): string => {
  if (typeof wire === 'string' && isUuidText(wire)) return wire
  throw codecError('expected a uuid')
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

export const decodeJson = (wire: unknown): unknown => {
  try {
    return JSON.parse(String(wire))
  } catch {
    throw codecError('not JSON')
  }
}

const hexPairs = /../g
const hexPattern = /^(?:[\da-f]{2})*$/i

/** The bytes of hexadecimal digits: `0aff`. */
export const bytesOfHex = (digits: string): Uint8Array =>
  Uint8Array.from((digits.match(hexPairs) ?? []).map((pair) => Number.parseInt(pair, 16)))

/** Bytes come as bytes from a driver, and as hexadecimal digits after a prefix inside nested JSON. */
export const decodeBytes =
  (prefix: string) =>
  (wire: unknown): Uint8Array => {
    // A driver's own class of bytes is none of a row's.
    if (wire instanceof Uint8Array) return new Uint8Array(wire.buffer, wire.byteOffset, wire.byteLength)
    const digits = typeof wire === 'string' && wire.startsWith(prefix) ? wire.slice(prefix.length) : undefined
    if (digits === undefined || !hexPattern.test(digits)) throw codecError('expected bytes')
    return bytesOfHex(digits)
  }

/** Servers and drivers leave out zeros at the end of a fraction; the canonical text has as many digits as the column. */
export const fullFraction = (text: string, precision: number): string => {
  const [whole, fraction = ''] = text.split('.') as [string, string?]
  return precision === 0 ? whole : `${whole}.${fraction.padEnd(precision, '0')}`
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
