/** ORDER BY of what a request asks for: one of the orders that a program allows. */
import { isExpr, type Expr } from '../schema/expression.js'
import { enumerationType } from '../schema/types/text.js'
import { malformed } from '../schema/malformed.js'
import { exprOf, queryCopy } from '../tree/node.js'
import { param } from '../tree/operand.js'
import { type AnyOrder, type Order, orderNode } from './order-by.js'
import { type Query, queryOf, selectNode } from './query.js'

type Ordering<R extends string, C extends string> = Expr<unknown, R, string, C, unknown> | Order<Expr<unknown, R, string, C, unknown>>

export interface OneOfOptions<K extends string> {
  /** The order where no key is given: `undefined` or `null`. Default: none, the query stays as it is. */
  readonly default?: K
  /** What an unknown key is: an error, or as good as none. Default: `refuse`. */
  readonly unknown?: 'refuse' | 'default'
}

/** A key that is none of those allowed, as a value of the enumeration of them: compiling says which there are. */
const noKey = (keys: ReadonlyArray<string>, key: unknown): AnyOrder => exprOf(param(key, enumerationType(keys), undefined))

const ordersOf = (allowed: Readonly<Record<string, unknown>>, key: string): ReadonlyArray<AnyOrder> => {
  const orders = allowed[key]
  return (Array.isArray(orders) ? orders : [orders]) as ReadonlyArray<AnyOrder>
}

/**
 * Orders the rows by one of several orders, chosen by a key from outside: a request's `?sort=newest`. The key is looked up
 * among the record's own keys and is never SQL. As `orderBy`, it orders what an order before it left equal.
 *
 * Errors: a ValidationError that names the keys for one that is none of them, when the query is compiled.
 *
 * @example
 * const sorted = (sort: string | undefined) =>
 *   pipe(
 *     from(orders),
 *     orderByOneOf({ newest: desc(orders.createdAt), total: [desc(orders.total), asc(orders.id)] }, sort, { default: 'newest' }),
 *   )
 */
export const orderByOneOf =
  <const K extends string, R extends string = never, C extends string = never>(
    allowed: { readonly [X in K]: Ordering<R, C> | ReadonlyArray<Ordering<R, C>> },
    key: string | null | undefined,
    options: OneOfOptions<NoInfer<K>> = {},
  ) =>
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M | Exclude<R, S> | C> => {
    const next = queryCopy(selectNode(query))
    next.orderBy = [...next.orderBy, ...chosen(allowed, key, options).map(orderNode)]
    return queryOf(next)
  }

const chosen = (allowed: unknown, key: unknown, options: OneOfOptions<string> | null): ReadonlyArray<AnyOrder> => {
  if (typeof allowed !== 'object' || allowed === null || isExpr(allowed)) return [malformed('a record of orders', allowed)]
  const record = allowed as Readonly<Record<string, unknown>>
  if (typeof key === 'string' && Object.hasOwn(record, key)) return ordersOf(record, key)
  const isNone = key === undefined || key === null || options?.unknown === 'default'
  if (!isNone) return [noKey(Object.keys(record), key)]
  const fallback = options?.default
  if (fallback === undefined) return []
  return Object.hasOwn(record, fallback) ? ordersOf(record, fallback) : [malformed('a default that is a key of the orders', fallback)]
}
