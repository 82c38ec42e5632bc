/** Queries as values: EXISTS, scalar subqueries, and rows nested in a row. They close what the query leaves open. */
import { nestedType } from '../schema/types/json.js'
import type { Expr } from '../schema/expression.js'
import { isExpr } from '../schema/expression.js'
import { type AnySqlType, type SqlType } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { unknownType } from '../schema/types/text.js'
import { SourceId } from '../schema/table.js'
import { existsKind } from '../kinds/exists.js'
import { nestKind } from '../kinds/nest.js'
import { scalarKind } from '../kinds/scalar.js'
import { ExprId, type ExpressionNode, exprOf, type ProjectionNode, type RowsNode } from '../tree/node.js'
import type { BooleanType } from '../tree/operand.js'
import {
  type DemandsIn,
  type FreeIn,
  type Nestable,
  type Query,
  type Decoded,
  type RowsKind,
  rowsNode,
  type SoleColumn,
  type SoleType,
} from './query.js'
import { projectionOf, sourceColumns } from '../tree/source.js'

/** Whether a query has any row: `exists (select 1 from …)`. */
export const exists = <M extends string>(query: Query<RowsKind, never, unknown, M>): Expr<BooleanType, FreeIn<M>, never, DemandsIn<M>> =>
  exprOf({ [ExprId]: existsKind, _tag: 'Exists', query: rowsNode(query), type: booleanType })

/** The type of the one column that a query selects. */
export const soleType = (query: RowsNode): AnySqlType => {
  const find = (projection: ProjectionNode): ExpressionNode | undefined => {
    if (isExpr(projection)) return projection as ExpressionNode
    const entries = SourceId in projection ? sourceColumns(projection[SourceId] as never) : Object.entries(projection)
    const first = entries[0]
    return first === undefined ? undefined : find(first[1] as ProjectionNode)
  }
  return find(projectionOf(query))?.type ?? unknownType
}

/** A query of one column and at most one row as a value; null of no row. `(select …)` */
export const scalarOf = <P, M extends string>(
  query: Query<RowsKind, never, P, M> & Nestable<P, M> & SoleColumn<P>,
): Expr<SoleType<P> | null, FreeIn<M>, never, DemandsIn<M>> => {
  const node = rowsNode(query)
  return exprOf({ [ExprId]: scalarKind, _tag: 'Scalar', query: node, type: soleType(node) })
}

const nest = (query: RowsNode, first: boolean): ExpressionNode => ({
  [ExprId]: nestKind,
  _tag: 'Nest',
  query,
  first,
  type: nestedType({ query, first }),
})

/**
 * The rows of a query as an array in the row of its parent, in the query's order; empty of none. One statement, by JSON
 * aggregation; values inside come back as exact as at the top.
 *
 * @example
 * select({ id: customers.id, orders: arrayOf(pipe(from(orders), where(eq(orders.customerId, customers.id)))) })
 */
export const arrayOf = <S extends string, P, M extends string>(
  query: Query<RowsKind, S, P, M> & Nestable<P, M>,
): Expr<SqlType<'rows', ReadonlyArray<Decoded<P, S, M>>>, FreeIn<M>, never, DemandsIn<M> | '^nesting'> =>
  exprOf(nest(rowsNode(query), false))

/** The first row of a query, by its order, as a value in the row of its parent; null of none. */
export const firstOf = <S extends string, P, M extends string>(
  query: Query<RowsKind, S, P, M> & Nestable<P, M>,
): Expr<SqlType<'row', Decoded<P, S, M>> | null, FreeIn<M>, never, DemandsIn<M> | '^nesting'> => exprOf(nest(rowsNode(query), true))
