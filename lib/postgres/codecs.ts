/**
 * How values travel to and from PostgreSQL.
 *
 * The driver gives small integers, floats, booleans and bytes as JavaScript values and everything else as the server's
 * text, in a session whose time zone is UTC and whose DateStyle is ISO. The same decoders read nested JSON, where what
 * JSON would round travels as that same text.
 */
import { shortestFloat } from '../internal/float.js'
import { dateOf, isInstant, isoText } from '../internal/instant.js'
import { codecError } from '../render/codec-error.js'
import { refined } from '../render/decode.js'
import type { Codec, Dialect } from '../render/dialect.js'
import {
  decodeBigint,
  decodeBytes,
  decodeDate,
  decodeDecimal,
  decodeInteger,
  decodeJson,
  decodeLocalTimestamp,
  decodeNumber,
  decodeSmallint,
  decodeText,
  decodeTime,
  decodeUuid,
  fullFraction,
} from '../render/wire.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { decodeArray, encodeArray } from './array.js'

const asIs = (value: never): never => value

/** PostgreSQL cannot store NUL in text, in any encoding: manual 8.3. */
const refuseNul = (value: string): string | undefined => (value.includes('\0') ? 'PostgreSQL cannot store NUL in text' : undefined)

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

/** Whether a JSON value has NUL in it: in a text or a key, where the text of the document has an escape like any other. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.entries(value).some(([key, item]) => key.includes('\0') || holdsNul(item))

/** The driver gives true and false, and so does nested JSON. */
const decodeBoolean = (wire: unknown): boolean => {
  if (typeof wire === 'boolean') return wire
  throw codecError('expected true or false')
}

/** The server's shortest text of a float is not always the one that JavaScript rounds to: 727135230 for 727135200. */
const real = (): Codec => ({ encode: asIs, decode: (wire: unknown) => shortestFloat(decodeNumber(wire)) })
const double = (): Codec => ({ encode: asIs, decode: decodeNumber })
const text = (): Codec => ({ encode: asIs, decode: decodeText, refuse: refuseNul })

export const codecs: Dialect['codecs'] = {
  smallint: () => ({ encode: asIs, decode: decodeSmallint }),
  integer: () => ({ encode: asIs, decode: decodeInteger }),
  bigint: () => ({ encode: (value: bigint) => value.toString(), decode: decodeBigint }),
  decimal: (_d, type) => ({ encode: asIs, decode: decodeDecimal(type.scale ?? 0) }),
  real,
  double,
  boolean: () => ({ encode: asIs, decode: decodeBoolean }),
  text,
  varchar: text,
  char: text,
  enumeration: text,
  uuid: () => ({ encode: asIs, decode: decodeUuid }),
  json: () => ({
    encode: (value: unknown) => JSON.stringify(value),
    decode: decodeJson,
    refuse: (value: unknown) => (holdsNul(value) ? 'PostgreSQL cannot store NUL in jsonb' : undefined),
  }),
  date: () => ({ encode: asIs, decode: decodeDate }),
  time: (_d, type) => ({ encode: asIs, decode: decodeTime(type) }),
  localTimestamp: (_d, type) => ({ encode: asIs, decode: decodeLocalTimestamp(type) }),
  timestamp: (_d, type) => ({
    encode: (value: Date | string) => (typeof value === 'string' ? value : isoText(value)),
    decode: decodeInstant(type.precision ?? 3),
  }),
  bytes: () => ({ encode: asIs, decode: decodeBytes('\\x') }),
  array: (d, type) => {
    const of = type.of as AnySqlType
    const { encode, decode, refuse } = d.codecs[of.name](d, of)
    // A null is none of an element's type; what is one is read as a column of that type would be.
    const element = refined(of, decode)
    return {
      encode: (value: ReadonlyArray<unknown>) => encodeArray(value, (item) => encode(item as never)),
      decode: (wire) => decodeArray(String(wire), element),
      ...(refuse === undefined
        ? {}
        : {
            refuse: (value: ReadonlyArray<unknown>) =>
              value.map((item) => (item === null ? undefined : refuse(item as never))).find((problem) => problem !== undefined),
          }),
    }
  },
}
