/**
 * Names and capabilities: every column's source is in scope, no name is in a scope twice, every feature is there.
 *
 * The types say the same to a typed program; this is for those who go around them, and for what types cannot know.
 */
import { addedByFragment } from './fragment-holes.js'
import type {
  AddIntervalNode,
  AggregateNode,
  CteInfo,
  DateField,
  DateUnit,
  ExpressionNode,
  ExtractNode,
  Interval,
  JoinKind,
  OrderNode,
  ProjectionNode,
  QueryNode,
  RowsNode,
  SelectNode,
  SetOperationNode,
  SourceNode,
  TruncateNode,
} from '../query/node.js'
import { isExpr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import { tagsWithoutOrder } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import { type CompileError, compileError, unsupported } from './compile-error.js'
import type { Feature, Support } from './feature.js'
import { checkGrouping } from './grouping.js'
import { checkMembership } from './membership.js'
import { type OutputColumn, outputOf } from './output.js'
import { belongsAround } from './reading.js'
import { expectedInstead, shown } from './shown.js'
import { sameExpression } from './same-expression.js'

/** The sources an expression may name: those of its query, and through `outer` those of the queries around it. */
interface Scope {
  readonly sources: Array<SourceNode>
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
  /** Windows seen in the clause at hand. */
  windows: number
  ctes: ReadonlyArray<CteInfo>
  /** The tables that the statement names without a schema: a common table expression of such a name would stand in for one. */
  readonly tables: Array<string>
  /** Whether a key of a projection holds a dot, so that two of its columns may have one name: `'a.b'` and `{ a: { b } }`. */
  dotted: boolean
}

const report = (context: Context, problem: CompileError | undefined): void => {
  context.problem ??= problem
}

const need = (context: Context, feature: Feature, hint?: string): void => {
  if (context.dialect.supports[feature] === undefined) report(context, unsupported(context.dialect.name, feature, hint))
}

const named = (sources: ReadonlyArray<SourceNode>, name: string): SourceNode | undefined => {
  for (const source of sources) if (source.name === name) return source
  return undefined
}

/**
 * Whether one name means the same thing inside and outside: the same table or the same query. Of two others the inner one
 * would hide the outer, and a condition between them would compare the inner with itself.
 */
const isSameSource = (a: SourceNode, b: SourceNode): boolean =>
  a._tag === 'Table' && b._tag === 'Table'
    ? a.table === b.table && a.schema === b.schema
    : a._tag !== 'Table' && b._tag !== 'Table' && a.query === b.query

const isInScope = (name: string, scope: Scope | undefined): boolean => {
  for (let at = scope; at !== undefined; at = at.outer) if (named(at.sources, name) !== undefined) return true
  return false
}

const all = (nodes: ReadonlyArray<ExpressionNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) expression(node, scope, context)
}

const orders = (nodes: ReadonlyArray<OrderNode>, scope: Scope, context: Context): void => {
  for (const node of nodes) {
    if (node.nulls !== undefined) {
      need(context, 'nullsOrder')
      if (node.nulls !== 'first' && node.nulls !== 'last') malformed(context, `nulls come 'first' or 'last', not ${shown(node.nulls)}`)
    }
    expression(node.expression, scope, context)
  }
}

const malformed = (context: Context, message: string): void => report(context, compileError('malformed', message))

const isNull = (node: ExpressionNode): boolean => node._tag === 'Param' && node.value === null && node.like !== undefined

/** A value of null that stood where an expression's value was expected: no comparison with it holds, not even with itself. */
const noNull = (context: Context): void => malformed(context, 'no comparison with null holds: use isNull, isNotNull or isNotDistinctFrom')

const expression = (node: ExpressionNode, scope: Scope, context: Context): void => {
  if (!isExpr(node)) return malformed(context, isMalformed(node) ? expectedInstead(node) : `expected an expression, got ${shown(node)}`)
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
      else if (isNull(node.right)) noNull(context)
      expression(node.left, scope, context)
      expression(node.right, scope, context)
      return
    case 'And':
    case 'Or':
      return all(node.operands, scope, context)
    case 'Not':
    case 'IsNull':
    case 'Cast':
      return expression(node.operand, scope, context)
    case 'Extract':
    case 'Truncate':
    case 'AddInterval':
      checkTime(node, context)
      return expression(node.operand, scope, context)
    case 'Between':
      if (isNull(node.low) || isNull(node.high)) noNull(context)
      expression(node.operand, scope, context)
      expression(node.low, scope, context)
      return expression(node.high, scope, context)
    case 'InList':
      if (node.list.some(isNull)) noNull(context)
      expression(node.operand, scope, context)
      return all(node.list, scope, context)
    case 'InQuery':
      expression(node.operand, scope, context)
      rows(node.query, scope, context)
      if (context.problem === undefined) report(context, checkMembership(node))
      return
    case 'Tuple':
      need(context, 'rowValues')
      return all(node.items, scope, context)
    case 'Like':
      if (node.ignoreCase) need(context, 'ilike')
      if (isNull(node.pattern)) noNull(context)
      if (escapesNothing(node.pattern)) malformed(context, 'a pattern ends with a lone backslash: write it twice')
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
      if (node.filter !== undefined) need(context, 'filter')
      checkExtreme(node, context)
      noAggregate(aggregated(node), 'an aggregate', scope, context)
      checkAround(node, scope, context)
      context.aggregates++
      return
    case 'Window':
      return window(node, scope, context)
    case 'Exists':
    case 'Scalar':
      return rows(node.query, scope, context)
    case 'Nest':
      need(context, 'nesting')
      noLock(node.query, 'nested rows', context)
      return rows(node.query, scope, context)
    case 'Fragment':
      return all(addedByFragment(node), scope, context)
    default:
      return unknownNode(node, context)
  }
}

