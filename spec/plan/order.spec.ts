/** What is wrong with a limit with ties and with a collation, in words. */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { customers, items, orders, samples, stock } from '../support/shop.js'

const { pipe } = o

type Compile = (
  dialect: unknown,
) => (query: unknown) => { readonly left?: object; readonly right?: { readonly sql: string; readonly params: ReadonlyArray<unknown> } }
const compile = o.compile as unknown as Compile

const dialects = [postgres, mysql, mariadb, sqlite]
const sorted = pipe(o.from(orders), o.orderBy(orders.total))

describe('limitWithTies', () => {
  it.each<[string, unknown, string]>([
    ['without an order', pipe(o.from(orders), o.limitWithTies(1)), 'limitWithTies needs an order: without one all rows would be ties'],
    ['of distinct rows', pipe(sorted, o.distinct, o.limitWithTies(1)), 'limitWithTies of distinct rows: make them a subquery'],
    [
      'with a lock',
      pipe(sorted, o.limitWithTies(1), o.forUpdate),
      'for update cannot lock the rows of limitWithTies: lock the rows of the table in a query of their own',
    ],
    ['of a fraction', pipe(sorted, o.limitWithTies(1.5)), 'limit must be a whole number that is not negative, got 1.5'],
    ['of less than none', pipe(sorted, o.limitWithTies(-1)), 'limit must be a whole number that is not negative, got -1'],
    [
      'of nothing',
      pipe(sorted, o.limitWithTies(undefined as never)),
      'limitWithTies takes a whole number that is not negative, got undefined',
    ],
    ['of a text', pipe(sorted, o.limitWithTies('1' as never)), "limit must be a whole number that is not negative, got '1'"],
  ])('is refused %s', (_name, query, message) => {
    for (const dialect of [postgres, mysql]) expect(compile(dialect)(query)).toMatchObject({ left: { _tag: 'CompileError', message } })
  })

  it('is refused of distinctOn', () => {
    expect(compile(postgres)(pipe(sorted, o.distinctOn(orders.total), o.limitWithTies(1)))).toMatchObject({
      left: { reason: 'grouping', message: 'limitWithTies of distinct rows: make them a subquery' },
    })
  })

  it('replaces a limit, and is replaced by one', () => {
    for (const dialect of dialects) {
      expect(compile(dialect)(pipe(sorted, o.limitWithTies(2), o.limit(3)))).toEqual(compile(dialect)(pipe(sorted, o.limit(3))))
      expect(compile(dialect)(pipe(sorted, o.limit(3), o.limitWithTies(2)))).toEqual(compile(dialect)(pipe(sorted, o.limitWithTies(2))))
    }
  })

  it('keeps an offset that comes before or after it', () => {
    for (const dialect of dialects)
      expect(compile(dialect)(pipe(sorted, o.limitWithTies(2), o.offset(1)))).toEqual(
        compile(dialect)(pipe(sorted, o.offset(1), o.limitWithTies(2))),
      )
  })

  it('counts beyond 32 bits where rows are ranked', () => {
    expect(compile(sqlite)(pipe(sorted, o.limitWithTies(2 ** 33))).right?.params).toEqual([8589934592])
  })

  it('is refused by a dialect that has it not', () => {
    const { withTies: _, ...supports } = sqlite.supports
    expect(compile({ ...sqlite, supports })(pipe(sorted, o.limitWithTies(1)))).toMatchObject({
      left: { _tag: 'CompileError', reason: 'unsupported', feature: 'withTies', dialect: 'sqlite' },
    })
  })

  const dependent = pipe(
    o.from(orders),
    o.where(o.eq(orders.customerId, customers.id)),
    o.orderBy(orders.total),
    o.limitWithTies(1),
    o.select({ id: orders.id }),
  )

  it('is refused on MariaDB in a query that depends on the query around it, which answers for another row', () => {
    const query = pipe(o.from(customers), o.select({ id: customers.id, least: o.scalarOf(dependent) }))
    expect(compile(mariadb)(query)).toMatchObject({
      left: { reason: 'unsupported', feature: 'limitWithTies in a query that depends on the query around it' },
    })
    for (const dialect of [postgres, mysql, sqlite]) expect(compile(dialect)(query)).toHaveProperty('right')
  })

  it('is refused on MariaDB in a set operation under exists, whose order is dropped', () => {
    const side = pipe(sorted, o.limitWithTies(1))
    for (const union of [pipe(side, o.union(sorted)), pipe(sorted, o.union(side)), pipe(sorted, o.union(pipe(sorted, o.union(side))))]) {
      const query = pipe(o.from(stock), o.where(o.exists(union)))
      expect(compile(mariadb)(query)).toMatchObject({
        left: { reason: 'unsupported', feature: 'limitWithTies in a set operation under exists' },
      })
      expect(compile(postgres)(query)).toHaveProperty('right')
    }
    expect(compile(mariadb)(pipe(o.from(stock), o.where(o.exists(pipe(sorted, o.union(sorted))))))).toHaveProperty('right')
  })

  it('stands in every part of a statement where rows are ranked', () => {
    const ids = pipe(o.from(stock), o.orderBy(stock.sku), o.limitWithTies(1), o.select({ sku: stock.sku }))
    const one = o.scalarOf(ids)
    const statements: Readonly<Record<string, unknown>> = {
      'insert from': pipe(o.insertFrom(stock)(pipe(ids, o.select({ sku: stock.sku, amount: stock.amount })))),
      upsert: pipe(
        o.insertInto(stock)({ sku: 'a', amount: 1 }),
        o.onConflictDoUpdate(stock, stock.sku, () => ({ note: one as never }), { where: () => o.isIn(stock.sku, ids) }),
      ),
      update: pipe(o.update(customers)({ name: one as never }), o.where(o.isIn(customers.name, ids))),
      delete: pipe(o.deleteFrom(customers), o.where(o.exists(pipe(ids, o.union(ids))))),
      'a document in an update': pipe(o.update(samples)({ doc: { ties: true, orderBy: [] }, words: one as never }), o.everyRow),
    }
    for (const [name, query] of Object.entries(statements)) {
      const made = compile(sqlite)(query)
      expect([name, made.right?.sql ?? made.left]).toEqual([name, expect.stringContaining('rank() over')])
    }
  })

  it('leaves the query as it was', () => {
    const query = pipe(o.from(orders), o.where(o.exists(pipe(sorted, o.limitWithTies(1)))), o.orderBy(orders.id), o.limitWithTies(2))
    const before = JSON.stringify(query)
    for (const dialect of dialects) compile(dialect)(query)
    expect(JSON.stringify(query)).toBe(before)
  })
})

