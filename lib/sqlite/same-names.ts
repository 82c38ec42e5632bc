/** Names that SQLite takes for one. */
import { compileError } from '../plan/compile-error.js'
import type { SourceNode } from '../tree/node.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { outputOf } from '../plan/output.js'
import { reject } from '../render/writer.js'

/** The first name that an earlier one is equal to but for the case of its ASCII letters. */
const twiceIn = (names: ReadonlyArray<string>): string | undefined => {
  if (names.length < 2) return undefined
  const seen = new Set<string>()
  for (const name of names) {
    const folded = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    if (seen.has(folded)) return name
    seen.add(folded)
  }
  return undefined
}

const none: ReadonlySet<string> = new Set()

const refuseName = (d: Dialect, where: string, name: string, w: Writer): string =>
  reject(
    w,
    compileError('identifier', `${where} have names that differ in case alone, which ${d.name} takes for one: ${name}`, {
      dialect: d.name,
    }),
  )

/**
 * SQLite takes names that differ in case alone for one, quoted or not, and reads the first of two such columns without a
 * word.
 */
export const sameNames = (d: Dialect, sources: ReadonlyArray<SourceNode>, w: Writer): string => {
  const same = twiceIn(sources.map(({ name }) => name))
  if (same !== undefined) return refuseName(d, 'two sources of this query', same, w)
  for (const source of sources) {
    const twice = source._tag === 'Table' ? undefined : twiceIn(outputOf(source.shape, none).columns.map(({ name }) => name))
    if (twice !== undefined) return refuseName(d, `two columns of ${source.name}`, twice, w)
  }
  return ''
}
