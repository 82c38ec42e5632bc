/** Copies of JSON documents. */
import { jsonNull } from './json-null.js'

const isRecord = (value: object): value is Record<string, unknown> => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A copy of a JSON document. */
export const documentCopy = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || value === jsonNull) return value
  if (Array.isArray(value)) return value.map(documentCopy)
  if (!isRecord(value)) return value
  // A spread defines what it copies, so a key `__proto__` stays a key.
  const copy: Record<string, unknown> = { ...value }
  for (const key of Object.keys(copy)) copy[key] = documentCopy(copy[key])
  return copy
}
