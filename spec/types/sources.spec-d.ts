/** Sources that are no tables: common table expressions, recursion, values, series, elements, views. */
import { test } from 'vitest'

import {
  add,
  array,
  bigint,
  crossJoin,
  cte,
  date,
  decimal,
  deleteFrom,
  desc,
  eq,
  execute,
  fetchAll,
  from,
  generateSeries,
  innerJoin,
  insertFrom,
  integer,
  isNull,
  json,
  jsonElements,
  leftJoin,
  literal,
  lower,
  orderByOutput,
  pipe,
  recursive,
  returning,
  select,
  sum,
  table,
  text,
  timestamp,
  unionAll,
  unnest,
  values,
  varchar,
  view,
  where,
  type CapabilitiesOf,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, tagged, type Same } from './support.js'

const moved = pipe(deleteFrom(items), where(eq(items.sku, 'pen')), returning({ id: items.id, sku: items.sku }), cte('moved'))

test('a write in WITH gives what it returns, and needs what it does', () => {
  const query = pipe(from(moved), select({ id: moved.id }))
  holds<Same<RowOf<typeof query>, { readonly id: number }>>()
  holds<Same<CapabilitiesOf<typeof query>, 'cteWrites' | 'deleteReturning'>>()
  fetchAll(query)
})

test('what cannot be named', () => {
  // @ts-expect-error -- it has no returning
  pipe(deleteFrom(items), where(eq(items.sku, 'pen')), cte('moved'))
  // @ts-expect-error -- it has no where, and a where around it would not be its own
  pipe(deleteFrom(items), returning(items), cte('moved'))
  // @ts-expect-error -- customers is used but not joined
  pipe(from(orders), where(eq(orders.customerId, customers.id)), cte('open'))
})

test('materialized is a need of its own', () => {
  const kept = pipe(from(orders), cte('kept', { materialized: false }))
  const query = pipe(from(kept))
  holds<Same<CapabilitiesOf<typeof query>, 'cteMaterialized'>>()
})

const tree = recursive('tree')(
  pipe(from(orders), where(isNull(orders.parentId)), select({ id: orders.id, depth: literal(1, integer()), path: lower(orders.status) })),
  (found) =>
    pipe(
      from(orders),
      innerJoin(found, eq(orders.parentId, found.id)),
      select({ id: orders.id, depth: add(found.depth, 1), path: found.path }),
    ),
)

test('a recursion has the columns of its first query', () => {
  const query = pipe(from(tree), leftJoin(orders, eq(orders.id, tree.id)), select({ id: tree.id, path: tree.path, total: orders.total }))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly path: string; readonly total: string | null }>>()
  fetchAll(query)
})

test('search and cycle add columns', () => {
  const searched = recursive('s', {
    search: { order: 'depth', by: ['id'], as: 'place' },
    cycle: { on: ['id'], as: 'loops', path: 'path' },
  })(pipe(from(orders), select({ id: orders.id })), (found) =>
    pipe(from(orders), innerJoin(found, eq(orders.parentId, found.id)), select({ id: orders.id })),
  )
  const query = pipe(from(searched), select({ id: searched.id, loops: searched.loops }))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly loops: boolean }>>()
  holds<Same<CapabilitiesOf<typeof query>, 'cteSearch'>>()
  // @ts-expect-error -- a position is no text
  eq(searched.place, 'x')
})

test('a step that does not continue its first query', () => {
  const first = pipe(from(orders), select({ id: orders.id, n: literal(1, integer()) }))
  // @ts-expect-error -- a column is missing
  recursive('t')(first, (found) => pipe(from(found), select({ id: found.id })))
  // @ts-expect-error -- n is a text in the step
  recursive('t')(first, (found) => pipe(from(found), select({ id: found.id, n: literal('x', text()) })))
  recursive('t')(first, (found) =>
    // @ts-expect-error -- n may be null in the step
    pipe(from(orders), innerJoin(found, eq(orders.id, found.id)), select({ id: found.id, n: orders.parentId })),
  )
  // @ts-expect-error -- customers is used but not joined
  recursive('t')(first, (found) => pipe(from(found), where(eq(found.id, customers.id)), select({ id: found.id, n: found.n })))
})

