/**
 * Keyset pages: the rows that come after a place in a query's order, or before it. No page counts the rows before it, none
 * repeats or leaves out a row because others were written meanwhile.
 */
import { type Either, isLeft, left, right } from '../internal/either.js'
import { type ExpressionNode, type ProjectionNode, queryCopy, type SelectNode } from '../tree/node.js'
import { type AnySelect, type Query, queryNode, queryOf, type RowOf, type Sendable, selectNode } from './query.js'
import type { Expr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import type { AnySqlType, SqlType } from '../schema/sql-type.js'
import { type ValidationError, validationError } from '../schema/validation.js'
import { typeHolding } from '../schema/widening.js'
import { clausesOf, someExpression } from '../plan/children.js'
import { type CompileError, compileError, type CompileReason } from '../plan/compile-error.js'
import { type Keys, makeCursor, queryHash, readCursor, utf8 } from '../plan/cursor.js'
import { afterPlace, type Position, positionOf, reversed } from './keyset.js'
import { queryText } from '../plan/query-text.js'
import { isGrouped, rowKey } from '../plan/row-key.js'
import { expectedInstead, shown } from '../plan/shown.js'

// ---------------------------------------------------------------------------------------------------------------------
// what is asked for and what comes
// ---------------------------------------------------------------------------------------------------------------------

/** A key of signatures: 16 bytes or more, a text by its UTF-8. */
export type CursorSecret = string | Uint8Array

/** Which cursors are trusted. */
export type CursorSigning =
  /** Cursors are signed with HMAC-SHA256. Of several keys the first signs and each may have signed, so that keys can be changed. */
  | { readonly secret: CursorSecret | ReadonlyArray<CursorSecret>; readonly unsigned?: never }
  /** Anyone may make up a cursor: what is wrong with its values is a ValidationError, and it reaches no more than the query's rows. */
  | { readonly unsigned: true; readonly secret?: never }

/** The first page, the one after a cursor, or the one before it. Both are what a request has, which may have either. */
export interface PagePlace {
  /** The most rows that the page has, from 1. */
  readonly size: number
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

export type PageOptions = PagePlace & CursorSigning

/** The rows of a page with the cursors of the pages beside it. */
export interface PageOf<out Row> {
  /** At most as many as were asked for, in the query's order. */
  readonly rows: ReadonlyArray<Row>
  /** What `after` takes for the next page; undefined where there is none. */
  readonly next: string | undefined
  /** What `before` takes for the previous page; undefined where there is none. */
  readonly previous: string | undefined
}

/** The values of a row by which its place in the order is known. */
export type RowPosition = Readonly<Record<string, Expr<SqlType<string, unknown> | null>>>

/** A query with the place of each row beside it. */
export type Positioned<Q> =
  Q extends Query<'select', infer S, infer P, infer M> ? Query<'select', S, { readonly row: P; readonly position: RowPosition }, M> : never

/** A page, described: `fetchPage` runs it. */
export interface Page<Q> {
  readonly _tag: 'Page'
  /** The query that is sent, which reads one row more than the page has; or why there is none. */
  readonly query: Either<CompileError | ValidationError, Positioned<Q>>
  /** The page that the rows of `query` make. */
  readonly read: (rows: ReadonlyArray<RowOf<Positioned<Q>>>) => PageOf<RowOf<Q>>
}

interface Positioning {
  readonly row: unknown
  readonly position: Readonly<Record<string, unknown>>
}

type Problem = CompileError | ValidationError

// ---------------------------------------------------------------------------------------------------------------------
// the order
// ---------------------------------------------------------------------------------------------------------------------

const refuse = (reason: CompileReason, message: string): Either<CompileError, never> => left(compileError(reason, message))

const wholeQuery = 'make it a subquery, and page over that'

/** What no page can be made of: a condition more would change what is in the rows. */
const refusal = (node: SelectNode): Either<CompileError, never> | undefined => {
  const wrong = [node.from, ...node.orderBy.map(({ expression }) => expression)].find(isMalformed)
  if (wrong !== undefined) return refuse('malformed', expectedInstead(wrong as never))
  if (node.limit !== undefined || node.offset !== undefined)
    return refuse('malformed', `a page has a limit of its own: leave out limit and offset, or ${wholeQuery}`)
  if (node.orderBy.length === 0) return refuse('malformed', 'a page needs an order: give the query an orderBy')
  if (node.distinctOn.length > 0) return refuse('grouping', `distinctOn would choose among the rows of one page: ${wholeQuery}`)
  if (clausesOf(node).some((clause) => someExpression(clause, ({ _tag }) => _tag === 'Window')))
    return refuse('grouping', `a window would see the rows of one page: ${wholeQuery}`)
  return undefined
}

/** The types whose values have no order that all databases agree in, or that a value in JavaScript does not tell. */
const unordered: ReadonlySet<string> = new Set(['json', 'rows', 'row', 'array', 'unknown'])

/** The order of a page: that of the query, and what tells the rows apart that it leaves equal. */
const positionsOf = (node: SelectNode): Either<CompileError, ReadonlyArray<Position>> => {
  const { orderBy } = node
  const key = rowKey(
    node,
    orderBy.map(({ expression }) => expression),
  )
  if (key._tag === 'None')
    return refuse(
      'malformed',
      `nothing tells the rows of ${key.source} apart: order by a key of it, which needs a primary key or a unique one`,
    )
  const direction = orderBy.at(-1)?.direction ?? 'asc'
  const ties = key.expressions.map((expression): Position => ({ expression, direction, nulls: undefined }))
  const positions = [...orderBy, ...ties].map((order) => positionOf(node, order))
  const wrong = positions.find(({ expression }) => unordered.has(expression.type.tag))
  if (wrong !== undefined) return refuse('malformed', `a page cannot be ordered by ${wrong.expression.type.tag}`)
  return (isGrouped(node) || node.distinct) && positions.some(({ expression }) => isRefined(expression.type))
    ? refuse('grouping', `groups and distinct rows of a custom type cannot be told from their base: ${wholeQuery}`)
    : right(positions)
}

// ---------------------------------------------------------------------------------------------------------------------
// values
// ---------------------------------------------------------------------------------------------------------------------

/** Whether values are more in JavaScript than in the database. */
const isRefined = ({ mapping }: AnySqlType): boolean => mapping !== undefined

const bases = new WeakMap<ExpressionNode, ExpressionNode>()

/** An expression with the values of its base type, so that a cursor holds what the database compares. */
const inBase = (node: ExpressionNode): ExpressionNode => {
  if (!isRefined(node.type)) return node
  const known = bases.get(node)
  if (known !== undefined) return known
  const base = { ...node, type: { ...node.type, mapping: undefined } } as ExpressionNode
  bases.set(node, base)
  return base
}

const based = (position: Position): Position => ({ ...position, expression: inBase(position.expression) })

/** What is wrong with a value that a cursor gave for an expression. */
const problemOf = ({ expression, nulls }: Position, value: unknown): string | undefined => {
  if (value === null) return nulls === undefined ? 'null is not a value here' : undefined
  const type = typeHolding(expression.type, value)
  return type.kind.check(type, value)
}

// ---------------------------------------------------------------------------------------------------------------------
// options
// ---------------------------------------------------------------------------------------------------------------------

const leastSecret = 16

const keyOf = (secret: unknown): Uint8Array | undefined => {
  const bytes = typeof secret === 'string' ? utf8(secret) : secret
  return bytes instanceof Uint8Array && bytes.length >= leastSecret ? new Uint8Array(bytes) : undefined
}

const keysOf = ({ secret, unsigned }: { readonly secret?: unknown; readonly unsigned?: unknown }): Either<CompileError, Keys> => {
  if (secret === undefined && unsigned === true) return right(undefined)
  if (secret === undefined || unsigned !== undefined)
    return refuse('malformed', 'a page needs a secret to sign its cursors, or unsigned: true, and not both')
  const keys = (Array.isArray(secret) ? (secret as ReadonlyArray<unknown>) : [secret]).map(keyOf).filter((key) => key !== undefined)
  return keys.length > 0 && keys.length === (Array.isArray(secret) ? secret.length : 1)
    ? right(keys)
    : refuse('malformed', `the secret of cursors is a text or bytes, of ${leastSecret} bytes or more`)
}

const isPresent = (cursor: unknown): boolean => cursor !== undefined && cursor !== null

// ---------------------------------------------------------------------------------------------------------------------
// pages
// ---------------------------------------------------------------------------------------------------------------------

interface Plan {
  readonly node: SelectNode
  readonly positions: ReadonlyArray<Position>
  readonly keys: Keys
  readonly hash: string
  /** The values at the cursor. */
  readonly place: ReadonlyArray<unknown> | undefined
  readonly backward: boolean
  readonly size: number
}

const hashOf = (node: SelectNode, positions: ReadonlyArray<Position>): string => {
  try {
    return queryHash(queryText(node, positions))
  } catch {
    // A value that cannot be read: compiling the query says which.
    return ''
  }
}

/** What `plan` makes of a query that only plain JavaScript can build: there is something in it that has no parts. */
const planned = (node: SelectNode, options: PageOptions): Either<Problem, Plan> => {
  try {
    return plan(node, options)
  } catch {
    return refuse('malformed', 'this query cannot be read: compile it without the page, to see what is wrong with it')
  }
}

const plan = (node: SelectNode, options: PageOptions): Either<Problem, Plan> => {
  const refused = refusal(node)
  if (refused !== undefined) return refused
  if (typeof options !== 'object' || options === null) return refuse('malformed', `a page needs a size, got ${shown(options)}`)
  const { size, after, before } = options
  if (!Number.isSafeInteger(size) || size < 1)
    return refuse('malformed', `the size of a page must be a whole number of at least 1, got ${shown(size)}`)
  const keys = keysOf(options)
  if (isLeft(keys)) return keys
  const positions = positionsOf(node)
  if (isLeft(positions)) return positions
  const backward = isPresent(before)
  const hash = hashOf(node, positions.right)
  const made: Plan = { node, positions: positions.right.map(based), keys: keys.right, hash, place: undefined, backward, size }
  if (!backward && !isPresent(after)) return right(made)
  const name = backward ? 'before' : 'after'
  const refuseCursor = (message: string): Either<ValidationError, never> =>
    left(validationError([{ table: undefined, column: name, path: [], message }]))
  if (backward && isPresent(after)) return refuseCursor('a page comes after a cursor or before one, not both')
  const place = readCursor(backward ? before : after, hash, made.positions.length, keys.right)
  if (isLeft(place)) return refuseCursor(place.left)
  const problem = made.positions.map((position, index) => problemOf(position, place.right[index])).find((found) => found !== undefined)
  return problem === undefined ? right({ ...made, place: place.right }) : refuseCursor(problem)
}

const queryOfPlan = ({ node, positions, place, backward, size }: Plan): SelectNode => {
  const orders = backward ? positions.map(reversed) : positions
  const next = queryCopy(node)
  // A condition on groups is one of HAVING.
  if (place !== undefined) {
    const clause = isGrouped(node) ? 'having' : 'where'
    next[clause] = [...node[clause], ...afterPlace(orders, place)]
  }
  next.orderBy = orders
  next.limit = size + 1
  const position = Object.fromEntries(positions.map(({ expression }, index) => [String(index), expression]))
  next.projection = { row: node.projection, position } as ProjectionNode
  return next
}

const pageRows = ({ positions, place, backward, size, hash, keys }: Plan, read: ReadonlyArray<Positioning>): PageOf<unknown> => {
  const hasMore = read.length > size
  const found = read.slice(0, size)
  if (backward) found.reverse()
  const cursorOf = (row: Positioning | undefined): string | undefined =>
    row === undefined
      ? undefined
      : makeCursor(
          hash,
          positions.map((_, index) => row.position[String(index)]),
          keys,
        )
  return {
    rows: found.map(({ row }) => row),
    // Where the page came from, there is a page: it ended, or begins, with the row of the cursor.
    next: backward || hasMore ? cursorOf(found.at(-1)) : undefined,
    previous: backward ? (hasMore ? cursorOf(found[0]) : undefined) : place === undefined ? undefined : cursorOf(found[0]),
  }
}

const noRows: PageOf<never> = { rows: [], next: undefined, previous: undefined }

/**
 * A page of a query that has an order: `size` rows, the first of them or those after or before a cursor.
 *
 * The order decides the cursor. Where it does not tell all rows apart, what does is added to it: the primary key, or a
 * unique one of columns that are never null, of each source whose rows a join multiplies; the groups of a grouped query; the
 * columns of a distinct one. The place of nulls is the one the order says; where it says none, they are larger than every
 * value, on all databases. The condition stands beside the query's own: `a > $1 or a = $1 and id > $2`.
 *
 * A cursor belongs to its query: to its sources, conditions with their values, groups and order. What its rows hold and how
 * many a page has may change. So a condition must have the same value from page to page: a fixed instant, or the database's
 * `now`. Cursors hide nothing of the values in them.
 *
 * Errors, when the page is run or its `query` is looked at. CompileError: a query without an order, with a limit, windows or
 * `distinctOn`; a source without a key; a size that is no number of rows; a secret that is none. ValidationError of the
 * column `after` or `before`: both of them, a cursor that is none, was changed, has another signature, is of another query or of another
 * version of Oxbow's cursors.
 *
 * @example
 * const newest = pipe(from(orders), orderBy(desc(orders.createdAt)), select({ id: orders.id, total: orders.total }))
 * const first = page(newest, { size: 20, secret: 'a text of 16 bytes or more' })
 * // fetchPage(first): { rows, next, previous }
 */
export const page = <Q extends AnySelect>(query: Q & Sendable<Q>, options: PageOptions): Page<Q> => {
  const made = planned(selectNode(queryNode(query)), options)
  const pageOf = isLeft(made) ? () => noRows : (rows: ReadonlyArray<Positioning>) => pageRows(made.right, rows)
  return {
    _tag: 'Page',
    query: isLeft(made) ? made : right(queryOf(queryOfPlan(made.right)) as never),
    read: pageOf as Page<Q>['read'],
  }
}
