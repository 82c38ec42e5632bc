/**
 * How values travel to and from MySQL and MariaDB.
 *
 * The driver gives numbers of up to 32 bits, floats and bytes as JavaScript values, dates with a time as the protocol's
 * bytes, and everything else as the server's text, in a session whose time zone is UTC. The servers disagree on the width of
 * an integer that an expression makes, so every number may come as text, and a date with a time that an expression makes may
 * too. The same decoders read nested JSON, where what JSON would round travels as text.
 */
import { shortestFloat } from '../internal/float.js'
import { dateOf, isoText } from '../internal/instant.js'
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
import type { AnySqlType } from '../schema/sql-type.js'
import { dateOfBytes, isPacked, textOfBytes } from './datetime.js'

const asIs = (value: never): never => value

/** There is no boolean on the wire: 1 of a column, `'1'` of a MySQL comparison, true inside nested JSON. */
const decodeBoolean = (wire: unknown): boolean => {
  if (wire === 1 || wire === '1' || wire === true) return true
  if (wire === 0 || wire === '0' || wire === false) return false
  throw codecError('expected 1 or 0')
}

/** A prepared statement gives the float widened: 0.10000000149011612 for 0.1. */
const decodeFloat = (wire: unknown): number => shortestFloat(decodeNumber(wire))

const localTimestamp = (type: AnySqlType): ((wire: unknown) => string) => {
  const decode = decodeLocalTimestamp(type)
  return (wire) => decode(isPacked(wire) ? textOfBytes(wire) : wire)
}

const decodeInstant = (type: AnySqlType): ((wire: unknown) => unknown) => {
  if ((type.precision ?? 3) > 3) {
    const decode = localTimestamp(type)
    return (wire) => `${decode(wire).replace(' ', 'T')}Z`
  }
  return (wire) => {
    const date = isPacked(wire) ? dateOfBytes(wire) : dateOf(String(wire))
    if (Number.isNaN(date.getTime())) throw codecError('expected an instant of the years 1 to 9999')
    return date
  }
}

/** `2026-11-22 15:30:00.123`: a zone, even Z, is refused by MySQL before 8.0.19 and by MariaDB. */
const encodeInstant = (value: Date | string): string => {
  const iso = typeof value === 'string' ? value : isoText(value)
  return `${iso.slice(0, 10)} ${iso.slice(11, -1)}`
}

const text = (): Codec => ({ encode: asIs, decode: decodeText })

export const codecs: Dialect['codecs'] = {
  smallint: () => ({ encode: asIs, decode: decodeSmallint }),
  integer: () => ({ encode: asIs, decode: decodeInteger }),
  bigint: () => ({ encode: asIs, decode: decodeBigint }),
  decimal: (_d, type) => ({ encode: asIs, decode: decodeDecimal(type.scale ?? 0) }),
  real: () => ({ encode: asIs, decode: decodeFloat }),
  double: () => ({ encode: asIs, decode: decodeNumber }),
  boolean: () => ({ encode: asIs, decode: decodeBoolean }),
  text,
  varchar: text,
  char: text,
  enumeration: text,
  // Text to the server: the canonical form is lower case.
  uuid: () => ({ encode: (value: string) => value.toLowerCase(), decode: decodeUuid }),
  json: () => ({ encode: (value: unknown) => JSON.stringify(value), decode: decodeJson }),
  date: () => ({ encode: asIs, decode: decodeDate }),
  time: (_d, type) => ({ encode: asIs, decode: decodeTime(type) }),
  localTimestamp: (_d, type) => ({ encode: (value: string) => value.replace('T', ' '), decode: localTimestamp(type) }),
  timestamp: (_d, type) => ({ encode: encodeInstant, decode: decodeInstant(type) }),
  bytes: () => ({ encode: asIs, decode: decodeBytes('') }),
  // The planner refuses arrays before a value is looked at.
  array: text,
}
