/** `isNotNull` on a bare column proves it for the row. */
import { test } from 'vitest'

import {
  and,
  deleteFrom,
  eq,
  from,
  gt,
  innerJoin,
  isNotNull,
  leftJoin,
  not,
  or,
  pipe,
  select,
  subquery,
  update,
  where,
  arrayOf,
  upper,
  having,
  groupBy,
  returning,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, type Same } from './support.js'

test('a bare column, in the projection, in a whole row, through and', () => {
  const one = pipe(from(customers), where(isNotNull(customers.age)), select({ age: customers.age }))
  holds<Same<RowOf<typeof one>, { readonly age: number }>>()
  const whole = pipe(from(customers), where(isNotNull(customers.age)))
  holds<Same<RowOf<typeof whole>['age'], number>>()
  const both = pipe(from(orders), where(and(isNotNull(orders.note), isNotNull(orders.parentId), gt(orders.total, '1'))))
  holds<Same<RowOf<typeof both>['note'], string>>()
  holds<Same<RowOf<typeof both>['parentId'], number>>()
})

test('before the select or after it', () => {
  const query = pipe(from(customers), select({ age: customers.age }), where(isNotNull(customers.age)))
  holds<Same<RowOf<typeof query>, { readonly age: number }>>()
})

test('not under or, not, having, the condition of a join, nor of an expression', () => {
  const proof = isNotNull(orders.note)
  const query = pipe(from(orders), where(or(proof, eq(orders.id, 1))), select({ note: orders.note }))
  holds<Same<RowOf<typeof query>['note'], string | null>>()
  const negated = pipe(from(orders), where(not(proof)), select({ note: orders.note }))
  holds<Same<RowOf<typeof negated>['note'], string | null>>()
  const joined = pipe(from(customers), leftJoin(orders, and(eq(orders.customerId, customers.id), proof)), select({ note: orders.note }))
  holds<Same<RowOf<typeof joined>['note'], string | null>>()
  const expression = pipe(from(orders), where(isNotNull(upper(orders.note))), select({ note: orders.note }))
  holds<Same<RowOf<typeof expression>['note'], string | null>>()
  const grouped = pipe(from(orders), groupBy(orders.note), having(proof), select({ note: orders.note }))
  holds<Same<RowOf<typeof grouped>['note'], string | null>>()
})

test('a column of another source is another column', () => {
  const query = pipe(
    from(orders),
    innerJoin(items, eq(items.orderId, orders.id)),
    where(isNotNull(items.orderId)),
    select({ a: items.orderId, b: orders.parentId }),
  )
  holds<Same<RowOf<typeof query>, { readonly a: number; readonly b: number | null }>>()
})

test('the proof goes with the rows: derived tables, nested rows', () => {
  const derived = pipe(from(orders), where(isNotNull(orders.note)), select({ note: orders.note }), subquery('d'))
  const query = pipe(from(derived), select({ note: derived.note }))
  holds<Same<RowOf<typeof query>, { readonly note: string }>>()
  const whole = pipe(from(orders), where(isNotNull(orders.note)), subquery('w'))
  const fromWhole = pipe(from(whole), select({ note: whole.note, parent: whole.parentId }))
  holds<Same<RowOf<typeof fromWhole>, { readonly note: string; readonly parent: number | null }>>()
  const nested = pipe(
    from(customers),
    select({ notes: arrayOf(pipe(from(orders), where(isNotNull(orders.note)), select({ note: orders.note }))) }),
  )
  holds<Same<RowOf<typeof nested>, { readonly notes: ReadonlyArray<{ readonly note: string }> }>>()
})

test('columns of one name at two depths of a derived table are two', () => {
  const d = pipe(from(orders), select({ note: orders.note, deep: { note: orders.note } }), subquery('d'))
  const query = pipe(from(d), where(isNotNull(d.note)), select({ a: d.note, b: d.deep.note }))
  holds<Same<RowOf<typeof query>, { readonly a: string; readonly b: string | null }>>()
  const whole = pipe(from(d), where(isNotNull(d.deep.note)))
  holds<Same<RowOf<typeof whole>['note'], string | null>>()
})

test('an update gives its rows as they are after it, so its where proves nothing of them', () => {
  const query = pipe(update(orders)({ note: null }), where(isNotNull(orders.note)), returning({ note: orders.note }))
  holds<Same<RowOf<typeof query>, { readonly note: string | null }>>()
  const gone = pipe(deleteFrom(orders), where(isNotNull(orders.note)), returning({ note: orders.note }))
  holds<Same<RowOf<typeof gone>, { readonly note: string }>>()
})