/** What no combinator makes. A tag that is not looked at yet is a type error here. */
const unknownNode = (node: never, context: Context): void =>
  malformed(context, `expected what a combinator makes, got ${shown((node as { readonly _tag: unknown })._tag)}`)

/** Whether a pattern's last backslash has nothing to escape: databases match it, match nothing or call it an error. */
const escapesNothing = (pattern: ExpressionNode): boolean => {
  if (pattern._tag !== 'Param' || typeof pattern.value !== 'string') return false
  let backslashes = 0
  while (pattern.value.at(-1 - backslashes) === '\\') backslashes++
  return backslashes % 2 === 1
}

const withoutOrder: ReadonlySet<string> = new Set(tagsWithoutOrder)

/** Not every database has an order of everything. */
const checkExtreme = ({ name, argument }: AggregateNode, context: Context): void => {
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
const aggregated = (node: AggregateNode): ReadonlyArray<ExpressionNode> => [node.argument, node.filter].filter((part) => part !== undefined)

/** Fields and units become SQL text, and so do the numbers of an interval: they are what they must be, or nothing. */
const checkTime = (node: ExtractNode | TruncateNode | AddIntervalNode, context: Context): void => {
  const { tag } = node.operand.type
  if (!temporal.has(tag)) malformed(context, `expected a date or an instant, got ${tag}`)
  if (node._tag === 'Extract') {
    if (typeof node.field !== 'string' || !Object.hasOwn(fields, node.field))
      malformed(context, `${shown(node.field)} is no part of a date or time`)
    noTimeOfDate(tag, node.field, context)
  } else if (node._tag === 'Truncate') {
    if (typeof node.unit !== 'string' || !Object.hasOwn(units, node.unit))
      malformed(context, `${shown(node.unit)} is no unit to truncate to`)
    noTimeOfDate(tag, node.unit, context)
  } else {
    const lengths = Object.entries(node.interval).filter(([, length]) => length !== undefined)
    if (lengths.length === 0) malformed(context, 'an interval needs a length')
    for (const [unit, length] of lengths) {
      noTimeOfDate(tag, unit.replace(/s$/, ''), context)
      if (!Object.hasOwn(lengthsOf, unit) || !Number.isSafeInteger(length))
        malformed(context, `an interval of ${shown(length)} ${shown(unit)} has no meaning`)
    }
  }
}

const temporal: ReadonlySet<string> = new Set(['date', 'localTimestamp', 'timestamp'])

/** Databases read a date as its midnight, or refuse it. */
const noTimeOfDate = (tag: string, unit: string, context: Context): void => {
  if (tag === 'date' && (unit === 'hour' || unit === 'minute' || unit === 'second')) malformed(context, `a date has no ${unit}`)
}

const units: Readonly<Record<DateUnit, true>> = {
  year: true,
  quarter: true,
  month: true,
  week: true,
  day: true,
  hour: true,
  minute: true,
  second: true,
}

const fields: Readonly<Record<DateField, true>> = { ...units, dayOfWeek: true, dayOfYear: true, epoch: true }

const lengthsOf: Readonly<Record<keyof Interval, true>> = {
  years: true,
  months: true,
  weeks: true,
  days: true,
  hours: true,
  minutes: true,
  seconds: true,
}

const window = (node: Extract<ExpressionNode, { readonly _tag: 'Window' }>, scope: Scope, context: Context): void => {
  need(context, 'windows')
  context.windows++
  if (typeof node.function !== 'string') {
    // The aggregate of a window does not group; aggregates in its arguments and clauses do, and are counted there.
    if (node.function.filter !== undefined) need(context, 'filter')
    checkExtreme(node.function, context)
    all(aggregated(node.function), scope, context)
  }
  all(node.partitionBy, scope, context)
  orders(node.orderBy, scope, context)
}

const source = (node: SourceNode, scope: Scope, context: Context): void => {
  if (isMalformed(node)) return malformed(context, expectedInstead(node))
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
  if (node._tag === 'Table' && node.schema === undefined) context.tables.push(node.table)
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

const projection = (node: ProjectionNode, scope: Scope, context: Context): void => {
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

const count = (value: number | undefined, clause: string, context: Context): void => {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 0))
    report(context, compileError('malformed', `${clause} must be a whole number that is not negative, got ${shown(value)}`))
}

const noAggregate = (nodes: ReadonlyArray<ExpressionNode>, clause: string, scope: Scope, context: Context): void => {
  const before = context.aggregates
  const windows = context.windows
  all(nodes, scope, context)
  if (context.aggregates > before) report(context, compileError('grouping', `an aggregate cannot stand in ${clause}`))
  if (context.windows > windows) report(context, compileError('grouping', `a window function cannot stand in ${clause}: use a subquery`))
  context.aggregates = before
}

/** Having sees groups, before the windows over them. */
const noWindow = (nodes: ReadonlyArray<ExpressionNode>, scope: Scope, context: Context): void => {
  const windows = context.windows
  all(nodes, scope, context)
  if (context.windows > windows) report(context, compileError('grouping', 'a window function cannot stand in having: use a subquery'))
}

/** RETURNING is of one row at a time. */
const returned = (node: ProjectionNode | undefined, verb: 'insert' | 'update' | 'delete', scope: Scope, context: Context): void => {
  if (node === undefined) return
  need(context, `${verb}Returning`)
  projection(node, scope, context)
  if (context.aggregates > 0 || context.windows > 0) report(context, compileError('grouping', 'an aggregate cannot stand in returning'))
}

/** After DISTINCT a row is only what was selected: to order by something else has no one meaning. */
const checkDistinct = (node: SelectNode, columns: ReadonlyArray<OutputColumn>, context: Context): void => {
  for (const order of node.orderBy)
    if (!columns.some((column) => sameExpression(column.expression, order.expression)))
      report(context, compileError('grouping', 'a distinct query can be ordered only by what it selects'))
}

/**
 * What is locked are rows of tables, so each row of the answer must be of one row of each: PostgreSQL's manual, The Locking Clause.
 * MySQL takes more, and locks what no row of the answer tells of.
 */
const checkLock = (node: SelectNode, computed: boolean, context: Context): void => {
  need(context, 'rowLocks')
  if (node.lock !== 'update') malformed(context, `${shown(node.lock)} is no lock`)
  if (computed || node.distinct || node.distinctOn.length > 0)
    report(context, compileError('grouping', `for update cannot lock the rows of distinct, groups or windows: ${lockApart}`))
  if (node.joins.some(({ kind }) => isOuter[kind]))
    report(context, compileError('grouping', `for update cannot lock the absent side of an outer join: ${lockApart}`))
}

/** Rows that become part of one value, or of a set, are locked nowhere. */
const noLock = (node: RowsNode, place: string, context: Context): void => {
  if (node._tag === 'Select' && node.lock !== undefined)
    report(context, compileError('grouping', `for update cannot stand in ${place}: ${lockApart}`))
}

const lockApart = 'lock the rows of the table in a query of their own'

const isOuter: Readonly<Record<JoinKind, boolean>> = { inner: false, cross: false, left: true, right: true, full: true }

const noSources: ReadonlySet<string> = new Set()

const select = (node: SelectNode, outer: Scope | undefined, context: Context): void => {
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
  if (node.distinctOn.length > 0) {
    need(context, 'distinctOn')
    all(node.distinctOn, scope, context)
  }
  if (node.where.length > 0) noAggregate(node.where, 'where', scope, context)
  if (node.groupBy.length > 0) noAggregate(node.groupBy, 'group by', scope, context)
  projection(node.projection, scope, context)
  if (context.dotted && context.problem === undefined) checkNames(node, context)
  if (node.having.length > 0) noWindow(node.having, scope, context)
  if (node.orderBy.length > 0) orders(node.orderBy, scope, context)
  count(node.limit, 'limit', context)
  count(node.offset, 'offset', context)
  const grouped = context.aggregates > 0 || node.groupBy.length > 0 || node.having.length > 0
  if (node.lock !== undefined) checkLock(node, grouped || context.windows > windows, context)
  if (context.problem === undefined && (grouped || (node.distinct && node.orderBy.length > 0))) {
    const { columns } = outputOf(node.projection, noSources)
    if (grouped) report(context, checkGrouping(node, columns))
    if (node.distinct) checkDistinct(node, columns, context)
  }
  context.aggregates = before
  context.windows = windows
}

/** Columns of one name could not be told apart as a source or in a set operation. */
const checkNames = (node: SelectNode, context: Context): void => {
  const names = outputOf(node.projection, noSources).columns.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) malformed(context, `two columns of a select are named ${twice}`)
}

