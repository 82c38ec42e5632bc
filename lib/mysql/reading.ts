/** What a piece of the syntax tree reads: which columns, of which sources. */
import { isExpr } from '../schema/expression.js'
import type { JoinNode, RowsNode, SelectNode } from '../query/node.js'
import type { ColumnNode } from '../schema/expression.js'

const isNode = (value: unknown): value is { readonly _tag?: unknown } => typeof value === 'object' && value !== null

/**
 * Calls `visit` with every column that a piece of the tree names, and the sources that the queries around it, inside the
 * piece, bring into scope. The piece is walked as data, so that no kind of node can be forgotten.
 */
const columnsIn = (piece: unknown, scope: ReadonlySet<string>, visit: (column: ColumnNode, scope: ReadonlySet<string>) => void): void => {
  if (!isNode(piece)) return
  switch (piece._tag) {
    case 'Column':
      visit(piece as ColumnNode, scope)
      return
    // A value's type and the expression it took it from are no reading; a table's descriptor is not either.
    case 'Param':
    case 'Table':
    case 'Cte':
      return
    case 'Select': {
      const { from, joins } = piece as SelectNode
      const own = new Set([...scope, from.name, ...joins.map(({ source }: JoinNode) => source.name)])
      for (const value of Object.values(piece)) columnsIn(value, own, visit)
      return
    }
    default:
      for (const [key, value] of Object.entries(piece)) if (key !== 'type') columnsIn(value, scope, visit)
  }
}

const none: ReadonlySet<string> = new Set()

/** Whether a query uses a source of the queries around it. */
export const isCorrelated = (query: RowsNode): boolean => {
  let found = false
  columnsIn(query, none, (column, scope) => {
    found ||= !scope.has(column.source)
  })
  return found
}

/** The columns of a table that a value of an assignment reads. */
export const columnsRead = (value: unknown, table: string): ReadonlySet<string> => {
  // A value of JSON may look like a node, and may go in a circle.
  if (!isExpr(value)) return none
  const columns = new Set<string>()
  columnsIn(value, none, (column, scope) => {
    if (column.source === table && !scope.has(table)) columns.add(column.column)
  })
  return columns
}
