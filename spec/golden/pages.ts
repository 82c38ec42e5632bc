/** Golden cases: collations, ties, keyset pages, and queries whose parts are chosen. */
import { none, some } from 'fp-ts/lib/Option.js'
import {
  add,
  and,
  type AnyQuery,
  arrayOf,
  asc,
  collate,
  count,
  cte,
  desc,
  distinct,
  eq,
  exists,
  from,
  groupBy,
  gt,
  innerJoin,
  isIn,
  leftJoin,
  limitWithTies,
  lower,
  max,
  mul,
  offset,
  orderBy,
  orderByOneOf,
  type Page,
  page,
  type PageOf,
  pipe,
  type PredicateOn,
  scalarOf,
  select,
  subquery,
  sum,
  union,
  where,
  whenSome,
} from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { customers, employees, items, orders, stock, tags } from '../support/shop.js'
import type { Cases } from './case.js'

/** The query of a page; of one that has none, what is no query. */
const queryOf = <Q>({ query }: Page<Q>): AnyQuery => (isLeft(query) ? (query.left as never) : (query.right as AnyQuery))

/** The cursor of a place in a query. */
const cursorOf = (first: unknown, ...position: ReadonlyArray<unknown>): string => {
  const { read } = first as { readonly read: (rows: ReadonlyArray<unknown>) => PageOf<unknown> }
  const row = { row: {}, position: { ...position } }
  return read([row, row]).next ?? ''
}

const unsigned = { size: 1, unsigned: true } as const

const byAge = pipe(from(customers), select({ name: customers.name, age: customers.age }), orderBy(desc(customers.age), customers.name))
const lines = pipe(from(items), orderBy(items.quantity), select({ sku: items.sku, quantity: items.quantity }))
const placed = pipe(
  from(orders),
  innerJoin(customers, eq(customers.id, orders.customerId)),
  orderBy(desc(orders.placedOn)),
  select({ id: orders.id, name: customers.name }),
)
const counts = pipe(from(orders), groupBy(orders.customerId), select({ customerId: orders.customerId, n: count() }), orderBy(desc(count())))
const statuses = pipe(from(orders), select({ status: orders.status }), distinct, orderBy(orders.status))
const best = pipe(
  from(orders),
  groupBy(orders.customerId),
  select({ customer: orders.customerId, most: max(orders.total) }),
  subquery('best'),
)

const total = mul(add(items.quantity, 1), items.price)
const filters: ReadonlyArray<PredicateOn<typeof stock>> = [gt(stock.amount, 0), isIn(stock.sku, ['tea', 'cup'])]

