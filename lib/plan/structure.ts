/**
 * The structure of a query: all that its SQL depends on, without the values it binds. A program makes the same query again
 * and again with other values, and two queries of one structure are one text.
 *
 * One walk makes two lists: the parts, which are compared one by one, and the holders, nodes whose values are bound. Each
 * part says how many follow it, so that two structures of the same parts are the same. Where a value may decide the text,
 * it is a part itself.
 */
import type {
  ColumnNode,
  ExpressionNode,
  OrderNode,
  ParamNode,
  ProjectionNode,
  QueryNode,
  RowsNode,
  SelectNode,
  SourceNode,
} from '../tree/node.js'
import { isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import { expressionKind, queryKind, sourceKind } from './kind.js'
import type { Holder, Walk } from './walk.js'

export interface Structure {
  /** What is compared. */
  readonly parts: ReadonlyArray<unknown>
  /** The nodes whose values the text does not depend on, in the order of the walk. */
  readonly holders: ReadonlyArray<Holder>
  /** The parameters whose values are among the parts. */
  readonly fixed: ReadonlyArray<ParamNode>
  /** The first table: what is known of a structure lives as long as it. */
  readonly table: TableInfo | undefined
}

export const put = ({ parts }: Walk, part: unknown): void => {
  parts.push(part)
}

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

/** Types are made anew by combinators, so they are compared field by field. */
export const typeParts = (type: AnySqlType, walk: Walk): void => {
  const { tag, name, length, precision, scale, computed, nested, values, schema, mapping, of } = type
  walk.parts.push(tag, name, length, precision, scale, computed, nested?.query, values, schema, mapping, of === undefined)
  if (of !== undefined) typeParts(of, walk)
}

/** A table's columns are made once; those of a derived table with each query. */
const column = (node: ColumnNode, walk: Walk): void => {
  if (node.origin !== undefined) return put(walk, node)
  walk.parts.push('Column', node.source, node.key, node.column, node.nullable)
  typeParts(node.type, walk)
}

/**
 * Whether a parameter stands beside an expression of its own type: the text is then the same for all its values. Beside a
 * decimal of another scale SQLite's is not; null is refused in some places; two parameters have nothing that fixes a type.
 * What it stands beside tells its type by its own parts: that of a node which does not must be a part.
 */
export const isFree = (node: ExpressionNode, beside: ExpressionNode): node is ParamNode =>
  isExpr(node) && node._tag === 'Param' && node.value !== null && node.type === beside.type && beside._tag !== 'Param'

/** A parameter whose text is the same for all its values. */
export const free = (node: ParamNode, walk: Walk): void => {
  put(walk, 'value')
  walk.holders.push(node)
}

export const value = (node: ExpressionNode, beside: ExpressionNode, walk: Walk): void => {
  if (isFree(node, beside)) free(node, walk)
  else expression(node, walk)
}

const longestFixed = 100

const minusZero = Symbol('-0')

/** A parameter in a place where its value may decide the text: as a divisor, say, or as a bound of `substring`. */
export const param = (node: ParamNode, walk: Walk): void => {
  // Objects are not compared by what they hold, and long texts are not worth their memory.
  if (typeof node.value === 'object' ? node.value !== null : typeof node.value === 'string' && node.value.length > longestFixed)
    walk.dependsOnValues = true
  walk.fixed = [...walk.fixed, node]
  // 0 equals -0, and is another value.
  // Null beside an operand is refused, and a null of its own type is not.
  walk.parts.push('Param', Object.is(node.value, -0) ? minusZero : node.value, node.like === undefined)
  typeParts(node.type, walk)
}

export const each = (nodes: ReadonlyArray<ExpressionNode>, walk: Walk): void => {
  put(walk, nodes.length)
  for (let index = 0; index < nodes.length; index++) expression(nodes[index] as ExpressionNode, walk)
}

export const orders = (nodes: ReadonlyArray<OrderNode>, walk: Walk): void => {
  put(walk, nodes.length)
  for (let index = 0; index < nodes.length; index++) {
    const order = nodes[index] as OrderNode
    walk.parts.push(order.direction, order.nulls)
    expression(order.expression, walk)
  }
}

export const optional = (node: ExpressionNode | undefined, walk: Walk): void => {
  if (node === undefined) put(walk, undefined)
  else expression(node, walk)
}

export const expression = (node: ExpressionNode, walk: Walk): void => {
  if (isExpr(node)) known(node, walk)
  // The planner tells what is wrong with it, and is not asked where a text is known.
  else walk.dependsOnValues = true
}

/** The parts of what is known to be an expression: nothing that came from outside poses as one. */
const known = (node: ExpressionNode, walk: Walk): void => {
  switch (node._tag) {
    case 'Column':
      return column(node, walk)
    case 'Param':
      return param(node, walk)
    case 'Binary':
      put(walk, node.operator)
      value(node.left, node.right, walk)
      return value(node.right, node.left, walk)
    case 'And':
    case 'Or':
      put(walk, node._tag)
      return each(node.operands, walk)
    case 'Not':
      put(walk, 'Not')
      return expression(node.operand, walk)
    case 'IsNull':
      put(walk, node.negated ? 'is not null' : 'is null')
      return expression(node.operand, walk)
    case 'Constant':
      walk.parts.push('Constant', node.value)
      return
    default:
      return (expressionKind(node) ?? unknown).parts(node, walk)
  }
}

/** What no combinator makes: the planner says so. */
const unknown = {
  parts: (_node: unknown, walk: Walk): void => {
    walk.dependsOnValues = true
  },
}

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

export const source = (node: SourceNode, walk: Walk): void => {
  if (node._tag !== 'Table') return (sourceKind(node) ?? unknown).parts(node, walk)
  walk.table ??= node
  put(walk, node)
}

/** A select list. A statement's output holds its nodes, so that of one with values of its own would keep them. */
export const selected = (node: ProjectionNode, walk: Walk): void => {
  const before = walk.holders.length
  projection(node, walk)
  if (walk.holders.length > before) walk.dependsOnValues = true
}

const projection = (node: ProjectionNode, walk: Walk): void => {
  if (isExpr(node)) return known(node as ExpressionNode, walk)
  const whole = (node as { readonly [SourceId]?: SourceNode })[SourceId]
  if (whole !== undefined) return source(whole, walk)
  const record = node as { readonly [key: string]: ProjectionNode }
  const keys = Object.keys(record)
  walk.parts.push('Record', keys.length)
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string
    put(walk, key)
    projection(record[key] as ProjectionNode, walk)
  }
}

