/** Dates and times on SQLite, against the calendar that JavaScript has. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addInterval,
  cast,
  coalesce,
  date,
  deleteFrom,
  epochOf,
  eq,
  everyRow,
  execute,
  extract,
  from,
  gt,
  insertInto,
  integer,
  isIn,
  localTimestamp,
  lt,
  now,
  pipe,
  returning,
  runOrThrow,
  select,
  subtractInterval,
  table,
  text,
  time,
  timestamp,
  today,
  truncate,
  update,
  where,
} from '../../lib/index.js'
import type { DateField, DateUnit, Interval } from '../../lib/tree/node.js'
import { fields, forms, midnight, moved, units } from '../support/calendar.js'
import { ddlOf, type Opened, openOf, openWith, refusalOf, sqlOf } from './open.js'

const moments = table('m', {
  id: integer({ primaryKey: true }),
  day: date({ nullable: true }),
  at: timestamp({ nullable: true }),
  at0: timestamp({ precision: 0, nullable: true }),
  at6: timestamp({ precision: 6, nullable: true }),
  local: localTimestamp({ nullable: true }),
  local0: localTimestamp({ precision: 0, nullable: true }),
  clock: time({ nullable: true }),
  clock0: time({ precision: 0, nullable: true }),
  clock6: time({ precision: 6, nullable: true }),
})

let db: Opened
beforeAll(async () => {
  db = await openOf(moments)
})
afterAll(async () => void (await db.database.close()))

const store = async (instant: Date): Promise<void> => {
  const iso = instant.toISOString()
  await db.affected(pipe(deleteFrom(moments), everyRow))
  await db.affected(
    insertInto(moments)({
      id: 1,
      day: iso.slice(0, 10),
      at: instant,
      at0: new Date(`${iso.slice(0, 19)}Z`),
      at6: `${iso.slice(0, 23)}789Z`,
      local: iso.slice(0, 23),
      local0: iso.slice(0, 19),
    }),
  )
}

const instants = fc.date({ min: new Date('0002-01-01T00:00:00Z'), max: new Date('9990-12-31T23:59:59.999Z'), noInvalidDate: true })

const temporal = ['day', 'at', 'at0', 'at6', 'local', 'local0'] as const
const runs = { numRuns: 60 }
const isTime = (unit: string): boolean => /^(hour|minute|second|milliseconds|microseconds)$/.test(unit)
/** The columns that have a part: a date has no time. */
const having = (part: string): ReadonlyArray<(typeof temporal)[number]> => (isTime(part) ? temporal.slice(1) : temporal)

describe('extract', () => {
  const queries = (Object.keys(fields) as ReadonlyArray<DateField>).map((field) => ({
    field,
    query: pipe(
      from(moments),
      select(
        Object.fromEntries(
          having(field).map((key) => [key, field === 'epoch' ? epochOf(moments[key] as never) : extract(field, moments[key] as never)]),
        ) as never,
      ),
    ),
  }))

  it('is what the calendar says', async () => {
    await fc.assert(
      fc.asyncProperty(instants, async (instant) => {
        await store(instant)
        for (const { field, query } of queries) {
          const exact = fields[field](instant)
          const ofDay = field === 'epoch' ? Math.floor(midnight(instant) / 1000) : exact
          const [row] = await db.rows(query as never)
          const value = (of: number) => (field === 'epoch' ? BigInt(of) : of)
          const whole = fields[field](new Date(units.second(instant)))
          const of = (key: string): number =>
            key === 'day' ? ofDay : key.endsWith('0') ? whole : field === 'microseconds' && key.endsWith('6') ? exact + 789 : exact
          expect(row).toEqual(Object.fromEntries(having(field).map((key) => [key, value(of(key))])))
        }
      }),
      runs,
    )
  })

  it.each([
    ['2026-12-31', 53],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2024-12-30', 1],
    ['0001-01-01', 1],
  ])('the ISO week of %s is %i', async (day, week) => {
    await store(new Date(`${day}T00:00:00.000Z`))
    expect(await db.rows(pipe(from(moments), select({ week: extract('week', moments.day) })) as never)).toEqual([{ week }])
  })

  it('the epoch is rounded down before 1970', async () => {
    await store(new Date('1969-12-31T23:59:59.500Z'))
    expect(await db.rows(pipe(from(moments), select({ at: epochOf(moments.at) })) as never)).toEqual([{ at: -1n }])
  })
})

