/**
 * GROUP BY: what is selected, ordered by or tested by HAVING must be grouped, aggregated, or depend on a grouped primary
 * key. Checked here because MariaDB and SQLite answer an arbitrary row's value instead of an error.
 */
import type { ColumnNode, ElementNode, ExpressionNode, RowsNode, SelectNode, SourceNode } from '../tree/node.js'
import { children, clausesOf } from '../plan/children.js'
import { type CompileError, compileError } from '../plan/compile-error.js'
import type { OutputColumn } from '../plan/output.js'
import { sameExpression } from '../plan/same-expression.js'

const sourceOf = (node: SelectNode, name: string): SourceNode | undefined =>
  node.from.name === name ? node.from : node.joins.find((join) => join.source.name === name)?.source

const isGrouped = (node: SelectNode, expression: ExpressionNode): boolean =>
  node.groupBy.some((grouped) => grouped === expression || (grouped._tag === expression._tag && sameExpression(grouped, expression)))

/** Whether the primary key of a source is grouped, so that its every column has one value a group: SQL:2016 4.25.6. */
const isKeyGrouped = (node: SelectNode, source: SourceNode): boolean => {
  const key = source._tag === 'Table' ? source.constraints().primaryKey?.columns : undefined
  return (
    key !== undefined &&
    key.every(({ column }) =>
      node.groupBy.some((grouped) => grouped._tag === 'Column' && grouped.source === source.name && grouped.column === column),
    )
  )
}

/** A column of this query's own that has many values a group. */
const isUngrouped = (node: SelectNode, column: ColumnNode | ElementNode): boolean => {
  const source = sourceOf(node, column.source)
  return source !== undefined && !isKeyGrouped(node, source)
}

const none: ReadonlySet<string> = new Set()

/**
 * The first column in an expression that is neither grouped nor inside an aggregate. A subquery in it may use what is
 * grouped; `hidden` are the sources it has of its own.
 */
const ungroupedIn = (
  node: SelectNode,
  expression: ExpressionNode,
  hidden: ReadonlySet<string> = none,
): ColumnNode | ElementNode | undefined => {
  if (expression._tag === 'Param' || (expression._tag === 'Aggregate' && hidden === none) || isGrouped(node, expression)) return undefined
  if (expression._tag === 'Column' || expression._tag === 'Element')
    return !hidden.has(expression.source) && isUngrouped(node, expression) ? expression : undefined
  for (const child of children(expression)) {
    const column = ungroupedIn(node, child, hidden)
    if (column !== undefined) return column
  }
  return 'query' in expression ? ungroupedInQuery(node, expression.query, hidden) : undefined
}

const ungroupedInQuery = (node: SelectNode, inner: RowsNode, around: ReadonlySet<string>): ColumnNode | ElementNode | undefined => {
  if (inner._tag === 'SetOperation') return ungroupedInQuery(node, inner.left, around) ?? ungroupedInQuery(node, inner.right, around)
  const sources = [inner.from, ...inner.joins.map((join) => join.source)]
  const hidden = new Set([...around, ...sources.map((source) => source.name)])
  for (const expression of clausesOf(inner)) {
    const column = ungroupedIn(node, expression, hidden)
    if (column !== undefined) return column
  }
  for (const source of sources) {
    const column = source._tag === 'Derived' ? ungroupedInQuery(node, source.query, hidden) : undefined
    if (column !== undefined) return column
  }
  return undefined
}

/** The first problem of a grouped query that selects these columns. */
export const checkGrouping = (node: SelectNode, columns: ReadonlyArray<OutputColumn>): CompileError | undefined => {
  const check = (expression: ExpressionNode): CompileError | undefined => {
    const column = ungroupedIn(node, expression)
    return column === undefined
      ? undefined
      : compileError(
          'grouping',
          `${column.source}.${column._tag === 'Column' ? column.key : column.part} is neither grouped nor aggregated`,
        )
  }
  for (const column of columns) {
    const problem = check(column.expression)
    if (problem !== undefined) return problem
  }
  for (const predicate of node.having) {
    const problem = check(predicate)
    if (problem !== undefined) return problem
  }
  for (const order of node.orderBy) {
    const problem = check(order.expression)
    if (problem !== undefined) return problem
  }
  return undefined
}
