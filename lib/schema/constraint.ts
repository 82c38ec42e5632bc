/**
 * Constraints and indexes that span columns: the items of a table's third argument.
 */
import type { AnyExpr, ColumnNode } from './expression.js'
import type { ReferentialAction } from './column.js'

/** Any column of a table or source. */
export type AnyColumn = AnyExpr

export interface PrimaryKey {
  readonly _tag: 'PrimaryKey'
  readonly columns: ReadonlyArray<ColumnNode>
}

export interface UniqueConstraint {
  readonly _tag: 'Unique'
  readonly name: string | undefined
  readonly columns: ReadonlyArray<ColumnNode>
}

export interface ForeignKey {
  readonly _tag: 'ForeignKey'
  readonly name: string | undefined
  readonly columns: ReadonlyArray<ColumnNode>
  readonly to: () => ReadonlyArray<ColumnNode>
  readonly onDelete: ReferentialAction | undefined
  readonly onUpdate: ReferentialAction | undefined
}

export interface Check {
  readonly _tag: 'Check'
  readonly name: string
  readonly predicate: AnyExpr
}

export interface Index {
  readonly _tag: 'Index'
  readonly name: string | undefined
  readonly unique: boolean
  /** Columns, expressions, or either with a direction (`desc(column)`). */
  readonly on: ReadonlyArray<IndexItem>
  /** The condition of a partial index. */
  readonly where: AnyExpr | undefined
}

/** What an index is on: an expression, or `asc(…)`/`desc(…)` of one. */
export type IndexItem = AnyExpr | { readonly expression: AnyExpr; readonly direction: 'asc' | 'desc' }

export type TableItem = PrimaryKey | UniqueConstraint | ForeignKey | Check | Index

type List<A> = readonly [A, ...ReadonlyArray<A>]

// A column's face hides its node; this is the one place of this layer that looks behind it.
export const columnNode = (column: AnyExpr): ColumnNode => column as unknown as ColumnNode

/** A primary key of several columns. `primary key (a, b)` */
export const primaryKey = (...columns: List<AnyColumn>): PrimaryKey => ({ _tag: 'PrimaryKey', columns: columns.map(columnNode) })

/** Columns whose values no two rows share. `unique (a, b)`. NULLs are distinct from one another on every dialect. */
export const unique = (columns: List<AnyColumn>, options: { readonly name?: string } = {}): UniqueConstraint => ({
  _tag: 'Unique',
  name: options.name,
  columns: columns.map(columnNode),
})

export interface ForeignKeyOptions {
  /** The constraint's name, which a ConstraintViolation tells. Default: the database's own. */
  readonly name?: string
  /** What becomes of the row when the one it refers to is deleted: `on delete cascade`. Default: the delete is refused. */
  readonly onDelete?: ReferentialAction
  /** The same when the key it refers to changes: `on update cascade`. */
  readonly onUpdate?: ReferentialAction
}

const listOf = (columns: AnyColumn | ReadonlyArray<AnyColumn>): ReadonlyArray<AnyColumn> =>
  Array.isArray(columns) ? (columns as ReadonlyArray<AnyColumn>) : [columns as AnyColumn]

/**
 * A foreign key of one or several columns, to another table or to the table itself:
 * `foreignKey(t.managerId, t.id)`, `foreignKey([t.a, t.b], () => [other.a, other.b])`.
 */
export const foreignKey = (
  columns: AnyColumn | List<AnyColumn>,
  to: AnyColumn | List<AnyColumn> | (() => AnyColumn | List<AnyColumn>),
  options: ForeignKeyOptions = {},
): ForeignKey => ({
  _tag: 'ForeignKey',
  name: options.name,
  columns: listOf(columns).map(columnNode),
  to: () => listOf(typeof to === 'function' ? to() : to).map(columnNode),
  onDelete: options.onDelete,
  onUpdate: options.onUpdate,
})

/** A condition every row must meet. `constraint name check (predicate)` */
export const check = (name: string, predicate: AnyExpr): Check => ({ _tag: 'Check', name, predicate })

export interface IndexOptions {
  readonly name?: string
  readonly unique?: boolean
  readonly where?: AnyExpr
}

/** An index on columns or expressions, partial where `where` is given. `create index … on … (a, lower(b)) where …` */
export const index = (on: List<IndexItem>, options: IndexOptions = {}): Index => ({
  _tag: 'Index',
  name: options.name,
  unique: options.unique ?? false,
  on,
  where: options.where,
})
