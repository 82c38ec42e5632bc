/** UNION, INTERSECT, EXCEPT. Columns are matched by name, and must agree in name and type. */
import type { Column } from '../schema/column.js'
import type { Expr } from '../schema/expression.js'
import type { SqlType } from '../schema/sql-type.js'
import { setOperationKind } from '../kinds/set-operation.js'
import { QueryId, type SetOperator } from '../tree/node.js'
import { type DerivedColumns, type Mistake, type Nestable, type OutwardIn, type Query, queryOf, type RowsKind, rowsNode } from './query.js'

/** The columns of a set operation as a projection; a column may be null where it may be in either operand. */
type MergedColumns<A, B> = {
  readonly [K in keyof A]: K extends keyof B
    ? A[K] extends Column<infer T>
      ? B[K] extends Column<infer U>
        ? Expr<T | U>
        : never
      : MergedColumns<A[K], B[K]>
    : never
}

type TagOf<T> = T extends SqlType<infer Tag, unknown> ? Tag : never

/** The names that only one side has, or whose types are not of one family. */
type Disagreeing<A, B> =
  | Exclude<keyof A, keyof B>
  | Exclude<keyof B, keyof A>
  | { [K in keyof A & keyof B]: Differing<A[K], B[K]> extends true ? K : never }[keyof A & keyof B]

type Differing<A, B> =
  A extends Column<infer T>
    ? B extends Column<infer U>
      ? [TagOf<T>] extends [TagOf<U>]
        ? false
        : true
      : true
    : [Disagreeing<A, B>] extends [never]
      ? false
      : true

// Distributing over P defers these types until P is known: expanded too early they recurse without end (TS2589).
export type Agreeing<P, S extends string, M extends string, B> = P extends unknown
  ? [Disagreeing<DerivedColumns<P, S, M>, B>] extends [never]
    ? unknown
    : Mistake<`the two sides differ in ${Disagreeing<DerivedColumns<P, S, M>, B> & string}`>
  : never

type Merged<P, S extends string, M extends string, B> = P extends unknown ? MergedColumns<DerivedColumns<P, S, M>, B> : never

export interface SetOperation<Need extends string = never> {
  <S2 extends string, P2, M2 extends string>(
    right: Query<RowsKind, S2, P2, M2> & Nestable<P2, M2>,
  ): <S extends string, P, M extends string>(
    left: Query<RowsKind, S, P, M> & Nestable<P, M> & Agreeing<P, S, M, DerivedColumns<P2, S2, M2>>,
  ) => Query<'set', never, Merged<P, S, M, DerivedColumns<P2, S2, M2>>, OutwardIn<M | M2> | Need>
}

const setOperation = <M>(operator: SetOperator): M =>
  ((right: { readonly [QueryId]: unknown }) => (left: { readonly [QueryId]: unknown }) =>
    queryOf({
      [QueryId]: setOperationKind,
      _tag: 'SetOperation',
      operator,
      left: rowsNode(left),
      right: rowsNode(right),
      orderBy: [],
      limit: undefined,
      offset: undefined,
    })) as unknown as M

/** The rows of either, each once: `pipe(a, union(b))` is `a union b`. */
export const union: SetOperation = /* @__PURE__ */ setOperation('union')
/** The rows of both, repeated as often as they come. */
export const unionAll: SetOperation = /* @__PURE__ */ setOperation('unionAll')
/** The rows that both have, each once. */
export const intersect: SetOperation = /* @__PURE__ */ setOperation('intersect')
/** The rows that both have, as often as the side that has fewer. Not on SQLite. */
export const intersectAll: SetOperation<'^intersectAll'> = /* @__PURE__ */ setOperation('intersectAll')
/** The rows of the left that the right has not, each once. */
export const except: SetOperation = /* @__PURE__ */ setOperation('except')
/** The rows of the left less those of the right, one for one. Not on SQLite. */
export const exceptAll: SetOperation<'^exceptAll'> = /* @__PURE__ */ setOperation('exceptAll')
