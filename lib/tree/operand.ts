/**
 * Operands: what stands beside an expression in a comparison, an argument or an assignment is another expression of a
 * comparable type, or a JavaScript value, which becomes a parameter of the expression's type.
 */
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import type { AnySqlType, ComparableWith, NumericTag, Replacing, SqlType, ValueOf } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { typeHolding } from '../schema/widening.js'
import { kept } from './keep.js'
import { brand, type ConstantNode, ExprId, type ExpressionNode, nodeOf, type ParamNode } from './node.js'

/** An expression that compares with `T`, or a value of it. Null is not a value to compare with: see `isNull`. */
export type Operand<T> = ValueOf<Exclude<T, null>> | Expr<ComparableWith<Exclude<T, null>>, string, string, string, unknown>

/** An expression that can stand in the place of one of type `T`, or a value of it. */
export type Same<T> = ValueOf<Exclude<T, null>> | Expr<Replacing<T>, string, string, string, unknown>

/** What an operand adds to the expression it stands in. */
export type RefsIn<B> = B extends Expr<unknown, infer R, string, string, unknown> ? R : never
export type StrictIn<B> = B extends Expr<unknown, string, infer N, string, unknown> ? N : never
export type NeedsIn<B> = B extends Expr<unknown, string, string, infer C, unknown> ? C : never
export type KeysIn<B> = B extends Expr<unknown, string, string, string, infer K> ? K : never
export type TypeIn<B> = B extends Expr<infer T, string, string, string, unknown> ? T : never
export type NullIn<B> = B extends Expr<infer T, string, string, string, unknown> ? Extract<T, null> : never

export type BooleanType = SqlType<'boolean', boolean>
export type Numeric = SqlType<NumericTag, unknown>
export type TextType = SqlType<'text', string>

/** A predicate. */
export type Predicate = Expr<BooleanType | null, string, string, string, unknown>

export const param = (value: unknown, type: AnySqlType, like: ExpressionNode | undefined): ParamNode => ({
  [ExprId]: brand,
  _tag: 'Param',
  value: typeof value === 'object' ? kept(value, type) : value,
  type,
  like,
})

/**
 * An operand as a node: an expression as it is, a value as a parameter of the type of what it stands beside. So it is where
 * the value may end in a column, or in the place of one.
 */
export const lift = (like: ExpressionNode, operand: unknown): ExpressionNode =>
  isExpr(operand) ? nodeOf(operand) : param(operand, like.type, like)

/**
 * An operand of a comparison: as `lift` has it, but a value too long or too large for the type beside it has the narrowest
 * type that holds it, as if `literal` had said so. It is not stored, so nothing would be cut. A value that fits keeps the
 * very type it stands beside: by that its text is known to be that of all such values.
 */
export const comparand = (like: ExpressionNode, operand: unknown): ExpressionNode => {
  if (isExpr(operand)) return nodeOf(operand)
  const type = typeHolding(like.type, operand)
  return param(type !== like.type && type.tag === 'bigint' ? BigInt(operand as number) : operand, type, like)
}

/**
 * An operand of arithmetic: as a comparand, but of the family it stands beside. The family of the result follows from it,
 * and types, which do not see how large a number is, have promised that of the other operand.
 */
export const term = (like: ExpressionNode, operand: unknown): ExpressionNode => {
  if (isExpr(operand)) return nodeOf(operand)
  const type = typeHolding(like.type, operand)
  return param(operand, type.tag === like.type.tag ? type : like.type, like)
}

export const nodes = (expressions: ReadonlyArray<AnyExpr>): ReadonlyArray<ExpressionNode> => expressions.map(nodeOf)

export const constant = (value: boolean | null, type: AnySqlType = booleanType): ConstantNode => ({
  [ExprId]: brand,
  _tag: 'Constant',
  value,
  type,
})
