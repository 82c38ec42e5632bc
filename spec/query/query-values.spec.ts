/** What a query tells of itself: the tables it reads and writes, its columns and where they come from, its values, its text. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { customers, debtors, items, orders, people, samples, stock } from '../support/shop.js'

const { pipe } = o

const table = (name: string, schema?: string): o.TableName => ({ schema, table: name })
const column = (name: string): o.ColumnName => {
  const [of = '', own = ''] = name.split('.')
  return { schema: undefined, table: of, column: own }
}

const moved = pipe(o.deleteFrom(items), o.where(o.eq(items.sku, 'pen')), o.returning({ id: items.orderId }), o.cte('moved'))

describe('reads and writes', () => {
  it('are those of joins, subqueries and nested rows', () => {
    const query = pipe(
      o.from(customers),
      o.where(o.exists(pipe(o.from(orders), o.where(o.eq(orders.customerId, customers.id))))),
      o.select({ id: customers.id, items: o.arrayOf(pipe(o.from(items), o.where(o.eq(items.orderId, customers.id)))) }),
    )
    expect(o.reads(query)).toEqual([table('customers'), table('items'), table('orders')])
    expect(o.writes(query)).toEqual([])
    expect(o.tablesOf(query)).toEqual(o.reads(query))
  })

  it('are those of common table expressions, and each once', () => {
    const query = pipe(o.from(moved), o.innerJoin(orders, o.eq(orders.id, moved.id)), o.innerJoin(pipe(orders, o.as('again')), o.always))
    expect(o.writes(query)).toEqual([table('items')])
    expect(o.reads(query)).toEqual([table('items'), table('orders')])
  })

  it('tell a table that is inserted into from one that is read', () => {
    const plain = o.insertInto(stock)({ sku: 'a', amount: 1 })
    expect([o.reads(plain), o.writes(plain)]).toEqual([[], [table('stock')]])
    const copy = o.insertFrom(stock)(pipe(o.from(items), o.select({ sku: items.sku, amount: items.quantity })))
    expect([o.reads(copy), o.writes(copy)]).toEqual([[table('items')], [table('stock')]])
    const change = pipe(o.update(stock)({ amount: 1 }), o.where(o.isIn(stock.sku, pipe(o.from(items), o.select({ sku: items.sku })))))
    expect([o.reads(change), o.writes(change)]).toEqual([[table('stock'), table('items')], [table('stock')]])
  })

  it('go through views, and have schemas', () => {
    expect(o.reads(o.from(debtors))).toEqual([table('debtors'), table('customers')])
    expect(o.reads(o.from(people))).toEqual([table('people', 'staff')])
  })

  it('go through both sides of a set operation', () => {
    const query = pipe(o.from(orders), o.select({ id: orders.id }), o.union(pipe(o.from(customers), o.select({ id: customers.id }))))
    expect(o.tablesOf(query)).toEqual([table('orders'), table('customers')])
  })
})

describe('equals and hash', () => {
  const big = (total: string): o.AnyQuery =>
    pipe(o.from(orders), o.where(o.gt(orders.total, total)), o.orderBy(o.desc(orders.id)), o.limit(2))
  const variants: ReadonlyArray<o.AnyQuery> = [
    big('1'),
    big('2'),
    pipe(o.from(orders), o.where(o.gte(orders.total, '1')), o.orderBy(o.desc(orders.id)), o.limit(2)),
    pipe(o.from(orders), o.where(o.gt(orders.total, '1')), o.orderBy(orders.id), o.limit(2)),
    pipe(o.from(orders), o.where(o.gt(orders.total, '1')), o.orderBy(o.desc(orders.id)), o.limit(3)),
    pipe(o.from(orders), o.where(o.gt(orders.total, '1')), o.orderBy(o.desc(orders.id)), o.limit(2), o.select({ id: orders.id })),
    pipe(o.from(orders), o.where(o.gt(orders.total, '1')), o.orderBy(o.desc(orders.id)), o.limit(2), o.select({ no: orders.id })),
    pipe(o.from(orders), o.where(o.gt(orders.total, '1')), o.orderBy(o.desc(orders.id)), o.limit(2), o.distinct),
    pipe(o.from(orders), o.where(o.isNull(orders.note))),
    pipe(o.from(orders), o.where(o.isNotNull(orders.note))),
    pipe(o.from(orders), o.select({ n: o.cast(orders.id, o.text()) })),
    pipe(o.from(orders), o.select({ n: o.cast(orders.id, o.varchar(9)) })),
    pipe(o.from(orders), o.select({ n: o.sum(orders.total) })),
    pipe(o.from(orders), o.select({ n: o.sumDistinct(orders.total) })),
    o.insertInto(stock)({ sku: 'a', amount: 1 }),
    o.insertInto(stock)({ sku: 'a', amount: 2 }),
    o.insertInto(samples)({ id: 1, moment: new Date(0) }),
    o.insertInto(samples)({ id: 1, moment: new Date(1) }),
    o.insertInto(samples)({ id: 1, doc: { type: 'a' } }),
    o.insertInto(samples)({ id: 1, doc: { type: 'b' } }),
    pipe(o.from(orders), o.innerJoin(customers, o.eq(customers.id, orders.customerId))),
    pipe(o.from(orders), o.leftJoin(customers, o.eq(customers.id, orders.customerId))),
    pipe(o.update(stock)({ amount: 1 }), o.everyRow),
    pipe(o.deleteFrom(stock), o.everyRow),
    o.from(moved),
    o.from(o.values('v', { id: o.integer() })([{ id: 1 }])),
    o.from(o.values('v', { id: o.bigint() })([{ id: 1n }])),
    o.from(o.generateSeries('n', o.integer())(1, 3)),
    o.from(o.generateSeries('n', o.integer())(1, 3, 2)),
  ]

  it('tell queries apart by shape and values', () => {
    const hashes = variants.map(o.hash)
    expect(new Set(hashes).size).toBe(variants.length)
    expect(hashes.every((one) => /^[\w-]{22}$/u.test(one))).toBe(true)
    variants.forEach((a, at) => expect(variants.findIndex((b) => o.equals(a, b))).toBe(at))
  })

  it('find one what was written twice', () => {
    expect(o.equals(big('1'), big('1'))).toBe(true)
    expect(o.hash(big('1'))).toBe(o.hash(big('1')))
    expect(o.equals(pipe(big('1') as never, o.when(false, o.distinct)), big('1'))).toBe(true)
  })
})

describe('columnsOf', () => {
  it('has what is selected, tested, joined, ordered by and written', () => {
    const query = pipe(
      o.from(orders),
      o.innerJoin(customers, o.eq(customers.id, orders.customerId)),
      o.where(o.gt(orders.total, '1')),
      o.orderBy(customers.email),
      o.select({ note: o.lower(orders.note) }),
    )
    expect(o.columnsOf(query).toSorted((a, b) => (a.column < b.column ? -1 : 1))).toEqual(
      ['orders.customerId', 'customers.email', 'customers.id', 'orders.note', 'orders.total'].map(column),
    )
    expect(
      o.columnsOf(
        o.insertInto(stock)([
          { sku: 'a', amount: 1 },
          { sku: 'b', amount: 2, note: null },
        ]),
      ),
    ).toEqual(['stock.sku', 'stock.amount', 'stock.note'].map(column))
    expect(
      o
        .columnsOf(pipe(o.update(stock)({ amount: o.add(stock.reserved, 1) }), o.everyRow))
        .map((one) => one.column)
        .toSorted(),
    ).toEqual(['amount', 'reserved'])
  })

  it('has those that rows of a query, and an upsert, write', () => {
    const copied = pipe(
      o.insertFrom(stock)(pipe(o.from(items), o.select({ sku: items.sku, amount: items.quantity }))),
      o.onConflictDoUpdate(stock, stock.sku, (row) => ({ note: row.note })),
    )
    expect(
      o
        .columnsOf(copied)
        .map((one) => `${one.table}.${one.column}`)
        .toSorted(),
    ).toEqual(['items.quantity', 'items.sku', 'stock.amount', 'stock.note', 'stock.sku'])
  })

  it('has the columns of a whole table, by their names in the database', () => {
    expect(o.columnsOf(o.from(people))).toEqual(
      ['id', 'first_name', 'surname'].map((name) => ({ schema: 'staff', table: 'people', column: name })),
    )
  })
})

describe('lineageOf', () => {
  it('follows outputs through derived tables, common table expressions and set operations', () => {
    const totals = pipe(
      o.from(orders),
      o.groupBy(orders.customerId),
      o.select({ customer: orders.customerId, deep: { total: o.sum(o.mul(orders.total, '2')) } }),
      o.subquery('totals'),
    )
    const named = pipe(o.from(totals), o.select({ id: totals.customer, total: totals.deep.total }), o.cte('named'))
    const query = pipe(
      o.from(named),
      o.innerJoin(customers, o.eq(customers.id, named.id)),
      o.select({
        id: named.id,
        text: { of: o.concat(customers.name, ' ', customers.email) },
        total: named.total,
        one: o.literal(1, o.integer()),
      }),
    )
    expect(o.lineageOf(query)).toEqual({
      id: [column('orders.customerId')],
      'text.of': [column('customers.name'), column('customers.email')],
      total: [column('orders.total')],
      one: [],
    })
    const both = pipe(o.from(orders), o.select({ id: orders.id }), o.union(pipe(o.from(customers), o.select({ id: customers.id }))))
    expect(o.lineageOf(both)).toEqual({ id: [column('orders.id'), column('customers.id')] })
    const outside = pipe(both, o.subquery('both'))
    expect(o.lineageOf(pipe(o.from(outside), o.select({ x: outside.id })))).toEqual({ x: [column('orders.id'), column('customers.id')] })
  })

  it('ends in a recursion, and starts at its first query and its step', () => {
    const tree = o.recursive('tree')(pipe(o.from(customers), o.select({ id: customers.id, n: customers.age })), (found) =>
      pipe(
        o.from(orders),
        o.innerJoin(found, o.eq(orders.customerId, found.id)),
        o.select({ id: orders.id, n: o.add(found.n, orders.id) }),
      ),
    )
    expect(o.lineageOf(o.from(tree))).toEqual({
      id: [column('customers.id'), column('orders.id')],
      n: [column('customers.age'), column('orders.id')],
    })
  })

  it('goes into subqueries: of values what they select, of conditions what they name', () => {
    const query = pipe(
      o.from(customers),
      o.select({
        last: o.scalarOf(pipe(o.from(orders), o.where(o.eq(orders.customerId, customers.id)), o.select({ last: o.max(orders.placedOn) }))),
        orders: o.arrayOf(
          pipe(o.from(orders), o.where(o.eq(orders.customerId, customers.id)), o.select({ id: orders.id, who: customers.name })),
        ),
        any: o.exists(pipe(o.from(orders), o.where(o.eq(orders.customerId, customers.id)), o.select({ id: orders.id }))),
      }),
    )
    expect(o.lineageOf(query)).toEqual({
      last: [column('orders.placedOn')],
      orders: [column('orders.id'), column('customers.name')],
      any: expect.arrayContaining([column('orders.customerId'), column('customers.id')]),
    })
  })

  it('has what a write returns, and what views and elements are made of', () => {
    expect(o.lineageOf(pipe(o.deleteFrom(stock), o.everyRow, o.returning({ double: o.mul(stock.amount, 2) })))).toEqual({
      double: [column('stock.amount')],
    })
    expect(o.lineageOf(pipe(o.from(debtors), o.select({ name: debtors.name })))).toEqual({ name: [column('customers.name')] })
    const n = o.generateSeries('n', o.integer())(1, stock.amount)
    expect(o.lineageOf(pipe(o.from(stock), o.crossJoin(n), o.select({ n: n.value })))).toEqual({ n: [column('stock.amount')] })
    const given = o.jsonElements('e')(o.literal([1], o.json()))
    expect(o.lineageOf(pipe(o.from(given), o.select({ e: given.value })))).toEqual({ e: [] })
    const rows = o.values('v', { a: o.integer() })([{ a: 1 }])
    expect(o.lineageOf(o.from(rows))).toEqual({ a: [] })
  })
})

describe('parametersOf', () => {
  it('has the values as they were given, with what they stand beside', () => {
    const query = pipe(o.from(customers), o.where(o.isIn(customers.email, ['a', 'b'])), o.where(o.gt(customers.credit, '1.5')), o.limit(3))
    expect(o.parametersOf(query)).toEqual([
      { value: 3, type: 'integer', column: undefined },
      { value: 'a', type: 'varchar', column: column('customers.email') },
      { value: 'b', type: 'varchar', column: column('customers.email') },
      { value: '1.5', type: 'decimal', column: column('customers.credit') },
    ])
  })

  it('has those of rows and assignments', () => {
    expect(o.parametersOf(o.insertInto(stock)([{ sku: 'a', amount: 1 }])).map(({ value, column: of }) => [of?.column, value])).toEqual([
      ['sku', 'a'],
      ['amount', 1],
    ])
    expect(
      o
        .parametersOf(o.insertFrom(stock)(pipe(o.from(items), o.select({ sku: items.sku, amount: o.literal(5, o.integer()) }))))
        .map(({ value }) => value),
    ).toEqual([5])
  })
})

it.each([[undefined], [5], [{}], [stock], [stock.sku]])('%s is no query, and has nothing in it', (value) => {
  const given = value as never
  expect([o.reads(given), o.writes(given), o.tablesOf(given), o.columnsOf(given), o.parametersOf(given), o.lineageOf(given)]).toEqual([
    [],
    [],
    [],
    [],
    [],
    {},
  ])
})

describe('describeQuery', () => {
  it('is SQL of no database, for the eye', () => {
    const query = pipe(
      o.from(orders),
      o.distinctOn(orders.customerId),
      o.where(o.and(o.ilike(orders.note, 'a%'), o.isIn(orders.id, [1, 2]))),
      o.select({ id: orders.id, 'a key': orders.total }),
    )
    expect(o.describeQuery(query)).toBe(
      [
        'select distinct on (orders."customerId") orders.id, orders.total as "a key"',
        'from orders',
        `where lower(orders.note collate "C") like lower('a%' collate "C") and orders.id in (1, 2)`,
      ]
        .join('\n')
        .replace('orders."customerId"', 'orders.customerId'),
    )
  })

  it('tells what is wrong with one that cannot be planned', () => {
    expect(o.describeQuery(pipe(o.from(orders), o.where(o.eq(customers.id, 1))))).toBe('CompileError: customers is used but not joined')
    expect(o.describeQuery(5 as never)).toContain('this is no query')
  })
})
