/** What writes and locks refuse, in words. */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { archive, bookings, customers, items, orders, stock } from '../support/shop.js'

const { eq, pipe } = o

const message = (dialect: Dialect, query: unknown): string => {
  const made = o.compile(dialect as never)(query as never) as { readonly _tag: string; readonly left?: { readonly message: string } }
  return made._tag === 'Left' ? (made.left?.message ?? '') : 'compiled'
}

const each = (rows: unknown, key: unknown, of: unknown = stock): unknown => o.updateEach(of as never, rows as never, { key } as never)
const row = { sku: 'a', amount: 1 }
const decimals = o.table('decimals', { id: o.decimal(3, 1, { primaryKey: true }), note: o.text() })
const ids = o.table('each', { id: o.uuid({ primaryKey: true }), note: o.text() })
const uuid = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('updateEach', () => {
  it.each<[string, unknown, string]>([
    ['no rows', each([], stock.sku), 'expected at least one row, got an array'],
    ['rows that are no list', each(5, stock.sku), 'expected at least one row, got 5'],
    ['a row that is none', each([row, null], stock.sku), 'expected rows that are records of values, got an array'],
    ['no key', each([row], undefined), 'expected a key of columns of stock, got undefined'],
    ['an empty key', each([row], []), 'expected a key of columns of stock, got an array'],
    ['a key of another table', each([row], items.sku), 'expected a key of columns of stock, got an expression'],
    ['a key of an expression', each([row], o.lower(stock.sku)), 'expected a key of columns of stock, got an expression'],
    [
      'a key of decimals',
      each([{ id: '1.0', note: '' }], decimals.id, decimals),
      'expected a key of integers, texts, uuids or dates, got an expression',
    ],
    ['a key that is not named', each([{ amount: 1 }], stock.sku), 'expected rows with their key, sku, got an array'],
    ['nothing beside the key', each([{ sku: 'a' }], stock.sku), 'expected rows with something to set beside their key, got an array'],
    [
      'a key that is no column',
      each([{ sku: 'a', amuont: 1 }], stock.sku),
      'expected columns of stock, of which amuont is none, got an array',
    ],
    [
      'rows of other columns',
      each([row, { sku: 'b', note: 'x' }], stock.sku),
      'expected rows that all name the same columns, got an array',
    ],
    [
      'rows of more columns',
      each([row, { sku: 'b', amount: 2, note: 'x' }], stock.sku),
      'expected rows that all name the same columns, got an array',
    ],
    ['two rows of one key', each([row, { sku: 'a', amount: 2 }], stock.sku), 'expected rows of different keys, got an array'],
    [
      'two rows of one uuid',
      each(
        [
          { id: uuid, note: '' },
          { id: uuid.toUpperCase(), note: '' },
        ],
        ids.id,
        ids,
      ),
      'expected rows of different keys, got an array',
    ],
    ['a table that is none', each([row], stock.sku, 5), 'expected a table, got 5'],
  ])('says what is wrong with %s', (_name, query, expected) => {
    for (const dialect of [postgres, mysql, mariadb, sqlite]) expect(message(dialect, query)).toBe(expected)
  })

  it('names the rows by what the table is not called', () => {
    expect(o.compile(postgres)(o.updateEach(ids, [{ id: uuid, note: 'x' }], { key: ids.id }))).toMatchObject({
      right: { sql: expect.stringContaining('as "each_row" ("id", "note") where "each_row"."id" = "each"."id"') as never },
    })
  })

  it('says which value is none of its column', () => {
    expect(message(postgres, each([row, { sku: 'b', amount: 'x' }], stock.sku))).toContain('amount')
    expect(message(postgres, each([{ sku: 'a', amount: null }], stock.sku))).toContain('null in a column that is not nullable')
  })
})

describe('using', () => {
  const change = o.update(stock)({ amount: 1 })
  it.each<[string, unknown, string]>([
    [
      'the table itself',
      pipe(change, o.using(stock as never, o.always) as never),
      'stock is already in this query: give it another name with as',
    ],
    ['a source that is none', pipe(change, o.using(5 as never, o.always) as never), 'expected a table or another source, got 5'],
    ['a condition of another table', pipe(change, o.using(items, eq(orders.id, items.orderId)) as never), 'orders is used but not joined'],
    [
      'a source that comes later',
      pipe(change, o.using(items, eq(items.orderId, orders.id)) as never, o.using(orders, o.always) as never),
      'orders is used but not joined',
    ],
    [
      'a condition that is always true',
      pipe(change, o.using(items, o.always)),
      'this update of stock has no where: it would touch every row; say everyRow if that is meant',
    ],
    [
      'a delete on what is always true',
      pipe(o.deleteFrom(stock), o.using(items, o.and())),
      'this delete of stock has no where: it would touch every row; say everyRow if that is meant',
    ],
    ['a select', pipe(o.from(stock) as never, o.using(items, o.always) as never), 'expected an update or delete, got a query'],
    ['an aggregate', pipe(change, o.using(items, o.gt(o.count(), 1) as never)), 'an aggregate cannot stand in a join condition'],
  ])('refuses %s', (_name, query, expected) => {
    for (const dialect of [postgres, mysql, mariadb, sqlite]) expect(message(dialect, query)).toBe(expected)
  })

  it('joins every row where that is said', () => {
    const every = pipe(change, o.using(items, o.always), o.everyRow)
    const gone = pipe(o.deleteFrom(stock), o.using(items, o.always), o.everyRow)
    for (const dialect of [postgres, mysql, mariadb, sqlite]) {
      expect(message(dialect, every)).toBe('compiled')
      expect(message(dialect, gone)).toBe('compiled')
    }
  })

  it('is read by what a query tells of itself', () => {
    const query = pipe(o.update(stock)({ note: items.sku }), o.using(items, eq(items.sku, stock.sku)))
    expect(o.reads(query).map(({ table }) => table)).toEqual(['stock', 'items'])
    expect(o.writes(query).map(({ table }) => table)).toEqual(['stock'])
    const returned = pipe(query, o.returning({ price: items.price }))
    expect(o.lineageOf(returned)).toMatchObject({ price: [{ table: 'items', column: 'price' }] })
  })
})

