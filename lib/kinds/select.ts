/** A SELECT with clauses that change which rows there are: DISTINCT, GROUP BY, HAVING and locks. */
import { compileError } from '../plan/compile-error.js'
import { type Context, need, report } from '../plan/context.js'
import { outputOf } from '../plan/output.js'
import { all, noAggregate } from '../plan/resolve.js'
import { sameExpression } from '../plan/same-expression.js'
import { type Mutable, queryCopy, QueryId, type SelectNode } from '../tree/node.js'
import { checkGrouping } from './grouping.js'
import type { SelectKind } from '../render/kind.js'
import { checkLock, lockText } from './lock.js'
import { checkTies } from './ties.js'

const noSources: ReadonlySet<string> = new Set()

/** After DISTINCT a row is only what was selected: to order by something else has no one meaning. */
const checkDistinct = (node: SelectNode, context: Context): void => {
  const { columns } = outputOf(node.projection, noSources)
  for (const order of node.orderBy)
    if (!columns.some((column) => sameExpression(column.expression, order.expression)))
      report(context, compileError('grouping', 'a distinct query can be ordered only by what it selects'))
}

const kind: SelectKind = {
  lock: lockText,
  check: (node, scope, context, windowed) => {
    if (node.distinctOn.length > 0) {
      need(context, 'distinctOn')
      all(node.distinctOn, scope, context)
    }
    noAggregate(node.groupBy, 'group by', scope, context)
    const { windows } = context
    all(node.having, scope, context)
    // Having sees groups, before the windows over them.
    if (context.windows > windows) report(context, compileError('grouping', 'a window function cannot stand in having: use a subquery'))
    const grouped = context.aggregates > 0 || node.groupBy.length > 0 || node.having.length > 0
    if (node.lock !== undefined) checkLock(node, grouped || windowed, context)
    if (node.ties) checkTies(node, context)
    context.checkGrouping = checkGrouping
    if (node.distinct && context.problem === undefined) checkDistinct(node, context)
  },
}

/** A copy of a SELECT that gets one of these clauses. */
export const selectWithClauses = (node: SelectNode): Mutable<SelectNode> => {
  const next = queryCopy(node)
  next[QueryId] = kind as never
  return next
}
