/**
 * `limitWithTies`, and what it is where a database has no FETCH … WITH TIES: the rows whose rank is among the first, of a
 * derived table with the rank beside them. The rank of a row is one more than the number of rows before its ties, so it is at
 * most n where the row, or a tie of it, is one of the first n.
 */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report, type Rewrite } from '../plan/context.js'
import { type OutputColumn, outputOfRows } from '../plan/output.js'
import { shown } from '../plan/shown.js'
import { booleanType } from '../schema/types/boolean.js'
import { bigintType, integerType } from '../schema/types/integer.js'
import { brand, ExprId, type ExpressionNode, queryCopy, selectFrom, type SelectNode, type WindowNode } from '../tree/node.js'
import { param } from '../tree/operand.js'
import { derivedColumn } from '../tree/source.js'
import { derivedInfo } from './derived.js'
import { lockApart } from './lock.js'
import { rewriteSelects } from './rewrite.js'
import { windowKind } from './window.js'

const derivedName = 'oxbow_ranked'
const rankColumn = 'oxbow_rank'
const maxInteger = 2_147_483_647

const isAmong = (rank: ExpressionNode, last: number): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Binary',
  operator: 'lte',
  left: rank,
  right: last > maxInteger ? param(BigInt(last), bigintType, rank) : param(last, integerType, rank),
  type: booleanType,
})

/** A SELECT with ties as one that filters by rank. Its columns have their names and are in their order. */
const ranked = (node: SelectNode): SelectNode => {
  if (!node.ties) return node
  const rank: WindowNode = {
    [ExprId]: windowKind,
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
  const order = derivedColumn(derivedName, rankColumn, integerType)
  // The rows that are skipped are among the first. Of none there are no ties.
  const last = node.limit === 0 ? 0 : (node.limit ?? 0) + (node.offset ?? 0)
  const outer = queryCopy(selectFrom(derivedInfo(derivedName, inner, false), Object.fromEntries(columns)))
  outer.where = [isAmong(order, last)]
  outer.orderBy = [{ expression: order, direction: 'asc', nulls: undefined }]
  outer.offset = node.offset
  return outer
}

const withoutTies: Rewrite = /* @__PURE__ */ rewriteSelects(ranked)

/** Rows with equal values of the order are ties, and distinct rows are made after windows are. */
export const checkTies = (node: SelectNode, context: Context): void => {
  need(context, 'withTies')
  if (context.dialect.supports.withTies === 'emulated') context.rewrites.add(withoutTies)
  if (node.limit === undefined) malformed(context, `limitWithTies takes a whole number that is not negative, got ${shown(node.limit)}`)
  if (node.orderBy.length === 0) malformed(context, 'limitWithTies needs an order: without one all rows would be ties')
  if (node.distinct || node.distinctOn.length > 0)
    report(context, compileError('grouping', 'limitWithTies of distinct rows: make them a subquery'))
  if (node.lock !== undefined) report(context, compileError('grouping', `for update cannot lock the rows of limitWithTies: ${lockApart}`))
}
