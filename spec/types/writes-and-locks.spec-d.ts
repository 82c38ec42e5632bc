/** Joined writes, updates of many rows, conflict targets and locks: right programs and wrong ones. */
import { test } from 'vitest'

import {
  add,
  always,
  as,
  deleteFrom,
  eq,
  execute,
  fetchAll,
  forKeyShare,
  forShare,
  forUpdate,
  from,
  gt,
  insertInto,
  lockOf,
  noWait,
  onConflictDoNothing,
  onConflictDoUpdate,
  onConstraint,
  onIndex,
  pipe,
  replaceInto,
  returning,
  skipLocked,
  subquery,
  transaction,
  truncateTable,
  update,
  updateEach,
  using,
  where,
  type CapabilitiesOf,
  type Executor,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, mysql, orders, postgres, type Same } from './support.js'

declare const replacing: Executor<'replace'>
declare const locking: Executor<'rowLocks' | 'lockOf'>

const owner = eq(customers.id, orders.customerId)

test('a joined write names its sources, and needs no where', () => {
  const query = pipe(update(orders)({ total: customers.credit }), using(customers, owner))
  execute(query)
  execute(pipe(deleteFrom(orders), using(customers, owner), where(gt(customers.age, 18))))
  // @ts-expect-error customers is used but not joined
  execute(pipe(update(orders)({ total: customers.credit }), where(eq(orders.id, 1))))
  // @ts-expect-error items is used but not joined
  execute(pipe(update(orders)({ total: items.price }), using(customers, owner)))
  // @ts-expect-error the condition names what is not joined
  execute(pipe(deleteFrom(orders), using(customers, eq(items.orderId, orders.id))))
  // @ts-expect-error orders is already in this query
  pipe(deleteFrom(orders), using(orders, always))
  // @ts-expect-error a query has joins
  pipe(from(orders), using(customers, owner))
  // @ts-expect-error a decimal is no text
  update(orders)({ total: customers.email })
})

test('returning has the columns of both', () => {
  const query = pipe(deleteFrom(orders), using(customers, owner), returning({ id: orders.id, email: customers.email }))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly email: string }>>()
  // @ts-expect-error the projection names what is not joined
  fetchAll(pipe(deleteFrom(orders), using(customers, owner), returning({ sku: items.price })))
})

test('updateEach takes values of columns, and a key that the rows name', () => {
  execute(
    updateEach(
      customers,
      [
        { id: 1, email: 'a' },
        { id: 2, email: 'b' },
      ],
      { key: customers.id },
    ),
  )
  // @ts-expect-error no such column
  updateEach(customers, [{ id: 1, emial: 'a' }], { key: customers.id })
  // @ts-expect-error no text
  updateEach(customers, [{ id: 1, email: 5 }], { key: customers.id })
  // @ts-expect-error the rows do not name the key
  updateEach(customers, [{ email: 'a' }], { key: customers.id })
  // @ts-expect-error a column of another table
  updateEach(customers, [{ id: 1, email: 'a' }], { key: orders.id })
  // @ts-expect-error never null
  updateEach(customers, [{ id: 1, email: null }], { key: customers.id })
})

test('what a dialect lacks is asked of it', () => {
  const row = insertInto(customers)({ email: 'a' })
  const byIndex = pipe(row, onConflictDoNothing(onIndex(customers.email, gt(customers.age, 1))))
  holds<Same<CapabilitiesOf<typeof byIndex>, 'onConflict' | 'conflictIndex'>>()
  const byConstraint = pipe(
    row,
    onConflictDoUpdate(customers, onConstraint('k'), (e) => ({ age: add(e.age, 1) })),
  )
  holds<Same<CapabilitiesOf<typeof byConstraint>, 'onConflict' | 'conflictConstraint'>>()
  const byKey = pipe(row, onConflictDoNothing(customers.email))
  holds<Same<CapabilitiesOf<typeof byKey>, 'onConflict'>>()
  // @ts-expect-error an index of another table
  pipe(row, onConflictDoNothing(onIndex(orders.id, gt(orders.id, 1))))
  // @ts-expect-error a condition on another table
  onIndex(customers.email, gt(orders.id, 1))
  execute(replaceInto(customers)({ email: 'a' }))(replacing)
  // @ts-expect-error PostgreSQL has no replace
  execute(replaceInto(customers)({ email: 'a' }))(postgres)
  // @ts-expect-error MySQL's commits the transaction
  execute(truncateTable(customers))(mysql)
  // @ts-expect-error it takes every row
  pipe(truncateTable(customers), where(eq(customers.id, 1)), execute)
  // @ts-expect-error email is missing
  replaceInto(customers)({ age: 1 })
})

test('a lock needs a transaction, and what changes a lock needs a lock', () => {
  const next = pipe(from(orders), forUpdate, lockOf(orders), skipLocked, fetchAll)
  pipe(next, transaction())(locking)
  pipe(from(orders), forShare, noWait, fetchAll, transaction())(locking)
  // @ts-expect-error outside of a transaction
  next(locking)
  // @ts-expect-error MySQL has no keyLocks
  pipe(from(orders), forKeyShare, fetchAll, transaction())(mysql)
  // @ts-expect-error say a lock first
  pipe(from(orders), skipLocked)
  // @ts-expect-error customers is not joined
  pipe(from(orders), forUpdate, lockOf(customers), fetchAll)
  const o = pipe(orders, as('o'))
  pipe(from(o), forUpdate, lockOf(o))
  // @ts-expect-error no table
  lockOf(pipe(from(orders), subquery('d')))
  // @ts-expect-error a write has no lock
  pipe(deleteFrom(orders), forUpdate)
})
