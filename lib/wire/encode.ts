/**
 * Queries as JSON. An expression is `{ "call": name, "args": […] }` with the name of the combinator that makes it, a column or a
 * value; so what is decoded is made by combinators again, and has no type but the one they give it.
 */
import { type Either, left, right } from '../internal/either.js'
import { shown } from '../plan/shown.js'
import { type AnyQuery, queryNode } from '../query/query.js'
import { isExpr } from '../schema/expression.js'
import { isMalformed } from '../schema/malformed.js'
import { type AnySqlType, scaleOf } from '../schema/sql-type.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import { validate } from '../schema/validation.js'
import {
  type AggregateNode,
  type CallNode,
  type ConflictNode,
  type CteInfo,
  type ExpressionNode,
  isQuery,
  type OrderNode,
  type LockNode,
  type ProjectionNode,
  type QueryNode,
  type RecursionNode,
  type SelectNode,
  type SourceNode,
  type TruthNode,
  type WindowNode,
} from '../tree/node.js'
import { isWireError, wireError, type WireError } from './error.js'
import { typeToJson } from './type.js'
import { type JsonValue, valueToJson } from './value.js'

/** The version of the format. What has another is refused. */
export const wireVersion = 1

type Json = { readonly [key: string]: JsonValue }

/** What is collected on the way: common table expressions, each before those that use it. */
interface Encoding {
  readonly ctes: Map<string, { readonly node: CteInfo; readonly json: Json }>
}

const refuse = (message: string): never => {
  throw wireError(message)
}

// What a clause of its default says is left out.
const present = (fields: Readonly<Record<string, JsonValue | undefined>>): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Json

const some = <A>(list: ReadonlyArray<A>, encode: (item: A) => JsonValue): JsonValue | undefined =>
  list.length === 0 ? undefined : list.map(encode)

const flag = (value: boolean): true | undefined => (value ? true : undefined)

// ---------------------------------------------------------------------------------------------------------------------
// values
// ---------------------------------------------------------------------------------------------------------------------

/** A value as its base type has it. */
const baseValue = (type: AnySqlType, value: unknown): unknown => {
  if (value === null) return null
  let base = value
  try {
    if (type.mapping !== undefined) base = type.mapping.encode(value as never) as {}
  } catch {
    refuse('a custom type cannot encode its value')
  }
  const problem = validate(type, base)
  return problem === undefined ? base : refuse(problem)
}

const valueJson = (type: AnySqlType, value: unknown): JsonValue => valueToJson(type, baseValue(type, value))

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

const call = (name: string, args: ReadonlyArray<ExpressionNode>, encoding: Encoding, more: Json = {}): Json => ({
  call: name,
  ...(args.length === 0 ? {} : { args: args.map((arg) => expression(arg, encoding)) }),
  ...more,
})

/** The member of a list: a row value's is a list. */
const member = (node: ExpressionNode, encoding: Encoding): JsonValue =>
  node._tag === 'Tuple' ? { row: node.items.map((item) => expression(item, encoding)) } : expression(node, encoding)

const aggregate = (node: AggregateNode, encoding: Encoding): Json =>
  call(node.name, node.argument === undefined ? [] : [node.argument, ...node.others], encoding, {
    ...present({
      distinct: flag(node.distinct),
      orderBy: some(node.orderBy, (item) => order(item, encoding)),
      filter: node.filter === undefined ? undefined : expression(node.filter, encoding),
    }),
  })

const window = (node: WindowNode, encoding: Encoding): Json => ({
  call: 'over',
  function: typeof node.function === 'string' ? node.function : aggregate(node.function, encoding),
  ...present({
    partitionBy: some(node.partitionBy, (item) => expression(item, encoding)),
    orderBy: some(node.orderBy, (item) => order(item, encoding)),
  }),
})

// How far a decimal is rounded, its type says.
const functionCall = (node: CallNode, encoding: Encoding): Json =>
  call(node.name, node.args, encoding, node.name === 'round' && node.type.tag === 'decimal' ? { digits: scaleOf(node.type) } : {})

const negatable = (name: string, negated: boolean): string => (negated ? `not${(name[0] as string).toUpperCase()}${name.slice(1)}` : name)

const truthTest = ({ truth, negated }: TruthNode): string =>
  `is${negated ? 'Not' : ''}${truth === null ? 'Unknown' : truth ? 'True' : 'False'}`

