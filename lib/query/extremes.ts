/** The greatest and the least of several values of one row; `max` and `min` are of several rows. */
import { call, type FunctionKind } from '../kinds/call.js'
import { greatestKind, leastKind } from '../kinds/extremes.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { commonType, type Merged, type Mistake, type WithoutOrder } from '../schema/sql-type.js'
import { exprOf, nodeOf } from '../tree/node.js'
import { lift, type NeedsIn, type NullIn, type RefsIn, type Same, type StrictIn, type TypeIn } from '../tree/operand.js'

type Ordered<T> = [Extract<T, WithoutOrder>] extends [never]
  ? unknown
  : Mistake<`${Extract<T, WithoutOrder>['tag']} has no greatest and no least: not every database has an order of it`>

/** Of values of one family. */
export interface ExtremeOf {
  <T, R extends string, N extends string, C extends string, const B extends readonly [Same<T>, ...ReadonlyArray<Same<T>>]>(
    first: Expr<T, R, N, C, unknown> & Ordered<T>,
    ...rest: B
  ): Expr<
    Merged<T, TypeIn<B[number]>> | Extract<T, null> | NullIn<B[number]>,
    R | RefsIn<B[number]>,
    N | StrictIn<B[number]>,
    C | NeedsIn<B[number]>
  >
}

const extreme = (fn: FunctionKind): ExtremeOf =>
  ((first: AnyExpr, ...rest: ReadonlyArray<unknown>) => {
    const node = nodeOf(first)
    const others = rest.map((operand) => lift(node, operand))
    return exprOf(call(fn, [node, ...others], commonType([node.type, ...others.map(({ type }) => type)])))
  }) as unknown as ExtremeOf

/**
 * The greatest of several values; null where one of them is: SQL:2023's rule, and that of all but PostgreSQL, which gets a CASE.
 * `greatest(a, b)`, `max(a, b)` on SQLite.
 */
export const greatest: ExtremeOf = /* @__PURE__ */ extreme(greatestKind)
/** The least of several values; null where one of them is. `least(a, b)`, `min(a, b)` on SQLite. */
export const least: ExtremeOf = /* @__PURE__ */ extreme(leastKind)
