/** Rows in rows, relations, subqueries as values. */
import { test } from 'vitest'

import {
  arrayOf,
  as,
  belongsTo,
  count,
  desc,
  eq,
  exists,
  fetchAll,
  firstOf,
  from,
  gt,
  hasMany,
  isIn,
  leftJoin,
  limit,
  orderBy,
  pipe,
  related,
  scalarOf,
  select,
  where,
  type Row,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, mysql, orders, people, postgres, tagged, type Same } from './support.js'

const customerOrders = hasMany(customers, orders, (customer, order) => eq(order.customerId, customer.id))
const orderItems = hasMany(orders, items, (order, item) => eq(item.orderId, order.id))
const parent = belongsTo(orders, orders, (order, up) => eq(order.parentId, up.id))

test('rows in rows in rows', () => {
  const query = pipe(
    from(customers),
    select({
      id: customers.id,
      orders: arrayOf(
        pipe(
          related(customerOrders),
          orderBy(desc(orders.total)),
          limit(3),
          select({ id: orders.id, items: arrayOf(related(orderItems)), first: firstOf(related(orderItems)) }),
        ),
      ),
    }),
  )
  fetchAll(query)
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly id: number
        readonly orders: ReadonlyArray<{
          readonly id: number
          readonly items: ReadonlyArray<Row<typeof items>>
          readonly first: Row<typeof items> | null
        }>
      }
    >
  >()
})

test('a relation over a nullable key, to itself, and under other names', () => {
  const up = pipe(orders, as('up'))
  const query = pipe(from(orders), select({ id: orders.id, parent: firstOf(pipe(related(parent, { target: up }), select({ id: up.id }))) }))
  fetchAll(query)
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly parent: { readonly id: number } | null }>>()
  const c = pipe(customers, as('c'))
  fetchAll(pipe(from(c), where(exists(related(customerOrders, { source: c })))))
  // @ts-expect-error the table itself is not joined
  fetchAll(pipe(from(c), where(exists(related(customerOrders)))))
  // @ts-expect-error open on its source
  fetchAll(related(customerOrders))
  const manager = hasMany(people, people, (boss, person) => eq(person.managerId, boss.id))
  const report = pipe(people, as('report'))
  fetchAll(pipe(from(people), select({ n: scalarOf(pipe(related(manager, { target: report }), select({ n: count() }))) })))
  // @ts-expect-error a relation joins comparable columns
  hasMany(customers, orders, (customer, order) => eq(order.note, customer.id))
})

test('the needs of a related table', () => {
  const tags = hasMany(orders, tagged, (order) => eq(order.note, order.note))
  fetchAll(pipe(from(orders), select({ tags: arrayOf(related(tags, { target: pipe(tagged, as('other')) })) })))(postgres)
  const program = fetchAll(pipe(from(orders), select({ tags: arrayOf(related(tags)) })))
  program(postgres)
  // @ts-expect-error
  program(mysql)
})

test('a scalar subquery is one column, and null of no row', () => {
  const query = pipe(
    from(customers),
    select({
      n: scalarOf(pipe(related(customerOrders), select({ n: count() }))),
      whole: scalarOf(pipe(from(orders), select(orders.total))),
    }),
  )
  holds<Same<RowOf<typeof query>, { readonly n: number | null; readonly whole: string | null }>>()
  // @ts-expect-error two columns
  scalarOf(pipe(from(orders), select({ a: orders.id, b: orders.total })))
  // @ts-expect-error a whole table
  scalarOf(from(orders))
  // @ts-expect-error a record in a record
  scalarOf(pipe(from(orders), select({ a: { b: orders.id } })))
  // @ts-expect-error in takes one column too
  isIn(orders.id, pipe(from(orders), select({ a: orders.id, b: orders.id })))
})

test('the same table at two levels', () => {
  const inner = pipe(orders, as('inner'))
  fetchAll(pipe(from(orders), where(gt(scalarOf(pipe(from(inner), where(eq(inner.parentId, orders.id)), select({ n: count() }))), 3))))
})

test('a scalar subquery of a source that an outer join makes absent may be null, as every one', () => {
  const query = pipe(
    from(customers),
    leftJoin(orders, eq(orders.customerId, customers.id)),
    select({ items: arrayOf(pipe(from(items), where(eq(items.orderId, orders.id)), select(items.sku))) }),
  )
  holds<Same<RowOf<typeof query>, { readonly items: ReadonlyArray<string> }>>()
})
