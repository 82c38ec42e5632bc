/**
 * What a query keeps of what it is given: copies, so that a query stays what it was when its caller changes a value, a
 * row or a list afterwards. Nothing of a caller's is frozen.
 *
 * What cannot be read (a getter that throws, a cycle, nesting deeper than the stack) is kept as it is: compiling says so in
 * words.
 */
import { isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import type { ProjectionNode } from './node.js'

/** A value that a query keeps. One of a custom type is its owner's: only its `encode` knows what it is, so it is no copy. */
export const kept = (value: unknown, type: AnySqlType): unknown => {
  if (typeof value !== 'object' || value === null || type.mapping !== undefined) return value
  try {
    return type.kind.kept?.(value, type) ?? value
  } catch {
    return value
  }
}

interface MutableColumn {
  readonly key: string
  readonly type: AnySqlType
}

const mutable = new WeakMap<TableInfo, ReadonlyArray<MutableColumn>>()

/** The columns of a table whose values can be changed from outside. What is an object in another is refused anyway. */
const mutableColumns = (table: TableInfo): ReadonlyArray<MutableColumn> => {
  const known = mutable.get(table)
  if (known !== undefined) return known
  const columns = table.columns
    .map(({ key, node }) => ({ key, type: node.type }))
    .filter(({ type }) => type.mapping === undefined && type.kind.kept !== undefined)
  mutable.set(table, columns)
  return columns
}

type Values = Readonly<Record<string, unknown>>

const recordCopy = (columns: ReadonlyArray<MutableColumn>, record: Values): Values => {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return record
  const copy: Record<string, unknown> = { ...record }
  for (let index = 0; index < columns.length; index++) {
    const { key, type } = columns[index] as MutableColumn
    const value = copy[key]
    if (typeof value === 'object' && value !== null && !isExpr(value)) copy[key] = type.kind.kept?.(value, type)
  }
  return copy
}

/** Rows that a query keeps. */
export const keptRows = (table: TableInfo, rows: ReadonlyArray<Values>): ReadonlyArray<Values> => {
  const columns = mutableColumns(table)
  return rows.map((row) => {
    try {
      return recordCopy(columns, row)
    } catch {
      return row
    }
  })
}

/** A projection that a query keeps: its records are copied at every depth; expressions and sources never change. */
export const keptProjection = (projection: ProjectionNode): ProjectionNode => {
  if (typeof projection !== 'object' || projection === null) return malformed('an expression, a table or a record of these', projection)
  try {
    return projectionCopy(projection)
  } catch {
    return projection
  }
}

const projectionCopy = (projection: ProjectionNode): ProjectionNode => {
  if (typeof projection !== 'object' || projection === null || isExpr(projection) || SourceId in projection) return projection
  const copy: Record<string, ProjectionNode> = { ...(projection as { readonly [key: string]: ProjectionNode }) }
  for (const key in copy) {
    const part = copy[key] as ProjectionNode
    if (!isExpr(part)) copy[key] = projectionCopy(part)
  }
  return copy
}
