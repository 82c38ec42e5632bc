/** A column of a set operation's rows, by its name. */
import { typeParts } from '../plan/structure.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { ExprId, type OutputNode } from '../tree/node.js'

const outputKind: never = /* @__PURE__ */ expressionOf<OutputNode>({
  resolve: () => undefined,
  parts: ({ name, type }, walk) => {
    walk.parts.push('Output', name)
    typeParts(type, walk)
  },
  render: (d, { name }, w) => identifier(d, name, w),
})

export const outputNode = (name: string, type: AnySqlType): OutputNode => ({ [ExprId]: outputKind, _tag: 'Output', name, type })
