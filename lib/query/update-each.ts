/** UPDATE of many rows, each to values of its own. */
import { updateKind } from '../kinds/update.js'
import type { Columns } from '../schema/column.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { isMalformed, malformed } from '../schema/malformed.js'
import type { TypeName } from '../schema/sql-type.js'
import { type RowOfColumns, type Source, SourceId, type TableInfo, type Tagged, tableInfo } from '../schema/table.js'
import { type ColumnNode, nodeOf, QueryId, type SourceNode } from '../tree/node.js'
import { and } from './logic.js'
import { eq } from './comparison.js'
import { type Query, queryOf } from './query.js'
import { values } from './values.js'

/** A column of the table `N` that the rows name. */
type KeyColumn<N extends string, K extends string> = Expr<unknown, N, string, string, `${N}.${K}` | `${N}.#${K}`>

type Key<N extends string, K extends string> = KeyColumn<N, K> | readonly [KeyColumn<N, K>, ...ReadonlyArray<KeyColumn<N, K>>]

/** Values of some columns. */
type Assigned<C extends Columns> = { readonly [K in keyof C & string]?: RowOfColumns<Pick<C, K>>[K] }

type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>

/** Types of which two values are equal in the database just where their texts are. */
const plain: Readonly<Partial<Record<TypeName, true>>> = {
  smallint: true,
  integer: true,
  bigint: true,
  text: true,
  varchar: true,
  enumeration: true,
  uuid: true,
  date: true,
}

/** The name of the rows in the statement: no table's. */
const nameBeside = (table: TableInfo): string => (table.name === 'each' ? 'each_row' : 'each')

const keyOf = (row: Readonly<Record<string, unknown>>, key: ReadonlyArray<ColumnNode>): string =>
  JSON.stringify(key.map(({ key: name, type }) => (type.name === 'uuid' ? String(row[name]).toLowerCase() : String(row[name]))))

/** What was expected in the place of the rows, and in that of the key. */
interface Expected {
  readonly rows?: string
  readonly key?: string
}

const expectedOf = (info: TableInfo, rows: Rows, key: ReadonlyArray<ColumnNode>): Expected | undefined => {
  if (!Array.isArray(rows) || rows.length === 0) return { rows: 'at least one row' }
  if (rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row))) return { rows: 'rows that are records of values' }
  if (key.length === 0 || key.some((node) => node._tag !== 'Column' || node.source !== info.name))
    return { key: `a key of columns of ${info.name}` }
  if (key.some(({ type }) => plain[type.name] === undefined || type.mapping !== undefined))
    return { key: 'a key of integers, texts, uuids or dates' }
  const names = Object.keys(rows[0] as object)
  const stray = names.find((name) => !info.columns.some((column) => column.key === name))
  if (stray !== undefined) return { rows: `columns of ${info.name}, of which ${stray} is none` }
  const missing = key.find((node) => !names.includes(node.key))
  if (missing !== undefined) return { rows: `rows with their key, ${missing.key}` }
  if (names.length === key.length) return { rows: 'rows with something to set beside their key' }
  if (rows.some((row) => Object.keys(row).length !== names.length || names.some((name) => !Object.hasOwn(row, name))))
    return { rows: 'rows that all name the same columns' }
  return new Set(rows.map((row) => keyOf(row, key))).size < rows.length ? { rows: 'rows of different keys' } : undefined
}

const broken = (info: TableInfo, source: SourceNode): never =>
  queryOf<never>({
    [QueryId]: updateKind,
    _tag: 'Update',
    table: info,
    set: {},
    using: [{ source, on: malformed('rows', undefined) }],
    where: [],
    everyRow: false,
    returning: undefined,
  })

/**
 * Updates many rows, each to values of its own, by one statement: the rows are a list of VALUES that the table is joined with
 * by its key. Rows of the table that have no key in the list stay as they are.
 *
 * All rows name the same columns, and no two have one key: a CompileError says so, since a database would take any of the two. So a
 * key is of integers, texts, uuids or dates, whose values are equal where they are written alike.
 *
 * @example
 * updateEach(stock, [{ sku: 'pen', amount: 3 }, { sku: 'ink', amount: 5 }], { key: stock.sku })
 * // update "stock" set "amount" = "each"."amount" from (values ($1, $2), …) as "each" ("sku", "amount") where "each"."sku" = "stock"."sku"
 */
export const updateEach = <N extends string, C extends Columns, A extends Assigned<C>>(
  table: Source<N, C, never, string> & Tagged<'Table'>,
  rows: ReadonlyArray<A & { readonly [K in Exclude<keyof A, keyof C>]: never }>,
  options: { readonly key: Key<NoInfer<N>, keyof NoInfer<A> & string> },
): Query<'update', N, never, never> => {
  const info = tableInfo(table)
  const given = (options as Partial<typeof options> | undefined)?.key
  const key = (Array.isArray(given) ? given : [given]).map((column) => nodeOf(column as AnyExpr) as ColumnNode)
  const list = rows as Rows
  if (isMalformed(info)) return broken(info, info)
  const expected = expectedOf(info, list, key)
  if (expected !== undefined)
    return broken(info, malformed(expected.rows ?? expected.key ?? '', expected.rows === undefined ? given : rows))
  const named = info.columns.filter((column) => Object.hasOwn(list[0] as object, column.key))
  const each = values(nameBeside(info), Object.fromEntries(named.map(({ key: name, descriptor }) => [name, descriptor])))(list as never)
  const columns = each as unknown as Readonly<Record<string, AnyExpr>>
  const isKey = (name: string): boolean => key.some((node) => node.key === name)
  return queryOf({
    [QueryId]: updateKind,
    _tag: 'Update',
    table: info,
    set: Object.fromEntries(named.filter((column) => !isKey(column.key)).map((column) => [column.key, columns[column.key]])),
    using: [
      {
        source: (each as unknown as { readonly [SourceId]: SourceNode })[SourceId],
        on: nodeOf(and(...key.map((node) => eq(columns[node.key] as never, node as never)))),
      },
    ],
    where: [],
    everyRow: false,
    returning: undefined,
  })
}
