/**
 * How values travel to and from SQLite.
 *
 * An integer is a number where a number holds it: sql.js binds and reads these in a fraction of the time. Beyond that it is
 * bound as its digits, which the dialect casts, and read as a bigint; a decoder takes either. The same decoders read nested
 * JSON, where what JSON would round travels as text.
 */
import { dateOf, isInstant, isoText } from '../internal/instant.js'
import { codecError } from '../schema/codec.js'
import type { Codec, Dialect } from '../render/dialect.js'
import { decodeBytes } from '../schema/types/bytes.js'
import { decodeDecimal } from '../schema/types/decimal.js'
import { decodeNumber } from '../schema/types/float.js'
import { decodeBigint, decodeInteger, decodeSmallint } from '../schema/types/integer.js'
import { decodeJson } from '../schema/types/json.js'
import { decodeDate, decodeLocalTimestamp, decodeTime } from '../schema/types/temporal.js'
import { decodeText } from '../schema/types/text.js'
import { decodeUuid } from '../schema/types/uuid.js'
import { fractionDigits, scaleOf } from '../schema/sql-type.js'
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
    : value.charCodeAt(0) === 0xfeff
      ? 'sql.js drops a U+FEFF at the start of text'
      : undefined

/** An integer as the driver binds it: a number, or the digits of what a number would round. */
const integerOf = (value: bigint): number | string =>
  value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value.toString()

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

const scaledDigits = (value: string, scale: number): bigint => BigInt(canonical(value, scale).replace('.', ''))

/** A double is off by less than a half below it, after the two roundings of a decimal times a power of ten. */
const exactProduct = 1e15

/** The scaled integer of a decimal as a number; NaN where a number would not give it exactly, which is rare. */
const scaledNumber = (value: string, scale: number): number => {
  const point = value.indexOf('.')
  // More decimals than the scale has would be rounded.
  if (point >= 0 && value.length - point - 1 > scale) return Number.NaN
  const product = Number(value) * 10 ** scale
  // Plus 0, because SQLite has no -0.
  return Math.abs(product) < exactProduct ? Math.round(product) + 0 : Number.NaN
}

const encodeScaled =
  (scale: number) =>
  (value: string): number | string => {
    const number = scaledNumber(value, scale)
    return Number.isNaN(number) ? integerOf(scaledDigits(value, scale)) : number
  }

const decodeScaled =
  (scale: number) =>
  (wire: unknown): string =>
    unscaled(Number.isSafeInteger(wire) ? String(wire) : decodeBigint(wire).toString(), scale)

const scaledDecimal = (scale: number): Codec => ({ encode: encodeScaled(scale), decode: decodeScaled(scale) })

/** Arithmetic's decimals have no precision of their own to check. */
const computedDecimal = (scale: number): Codec => ({
  ...scaledDecimal(scale),
  refuse: (value: string) => {
    const digits = scaledDigits(value, scale)
    return digits >= -(2n ** 63n) && digits < 2n ** 63n ? undefined : 'expected a decimal of 64 bits, got a longer one'
  },
})

const wideDecimal = (scale: number): Codec => ({ encode: (value: string) => canonical(value, scale), decode: decodeDecimal(scale) })

const double = (): Codec => ({
  // SQLite stores -0.0 as the integer 0 (manual, Record format), so that it never was another number.
  encode: (value: number) => (value === 0 ? 0 : value),
  decode: decodeNumber,
})

const decodeInstant = (wire: unknown): Date => {
  const date = dateOf(String(wire))
  if (Number.isNaN(date.getTime())) throw codecError('expected an instant of the years 1 to 9999')
  return date
}

const decodeFineInstant = (wire: unknown): string => {
  if (typeof wire === 'string' && isInstant(wire)) return wire
  throw codecError('expected an instant of the years 1 to 9999')
}

const decodeBoolean = (wire: unknown): boolean => {
  if (wire === 1 || wire === 1n) return true
  if (wire === 0 || wire === 0n) return false
  throw codecError('expected 1 or 0')
}

const instant = (precision: number): Codec =>
  precision > 3
    ? { encode: (value: string) => withFraction(value.replace(' ', 'T'), precision), decode: decodeFineInstant }
    : {
        encode: precision === 3 ? isoText : (value: Date) => withFraction(isoText(value), precision),
        decode: decodeInstant,
      }

const text = (): Codec => ({ encode: asIs, decode: decodeText, refuse: refuseText })

export const codecs: Dialect['codecs'] = {
  smallint: () => ({ encode: asIs, decode: decodeSmallint }),
  integer: () => ({ encode: asIs, decode: decodeInteger }),
  bigint: () => ({ encode: integerOf, decode: decodeBigint }),
  decimal: (_d, type) => {
    const scale = scaleOf(type)
    return isWide(type) ? wideDecimal(scale) : type.computed ? computedDecimal(scale) : scaledDecimal(scale)
  },
  real: double,
  double,
  boolean: () => ({ encode: (value: boolean) => (value ? 1 : 0), decode: decodeBoolean }),
  text,
  varchar: text,
  char: text,
  enumeration: text,
  uuid: () => ({ encode: (value: string) => value.toLowerCase(), decode: decodeUuid }),
  json: () => ({ encode: (value: unknown) => JSON.stringify(value), decode: decodeJson }),
  date: () => ({ encode: asIs, decode: decodeDate }),
  time: (_d, type) => ({ encode: (value: string) => withFraction(value, fractionDigits(type)), decode: decodeTime(type) }),
  localTimestamp: (_d, type) => ({
    encode: (value: string) => withFraction(value.replace('T', ' '), fractionDigits(type)),
    decode: decodeLocalTimestamp(type),
  }),
  timestamp: (_d, type) => instant(fractionDigits(type)),
  bytes: () => ({ encode: asIs, decode: decodeBytes('') }),
  array: () => ({ encode: asIs, decode: decodeText, refuse: () => 'SQLite has no arrays' }),
}
