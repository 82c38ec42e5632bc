/** The pages of a query, one after the other, are its rows: forward and backward, on every engine. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { type Either, isLeft } from '../../lib/internal/either.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

interface Cents {
  readonly cents: number
}

const plain = {
  id: o.integer({ primaryKey: true }),
  n: o.integer({ nullable: true }),
  m: o.smallint(),
  big: o.bigint({ nullable: true }),
  money: o.decimal(12, 2, { nullable: true }),
  single: o.real({ nullable: true }),
  float: o.double({ nullable: true }),
  flag: o.boolean({ nullable: true }),
  words: o.varchar(10, { nullable: true }),
  code: o.char(2),
  mood: o.enumeration(['good', 'bad', 'a'], { nullable: true }),
  key: o.uuid({ nullable: true }),
  day: o.date({ nullable: true }),
  clock: o.time({ nullable: true, precision: 6 }),
  local: o.localTimestamp({ nullable: true, precision: 6 }),
  moment: o.timestamp({ nullable: true }),
  moment6: o.timestamp({ nullable: true, precision: 6 }),
  blob: o.bytes({ nullable: true, length: 4 }),
}

const price = o.decimal(12, 4, { nullable: true })
const rows = o.table('page_rows', {
  ...plain,
  price: o.mapped(
    price,
    // It loses the last digits, so that a cursor made of it would lose rows.
    (text): Cents => ({ cents: Math.round(Number(text) * 100) }),
    ({ cents }: Cents) => (cents / 100).toFixed(2),
  ),
})
/** The same table with every digit of the price. */
const written = o.table('page_rows', { ...plain, price })

const others = o.table('page_others', { a: o.integer(), b: o.integer(), rowId: o.integer({ nullable: true }) }, (t) => [
  o.primaryKey(t.a, t.b),
])

type Value = o.InsertRow<typeof written>

const some = <T>(...values: ReadonlyArray<T>): fc.Arbitrary<T | null> => fc.constantFrom<T | null>(...values, null)

const row: fc.Arbitrary<Omit<Value, 'id'>> = fc.record({
  n: some(-1, 0, 1),
  m: fc.constantFrom(-2, 0, 7),
  big: some(-(2n ** 63n), 0n, 2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 63n - 1n),
  money: some('-0.01', '0.00', '0.10', '9999999999.99'),
  single: some(0.5, 0, 0.1, 3e38, 16_777_216),
  float: some(0.1, 0.1 + 0.2, 0.3, 5e-324, 1.7976931348623157e308, 0),
  flag: some(true, false),
  words: some('', 'a', 'A', 'é', 'z', '😀', '\u{ffff}', "'\\", 'a '),
  code: fc.constantFrom('ab', 'AB', 'éa'),
  mood: some<'good' | 'bad' | 'a'>('good', 'bad', 'a'),
  key: some('00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-000000000001', '0fffffff-0000-4000-8000-000000000001'),
  day: some('0001-01-01', '2024-02-29', '9999-12-31'),
  clock: some('00:00:00', '12:00:00.000001', '12:00:00.1', '23:59:59.999999'),
  local: some('1000-01-01 00:00:00', '2024-03-31 02:30:00.000001', '2024-03-31 02:30:00.000002'),
  moment: some(new Date('1000-01-01T00:00:00.000Z'), new Date('2024-03-31T01:30:00.001Z'), new Date('2024-03-31T01:30:00.002Z')),
  moment6: some('2024-03-31T01:30:00.000001Z', '2024-03-31T01:30:00.000002Z', '2024-03-31T01:30:00Z'),
  price: some('0.1001', '0.1002', '0.1'),
  blob: some(Uint8Array.of(), Uint8Array.of(0), Uint8Array.of(255, 0), Uint8Array.of(128)),
})

const { id: _id, ...columns } = rows as unknown as Readonly<Record<string, o.Expr<never>>>

const computed: Readonly<Record<string, o.Expr<never>>> = {
  sum: o.add(rows.n, rows.m) as never,
  product: o.mul(rows.money, '1.5') as never,
  quotient: o.div(rows.money, '3') as never,
  more: o.add(rows.float, 0.1) as never,
  lower: o.lower(rows.words) as never,
  known: o.coalesce(rows.words, 'm') as never,
  isNone: o.isNull(rows.n) as never,
  constant: o.literal(1, o.integer()) as never,
}

const expressions = { ...columns, ...computed }

interface Item {
  readonly by: string
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | undefined
}

const items: fc.Arbitrary<Item> = fc.record({
  by: fc.constantFrom(...Object.keys(expressions)),
  direction: fc.constantFrom<'asc' | 'desc'>('asc', 'desc'),
  nulls: fc.constantFrom<'first' | 'last' | undefined>(undefined, 'first', 'last'),
})

