/** Recursive common table expressions: `with recursive "tree" as (first union all step)`. */
import { someExpression } from '../plan/children.js'
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report } from '../plan/context.js'
import { outputOf } from '../plan/output.js'
import { shown } from '../plan/shown.js'
import { query as resolveQuery } from '../plan/resolve.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { sourceOf } from '../render/kind.js'
import { query } from '../render/query.js'
import { columnsOf, hasOnly } from '../render/select.js'
import { isExpr } from '../schema/expression.js'
import { type AnySqlType, scaleOf, sqlType } from '../schema/sql-type.js'
import { SourceId } from '../schema/table.js'
import { booleanType } from '../schema/types/boolean.js'
import { computedDecimal } from '../schema/types/decimal.js'
import { doubleType } from '../schema/types/float.js'
import { integerType } from '../schema/types/integer.js'
import { textType } from '../schema/types/text.js'
import {
  type CteInfo,
  type ExpressionNode,
  type FoundInfo,
  type ProjectionNode,
  queryCopy,
  type RecursionNode,
  type RowsNode,
  type SelectNode,
  type SetOperationNode,
  type SourceNode,
} from '../tree/node.js'
import { constant } from '../tree/operand.js'
import { projectionOf, sourceColumns } from '../tree/source.js'
import { castNode } from './cast.js'
import { type CteKind, cteKind } from './cte.js'
import { fragmentNode } from './fragment.js'

// ---------------------------------------------------------------------------------------------------------------------
// planning
// ---------------------------------------------------------------------------------------------------------------------

const isFound = (source: { readonly _tag: string; readonly definition?: string }, name: string): boolean =>
  source._tag === 'Found' && source.definition === name

const mayGroup = {
  distinct: false,
  distinctOn: false,
  joins: true,
  where: true,
  groupBy: false,
  having: false,
  orderBy: false,
  limit: false,
  offset: false,
  ties: false,
  lock: false,
}

/**
 * What a step may be on every database: a SELECT that joins the rows found before once, and gives a row for each of its own.
 * PostgreSQL's manual, 7.8.2.1; MySQL's, 15.2.20; SQLite's, WITH, 3.
 */
const checkStep = (step: RowsNode, name: string, context: Context): void => {
  if (step._tag !== 'Select') return malformed(context, `the step of ${name} is a select`)
  const places = [step.from, ...step.joins.map(({ source }) => source)]
  if (places.filter((source) => isFound(source, name)).length !== 1)
    return malformed(context, `the step of ${name} has the rows found before once in its from and joins`)
  const absent = step.joins.some(
    ({ kind, source }, index) =>
      (kind === 'left' && isFound(source, name)) ||
      kind === 'full' ||
      (kind === 'right' && [step.from, ...step.joins.slice(0, index).map((join) => join.source)].some((before) => isFound(before, name))),
  )
  if (absent) return malformed(context, `the step of ${name} cannot have the rows found before on the absent side of an outer join`)
  const { columns } = outputOf(step.projection, new Set())
  const gathers = columns.some(({ expression }) => someExpression(expression, ({ _tag }) => _tag === 'Aggregate' || _tag === 'Window'))
  if (gathers || !hasOnly(step, mayGroup))
    malformed(context, `the step of ${name} cannot group, order, limit or have distinct rows, aggregates or window functions`)
}

const resolve = (node: CteInfo, context: Context): void => {
  const union = node.query as SetOperationNode
  const { recursion } = node as { readonly recursion: RecursionNode }
  if (recursion.search !== undefined || recursion.cycle !== undefined) need(context, 'cteSearch')
  const outside = context.recursion
  resolveQuery(union.left, undefined, context)
  context.recursion = node.definition
  resolveQuery(union, undefined, context)
  context.recursion = outside
  if (context.problem !== undefined) return
  checkStep(union.right, node.definition, context)
  if (recursion.search !== undefined && recursion.search.order !== 'depth' && recursion.search.order !== 'breadth')
    malformed(context, `a search goes depth or breadth first, not ${shown(recursion.search.order)}`)
  if (recursion.search?.by.length === 0 || recursion.cycle?.on.length === 0) malformed(context, 'search and cycle name columns')
  const names = outputOf(projectionOf(union.left), new Set()).columns.map(({ name }) => name)
  for (const name of [...(recursion.search?.by ?? []), ...(recursion.cycle?.on ?? [])])
    if (!names.includes(name)) malformed(context, `${name} is no column of ${node.definition}`)
}

/** The rows found before are known inside the recursion alone. */
const foundKind = /* @__PURE__ */ sourceOf<FoundInfo>({
  resolve: (node, _scope, context) => {
    if (context.recursion !== node.definition)
      report(context, compileError('unjoined', `the rows found before of ${node.definition} are used outside of its step`))
  },
  parts: (node, walk) => {
    walk.parts.push('Found', node.name, node.definition)
  },
  render: (d, node, w) =>
    node.name === node.definition ? identifier(d, node.name, w) : `${identifier(d, node.definition, w)} as ${identifier(d, node.name, w)}`,
})

/** The rows found before, as a source. */
export const foundInfo = (name: string, first: RowsNode): FoundInfo => ({
  _tag: 'Found',
  name,
  definition: name,
  shape: shapeOf(projectionOf(first)),
  kind: foundKind,
})

