/** `exists (select 1 from …)` */
import { someExpression } from '../plan/children.js'
import { query as resolveQuery } from '../plan/resolve.js'
import { put, query as queryParts } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expressionOf } from '../render/kind.js'
import { query } from '../render/query.js'
import { type AllowedClauses, columnsOf, hasOnly, selectInstead } from '../render/select.js'
import { type ExistsNode, queryCopy, type RowsNode, type SelectNode, unordered } from '../tree/node.js'

const isAggregated = (node: RowsNode, w: Writer): boolean =>
  columnsOf(node, w).some(({ expression: item }) => someExpression(item, ({ _tag }) => _tag === 'Aggregate'))

const rowByRow: AllowedClauses = {
  distinct: false,
  distinctOn: false,
  joins: true,
  where: true,
  groupBy: false,
  having: false,
  orderBy: true,
  limit: true,
  offset: true,
  ties: false,
  lock: true,
}

/** A query under EXISTS: its columns do not matter, so it has none to compute. */
const existsQuery = (d: Dialect, given: RowsNode, w: Writer): string => {
  const node = given._tag === 'Select' && given.ties ? tiesCut(given) : given
  return node._tag === 'Select' && hasOnly(node, rowByRow) && !isAggregated(node, w)
    ? selectInstead(d, unordered(node), () => '1', w)
    : query(d, node, w)
}

/** There are rows with ties where there are rows. MariaDB 10.11 drops the order of EXISTS, and then misses it for the ties. */
const tiesCut = (node: SelectNode): SelectNode => {
  const next = queryCopy(node)
  next.ties = false
  return next
}

export const existsKind: never = /* @__PURE__ */ expressionOf<ExistsNode>({
  resolve: ({ query: inner }, scope, context) => resolveQuery(inner, scope, context),
  parts: ({ query: inner }, walk) => {
    put(walk, 'Exists')
    queryParts(inner, walk)
  },
  render: (d, { query: inner }, w) => `exists (${existsQuery(d, inner, w)})`,
})
