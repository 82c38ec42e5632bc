/** What stands beside a column: a value of its type, or an expression of a comparable one. */
import { test } from 'vitest'

import {
  between,
  branch,
  caseWhen,
  coalesce,
  eq,
  exists,
  from,
  gt,
  isIn,
  isNotDistinctFrom,
  like,
  literal,
  lt,
  ne,
  notIn,
  nullIf,
  pipe,
  scalarOf,
  select,
  text,
  tuple,
  where,
  type RowOf,
  contains,
  concat,
  cast,
  decimal,
} from '../../lib/index.js'
import { customers, firms, holds, items, orders, people, type FirmId, type PersonId, type Same } from './support.js'

declare const personId: PersonId
declare const firmId: FirmId
declare const anyText: string

test('a value has the type of the column', () => {
  eq(customers.email, 'a')
  eq(customers.credit, '1.00')
  eq(people.steps, 3n)
  gt(people.seen, new Date())
  // @ts-expect-error
  eq(customers.email, 3)
  // @ts-expect-error
  eq(customers.credit, 1)
  // @ts-expect-error
  eq(people.steps, 3)
  // @ts-expect-error null compares with nothing: isNull, isNotDistinctFrom
  eq(customers.age, null)
  // @ts-expect-error undefined is not a value
  eq(customers.age, undefined)
  // @ts-expect-error
  lt(people.seen, '2026-01-01')
  isNotDistinctFrom(customers.age, null)
})

test('an enumeration takes its members, and compares with any text', () => {
  eq(orders.status, 'open')
  isIn(orders.status, ['open', 'paid'])
  eq(orders.status, orders.note)
  eq(orders.note, orders.status)
  like(orders.status, 'o%')
  // @ts-expect-error
  eq(orders.status, 'lost')
  // @ts-expect-error
  isIn(orders.status, ['open', 'lost'])
  // @ts-expect-error a text that may be anything
  eq(orders.status, anyText)
})

test('families: numbers compare with one another, a decimal never with a text', () => {
  eq(orders.total, orders.id)
  gt(people.steps, orders.id)
  lt(people.weight, orders.total)
  // @ts-expect-error
  eq(customers.credit, customers.email)
  // @ts-expect-error
  ne(orders.id, orders.note)
  // @ts-expect-error
  eq(people.seen, people.born)
  // @ts-expect-error in a list
  isIn(orders.total, [customers.email])
  // @ts-expect-error in a subquery
  isIn(orders.total, pipe(from(customers), select({ email: customers.email })))
  // @ts-expect-error in a scalar subquery
  eq(orders.total, scalarOf(pipe(from(customers), select({ email: customers.email }))))
  // @ts-expect-error between
  between(orders.total, customers.email, '3')
})

test('a branded id takes its brand', () => {
  eq(people.id, personId)
  // @ts-expect-error
  eq(people.id, firmId)
  // @ts-expect-error
  eq(people.id, anyText)
  eq(people.managerId, people.id)
  eq(people.firm, firms.id)
  eq(firms.id, people.firm)
  // @ts-expect-error two brands have no value in common
  eq(people.id, firms.id)
})

test('coalesce: of a value or an expression; null only where the last may be', () => {
  const query = pipe(
    from(orders),
    select({
      value: coalesce(orders.note, 'none'),
      column: coalesce(orders.note, orders.status),
      nullable: coalesce(orders.parentId, orders.parentId),
      wide: coalesce(orders.status, orders.note),
      number: coalesce(orders.total, orders.id),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly value: string
        readonly column: string
        readonly nullable: number | null
        readonly wide: string | null
        readonly number: string
      }
    >
  >()
  // @ts-expect-error
  coalesce(orders.note, 3)
  // @ts-expect-error
  coalesce(orders.note, orders.total)
  // @ts-expect-error an integer has no place for a decimal
  coalesce(orders.id, orders.total)
})

test("case: every branch is of the first one's family, and its values are in the row", () => {
  const query = pipe(
    from(orders),
    select({
      size: caseWhen(
        [branch(gt(orders.total, '100'), literal('large', text())), { when: gt(orders.total, '10'), then: 'medium' }],
        'small',
      ),
      open: caseWhen([branch(eq(orders.status, 'open'), orders.id)]),
      mixed: caseWhen([branch(eq(orders.status, 'open'), orders.status)], orders.note),
    }),
  )
  holds<Same<RowOf<typeof query>, { readonly size: string; readonly open: number | null; readonly mixed: string | null }>>()
  // @ts-expect-error
  caseWhen([branch(eq(orders.status, 'open'), orders.id)], 'x')
  // @ts-expect-error a branch of another family
  caseWhen([branch(eq(orders.status, 'open'), orders.id), { when: eq(orders.status, 'paid'), then: 'x' }], 3)
})

test('tuples', () => {
  isIn(tuple(orders.id, orders.status), [
    [1, 'open'],
    [2, 'paid'],
  ])
  // @ts-expect-error
  isIn(tuple(orders.id, orders.status), [['x', 'open']])
  // @ts-expect-error too short
  isIn(tuple(orders.id, orders.status), [[1]])
})

test('a list with null, a nullable subquery', () => {
  // @ts-expect-error null is in no list
  isIn(orders.parentId, [1, null])
  const query = pipe(
    from(orders),
    select({ a: notIn(orders.id, pipe(from(orders), select({ parentId: orders.parentId }))), b: isIn(orders.id, [1]) }),
  )
  holds<Same<RowOf<typeof query>, { readonly a: boolean | null; readonly b: boolean }>>()
})

test('text takes text', () => {
  // @ts-expect-error
  like(orders.id, 'x')
  // @ts-expect-error
  contains(orders.total, 'x')
  // @ts-expect-error
  concat('a', orders.id)
  concat('a', cast(orders.total, text()))
  const query = pipe(
    from(orders),
    select({ n: nullIf(orders.status, 'open'), d: cast(orders.note, decimal(9, 2)) }),
    where(exists(from(items))),
  )
  holds<Same<RowOf<typeof query>, { readonly n: 'open' | 'paid' | 'sent' | null; readonly d: string | null }>>()
})
