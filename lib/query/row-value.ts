/** Row values: several expressions compared as one. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import { type SqlType, sqlType, type ValueOf } from '../schema/sql-type.js'
import { brand, ExprId, type ExpressionNode, exprOf, nodeOf } from './node.js'
import type { NeedsIn, NullIn, RefsIn, StrictIn, TypeIn } from './operand.js'

const tupleType = /* @__PURE__ */ sqlType('tuple', 'array')

export const tupleNode = (items: ReadonlyArray<ExpressionNode>): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Tuple',
  items,
  type: tupleType,
})

type TupleValue<E extends ReadonlyArray<AnyExpr>> = { readonly [I in keyof E]: ValueOf<Exclude<TypeIn<E[I]>, null>> }

/**
 * A row value, to compare or to look up several columns at once:
 * `isIn(tuple(t.a, t.b), [[1, 'x'], [2, 'y']])` is `(a, b) in ((1, 'x'), (2, 'y'))`.
 */
export const tuple = <const E extends readonly [AnyExpr, AnyExpr, ...ReadonlyArray<AnyExpr>]>(
  ...items: E
): Expr<SqlType<'tuple', TupleValue<E>> | NullIn<E[number]>, RefsIn<E[number]>, StrictIn<E[number]>, NeedsIn<E[number]>> =>
  exprOf(tupleNode(items.map(nodeOf)))
