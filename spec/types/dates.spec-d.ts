/** Differences, texts, zones and parts of dates. */
import { test } from 'vitest'
import {
  add,
  addInterval,
  atTimeZone,
  bigint,
  boundariesBetween,
  bytes,
  cast,
  compile,
  date,
  dateDiff,
  extract,
  fetchAll,
  formatDate,
  from,
  integer,
  literal,
  localTimestamp,
  makeDate,
  makeLocalTimestamp,
  makeTimestamp,
  now,
  pipe,
  type RowOf,
  select,
  table,
  text,
  time,
  timestamp,
  today,
} from '../../lib/index.js'
import type { mysql } from '../../lib/mysql/index.js'
import type { postgres } from '../../lib/postgres/index.js'
import type { sqlite } from '../../lib/sqlite/index.js'
import { holds, type Same } from './support.js'

const events = table('events', {
  id: integer({ primaryKey: true }),
  day: date(),
  maybe: date({ nullable: true }),
  at: timestamp(),
  local: localTimestamp({ nullable: true }),
  grace: integer(),
  slack: integer({ nullable: true }),
  big: bigint(),
  zone: text({ nullable: true }),
})

test('differences', () => {
  const query = pipe(
    from(events),
    select({
      days: dateDiff('day', events.day, '2026-01-01'),
      months: dateDiff('month', events.day, events.maybe),
      seconds: dateDiff('second', events.at, now),
      milliseconds: dateDiff('millisecond', events.local, '2026-01-01 00:00:00'),
      weeks: boundariesBetween('week', events.maybe, today),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly days: number
        readonly months: number | null
        readonly seconds: bigint
        readonly milliseconds: bigint | null
        readonly weeks: number | null
      }
    >
  >()
  // @ts-expect-error a date has no hours
  dateDiff('hour', events.day, events.day)
  // @ts-expect-error nor boundaries of minutes
  boundariesBetween('minute', events.day, events.day)
  // @ts-expect-error a date and an instant
  dateDiff('day', events.day, events.at)
  // @ts-expect-error no unit
  dateDiff('decade', events.day, events.day)
  // @ts-expect-error a number is no date
  dateDiff('day', events.id, events.id)
  // @ts-expect-error an instant is a Date here
  dateDiff('day', events.at, '2026-01-01')
})

test('intervals of expressions', () => {
  const query = pipe(
    from(events),
    select({
      due: addInterval(events.day, { days: events.grace }),
      late: addInterval(events.day, { days: events.slack, months: 1 }),
      sum: addInterval(events.at, { hours: add(events.grace, 1) }),
      fixed: addInterval(events.maybe, { days: 1 }),
    }),
  )
  holds<
    Same<RowOf<typeof query>, { readonly due: string; readonly late: string | null; readonly sum: Date; readonly fixed: string | null }>
  >()
  // @ts-expect-error a date has no hours
  addInterval(events.day, { hours: events.grace })
  // @ts-expect-error more than 32 bits
  addInterval(events.day, { days: events.big })
  // @ts-expect-error no number
  addInterval(events.day, { days: events.zone })
  const other = table('other', { n: integer() })
  // @ts-expect-error other is used but not joined
  fetchAll(pipe(from(events), select({ due: addInterval(events.day, { days: other.n }) })))
})

test('texts, parts and zones', () => {
  const query = pipe(
    from(events),
    select({
      text: formatDate(events.day, 'yyyy'),
      none: formatDate(events.local, 'yyyy'),
      week: extract('isoYear', events.maybe),
      there: atTimeZone(events.at, 'Europe/Berlin'),
      own: atTimeZone(events.at, events.zone),
      back: atTimeZone(events.local, 'Europe/Berlin'),
      made: makeDate(2026, events.grace, 1),
      instant: makeTimestamp(2026, 1, 1, 0),
      local: makeLocalTimestamp(2026, 1, 1, 0, events.grace, events.slack),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly text: string
        readonly none: string | null
        readonly week: number | null
        readonly there: string
        readonly own: string | null
        readonly back: Date | null
        readonly made: string | null
        readonly instant: Date | null
        readonly local: string | null
      }
    >
  >()
  // @ts-expect-error a date has no zone
  atTimeZone(events.day, 'UTC')
  // @ts-expect-error a date has no milliseconds
  extract('milliseconds', events.day)
  // @ts-expect-error a number has no pattern
  formatDate(events.id, 'yyyy')
  // @ts-expect-error a part is a whole number
  makeDate('2026', 1, 1)
})

test('casts', () => {
  const query = pipe(
    from(events),
    select({
      day: cast(events.at, date()),
      text: cast(events.local, text()),
      id: cast(events.zone, integer()),
      n: cast(events.id, bigint()),
    }),
  )
  holds<Same<RowOf<typeof query>, { readonly day: string; readonly text: string | null; readonly id: number | null; readonly n: bigint }>>()
  // @ts-expect-error a date is no number
  cast(events.day, integer())
  // @ts-expect-error nor is a number a date
  cast(events.id, date())
  // @ts-expect-error a time has no date
  cast(literal('12:00:00.000', time()), date())
  // @ts-expect-error bytes are written in other ways
  cast(literal(new Uint8Array(), bytes()), text())
})

test('zones are not everywhere', () => {
  const query = pipe(from(events), select({ there: atTimeZone(events.at, 'Europe/Berlin') }))
  const on = {} as { readonly postgres: typeof postgres; readonly mysql: typeof mysql; readonly sqlite: typeof sqlite }
  compile(on.postgres)(query)
  // @ts-expect-error MySQL may have none
  compile(on.mysql)(query)
  // @ts-expect-error SQLite has none
  compile(on.sqlite)(query)
})
