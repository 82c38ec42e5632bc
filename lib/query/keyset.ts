/**
 * The order of a page and the condition that a row comes after a place in it.
 *
 * The condition is made of comparisons of one column each, with mixed directions and nulls: `a > 1 or a = 1 and b < 2`. Where
 * the first column is never null, `a >= 1` stands before it, which is a range of an index on every database.
 */
import { eq, gt, gte, isNotNull, isNull, lt, lte } from './comparison.js'
import { and, never, or } from './logic.js'
import { type ExpressionNode, nodeOf, type OrderNode, type SelectNode } from '../tree/node.js'
import type { AnyExpr } from '../schema/expression.js'
import { optionalSources } from '../plan/output.js'

/** One expression of a page's order. `nulls` is undefined where it is never null. */
export type Position = OrderNode

type Compare = (expression: ExpressionNode, value: unknown) => AnyExpr

const loose = (compare: unknown): Compare => compare as Compare

const [equal, greater, less, atLeast, atMost] = [eq, gt, lt, gte, lte].map(loose) as [Compare, Compare, Compare, Compare, Compare]

type Join = (...conditions: ReadonlyArray<AnyExpr>) => AnyExpr

const [both, either] = [and as Join, or as Join]
const absent = loose(isNull) as (expression: ExpressionNode) => AnyExpr
const present = loose(isNotNull) as (expression: ExpressionNode) => AnyExpr

/** Whether an expression can be null in the rows of a query. */
const isNullable = (node: SelectNode, expression: ExpressionNode): boolean =>
  expression._tag === 'Column'
    ? expression.nullable || optionalSources(node).has(expression.source)
    : !(expression._tag === 'Aggregate' && expression.name === 'count')

/**
 * An order with the place of nulls said, so that it is one on every database. Where it is not said, null is larger than every
 * value, as PostgreSQL has it: last ascending, first descending.
 */
export const positionOf = (node: SelectNode, { expression, direction, nulls }: OrderNode): Position => ({
  expression,
  direction,
  nulls: isNullable(node, expression) ? (nulls ?? (direction === 'asc' ? 'last' : 'first')) : undefined,
})

/** The same order from its end. */
export const reversed = ({ expression, direction, nulls }: Position): Position => ({
  expression,
  direction: direction === 'asc' ? 'desc' : 'asc',
  nulls: nulls === undefined ? undefined : nulls === 'first' ? 'last' : 'first',
})

/** What comes after a value in one expression's order; nothing where nothing does. */
const beyond = ({ expression, direction, nulls }: Position, value: unknown): AnyExpr | undefined => {
  if (value === null) return nulls === 'first' ? present(expression) : undefined
  const strictly = (direction === 'asc' ? greater : less)(expression, value)
  return nulls === 'last' ? either(strictly, absent(expression)) : strictly
}

const after = (positions: ReadonlyArray<Position>, values: ReadonlyArray<unknown>): AnyExpr | undefined => {
  const [first, ...others] = positions
  if (first === undefined) return undefined
  const [value, ...rest] = values
  const further = beyond(first, value)
  const later = after(others, rest)
  if (later === undefined) return further
  const same = value === null ? absent(first.expression) : equal(first.expression, value)
  const tied = both(same, later)
  return further === undefined ? tied : either(further, tied)
}

/** The conditions that hold for the rows after a place: the values of the expressions there. */
export const afterPlace = (positions: ReadonlyArray<Position>, values: ReadonlyArray<unknown>): ReadonlyArray<ExpressionNode> => {
  const [first] = positions
  const condition = nodeOf(after(positions, values) ?? never)
  if (first === undefined || first.nulls !== undefined || positions.length === 1) return [condition]
  return [nodeOf((first.direction === 'asc' ? atLeast : atMost)(first.expression, values[0])), condition]
}