describe('truncate', () => {
  const queries = (Object.keys(units) as ReadonlyArray<DateUnit>).map((unit) => ({
    unit,
    query: pipe(
      from(moments),
      select(Object.fromEntries(having(unit).map((key) => [key, truncate(unit, moments[key] as never)])) as never),
    ),
  }))

  it('is the start of the unit, in the form of its column', async () => {
    await fc.assert(
      fc.asyncProperty(instants, async (instant) => {
        await store(instant)
        for (const { unit, query } of queries) {
          const [row] = await db.rows(query as never)
          const { day, ...others } = forms(new Date(units[unit](instant)), '000')
          expect(row).toEqual(isTime(unit) ? others : { day, ...others })
        }
      }),
      runs,
    )
  })

  it('golden', () => {
    const sqlOfUnit = (unit: DateUnit, key: (typeof temporal)[number]): string =>
      sqlOf(pipe(from(moments), select({ x: truncate(unit, moments[key] as never) } as never)) as never).slice(7, -16)
    expect(sqlOfUnit('month', 'at')).toBe("(substr(`m`.`at`, 1, 7) || '-01T00:00:00.000Z')")
    expect(sqlOfUnit('week', 'day')).toBe("(date(substr(`m`.`day`, 1, 10), '-6 days', 'weekday 1'))")
    expect(sqlOfUnit('second', 'local0')).toBe('(substr(`m`.`local0`, 1, 19))')
    expect(sqlOfUnit('second', 'at6')).toBe("(substr(`m`.`at6`, 1, 19) || '.000000Z')")
  })
})

describe('intervals', () => {
  const parts = fc.record(
    {
      years: fc.integer({ min: -3, max: 3 }),
      months: fc.integer({ min: -30, max: 30 }),
      weeks: fc.integer({ min: -5, max: 5 }),
      days: fc.integer({ min: -400, max: 400 }),
      hours: fc.integer({ min: -50, max: 50 }),
      minutes: fc.integer({ min: -100, max: 100 }),
      seconds: fc.integer({ min: -100_000, max: 100_000 }),
    },
    { requiredKeys: ['days'] },
  )
  const inner = fc.date({ min: new Date('0010-01-01T00:00:00Z'), max: new Date('9980-12-31T23:59:59.999Z'), noInvalidDate: true })

  it('move by the calendar, years and months first and clamped', async () => {
    await fc.assert(
      fc.asyncProperty(inner, parts, fc.constantFrom(1, -1), async (instant, interval, sign) => {
        await store(instant)
        const step = (sign === 1 ? addInterval : subtractInterval) as unknown as (operand: never, interval: never) => never
        const { hours: _h, minutes: _m, seconds: _s, ...ofDays } = interval
        const query = pipe(
          from(moments),
          select(
            Object.fromEntries(
              temporal.map((key) => [key, step(moments[key] as never, (key === 'day' ? ofDays : interval) as never)]),
            ) as never,
          ),
        )
        const [row] = await db.rows(query as never)
        const expected = moved(instant, interval as Interval, sign as 1 | -1)
        expect(row).toEqual({
          ...forms(expected),
          day: moved(instant, ofDays as Interval, sign as 1 | -1)
            .toISOString()
            .slice(0, 10),
        })
      }),
      runs,
    )
  })

  it('golden', () => {
    expect(
      sqlOf(
        pipe(
          from(moments),
          select({ x: addInterval(moments.at, { years: 1, months: 1, weeks: 1, days: 1, hours: 1, seconds: 1 }) }),
        ) as never,
      ),
    ).toBe(
      "select (strftime('%Y-%m-%dT%H:%M:%S', substr(`m`.`at`, 1, 19), '+13 months', 'floor', '+8 days', '+3601 seconds') || substr(`m`.`at`, 20)) as `x` from `m`",
    )
    expect(sqlOf(pipe(from(moments), select({ x: subtractInterval(moments.day, { days: 1 }) })) as never)).toBe(
      "select date(`m`.`day`, '-1 days') as `x` from `m`",
    )
    expect(sqlOf(pipe(from(moments), select({ x: addInterval(moments.local0, { minutes: 1 }) })) as never)).toBe(
      "select strftime('%Y-%m-%d %H:%M:%S', substr(`m`.`local0`, 1, 19), '+60 seconds') as `x` from `m`",
    )
  })

  it.each([[{ days: 1.5 }], [{ days: '1 days' }], [{ months: Number.NaN }]])('refuses %j', (interval) => {
    expect(refusalOf(pipe(from(moments), select({ x: addInterval(moments.at, interval as never) })) as never)).toContain(
      'malformed: an interval of',
    )
  })
})

