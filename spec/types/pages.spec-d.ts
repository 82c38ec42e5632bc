/** A page has the rows of its query, and needs what it needs. */
import type { Either } from 'fp-ts/lib/Either.js'
import { test } from 'vitest'

import {
  collate,
  compile,
  desc,
  eq,
  fetchPage,
  forUpdate,
  from,
  ilike,
  innerJoin,
  leftJoin,
  limitWithTies,
  orderBy,
  page,
  pipe,
  select,
  subquery,
  transaction,
  union,
  where,
  type PageOf,
  type Program,
  type RowOf,
} from '../../lib/index.js'
import { mysql as mysqlDialect } from '../../lib/mysql/index.js'
import { postgres as postgresDialect } from '../../lib/postgres/index.js'
import { customers, holds, mysql, orders, postgres, type Same } from './support.js'

declare const cursor: string | undefined

const secret = 'a text of 16 bytes or more'
const on = eq(orders.customerId, customers.id)
const newest = pipe(from(customers), orderBy(desc(customers.id)), select({ id: customers.id, age: customers.age }))

type AnswerOf<P> = P extends Program<infer _, infer A> ? A : never

test('the rows are those of the query', () => {
  const program = fetchPage(page(newest, { size: 20, after: cursor, secret }))
  holds<Same<AnswerOf<typeof program>, PageOf<{ readonly id: number; readonly age: number | null }>>>()
  program(postgres)
  const whole = fetchPage(
    page(pipe(from(customers), leftJoin(orders, on), orderBy(customers.id), select({ customers, orders })), { size: 20, secret }),
  )
  holds<Same<AnswerOf<typeof whole>['rows'][number]['orders'], RowOf<ReturnType<typeof allOrders>> | null>>()
})

const allOrders = () => from(orders)

test('what the query needs the page needs', () => {
  const program = fetchPage(page(pipe(newest, where(ilike(customers.email, 'a%'))), { size: 20, secret }))
  program(postgres)
  // @ts-expect-error the dialect has no ilike
  program(mysql)
  const locked = fetchPage(page(pipe(newest, forUpdate), { size: 20, secret }))
  // @ts-expect-error a lock needs a transaction
  locked(mysql)
  transaction()(locked)(mysql)
})

test('the query of a page is one to compile', () => {
  const made: Either<{ readonly message: string }, unknown> = page(newest, { size: 20, secret }).query
  const { query } = page(newest, { size: 20, unsigned: true })
  if (query._tag === 'Right') {
    compile(postgresDialect)(query.right)
    compile(mysqlDialect)(query.right)
    holds<Same<RowOf<typeof query.right>['row'], { readonly id: number; readonly age: number | null }>>()
  }
  void made
})

test('cursors are signed, or said not to be', () => {
  page(newest, { size: 20, secret: [secret, new Uint8Array(32)] })
  page(newest, { size: 20, before: cursor, unsigned: true })
  // @ts-expect-error neither
  page(newest, { size: 20 })
  // @ts-expect-error both
  page(newest, { size: 20, secret, unsigned: true })
  // @ts-expect-error no false promise
  page(newest, { size: 20, unsigned: false })
})

test('a page comes after a cursor or before one', () => {
  page(newest, { size: 20, secret, after: 'x' })
  page(newest, { size: 20, secret, before: 'x' })
  const request: { readonly after?: string | undefined; readonly before?: string | null } = {}
  page(newest, { size: 20, secret, ...request })
  // @ts-expect-error no cursor
  page(newest, { size: 20, secret, after: 5 })
  // @ts-expect-error a page has a size
  page(newest, { secret })
})

test('a page is of a query that can run and selects', () => {
  // @ts-expect-error orders is used but not joined
  page(pipe(from(customers), where(on), orderBy(customers.id)), { size: 20, secret })
  // @ts-expect-error a set operation has no order
  page(pipe(newest, union(newest)), { size: 20, secret })
  const both = pipe(newest, union(newest), subquery('both'))
  fetchPage(page(pipe(from(both), orderBy(both.id)), { size: 20, secret }))
  // @ts-expect-error a page is described first
  fetchPage(newest)
})

test('ties are a capability, and keep the row', () => {
  const query = pipe(newest, limitWithTies(3))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly age: number | null }>>()
  compile(postgresDialect)(query)
  compile(mysqlDialect)(query)
  const both = pipe(newest, union(newest))
  // @ts-expect-error a set operation has no order
  pipe(both, limitWithTies(3))
})

test('a collation is of a text, and keeps what is known of it', () => {
  const query = pipe(
    from(customers),
    innerJoin(orders, on),
    orderBy(collate(customers.email, 'binary'), collate(customers.email, { postgres: 'C' })),
    where(eq(collate(customers.email, 'binary'), 'a')),
    select({ email: collate(customers.email, 'binary') }),
  )
  holds<Same<RowOf<typeof query>, { readonly email: string }>>()
  // @ts-expect-error a number has no collation
  collate(customers.age, 'binary')
  // @ts-expect-error a name for each dialect
  collate(customers.email, 'nocase')
})
