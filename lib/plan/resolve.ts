/**
 * Names and capabilities: every column's source is in scope, no name is in a scope twice, every feature is there.
 *
 * The types say the same to a typed program; this is for those who go around them, and for what types cannot know.
 */
import type { CteInfo, ExpressionNode, OrderNode, ProjectionNode, QueryNode, SelectNode, SourceNode } from '../tree/node.js'
import { isExpr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import { SourceId } from '../schema/table.js'
import { type CompileError, compileError } from './compile-error.js'
import { type Capabilities, type Context, isInScope, malformed, named, need, report, type Rewrite, type Scope } from './context.js'
import { expressionKind, queryKind, selectKind, sourceKind } from './kind.js'
import { outputOf } from './output.js'
import { expectedInstead, shown } from './shown.js'

/** Whether two sources that are no tables are the same, whatever their names. */
const isAlike = (a: object, b: object): boolean =>
  Object.keys(a).every((key) => key === 'name' || (a as Record<string, unknown>)[key] === (b as Record<string, unknown>)[key])

/**
 * Whether one name means the same thing inside and outside: the same table or the same query. Of two others the inner one
 * would hide the outer, and a condition between them would compare the inner with itself.
 */
const isSameSource = (a: SourceNode, b: SourceNode): boolean =>
  a._tag === 'Table' && b._tag === 'Table' ? a.table === b.table && a.schema === b.schema : a._tag === b._tag && isAlike(a, b)

export const all = (nodes: ReadonlyArray<ExpressionNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) expression(node, scope, context)
}

export const orders = (nodes: ReadonlyArray<OrderNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) {
    if (node.nulls !== undefined) {
      need(context, 'nullsOrder')
      if (node.nulls !== 'first' && node.nulls !== 'last') malformed(context, `nulls come 'first' or 'last', not ${shown(node.nulls)}`)
    }
    expression(node.expression, scope, context)
  }
}

export const isNull = (node: ExpressionNode): boolean => node._tag === 'Param' && node.value === null && node.like !== undefined

/** A value of null that stood where an expression's value was expected: no comparison with it holds, not even with itself. */
export const noNull = (context: Context): void =>
  malformed(context, 'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom')

export const expression = (node: ExpressionNode, scope: Scope, context: Context): void => {
  if (!isExpr(node)) return malformed(context, isMalformed(node) ? expectedInstead(node) : `expected an expression, got ${shown(node)}`)
  switch (node._tag) {
    case 'Column':
      if (!isInScope(node.source, scope)) report(context, compileError('unjoined', `${node.source} is used but not joined`))
      if (node.type.tag === 'array') need(context, 'arrays')
      return
    case 'Param':
    case 'Constant':
      return
    case 'Binary':
      if (node.operator === 'isDistinctFrom' || node.operator === 'isNotDistinctFrom') need(context, 'isDistinctFrom')
      else if (isNull(node.right)) noNull(context)
      expression(node.left, scope, context)
      expression(node.right, scope, context)
      return
    case 'And':
    case 'Or':
      return all(node.operands, scope, context)
    case 'Not':
    case 'IsNull':
      return expression(node.operand, scope, context)
    default:
      return (expressionKind(node) ?? unknown).resolve(node, scope, context)
  }
}

/** What no combinator makes. */
const unknown = {
  resolve: (node: { readonly _tag: unknown }, _scope: unknown, context: Context): void =>
    malformed(context, `expected what a combinator makes, got ${shown(node._tag)}`),
}

export const source = (node: SourceNode, scope: Scope, context: Context): void => {
  if (isMalformed(node)) return malformed(context, expectedInstead(node))
  if (node._tag !== 'Table') (sourceKind(node) ?? unknown).resolve(node, scope, context)
  else if (node.schema === undefined) context.tables.push(node.table)
  if (named(scope.sources, node.name) !== undefined)
    report(context, compileError('duplicateSource', `${node.name} is already in this query: give it another name with as`))
  for (let at = scope.outer; at !== undefined; at = at.outer) {
    const hidden = named(at.sources, node.name)
    if (hidden !== undefined && !isSameSource(hidden, node))
      report(
        context,
        compileError('duplicateSource', `${node.name} is another source in a query around this one: give it another name with as`),
      )
  }
  scope.sources.push(node)
}

const prototypeKey = (dialect: string): CompileError =>
  compileError('identifier', `"__proto__" cannot be a name on ${dialect}: a row object cannot have such a key`, { dialect })

