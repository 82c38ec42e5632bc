/** Subqueries that are a value: of several rows SQLite takes the first, where others fail. */
import { someExpression } from '../plan/children.js'
import type { ExpressionNode, RowsNode, ScalarNode, SelectNode } from '../tree/node.js'
import type { Render, Writer } from '../render/dialect.js'
import { standardText } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { query as renderQuery } from '../render/query.js'
import { columnsOf } from '../render/select.js'
import { derivedName } from './derived.js'

/** The column of a source that a predicate fixes: `a = b`, where b does not come from that source. */
const fixedColumn = (node: ExpressionNode, source: string): string | undefined => {
  if (node._tag !== 'Binary' || node.operator !== 'eq') return undefined
  const own = (side: ExpressionNode): boolean => someExpression(side, (item) => item._tag === 'Column' && item.source === source)
  const [column, other] = node.left._tag === 'Column' && own(node.left) ? [node.left, node.right] : [node.right, node.left]
  return column._tag === 'Column' && own(column) && (other._tag === 'Param' || other._tag === 'Column') && !own(other)
    ? column.column
    : undefined
}

const fixesKey = ({ from, joins, where }: SelectNode): boolean => {
  if (from._tag !== 'Table' || joins.length > 0) return false
  const fixed = new Set(where.flatMap((node) => (node._tag === 'And' ? node.operands : [node])).map((node) => fixedColumn(node, from.name)))
  const { primaryKey, uniques } = from.constraints()
  return [...(primaryKey === undefined ? [] : [primaryKey]), ...uniques].some(({ columns }) =>
    columns.every(({ column }) => fixed.has(column)),
  )
}

/** Whether a query gives one row at most, as can be told from its text. */
const isSingle = (node: RowsNode, w: Writer): boolean =>
  (node.limit ?? 2) < 2 ||
  (node._tag === 'Select' &&
    ((node.groupBy.length === 0 &&
      columnsOf(node, w).some(({ expression: column }) => someExpression(column, ({ _tag }) => _tag === 'Aggregate'))) ||
      fixesKey(node)))

/** Of several rows SQLite takes the first without a word (manual, Scalar subqueries), others fail: so does this. */
export const scalar: Render<ScalarNode> = (d, node, w) => {
  if (isSingle(node.query, w)) return standardText(d, node, w)
  const value = `${d.quote(derivedName)}.${identifier(d, columnsOf(node.query, w)[0]?.name ?? '', w)}`
  return `(select iif(count(*) < 2, min(${value}), json('several rows: ' || count(*))) from (${renderQuery(d, node.query, w)}) as ${d.quote(derivedName)})`
}
