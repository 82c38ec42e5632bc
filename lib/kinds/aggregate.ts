/** Aggregates, and what a query that has one may select. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report, type Scope } from '../plan/context.js'
import { belongsAround } from '../plan/reading.js'
import { noAggregate } from '../plan/resolve.js'
import type { Feature } from '../plan/feature.js'
import { sameExpression } from '../plan/same-expression.js'
import { each, optional, orders } from '../plan/structure.js'
import type { Walk } from '../plan/walk.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { orderList } from '../render/select.js'
import { isMalformed } from '../schema/malformed.js'
import { tagsWithoutOrder } from '../schema/sql-type.js'
import type { AggregateName, AggregateNode, ExpressionNode } from '../tree/node.js'
import { castNode } from './cast.js'
import { checkGrouping } from './grouping.js'

const withoutOrder: ReadonlySet<string> = new Set(tagsWithoutOrder)

/** Not every database has an order of everything. */
export const checkExtreme = ({ name, argument }: AggregateNode, context: Context): void => {
  if ((name === 'min' || name === 'max') && argument !== undefined && withoutOrder.has(argument.type.tag))
    malformed(context, `${argument.type.tag} has no ${name}: not every database has an order of it`)
}

/** SQL makes an aggregate of the columns of a query around an aggregate of that query: hardly what was meant. */
const checkAround = (node: AggregateNode, scope: Scope, context: Context): void => {
  if (scope.outer === undefined || context.problem !== undefined) return
  if (!belongsAround(aggregated(node), new Set(scope.sources.map(({ name }) => name)))) return
  const names = scope.sources.map(({ name }) => name).join(', ')
  report(
    context,
    compileError(
      'grouping',
      `${node.name} stands in a query of ${names} and has columns of the query around it alone, whose aggregate it would be: name a column of ${names} in it, or write it in the query around`,
    ),
  )
}

/** What an aggregate is of. What a program that goes around the types puts over a window is told by the planner. */
export const aggregated = (node: AggregateNode): ReadonlyArray<ExpressionNode> =>
  isMalformed(node)
    ? [node]
    : [node.argument, ...node.others, ...node.orderBy.map((order) => order.expression), node.filter].filter((part) => part !== undefined)

export const aggregateParts = (node: AggregateNode, walk: Walk): void => {
  if (isMalformed(node)) return optional(node, walk)
  walk.parts.push('Aggregate', node.name, node.distinct)
  optional(node.argument, walk)
  each(node.others, walk)
  orders(node.orderBy, walk)
  optional(node.filter, walk)
}

const features: { readonly [A in AggregateName]?: Feature } = {
  arrayAgg: 'arrays',
  bitAnd: 'bitAggregates',
  bitOr: 'bitAggregates',
  bitXor: 'bitAggregates',
  stddevPop: 'statistics',
  stddevSamp: 'statistics',
  varPop: 'statistics',
  varSamp: 'statistics',
}

/** What an aggregate needs of its dialect, and what SQL refuses in it. */
export const checkAggregate = (node: AggregateNode, context: Context): void => {
  if (isMalformed(node)) return
  const { name, argument, distinct, orderBy, filter } = node
  if (filter !== undefined) need(context, 'filter')
  const feature = features[name]
  if (feature !== undefined) need(context, feature)
  if (orderBy.some(({ nulls }) => nulls !== undefined)) need(context, 'nullsOrder')
  checkExtreme(node, context)
  // PostgreSQL's rule: different values have no other order than their own.
  if (distinct && orderBy.some((order) => !sameExpression(order.expression, argument)))
    malformed(context, `${name} of distinct values is ordered by anything but these values: order by them, or leave distinct out`)
  if (name === 'arrayAgg' && argument?.type.tag === 'array')
    malformed(context, 'arrayAgg of arrays: PostgreSQL makes one array of them, and refuses those of other lengths')
}

