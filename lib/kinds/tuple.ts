/** A row value: `(a, b)`, and comparisons of two. */
import { need } from '../plan/context.js'
import { all, isNull, noNull } from '../plan/resolve.js'
import { each, put } from '../plan/structure.js'
import { list } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { parenthesized } from '../render/precedence.js'
import { isExpr } from '../schema/expression.js'
import { isMalformed, malformed } from '../schema/malformed.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { tupleType } from '../schema/types/array.js'
import { booleanType } from '../schema/types/boolean.js'
import { brand, ExprId, type ExpressionNode, type TupleNode } from '../tree/node.js'
import { comparand } from '../tree/operand.js'

export const tupleNode = (items: ReadonlyArray<ExpressionNode>): ExpressionNode => ({
  [ExprId]: tupleKind,
  _tag: 'Tuple',
  items,
  type: tupleType,
})

/** What stands beside a row value: an expression, or a row of as many values, each of the type of the item it stands beside. */
export const rowBeside = (operand: TupleNode, member: unknown): ExpressionNode =>
  isExpr(member)
    ? comparand(operand, member)
    : Array.isArray(member) && member.length === operand.items.length
      ? tupleNode(operand.items.map((item, index) => comparand(item, (member as ReadonlyArray<unknown>)[index])))
      : malformed(`a row of ${operand.items.length} values`, member)

const numbers: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'double'])

/** Whether values of two types compare. SQLite and MySQL compare those of any, by their bytes. */
export const comparesWith = (a: AnySqlType, b: AnySqlType): boolean => a.tag === b.tag || (numbers.has(a.tag) && numbers.has(b.tag))

/** The right side of a comparison with a row value; else what was expected there. */
const rowSide = (left: ExpressionNode, right: unknown): ExpressionNode => {
  if (left._tag !== 'Tuple') return malformed('a row value beside a row value', left)
  const side = rowBeside(left, right)
  if (isMalformed(side)) return side
  if (side._tag !== 'Tuple' || side.items.length !== left.items.length) return malformed(`a row of ${left.items.length} values`, side)
  const stray = left.items.findIndex((item, index) => !comparesWith(item.type, (side.items[index] as ExpressionNode).type))
  return stray < 0 ? side : malformed(`${left.items[stray]?.type.tag} as item ${stray + 1} of the row`, side.items[stray]?.type.tag)
}

export const tupleKind: never = /* @__PURE__ */ expressionOf<TupleNode>({
  children: ({ items }) => items,
  resolve: ({ items }, scope, context) => {
    need(context, 'rowValues')
    if (items.some(isNull)) noNull(context)
    all(items, scope, context)
  },
  parts: ({ items }, walk) => {
    put(walk, 'Tuple')
    each(items, walk)
  },
  compared: (operator, left, right) => ({
    [ExprId]: brand,
    _tag: 'Binary',
    operator,
    left,
    right: rowSide(left, right),
    type: booleanType,
  }),
  render: (d, { items }, w) => parenthesized(list(d, items, w)),
})
