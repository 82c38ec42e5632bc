/** Dates and instants made of their parts. */
import { call } from '../kinds/call.js'
import { makeDateKind } from '../kinds/make-date.js'
import { castNode } from '../kinds/cast.js'
import { type Expr, isExpr } from '../schema/expression.js'
import type { AnySqlType, DateOnly, LocalTimestamp, Timestamp } from '../schema/sql-type.js'
import { integerType } from '../schema/types/integer.js'
import { dateType, localTimestampType, timestampType } from '../schema/types/temporal.js'
import { type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { type NeedsIn, param, type RefsIn } from '../tree/operand.js'
import { caseWhen } from './conditional.js'
import { addInterval, type Whole } from './date.js'
import { and } from './logic.js'
import { between } from './comparison.js'

const whole = (part: unknown): ExpressionNode => (isExpr(part) ? nodeOf(part) : param(part, integerType, undefined))

const dateNode = (year: Whole, month: Whole, day: Whole): ExpressionNode => call(makeDateKind, [year, month, day].map(whole), dateType)

/**
 * The date of a year, a month from 1 and a day from 1: `make_date(2026, 2, 28)`. Null where there is no such day, as there is
 * no February 30th, and outside the years 1 to 9999: PostgreSQL would stop with an error, the others make null or another day.
 */
export const makeDate = <const Y extends Whole, const M extends Whole, const D extends Whole>(
  year: Y,
  month: M,
  day: D,
): Expr<DateOnly | null, RefsIn<Y | M | D>, never, NeedsIn<Y | M | D>> => exprOf(dateNode(year, month, day))

export interface MakeTimestamp<T> {
  <
    const Y extends Whole,
    const M extends Whole,
    const D extends Whole,
    const H extends Whole,
    const I extends Whole = 0,
    const S extends Whole = 0,
  >(
    year: Y,
    month: M,
    day: D,
    hour: H,
    minute?: I,
    second?: S,
  ): Expr<T | null, RefsIn<Y | M | D | H | I | S>, never, NeedsIn<Y | M | D | H | I | S>>
}

type Part = Expr<never>

const made =
  <T>(type: AnySqlType): MakeTimestamp<T> =>
  (year, month, day, hour, minute?, second?) => {
    const [hours, minutes, seconds] = [hour, minute ?? 0, second ?? 0].map((part) => exprOf<Part>(whole(part))) as [Part, Part, Part]
    const start = exprOf<Part>(castNode(dateNode(year, month, day), type, true))
    const clock = and(
      between(hours, 0 as never, 23 as never),
      between(minutes, 0 as never, 59 as never),
      between(seconds, 0 as never, 59 as never),
    )
    return caseWhen([{ when: clock, then: addInterval(start, { hours, minutes, seconds } as never) }] as never) as never
  }

/**
 * The date and time, without a zone, of a year, month, day, hour (0 to 23), minute and second (0 to 59, both 0 where left out).
 * Null where there is no such day or time; see `makeDate`.
 */
export const makeLocalTimestamp: MakeTimestamp<LocalTimestamp> = /* @__PURE__ */ made(/* @__PURE__ */ localTimestampType(3))

/** The instant of a year, month, day, hour, minute and second in UTC; null where there is none. See `makeLocalTimestamp`. */
export const makeTimestamp: MakeTimestamp<Timestamp> = /* @__PURE__ */ made(/* @__PURE__ */ timestampType(3))
