/** CREATE VIEW and its like, from descriptors. */
import { unsupported } from '../plan/compile-error.js'
import { resolve } from '../plan/resolve.js'
import { malformed } from '../schema/malformed.js'
import { SourceId, type Tagged } from '../schema/table.js'
import type { ViewInfo } from '../tree/node.js'
import type { Dialect, Writer } from './dialect.js'
import { qualified } from './identifier.js'
import { query } from './query.js'
import { withText } from './with.js'
import { reject } from './writer.js'

/** A change of the schema that concerns a view. */
export type ViewChange =
  | { readonly _tag: 'CreateView'; readonly view: ViewInfo }
  | { readonly _tag: 'DropView'; readonly view: ViewInfo; readonly ifExists: boolean }
  | { readonly _tag: 'RefreshView'; readonly view: ViewInfo; readonly concurrently: boolean }

const infoOf = (view: Tagged<'View'>): ViewInfo => {
  const info = (view as Partial<Tagged<string>> | null | undefined)?.[SourceId]
  return info?._tag === 'View' ? (info as unknown as ViewInfo) : malformed('a view', view)
}

/** `create view … as select …`, `create materialized view …`. Values of its query are written out. */
export const createView = (view: Tagged<'View'>): ViewChange => ({ _tag: 'CreateView', view: infoOf(view) })

/** `drop view …` */
export const dropView = (view: Tagged<'View'>, options: { readonly ifExists?: boolean } = {}): ViewChange => ({
  _tag: 'DropView',
  view: infoOf(view),
  ifExists: options.ifExists ?? false,
})

/**
 * Reads the rows of a materialized view anew: `refresh materialized view …`. With `concurrently` it can be read meanwhile, for
 * which it needs a unique index. PostgreSQL.
 */
export const refreshView = (view: Tagged<'View'>, options: { readonly concurrently?: boolean } = {}): ViewChange => ({
  _tag: 'RefreshView',
  view: infoOf(view),
  concurrently: options.concurrently ?? false,
})

/** The statements of a change, with values written out: the writer is one of literals. */
export const viewSql = (d: Dialect, change: ViewChange, w: Writer): ReadonlyArray<string> => {
  const { view } = change
  if (view.materialized && d.supports.materializedViews === undefined) {
    reject(w, unsupported(d.name, 'materializedViews', 'make a table of it, or a plain view'))
    return []
  }
  const kind = view.materialized ? 'materialized view' : 'view'
  const name = qualified(d, view.schema, view.view, w)
  switch (change._tag) {
    case 'CreateView': {
      const { problem, ctes } = resolve(view.query, d)
      if (problem !== undefined) {
        reject(w, problem)
        return []
      }
      const inside: Writer = { ...w, ctes }
      const text = `create ${kind} ${name} as ${withText(d, ctes, inside)}${query(d, view.query, inside)}`
      if (inside.problem !== undefined) reject(w, inside.problem)
      return [text]
    }
    case 'DropView':
      return [`drop ${kind} ${change.ifExists ? 'if exists ' : ''}${name}`]
    case 'RefreshView':
      if (!view.materialized) reject(w, unsupported(d.name, 'refresh of a plain view', 'its rows are always new'))
      return [`refresh materialized view ${change.concurrently ? 'concurrently ' : ''}${name}`]
  }
}
