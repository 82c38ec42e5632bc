/** Steps that are taken or not: a row of either, and only what both have joined. */
import { test } from 'vitest'

import {
  eq,
  fetchAll,
  flow,
  forUpdate,
  from,
  gt,
  ilike,
  innerJoin,
  isNotNull,
  orderBy,
  pipe,
  select,
  subquery,
  transaction,
  when,
  whenDefined,
  where,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, mysql, orders, postgres, type Same } from './support.js'

declare const flag: boolean
declare const search: string | undefined

const on = eq(orders.customerId, customers.id)

test('a predicate more or less changes no row', () => {
  const query = pipe(
    from(customers),
    when(flag, where(gt(customers.age, 18))),
    whenDefined(search, (text) => where(eq(customers.email, text))),
    select({ id: customers.id }),
  )
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
  fetchAll(query)
})

test('a source joined conditionally cannot be used outside', () => {
  const query = pipe(from(customers), when(flag, innerJoin(orders, on)))
  fetchAll(query)
  // @ts-expect-error
  fetchAll(pipe(query, select({ total: orders.total })))
  // @ts-expect-error
  fetchAll(pipe(query, where(gt(orders.total, '3'))))
})

test('inside the step it can', () => {
  fetchAll(pipe(from(customers), when(flag, flow(innerJoin(orders, on), where(gt(orders.total, '3')))), select({ id: customers.id })))
  fetchAll(
    pipe(
      from(customers),
      when(flag, flow(innerJoin(orders, on), where(gt(orders.total, '3')))),
      orderBy(customers.id),
      subquery('d'),
      from,
    ),
  )
})

test('what one branch needs the query needs', () => {
  const program = pipe(from(customers), when(flag, where(ilike(customers.email, 'a%'))), fetchAll)
  program(postgres)
  // @ts-expect-error
  program(mysql)
  const locked = pipe(from(customers), when(flag, forUpdate), fetchAll)
  // @ts-expect-error
  locked(mysql)
  transaction()(locked)(mysql)
})

test('a proof on one branch proves nothing', () => {
  const query = pipe(from(customers), when(flag, where(isNotNull(customers.age))), select({ age: customers.age }))
  holds<Same<RowOf<typeof query>, { readonly age: number | null }>>()
})

test('a conditional select gives rows of either', () => {
  const query = pipe(from(customers), when(flag, select({ only: customers.id })))
  type R = RowOf<typeof query>
  holds<Same<R, RowOf<ReturnType<typeof all>> | { readonly only: number }>>()
  const program = fetchAll(query)
  program(postgres)
  pipe(query, orderBy(customers.id), fetchAll)
})

const all = () => from(customers)

test('a choice between two queries', () => {
  const some = pipe(from(customers), innerJoin(orders, on), where(gt(orders.total, '3')), select({ id: customers.id }))
  const every = pipe(from(customers), select({ id: customers.id }))
  fetchAll(flag ? some : every)
  const others = pipe(from(orders), select({ id: orders.id }))
  fetchAll(flag ? every : others)
  // @ts-expect-error one of them is open
  fetchAll(flag ? every : pipe(others, where(on)))
})