test('a union is ordered by what it gives', () => {
  const query = pipe(
    from(customers),
    select({ id: customers.id, name: customers.email }),
    unionAll(pipe(from(orders), select({ id: orders.id, name: orders.note }))),
    orderByOutput((row) => [desc(row.name), row.id]),
  )
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly name: string | null }>>()
  fetchAll(query)
  pipe(
    query,
    orderByOutput((row) => [
      // @ts-expect-error -- it gives no total
      row.total,
    ]),
  )
})

test('rows of values', () => {
  const prices = values('prices', { sku: varchar(20), price: decimal(10, 2), note: text({ nullable: true }) })([
    { sku: 'pen', price: '1.00', note: null },
  ])
  const query = pipe(from(items), leftJoin(prices, eq(prices.sku, items.sku)), select({ id: items.id, price: prices.price, all: prices }))
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly id: number
        readonly price: string | null
        readonly all: { readonly sku: string; readonly price: string; readonly note: string | null } | null
      }
    >
  >()
  // @ts-expect-error -- a decimal is a string
  values('v', { price: decimal(10, 2) })([{ price: 1 }])
  // @ts-expect-error -- the column is not nullable
  values('v', { price: decimal(10, 2) })([{ price: null }])
  // @ts-expect-error -- a column is missing
  values('v', { a: integer(), b: integer() })([{ a: 1 }])
  const lists = values('lists', { tags: array(text()) })([{ tags: ['a'] }])
  holds<Same<CapabilitiesOf<ReturnType<typeof fromLists>>, 'arrays'>>()
  function fromLists() {
    return pipe(from(lists), select({ tags: lists.tags }))
  }
})

test('series', () => {
  const n = generateSeries('n', integer())(1, 10)
  const query = pipe(from(n))
  holds<Same<RowOf<typeof query>, { readonly value: number }>>()
  fetchAll(query)
  generateSeries('n', bigint())(1n, 10n, 2n)
  generateSeries('d', date())('2026-01-01', '2026-02-01', { days: 1 })
  // @ts-expect-error -- times have no step of their own
  generateSeries('t', timestamp())(new Date(), new Date())
  // @ts-expect-error -- a date has no hours
  generateSeries('d', date())('2026-01-01', '2026-02-01', { hours: 1 })
  // @ts-expect-error -- a text has no distance
  generateSeries('x', text())('a', 'b')
})

test('a series of each row needs lateral', () => {
  const n = generateSeries('n', integer())(1, items.amount)
  const query = pipe(from(items), crossJoin(n), select({ n: n.value }))
  holds<Same<CapabilitiesOf<typeof query>, 'lateral'>>()
  fetchAll(query)
  // @ts-expect-error -- items is used but not joined
  fetchAll(pipe(from(n)))
})

test('elements', () => {
  const given = jsonElements('given')(literal([1], json()))
  const query = pipe(from(given), select({ place: given.ordinality, value: given.value }))
  holds<Same<RowOf<typeof query>, { readonly place: number; readonly value: unknown }>>()
  holds<Same<CapabilitiesOf<typeof query>, 'jsonElements'>>()
  const tag = unnest('tag')(tagged.tags)
  const tags = pipe(from(tagged), crossJoin(tag), select({ id: tagged.id, tag: tag.value }))
  holds<Same<RowOf<typeof tags>, { readonly id: string; readonly tag: string }>>()
  // @ts-expect-error -- tagged is used but not joined
  fetchAll(pipe(from(tag)))
  // @ts-expect-error -- a text has no elements
  jsonElements('e')(orders.note)
})

test('views are read, and not written', () => {
  const open = view('open', pipe(from(orders), where(eq(orders.status, 'open')), select({ id: orders.id, note: orders.note })))
  const query = pipe(from(open), leftJoin(customers, eq(customers.id, open.id)), select({ note: open.note, email: customers.email }))
  holds<Same<RowOf<typeof query>, { readonly note: string | null; readonly email: string | null }>>()
  const kept = view('kept', pipe(from(orders), select({ total: sum(orders.total) })), { materialized: true })
  const totals = pipe(from(kept))
  holds<Same<CapabilitiesOf<typeof totals>, 'materializedViews'>>()
  // @ts-expect-error -- no table
  deleteFrom(open)
  // @ts-expect-error -- an open query
  view('v', pipe(from(orders), where(eq(orders.customerId, customers.id))))
})

test('what is inserted from a write', () => {
  const copies = table('copies', { id: integer(), sku: varchar(40) })
  execute(insertFrom(copies)(pipe(from(moved))))
})
