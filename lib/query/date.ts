/** Dates and instants: now, parts, truncation, intervals. Instants are read in UTC on every dialect. */
import { timestampType } from '../schema/types/temporal.js'
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
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
import { type DateField, type DateUnit, ExprId, exprOf, type Interval, nodeOf, type ShiftNode } from '../tree/node.js'
import { type NeedsIn, type NullIn, param, type RefsIn, type StrictIn } from '../tree/operand.js'
import { call } from '../kinds/call.js'
import { nowKind, todayKind } from '../kinds/functions.js'
import { shiftKind } from '../kinds/shift.js'
import { addIntervalKind, extractKind, truncateKind } from '../kinds/temporal.js'

export type Temporal = SqlType<TemporalTag, unknown>

type PartOfDay = 'hour' | 'minute' | 'second' | 'millisecond' | 'milliseconds' | 'microseconds'

/** `unknown` where values of a type have a part; else the mistake. */
export type HavingPart<T, F> = [F & PartOfDay] extends [never]
  ? unknown
  : [Extract<T, SqlType<'date', unknown>>] extends [never]
    ? unknown
    : Mistake<`a date has no ${F & PartOfDay}`>

const instantType: Timestamp = /* @__PURE__ */ timestampType(3)

/** The time of the statement (of the transaction, on PostgreSQL), to the millisecond. */
export const now: Expr<Timestamp> = /* @__PURE__ */ exprOf(/* @__PURE__ */ call(nowKind, [], instantType))

/** The date of `now` in UTC. */
export const today: Expr<DateOnly> = /* @__PURE__ */ exprOf(/* @__PURE__ */ call(todayKind, [], dateType))

/**
 * A part of a date or instant as a whole number: `extract(year from a)`.
 *
 * `week` is the ISO week (1 to 53) and `isoYear` the year it belongs to. `dayOfWeek` counts from Sunday = 0, `isoDayOfWeek`
 * from Monday = 1, `dayOfYear` from 1. `second` is whole; `milliseconds` and `microseconds` are those of the minute, so that
 * 12.345 seconds are 12345 milliseconds, as PostgreSQL has it (manual 9.9.1). A date has no hour, minute and second.
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

/** A number of units: a whole number, or an expression of one. */
export type Whole = number | Expr<Integer | null, string, string, string, unknown>

/** A length of time in calendar units. */
export type IntervalLengths = { readonly [U in keyof Interval]?: Whole }

/** A date only moves by days and more: a part of a day would be lost. */
type IntervalFor<T> =
  SqlType<'date', unknown> extends T
    ? Omit<IntervalLengths, 'hours' | 'minutes' | 'seconds'>
    : T extends SqlType<'date', unknown>
      ? Omit<IntervalLengths, 'hours' | 'minutes' | 'seconds'>
      : IntervalLengths

const shift = (sign: 1 | -1) => (operand: AnyExpr, interval: IntervalLengths) => {
  const node = nodeOf(operand)
  const units = Object.keys(interval ?? {}).filter((unit) => interval[unit as keyof Interval] !== undefined) as ReadonlyArray<
    keyof Interval
  >
  if (!units.some((unit) => isExpr(interval[unit])))
    return exprOf<never>({
      [ExprId]: addIntervalKind,
      _tag: 'AddInterval',
      operand: node,
      interval: { ...(interval as Interval) },
      sign,
      type: node.type,
    })
  const shifted: ShiftNode = {
    [ExprId]: shiftKind,
    _tag: 'Shift',
    operand: node,
    units,
    lengths: units.map((unit) => (isExpr(interval[unit]) ? nodeOf(interval[unit]) : param(interval[unit], integerType, undefined))),
    sign,
    type: node.type,
  }
  return exprOf<never>(shifted)
}

export interface Shift {
  <T extends Temporal | null, R extends string, N extends string, C extends string, const I extends IntervalFor<Exclude<T, null>>>(
    operand: Expr<T, R, N, C, unknown>,
    interval: I,
  ): Expr<T | NullIn<I[keyof I]>, R | RefsIn<I[keyof I]>, N | StrictIn<I[keyof I]>, C | NeedsIn<I[keyof I]>>
}

/**
 * A date or instant moved forward: `a + interval '1 month'`. Units are whole numbers, or expressions of whole numbers of 32
 * bits: `addInterval(orders.placedOn, { days: orders.grace })` is `a + make_interval(days => b)`, null where one of them is.
 * Years and months are added first and clamped at the end of the month: January 31st and a month is February 28th or 29th.
 */
export const addInterval: Shift = /* @__PURE__ */ shift(1)

/** A date or instant moved back; see `addInterval`. */
export const subtractInterval: Shift = /* @__PURE__ */ shift(-1)
