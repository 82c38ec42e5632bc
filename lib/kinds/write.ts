/** What INSERT, UPDATE and DELETE have in common: values for columns, a WHERE that means something, RETURNING. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report, type Scope, tableScope } from '../plan/context.js'
import { outputOf } from '../plan/output.js'
import { noAggregate, projection as resolveProjection } from '../plan/resolve.js'
import { expectedInstead, shown } from '../plan/shown.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { assigned } from '../render/parameter.js'
import { conjunction, outputColumns } from '../render/select.js'
import { reject } from '../render/writer.js'
import { isExpr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import type { ConstantNode, DeleteNode, ExpressionNode, ProjectionNode, UpdateNode } from '../tree/node.js'
import { lift } from '../tree/operand.js'

// ---------------------------------------------------------------------------------------------------------------------
// planning
// ---------------------------------------------------------------------------------------------------------------------

/** What a write can name: its table. */
export const writtenScope = (table: TableInfo, context: Context): Scope => {
  if (isMalformed(table)) malformed(context, expectedInstead(table))
  return tableScope(table, context)
}

/** RETURNING is of one row at a time. */
export const checkReturned = (
  node: ProjectionNode | undefined,
  verb: 'insert' | 'update' | 'delete',
  scope: Scope,
  context: Context,
): void => {
  if (node === undefined) return
  need(context, `${verb}Returning`)
  resolveProjection(node, scope, context)
  if (context.aggregates > 0 || context.windows > 0) report(context, compileError('grouping', 'an aggregate cannot stand in returning'))
}

/** The values of an update. */
export const checkValues = (set: Readonly<Record<string, unknown>>, scope: Scope, context: Context): void => {
  if (isMalformed(set)) return malformed(context, expectedInstead(set))
  if (typeof set !== 'object' || set === null) return malformed(context, `an update takes a record of values, got ${shown(set)}`)
  for (const key of Object.keys(set)) {
    const value = set[key]
    if (isExpr(value)) noAggregate([value as never], 'set', scope, context)
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// rendering
// ---------------------------------------------------------------------------------------------------------------------

export const returning = (d: Dialect, projection: ProjectionNode | undefined, w: Writer): string =>
  projection === undefined ? '' : ` returning ${outputColumns(d, outputOf(projection, new Set()).columns, w)}`

/** Notes what is wrong with the value of a column. */
export const columnIssue = (table: Pick<TableInfo, 'name'>, column: string, message: string, w: Writer): void => {
  w.issues.push({ table: table.name, column, path: [], message })
}

/** Notes a column that a table does not have. */
export const unknownColumn = (table: TableInfo, key: string, w: Writer): void => columnIssue(table, key, 'no such column', w)

export const nullColumn = ({ node, key }: ColumnEntry, w: Writer): void => columnIssue({ name: node.source }, key, notNullable, w)

const notNullable = 'null in a column that is not nullable'

/** `"a" = $1, "b" = "t"."c"`; with what comes before the names of columns. */
export const assignments = (d: Dialect, table: TableInfo, set: Readonly<Record<string, unknown>>, w: Writer, before = ''): string => {
  let text = ''
  for (const key of Object.keys(set)) {
    const value = set[key]
    const entry = columnOf(table, key)
    if (entry === undefined) {
      unknownColumn(table, key, w)
      continue
    }
    const node = lift(entry.node, value)
    if (node._tag === 'Param' && node.value === null && !entry.descriptor.nullable) nullColumn(entry, w)
    else {
      const assignment = `${before}${identifier(d, entry.name, w)} = ${assigned(d, node, entry.node.type, w)}`
      text = text === '' ? assignment : `${text}, ${assignment}`
    }
  }
  if (text === '' && w.issues.length === 0) return reject(w, compileError('malformed', `an update of ${table.name} sets nothing`))
  return text
}

const columnOf = (table: TableInfo, key: string): ColumnEntry | undefined => {
  for (const column of table.columns) if (column.key === key) return column
  return undefined
}

/** Whether a predicate is true whatever the row: it must not stand in for the `where` of a write. */
const isAlwaysTrue = (node: ExpressionNode): boolean => {
  switch (node._tag) {
    case 'Constant':
      return (node as ConstantNode).value === true
    case 'And':
      return node.operands.every(isAlwaysTrue)
    case 'Or':
      return node.operands.some(isAlwaysTrue)
    case 'InList':
      return node.negated && node.list.length === 0
    case 'Not':
      return isAlwaysFalse(node.operand)
    default:
      return false
  }
}

const isAlwaysFalse = (node: ExpressionNode): boolean => {
  switch (node._tag) {
    case 'Constant':
      return (node as ConstantNode).value === false
    case 'And':
      return node.operands.some(isAlwaysFalse)
    case 'Or':
      return node.operands.every(isAlwaysFalse)
    case 'InList':
      return !node.negated && node.list.length === 0
    case 'Not':
      return isAlwaysTrue(node.operand)
    default:
      return false
  }
}

/** Whether an update or delete has a condition that means something. */
export const isGuarded = ({ using, where }: UpdateNode | DeleteNode): boolean =>
  using.some(({ on }) => !isAlwaysTrue(on)) || where.some((predicate) => !isAlwaysTrue(predicate))

/** The WHERE of a write, which must be there and mean something, or `everyRow`. */
export const guardedWhere = (d: Dialect, node: UpdateNode | DeleteNode, table: TableInfo, w: Writer): string => {
  const predicates = [...node.using.map(({ on }) => on), ...node.where].filter((predicate) => !isAlwaysTrue(predicate))
  if (predicates.length > 0) return ` where ${conjunction(d, predicates, w)}`
  if (node.everyRow) return ''
  const verb = node._tag === 'Update' ? 'update' : 'delete'
  return reject(
    w,
    compileError('unguardedWrite', `this ${verb} of ${table.name} has no where: it would touch every row; say everyRow if that is meant`),
  )
}
