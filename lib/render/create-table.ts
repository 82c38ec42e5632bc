/** CREATE TABLE and its indexes, and DROP TABLE, from descriptors. */
import { type Either, left, right } from '../internal/either.js'
import { type CompileError, compileError, unsupported } from '../plan/compile-error.js'
import { type ExpressionNode, nodeOf } from '../tree/node.js'
import { checkTable } from '../plan/check-table.js'
import type { ReferentialAction } from '../schema/column.js'
import type { ForeignKey, Index, IndexItem, UniqueConstraint } from '../schema/constraint.js'
import { type ColumnNode, isExpr } from '../schema/expression.js'
import { type ValidationError, validationError } from '../schema/validation.js'
import { type ColumnEntry, tableInfo, type TableInfo, type TableSource } from '../schema/table.js'
import { isMalformed } from '../schema/malformed.js'
import { expectedInstead } from '../plan/shown.js'
import { type ViewChange, viewSql } from './create-view.js'
import type { Dialect, Writer } from './dialect.js'
import { encode } from './encode.js'
import { expression } from './expression.js'
import { guarded } from './guarded.js'
import { inDdl } from './in-ddl.js'
import { identifier, qualified } from './identifier.js'
import { tableName } from './source.js'
import { ddlOf } from './standard-ddl.js'
import { makeWriter, reject } from './writer.js'

/** A change of the schema, as data: what `schemaSql` prints and `applySchema` runs. */
export type SchemaChange =
  | { readonly _tag: 'CreateTable'; readonly table: TableInfo; readonly ifNotExists: boolean }
  | { readonly _tag: 'DropTable'; readonly table: TableInfo; readonly ifExists: boolean }
  | ViewChange

/** `create table …`, and the table's indexes and comments. */
export const createTable = (table: TableSource<string, unknown>, options: { readonly ifNotExists?: boolean } = {}): SchemaChange => ({
  _tag: 'CreateTable',
  table: tableInfo(table),
  ifNotExists: options.ifNotExists ?? false,
})

/**
 * `drop table …`
 *
 * Where another table refers to it, PostgreSQL, MySQL and MariaDB refuse. SQLite deletes its rows first, so that those which
 * refer to them with `onDelete: 'cascade'` are deleted too (manual, DROP TABLE): drop the tables that refer to it before.
 */
export const dropTable = (table: TableSource<string, unknown>, options: { readonly ifExists?: boolean } = {}): SchemaChange => ({
  _tag: 'DropTable',
  table: tableInfo(table),
  ifExists: options.ifExists ?? false,
})

const actions: Readonly<Record<ReferentialAction, string>> = {
  cascade: 'cascade',
  restrict: 'restrict',
  setNull: 'set null',
  setDefault: 'set default',
  noAction: 'no action',
}

const names = (d: Dialect, columns: ReadonlyArray<ColumnNode>, w: Writer): string =>
  columns.map((column) => identifier(d, column.column, w)).join(', ')

const foreignKey = (d: Dialect, key: ForeignKey, w: Writer): string => {
  const to = key.to()
  const origin = to[0]?.origin
  const target = origin === undefined ? '' : qualified(d, origin.schema, origin.table, w)
  const onDelete = key.onDelete === undefined ? '' : ` on delete ${actions[key.onDelete]}`
  const onUpdate = key.onUpdate === undefined ? '' : ` on update ${actions[key.onUpdate]}`
  return `${named(d, key.name, w)}foreign key (${names(d, key.columns, w)}) references ${target} (${names(d, to, w)})${onDelete}${onUpdate}`
}

const named = (d: Dialect, name: string | undefined, w: Writer): string =>
  name === undefined ? '' : `constraint ${identifier(d, name, w)} `

const uniqueKey = (d: Dialect, key: UniqueConstraint, w: Writer): string => `${named(d, key.name, w)}unique (${names(d, key.columns, w)})`

/** A column's default as SQL text, or nothing where it has none. */
export const defaultText = (d: Dialect, { descriptor, node }: ColumnEntry, w: Writer): string | undefined =>
  descriptor.default === undefined
    ? undefined
    : isNow(descriptor.default, descriptor.type.name)
      ? ddlOf(d).now(descriptor.type)
      : ddlOf(d).literal(encode(d, descriptor.baseType, descriptor.default, node, w), descriptor.type)

const defaultClause = (d: Dialect, entry: ColumnEntry, w: Writer): string => {
  const text = defaultText(d, entry, w)
  return text === undefined ? '' : ` default ${text}`
}

/** Whether a default is the time of the statement: `'now'` on a temporal column. */
export const isNow = (value: unknown, type: string): boolean =>
  value === 'now' && (type === 'timestamp' || type === 'localTimestamp' || type === 'date' || type === 'time')

const columnDefinition = (d: Dialect, entry: ColumnEntry, solePrimaryKey: boolean, w: Writer): string => {
  const { descriptor } = entry
  const ddl = ddlOf(d)
  const name = identifier(d, entry.name, w)
  const identity = descriptor.generate === 'identity'
  if (identity && ddl.identityIsPrimaryKey && !solePrimaryKey)
    reject(
      w,
      unsupported(d.name, 'identity column beside the primary key', `${entry.node.source}.${entry.key} must be the primary key alone`),
    )
  const key = identity && ddl.identityIsPrimaryKey && solePrimaryKey ? ' primary key' : ''
  const check = ddl.typeCheck(d, descriptor.type, name)
  return [
    `${name} ${ddl.columnType(d, descriptor.type, entry)}${key}`,
    identity && ddl.identity !== '' ? ` ${ddl.identity}` : '',
    defaultClause(d, entry, w),
    descriptor.nullable ? '' : ' not null',
    check === undefined ? '' : ` check (${check})`,
    descriptor.comment === undefined || ddl.columnComment === undefined ? '' : ` ${ddl.columnComment(descriptor.comment)}`,
  ].join('')
}

