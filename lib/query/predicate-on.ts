/** Types for programs that gather predicates in lists, or write steps for any query that has a table. */
import type { Expr } from '../schema/expression.js'
import type { AnySource, Source } from '../schema/table.js'
import type { BooleanType } from '../tree/operand.js'
import type { Query } from './query.js'

/** The name of a source in scope. */
type NameOf<T> = T extends Source<infer N, unknown, string, string> ? N : never

/**
 * A predicate on the columns of one source or several: `PredicateOn<typeof customers>`, or of `typeof customers | typeof
 * orders`. A list of these keeps what its members refer to, so a query that lacks a source is a type error as with each of
 * them; folded by `and` or `or` it is a predicate again. `C` names what the predicates may need of a dialect: `'ilike'`.
 *
 * @example
 * const filters: Array<PredicateOn<typeof customers>> = []
 * filters.push(eq(customers.email, email))
 * const found = pipe(from(customers), where(and(...filters)))
 */
export type PredicateOn<T extends AnySource, C extends string = never> = Expr<
  BooleanType | null,
  NameOf<T>,
  NameOf<T>,
  C extends string ? `^${C}` : never,
  unknown
>

/**
 * A query that has a source in scope, whatever else it has: what a function over any such query takes. `S`, `P` and `M` are
 * what the query is otherwise, and go through.
 *
 * @example
 * const latest = <S extends string, P, M extends string>(query: SelectOn<typeof orders, S, P, M>) =>
 *   pipe(query, where(gt(orders.total, '0')), orderBy(desc(orders.createdAt)))
 * const found = latest(from(orders))
 */
export type SelectOn<T extends AnySource, S extends string, P, M extends string> = Query<'select', S | NameOf<T>, P, M>