export const projection = (node: ProjectionNode, scope: Scope, context: Context): void => {
  if (isMalformed(node)) return malformed(context, expectedInstead(node))
  if (isExpr(node)) return expression(node as ExpressionNode, scope, context)
  if (SourceId in node) {
    const { name } = (node as { readonly [SourceId]: SourceNode })[SourceId]
    if (!isInScope(name, scope)) report(context, compileError('unjoined', `${name} is used but not joined`))
    return
  }
  const record = node as { readonly [key: string]: ProjectionNode }
  const keys = Object.keys(record)
  if (keys.length === 0) report(context, compileError('malformed', 'a select needs at least one column'))
  for (const key of keys) {
    const value = record[key] as ProjectionNode
    if (key.includes('.')) context.dotted = true
    // Assigned to a row it would be the row's prototype, from what a document in the database holds.
    if (key === '__proto__') report(context, prototypeKey(context.dialect.name))
    if (typeof value === 'object' && value !== null) projection(value, scope, context)
    else report(context, compileError('malformed', `a select takes expressions, got ${typeof value}`))
  }
}

export const count = (value: number | undefined, clause: string, context: Context): void => {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
    report(context, compileError('malformed', `${clause} must be a whole number that is not negative, got ${shown(value)}`))
}

export const noAggregate = (nodes: ReadonlyArray<ExpressionNode>, clause: string, scope: Scope, context: Context): void => {
  const before = context.aggregates
  const windows = context.windows
  all(nodes, scope, context)
  if (context.aggregates > before) report(context, compileError('grouping', `an aggregate cannot stand in ${clause}`))
  if (context.windows > windows) report(context, compileError('grouping', `a window function cannot stand in ${clause}: use a subquery`))
  context.aggregates = before
}

const noSources: ReadonlySet<string> = new Set()

export const select = (node: SelectNode, outer: Scope | undefined, context: Context): void => {
  const scope: Scope = { sources: [], outer }
  const before = context.aggregates
  const { windows } = context
  context.aggregates = 0
  source(node.from, scope, context)
  for (const join of node.joins) {
    if (join.kind === 'full') need(context, 'fullJoin')
    source(join.source, scope, context)
    if (join.on !== undefined) noAggregate([join.on], 'a join condition', scope, context)
    else if (join.kind !== 'cross') malformed(context, `the ${join.kind} join of ${join.source.name} needs a condition`)
  }
  if (node.where.length > 0) noAggregate(node.where, 'where', scope, context)
  projection(node.projection, scope, context)
  if (context.dotted && context.problem === undefined) checkNames(node, context)
  if (node.orderBy.length > 0) orders(node.orderBy, scope, context)
  count(node.limit, 'limit', context)
  count(node.offset, 'offset', context)
  selectKind(node)?.check(node, scope, context, context.windows > windows)
  if (context.problem === undefined && (context.aggregates > 0 || node.groupBy.length > 0 || node.having.length > 0))
    report(context, context.checkGrouping?.(node, outputOf(node.projection, noSources).columns))
  context.aggregates = before
  context.windows = windows
}

/** Columns of one name could not be told apart as a source or in a set operation. */
const checkNames = (node: SelectNode, context: Context): void => {
  const names = outputOf(node.projection, noSources).columns.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) malformed(context, `two columns of a select are named ${twice}`)
}

/** A query, with those around it. */
export const query = (node: QueryNode, outer: Scope | undefined, context: Context): void =>
  node._tag === 'Select' ? select(node, outer, context) : (queryKind(node) ?? unknown).resolve(node, outer, context)

/** What resolving found: the first problem, and the common table expressions in the order they depend on one another. */
export interface Resolved {
  readonly problem: CompileError | undefined
  readonly ctes: ReadonlyArray<CteInfo>
  readonly rewrites: ReadonlySet<Rewrite>
}

const noCtes: ReadonlyArray<CteInfo> = []

export const resolve = (node: QueryNode, dialect: Capabilities): Resolved => {
  const context: Context = {
    dialect,
    problem: undefined,
    aggregates: 0,
    windows: 0,
    checkGrouping: undefined,
    ctes: noCtes,
    rewrites: new Set(),
    recursion: undefined,
    tables: [],
    dotted: false,
  }
  query(node, undefined, context)
  const captured = context.ctes.find(({ definition }) => context.tables.includes(definition))
  if (captured !== undefined)
    report(
      context,
      compileError('duplicateSource', `${captured.definition} is a table of this statement: give the common table expression another name`),
    )
  return context
}
