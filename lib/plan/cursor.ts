/**
 * Cursors: a place in the order of a query, as text for a URL.
 *
 * A cursor is the base64url (RFC 4648, section 5, without padding) of a JSON document with the version of this format, a hash
 * of the query it is of, and the values of the row it was made at; then a point and the base64url of its HMAC-SHA256 (RFC
 * 2104), unless cursors are unsigned. Nothing of a cursor is read before its signature has been found right. It hides
 * nothing: who has a cursor can read the values in it.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64url, toBase64url } from '../internal/base64url.js'
import { type Either, left, right } from '../internal/either.js'

/** The keys of signatures; none where cursors are unsigned. The first signs, each may have signed. */
export type Keys = ReadonlyArray<Uint8Array> | undefined

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

// ---------------------------------------------------------------------------------------------------------------------
// values
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A value as JSON: texts, booleans and numbers as they are, what JSON has no form of as an object of one key that says what
 * it is.
 */
const toJson = (value: unknown): unknown => {
  if (typeof value === 'bigint') return { bigint: String(value) }
  if (typeof value === 'number')
    return Object.is(value, -0) || !Number.isFinite(value) ? { number: Object.is(value, -0) ? '-0' : String(value) } : value
  if (value instanceof Date) return { date: value.toISOString() }
  if (value instanceof Uint8Array) return { bytes: toBase64url(value) }
  return value
}

const ofTag: Readonly<Record<string, (text: string) => unknown>> = {
  // Of 64 bits: a longer text would only take long to read.
  bigint: (text) => (/^-?\d{1,19}$/u.test(text) ? BigInt(text) : undefined),
  number: Number,
  date: (text) => new Date(text),
  bytes: (text) => (text === '' ? new Uint8Array() : fromBase64url(text)),
}

/** The value of what `toJson` made; `undefined`, which no column takes, of anything else. */
const fromJson = (json: unknown): unknown => {
  if (typeof json !== 'object' || json === null) return json
  const [[tag, text] = [], ...more] = Object.entries(json)
  return tag !== undefined && more.length === 0 && typeof text === 'string' && Object.hasOwn(ofTag, tag) ? ofTag[tag]?.(text) : undefined
}

// ---------------------------------------------------------------------------------------------------------------------
// cursors
// ---------------------------------------------------------------------------------------------------------------------

const version = 1

/** The hash of a query's text: 128 bits of its SHA-256. */
export const queryHash = (text: string): string => toBase64url(sha256(utf8(text)).subarray(0, 16))

const signature = (payload: string, key: Uint8Array): Uint8Array => hmac(sha256, key, utf8(payload))

/** Takes as long for a wrong signature as for the right one, wherever it differs: how long must not tell what is right. */
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] as number) ^ (b[index] as number)
  return difference === 0
}

/** The cursor of a place in a query. */
export const makeCursor = (hash: string, values: ReadonlyArray<unknown>, keys: Keys): string => {
  const payload = toBase64url(utf8(JSON.stringify({ v: version, q: hash, k: values.map(toJson) })))
  const key = keys?.[0]
  return key === undefined ? payload : `${payload}.${toBase64url(signature(payload, key))}`
}

const isSigned = (payload: string, signed: string | undefined, keys: ReadonlyArray<Uint8Array>): boolean => {
  const given = fromBase64url(signed ?? '')
  return given !== undefined && keys.map((key) => sameBytes(given, signature(payload, key))).includes(true)
}

const documentOf = (payload: string): unknown => {
  const bytes = fromBase64url(payload)
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** The values of a cursor; in words, what is wrong with it. */
export const readCursor = (cursor: unknown, hash: string, count: number, keys: Keys): Either<string, ReadonlyArray<unknown>> => {
  if (typeof cursor !== 'string') return left('this is no cursor')
  const [payload = '', signed, ...more] = cursor.split('.')
  if (keys !== undefined && (more.length > 0 || !isSigned(payload, signed, keys))) return left('this cursor has not the right signature')
  const document = keys === undefined && signed !== undefined ? undefined : documentOf(payload)
  if (typeof document !== 'object' || document === null) return left('this is no cursor')
  const { v, q, k } = document as { readonly v?: unknown; readonly q?: unknown; readonly k?: unknown }
  if (v !== version) return left('this cursor is of another version')
  if (q !== hash) return left('this cursor is of another query')
  return Array.isArray(k) && k.length === count ? right(k.map(fromJson)) : left('this is no cursor')
}
