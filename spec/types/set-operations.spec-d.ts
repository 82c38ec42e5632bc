/** UNION and its kin: the sides agree in names and families; nullability merges. */
import { test } from 'vitest'

import {
  except,
  eq,
  fetchAll,
  from,
  intersect,
  leftJoin,
  limit,
  orderBy,
  pipe,
  select,
  subquery,
  union,
  unionAll,
  where,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, people, type Same } from './support.js'

test('a union of nullable and not', () => {
  const query = pipe(
    from(customers),
    select({ a: customers.age, b: customers.email }),
    union(pipe(from(orders), select({ a: orders.id, b: orders.note }))),
  )
  holds<Same<RowOf<typeof query>, { readonly a: number | null; readonly b: string | null }>>()
  fetchAll(pipe(query, limit(3)))
})

test('an outer join on either side', () => {
  const left = pipe(from(customers), leftJoin(orders, eq(orders.customerId, customers.id)), select({ id: orders.id }))
  const right = pipe(from(items), select({ id: items.id }))
  const query = pipe(right, unionAll(left))
  holds<Same<RowOf<typeof query>, { readonly id: number | null }>>()
})

test('members of enumerations merge to what either may be', () => {
  const query = pipe(from(orders), select({ x: orders.status }), union(pipe(from(customers), select({ x: customers.email }))))
  holds<Same<RowOf<typeof query>, { readonly x: string }>>()
})

test('nested records agree too', () => {
  const a = pipe(from(orders), select({ id: orders.id, deep: { note: orders.note } }))
  const query = pipe(a, union(pipe(from(customers), select({ id: customers.id, deep: { note: customers.email } }))))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly deep: { readonly note: string | null } }>>()
  // @ts-expect-error
  pipe(a, union(pipe(from(customers), select({ id: customers.id, deep: { note: customers.age } }))))
})

test('wrong sides', () => {
  const left = pipe(from(customers), select({ a: customers.age }))
  // @ts-expect-error a family
  pipe(left, union(pipe(from(orders), select({ a: orders.total }))))
  // @ts-expect-error a name
  pipe(left, intersect(pipe(from(orders), select({ b: orders.id }))))
  // @ts-expect-error one more
  pipe(left, except(pipe(from(orders), select({ a: orders.id, b: orders.id }))))
  // @ts-expect-error its rows are given: no where
  pipe(left, union(left), where(eq(customers.id, 1)))
  // @ts-expect-error one side is a date, the other a text
  pipe(from(people), select({ a: people.born }), union(pipe(from(orders), select({ a: orders.note }))))
})

test('a set operation as a source, and of set operations', () => {
  const ids = pipe(from(customers), select({ id: customers.id }))
  const query = pipe(ids, union(pipe(ids, except(pipe(from(orders), select({ id: orders.customerId }))))), subquery('u'))
  fetchAll(pipe(from(query), orderBy(query.id), select({ id: query.id })))
})

test('whole tables', () => {
  const query = pipe(from(orders), union(from(orders)))
  holds<Same<RowOf<typeof query>['note'], string | null>>()
  // @ts-expect-error
  pipe(from(orders), union(from(customers)))
})
