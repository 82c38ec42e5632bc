/**
 * The standard dialect: what most databases say alike. A dialect is a spread of it with what differs.
 */
import { someExpression } from '../plan/children.js'
import { isSourceHole } from '../plan/fragment-holes.js'
import { compileError, unsupported } from '../plan/compile-error.js'
import type {
  AggregateNode,
  BinaryNode,
  BinaryOperator,
  CallNode,
  ConstantNode,
  ExpressionNode,
  InListNode,
  ParamNode,
  RowsNode,
  WindowNode,
} from '../query/node.js'
import { unordered } from '../query/node.js'
import type { ColumnNode } from '../schema/expression.js'
import type { Dialect, ExpressionRenderers, QueryRenderers, Render, SetOperand, Writer } from './dialect.js'
import { expression, list } from './expression.js'
import { identifier } from './identifier.js'
import { bareParameter, beside, placeholder, typedParameter } from './parameter.js'
import {
  additive,
  and as andLevel,
  asTight,
  comparison,
  multiplicative,
  not,
  or as orLevel,
  parenthesized,
  standsInConcatenation,
  tighter,
} from './precedence.js'
import { query } from './query.js'
import {
  type AllowedClauses,
  columnsOf,
  hasOnly,
  isPlain,
  operandText,
  orderList,
  select,
  selectClauses,
  selectInstead,
  setOperation,
} from './select.js'
import { tableName } from './source.js'
import { deleteFrom, insert, update } from './write.js'
import { reject } from './writer.js'

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

/** A table's columns are few and stand in every query: their text is kept. Those of derived tables come and go. */
const column: Render<ColumnNode> = (d, node, w) => {
  if (node.origin === undefined) return columnText(d, node, w)
  const known = w.cache.columns.get(node)
  if (known !== undefined) return known
  const text = columnText(d, node, w)
  if (w.problem === undefined) w.cache.columns.set(node, text)
  return text
}

const columnText: Render<ColumnNode> = (d, node, w) => `${identifier(d, node.source, w)}.${identifier(d, node.column, w)}`

/** The sign of an operator with its spaces. */
const sign = (d: Dialect, operator: BinaryOperator, w: Writer): string => {
  const { signs } = w.cache
  return signs[operator] ?? (signs[operator] = ` ${d.operators[operator]} `)
}

const level = (node: BinaryNode): number => (node.operator === 'add' || node.operator === 'sub' ? additive : multiplicative)

/** Whether a divisor is known not to be zero. A value of a custom type is not the number that it stands for. */
const isNonZero = (node: ExpressionNode): boolean => node._tag === 'Param' && node.type.mapping === undefined && Number(node.value) !== 0

/** The right side of a division: null instead of zero, so that every dialect answers null. */
export const divisor = (d: Dialect, node: ExpressionNode, other: ExpressionNode, w: Writer): string =>
  isNonZero(node) ? beside(d, node, other, w, multiplicative) : `nullif(${expression(d, node, w)}, 0)`

const arithmetic: Render<BinaryNode> = (d, node, w) => {
  const own = level(node)
  const left = node.left._tag === 'Param' ? beside(d, node.left, node.right, w) : asTight(d, node.left, own, w)
  const right =
    node.operator === 'div' || node.operator === 'mod' ? divisor(d, node.right, node.left, w) : beside(d, node.right, node.left, w, own)
  return left + sign(d, node.operator, w) + right
}

/** An operand of `||`: texts both, so a parameter beside an expression needs no cast. */
const concatOperand = (d: Dialect, node: ExpressionNode, other: ExpressionNode, w: Writer): string => {
  const text = beside(d, node, other, w, 0)
  return standsInConcatenation(node) ? text : parenthesized(text)
}

const comparisonText: Render<BinaryNode> = (d, node, w) => {
  const left = beside(d, node.left, node.right, w)
  return left + sign(d, node.operator, w) + beside(d, node.right, node.left, w)
}

