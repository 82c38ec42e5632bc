/** Identifiers: the only way a name becomes SQL text. */
import { compileError } from '../plan/compile-error.js'
import type { Dialect, Writer } from './dialect.js'
import { reject } from './writer.js'

/** Names come from descriptors, so there are few; a program that makes up aliases without end must not fill the memory. */
const mostIdentifiers = 10_000

/** A name, quoted by the dialect's rule; a name the database cannot have is a CompileError. */
export const identifier = (d: Dialect, name: string, w: Writer): string => {
  const { identifiers } = w.cache
  const known = identifiers.get(name)
  if (known !== undefined) return known
  const refusal =
    typeof name !== 'string'
      ? 'it is no text'
      : name === ''
        ? 'it is empty'
        : name === '__proto__'
          ? 'a row object cannot have such a key'
          : name.includes('\0')
            ? 'it holds NUL'
            : d.refuseIdentifier(name)
  if (refusal !== undefined) {
    const shown = typeof name !== 'string' ? typeof name : JSON.stringify(name.length > 40 ? `${name.slice(0, 40)}…` : name)
    return reject(w, compileError('identifier', `${shown} cannot be a name on ${d.name}: ${refusal}`, { dialect: d.name }))
  }
  if (identifiers.size >= mostIdentifiers) identifiers.clear()
  const quoted = d.quote(name)
  identifiers.set(name, quoted)
  return quoted
}

/** `"schema"."table"` */
export const qualified = (d: Dialect, schema: string | undefined, name: string, w: Writer): string =>
  schema === undefined ? identifier(d, name, w) : `${identifier(d, schema, w)}.${identifier(d, name, w)}`

const utf8 = new TextEncoder()

/** Refuses names of more than `most` bytes in UTF-8: PostgreSQL would cut them silently, so that two become one. */
export const longerThanBytes =
  (most: number) =>
  (name: string): string | undefined =>
    name.length > most || (name.length * 3 > most && utf8.encode(name).length > most) ? `it is longer than ${most} bytes` : undefined

/** Refuses names of more than `most` characters. */
export const longerThanCharacters =
  (most: number) =>
  (name: string): string | undefined =>
    name.length > most && [...name].length > most ? `it is longer than ${most} characters` : undefined
