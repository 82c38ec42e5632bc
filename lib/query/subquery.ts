/** Queries as sources: derived tables, lateral ones, and common table expressions. */
import { type AnyExpr, isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { type ColumnsOf, type Source, SourceId } from '../schema/table.js'
import {
  brand,
  type ColumnNode,
  type CteInfo,
  type DerivedInfo,
  ExprId,
  type ExpressionNode,
  type ProjectionNode,
  type RowsNode,
  type SourceNode,
} from './node.js'
import {
  type Closed,
  type DemandsIn,
  type DerivedColumns,
  type FreeIn,
  type Nestable,
  type Query,
  type RowsKind,
  rowsNode,
} from './query.js'

/** The columns of a query as a source; that of a single expression is `value`. */
type SourceColumns<P, S extends string, M extends string> = P extends AnyExpr
  ? { readonly value: DerivedColumns<P, S, M> }
  : DerivedColumns<P, S, M>

/** A derived table's columns as expressions, and its query under a symbol. A nested projection is reached as written. */
export type Derived<N extends string, P, S extends string, M extends string, F extends string, C extends string> = ColumnsOf<
  N,
  SourceColumns<P, S, M>
> &
  Source<N, SourceColumns<P, S, M>, F, C>

export interface Subquery {
  <const N extends string>(
    name: N,
  ): <S extends string, P, M extends string>(query: Query<RowsKind, S, P, M> & Closed<P, M>) => Derived<N, P, S, M, never, DemandsIn<M>>
}

// The columns of a derived table are named by their path in the projection, so that a nested projection keeps its shape.
const columnsOf = (source: string, projection: ProjectionNode, path: string, sole: string): unknown => {
  if (isExpr(projection)) return derivedColumn(source, path === '' ? sole : path, (projection as ExpressionNode).type)
  if (SourceId in projection) return fieldsOf(source, path, sourceColumns((projection as { readonly [SourceId]: SourceNode })[SourceId]))
  return fieldsOf(source, path, Object.entries(projection))
}

const fieldsOf = (source: string, path: string, entries: ReadonlyArray<readonly [string, ProjectionNode]>): unknown =>
  Object.fromEntries(entries.map(([key, value]) => [key, columnsOf(source, value, path === '' ? key : `${path}.${key}`, key)]))

/** A column of a derived table, which has no table's column behind it. */
export const derivedColumn = (source: string, name: string, type: AnySqlType): ColumnNode => ({
  [ExprId]: brand,
  _tag: 'Column',
  source,
  key: name,
  column: name,
  type,
  nullable: true,
  origin: undefined,
})

/** The column a query of a single expression has as a source. */
export const soleColumn = 'value'

/** The projection of the first operand names the columns of a set operation. */
export const projectionOf = (node: RowsNode): ProjectionNode => (node._tag === 'Select' ? node.projection : projectionOf(node.left))

/** The columns of a source, as a projection of them. */
export const sourceColumns = (source: SourceNode): ReadonlyArray<readonly [string, ProjectionNode]> =>
  source._tag === 'Table'
    ? source.columns.map(({ key, node }) => [key, node] as const)
    : Object.entries(columnsOf(source.name, projectionOf(source.query), '', soleColumn) as { readonly [key: string]: ProjectionNode })

const source = (info: SourceNode, query: RowsNode): never => {
  const columns = columnsOf(info.name, projectionOf(query), '', soleColumn)
  return Object.freeze({ ...(isExpr(columns) ? { [soleColumn]: columns } : (columns as object)), [SourceId]: info }) as never
}

/**
 * A query as a source: `(select …) as "totals"`.
 *
 * @example
 * const totals = pipe(from(orders), groupBy(orders.customerId),
 *   select({ customerId: orders.customerId, total: sum(orders.total) }), subquery('totals'))
 * pipe(from(customers), leftJoin(totals, eq(totals.customerId, customers.id)))
 */
export const subquery: Subquery = (name) => (query) => {
  const node = rowsNode(query)
  return source({ _tag: 'Derived', name, query: node, lateral: false }, node)
}

/**
 * A query as a source that may use the sources joined before it: `lateral (select …) as "latest"`. PostgreSQL and MySQL.
 */
export const lateral =
  <const N extends string>(name: N) =>
  <S extends string, P, M extends string>(
    query: Query<RowsKind, S, P, M> & Nestable<P, M>,
  ): Derived<N, P, S, M, FreeIn<M>, DemandsIn<M> | '^lateral'> => {
    const node = rowsNode(query)
    return source({ _tag: 'Derived', name, query: node, lateral: true }, node)
  }

/**
 * A common table expression: a query that is named once, at the head of the statement, and may be used several times.
 * `with "big" as (select …) select … from "big"`
 */
export const cte: Subquery = (name) => (query) => {
  const node = rowsNode(query)
  return source({ _tag: 'Cte', name, definition: name, query: node }, node)
}

/** A source that is not a table, under the name it now has. */
export const renamedSource = (info: DerivedInfo | CteInfo): never => source(info, info.query)