/** PostgreSQL 15, 4.2.8: no DISTINCT and no order inside, over a window; MySQL and MariaDB have no GROUP_CONCAT over one. */
export const checkOverWindow = (node: AggregateNode, context: Context): void => {
  if (isMalformed(node)) return
  if (node.name === 'stringAgg') malformed(context, 'stringAgg over a window')
  else if (node.distinct) malformed(context, `${node.name} over a window with distinct`)
  else if (node.orderBy.length > 0) malformed(context, `${node.name} over a window with an order inside`)
}

/** The names of aggregates in PostgreSQL, which has them all. */
const names: Readonly<Record<AggregateName, string>> = {
  count: 'count',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
  stringAgg: 'string_agg',
  arrayAgg: 'array_agg',
  bitAnd: 'bit_and',
  bitOr: 'bit_or',
  bitXor: 'bit_xor',
  stddevPop: 'stddev_pop',
  stddevSamp: 'stddev_samp',
  varPop: 'var_pop',
  varSamp: 'var_samp',
}

/** The name of an aggregate in SQL: that of PostgreSQL, MySQL and MariaDB. */
export const nameOf = (name: AggregateName): string => names[name]

const isStatistic = (name: AggregateName): boolean => features[name] === 'statistics'

/** What an aggregate reads: statistics are of doubles, so that no database rounds them to decimals. */
export const statisticOf = (node: AggregateNode): AggregateNode =>
  isStatistic(node.name) && node.argument !== undefined && node.argument.type.name !== 'double'
    ? { ...node, argument: castNode(node.argument, node.type) }
    : node

/** An aggregate by its name in SQL. */
const aggregateNamed = (d: Dialect, name: string, node: AggregateNode, w: Writer): string => {
  const { argument, others, distinct, orderBy, filter } = node
  const args = argument === undefined ? [] : [argument, ...others]
  const isCombined = node.name === 'count' && others.length > 0
  const row = isCombined ? `(${list(d, args, w)})` : args.length === 0 ? '*' : list(d, args, w)
  const order = orderBy.length === 0 ? '' : ` order by ${orderList(d, orderBy, w)}`
  // A row is not null where nothing in it is.
  const conditions = [
    ...(isCombined ? [`${row} is not null`] : []),
    ...(filter === undefined ? [] : [isCombined ? `(${expression(d, filter, w)})` : expression(d, filter, w)]),
  ]
  return `${name}(${distinct ? 'distinct ' : ''}${row}${order})${conditions.length === 0 ? '' : ` filter (where ${conditions.join(' and ')})`}`
}

/** An enumeration is no text to string_agg. With DISTINCT the order must be by the very argument: a cast one too. */
const textsOf = (node: AggregateNode): AggregateNode => {
  const { argument } = node
  if (node.name !== 'stringAgg' || argument === undefined || argument.type.name === 'text') return node
  const text = castNode(argument, node.type)
  return { ...node, argument: text, orderBy: node.distinct ? node.orderBy.map((order) => ({ ...order, expression: text })) : node.orderBy }
}

/** An aggregate without the cast around it. On PostgreSQL `sum` of floats of 32 bits would be one of them, and booleans have no `min`. */
export const plainAggregate: Render<AggregateNode> = (d, node, w) => {
  const { name, argument } = node
  if (name === 'sum' && argument?.type.name === 'real')
    return aggregateNamed(d, name, { ...node, argument: castNode(argument, node.type) }, w)
  const isLogical = (name === 'min' || name === 'max') && argument?.type.name === 'boolean'
  return aggregateNamed(d, isLogical ? (name === 'min' ? 'bool_and' : 'bool_or') : names[name], textsOf(statisticOf(node)), w)
}

/** The average of whole numbers is a decimal in SQL. */
export const averageAsDouble = (name: string, text: string): string => (name === 'avg' ? `${text}::double precision` : text)

export const aggregateKind: never = /* @__PURE__ */ expressionOf<AggregateNode>({
  children: aggregated,
  resolve: (node, scope, context) => {
    checkAggregate(node, context)
    noAggregate(aggregated(node), 'an aggregate', scope, context)
    checkAround(node, scope, context)
    context.aggregates++
    context.checkGrouping = checkGrouping
  },
  parts: aggregateParts,
  render: (d, node, w) => averageAsDouble(node.name, plainAggregate(d, node, w)),
})
