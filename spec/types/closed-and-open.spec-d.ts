/** A query that uses a source it has not joined is open: only a parent that has the source can close it. */
import { test } from 'vitest'

import {
  arrayOf,
  as,
  asc,
  crossJoin,
  cte,
  deleteFrom,
  desc,
  eq,
  exists,
  fetchAll,
  firstOf,
  from,
  groupBy,
  gt,
  having,
  innerJoin,
  insertFrom,
  isIn,
  lateral,
  leftJoin,
  limit,
  orderBy,
  pipe,
  returning,
  scalarOf,
  select,
  subquery,
  sum,
  union,
  update,
  where,
} from '../../lib/index.js'
import { customers, items, orders } from './support.js'

const open = pipe(from(orders), where(eq(orders.customerId, customers.id)))

test('an open query does not run', () => {
  // @ts-expect-error customers is used but not joined
  fetchAll(open)
  // @ts-expect-error the same inside a pipe
  pipe(open, fetchAll)
})

test('every clause can open a query', () => {
  // @ts-expect-error in select
  fetchAll(pipe(from(orders), select({ a: customers.id })))
  // @ts-expect-error deep in select
  fetchAll(pipe(from(orders), select({ a: orders.id, b: { c: { d: customers.id } } })))
  // @ts-expect-error in one of two nested records, the other of which has fewer keys
  fetchAll(pipe(from(orders), select({ a: { x: orders.id, y: customers.id }, b: { x: orders.id } })))
  // @ts-expect-error a whole table in select
  fetchAll(pipe(from(orders), select({ a: orders.id, b: customers })))
  // @ts-expect-error a single expression in select
  fetchAll(pipe(from(orders), select(customers.id)))
  // @ts-expect-error in order by
  fetchAll(pipe(from(orders), orderBy(asc(orders.id), desc(customers.id))))
  // @ts-expect-error a bare column in order by
  fetchAll(pipe(from(orders), orderBy(customers.id)))
  // @ts-expect-error in group by
  fetchAll(pipe(from(orders), groupBy(orders.id, customers.id), select({ id: orders.id })))
  // @ts-expect-error in having
  fetchAll(pipe(from(orders), groupBy(orders.id), having(gt(sum(items.amount), 3n)), select({ id: orders.id })))
  // @ts-expect-error in the condition of a join
  fetchAll(pipe(from(orders), innerJoin(items, eq(items.orderId, customers.id))))
  // @ts-expect-error in an update's value
  fetchAll(pipe(update(customers)({ age: orders.id }), where(eq(customers.id, 1)), returning(customers)))
  // @ts-expect-error in a delete's where
  fetchAll(pipe(deleteFrom(customers), where(eq(orders.customerId, customers.id)), returning(customers)))
  // @ts-expect-error in returning
  fetchAll(pipe(deleteFrom(customers), where(eq(customers.id, 1)), returning(orders)))
})

test('a join closes, before or after', () => {
  fetchAll(pipe(from(orders), where(eq(orders.customerId, customers.id)), crossJoin(customers)))
  fetchAll(pipe(from(orders), select({ a: customers.id }), innerJoin(customers, eq(orders.customerId, customers.id))))
  fetchAll(pipe(from(orders), orderBy(), limit(1)))
})

test('a parent that has the source closes', () => {
  fetchAll(pipe(from(customers), where(exists(open))))
  fetchAll(
    pipe(from(customers), select({ rows: arrayOf(open), first: firstOf(open), n: scalarOf(pipe(open, select({ n: sum(orders.total) }))) })),
  )
  fetchAll(pipe(from(customers), where(isIn(customers.id, pipe(open, select({ id: orders.id }))))))
  const latest = pipe(open, orderBy(desc(orders.id)), limit(1), select({ total: orders.total }), lateral('latest'))
  fetchAll(pipe(from(customers), crossJoin(latest), select({ id: customers.id, total: latest.total })))
})

test('a parent without the source stays open', () => {
  // @ts-expect-error
  fetchAll(pipe(from(items), where(exists(open))))
  // @ts-expect-error
  fetchAll(pipe(from(items), select({ a: arrayOf(open) })))
  // @ts-expect-error
  fetchAll(pipe(from(items), where(isIn(items.id, pipe(open, select({ id: orders.id }))))))
  const latest = pipe(open, select({ total: orders.total }), lateral('latest'))
  // @ts-expect-error a lateral source whose own source is missing
  fetchAll(from(latest))
  // @ts-expect-error under another name too
  fetchAll(from(pipe(latest, as('other'))))
})

test('a derived table, a common table expression and the rows of an insert are closed', () => {
  // @ts-expect-error
  pipe(open, subquery('d'))
  // @ts-expect-error
  pipe(open, cte('d'))
  // @ts-expect-error
  insertFrom(orders)(open)
})

test('a set operation is as open as its operands', () => {
  const ids = pipe(open, select({ id: orders.id }))
  const others = pipe(from(items), select({ id: items.id }))
  // @ts-expect-error on the left
  fetchAll(pipe(ids, union(others)))
  // @ts-expect-error on the right
  fetchAll(pipe(others, union(ids)))
  fetchAll(pipe(from(customers), where(exists(pipe(others, union(ids))))))
})

test('correlation goes two levels deep', () => {
  const mid = pipe(
    from(orders),
    where(exists(pipe(from(items), where(eq(items.orderId, orders.id)), where(gt(items.amount, customers.age))))),
  )
  fetchAll(pipe(from(customers), where(exists(mid))))
  // @ts-expect-error the outermost source is missing
  fetchAll(mid)
})

test('a name can be in a query once', () => {
  // @ts-expect-error
  pipe(from(customers), innerJoin(customers, eq(customers.id, customers.id)))
  // @ts-expect-error a second join of one name
  pipe(from(customers), leftJoin(orders, eq(orders.customerId, customers.id)), crossJoin(orders))
  const parent = pipe(orders, as('parent'))
  fetchAll(pipe(from(orders), leftJoin(parent, eq(parent.id, orders.parentId)), select({ id: orders.id, up: parent.total })))
  // @ts-expect-error parent itself is not joined
  fetchAll(pipe(from(orders), select({ up: parent.total })))
})
