/** Aggregates, and what a query that has one may select. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report, type Scope } from '../plan/context.js'
import { belongsAround } from '../plan/reading.js'
import { noAggregate } from '../plan/resolve.js'
import { optional } from '../plan/structure.js'
import type { Walk } from '../plan/walk.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { tagsWithoutOrder } from '../schema/sql-type.js'
import type { AggregateNode, ExpressionNode } from '../tree/node.js'
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

/** What an aggregate is of. */
export const aggregated = (node: AggregateNode): ReadonlyArray<ExpressionNode> =>
  [node.argument, node.filter].filter((part) => part !== undefined)

export const aggregateParts = ({ name, distinct, argument, filter }: AggregateNode, walk: Walk): void => {
  walk.parts.push('Aggregate', name, distinct)
  optional(argument, walk)
  optional(filter, walk)
}

/** An aggregate by its name in SQL. */
const aggregateNamed = (d: Dialect, name: string, { argument, distinct, filter }: AggregateNode, w: Writer): string => {
  const text = argument === undefined ? '*' : `${distinct ? 'distinct ' : ''}${expression(d, argument, w)}`
  return `${name}(${text})${filter === undefined ? '' : ` filter (where ${expression(d, filter, w)})`}`
}

/** An aggregate without the cast around it. On PostgreSQL `sum` of floats of 32 bits would be one of them, and booleans have no `min`. */
export const plainAggregate: Render<AggregateNode> = (d, node, w) => {
  const { name, argument } = node
  if (name === 'sum' && argument?.type.name === 'real')
    return aggregateNamed(d, name, { ...node, argument: castNode(argument, node.type) }, w)
  const isLogical = (name === 'min' || name === 'max') && argument?.type.name === 'boolean'
  return aggregateNamed(d, isLogical ? (name === 'min' ? 'bool_and' : 'bool_or') : name, node, w)
}

/** The average of whole numbers is a decimal in SQL. */
export const averageAsDouble = (name: string, text: string): string => (name === 'avg' ? `${text}::double precision` : text)

export const aggregateKind: never = /* @__PURE__ */ expressionOf<AggregateNode>({
  children: aggregated,
  resolve: (node, scope, context) => {
    if (node.filter !== undefined) need(context, 'filter')
    checkExtreme(node, context)
    noAggregate(aggregated(node), 'an aggregate', scope, context)
    checkAround(node, scope, context)
    context.aggregates++
    context.checkGrouping = checkGrouping
  },
  parts: aggregateParts,
  render: (d, node, w) => averageAsDouble(node.name, plainAggregate(d, node, w)),
})
