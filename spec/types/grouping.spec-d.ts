/** What is selected beside a grouping is grouped or aggregated. */
import { test } from 'vitest'

import {
  arrayOf,
  avg,
  count,
  desc,
  eq,
  fetchAll,
  filterWhere,
  from,
  groupBy,
  gt,
  having,
  innerJoin,
  limit,
  lower,
  max,
  orderBy,
  pipe,
  select,
  subquery,
  sum,
  where,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, people, type Same } from './support.js'

test('grouped columns and aggregates', () => {
  fetchAll(pipe(from(customers), groupBy(customers.email), select({ email: customers.email, n: count() })))
  fetchAll(pipe(from(customers), select({ email: customers.email, n: count() }), groupBy(customers.email)))
  // @ts-expect-error
  fetchAll(pipe(from(customers), groupBy(customers.email), select({ id: customers.id })))
  // @ts-expect-error deep
  fetchAll(pipe(from(customers), groupBy(customers.email), select({ n: count(), deep: { id: customers.id } })))
  // @ts-expect-error a single expression
  fetchAll(pipe(from(customers), groupBy(customers.email), select(customers.age)))
  // @ts-expect-error in a derived table
  pipe(from(customers), groupBy(customers.email), select({ age: customers.age }), subquery('d'))
  // @ts-expect-error in nested rows
  arrayOf(pipe(from(customers), groupBy(customers.email), select({ age: customers.age })))
  // @ts-expect-error one of two grouped columns is not selected
  fetchAll(pipe(from(customers), groupBy(customers.email), groupBy(customers.age), select({ credit: customers.credit })))
})

test('a primary key groups its whole table', () => {
  fetchAll(pipe(from(customers), groupBy(customers.id), select({ email: customers.email, credit: customers.credit })))
  fetchAll(
    // @ts-expect-error not that of another
    pipe(from(customers), innerJoin(orders, eq(orders.customerId, customers.id)), groupBy(customers.id), select({ total: orders.total })),
  )
})

test('by an expression', () => {
  const query = pipe(from(customers), groupBy(lower(customers.email)), select({ mail: lower(customers.email), n: count() }))
  fetchAll(query)
  holds<Same<RowOf<typeof query>, { readonly mail: string; readonly n: number }>>()
})

test('having and order by take aggregates', () => {
  fetchAll(
    pipe(
      from(orders),
      groupBy(orders.customerId),
      having(gt(count(), 3)),
      orderBy(desc(count()), desc(sum(orders.total))),
      select({ id: orders.customerId }),
      limit(3),
    ),
  )
})

test('what aggregates give does not depend on the dialect', () => {
  const query = pipe(
    from(people),
    where(gt(people.weight, 3)),
    select({
      n: count(),
      steps: sum(people.steps),
      weight: sum(people.weight),
      mean: avg(people.weight),
      first: max(people.born),
      active: pipe(count(), filterWhere(eq(people.active, true))),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly n: number
        readonly steps: string | null
        readonly weight: number | null
        readonly mean: number | null
        readonly first: string | null
        readonly active: number
      }
    >
  >()
  const sums = pipe(from(items), select({ amount: sum(items.amount) }))
  holds<Same<RowOf<typeof sums>, { readonly amount: bigint | null }>>()
  // @ts-expect-error
  sum(orders.note)
  // @ts-expect-error
  avg(people.seen)
  // @ts-expect-error a column is no aggregate
  filterWhere(eq(orders.id, 3))(orders.id)
})
