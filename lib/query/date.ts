/** Dates and instants: now, parts, truncation, intervals. Instants are read in UTC on every dialect. */
import { timestampType } from '../schema/types/temporal.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import {
  type DateOnly,
  type Integer,
  type Mistake,
  type SqlType,
  type TemporalTag,
  type Timestamp,
  type Bigint,
} from '../schema/sql-type.js'
import { integerType, bigintType } from '../schema/types/integer.js'
import { dateType } from '../schema/types/temporal.js'
import { type AddIntervalNode, type DateField, type DateUnit, ExprId, exprOf, type Interval, nodeOf } from '../tree/node.js'
import { call } from '../kinds/call.js'
import { nowKind, todayKind } from '../kinds/functions.js'
import { addIntervalKind, extractKind, truncateKind } from '../kinds/temporal.js'

type Temporal = SqlType<TemporalTag, unknown>

/** `unknown` where values of a type have a part; else the mistake. */
type HavingPart<T, F> = [F & ('hour' | 'minute' | 'second')] extends [never]
  ? unknown
  : [Extract<T, SqlType<'date', unknown>>] extends [never]
    ? unknown
    : Mistake<`a date has no ${F & ('hour' | 'minute' | 'second')}`>

const instantType: Timestamp = /* @__PURE__ */ timestampType(3)

/** The time of the statement (of the transaction, on PostgreSQL), to the millisecond. */
export const now: Expr<Timestamp> = /* @__PURE__ */ exprOf(/* @__PURE__ */ call(nowKind, [], instantType))

/** The date of `now` in UTC. */
export const today: Expr<DateOnly> = /* @__PURE__ */ exprOf(/* @__PURE__ */ call(todayKind, [], dateType))

/**
 * A part of a date or instant as a whole number: `extract(year from a)`.
 *
 * `week` is the ISO week (1 to 53), `dayOfWeek` counts from Sunday = 0, `dayOfYear` from 1, `second` is whole. A date has
 * no hour, minute and second.
 */
export const extract = <
  F extends Exclude<DateField, 'epoch'>,
  T extends Temporal | null,
  R extends string,
  N extends string,
  C extends string,
>(
  field: F,
  operand: Expr<T, R, N, C, unknown> & HavingPart<T, F>,
): Expr<Integer | Extract<T, null>, R, N, C> =>
  exprOf({ [ExprId]: extractKind, _tag: 'Extract', field, operand: nodeOf(operand), type: integerType })

/** Seconds since 1970-01-01T00:00:00Z, whole, rounded down. */
export const epochOf = <T extends Temporal | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
): Expr<Bigint | Extract<T, null>, R, N, C> =>
  exprOf({ [ExprId]: extractKind, _tag: 'Extract', field: 'epoch', operand: nodeOf(operand), type: bigintType })

/** The start of the unit that a date or instant lies in: `date_trunc('month', a)`. Weeks start on Monday. */
export const truncate = <U extends DateUnit, T extends Temporal | null, R extends string, N extends string, C extends string>(
  unit: U,
  operand: Expr<T, R, N, C, unknown> & HavingPart<T, U>,
): Expr<T, R, N, C> => {
  const node = nodeOf(operand)
  return exprOf({ [ExprId]: truncateKind, _tag: 'Truncate', unit, operand: node, type: node.type })
}

/** A date only moves by days and more: a part of a day would be lost. */
type IntervalFor<T> =
  SqlType<'date', unknown> extends T
    ? Omit<Interval, 'hours' | 'minutes' | 'seconds'>
    : T extends SqlType<'date', unknown>
      ? Omit<Interval, 'hours' | 'minutes' | 'seconds'>
      : Interval

const shift = (sign: 1 | -1) => (operand: AnyExpr, interval: Interval) => {
  const node = nodeOf(operand)
  const shifted: AddIntervalNode = {
    [ExprId]: addIntervalKind,
    _tag: 'AddInterval',
    operand: node,
    interval: { ...interval },
    sign,
    type: node.type,
  }
  return exprOf<never>(shifted)
}

export interface Shift {
  <T extends Temporal | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    interval: IntervalFor<Exclude<T, null>>,
  ): Expr<T, R, N, C>
}

/**
 * A date or instant moved forward: `a + interval '1 month'`. Units are whole numbers. Years and months are added first
 * and clamped at the end of the month: January 31st and a month is February 28th or 29th.
 */
export const addInterval: Shift = /* @__PURE__ */ shift(1)

/** A date or instant moved back; see `addInterval`. */
export const subtractInterval: Shift = /* @__PURE__ */ shift(-1)
