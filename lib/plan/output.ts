/**
 * What a query gives: a flat list of columns in SQL, and the shape of the row that they make.
 *
 * Rows are read by position, so two columns of one name cannot overwrite each other.
 */
import type { ExpressionNode, ProjectionNode, SelectNode, SourceNode } from '../query/node.js'
import { soleColumn, sourceColumns } from '../query/subquery.js'
import { isExpr } from '../schema/expression.js'
import { SourceId, type TableInfo } from '../schema/table.js'

export interface OutputColumn {
  /** Its name in SQL: the path in the projection. */
  readonly name: string
  readonly expression: ExpressionNode
}

export interface Leaf {
  readonly _tag: 'Leaf'
  readonly index: number
  readonly expression: ExpressionNode
}

export interface Group {
  readonly _tag: 'Group'
  readonly keys: ReadonlyArray<string>
  readonly shapes: ReadonlyArray<Shape>
  /** The column that is null where an outer join found no row, so that the whole group is null. */
  readonly presence: number | undefined
}

export type Shape = Leaf | Group

export interface Output {
  readonly columns: ReadonlyArray<OutputColumn>
  readonly shape: Shape
}

/** The column a source gets in a query where nothing else tells whether an outer join found its row. */
export const indicatorColumn = 'oxbow_present'

/** The sources that an outer join can make absent. */
export const optionalSources = (node: SelectNode): ReadonlySet<string> => {
  if (node.joins.length === 0) return none
  const optional = new Set<string>()
  const before = [node.from.name]
  for (const join of node.joins) {
    if (join.kind === 'right' || join.kind === 'full') before.forEach((name) => optional.add(name))
    if (join.kind === 'left' || join.kind === 'full') optional.add(join.source.name)
    before.push(join.source.name)
  }
  return optional
}

const none: ReadonlySet<string> = new Set()

/** The column of a table that is null only where the row is absent. */
const presenceColumn = (source: SourceNode): ExpressionNode | undefined =>
  source._tag === 'Table'
    ? (source.columns.find(({ descriptor }) => descriptor.primaryKey) ?? source.columns.find(({ descriptor }) => !descriptor.nullable))?.node
    : undefined

/** Whether a source needs the indicator column where it is optional and selected as a whole. */
export const needsIndicator = (source: SourceNode): boolean => presenceColumn(source) === undefined

/** The indicator as an expression. */
const indicator = (source: SourceNode): ExpressionNode =>
  ({ ...(sourceColumns(source)[0]?.[1] as ExpressionNode), column: indicatorColumn, key: indicatorColumn }) as ExpressionNode

interface Collector {
  readonly columns: Array<OutputColumn>
  readonly optional: ReadonlySet<string>
}

const leaf = (collector: Collector, expression: ExpressionNode, name: string): Leaf => {
  const index = collector.columns.length
  collector.columns.push({ name, expression })
  return { _tag: 'Leaf', index, expression }
}

const group = (
  collector: Collector,
  entries: ReadonlyArray<readonly [string, ProjectionNode]>,
  path: string,
  presence: (() => number) | undefined,
): Group => {
  const keys: Array<string> = []
  const shapes: Array<Shape> = []
  for (const [key, projection] of entries) {
    keys.push(key)
    shapes.push(shapeOf(collector, projection, path === '' ? key : `${path}.${key}`))
  }
  return { _tag: 'Group', keys, shapes, presence: presence?.() }
}

const sourceGroup = (collector: Collector, source: SourceNode, path: string): Group => {
  const presence = collector.optional.has(source.name)
    ? () => {
        const column = presenceColumn(source)
        const found = column === undefined ? -1 : collector.columns.findIndex(({ expression }) => expression === column)
        return found >= 0 ? found : leaf(collector, column ?? indicator(source), path === '' ? indicatorColumn : `${path}.${indicatorColumn}`).index
      }
    : undefined
  return group(collector, sourceColumns(source), path, presence)
}

const shapeOf = (collector: Collector, projection: ProjectionNode, path: string): Shape =>
  isExpr(projection)
    ? leaf(collector, projection as ExpressionNode, path === '' ? soleColumn : path)
    : SourceId in projection
      ? sourceGroup(collector, (projection as { readonly [SourceId]: SourceNode })[SourceId], path)
      : group(collector, Object.entries(projection), path, undefined)

const tables = new WeakMap<TableInfo, Output>()

/** The output of a projection; that of a whole table is made once for the table. */
export const outputOf = (projection: ProjectionNode, optional: ReadonlySet<string>): Output => {
  const source = SourceId in projection ? (projection as { readonly [SourceId]: SourceNode })[SourceId] : undefined
  const whole = source !== undefined && source._tag === 'Table' && !optional.has(source.name) ? source : undefined
  const known = whole === undefined ? undefined : tables.get(whole)
  if (known !== undefined) return known
  const collector: Collector = { columns: [], optional }
  const output: Output = { shape: shapeOf(collector, projection, ''), columns: collector.columns }
  if (whole !== undefined) tables.set(whole, output)
  return output
}
