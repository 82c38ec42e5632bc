/**
 * Names and capabilities: every column's source is in scope, no name is in a scope twice, every feature is there.
 *
 * The types say the same to a typed program; this is for those who go around them, and for what types cannot know.
 */
import { addedByFragment } from './fragment-holes.js'
import type { CteInfo, ExpressionNode, OrderNode, ProjectionNode, QueryNode, RowsNode, SelectNode, SourceNode } from '../query/node.js'
import { isExpr } from '../schema/expression.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import { type CompileError, compileError, unsupported } from './compile-error.js'
import type { Feature, Support } from './feature.js'
import { checkGrouping } from './grouping.js'
import { outputOf } from './output.js'

/** The sources an expression may name: those of its query, and through `outer` those of the queries around it. */
interface Scope {
  readonly names: Array<string>
  readonly outer: Scope | undefined
}

/** What the planner asks of a dialect. */
export interface Capabilities {
  readonly name: string
  readonly supports: { readonly [F in Feature]?: Support }
}

interface Context {
  readonly dialect: Capabilities
  problem: CompileError | undefined
  /** Aggregates seen in the clause at hand, outside windows and inner queries. */
  aggregates: number
  ctes: ReadonlyArray<CteInfo>
}

const report = (context: Context, problem: CompileError | undefined): void => {
  context.problem ??= problem
}

const need = (context: Context, feature: Feature, hint?: string): void => {
  if (context.dialect.supports[feature] === undefined) report(context, unsupported(context.dialect.name, feature, hint))
}

const isInScope = (name: string, scope: Scope | undefined): boolean => {
  for (let at = scope; at !== undefined; at = at.outer) if (at.names.includes(name)) return true
  return false
}

const all = (nodes: ReadonlyArray<ExpressionNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) expression(node, scope, context)
}

const orders = (nodes: ReadonlyArray<OrderNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) {
    if (node.nulls !== undefined) need(context, 'nullsOrder')
    expression(node.expression, scope, context)
  }
}

const expression = (node: ExpressionNode, scope: Scope, context: Context): void => {
  switch (node._tag) {
    case 'Column':
      if (!isInScope(node.source, scope)) report(context, compileError('unjoined', `${node.source} is used but not joined`))
      if (node.type.tag === 'array') need(context, 'arrays')
      return
    case 'Param':
    case 'Constant':
    case 'Excluded':
      return
    case 'Binary':
      if (node.operator === 'isDistinctFrom' || node.operator === 'isNotDistinctFrom') need(context, 'isDistinctFrom')
      expression(node.left, scope, context)
      expression(node.right, scope, context)
      return
    case 'And':
    case 'Or':
      return all(node.operands, scope, context)
    case 'Not':
    case 'IsNull':
    case 'Cast':
    case 'Extract':
    case 'Truncate':
    case 'AddInterval':
      return expression(node.operand, scope, context)
    case 'Between':
      expression(node.operand, scope, context)
      expression(node.low, scope, context)
      return expression(node.high, scope, context)
    case 'InList':
      expression(node.operand, scope, context)
      return all(node.list, scope, context)
    case 'InQuery':
      expression(node.operand, scope, context)
      return rows(node.query, scope, context)
    case 'Tuple':
      need(context, 'rowValues')
      return all(node.items, scope, context)
    case 'Like':
      if (node.ignoreCase) need(context, 'ilike')
      expression(node.operand, scope, context)
      return expression(node.pattern, scope, context)
    case 'Call':
      return all(node.args, scope, context)
    case 'Case':
      for (const branch of node.branches) {
        expression(branch.when, scope, context)
        expression(branch.then, scope, context)
      }
      if (node.otherwise !== undefined) expression(node.otherwise, scope, context)
      return
    case 'Aggregate':
      context.aggregates++
      if (node.argument !== undefined) expression(node.argument, scope, context)
      if (node.filter !== undefined) {
        need(context, 'filter')
        expression(node.filter, scope, context)
      }
      return
    case 'Window':
      return window(node, scope, context)
    case 'Exists':
    case 'Scalar':
      return rows(node.query, scope, context)
    case 'Nest':
      need(context, 'nesting')
      return rows(node.query, scope, context)
    case 'Fragment':
      return all(addedByFragment(node), scope, context)
  }
}

const window = (node: Extract<ExpressionNode, { readonly _tag: 'Window' }>, scope: Scope, context: Context): void => {
  need(context, 'windows')
  const before = context.aggregates
  if (typeof node.function !== 'string') expression(node.function, scope, context)
  // The aggregate of a window does not group; aggregates in its arguments and clauses would, and are counted there.
  context.aggregates = typeof node.function === 'string' ? before : context.aggregates - 1
  all(node.partitionBy, scope, context)
  orders(node.orderBy, scope, context)
}

const source = (node: SourceNode, scope: Scope, context: Context): void => {
  if (node._tag === 'Derived') {
    if (node.lateral) need(context, 'lateral', 'use a correlated subquery, scalarOf or arrayOf')
    rows(node.query, node.lateral ? scope : scope.outer, context)
  } else if (node._tag === 'Cte') {
    need(context, 'cte')
    const known = context.ctes.find((cte) => cte.definition === node.definition)
    if (known === undefined) {
      rows(node.query, undefined, context)
      // After those it uses, so that the list is in the order in which WITH must define them.
      context.ctes = [...context.ctes, node]
    } else if (known.query !== node.query) {
      report(context, compileError('duplicateSource', `two common table expressions are named ${node.definition}`))
    }
  }
  if (scope.names.includes(node.name))
    report(context, compileError('duplicateSource', `${node.name} is already in this query: give it another name with as`))
  scope.names.push(node.name)
}

