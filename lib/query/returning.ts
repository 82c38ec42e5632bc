/** RETURNING: a write that gives rows. */
import { type DeleteNode, type InsertNode, type ProjectionNode, queryCopy, type UpdateNode } from './node.js'
import { type NeedsOf, type Projection, type Query, queryNode, queryOf, type RefsOf } from './query.js'

/**
 * The rows a write touched, as they are after it (before it, for a delete). Three capabilities: PostgreSQL and SQLite
 * have them all, MariaDB not for updates, MySQL none.
 *
 * @example pipe(insertInto(customers)({ email }), returning({ id: customers.id }))
 */
export const returning =
  <const P2 extends Projection>(projection: P2) =>
  <K extends 'insert' | 'update' | 'delete', S extends string, O extends string, P, F extends string, D extends string, X extends string, G extends string>(
    query: Query<K, S, O, P, F, D, X, G>,
  ): Query<K, S, O, P2, F | Exclude<RefsOf<P2>, S>, D | NeedsOf<P2> | `${K}Returning`, X, G> => {
    const next = queryCopy(queryNode(query) as InsertNode | UpdateNode | DeleteNode)
    next.returning = projection as unknown as ProjectionNode
    return queryOf(next)
  }
