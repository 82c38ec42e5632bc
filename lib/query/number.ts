/** Functions of numbers. What is rounded is rounded half away from zero, on every database. */
import { call, type FunctionKind } from '../kinds/call.js'
import { castNode } from '../kinds/cast.js'
import { ceilKind, expKind, floorKind, lnKind, powerKind, randomKind, roundKind, signKind, sqrtKind, truncKind } from '../kinds/numbers.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { Double, Integer, NumericTag, SqlType } from '../schema/sql-type.js'
import { computedDecimal } from '../schema/types/decimal.js'
import { doubleType } from '../schema/types/float.js'
import { integerType } from '../schema/types/integer.js'
import { type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { lift, type NeedsIn, type NullIn, type Numeric, type RefsIn, type StrictIn } from '../tree/operand.js'

/** Of a number, in its own family. */
export interface Rounding {
  <T extends Numeric | null, R extends string, N extends string, C extends string>(operand: Expr<T, R, N, C, unknown>): Expr<T, R, N, C>
}

/** Of a number, as a double; null where it is no number. */
export interface Measuring<Null = never> {
  <T extends Numeric | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
  ): Expr<Double | Extract<T, null> | Null, R, N, C>
}

const isWhole = ({ type: { tag } }: ExpressionNode): boolean => tag === 'integer' || tag === 'bigint'

/** A decimal without its digits after the point; an integer is one already. */
const rounding = (fn: FunctionKind): Rounding =>
  ((operand: AnyExpr) => {
    const node = nodeOf(operand)
    if (isWhole(node)) return node
    return call(fn, [node], node.type.tag === 'decimal' ? computedDecimal(38, 0) : doubleType)
  }) as unknown as Rounding

const asDouble = (node: ExpressionNode): ExpressionNode => (node.type.tag === 'double' ? node : castNode(node, doubleType))

const measuring = <M>(fn: FunctionKind): M => ((operand: AnyExpr) => call(fn, [asDouble(nodeOf(operand))], doubleType)) as unknown as M

const nearest: Rounding = /* @__PURE__ */ rounding(roundKind)

/**
 * The nearest number of so many digits after the point, none where nothing is said; a half is rounded away from zero. Doubles are
 * rounded to whole numbers only, since few have a digit after the point exactly. `round(a, 2)`
 */
export const round: {
  <T extends Numeric | null, R extends string, N extends string, C extends string>(operand: Expr<T, R, N, C, unknown>): Expr<T, R, N, C>
  <T extends SqlType<Exclude<NumericTag, 'double'>, unknown> | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    digits: number,
  ): Expr<T, R, N, C>
} = (operand: AnyExpr, digits?: number) => {
  const node = nodeOf(operand)
  if (digits !== undefined && node.type.tag === 'double')
    return malformed('a number that is no double, where it is rounded to digits', operand)
  return digits === undefined || node.type.tag !== 'decimal'
    ? (nearest as (given: AnyExpr) => never)(operand)
    : exprOf<never>(call(roundKind, [node], computedDecimal(38, digits)))
}

/** The least whole number that is not less: `ceil(a)`. A decimal has no digits after the point then. */
export const ceil: Rounding = /* @__PURE__ */ rounding(ceilKind)
/** The greatest whole number that is not greater: `floor(a)` */
export const floor: Rounding = /* @__PURE__ */ rounding(floorKind)
/** The whole number towards zero: `trunc(a)`, `truncate(a, 0)`. See `truncate` for dates. */
export const trunc: Rounding = /* @__PURE__ */ rounding(truncKind)

/** -1, 0 or 1: `sign(a)` */
export const sign = <T extends Numeric | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
): Expr<Integer | Extract<T, null>, R, N, C> => exprOf(call(signKind, [nodeOf(operand)], integerType))

/** The square root, as a double; null of less than zero. `case when a >= 0 then sqrt(a) end` */
export const sqrt: Measuring<null> = /* @__PURE__ */ measuring(sqrtKind)
/** The natural logarithm, as a double; null of zero and less. Its last digit is each database's own. */
export const ln: Measuring<null> = /* @__PURE__ */ measuring(lnKind)
/** The exponential, as a double; an error where it is too large for one. Its last digit is each database's own. `exp(a)` */
export const exp: Measuring = /* @__PURE__ */ measuring(expKind)

/**
 * A power, as a double: `power(a, b)`. Null of zero to less than zero, and of less than zero to what is no whole number, where it
 * is no real number. Its last digit is each database's own.
 */
export const power = <
  T extends Numeric | null,
  R extends string,
  N extends string,
  C extends string,
  const B extends number | Expr<Numeric | null, string, string, string, unknown>,
>(
  base: Expr<T, R, N, C, unknown>,
  exponent: B,
): Expr<Double | null | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>> => {
  const node = asDouble(nodeOf(base))
  return exprOf(call(powerKind, [node, asDouble(lift(node, exponent))], doubleType))
}

/** A random double from 0, below 1: `random()`, `rand()`. Another in each row. */
export const random: Expr<Double> = /* @__PURE__ */ exprOf(/* @__PURE__ */ call(randomKind, [], doubleType))
