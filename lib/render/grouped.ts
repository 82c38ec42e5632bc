/**
 * Grouped queries on a database that does not know again, by its text, an expression that a query is grouped by: with a `?` in
 * it, MySQL takes it for another one.
 */
import { someExpression } from '../plan/children.js'
import { sameExpression } from '../plan/same-expression.js'
import type { ExpressionNode, SelectNode } from '../tree/node.js'
import type { Dialect, Grouped, SelectClauses, Writer } from './dialect.js'
import { expression } from './expression.js'

/** The clauses that come before the grouping, and read the rows as they are. */
const beforeGrouping: Readonly<Record<keyof SelectClauses, boolean>> = {
  distinct: false,
  list: false,
  from: true,
  where: true,
  groupBy: true,
  having: false,
  orderBy: false,
  page: false,
  lock: false,
}

/** Renders without regard to what the query is grouped by. */
const ungrouped = (w: Writer, render: () => string): string => {
  const { grouped } = w
  w.grouped = undefined
  const text = render()
  w.grouped = grouped
  return text
}

const holdsParameter = (node: ExpressionNode): boolean => someExpression(node, ({ _tag }) => _tag === 'Param')

/** For `Dialect.grouped`: `mark` makes of an expression that the query is grouped by one that has its value in every group. */
export const groupedAs =
  (mark: (text: string) => string) =>
  ({ groupBy }: SelectNode): Grouped | undefined => {
    const computed = groupBy.filter((item) => item._tag !== 'Column')
    if (computed.length === 0) return undefined
    const isKnown = (node: ExpressionNode): boolean => computed.some((item) => sameExpression(item, node))
    return {
      isAfter: (clause) => !beforeGrouping[clause],
      // The argument of an aggregate reads the rows before they are grouped.
      expression: (d, node, w, render) =>
        isKnown(node)
          ? mark(ungrouped(w, () => render(d, node, w)))
          : node._tag === 'Aggregate'
            ? ungrouped(w, () => render(d, node, w))
            : render(d, node, w),
      // A whole column is known again, unless it holds a placeholder.
      column: (d: Dialect, node, w) =>
        !holdsParameter(node) && isKnown(node) ? ungrouped(w, () => expression(d, node, w)) : expression(d, node, w),
    }
  }
