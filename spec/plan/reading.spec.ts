/** What a piece of the syntax tree reads. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { belongsAround, columnsRead, excludedRead, isCorrelated } from '../../lib/plan/reading.js'
import type { ExpressionNode, InsertNode, SelectNode } from '../../lib/tree/node.js'
import { queryNode } from '../../lib/query/query.js'
import { customers, orders, samples, stock } from '../support/shop.js'

const { from, pipe } = o

const node = (expression: unknown): ExpressionNode => expression as ExpressionNode
const rows = (query: unknown): SelectNode => queryNode(query as o.AnyQuery) as SelectNode

describe('isCorrelated', () => {
  const own = pipe(from(orders), o.where(o.gt(orders.total, '1')))
  const around = pipe(from(orders), o.where(o.eq(orders.customerId, customers.id)))

  it('is of a source of the queries around it, at any depth', () => {
    expect(isCorrelated(rows(own))).toBe(false)
    expect(isCorrelated(rows(around))).toBe(true)
    expect(isCorrelated(rows(pipe(from(stock), o.where(o.exists(around)))))).toBe(true)
    expect(isCorrelated(rows(pipe(from(customers), o.where(o.exists(around)))))).toBe(false)
    expect(isCorrelated(rows(pipe(from(stock), o.innerJoin(customers, o.always), o.where(o.exists(around)))))).toBe(false)
  })
})

describe('columnsRead', () => {
  it('are those that the elements of an array come from', () => {
    const elements = o.jsonElements('e')(samples.doc as never)
    expect(columnsRead(node(o.isNull(elements.value)), 'samples')).toEqual(new Set(['doc']))
  })

  it('are those of the table, and none of a query that has the table for its own', () => {
    expect(columnsRead(o.add(stock.amount, stock.reserved), 'stock')).toEqual(new Set(['amount', 'reserved']))
    expect(columnsRead(o.add(stock.amount, orders.id), 'stock')).toEqual(new Set(['amount']))
    expect(columnsRead(o.scalarOf(pipe(from(stock), o.select({ n: o.max(stock.amount) }))), 'stock')).toEqual(new Set())
    expect(columnsRead({ _tag: 'Column', source: 'stock', column: 'amount' }, 'stock')).toEqual(new Set())
  })
})

describe('excludedRead', () => {
  it('are the columns of the row that was to be inserted', () => {
    const upsert = pipe(
      o.insertInto(stock)({ sku: 'pen', amount: 1 }),
      o.onConflictDoUpdate(stock, stock.sku, (row) => ({ amount: o.add(stock.amount, row.amount), reserved: 0, note: row.note })),
    )
    const { onConflict } = queryNode(upsert) as InsertNode
    expect(excludedRead(onConflict?.update?.set ?? {})).toEqual(new Set(['amount', 'note']))
  })
})

describe('belongsAround', () => {
  it.each([
    ['a column of its own', [customers.id], false],
    ['one of its own and one of another', [customers.id, orders.id], false],
    ['one of another query', [orders.id], true],
    ['no column', [o.literal(1, o.integer())], false],
    ['a table in the text of a fragment', [o.sql(o.integer())`(select max(id) from ${orders})`], true],
  ] as const)('of %s', (_name, expressions, expected) => {
    expect(belongsAround(expressions.map(node), new Set(['customers']))).toBe(expected)
  })
})
