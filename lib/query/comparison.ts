/** Comparisons: `=`, `<>`, `<`, BETWEEN, IN, IS NULL and their null-safe kin. */
import { expressionKind, type PlannedExpression } from '../plan/kind.js'
import { isExpr, type AnyExpr, type Expr, type Proves } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { AnySqlType, Comparing, ValueOf } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { brand, ExprId, type ExpressionNode, exprOf, isQuery, nodeOf, type ComparisonOperator } from '../tree/node.js'
import { type BooleanType, comparand, type NeedsIn, type NullIn, type Operand, type RefsIn, type StrictIn } from '../tree/operand.js'
import { type DemandsIn, type FreeIn, type Query, type RowsKind, rowsNode, type SoleColumn, type SoleNull, type SoleType } from './query.js'
import { betweenKind } from '../kinds/between.js'
import { inListKind } from '../kinds/in-list.js'
import { inQueryKind } from '../kinds/in-query.js'
import { rowBeside } from '../kinds/tuple.js'
import type { RowsFor, TupleType } from './row-value.js'

/** The one constructor of comparisons. */
export const binary = (operator: ComparisonOperator, left: ExpressionNode, right: ExpressionNode, type: AnySqlType): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Binary',
  operator,
  left,
  right,
  type,
})

export interface Comparison {
  // R, N and C are inferred from both sides, as unions: cheaper than asking an operand's type for each of them.
  <T, R extends string, N extends string, C extends string, U = never>(
    left: Expr<T, R, N, C, unknown>,
    right: ValueOf<Exclude<T, null>> | (Expr<U, R, N, C, unknown> & Comparing<T, U>),
  ): Expr<BooleanType | Extract<T | U, null>, R, N, C>
}

const comparedBy = (side: unknown): PlannedExpression<ExpressionNode>['compared'] =>
  isExpr(side) ? expressionKind(nodeOf(side))?.compared : undefined

const comparison = (operator: ComparisonOperator): Comparison =>
  ((left: AnyExpr, right: unknown) => {
    const node = nodeOf(left)
    const compared = comparedBy(node) ?? comparedBy(right)
    return compared === undefined ? binary(operator, node, comparand(node, right), booleanType) : compared(operator, node, right)
  }) as unknown as Comparison

/**
 * `a = b`. Null where either is; see `isNotDistinctFrom` and `isNull`. A value may be longer, larger or finer than `a` can be,
 * here as in every comparison: then it is not equal.
 */
export const eq: Comparison = /* @__PURE__ */ comparison('eq')
/** `a <> b` */
export const ne: Comparison = /* @__PURE__ */ comparison('ne')
/** `a < b` */
export const lt: Comparison = /* @__PURE__ */ comparison('lt')
/** `a <= b` */
export const lte: Comparison = /* @__PURE__ */ comparison('lte')
/** `a > b` */
export const gt: Comparison = /* @__PURE__ */ comparison('gt')
/** `a >= b` */
export const gte: Comparison = /* @__PURE__ */ comparison('gte')

export interface NullSafeComparison {
  <T, R extends string, C extends string, U = never>(
    left: Expr<T, R, string, C, unknown>,
    right: ValueOf<T> | null | (Expr<U, R, string, C, unknown> & Comparing<T, U>),
  ): Expr<BooleanType, R, never, C>
}

/** Whether two values differ, null being a value like any other. `a is distinct from b`; `not (a <=> b)` on MySQL. */
export const isDistinctFrom: NullSafeComparison = /* @__PURE__ */ comparison('isDistinctFrom') as unknown as NullSafeComparison
/** Whether two values are the same, null being a value like any other. `a is not distinct from b`; `a <=> b` on MySQL. */
export const isNotDistinctFrom: NullSafeComparison = /* @__PURE__ */ comparison('isNotDistinctFrom') as unknown as NullSafeComparison

const nullTest =
  (negated: boolean) =>
  <E extends AnyExpr>(operand: AnyExpr): E =>
    exprOf({ [ExprId]: brand, _tag: 'IsNull', operand: nodeOf(operand), negated, type: booleanType })

