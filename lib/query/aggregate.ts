/**
 * Aggregates. What they give is the same on every dialect: `count` a number, `sum` of integers a bigint, `sum` of
 * bigints and decimals a decimal, `avg` a double, `min` and `max` what their argument is.
 */
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { AnySqlType, Bigint, Decimal, Double, Integer, Mistake, WithoutOrder } from '../schema/sql-type.js'
import { computedDecimal } from '../schema/types/decimal.js'
import { doubleType } from '../schema/types/float.js'
import { bigintType, integerType } from '../schema/types/integer.js'
import { aggregateKind } from '../kinds/aggregate.js'
import { type AggregateName, type AggregateNode, brand, ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import type { Numeric, Predicate, NeedsIn, RefsIn } from '../tree/operand.js'

const none: ReadonlyArray<never> = []

/** An aggregate of every row, in no order. */
export const aggregate = (
  name: AggregateName,
  argument: ExpressionNode | undefined,
  distinct: boolean,
  type: AnySqlType,
): AggregateNode => ({
  [ExprId]: aggregateKind,
  _tag: 'Aggregate',
  name,
  argument,
  others: none,
  distinct,
  orderBy: none,
  filter: undefined,
  type,
})

/** An aggregate: what `filterWhere` and `over` take. Its key says so. */
export interface Aggregated {
  readonly aggregate: true
}

/** The type of an aggregate. */
export type Aggregate<T, R extends string, C extends string> = Expr<T, R, never, C, Aggregated>

/** The number of rows, `count(*)`, or of those where an expression is not null, `count(a)`. Of no rows it is 0. */
export const count: {
  (): Aggregate<Integer, never, never>
  <R extends string, C extends string>(argument: Expr<unknown, R, string, C, unknown>): Aggregate<Integer, R, C>
} = (argument?: AnyExpr) => exprOf<never>(aggregate('count', argument === undefined ? undefined : nodeOf(argument), false, integerType))

/**
 * The number of different values: `count(distinct a)`. Of several, the number of different combinations without a null, since
 * aggregates leave nulls out: `count(distinct (a, b)) filter (where (a, b) is not null)`, `count(distinct a, b)` on MySQL and
 * MariaDB; on SQLite of the values as literals, which are equal where the values are.
 */
export const countDistinct = <R extends string, C extends string>(
  argument: Expr<unknown, R, string, C, unknown>,
  ...others: ReadonlyArray<Expr<unknown, R, string, C, unknown>>
): Aggregate<Integer, R, C> => exprOf({ ...aggregate('count', nodeOf(argument), true, integerType), others: others.map(nodeOf) })

export interface Sums {
  readonly integer: Bigint
  readonly bigint: Decimal
  readonly decimal: Decimal
  readonly double: Double
}

type SumOf<T> = T extends Numeric ? Sums[T['tag']] : never

const sumType = (type: AnySqlType): AnySqlType =>
  type.tag === 'integer'
    ? bigintType
    : type.tag === 'bigint'
      ? computedDecimal(38, 0)
      : type.tag === 'decimal'
        ? computedDecimal(38, type.scale ?? 0)
        : doubleType

const summing =
  (distinct: boolean) =>
  <T extends Numeric | null, R extends string, C extends string>(
    argument: Expr<T, R, string, C, unknown>,
  ): Aggregate<SumOf<T> | null, R, C> => {
    const node = nodeOf(argument)
    return exprOf(aggregate('sum', node, distinct, sumType(node.type)))
  }

/** `sum(a)`; null of no rows. Exact: of integers a bigint, of bigints and decimals a decimal. */
export const sum: <T extends Numeric | null, R extends string, C extends string>(
  argument: Expr<T, R, string, C, unknown>,
) => Aggregate<SumOf<T> | null, R, C> = /* @__PURE__ */ summing(false)

/** `sum(distinct a)` */
export const sumDistinct: <T extends Numeric | null, R extends string, C extends string>(
  argument: Expr<T, R, string, C, unknown>,
) => Aggregate<SumOf<T> | null, R, C> = /* @__PURE__ */ summing(true)

/** `avg(a)` as a double; null of no rows. */
export const avg = <R extends string, C extends string>(
  argument: Expr<Numeric | null, R, string, C, unknown>,
): Aggregate<Double | null, R, C> => exprOf(aggregate('avg', nodeOf(argument), false, doubleType))

/** `unknown` where a type has an order everywhere; else the mistake, in words. */
type Ordered<T, Name extends string> = [Extract<T, WithoutOrder>] extends [never]
  ? unknown
  : Mistake<`${Extract<T, WithoutOrder>['tag']} has no ${Name}: not every database has an order of it`>

export interface Extreme<Name extends string> {
  <T, R extends string, C extends string>(argument: Expr<T, R, string, C, unknown> & Ordered<T, Name>): Aggregate<T | null, R, C>
}

const extreme = <Name extends 'min' | 'max'>(name: Name): Extreme<Name> =>
  ((argument: AnyExpr) => {
    const node = nodeOf(argument)
    return exprOf(aggregate(name, node, false, node.type))
  }) as Extreme<Name>

/** `min(a)`; null of no rows. Of booleans false comes before true; uuids, json and bytes have no order everywhere. */
export const min: Extreme<'min'> = /* @__PURE__ */ extreme('min')

/** `max(a)`; null of no rows. Of booleans true comes after false; uuids, json and bytes have no order everywhere. */
export const max: Extreme<'max'> = /* @__PURE__ */ extreme('max')

/**
 * An aggregate over only the rows that meet a predicate: `count(*) filter (where p)`; on MySQL and MariaDB the argument
 * becomes `case when p then … end`, which is the same, because aggregates leave nulls out.
 */
export const filterWhere =
  <E extends Predicate>(predicate: E) =>
  <T, R extends string, C extends string>(expression: Expr<T, R, never, C, Aggregated>): Aggregate<T, R | RefsIn<E>, C | NeedsIn<E>> => {
    const node = nodeOf(expression)
    if (node._tag !== 'Aggregate') return malformed('an aggregate', expression)
    const before = node.filter
    const condition = nodeOf(predicate)
    const filter: ExpressionNode =
      before === undefined ? condition : { [ExprId]: brand, _tag: 'And', operands: [before, condition], type: condition.type }
    return exprOf({ ...node, filter })
  }
