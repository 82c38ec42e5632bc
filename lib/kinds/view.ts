/** Views: queries that the database keeps under a name. */
import { need } from '../plan/context.js'
import { sourceOf } from '../render/kind.js'
import { identifier, qualified } from '../render/identifier.js'
import type { RowsNode, ViewInfo } from '../tree/node.js'
import { projectionOf } from '../tree/source.js'

const viewKind: never = /* @__PURE__ */ sourceOf<ViewInfo>({
  // Its query was looked at where it was made.
  resolve: ({ schema, view, materialized }, _scope, context) => {
    if (materialized) need(context, 'materializedViews', 'make a table of it, or a plain view')
    if (schema === undefined) context.tables.push(view)
  },
  parts: ({ name, schema, view }, walk) => {
    walk.parts.push('View', name, schema, view)
  },
  render: (d, { name, schema, view }, w) =>
    name === view && schema === undefined ? identifier(d, name, w) : `${qualified(d, schema, view, w)} as ${identifier(d, name, w)}`,
})

/** A query as a view of a name. */
export const viewInfo = (name: string, schema: string | undefined, query: RowsNode, materialized: boolean): ViewInfo => ({
  _tag: 'View',
  name,
  view: name,
  schema,
  shape: projectionOf(query),
  query,
  materialized,
  kind: viewKind,
})
