/** What the codecs of several dialects read alike. */
import { codecError } from './codec-error.js'

export const decodeJson = (wire: unknown): unknown => {
  try {
    return JSON.parse(String(wire))
  } catch {
    throw codecError('not JSON')
  }
}

const hexPairs = /../g

/** The bytes of hexadecimal digits: `0aff`. */
export const bytesOfHex = (digits: string): Uint8Array =>
  Uint8Array.from((digits.match(hexPairs) ?? []).map((pair) => Number.parseInt(pair, 16)))

/** Bytes come as bytes from a driver, and as hexadecimal digits after a prefix inside nested JSON. */
export const decodeBytes =
  (prefix: string) =>
  (wire: unknown): Uint8Array => {
    // A driver's own class of bytes is none of a row's.
    if (wire instanceof Uint8Array) return new Uint8Array(wire.buffer, wire.byteOffset, wire.byteLength)
    if (typeof wire !== 'string' || !wire.startsWith(prefix)) throw codecError('expected bytes')
    return bytesOfHex(wire.slice(prefix.length))
  }

/** Servers and drivers leave out zeros at the end of a fraction; the canonical text has as many digits as the column. */
export const fullFraction = (text: string, precision: number): string => {
  const [whole, fraction = ''] = text.split('.') as [string, string?]
  return precision === 0 ? whole : `${whole}.${fraction.padEnd(precision, '0')}`
}

const number = /^-?\d/

/**
 * As many decimals as the type's scale, whatever the expression that made the value keeps: a product of a column and the
 * value '2' has those of the value. What is no number (`NaN`, `Infinity`) stays what it is.
 */
export const decodeDecimal =
  (scale: number) =>
  (wire: unknown): string => {
    const text = String(wire)
    const point = text.indexOf('.')
    const missing = scale - (point < 0 ? 0 : text.length - point - 1)
    return missing <= 0 || !number.test(text) ? text : `${text}${point < 0 ? '.' : ''}${'0'.repeat(missing)}`
  }