describe('now', () => {
  it('is in the form of a timestamp, and the same in a default', async () => {
    const before = new Date()
    const [row] = await db.rows(pipe(from(moments), where(eq(moments.id, 1)), select({ now, today, later: gt(now, moments.at6) })) as never)
    expect((row as { readonly now: Date }).now.getTime()).toBeGreaterThanOrEqual(before.getTime())
    expect((row as { readonly now: Date }).now.getTime()).toBeLessThanOrEqual(Date.now())
    expect((row as { readonly today: string }).today).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  const precisions = [0, 1, 2, 3, 4, 5, 6] as const
  const stamped = table(
    'stamped',
    Object.fromEntries([
      ['id', integer({ primaryKey: true, generate: 'identity' })],
      ['day', date({ default: 'now' })],
      ...precisions.flatMap((precision) => [
        [`at${precision}`, timestamp({ precision, default: 'now' })],
        [`local${precision}`, localTimestamp({ precision, default: 'now' })],
        [`clock${precision}`, time({ precision, default: 'now' })],
      ]),
    ]) as never,
  )

  it('as a default has the digits of its column, whether DDL or an insert gives it', async () => {
    const opened = await openWith(stamped as never)
    await opened.raw('insert into stamped default values')
    await runOrThrow(opened.database)(execute(insertInto(stamped as never)([{}, { day: '2026-01-01' }] as never) as never) as never)
    const rows = await opened.raw('select * from stamped')
    expect(rows.length).toBe(3)
    for (const row of rows)
      precisions.forEach((precision, index) => {
        const fraction = precision === 0 ? '' : `\\.\\d{${precision}}`
        expect(row[2 + index * 3]).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d${fraction}Z$`))
        expect(row[3 + index * 3]).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d${fraction}$`))
        expect(row[4 + index * 3]).toMatch(new RegExp(`^\\d\\d:\\d\\d:\\d\\d${fraction}$`))
      })
  })

  it('a column refuses another form', async () => {
    const opened = await openWith(stamped as never)
    for (const precision of precisions) {
      const bad = ['2026-02-30T00:00:00.000000Z', '2026-02-28 00:00:00', 'noon', `2026-02-28T00:00:00${precision === 0 ? '.0' : ''}Z`]
      for (const value of bad) {
        const answer = await opened.database.send({
          sql: `insert into stamped (at${precision}) values ('${value}')`,
          params: [],
          prepare: false,
          int64: false,
        } as never)
        expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'ConstraintViolation', kind: 'check' } })
      }
    }
    for (const value of ['2026-02-30', '2026-2-3', '']) {
      const answer = await opened.database.send({
        sql: `insert into stamped (day) values ('${value}')`,
        params: [],
        prepare: false,
        int64: false,
      } as never)
      expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'ConstraintViolation', kind: 'check' } })
    }
    expect(ddlOf(moments)[0]).toContain("`at` text check (strftime('%Y-%m-%dT%H:%M:%fZ', `at`) is `at`)")
  })
})

