/** The columns of tables that a query names, and which of them its outputs are made of. */
import { children } from '../plan/children.js'
import { outputOf, outputOfQuery } from '../plan/output.js'
import { walkQuery } from '../plan/walk-query.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import {
  type ColumnNode,
  type ExpressionNode,
  type InsertNode,
  isQuery,
  type QueryNode,
  type SourceNode,
  type UpdateNode,
} from '../tree/node.js'
import { projectionOf } from '../tree/source.js'
import { type AnyQuery, queryNode } from './query.js'

/** A column of a table, by their names in the database. */
export interface ColumnName {
  readonly schema: string | undefined
  readonly table: string
  readonly column: string
}

const distinct = (columns: ReadonlyArray<ColumnName>): ReadonlyArray<ColumnName> =>
  columns.filter(
    ({ schema, table, column }, index) =>
      columns.findIndex((other) => other.schema === schema && other.table === table && other.column === column) === index,
  )

const entryName = ({ schema, table }: TableInfo, { name }: ColumnEntry): ColumnName => ({ schema, table, column: name })

/** The columns that rows or assignments write, by their keys. */
const writtenBy = (table: TableInfo, keys: ReadonlyArray<string>): ReadonlyArray<ColumnName> =>
  table.columns.filter(({ key }) => keys.includes(key)).map((entry) => entryName(table, entry))

const keysOf = (records: ReadonlyArray<object>): ReadonlyArray<string> => records.flatMap((record) => Object.keys(record))

const insertKeys = ({ rows, onConflict }: InsertNode): ReadonlyArray<string> => [
  ...('_tag' in rows ? outputOf(projectionOf(rows as QueryNode), new Set()).columns.map(({ name }) => name) : keysOf(rows)),
  ...Object.keys(onConflict?.update?.set ?? {}),
]

/** The columns of tables that a query names: what it selects, tests, orders by and writes, at any depth. */
export const columnsOf = (query: AnyQuery): ReadonlyArray<ColumnName> => {
  const columns: Array<ColumnName> = []
  walkQuery(queryNode(query), (node) => {
    if (node._tag === 'Column') columns.push(...baseColumn(node as ColumnNode))
    else if (node._tag === 'Select') columns.push(...wholeSources(node as never))
    else if (node._tag === 'Insert') columns.push(...writtenBy((node as InsertNode).into, insertKeys(node as InsertNode)))
    else if (node._tag === 'Update') columns.push(...writtenBy((node as UpdateNode).table, Object.keys((node as UpdateNode).set)))
  })
  return distinct(columns)
}

const baseColumn = ({ origin, column }: ColumnNode): ReadonlyArray<ColumnName> =>
  origin === undefined ? [] : [{ schema: origin.schema, table: origin.table, column }]

/** The columns of tables that are selected as a whole, which no node names. */
const wholeSources = (node: QueryNode): ReadonlyArray<ColumnName> =>
  (outputOfQuery(node)?.columns ?? []).flatMap(({ expression }) => (expression._tag === 'Column' ? baseColumn(expression) : []))

// ---------------------------------------------------------------------------------------------------------------------
// lineage
// ---------------------------------------------------------------------------------------------------------------------

/** The sources that names stand for, from the innermost query outward. */
type Scope = ReadonlyArray<SourceNode>

interface Tracing {
  /** The recursive queries that are being followed: their rows found before come from themselves. */
  readonly within: ReadonlyArray<string>
}

const scopeOf = (node: QueryNode, outer: Scope): Scope =>
  node._tag === 'Select'
    ? [node.from, ...node.joins.map(({ source }) => source), ...outer]
    : node._tag === 'SetOperation'
      ? outer
      : node._tag === 'Insert'
        ? [node.into, ...outer]
        : [node._tag === 'Update' ? node.table : node.from, ...node.using.map(({ source }) => source), ...outer]

/** The columns behind a column of a query, by its name. */
const behindOutput = (query: QueryNode, name: string, outer: Scope, tracing: Tracing): ReadonlyArray<ColumnName> => {
  if (query._tag === 'SetOperation')
    return [...behindOutput(query.left, name, outer, tracing), ...behindOutput(query.right, name, outer, tracing)]
  const column = outputOfQuery(query)?.columns.find((one) => one.name === name)
  return column === undefined ? [] : behind(column.expression, scopeOf(query, outer), tracing)
}

/** The columns behind all that a query gives. */
const behindOutputs = (query: QueryNode, outer: Scope, tracing: Tracing): ReadonlyArray<ColumnName> =>
  outputOf(projectionOf(query), new Set()).columns.flatMap(({ name }) => behindOutput(query, name, outer, tracing))

const behindColumn = (node: ColumnNode, scope: Scope, tracing: Tracing): ReadonlyArray<ColumnName> => {
  if (node.origin !== undefined) return baseColumn(node)
  const at = scope.findIndex(({ name }) => name === node.source)
  const source = scope[at]
  switch (source?._tag) {
    case 'Derived':
      return behindOutput(source.query, node.column, scope.slice(at + 1), tracing)
    case 'View':
      return behindOutput(source.query, node.column, [], tracing)
    case 'Cte':
      return tracing.within.includes(source.definition)
        ? []
        : behindOutput(source.query, node.column, [], { within: [...tracing.within, source.definition] })
    case 'Series':
      return [source.start, source.stop].flatMap((bound) => behind(bound, scope, tracing))
    default:
      return []
  }
}

const behind = (node: ExpressionNode, scope: Scope, tracing: Tracing): ReadonlyArray<ColumnName> => {
  if (node._tag === 'Column') return behindColumn(node, scope, tracing)
  const own = node._tag === 'Element' ? [node.operand] : children(node)
  const inner = 'query' in node ? (node.query as QueryNode) : undefined
  return [
    ...own.flatMap((child) => behind(child, scope, tracing)),
    ...(inner === undefined
      ? []
      : node._tag === 'Scalar' || node._tag === 'Nest'
        ? behindOutputs(inner, scope, tracing)
        : columnsOf(inner as never)),
  ]
}

/**
 * The columns of tables that each output of a query is made of, by the output's path: `{ 'customer.email': [{ table:
 * 'customers', column: 'email', … }] }`. They are followed through derived tables, common table expressions, views and set
 * operations. A subquery that is a value has those of what it selects; one that is a condition (EXISTS, IN) all that it names.
 * Where a row comes from (`where`, joins, order) is no lineage of its values.
 */
export const lineageOf = (query: AnyQuery): Readonly<Record<string, ReadonlyArray<ColumnName>>> => {
  const node = queryNode(query)
  if (!isQuery(node)) return {}
  const { columns } = outputOf(projectionOf(node), new Set())
  return Object.fromEntries(columns.map(({ name }) => [name, distinct(behindOutput(node, name, [], { within: [] }))]))
}
