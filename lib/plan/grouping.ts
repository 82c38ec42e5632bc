/**
 * GROUP BY: what is selected, ordered by or tested by HAVING must be grouped, aggregated, or depend on a grouped primary
 * key. Checked here because MariaDB and SQLite answer an arbitrary row's value instead of an error.
 */
import type { ExpressionNode, SelectNode, SourceNode } from '../query/node.js'
import { type CompileError, compileError } from './compile-error.js'
import { children } from './children.js'
import { sameExpression } from './same-expression.js'
import type { OutputColumn } from './output.js'

const primaryKeyOf = (source: SourceNode): ReadonlyArray<string> =>
  source._tag === 'Table' ? (source.constraints().primaryKey?.columns ?? []).map((column) => column.column) : []

/** The sources whose every column depends on the grouping, because their primary key is grouped. */
const dependentSources = (node: SelectNode): ReadonlySet<string> => {
  const grouped = new Set(node.groupBy.map((item) => (item._tag === 'Column' ? `${item.source}.${item.column}` : '')))
  const sources = [node.from, ...node.joins.map((join) => join.source)]
  return new Set(
    sources
      .filter((source) => {
        const key = primaryKeyOf(source)
        return key.length > 0 && key.every((column) => grouped.has(`${source.name}.${column}`))
      })
      .map((source) => source.name),
  )
}

/** Whether an expression is an aggregate or one of the grouped ones as they were written: most are. */
const isPlain = (node: SelectNode, expression: ExpressionNode): boolean =>
  expression._tag === 'Aggregate' || expression._tag === 'Param' || node.groupBy.includes(expression)

/** The first problem of a grouped query. */
export const checkGrouping = (node: SelectNode, columns: ReadonlyArray<OutputColumn>): CompileError | undefined => {
  const parts = [...columns.map((column) => column.expression), ...node.having, ...node.orderBy.map((order) => order.expression)].filter(
    (part) => !isPlain(node, part),
  )
  return parts.length === 0 ? undefined : checkParts(node, parts)
}

const checkParts = (node: SelectNode, parts: ReadonlyArray<ExpressionNode>): CompileError | undefined => {
  const own = new Set([node.from.name, ...node.joins.map((join) => join.source.name)])
  const dependent = dependentSources(node)
  const find = (expression: ExpressionNode): CompileError | undefined => {
    if (expression._tag === 'Aggregate') return undefined
    if (node.groupBy.some((grouped) => sameExpression(grouped, expression))) return undefined
    if (expression._tag === 'Column')
      return own.has(expression.source) && !dependent.has(expression.source)
        ? compileError('grouping', `${expression.source}.${expression.key} is neither grouped nor aggregated`)
        : undefined
    for (const child of children(expression)) {
      const problem = find(child)
      if (problem !== undefined) return problem
    }
    return undefined
  }
  return parts.map(find).find((problem) => problem !== undefined)
}
