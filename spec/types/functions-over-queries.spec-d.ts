/** Functions of users that take any query, or the rows of any query. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { test } from 'vitest'

import {
  eq,
  fetchAll,
  fetchOption,
  forUpdate,
  from,
  ilike,
  insertInto,
  leftJoin,
  pipe,
  returning,
  select,
  where,
  type AnyQuery,
  type CapabilitiesOf,
  type Program,
  type RowOf,
  type Runnable,
} from '../../lib/index.js'
import { customers, holds, orders, type Same } from './support.js'

const counted = <Q extends AnyQuery>(query: Runnable<Q>) =>
  pipe(
    fetchAll(query),
    RTE.map((rows) => ({ count: rows.length, rows })),
  )

const annotated = <Q extends AnyQuery>(query: Runnable<Q>): Program<CapabilitiesOf<Q>, ReadonlyArray<RowOf<Q>>> => fetchAll<Q>(query)

const ids = <Needs extends string>(program: Program<Needs, ReadonlyArray<{ readonly id: number }>>) =>
  pipe(
    program,
    RTE.map((rows) => rows.map(({ id }) => id)),
  )

const found = pipe(from(customers), where(ilike(customers.email, 'a%')), select({ id: customers.id, email: customers.email }))

test('of any query: rows and needs come through', () => {
  interface Found {
    readonly id: number
    readonly email: string
  }
  const program = counted(found)
  type Answer = typeof program extends Program<infer _, infer A> ? A : never
  holds<Same<Answer['rows'][number], { readonly id: number; readonly email: string }>>()
  const rows: Program<'ilike', ReadonlyArray<Found>> = annotated(found)
  // @ts-expect-error it needs ilike
  const anywhere: Program<never, ReadonlyArray<Found>> = annotated(found)
  void [rows, anywhere]
})

test('an outer join, a returning and a lock come through', () => {
  const joined = annotated(pipe(from(customers), leftJoin(orders, eq(orders.customerId, customers.id)), select({ total: orders.total })))
  const nullable: Program<never, ReadonlyArray<{ readonly total: string | null }>> = joined
  // @ts-expect-error the join may find none
  const total: Program<never, ReadonlyArray<{ readonly total: string }>> = joined
  const returned: Program<'insertReturning', ReadonlyArray<{ readonly id: number }>> = annotated(
    pipe(insertInto(customers)({ email: 'a' }), returning({ id: customers.id })),
  )
  const locked: Program<'rowLocks' | 'transaction', ReadonlyArray<{ readonly id: number }>> = annotated(
    pipe(from(customers), forUpdate, select({ id: customers.id })),
  )
  void [nullable, total, returned, locked]
})

test('what cannot be run, or has no rows, is a mistake at the call', () => {
  // @ts-expect-error orders is used but not joined
  void counted(pipe(from(customers), where(eq(orders.id, 1))))
  // @ts-expect-error this write has no returning
  void counted(insertInto(customers)({ email: 'a' }))
  // @ts-expect-error this write has no returning
  void annotated(insertInto(customers)({ email: 'a' }))
})

test('of the rows of any query', () => {
  const program: Program<'ilike', ReadonlyArray<number>> = ids(fetchAll(found))
  void program
  // @ts-expect-error the rows have no id
  void ids(fetchAll(pipe(from(customers), select({ email: customers.email }))))
  // @ts-expect-error an Option is no list of rows
  void ids(fetchOption(found))
})
