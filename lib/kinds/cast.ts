/** `cast(a as type)`. */
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts, put, typeParts } from '../plan/structure.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { type CastNode, ExprId, type ExpressionNode } from '../tree/node.js'

export const castKind: never = /* @__PURE__ */ expressionOf<CastNode>({
  children: ({ operand }) => [operand],
  resolve: ({ operand }, scope, context) => resolve(operand, scope, context),
  parts: ({ operand, type }, walk) => {
    put(walk, 'Cast')
    typeParts(type, walk)
    parts(operand, walk)
  },
  render: (d, { operand, type }, w) => `cast(${expression(d, operand, w)} as ${d.castType(type)})`,
})

export const castNode = (operand: ExpressionNode, type: AnySqlType): CastNode => ({ [ExprId]: castKind, _tag: 'Cast', operand, type })
