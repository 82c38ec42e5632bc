/** Where `for update` has rows of tables to lock, and where it has none. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { compileNode } from '../../lib/render/compile.js'
import { queryNode } from '../../lib/query/query.js'
import { customers, orders } from '../support/shop.js'

const { forUpdate, from, pipe, select } = o

const locked = pipe(from(orders), forUpdate)
const computed = 'for update cannot lock the rows of distinct, groups or windows'
const absent = 'for update cannot lock the absent side of an outer join'

const refused: ReadonlyArray<readonly [string, o.AnyQuery, string]> = [
  ['distinct', pipe(from(orders), o.distinct, forUpdate), computed],
  ['distinct on', pipe(from(orders), o.distinctOn(orders.status), forUpdate), computed],
  ['groups', pipe(from(orders), o.groupBy(orders.status), select({ status: orders.status }), forUpdate), computed],
  ['an aggregate', pipe(from(orders), select({ n: o.count() }), forUpdate), computed],
  ['a window', pipe(from(orders), select({ n: o.over(o.rowNumber) }), forUpdate), computed],
  ['a left join', pipe(from(orders), o.leftJoin(customers, o.eq(customers.id, orders.customerId)), forUpdate), absent],
  ['a right join', pipe(from(orders), o.rightJoin(customers, o.eq(customers.id, orders.customerId)), forUpdate), absent],
  ['the left of a set operation', pipe(locked, o.unionAll(from(orders))), 'for update cannot stand in a set operation'],
  ['the right of a set operation', pipe(from(orders), o.unionAll(locked)), 'for update cannot stand in a set operation'],
  ['nested rows', pipe(from(customers), select({ orders: o.arrayOf(locked) })), 'for update cannot stand in nested rows'],
]

describe.each([postgres, mysql, mariadb])('$name', (dialect) => {
  // MySQL has no distinct on.
  const cases = refused.filter(([name]) => name !== 'distinct on' || dialect.name === 'postgres')

  it.each(cases)('does not lock in %s', (_name, query, message) => {
    expect(compileNode(dialect, queryNode(query))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'CompileError', reason: 'grouping', message: `${message}: lock the rows of the table in a query of their own` },
    })
  })

  it.each([
    ['an inner join', pipe(from(orders), o.innerJoin(customers, o.eq(customers.id, orders.customerId)), forUpdate)],
    ['a page', pipe(locked, o.orderBy(orders.id), o.limit(1))],
    ['a subquery', pipe(from(orders), o.where(o.isIn(orders.id, pipe(locked, select({ id: orders.id })))))],
    ['a nested aggregate', pipe(from(orders), select({ n: o.scalarOf(pipe(from(customers), select({ n: o.count() }))) }), forUpdate)],
  ] as const)('locks in %s', (_name, query) => {
    expect(compileNode(dialect, queryNode(query))).toMatchObject({
      _tag: 'Right',
      right: { sql: expect.stringContaining('for update') as never },
    })
  })
})
