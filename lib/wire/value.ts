/**
 * Values as JSON: texts, booleans and numbers as they are, what JSON has no form of as an object of one key that says
 * what it is. No value is read in two ways: an object in a JSON column is tagged too.
 */
import { isoText } from '../internal/instant.js'
import { fromBase64url, toBase64url } from '../internal/base64url.js'
import { jsonNull } from '../schema/json-null.js'
import type { AnySqlType } from '../schema/sql-type.js'

/** A JSON document. */
export type JsonValue = string | number | boolean | null | ReadonlyArray<JsonValue> | { readonly [key: string]: JsonValue }

/** A value of a base type: one that its type's check has passed. */
export const valueToJson = (type: AnySqlType, value: unknown): JsonValue => {
  if (value === null) return null
  if (type.tag === 'json') return { json: value === jsonNull ? null : (value as JsonValue) }
  if (type.of !== undefined) {
    const { of } = type
    return { array: (value as ReadonlyArray<unknown>).map((item) => valueToJson(of, item)) }
  }
  if (typeof value === 'bigint') return { bigint: String(value) }
  // JSON's -0 is 0 to JSON.stringify. Infinities and NaN are values of no column.
  if (Object.is(value, -0)) return { number: '-0' }
  if (value instanceof Date) return { date: isoText(value) }
  if (value instanceof Uint8Array) return { bytes: toBase64url(value) }
  return type.tag === 'decimal' ? { decimal: value as string } : (value as JsonValue)
}

/** What a tag makes of what stands under it; `undefined`, which no column takes, of what it is not for. */
const untagged: Readonly<Record<string, (given: unknown) => unknown>> = {
  json: (given) => (given === null ? jsonNull : given),
  array: (given) => (Array.isArray(given) ? given.map(valueFromJson) : undefined),
  // Of 64 bits, or the digits of a decimal's integer part: a longer text would only take long to read.
  bigint: (given) => (typeof given === 'string' && /^-?\d{1,40}$/u.test(given) ? BigInt(given) : undefined),
  number: (given) => (given === '-0' ? -0 : undefined),
  date: (given) => {
    const date = new Date(typeof given === 'string' ? given : NaN)
    return Number.isNaN(date.getTime()) ? undefined : date
  },
  bytes: (given) => (given === '' ? new Uint8Array() : typeof given === 'string' ? fromBase64url(given) : undefined),
  decimal: (given) => (typeof given === 'string' ? given : undefined),
}

/** The value that `valueToJson` made JSON of; `undefined` of anything else. */
export const valueFromJson = (json: unknown): unknown => {
  if (typeof json !== 'object' || json === null) return json
  const [tag, ...more] = Object.keys(json)
  return tag !== undefined && more.length === 0 && Object.hasOwn(untagged, tag)
    ? untagged[tag]?.((json as Readonly<Record<string, unknown>>)[tag])
    : undefined
}
