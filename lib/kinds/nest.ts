/**
 * Rows nested in a row, by JSON aggregation in one statement.
 *
 * A nested row is a JSON array of its columns by position, not an object: it is shorter, and the same decoder reads it as
 * reads a row of the driver. Values that JSON would round (decimals, 64-bit integers, instants) travel as text.
 */
import { makesRows } from '../plan/children.js'
import type { OutputColumn } from '../plan/output.js'
import { belongsAround, sourceNames } from '../plan/reading.js'
import { limitedToOne, type NestNode, type RowsNode, type SelectNode, unordered } from '../tree/node.js'
import { need } from '../plan/context.js'
import { query as resolveQuery } from '../plan/resolve.js'
import { put, query as queryParts } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import { query } from '../render/query.js'
import { type AllowedClauses, columnsOf, hasOnly, orderList, selectInstead } from '../render/select.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { noLock } from './lock.js'

/** The functions that a dialect nests with. */
export interface NestFunctions {
  /** A JSON array of values: `json_build_array`. */
  readonly row: (values: ReadonlyArray<string>) => string
  /** The aggregate that makes an array of JSON values, in an order: `json_agg(a order by b)`. */
  readonly aggregate: (row: string, orderBy: string) => string
  readonly empty: string
}

/** A value in a nested row: as text where JSON would lose it. */
const jsonValue = (text: string, type: AnySqlType): string => {
  switch (type.name) {
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'time':
    case 'localTimestamp':
    case 'timestamp':
    case 'bytes':
    case 'array':
      return `cast(${text} as text)`
    case 'json':
      // Nested rows are JSON already.
      return type.tag === 'json' ? `cast(${text} as text)` : text
    default:
      return text
  }
}

/** A value in a nested row, as a dialect writes it. */
export const jsonText = (d: Dialect, text: string, type: AnySqlType): string => (d.jsonValue ?? jsonValue)(text, type)

const jsonRow = (d: Dialect, nest: NestFunctions, columns: ReadonlyArray<OutputColumn>, w: Writer): string =>
  nest.row(columns.map(({ expression: node }) => jsonText(d, expression(d, node, w), node.type)))

/** Whether the rows are those of FROM and WHERE, so that the aggregate can stand in the select list itself. */
const isDirect = (node: RowsNode, w: Writer): boolean =>
  node._tag === 'Select' && hasOnly(node, direct) && !columnsOf(node, w).some(({ expression: column }) => makesRows(column))

const direct: AllowedClauses = {
  distinct: false,
  distinctOn: false,
  joins: true,
  where: true,
  groupBy: false,
  having: false,
  orderBy: true,
  limit: false,
  offset: false,
  ties: false,
  lock: true,
}

/** Whether the aggregate over a query's rows would be one of the query around, since nothing in them is of its own sources. */
export const aggregatesAround = (node: SelectNode, w: Writer): boolean =>
  belongsAround(
    [...columnsOf(node, w), ...node.orderBy].map(({ expression: item }) => item),
    sourceNames(node),
  )

const derivedColumn = (index: number): string => `c${index}`

/** The query with its columns named by position, so that the aggregate outside can name them. */
const numbered = (d: Dialect, node: RowsNode, w: Writer): string =>
  node._tag === 'Select'
    ? selectInstead(
        d,
        node,
        (writer) =>
          columnsOf(node, w)
            .map(({ expression: column }, index) => `${expression(d, column, writer)} as ${identifier(d, derivedColumn(index), writer)}`)
            .join(', '),
        w,
      )
    : query(d, node, w)

/**
 * The nesting of PostgreSQL and SQLite: the aggregate in the select list with its order inside, or over a derived table
 * where the query limits, groups or removes duplicates, or has nothing of its own in its rows.
 *
 * An aggregate over an ordered derived table reads it in that order: PostgreSQL's manual, 9.21; SQLite does not reorder a
 * subquery that has a LIMIT or an ORDER BY of its own.
 */
export const nestWith =
  (nest: NestFunctions): Render<NestNode> =>
  (d, node, w) => {
    const inner = node.query
    if (inner._tag === 'Select' && isDirect(inner, w) && (node.first || !aggregatesAround(inner, w))) {
      if (node.first) return `(${selectInstead(d, limitedToOne(inner), (writer) => jsonRow(d, nest, columnsOf(inner, w), writer), w)})`
      const list = (writer: Writer): string => {
        const row = jsonRow(d, nest, columnsOf(inner, w), writer)
        return `coalesce(${nest.aggregate(row, inner.orderBy.length === 0 ? '' : orderList(d, inner.orderBy, writer))}, ${nest.empty})`
      }
      return `(${selectInstead(d, unordered(inner), list, w)})`
    }
    const columns = columnsOf(inner, w)
    const name = identifier(d, 'nested', w)
    const row = nest.row(
      columns.map(({ expression: column, name: columnName }, index) =>
        jsonText(d, `${name}.${identifier(d, inner._tag === 'Select' ? derivedColumn(index) : columnName, w)}`, column.type),
      ),
    )
    const derived = `from (${numbered(d, inner, w)}) as ${name}`
    return node.first ? `(select ${row} ${derived} limit 1)` : `(select coalesce(${nest.aggregate(row, '')}, ${nest.empty}) ${derived})`
  }

export const nestKind: never = /* @__PURE__ */ expressionOf<NestNode>({
  resolve: ({ query: inner }, scope, context) => {
    need(context, 'nesting')
    noLock(inner, 'nested rows', context)
    resolveQuery(inner, scope, context)
  },
  parts: ({ query: inner, first }, walk) => {
    put(walk, first ? 'first' : 'rows')
    queryParts(inner, walk)
  },
  render: /* @__PURE__ */ nestWith({
    row: (values) => `json_build_array(${values.join(', ')})`,
    aggregate: (row, orderBy) => `json_agg(${row}${orderBy === '' ? '' : ` order by ${orderBy}`})`,
    empty: `'[]'`,
  }),
})
