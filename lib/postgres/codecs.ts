/**
 * How values travel to and from PostgreSQL.
 *
 * The driver gives small integers, floats, booleans and bytes as JavaScript values and everything else as the server's
 * text, in a session whose time zone is UTC and whose DateStyle is ISO. The same decoders read nested JSON, where what
 * JSON would round travels as that same text.
 */
import { dateOf, isoText } from '../internal/instant.js'
import { codecError } from '../render/codec-error.js'
import type { Codec, Dialect } from '../render/dialect.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { decodeArray, encodeArray } from './array.js'

const asIs = (value: never): never => value

const number = (wire: unknown): unknown => (typeof wire === 'number' ? wire : Number(wire))

/** PostgreSQL cannot store NUL in text, in any encoding: manual 8.3. */
const refuseNul = (value: string): string | undefined => (value.includes('\0') ? 'PostgreSQL cannot store NUL in text' : undefined)

const hexPairs = /../g

/** Bytes come as bytes from the driver, and as `\x0aff` inside nested JSON. */
const decodeBytes = (wire: unknown): Uint8Array => {
  if (wire instanceof Uint8Array) return new Uint8Array(wire.buffer, wire.byteOffset, wire.byteLength)
  if (typeof wire !== 'string' || !wire.startsWith('\\x')) throw codecError('expected bytes')
  return Uint8Array.from((wire.slice(2).match(hexPairs) ?? []).map((pair) => Number.parseInt(pair, 16)))
}

/** `2026-11-22 15:30:00.123+00`, and `2026-11-22T15:30:00.123+00:00` inside nested JSON. */
const decodeInstant = (precision: number) => (wire: unknown): unknown => {
  const text = String(wire)
  if (precision > 3) return fullFraction(`${text.slice(0, 10)}T${text.slice(11).replace(/[+-]00(:00)?$/, '')}Z`, precision)
  const date = dateOf(text)
  if (Number.isNaN(date.getTime())) throw codecError(`'${text}' is not an instant that a Date can hold`)
  return date
}

/** PostgreSQL leaves out trailing zeros of a fraction; the canonical text has as many digits as the column. */
const fullFraction = (text: string, precision: number): string => {
  const zone = text.endsWith('Z') ? 'Z' : ''
  const [whole, fraction = ''] = (zone === '' ? text : text.slice(0, -1)).split('.') as [string, string?]
  return precision === 0 ? whole + zone : `${whole}.${fraction.padEnd(precision, '0')}${zone}`
}

const decodeFraction = (type: AnySqlType) => (wire: unknown) => fullFraction(String(wire).replace('T', ' '), type.precision ?? 3)

const decodeJson = (wire: unknown): unknown => {
  try {
    return JSON.parse(String(wire))
  } catch {
    throw codecError('not JSON')
  }
}

const plain = (): Codec => ({ encode: asIs, decode: undefined })
const numeric = (): Codec => ({ encode: asIs, decode: number })
const text = (): Codec => ({ encode: asIs, decode: undefined, refuse: refuseNul })

/** As many decimals as the type's scale: a product of a column and the value '2' has those of the value on the wire. */
const decodeDecimal = (scale: number) => (wire: unknown): string => {
  const text = String(wire)
  const point = text.indexOf('.')
  const missing = scale - (point < 0 ? 0 : text.length - point - 1)
  return missing <= 0 || text === 'NaN' || text.endsWith('Infinity') ? text : `${text}${point < 0 ? '.' : ''}${'0'.repeat(missing)}`
}

export const codecs: Dialect['codecs'] = {
  smallint: numeric,
  integer: numeric,
  bigint: () => ({ encode: (value: bigint) => value.toString(), decode: (wire) => BigInt(wire as string) }),
  decimal: (_d, type) => ({ encode: asIs, decode: decodeDecimal(type.scale ?? 0) }),
  real: numeric,
  double: numeric,
  boolean: plain,
  text,
  varchar: text,
  char: text,
  enumeration: text,
  uuid: plain,
  json: () => ({
    encode: (value: unknown) => JSON.stringify(value),
    decode: decodeJson,
    refuse: (value: unknown) => (JSON.stringify(value).includes('\\u0000') ? 'PostgreSQL cannot store NUL in jsonb' : undefined),
  }),
  date: plain,
  time: (_d, type) => ({ encode: asIs, decode: decodeFraction(type) }),
  localTimestamp: (_d, type) => ({ encode: asIs, decode: decodeFraction(type) }),
  timestamp: (_d, type) => ({
    encode: (value: Date | string) => (typeof value === 'string' ? value : isoText(value)),
    decode: decodeInstant(type.precision ?? 3),
  }),
  bytes: () => ({ encode: asIs, decode: decodeBytes }),
  array: (d, type) => {
    const element = d.codecs[(type.of as AnySqlType).name](d, type.of as AnySqlType)
    return {
      encode: (value: ReadonlyArray<unknown>) => encodeArray(value, (item) => element.encode(item as never)),
      decode: (wire) => decodeArray(String(wire), (item) => (element.decode === undefined ? item : element.decode(item))),
    }
  },
}
