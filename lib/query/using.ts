/** Writes joined with other sources: `update … from`, `delete … using`. */
import { type Expr } from '../schema/expression.js'
import { type Source, type Tagged } from '../schema/table.js'
import { nodeOf, queryCopy } from '../tree/node.js'
import type { BooleanType } from '../tree/operand.js'
import { changeNode, type Joinable, type Query, queryOf } from './query.js'
import { sourceNode } from './select.js'

/**
 * Joins an update or a delete with another source: a table, a derived table, `values`. The rows are written that meet the
 * condition with a row of it; a `where` may come too, and is not asked for. The values of an update may name the source.
 *
 * `update … from` and `delete … using` on PostgreSQL, `update … inner join` on MySQL and MariaDB; SQLite has no such delete,
 * which is one by EXISTS there. Join an update by what is unique in the source: where several of its rows meet one of the
 * table, each database takes one of them, and none says which (PostgreSQL's manual, UPDATE, Notes). What a delete deletes does not
 * depend on it. `returning` has the columns of the source on PostgreSQL, and is refused on MariaDB.
 *
 * @example
 * pipe(
 *   update(orders)({ total: customers.credit }),
 *   using(customers, eq(customers.id, orders.customerId)),
 *   where(gt(customers.credit, '0')),
 * )
 */
export const using =
  <N extends string, C, F2 extends string, D2 extends string, I extends string, R extends string, C2 extends string>(
    source: Source<N, C, F2, D2> & Tagged<I>,
    on: Expr<BooleanType | null, R, string, C2, unknown>,
  ) =>
  <K extends 'update' | 'delete', S extends string, P, M extends string>(
    query: Query<K, S, P, M> & Joinable<N, S>,
  ): Query<K, S | N, P, Exclude<M | F2 | R, S | N | '^where'> | D2 | C2> => {
    const next = queryCopy(changeNode(query))
    // What stands in for a query that is none has no such clause.
    const before = 'using' in next ? next.using : []
    next.using = [...before, { source: sourceNode(source), on: nodeOf(on) }]
    return queryOf(next)
  }
