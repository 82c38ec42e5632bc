/** Common table expressions: queries named once, at the head of the statement. */
import { cteInfo } from '../kinds/cte.js'
import { recursiveInfo, foundInfo } from '../kinds/recursion.js'
import { setOperationKind } from '../kinds/set-operation.js'
import { malformed } from '../schema/malformed.js'
import { type RecursionNode, QueryId, type SetOperationNode } from '../tree/node.js'
import { sourceFace } from '../tree/source.js'
import type { SqlType } from '../schema/sql-type.js'
import type { ColumnsOf, Source } from '../schema/table.js'
import type { Column } from '../schema/column.js'
import type { BooleanType } from '../tree/operand.js'
import {
  type Closed,
  type DemandsIn,
  type DerivedColumns,
  givingNode,
  type Kind,
  type Mistake,
  type Query,
  type RowsKind,
  rowsNode,
} from './query.js'
import type { Agreeing } from './set-operation.js'
import type { Derived } from './subquery.js'

/** Whether the database is to keep the rows of a common table expression, or to merge its query into what uses it. */
export interface CteOptions {
  /** `as materialized (…)`, `as not materialized (…)`: PostgreSQL and SQLite. Default: the database decides. */
  readonly materialized?: boolean
}

/** What a common table expression needs beside what its query does. */
type CteNeeds<K extends Kind, O> =
  | (K extends RowsKind ? never : '^cteWrites')
  | (O extends { readonly materialized: boolean } ? '^cteMaterialized' : never)

/** `unknown` for a query that gives rows and says which it writes; else the mistake. */
type Giving<P, M extends string> = [P] extends [never]
  ? Mistake<'this write has no returning, so it has no rows to name'>
  : '^where' extends M
    ? Mistake<'an update or delete needs a where, or everyRow'>
    : unknown

export interface Cte {
  <const N extends string, const O extends CteOptions = {}>(
    name: N,
    options?: O,
  ): <K extends Kind, S extends string, P, M extends string>(
    query: Query<K, S, P, M> & Closed<P, M> & Giving<P, M>,
  ) => Derived<N, P, S, M, never, DemandsIn<M> | CteNeeds<K, O>>
}

/**
 * A common table expression: a query that is named once, at the head of the statement, and may be used several times, at any
 * depth: `with "big" as (select …) select … from "big"`.
 *
 * On PostgreSQL it may be a write with `returning`: `with "moved" as (delete from … returning …) insert into …`. It is run
 * once, and what uses it sees its rows alone: its tables are read as they were before the statement (manual, 7.8.4).
 */
export const cte: Cte = (name, options) => (query) => {
  const materialized = options?.materialized
  return sourceFace(
    cteInfo(
      name,
      givingNode(query),
      materialized === undefined ? undefined : typeof materialized === 'boolean' ? materialized : malformed('true or false', materialized),
    ),
  )
}

// ---------------------------------------------------------------------------------------------------------------------
// recursion
// ---------------------------------------------------------------------------------------------------------------------

/** How the rows of a recursive query are found and told apart. */
export interface RecursiveOptions {
  /** Leaves out rows that were found already, so that a cycle ends: `union` in the place of `union all`. */
  readonly distinct?: boolean
  /**
   * A column to order by, in which the rows come depth first or breadth first by the values of columns:
   * `search depth first by id set position`. PostgreSQL 14.
   */
  readonly search?: { readonly order: 'depth' | 'breadth'; readonly by: ReadonlyArray<string>; readonly as: string }
  /**
   * Goes no further from a row whose values of columns its own path has already, and says so in a column:
   * `cycle id set isCycle using path`. PostgreSQL 14.
   */
  readonly cycle?: { readonly on: ReadonlyArray<string>; readonly as: string; readonly path: string }
}

/** A value that can be ordered by, and nothing else. */
export type Position = SqlType<'position', string & { readonly ' position': never }>

type Added<T> = Column<T, 'required', never, ''>

type AddedBy<O> = (O extends { readonly search: { readonly as: infer A extends string } } ? { readonly [K in A]: Added<Position> } : {}) &
  (O extends { readonly cycle: { readonly as: infer A extends string; readonly path: infer B extends string } }
    ? { readonly [K in A]: Added<BooleanType> } & { readonly [K in B]: Added<Position> }
    : {})

