/** A row value: `(a, b)`. */
import { need } from '../plan/context.js'
import { all } from '../plan/resolve.js'
import { each, put } from '../plan/structure.js'
import { list } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { parenthesized } from '../render/precedence.js'
import type { TupleNode } from '../tree/node.js'

export const tupleKind: never = /* @__PURE__ */ expressionOf<TupleNode>({
  children: ({ items }) => items,
  resolve: ({ items }, scope, context) => {
    need(context, 'rowValues')
    all(items, scope, context)
  },
  parts: ({ items }, walk) => {
    put(walk, 'Tuple')
    each(items, walk)
  },
  render: (d, { items }, w) => parenthesized(list(d, items, w)),
})
