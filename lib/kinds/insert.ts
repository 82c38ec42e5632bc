/** INSERT. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, noScope } from '../plan/context.js'
import { excludedRead } from '../plan/reading.js'
import { noAggregate, query as resolveQuery } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import {
  assignments as assignmentParts,
  each,
  expression as parts,
  put,
  query as queryParts,
  returned as returnedParts,
  source as sourceParts,
} from '../plan/structure.js'
import type { Codec, Dialect, Encoded, Encoder, Render, Writer } from '../render/dialect.js'
import { encoderOf, encodeWith } from '../render/encode.js'
import { identifier } from '../render/identifier.js'
import { queryOf } from '../render/kind.js'
import { bind } from '../render/parameter.js'
import { columnsOf, conjunction, operandText } from '../render/select.js'
import { tableName } from '../render/source.js'
import { withText } from '../render/with.js'
import { reject } from '../render/writer.js'
import { isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import type { Issue } from '../schema/validation.js'
import { type InsertNode, QueryId, type RowsNode } from '../tree/node.js'
import { checkTarget, conflictTarget, indexPart } from './conflict.js'
import { assignments, checkReturned, checkValues, columnIssue, nullColumn, returning, unknownColumn, writtenScope } from './write.js'

// ---------------------------------------------------------------------------------------------------------------------
// planning
// ---------------------------------------------------------------------------------------------------------------------

/** The rows of an insert are records of values, whose expressions have no row to read. */
const checkRows = (given: ReadonlyArray<unknown>, context: Context): void => {
  for (const row of given) {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      malformed(context, `an insert takes records of values, got ${shown(row)}`)
    else
      // The query's own copies: all that is in them is theirs, and mostly no object.
      for (const key in row) {
        const value = (row as Record<string, unknown>)[key]
        if (typeof value === 'object' && isExpr(value)) noAggregate([value as never], 'values', noScope, context)
      }
  }
}

/** The keys of rows that all have the same ones, and values that are no expressions; nothing of others. */
const commonKeys = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>): ReadonlyArray<string> | undefined => {
  let common: ReadonlyArray<string> | undefined
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as Readonly<Record<string, unknown>>
    if (Array.isArray(row)) return undefined
    const keys = Object.keys(row)
    common ??= keys
    if (keys.length !== common.length) return undefined
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as string
      if (key !== common[at] || isExpr(row[key])) return undefined
    }
  }
  return common
}

// ---------------------------------------------------------------------------------------------------------------------
// rendering
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
  if (value !== null && value !== undefined && type.refine === undefined && encoder.check(type, value) === undefined)
    return codec.encode(value as never)
  if (value !== null || cell.entry.descriptor.nullable) return encodeWith(encoder, type, value, cell.entry.node, w)
  nullColumn(cell.entry, w)
  return null
}

/** A cell of a row that may leave its column out. */
const cellText = (d: Dialect, cell: Cell, row: InputRow, w: Writer): string => {
  const { key, descriptor } = cell.entry
  if (Object.hasOwn(row, key)) return d.assignedParameter(d, bind(d, encodeCell(cell, row[key], w), w), descriptor.type)
  const { generate } = descriptor
  return generate === 'v4' || generate === 'v7'
    ? bind(d, { generate, codec: cell.encoder.codec }, w)
    : (d.defaultValue ?? defaultWord)(d, cell.entry, w)
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
  return ` (${columns.join(', ')}) ${d.withInsideInsert === true ? withText(d, w.ctes, w) : ''}${operandText(d, rows, names, w)}`
}

/** What stands in VALUES for a column that a row leaves out. */
const defaultWord = (): string => 'default'

/** `on conflict (a) do update set …`: PostgreSQL and SQLite. */
const onConflict: Render<InsertNode> = (d, { into, onConflict: conflict }, w) => {
  if (conflict === undefined) return ''
  const target = ` on conflict ${conflictTarget(d, conflict, w)}`
  if (conflict.update === undefined) return `${target} do nothing`
  const condition = conflict.update.where.length === 0 ? '' : ` where ${conjunction(d, conflict.update.where, w)}`
  return `${target} do update set ${assignments(d, into, conflict.update.set, w)}${condition}`
}

/** An insert as the standard has it. */
export const insert: Render<InsertNode> = (d, node, w) => {
  if (node.into.name !== node.into.table)
    return reject(w, compileError('malformed', `an insert goes into a table, not into its alias ${node.into.name}`))
  const target = `${node.replaces ? 'replace' : 'insert'} into ${tableName(d, node.into, w)}`
  const rows = '_tag' in node.rows ? fromQuery(d, node.into, node.rows as RowsNode, w) : values(d, node, node.rows, w)
  return target + rows + (node.onConflict === undefined ? '' : (d.onConflict ?? onConflict)(d, node, w)) + returning(d, node.returning, w)
}

export const insertKind: never = /* @__PURE__ */ queryOf<InsertNode>({
  copy: (node) => ({
    [QueryId]: node[QueryId],
    _tag: 'Insert',
    into: node.into,
    rows: node.rows,
    onConflict: node.onConflict,
    replaces: node.replaces,
    returning: node.returning,
  }),
  resolve: (node, _outer, context) => {
    const scope = writtenScope(node.into, context)
    if ('_tag' in node.rows) resolveQuery(node.rows as RowsNode, undefined, context)
    else checkRows(node.rows, context)
    if (node.replaces) need(context, 'replace')
    if (node.onConflict !== undefined) {
      need(context, 'onConflict')
      checkTarget(node.into, node.onConflict, scope, context)
      if (node.replaces) malformed(context, 'a replace has no conflicts')
      if (node.onConflict.update !== undefined) {
        checkValues(node.onConflict.update.set, scope, context)
        if (node.onConflict.update.where.length > 0) need(context, 'onConflictWhere')
        noAggregate(node.onConflict.update.where, 'where', scope, context)
      }
    }
    checkReturned(node.returning, 'insert', scope, context)
  },
  parts: (node, walk) => {
    const { rows, onConflict: conflict } = node
    put(walk, node.replaces ? 'Replace' : 'Insert')
    sourceParts(node.into, walk)
    if ('_tag' in rows) queryParts(rows as RowsNode, walk)
    else {
      const keys = commonKeys(rows)
      if (keys === undefined) walk.dependsOnValues = true
      else {
        walk.parts.push(rows.length, keys.length, ...keys)
        walk.holders.push(node)
      }
    }
    put(walk, conflict?.target.length)
    if (conflict !== undefined) {
      put(walk, conflict.constraint)
      put(walk, indexPart(node.into, conflict))
      for (const target of conflict.target) parts(target, walk)
      put(walk, conflict.update !== undefined)
      if (conflict.update !== undefined) {
        assignmentParts(conflict.update.set, walk)
        each(conflict.update.where, walk)
      }
    }
    returnedParts(node.returning, walk)
  },
  render: insert,
})
