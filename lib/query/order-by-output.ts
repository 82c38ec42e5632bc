/** ORDER BY the columns that a query gives. */
import { malformed } from '../schema/malformed.js'
import { isExpr } from '../schema/expression.js'
import { outputNode } from '../kinds/output-column.js'
import type { ColumnsOf } from '../schema/table.js'
import { type ExpressionNode, type OrderNode, type ProjectionNode, queryCopy, type RowsNode } from '../tree/node.js'
import { columnsNamed, projectionOf } from '../tree/source.js'
import { type AnyOrder, orderNode } from './order-by.js'
import type { SourceColumns } from './subquery.js'
import { type Query, queryOf, type RowsKind, rowsNode } from './query.js'

/** The columns that a query gives, as expressions that are in scope where it is ordered. */
export type OutputColumns<P, S extends string, M extends string> = ColumnsOf<never, SourceColumns<P, S, M>>

/** The columns by their names. Those of a SELECT are what it selects; those of a set operation are known by name alone. */
const outputs = (node: RowsNode): unknown => {
  const names = (projection: ProjectionNode): unknown =>
    isExpr(projection)
      ? outputNode((projection as ExpressionNode & { readonly column: string }).column, (projection as ExpressionNode).type)
      : Object.fromEntries(Object.entries(projection).map(([key, part]) => [key, names(part as ProjectionNode)]))
  return node._tag === 'Select' ? selected(node.projection) : names(columnsNamed('', projectionOf(node)))
}

const selected = (projection: ProjectionNode): unknown => (isExpr(projection) ? { value: projection } : projection)

/**
 * Orders the rows by the columns that the query gives: `orderByOutput((row) => [desc(row.total), row.id])`. The way to order a
 * union; of a SELECT it spares writing an expression twice, and comes after `select`.
 * `select … union all select … order by "total" desc, "id"`
 */
export const orderByOutput =
  <K extends RowsKind, S extends string, P, M extends string>(orders: (row: OutputColumns<P, S, M>) => ReadonlyArray<AnyOrder>) =>
  (query: Query<K, S, P, M>): Query<K, S, P, M> => {
    const node = rowsNode(query)
    const next = queryCopy(node)
    const given: unknown = typeof orders === 'function' ? orders(outputs(node) as never) : undefined
    const items: ReadonlyArray<OrderNode> = Array.isArray(given) ? given.map(orderNode) : [orderNode(malformed('a list of orders', given))]
    next.orderBy = [...next.orderBy, ...items]
    return queryOf(next)
  }