const expression = (node: ExpressionNode, encoding: Encoding): Json => {
  if (isMalformed(node)) return refuse('there is something in this query that is no expression: compile it to see what')
  switch (node._tag) {
    case 'Column':
      return { column: [node.source, node.key] }
    case 'Element':
      return { column: [node.source, node.part] }
    case 'Excluded':
      return { excluded: node.column }
    case 'Output':
      return { output: node.name }
    case 'Param':
      return node.like?.type === node.type && node.type.mapping === undefined && node.type.schema === undefined
        ? { value: valueJson(node.type, node.value) }
        : { value: valueJson(node.type, node.value), type: typeToJson(node.type) }
    case 'Constant':
      return { call: node.value === true ? 'always' : 'never' }
    case 'Binary':
      return node.right._tag === 'Tuple'
        ? { call: node.operator, args: [expression(node.left, encoding), member(node.right, encoding)] }
        : call(node.operator, [node.left, node.right], encoding)
    case 'Arithmetic':
      return call(node.operator, [node.left, node.right], encoding)
    case 'Concat':
      return call('concat', [node.left, node.right], encoding)
    case 'And':
    case 'Or':
      return call(node._tag === 'And' ? 'and' : 'or', node.operands, encoding)
    case 'Not':
      return call('not', [node.operand], encoding)
    case 'IsNull':
      return call(node.negated ? 'isNotNull' : 'isNull', [node.operand], encoding)
    case 'Between':
      return call(negatable('between', node.negated), [node.operand, node.low, node.high], encoding)
    case 'BetweenSymmetric':
      return call(negatable('betweenSymmetric', node.negated), [node.operand, node.low, node.high], encoding)
    case 'Truth':
      return call(truthTest(node), [node.operand], encoding)
    case 'Overlaps':
      return call('overlaps', [node.left.start, node.left.end, node.right.start, node.right.end], encoding)
    case 'Matches':
      return call(negatable(node.similar ? 'similarTo' : 'matches', node.negated), [node.operand], encoding, {
        pattern: String(node.pattern.value),
        ...(node.flags === '' ? {} : { flags: node.flags }),
      })
    case 'Quantified':
      return call(`${node.quantifier}Of`, [node.operand], encoding, {
        operator: node.operator,
        ...(node.members._tag === 'Scalar'
          ? { query: query(node.members.query, encoding) }
          : { array: expression(node.members, encoding) }),
      })
    case 'InList':
      return call(node.negated ? 'notIn' : 'isIn', [node.operand], encoding, { list: node.list.map((item) => member(item, encoding)) })
    case 'InQuery':
      return call(node.negated ? 'notIn' : 'isIn', [node.operand], encoding, { query: query(node.query, encoding) })
    case 'Tuple':
      return call('tuple', node.items, encoding)
    case 'Like':
      return call(negatable(node.ignoreCase ? 'ilike' : 'like', node.negated), [node.operand, node.pattern], encoding)
    case 'Call':
      return functionCall(node, encoding)
    case 'Cast':
      return call('cast', [node.operand], encoding, { type: typeToJson(node.type) })
    case 'Collate':
      return call('collate', [node.operand], encoding, { collation: node.collation })
    case 'Case':
      return present({
        call: 'caseWhen',
        branches: node.branches.map(({ when, then }) => [expression(when, encoding), expression(then, encoding)]),
        otherwise: node.otherwise === undefined ? undefined : expression(node.otherwise, encoding),
      })
    case 'Aggregate':
      return aggregate(node, encoding)
    case 'Window':
      return window(node, encoding)
    case 'Extract':
      return call('extract', [node.operand], encoding, { field: node.field })
    case 'Truncate':
      return call('truncate', [node.operand], encoding, { unit: node.unit })
    case 'AddInterval':
      return call(node.sign === 1 ? 'addInterval' : 'subtractInterval', [node.operand], encoding, { interval: { ...node.interval } })
    case 'Shift':
      return call(node.sign === 1 ? 'addInterval' : 'subtractInterval', [node.operand], encoding, {
        interval: Object.fromEntries(node.units.map((unit, index) => [unit, expression(node.lengths[index] as ExpressionNode, encoding)])),
      })
    case 'DateDiff':
      return call('dateDiff', [node.start, node.end], encoding, { unit: node.unit })
    case 'FormatDate':
      return call('formatDate', [node.operand], encoding, { pattern: node.pattern })
    case 'AtTimeZone':
      return call('atTimeZone', [node.operand, node.zone], encoding)
    case 'Exists':
      return { call: 'exists', query: query(node.query, encoding) }
    case 'Scalar':
      return { call: 'scalarOf', query: query(node.query, encoding) }
    case 'Nest':
      return { call: node.first ? 'firstOf' : 'arrayOf', query: query(node.query, encoding) }
    case 'SqlFunction':
      return refuse('a function of your own database does not travel')
    case 'Fragment':
      return refuse('a fragment is SQL text, which does not travel')
  }
  return refuse(`${shown((node as { readonly _tag?: unknown })._tag)} cannot be encoded`)
}

