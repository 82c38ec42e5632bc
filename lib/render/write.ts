/** INSERT, UPDATE, DELETE. */
import { compileError } from '../plan/compile-error.js'
import { outputOf } from '../plan/output.js'
import { excludedRead } from '../plan/reading.js'
import type { ConstantNode, DeleteNode, ExpressionNode, InsertNode, ProjectionNode, RowsNode, UpdateNode } from '../query/node.js'
import { lift } from '../query/operand.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import type { Issue } from '../schema/validation.js'
import type { Codec, Dialect, Encoded, Encoder, Render, Writer } from './dialect.js'
import { encoderOf, encodeWith } from './encode.js'
import { identifier } from './identifier.js'
import { assigned, bind } from './parameter.js'
import { columnsOf, conjunction, operandText, outputColumns } from './select.js'
import { tableName, tableWithAlias } from './source.js'
import { reject } from './writer.js'

export const returning = (d: Dialect, projection: ProjectionNode | undefined, w: Writer): string =>
  projection === undefined ? '' : ` returning ${outputColumns(d, outputOf(projection, new Set()).columns, w)}`

const columnIssue = (table: TableInfo, column: string, message: string, w: Writer): void => {
  w.issues.push({ table: table.name, column, path: [], message })
}

/** Notes a column that a table does not have. */
const unknownColumn = (table: TableInfo, key: string, w: Writer): void => columnIssue(table, key, 'no such column', w)

// ---------------------------------------------------------------------------------------------------------------------
// insert
// ---------------------------------------------------------------------------------------------------------------------

type InputRow = Readonly<Record<string, unknown>>

/** Says of the issues from `first` on which row they are of, where there are several: a thousand rows have one message each. */
const ofRow = (row: number, rows: ReadonlyArray<InputRow>, first: number, w: Writer): void => {
  if (rows.length > 1) for (let at = first; at < w.issues.length; at++) w.issues[at] = { ...(w.issues[at] as Issue), row }
}

const isGenerated = ({ descriptor }: ColumnEntry): boolean => descriptor.generate === 'v4' || descriptor.generate === 'v7'

/** Whether nothing but the client gives a column that is left out a value. */
const isGeneratedAlone = (entry: ColumnEntry): boolean =>
  isGenerated(entry) && !entry.descriptor.nullable && entry.descriptor.default === undefined

const isRequired = ({ descriptor }: ColumnEntry): boolean =>
  !descriptor.nullable && descriptor.default === undefined && descriptor.generate === undefined

const sameKeys = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean => {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

interface InsertColumns {
  readonly columns: ReadonlyArray<ColumnEntry>
  /** Whether every row names the same columns. */
  readonly uniform: boolean
}

/** The columns that an insert names though its rows may not, since its upsert reads them. */
const namedBesides = (d: Dialect, { onConflict: conflict }: InsertNode): ReadonlySet<string> =>
  d.namesExcluded && conflict?.update !== undefined ? excludedRead(conflict.update.set) : none

const none: ReadonlySet<string> = new Set()

/**
 * The columns that any row names, that the client generates or that are named `besides`, in the table's order.
 *
 * Rows mostly have the keys of the row before, so the keys are looked at only where they change; after wrong ones again,
 * because every wrong row is named.
 */
const insertColumns = (table: TableInfo, rows: ReadonlyArray<InputRow>, besides: ReadonlySet<string>, w: Writer): InsertColumns => {
  const used = new Set<string>()
  let previous: ReadonlyArray<string> = []
  let uniform = true
  let fine = true
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as InputRow
    const keys = Object.keys(row)
    if (index > 0 && fine && sameKeys(keys, previous)) continue
    const before = w.issues.length
    uniform = index === 0
    previous = keys
    for (const key of keys) {
      if (table.columns.some((column) => column.key === key)) used.add(key)
      else unknownColumn(table, key, w)
    }
    for (const entry of table.columns)
      if (isRequired(entry) && !Object.hasOwn(row, entry.key)) columnIssue(table, entry.key, 'a value is required', w)
    fine = w.issues.length === before
    ofRow(index, rows, before, w)
  }
  const chosen = table.columns.filter((entry) => used.has(entry.key) || isGenerated(entry) || besides.has(entry.name))
  return chosen.length === 0
    ? { columns: table.columns.slice(0, 1), uniform: false }
    : { columns: chosen, uniform: uniform && chosen.every((entry) => used.has(entry.key)) }
}

/** One column's values: what is the same for every row is looked up once. */
interface Cell {
  readonly entry: ColumnEntry
  readonly key: string
  readonly type: AnySqlType
  readonly encoder: Encoder
  readonly codec: Codec
}

const cellOf = (d: Dialect, entry: ColumnEntry, w: Writer): Cell => {
  const { type } = entry.descriptor
  const encoder = encoderOf(d, type, w)
  return { entry, key: entry.key, type, encoder, codec: encoder.codec }
}

const encodeCell = (cell: Cell, value: unknown, w: Writer): Encoded => {
  const { encoder, codec, type } = cell
  // The way of nearly every value of a bulk insert, without the calls of the general one.
  if (value !== null && value !== undefined && !encoder.refined && encoder.check(type, value) === undefined)
    return codec.encode(value as never)
  if (value !== null || cell.entry.descriptor.nullable) return encodeWith(encoder, type, value, cell.entry.node, w)
  nullColumn(cell.entry, w)
  return null
}

const nullColumn = ({ node, key }: ColumnEntry, w: Writer): void => {
  w.issues.push({ table: node.source, column: key, path: [], message: notNullable })
}

