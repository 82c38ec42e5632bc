/** CREATE VIEW, DROP VIEW, REFRESH MATERIALIZED VIEW. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { schemaSql } from '../../lib/index.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { orders, stock } from '../support/shop.js'

const { pipe } = o

const paid = pipe(o.from(orders), o.where(o.isIn(orders.status, ['paid'])), o.cte('paid'))

/** Every place of a value: a text, a list, a count. */
const recent = o.view(
  'recent',
  pipe(o.from(paid), o.where(o.ne(paid.note, `it's`)), o.orderBy(paid.id), o.limit(5), o.select({ id: paid.id, total: paid.total })),
)

const kept = o.view('kept', pipe(o.from(stock), o.select({ sku: stock.sku })), { schema: 'shop', materialized: true })

const sqlOf = (dialect: Dialect, change: o.SchemaChange): unknown => {
  const made = schemaSql(dialect)(change)
  return made._tag === 'Right' ? made.right : made.left.message
}

describe('a view', () => {
  it.each([
    [
      postgres,
      `create view "recent" as with "paid" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."status" = any('{"paid"}'::text[])) select "paid"."id", "paid"."total" from "paid" where "paid"."note" <> 'it''s' order by "paid"."id" limit 5`,
    ],
    [
      mysql,
      "create view `recent` as with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` in ('paid')) select `paid`.`id`, `paid`.`total` from `paid` where `paid`.`note` <> 'it''s' order by `paid`.`id` limit 5",
    ],
    [
      mariadb,
      "create view `recent` as with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` in ('paid')) select `paid`.`id`, `paid`.`total` from `paid` where `paid`.`note` <> 'it''s' order by `paid`.`id` limit 5",
    ],
    [
      sqlite,
      "create view `recent` as with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` in ('paid')) select `paid`.`id`, `paid`.`total` from `paid` where `paid`.`note` <> 'it''s' order by `paid`.`id` limit 5",
    ],
  ])('is made with its values written out, on %o', (dialect: Dialect, sql) => {
    expect(sqlOf(dialect, o.createView(recent))).toEqual([sql])
  })

  it('is dropped', () => {
    expect(sqlOf(postgres, o.dropView(recent))).toEqual(['drop view "recent"'])
    expect(sqlOf(sqlite, o.dropView(recent, { ifExists: true }))).toEqual(['drop view if exists `recent`'])
  })

  it('is not refreshed', () => {
    expect(sqlOf(postgres, o.refreshView(recent))).toBe('postgres has no refresh of a plain view: its rows are always new')
  })

  it('may be materialized on PostgreSQL', () => {
    expect(sqlOf(postgres, o.createView(kept))).toEqual(['create materialized view "shop"."kept" as select "stock"."sku" from "stock"'])
    expect(sqlOf(postgres, o.refreshView(kept))).toEqual(['refresh materialized view "shop"."kept"'])
    expect(sqlOf(postgres, o.refreshView(kept, { concurrently: true }))).toEqual(['refresh materialized view concurrently "shop"."kept"'])
    expect(sqlOf(postgres, o.dropView(kept))).toEqual(['drop materialized view "shop"."kept"'])
    for (const dialect of [mysql, mariadb, sqlite] as ReadonlyArray<Dialect>)
      for (const change of [o.createView(kept), o.dropView(kept), o.refreshView(kept)])
        expect(sqlOf(dialect, change)).toBe(`${dialect.name} has no materializedViews: make a table of it, or a plain view`)
  })

  it('is refused in words', () => {
    expect(sqlOf(postgres, o.createView(orders as never))).toBe('expected a view, got a source')
    expect(sqlOf(postgres, o.dropView(undefined as never))).toBe('expected a view, got undefined')
    const distinctOn = o.view('d', pipe(o.from(stock), o.distinctOn(stock.sku)))
    expect(sqlOf(mysql, o.createView(distinctOn))).toBe('mysql has no distinctOn')
    expect(sqlOf(postgres, o.createView(o.view('v', pipe(o.from(stock), o.where(o.eq(stock.amount, 'x' as never))))))).toContain(
      'expected a number',
    )
    expect(sqlOf(postgres, o.createView(o.view('x'.repeat(70), o.from(stock))))).toContain('it is longer than 63 bytes')
  })
})
