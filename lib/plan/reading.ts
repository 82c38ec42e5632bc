/** What a piece of the syntax tree reads: which columns, of which sources. */
import type { ElementNode, ExcludedNode, ExpressionNode, FragmentNode, JoinNode, RowsNode, SelectNode, SourceNode } from '../tree/node.js'
import { type ColumnNode, isExpr } from '../schema/expression.js'
import { isSourceHole } from './fragment-holes.js'

const isNode = (value: unknown): value is { readonly _tag?: unknown } => typeof value === 'object' && value !== null

/** What is named: a column, one of the row that an upsert tried to insert, or a source in the text of a fragment. */
type Named = ColumnNode | ElementNode | ExcludedNode | SourceNode

/**
 * Calls `visit` with every column that a piece of the tree names, and the sources that the queries around it, inside the
 * piece, bring into scope. The piece is walked as data, so that no kind of node can be forgotten.
 */
const namesIn = (piece: unknown, scope: ReadonlySet<string>, visit: (named: Named, scope: ReadonlySet<string>) => void): void => {
  if (!isNode(piece)) return
  switch (piece._tag) {
    case 'Column':
    case 'Excluded':
      visit(piece as ColumnNode | ExcludedNode, scope)
      return
    case 'Element':
      visit(piece as ElementNode, scope)
      return namesIn((piece as ElementNode).operand, scope, visit)
    // A value's type and the expression it took it from are no reading; a table's descriptor is not either.
    case 'Param':
    case 'Table':
    case 'Cte':
    case 'Found':
    case 'View':
      return
    case 'Select': {
      const { from, joins } = piece as SelectNode
      const own = new Set([...scope, from.name, ...joins.map(({ source }: JoinNode) => source.name)])
      for (const value of Object.values(piece)) namesIn(value, own, visit)
      return
    }
    case 'Fragment':
      for (const hole of (piece as FragmentNode).holes) if (isSourceHole(hole)) visit(hole, scope)
      return (piece as FragmentNode).holes.forEach((hole) => namesIn(hole, scope, visit))
    default:
      for (const [key, value] of Object.entries(piece)) if (key !== 'type') namesIn(value, scope, visit)
  }
}

const none: ReadonlySet<string> = new Set()

const sourceOf = (named: Named): string =>
  named._tag === 'Column' || named._tag === 'Element' ? named.source : named._tag === 'Excluded' ? 'excluded' : named.name

/** Whether a query uses a source of the queries around it. */
export const isCorrelated = (query: RowsNode): boolean => {
  let found = false
  namesIn(query, none, (named, scope) => {
    found ||= !scope.has(sourceOf(named))
  })
  return found
}

/** Whether expressions name a source at all. */
export const isCorrelatedWith = (expressions: ReadonlyArray<ExpressionNode>): boolean => {
  let found = false
  namesIn(expressions, none, (named, scope) => {
    found ||= !scope.has(sourceOf(named))
  })
  return found
}

/** The names of a query's own sources. */
export const sourceNames = ({ from, joins }: SelectNode): ReadonlySet<string> =>
  new Set([from.name, ...joins.map(({ source }) => source.name)])

/**
 * Whether an aggregate of these expressions is one of a query around the one that it stands in: it names columns, and none
 * of the query's own sources. SQL:2016 6.9; every database goes by it.
 */
export const belongsAround = (expressions: ReadonlyArray<ExpressionNode>, own: ReadonlySet<string>): boolean => {
  let [mine, others] = [false, false]
  namesIn(expressions, none, (named, scope) => {
    const name = sourceOf(named)
    if (own.has(name)) mine ||= !scope.has(name)
    else others ||= !scope.has(name)
  })
  return others && !mine
}

/** The columns of a table that a value of an assignment reads. */
export const columnsRead = (value: unknown, table: string): ReadonlySet<string> => {
  // A value of JSON may look like a node, and may go in a circle.
  if (!isExpr(value)) return none
  const columns = new Set<string>()
  namesIn(value, none, (named, scope) => {
    if (named._tag === 'Column' && named.source === table && !scope.has(table)) columns.add(named.column)
  })
  return columns
}

/** Whether expressions name a source but that one. */
export const readsBeside = (expressions: ReadonlyArray<ExpressionNode>, source: string): boolean => {
  let found = false
  namesIn(expressions, none, (named, scope) => {
    const name = sourceOf(named)
    found ||= name !== source && !scope.has(name)
  })
  return found
}

/** The columns that an upsert's assignments read of the row that it tried to insert. */
export const excludedRead = (set: Readonly<Record<string, unknown>>): ReadonlySet<string> => {
  const columns = new Set<string>()
  for (const value of Object.values(set))
    if (isExpr(value)) namesIn(value, none, (named) => named._tag === 'Excluded' && columns.add(named.column))
  return columns
}
