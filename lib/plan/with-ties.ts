/**
 * `limitWithTies` for a database that has no FETCH … WITH TIES: the rows whose rank is among the first, of a derived table
 * with the rank beside them. The rank of a row is one more than the number of rows before its ties, so it is at most n where
 * the row, or a tie of it, is one of the first n.
 */
import { binary } from '../query/comparison.js'
import { brand, type CteInfo, ExprId, type ExpressionNode, isQuery, queryCopy, type QueryNode, type SelectNode } from '../tree/node.js'
import { param } from '../tree/operand.js'
import { selectFrom } from '../query/query.js'
import { derivedColumn } from '../query/subquery.js'
import { isExpr } from '../schema/expression.js'
import { bigintType, booleanType, integerType } from '../schema/sql-type.js'
import { type OutputColumn, outputOfRows } from './output.js'

const derivedName = 'oxbow_ranked'
const rankColumn = 'oxbow_rank'

/** A SELECT with ties as one that filters by rank. Its columns have their names and are in their order. */
const ranked = (node: SelectNode): SelectNode => {
  const rank: ExpressionNode = {
    [ExprId]: brand,
    _tag: 'Window',
    function: 'rank',
    partitionBy: [],
    orderBy: node.orderBy,
    type: integerType,
  }
  const inner = queryCopy(node)
  inner.projection = { row: node.projection, [rankColumn]: rank }
  inner.orderBy = []
  inner.limit = undefined
  inner.offset = undefined
  inner.ties = false
  const found = outputOfRows(inner).columns
  const columns = outputOfRows(node).columns.map(({ name, expression }, index) => {
    const { name: foundName } = found[index] as OutputColumn
    return [name, derivedColumn(derivedName, foundName, expression.type)] as const
  })
  const outer = queryCopy(selectFrom({ _tag: 'Derived', name: derivedName, query: inner, lateral: false }, Object.fromEntries(columns)))
  const order = derivedColumn(derivedName, rankColumn, integerType)
  // The rows that are skipped are among the first. Of none there are no ties.
  const last = node.limit === 0 ? 0 : (node.limit ?? 0) + (node.offset ?? 0)
  outer.where = [
    binary('lte', order, last > 2_147_483_647 ? param(BigInt(last), bigintType, order) : param(last, integerType, order), booleanType),
  ]
  outer.orderBy = [{ expression: order, direction: 'asc', nulls: undefined }]
  outer.offset = node.offset
  return outer
}

/** What came of each object: a source or a query that stands twice stays one. */
type Known = Map<object, unknown>

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The fields in which no query stands. */
const closed: ReadonlySet<PropertyKey> = new Set(['type', 'like', 'value'])

const rewritten = (value: unknown, known: Known): unknown => {
  // A table's columns and a program's own values hold no query.
  if (!isObject(value) || ('_tag' in value && value._tag === 'Table')) return value
  const before = known.get(value)
  if (before !== undefined) return before
  const after = Array.isArray(value) ? listOf(value, known) : recordOf(value, known)
  const made = isQuery(after) && after._tag === 'Select' && after.ties ? ranked(after) : after
  known.set(value, made)
  return made
}

const listOf = (list: ReadonlyArray<unknown>, known: Known): ReadonlyArray<unknown> => {
  const items = list.map((item) => rewritten(item, known))
  return items.every((item, index) => item === list[index]) ? list : items
}

const recordOf = (value: object, known: Known, keys: ReadonlyArray<PropertyKey> = Reflect.ownKeys(value)): object => {
  const record = value as Record<PropertyKey, unknown>
  let copy: Record<PropertyKey, unknown> | undefined
  for (const key of keys) {
    const next = closed.has(key) ? record[key] : partOf(key, record[key], known)
    if (next === record[key]) continue
    copy ??= { ...record }
    copy[key] = next
  }
  return copy ?? value
}

/** The values that a write takes are a program's own, and may be anything: only expressions among them are looked into. */
const assignments = (values: unknown, known: Known): unknown =>
  isObject(values)
    ? recordOf(
        values,
        known,
        Object.keys(values).filter((column) => isExpr((values as Record<string, unknown>)[column])),
      )
    : values

const partOf = (key: PropertyKey, part: unknown, known: Known): unknown =>
  key === 'set'
    ? assignments(part, known)
    : key === 'rows' && Array.isArray(part)
      ? part.map((row) => assignments(row, known))
      : rewritten(part, known)

/** A statement and its common table expressions without ties. */
export const withoutTies = (
  node: QueryNode,
  ctes: ReadonlyArray<CteInfo>,
): { readonly node: QueryNode; readonly ctes: ReadonlyArray<CteInfo> } => {
  const known: Known = new Map()
  return { node: rewritten(node, known) as QueryNode, ctes: rewritten(ctes, known) as ReadonlyArray<CteInfo> }
}