const rows = (node: RowsNode, outer: Scope | undefined, context: Context): void => {
  if (node._tag === 'Select') return select(node, outer, context)
  if (node.operator === 'intersectAll' || node.operator === 'exceptAll') need(context, node.operator)
  for (const side of [node.left, node.right]) {
    noLock(side, 'a set operation', context)
    rows(side, outer, context)
  }
  count(node.limit, 'limit', context)
  count(node.offset, 'offset', context)
  if (context.problem === undefined) matchColumns(node, context)
}

const columnNames = (node: RowsNode): ReadonlyArray<string> =>
  node._tag === 'Select' ? outputOf(node.projection, noSources).columns.map(({ name }) => name) : columnNames(node.left)

/** The sides of a set operation are matched by name: each has the other's. */
const matchColumns = (node: SetOperationNode, context: Context): void => {
  const [left, right] = [columnNames(node.left), columnNames(node.right)]
  const alone = [...left.filter((name) => !right.includes(name)), ...right.filter((name) => !left.includes(name))]
  if (alone.length > 0) malformed(context, `the two sides differ in ${alone.join(', ')}`)
}

/** The rows of an insert are records of values, whose expressions have no row to read. */
const checkRows = (given: ReadonlyArray<unknown>, context: Context): void => {
  for (const row of given) {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      malformed(context, `an insert takes records of values, got ${shown(row)}`)
    else
      // The query's own copies: all that is in them is theirs, and mostly no object.
      for (const key in row) {
        const value = (row as Record<string, unknown>)[key]
        if (typeof value === 'object' && isExpr(value)) noAggregate([value as never], 'values', noScope, context)
      }
  }
}