const notNullable = 'null in a column that is not nullable'

/** A cell of a row that may leave its column out. */
const cellText = (d: Dialect, cell: Cell, row: InputRow, w: Writer): string => {
  const { key, descriptor } = cell.entry
  if (Object.hasOwn(row, key)) return d.assignedParameter(d, bind(d, encodeCell(cell, row[key], w), w), descriptor.type)
  const { generate } = descriptor
  return generate === 'v4' || generate === 'v7' ? bind(d, { generate, codec: cell.encoder.codec }, w) : d.defaultValue(d, cell.entry, w)
}

const mixedRows = (d: Dialect, cells: ReadonlyArray<Cell>, rows: ReadonlyArray<InputRow>, w: Writer): string =>
  rows
    .map((row, index) => {
      const before = w.issues.length
      const text = `(${cells.map((cell) => cellText(d, cell, row, w)).join(', ')})`
      ofRow(index, rows, before, w)
      return text
    })
    .join(', ')

/** The cells of rows that name the same columns, row by row. */
const cellValues = (cells: ReadonlyArray<Cell>, rows: ReadonlyArray<InputRow>, w: Writer): ReadonlyArray<Encoded> => {
  const encoded = new Array<Encoded>(rows.length * cells.length)
  let position = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as InputRow
    const before = w.issues.length
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as Cell
      encoded[position++] = encodeCell(cell, row[cell.key], w)
    }
    if (w.issues.length > before) ofRow(index, rows, before, w)
  }
  return encoded
}

/** Rows that name the same columns: their text depends on the columns and the number of rows alone. */
const uniformRows = (d: Dialect, node: InsertNode, cells: ReadonlyArray<Cell>, rows: ReadonlyArray<InputRow>, w: Writer): string => {
  for (const value of cellValues(cells, rows, w)) w.params.push(value)
  w.origins.push({
    holder: node,
    read: (_d, given: InsertNode, writer) => cellValues(cells, given.rows as ReadonlyArray<InputRow>, writer),
    value: null,
  })
  const types = cells.map(({ entry }) => entry.descriptor.type)
  const row = (index: number): string =>
    `(${types.map((type, at) => d.assignedParameter(d, d.placeholder(index * cells.length + at + 1), type)).join(', ')})`
  return rows.map((_, index) => row(index)).join(', ')
}

const values = (d: Dialect, node: InsertNode, rows: ReadonlyArray<InputRow>, w: Writer): string => {
  const table = node.into
  if (rows.length === 0) return reject(w, compileError('malformed', `an insert into ${table.name} needs at least one row`))
  const { columns, uniform } = insertColumns(table, rows, namedBesides(d, node), w)
  const cells = columns.map((entry) => cellOf(d, entry, w))
  const text = uniform && w.params.length === 0 ? uniformRows(d, node, cells, rows, w) : mixedRows(d, cells, rows, w)
  return ` (${columns.map(({ name }) => identifier(d, name, w)).join(', ')}) values ${text}`
}

/** The rows of a query, its columns matched with the table's by name. */
const fromQuery = (d: Dialect, table: TableInfo, rows: RowsNode, w: Writer): string => {
  const names = columnsOf(rows, w).map(({ name }) => name)
  const entries = names.map((name) => table.columns.find(({ key }) => key === name))
  names.forEach((name, index) => entries[index] === undefined && unknownColumn(table, name, w))
  for (const entry of table.columns) {
    if (entries.includes(entry)) continue
    if (isRequired(entry)) columnIssue(table, entry.key, 'a value is required', w)
    else if (isGeneratedAlone(entry)) columnIssue(table, entry.key, 'it is not generated for the rows of a query', w)
  }
  const columns = entries.filter((entry) => entry !== undefined).map(({ name }) => identifier(d, name, w))
  return ` (${columns.join(', ')}) ${d.with(d, w.ctes, w)}${operandText(d, rows, names, w)}`
}

export const insert: Render<InsertNode> = (d, node, w) => {
  if (node.into.name !== node.into.table)
    return reject(w, compileError('malformed', `an insert goes into a table, not into its alias ${node.into.name}`))
  const target = `insert into ${tableName(d, node.into, w)}`
  const rows = '_tag' in node.rows ? fromQuery(d, node.into, node.rows as RowsNode, w) : values(d, node, node.rows, w)
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
      const assignment = `${identifier(d, entry.name, w)} = ${assigned(d, node, entry.node.type, w)}`
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

/** The WHERE of a write, which must be there and mean something, or `everyRow`. */
export const guardedWhere = (d: Dialect, node: UpdateNode | DeleteNode, table: TableInfo, w: Writer): string => {
  const predicates = node.where.filter((predicate) => !isAlwaysTrue(predicate))
  if (predicates.length > 0) return ` where ${conjunction(d, predicates, w)}`
  if (node.everyRow) return ''
  const verb = node._tag === 'Update' ? 'update' : 'delete'
  return reject(
    w,
    compileError('unguardedWrite', `this ${verb} of ${table.name} has no where: it would touch every row; say everyRow if that is meant`),
  )
}

export const update: Render<UpdateNode> = (d, node, w) =>
  `update ${tableWithAlias(d, node.table, w)} set ${assignments(d, node.table, node.set, w)}${guardedWhere(d, node, node.table, w)}${returning(d, node.returning, w)}`

export const deleteFrom: Render<DeleteNode> = (d, node, w) =>
  `delete from ${tableWithAlias(d, node.from, w)}${guardedWhere(d, node, node.from, w)}${returning(d, node.returning, w)}`
