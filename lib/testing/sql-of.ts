/** The SQL of a query for a person to read, and for a snapshot to keep. */
import { isLeft } from '../internal/either.js'
import { type AnyQuery, queryNode, type Sendable, type Supported } from '../query/query.js'
import { compileNode } from '../render/compile.js'
import type { Dialect } from '../render/dialect.js'
import { showLines } from '../show/show.js'

/**
 * The SQL of a query as a person reads it: one clause a line, nested queries indented, values where their placeholders
 * are, what is generated as `<uuid v7>`. It is the same each time, so snapshots can keep it. A query that does not compile
 * gives the error's text.
 *
 * For the eye only, never for running: values are written without any database's rules of escaping. `compile` gives the
 * statement that runs, with its parameters apart.
 *
 * @example
 * sqlOf(postgres)(pipe(from(customers), where(eq(customers.email, 'a@b.c')), select({ id: customers.id })))
 * // select "customers"."id"
 * // from "customers"
 * // where "customers"."email" = 'a@b.c'
 */
export const sqlOf =
  <C extends string>(dialect: Dialect<C>) =>
  <Q extends AnyQuery>(query: Q & Sendable<Q> & Supported<Q, C>): string => {
    const made = compileNode(dialect, queryNode(query))
    return isLeft(made) ? `${made.left._tag}: ${made.left.message}` : showLines(dialect, made.right)
  }