describe('in (subquery)', () => {
  it('is as tight as a comparison', () => {
    const skus = pipe(o.from(items), o.select(items.sku))
    const query = pipe(o.from(stock), o.where(o.isNull(o.isIn(stock.sku, skus))), o.select(stock.sku))
    expect(compile(postgres)(query)).toMatchObject({
      right: { sql: expect.stringContaining('("stock"."sku" in (select "items"."sku" from "items")) is null') as string },
    })
  })
})

describe('collate', () => {
  const by = (collation: unknown, operand: unknown = stock.sku): unknown =>
    pipe(o.from(stock), o.orderBy((o.collate as (a: unknown, b: unknown) => never)(operand, collation)))

  it.each<[unknown]>([['nocase'], [undefined], [null], [5], [{ postgres: 5 }], [{ postgres: '' }], [{ postgres: undefined }]])(
    'is refused by %j',
    (collation) => {
      expect(compile(postgres)(by(collation))).toMatchObject({
        left: {
          _tag: 'CompileError',
          reason: 'malformed',
          message: expect.stringContaining("a collation is 'binary' or a record of names by dialect") as string,
        },
      })
    },
  )

  it('of what rows are grouped by is one value in each group', () => {
    const by = (column: unknown): unknown =>
      pipe(o.from(stock), o.groupBy(stock.note), o.select({ note: o.collate(column as typeof stock.note, 'binary'), n: o.count() }))
    expect(compile(postgres)(by(stock.note))).toHaveProperty('right')
    expect(compile(postgres)(by(stock.sku))).toMatchObject({ left: { reason: 'grouping' } })
  })

  it('binds tighter than every operator', () => {
    const query = pipe(o.from(stock), o.where(o.isNull(o.collate(o.collate(stock.note, 'binary'), 'binary'))), o.select(stock.sku))
    expect(compile(postgres)(query)).toMatchObject({
      right: { sql: 'select "stock"."sku" as "value" from "stock" where ("stock"."note" collate "C") collate "C" is null' },
    })
  })

  it('is refused of what is no text', () => {
    expect(compile(postgres)(by('binary', stock.amount))).toMatchObject({ left: { message: 'only a text has a collation, got integer' } })
    expect(compile(postgres)(by('binary', null))).toMatchObject({ left: { _tag: 'CompileError', reason: 'malformed' } })
  })

  it('is refused where a dialect has no name, its prototype aside', () => {
    expect(compile(sqlite)(by({ postgres: 'C' }))).toMatchObject({
      left: {
        reason: 'unsupported',
        feature: 'collation here',
        message: "sqlite has no collation here: name one: { sqlite: '…' }",
        dialect: 'sqlite',
      },
    })
    expect(compile({ ...sqlite, name: 'constructor' })(by({ postgres: 'C' }))).toHaveProperty('left')
  })

  it('takes names, never SQL', () => {
    const hostile = 'x" desc; drop table stock; --`'
    const names = { postgres: hostile, sqlite: hostile, mysql: hostile, mariadb: hostile }
    expect(compile(postgres)(by(names)).right?.sql).toContain('collate "x"" desc; drop table stock; --`"')
    expect(compile(sqlite)(by(names)).right?.sql).toContain('collate `x" desc; drop table stock; --```')
    for (const dialect of [mysql, mariadb])
      expect(compile(dialect)(by(names))).toMatchObject({ left: { _tag: 'CompileError', reason: 'identifier' } })
  })

  it('binds tighter than any operator', () => {
    const sql = (operand: unknown): string => compile(postgres)(by('binary', operand)).right?.sql ?? ''
    expect(sql(o.concat(stock.sku, 'x'))).toContain(`("stock"."sku" || $1) collate "C"`)
    expect(sql(o.collate(stock.sku, 'binary'))).toContain(`("stock"."sku" collate "C") collate "C"`)
    expect(compile(postgres)(pipe(o.from(stock), o.select({ a: o.concat(o.collate(stock.sku, 'binary'), 'x') }))).right?.sql).toContain(
      `("stock"."sku" collate "C") || $1`,
    )
  })

  it('keeps the names it was given', () => {
    const names = { postgres: 'C' }
    const query = by(names)
    names.postgres = 'other'
    expect(compile(postgres)(query).right?.sql).toContain('collate "C"')
  })
})

describe('an expression that is a value', () => {
  it('is selected and ordered by without being written twice', () => {
    const total = o.mul(o.add(stock.amount, 1), 2)
    const query = pipe(o.from(stock), o.select({ total }), o.orderBy(o.desc(total)))
    expect(compile(postgres)(query).right).toMatchObject({
      sql: 'select ("stock"."amount" + $1) * $2 as "total" from "stock" order by ("stock"."amount" + $3) * $4 desc',
      params: [1, 2, 1, 2],
    })
  })

  it('is one in a group and in its order, parameters included', () => {
    const rest = o.mod(stock.amount, 3)
    const query = pipe(o.from(stock), o.groupBy(rest), o.select({ rest, n: o.count() }), o.orderBy(o.desc(rest)))
    expect(compile(postgres)(query).right).toMatchObject({
      sql: 'select "stock"."amount" % $1 as "rest", count(*) as "n" from "stock" group by "stock"."amount" % $1 order by "stock"."amount" % $1 desc',
      params: [3],
    })
  })
})
