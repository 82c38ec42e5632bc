/** Values to SQLite and back: flat, nested in JSON, through a derived table, as a parameter; and what cannot be a value. */
import { codecFor } from '../../lib/schema/sql-type.js'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  array,
  arrayOf,
  bigint,
  boolean,
  bytes,
  cast,
  char,
  type Column,
  date,
  decimal,
  deleteFrom,
  double,
  enumeration,
  eq,
  everyRow,
  firstOf,
  from,
  insertInto,
  integer,
  json,
  literal,
  localTimestamp,
  pipe,
  real,
  returning,
  select,
  smallint,
  sql,
  subquery,
  table,
  text,
  time,
  timestamp,
  uuid,
  varchar,
  where,
} from '../../lib/index.js'
import { shortestFloat } from '../../lib/internal/float.js'
import { unscaled } from '../../lib/sqlite/codecs.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { jsonNull } from '../../lib/schema/json-null.js'
import type { AnySqlType } from '../../lib/schema/sql-type.js'
import { computedDecimal } from '../../lib/schema/types/decimal.js'
import { type Opened, openOf, refusalOf } from './open.js'

const columns = {
  small: smallint({ nullable: true }),
  whole: integer({ nullable: true }),
  big: bigint({ nullable: true }),
  money: decimal(12, 2, { nullable: true }),
  long: decimal(18, 0, { nullable: true }),
  fine: decimal(18, 18, { nullable: true }),
  wide: decimal(38, 10, { nullable: true }),
  single: real({ nullable: true }),
  float: double({ nullable: true }),
  flag: boolean({ nullable: true }),
  words: text({ nullable: true }),
  short: varchar(20, { nullable: true }),
  code: char(3, { nullable: true }),
  mood: enumeration(['good', `it's`, ''], { nullable: true }),
  key: uuid({ nullable: true }),
  doc: json({ nullable: true }),
  day: date({ nullable: true }),
  clock: time({ nullable: true }),
  clock6: time({ nullable: true, precision: 6 }),
  local: localTimestamp({ nullable: true }),
  local0: localTimestamp({ nullable: true, precision: 0 }),
  moment: timestamp({ nullable: true }),
  moment0: timestamp({ nullable: true, precision: 0 }),
  moment6: timestamp({ nullable: true, precision: 6 }),
  blob: bytes({ nullable: true }),
} as const

const values = table('v', { id: integer({ primaryKey: true }), ...columns })
const parent = table('p', { id: integer({ primaryKey: true }) })

let db: Opened
beforeAll(async () => {
  db = await openOf(values, parent)
  await db.affected(insertInto(parent)({ id: 1 }))
})
afterAll(async () => void (await db.database.close()))

// ---------------------------------------------------------------------------------------------------------------------
// arbitrary values
// ---------------------------------------------------------------------------------------------------------------------

const decimals = (precision: number, scale: number): fc.Arbitrary<string> => {
  const most = 10n ** BigInt(precision) - 1n
  return fc
    .oneof(fc.bigInt({ min: -most, max: most }), fc.bigInt({ min: -200n, max: 200n }))
    .map((scaled) => unscaled(scaled.toString(), scale))
}

const character = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .filter((value) => !value.includes('\0') && !value.startsWith('\uFEFF') && value.isWellFormed())
const dates = fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const micros = fc.integer({ min: 0, max: 999_999 }).map((value) => String(value).padStart(6, '0'))
const iso = dates.map((value) => value.toISOString())

const arbitraries: { readonly [K in keyof typeof columns]: fc.Arbitrary<unknown> } = {
  small: fc.integer({ min: -32768, max: 32767 }),
  whole: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  big: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n + 1n, 0n)),
  money: decimals(12, 2),
  long: decimals(18, 0),
  fine: decimals(18, 18),
  wide: decimals(38, 10),
  single: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => shortestFloat(value + 0)),
  float: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  flag: fc.boolean(),
  words: character,
  short: character.filter((value) => [...value].length <= 20),
  code: fc.constantFrom('abc', 'é b', '𝒳𝒳𝒳'),
  mood: fc.constantFrom('good', `it's`, ''),
  key: fc.uuid(),
  doc: fc
    .jsonValue()
    .filter((value) => value !== null)
    // JSON.stringify writes -0 as 0.
    .map((value) => JSON.parse(JSON.stringify(value)) as unknown),
  day: iso.map((value) => value.slice(0, 10)),
  clock: iso.map((value) => value.slice(11, 23)),
  clock6: fc.tuple(iso, micros).map(([value, fraction]) => `${value.slice(11, 19)}.${fraction}`),
  local: iso.map((value) => `${value.slice(0, 10)} ${value.slice(11, 23)}`),
  local0: iso.map((value) => `${value.slice(0, 10)} ${value.slice(11, 19)}`),
  moment: dates,
  moment0: dates.map((value) => new Date(Math.floor(value.getTime() / 1000) * 1000)),
  moment6: fc.tuple(iso, micros).map(([value, fraction]) => `${value.slice(0, 20)}${fraction}Z`),
  blob: fc.uint8Array({ maxLength: 40 }),
}

