/** Queries as sources: derived tables, common table expressions, lateral ones. */
import { test } from 'vitest'

import {
  as,
  arrayOf,
  count,
  crossJoin,
  cte,
  eq,
  fetchAll,
  from,
  groupBy,
  gt,
  innerJoin,
  isNotNull,
  lateral,
  leftJoin,
  max,
  pipe,
  select,
  subquery,
  sum,
  where,
  type Row,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, type Same } from './support.js'

const totals = pipe(
  from(orders),
  groupBy(orders.customerId),
  select({ customerId: orders.customerId, n: count(), total: sum(orders.total), sub: { note: max(orders.note), deep: { n: count() } } }),
  subquery('totals'),
)

test('a nested projection is reached as it is written', () => {
  const query = pipe(
    from(customers),
    leftJoin(totals, eq(totals.customerId, customers.id)),
    select({ email: customers.email, n: totals.n, note: totals.sub.note, deep: totals.sub.deep.n, whole: totals }),
  )
  fetchAll(query)
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly email: string
        readonly n: number | null
        readonly note: string | null
        readonly deep: number | null
        readonly whole: {
          readonly customerId: number
          readonly n: number
          readonly total: string | null
          readonly sub: { readonly note: string | null; readonly deep: { readonly n: number } }
        } | null
      }
    >
  >()
  // @ts-expect-error no such column
  eq(totals.m, 3)
  // @ts-expect-error a record is no expression
  eq(totals.sub, 3)
})

test('a derived table of a whole table has its columns', () => {
  const big = pipe(from(orders), where(gt(orders.total, '100')), subquery('big'))
  const query = from(big)
  holds<Same<RowOf<typeof query>, Row<typeof orders>>>()
  fetchAll(pipe(from(big), select({ id: big.id, whole: big })))
  const again = pipe(from(big), select({ big }), subquery('again'))
  fetchAll(pipe(from(again), select({ id: again.big.id })))
})

test('a derived table of one expression has its value', () => {
  const ids = pipe(from(orders), select(orders.customerId), subquery('ids'))
  const query = pipe(from(ids), select({ id: ids.value }))
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
})

test('under another name', () => {
  const a = pipe(totals, as('a'))
  const b = pipe(totals, as('b'))
  const query = pipe(from(a), innerJoin(b, eq(a.customerId, b.customerId)), select({ a: a.n, b: b.sub.deep.n }))
  holds<Same<RowOf<typeof query>, { readonly a: number; readonly b: number }>>()
  // @ts-expect-error the first name is not in scope
  fetchAll(pipe(from(a), select({ n: totals.n })))
})

test('a common table expression twice', () => {
  const big = pipe(from(orders), where(gt(orders.total, '100')), cte('big'))
  const other = pipe(big, as('other'))
  fetchAll(pipe(from(big), innerJoin(other, eq(big.id, other.parentId)), select({ a: big.id, b: other.id })))
})

test('lateral sees what is joined before it, two levels deep', () => {
  const latest = pipe(
    from(orders),
    where(eq(orders.customerId, customers.id)),
    select({ id: orders.id, items: arrayOf(pipe(from(items), where(eq(items.orderId, orders.id)))) }),
    lateral('latest'),
  )
  const query = pipe(from(customers), crossJoin(latest), select({ email: customers.email, items: latest.items }))
  fetchAll(query)
  holds<Same<RowOf<typeof query>['items'], ReadonlyArray<Row<typeof items>>>>()
})

test('nested rows in a derived table stay rows', () => {
  const d = pipe(
    from(customers),
    select({ id: customers.id, orders: arrayOf(pipe(from(orders), select({ id: orders.id }))) }),
    subquery('d'),
  )
  const query = pipe(from(d), where(isNotNull(d.id)), select({ orders: d.orders }))
  holds<Same<RowOf<typeof query>, { readonly orders: ReadonlyArray<{ readonly id: number }> }>>()
})
