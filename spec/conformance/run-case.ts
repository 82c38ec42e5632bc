/** Runs a golden case on an engine, inside a transaction that is undone. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import {
  asc,
  type AnyQuery,
  type Feature,
  fetchAll,
  execute,
  from,
  isNull,
  type Database,
  pipe,
  run,
  select,
  transaction,
  orderBy,
} from '../../lib/index.js'
import { isLeft, left, right, type Either } from '../../lib/internal/either.js'
import { SourceId, type TableInfo } from '../../lib/schema/table.js'
import type { OxbowError } from '../../lib/run/errors.js'
import { queryNode } from '../../lib/query/query.js'
import { archive, bookings, customers, employees, hostile, items, orders, people, samples, stock, tags, tokens } from '../support/shop.js'

/** What a case answers: rows, in its order or in any; or the number of rows it touched and what the table holds then. */
export type Answer = { readonly rows: ReadonlyArray<unknown> } | { readonly affected: number; readonly after: ReadonlyArray<unknown> }

// Without what the server makes anew each time: identities and the time.
const contents: Readonly<Record<string, AnyQuery>> = {
  customers: pipe(
    from(customers),
    orderBy(customers.email),
    select({ email: customers.email, name: customers.name, age: customers.age, credit: customers.credit, active: customers.active }),
  ),
  orders: pipe(
    from(orders),
    orderBy(orders.id),
    select({ id: orders.id, status: orders.status, note: orders.note, total: orders.total, unpaid: isNull(orders.paidAt) }),
  ),
  items: pipe(from(items), orderBy(items.orderId, items.line)),
  tags: pipe(from(tags), orderBy(asc(tags.label, { nulls: 'last' }), asc(tags.orderId, { nulls: 'last' }))),
  employees: pipe(from(employees), orderBy(employees.id), select({ id: employees.id, name: employees.name })),
  stock: pipe(from(stock), orderBy(stock.sku)),
  bookings: pipe(from(bookings), orderBy(bookings.id)),
  archive: pipe(from(archive), orderBy(archive.id)),
  tokens: pipe(from(tokens), orderBy(tokens.note), select({ note: tokens.note })),
  [hostile[SourceId].name]: pipe(from(hostile), orderBy(hostile.select)),
  people: pipe(from(people), orderBy(people.firstName), select({ firstName: people.firstName, lastName: people.lastName })),
  samples: pipe(from(samples), orderBy(samples.id)),
}

type Rows = RTE.ReaderTaskEither<never, OxbowError, ReadonlyArray<unknown>>

const rowsOf = fetchAll as unknown as (query: AnyQuery) => Rows
const countOf = execute as unknown as (query: AnyQuery) => RTE.ReaderTaskEither<never, OxbowError, number>

const written = (query: AnyQuery): TableInfo | undefined => {
  const node = queryNode(query)
  switch (node._tag) {
    case 'Insert':
      return node.into
    case 'Update':
      return node.table
    case 'Delete':
      return node.from
    default:
      return undefined
  }
}

const returns = (query: AnyQuery): boolean => {
  const node = queryNode(query)
  return node._tag === 'Select' || node._tag === 'SetOperation' || node.returning !== undefined
}

interface Undo {
  readonly _tag: 'Undo'
  readonly answer: Answer
}

/** A deferred failure carries the answer out of the transaction, so that nothing of the case stays. */
export const runCase = async (database: Database<Feature>, query: AnyQuery): Promise<Either<OxbowError, Answer>> => {
  const table = written(query)
  const answer: RTE.ReaderTaskEither<never, OxbowError, Answer> = returns(query)
    ? pipe(
        rowsOf(query),
        RTE.map((rows) => ({ rows })),
      )
    : pipe(
        countOf(query),
        RTE.chain((affected) =>
          pipe(
            rowsOf(contents[(table as TableInfo).table] as AnyQuery),
            RTE.map((after) => ({ affected, after })),
          ),
        ),
      )
  const program = transaction()(
    pipe(
      answer,
      RTE.chain((found): RTE.ReaderTaskEither<never, OxbowError | Undo, never> => RTE.left({ _tag: 'Undo', answer: found })),
    ),
  )
  const result = (await run(database)(program as never)) as Either<OxbowError | Undo, never>
  if (!isLeft(result)) throw new Error('the transaction committed')
  return result.left._tag === 'Undo' ? right(result.left.answer) : left(result.left)
}

/** Whether the order of a case's rows is its own. */
export const isOrdered = (query: AnyQuery): boolean => {
  const node = queryNode(query)
  return (node._tag === 'Select' || node._tag === 'SetOperation') && node.orderBy.length > 0
}

const key = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value instanceof Uint8Array ? [...value] : value,
  ) ?? 'undefined'

/** Rows in an order of the spec's own, for those that have none. */
export const sorted = (rows: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
