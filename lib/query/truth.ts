/** IS TRUE, IS FALSE and IS UNKNOWN: a predicate's value as one that is never null. */
import { truthKind } from '../kinds/truth.js'
import type { AnyExpr, Expr, Proves } from '../schema/expression.js'
import { booleanType } from '../schema/types/boolean.js'
import { ExprId, nodeOf } from '../tree/node.js'
import type { BooleanType } from '../tree/operand.js'

export interface TruthTest {
  <R extends string, C extends string>(predicate: Expr<BooleanType | null, R, string, C, unknown>): Expr<BooleanType, R, never, C>
}

/** A test that no null passes: of a bare column it proves, in a `where`, that it is not null. */
export interface KnownTest {
  <R extends string, C extends string, K>(
    predicate: Expr<BooleanType | null, R, string, C, K>,
  ): Expr<BooleanType, R, never, C, K extends string ? Proves<K> : never>
}

const test =
  <E>(truth: boolean | null, negated: boolean): ((predicate: AnyExpr) => E) =>
  (predicate) =>
    ({ [ExprId]: truthKind, _tag: 'Truth', operand: nodeOf(predicate), truth, negated, type: booleanType }) as never

/** `a is true`: false where `a` is null. In a `where`, it proves a bare column not null, as `isNotNull` does. */
export const isTrue: KnownTest = /* @__PURE__ */ test(true, false)
/** `a is not true`: true where `a` is false or null. */
export const isNotTrue: TruthTest = /* @__PURE__ */ test(true, true)
/** `a is false`: false where `a` is null. In a `where`, it proves a bare column not null. */
export const isFalse: KnownTest = /* @__PURE__ */ test(false, false)
/** `a is not false`: true where `a` is true or null. */
export const isNotFalse: TruthTest = /* @__PURE__ */ test(false, true)
/** `a is unknown`: whether a predicate is null. */
export const isUnknown: TruthTest = /* @__PURE__ */ test(null, false)
/** `a is not unknown`. In a `where`, it proves a bare column not null. */
export const isNotUnknown: KnownTest = /* @__PURE__ */ test(null, true)
