/** SELECT: one function a clause, listed in SQL's order, to be read beside a manual. */
import { type Output, type OutputColumn, outputOfRows } from '../plan/output.js'
import {
  brand,
  ExprId,
  type ExpressionNode,
  type JoinKind,
  type OrderNode,
  type ProjectionNode,
  type QueryId,
  type RowsNode,
  type SelectNode,
  type SourceNode,
} from '../tree/node.js'
import { booleanType } from '../schema/types/boolean.js'
import { SourceId } from '../schema/table.js'
import type { Dialect, Read, Render, Writer } from './dialect.js'
import { expression, list } from './expression.js'
import { identifier } from './identifier.js'
import { renderedQuery, renderedSelect } from './kind.js'
import { bind } from './parameter.js'
import { comparison, tighter } from './precedence.js'
import { source } from './source.js'

// ---------------------------------------------------------------------------------------------------------------------
// the select list
// ---------------------------------------------------------------------------------------------------------------------

const outputColumn = (d: Dialect, { expression: node, name }: OutputColumn, w: Writer): string => {
  const text = w.grouped === undefined ? expression(d, node, w) : w.grouped.column(d, node, w)
  return node._tag === 'Column' && node.column === name ? text : `${text} as ${identifier(d, name, w)}`
}

/** Columns with their names. */
export const outputColumns = (d: Dialect, columns: ReadonlyArray<OutputColumn>, w: Writer): string => {
  let text = ''
  for (let index = 0; index < columns.length; index++)
    text += (index === 0 ? '' : ', ') + outputColumn(d, columns[index] as OutputColumn, w)
  return text
}

/** The output of a query, kept while its clauses are made. */
export const outputFor = (node: RowsNode, w: Writer): Output => {
  if (w.outputNode === node && w.output !== undefined) return w.output
  const output = outputOfRows(node)
  w.outputNode = node
  w.output = output
  return output
}

/** The columns of a query's rows. */
export const columnsOf = (node: RowsNode, w: Writer): ReadonlyArray<OutputColumn> => outputFor(node, w).columns

/** Whether a projection is that of a whole source. */
const isWhole = (projection: ProjectionNode, source: SourceNode): boolean =>
  SourceId in projection && (projection as { readonly [SourceId]: SourceNode })[SourceId] === source

const selectList: Render<SelectNode> = (d, node, w) => {
  // The list of a whole table is the same text in every query.
  if (node.from._tag === 'Table' && node.joins.length === 0 && isWhole(node.projection, node.from)) {
    const known = w.cache.selectLists.get(node.from)
    if (known !== undefined) return known
    const text = ` ${outputColumns(d, columnsOf(node, w), w)}`
    if (w.problem === undefined) w.cache.selectLists.set(node.from, text)
    return text
  }
  return ` ${outputColumns(d, columnsOf(node, w), w)}`
}

const distinct: Render<SelectNode> = (d, node, w) =>
  node.distinctOn.length > 0 ? ` distinct on (${list(d, node.distinctOn, w)})` : node.distinct ? ' distinct' : ''

// ---------------------------------------------------------------------------------------------------------------------
// from and joins
// ---------------------------------------------------------------------------------------------------------------------

const from: Render<SelectNode> = (d, node, w) => {
  if (node.joins.length === 0) return ` from ${source(d, node.from, false, w)}`
  const { indicated } = outputFor(node, w)
  let text = ` from ${source(d, node.from, indicated.includes(node.from.name), w)}`
  for (const join of node.joins) {
    text += ` ${joins[join.kind]} ${source(d, join.source, indicated.includes(join.source.name), w)}`
    if (join.on !== undefined) text += ` on ${expression(d, join.on, w)}`
  }
  return text
}

const joins: Readonly<Record<JoinKind, string>> = {
  inner: 'inner join',
  left: 'left join',
  right: 'right join',
  full: 'full join',
  cross: 'cross join',
}

// ---------------------------------------------------------------------------------------------------------------------
// the other clauses
// ---------------------------------------------------------------------------------------------------------------------

/** Predicates joined by AND. */
export const conjunction = (d: Dialect, predicates: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  if (predicates.length === 1) return expression(d, predicates[0] as ExpressionNode, w)
  return expression(d, { [ExprId]: brand, _tag: 'And', operands: predicates, type: booleanType }, w)
}

const where: Render<SelectNode> = (d, node, w) => (node.where.length === 0 ? '' : ` where ${conjunction(d, node.where, w)}`)

const groupBy: Render<SelectNode> = (d, node, w) => (node.groupBy.length === 0 ? '' : ` group by ${list(d, node.groupBy, w)}`)

const having: Render<SelectNode> = (d, node, w) => (node.having.length === 0 ? '' : ` having ${conjunction(d, node.having, w)}`)

/** One item of ORDER BY. */
export const orderItem = (d: Dialect, { expression: node, direction, nulls }: OrderNode, w: Writer): string => {
  const suffix = direction === 'desc' ? ' desc' : ''
  if (nulls === undefined) return expression(d, node, w) + suffix
  if (d.supports.nullsOrder === 'native') return `${expression(d, node, w)}${suffix} nulls ${nulls}`
  // MySQL and MariaDB: null comes before everything else, and false before true.
  if ((nulls === 'first') === (direction === 'asc')) return expression(d, node, w) + suffix
  return `${tighter(d, node, comparison, w)} is null${nulls === 'first' ? ' desc' : ''}, ${expression(d, node, w)}${suffix}`
}

