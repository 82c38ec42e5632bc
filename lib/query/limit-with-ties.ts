/** LIMIT with ties. */
import { selectWithClauses } from '../kinds/select.js'
import { type Query, queryOf, selectNode } from './query.js'

/**
 * The first `count` rows, and those that the query's order puts in one place with the last of them. `count` is a whole number
 * that is not negative; of 0 there are none. `offset` skips rows first. Replaces an earlier `limit`, as `limit` replaces it.
 * Equal is what the order calls equal, null beside null included; an order is needed. Of distinct rows: of a subquery.
 *
 * PostgreSQL 13 and MariaDB 10.6 have it: `offset 2 rows fetch first 3 rows with ties`. On MySQL and SQLite it is the rows
 * whose `rank() over (order by …)` is at most `count`, of a derived table.
 *
 * @example
 * const best = pipe(from(orders), orderBy(desc(orders.total)), limitWithTies(3))
 */
export const limitWithTies =
  (count: number) =>
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M | '^withTies'> => {
    const next = selectWithClauses(selectNode(query))
    next.limit = count
    next.ties = true
    return queryOf(next)
  }
