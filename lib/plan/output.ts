/**
 * What a query gives: a flat list of columns in SQL, and the shape of the row that they make.
 *
 * Rows are read by position, so two columns of one name cannot overwrite each other.
 */
import type { ExpressionNode, JoinNode, ProjectionNode, QueryNode, RowsNode, SelectNode, SourceNode } from '../tree/node.js'
import { derivedColumn, soleColumn, sourceColumns } from '../tree/source.js'
import { isExpr } from '../schema/expression.js'
import { integerType } from '../schema/types/integer.js'
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
  /** The sources that need the indicator column, because no column of theirs tells whether they are absent. */
  readonly indicated: ReadonlyArray<string>
}

/** The column a source gets in a query where nothing else tells whether an outer join found its row. */
export const indicatorColumn = 'oxbow_present'

/** The sources that an outer join can make absent. */
export const optionalSources = (node: SelectNode): ReadonlySet<string> => {
  if (!node.joins.some(isOuter)) return none
  const optional = new Set<string>()
  const before = [node.from.name]
  for (const join of node.joins) {
    if (join.kind === 'right' || join.kind === 'full') before.forEach((name) => optional.add(name))
    if (join.kind === 'left' || join.kind === 'full') optional.add(join.source.name)
    before.push(join.source.name)
  }
  return optional
}

const isOuter = ({ kind }: JoinNode): boolean => kind !== 'inner' && kind !== 'cross'

const none: ReadonlySet<string> = new Set()

/** The column of a table that is null only where the row is absent. */
const presenceColumn = (source: SourceNode): ExpressionNode | undefined =>
  source._tag === 'Table'
    ? (source.columns.find(({ descriptor }) => descriptor.primaryKey) ?? source.columns.find(({ descriptor }) => !descriptor.nullable))
        ?.node
    : undefined

/** The indicator as an expression. */
const indicator = (source: SourceNode): ExpressionNode => derivedColumn(source.name, indicatorColumn, integerType)

interface Collector {
  readonly columns: Array<OutputColumn>
  readonly optional: ReadonlySet<string>
  indicated: ReadonlyArray<string>
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
  const keys = entries.map(([key]) => key)
  const shapes = entries.map(([key, projection]) => shapeOf(collector, projection, path === '' ? key : `${path}.${key}`))
  return { _tag: 'Group', keys, shapes, presence: presence?.() }
}

/** The group of a record, read without the pairs that `Object.entries` would make: it is on the path of every query. */
const recordGroup = (collector: Collector, record: { readonly [key: string]: ProjectionNode }, path: string): Group => {
  const keys = Object.keys(record)
  const shapes = new Array<Shape>(keys.length)
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string
    shapes[index] = shapeOf(collector, record[key] as ProjectionNode, path === '' ? key : `${path}.${key}`)
  }
  return { _tag: 'Group', keys, shapes, presence: undefined }
}

const sourceGroup = (collector: Collector, source: SourceNode, path: string): Group => {
  const presence = collector.optional.has(source.name)
    ? () => {
        const column = presenceColumn(source)
        if (column === undefined) collector.indicated = [...collector.indicated, source.name]
        const found = column === undefined ? -1 : collector.columns.findIndex(({ expression }) => expression === column)
        return found >= 0
          ? found
          : leaf(collector, column ?? indicator(source), path === '' ? indicatorColumn : `${path}.${indicatorColumn}`).index
      }
    : undefined
  return group(collector, sourceColumns(source), path, presence)
}

const shapeOf = (collector: Collector, projection: ProjectionNode, path: string): Shape =>
  isExpr(projection)
    ? leaf(collector, projection as ExpressionNode, path === '' ? soleColumn : path)
    : SourceId in projection
      ? sourceGroup(collector, (projection as { readonly [SourceId]: SourceNode })[SourceId], path)
      : recordGroup(collector, projection as { readonly [key: string]: ProjectionNode }, path)

const tables = new WeakMap<TableInfo, Output>()

/** The output of a projection; that of a whole table is made once for the table. */
export const outputOf = (projection: ProjectionNode, optional: ReadonlySet<string>): Output => {
  const source = SourceId in projection ? (projection as { readonly [SourceId]: SourceNode })[SourceId] : undefined
  const whole = source !== undefined && source._tag === 'Table' && !optional.has(source.name) ? source : undefined
  const known = whole === undefined ? undefined : tables.get(whole)
  if (known !== undefined) return known
  const collector: Collector = { columns: [], optional, indicated: nothing }
  const shape = shapeOf(collector, projection, '')
  const output: Output = { columns: collector.columns, shape, indicated: collector.indicated }
  if (whole !== undefined) tables.set(whole, output)
  return output
}

const nothing: ReadonlyArray<string> = []

/** The output of a query that gives rows: a set operation's is that of its first operand. */
export const outputOfRows = (node: RowsNode): Output =>
  node._tag === 'Select' ? outputOf(node.projection, optionalSources(node)) : outputOfOperand(node.left)

/** An operand's columns are matched by name, so none of them tells of an absent source: a group of nulls stays one. */
const outputOfOperand = (node: RowsNode): Output => (node._tag === 'Select' ? outputOf(node.projection, none) : outputOfOperand(node.left))

/** What a query gives; nothing for a write that returns nothing. */
export const outputOfQuery = (node: QueryNode): Output | undefined =>
  node._tag === 'Select' || node._tag === 'SetOperation'
    ? outputOfRows(node)
    : node.returning === undefined
      ? undefined
      : outputOf(node.returning, none)
