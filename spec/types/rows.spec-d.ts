/** What a row is: computed when the query is run, so that the order of the steps does not matter. */
import { test } from 'vitest'

import {
  coalesce,
  eq,
  fetchAll,
  fetchOne,
  fetchOption,
  from,
  gt,
  leftJoin,
  pipe,
  select,
  where,
  type InsertRow,
  type Row,
  type RowOf,
} from '../../lib/index.js'
import type { people, PersonId, Same } from './support.js'
import { customers, holds, items, orders, postgres } from './support.js'

test('a table gives its columns', () => {
  holds<
    Same<Row<typeof customers>, { readonly id: number; readonly email: string; readonly age: number | null; readonly credit: string }>
  >()
  holds<
    Same<
      InsertRow<typeof customers>,
      { readonly email: string; readonly id?: number; readonly age?: number | null; readonly credit?: string }
    >
  >()
  const all = from(customers)
  holds<Same<RowOf<typeof all>, Row<typeof customers>>>()
})

test('every type of column has its JavaScript type', () => {
  holds<
    Same<
      Row<typeof people>,
      {
        readonly id: PersonId
        readonly managerId: PersonId | null
        readonly firm: string
        readonly born: string | null
        readonly seen: Date
        readonly steps: bigint
        readonly weight: number | null
        readonly active: boolean | null
        readonly profile: unknown
      }
    >
  >()
})

test('a projection nests, and takes whole tables', () => {
  const query = pipe(from(orders), select({ id: orders.id, order: orders, nested: { deep: { note: orders.note } } }))
  type R = RowOf<typeof query>
  holds<Same<R['id'], number>>()
  holds<Same<R['order'], Row<typeof orders>>>()
  holds<Same<R['nested'], { readonly deep: { readonly note: string | null } }>>()
})

test('a single expression is the row', () => {
  const query = pipe(from(orders), select(orders.note))
  holds<Same<RowOf<typeof query>, string | null>>()
})

test('a left join written after the select still makes columns nullable', () => {
  const query = pipe(
    from(customers),
    select({
      id: customers.id,
      total: orders.total,
      paid: coalesce(orders.total, '0'),
      nested: { email: customers.email, total: orders.total },
    }),
    leftJoin(orders, eq(orders.customerId, customers.id)),
    where(gt(orders.total, '3')),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly id: number
        readonly total: string | null
        readonly paid: string
        readonly nested: { readonly email: string; readonly total: string | null }
      }
    >
  >()
})

test('a later select replaces the earlier', () => {
  const query = pipe(from(items), select({ a: items.id }), select({ b: items.sku }))
  holds<Same<RowOf<typeof query>, { readonly b: string }>>()
})

test('programs answer rows, a row, or an option of one', () => {
  const query = pipe(from(items), select({ sku: items.sku }))
  const all = fetchAll(query)(postgres)()
  const one = fetchOne(query)(postgres)()
  const option = fetchOption(query)(postgres)()
  type Right<P> = Extract<Awaited<P>, { readonly _tag: 'Right' }> extends { readonly right: infer A } ? A : never
  holds<Same<Right<typeof all>, ReadonlyArray<{ readonly sku: string }>>>()
  holds<Same<Right<typeof one>, { readonly sku: string }>>()
  holds<Same<Extract<Right<typeof option>, { readonly _tag: 'Some' }>['value'], { readonly sku: string }>>()
})
