/**
 * Table descriptors. A table is a record of its columns as expressions; what else it is sits under one symbol, so that
 * no column name can collide with it.
 */
import type { Column, ColumnId, Columns, Write } from './column.js'
import type { ForeignKey, Index, PrimaryKey, TableItem, UniqueConstraint, Check } from './constraint.js'
import { brand, type ColumnNode, type Expr, ExprId } from './expression.js'
import { malformed } from './malformed.js'
import { applyNaming, type Naming } from './naming.js'
import type { ValueOf } from './sql-type.js'

// ---------------------------------------------------------------------------------------------------------------------
// model
// ---------------------------------------------------------------------------------------------------------------------

/** Where a source keeps what it is. From the global registry, so that two copies of the package agree. */
export const SourceId: unique symbol = Symbol.for('oxbow/source') as never

/**
 * What stands in FROM: a table, a derived table, a common table expression.
 *
 * @typeParam N - its name in scope
 * @typeParam C - its columns; a derived table of a nested projection has records of columns in it
 * @typeParam F - sources it uses and does not have (only a lateral one may)
 * @typeParam D - capabilities it needs
 */
export interface Source<out N extends string, out C, out F extends string = never, out D extends string = never> {
  readonly [SourceId]: SourceInfo<N, C, F, D>
}

export interface SourceInfo<out N extends string, out C, out F extends string, out D extends string> {
  readonly _tag: string
  readonly name: N
  readonly [SourcePhantom]?: { readonly columns: C; readonly free: F; readonly needs: D }
}

declare const SourcePhantom: unique symbol

export type AnySource = Source<string, unknown, string, string>

/** The columns of a source as expressions. */
export type ColumnsOf<N extends string, C, Path extends string = ''> = {
  readonly [X in keyof C & string]: C[X] extends Column<infer T, Write, infer Cap, infer P>
    ? Expr<T, N, N, Cap, `${N}.${P}${Path}${X}`>
    : ColumnsOf<N, C[X], `${Path}${X}.`>
}

/**
 * A table: its columns, and under a symbol its descriptor.
 *
 * @typeParam N - its name in scope: the table's name, or the alias that `as` gave it
 */
export type Table<N extends string, C extends Columns> = {
  readonly [X in keyof C & string]: Expr<
    C[X][typeof ColumnId]['type'],
    N,
    N,
    C[X][typeof ColumnId]['needs'],
    `${N}.${C[X][typeof ColumnId]['key']}${X}`
  >
} & TableSource<N, C, NeedsOfColumns<C[keyof C]>>

/**
 * The capabilities that the types of columns need. Not distributive: one inference from all the columns costs the checker
 * a fraction of one a column.
 */
export type NeedsOfColumns<C> = [C] extends [never] ? never : [C] extends [Column<unknown, Write, infer Cap>] ? Cap : never

/** A source that is a table by its own name: what a write takes. */
export interface TableSource<out N extends string, out C, out D extends string = string> extends Source<N, C, never, D> {
  readonly [SourceId]: SourceInfo<N, C, never, D> & { readonly _tag: 'Table'; readonly [RenamedPhantom]?: never }
}

declare const RenamedPhantom: unique symbol

/** A source of a kind: a table, by its own name or another. */
export interface Tagged<out I extends string> {
  readonly [SourceId]: { readonly _tag: I }
}

/** A source of a kind under another name. An update takes such a table; nothing is inserted into an alias. */
export interface Renamed<out I extends string> {
  readonly [SourceId]: { readonly _tag: I; readonly [RenamedPhantom]?: true }
}

/** One column of a descriptor: its key, its name in the database, its options and its expression. */
export interface ColumnEntry {
  readonly key: string
  readonly name: string
  readonly descriptor: Column
  readonly node: ColumnNode
}