const concatenation: Render<BinaryNode> = (d, node, w) => {
  const left = concatOperand(d, node.left, node.right, w)
  return left + sign(d, 'concat', w) + concatOperand(d, node.right, node.left, w)
}

const binaries: Readonly<Record<BinaryOperator, Render<BinaryNode>>> = {
  eq: comparisonText,
  ne: comparisonText,
  lt: comparisonText,
  lte: comparisonText,
  gt: comparisonText,
  gte: comparisonText,
  isDistinctFrom: comparisonText,
  isNotDistinctFrom: comparisonText,
  concat: concatenation,
  add: arithmetic,
  sub: arithmetic,
  mul: arithmetic,
  div: arithmetic,
  mod: arithmetic,
}

const binary: Render<BinaryNode> = (d, node, w) => binaries[node.operator](d, node, w)

const logical =
  (word: string, parent: number, empty: string) =>
  (d: Dialect, node: { readonly operands: ReadonlyArray<ExpressionNode> }, w: Writer): string => {
    const { operands } = node
    if (operands.length === 0) return empty
    let text = ''
    for (let index = 0; index < operands.length; index++)
      text += (index === 0 ? '' : word) + asTight(d, operands[index] as ExpressionNode, parent, w)
    return text
  }

/** A value beside its operand: parameters of a list take the operand's type, those of a row value the type of its columns. */
const member = (d: Dialect, item: ExpressionNode, operand: ExpressionNode, w: Writer): string =>
  item._tag === 'Tuple' && operand._tag === 'Tuple'
    ? parenthesized(item.items.map((part, index) => beside(d, part, operand.items[index] ?? part, w, 0)).join(', '))
    : beside(d, item, operand, w, 0)

const inList: Render<InListNode> = (d, node, w) => {
  if (node.list.length === 0) return node.negated ? 'true' : 'false'
  const operand = beside(d, node.operand, node.list[0] as ExpressionNode, w)
  const items = node.list.map((item) => member(d, item, node.operand, w)).join(', ')
  return `${operand} ${node.negated ? 'not in' : 'in'} (${items})`
}

const constant: Render<ConstantNode> = (_d, node) => String(node.value)

/** A query under EXISTS: its columns do not matter, so it has none to compute. */
const existsQuery = (d: Dialect, node: RowsNode, w: Writer): string =>
  node._tag === 'Select' && hasOnly(node, rowByRow) && !isAggregated(node, w)
    ? selectInstead(d, unordered(node), () => '1', w)
    : query(d, node, w)

const rowByRow: AllowedClauses = {
  distinct: false,
  distinctOn: false,
  joins: true,
  where: true,
  groupBy: false,
  having: false,
  orderBy: true,
  limit: true,
  offset: true,
  lock: true,
}

/** A query as a value: its column needs no name. */
const valueQuery = (d: Dialect, node: RowsNode, w: Writer): string =>
  node._tag === 'Select'
    ? selectInstead(
        d,
        node,
        (writer) =>
          columnsOf(node, writer)
            .map(({ expression: column }) => expression(d, column, writer))
            .join(', '),
        w,
      )
    : query(d, node, w)

const isAggregated = (node: RowsNode, w: Writer): boolean =>
  columnsOf(node, w).some(({ expression: item }) => someExpression(item, ({ _tag }) => _tag === 'Aggregate'))

const refused =
  (feature: string) =>
  (d: Dialect, _node: unknown, w: Writer): string =>
    reject(w, unsupported(d.name, feature))

/** An aggregate by its name in SQL. */
export const aggregateNamed = (d: Dialect, name: string, { argument, distinct, filter }: AggregateNode, w: Writer): string => {
  const text = argument === undefined ? '*' : `${distinct ? 'distinct ' : ''}${expression(d, argument, w)}`
  return `${name}(${text})${filter === undefined ? '' : ` filter (where ${expression(d, filter, w)})`}`
}

