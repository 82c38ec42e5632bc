/** GROUP BY. */
import type { AnyExpr } from '../schema/expression.js'
import { selectWithClauses } from '../kinds/select.js'
import { nodeOf } from '../tree/node.js'
import type { NeedsIn, RefsIn } from '../tree/operand.js'
import { type BareOf, type Query, queryOf, selectNode } from './query.js'

/**
 * Groups the rows; a second `groupBy` appends. What is selected must be grouped or aggregated; grouping by a primary
 * key groups by every column of its table.
 */
export const groupBy =
  <const E extends readonly [AnyExpr, ...ReadonlyArray<AnyExpr>]>(...expressions: E) =>
  <S extends string, P, M extends string>(
    query: Query<'select', S, P, M>,
  ): Query<'select', S, P, M | Exclude<RefsIn<E[number]>, S> | NeedsIn<E[number]> | `#${BareOf<E[number]>}`> => {
    const next = selectWithClauses(selectNode(query))
    next.groupBy = next.groupBy.length === 0 ? expressions.map(nodeOf) : [...next.groupBy, ...expressions.map(nodeOf)]
    return queryOf(next)
  }
