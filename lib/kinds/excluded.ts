/** The row that an upsert tried to insert: `excluded."email"`. */
import { typeParts } from '../plan/structure.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import type { ExcludedNode } from '../tree/node.js'

export const excludedKind: never = /* @__PURE__ */ expressionOf<ExcludedNode>({
  resolve: () => undefined,
  parts: ({ column, type }, walk) => {
    walk.parts.push('Excluded', column)
    typeParts(type, walk)
  },
  render: (d, { column }, w) => `excluded.${identifier(d, column, w)}`,
})