type AnySelect = o.Query<'select', never, unknown, never>

const directions = { asc: o.asc, desc: o.desc } as const

const orderOf = ({ by, direction, nulls }: Item): never =>
  directions[direction](expressions[by] as never, nulls === undefined ? {} : { nulls }) as never

const signing = { secret: 'sixteen bytes or more' } as const

describeEngines((engine) => {
  let own: OwnDatabase
  const run = async <A>(program: unknown): Promise<A> => {
    const result = (await o.run(own.database)(program as never)) as Either<o.OxbowError, A>
    if (isLeft(result)) throw new Error(o.describeError(result.left), { cause: result.left })
    return result.right
  }
  const all = (query: unknown): Promise<ReadonlyArray<unknown>> => run(o.fetchAll(query as never))

  /** The pages of a query from its start to its end, and from there back; a walk that goes round is cut. */
  const walk = async (query: AnySelect, size: number): Promise<readonly [forward: unknown, backward: unknown]> => {
    const at = (place: object): Promise<o.PageOf<unknown>> =>
      run(o.fetchPage(o.page(query as never, { size, ...signing, ...place } as never)))
    const forward: Array<o.PageOf<unknown>> = [await at({})]
    while (forward.at(-1)?.next !== undefined && forward.length < 100) forward.push(await at({ after: forward.at(-1)?.next }))
    expect(forward.slice(0, -1).every((page) => page.rows.length === size)).toBe(true)
    expect(forward[0]?.previous).toBe(undefined)
    const backward: Array<o.PageOf<unknown>> = [forward.at(-1) as o.PageOf<unknown>]
    while (backward[0]?.previous !== undefined && backward.length < 100) backward.unshift(await at({ before: backward[0].previous }))
    expect(backward.every((page, index) => (page.next === undefined) === (index === backward.length - 1))).toBe(true)
    return [forward.flatMap((page) => page.rows), backward.flatMap((page) => page.rows)]
  }

  beforeAll(async () => {
    own = await openOwn(engine)
    await run(o.applySchema(o.createTable(rows), o.createTable(others)))
  })
  afterAll(() => own?.drop())

  const fill = async (values: ReadonlyArray<object>, links: ReadonlyArray<object> = []): Promise<void> => {
    await run(o.execute(pipe(o.deleteFrom(rows), o.everyRow)))
    await run(o.execute(pipe(o.deleteFrom(others), o.everyRow)))
    if (values.length > 0) await run(o.execute(o.insertInto(written)(values.map((value, id) => ({ ...value, id })) as never)))
    if (links.length > 0) await run(o.execute(o.insertInto(others)(links as never)))
  }

  const list = fc.array(row, { maxLength: 10 })
  const sizes = fc.integer({ min: 1, max: 4 })

  it('of one table in any order', { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(list, fc.array(items, { minLength: 1, maxLength: 3 }), sizes, async (values, order, size) => {
        await fill(values)
        const query = pipe(o.from(rows), o.orderBy(...order.map(orderOf)))
        // What `page` promises of nulls and of ties, said here.
        const whole = order.map((item) => orderOf({ ...item, nulls: item.nulls ?? (item.direction === 'asc' ? 'last' : 'first') }))
        const expected = await all(pipe(o.from(rows), o.orderBy(...whole, directions[order.at(-1)?.direction ?? 'asc'](rows.id))))
        const [forward, backward] = await walk(query as never, size)
        expect(forward).toEqual(expected)
        expect(backward).toEqual(expected)
      }),
      { numRuns: 100 },
    ),
  )

  const link = fc.record({ a: fc.integer({ min: 0, max: 2 }), b: fc.integer({ min: 0, max: 3 }), rowId: some(0, 1, 2, 3, 20) })
  const links = fc.uniqueArray(link, { maxLength: 8, selector: ({ a, b }) => `${a} ${b}` })

  const joins = {
    inner: o.innerJoin,
    left: o.leftJoin,
    right: o.rightJoin,
    // MySQL and MariaDB have none.
    ...(engine.name === 'mysql' || engine.name === 'mariadb' ? {} : { full: o.fullJoin }),
  } as const

  const on = o.eq(others.rowId, rows.id)
  const again = pipe(others, o.as('again'))

  /** Queries whose rows are told apart in other ways than by one table's key, with what they can be ordered by. */
  const shapes: Readonly<Record<string, readonly [query: unknown, orders: ReadonlyArray<unknown>]>> = {
    ...Object.fromEntries(
      Object.entries(joins).flatMap(([kind, join]) => [
        [
          `${kind} join to many`,
          [
            pipe(o.from(rows), (join as typeof o.innerJoin)(others, on), o.select({ rows, others })),
            [rows.n, rows.words, others.b, others.rowId],
          ],
        ],
        [
          `${kind} join to one`,
          [
            pipe(o.from(others), (join as typeof o.innerJoin)(rows, on), o.select({ rows, others })),
            [rows.n, rows.words, others.b, others.rowId],
          ],
        ],
      ]),
    ),
    'three sources': [
      pipe(o.from(others), o.leftJoin(rows, on), o.innerJoin(again, o.eq(again.a, others.a)), o.select({ rows, others, again })),
      [rows.n, others.b, again.b, again.rowId],
    ],
    'a cross join': [pipe(o.from(others), o.crossJoin(again), o.select({ others, again })), [others.a, again.rowId]],
    groups: [
      pipe(o.from(others), o.groupBy(others.rowId), o.select({ rowId: others.rowId, n: o.count(), most: o.max(others.b) })),
      [o.count(), o.max(others.b), others.rowId, o.sum(others.a)],
    ],
    'groups of two': [
      pipe(o.from(rows), o.groupBy(rows.n, o.lower(rows.words)), o.having(o.gt(o.count(), 0)), o.select({ n: rows.n, all: o.count() })),
      [o.count(), rows.n],
    ],
    'groups of a key': [
      pipe(o.from(rows), o.leftJoin(others, on), o.groupBy(rows.id), o.select({ id: rows.id, words: rows.words, n: o.count(others.a) })),
      [rows.words, rows.moment, o.count(others.a), o.lower(rows.words)],
    ],
    'one group': [pipe(o.from(others), o.select({ n: o.count(), most: o.max(others.b) })), [o.max(others.b), o.count()]],
    distinct: [pipe(o.from(others), o.select({ a: others.a, rowId: others.rowId }), o.distinct), [others.rowId, others.a]],
    'a derived table': [
      pipe(
        o.from(others),
        o.groupBy(others.rowId),
        o.select({ deep: { rowId: others.rowId }, n: o.count() }),
        o.subquery('counts'),
        (counts) =>
          pipe(o.from(counts), o.innerJoin(others, o.isNotDistinctFrom(others.rowId, counts.deep.rowId)), o.select({ counts, others })),
      ),
      [others.b],
    ],
    'a union': [
      pipe(
        o.from(others),
        o.select({ x: others.a, y: others.rowId }),
        o.union(pipe(o.from(others), o.select({ x: others.b, y: others.rowId }))),
        o.subquery('both'),
        (both) => o.from(both),
      ),
      [],
    ],
    'rows limited before': [
      pipe(o.from(others), o.orderBy(o.desc(others.a), others.b), o.limit(5), o.subquery('top'), (top) =>
        pipe(o.from(top), o.leftJoin(rows, o.eq(rows.id, top.rowId))),
      ),
      [rows.n, rows.m],
    ],
    nested: [
      pipe(
        o.from(rows),
        o.select({
          n: rows.n,
          all: o.arrayOf(pipe(o.from(others), o.where(on), o.orderBy(others.a, others.b), o.select({ a: others.a, b: others.b }))),
        }),
      ),
      [rows.n, rows.moment],
    ],
  }

  const key = (value: unknown): string =>
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item instanceof Uint8Array ? [...item] : item))

  it.each(Object.entries(shapes))('of %s', { timeout: 120_000 }, async (_name, [query, by]) => {
    const orderable = by.length > 0 ? by : Object.values(columnsOfFrom(query))
    await fc.assert(
      fc.asyncProperty(
        list,
        links,
        sizes,
        fc.array(
          fc.record({
            at: fc.nat({ max: orderable.length - 1 }),
            direction: fc.constantFrom('asc', 'desc'),
            nulls: fc.constantFrom('first', 'last', undefined),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        async (values, linked, size, order) => {
          await fill(values, linked)
          const items = order.map(({ at, direction, nulls }) => directions[direction as 'asc'](orderable[at] as never, { nulls } as never))
          const ordered = (o.orderBy as (...items: ReadonlyArray<unknown>) => (query: unknown) => unknown)(...items)(query)
          const [forward, backward] = (await walk(ordered as never, size)) as readonly [ReadonlyArray<unknown>, ReadonlyArray<unknown>]
          expect(backward).toEqual(forward)
          expect(forward.map(key).toSorted()).toEqual((await all(query)).map(key).toSorted())
        },
      ),
      { numRuns: 25 },
    )
  })
})

/** The columns of the source that a query is from. */
const columnsOfFrom = (query: unknown): Readonly<Record<string, unknown>> =>
  (query as { readonly projection: Readonly<Record<string, unknown>> }).projection
