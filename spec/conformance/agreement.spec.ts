/** What all databases must answer alike and once did not: regressions of a review. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

const amounts = o.table('ag_amounts', {
  id: o.integer({ primaryKey: true }),
  total: o.decimal(20, 2),
  whole: o.integer(),
  big: o.bigint(),
  single: o.double(),
  flag: o.boolean({ nullable: true }),
  code: o.char(3),
})

const keys = o.table('ag_keys', { id: o.uuid(), doc: o.json(), blob: o.bytes() })

interface Cents {
  readonly cents: number
}

const cents = (text: string): Cents => ({ cents: Number(text.replace('.', '')) })
const fromCents = (value: Cents): string => (value.cents / 100).toFixed(2)

const prices = o.table(
  'ag_prices',
  {
    id: o.integer({ primaryKey: true }),
    price: o.mapped(o.decimal(10, 2, { default: '1.50', check: (c) => o.gte(c, '0.10') }), cents, fromCents),
    twice: o.mapped(
      o.mapped(o.decimal(10, 2, { default: '2.50', check: (c) => o.gte(c, '0.10') }), cents, fromCents),
      (value) => `${value.cents} cents`,
      (text: string): Cents => ({ cents: Number.parseInt(text, 10) }),
    ),
  },
  (t) => [o.index([t.price])],
)

/** Columns with an index, which a database may ask for what they cannot hold. */
const edges = o.table(
  'ag_edges',
  {
    id: o.integer({ primaryKey: true }),
    whole: o.integer(),
    small: o.smallint(),
    price: o.decimal(4, 2),
    name: o.varchar(2),
    key: o.bytes({ length: 2 }),
  },
  (t) => [o.index([t.whole]), o.index([t.small]), o.index([t.price]), o.index([t.name]), o.index([t.key])],
)

const edgeRows = Array.from({ length: 30 }, (_, id) => ({
  id,
  whole: [-2147483648, 0, 2147483647][id % 3] as number,
  small: [-32768, 0, 32767][id % 3] as number,
  price: ['-99.99', '1.20', '99.99'][id % 3] as string,
  name: ['ab', 'b', 'zz'][id % 3] as string,
  key: Uint8Array.of(id % 3, 1),
}))
/** A zero of these is no zero in JavaScript. */
const mappedNumbers = o.table('ag_mapped', {
  id: o.integer({ primaryKey: true }),
  price: o.mapped(o.decimal(10, 2), cents, fromCents),
  n: o.mapped(
    o.integer(),
    (value) => `n${value}`,
    (text: string) => Number(text.slice(1)),
  ),
})

/** A validator that reads a number into a record and takes nothing else. */
const numbered: StandardSchemaV1<unknown, number> = {
  '~standard': {
    version: 1,
    vendor: 'spec',
    validate: (value) => (typeof value === 'number' ? { value: value } : { issues: [{ message: 'no number' }] }),
  },
}

const arrays = o.table('ag_arrays', {
  id: o.integer({ primaryKey: true }),
  prices: o.array(o.mapped(o.decimal(10, 2), cents, fromCents)),
  docs: o.array(o.json(numbered)),
})

describe('what no database is asked', () => {
  const compiled = (query: o.AnyQuery): ReadonlyArray<unknown> =>
    ([postgres, mysql, mariadb, sqlite] as ReadonlyArray<Dialect>).map((d) => {
      const made = o.compile(d)(query as never)
      return made._tag === 'Left' ? made.left : made.right.sql
    })

  it.each(['a\\', '\\', '%\\\\\\'])('refuses %s, a pattern whose escape character escapes nothing', (pattern) => {
    for (const answer of compiled(pipe(o.from(amounts), o.where(o.like(amounts.code, pattern)))))
      expect(answer).toMatchObject({
        _tag: 'CompileError',
        reason: 'malformed',
        message: 'a pattern ends with a lone backslash: write it twice',
      })
  })

  it('takes a pattern that ends with an escaped backslash', () => {
    for (const answer of compiled(pipe(o.from(amounts), o.where(o.like(amounts.code, 'a\\\\'))))) expect(answer).toBeTypeOf('string')
  })

  it.each(['id', 'doc', 'blob'] as const)('refuses the extremes of %s, which has no order everywhere', (key) => {
    for (const extreme of [o.min, o.max]) {
      const value = extreme(keys[key] as never)
      const message = expect.stringContaining(`has no ${extreme === o.min ? 'min' : 'max'}`) as unknown
      for (const answer of compiled(pipe(o.from(keys), o.select({ value })))) expect(answer).toMatchObject({ reason: 'malformed', message })
      for (const answer of compiled(pipe(o.from(keys), o.select({ value: o.over(value) as never }))))
        expect(answer).toMatchObject({ reason: 'malformed', message })
    }
  })
})

