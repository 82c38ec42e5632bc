/** What is written is what is read, for random values of every type, flat and nested, on every engine. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type AnyQuery,
  applySchema,
  arrayOf,
  bigint,
  boolean,
  bytes,
  type Column,
  createTable,
  date,
  decimal,
  double,
  execute,
  fetchAll,
  from,
  insertInto,
  integer,
  json,
  localTimestamp,
  orderBy,
  pipe,
  runOrThrow,
  select,
  smallint,
  table,
  text,
  time,
  timestamp,
  uuid,
} from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const two = (value: number): string => String(value).padStart(2, '0')

/** A decimal as it comes back: no sign on zero, no leading zeros, all its decimals. */
const decimals = (precision: number, scale: number): fc.Arbitrary<string> =>
  fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n }).map((unscaled) => {
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
    const whole = digits.slice(0, digits.length - scale)
    return `${unscaled < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`
  })

const instants = fc.date({ min: new Date('0001-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const micros = fc.integer({ min: 0, max: 999 }).map((value) => String(value).padStart(3, '0'))
const days = instants.map((instant) => instant.toISOString().slice(0, 10))
const clocks = fc
  .tuple(
    fc.integer({ min: 0, max: 23 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 59 }),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([h, m, s, f]) => `${two(h)}:${two(m)}:${two(s)}.${String(f).padStart(6, '0')}`)

// PostgreSQL cannot hold NUL, SQLite does not read beyond one, sql.js drops a byte order mark at the start.
const texts = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => !value.includes('\0') && !value.startsWith('\uFEFF'))
const withoutNul = (value: unknown): boolean => !JSON.stringify(value).includes('\\u0000')
const documents = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
  // A null document is SQL's null; minus zero is zero in JSON; a key of JavaScript's own is no row's.
  .filter((value) => value !== null && withoutNul(value) && !JSON.stringify(value).includes('__proto__'))
  .map((value): unknown => JSON.parse(JSON.stringify(value)))

const types: ReadonlyArray<readonly [name: string, column: Column, values: fc.Arbitrary<unknown>]> = [
  ['smallint', smallint({ nullable: true }), fc.integer({ min: -32768, max: 32767 })],
  ['integer', integer({ nullable: true }), fc.integer()],
  ['bigint', bigint({ nullable: true }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['decimal(12, 2)', decimal(12, 2, { nullable: true }), decimals(12, 2)],
  ['decimal(18, 6)', decimal(18, 6, { nullable: true }), decimals(18, 6)],
  ['decimal(38, 10)', decimal(38, 10, { nullable: true }), decimals(38, 10)],
  ['decimal(9, 0)', decimal(9, 0, { nullable: true }), decimals(9, 0)],
  // Zero has a sign only in JavaScript.
  ['double', double({ nullable: true }), fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
  ['boolean', boolean({ nullable: true }), fc.boolean()],
  ['text', text({ nullable: true }), texts],
  ['uuid', uuid({ nullable: true }), fc.uuid()],
  ['json', json({ nullable: true }), documents],
  ['date', date({ nullable: true }), days],
  ['time(6)', time({ nullable: true, precision: 6 }), clocks],
  ['localTimestamp', localTimestamp({ nullable: true }), instants.map((instant) => instant.toISOString().slice(0, 23).replace('T', ' '))],
  ['localTimestamp(6)', localTimestamp({ nullable: true, precision: 6 }), fc.tuple(days, clocks).map(([day, clock]) => `${day} ${clock}`)],
  ['timestamp', timestamp({ nullable: true }), instants],
  [
    'timestamp(6)',
    timestamp({ nullable: true, precision: 6 }),
    fc.tuple(instants, micros).map(([instant, rest]) => `${instant.toISOString().slice(0, 23)}${rest}Z`),
  ],
  ['bytes', bytes({ nullable: true }), fc.uint8Array({ maxLength: 40 })],
]

const one = table('one', { id: integer({ primaryKey: true }) })

describeEngines((engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await runOrThrow(own.database)(applySchema(createTable(one)))
    await runOrThrow(own.database)(execute(insertInto(one)({ id: 1 })))
  })
  afterAll(() => own?.drop())

  const answer = (query: AnyQuery): Promise<unknown> => runOrThrow(own.database)((fetchAll as never as (q: AnyQuery) => never)(query))

  it.each(types)('%s', async (name, column, values) => {
    const t = table(`random ${name}`, { id: integer({ primaryKey: true }), v: column })
    const rows = fc.sample(fc.option(values, { nil: null, freq: 20 }), 200).map((v, id) => ({ id, v }))
    await runOrThrow(own.database)(applySchema(createTable(t)))
    await runOrThrow(own.database)(execute(insertInto(t)(rows as never)))
    const all = pipe(from(t), orderBy(t.id)) as AnyQuery
    expect(await answer(all)).toEqual(rows)
    expect(await answer(pipe(from(one), select({ rows: arrayOf(all as never) })))).toEqual([{ rows }])
  })
})
