/** Aggregates of bits, of truth, and of statistics. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import type { Double, SqlType } from '../schema/sql-type.js'
import { doubleType } from '../schema/types/float.js'
import { type AggregateName, exprOf, nodeOf } from '../tree/node.js'
import type { BooleanType, Numeric } from '../tree/operand.js'
import { type Aggregate, aggregate } from './aggregate.js'

export interface LogicalAggregate {
  <R extends string, C extends string>(condition: Expr<BooleanType | null, R, string, C, unknown>): Aggregate<BooleanType | null, R, C>
}

const logical = (name: 'min' | 'max'): LogicalAggregate =>
  ((condition: AnyExpr) => {
    const node = nodeOf(condition)
    return exprOf(aggregate(name, node, false, node.type))
  }) as LogicalAggregate

/**
 * Whether a condition is true in every row, but for those where it is null; null of no other rows: `bool_and(a)`, SQL's `every`.
 * False comes before true, so it is `min(a)` on MySQL, MariaDB and SQLite.
 */
export const boolAnd: LogicalAggregate = /* @__PURE__ */ logical('min')

/** Whether a condition is true in any row; null where it is null in all of them: `bool_or(a)`, SQL's `some`; `max(a)` elsewhere. */
export const boolOr: LogicalAggregate = /* @__PURE__ */ logical('max')

type Whole = SqlType<'integer' | 'bigint', unknown>

export interface BitAggregate {
  <T extends Whole | null, R extends string, C extends string>(
    argument: Expr<T, R, string, C, unknown>,
  ): Aggregate<T | null, R, C | '^bitAggregates'>
}

const bits = (name: AggregateName): BitAggregate =>
  ((argument: AnyExpr) => {
    const node = nodeOf(argument)
    return exprOf(aggregate(name, node, false, node.type))
  }) as BitAggregate

/**
 * The bits that are set in every value, of integers in two's complement: `bit_and(a)`; null of no values, also on MySQL and
 * MariaDB, whose own is 2^64 - 1 then. SQLite has none.
 */
export const bitAnd: BitAggregate = /* @__PURE__ */ bits('bitAnd')

/** The bits that are set in any value: `bit_or(a)`; null of no values. */
export const bitOr: BitAggregate = /* @__PURE__ */ bits('bitOr')

/** The bits that are set in an odd number of values: `bit_xor(a)`; null of no values. */
export const bitXor: BitAggregate = /* @__PURE__ */ bits('bitXor')

export interface Statistic {
  <R extends string, C extends string>(
    argument: Expr<Numeric | null, R, string, C, unknown>,
  ): Aggregate<Double | null, R, C | '^statistics'>
}

const statistic = (name: AggregateName): Statistic =>
  ((argument: AnyExpr) => exprOf(aggregate(name, nodeOf(argument), false, doubleType))) as Statistic

/** The variance of all the values, as a double: `var_pop(a)`; null of none. The last digits may differ by database. SQLite has none. */
export const varPop: Statistic = /* @__PURE__ */ statistic('varPop')

/** The variance estimated from a sample, divided by one less: `var_samp(a)`; null of fewer than two values. */
export const varSamp: Statistic = /* @__PURE__ */ statistic('varSamp')

/** The standard deviation of all the values, as a double: `stddev_pop(a)`; null of none. */
export const stddevPop: Statistic = /* @__PURE__ */ statistic('stddevPop')

/** The standard deviation estimated from a sample: `stddev_samp(a)`; null of fewer than two values. */
export const stddevSamp: Statistic = /* @__PURE__ */ statistic('stddevSamp')
