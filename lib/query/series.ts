/** Numbers and times at equal distances, as a source. */
import { seriesInfo } from '../kinds/series.js'
import type { Column } from '../schema/column.js'
import { isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { SqlType, ValueOf } from '../schema/sql-type.js'
import { type ColumnsOf, type Source, SourceId } from '../schema/table.js'
import { type ExpressionNode, type Interval, nodeOf, type SeriesInfo } from '../tree/node.js'
import { type NeedsIn, param, type RefsIn } from '../tree/operand.js'
import { isCorrelatedWith } from '../plan/reading.js'
import { sourceFace } from '../tree/source.js'
import type { Expr } from '../schema/expression.js'

/** The types that have a distance. */
export type Spaced = SqlType<'integer' | 'bigint' | 'date' | 'localTimestamp' | 'timestamp', unknown>

/** How far two values of a series are apart. */
type StepOf<T> =
  T extends SqlType<'integer' | 'bigint', infer A>
    ? A
    : T extends SqlType<'date', unknown>
      ? Omit<Interval, 'hours' | 'minutes' | 'seconds'>
      : Interval

type Bound<T> = ValueOf<T> | Expr<T | null, string, string, string, unknown>

type SeriesColumns<T> = { readonly value: Column<T, 'required', never, ''> }

/** The source of a series, whose only column is `value`. */
export type Series<N extends string, T, F extends string, D extends string> = ColumnsOf<N, SeriesColumns<T>> &
  Source<N, SeriesColumns<T>, F, D>

type LateralOf<R> = [R] extends [never] ? never : '^lateral'

/**
 * Numbers or times from a start to a stop, both included, a step apart: the days of a month, say, that have no rows. Its
 * column is `value`. The step may be negative, and is 1 of numbers where none is given; months are added one after the other,
 * so that the 31st of January is followed by the 28th of February and the 28th of March.
 *
 * `generate_series($1::integer, $2::integer, 1) as "n" ("value")`; a recursive query on the other databases. Bounds may be
 * expressions; those that name sources of the query need `lateral`.
 *
 * @example
 * const day = generateSeries('day', date())('2026-11-01', '2026-11-30', { days: 1 })
 * pipe(from(day), leftJoin(carts, eq(carts.placedOn, day.value)), groupBy(day.value), select({ day: day.value, n: count(carts.id) }))
 */
export const generateSeries =
  <const N extends string, T extends Spaced>(name: N, type: Column<T>) =>
  <A extends Bound<T>, B extends Bound<T>>(
    start: A,
    stop: B,
    ...step: T extends SqlType<'integer' | 'bigint', unknown> ? [step?: StepOf<T>] : [step: StepOf<T>]
  ): Series<N, T, RefsIn<A> | RefsIn<B>, NeedsIn<A> | NeedsIn<B> | LateralOf<RefsIn<A> | RefsIn<B>>> => {
    const sqlType = (type as Partial<Column> | null | undefined)?.type
    if (sqlType?.kind === undefined) return { [SourceId]: malformed('a column', type) } as never
    const [from, to] = [start, stop].map((bound): ExpressionNode => (isExpr(bound) ? nodeOf(bound) : param(bound, sqlType, undefined))) as [
      ExpressionNode,
      ExpressionNode,
    ]
    return sourceFace(seriesInfo(name, from, to, stepOf(step[0], sqlType.tag), isCorrelatedWith([from, to])))
  }

const stepOf = (step: unknown, tag: string): SeriesInfo['step'] => {
  if (typeof step === 'object' && step !== null) return { ...step }
  const distance = step ?? 1
  return tag === 'bigint' && Number.isSafeInteger(distance) ? BigInt(distance as number) : (distance as number)
}