describe('precisions', () => {
  beforeAll(async () => {
    await db.affected(pipe(deleteFrom(moments), everyRow))
    await db.affected(
      insertInto(moments)({
        id: 1,
        day: '2026-11-22',
        at: new Date('2026-11-22T15:30:07.560Z'),
        at0: new Date('2026-11-22T15:30:07Z'),
        at6: '2026-11-22T15:30:07.560000Z',
        local: '2026-11-22 15:30:07.56',
        local0: '2026-11-22 15:30:07',
        clock: '15:30:07.56',
        clock0: '15:30:07',
        clock6: '15:30:07.56',
      }),
    )
  })

  const holds = async (predicate: unknown): Promise<boolean> =>
    (await db.rows(pipe(from(moments), where(predicate as never), select({ id: moments.id })) as never)).length === 1

  it('compare in the finest form', async () => {
    expect(await holds(eq(moments.at, moments.at6 as never))).toBe(true)
    expect(await holds(gt(moments.at6, moments.at0 as never))).toBe(true)
    expect(await holds(lt(moments.at0, moments.at as never))).toBe(true)
    expect(await holds(eq(moments.clock, moments.clock6))).toBe(true)
    expect(await holds(lt(moments.local0, moments.local))).toBe(true)
    expect(await holds(isIn(moments.at6, [moments.at as never]))).toBe(true)
    expect(sqlOf(pipe(from(moments), where(eq(moments.at, moments.at6 as never)), select({ id: moments.id })) as never)).toContain(
      "where (substr(`m`.`at`, 1, 23) || '000' || 'Z') = `m`.`at6`",
    )
  })

  it('of what is stored are widened, or rounded half up', async () => {
    const stored = async (set: unknown) =>
      (
        await db.rows(
          pipe(
            update(moments)(set as never),
            where(eq(moments.id, 1)),
            returning({ at0: moments.at0, at6: moments.at6, clock0: moments.clock0, local: moments.local }),
          ) as never,
        )
      )[0]
    expect(await stored({ at6: moments.at0, at0: moments.at, clock0: moments.clock, local: moments.local0 })).toEqual({
      at6: '2026-11-22T15:30:07.000000Z',
      at0: new Date('2026-11-22T15:30:08.000Z'),
      clock0: '15:30:08',
      local: '2026-11-22 15:30:07.000',
    })
    expect(refusalOf(pipe(update(moments)({ at: moments.at6 } as never), everyRow) as never)).toContain(
      'no cast of timestamp(6) to timestamp(3)',
    )
    expect(refusalOf(pipe(from(moments), select({ x: coalesce(moments.at0, moments.at) })) as never)).toContain(
      'no timestamp(3) as timestamp(0) without a loss',
    )
  })

  it('casts between the kinds', async () => {
    await db.affected(pipe(update(moments)({ at: new Date('2026-12-31T23:59:59.960Z') }), everyRow))
    const query = pipe(
      from(moments),
      select({
        day: cast(moments.at, date()),
        start: cast(moments.day, timestamp()),
        local: cast(moments.at, localTimestamp()),
        local1: cast(moments.at, localTimestamp({ precision: 1 })),
        instant: cast(moments.local, timestamp()),
        seconds: cast(moments.clock, time({ precision: 1 })),
        text: cast(moments.at, text()),
      }),
    )
    expect(await db.rows(query as never)).toEqual([
      {
        day: '2026-12-31',
        start: new Date('2026-11-22T00:00:00.000Z'),
        local: '2026-12-31 23:59:59.960',
        local1: '2027-01-01 00:00:00.0',
        instant: new Date('2026-11-22T15:30:07.000Z'),
        seconds: '15:30:07.6',
        text: '2026-12-31T23:59:59.960Z',
      },
    ])
    expect(refusalOf(pipe(from(moments), select({ x: cast(moments.clock6, time()) })) as never)).toContain('has no cast of')
  })
})