export const pages = {
  collate: {
    'order by code point': () => pipe(from(stock), orderBy(desc(collate(stock.sku, 'binary'))), select({ sku: stock.sku })),
    'order of a language': () =>
      pipe(
        from(customers),
        orderBy(
          collate(customers.name, { postgres: 'und-x-icu', mysql: 'utf8mb4_0900_ai_ci', mariadb: 'utf8mb4_unicode_ci', sqlite: 'nocase' }),
        ),
        select({ name: customers.name }),
      ),
    'comparison with a collation': () =>
      pipe(
        from(customers),
        where(gt(collate(lower(customers.name), 'binary'), 'b')),
        orderBy(customers.id),
        select({ name: customers.name, isA: eq(collate(customers.name, 'binary'), 'Ada') }),
      ),
    'collation of some dialects': () => pipe(from(stock), orderBy(collate(stock.sku, { postgres: 'C' })), select({ sku: stock.sku })),
  },
  'order by a selected expression': {
    'order by an expression with parameters that is selected': () =>
      pipe(from(items), select({ sku: items.sku, total }), orderBy(desc(total), items.orderId, items.line)),
  },
  'limit with ties': {
    'limit with ties': () => pipe(from(orders), orderBy(orders.status), limitWithTies(1), select({ status: orders.status })),
    'limit with ties and offset': () =>
      pipe(from(customers), orderBy(desc(customers.age, { nulls: 'last' })), offset(1), limitWithTies(1), select({ age: customers.age })),
    'limit with ties of a joined table': () =>
      pipe(
        from(orders),
        leftJoin(tags, eq(tags.orderId, orders.id)),
        orderBy(asc(tags.label, { nulls: 'first' })),
        limitWithTies(1),
        select({ id: orders.id, tag: tags }),
        subquery('first'),
        (first) => pipe(from(first), orderBy(first.id)),
      ),
    'limit with ties of whole tables': () =>
      pipe(
        from(orders),
        leftJoin(tags, eq(tags.orderId, orders.id)),
        orderBy(desc(orders.id), tags.label),
        limitWithTies(1),
        select({ orders, tags }),
      ),
    'limit with ties of groups': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        orderBy(desc(count())),
        limitWithTies(1),
        select({ customerId: orders.customerId, n: count(), total: sum(orders.total) }),
        subquery('most'),
        (most) => pipe(from(most), orderBy(most.customerId)),
      ),
    'limit with ties in exists': () =>
      pipe(
        from(customers),
        where(exists(pipe(from(orders), where(eq(orders.customerId, customers.id)), orderBy(orders.total), limitWithTies(1)))),
        select({ id: customers.id }),
      ),
    'limit with ties in a subquery': () =>
      pipe(
        from(orders),
        orderBy(orders.status),
        limitWithTies(1),
        select({ id: orders.id, status: orders.status }),
        subquery('first'),
        (first) => pipe(from(first), orderBy(first.id)),
      ),
    'limit with ties in every place of a query': () => {
      const open = pipe(from(orders), orderBy(orders.status), limitWithTies(1), select({ id: orders.id }))
      const least = pipe(from(orders), orderBy(orders.total), limitWithTies(1), select({ id: orders.id }))
      const named = pipe(open, cte('named'))
      return pipe(
        from(named),
        innerJoin(orders, eq(orders.id, named.id)),
        where(isIn(orders.id, open)),
        orderBy(orders.id),
        select({ id: orders.id, least: scalarOf(least), any: exists(pipe(open, union(least), subquery('both'), from)) }),
      )
    },
    'limit with ties that depends on its parent': () => {
      const largest = pipe(
        from(orders),
        where(eq(orders.customerId, customers.id)),
        orderBy(desc(orders.status)),
        limitWithTies(1),
        select({ id: orders.id }),
      )
      return pipe(from(customers), orderBy(customers.id), select({ id: customers.id, largest: arrayOf(pipe(largest, orderBy(orders.id))) }))
    },
    'limit with ties nested': () =>
      pipe(
        from(employees),
        where(eq(employees.id, 1)),
        select({
          id: employees.id,
          all: arrayOf(pipe(from(stock), orderBy(stock.reserved, stock.sku), limitWithTies(2), select({ sku: stock.sku }))),
        }),
      ),
  },
  'keyset pages': {
    'first page': () => queryOf(page(lines, { ...unsigned, size: 2 })),
    'page after a row, with the key appended': () =>
      queryOf(page(lines, { ...unsigned, size: 2, after: cursorOf(page(lines, unsigned), 1, 1, 1) })),
    'page before a row': () => queryOf(page(lines, { ...unsigned, size: 2, before: cursorOf(page(lines, unsigned), 5, 9, 9) })),
    'page with nulls in its order': () =>
      queryOf(page(byAge, { ...unsigned, size: 2, after: cursorOf(page(byAge, unsigned), 36, 'A', 1) })),
    'page after a null': () => queryOf(page(byAge, { ...unsigned, after: cursorOf(page(byAge, unsigned), null, 'A', 1) })),
    'page of a join that multiplies no row': () =>
      queryOf(page(placed, { ...unsigned, size: 2, after: cursorOf(page(placed, unsigned), '2999-01-01', 1) })),
    'page of groups': () => queryOf(page(counts, { ...unsigned, size: 2, after: cursorOf(page(counts, unsigned), 9, 1) })),
    'page of distinct rows': () => queryOf(page(statuses, { ...unsigned, size: 2, after: cursorOf(page(statuses, unsigned), 'open') })),
    'page of a derived table of one expression': () =>
      queryOf(
        page(
          pipe(from(customers), select(customers.id), subquery('ids'), (ids) => pipe(from(ids), orderBy(ids.value))),
          { ...unsigned, size: 2 },
        ),
      ),
    'page of a derived table': () => queryOf(page(pipe(from(best), orderBy(desc(best.most))), { ...unsigned, size: 2 })),
  },
  'chosen steps': {
    'one of several orders': () =>
      pipe(
        from(stock),
        orderByOneOf({ sku: stock.sku, most: [desc(stock.amount), asc(stock.sku)] }, 'most'),
        select({ sku: stock.sku, amount: stock.amount }),
      ),
    'a step for an Option': () =>
      pipe(
        from(stock),
        whenSome(some('tea'), (sku) => where(eq(stock.sku, sku))),
        whenSome(none, (amount: number) => where(gt(stock.amount, amount))),
        select({ sku: stock.sku }),
      ),
    'a list of predicates': () => pipe(from(stock), where(and(...filters)), orderBy(stock.sku), select({ sku: stock.sku })),
  },
} as const satisfies Cases