/** The items of ORDER BY. */
export const orderList = (d: Dialect, orders: ReadonlyArray<OrderNode>, w: Writer): string => {
  let text = orderItem(d, orders[0] as OrderNode, w)
  for (let index = 1; index < orders.length; index++) text += `, ${orderItem(d, orders[index] as OrderNode, w)}`
  return text
}

const orderBy: Render<SelectNode> = (d, node, w) => (node.orderBy.length === 0 ? '' : ` order by ${orderList(d, node.orderBy, w)}`)

const readLimit = (_d: Dialect, { limit }: RowsNode): number => limit as number
const readOffset = (_d: Dialect, { offset }: RowsNode): number => offset as number

/** The page of a statement is left out of its structure; that of a subquery is part of it. */
const pageHolder = (node: RowsNode, { statement }: Writer): RowsNode | undefined => (node === statement ? node : undefined)

/** A number of rows: bound, or written out where no parameter can stand. The planner has looked at it. */
const counted = (d: Dialect, count: number, node: RowsNode, read: Read<RowsNode>, w: Writer): string =>
  w.literal === undefined ? bind(d, count, w, pageHolder(node, w), read) : String(count)

/** SQL:2008's words for a page, which PostgreSQL and MariaDB share. */
const pageWithTies = (d: Dialect, node: SelectNode, w: Writer): string => {
  const offset = node.offset === undefined ? '' : ` offset ${counted(d, node.offset, node, readOffset, w)} rows`
  return `${offset} fetch first ${counted(d, node.limit as number, node, readLimit, w)} rows with ties`
}

export const page = (d: Dialect, node: RowsNode, w: Writer): string => {
  if (node._tag === 'Select' && node.ties) return pageWithTies(d, node, w)
  const limit =
    node.limit !== undefined
      ? ` limit ${counted(d, node.limit, node, readLimit, w)}`
      : node.offset !== undefined && d.noLimit !== undefined
        ? ` limit ${d.noLimit}`
        : ''
  return node.offset === undefined ? limit : `${limit} offset ${counted(d, node.offset, node, readOffset, w)}`
}

const lock: Render<SelectNode> = (d, node, w) => (node.lock === undefined ? '' : (renderedSelect(node)?.lock(d, node, w) ?? ''))

/** The clauses of SELECT, in SQL's order. */
export const selectClauses: Dialect['select'] = { distinct, list: selectList, from, where, groupBy, having, orderBy, page, lock }

const clauseOrder = /* @__PURE__ */ Object.keys(selectClauses) as ReadonlyArray<keyof Dialect['select']>

const clauses = (d: Dialect, node: SelectNode, list: Render<SelectNode>, w: Writer): string => {
  // Under GROUP BY, equal parameters share a placeholder where placeholders are numbered; see `Writer.shared`.
  if (d.numbered && (node.groupBy.length > 0 || node.distinct || node.distinctOn.length > 0)) w.shared ??= new Map()
  const { grouped: outer } = w
  const grouped = node.groupBy.length === 0 ? undefined : d.grouped?.(node)
  let text = 'select'
  for (const name of clauseOrder) {
    w.grouped = grouped?.isAfter(name) === true ? grouped : undefined
    text += name === 'list' ? list(d, node, w) : d.select[name](d, node, w)
  }
  w.grouped = outer
  return text
}

/** Which clauses a SELECT may have to be rendered in some way. All are named, so that a new one is a type error there. */
export type AllowedClauses = Readonly<Record<Exclude<keyof SelectNode, typeof QueryId | '_tag' | 'from' | 'projection'>, boolean>>

/** Whether a SELECT has no clauses but those. */
export const hasOnly = (node: SelectNode, clauses: AllowedClauses): boolean =>
  (Object.keys(clauses) as ReadonlyArray<keyof AllowedClauses>).every((name) => clauses[name] || isAbsent(node[name]))

const isAbsent = (clause: SelectNode[keyof AllowedClauses]): boolean =>
  clause === undefined || clause === false || (Array.isArray(clause) && clause.length === 0)

export const select: Render<SelectNode> = (d, node, w) => clauses(d, node, d.select.list, w)

/** A SELECT with another list in the place of its own: nested rows, `select 1` of EXISTS. */
export const selectInstead = (d: Dialect, node: SelectNode, text: (w: Writer) => string, w: Writer): string =>
  clauses(d, node, (_d, _node, writer) => ` ${text(writer)}`, w)

/** The columns of an operand in the order of the first one: they are matched by name, SQL matches them by position. */
const inOrder = (columns: ReadonlyArray<OutputColumn>, names: ReadonlyArray<string>): ReadonlyArray<OutputColumn> =>
  names.map((name) => columns.find((column) => column.name === name)).filter((column) => column !== undefined)

/** A query's text, with its columns in the order of `names`. */
export const operandText = (d: Dialect, node: RowsNode, names: ReadonlyArray<string>, w: Writer): string =>
  node._tag === 'Select'
    ? selectInstead(d, node, (writer) => outputColumns(d, inOrder(columnsOf(node, writer), names), writer), w)
    : (renderedQuery(node)?.inOrder(d, node, names, w) ?? '')
