/** Updates and deletes say which rows, also where the condition is conditional. */
import { test } from 'vitest'

import {
  add,
  as,
  and,
  compile,
  deleteFrom,
  eq,
  everyRow,
  execute,
  exists,
  fetchAll,
  from,
  gt,
  insertInto,
  lower,
  mul,
  pipe,
  returning,
  scalarOf,
  select,
  sub,
  subquery,
  update,
  when,
  where,
  type Dialect,
  type RowOf,
  count,
} from '../../lib/index.js'
import { customers, holds, items, orders, people, type PersonId, type Same } from './support.js'

declare const flag: boolean
declare const plain: Dialect<'deleteReturning'>
declare const personId: PersonId

test('a write needs a where, or everyRow', () => {
  execute(pipe(deleteFrom(customers), where(eq(customers.id, 3))))
  execute(pipe(deleteFrom(customers), everyRow))
  execute(pipe(update(customers)({ age: 3 }), where(eq(customers.id, 3))))
  execute(pipe(update(customers)({ age: 3 }), everyRow))
  // @ts-expect-error
  execute(deleteFrom(customers))
  // @ts-expect-error
  execute(update(customers)({ age: 3 }))
  // @ts-expect-error
  pipe(deleteFrom(customers), execute)
  // @ts-expect-error with returning
  fetchAll(pipe(deleteFrom(customers), returning(customers)))
  // @ts-expect-error where the where is conditional
  execute(pipe(deleteFrom(customers), when(flag, where(eq(customers.id, 3)))))
  // @ts-expect-error compiled
  compile(plain)(deleteFrom(customers))
  execute(pipe(deleteFrom(customers), where(eq(customers.id, 3)), when(flag, where(eq(customers.age, 3)))))
  // @ts-expect-error a query is no write
  pipe(from(customers), everyRow)
})

test('an update sets columns to values or expressions', () => {
  update(customers)({ email: 'x', age: null, credit: add(customers.credit, '1') })
  update(customers)({ email: lower(customers.email), age: sub(customers.age, 1) })
  update(people)({ managerId: people.id })
  update(people)({ managerId: personId })
  update(people)({ steps: 3n })
  // @ts-expect-error no such column
  update(customers)({ emil: 'x' })
  // @ts-expect-error the wrong type
  update(customers)({ email: 3 })
  // @ts-expect-error null in a column that has none
  update(customers)({ email: null })
  // @ts-expect-error undefined is not a value
  update(customers)({ age: undefined })
  // @ts-expect-error an expression of another family
  update(customers)({ email: customers.credit })
  // @ts-expect-error an expression that may be null in a column that has none
  update(orders)({ customerId: orders.parentId })
  // @ts-expect-error any text in an enumeration
  update(orders)({ status: lower(orders.note) })
  // @ts-expect-error another brand
  update(people)({ managerId: people.firm })
  // @ts-expect-error a decimal in an integer column would be cut
  update(items)({ amount: mul(items.amount, orders.total) })
  update(orders)({ note: orders.status })
  update(orders)({ total: orders.id })
})

test('the expressions of an update see its own table, and subqueries', () => {
  // @ts-expect-error orders is used but not joined
  execute(pipe(update(customers)({ age: orders.id }), everyRow))
  execute(
    pipe(
      update(customers)({ age: scalarOf(pipe(from(orders), where(eq(orders.customerId, customers.id)), select({ n: count() }))) }),
      everyRow,
    ),
  )
  execute(pipe(deleteFrom(customers), where(exists(pipe(from(orders), where(eq(orders.customerId, customers.id)))))))
  // @ts-expect-error
  execute(pipe(deleteFrom(customers), where(exists(pipe(from(orders), where(eq(orders.customerId, items.id)))))))
})

test('a table under another name', () => {
  const o = pipe(orders, as('o'))
  const query = pipe(update(o)({ total: mul(o.total, o.id), note: 'x' }), where(gt(o.id, 3)), returning({ id: o.id }))
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
  fetchAll(query)
  // @ts-expect-error orders is used but not joined
  execute(pipe(update(o)({ total: orders.total }), everyRow))
  // @ts-expect-error no such column
  update(o)({ totals: '1' })
  // @ts-expect-error a derived table is no table
  update(pipe(from(orders), subquery('d')))({ total: '1' })
  // @ts-expect-error nor is one under another name
  update(pipe(from(orders), subquery('d'), as('e')))({ total: '1' })
  // @ts-expect-error nothing is inserted into an alias
  insertInto(o)({ customerId: 1, total: '1', status: 'open' })
})

test('returning', () => {
  const query = pipe(update(customers)({ age: 3 }), where(and(eq(customers.id, 3))), returning({ id: customers.id }))
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
})