type RecursiveColumns<P, S extends string, M extends string, O> = DerivedColumns<P, S, M> & AddedBy<O>

/** The source of a recursive query. */
export type Recursive<N extends string, P, S extends string, M extends string, C extends string, O> = ColumnsOf<
  N,
  RecursiveColumns<P, S, M, O>
> &
  Source<N, RecursiveColumns<P, S, M, O>, never, C>

type SearchNeeds<O> = O extends { readonly search: unknown } | { readonly cycle: unknown } ? '^cteSearch' : never

/** The columns that may be null in a step and not in the first query: the rows found before are said to have no null there. */
type NewNulls<A, B> = {
  [K in keyof A & keyof B]: A[K] extends Column<infer T>
    ? B[K] extends Column<infer U>
      ? null extends U
        ? null extends T
          ? never
          : K
        : never
      : never
    : never
}[keyof A & keyof B]

// Distributing over P defers these types until P is known: expanded too early they recurse without end (TS2589).
type Continuing<P, S extends string, M extends string, B> = P extends unknown
  ? [NewNulls<DerivedColumns<P, S, M>, B>] extends [never]
    ? unknown
    : Mistake<`${NewNulls<DerivedColumns<P, S, M>, B> & string} may be null in the step, and not in the first query`>
  : never

/** Makes a recursive query of its first rows and the step that finds more; see `recursive`. */
export interface Recursion<N extends string, O> {
  <S extends string, P, M extends string, S2 extends string, P2, M2 extends string>(
    first: Query<RowsKind, S, P, M> & Closed<P, M>,
    step: (
      found: Derived<N, P, S, M, never, never>,
    ) => Query<'select', S2, P2, M2> &
      Closed<P2, M2> &
      Agreeing<P, S, M, DerivedColumns<P2, S2, M2>> &
      Continuing<P, S, M, DerivedColumns<P2, S2, M2>>,
  ): Recursive<N, P, S, M, DemandsIn<M | M2> | SearchNeeds<O>, O>
}

/**
 * A recursive common table expression: the rows of a query, then those that a step makes of the rows found before, until it
 * makes none. `with recursive "tree" as (select … union all select … from … join "tree" …) select … from "tree"`
 *
 * The step joins the rows found before once, and does not group, order or limit; it gives columns of the same names and types
 * as the first query, and no nulls where that has none. A text may get longer from step to step (65,535 characters on MySQL and
 * MariaDB); a decimal is rounded to the digits that the first query's has after the point. A step that never ends goes on until a timeout: MySQL's and MariaDB's own limits are lifted in Oxbow's sessions.
 *
 * @example
 * const tree = recursive('tree')(
 *   pipe(from(employees), where(isNull(employees.managerId)), select({ id: employees.id, depth: literal(1, integer()) })),
 *   (found) =>
 *     pipe(
 *       from(employees),
 *       innerJoin(found, eq(employees.managerId, found.id)),
 *       select({ id: employees.id, depth: add(found.depth, 1) }),
 *     ),
 * )
 * pipe(from(tree), orderBy(tree.depth, tree.id))
 */
export const recursive =
  <const N extends string, const O extends RecursiveOptions = {}>(name: N, options?: O): Recursion<N, O> =>
  (first, step) => {
    const left = rowsNode(first)
    const found: never = sourceFace(foundInfo(name, left))
    const union: SetOperationNode = {
      [QueryId]: setOperationKind,
      _tag: 'SetOperation',
      operator: options?.distinct === true ? 'union' : 'unionAll',
      left,
      right: typeof step === 'function' ? rowsNode(step(found)) : rowsNode(malformed('a step', step)),
      orderBy: [],
      limit: undefined,
      offset: undefined,
    }
    return sourceFace(recursiveInfo(name, union, recursionOf(options)))
  }

// What is no list has no names in it: the planner asks for some.
const namesIn = (names: unknown): ReadonlyArray<string> => (Array.isArray(names) ? [...(names as ReadonlyArray<string>)] : [])

const recursionOf = (options: RecursiveOptions | undefined): RecursionNode => {
  const { search, cycle } = options ?? {}
  return {
    search: search === undefined ? undefined : { order: search?.order, by: namesIn(search?.by), as: search?.as },
    cycle: cycle === undefined ? undefined : { on: namesIn(cycle?.on), as: cycle?.as, path: cycle?.path },
  }
}
