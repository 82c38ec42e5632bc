/** OVERLAPS: whether two periods have a time in common. */
import { overlapsKind } from '../kinds/overlaps.js'
import { isExpr, type Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { SqlType, TemporalTag } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf, type Period } from '../tree/node.js'
import { type BooleanType, comparand, type NeedsIn, type NullIn, type Operand, type RefsIn, type StrictIn } from '../tree/operand.js'

type Time = SqlType<TemporalTag | 'time', unknown>

const periodOf = (given: unknown, like: ExpressionNode | undefined): Period => {
  if (!Array.isArray(given) || given.length !== 2) {
    const wrong: ExpressionNode = malformed('a period: [start, end]', given)
    return { start: wrong, end: wrong }
  }
  const [start, end] = given as ReadonlyArray<unknown> as readonly [unknown, unknown]
  const first = like === undefined ? (isExpr(start) ? nodeOf(start) : malformed('an expression', start)) : comparand(like, start)
  return { start: first, end: comparand(like ?? first, end) }
}

/**
 * Whether two periods, each a pair of dates or times, have a time in common: `(a, b) overlaps (c, d)`. A period has its start
 * and not its end, so that one that begins where another ends does not overlap it; its ends may stand in either order, and where
 * they are equal it is that one time. Null where an end is null that would decide, as PostgreSQL has it (manual, 9.9).
 *
 * The first end is an expression; the others may be values. Where a database has no word for it, it is a CASE that says the
 * same.
 *
 * @example where(overlaps([orders.createdAt, now], [new Date('2026-07-01T00:00:00Z'), new Date('2026-08-01T00:00:00Z')]))
 */
export const overlaps = <
  T extends Time | null,
  R extends string,
  N extends string,
  C extends string,
  const A extends Operand<T>,
  const B extends Operand<T>,
  const D extends Operand<T>,
>(
  left: readonly [Expr<T, R, N, C, unknown>, A],
  right: readonly [B, D],
): Expr<
  BooleanType | Extract<T, null> | NullIn<A> | NullIn<B> | NullIn<D>,
  R | RefsIn<A> | RefsIn<B> | RefsIn<D>,
  N | StrictIn<A> | StrictIn<B> | StrictIn<D>,
  C | NeedsIn<A> | NeedsIn<B> | NeedsIn<D>
> => {
  const first = periodOf(left, undefined)
  return exprOf({ [ExprId]: overlapsKind, _tag: 'Overlaps', left: first, right: periodOf(right, first.start), type: booleanType })
}
