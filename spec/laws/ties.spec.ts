/** The rows of `limitWithTies` are those of a list: the first, and those equal to the last of them. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { type Either, isLeft } from '../../lib/internal/either.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'
import { sqlSource } from '../support/sql.js'

const { pipe } = o

const rows = o.table('ties_rows', { id: o.integer({ primaryKey: true }), n: o.integer({ nullable: true }), s: o.varchar(5) })

interface Row {
  readonly id: number
  readonly n: number | null
  readonly s: string
}

const row = fc.record({
  n: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  s: fc.constantFrom('a', 'b', 'B', 'é', '😀', '\u{ffff}', ''),
})

interface Item {
  readonly by: 'n' | 's'
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

const item: fc.Arbitrary<Item> = fc.record({
  by: fc.constantFrom<'n' | 's'>('n', 's'),
  direction: fc.constantFrom<'asc' | 'desc'>('asc', 'desc'),
  nulls: fc.constantFrom<'first' | 'last'>('first', 'last'),
})

const points = (text: string): ReadonlyArray<number> => Array.from(text, (character) => character.codePointAt(0) as number)

/** By code point, which the order of JavaScript is not: it puts U+FFFF behind U+1F600. */
const compareText = (a: string, b: string): number => {
  const [x, y] = [points(a), points(b)]
  for (let index = 0; index < Math.min(x.length, y.length); index++)
    if (x[index] !== y[index]) return (x[index] as number) - (y[index] as number)
  return x.length - y.length
}

const compare =
  (order: ReadonlyArray<Item>) =>
  (a: Row, b: Row): number => {
    for (const { by, direction, nulls } of order) {
      const [x, y] = [a[by], b[by]]
      if (x === y) continue
      if (x === null || y === null) return (x === null) === (nulls === 'first') ? -1 : 1
      const sign = typeof x === 'number' ? x - (y as number) : compareText(x, y as string)
      if (sign !== 0) return direction === 'asc' ? sign : -sign
    }
    return 0
  }

/** SQL:2016 7.17: the first `count` after `offset`, and the peers of the last of them. */
const withTies = (list: ReadonlyArray<Row>, order: ReadonlyArray<Item>, count: number, offset: number): ReadonlyArray<number> => {
  const sorted = list.toSorted(compare(order)).slice(offset)
  const last = sorted[count - 1]
  const all =
    count === 0 ? [] : last === undefined ? sorted : sorted.filter((one, index) => index < count || compare(order)(one, last) === 0)
  return all.map(({ id }) => id)
}

const directions = { asc: o.asc, desc: o.desc } as const

describeEngines((engine) => {
  let own: OwnDatabase
  const run = async <A>(program: unknown): Promise<A> => {
    const result = (await o.run(own.database)(program as never)) as Either<o.OxbowError, A>
    if (isLeft(result)) throw new Error(o.describeError(result.left), { cause: result.left })
    return result.right
  }
  beforeAll(async () => {
    own = await openOwn(engine)
    await run(o.applySchema(o.createTable(rows)))
  })
  afterAll(() => own?.drop())

  const orderOf = ({ by, direction, nulls }: Item) =>
    directions[direction](by === 'n' ? rows.n : (o.collate(rows.s, 'binary') as never), { nulls }) as never

  it('with an offset, in any order, at the top and in a query', { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(item, { minLength: 1, maxLength: 2 }),
        fc.nat({ max: 6 }),
        fc.option(fc.nat({ max: 4 }), { nil: undefined }),
        async (values, order, count, offset) => {
          const list = values.map((value, id): Row => ({ ...value, id }))
          await run(o.execute(pipe(o.deleteFrom(rows), o.everyRow)))
          if (list.length > 0) await run(o.execute(o.insertInto(rows)(list)))
          const query = pipe(
            o.from(rows),
            o.orderBy(...order.map(orderOf)),
            o.limitWithTies(count),
            o.when(offset !== undefined, o.offset(offset ?? 0)),
          ) as unknown as o.Query<'select', 'ties_rows', typeof rows, never>
          const found = await run<ReadonlyArray<Row>>(o.fetchAll(query as never))
          // Which of the ties are skipped is the database's choice: then their keys are compared.
          const key = ({ n, s }: Row): string => JSON.stringify(order.map(({ by }) => ({ n, s })[by]))
          const expected = withTies(list, order, count, offset ?? 0).map((id) => list[id] as Row)
          expect(found.map(key)).toEqual(expected.map(key))
          const ids = (list: ReadonlyArray<Row>): unknown => (offset === undefined ? new Set(list.map(({ id }) => id)) : undefined)
          expect(ids(found)).toEqual(ids(expected))
          const counted = pipe(query, o.subquery('tied'), o.from, o.select({ n: o.count() }))
          expect(await run(o.fetchAll(counted as never))).toEqual([{ n: expected.length }])
          const member = pipe(
            o.from(rows),
            o.where(o.isIn(rows.id, pipe(query, o.select({ id: rows.id })) as never)),
            o.select({ id: rows.id }),
          )
          expect((await run<ReadonlyArray<unknown>>(o.fetchAll(member as never))).length).toEqual(expected.length)
        },
      ),
      { numRuns: 100 },
    ),
  )

  it('sorts and compares by code point, whatever the collation of a column', async () => {
    const quoted = {
      postgres: 'text collate "und-x-icu"',
      mysql: 'varchar(20) collate utf8mb4_general_ci',
      mariadb: 'varchar(20) collate utf8mb4_general_ci',
      sqlite: 'text collate nocase',
    }[engine.name]
    await run(sqlSource(`create table ties_words (w ${quoted})`))
    const words = o.table('ties_words', { w: o.varchar(20) })
    const list = ['b', 'B', 'a', 'A', 'é', 'e', 'z', 'a ', '😀', '\u{ffff}', 'aa', '']
    await run(o.execute(o.insertInto(words)(list.map((w) => ({ w })))))
    const w = o.collate(words.w, 'binary')
    const sorted = list.toSorted(compareText)
    const all = async (query: unknown): Promise<ReadonlyArray<string>> =>
      (await run<ReadonlyArray<{ w: string }>>(o.fetchAll(query as never))).map((one) => one.w)
    expect(await all(pipe(o.from(words), o.orderBy(w)))).toEqual(sorted)
    expect(await all(pipe(o.from(words), o.orderBy(o.desc(w))))).toEqual(sorted.toReversed())
    expect(await all(pipe(o.from(words), o.where(o.eq(w, 'a'))))).toEqual(['a'])
    expect(await all(pipe(o.from(words), o.where(o.gt(w, 'a')), o.orderBy(w)))).toEqual(sorted.filter((one) => compareText(one, 'a') > 0))
    expect(await all(pipe(o.from(words), o.where(o.isIn(w, ['a', 'B'])), o.orderBy(w)))).toEqual(['B', 'a'])
    expect(await run(o.fetchAll(pipe(o.from(words), o.groupBy(w), o.select({ n: o.count() }))))).toHaveLength(list.length)
    expect(await run(o.fetchAll(pipe(o.from(words), o.select({ low: o.min(w), high: o.max(w) }))))).toEqual([{ low: '', high: '😀' }])
  })
})
