/** INSERT, UPDATE and DELETE where MySQL and MariaDB differ from the standard and from each other. */
import { compileError, unsupported } from '../plan/compile-error.js'
import { columnsRead, excludedRead } from '../plan/reading.js'
import { type ConflictNode, type DeleteNode, type InsertNode, nodeOf, type RowsNode, type UpdateNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { columnsOf, conjunction, operandText } from '../render/select.js'
import { tableName, tableWithAlias } from '../render/source.js'
import { deleteFrom } from '../kinds/delete.js'
import { insert } from '../kinds/insert.js'
import { update } from '../kinds/update.js'
import { joinedSources } from '../kinds/using.js'
import { assignments, guardedWhere, isGuarded, returning } from '../kinds/write.js'
import { withText } from '../render/with.js'
import { reject } from '../render/writer.js'
import type { IndexItem } from '../schema/constraint.js'
import { type ColumnNode, isExpr } from '../schema/expression.js'
import type { TableInfo } from '../schema/table.js'

// ---------------------------------------------------------------------------------------------------------------------
// upsert
// ---------------------------------------------------------------------------------------------------------------------

type Values = Readonly<Record<string, unknown>>

/** A unique key: the names of its columns; an expression has none. */
type Key = ReadonlyArray<string | undefined>

const keysOf = (table: TableInfo): ReadonlyArray<Key> => {
  const { primaryKey, uniques, indexes } = table.constraints()
  const names = (columns: ReadonlyArray<ColumnNode>): Key => columns.map(({ column }) => column)
  const itemName = (item: IndexItem): string | undefined => {
    const node = nodeOf(isExpr(item) ? item : item.expression)
    return node._tag === 'Column' ? node.column : undefined
  }
  return [
    ...(primaryKey === undefined ? [] : [names(primaryKey.columns)]),
    ...uniques.map(({ columns }) => names(columns)),
    ...indexes.filter(({ unique }) => unique).map(({ on }) => on.map(itemName)),
  ]
}

const isNamed = ({ rows }: InsertNode, key: string, w: Writer): boolean =>
  '_tag' in rows ? columnsOf(rows as RowsNode, w).some(({ name }) => name === key) : rows.some((row) => Object.hasOwn(row, key))

/** Whether a new row can meet an old one in a key: not where the server or the client makes a new value for it. */
const canFire = (node: InsertNode, key: Key, w: Writer): boolean =>
  !key.some((name) => {
    const entry = node.into.columns.find((column) => column.name === name)
    return entry !== undefined && entry.descriptor.generate !== undefined && !isNamed(node, entry.key, w)
  })

const isSame = (key: Key, target: ReadonlyArray<string>): boolean =>
  key.length === target.length && target.every((name) => key.includes(name))

/** ON DUPLICATE KEY UPDATE has no target, every unique key sets it off: manual 15.2.7.2. */
const refusal = (d: Dialect, node: InsertNode, target: ReadonlyArray<string>, w: Writer): string | undefined => {
  const keys = keysOf(node.into)
  if (!keys.some((key) => isSame(key, target)))
    return reject(w, compileError('malformed', `${target.join(', ')} is no primary key and no unique key of ${node.into.name}`))
  const other = keys.find((key) => !isSame(key, target) && canFire(node, key, w))
  if (other === undefined) return undefined
  const columns = other.map((name) => name ?? 'an expression').join(', ')
  return reject(
    w,
    unsupported(
      d.name,
      'upsert by one of several keys',
      `any unique key of ${node.into.name} sets it off, the one on ${columns} too; insert, and update where the row is there, in a transaction`,
    ),
  )
}

/** The row that could not be inserted, by its alias on MySQL. */
export const excluded = 'excluded'

/**
 * `on duplicate key update …`
 *
 * A row that stays as it is counts as one; see `affected`.
 */
const upsert =
  (alias: string, setOf: (d: Dialect, table: TableInfo, set: Values, w: Writer) => Values): Render<InsertNode> =>
  (d, node, w) => {
    const { into, rows } = node
    const conflict = node.onConflict as ConflictNode
    const target = conflict.target.map(({ column }) => column)
    if (refusal(d, node, target, w) !== undefined) return ''
    if (conflict.update === undefined) {
      // Not INSERT IGNORE, which also swallows values that do not fit.
      const key = identifier(d, target[0] as string, w)
      return ` on duplicate key update ${key} = ${identifier(d, into.name, w)}.${key}`
    }
    return `${'_tag' in rows ? '' : alias} on duplicate key update ${assignments(d, into, setOf(d, into, conflict.update.set, w), w)}`
  }

/** With an alias of the new row, since VALUES() is to go: MySQL's manual 15.2.7.2. */
export const mysqlUpsert: Render<InsertNode> = (d, node, w) => upsert(` as ${identifier(d, excluded, w)}`, inOrder)(d, node, w)

const assigned = /* @__PURE__ */ upsert('', (_d, _table, set) => set)

/**
 * MariaDB has VALUES() alone, and assigns at once here too (SIMULTANEOUS_ASSIGNMENT). RETURNING gives a row that was left
 * alone like one that was inserted.
 */
export const mariadbUpsert: Render<InsertNode> = (d, node, w) =>
  node.returning !== undefined && node.onConflict?.update === undefined
    ? reject(
        w,
        unsupported(
          d.name,
          'returning of an insert that leaves rows alone',
          'it would give those rows too: insert without it, and read the rows',
        ),
      )
    : assigned(d, node, w)

/**
 * The server counts 1 for a new row, 2 for one that it changed, and 1 for one that stays as it is, since the client asks
 * for rows found. Each row given is one of these. How many of the rows of a query were changed cannot be told, and how
 * many rows were left alone cannot either.
 */
export const affected: NonNullable<Dialect['affected']> = (node, counted) =>
  node._tag === 'Insert' && (node.replaces || node.onConflict !== undefined) && Array.isArray(node.rows) ? node.rows.length : counted

/** The rows of a query get their alias as a derived table. */
export const mysqlInsert: Render<InsertNode> = (d, node, w) => {
  const { into, rows, onConflict: conflict } = node
  if (!('_tag' in rows) || conflict?.update === undefined) return insert(d, node, w)
  const names = columnsOf(rows as RowsNode, w).map(({ name }) => name)
  const columns = names.flatMap((name) => into.columns.filter(({ key }) => key === name)).map(({ name }) => identifier(d, name, w))
  // What is wrong with it is said there.
  if (columns.length < names.length) return insert(d, node, w)
  const missing = [...excludedRead(conflict.update.set)].find((name) => !columns.includes(identifier(d, name, w)))
  if (missing !== undefined)
    return reject(w, unsupported(d.name, 'default of the rows of a query in an upsert', `it reads ${missing}, so the query must select it`))
  const list = columns.join(', ')
  const text = `${withText(d, w.ctes, w)}select * from (${operandText(d, rows as RowsNode, names, w)}) as ${identifier(d, excluded, w)} (${list})`
  return `insert into ${tableName(d, into, w)} (${list}) ${text}${(d.onConflict ?? mysqlUpsert)(d, node, w)}`
}

// ---------------------------------------------------------------------------------------------------------------------
// update and delete
// ---------------------------------------------------------------------------------------------------------------------

/**
 * MySQL assigns from left to right, and what was assigned is what is read after it: manual 15.2.17. So that every value
 * reads the row as it was, a column is assigned after all that read it.
 */
const inOrder = (d: Dialect, table: TableInfo, set: Values, w: Writer): Values => {
  let waiting = Object.entries(set).map(([key, value]) => ({
    key,
    value,
    column: table.columns.find((column) => column.key === key)?.name,
    reads: columnsRead(value, table.name),
  }))
  const ordered: Record<string, unknown> = {}
  while (waiting.length > 0) {
    const next = waiting.find(
      ({ key, column }) => !waiting.some((other) => other.key !== key && column !== undefined && other.reads.has(column)),
    )
    if (next === undefined) {
      const cycle = waiting.map(({ key }) => key).join(', ')
      reject(
        w,
        unsupported(d.name, 'simultaneous assignment', `${cycle} read one another; read the row for update first, and write its values`),
      )
      return set
    }
    ordered[next.key] = next.value
    waiting = waiting.filter((entry) => entry !== next)
  }
  return ordered
}

/** An update of several tables, of which one is written: manual 15.2.17. */
const joinedUpdate: Render<UpdateNode> = (d, node, w) => {
  if (node.using.length === 0) return update(d, node, w)
  const name = identifier(d, node.table.name, w)
  const target = `update ${tableWithAlias(d, node.table, w)}${joinedSources(d, node, w)}`
  const set = assignments(d, node.table, node.set, w, `${name}.`)
  return `${target} set ${set}${restWhere(d, node, node.table, w)}${returning(d, node.returning, w)}`
}

/** A delete from one of several tables: manual 15.2.2. */
const joinedDelete: Render<DeleteNode> = (d, node, w) =>
  node.using.length === 0
    ? deleteFrom(d, node, w)
    : `delete ${identifier(d, node.from.name, w)} from ${tableWithAlias(d, node.from, w)}${joinedSources(d, node, w)}${restWhere(d, node, node.from, w)}${returning(d, node.returning, w)}`

/** The WHERE beside the conditions of joins, which may be all that keeps a write from every row. */
const restWhere = (d: Dialect, node: UpdateNode | DeleteNode, table: TableInfo, w: Writer): string => {
  if (!isGuarded(node)) return guardedWhere(d, node, table, w)
  return node.where.length === 0 ? '' : ` where ${conjunction(d, node.where, w)}`
}

export const mysqlUpdate: Render<UpdateNode> = (d, node, w) => {
  w.written = node.table
  return joinedUpdate(d, { ...node, set: inOrder(d, node.table, node.set, w) }, w)
}

export const mysqlDelete: Render<DeleteNode> = (d, node, w) => {
  w.written = node.from
  return joinedDelete(d, node, w)
}

/** Common table expressions before UPDATE and DELETE come with MariaDB 12.3: its manual, UPDATE. */
const withoutCtes =
  <N extends UpdateNode | DeleteNode>(render: Render<N>): Render<N> =>
  (d, node, w) =>
    w.ctes.length === 0
      ? render(d, node, w)
      : reject(w, unsupported(d.name, 'common table expressions in update and delete', 'use subquery instead of cte'))

export const mariadbUpdate: Render<UpdateNode> = /* @__PURE__ */ withoutCtes(joinedUpdate)

/** An alias in DELETE needs the syntax of several tables, which has no RETURNING. MariaDB 11.6 has one alone. */
export const mariadbDelete: Render<DeleteNode> = /* @__PURE__ */ withoutCtes((d, node, w) => {
  const { from, returning: projection } = node
  if (node.using.length > 0)
    return projection === undefined
      ? joinedDelete(d, node, w)
      : reject(w, unsupported(d.name, 'returning of a delete that is joined', 'delete by isIn or exists'))
  if (from.name === from.table) return `delete from ${tableName(d, from, w)}${guardedWhere(d, node, from, w)}${returning(d, projection, w)}`
  if (projection !== undefined) return reject(w, unsupported(d.name, 'returning of a delete from an alias', 'delete from the table itself'))
  const name = identifier(d, from.name, w)
  return `delete ${name} from ${tableName(d, from, w)} as ${name}${guardedWhere(d, node, from, w)}`
})
