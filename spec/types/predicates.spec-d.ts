/** Predicates beyond plain comparisons: what they take, when they are null, what they need, and what they prove. */
import { test } from 'vitest'

import {
  allOf,
  anyOf,
  array,
  betweenSymmetric,
  boolean,
  type BooleanType,
  compile,
  type Dialect,
  eq,
  type Expr,
  fetchAll,
  from,
  gt,
  integer,
  isFalse,
  isNotFalse,
  isNotTrue,
  isNotUnknown,
  isTrue,
  isUnknown,
  leftJoin,
  likeAny,
  lt,
  matches,
  ne,
  overlaps,
  pipe,
  type RowOf,
  select,
  similarTo,
  table,
  text,
  tuple,
  where,
} from '../../lib/index.js'
import { customers, holds, items, orders, type Same } from './support.js'

const flags = table('flags', {
  id: integer({ primaryKey: true }),
  on: boolean(),
  maybe: boolean({ nullable: true }),
  numbers: array(integer()),
  words: array(text(), { nullable: true }),
})
const spans = table('spans', { from: integer(), to: integer() })
declare const bare: Dialect<'nesting'>

const totals = pipe(from(orders), select({ total: orders.total }))
const ages = pipe(from(customers), select({ age: customers.age }))

test('any and all of a query are null where its column or the operand is', () => {
  const never = gt(orders.total, anyOf(totals))
  holds<Same<typeof never, Expr<BooleanType, 'orders', 'orders'>>>()
  const column = gt(orders.id, allOf(ages))
  holds<Same<typeof column, Expr<BooleanType | null, 'orders', 'orders'>>>()
  const operand = eq(customers.age, anyOf(pipe(from(items), select({ n: items.amount }))))
  holds<Same<typeof operand, Expr<BooleanType | null, 'customers', 'customers'>>>()
})

test('what a query leaves open stays open', () => {
  const open = pipe(from(orders), where(eq(orders.customerId, customers.id)), select({ total: orders.total }))
  fetchAll(pipe(from(customers), where(gt(customers.credit, anyOf(open)))))
  // @ts-expect-error customers is used but not joined
  fetchAll(pipe(from(items), where(gt(items.amount, anyOf(open)))))
})

test('any and all of what does not compare', () => {
  // @ts-expect-error a text does not compare with an integer
  eq(orders.id, anyOf(pipe(from(orders), select({ note: orders.note }))))
  // @ts-expect-error a query that is one value selects one column
  eq(orders.id, anyOf(pipe(from(orders), select({ id: orders.id, note: orders.note }))))
  // @ts-expect-error neither a query nor an array
  eq(orders.id, anyOf(orders.note))
  // @ts-expect-error an integer does not compare with a text
  eq(orders.note, anyOf(flags.numbers))
  eq(orders.note, anyOf(flags.words))
})

test('any of an array needs arrays', () => {
  const query = pipe(from(flags), where(eq(flags.id, anyOf(flags.numbers))), select({ id: flags.id }))
  fetchAll(query)
  // @ts-expect-error this dialect has no arrays
  compile(bare)(query)
})

test('row values compare with row values of as many items', () => {
  const known = lt(tuple(orders.id, orders.status), [1, 'open'])
  holds<Same<typeof known, Expr<BooleanType, 'orders', 'orders'>>>()
  const nullable = eq(tuple(orders.id, orders.note), tuple(items.id, items.sku))
  holds<Same<typeof nullable, Expr<BooleanType | null, 'orders' | 'items', 'orders' | 'items'>>>()
  // @ts-expect-error a tuple of 3 does not compare with a tuple of 2
  ne(tuple(orders.id, orders.note), tuple(items.id, items.sku, items.amount))
  // @ts-expect-error a row of two values
  ne(tuple(orders.id, orders.note), [1])
  // @ts-expect-error a text in the place of a number
  ne(tuple(orders.id, orders.note), ['x', 'y'])
  // @ts-expect-error a value beside a row value
  eq(tuple(orders.id, orders.note), orders.id)
})

test('a truth test is never null, and proves a bare column not null where no null passes it', () => {
  const test = isNotTrue(flags.maybe)
  holds<Same<typeof test, Expr<BooleanType, 'flags'>>>()
  const comparison = isTrue(gt(customers.age, 3))
  holds<Same<typeof comparison, Expr<BooleanType, 'customers'>>>()
  const proven = pipe(from(flags), where(isTrue(flags.maybe)), select({ maybe: flags.maybe }))
  holds<Same<RowOf<typeof proven>, { readonly maybe: boolean }>>()
  const isKnown = pipe(from(flags), where(isNotUnknown(flags.maybe)), where(isFalse(flags.maybe)), select({ maybe: flags.maybe }))
  holds<Same<RowOf<typeof isKnown>, { readonly maybe: boolean }>>()
  const open = pipe(from(flags), where(isNotFalse(flags.maybe)), where(isUnknown(flags.maybe)), select({ maybe: flags.maybe }))
  holds<Same<RowOf<typeof open>, { readonly maybe: boolean | null }>>()
  // @ts-expect-error a text is neither true nor false
  isTrue(orders.note)
})

test('a bare boolean column is a predicate', () => {
  fetchAll(pipe(from(flags), where(flags.on), where(flags.maybe)))
  // @ts-expect-error a number is none
  pipe(from(flags), where(flags.id))
})

test('between symmetric', () => {
  const nullable = betweenSymmetric(orders.id, customers.age, 3)
  holds<Same<typeof nullable, Expr<BooleanType | null, 'orders' | 'customers', 'orders' | 'customers'>>>()
  // @ts-expect-error a text in the place of a number
  betweenSymmetric(orders.id, 'x', 3)
})

test('periods of dates and times of one type', () => {
  // @ts-expect-error numbers are no periods
  overlaps([spans.from, spans.to], [1, 2])
  // @ts-expect-error a period has two ends
  overlaps([spans.from], [1, 2])
})

test('patterns', () => {
  const listed = likeAny(orders.note, ['a%', items.sku])
  holds<Same<typeof listed, Expr<BooleanType | null, 'orders' | 'items', 'orders' | 'items'>>>()
  const matching = matches(orders.note, '^a', 'i')
  holds<Same<typeof matching, Expr<BooleanType | null, 'orders', 'orders', '^regularExpressions'>>>()
  const query = pipe(
    from(orders),
    leftJoin(items, eq(items.orderId, orders.id)),
    where(similarTo(items.sku, 'a%')),
    select({ id: orders.id }),
  )
  fetchAll(query)
  // @ts-expect-error this dialect has no regularExpressions
  compile(bare)(query)
  // @ts-expect-error there is no such flag
  matches(orders.note, '^a', 'g')
  // @ts-expect-error a pattern is a constant
  matches(orders.note, items.sku)
  // @ts-expect-error a number is no text
  matches(orders.id, '1')
})
