/** How far two dates or instants are apart. */
import { dateDiffKind } from '../kinds/date-diff.js'
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import type { Bigint, Integer } from '../schema/sql-type.js'
import { bigintType, integerType } from '../schema/types/integer.js'
import { type DateUnit, type DiffUnit, ExprId, type ExpressionNode, exprOf, nodeOf, type ParamNode } from '../tree/node.js'
import { comparand, type NeedsIn, type NullIn, type Operand, type RefsIn, type StrictIn } from '../tree/operand.js'
import { type HavingPart, type Temporal, truncate } from './date.js'

/** Ten thousand years have more minutes than 32 bits hold. */
export type CountOf<U> = U extends 'minute' | 'second' | 'millisecond' ? Bigint : Integer

const difference = (unit: DiffUnit, start: ExpressionNode, end: ExpressionNode): ExpressionNode => ({
  [ExprId]: dateDiffKind,
  _tag: 'DateDiff',
  unit,
  start,
  end,
  type: unit === 'minute' || unit === 'second' || unit === 'millisecond' ? bigintType : integerType,
})

/**
 * The whole units that have passed from `start` to `end`: negative where the end is earlier, and then as many as the other way
 * round. A month has passed when its day and time of day come again, so none has from January 31st to February 28th, and one
 * to March 1st; a year is 12 months, a quarter 3. Minutes, seconds and milliseconds are a bigint. `timestampdiff(month, a, b)`
 * on MySQL (manual 14.7); on PostgreSQL by `age(b, a)` or seconds, the same.
 */
export const dateDiff = <
  U extends DiffUnit,
  T extends Temporal | null,
  R extends string,
  N extends string,
  C extends string,
  const B extends Operand<T>,
>(
  unit: U,
  start: Expr<T, R, N, C, unknown> & HavingPart<T, U>,
  end: B,
): Expr<CountOf<U> | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>> => {
  const from = nodeOf(start)
  return exprOf(difference(unit, from, comparand(from, end)))
}

/**
 * The boundaries of a unit that lie between `start` and `end`: of a year from December 31st to January 1st, of a week on each
 * Monday. It is the `dateDiff` of the two truncated to the unit, and so written.
 */
export const boundariesBetween = <
  U extends DateUnit,
  T extends Temporal | null,
  R extends string,
  N extends string,
  C extends string,
  const B extends Operand<T>,
>(
  unit: U,
  start: Expr<T, R, N, C, unknown> & HavingPart<T, U>,
  end: B,
): Expr<CountOf<U> | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>> => {
  const from = nodeOf(start)
  const startOf = (node: ExpressionNode): ExpressionNode => nodeOf(truncate(unit, exprOf<AnyExpr>(node) as never))
  const to = comparand(from, end)
  // A value stands in a function of its own here, where nothing beside it says its type.
  return exprOf(difference(unit, startOf(from), startOf(isExpr(end) ? to : { ...(to as ParamNode), like: undefined })))
}