const order = ({ expression: node, direction, nulls }: OrderNode, encoding: Encoding): Json =>
  present({ by: expression(node, encoding), direction: direction === 'desc' ? 'desc' : undefined, nulls })

const projection = (node: ProjectionNode, encoding: Encoding): JsonValue => {
  if (isExpr(node)) return expression(node as ExpressionNode, encoding)
  const whole = (node as { readonly [SourceId]?: SourceNode })[SourceId]
  if (whole !== undefined) return { all: whole.name }
  return {
    record: Object.fromEntries(
      Object.entries(node as { readonly [key: string]: ProjectionNode }).map(([key, part]) => [key, projection(part, encoding)]),
    ),
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// sources
// ---------------------------------------------------------------------------------------------------------------------

const alias = (name: string, own: string): string | undefined => (name === own ? undefined : name)

const table = (node: TableInfo): Json => present({ table: node.table, schema: node.schema, as: alias(node.name, node.table) })

const source = (node: SourceNode, encoding: Encoding): Json => {
  if (isMalformed(node as never)) return refuse('there is something in this query that is no source: compile it to see what')
  switch (node._tag) {
    case 'Table':
      return table(node)
    case 'View':
      return present({ view: node.view, schema: node.schema, as: alias(node.name, node.view) })
    case 'Derived':
      return present({ subquery: query(node.query, encoding), as: node.name, lateral: flag(node.lateral) })
    case 'Cte':
      cte(node, encoding)
      return present({ cte: node.definition, as: alias(node.name, node.definition) })
    case 'Found':
      return present({ found: node.definition, as: alias(node.name, node.definition) })
    case 'Values':
      return {
        values: node.columns.map(({ key, type, nullable }) => present({ key, ...typeToJson(type), nullable: flag(nullable) })),
        rows: node.rows.map((row) => row.map(({ type, value }) => valueJson(type, value))),
        as: node.name,
      }
    case 'Series':
      return {
        series: typeToJson((node.shape as { readonly value: ExpressionNode }).value.type),
        start: expression(node.start, encoding),
        stop: expression(node.stop, encoding),
        step: typeof node.step === 'bigint' ? { bigint: String(node.step) } : typeof node.step === 'number' ? node.step : { ...node.step },
        as: node.name,
      }
    case 'Elements':
      return { elements: expression(node.operand, encoding), of: node.of, as: node.name }
  }
  return refuse(`${shown((node as { readonly _tag?: unknown })._tag)} cannot be encoded`)
}

/** A common table expression is encoded once, after those that it uses. */
const cte = (node: CteInfo, encoding: Encoding): void => {
  const known = encoding.ctes.get(node.definition)
  if (known !== undefined) {
    if (known.node.query !== node.query) refuse(`two common table expressions are named ${node.definition}`)
    return
  }
  const json = { ...definition(node, encoding), name: node.definition, ...present({ materialized: node.materialized }) }
  encoding.ctes.set(node.definition, { node, json })
}

const definition = (node: CteInfo, encoding: Encoding): Json => {
  const { recursion, query: given } = node
  if (recursion === undefined || given._tag !== 'SetOperation') return { query: query(given, encoding) }
  return present({
    recursive: query(given.left, encoding),
    step: query(given.right, encoding),
    distinct: flag(given.operator === 'union'),
    search: searchJson(recursion),
    cycle: cycleJson(recursion),
  })
}

const searchJson = ({ search }: RecursionNode): JsonValue | undefined =>
  search === undefined ? undefined : { order: search.order, by: [...search.by], as: search.as }

const cycleJson = ({ cycle }: RecursionNode): JsonValue | undefined =>
  cycle === undefined ? undefined : { on: [...cycle.on], as: cycle.as, path: cycle.path }

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const expressions = (list: ReadonlyArray<ExpressionNode>, encoding: Encoding): JsonValue | undefined =>
  some(list, (item) => expression(item, encoding))

const isWhole = ({ from, projection: given }: SelectNode): boolean => (given as { readonly [SourceId]?: SourceNode })[SourceId] === from

const lock = ({ strength, of, held }: LockNode): JsonValue =>
  of.length === 0 && held === 'wait' ? strength : refuse('lockOf, noWait and skipLocked do not travel')

const select = (node: SelectNode, encoding: Encoding): Json =>
  present({
    from: source(node.from, encoding),
    joins: some(node.joins, ({ kind, source: joined, on }) =>
      present({ kind, source: source(joined, encoding), on: on === undefined ? undefined : expression(on, encoding) }),
    ),
    where: expressions(node.where, encoding),
    groupBy: expressions(node.groupBy, encoding),
    having: expressions(node.having, encoding),
    distinct: flag(node.distinct),
    distinctOn: expressions(node.distinctOn, encoding),
    orderBy: some(node.orderBy, (item) => order(item, encoding)),
    limit: node.limit,
    offset: node.offset,
    ties: flag(node.ties),
    lock: node.lock && lock(node.lock),
    select: isWhole(node) ? undefined : projection(node.projection, encoding),
  })

type Values = Readonly<Record<string, unknown>>

/** What a write gives a column: an expression, or a value of the column's type. */
const assignments = (values: Values, { columns }: TableInfo, encoding: Encoding): Json =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => {
        if (isExpr(value)) return [key, expression(value as unknown as ExpressionNode, encoding)]
        const column = columns.find((entry) => entry.key === key) ?? refuse(`${key} is no column of the table`)
        return [key, { value: valueJson(column.node.type, value) }]
      }),
  )