const noScope: Scope = { sources: [], outer: undefined }

const values = (set: Readonly<Record<string, unknown>>, scope: Scope, context: Context): void => {
  if (isMalformed(set)) return malformed(context, expectedInstead(set))
  if (typeof set !== 'object' || set === null) return malformed(context, `an update takes a record of values, got ${shown(set)}`)
  for (const key of Object.keys(set)) {
    const value = set[key]
    if (isExpr(value)) noAggregate([value as never], 'set', scope, context)
  }
}

const writtenScope = (table: TableInfo, context: Context): Scope => {
  if (isMalformed(table)) malformed(context, expectedInstead(table))
  if (table.schema === undefined) context.tables.push(table.table)
  return { sources: [table], outer: undefined }
}

const statement = (node: QueryNode, context: Context): void => {
  switch (node._tag) {
    case 'Select':
    case 'SetOperation':
      return rows(node, undefined, context)
    case 'Insert': {
      const scope: Scope = writtenScope(node.into, context)
      if ('_tag' in node.rows) rows(node.rows as RowsNode, undefined, context)
      else checkRows(node.rows, context)
      if (node.onConflict !== undefined) {
        need(context, 'onConflict')
        if (node.onConflict.target.some(({ _tag }) => _tag !== 'Column'))
          malformed(context, 'the target of a conflict is one or more columns')
        if (node.onConflict.update !== undefined) {
          values(node.onConflict.update.set, scope, context)
          if (node.onConflict.update.where.length > 0) need(context, 'onConflictWhere')
          noAggregate(node.onConflict.update.where, 'where', scope, context)
        }
      }
      return returned(node.returning, 'insert', scope, context)
    }
    case 'Update': {
      const scope: Scope = writtenScope(node.table, context)
      values(node.set, scope, context)
      noAggregate(node.where, 'where', scope, context)
      return returned(node.returning, 'update', scope, context)
    }
    case 'Delete': {
      const scope: Scope = writtenScope(node.from, context)
      noAggregate(node.where, 'where', scope, context)
      return returned(node.returning, 'delete', scope, context)
    }
    default:
      return unknownNode(node, context)
  }
}

/** What resolving found: the first problem, and the common table expressions in the order they depend on one another. */
export interface Resolved {
  readonly problem: CompileError | undefined
  readonly ctes: ReadonlyArray<CteInfo>
}

const noCtes: ReadonlyArray<CteInfo> = []

export const resolve = (node: QueryNode, dialect: Capabilities): Resolved => {
  const context: Context = { dialect, problem: undefined, aggregates: 0, windows: 0, ctes: noCtes, tables: [], dotted: false }
  statement(node, context)
  const captured = context.ctes.find(({ definition }) => context.tables.includes(definition))
  if (captured !== undefined)
    report(
      context,
      compileError('duplicateSource', `${captured.definition} is a table of this statement: give the common table expression another name`),
    )
  return context
}
