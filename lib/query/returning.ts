/** RETURNING: a write that gives rows. */
import { keptProjection } from '../tree/keep.js'
import { type ProjectionNode, queryCopy } from '../tree/node.js'
import { type Projection, type Query, queryOf, type SaidBy, writeNode } from './query.js'

/**
 * The rows a write touched, as they are after it (before it, for a delete). Three capabilities: PostgreSQL and SQLite
 * have them all, MariaDB not for updates, MySQL none.
 *
 * @example pipe(insertInto(customers)({ email }), returning({ id: customers.id }))
 */
export const returning =
  <const P2 extends Projection>(projection: P2) =>
  <K extends 'insert' | 'update' | 'delete', S extends string, P, M extends string>(
    query: Query<K, S, P, M>,
  ): Query<K, S, P2, M | Exclude<SaidBy<P2>, S> | `^${K}Returning`> => {
    const next = queryCopy(writeNode(query))
    next.returning = keptProjection(projection as unknown as ProjectionNode)
    return queryOf(next)
  }
