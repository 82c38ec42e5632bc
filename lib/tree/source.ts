/** What the columns of a source are, and what a query's columns are called where it is one. */
import { type AnyExpr, isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { SourceId } from '../schema/table.js'
import { brand, type ColumnNode, ExprId, type ExpressionNode, type ProjectionNode, type QueryNode, type SourceNode } from './node.js'

// The columns of a derived table are named by their path in the projection, so that a nested projection keeps its shape.
const columnsIn = (source: string, projection: ProjectionNode, path: string, sole: string): ProjectionNode => {
  if (isExpr(projection)) {
    const node = projection as ExpressionNode
    // An element knows its array, and is not written as a column everywhere.
    return node._tag === 'Element' ? { ...node, source } : derivedColumn(source, path === '' ? sole : path, node.type)
  }
  if (SourceId in projection) return fieldsOf(source, path, sourceColumns((projection as { readonly [SourceId]: SourceNode })[SourceId]))
  return fieldsOf(source, path, Object.entries(projection))
}

const fieldsOf = (source: string, path: string, entries: ReadonlyArray<readonly [string, ProjectionNode]>): ProjectionNode =>
  Object.fromEntries(entries.map(([key, value]) => [key, columnsIn(source, value, path === '' ? key : `${path}.${key}`, key)]))

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

/** The projection of a query's rows: that of the first operand names the columns of a set operation, a write gives what it returns. */
export const projectionOf = (node: QueryNode): ProjectionNode =>
  node._tag === 'Select' ? node.projection : node._tag === 'SetOperation' ? projectionOf(node.left) : (node.returning ?? {})

/** The columns that a projection has as a source of a name: a record of expressions, at any depth. */
export const columnsNamed = (name: string, projection: ProjectionNode): { readonly [key: string]: ProjectionNode } => {
  const columns = columnsIn(name, projection, '', soleColumn)
  return isExpr(columns) ? { [soleColumn]: columns as AnyExpr as never } : (columns as { readonly [key: string]: ProjectionNode })
}

/** The face of a source that is no table: its columns by their names, and what it is under a symbol. */
export const sourceFace = (info: Exclude<SourceNode, { readonly _tag: 'Table' }>): never =>
  Object.freeze({ ...columnsNamed(info.name, info.shape), [SourceId]: info }) as never

/** The columns of a source, as a projection of them. */
export const sourceColumns = (source: SourceNode): ReadonlyArray<readonly [string, ProjectionNode]> =>
  source._tag === 'Table'
    ? source.columns.map(({ key, node }) => [key, node] as const)
    : Object.entries(columnsNamed(source.name, source.shape))
