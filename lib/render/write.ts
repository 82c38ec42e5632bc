/** INSERT, UPDATE, DELETE. */
import { compileError } from '../plan/compile-error.js'
import { outputOf } from '../plan/output.js'
import type { ConstantNode, DeleteNode, ExpressionNode, InsertNode, ProjectionNode, RowsNode, UpdateNode } from '../query/node.js'
import { lift } from '../query/operand.js'
import { isExpr } from '../schema/expression.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import type { Dialect, Render } from './dialect.js'
import { codecOf, encode } from './encode.js'
import { identifier } from './identifier.js'
import { assigned, bind } from './parameter.js'
import { columnsOf, conjunction, operandText, outputColumns } from './select.js'
import { tableName, tableWithAlias } from './source.js'
import { reject, type Writer } from './writer.js'

export const returning = (d: Dialect, projection: ProjectionNode | undefined, w: Writer): string =>
  projection === undefined ? '' : ` returning ${outputColumns(d, outputOf(projection, new Set()).columns, w)}`

/** Notes a column that a table does not have. */
const unknownColumn = (table: TableInfo, key: string, w: Writer): void => {
  w.issues = [...w.issues, { table: table.name, column: key, path: [], message: 'no such column' }]
}

// ---------------------------------------------------------------------------------------------------------------------
// insert
// ---------------------------------------------------------------------------------------------------------------------

type InputRow = Readonly<Record<string, unknown>>

/** The columns that any row names or that the client generates, in the table's order. */
const insertColumns = (table: TableInfo, rows: ReadonlyArray<InputRow>, w: Writer): ReadonlyArray<ColumnEntry> => {
  const { columns } = table
  const used = columns.map(({ descriptor }) => descriptor.generate === 'v4' || descriptor.generate === 'v7')
  for (const row of rows) {
    let found = 0
    for (let index = 0; index < columns.length; index++)
      if (Object.hasOwn(row, (columns[index] as ColumnEntry).key)) {
        found++
        used[index] = true
      }
    const keys = Object.keys(row)
    if (keys.length > found) for (const key of keys) if (!columns.some((column) => column.key === key)) unknownColumn(table, key, w)
  }
  const chosen = columns.filter((_, index) => used[index])
  return chosen.length === 0 ? columns.slice(0, 1) : chosen
}

const cell = (d: Dialect, table: TableInfo, entry: ColumnEntry, row: InputRow, w: Writer): string => {
  const { key, descriptor } = entry
  const value = row[key]
  if (value === undefined && !Object.hasOwn(row, key)) {
    const { generate } = descriptor
    if (generate === 'v4' || generate === 'v7') return bind(d, { generate, codec: codecOf(d, descriptor.type, w) }, w)
    return d.defaultValue(d, entry, w)
  }
  if (isExpr(value)) return assigned(d, value as never, w)
  if (value === null && !descriptor.nullable) {
    w.issues = [...w.issues, { table: table.name, column: key, path: [], message: 'null in a column that is not nullable' }]
    return ''
  }
  return d.bareParameter(d, bind(d, encode(d, descriptor.type, value, { table: table.name, column: key }, w), w), descriptor.type)
}

/** A column without a value, a default or a generator, that may not be null. */
const requireColumns = (table: TableInfo, columns: ReadonlyArray<ColumnEntry>, rows: ReadonlyArray<InputRow>, w: Writer): void => {
  for (const { key, descriptor } of table.columns) {
    if (descriptor.nullable || descriptor.default !== undefined || descriptor.generate !== undefined) continue
    if (!columns.some((column) => column.key === key) || rows.some((row) => !Object.hasOwn(row, key)))
      w.issues = [...w.issues, { table: table.name, column: key, path: [], message: 'a value is required' }]
  }
}

const values = (d: Dialect, table: TableInfo, rows: ReadonlyArray<InputRow>, w: Writer): string => {
  if (rows.length === 0) return reject(w, compileError('malformed', `an insert into ${table.name} needs at least one row`))
  const columns = insertColumns(table, rows, w)
  requireColumns(table, columns, rows, w)
  let text = ` (${columns.map(({ name }) => identifier(d, name, w)).join(', ')}) values `
  for (let index = 0; index < rows.length; index++) {
    text += index === 0 ? '(' : ', ('
    for (let at = 0; at < columns.length; at++) text += (at === 0 ? '' : ', ') + cell(d, table, columns[at] as ColumnEntry, rows[index] as InputRow, w)
    text += ')'
  }
  return text
}

