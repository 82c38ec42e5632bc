/** What a dialect lacks is a type error, however deep it is nested. */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import { test } from 'vitest'

import {
  arrayOf,
  compile,
  count,
  cte,
  crossJoin,
  distinctOn,
  eq,
  exceptAll,
  exists,
  fetchAll,
  forUpdate,
  from,
  fullJoin,
  ilike,
  insertFrom,
  isIn,
  lateral,
  over,
  pipe,
  returning,
  insertInto,
  rowNumber,
  scalarOf,
  select,
  sql,
  integer,
  run,
  subquery,
  transaction,
  union,
  where,
  type Dialect,
  type Executor,
  type Transaction,
} from '../../lib/index.js'
import type { connectAny } from '../../lib/mysql/index.js'
import { customers, holds, mysql, orders, postgres, type Same, tagged } from './support.js'

declare const plain: Dialect
declare const rich: Dialect<'arrays' | 'ilike' | 'nesting' | 'windows'>

const matching = pipe(from(orders), where(ilike(orders.note, 'x%')), select({ id: orders.id }))

test('a clause or operator needs its capability', () => {
  const program = fetchAll(matching)
  program(postgres)
  // @ts-expect-error this executor has no ilike
  program(mysql)
  compile(rich)(matching)
  // @ts-expect-error this dialect has no ilike
  compile(plain)(matching)
  const distinct = pipe(from(customers), distinctOn(customers.email), fetchAll)
  distinct(postgres)
  // @ts-expect-error
  distinct(mysql)
  // @ts-expect-error
  fetchAll(pipe(from(customers), fullJoin(orders, eq(orders.customerId, customers.id))))(postgres)
  // @ts-expect-error
  fetchAll(pipe(from(customers), select({ n: over(rowNumber) })))(mysql)
  // @ts-expect-error
  fetchAll(pipe(from(customers), select({ n: over(count()) })))(mysql)
})

test('a column needs that of its type, also as a part of its table', () => {
  // @ts-expect-error
  fetchAll(from(tagged))(mysql)
  // @ts-expect-error
  fetchAll(pipe(from(tagged), select({ tags: tagged.tags })))(mysql)
  // @ts-expect-error
  fetchAll(pipe(from(customers), crossJoin(tagged), select({ id: customers.id })))(mysql)
  fetchAll(from(tagged))(postgres)
})

test('what is nested hands its needs on', () => {
  const nested = [pipe(from(customers), where(exists(matching))), pipe(from(customers), where(isIn(customers.id, matching)))] as const
  // @ts-expect-error in exists
  fetchAll(nested[0])(mysql)
  // @ts-expect-error in in
  fetchAll(nested[1])(mysql)
  // @ts-expect-error in a scalar subquery
  fetchAll(pipe(from(customers), select({ id: scalarOf(matching) })))(mysql)
  // @ts-expect-error in rows
  fetchAll(pipe(from(customers), select({ ids: arrayOf(matching) })))(mysql)
  // @ts-expect-error in rows of rows
  fetchAll(pipe(from(customers), select({ ids: arrayOf(pipe(from(orders), select({ deep: arrayOf(matching) }))) })))(mysql)
  // @ts-expect-error in a derived table
  fetchAll(from(pipe(matching, subquery('d'))))(mysql)
  // @ts-expect-error in a common table expression
  fetchAll(from(pipe(matching, cte('d'))))(mysql)
  // @ts-expect-error in a lateral one, which is a need of its own
  fetchAll(pipe(from(customers), crossJoin(pipe(from(orders), lateral('d')))))(mysql)
  // @ts-expect-error on the right of a set operation
  fetchAll(pipe(from(orders), select({ id: orders.id }), union(matching)))(mysql)
  // @ts-expect-error on its left
  fetchAll(pipe(matching, union(pipe(from(orders), select({ id: orders.id })))))(mysql)
  // @ts-expect-error the set operation itself
  fetchAll(pipe(from(orders), select({ id: orders.id }), exceptAll(pipe(from(orders), select({ id: orders.id })))))(postgres)
  // @ts-expect-error in the rows of an insert
  fetchAll(pipe(insertFrom(orders)(pipe(matching, select(orders))), returning(orders)))(mysql)
  // @ts-expect-error in a fragment's hole
  fetchAll(pipe(from(tagged), select({ n: sql(integer())`cardinality(${tagged.tags})` })))(mysql)
  fetchAll(pipe(from(customers), select({ ids: arrayOf(pipe(from(orders), select({ id: orders.id }))) })))(mysql)
})

test('returning is a capability of each kind of write', () => {
  const program = fetchAll(pipe(insertInto(customers)({ email: 'a' }), returning({ id: customers.id })))
  program(postgres)
  // @ts-expect-error
  program(mysql)
})

test('a lock needs a transaction around it', () => {
  const locked = pipe(from(customers), forUpdate, fetchAll)
  // @ts-expect-error
  locked(postgres)
  transaction()(locked)(postgres)
  transaction({ isolation: 'serializable' })(locked)(mysql)
  holds<typeof locked extends ReaderTaskEither<Executor<'rowLocks'> & Transaction, infer _E, infer _A> ? true : false>()
})

test('several dialects at once: what both have', () => {
  const program = fetchAll(from(customers))
  const where: Array<typeof postgres | typeof mysql> = [postgres, mysql]
  where.map((executor) => program(executor))
  holds<Same<Parameters<typeof program>[0], Executor>>()
})

test('of MySQL or MariaDB, whichever answers: what both have', () => {
  type Any = Extract<Awaited<ReturnType<ReturnType<typeof connectAny>>>, { readonly _tag: 'Right' }>['right']
  const database = {} as Any
  void run(database)(fetchAll(matching))
  void run(database)(transaction()(fetchAll(pipe(from(orders), forUpdate))))
  // @ts-expect-error only MariaDB has returning
  void run(database)(fetchAll(pipe(insertInto(customers)({ email: 'a' }), returning(customers))))
  const inner = pipe(from(orders), where(eq(orders.customerId, customers.id)), lateral('inner'))
  // @ts-expect-error only MySQL has lateral joins
  void run(database)(fetchAll(pipe(from(customers), crossJoin(inner))))
})
