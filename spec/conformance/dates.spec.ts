/** Dates of the first and the last years, of which databases have rules of their own: two digits, the Julian calendar, the end. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import type { DateField, DateUnit } from '../../lib/tree/node.js'
import { fields, forms, midnight, moved, units } from '../support/calendar.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

const moments = o.table('ey_moments', {
  id: o.integer({ primaryKey: true }),
  day: o.date(),
  at: o.timestamp(),
  at0: o.timestamp({ precision: 0 }),
  at6: o.timestamp({ precision: 6 }),
  local: o.localTimestamp(),
  local0: o.localTimestamp({ precision: 0 }),
})

const keys = ['day', 'at', 'at0', 'at6', 'local', 'local0'] as const

const instants = [
  '0001-01-01T00:00:00.000Z',
  '0001-12-31T23:59:59.999Z',
  '0004-02-29T12:30:00.500Z',
  '0050-05-05T01:02:03.004Z',
  '0099-12-31T23:59:59.999Z',
  '0100-01-01T00:00:00.000Z',
  '0100-02-28T12:00:00.000Z',
  '0999-08-15T00:00:00.001Z',
  '1582-10-04T23:59:59.999Z',
  '1582-10-10T10:10:10.010Z',
  '1900-02-28T23:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
].map((iso) => new Date(iso))

/** An instant of the row; the fraction of whole seconds is none. */
const rowOf = (instant: Date): Readonly<Record<(typeof keys)[number], unknown>> => forms(instant, '000')

describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase

  beforeAll(async () => {
    own = await openOwn(engine)
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(moments)))
    await o.runOrThrow(own.database)(
      o.execute(o.insertInto(moments)(instants.map((instant, id) => ({ id, ...rowOf(instant) })) as never)) as never,
    )
  }, 60_000)
  afterAll(() => own.drop())

  /** What every column of every row becomes. */
  const each = async (made: (operand: never, key: string) => unknown, among = o.always): Promise<ReadonlyArray<unknown>> =>
    (await o.runOrThrow(own.database)(
      o.fetchAll(
        pipe(
          o.from(moments),
          o.where(among),
          o.orderBy(moments.id),
          o.select(Object.fromEntries(keys.map((key) => [key, made(moments[key] as never, key)])) as never),
        ) as never,
      ) as never,
    )) as never

  const isTime = (unit: string): boolean => /^(hour|minute|second|milliseconds|microseconds)$/.test(unit)

  it.each(Object.keys(fields) as ReadonlyArray<DateField>)('have their %s', async (field) => {
    const isEpoch = field === 'epoch'
    // A date has no time of day to read.
    const skips = isTime(field) ? ['day'] : []
    const made = await each((operand, key) =>
      skips.includes(key) ? o.literal(0, o.integer()) : isEpoch ? o.epochOf(operand) : o.extract(field as never, operand),
    )
    expect(made).toEqual(
      instants.map((instant) => {
        const exact = fields[field](instant)
        const ofDay = isTime(field) ? 0 : isEpoch ? Math.floor(midnight(instant) / 1000) : exact
        const whole = fields[field](new Date(units.second(instant)))
        const of = (key: string): number => (key === 'day' ? ofDay : key.endsWith('0') ? whole : exact)
        return Object.fromEntries(keys.map((key) => [key, isEpoch ? BigInt(of(key)) : of(key)]))
      }),
    )
  })

  it.each(Object.keys(units) as ReadonlyArray<DateUnit>)('have their start of the %s', async (unit) => {
    // A date has no time of day to begin.
    expect(await each((operand, key) => (isTime(unit) && key === 'day' ? operand : o.truncate(unit, operand)) as never)).toEqual(
      instants.map((instant) => ({
        ...forms(new Date(units[unit](instant)), '000'),
        day: new Date(isTime(unit) ? midnight(instant) : units[unit](instant)).toISOString().slice(0, 10),
      })),
    )
  })

  it.each([
    { years: 1 },
    { months: 13 },
    { months: 1, weeks: 1 },
    { weeks: 1 },
    { days: 1 },
    { years: 49, days: 30 },
    { years: 99 },
    { years: 400, months: 1, days: 1 },
  ])('move by %j, forward and back', async (interval) => {
    for (const sign of [1, -1] as const) {
      const step = sign === 1 ? o.addInterval : o.subtractInterval
      const inside = instants
        .map((instant, id) => ({ id, to: moved(instant, interval, sign) }))
        .filter(({ to }) => to.getUTCFullYear() >= 1 && to.getUTCFullYear() <= 9999)
      const ids = inside.map(({ id }) => id)
      expect(await each((operand) => step(operand, interval as never), o.isIn(moments.id, ids) as never)).toEqual(
        inside.map(({ to }) => rowOf(to)),
      )
    }
  })
})