/** The rows of a query, its columns matched with the table's by name. */
const fromQuery = (d: Dialect, table: TableInfo, rows: RowsNode, w: Writer): string => {
  const names = columnsOf(rows).map(({ name }) => name)
  const entries = names.map((name) => table.columns.find(({ key }) => key === name))
  names.forEach((name, index) => entries[index] === undefined && unknownColumn(table, name, w))
  const columns = entries.filter((entry) => entry !== undefined).map(({ name }) => identifier(d, name, w))
  return ` (${columns.join(', ')}) ${d.with(d, w.ctes, w)}${operandText(d, rows, names, w)}`
}

export const insert: Render<InsertNode> = (d, node, w) => {
  if (node.into.name !== node.into.table)
    return reject(w, compileError('malformed', `an insert goes into a table, not into its alias ${node.into.name}`))
  const target = `insert into ${tableName(d, node.into, w)}`
  const rows = '_tag' in node.rows ? fromQuery(d, node.into, node.rows as RowsNode, w) : values(d, node.into, node.rows, w)
  return target + rows + (node.onConflict === undefined ? '' : d.onConflict(d, node, w)) + returning(d, node.returning, w)
}

/** `on conflict (a) do update set …`: PostgreSQL and SQLite. */
export const onConflict: Render<InsertNode> = (d, { into, onConflict: conflict }, w) => {
  if (conflict === undefined) return ''
  const target = ` on conflict (${conflict.target.map((column) => identifier(d, column.column, w)).join(', ')})`
  if (conflict.update === undefined) return `${target} do nothing`
  const condition = conflict.update.where.length === 0 ? '' : ` where ${conjunction(d, conflict.update.where, w)}`
  return `${target} do update set ${assignments(d, into, conflict.update.set, w)}${condition}`
}

// ---------------------------------------------------------------------------------------------------------------------
// update and delete
// ---------------------------------------------------------------------------------------------------------------------

/** `"a" = $1, "b" = "t"."c"` */
export const assignments = (d: Dialect, table: TableInfo, set: Readonly<Record<string, unknown>>, w: Writer): string => {
  const parts: Array<string> = []
  for (const [key, value] of Object.entries(set)) {
    const entry = table.columns.find((column) => column.key === key)
    if (entry === undefined) unknownColumn(table, key, w)
    else if (value === null && !entry.descriptor.nullable)
      w.issues = [...w.issues, { table: table.name, column: key, path: [], message: 'null in a column that is not nullable' }]
    else parts.push(`${identifier(d, entry.name, w)} = ${assigned(d, lift(entry.node, value), w)}`)
  }
  if (parts.length === 0 && w.issues.length === 0) return reject(w, compileError('malformed', `an update of ${table.name} sets nothing`))
  return parts.join(', ')
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

/** The WHERE of a write, which must be there and mean something, or `everyRow`. */
export const guardedWhere = (d: Dialect, node: UpdateNode | DeleteNode, table: TableInfo, w: Writer): string => {
  const predicates = node.where.filter((predicate) => !isAlwaysTrue(predicate))
  if (predicates.length > 0) return ` where ${conjunction(d, predicates, w)}`
  if (node.everyRow) return ''
  const verb = node._tag === 'Update' ? 'update' : 'delete'
  return reject(w, compileError('unguardedWrite', `this ${verb} of ${table.name} has no where: it would touch every row; say everyRow if that is meant`))
}

export const update: Render<UpdateNode> = (d, node, w) =>
  `update ${tableWithAlias(d, node.table, w)} set ${assignments(d, node.table, node.set, w)}${guardedWhere(d, node, node.table, w)}${returning(d, node.returning, w)}`

export const deleteFrom: Render<DeleteNode> = (d, node, w) =>
  `delete from ${tableWithAlias(d, node.from, w)}${guardedWhere(d, node, node.from, w)}${returning(d, node.returning, w)}`
