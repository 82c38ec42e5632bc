/** Environments intersect: what one part of a program needs the whole needs. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { test } from 'vitest'

import {
  deleteFrom,
  distinctOn,
  eq,
  execute,
  fetchAll,
  fetchOne,
  forUpdate,
  from,
  insertInto,
  pipe,
  returning,
  transaction,
  where,
  type Executor,
  type OxbowError,
  type Transaction,
} from '../../lib/index.js'
import { customers, holds, mysql, orders, postgres, type Same } from './support.js'

const locked = pipe(from(customers), forUpdate, fetchAll)
const distinct = pipe(from(customers), distinctOn(customers.email), fetchAll)

test('a chain needs what its parts need', () => {
  const both = pipe(
    locked,
    RTE.flatMap(() => distinct),
    transaction(),
  )
  both(postgres)
  // @ts-expect-error the whole program needs distinctOn
  both(mysql)
})

test('a transaction takes the need of one away, and no other', () => {
  const inside = pipe(locked, transaction())
  inside(mysql)
  // @ts-expect-error still rowLocks
  inside({} as Executor<'nesting'>)
  pipe(fetchAll(from(orders)), transaction({ isolation: 'serializable' }))(mysql)
  // @ts-expect-error no such level
  transaction({ isolation: 'chaos' })
  pipe(
    locked,
    RTE.map((rows) => rows.length),
    // @ts-expect-error a lock outside
  )(postgres)
})

test('transactions nest', () => {
  const nested = pipe(
    execute(pipe(deleteFrom(orders), where(eq(orders.id, 1)))),
    RTE.flatMap(() => pipe(locked, transaction())),
    transaction(),
  )
  nested(mysql)
})

test('the error of a program is the union', () => {
  const program = pipe(
    fetchOne(pipe(insertInto(customers)({ email: 'a' }), returning({ id: customers.id }))),
    RTE.flatMapEither(({ id }) => (id > 3 ? { _tag: 'Left' as const, left: 'too many' as const } : { _tag: 'Right' as const, right: id })),
    transaction(),
  )
  type E = typeof program extends RTE.ReaderTaskEither<infer _R, infer E, infer _A> ? E : never
  holds<Same<E, OxbowError | 'too many'>>()
  holds<typeof locked extends RTE.ReaderTaskEither<Executor<'rowLocks'> & Transaction, OxbowError, infer _A> ? true : false>()
})
