/** AND, OR, NOT, and the constants. SQL's logic has three values: a predicate over null is null. */
import type { AnyExpr, Expr, Proves } from '../schema/expression.js'
import { booleanType } from '../schema/types/boolean.js'
import { brand, ExprId, exprOf, nodeOf } from '../tree/node.js'
import {
  type BooleanType,
  constant,
  type KeysIn,
  type NeedsIn,
  nodes,
  type NullIn,
  type Predicate,
  type RefsIn,
  type StrictIn,
} from '../tree/operand.js'

type Combined<E extends AnyExpr, K = never> = Expr<BooleanType | NullIn<E>, RefsIn<E>, StrictIn<E>, NeedsIn<E>, K>

const logical = (tag: 'And' | 'Or', operands: ReadonlyArray<AnyExpr>): AnyExpr =>
  operands.length === 1 ? (operands[0] as AnyExpr) : exprOf({ [ExprId]: brand, _tag: tag, operands: nodes(operands), type: booleanType })

/** `a and b and …`. Of nothing it is true; it never stands in for the `where` of a write. */
export const and = <E extends ReadonlyArray<Predicate>>(
  ...predicates: E
): Combined<E[number], Extract<KeysIn<E[number]>, Proves<string>>> => logical('And', predicates) as never

/** `a or b or …`. Of nothing it is false. */
export const or = <E extends ReadonlyArray<Predicate>>(...predicates: E): Combined<E[number]> => logical('Or', predicates) as never

/** `not a`. Null where `a` is. */
export const not = <T extends BooleanType | null, R extends string, N extends string, C extends string>(
  predicate: Expr<T, R, N, C, unknown>,
): Expr<T, R, N, C> => exprOf({ [ExprId]: brand, _tag: 'Not', operand: nodeOf(predicate), type: booleanType })

/** The predicate that every row meets. */
export const always: Expr<BooleanType> = /* @__PURE__ */ exprOf(/* @__PURE__ */ constant(true))

/** The predicate that no row meets. */
export const never: Expr<BooleanType> = /* @__PURE__ */ exprOf(/* @__PURE__ */ constant(false))
