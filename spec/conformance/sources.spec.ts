/** Sources that are no tables, where a golden case does not show enough: depth, JSON null, views that change, many values. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { board, debtors, samples, stock } from '../support/shop.js'
import { openShop, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase

  beforeAll(async () => {
    own = await openShop(engine)
  }, 60_000)
  afterAll(() => own.drop())

  const rowsOf = (query: unknown): Promise<ReadonlyArray<unknown>> => o.runOrThrow(own.database)(o.fetchAll(query as never))

  it('a recursion goes deeper than the limits that servers begin with', async () => {
    const deep = o.recursive('deep')(pipe(o.from(o.values('one', { n: o.integer() })([{ n: 1 }]))), (found) =>
      pipe(o.from(found), o.where(o.lt(found.n, 3000)), o.select({ n: o.add(found.n, 1) })),
    )
    expect(await rowsOf(pipe(o.from(deep), o.select({ n: o.count(), last: o.max(deep.n) })))).toEqual([{ n: 3000, last: 3000 }])
    expect(await rowsOf(pipe(o.from(o.generateSeries('n', o.integer())(1, 2500)), o.select(o.count())))).toEqual([2500])
  })

  it("an element that is JSON's null is one", async () => {
    const given = o.jsonElements('given')(o.literal([null, [null], { a: null }], o.json()))
    expect(await rowsOf(pipe(o.from(given), o.orderBy(given.ordinality), o.select(given.value)))).toEqual([o.jsonNull, [null], { a: null }])
  })

  it.each([[{ a: 1 }], ['x'], [5], [true], [o.jsonNull]])('%j has no elements', async (document) => {
    expect(await rowsOf(o.from(o.jsonElements('given')(o.literal(document, o.json()))))).toEqual([])
  })

  it('a recursion of types that a step makes wider', async () => {
    const types = { small: o.smallint(), single: o.real(), exact: o.decimal(3, 1), word: o.varchar(2) }
    const first = o.values('first', types)([{ small: 32000, single: 0.5, exact: '9.5', word: 'ab' }])
    const grown = o.recursive('grown')(pipe(o.from(first)), (found) =>
      pipe(
        o.from(found),
        o.where(o.lt(found.exact, '50')),
        o.select({
          small: o.add(found.small, 10_000),
          single: o.mul(found.single, 2),
          exact: o.add(found.exact, '40.0'),
          word: o.concat(found.word, 'cd'),
        }),
      ),
    )
    expect(await rowsOf(pipe(o.from(grown), o.orderBy(o.asc(grown.exact))))).toEqual([
      { small: 32000, single: 0.5, exact: '9.5', word: 'ab' },
      { small: 42000, single: 1, exact: '49.5', word: 'abcd' },
      { small: 52000, single: 2, exact: '89.5', word: 'abcdcd' },
    ])
  })

  it.skipIf(engine.name === 'postgres' || engine.name === 'mysql')(
    'elements that an outer join may miss are not told from nulls',
    async () => {
      const elements = o.jsonElements('e')(samples.doc as never)
      const query = pipe(o.from(samples), o.leftJoin(elements, o.always), o.select({ id: samples.id, elements }))
      expect(await o.run(own.database)(o.fetchAll(query as never))).toMatchObject({ left: { _tag: 'CompileError' } })
    },
  )

  it('hundreds of values', async () => {
    const many = o.values('many', { id: o.integer(), label: o.text({ nullable: true }) })(
      Array.from({ length: 700 }, (_, id) => (id % 3 === 0 ? { id, label: null } : { id, label: 'x'.repeat(id) })),
    )
    expect(
      await rowsOf(pipe(o.from(many), o.select({ n: o.count(), labels: o.count(many.label), longest: o.max(o.length(many.label)) }))),
    ).toEqual([{ n: 700, labels: 466, longest: 698 }])
  })

  it('a view gives what its tables have now', async () => {
    expect(await rowsOf(pipe(o.from(debtors), o.select(o.count())))).toEqual([2])
    const v = o.view('spec_view', pipe(o.from(stock), o.where(o.gt(stock.amount, 6)), o.select({ sku: stock.sku })))
    await o.runOrThrow(own.database)(o.applySchema(o.createView(v)))
    expect(await rowsOf(o.from(v))).toEqual([{ sku: 'cap' }])
    await o.runOrThrow(own.database)(o.execute(pipe(o.update(stock)({ amount: 9 }), o.where(o.eq(stock.sku, 'ink')))) as never)
    expect(await rowsOf(pipe(o.from(v), o.orderBy(v.sku)))).toEqual([{ sku: 'cap' }, { sku: 'ink' }])
    await o.runOrThrow(own.database)(o.applySchema(o.dropView(v), o.dropView(v, { ifExists: true })))
    const gone = await o.run(own.database)(o.fetchAll(o.from(v)))
    expect(gone).toMatchObject({ _tag: 'Left', left: { _tag: 'QueryError' } })
  })

  it.skipIf(engine.name !== 'postgres')('a materialized view gives what it had, until it is refreshed', async () => {
    const before = await rowsOf(pipe(o.from(board), o.select(o.count())))
    await o.runOrThrow(own.database)(o.execute(o.insertInto(stock)({ sku: 'new', amount: 3 })) as never)
    expect(await rowsOf(pipe(o.from(board), o.select(o.count())))).toEqual(before)
    await o.runOrThrow(own.database)(o.applySchema(o.refreshView(board)))
    expect(await rowsOf(pipe(o.from(board), o.where(o.eq(board.sku, 'new')), o.select(board.amount)))).toEqual([3])
  })
})