const projection = (node: ProjectionNode, scope: Scope, context: Context): void => {
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
    if (typeof value === 'object' && value !== null) projection(value, scope, context)
    else report(context, compileError('malformed', `a select takes expressions, got ${typeof value}`))
  }
}

const count = (value: number | undefined, clause: string, context: Context): void => {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
    report(context, compileError('malformed', `${clause} must be a whole number that is not negative, got ${value}`))
}

const noAggregate = (nodes: ReadonlyArray<ExpressionNode>, clause: string, scope: Scope, context: Context): void => {
  const before = context.aggregates
  all(nodes, scope, context)
  if (context.aggregates > before) report(context, compileError('grouping', `an aggregate cannot stand in ${clause}`))
  context.aggregates = before
}

const noSources: ReadonlySet<string> = new Set()

const select = (node: SelectNode, outer: Scope | undefined, context: Context): void => {
  const scope: Scope = { names: [], outer }
  const before = context.aggregates
  context.aggregates = 0
  source(node.from, scope, context)
  for (const join of node.joins) {
    if (join.kind === 'full') need(context, 'fullJoin')
    source(join.source, scope, context)
    if (join.on !== undefined) noAggregate([join.on], 'a join condition', scope, context)
  }
  if (node.distinctOn.length > 0) {
    need(context, 'distinctOn')
    all(node.distinctOn, scope, context)
  }
  if (node.where.length > 0) noAggregate(node.where, 'where: use having', scope, context)
  if (node.groupBy.length > 0) noAggregate(node.groupBy, 'group by', scope, context)
  projection(node.projection, scope, context)
  if (node.having.length > 0) all(node.having, scope, context)
  if (node.orderBy.length > 0) orders(node.orderBy, scope, context)
  if (node.lock !== undefined) need(context, 'rowLocks')
  count(node.limit, 'limit', context)
  count(node.offset, 'offset', context)
  if (context.aggregates > 0 || node.groupBy.length > 0 || node.having.length > 0) report(context, checkGrouping(node, outputOf(node.projection, noSources).columns))
  context.aggregates = before
}

const rows = (node: RowsNode, outer: Scope | undefined, context: Context): void => {
  if (node._tag === 'Select') return select(node, outer, context)
  if (node.operator === 'intersectAll' || node.operator === 'exceptAll') need(context, node.operator)
  rows(node.left, outer, context)
  rows(node.right, outer, context)
  count(node.limit, 'limit', context)
  count(node.offset, 'offset', context)
}

const values = (set: Readonly<Record<string, unknown>>, scope: Scope, context: Context): void => {
  for (const key of Object.keys(set)) {
    const value = set[key]
    if (isExpr(value)) noAggregate([value as never], 'set', scope, context)
  }
}

const statement = (node: QueryNode, context: Context): void => {
  switch (node._tag) {
    case 'Select':
    case 'SetOperation':
      return rows(node, undefined, context)
    case 'Insert': {
      const scope: Scope = { names: [node.into.name], outer: undefined }
      if ('_tag' in node.rows) rows(node.rows as RowsNode, undefined, context)
      if (node.onConflict !== undefined) {
        need(context, 'onConflict')
        if (node.onConflict.update !== undefined) {
          values(node.onConflict.update.set, scope, context)
          if (node.onConflict.update.where.length > 0) need(context, 'onConflictWhere')
          noAggregate(node.onConflict.update.where, 'where', scope, context)
        }
      }
      if (node.returning !== undefined) need(context, 'insertReturning')
      return node.returning === undefined ? undefined : projection(node.returning, scope, context)
    }
    case 'Update': {
      const scope: Scope = { names: [node.table.name], outer: undefined }
      values(node.set, scope, context)
      noAggregate(node.where, 'where', scope, context)
      if (node.returning !== undefined) need(context, 'updateReturning')
      return node.returning === undefined ? undefined : projection(node.returning, scope, context)
    }
    case 'Delete': {
      const scope: Scope = { names: [node.from.name], outer: undefined }
      noAggregate(node.where, 'where', scope, context)
      if (node.returning !== undefined) need(context, 'deleteReturning')
      return node.returning === undefined ? undefined : projection(node.returning, scope, context)
    }
  }
}

/** What resolving found: the first problem, and the common table expressions in the order they depend on one another. */
export interface Resolved {
  readonly problem: CompileError | undefined
  readonly ctes: ReadonlyArray<CteInfo>
}

const noCtes: ReadonlyArray<CteInfo> = []

export const resolve = (node: QueryNode, dialect: Capabilities): Resolved => {
  const context: Context = { dialect, problem: undefined, aggregates: 0, ctes: noCtes }
  statement(node, context)
  return context
}

/** What a dialect cannot have in a table. */
export const resolveDdl = (table: TableInfo, dialect: Capabilities): CompileError | undefined =>
  dialect.supports.arrays === undefined && table.columns.some(({ descriptor }) => descriptor.type.tag === 'array')
    ? unsupported(dialect.name, 'arrays')
    : undefined