// ---------------------------------------------------------------------------------------------------------------------
// rendering
// ---------------------------------------------------------------------------------------------------------------------

/**
 * The type that a column has in every row: the first query's, without what the step's values could not keep. PostgreSQL wants
 * the types of both sides to be one to the digit, and MySQL cuts the step's texts to the length of the first query's.
 */
const growing = (type: AnySqlType): AnySqlType => {
  switch (type.name) {
    case 'varchar':
    case 'char':
    case 'enumeration':
      return { ...textType, mapping: type.mapping, refine: type.refine }
    case 'decimal':
      return { ...computedDecimal(38, scaleOf(type)), mapping: type.mapping, refine: type.refine }
    case 'smallint':
      return { ...integerType, mapping: type.mapping, refine: type.refine }
    case 'real':
      return { ...doubleType, mapping: type.mapping, refine: type.refine }
    default:
      return type
  }
}

/** The columns of the first query in their growing types. */
const shapeOf = (projection: ProjectionNode): ProjectionNode =>
  isExpr(projection)
    ? constant(null, growing((projection as ExpressionNode).type))
    : Object.fromEntries(
        (SourceId in projection
          ? sourceColumns((projection as { readonly [SourceId]: SourceNode })[SourceId])
          : Object.entries(projection)
        ).map(([key, part]) => [key, shapeOf(part as ProjectionNode)]),
      )

/** The types whose values have a length, digits or a fraction that a database may hold both sides to. */
const measured: ReadonlySet<string> = new Set(['text', 'decimal', 'time', 'localTimestamp', 'timestamp'])

const converted = (d: Dialect, node: ExpressionNode, type: AnySqlType): ExpressionNode =>
  type.tag === 'text' && d.growingText !== undefined
    ? fragmentNode(['cast(', ` as ${d.growingText})`], [node], type)
    : node.type.name === type.name && (!measured.has(type.tag) || (type.tag === 'text' && node._tag === 'Param'))
      ? node
      : castNode(node, type)

/** A side of the union with its columns in the types of both. */
const aligned = (d: Dialect, side: RowsNode, types: ReadonlyMap<string, AnySqlType>, w: Writer): RowsNode => {
  if (side._tag !== 'Select') {
    const next = queryCopy(side)
    next.left = aligned(d, side.left, types, w)
    next.right = aligned(d, side.right, types, w)
    return next
  }
  const projection: Record<string, ProjectionNode> = {}
  for (const { name, expression } of columnsOf(side, w)) {
    const type = types.get(name)
    projection[name] = type === undefined ? expression : converted(d, expression, type)
  }
  const next = queryCopy(side) as { -readonly [K in keyof SelectNode]: SelectNode[K] }
  next.projection = projection
  return next
}

const keys = (d: Dialect, names: ReadonlyArray<string>, w: Writer): string => names.map((name) => identifier(d, name, w)).join(', ')

const after = (d: Dialect, { search, cycle }: RecursionNode, w: Writer): string =>
  (search === undefined ? '' : ` search ${search.order} first by ${keys(d, search.by, w)} set ${identifier(d, search.as, w)}`) +
  (cycle === undefined ? '' : ` cycle ${keys(d, cycle.on, w)} set ${identifier(d, cycle.as, w)} using ${identifier(d, cycle.path, w)}`)

const text: CteKind['text'] = (d, node, w) => {
  const union = node.query as SetOperationNode
  const types = new Map(columnsOf(union.left, w).map(({ name, expression }) => [name, growing(expression.type)]))
  const next = queryCopy(union)
  next.left = aligned(d, union.left, types, w)
  next.right = aligned(d, union.right, types, w)
  return `(${query(d, next, w)})${after(d, node.recursion as RecursionNode, w)}`
}

const recursiveKind: CteKind = /* @__PURE__ */ cteKind({ resolve, text })

/** The order in which rows were found, which can be ordered by and nothing else: a row or an array of rows on PostgreSQL. */
const positionType: AnySqlType = /* @__PURE__ */ sqlType('position', textType.kind)

const added = ({ search, cycle }: RecursionNode): { readonly [key: string]: ProjectionNode } => ({
  ...(search === undefined ? {} : { [search.as]: constant(null, positionType) }),
  ...(cycle === undefined ? {} : { [cycle.as]: constant(null, booleanType), [cycle.path]: constant(null, positionType) }),
})

/** A union as a recursive common table expression of a name. */
export const recursiveInfo = (name: string, union: SetOperationNode, recursion: RecursionNode): CteInfo => {
  const shape = shapeOf(projectionOf(union))
  const more = added(recursion)
  return {
    _tag: 'Cte',
    name,
    definition: name,
    shape: Object.keys(more).length === 0 ? shape : { ...recordOf(shape), ...more },
    query: union,
    materialized: undefined,
    recursion,
    kind: sourceOf(recursiveKind),
  }
}

const recordOf = (shape: ProjectionNode): { readonly [key: string]: ProjectionNode } =>
  Object.fromEntries(outputOf(shape, new Set()).columns.map(({ name, expression }) => [name, expression]))