it('truncateTable takes no other clause', () => {
  const whole = 'truncateTable takes every row, and returns none: use deleteFrom'
  expect(message(postgres, pipe(o.truncateTable(archive) as never, o.where(eq(archive.id, 1))))).toBe(whole)
  expect(message(postgres, pipe(o.truncateTable(archive) as never, o.returning({ id: archive.id }) as never))).toBe(whole)
  expect(message(mysql, o.truncateTable(archive))).toBe(
    'mysql has no truncate: deleteFrom with everyRow deletes the rows, in the transaction',
  )
})

describe('conflicts', () => {
  const insert = o.insertInto(bookings)({ id: 1, seat: 'A', state: 'open' })
  it.each<[string, unknown, string]>([
    [
      'a condition of no index',
      pipe(insert, o.onConflictDoNothing(o.onIndex(bookings.seat, eq(bookings.state, 'closed')))),
      'the condition is that of no unique index of bookings',
    ],
    [
      'an index on what is no column',
      pipe(insert, o.onConflictDoNothing(o.onIndex(5 as never, eq(bookings.state, 'open')))),
      'the target of a conflict is one or more columns',
    ],
    [
      'no condition',
      pipe(insert, o.onConflictDoNothing(o.onIndex(bookings.seat, undefined as never))),
      'expected an expression, got undefined',
    ],
    [
      'a constraint without a name',
      pipe(insert, o.onConflictDoNothing(o.onConstraint(5 as never))),
      'expected the name of a constraint, got 5',
    ],
    ['a constraint of an empty name', pipe(insert, o.onConflictDoNothing(o.onConstraint(''))), "expected the name of a constraint, got ''"],
  ])('refuse %s', (_name, query, expected) => {
    expect(message(postgres, query)).toBe(expected)
  })

  it('are those of an insert, not of a replace', () => {
    expect(message(sqlite, pipe(o.replaceInto(archive)({ id: 1, total: '1' }), o.onConflictDoNothing(archive.id)))).toBe(
      'a replace has no conflicts',
    )
    for (const rows of [undefined, 5, [null], [{ nothing: 1 }], []])
      expect(message(sqlite, o.replaceInto(archive)(rows as never))).not.toBe('compiled')
  })
})

describe('locks', () => {
  const all = o.from(customers)
  it.each<[string, unknown, string]>([
    ['skip locked without a lock', o.skipLocked(all as never), 'expected a query with a lock, got a query'],
    ['nowait without a lock', o.noWait(all as never), 'expected a query with a lock, got a query'],
    ['lockOf without a lock', pipe(all as never, o.lockOf(customers) as never), 'expected a query with a lock, got a query'],
    ['a table that is not there', pipe(all, o.forUpdate, o.lockOf(orders) as never), 'orders is locked but not joined'],
    [
      'a source that is no table',
      pipe(all, o.subquery('c'), (c) => pipe(o.from(c), o.forUpdate, o.lockOf(c as never) as never)),
      'c is no table, and has no rows to lock',
    ],
    [
      'the absent side of a join',
      pipe(all, o.leftJoin(orders, eq(orders.customerId, customers.id)), o.forShare, o.lockOf(orders)),
      'for share cannot lock the absent side of an outer join: lock the rows of the table in a query of their own',
    ],
    [
      'the left of a full join',
      pipe(all, o.fullJoin(orders, eq(orders.customerId, customers.id)), o.forUpdate, o.lockOf(customers)),
      'for update cannot lock the absent side of an outer join: lock the rows of the table in a query of their own',
    ],
  ])('refuse %s', (_name, query, expected) => {
    expect(message(postgres, query)).toBe(expected)
  })

  it('are the last one said, with what was said of it', () => {
    expect(o.compile(postgres)(pipe(all, o.forShare, o.skipLocked, o.forUpdate, o.select({ id: customers.id })))).toMatchObject({
      right: { sql: 'select "customers"."id" from "customers" for update skip locked' },
    })
  })
})

describe('a joined write', () => {
  it('is guarded by its where alone, where the join says nothing', () => {
    const query = pipe(o.deleteFrom(stock), o.using(items, o.always), o.where(eq(stock.sku, 'pen')))
    for (const dialect of [postgres, mysql, mariadb, sqlite])
      expect((o.compile(dialect as typeof postgres)(query) as { readonly right?: { readonly sql: string } }).right?.sql).toContain('where')
    for (const dialect of [mysql, sqlite])
      expect(message(dialect as Dialect, pipe(o.deleteFrom(stock), o.using(items, o.always)))).toContain('has no where')
  })
})
