/** Row values: several expressions compared as one. */
import type { Column } from '../schema/column.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { type AnySqlType, type Comparing, type Mistake, type SqlType, type ValueOf } from '../schema/sql-type.js'
import type { AnySource, Source } from '../schema/table.js'
import { tupleNode } from '../kinds/tuple.js'
import { exprOf, nodeOf } from '../tree/node.js'
import type { NeedsIn, NullIn, RefsIn, StrictIn, TypeIn } from '../tree/operand.js'

declare const Items: unique symbol

/** The type of a row value, from those of its items: a value of it is an array of theirs. */
export interface TupleType<out I extends ReadonlyArray<unknown>> extends SqlType<`tuple of ${I['length']}`, TupleValue<I>> {
  readonly [Items]?: I
}

type TupleValue<I extends ReadonlyArray<unknown>> = { readonly [X in keyof I]: ValueOf<Exclude<I[X], null>> }

type ItemTypes<E extends ReadonlyArray<AnyExpr>> = { readonly [X in keyof E]: TypeIn<E[X]> }

/**
 * A row value, to compare or to look up several columns at once:
 * `isIn(tuple(t.a, t.b), [[1, 'x'], [2, 'y']])` is `(a, b) in ((1, 'x'), (2, 'y'))`, and with a query in the place of the
 * list `(a, b) in (select …)`.
 *
 * `lt(tuple(t.a, t.b), tuple(u.a, u.b))` is `(a, b) < (c, d)`: by the first items that differ, null where the comparison of
 * these is. A row of values may stand on the right: `gte(tuple(t.day, t.id), ['2026-01-01', 7])`.
 */
export const tuple = <const E extends readonly [AnyExpr, AnyExpr, ...ReadonlyArray<AnyExpr>]>(
  ...items: E
): Expr<TupleType<ItemTypes<E>> | NullIn<E[number]>, RefsIn<E[number]>, StrictIn<E[number]>, NeedsIn<E[number]>> =>
  exprOf(tupleNode(items.map(nodeOf)))

// ---------------------------------------------------------------------------------------------------------------------
// rows of a query
// ---------------------------------------------------------------------------------------------------------------------

/** The types of a query's columns. */
type ColumnTypes<P> =
  P extends Source<string, infer C, string, string>
    ? { readonly [K in keyof C & string]: C[K] extends Column<infer T> ? T : never }
    : { readonly [K in keyof P & string]: TypeIn<P[K]> }

type LastOf<U> = (U extends unknown ? (last: () => U) => void : never) extends (last: infer F) => void
  ? F extends () => infer L
    ? L
    : never
  : never

/** How many members a union has. */
type Count<U, N extends ReadonlyArray<unknown> = []> = [U] extends [never] ? N['length'] : Count<Exclude<U, LastOf<U>>, [...N, unknown]>

/** Whether a type compares with none of others. */
type ComparesWithNone<T, Others> = unknown extends { readonly [X in keyof Others]: Comparing<Others[X], T> }[keyof Others] ? false : true

/** The columns that compare with no item of a tuple. */
type StrayColumns<I extends ReadonlyArray<unknown>, D> = {
  readonly [K in keyof D]: ComparesWithNone<D[K], Indexed<I>> extends true ? K : never
}[keyof D]

/** The families of a tuple's items that compare with no column. */
type StrayItems<I extends ReadonlyArray<unknown>, D> = {
  readonly [X in keyof I]: ComparesWithNone<I[X], D> extends true ? Extract<I[X], AnySqlType>['tag'] : never
}[number]

/** The items of a tuple by their index, without the methods of arrays. */
type Indexed<I extends ReadonlyArray<unknown>> = { readonly [X in keyof I as X extends `${number}` ? X : never]: I[X] }

type Fitting<I extends ReadonlyArray<unknown>, D> =
  Count<keyof D> extends I['length']
    ? [StrayColumns<I, D>] extends [never]
      ? [StrayItems<I, D>] extends [never]
        ? unknown
        : Mistake<`no column of the query compares with the ${StrayItems<I, D>} in the tuple`>
      : Mistake<`${StrayColumns<I, D> & string} compares with nothing in the tuple`>
    : Mistake<`the tuple has ${I['length']} items, the query has ${Count<keyof D> & number} columns`>

/**
 * `unknown` where the rows of a query compare with a tuple; else the mistake. Columns are matched by position; but types do
 * not know the order of keys, so what they see is whether each has a match at all. Compiling sees the rest.
 */
export type RowsFor<I extends ReadonlyArray<unknown>, P> = P extends AnyExpr
  ? Mistake<`the tuple has ${I['length']} items, the query has 1 column`>
  : P extends AnySource
    ? Fitting<I, ColumnTypes<P>>
    : [P[keyof P]] extends [AnyExpr]
      ? Fitting<I, ColumnTypes<P>>
      : Mistake<'the columns beside a tuple are expressions, not records of them'>
