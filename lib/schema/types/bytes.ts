/** Bytes. */
import { asIs, codecError } from '../codec.js'
import { type AnySqlType, type Bytes, sqlType, type TypeKind } from '../sql-type.js'
import { counted, describe } from '../words.js'

const check = (type: AnySqlType, value: unknown): string | undefined =>
  !(value instanceof Uint8Array)
    ? `expected bytes, got ${describe(value)}`
    : type.length !== undefined && value.length > type.length
      ? `expected at most ${counted(type.length, 'byte')}, got ${value.length}`
      : undefined

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

const bytesKind: TypeKind = {
  name: 'bytes',
  kept: (value) => (value instanceof Uint8Array ? new Uint8Array(value) : value),
  check,
  codec: () => ({ encode: asIs, decode: decodeBytes('\\x') }),
  holding: (type, value) => (value instanceof Uint8Array && type.length !== undefined && value.length > type.length ? bytesType : type),
}

export const bytesType: Bytes = /* @__PURE__ */ sqlType('bytes', bytesKind)

/** Bytes up to a length. */
export const limitedBytesType = (length: number): Bytes => sqlType('bytes', bytesKind, { length })
