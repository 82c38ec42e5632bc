/** Sources under another name. */
import { isMalformed } from '../schema/malformed.js'
import { type ColumnsOf, type Renamed, type Source, SourceId, type Tagged } from '../schema/table.js'
import { sourceFace } from '../tree/source.js'
import { sourceNode } from './select.js'

/**
 * A table, derived table or common table expression under another name, for self joins:
 * `pipe(employees, as('manager'))` is `"employees" as "manager"`.
 */
export const as =
  <const A extends string>(alias: A) =>
  <C, F extends string, D extends string, I extends string>(
    source: Source<string, C, F, D> & Tagged<I>,
  ): ColumnsOf<A, C> & Source<A, C, F, D> & Renamed<I> => {
    const info = sourceNode(source)
    if (isMalformed(info)) return { [SourceId]: info } as never
    return (info._tag === 'Table' ? info.renamed(alias) : sourceFace({ ...info, name: alias })) as never
  }