const indexItem = (d: Dialect, item: IndexItem, w: Writer): string => {
  const [node, direction] = isExpr(item) ? [nodeOf(item), 'asc'] : [nodeOf(item.expression), item.direction]
  if (node._tag !== 'Column') ddlOf(d).refuseExpressionIndex?.(d, w)
  const text = expression(d, node as ExpressionNode, w)
  return `${node._tag === 'Column' ? text : `(${text})`}${direction === 'desc' ? ' desc' : ''}`
}

const itemName = (item: IndexItem): string => {
  const node = nodeOf(isExpr(item) ? item : item.expression)
  return node._tag === 'Column' ? node.column : 'expression'
}

/** The name of an index that was given none: table, columns, `index`. */
export const indexName = (table: TableInfo, index: Index): string =>
  index.name ?? [table.table, ...index.on.map(itemName), index.unique ? 'unique' : 'index'].join('_')

const createIndex = (d: Dialect, table: TableInfo, index: Index, ifNotExists: boolean, w: Writer): string => {
  if (index.where !== undefined) ddlOf(d).refusePartialIndex(d, w)
  const on = index.on.map((item) => indexItem(d, item, w)).join(', ')
  const condition = index.where === undefined ? '' : ` where ${expression(d, nodeOf(index.where), w)}`
  const name = identifier(d, indexName(table, index), w)
  const unique = index.unique ? 'unique ' : ''
  return ddlOf(d).indexesInside === true
    ? `${unique}index ${name} (${on})`
    : `create ${unique}index ${ifNotExists ? 'if not exists ' : ''}${name} on ${tableName(d, table, w)} (${on})${condition}`
}

const create = (plain: Dialect, table: TableInfo, ifNotExists: boolean, w: Writer): ReadonlyArray<string> => {
  const d = inDdl(plain)
  const { primaryKey, uniques, foreignKeys, checks, indexes } = table.constraints()
  const sole = primaryKey?.columns.length === 1
  const said =
    ddlOf(d).identityIsPrimaryKey &&
    sole &&
    table.columns.some(({ descriptor, name }) => descriptor.generate === 'identity' && name === primaryKey?.columns[0]?.column)
  const lines = [
    ...table.columns.map((entry) => columnDefinition(d, entry, sole && entry.name === primaryKey?.columns[0]?.column, w)),
    ...(primaryKey === undefined || said ? [] : [`primary key (${names(d, primaryKey.columns, w)})`]),
    ...uniques.map((key) => uniqueKey(d, key, w)),
    ...foreignKeys.map((key) => foreignKey(d, key, w)),
    ...checks.map((check) => `constraint ${identifier(d, check.name, w)} check (${expression(d, nodeOf(check.predicate), w)})`),
  ]
  const indexLines = indexes.map((index) => createIndex(d, table, index, ifNotExists, w))
  const inside = ddlOf(d).indexesInside === true
  const options = ddlOf(d).tableOptions === '' ? '' : ` ${ddlOf(d).tableOptions}`
  return [
    `create table ${ifNotExists ? 'if not exists ' : ''}${tableName(d, table, w)} (\n  ${(inside ? [...lines, ...indexLines] : lines).join(',\n  ')}\n)${options}`,
    ...(inside ? [] : indexLines),
    ...ddlOf(d).comments(d, table),
  ]
}

const drop = (d: Dialect, table: TableInfo, ifExists: boolean, w: Writer): ReadonlyArray<string> => [
  `drop table ${ifExists ? 'if exists ' : ''}${tableName(d, table, w)}${ddlOf(d).dropSuffix}`,
]

/** The statements of a change of the schema in a dialect. */
export const schemaSql =
  (dialect: Dialect) =>
  (change: SchemaChange): Either<CompileError | ValidationError, ReadonlyArray<string>> =>
    isChange(change)
      ? guarded(() => changeSql(dialect, change))
      : left(compileError('malformed', 'this is no change of the schema: createTable and dropTable make one', { dialect: dialect.name }))

const isChange = (change: unknown): change is SchemaChange =>
  typeof change === 'object' && change !== null && '_tag' in change && ('table' in change || 'view' in change)

const viewStatements = (d: Dialect, change: ViewChange, w: Writer): ReadonlyArray<string> => {
  if (!isMalformed(change.view)) return viewSql(d, change, w)
  reject(w, compileError('malformed', expectedInstead(change.view)))
  return []
}

const tableStatements = (d: Dialect, change: Exclude<SchemaChange, ViewChange>, w: Writer): ReadonlyArray<string> => {
  const refused = checkTable(change.table, d)
  if (refused !== undefined) {
    reject(w, refused)
    return []
  }
  return change._tag === 'CreateTable' ? create(d, change.table, change.ifNotExists, w) : drop(d, change.table, change.ifExists, w)
}

const changeSql = (dialect: Dialect, change: SchemaChange): Either<CompileError | ValidationError, ReadonlyArray<string>> => {
  const w = makeWriter(dialect, [], undefined, ddlOf(dialect).literal)
  const statements = 'view' in change ? viewStatements(dialect, change, w) : tableStatements(dialect, change, w)
  if (w.problem !== undefined) return left(w.problem)
  return w.issues.length > 0 ? left(validationError(w.issues)) : right(statements)
}
