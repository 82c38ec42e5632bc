/**
 * The structure of a query: all that its SQL depends on, without the values it binds. A program makes the same query again
 * and again with other values, and two queries of one structure are one text.
 *
 * One walk makes two lists: the parts, which are compared one by one, and the holders, nodes whose values are bound. Each
 * part says how many follow it, so that two structures of the same parts are the same. Where a value may decide the text,
 * it is a part itself.
 */
import type {
  AddIntervalNode,
  ColumnNode,
  ExpressionNode,
  InListNode,
  InsertNode,
  OrderNode,
  ParamNode,
  ProjectionNode,
  QueryNode,
  RowsNode,
  SelectNode,
  SourceNode,
  TupleNode,
} from '../query/node.js'
import { isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'

/** A node with values that are bound: a parameter, a list of parameters, or the statement itself with its page or its rows. */
export type Holder = ParamNode | InListNode | RowsNode | InsertNode

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

interface Walk {
  readonly statement: QueryNode
  readonly parts: Array<unknown>
  readonly holders: Array<Holder>
  fixed: ReadonlyArray<ParamNode>
  table: TableInfo | undefined
  /** The queries that are sources, in the order of the walk. */
  sources: ReadonlyArray<RowsNode>
  /** Whether the text may depend on a value that is no part: such a query is compiled anew each time. */
  dependsOnValues: boolean
  /** Whether rows are grouped or made distinct: equal expressions then have equal text, so that values are compared. */
  grouped: boolean
}

const put = ({ parts }: Walk, part: unknown): void => {
  parts.push(part)
}

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

/** Types are made anew by combinators, so they are compared field by field. */
const typeParts = (type: AnySqlType, walk: Walk): void => {
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
const isFree = (node: ExpressionNode, beside: ExpressionNode): node is ParamNode =>
  isExpr(node) && node._tag === 'Param' && node.value !== null && node.type === beside.type && beside._tag !== 'Param'

/** A parameter whose text is the same for all its values. */
const free = (node: ParamNode, walk: Walk): void => {
  put(walk, 'value')
  walk.holders.push(node)
}

const value = (node: ExpressionNode, beside: ExpressionNode, walk: Walk): void => {
  if (isFree(node, beside)) free(node, walk)
  else expression(node, walk)
}

const longestFixed = 100

const minusZero = Symbol('-0')

/** A parameter in a place where its value may decide the text: as a divisor, say, or as a bound of `substring`. */
const param = (node: ParamNode, walk: Walk): void => {
  // Objects are not compared by what they hold, and long texts are not worth their memory.
  if (typeof node.value === 'object' ? node.value !== null : typeof node.value === 'string' && node.value.length > longestFixed)
    walk.dependsOnValues = true
  walk.fixed = [...walk.fixed, node]
  // 0 equals -0, and is another value.
  // Null beside an operand is refused, and a null of its own type is not.
  walk.parts.push('Param', Object.is(node.value, -0) ? minusZero : node.value, node.like === undefined)
  typeParts(node.type, walk)
}

const each = (nodes: ReadonlyArray<ExpressionNode>, walk: Walk): void => {
  put(walk, nodes.length)
  for (let index = 0; index < nodes.length; index++) expression(nodes[index] as ExpressionNode, walk)
}

const orders = (nodes: ReadonlyArray<OrderNode>, walk: Walk): void => {
  put(walk, nodes.length)
  for (let index = 0; index < nodes.length; index++) {
    const order = nodes[index] as OrderNode
    walk.parts.push(order.direction, order.nulls)
    expression(order.expression, walk)
  }
}

const optional = (node: ExpressionNode | undefined, walk: Walk): void => {
  if (node === undefined) put(walk, undefined)
  else expression(node, walk)
}

/** Whether a member of a list, or each item of a row value in it, is a parameter of its operand's type. */
const isFreeMember = (node: ExpressionNode, operand: ExpressionNode): boolean =>
  isExpr(node) && node._tag === 'Tuple' && operand._tag === 'Tuple'
    ? node.items.length === operand.items.length && node.items.every((item, index) => isFree(item, operand.items[index] as ExpressionNode))
    : isFree(node, operand)

/** A list of values is one holder. What else a list holds may decide how all its members are written. */
const inList = (node: InListNode, walk: Walk): void => {
  const { operand, list } = node
  let index = 0
  while (index < list.length && isFreeMember(list[index] as ExpressionNode, operand)) index++
  const isFreeList = index === list.length
  walk.parts.push(node.negated ? 'not in' : 'in', list.length, isFreeList)
  expression(operand, walk)
  if (!isFreeList) for (const item of list) expression(item, walk)
  else if (operand._tag !== 'Tuple') walk.holders.push(node)
  else for (const item of list) for (const part of (item as TupleNode).items) walk.holders.push(part as ParamNode)
}

const interval = (node: AddIntervalNode, walk: Walk): void => {
  const lengths = Object.entries(node.interval)
  walk.parts.push('AddInterval', node.sign, lengths.length)
  for (const [unit, length] of lengths) walk.parts.push(unit, length)
}

/** A value in a fragment is written by its type alone. */
const fragmentHole = (node: ExpressionNode, walk: Walk): void => {
  if (node._tag !== 'Param' || node.value === null) return known(node, walk)
  free(node, walk)
  typeParts(node.type, walk)
}

const expression = (node: ExpressionNode, walk: Walk): void => {
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
      switch (node.operator) {
        case 'add':
        case 'sub':
        case 'mul':
        case 'div':
        case 'mod':
        case 'concat':
          expression(node.left, walk)
          return expression(node.right, walk)
        default:
          value(node.left, node.right, walk)
          return value(node.right, node.left, walk)
      }
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
    case 'Between':
      put(walk, node.negated ? 'not between' : 'between')
      expression(node.operand, walk)
      // Both or none: the type of one may decide how the other is written.
      if (!isFree(node.low, node.operand) || !isFree(node.high, node.operand)) {
        expression(node.low, walk)
        return expression(node.high, walk)
      }
      free(node.low, walk)
      return free(node.high, walk)
    case 'InList':
      return inList(node, walk)
    case 'InQuery':
      walk.parts.push('InQuery', node.negated)
      expression(node.operand, walk)
      return query(node.query, walk)
    case 'Tuple':
      put(walk, 'Tuple')
      return each(node.items, walk)
    case 'Like':
      walk.parts.push('Like', node.negated, node.ignoreCase)
      expression(node.operand, walk)
      return node.pattern._tag === 'Param' && typeof node.pattern.value === 'string' && node.pattern.value.endsWith('\\')
        ? // The planner looks at what the backslash escapes.
          param(node.pattern, walk)
        : value(node.pattern, node.operand, walk)
    case 'Call':
      walk.parts.push('Call', node.name)
      return each(node.args, walk)
    case 'Cast':
      put(walk, 'Cast')
      typeParts(node.type, walk)
      return expression(node.operand, walk)
    case 'Case':
      walk.parts.push('Case', node.branches.length)
      for (const branch of node.branches) {
        expression(branch.when, walk)
        expression(branch.then, walk)
      }
      return optional(node.otherwise, walk)
    case 'Aggregate':
      walk.parts.push('Aggregate', node.name, node.distinct)
      optional(node.argument, walk)
      return optional(node.filter, walk)
    case 'Window':
      put(walk, 'Window')
      if (typeof node.function === 'string') put(walk, node.function)
      else expression(node.function, walk)
      each(node.partitionBy, walk)
      return orders(node.orderBy, walk)
    case 'Extract':
      walk.parts.push('Extract', node.field)
      return expression(node.operand, walk)
    case 'Truncate':
      walk.parts.push('Truncate', node.unit)
      return expression(node.operand, walk)
    case 'AddInterval':
      interval(node, walk)
      return expression(node.operand, walk)
    case 'Exists':
    case 'Scalar':
      put(walk, node._tag)
      return query(node.query, walk)
    case 'Nest':
      put(walk, node.first ? 'first' : 'rows')
      return query(node.query, walk)
    case 'Constant':
      walk.parts.push('Constant', node.value)
      return
    case 'Fragment':
      walk.parts.push('Fragment', node.strings, node.holes.length)
      typeParts(node.type, walk)
      for (const hole of node.holes) {
        if (isExpr(hole)) fragmentHole(hole as ExpressionNode, walk)
        else source(hole as SourceNode, walk)
      }
      return
    case 'Excluded':
      walk.parts.push('Excluded', node.column)
      return typeParts(node.type, walk)
    default:
      return unknownNode(node, walk)
  }
}

/** What no combinator makes. A tag that has no parts yet is a type error here. */
const unknownNode = (_node: never, walk: Walk): void => {
  walk.dependsOnValues = true
}

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const source = (node: SourceNode, walk: Walk): void => {
  switch (node._tag) {
    case 'Table':
      walk.table ??= node
      return put(walk, node)
    case 'Derived':
      walk.parts.push('Derived', node.name, node.lateral)
      return sourceQuery(node.query, walk)
    case 'Cte':
      walk.parts.push('Cte', node.name, node.definition)
      return sourceQuery(node.query, walk)
    default:
      return unknownNode(node, walk)
  }
}

/** Two sources of one name must be one query, not only alike. */
const sourceQuery = (node: RowsNode, walk: Walk): void => {
  const place = walk.sources.indexOf(node)
  put(walk, place)
  if (place >= 0) return
  walk.sources = [...walk.sources, node]
  query(node, walk)
}

/** A select list. A statement's output holds its nodes, so that of one with values of its own would keep them. */
const selected = (node: ProjectionNode, walk: Walk): void => {
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
const paging = (node: RowsNode, walk: Walk): void => {
  const { limit, offset } = node
  if (node !== walk.statement) return void walk.parts.push(limit, offset)
  walk.parts.push(countPart(limit), countPart(offset))
  if (limit !== undefined || offset !== undefined) walk.holders.push(node)
}

const select = (node: SelectNode, walk: Walk): void => {
  const { joins } = node
  walk.parts.push(node.distinct ? 'Select distinct' : 'Select', node.lock, joins.length)
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

const returned = (node: ProjectionNode | undefined, walk: Walk): void => {
  if (node === undefined) put(walk, undefined)
  else selected(node, walk)
}

const assignments = (set: Readonly<Record<string, unknown>>, walk: Walk): void => {
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

/** The keys of rows that all have the same ones, and values that are no expressions; nothing of others. */
const commonKeys = (rows: ReadonlyArray<Readonly<Record<string, unknown>>>): ReadonlyArray<string> | undefined => {
  let common: ReadonlyArray<string> | undefined
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as Readonly<Record<string, unknown>>
    if (Array.isArray(row)) return undefined
    const keys = Object.keys(row)
    common ??= keys
    if (keys.length !== common.length) return undefined
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as string
      if (key !== common[at] || isExpr(row[key])) return undefined
    }
  }
  return common
}

const insert = (node: InsertNode, walk: Walk): void => {
  const { rows, onConflict } = node
  put(walk, 'Insert')
  source(node.into, walk)
  if ('_tag' in rows) query(rows as RowsNode, walk)
  else {
    const keys = commonKeys(rows)
    if (keys === undefined) walk.dependsOnValues = true
    else {
      walk.parts.push(rows.length, keys.length, ...keys)
      walk.holders.push(node)
    }
  }
  put(walk, onConflict?.target.length)
  if (onConflict !== undefined) {
    for (const target of onConflict.target) expression(target, walk)
    put(walk, onConflict.update !== undefined)
    if (onConflict.update !== undefined) {
      assignments(onConflict.update.set, walk)
      each(onConflict.update.where, walk)
    }
  }
  returned(node.returning, walk)
}

const query = (node: QueryNode, walk: Walk): void => {
  switch (node._tag) {
    case 'Select':
      return select(node, walk)
    case 'SetOperation':
      put(walk, node.operator)
      query(node.left, walk)
      query(node.right, walk)
      return paging(node, walk)
    case 'Delete':
      walk.parts.push('Delete', node.everyRow)
      source(node.from, walk)
      each(node.where, walk)
      return returned(node.returning, walk)
    case 'Update':
      walk.parts.push('Update', node.everyRow)
      source(node.table, walk)
      assignments(node.set, walk)
      each(node.where, walk)
      return returned(node.returning, walk)
    case 'Insert':
      return insert(node, walk)
    default:
      return unknownNode(node, walk)
  }
}

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
