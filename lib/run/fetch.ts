/** Queries as programs: what runs says so in its name. */
import type { Option } from 'fp-ts/lib/Option.js'
import { type Either, isLeft, left, right } from '../internal/either.js'
import type { QueryId } from '../tree/node.js'
import { type AnyQuery, type CapabilitiesOf, type Fetchable, queryNode, type RowOf, type Sendable } from '../query/query.js'
import type { Executor, Program } from './environment.js'
import { notFound, type OxbowError, tooManyRows } from './errors.js'
import { affectedBy, rowsOf, sqlOfNode } from './run-query.js'

export interface Fetch<Wrap extends 'all' | 'one' | 'option'> {
  <Q extends AnyQuery>(query: Q & Fetchable<Q>): Program<CapabilitiesOf<Q>, Wrapped<Wrap, RowOf<Q>>>
}

type Wrapped<Wrap, Row> = Wrap extends 'all' ? ReadonlyArray<Row> : Wrap extends 'one' ? Row : Option<Row>

/** What runs, whatever the types of the query say of its rows. */
type Body<A> = (query: { readonly [QueryId]: unknown }) => (env: Executor) => () => Promise<Either<OxbowError, A>>

const all: Body<ReadonlyArray<unknown>> = (query) => (env) => () => rowsOf(env, queryNode(query))

const one: Body<unknown> = (query) => (env) => async () => {
  const node = queryNode(query)
  const rows = await rowsOf(env, node)
  if (isLeft(rows)) return rows
  if (rows.right.length === 1) return right(rows.right[0])
  const sql = sqlOfNode(env.dialect, node)
  return left(rows.right.length === 0 ? notFound({ sql }) : tooManyRows({ sql }))
}

const option: Body<Option<unknown>> = (query) => (env) => async () => {
  const node = queryNode(query)
  const rows = await rowsOf(env, node)
  if (isLeft(rows)) return rows
  if (rows.right.length > 1) return left(tooManyRows({ sql: sqlOfNode(env.dialect, node) }))
  return right(rows.right.length === 0 ? { _tag: 'None' } : { _tag: 'Some', value: rows.right[0] })
}

/**
 * All the rows of a query, or of a write with `returning`, in memory at once.
 *
 * Errors: CompileError and ValidationError before anything is sent; DecodeError where the database gave what its column cannot
 * have; and what the database and the connection answer: QueryError, ConstraintViolation, Conflict, Timeout, ConnectionError.
 */
export const fetchAll: Fetch<'all'> = all as Fetch<'all'>

/** The one row of a query. Errors: NotFound of none, TooManyRows of more, and those of `fetchAll`. A write is done all the same. */
export const fetchOne: Fetch<'one'> = one as Fetch<'one'>

/** The row of a query that has at most one, as an Option. Errors: TooManyRows of more, and those of `fetchAll`. */
export const fetchOption: Fetch<'option'> = option as Fetch<'option'>

/**
 * Runs a write and gives the number of rows it inserted, deleted, or matched for an update: a row counts where the
 * condition holds, whether its values change or not, on every dialect.
 *
 * An upsert counts differently. On PostgreSQL and SQLite it is the rows inserted or updated, without those left alone. On
 * MySQL and MariaDB, whose server cannot tell these apart, it is the rows given; where they come from a query, it is what
 * the server counts: 1 for a row inserted or left as it is, 2 for a row changed.
 *
 * A query that only reads gives the number of its rows, and 0 on SQLite. Errors: those of `fetchAll`, without DecodeError.
 */
export const execute =
  <Q extends AnyQuery>(query: Q & Sendable<Q>): Program<CapabilitiesOf<Q>, number> =>
  (env) =>
  () =>
    affectedBy(env, queryNode(query))
