/** Reads JSON that may be anything: every object has known keys and no others, and there is only so much of it. */
import { shown } from '../plan/shown.js'
import { wireError } from './error.js'

export type Path = ReadonlyArray<string | number>

export interface Bounds {
  readonly depth: number
  size: number
}

/** A piece of the document, and where it is. */
export interface At {
  readonly json: unknown
  readonly path: Path
  readonly bounds: Bounds
}

export const refuse = (at: At, message: string): never => {
  throw wireError(message, at.path)
}

const counted = (at: At): void => {
  if (at.path.length > at.bounds.depth) refuse(at, `this is nested deeper than ${at.bounds.depth} levels`)
  at.bounds.size--
  if (at.bounds.size < 0) refuse(at, 'this is more JSON than the policy allows')
}

/** A part of an object, under a key that it has. */
export const inside = ({ json, path, bounds }: At, key: string | number): At => ({
  json: (json as Readonly<Record<string | number, unknown>>)[key],
  path: [...path, key],
  bounds,
})

export const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** The keys of an object, whatever they are: names that a query gives to columns. */
export const keysOf = (at: At): ReadonlyArray<string> => {
  if (!isRecord(at.json)) return refuse(at, `expected an object, got ${shown(at.json)}`)
  counted(at)
  return Object.keys(at.json)
}

/** An object with keys that are known. */
export const object = (at: At, known: ReadonlyArray<string>): void => {
  for (const key of keysOf(at)) if (!known.includes(key)) refuse(inside(at, key), `there is no ${JSON.stringify(key)} here`)
}

/** A part of an object, where it has the key. */
export const optional = (at: At, key: string): At | undefined => (Object.hasOwn(at.json as object, key) ? inside(at, key) : undefined)

export const required = (at: At, key: string): At => optional(at, key) ?? refuse(at, `${key} is missing`)

export const items = (at: At): ReadonlyArray<At> => {
  if (!Array.isArray(at.json)) return refuse(at, `expected a list, got ${shown(at.json)}`)
  counted(at)
  return Array.from({ length: at.json.length }, (_, index) => inside(at, index))
}

export const text = (at: At): string => (typeof at.json === 'string' ? at.json : refuse(at, `expected a text, got ${shown(at.json)}`))

export const oneOf = <A extends string>(at: At, known: ReadonlyArray<A>): A => {
  const given = text(at)
  return known.find((name) => name === given) ?? refuse(at, `${JSON.stringify(given)} is none of ${known.join(', ')}`)
}

export const flag = (at: At | undefined): boolean =>
  at === undefined ? false : typeof at.json === 'boolean' ? at.json : refuse(at, `expected a boolean, got ${shown(at.json)}`)

/** A whole number that is not negative. */
export const count = (at: At): number =>
  Number.isSafeInteger(at.json) && (at.json as number) >= 0
    ? (at.json as number)
    : refuse(at, `expected a whole number that is not negative, got ${shown(at.json)}`)