/** What a table is, as data. */
export interface TableInfo {
  readonly _tag: 'Table'
  /** Its name in scope. */
  readonly name: string
  /** Its name in the database. */
  readonly table: string
  readonly schema: string | undefined
  readonly columns: ReadonlyArray<ColumnEntry>
  /** Read when it is first needed, because a table's constraints may refer to tables that come after it. */
  readonly constraints: () => Constraints
  /** The table under another name in scope, with all that it has. */
  readonly renamed: (alias: string) => Table<string, Columns>
}

/** A table's constraints, those of its columns' options included. */
export interface Constraints {
  readonly primaryKey: PrimaryKey | undefined
  readonly uniques: ReadonlyArray<UniqueConstraint>
  readonly foreignKeys: ReadonlyArray<ForeignKey>
  readonly checks: ReadonlyArray<Check>
  readonly indexes: ReadonlyArray<Index>
}

type Flatten<T> = { readonly [K in keyof T]: T[K] } & {}

type ColumnValue<C> = C extends Column<infer T> ? ValueOf<T> : never

/** The row that a table's columns make. */
export type RowOfColumns<C> = { readonly [K in keyof C & string]: ColumnValue<C[K]> }

/** The row that an insert into a table takes: what has a default, is generated or nullable may be left out. */
export type InsertRowOfColumns<C> = Flatten<
  {
    readonly [K in keyof C & string as C[K] extends Column<unknown, 'required'> ? K : never]: ColumnValue<C[K]>
  } & {
    readonly [K in keyof C & string as C[K] extends Column<unknown, 'required'> ? never : K]?: ColumnValue<C[K]>
  }
>

/** The row a table gives: `Row<typeof customers>`. */
export type Row<T> = T extends Source<string, infer C, string, string> ? Flatten<RowOfColumns<C>> : never

/** The row an insert takes: `InsertRow<typeof customers>`. */
export type InsertRow<T> = T extends Source<string, infer C, string, string> ? InsertRowOfColumns<C> : never

/** What an update may set: `UpdateRow<typeof customers>`. */
export type UpdateRow<T> = T extends Source<string, infer C, string, string> ? Flatten<Partial<RowOfColumns<C>>> : never

// ---------------------------------------------------------------------------------------------------------------------
// constructors
// ---------------------------------------------------------------------------------------------------------------------

export interface TableOptions {
  /** From keys to names in the database. Default: as written. */
  readonly naming?: Naming
  /** The SQL schema (the database, on MySQL) that qualifies the tables' names. */
  readonly schema?: string
}

type Items<N extends string, C extends Columns> = (table: Table<N, C>) => ReadonlyArray<TableItem>

export interface MakeTable {
  <const N extends string, C extends Columns>(name: N, columns: C, items?: Items<N, C>): Table<N, C>
}

const columnNodeOf = (info: Pick<TableInfo, 'name' | 'table' | 'schema'>, key: string, column: string, descriptor: Column): ColumnNode => ({
  [ExprId]: brand,
  _tag: 'Column',
  source: info.name,
  key,
  column,
  type: descriptor.type,
  nullable: descriptor.nullable,
  origin: { schema: info.schema, table: info.table },
})

/** The column as its check sees it: with values of the base column, where it is of a custom type. */
const inBase = (node: ColumnNode, { type, baseType }: Column): ColumnNode => (type === baseType ? node : { ...node, type: baseType })