const row = fc.record(Object.fromEntries(Object.entries(arbitraries).map(([key, value]) => [key, fc.option(value, { freq: 8 })])))

const nested = pipe(from(values), select({ v: values }), subquery('d'))

const reading = pipe(
  from(parent),
  select({
    all: arrayOf(from(values)),
    first: firstOf(from(values)),
    again: arrayOf(pipe(from(parent), select({ rows: arrayOf(from(values)) }))),
    derived: arrayOf(from(nested)),
  }),
)

describe('decode(encode(x)) is x', () => {
  it('flat, returned, nested, nested twice, and through a derived table', async () => {
    await fc.assert(
      fc.asyncProperty(row, async (made) => {
        await db.affected(pipe(deleteFrom(values), everyRow))
        const value = { id: 1, ...made }
        expect(await db.rows(pipe(insertInto(values)(value as never), returning(values)) as never)).toEqual([value])
        expect(await db.rows(from(values) as never)).toEqual([value])
        expect(await db.rows(reading as never)).toEqual([
          { all: [value], first: value, again: [{ rows: [value] }], derived: [{ v: value }] },
        ])
      }),
      { numRuns: 120 },
    )
  }, 60_000)

  it('as a parameter of every type, alone and compared', async () => {
    await fc.assert(
      fc.asyncProperty(row, async (made) => {
        await db.affected(pipe(deleteFrom(values), everyRow))
        await db.affected(insertInto(values)({ id: 1, ...made } as never))
        for (const [key, value] of Object.entries(made)) {
          if (value === null) continue
          const column = columns[key as keyof typeof columns] as Column
          expect(await db.rows(pipe(from(parent), select({ x: literal(value as never, column as never) })) as never)).toEqual([
            { x: value },
          ])
          if (key === 'doc') continue
          const found = await db.rows(selectEqual(key, value) as never)
          expect(found).toEqual([{ id: 1 }])
        }
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

const selectEqual = (key: string, value: unknown): unknown =>
  (pipe as (...steps: ReadonlyArray<unknown>) => unknown)(from(values), whereEqual(key, value), select({ id: values.id }))

const whereEqual = (key: string, value: unknown): unknown => where(eq(values[key as keyof typeof columns] as never, value as never))

// ---------------------------------------------------------------------------------------------------------------------
// what is not a value
// ---------------------------------------------------------------------------------------------------------------------

describe('an integer is bound', () => {
  const encoded = (value: unknown, type: AnySqlType): unknown => codecFor(sqlite, type).encode(value as never)
  const big = columns.big.type
  const scaled = (scale: number): AnySqlType => computedDecimal(18, scale)

  it.each([
    [0n, 0],
    [-5n, -5],
    [2n ** 53n - 1n, 9007199254740991],
    [1n - 2n ** 53n, -9007199254740991],
    [2n ** 53n, '9007199254740992'],
    [-(2n ** 53n), '-9007199254740992'],
    [2n ** 63n - 1n, '9223372036854775807'],
  ])('as a number where that is exact, as its digits where not: %s', (value, bound) => {
    expect(encoded(value, big)).toBe(bound)
  })

  it.each([
    ['0.05', 2, 5],
    ['-0.00', 2, 0],
    ['-0', 0, 0],
    ['1.1', 2, 110],
    ['1.005', 3, 1005],
    ['12', 2, 1200],
    ['8.999', 2, 899],
    ['9999999999999.99', 2, 999999999999999],
    ['10000000000000.00', 2, 1000000000000000],
    ['90071992547409.91', 2, 9007199254740991],
    ['90071992547409.93', 2, '9007199254740993'],
    ['0.999999999999999999', 18, '999999999999999999'],
    ['-999999999999999999', 0, '-999999999999999999'],
  ])('so is a decimal: %s with %d digits', (value, scale, bound) => {
    expect(encoded(value, scaled(scale))).toBe(bound)
  })

  it('whatever the digits, as that integer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 18 }),
        fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
        fc.nat(18),
        (scale, any, cut) => {
          const value = any / 10n ** BigInt(cut)
          expect(BigInt(encoded(unscaled(value.toString(), scale), scaled(scale)) as string)).toBe(value)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('what is no value', () => {
  const cases: ReadonlyArray<readonly [string, Readonly<Record<string, unknown>>, string]> = [
    ['NUL in text', { words: 'a\0b' }, 'SQLite does not read text beyond a NUL'],
    ['a real beyond 32 bits', { single: 1e39 }, 'expected a number that a float of 32 bits holds'],
    ['a decimal beyond its digits', { money: '99999999999' }, 'expected a decimal(12, 2), got one with 11 digits before the point'],
    ['a number for a bigint', { big: 1 }, 'expected a bigint'],
  ]
  it.each(cases)('%s', (_name, made, message) => {
    expect(refusalOf(insertInto(values)({ id: 1, ...made } as never))).toContain(message)
  })

  it('an array', () => {
    expect(refusalOf(pipe(from(parent), select({ x: literal(['a'], array(text())) })) as never)).toMatch(/arrays/)
  })

  it('a decimal of arithmetic beyond 64 bits', () => {
    const codec = codecFor(sqlite, computedDecimal(38, 0))
    expect(codec.refuse?.('9'.repeat(19) as never)).toContain('expected a decimal of 64 bits')
    expect(codec.refuse?.('9'.repeat(18) as never)).toBeUndefined()
  })
})

describe('negative zero', () => {
  it('is zero, because SQLite has no other', async () => {
    await db.affected(pipe(deleteFrom(values), everyRow))
    await db.affected(insertInto(values)({ id: 1, float: -0, money: '-0.00', wide: '-0' }))
    expect(await db.rows(pipe(from(values), select({ a: values.float, b: values.money, c: values.wide })) as never)).toEqual([
      { a: 0, b: '0.00', c: '0.0000000000' },
    ])
  })
})

describe('JSON that a function made', () => {
  it('is a document inside nested rows as well', async () => {
    const made = cast(literal('{"a":[1]}', text()), json())
    expect(await db.rows(pipe(from(parent), select({ rows: arrayOf(pipe(from(parent), select({ made }))) })) as never)).toEqual([
      { rows: [{ made: { a: [1] } }] },
    ])
  })
})

describe("JSON's null", () => {
  it('is not NULL, flat and nested', async () => {
    await db.affected(pipe(deleteFrom(values), everyRow))
    await db.raw(`insert into v (id, doc) values (1, 'null'), (2, null)`)
    const query = pipe(
      from(parent),
      select({ docs: arrayOf(pipe(from(values), select({ doc: values.doc, text: sql(text())`typeof(${values.doc})` }))) }),
    )
    expect(await db.rows(query as never)).toEqual([
      {
        docs: [
          { doc: jsonNull, text: 'text' },
          { doc: null, text: 'null' },
        ],
      },
    ])
  })
})

describe('what the wire cannot hold', () => {
  const decode = (type: AnySqlType, wire: unknown): unknown => codecFor(sqlite, type).decode(wire)
  const wrong: ReadonlyArray<readonly [string, unknown, unknown, string]> = [
    ['a bigint that became a REAL', bigint(), 9.3e18, 'overflow: a number of more than 64 bits'],
    ['a nested decimal that became a REAL', decimal(12, 2), '9.3e+18', 'overflow: a number of more than 64 bits'],
    ['an integer beyond 32 bits', integer(), 2147483648, 'overflow: a number out of range of -2147483648 to 2147483647'],
    ['a smallint beyond 16 bits', smallint(), 32768n, 'overflow: a number out of range of -32768 to 32767'],
    ['text for an integer', integer(), 'x', 'expected an integer'],
    ['another boolean', boolean(), 2, 'expected 1 or 0'],
    ['a number for bytes', bytes(), 5, 'expected bytes'],
    ['text for an instant', timestamp(), 'noon', 'expected an instant'],
    ['text that is no JSON', json(), '{', 'not JSON'],
  ]
  it.each(wrong)('%s', (_name, column, wire, message) => {
    expect(() => decode((column as Column).type, wire)).toThrow(
      expect.objectContaining({ _tag: 'CodecError', message: expect.stringContaining(message) as never }),
    )
  })

  it('integers come as numbers or bigints', () => {
    expect(decode(integer().type, 5n)).toBe(5)
    expect(decode(double().type, 5n)).toBe(5)
    expect(decode(boolean().type, 0n)).toBe(false)
    expect(decode(boolean().type, 1)).toBe(true)
    expect(decode(bigint().type, 5)).toBe(5n)
    expect(decode(decimal(12, 2).type, -5)).toBe('-0.05')
  })
})
