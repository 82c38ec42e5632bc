/** The sources that an update or a delete is joined with: `update … from`, `delete … using`. */
import { unsupported } from '../plan/compile-error.js'
import type { Context, Scope } from '../plan/context.js'
import { outputOf } from '../plan/output.js'
import { readsBeside } from '../plan/reading.js'
import { noAggregate, source as resolveSource } from '../plan/resolve.js'
import { expression as parts, put, source as sourceParts } from '../plan/structure.js'
import type { Walk } from '../plan/walk.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { source } from '../render/source.js'
import { reject } from '../render/writer.js'
import type { DeleteNode, ProjectionNode, UpdateNode, UsingNode } from '../tree/node.js'

type Using = ReadonlyArray<UsingNode>

/** Adds the sources to what a write can name. */
export const checkUsing = (using: Using, scope: Scope, context: Context): void => {
  for (const { source: used, on } of using) {
    resolveSource(used, scope, context)
    noAggregate([on], 'a join condition', scope, context)
  }
}

export const usingParts = (using: Using, walk: Walk): void => {
  put(walk, using.length)
  for (const { source: used, on } of using) {
    sourceParts(used, walk)
    parts(on, walk)
  }
}

/** ` from "a", "b"`; the conditions stand in WHERE, where they may name the table that is written. */
export const usedSources = (d: Dialect, word: string, { using }: UpdateNode | DeleteNode, w: Writer): string =>
  using.length === 0 ? '' : ` ${word} ${using.map(({ source: used }) => source(d, used, false, w)).join(', ')}`

/** ` inner join a on …`, as MySQL and MariaDB join a table that they write. */
export const joinedSources = (d: Dialect, { using }: UpdateNode | DeleteNode, w: Writer): string =>
  using.map(({ source: used, on }) => ` inner join ${source(d, used, false, w)} on ${expression(d, on, w)}`).join('')

/** Refuses what a write returns of the sources it is joined with. */
export const returnsOwn = (d: Dialect, name: string, projection: ProjectionNode | undefined, w: Writer): void => {
  if (projection === undefined) return
  const columns = outputOf(projection, new Set()).columns.map(({ expression: item }) => item)
  if (readsBeside(columns, name))
    reject(w, unsupported(d.name, 'returning of what a write is joined with', `it returns columns of ${name} alone`))
}