const constraintsOf = (columns: ReadonlyArray<ColumnEntry>, items: ReadonlyArray<TableItem>): Constraints => {
  const own = columns.filter(({ descriptor }) => descriptor.primaryKey).map(({ node }) => node)
  const pick = <T extends TableItem['_tag']>(tag: T) =>
    items.filter((item): item is Extract<TableItem, { readonly _tag: T }> => item._tag === tag)
  return {
    primaryKey: own.length > 0 ? { _tag: 'PrimaryKey', columns: own } : pick('PrimaryKey')[0],
    uniques: [
      ...columns
        .filter(({ descriptor }) => descriptor.unique)
        .map(({ node }): UniqueConstraint => ({ _tag: 'Unique', name: undefined, columns: [node] })),
      ...pick('Unique'),
    ],
    foreignKeys: [
      ...columns.flatMap(({ descriptor, node }): ReadonlyArray<ForeignKey> => {
        const reference = descriptor.references
        if (reference === undefined) return []
        const to = () => [(typeof reference.to === 'function' ? reference.to() : reference.to) as unknown as ColumnNode]
        return [{ _tag: 'ForeignKey', name: undefined, columns: [node], to, onDelete: reference.onDelete, onUpdate: reference.onUpdate }]
      }),
      ...pick('ForeignKey'),
    ],
    checks: [
      ...columns.flatMap(({ descriptor, key, node }): ReadonlyArray<Check> =>
        descriptor.check === undefined
          ? []
          : [{ _tag: 'Check', name: `${node.origin?.table}_${key}_check`, predicate: descriptor.check(inBase(node, descriptor) as never) }],
      ),
      ...pick('Check'),
    ],
    indexes: pick('Index'),
  }
}

/** A table has the same alias again, so that a query made anew is known again. A program may make up aliases without end. */
const mostAliases = 100

const makeTable = (
  name: string,
  table: string,
  schema: string | undefined,
  columns: ReadonlyArray<Pick<ColumnEntry, 'key' | 'name' | 'descriptor'>>,
  items: Items<string, Columns> | undefined,
): Table<string, Columns> => {
  const entries = columns.map((entry) => ({
    ...entry,
    node: columnNodeOf({ name, table, schema }, entry.key, entry.name, entry.descriptor),
  }))
  let constraints: Constraints | undefined
  const aliases = new Map<string, Table<string, Columns>>()
  const info: TableInfo = {
    _tag: 'Table',
    name,
    table,
    schema,
    columns: entries,
    constraints: () => (constraints ??= constraintsOf(entries, items?.(result) ?? [])),
    renamed: (alias) => {
      const known = aliases.get(alias)
      if (known !== undefined) return known
      if (aliases.size >= mostAliases) aliases.clear()
      const renamed = makeTable(alias, table, schema, columns, items)
      aliases.set(alias, renamed)
      return renamed
    },
  }
  const result = Object.freeze({
    ...Object.fromEntries(entries.map(({ key, node }) => [key, node])),
    [SourceId]: info,
  }) as unknown as Table<string, Columns>
  return result
}

/**
 * `table` with a naming strategy or a schema:
 *
 * @example
 * const table = tableWith({ naming: 'snakeCase', schema: 'shop' })
 * const people = table('people', { firstName: text() })   // "shop"."people" ("first_name" text not null)
 */
export const tableWith = (options: TableOptions): MakeTable =>
  ((name: string, columns: Columns, items?: Items<string, Columns>) =>
    makeTable(
      name,
      name,
      options.schema,
      Object.entries(columns).map(([key, descriptor]) => ({
        key,
        name: descriptor.name ?? applyNaming(options.naming ?? 'asWritten', key),
        descriptor,
      })),
      items,
    )) as MakeTable

/**
 * Describes a table. Its columns are values: `customers.email`. Constraints and indexes over several columns, or over
 * the table itself, come from the third argument.
 *
 * @example
 * const employees = table('employees', {
 *   id: integer({ primaryKey: true, generate: 'identity' }),
 *   managerId: integer({ nullable: true }),
 * }, (t) => [foreignKey(t.managerId, t.id), index([t.managerId])])
 */
export const table: MakeTable = /* @__PURE__ */ tableWith({})

/** The descriptor of a table. */
export const tableInfo = (source: Tagged<'Table'>): TableInfo => {
  const info = (source as Partial<Tagged<string>> | null | undefined)?.[SourceId]
  return info?._tag === 'Table' ? (info as unknown as TableInfo) : malformed('a table', source)
}
