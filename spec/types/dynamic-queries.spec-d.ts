/** Queries whose parts are chosen while the program runs keep what the checker knows of them. */
import type { Option } from 'fp-ts/lib/Option.js'
import { test } from 'vitest'

import {
  and,
  as,
  asc,
  desc,
  eq,
  fetchAll,
  flow,
  from,
  gt,
  ilike,
  innerJoin,
  isNull,
  leftJoin,
  not,
  or,
  orderBy,
  orderByOneOf,
  pipe,
  select,
  when,
  whenSome,
  where,
  type AnyQuery,
  type Expr,
  type PredicateOn,
  type RowOf,
  type Runnable,
  type SelectOn,
  type SqlType,
} from '../../lib/index.js'
import { customers, holds, mysql, orders, postgres, type Same } from './support.js'

declare const flag: boolean
declare const search: Option<string>
declare const sort: string | undefined

const on = eq(orders.customerId, customers.id)

test('whenSome takes a step made of the value', () => {
  const query = pipe(
    from(customers),
    whenSome(search, (text) => where(eq(customers.email, text))),
    select({ id: customers.id }),
  )
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
  fetchAll(query)
  const joined = pipe(
    from(customers),
    whenSome(search, (total) => flow(innerJoin(orders, on), where(gt(orders.total, total)))),
  )
  fetchAll(joined)
  // @ts-expect-error joined only where there is a value
  fetchAll(pipe(joined, orderBy(orders.id)))
  // @ts-expect-error no Option
  whenSome('text', (text: string) => where(eq(customers.email, text)))
})

test('a list of predicates keeps the sources of its members', () => {
  const filters: Array<PredicateOn<typeof customers>> = []
  filters.push(
    eq(customers.email, 'a@b.c'),
    eq(customers.email, customers.email),
    gt(customers.age, 18),
    isNull(customers.age),
    not(eq(customers.id, 1)),
    or(),
  )
  fetchAll(pipe(from(customers), where(and(...filters))))
  fetchAll(pipe(from(customers), where(or(...filters))))
  fetchAll(pipe(from(orders), innerJoin(customers, on), where(and(...filters, gt(orders.total, '1')))))
  // @ts-expect-error customers is used but not joined
  fetchAll(pipe(from(orders), where(and(...filters))))
  // @ts-expect-error a predicate on orders
  filters.push(gt(orders.total, '1'))
  // @ts-expect-error no predicate
  filters.push(customers.email)
})

test('of several sources, and of an alias', () => {
  const filters: ReadonlyArray<PredicateOn<typeof customers | typeof orders>> = [on, gt(orders.total, '1'), eq(customers.id, 1)]
  fetchAll(pipe(from(orders), innerJoin(customers, on), where(and(...filters))))
  // @ts-expect-error customers is used but not joined
  fetchAll(pipe(from(orders), where(and(...filters))))
  const other = pipe(customers, as('other'))
  const others: ReadonlyArray<PredicateOn<typeof other>> = [eq(other.id, 1)]
  fetchAll(pipe(from(other), where(and(...others))))
  // @ts-expect-error other is used but not joined
  fetchAll(pipe(from(customers), where(and(...others))))
})

test('a list of predicates says what its members need', () => {
  const filters: Array<PredicateOn<typeof customers, 'ilike'>> = [ilike(customers.email, 'a%'), eq(customers.id, 1)]
  const program = fetchAll(pipe(from(customers), where(and(...filters))))
  program(postgres)
  // @ts-expect-error the dialect has no ilike
  program(mysql)
  // @ts-expect-error it needs ilike
  const none: Array<PredicateOn<typeof customers>> = [ilike(customers.email, 'a%')]
  void none
})

test('one of several orders', () => {
  const query = pipe(
    from(customers),
    orderByOneOf({ email: customers.email, oldest: [desc(customers.age, { nulls: 'last' }), asc(customers.id)] }, sort, {
      default: 'email',
    }),
  )
  holds<Same<RowOf<typeof query>, RowOf<ReturnType<typeof all>>>>()
  fetchAll(query)
  const open = pipe(from(customers), orderByOneOf({ email: customers.email, total: desc(orders.total) }, sort))
  // @ts-expect-error orders is used but not joined
  fetchAll(open)
  fetchAll(pipe(open, leftJoin(orders, on)))
  // @ts-expect-error the default is none of them
  orderByOneOf({ email: customers.email }, sort, { default: 'age' })
  // @ts-expect-error no orders
  orderByOneOf({ email: 'email' }, sort)
})

const all = () => from(customers)

test('an optional join', () => {
  const query = pipe(from(customers), when(flag, flow(leftJoin(orders, on), where(gt(orders.total, '3')))), select({ id: customers.id }))
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
  fetchAll(query)
})

// A step is a value: it fits every query that has its source, and leaves open those that have not.
const adults = where(gt(customers.age, 18))
const named = (email: string) => where(eq(customers.email, email))

test('a step fits any query that has its source', () => {
  fetchAll(pipe(from(customers), adults, named('a')))
  const query = pipe(from(orders), leftJoin(customers, on), adults, named('a'), select({ total: orders.total, email: customers.email }))
  holds<Same<RowOf<typeof query>, { readonly total: string; readonly email: string | null }>>()
  fetchAll(query)
  // @ts-expect-error customers is used but not joined
  fetchAll(pipe(from(orders), adults))
})

// A function over queries that have a source: what else they have goes through.
const visible = <S extends string, P, M extends string>(query: SelectOn<typeof customers, S, P, M>) =>
  pipe(query, where(gt(customers.age, 18)), orderBy(desc(customers.id)))

test('a function over any query that has a source', () => {
  const query = pipe(from(orders), innerJoin(customers, on), select({ total: orders.total }), visible)
  holds<Same<RowOf<typeof query>, { readonly total: string }>>()
  fetchAll(query)
  fetchAll(pipe(from(customers), visible))
  fetchAll(pipe(from(customers), visible, innerJoin(orders, on), select({ id: orders.id })))
  // @ts-expect-error customers is not in this query
  visible(from(orders))
})

// Of any source with a column.
interface Aged<N extends string> {
  readonly age: Expr<SqlType<'integer', number> | null, N, N, never, unknown>
}
const aged = <N extends string>(source: Aged<N>, least: number) => where(gt(source.age, least))

test('a step for any source with a column', () => {
  const other = pipe(customers, as('other'))
  fetchAll(pipe(from(customers), aged(customers, 18)))
  fetchAll(pipe(from(other), aged(other, 18)))
  // @ts-expect-error other is used but not joined
  fetchAll(pipe(from(customers), aged(other, 18)))
  // @ts-expect-error orders have no age
  aged(orders, 18)
})

test('a branch of a query is a query of its own', () => {
  const base = pipe(from(customers), adults)
  const ids = pipe(base, select({ id: customers.id }))
  const joined = pipe(base, innerJoin(orders, on))
  const run = <Q extends AnyQuery>(query: Runnable<Q>) => fetchAll(query)
  void [run(ids), run(joined), run(base)]
  // @ts-expect-error the other branch joined orders
  void run(pipe(ids, where(gt(orders.total, '1'))))
})
