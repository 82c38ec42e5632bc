/** JSON documents. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { codecError } from '../codec.js'
import { documentCopy } from '../document-copy.js'
import { jsonNull } from '../json-null.js'
import { refine } from '../refined.js'
import { type Json, type NestedRows, type SqlType, sqlType, type TypeKind } from '../sql-type.js'
import { describe } from '../words.js'

/** JSON values: no undefined, no NaN, no bigint, no cycle, no lone surrogate: what a round trip would change or refuse. */
const checkJson = (value: unknown, seen: ReadonlyArray<unknown>): string | undefined => {
  switch (typeof value) {
    case 'boolean':
      return undefined
    case 'string':
      return !value.isWellFormed() ? 'a lone surrogate is not a character' : undefined
    case 'number':
      return Number.isFinite(value) ? undefined : `${value} is not JSON`
    case 'object': {
      if (value === null) return undefined
      if (seen.includes(value)) return 'a cycle is not JSON'
      const within = [...seen, value]
      if (Array.isArray(value)) return value.map((item) => checkJson(item, within)).find((problem) => problem !== undefined)
      const prototype: unknown = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null)
        return `${value instanceof Date || value instanceof Uint8Array ? describe(value) : 'an object of a class'} is not JSON`
      return Object.entries(value)
        .map(([key, item]) => checkJson(key, []) ?? checkJson(item, within))
        .find((problem) => problem !== undefined)
    }
    default:
      return `${describe(value)} is not JSON`
  }
}

export const decodeJson = (wire: unknown): unknown => {
  try {
    return JSON.parse(String(wire))
  } catch {
    throw codecError('not JSON')
  }
}

/** Whether a JSON value has NUL in it: in a text or a key, where the text of the document has an escape like any other. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.entries(value).some(([key, item]) => key.includes('\0') || holdsNul(item))

const jsonKind: TypeKind = {
  name: 'json',
  kept: documentCopy,
  check: (_type, value) => (value === jsonNull ? undefined : checkJson(value, [])),
  codec: () => ({
    encode: (value: unknown) => JSON.stringify(value),
    decode: decodeJson,
    refuse: (value: unknown) => (holdsNul(value) ? 'PostgreSQL cannot store NUL in jsonb' : undefined),
  }),
}

export const jsonType: Json = /* @__PURE__ */ sqlType('json', jsonKind)

/** Documents that a validator has looked at. */
export const validatedJsonType = <A>(schema: StandardSchemaV1): Json<A> => sqlType('json', jsonKind, { schema, refine })

/** Nested rows, which travel as a document. */
export const nestedType = (nested: NestedRows): SqlType<'row' | 'rows', unknown> =>
  sqlType(nested.first ? 'row' : 'rows', jsonKind, { nested })
