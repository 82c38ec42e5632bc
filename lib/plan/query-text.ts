/**
 * A query as text that is the same in every process: its sources, conditions, groups and order, with the values in them. Two
 * queries of one text have the same rows in the same order, so it tells what a cursor belongs to.
 */
import type { ColumnNode, OrderNode, ParamNode, SelectNode } from '../tree/node.js'
import { isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'

/** A value by what it is and what it holds. */
const valueText = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : String(value)
  if (value instanceof Date) return `@${value.getTime()}`
  if (value instanceof Uint8Array) return `#${value.join()}`
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${valueText(item)}`)
    .join()}}`
}

const typeText = ({ name, length, precision, scale, of }: AnySqlType): string =>
  `${name}(${[length, precision, scale].join()})${of === undefined ? '' : ` of ${typeText(of)}`}`

/** A value of a custom type is what it is in the database. */
const paramText = ({ type, value }: ParamNode): string =>
  `${typeText(type)} ${valueText(type.mapping === undefined || value === null ? value : type.mapping.encode(value as never))}`

/** What is said by another field, or is no part of the meaning. */
const left = new Set(['like', 'type', 'nested', 'shape'])

/** What a write gives columns: a program's own values, and expressions among them. */
const assignedText = (given: unknown): string =>
  typeof given !== 'object' || given === null
    ? valueText(given)
    : Array.isArray(given)
      ? `[${given.map(assignedText).join()}]`
      : `{${Object.entries(given)
          .map(([key, value]) => `${JSON.stringify(key)}:${isExpr(value) ? nodeText(value) : valueText(value)}`)
          .join()}}`

const isAssigned = (node: Readonly<Record<string, unknown>>, key: string): boolean =>
  key === 'set' || (key === 'rows' && node['_tag'] === 'Insert' && Array.isArray(node[key]))

const recordText = (node: Readonly<Record<string, unknown>>): string =>
  `{${Object.keys(node)
    // The kind of a join is a word; that of a source is what renders it.
    .filter((key) => !left.has(key) && !(key === 'kind' && typeof node[key] === 'object'))
    .map((key) => `${JSON.stringify(key)}:${isAssigned(node, key) ? assignedText(node[key]) : nodeText(node[key])}`)
    .join()}${isExpr(node) && node._tag === 'Cast' ? typeText(node['type'] as AnySqlType) : ''}}`

export const nodeText = (node: unknown): string => {
  if (typeof node !== 'object' || node === null) return valueText(node)
  if (Array.isArray(node)) return `[${node.map(nodeText).join()}]`
  if (SourceId in node) return nodeText(node[SourceId])
  const tag = (node as { readonly _tag?: unknown })._tag
  if (tag === 'Table') {
    const { schema, table, name } = node as TableInfo
    return valueText([schema, table, name])
  }
  if (!isExpr(node)) return recordText(node as Readonly<Record<string, unknown>>)
  if (tag === 'Param') return paramText(node as unknown as ParamNode)
  if (tag === 'Column') {
    const { source, column } = node as unknown as ColumnNode
    return valueText([source, column])
  }
  return recordText(node as unknown as Readonly<Record<string, unknown>>)
}

/** The text of a query that is ordered by `orders`. What its rows hold is no part of it, except where they are distinct. */
export const queryText = (node: SelectNode, orders: ReadonlyArray<OrderNode>): string =>
  [node.from, node.joins, node.where, node.groupBy, node.having, node.distinct && node.projection, orders].map(nodeText).join(';')