/** What a count tells of itself: some dialects ask whether there is at most one row, and what is no count is refused. */
const countPart = (count: number | undefined): unknown => (count !== undefined && count > 1 && Number.isSafeInteger(count) ? 'many' : count)

/** The pages of a statement differ in their values alone; dialects write those of a subquery in ways of their own. */
export const paging = (node: RowsNode, walk: Walk): void => {
  const { limit, offset } = node
  if (node !== walk.statement) return void walk.parts.push(limit, offset)
  walk.parts.push(countPart(limit), countPart(offset))
  if (limit !== undefined || offset !== undefined) walk.holders.push(node)
}

export const select = (node: SelectNode, walk: Walk): void => {
  const { joins } = node
  walk.parts.push(node.distinct ? 'Select distinct' : 'Select', node.lock && JSON.stringify(node.lock), node.ties, joins.length)
  if (node.distinct || node.distinctOn.length > 0 || node.groupBy.length > 0) walk.grouped = true
  source(node.from, walk)
  for (let index = 0; index < joins.length; index++) {
    const join = joins[index] as SelectNode['joins'][number]
    put(walk, join.kind)
    source(join.source, walk)
    optional(join.on, walk)
  }
  each(node.where, walk)
  each(node.distinctOn, walk)
  each(node.groupBy, walk)
  each(node.having, walk)
  orders(node.orderBy, walk)
  selected(node.projection, walk)
  paging(node, walk)
}

export const query = (node: QueryNode, walk: Walk): void =>
  node._tag === 'Select' ? select(node, walk) : (queryKind(node) ?? unknown).parts(node, walk)

/** Whether a value that is no part and another one have one type in the database, so that they, and what is made of them, could be equal. */
const mayBeEqual = ({ holders, fixed }: Walk, typeName: (type: AnySqlType) => string): boolean => {
  const names = new Set(fixed.map(({ type }) => typeName(type)))
  for (const holder of holders) {
    if (holder._tag === 'InList') return true
    if (holder._tag !== 'Param') continue
    const name = typeName(holder.type)
    if (names.has(name)) return true
    names.add(name)
  }
  return false
}

const nothing: ReadonlyArray<never> = []

/** The structure of a query; nothing of one whose text depends on its values. `typeName` is what a database calls a type. */
export const structureOf = (node: QueryNode, typeName: (type: AnySqlType) => string): Structure | undefined => {
  const walk: Walk = {
    statement: node,
    parts: [],
    holders: [],
    fixed: nothing,
    table: undefined,
    sources: nothing,
    dependsOnValues: false,
    grouped: false,
  }
  query(node, walk)
  return walk.dependsOnValues || (walk.grouped && mayBeEqual(walk, typeName)) ? undefined : walk
}

/** Whether the parts of two structures are the same, so that their queries are one text. */
export const sameParts = (a: Structure['parts'], b: Structure['parts']): boolean => {
  const { length } = a
  if (b.length !== length) return false
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return false
  return true
}

/** A query that is a source. Two sources of one name must be one query, not only alike. */
export const sourceQuery = (node: QueryNode, walk: Walk): void => {
  const place = walk.sources.indexOf(node)
  put(walk, place)
  if (place >= 0) return
  walk.sources = [...walk.sources, node]
  query(node, walk)
}

/** What a write returns. */
export const returned = (node: ProjectionNode | undefined, walk: Walk): void => {
  if (node === undefined) put(walk, undefined)
  else selected(node, walk)
}

/** Values by the columns that they are assigned to. */
export const assignments = (set: Readonly<Record<string, unknown>>, walk: Walk): void => {
  const keys = Object.keys(set)
  put(walk, keys.length)
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string
    const node = set[key] as ExpressionNode
    put(walk, key)
    // A value that was given for a column is of its type.
    if (isExpr(node) && node._tag === 'Param' && node.like?._tag === 'Column' && node.like.key === key) value(node, node.like, walk)
    else expression(node, walk)
  }
}
