/** A query as a source: `(select …) as "totals"`. */
import { need } from '../plan/context.js'
import { query as resolveQuery } from '../plan/resolve.js'
import { sourceQuery } from '../plan/structure.js'
import { identifier } from '../render/identifier.js'
import { sourceOf } from '../render/kind.js'
import { query } from '../render/query.js'
import type { DerivedInfo, RowsNode } from '../tree/node.js'
import { projectionOf } from '../tree/source.js'

const derivedKind: never = /* @__PURE__ */ sourceOf<DerivedInfo>({
  resolve: (node, scope, context) => {
    if (node.lateral) need(context, 'lateral', 'use a correlated subquery, scalarOf or arrayOf')
    resolveQuery(node.query, node.lateral ? scope : scope.outer, context)
  },
  parts: (node, walk) => {
    walk.parts.push('Derived', node.name, node.lateral)
    sourceQuery(node.query, walk)
  },
  render: (d, node, w) => `${node.lateral ? 'lateral ' : ''}(${query(d, node.query, w)}) as ${identifier(d, node.name, w)}`,
})

/** A query as a source of a name; a lateral one may use the sources on its left. */
export const derivedInfo = (name: string, rows: RowsNode, lateral: boolean): DerivedInfo => ({
  _tag: 'Derived',
  name,
  shape: projectionOf(rows),
  query: rows,
  lateral,
  kind: derivedKind,
})