const conflict = ({ target, index, constraint, update }: ConflictNode, into: TableInfo, encoding: Encoding): Json =>
  present({
    target:
      index.length === 0 && constraint === undefined ? target.map(({ key }) => key) : refuse('onIndex and onConstraint do not travel'),
    set: update === undefined ? undefined : assignments(update.set, into, encoding),
    where: update === undefined ? undefined : expressions(update.where, encoding),
  })

const returned = (node: ProjectionNode | undefined, encoding: Encoding): JsonValue | undefined =>
  node === undefined ? undefined : projection(node, encoding)

const joinedWrite = 'a write that is joined with another source does not travel'

const query = (node: QueryNode, encoding: Encoding): Json => {
  switch (node._tag) {
    case 'Select':
      return select(node, encoding)
    case 'SetOperation':
      return present({
        set: node.operator,
        left: query(node.left, encoding),
        right: query(node.right, encoding),
        orderBy: some(node.orderBy, (item) => order(item, encoding)),
        limit: node.limit,
        offset: node.offset,
      })
    case 'Insert':
      if (node.replaces) return refuse('replaceInto does not travel')
      return present({
        insert: table(node.into),
        ...('_tag' in node.rows
          ? { query: query(node.rows as QueryNode, encoding) }
          : { rows: node.rows.map((row) => assignments(row, node.into, encoding)) }),
        onConflict: node.onConflict === undefined ? undefined : conflict(node.onConflict, node.into, encoding),
        returning: returned(node.returning, encoding),
      })
    case 'Update':
      if (node.using.length > 0) return refuse(joinedWrite)
      return present({
        update: table(node.table),
        set: assignments(node.set, node.table, encoding),
        where: expressions(node.where, encoding),
        everyRow: flag(node.everyRow),
        returning: returned(node.returning, encoding),
      })
    case 'Delete':
      if (node.truncates !== undefined) return refuse('truncateTable does not travel')
      if (node.using.length > 0) return refuse(joinedWrite)
      return present({
        delete: table(node.from),
        where: expressions(node.where, encoding),
        everyRow: flag(node.everyRow),
        returning: returned(node.returning, encoding),
      })
  }
  return refuse(`${shown((node as { readonly _tag?: unknown })._tag)} cannot be encoded`)
}

/**
 * A query as JSON that `decodeQuery` makes a query of, with the version of the format. Values keep their types: what JSON has
 * no form of is tagged, `{ "bigint": "9007199254740993" }`, `{ "decimal": "0.10" }`, `{ "date": "2026-11-22T15:30:00.000Z" }`.
 * Tables travel by their names in the database; their columns by their keys.
 *
 * Errors: a WireError for what does not travel: a `sql` fragment, a value that its column refuses, what no combinator made.
 * A value of a custom type travels as its base type.
 *
 * @example
 * const body = encodeQuery(pipe(from(orders), where(gt(orders.total, '10.00'))))
 */
export const encodeQuery = (given: AnyQuery): Either<WireError, JsonValue> => {
  const encoding: Encoding = { ctes: new Map() }
  try {
    const node = queryNode(given)
    if (!isQuery(node)) return left(wireError('this is no query: one begins with from, insertInto, update or deleteFrom'))
    const json = query(node, encoding)
    const ctes = [...encoding.ctes.values()].map(({ json }) => json)
    return right({ oxbow: wireVersion, ...(ctes.length === 0 ? {} : { with: ctes }), query: json })
  } catch (thrown) {
    return left(isWireError(thrown) ? thrown : wireError('this query cannot be read: compile it to see what is wrong with it'))
  }
}