describeEngines((engine) => {
  let own: OwnDatabase
  const all = <A>(query: o.AnyQuery): Promise<ReadonlyArray<A>> =>
    o.runOrThrow(own.database)((o.fetchAll as never as (q: o.AnyQuery) => never)(query))

  beforeAll(async () => {
    own = await openOwn(engine)
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(amounts)))
    const row = { big: 7n, whole: 7, single: 7.5, flag: true, code: 'a  ' }
    await o.runOrThrow(own.database)(
      o.execute(
        o.insertInto(amounts)([
          { ...row, id: 1, total: '1000000000000000.00' },
          { ...row, id: 2, total: '-2.00', whole: -7, single: -7.5, flag: false, code: '   ' },
          { ...row, id: 3, total: '0.01', flag: null, code: 'abc' },
        ]),
      ),
    )
  })
  afterAll(() => own?.drop())

  // SQLite keeps a decimal in 64 bits.
  it.skipIf(engine.name === 'sqlite')('rounds a quotient of decimals once', async () => {
    const quotients = pipe(
      o.from(amounts),
      o.orderBy(amounts.id),
      o.select({
        third: o.div(amounts.total, '3.00'),
        ofWhole: o.div(amounts.whole, o.literal('3.00', o.decimal(5, 2))),
        none: o.div(amounts.total, o.sub(amounts.total, amounts.total)),
      }),
    )
    expect(await all(quotients)).toEqual([
      { third: '333333333333333.333333', ofWhole: '2.333333', none: null },
      { third: '-0.666667', ofWhole: '-2.333333', none: null },
      { third: '0.003333', ofWhole: '2.333333', none: null },
    ])
  })

  it('keeps the spaces at the end of a char', async () => {
    const measured = pipe(
      o.from(amounts),
      o.orderBy(amounts.id),
      o.select({
        code: amounts.code,
        length: o.length(amounts.code),
        joined: o.concat(amounts.code, '|'),
        text: o.cast(amounts.code, o.text()),
      }),
    )
    expect(await all(measured)).toEqual([
      { code: 'a  ', length: 3, joined: 'a  |', text: 'a  ' },
      { code: '   ', length: 3, joined: '   |', text: '   ' },
      { code: 'abc', length: 3, joined: 'abc|', text: 'abc' },
    ])
    expect(await all(pipe(o.from(amounts), o.where(o.like(amounts.code, 'a  ')), o.select({ id: amounts.id })))).toEqual([{ id: 1 }])
  })

  it('groups by a list of values that is selected, too', async () => {
    const listed = o.isIn(amounts.id, [1, 2])
    const grouped = pipe(o.from(amounts), o.groupBy(listed), o.select({ listed, n: o.count() }), o.orderBy(o.count()))
    expect(await all(grouped)).toEqual([
      { listed: false, n: 1 },
      { listed: true, n: 2 },
    ])
    const distinct = pipe(o.from(amounts), o.select({ listed }), o.distinct)
    expect(new Set((await all<{ listed: boolean }>(distinct)).map((row) => row.listed))).toEqual(new Set([true, false]))
  })

  // SQLite compares no decimals of more than 18 digits with others.
  it.skipIf(engine.name === 'sqlite')('finds values of several types in one list', async () => {
    const mixed = o.isIn(amounts.total, [o.literal('0.01', o.decimal(5, 2)), o.literal(3, o.integer())] as never)
    expect(await all(pipe(o.from(amounts), o.where(mixed), o.select({ id: amounts.id })))).toEqual([{ id: 3 }])
    const scales = o.isIn(amounts.total, [o.literal('0.0100', o.decimal(5, 4)), o.literal('-2', o.decimal(5, 0))] as never)
    expect(await all(pipe(o.from(amounts), o.where(scales), o.orderBy(amounts.id), o.select({ id: amounts.id })))).toEqual([
      { id: 2 },
      { id: 3 },
    ])
  })

  it('takes a value of another kind of number than what it stands beside', async () => {
    const half = o.literal('0.50', o.decimal(5, 2))
    const mixed = pipe(
      o.from(amounts),
      o.where(o.gt(amounts.whole, half)),
      o.orderBy(amounts.id),
      o.select({ id: amounts.id, sum: o.add(amounts.whole, half), part: o.div(amounts.whole, o.literal(2.5, o.double())) }),
    )
    expect(await all(mixed)).toEqual([
      { id: 1, sum: '7.50', part: 2.8 },
      { id: 3, sum: '7.50', part: 2.8 },
    ])
  })

  type Value = string | number | Uint8Array

  describe('beside what a column with an index cannot hold', () => {
    /** The thirds of `edgeRows` that a condition holds for: the least values, those in the middle, the largest. */
    const thirds = async (condition: unknown): Promise<ReadonlyArray<number>> => {
      const rows = await all<{ readonly id: number }>(pipe(o.from(edges), o.where(condition as never), o.select({ id: edges.id })))
      return [0, 1, 2].filter((third) => rows.filter(({ id }) => id % 3 === third).length === 10)
    }

    beforeAll(async () => {
      await o.runOrThrow(own.database)(o.applySchema(o.createTable(edges)))
      await o.runOrThrow(own.database)(o.execute(o.insertInto(edges)(edgeRows)))
    })

    it.each<readonly [key: keyof typeof edges, below: Value, too: Value, above: Value, held: Value]>([
      ['whole', -2_147_483_649, -3_000_000_000, 3_000_000_000, 5],
      ['small', -32_769, -3_000_000_000, 40_000, 5],
      ['price', '-100', '-99.995', '100.5', '1.21'],
      ['price', '-100', '-99.991', '99.994', '1.21'],
      ['name', '', 'aaa', 'zzz', 'x'],
      ['key', Uint8Array.of(0), Uint8Array.of(0, 0, 1), Uint8Array.of(2, 1, 0), Uint8Array.of(9, 9)],
    ])('%s finds what it should', async (key, below, too, above, held) => {
      const a = edges[key] as never
      const [low, under, high, other] = [below, too, above, held] as ReadonlyArray<unknown> as readonly [never, never, never, never]
      expect(await thirds(o.eq(a, high))).toEqual([])
      expect(await thirds(o.ne(a, high))).toEqual([0, 1, 2])
      expect(await thirds(o.lt(a, high))).toEqual([0, 1, 2])
      expect(await thirds(o.lte(a, under))).toEqual([])
      expect(await thirds(o.gt(a, under))).toEqual([0, 1, 2])
      expect(await thirds(o.gte(a, high))).toEqual([])
      expect(await thirds(o.between(a, low, high))).toEqual([0, 1, 2])
      expect(await thirds(o.notBetween(a, low, high))).toEqual([])
      expect(await thirds(o.isDistinctFrom(a, high))).toEqual([0, 1, 2])
      expect(await thirds(o.isIn(a, [under, high, other]))).toEqual([])
      // MariaDB 10.11 takes a number below the least of an indexed column for that least.
      expect(await thirds(o.notIn(a, [under, other]))).toEqual([0, 1, 2])
      expect(await thirds(o.not(o.isIn(a, [under, other])))).toEqual([0, 1, 2])
      expect(await thirds(o.notIn(a, [high, other]))).toEqual([0, 1, 2])
      expect(await thirds(o.isIn(o.tuple(a, edges.id), [[under, 0] as never, [high, 2] as never]))).toEqual([])
    })
  })

  it('gives the remainder of doubles, with the sign of the dividend', async () => {
    const rests = pipe(
      o.from(amounts),
      o.orderBy(amounts.id),
      o.select({
        two: o.mod(amounts.single, 2),
        whole: o.mod(amounts.single, amounts.whole),
        sum: o.mod(o.add(amounts.single, 1), o.add(amounts.single, 0.5)),
        none: o.mod(amounts.single, o.sub(amounts.single, amounts.single)),
        tenth: o.mod(o.literal(1, o.double()), 0.1),
        large: o.mod(o.literal(1e20, o.double()), 3),
        far: o.mod(o.literal(1.7976931348623157e308, o.double()), 7e-300),
        least: o.mod(o.literal(5e-324, o.double()), 3),
        mixed: o.mod(o.literal(7, o.integer()), o.literal(2.5, o.double())),
      }),
    )
    const same = { none: null, tenth: 1 % 0.1, large: 1e20 % 3, far: 1.7976931348623157e308 % 7e-300, least: 5e-324, mixed: 2 }
    expect(await all(rests)).toEqual([
      { two: 1.5, whole: 0.5, sum: 0.5, ...same },
      { two: -1.5, whole: -0.5, sum: -6.5, ...same },
      { two: 1.5, whole: 0.5, sum: 0.5, ...same },
    ])
  })

  it('gives null for a quotient and a remainder by the zero of a custom type', async () => {
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(mappedNumbers)))
    await o.runOrThrow(own.database)(o.execute(o.insertInto(mappedNumbers)({ id: 1, price: { cents: 150 }, n: 'n7' })))
    const zeros = {
      a: o.div(mappedNumbers.price, { cents: 0 }),
      b: o.mod(mappedNumbers.price, { cents: 0 }),
      c: o.div(mappedNumbers.n, 'n0'),
      d: o.mod(mappedNumbers.n, 'n0'),
    }
    expect(await all(pipe(o.from(mappedNumbers), o.select(zeros)))).toEqual([{ a: null, b: null, c: null, d: null }])
    const others = {
      a: o.div(mappedNumbers.price, { cents: 100 }),
      b: o.mod(mappedNumbers.price, { cents: 100 }),
      c: o.div(mappedNumbers.n, 'n2'),
      d: o.mod(mappedNumbers.n, 'n2'),
    }
    expect(await all(pipe(o.from(mappedNumbers), o.select(others)))).toEqual([{ a: '1.500000', b: '0.50', c: 3, d: 1 }])
  })

  it('divides the least bigint by what it divides', async () => {
    const least = o.literal(-(2n ** 63n), o.bigint())
    const by = (n: number) => o.add(amounts.id, n - 1)
    const quotients = pipe(
      o.from(amounts),
      o.where(o.eq(amounts.id, 1)),
      o.select({ a: o.div(least, 1n), b: o.div(least, 2n), c: o.div(least, by(1)), d: o.div(least, by(7)), e: o.mod(least, by(7)) }),
    )
    expect(await all(quotients)).toEqual([{ a: -(2n ** 63n), b: -(2n ** 62n), c: -(2n ** 63n), d: -1317624576693539401n, e: -1n }])
  })

  // SQLite keeps a decimal in 64 bits.
  it.skipIf(engine.name === 'sqlite')('has no zero with a minus', async () => {
    const rest = o.mod(amounts.total, '0.01')
    const zeros = pipe(
      o.from(amounts),
      o.orderBy(amounts.id),
      o.select({ rest, isZero: o.eq(rest, '0.00'), more: o.mul(rest, '2'), of: o.mod(rest, '3') }),
    )
    const zero = { rest: '0.00', isZero: true, more: '0.0000', of: '0.00' }
    expect(await all(zeros)).toEqual([zero, zero, zero])
  })

  it('gives the extremes of booleans', async () => {
    const extremes = { low: o.min(amounts.flag), high: o.max(amounts.flag) }
    expect(await all(pipe(o.from(amounts), o.select(extremes)))).toEqual([{ low: false, high: true }])
    expect(await all(pipe(o.from(amounts), o.where(o.eq(amounts.id, 3)), o.select(extremes)))).toEqual([{ low: null, high: null }])
    const over = pipe(o.from(amounts), o.orderBy(amounts.id), o.select({ high: o.over(o.max(amounts.flag)) }))
    expect(await all(over)).toEqual([{ high: true }, { high: true }, { high: true }])
  })

  it('creates a table and its indexes again where they are there', async () => {
    const again = o.table('ag_again', { id: o.integer({ primaryKey: true }), n: o.integer() }, (t) => [
      o.index([t.n]),
      o.index([t.n, t.id], { unique: true }),
    ])
    for (const _ of [1, 2]) await o.runOrThrow(own.database)(o.applySchema(o.createTable(again, { ifNotExists: true })))
    expect(await all(o.from(again))).toEqual([])
  })

  it("takes the default and the check of a custom type's base column in values of the base", async () => {
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(prices)))
    await o.runOrThrow(own.database)(
      o.execute(o.insertInto(prices)([{ id: 1 }, { id: 2, price: { cents: 275 }, twice: '3 cents'.replace('3', '30') }])),
    )
    expect(await all(pipe(o.from(prices), o.orderBy(prices.id)))).toEqual([
      { id: 1, price: { cents: 150 }, twice: '250 cents' },
      { id: 2, price: { cents: 275 }, twice: '30 cents' },
    ])
    expect(await o.run(own.database)(o.execute(o.insertInto(prices)({ id: 3, price: { cents: 9 } })))).toMatchObject({ _tag: 'Left' })
  })

  it('makes custom types and validators of the elements of an array', async ({ skip }) => {
    if (own.database.dialect.supports.arrays === undefined) skip('this dialect has no arrays')
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(arrays)))
    const write = (docs: ReadonlyArray<unknown>): Promise<unknown> =>
      o.run(own.database)(
        o.execute(o.insertInto(arrays)({ id: 1, prices: [{ cents: 150 }, null as never, { cents: 5 }], docs: docs as never })) as never,
      )
    expect(await write([1, 'two'])).toMatchObject({
      left: { _tag: 'ValidationError', issues: [{ table: 'ag_arrays', column: 'docs', path: [1], message: 'no number' }] },
    })
    expect(await write([1, 2])).toMatchObject({ _tag: 'Right' })
    expect(await all(o.from(arrays))).toEqual([{ id: 1, prices: [{ cents: 150 }, null, { cents: 5 }], docs: [1, 2] }])
  })
})
