/** Names of collations. */
import { compileError } from '../plan/compile-error.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { shown } from '../plan/shown.js'
import { reject } from '../render/writer.js'

/** A collation's name is a word, which is not quoted: manual 12.2. */
export const collationName = (d: Dialect, name: string, w: Writer): string =>
  /^\w+$/.test(name)
    ? name
    : reject(w, compileError('identifier', `${shown(name)} cannot be the name of a collation on ${d.name}`, { dialect: d.name }))