/** `a is null` */
export const isNull: <R extends string, C extends string>(operand: Expr<unknown, R, string, C, unknown>) => Expr<BooleanType, R, never, C> =
  /* @__PURE__ */ nullTest(false)

/** `a is not null`. In a `where`, it proves a bare column not null: the row's type loses its null. */
export const isNotNull: <R extends string, C extends string, K>(
  operand: Expr<unknown, R, string, C, K>,
) => Expr<BooleanType, R, never, C, K extends string ? Proves<K> : never> = /* @__PURE__ */ nullTest(true)

export interface Between {
  <T, R extends string, N extends string, C extends string, const A extends Operand<T>, const B extends Operand<T>>(
    operand: Expr<T, R, N, C, unknown>,
    low: A,
    high: B,
  ): Expr<
    BooleanType | Extract<T, null> | NullIn<A> | NullIn<B>,
    R | RefsIn<A> | RefsIn<B>,
    N | StrictIn<A> | StrictIn<B>,
    C | NeedsIn<A> | NeedsIn<B>
  >
}

const range = (negated: boolean): Between =>
  ((operand: AnyExpr, low: unknown, high: unknown) => {
    const node = nodeOf(operand)
    return {
      [ExprId]: betweenKind,
      _tag: 'Between',
      operand: node,
      low: comparand(node, low),
      high: comparand(node, high),
      negated,
      type: booleanType,
    }
  }) as unknown as Between

/** `a between low and high`, both ends included. A bound may be beyond what `a` can be. */
export const between: Between = /* @__PURE__ */ range(false)
/** `a not between low and high` */
export const notBetween: Between = /* @__PURE__ */ range(true)

// ---------------------------------------------------------------------------------------------------------------------
// IN
// ---------------------------------------------------------------------------------------------------------------------

/** `unknown` where the rows of a query compare with a type; else the mistake. */
type Members<T, P> = [T] extends [TupleType<infer I> | null] ? RowsFor<I, P> : SoleColumn<P> & Comparing<T, SoleType<P>>

export interface Membership {
  <T, R extends string, N extends string, C extends string, const B extends Operand<T>>(
    operand: Expr<T, R, N, C, unknown>,
    list: ReadonlyArray<B>,
  ): Expr<BooleanType | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>>
  <T, R extends string, N extends string, C extends string, P, M extends string>(
    operand: Expr<T, R, N, C, unknown>,
    query: Query<RowsKind, never, P, M> & Members<T, P>,
  ): Expr<BooleanType | Extract<T, null> | SoleNull<P, M>, R | FreeIn<M>, N, C | DemandsIn<M>>
}

const listBeside = (operand: ExpressionNode, members: ReadonlyArray<unknown>): ReadonlyArray<ExpressionNode> =>
  operand._tag === 'Tuple' ? members.map((member) => rowBeside(operand, member)) : members.map((member) => comparand(operand, member))

const membership = (negated: boolean): Membership =>
  ((operand: AnyExpr, members: unknown) => {
    const node = nodeOf(operand)
    return isQuery(members)
      ? { [ExprId]: inQueryKind, _tag: 'InQuery', operand: node, query: rowsNode(members), negated, type: booleanType }
      : {
          [ExprId]: inListKind,
          _tag: 'InList',
          operand: node,
          list: Array.isArray(members) ? listBeside(node, members) : [malformed('a list or a query', members)],
          negated,
          type: booleanType,
        }
  }) as unknown as Membership

/**
 * `a in (…)`: a list of values or expressions, or a query of one column. Of an empty list it is false, for null too.
 * A query beside a `tuple` has as many columns as the tuple has items, in their order.
 * On PostgreSQL a list of values of one type is one array parameter, `a = any($1::type[])`, so that its length is not in the
 * text.
 */
export const isIn: Membership = /* @__PURE__ */ membership(false)

/** `a not in (…)`. Of an empty list it is true. SQL's rule holds: it is null where a member is null. */
export const notIn: Membership = /* @__PURE__ */ membership(true)
