/** Golden cases: differences of dates, their texts, zones and parts, intervals of expressions, casts. */
import {
  add,
  addInterval,
  type AnyQuery,
  atTimeZone,
  boundariesBetween,
  count,
  dateDiff,
  eq,
  extract,
  formatDate,
  from,
  groupBy,
  gt,
  integer,
  isNotNull,
  literal,
  makeDate,
  makeLocalTimestamp,
  makeTimestamp,
  now,
  orderBy,
  pipe,
  select,
  subtractInterval,
  text,
  where,
} from '../../lib/index.js'
import type { Cases } from './case.js'
import { orders, samples } from '../support/shop.js'

const { day, local, moment, moment6 } = samples
const dated = where(isNotNull(day))

export const dates = {
  'extract of ISO 8601': {
    'extract the ISO week': (): AnyQuery =>
      pipe(from(samples), select({ id: samples.id, year: extract('isoYear', day), dow: extract('isoDayOfWeek', moment) })),
    'extract fractions of a second': (): AnyQuery =>
      pipe(
        from(samples),
        select({
          id: samples.id,
          milli: extract('milliseconds', moment),
          micro: extract('microseconds', moment),
          fine: extract('milliseconds', moment6),
          finest: extract('microseconds', moment6),
        }),
      ),
  },
  'intervals of expressions': {
    'add days of a column': (): AnyQuery =>
      pipe(from(orders), select({ id: orders.id, due: addInterval(orders.placedOn, { days: orders.customerId }) })),
    'subtract a mixed interval': (): AnyQuery =>
      pipe(
        from(samples),
        dated,
        select({
          id: samples.id,
          back: subtractInterval(moment, {
            years: 1,
            months: samples.small,
            days: add(samples.small, 1),
            hours: 2,
            minutes: samples.small,
          }),
        }),
      ),
    'add an interval that is bound': (): AnyQuery =>
      pipe(
        from(orders),
        where(gt(addInterval(orders.placedOn, { weeks: literal(2, integer()) }), '2026-02-14')),
        select({ id: orders.id }),
      ),
  },
  dateDiff: {
    'difference of dates': (): AnyQuery =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          years: dateDiff('year', orders.placedOn, '2027-03-01'),
          quarters: dateDiff('quarter', orders.placedOn, '2027-03-01'),
          months: dateDiff('month', orders.placedOn, '2026-02-28'),
          weeks: dateDiff('week', orders.placedOn, '2026-03-01'),
          days: dateDiff('day', orders.placedOn, '2026-03-01'),
        }),
      ),
    'difference of instants': (): AnyQuery =>
      pipe(
        from(samples),
        dated,
        select({
          id: samples.id,
          months: dateDiff('month', moment, moment6),
          days: dateDiff('day', moment, new Date('2026-12-24T18:00:00.000Z')),
          hours: dateDiff('hour', moment, moment6),
          seconds: dateDiff('second', moment, new Date('2026-12-24T18:00:00.000Z')),
          milliseconds: dateDiff('millisecond', moment, new Date('2026-12-24T18:00:00.000Z')),
        }),
      ),
    'difference in a condition': (): AnyQuery =>
      pipe(from(samples), where(gt(dateDiff('minute', local, '2026-12-24 18:00:00'), 60n)), select({ id: samples.id })),
  },
  boundariesBetween: {
    'boundaries between dates': (): AnyQuery =>
      pipe(
        from(orders),
        select({
          id: orders.id,
          years: boundariesBetween('year', orders.placedOn, '2027-01-01'),
          weeks: boundariesBetween('week', orders.placedOn, '2026-03-02'),
        }),
      ),
  },
  formatDate: {
    'format a date': (): AnyQuery => pipe(from(orders), select({ id: orders.id, v: formatDate(orders.placedOn, 'dd.MM.yyyy') })),
    'format an instant': (): AnyQuery =>
      pipe(
        from(samples),
        select({ id: samples.id, v: formatDate(moment, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"), h: formatDate(moment6, 'hh:mm a, SSSSSS') }),
      ),
    'format a week': (): AnyQuery => pipe(from(samples), select({ id: samples.id, v: formatDate(local, "YYYY'-W'ww-e 'Q'Q DDD") })),
    'group by a format': (): AnyQuery =>
      pipe(
        from(orders),
        groupBy(formatDate(orders.placedOn, 'yyyy-MM')),
        orderBy(formatDate(orders.placedOn, 'yyyy-MM')),
        select({ month: formatDate(orders.placedOn, 'yyyy-MM'), n: count() }),
      ),
  },
  atTimeZone: {
    'instant at a time zone': (): AnyQuery => pipe(from(samples), select({ id: samples.id, v: atTimeZone(moment, 'Europe/Berlin') })),
    'local timestamp at a time zone': (): AnyQuery =>
      pipe(
        from(samples),
        select({
          id: samples.id,
          v: atTimeZone(local, 'America/New_York'),
          w: atTimeZone(samples.local6, literal('Asia/Kolkata', text())),
        }),
      ),
    'part at a time zone': (): AnyQuery =>
      pipe(from(samples), where(eq(extract('hour', atTimeZone(moment, 'Europe/Berlin')), 0)), select({ id: samples.id })),
  },
  makeDate: {
    'date of parts': (): AnyQuery =>
      pipe(from(orders), select({ id: orders.id, v: makeDate(2026, orders.id, 30), none: makeDate(2026, 2, 30) })),
  },
  makeTimestamp: {
    'instant of parts': (): AnyQuery => pipe(from(orders), select({ id: orders.id, v: makeTimestamp(2026, 1, orders.id, 23, 59) })),
    'local timestamp of parts': (): AnyQuery =>
      pipe(from(orders), select({ id: orders.id, v: makeLocalTimestamp(2026, orders.id, 1, 12, 30, add(orders.id, 57)) })),
    'now of parts': (): AnyQuery => pipe(from(orders), where(gt(now, makeTimestamp(2026, 1, 1, 0))), select({ id: orders.id })),
  },
} satisfies Cases
