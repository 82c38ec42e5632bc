/**
 * Operands: what stands beside an expression in a comparison, an argument or an assignment is another expression of a
 * comparable type, or a JavaScript value, which becomes a parameter of the expression's type.
 */
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import type { AnySqlType, ComparableWith, NumericTag, Replacing, SqlType, ValueOf } from '../schema/sql-type.js'
import { booleanType } from '../schema/sql-type.js'
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

/** An operand as a node: an expression as it is, a value as a parameter of the type of what it stands beside. */
export const lift = (like: ExpressionNode, operand: unknown): ExpressionNode =>
  isExpr(operand) ? nodeOf(operand) : param(operand, like.type, like)

export const nodes = (expressions: ReadonlyArray<AnyExpr>): ReadonlyArray<ExpressionNode> => expressions.map(nodeOf)

export const constant = (value: boolean | null): ConstantNode => ({ [ExprId]: brand, _tag: 'Constant', value, type: booleanType })
