/** A tuple and the rows of a query: as many columns as items, each of a type that compares. */
import { test } from 'vitest'

import {
  type BooleanType,
  eq,
  type Expr,
  fetchAll,
  from,
  groupBy,
  integer,
  isIn,
  leftJoin,
  mapped,
  max,
  notIn,
  pipe,
  rightJoin,
  select,
  subquery,
  table,
  tuple,
  union,
  uuid,
  varchar,
  where,
} from '../../lib/index.js'
import { customers, holds, items, orders, type Same } from './support.js'

type A = string & { readonly brand: 'A' }
type B = string & { readonly brand: 'B' }

const brandOf = <T extends string>() =>
  mapped(
    uuid(),
    (id) => id as T,
    (id: T) => id,
  )
const branded = table('branded', { a: brandOf<A>(), b: brandOf<B>() })
const pairs = table('pairs', { left: integer(), right: varchar(20) })
const loose = table('loose', { left: integer({ nullable: true }), right: varchar(20) })

test('rows of as many columns', () => {
  const query = pipe(
    from(orders),
    where(
      isIn(
        tuple(orders.customerId, orders.total),
        pipe(from(orders), groupBy(orders.customerId), select({ of: orders.customerId, most: max(orders.total) })),
      ),
    ),
  )
  fetchAll(query)
  isIn(tuple(orders.id, orders.status), from(pairs))
  notIn(tuple(items.id, items.sku, items.amount), pipe(from(items), select({ a: items.id, b: items.sku, c: items.amount })))
  isIn(
    tuple(orders.id, orders.note),
    pipe(from(pairs), select({ x: pairs.left, y: pairs.right }), union(pipe(from(items), select({ x: items.id, y: items.sku })))),
  )
  // An integer compares with a decimal.
  isIn(tuple(orders.id, orders.total), pipe(from(items), select({ x: items.id, y: items.amount })))
})

test('null where an item or a column may be', () => {
  const never = isIn(tuple(orders.id, orders.status), from(pairs))
  holds<Same<typeof never, Expr<BooleanType, 'orders', 'orders'>>>()
  const item = isIn(tuple(orders.id, orders.note), from(pairs))
  holds<Same<typeof item, Expr<BooleanType | null, 'orders', 'orders'>>>()
  const column = isIn(tuple(orders.id, orders.status), pipe(from(orders), select({ x: orders.parentId, y: orders.status })))
  holds<Same<typeof column, Expr<BooleanType | null, 'orders', 'orders'>>>()
  const absent = isIn(
    tuple(orders.id, orders.status),
    pipe(from(customers), leftJoin(pairs, eq(pairs.left, customers.id)), select({ x: pairs.left, y: pairs.right })),
  )
  holds<Same<typeof absent, Expr<BooleanType | null, 'orders', 'orders'>>>()
})

test('null where a column of the table may be, or where a join may leave the table out', () => {
  const whole = isIn(tuple(orders.id, orders.status), from(loose))
  holds<Same<typeof whole, Expr<BooleanType | null, 'orders', 'orders'>>>()
  const derived = isIn(tuple(orders.id, orders.status), from(pipe(from(loose), subquery('d'))))
  holds<Same<typeof derived, Expr<BooleanType | null, 'orders', 'orders'>>>()
  const sure = notIn(tuple(orders.id, orders.status), from(pipe(from(pairs), subquery('d'))))
  holds<Same<typeof sure, Expr<BooleanType, 'orders', 'orders'>>>()
  const absent = isIn(tuple(orders.id, orders.status), pipe(from(pairs), rightJoin(customers, eq(pairs.left, customers.id))))
  holds<Same<typeof absent, Expr<BooleanType | null, 'orders', 'orders'>>>()
})

test('the sources that the query leaves open', () => {
  const open = isIn(tuple(orders.id, orders.status), pipe(from(pairs), where(eq(pairs.left, items.id))))
  holds<Same<typeof open, Expr<BooleanType, 'orders' | 'items', 'orders'>>>()
})

test('another number of columns', () => {
  // @ts-expect-error three
  isIn(tuple(orders.id, orders.status), pipe(from(items), select({ a: items.id, b: items.sku, c: items.amount })))
  // @ts-expect-error one
  isIn(tuple(orders.id, orders.status), pipe(from(items), select({ a: items.id })))
  // @ts-expect-error one expression
  isIn(tuple(orders.id, orders.status), pipe(from(items), select(items.id)))
  // @ts-expect-error a table of four
  isIn(tuple(orders.id, orders.status), from(items))
  // @ts-expect-error two columns beside one expression
  isIn(orders.id, from(pairs))
})

test('types that do not compare', () => {
  // @ts-expect-error the text has no match
  isIn(tuple(orders.id, orders.total), from(pairs))
  // @ts-expect-error the item of a decimal would need another number
  isIn(tuple(orders.id, orders.total), pipe(from(items), select({ a: items.sku, b: items.sku })))
  // @ts-expect-error no column compares with the text
  isIn(tuple(orders.id, orders.status), pipe(from(items), select({ a: items.id, b: items.amount })))
  // @ts-expect-error another brand
  isIn(tuple(branded.a, branded.a), pipe(from(branded), select({ x: branded.a, y: branded.b })))
  isIn(tuple(branded.a, branded.b), from(branded))
  // @ts-expect-error a record of columns is no column
  isIn(tuple(orders.id, orders.status), pipe(from(pairs), select({ a: { b: pairs.left }, c: pairs.right })))
})
