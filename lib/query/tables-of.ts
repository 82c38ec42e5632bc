/** The tables that a query reads and writes. */
import { type Tagged, walkQuery } from '../plan/walk-query.js'
import type { TableInfo } from '../schema/table.js'
import type { DeleteNode, InsertNode, QueryNode, UpdateNode, ViewInfo } from '../tree/node.js'
import { type AnyQuery, queryNode } from './query.js'

/** A table by its name in the database. */
export interface TableName {
  readonly schema: string | undefined
  readonly table: string
}

const nameOf = ({ schema, table }: TableName): TableName => ({ schema, table })

/** Each once, in the order in which they come. */
const distinct = (tables: ReadonlyArray<TableName>): ReadonlyArray<TableName> =>
  tables.filter(({ schema, table }, index) => tables.findIndex((other) => other.schema === schema && other.table === table) === index)

const writtenBy = (node: Tagged): TableInfo | undefined =>
  node._tag === 'Insert'
    ? (node as InsertNode).into
    : node._tag === 'Update'
      ? (node as UpdateNode).table
      : node._tag === 'Delete'
        ? (node as DeleteNode).from
        : undefined

/** The tables that a query writes, those of writes in its common table expressions too. */
export const writes = (query: AnyQuery): ReadonlyArray<TableName> => {
  const tables: Array<TableName> = []
  walkQuery(queryNode(query), (node) => {
    const table = writtenBy(node)
    if (table !== undefined) tables.push(nameOf(table))
  })
  return distinct(tables)
}

/**
 * The tables whose rows a query reads: in its sources, subqueries and common table expressions, and those of the views it
 * reads, which are there themselves too. An update and a delete read the table that they write; an insert does not.
 */
export const reads = (query: AnyQuery): ReadonlyArray<TableName> => {
  const node: QueryNode = queryNode(query)
  const into = new Set<unknown>()
  const tables: Array<TableName> = []
  walkQuery(node, (part) => {
    if (part._tag === 'Insert') into.add((part as InsertNode).into)
    else if (part._tag === 'Table' && !into.has(part)) tables.push(nameOf(part as TableInfo))
    else if (part._tag === 'View') tables.push({ schema: (part as ViewInfo).schema, table: (part as ViewInfo).view })
  })
  return distinct(tables)
}

/** The tables and views that a query reads or writes. */
export const tablesOf = (query: AnyQuery): ReadonlyArray<TableName> => distinct([...writes(query), ...reads(query)])