const windowFunctions = { rowNumber: 'row_number()', rank: 'rank()', denseRank: 'dense_rank()' } as const

/** A window, given how its aggregate is written: without the cast that a dialect puts around one. */
export const windowOf =
  (aggregate: Render<AggregateNode>): Render<WindowNode> =>
  (d, node, w) => {
    const fn = typeof node.function === 'string' ? windowFunctions[node.function] : aggregate(d, node.function, w)
    const partition = node.partitionBy.length === 0 ? '' : `partition by ${list(d, node.partitionBy, w)}`
    const order = node.orderBy.length === 0 ? '' : `order by ${orderList(d, node.orderBy, w)}`
    return `${fn} over (${[partition, order].filter((part) => part !== '').join(' ')})`
  }

const expr: ExpressionRenderers = {
  Column: column,
  Param: typedParameter,
  Constant: constant,
  Binary: binary,
  And: logical(' and ', andLevel, 'true'),
  Or: logical(' or ', orLevel, 'false'),
  Not: (d, node, w) => `not ${tighter(d, node.operand, not, w)}`,
  IsNull: (d, node, w) => `${tighter(d, node.operand, comparison, w)} is ${node.negated ? 'not ' : ''}null`,
  Between: (d, node, w) => {
    const operand = beside(d, node.operand, node.low, w)
    const low = beside(d, node.low, node.operand, w)
    return `${operand} ${node.negated ? 'not ' : ''}between ${low} and ${beside(d, node.high, node.operand, w)}`
  },
  InList: inList,
  InQuery: (d, node, w) => {
    const operand = tighter(d, node.operand, comparison, w)
    return `${operand} ${node.negated ? 'not in' : 'in'} (${valueQuery(d, node.query, w)})`
  },
  Tuple: (d, node, w) => parenthesized(list(d, node.items, w)),
  Like: (d, node, w) => {
    const operand = beside(d, node.operand, node.pattern, w)
    const pattern = beside(d, node.pattern, node.operand, w)
    return `${operand} ${node.negated ? 'not like' : 'like'} ${pattern} escape '\\'`
  },
  Call: (d, node, w) => d.functions[node.name](d, node, w),
  Cast: (d, node, w) => `cast(${expression(d, node.operand, w)} as ${d.castType(node.type)})`,
  Case: (d, node, w) => {
    let text = 'case'
    for (const branch of node.branches) text += ` when ${expression(d, branch.when, w)} then ${expression(d, branch.then, w)}`
    return `${text}${node.otherwise === undefined ? '' : ` else ${expression(d, node.otherwise, w)}`} end`
  },
  Aggregate: (d, node, w) => aggregateNamed(d, node.name, node, w),
  Window: windowOf(expression),
  Extract: refused('extract'),
  Truncate: refused('truncate'),
  AddInterval: refused('addInterval'),
  Exists: (d, node, w) => `exists (${existsQuery(d, node.query, w)})`,
  Scalar: (d, node, w) => parenthesized(valueQuery(d, node.query, w)),
  Nest: refused('nesting'),
  Excluded: (d, node, w) => `excluded.${identifier(d, node.column, w)}`,
  Fragment: (d, node, w) => {
    let text = node.strings[0] as string
    node.holes.forEach((hole, index) => {
      text += isSourceHole(hole)
        ? hole._tag === 'Table'
          ? tableName(d, hole, w)
          : identifier(d, hole.name, w)
        : tighter(d, hole, multiplicative, w)
      text += node.strings[index + 1] as string
    })
    return text
  },
}

// ---------------------------------------------------------------------------------------------------------------------
// functions
// ---------------------------------------------------------------------------------------------------------------------

/** Arguments of one type: a parameter needs no cast where another argument fixes the type. */
export const uniform = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  const fixed = nodes.find((node) => node._tag !== 'Param')
  return fixed === undefined ? list(d, nodes, w) : nodes.map((node) => beside(d, node, fixed, w, 0)).join(', ')
}

