/** Expressions that choose: CASE, COALESCE, NULLIF; and literals. */
import type { Column } from '../schema/column.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { commonType, type Merged, type Mistake, type ValueOf } from '../schema/sql-type.js'
import { type CaseNode, ExprId, exprOf, nodeOf } from '../tree/node.js'
import {
  lift,
  type NeedsIn,
  type NullIn,
  type Operand,
  param,
  type Predicate,
  type RefsIn,
  type Same,
  type StrictIn,
  type TypeIn,
} from '../tree/operand.js'
import { eq } from './comparison.js'
import { call } from '../kinds/call.js'
import { caseKind } from '../kinds/case.js'
import { coalesceKind, nullIfKind } from '../kinds/functions.js'

type Last<B extends ReadonlyArray<unknown>> = B extends readonly [...ReadonlyArray<unknown>, infer L] ? L : never

/**
 * The first that is not null: `coalesce(a, b, …)`. It is null only where the last is.
 *
 * @example coalesce(orders.total, '0.00')
 */
export const coalesce = <T, R extends string, C extends string, const B extends readonly [Same<T>, ...ReadonlyArray<Same<T>>]>(
  first: Expr<T, R, string, C, unknown>,
  ...rest: B
): Expr<Merged<T, TypeIn<B[number]>> | NullIn<Last<B>>, R | RefsIn<B[number]>, StrictIn<Last<B>>, C | NeedsIn<B[number]>> => {
  const node = nodeOf(first)
  const others = rest.map((operand) => lift(node, operand))
  return exprOf(call(coalesceKind, [node, ...others], commonType([node.type, ...others.map(({ type }) => type)])))
}

/** Null where both are equal, else the first: `nullif(a, b)`. */
export const nullIf = <T, R extends string, N extends string, C extends string, const B extends Operand<T>>(
  first: Expr<T, R, N, C, unknown>,
  second: B,
): Expr<T | null, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>> => {
  const node = nodeOf(first)
  return exprOf(call(nullIfKind, [node, lift(node, second)], node.type))
}

// ---------------------------------------------------------------------------------------------------------------------
// CASE
// ---------------------------------------------------------------------------------------------------------------------

/** One branch of `caseWhen`. */
export interface Branch<out W extends Predicate, out V> {
  readonly when: W
  readonly then: V
}

/** A branch of `caseWhen`: the expression that is its value where the predicate is true. The same as `{ when, then }`. */
export const branch = <W extends Predicate, V extends AnyExpr>(when: W, then: V): Branch<W, V> => ({ when, then })

/** Every branch has a value of the first one's family, or a value of it. */
type Agreeing<B extends Branches> = [B[number]['then']] extends [Same<TypeIn<B[0]['then']>>]
  ? unknown
  : Mistake<'a branch has another type than the first'>

type Branches = readonly [Branch<Predicate, AnyExpr>, ...ReadonlyArray<Branch<Predicate, unknown>>]

/**
 * A searched CASE. The first branch's value is an expression and gives the type; the others and `otherwise` are of
 * the same family, or values of it. Without `otherwise` the result may be null.
 *
 * @example
 * caseWhen([branch(gt(orders.total, '100'), literal('large', text())), { when: gt(orders.total, '10'), then: 'medium' }], 'small')
 * // case when "orders"."total" > $1 then $2::text when "orders"."total" > $3 then $4::text else $5::text end
 */
