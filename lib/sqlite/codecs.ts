/**
 * How values travel to and from SQLite.
 *
 * The driver gives integers as numbers, or all as bigints where the answer holds 64-bit ones; a decoder takes either. The
 * same decoders read nested JSON, where what JSON would round travels as text.
 */
import { codecError } from '../render/codec-error.js'
import type { Codec, Dialect } from '../render/dialect.js'
import { decodeBytes, decodeJson } from '../render/wire.js'
import { type AnySqlType, scaleOf } from '../schema/sql-type.js'
import { withFraction } from './dates.js'
import { isWide } from './decimal.js'

const asIs = (value: never): never => value

/**
 * SQLite stores NUL in text, but its functions stop there (manual, NUL characters in strings). sql.js decodes text with a
 * TextDecoder that takes U+FEFF at the start for a byte order mark and drops it.
 */
const refuseText = (value: string): string | undefined =>
  value.includes('\0')
    ? 'SQLite does not read text beyond a NUL'
    : value.startsWith('\uFEFF')
      ? 'sql.js drops a U+FEFF at the start of text'
      : undefined

/** A whole number within bounds: arithmetic on integers has 64 bits here and 32 elsewhere, where more is an error. */
const whole =
  (low: number, high: number) =>
  (wire: unknown): number => {
    const value = typeof wire === 'bigint' ? Number(wire) : wire
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number
    throw codecError(typeof value === 'number' ? `overflow: a number out of range of ${low} to ${high}` : 'expected an integer')
  }

const integerPattern = /^-?\d+$/

/** An integer of 64 bits: a bigint, its digits in nested JSON, or a REAL where it overflowed. */
const int64 = (wire: unknown): bigint => {
  if (typeof wire === 'bigint') return wire
  if (Number.isSafeInteger(wire) || (typeof wire === 'string' && integerPattern.test(wire))) return BigInt(wire as string)
  throw codecError('overflow: a number of more than 64 bits')
}

/** The digits of a scaled integer as a decimal: `-5` of scale 2 is `-0.05`. */
export const unscaled = (digits: string, scale: number): string => {
  if (scale === 0) return digits
  const sign = digits.startsWith('-') ? '-' : ''
  const padded = digits.slice(sign.length).padStart(scale + 1, '0')
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

/** A decimal's canonical text: no leading zeros, no sign on zero, as many decimals as the scale. */
const canonical = (value: string, scale: number): string => {
  const negative = value.startsWith('-')
  const [integral = '', fraction = ''] = (negative ? value.slice(1) : value).split('.')
  const digits = `${integral.replace(/^0+(?=\d)/, '')}${scale === 0 ? '' : `.${fraction.slice(0, scale).padEnd(scale, '0')}`}`
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits
}

const scaledDecimal = (scale: number): Codec => ({
  encode: (value: string) => BigInt(canonical(value, scale).replace('.', '')).toString(),
  decode: (wire) => unscaled(int64(wire).toString(), scale),
  // Arithmetic's decimals have no precision of their own to check.
  refuse: (value: string) => {
    const digits = BigInt(canonical(value, scale).replace('.', ''))
    return digits >= -(2n ** 63n) && digits < 2n ** 63n ? undefined : 'expected a decimal of 64 bits, got a longer one'
  },
})

const wideDecimal = (scale: number): Codec => ({ encode: (value: string) => canonical(value, scale), decode: undefined })

const double = (): Codec => ({
  // SQLite stores -0.0 as the integer 0 (manual, Record format), so that it never was another number.
  encode: (value: number) => (value === 0 ? 0 : value),
  decode: (wire) => (typeof wire === 'number' ? wire : Number(wire)),
})

/** The largest number of 32 bits: more is an error elsewhere. */
const largestReal = 3.4028234663852886e38

const real = (): Codec => ({
  ...double(),
  refuse: (value: number) => (Math.abs(value) > largestReal ? 'expected a number of 32 bits, got a larger one' : undefined),
})

const decodeInstant = (wire: unknown): Date => {
  const date = new Date(String(wire))
  if (Number.isNaN(date.getTime())) throw codecError('expected an instant of the years 1 to 9999')
  return date
}

const decodeBoolean = (wire: unknown): boolean => {
  if (wire === 1 || wire === 1n) return true
  if (wire === 0 || wire === 0n) return false
  throw codecError('expected 1 or 0')
}

const precisionOf = (type: AnySqlType): number => type.precision ?? 3

const instant = (precision: number): Codec =>
  precision > 3
    ? { encode: (value: string) => withFraction(value.replace(' ', 'T'), precision), decode: undefined }
    : { encode: (value: Date) => withFraction(value.toISOString(), precision), decode: decodeInstant }

const text = (): Codec => ({ encode: asIs, decode: undefined, refuse: refuseText })

export const codecs: Dialect['codecs'] = {
  smallint: () => ({ encode: asIs, decode: whole(-32768, 32767) }),
  integer: () => ({ encode: asIs, decode: whole(-2147483648, 2147483647) }),
  bigint: () => ({ encode: (value: bigint) => value.toString(), decode: int64 }),
  decimal: (_d, type) => (isWide(type) ? wideDecimal(scaleOf(type)) : scaledDecimal(scaleOf(type))),
  real,
  double,
  boolean: () => ({ encode: (value: boolean) => (value ? 1 : 0), decode: decodeBoolean }),
  text,
  varchar: text,
  char: text,
  enumeration: text,
  uuid: () => ({ encode: (value: string) => value.toLowerCase(), decode: undefined }),
  json: () => ({ encode: (value: unknown) => JSON.stringify(value), decode: decodeJson }),
  date: () => ({ encode: asIs, decode: undefined }),
  time: (_d, type) => ({ encode: (value: string) => withFraction(value, precisionOf(type)), decode: undefined }),
  localTimestamp: (_d, type) => ({
    encode: (value: string) => withFraction(value.replace('T', ' '), precisionOf(type)),
    decode: undefined,
  }),
  timestamp: (_d, type) => instant(precisionOf(type)),
  bytes: () => ({ encode: asIs, decode: decodeBytes('') }),
  array: () => ({ encode: () => null, decode: undefined, refuse: () => 'SQLite has no arrays' }),
}