/** A function spelled with a word and its arguments in order. */
export const word =
  (name: string): Render<{ readonly args: ReadonlyArray<ExpressionNode> }> =>
  (d, node, w) =>
    `${name}(${uniform(d, node.args, w)})`

/** `replace`, for a database that gives a text in which it finds nothing to replace as it is, though the new text is null. */
export const replaceByNull: Render<CallNode> = (d, node, w) => {
  const by = node.args[2] as ExpressionNode
  const text = (): string => word('replace')(d, node, w)
  return by._tag === 'Param' && by.value !== null ? text() : `case when ${tighter(d, by, comparison, w)} is not null then ${text()} end`
}

/** A bound of `substring`: a whole number of at least `least`, checked here because databases disagree below it. */
const bound = (d: Dialect, node: ExpressionNode, least: number, what: string, w: Writer): string => {
  const value = node._tag === 'Param' ? node.value : undefined
  return Number.isSafeInteger(value) && (value as number) >= least
    ? bareParameter(d, node as ParamNode, w)
    : reject(w, compileError('malformed', `substring needs a ${what} of at least ${least}, got ${String(value)}`))
}

const functions: Dialect['functions'] = {
  lower: word('lower'),
  upper: word('upper'),
  trim: word('trim'),
  length: word('char_length'),
  substring: (d, node, w) => {
    const [operand, start, count] = node.args as [ExpressionNode, ExpressionNode, ExpressionNode | undefined]
    const text = expression(d, operand, w)
    const from = bound(d, start, 1, 'start', w)
    return count === undefined ? `substr(${text}, ${from})` : `substr(${text}, ${from}, ${bound(d, count, 0, 'count', w)})`
  },
  replace: word('replace'),
  coalesce: word('coalesce'),
  nullIf: word('nullif'),
  abs: word('abs'),
  now: refused('now'),
  today: refused('today'),
}

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const queryRenderers: QueryRenderers = {
  Select: select,
  SetOperation: setOperation,
  Insert: insert,
  Update: update,
  Delete: deleteFrom,
}

const setOperand: Render<SetOperand> = (d, { node, names }, w) =>
  isPlain(node) ? operandText(d, node, names, w) : parenthesized(operandText(d, node, names, w))

const withCtes: Dialect['with'] = (d, ctes, w) =>
  ctes.length === 0 ? '' : `with ${ctes.map((cte) => `${identifier(d, cte.definition, w)} as (${query(d, cte.query, w)})`).join(', ')} `

/** What a dialect must bring of its own: what no two databases have alike. */
export type DialectOwn =
  | 'name'
  | 'supports'
  | 'refuseIdentifier'
  | 'maxParameters'
  | 'castType'
  | 'typedParameter'
  | 'bareParameter'
  | 'jsonValue'
  | 'codecs'
  | 'int64'
  | 'ddl'
  | 'transaction'
  | 'onConflict'

/** The part that dialects share. Nothing in it knows a particular database. */
export const standard: Omit<Dialect, DialectOwn> = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  numbered: false,
  operators: {
    eq: '=',
    ne: '<>',
    lt: '<',
    lte: '<=',
    gt: '>',
    gte: '>=',
    isDistinctFrom: 'is distinct from',
    isNotDistinctFrom: 'is not distinct from',
    concat: '||',
    add: '+',
    sub: '-',
    mul: '*',
    div: '/',
    mod: '%',
  },
  expr,
  functions,
  query: queryRenderers,
  select: selectClauses,
  assignedParameter: (d, text, type) => d.bareParameter(d, text, type),
  grouped: undefined,
  affected: (_node, counted) => counted,
  noLimit: undefined,
  stored: (d, { node }, w) => (node._tag === 'Param' ? d.assignedParameter(d, placeholder(d, node, w), node.type) : expression(d, node, w)),
  defaultValue: () => 'default',
  setOperand,
  with: withCtes,
  namesExcluded: false,
  nestsByNumber: false,
}
