/**
 * Rows nested in a row: JSON_ARRAYAGG over JSON_ARRAY.
 *
 * MySQL's JSON_ARRAYAGG has no order (manual 14.19.1), so each row carries its rank as its last value and the decoder
 * sorts; the rows come from a derived table that names the parent's columns, which MySQL takes from 8.0.14 on (WL#461).
 * MariaDB refuses those columns there, but takes ORDER BY and LIMIT inside the aggregate.
 */
import { unsupported } from '../plan/compile-error.js'
import { makesRows } from '../plan/children.js'
import { type OutputColumn, outputOf } from '../plan/output.js'
import { belongsAround, isCorrelated, sourceNames } from '../plan/reading.js'
import type { NestNode, OrderNode, RowsNode, SelectNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { aggregatesAround, jsonText } from '../kinds/nest.js'
import { query } from '../render/query.js'
import { type AllowedClauses, columnsOf, hasOnly, orderList, selectInstead } from '../render/select.js'
import { reject } from '../render/writer.js'
import { SourceId } from '../schema/table.js'

const jsonRow = (d: Dialect, columns: ReadonlyArray<OutputColumn>, w: Writer): string =>
  columns.map(({ expression: node }) => jsonText(d, expression(d, node, w), node.type)).join(', ')

/** Whether the rows are those of FROM and WHERE, so that an aggregate can be put over them in the same SELECT. */
const isDirect = (node: SelectNode, w: Writer): boolean =>
  hasOnly(node, ownRows) &&
  !columnsOf(node, w).some(({ expression: column }) => makesRows(column)) &&
  !node.orderBy.some(({ expression: order }) => makesRows(order))

const ownRows: AllowedClauses = {
  distinct: true,
  distinctOn: true,
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

const none: ReadonlySet<string> = new Set()

const derivedColumn = (index: number): string => `c${index}`

const nested = 'nested'

/** What rows are ranked by: not by columns of the parent, which are the same for all, and which a window does not take. */
const ranked = (node: SelectNode): ReadonlyArray<OrderNode> =>
  node.orderBy.filter((order) => !belongsAround([order.expression], sourceNames(node)))

/**
 * `(select …) as nested` with its columns numbered and the rank of each row; and the JSON values of its columns. Rows that
 * DISTINCT takes for one have one rank, since they are ordered by what they select.
 */
const derivedTable = (d: Dialect, node: RowsNode, w: Writer): { readonly from: string; readonly values: string } => {
  const name = d.quote(nested)
  const columns = columnsOf(node, w)
  const column = (index: number): string => d.quote(node._tag === 'Select' ? derivedColumn(index) : (columns[index] as OutputColumn).name)
  const list =
    (orderBy: ReadonlyArray<OrderNode>) =>
    (writer: Writer): string =>
      [
        ...columns.map(({ expression: item }, index) => `${expression(d, item, writer)} as ${d.quote(derivedColumn(index))}`),
        `${orderBy.length === 0 ? '0' : `rank() over (order by ${orderList(d, orderBy, writer)})`} as ${d.quote('n')}`,
      ].join(', ')
  const text =
    node._tag === 'Select'
      ? selectInstead(d, node.limit === undefined && node.offset === undefined ? { ...node, orderBy: [] } : node, list(ranked(node)), w)
      : query(d, node, w)
  const number = node._tag === 'Select' ? `${name}.${d.quote('n')}` : '0'
  return {
    from: ` from (${text}) as ${name}`,
    values: [...columns.map(({ expression: item }, index) => jsonText(d, `${name}.${column(index)}`, item.type)), number].join(', '),
  }
}

const least = (limit: number | undefined): number => (limit === 0 ? 0 : 1)

/** The first row: a SELECT with one JSON value in its list. */
const firstRow = (d: Dialect, node: RowsNode, w: Writer): string => {
  // Of equal rows the first is the first, unless rows are skipped.
  if (node._tag === 'Select' && (!node.distinct || node.offset === undefined)) {
    const one: SelectNode = { ...node, distinct: false, limit: least(node.limit), ties: false }
    return `(${selectInstead(d, one, (writer) => `json_array(${jsonRow(d, columnsOf(node, writer), writer)})`, w)})`
  }
  const { from, values } = derivedTable(d, { ...node, limit: least(node.limit) }, w)
  return `(select json_array(${values})${from})`
}

/** All the rows, of which the aggregate keeps no order and no limit. */
const inAnyOrder: AllowedClauses = { ...ownRows, distinct: false, orderBy: false, limit: false, offset: false }

const mysqlRows = (d: Dialect, node: RowsNode, w: Writer): string => {
  if (node._tag === 'Select' && isDirect(node, w) && hasOnly(node, inAnyOrder) && !aggregatesAround(node, w))
    return `(${selectInstead(d, node, (writer) => `coalesce(json_arrayagg(json_array(${jsonRow(d, columnsOf(node, writer), writer)}, 0)), json_array())`, w)})`
  const { from, values } = derivedTable(d, node, w)
  return `(select coalesce(json_arrayagg(json_array(${values})), json_array())${from})`
}

export const mysqlNest: Render<NestNode> = (d, { query: inner, first }, w) => (first ? firstRow(d, inner, w) : mysqlRows(d, inner, w))

/** The order of a query's rows; where nothing of its own is in them, by a column of its own, so that the aggregate is its own too. */
const ownOrder = (node: SelectNode, w: Writer): ReadonlyArray<OrderNode> => {
  if (!aggregatesAround(node, w)) return node.orderBy
  const [column] = outputOf({ [SourceId]: node.from }, none).columns
  return column === undefined ? node.orderBy : [...node.orderBy, { expression: column.expression, direction: 'asc', nulls: undefined }]
}

/** Rows as MariaDB aggregates them: order and limit inside, so that the columns of the parent stay in reach. */
const direct = (d: Dialect, node: SelectNode, w: Writer): string => {
  const orderBy = ownOrder(node, w)
  const list = (writer: Writer): string => {
    const row = `${node.distinct ? 'distinct ' : ''}json_array(${jsonRow(d, columnsOf(node, writer), writer)})`
    const order = orderBy.length === 0 ? '' : ` order by ${orderList(d, orderBy, writer)}`
    // Numbers that the planner has checked.
    const limit = node.limit === undefined && node.offset === undefined ? '' : ` limit ${node.limit ?? d.noLimit}`
    return `coalesce(json_arrayagg(${row}${order}${limit}${node.offset === undefined ? '' : ` offset ${node.offset}`}), json_array())`
  }
  return `(${selectInstead(d, { ...node, distinct: false, orderBy: [], limit: undefined, offset: undefined }, list, w)})`
}

const correlated = (d: Dialect, w: Writer): string =>
  reject(
    w,
    unsupported(
      d.name,
      'nesting of grouped or combined rows',
      'not where they depend on their parent: join the grouped query as a subquery instead, or nest its rows and group them afterwards',
    ),
  )

const mariadbRows = (d: Dialect, node: RowsNode, w: Writer): string => {
  if (node._tag === 'Select' && isDirect(node, w)) return direct(d, node, w)
  if (isCorrelated(node)) return correlated(d, w)
  const { from, values } = derivedTable(d, node, w)
  const order = node._tag === 'Select' && node.orderBy.length > 0 ? ` order by ${d.quote(nested)}.${d.quote('n')}` : ''
  return `(select coalesce(json_arrayagg(json_array(${values})${order}), json_array())${from})`
}

export const mariadbNest: Render<NestNode> = (d, { query: inner, first }, w) => {
  if (!first) return mariadbRows(d, inner, w)
  const needsDerived = inner._tag !== 'Select' || (inner.distinct && inner.offset !== undefined)
  return needsDerived && isCorrelated(inner) ? correlated(d, w) : firstRow(d, inner, w)
}
