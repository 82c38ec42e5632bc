/** What an outer join can make absent may be null, wherever it shows. */
import { test } from 'vitest'

import {
  coalesce,
  concat,
  count,
  crossJoin,
  eq,
  from,
  fullJoin,
  innerJoin,
  isNotDistinctFrom,
  isNull,
  leftJoin,
  pipe,
  rightJoin,
  select,
  subquery,
  type Row,
  type RowOf,
  add,
  isNotNull,
  where,
  arrayOf,
  lower,
} from '../../lib/index.js'
import { customers, holds, items, orders, type Same } from './support.js'

const on = eq(orders.customerId, customers.id)

test('left join: the source that is joined', () => {
  const query = pipe(from(customers), leftJoin(orders, on), select({ id: customers.id, total: orders.total, order: orders }))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly total: string | null; readonly order: Row<typeof orders> | null }>>()
})

test('right join: the sources before it', () => {
  const query = pipe(from(customers), rightJoin(orders, on), select({ id: customers.id, total: orders.total, who: customers }))
  holds<Same<RowOf<typeof query>, { readonly id: number | null; readonly total: string; readonly who: Row<typeof customers> | null }>>()
  const later = pipe(
    from(customers),
    innerJoin(orders, on),
    rightJoin(items, eq(items.orderId, orders.id)),
    select({ a: customers.id, b: orders.id, c: items.id }),
  )
  holds<Same<RowOf<typeof later>, { readonly a: number | null; readonly b: number | null; readonly c: number }>>()
})

test('full join: both', () => {
  const query = pipe(from(customers), fullJoin(orders, on), select({ id: customers.id, total: orders.total }))
  holds<Same<RowOf<typeof query>, { readonly id: number | null; readonly total: string | null }>>()
})

test('inner and cross join: none', () => {
  const query = pipe(
    from(customers),
    innerJoin(orders, on),
    crossJoin(items),
    select({ id: customers.id, total: orders.total, sku: items.sku }),
  )
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly total: string; readonly sku: string }>>()
})

test('without a select the root is the row, absent where a right join makes it so', () => {
  const query = pipe(from(customers), rightJoin(orders, on))
  holds<Same<RowOf<typeof query>, Row<typeof customers> | null>>()
})

test('expressions are null with what they depend on, unless they say what to do with null', () => {
  const query = pipe(
    from(customers),
    leftJoin(orders, on),
    select({
      sum: add(orders.id, customers.id),
      text: concat('#', lower(orders.status)),
      total: coalesce(orders.total, '0'),
      either: coalesce(orders.total, customers.credit),
      neither: coalesce(customers.credit, orders.total),
      missing: isNull(orders.id),
      same: isNotDistinctFrom(orders.total, '3'),
      rows: count(orders.id),
      nested: arrayOf(pipe(from(items), where(eq(items.orderId, orders.id)), select({ sku: items.sku }))),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly sum: number | null
        readonly text: string | null
        readonly total: string
        readonly either: string
        readonly neither: string | null
        readonly missing: boolean
        readonly same: boolean
        readonly rows: number
        readonly nested: ReadonlyArray<{ readonly sku: string }>
      }
    >
  >()
})

test('nullability follows a source through a derived table', () => {
  const inner = pipe(from(customers), leftJoin(orders, on), select({ id: customers.id, total: orders.total, order: orders }), subquery('d'))
  const query = pipe(from(inner), select({ id: inner.id, total: inner.total, status: inner.order.status }))
  holds<
    Same<RowOf<typeof query>, { readonly id: number; readonly total: string | null; readonly status: 'open' | 'paid' | 'sent' | null }>
  >()
})

test('a derived table that is left joined has nullable columns', () => {
  const totals = pipe(from(orders), select({ id: orders.customerId, total: orders.total }), subquery('totals'))
  const query = pipe(from(customers), leftJoin(totals, eq(totals.id, customers.id)), select({ total: totals.total, whole: totals }))
  holds<
    Same<RowOf<typeof query>, { readonly total: string | null; readonly whole: { readonly id: number; readonly total: string } | null }>
  >()
})

test('what is proven not null is not', () => {
  const query = pipe(from(customers), leftJoin(orders, on), where(isNotNull(orders.total)), select({ total: orders.total, id: orders.id }))
  holds<Same<RowOf<typeof query>, { readonly total: string; readonly id: number | null }>>()
})
