/** Differences, texts, parts and moves of dates, of the first and the last years too: what JavaScript's calendar says of them. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import type { DateUnit, DiffUnit } from '../../lib/tree/node.js'
import { forms, formatted, midnight, moved, passed, units } from '../support/calendar.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

const moments = o.table('df_moments', {
  id: o.integer({ primaryKey: true }),
  day: o.date(),
  at: o.timestamp(),
  at0: o.timestamp({ precision: 0 }),
  at6: o.timestamp({ precision: 6 }),
  local: o.localTimestamp(),
  local0: o.localTimestamp({ precision: 0 }),
  length: o.integer(),
  none: o.integer({ nullable: true }),
})

const column = (key: string): never => moments[key as 'at'] as never

const keys = ['day', 'at', 'at0', 'at6', 'local', 'local0'] as const

const instants = [
  '0001-01-01T00:00:00.000Z',
  '0004-02-29T12:30:00.500Z',
  '0099-12-31T23:59:59.999Z',
  '1582-10-10T10:10:10.010Z',
  '1900-02-28T23:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '2023-02-28T12:00:00.000Z',
  '2024-01-30T12:00:00.001Z',
  '2024-01-31T12:00:00.000Z',
  '2024-02-28T11:59:59.999Z',
  '2024-02-29T00:00:00.000Z',
  '2024-03-01T00:00:00.000Z',
  '2024-12-30T00:30:00.000Z',
  '2025-01-01T12:30:59.123Z',
  '2025-03-31T12:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
].map((iso) => new Date(iso))

/** What a column keeps of an instant. */
const kept = (key: string, instant: Date): Date =>
  new Date(key === 'day' ? midnight(instant) : key.endsWith('0') ? units.second(instant) : instant.getTime())

const diffUnits: ReadonlyArray<DiffUnit> = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond']
const ofTime = new Set<string>(['hour', 'minute', 'second', 'millisecond'])
const isLong = (unit: DiffUnit): boolean => unit === 'minute' || unit === 'second' || unit === 'millisecond'

describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase

  beforeAll(async () => {
    own = await openOwn(engine)
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(moments)))
    await o.runOrThrow(own.database)(
      o.execute(
        o.insertInto(moments)(instants.map((instant, id) => ({ id, ...forms(instant, '000'), length: id - 8, none: null })) as never),
      ) as never,
    )
  }, 60_000)
  afterAll(() => own.drop())

  const rows = async (query: unknown): Promise<ReadonlyArray<never>> =>
    (await o.runOrThrow(own.database)(o.fetchAll(query as never) as never)) as never

  const others = o.as('other')(moments)
  const pairs = instants.flatMap((start) => instants.map((end) => [start, end] as const))

  const difference = (made: (start: never, end: never) => unknown, among: ReadonlyArray<string>): Promise<ReadonlyArray<never>> =>
    rows(
      pipe(
        o.from(moments),
        o.crossJoin(others),
        o.orderBy(moments.id, others.id),
        o.select(Object.fromEntries(among.map((key) => [key, made(moments[key as 'at'] as never, others[key as 'at'] as never)])) as never),
      ),
    )

  it.each(diffUnits)('are apart by %s', async (unit) => {
    const among = keys.filter((key) => key !== 'day' || !ofTime.has(unit))
    expect(await difference((start, end) => o.dateDiff(unit, start, end), among)).toEqual(
      pairs.map(([start, end]) =>
        Object.fromEntries(
          among.map((key) => {
            const count = passed(unit, kept(key, start), kept(key, end))
            return [key, isLong(unit) ? BigInt(count) : count]
          }),
        ),
      ),
    )
  })

  it('are apart though one has more digits of a second', async () => {
    const made = await rows(
      pipe(
        o.from(moments),
        o.crossJoin(others),
        o.orderBy(moments.id, others.id),
        o.select({
          months: o.dateDiff('month', moments.at0, others.at6),
          milliseconds: o.dateDiff('millisecond', moments.at6, others.at0),
        }),
      ),
    )
    expect(made).toEqual(
      pairs.map(([start, end]) => ({
        months: passed('month', kept('at0', start), end),
        milliseconds: BigInt(passed('millisecond', start, kept('at0', end))),
      })),
    )
  })

  it.each(Object.keys(units) as ReadonlyArray<DateUnit>)('have boundaries of the %s between them', async (unit) => {
    const among = keys.filter((key) => key !== 'day' || !ofTime.has(unit))
    expect(await difference((start, end) => o.boundariesBetween(unit, start, end), among)).toEqual(
      pairs.map(([start, end]) =>
        Object.fromEntries(
          among.map((key) => {
            const count = passed(unit, new Date(units[unit](kept(key, start))), new Date(units[unit](kept(key, end))))
            return [key, isLong(unit) ? BigInt(count) : count]
          }),
        ),
      ),
    )
  })

  it('are written by every letter of a pattern', async () => {
    const letters = Object.keys(formatted)
    const ofDate = letters.filter((letter) => !/[Hhamss]/.test(letter) && !letter.startsWith('S'))
    const pattern = (among: ReadonlyArray<string>, between: string): string => among.join(between)
    const made = await rows(
      pipe(
        o.from(moments),
        o.orderBy(moments.id),
        o.select(
          Object.fromEntries(
            keys.flatMap((key) => {
              const among = key === 'day' ? ofDate : letters
              return [
                [key, o.formatDate(column(key), pattern(among, '.'))],
                [
                  `${key} close`,
                  o.formatDate(
                    column(key),
                    pattern(
                      among.filter((letter) => letter !== 'dd' && letter !== 'SSS'),
                      '',
                    ),
                  ),
                ],
                ...among.map((letter) => [`${key} ${letter}`, o.formatDate(column(key), letter)]),
              ]
            }),
          ) as never,
        ),
      ),
    )
    expect(made).toEqual(
      instants.map((instant) =>
        Object.fromEntries(
          keys.flatMap((key) => {
            const among = key === 'day' ? ofDate : letters
            const write = (letter: string): string => (formatted[letter] as (at: Date) => string)(kept(key, instant))
            return [
              [key, among.map(write).join('.')],
              [
                `${key} close`,
                among
                  .filter((letter) => letter !== 'dd' && letter !== 'SSS')
                  .map(write)
                  .join(''),
              ],
              ...among.map((letter) => [`${key} ${letter}`, write(letter)]),
            ]
          }),
        ),
      ),
    )
  })

  it('are written with what stands between', async () => {
    const at = o.literal(new Date('2026-03-04T05:06:07.089Z'), o.timestamp())
    const once = pipe(o.from(moments), o.where(o.eq(moments.id, 0)))
    const patterns = ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "'Week 'ww' of 'YYYY", "Q'. (Q)' [yyyy]_+,/", "'DDD''MM'", 'ddDDD', 'eddMM1', "'9x'"]
    const made = await rows(
      pipe(once, o.select(Object.fromEntries(patterns.map((pattern) => [pattern, o.formatDate(at, pattern)])) as never)),
    )
    expect(made).toEqual([
      {
        "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'": '2026-03-04T05:06:07.089Z',
        "'Week 'ww' of 'YYYY": 'Week 10 of 2026',
        "Q'. (Q)' [yyyy]_+,/": '1. (Q) [2026]_+,/',
        "'DDD''MM'": 'DDDMM',
        ddDDD: '04063',
        eddMM1: '304031',
        "'9x'": '9x',
      },
    ])
  })

  it('are compared as texts by case', async () => {
    const shown = o.formatDate(moments.at, "a' Z'e")
    const made = await rows(pipe(o.from(moments), o.where(o.isIn(shown, ['pm z4', 'AM Z4'])), o.orderBy(moments.id), o.select({ shown })))
    expect(made).toEqual([{ shown: 'AM Z4' }])
  })

  it('are made of their parts', async () => {
    const parts = o.values('parts', {
      n: o.integer(),
      y: o.integer(),
      m: o.integer({ nullable: true }),
      d: o.integer(),
      h: o.integer(),
      s: o.integer(),
    })
    const given = [
      [1, 1, 1, 0, 0],
      [99, 12, 31, 23, 59],
      [2024, 2, 29, 24, 0],
      [2023, 2, 29, 0, 0],
      [1900, 2, 29, 0, 0],
      [2026, 4, 31, 0, 0],
      [2026, 4, 30, 5, 60],
      [2026, 0, 1, 0, 0],
      [2026, 13, 1, 0, 0],
      [2026, 1, 0, 0, 0],
      [2026, 1, -1, -1, 0],
      [0, 1, 1, 0, 0],
      [-5, 1, 1, 0, 0],
      [9999, 12, 31, 23, 59],
      [10000, 1, 1, 0, 0],
      [2_147_483_647, 2_147_483_647, 2_147_483_647, 2_147_483_647, 2_147_483_647],
      [-2_147_483_648, -2_147_483_648, -2_147_483_648, -2_147_483_648, -2_147_483_648],
      [2026, null, 1, 0, 0],
    ] as const
    const list = parts(given.map(([y, m, d, h, s], n) => ({ n, y, m, d, h, s })) as never)
    const made = await rows(
      pipe(
        o.from(list),
        o.orderBy(list.n),
        o.select({
          day: o.makeDate(list.y, list.m as never, list.d),
          local: o.makeLocalTimestamp(list.y, list.m as never, list.d, list.h, 30, list.s),
          at: o.makeTimestamp(list.y, list.m as never, list.d, list.h),
          constant: o.makeDate(2026, 2, 30),
          other: o.makeTimestamp(2026, 2, 28, 1, 2, 3),
        }),
      ),
    )
    const isDay = ([y, m, d]: (typeof given)[number]): boolean => {
      if (m === null || y < 1 || y > 9999 || m < 1 || m > 12) return false
      const at = new Date(0)
      at.setUTCFullYear(y, m - 1, d)
      return d >= 1 && at.getUTCMonth() === m - 1
    }
    const two = (value: number | null): string => String(value).padStart(2, '0')
    expect(made).toEqual(
      given.map((part) => {
        const [y, m, d, h, s] = part
        const day = isDay(part) ? `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}` : null
        const hour = day !== null && h >= 0 && h <= 23
        return {
          day,
          local: hour && s >= 0 && s <= 59 ? `${day} ${two(h)}:30:${two(s)}.000` : null,
          at: hour ? new Date(`${day}T${two(h)}:00:00Z`) : null,
          constant: null,
          other: new Date('2026-02-28T01:02:03Z'),
        }
      }),
    )
  })

  it.each([1, -1] as const)('move by lengths in columns, %i times', async (sign) => {
    const step = sign === 1 ? o.addInterval : o.subtractInterval
    const intervals: ReadonlyArray<(of: number) => Readonly<Record<string, number>>> = [
      (of) => ({ months: of }),
      (of) => ({ years: 1, months: of, weeks: of, days: 1 }),
      (of) => ({ days: of }),
    ]
    const times = (of: number): Readonly<Record<string, number>> => ({ months: 1, hours: of, minutes: of, seconds: -1 })
    const { length } = moments
    const of = (interval: (of: number) => unknown): never => interval(length as never) as never
    const inside = instants.map((instant, id) => ({ instant, length: id - 8 })).filter((_, id) => id > 0 && id < instants.length - 1)
    const made = await rows(
      pipe(
        o.from(moments),
        o.where(o.between(moments.id, 1, instants.length - 2)),
        o.orderBy(moments.id),
        o.select(
          Object.fromEntries(
            keys.flatMap((key) => [
              ...intervals.map((interval, index) => [`${key}${index}`, step(column(key), of(interval))]),
              [`${key} time`, key === 'day' ? moments.day : step(column(key), of(times))],
              [`${key} none`, step(column(key), { days: moments.none, months: 1 })],
            ]),
          ) as never,
        ),
      ),
    )
    expect(made).toEqual(
      inside.map(({ instant, length: by }) =>
        Object.fromEntries(
          keys.flatMap((key) => {
            const at = (interval: Readonly<Record<string, number>>): unknown => forms(moved(kept(key, instant), interval, sign), '000')[key]
            return [
              ...intervals.map((interval, index) => [`${key}${index}`, at(interval(by))]),
              [`${key} time`, key === 'day' ? forms(instant).day : at(times(by))],
              [`${key} none`, null],
            ]
          }),
        ),
      ),
    )
  })

  it('move by a length that is bound', async () => {
    const made = await rows(
      pipe(
        o.from(moments),
        o.where(o.eq(moments.id, 8)),
        o.select({
          later: o.addInterval(moments.day, { months: o.literal(1, o.integer()) }),
          sum: o.addInterval(moments.day, { days: o.add(moments.length, 1), weeks: 1 }),
        }),
      ),
    )
    expect(made).toEqual([{ later: '2024-02-29', sum: '2024-02-08' }])
  })

  if (engine.name === 'postgres')
    it('are what the clocks of a zone show, over daylight saving', async () => {
      const berlin = 'Europe/Berlin'
      const at = (iso: string): never => o.literal(new Date(iso), o.timestamp()) as never
      const local = (value: string): never => o.literal(value, o.localTimestamp()) as never
      const made = await rows(
        pipe(
          o.from(moments),
          o.where(o.eq(moments.id, 0)),
          o.select({
            winter: o.atTimeZone(at('2026-01-15T12:00:00.123Z'), berlin),
            before: o.atTimeZone(at('2026-03-29T00:59:59.999Z'), berlin),
            after: o.atTimeZone(at('2026-03-29T01:00:00Z'), berlin),
            first: o.atTimeZone(at('2026-10-25T00:30:00Z'), berlin),
            second: o.atTimeZone(at('2026-10-25T01:30:00Z'), berlin),
            back: o.atTimeZone(local('2026-07-01 14:00:00.5'), berlin),
            twice: o.atTimeZone(local('2026-10-25 02:30:00'), berlin),
            never: o.atTimeZone(local('2026-03-29 02:30:00'), berlin),
            fine: o.atTimeZone(o.literal('2026-07-01 14:00:00.123456', o.localTimestamp({ precision: 6 })), 'UTC'),
            exact: o.atTimeZone(o.literal('2026-07-01T14:00:00.123456Z', o.timestamp({ precision: 6 })), 'Asia/Kolkata'),
            there: o.atTimeZone(at('2026-01-15T12:00:00Z'), o.literal('America/New_York', o.text())),
            midnight: o.truncate('day', o.atTimeZone(at('2026-01-15T23:30:00Z'), berlin) as never),
          } as never),
        ),
      )
      expect(made).toEqual([
        {
          winter: '2026-01-15 13:00:00.123',
          before: '2026-03-29 01:59:59.999',
          after: '2026-03-29 03:00:00.000',
          first: '2026-10-25 02:30:00.000',
          second: '2026-10-25 02:30:00.000',
          back: new Date('2026-07-01T12:00:00.5Z'),
          twice: new Date('2026-10-25T01:30:00Z'),
          never: new Date('2026-03-29T01:30:00Z'),
          fine: new Date('2026-07-01T14:00:00.123Z'),
          exact: '2026-07-01 19:30:00.123456',
          there: '2026-01-15 07:00:00.000',
          midnight: '2026-01-16 00:00:00.000',
        },
      ])
    })
})
