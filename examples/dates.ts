/**
 * Dates and instants: how far apart, by the month, in a zone, as text, made of parts; and casts between types. Each means the same
 * on every database, or is refused where it cannot.
 *
 *     npx tsx examples/dates.ts
 */
import {
  addInterval,
  and,
  atTimeZone,
  boundariesBetween,
  cast,
  count,
  date,
  dateDiff,
  eq,
  extract,
  formatDate,
  from,
  groupBy,
  gt,
  integer,
  makeDate,
  orderBy,
  pipe,
  select,
  table,
  text,
  timestamp,
  today,
  truncate,
  where,
} from 'oxbow'
import { mysql } from 'oxbow/mysql'
import { postgres } from 'oxbow/postgres'
import { sqlite } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const invoices = table('invoices', {
  id: integer({ primaryKey: true }),
  issuedOn: date(),
  paidAt: timestamp({ nullable: true }),
  grace: integer(),
})

/** The length of an interval is a constant, or a column. */
const overdue = pipe(
  from(invoices),
  where(gt(today, addInterval(invoices.issuedOn, { days: invoices.grace }))),
  select({ id: invoices.id, months: dateDiff('month', invoices.issuedOn, today) }),
)

/** Whole weeks that have passed, and Mondays that lie between: from Sunday to Monday 0 and 1. */
const weeks = pipe(
  from(invoices),
  select({
    passed: dateDiff('week', invoices.issuedOn, '2026-11-23'),
    mondays: boundariesBetween('week', invoices.issuedOn, '2026-11-23'),
  }),
)

/** What a person reads, by a pattern that all databases have. */
const byMonth = pipe(
  from(invoices),
  groupBy(formatDate(invoices.issuedOn, 'yyyy-MM')),
  select({ month: formatDate(invoices.issuedOn, 'yyyy-MM'), n: count() }),
  orderBy(formatDate(invoices.issuedOn, 'yyyy-MM')),
)

/** The days of Berlin, over daylight saving too. Where a database may have no zones, this does not compile. */
const daysInBerlin = pipe(
  from(invoices),
  select({ day: truncate('day', atTimeZone(invoices.paidAt, 'Europe/Berlin')), hour: extract('hour', invoices.paidAt) }),
)

/** Null where there is no such day. A cast says what is meant. */
const anniversaries = pipe(
  from(invoices),
  where(and(eq(extract('month', invoices.issuedOn), 2), eq(extract('isoDayOfWeek', invoices.issuedOn), 1))),
  select({ day: makeDate(2027, 2, extract('day', invoices.issuedOn)), label: cast(invoices.id, text()) }),
)

export const main = (print: (line: string) => void): void => {
  print(`-- overdue\n${sqlOf(postgres)(overdue)}\n`)
  print(`-- overdue on mysql\n${sqlOf(mysql)(overdue)}\n`)
  print(`-- weeks\n${sqlOf(postgres)(weeks)}\n`)
  print(`-- by month on sqlite\n${sqlOf(sqlite)(byMonth)}\n`)
  print(`-- days in Berlin\n${sqlOf(postgres)(daysInBerlin)}\n`)
  print(`-- anniversaries on sqlite\n${sqlOf(sqlite)(anniversaries)}`)
}

if (process.argv[1] === import.meta.filename) main(console.log)
