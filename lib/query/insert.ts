/** INSERT, one row or many or from a query, and what happens on a conflict. */
import type { Column, Columns, Write } from '../schema/column.js'
import { type ColumnsOf, type InsertRowOfColumns, type RowOfColumns, tableInfo, type TableSource, type TableInfo } from '../schema/table.js'
import { type AnyExpr, type Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { excludedKind } from '../kinds/excluded.js'
import { insertKind } from '../kinds/insert.js'
import { type ColumnNode, type ConflictNode, ExprId, exprOf, type InsertNode, nodeOf, queryCopy, QueryId } from '../tree/node.js'
import type { AssignableTo } from '../schema/sql-type.js'
import { assignmentsOf } from './assignment.js'
import { keptRows } from '../tree/keep.js'
import type { BooleanType, NeedsIn, Predicate, RefsIn } from '../tree/operand.js'
import {
  type Closed,
  type Mistake,
  type OutwardIn,
  type Query,
  insertNode,
  queryOf,
  type DerivedColumns,
  type RowsKind,
  rowsNode,
} from './query.js'

/** A row, with the mistake at each key that is no column's. */
type Exactly<R, C> = R & Foreign<R, C>

/** The mistake for every key of `A` that is no column's. */
type Foreign<A, C> = { readonly [K in Exclude<keyof A, keyof C>]: Stray<A[K], K & string> }

// `any` would pass for a mistake, so there it is `never`. A null or undefined beside it stays: else the checker takes the
// whole row for `never`, and says so of each of its keys.
type Stray<V, K extends string> = unknown extends V
  ? never
  : [V] extends [null | undefined]
    ? never
    : Mistake<`${K} is not a column of the table`> | Extract<V, null | undefined>

/**
 * Inserts rows: `insertInto(customers)({ email })`, `insertInto(customers)([{ email }, { email, age }])`.
 *
 * Rows may leave different columns out: each gets its default. Uuids with `generate` are made in the client, once a row,
 * when the statement runs.
 *
 * The query keeps copies: rows, Dates, bytes, arrays and JSON that change afterwards do not change it. Values of custom
 * types (`mapped`) are kept as they are.
 */
export const insertInto =
  <N extends string, C extends Columns>(table: TableSource<N, C>) =>
  <R extends InsertRowOfColumns<C>>(rows: Exactly<R, C> | ReadonlyArray<Exactly<R, C>>): Query<'insert', N, never, never> => {
    const into = tableInfo(table)
    const given = (Array.isArray(rows) ? rows : [rows]) as ReadonlyArray<Readonly<Record<string, unknown>>>
    return insertOf(into, keptRows(into, given))
  }

const insertOf = <Q extends Query<'insert', never, never, never>>(into: TableInfo, rows: InsertNode['rows'], replaces = false): Q =>
  queryOf({ [QueryId]: insertKind, _tag: 'Insert', into, rows, onConflict: undefined, replaces, returning: undefined })

/**
 * Inserts rows, and deletes those that are in the way first: `replace into stock …`. MySQL, MariaDB and SQLite. A row is in the way
 * where it has the primary key or any unique key of a new one; what refers to it is deleted with it, or keeps it, as its foreign
 * key says. Columns that a row leaves out get their defaults: `onConflictDoUpdate` keeps them. Counts the rows given.
 */
export const replaceInto =
  <N extends string, C extends Columns>(table: TableSource<N, C>) =>
  <R extends InsertRowOfColumns<C>>(rows: Exactly<R, C> | ReadonlyArray<Exactly<R, C>>): Query<'insert', N, never, '^replace'> => {
    const into = tableInfo(table)
    const given = (Array.isArray(rows) ? rows : [rows]) as ReadonlyArray<Readonly<Record<string, unknown>>>
    return insertOf(into, keptRows(into, given), true) as never
  }

/** The columns that an insert must name, or that the client generates. */
type NamedBy<C, W extends Write> = { readonly [K in keyof C]: C[K] extends Column<unknown, W> ? K : never }[keyof C]

type UnfitIn<D, C> = { [K in keyof D & keyof C]: TypeOf<D[K]> extends AssignableTo<TypeOf<C[K]>> ? never : K }[keyof D & keyof C]

// Distributing over P defers these types until P is known: expanded too early they recurse without end (TS2589).
export type InsertableFrom<P, S extends string, M extends string, C extends Columns> = P extends unknown
  ? Insertable<DerivedColumns<P, S, M>, C>
  : never

/** `unknown` where a query's columns fit a table's; else the mistake. */
type Insertable<D, C extends Columns> = [Exclude<keyof D, keyof C>] extends [never]
  ? [Exclude<NamedBy<C, 'required' | 'generated'>, keyof D>] extends [never]
    ? [UnfitIn<D, C>] extends [never]
      ? unknown
      : Mistake<`${UnfitIn<D, C> & string} does not fit its column`>
    : [Exclude<NamedBy<C, 'required'>, keyof D>] extends [never]
      ? Mistake<`${Exclude<NamedBy<C, 'generated'>, keyof D> & string} is missing, and is not generated for the rows of a query`>
      : Mistake<`${Exclude<NamedBy<C, 'required'>, keyof D> & string} is missing, and has no default`>
  : Mistake<`${Exclude<keyof D, keyof C> & string} is not a column of the table`>

/**
 * Inserts the rows of a query, matched by name: `insertFrom(archive)(pipe(from(orders), select({ id: orders.id })))`.
 * `insert into archive (id) select …`
 *
 * What has a default in the database, is an identity or may be null can be left out; a uuid with `generate` cannot, because
 * the client never sees these rows.
 */
export const insertFrom =
  <N extends string, C extends Columns>(table: TableSource<N, C>) =>
  <S extends string, P, M extends string>(
    query: Query<RowsKind, S, P, M> & Closed<P, M> & InsertableFrom<P, S, M, C>,
  ): Query<'insert', N, never, OutwardIn<M>> =>
    insertOf(tableInfo(table), rowsNode(query)) as never

// ---------------------------------------------------------------------------------------------------------------------
// conflicts
// ---------------------------------------------------------------------------------------------------------------------

/** Bare columns of the table `N`. */
type Target<N extends string> = TargetColumn<N> | readonly [TargetColumn<N>, ...ReadonlyArray<TargetColumn<N>>]

type TargetColumn<N extends string> = Expr<unknown, N, string, string, string>

/** What a conflict is in, beside the columns of a key: `onIndex`, `onConstraint`. */
export interface ConflictTarget<out N extends string, out X extends string> {
  readonly [TargetId]: { readonly table: N; readonly needs: X }
}

const TargetId: unique symbol = Symbol.for('oxbow/conflict-target') as never

type TargetNode = Pick<ConflictNode, 'target' | 'index' | 'constraint'>

const columnNodes = (columns: Target<string>): ReadonlyArray<ColumnNode> =>
  (Array.isArray(columns) ? (columns as ReadonlyArray<AnyExpr>) : [columns as AnyExpr]).map((column) => nodeOf(column) as ColumnNode)

const targetOf = (target: Target<string> | ConflictTarget<string, string>): TargetNode =>
  (target as { readonly [TargetId]?: TargetNode } | undefined)?.[TargetId] ?? {
    target: columnNodes(target as Target<string>),
    index: [],
    constraint: undefined,
  }

const targetFace = (node: TargetNode): never => ({ [TargetId]: node }) as never

/**
 * A unique index of some rows as the target of a conflict: `onConflictDoNothing(onIndex(users.email, users.active))` is
 * `on conflict (email) where active do nothing`. PostgreSQL and SQLite. The condition is that of a unique index
 * of the table's descriptor: as in its DDL, values in it stand in the text, by which alone a database tells the index.
 */
export const onIndex = <N extends string>(
  columns: Target<N>,
  where: Expr<BooleanType | null, NoInfer<N>, string, never, unknown>,
): ConflictTarget<N, 'conflictIndex'> => targetFace({ target: columnNodes(columns), index: [nodeOf(where)], constraint: undefined })

/** A constraint by its name as the target of a conflict: `on conflict on constraint "stock_pkey"`. PostgreSQL. */
export const onConstraint = (name: string): ConflictTarget<never, 'conflictConstraint'> =>
  targetFace({ target: [], index: [], constraint: typeof name === 'string' ? name : malformed('the name of a constraint', name) })

/** What a target asks of a dialect. */
type Needed<X extends string> = [X] extends [never] ? never : `^${X}`

type Inserting<N extends string, P, M extends string> = Query<'insert', N, P, M>

/**
 * Leaves a row alone that meets one with the same key: `on conflict (email) do nothing`.
 *
 * The target is the primary key or a unique key, or `onIndex` or `onConstraint`. On MySQL and MariaDB it is `on duplicate key update k = k`, which every
 * unique key sets off, so a table with another unique key is refused there; not where that key is new for every row, as a
 * generated uuid or an identity is that the insert leaves out. With `returning` it gives the rows that were inserted, and is
 * refused on MariaDB, which would give the others too.
 */
export const onConflictDoNothing =
  <N extends string, X extends string = never>(target: Target<N> | ConflictTarget<N, X>) =>
  <P, M extends string>(query: Inserting<N, P, M>): Inserting<N, P, M | '^onConflict' | Needed<X>> => {
    const next = queryCopy(insertNode(query))
    next.onConflict = { ...targetOf(target), update: undefined }
    return queryOf(next)
  }

/** The row that could not be inserted, as expressions: `excluded."email"`; `values(email)` on MySQL. */
type Excluded<C extends Columns> = ColumnsOf<never, C>

export type Assignments<C extends Columns> = {
  readonly [K in keyof C & string]?: RowOfColumns<Pick<C, K>>[K] | Expr<AssignableTo<TypeOf<C[K]>>, string, string, string, unknown>
}

type TypeOf<C> = C extends Column<infer T> ? T : never

/** What expressions refer to beside the table that is written, and what they need. */
type Outside<B, N extends string> = Exclude<RefsIn<B>, N> | NeedsIn<B>

const excludedOf = (table: TableInfo): Readonly<Record<string, AnyExpr>> =>
  Object.fromEntries(
    table.columns.map(({ key, name, node }) => [key, exprOf({ [ExprId]: excludedKind, _tag: 'Excluded', column: name, type: node.type })]),
  )

/**
 * Updates the row that is there already: `on conflict (email) do update set …`, `on duplicate key update …`.
 *
 * The function gets the row that could not be inserted; the table's own columns are those of the row that is there.
 * With `where`, only a row that meets it is updated (not on MySQL and MariaDB).
 *
 * @example
 * pipe(
 *   insertInto(stock)({ sku, amount }),
 *   onConflictDoUpdate(stock, stock.sku, (excluded) => ({ amount: add(stock.amount, excluded.amount) })),
 * )
 */
export const onConflictDoUpdate: {
  <N extends string, C extends Columns, const A extends Assignments<C> & Foreign<A, C>, X extends string = never>(
    table: TableSource<N, C>,
    target: Target<N> | ConflictTarget<NoInfer<N>, X>,
    set: (excluded: Excluded<C>) => A,
  ): <P, M extends string>(query: Inserting<N, P, M>) => Inserting<N, P, M | Outside<A[keyof A], N> | '^onConflict' | Needed<X>>
  <N extends string, C extends Columns, const A extends Assignments<C> & Foreign<A, C>, E extends Predicate, X extends string = never>(
    table: TableSource<N, C>,
    target: Target<N> | ConflictTarget<NoInfer<N>, X>,
    set: (excluded: Excluded<C>) => A,
    options: { readonly where: (excluded: Excluded<C>) => E },
  ): <P, M extends string>(
    query: Inserting<N, P, M>,
  ) => Inserting<N, P, M | Outside<A[keyof A] | E, N> | '^onConflict' | '^onConflictWhere' | Needed<X>>
} =
  (
    table: TableSource<string, Columns>,
    target: Target<string> | ConflictTarget<string, string>,
    set: (excluded: never) => object,
    options?: { readonly where: (excluded: never) => Predicate },
  ) =>
  (query: Inserting<string, unknown, string>) => {
    const next = queryCopy(insertNode(query))
    const info = tableInfo(table)
    const excluded = excludedOf(info) as never
    next.onConflict = {
      ...targetOf(target),
      update: {
        set:
          typeof set === 'function'
            ? assignmentsOf(info, set(excluded) as Readonly<Record<string, unknown>>)
            : malformed('a function', set),
        where:
          options === undefined
            ? []
            : [typeof options?.where === 'function' ? nodeOf(options.where(excluded)) : nodeOf(malformed('a function', options))],
      },
    }
    return queryOf<never>(next)
  }