export const caseWhen: {
  <const B extends Branches>(
    branches: B & Agreeing<B>,
  ): Expr<
    Merged<TypeIn<B[0]['then']>, TypeIn<B[number]['then']>> | null,
    RefsIn<B[number]['when']> | RefsIn<B[number]['then']>,
    StrictIn<B[number]['then']>,
    NeedsIn<B[number]['when']> | NeedsIn<B[number]['then']>
  >
  <const B extends Branches, const O extends Same<TypeIn<B[0]['then']>>>(
    branches: B & Agreeing<B>,
    otherwise: O,
  ): Expr<
    Merged<TypeIn<B[0]['then']>, TypeIn<B[number]['then']> | TypeIn<O>> | NullIn<B[number]['then']> | NullIn<O>,
    RefsIn<B[number]['when']> | RefsIn<B[number]['then']> | RefsIn<O>,
    StrictIn<B[number]['then']> | StrictIn<O>,
    NeedsIn<B[number]['when']> | NeedsIn<B[number]['then']> | NeedsIn<O>
  >
} = (branches: Branches, otherwise?: unknown) => {
  if (!Array.isArray(branches) || branches.length === 0) return malformed('a list of branches', branches)
  const first = nodeOf((branches as Partial<Branches>)[0]?.then as AnyExpr)
  const nodes = (branches as ReadonlyArray<Partial<Branch<Predicate, unknown>> | null>).map((branch) => ({
    when: nodeOf(branch?.when as Predicate),
    then: lift(first, branch?.then),
  }))
  const last = otherwise === undefined ? undefined : lift(first, otherwise)
  const node: CaseNode = {
    [ExprId]: caseKind,
    _tag: 'Case',
    branches: nodes,
    otherwise: last,
    type: commonType([first.type, ...nodes.map(({ then }) => then.type), ...(last === undefined ? [] : [last.type])]),
  }
  return exprOf<never>(node)
}

// ---------------------------------------------------------------------------------------------------------------------
// literals
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A value as an expression of a column's type: `literal('large', text())`. It is a parameter like every other value.
 */
export const literal = <U>(value: ValueOf<U>, type: Column<U>): Expr<U> =>
  type?.type === undefined ? malformed('a column', type) : exprOf(param(value, type.type, undefined))

type Cases<T> = readonly [readonly [Operand<T>, AnyExpr], ...ReadonlyArray<readonly [Operand<T>, unknown]>]

type First<B extends ReadonlyArray<readonly [unknown, unknown]>> = B extends readonly [
  readonly [unknown, infer V],
  ...ReadonlyArray<unknown>,
]
  ? V
  : never

/** Every case has a value of the first one's family, or a value of it. */
type AgreeingCases<B extends ReadonlyArray<readonly [unknown, unknown]>> = [B[number][1]] extends [Same<TypeIn<First<B>>>]
  ? unknown
  : Mistake<'a case has another type than the first'>

/**
 * A simple CASE: the value of the first case whose operand equals the one that is looked at. It is written as a searched one,
 * `case when a = $1 then …`, so that equality means what `eq` means on every database. The first value is an expression and gives
 * the type; without `otherwise` the result may be null.
 *
 * @example
 * caseOf(customers.email, [['a@b.c', literal(1, integer())], ['d@e.f', 2]], 3)
 */
export const caseOf: {
  <T, R extends string, C extends string, const B extends Cases<T>>(
    operand: Expr<T, R, string, C, unknown>,
    cases: B & AgreeingCases<B>,
  ): Expr<
    Merged<TypeIn<B[0][1]>, TypeIn<B[number][1]>> | null,
    R | RefsIn<B[number][number]>,
    StrictIn<B[number][1]>,
    C | NeedsIn<B[number][number]>
  >
  <T, R extends string, C extends string, const B extends Cases<T>, const O extends Same<TypeIn<B[0][1]>>>(
    operand: Expr<T, R, string, C, unknown>,
    cases: B & AgreeingCases<B>,
    otherwise: O,
  ): Expr<
    Merged<TypeIn<B[0][1]>, TypeIn<B[number][1]> | TypeIn<O>> | NullIn<B[number][1]> | NullIn<O>,
    R | RefsIn<B[number][number]> | RefsIn<O>,
    StrictIn<B[number][1]> | StrictIn<O>,
    C | NeedsIn<B[number][number]> | NeedsIn<O>
  >
} = (operand: AnyExpr, cases: ReadonlyArray<readonly [unknown, unknown]>, ...otherwise: ReadonlyArray<unknown>) => {
  if (!Array.isArray(cases) || !cases.every((one) => Array.isArray(one) && one.length === 2))
    return malformed('a list of pairs of a value and what comes of it', cases)
  const branches = (cases as ReadonlyArray<readonly [never, never]>).map(([value, then]) => branch(eq(operand as never, value), then))
  return (caseWhen as (...args: ReadonlyArray<unknown>) => never)(branches, ...otherwise)
}
