/** A query of one column and at most one row, as a value: `(select …)`. */
import { query as resolveQuery } from '../plan/resolve.js'
import { put, query as queryParts } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { parenthesized } from '../render/precedence.js'
import { query } from '../render/query.js'
import { columnsOf, selectInstead } from '../render/select.js'
import type { RowsNode, ScalarNode } from '../tree/node.js'

/** A query as a value: its column needs no name. */
export const valueQuery = (d: Dialect, node: RowsNode, w: Writer): string =>
  node._tag === 'Select'
    ? selectInstead(
        d,
        node,
        (writer) =>
          columnsOf(node, writer)
            .map(({ expression: column }) => expression(d, column, writer))
            .join(', '),
        w,
      )
    : query(d, node, w)

export const scalarKind: never = /* @__PURE__ */ expressionOf<ScalarNode>({
  resolve: ({ query: inner }, scope, context) => resolveQuery(inner, scope, context),
  parts: ({ query: inner }, walk) => {
    put(walk, 'Scalar')
    queryParts(inner, walk)
  },
  render: (d, { query: inner }, w) => parenthesized(valueQuery(d, inner, w)),
})
