/** SQLite 3.46 and later. */
import { children } from '../plan/children.js'
import { compileError } from '../plan/compile-error.js'
import type {
  BetweenNode,
  BinaryNode,
  CallNode,
  CaseNode,
  DeleteNode,
  ExpressionNode,
  InListNode,
  InQueryNode,
  InsertNode,
  LogicalNode,
  OrderNode,
  ProjectionNode,
  RowsNode,
  SelectNode,
  SetOperationNode,
  SourceNode,
  UpdateNode,
} from '../query/node.js'
import { brand, ExprId, QueryId, queryCopy } from '../query/node.js'
import { constant } from '../query/operand.js'
import { defaultText } from '../render/create-table.js'
import type { Dialect, Render } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { nestWith } from '../render/nest.js'
import { bareParameter } from '../render/parameter.js'
import { and as andLevel, asTight, or as orLevel, parenthesized } from '../render/precedence.js'
import { query as renderQuery } from '../render/query.js'
import { columnsOf, isPlain, operandText, orderList } from '../render/select.js'
import { standard, word } from '../render/standard.js'
import { onConflict, returning } from '../render/write.js'
import { reject, type Writer } from '../render/writer.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { castText } from './cast.js'
import { codecs } from './codecs.js'
import { addInterval, extract, nowText, truncate } from './dates.js'
import { ddl, storageOf } from './ddl.js'
import { aggregate, aligned, arithmetic, cast, converted, isArithmetic, isExact, isWide, refuseWide, storedAlike } from './decimal.js'
import { transaction } from './transaction.js'

// ---------------------------------------------------------------------------------------------------------------------
// parameters
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A parameter has the type of what is bound, and the driver binds whole numbers as integers and 64-bit integers as text:
 * where that is not the type, a cast says it. A literal of DDL is what it says.
 */
const parameter: Dialect['typedParameter'] = (_d, placeholder, type) => {
  if (!placeholder.startsWith('?')) return placeholder
  if (type.tag === 'double') return `cast(${placeholder} as real)`
  return type.tag === 'bigint' || (type.tag === 'decimal' && !isWide(type)) ? `cast(${placeholder} as integer)` : placeholder
}

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

const orders: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte'])

/** The types of which every value compares as it is stored; it spares most comparisons a closer look. */
const comparesAsStored: ReadonlySet<string> = new Set(['integer', 'bigint', 'double', 'boolean', 'text', 'uuid', 'date'])

const binary: Render<BinaryNode> = (d, node, w) => {
  if (isArithmetic(node.operator)) return arithmetic(d, node, w)
  if (node.operator === 'concat') return standard.expr.Binary(d, node, w)
  if (node.left.type === node.right.type && comparesAsStored.has(node.left.type.tag)) return standard.expr.Binary(d, node, w)
  const sides = aligned(d, [node.left, node.right], orders.has(node.operator), w)
  return standard.expr.Binary(d, { ...node, left: sides[0] as ExpressionNode, right: sides[1] as ExpressionNode }, w)
}

const between: Render<BetweenNode> = (d, node, w) => {
  const [operand, low, high] = aligned(d, [node.operand, node.low, node.high], true, w) as [ExpressionNode, ExpressionNode, ExpressionNode]
  return standard.expr.Between(d, { ...node, operand, low, high }, w)
}

/** The words of true and false are columns' names where a column has them: manual, Boolean expressions. */
const yes = '(1 = 1)'
const no = '(1 = 0)'

/** The most operands of AND and OR that stand beside one another: a chain of them is as deep as it is long. */
const longest = 100

/** A chain of any length, nested in balance: an expression may be 1,000 deep (manual, Limits, 5). */
const chain =
  (word: string, level: number, empty: string): Render<LogicalNode> =>
  (d, { operands }, w) => {
    if (operands.length === 0) return empty
    let parts = operands.map((operand) => asTight(d, operand, level, w))
    while (parts.length > longest) {
      const groups: Array<string> = []
      for (let index = 0; index < parts.length; index += longest) groups.push(parenthesized(parts.slice(index, index + longest).join(word)))
      parts = groups
    }
    return parts.join(word)
  }

/** A list of row values is a VALUES clause: `((1, 2), (3, 4))` is no list to SQLite (manual, Row values, 2.3). */
const inList: Render<InListNode> = (d, node, w) => {
  if (node.list.length === 0) return node.negated ? yes : no
  const [operand, ...members] = aligned(d, [node.operand, ...node.list], false, w) as [ExpressionNode, ...Array<ExpressionNode>]
  if (operand._tag !== 'Tuple') return standard.expr.InList(d, { ...node, operand, list: members }, w)
  const left = expression(d, operand, w)
  return `${left} ${node.negated ? 'not in' : 'in'} (values ${list(d, members, w)})`
}

const itemsOf = (node: ExpressionNode): ReadonlyArray<ExpressionNode> => (node._tag === 'Tuple' ? node.items : [node])

/** The operand and the query's columns in one form, the query as a derived table where its columns must change for it. */
const inQuery: Render<InQueryNode> = (d, node, w) => {
  const columns = columnsOf(node.query, w)
  const pairs = itemsOf(node.operand).map((item, index) => {
    const column = columns[index]?.expression ?? item
    return aligned(d, [item, column], false, w) as [ExpressionNode, ExpressionNode]
  })
  const items = pairs.map(([item]) => item)
  const operand: ExpressionNode = node.operand._tag === 'Tuple' ? { ...node.operand, items } : (items[0] as ExpressionNode)
  const types = columns.map(({ expression: column }, index) => pairs[index]?.[1].type ?? column.type)
  return standard.expr.InQuery(d, { ...node, operand, query: retyped(d, node.query, types, w) }, w)
}

const caseWhen: Render<CaseNode> = (d, node, w) =>
  standard.expr.Case(
    d,
    {
      ...node,
      branches: node.branches.map(({ when, then }) => ({ when, then: converted(d, then, node.type, w) })),
      otherwise: node.otherwise === undefined ? undefined : converted(d, node.otherwise, node.type, w),
    },
    w,
  )

/** `lower` folds the letters a to z and no others: manual, Built-in scalar functions. */
const like: Dialect['expr']['Like'] = (d, node, w) => {
  if (!node.ignoreCase) return standard.expr.Like(d, node, w)
  const operand = expression(d, node.operand, w)
  return `lower(${operand}) ${node.negated ? 'not like' : 'like'} lower(${expression(d, node.pattern, w)}) escape '\\'`
}

const ordered = (d: Dialect, nodes: ReadonlyArray<OrderNode>, w: Writer): string =>
  nodes.some((order) => isWide(order.expression.type)) ? refuseWide(d, 'order', w) : orderList(d, nodes, w)

const windowFunctions = { rowNumber: 'row_number()', rank: 'rank()', denseRank: 'dense_rank()' } as const

const window: Dialect['expr']['Window'] = (d, node, w) => {
  const over = (): string => {
    const partition = node.partitionBy.length === 0 ? '' : `partition by ${list(d, node.partitionBy, w)}`
    const order = node.orderBy.length === 0 ? '' : `order by ${ordered(d, node.orderBy, w)}`
    return ` over (${[partition, order].filter((part) => part !== '').join(' ')})`
  }
  return typeof node.function === 'string' ? windowFunctions[node.function] + over() : aggregate(d, node.function, over, w)
}

const nothing = (): string => ''

// ---------------------------------------------------------------------------------------------------------------------
// scalar subqueries
// ---------------------------------------------------------------------------------------------------------------------

const some = (node: ExpressionNode, test: (node: ExpressionNode) => boolean): boolean =>
  test(node) || children(node).some((child) => some(child, test))

/** The column of a source that a predicate fixes: `a = b`, where b does not come from that source. */
const fixedColumn = (node: ExpressionNode, source: string): string | undefined => {
  if (node._tag !== 'Binary' || node.operator !== 'eq') return undefined
  const own = (side: ExpressionNode): boolean => some(side, (item) => item._tag === 'Column' && item.source === source)
  const [column, other] = node.left._tag === 'Column' && own(node.left) ? [node.left, node.right] : [node.right, node.left]
  return column._tag === 'Column' && own(column) && (other._tag === 'Param' || other._tag === 'Column') && !own(other)
    ? column.column
    : undefined
}

const fixesKey = ({ from, joins, where }: SelectNode): boolean => {
  if (from._tag !== 'Table' || joins.length > 0) return false
  const fixed = new Set(where.flatMap((node) => (node._tag === 'And' ? node.operands : [node])).map((node) => fixedColumn(node, from.name)))
  const { primaryKey, uniques } = from.constraints()
  return [...(primaryKey === undefined ? [] : [primaryKey]), ...uniques].some(({ columns }) =>
    columns.every(({ column }) => fixed.has(column)),
  )
}

/** Whether a query gives one row at most, as can be told from its text. */
const isSingle = (node: RowsNode, w: Writer): boolean =>
  (node.limit ?? 2) < 2 ||
  (node._tag === 'Select' &&
    ((node.groupBy.length === 0 && columnsOf(node, w).some(({ expression: column }) => some(column, ({ _tag }) => _tag === 'Aggregate'))) ||
      fixesKey(node)))

/** Of several rows SQLite takes the first without a word (manual, Scalar subqueries), others fail: so does this. */
const scalar: Dialect['expr']['Scalar'] = (d, node, w) => {
  if (isSingle(node.query, w)) return standard.expr.Scalar(d, node, w)
  const value = `${d.quote(derivedName)}.${identifier(d, columnsOf(node.query, w)[0]?.name ?? '', w)}`
  return `(select iif(count(*) < 2, min(${value}), json('several rows: ' || count(*))) from (${renderQuery(d, node.query, w)}) as ${d.quote(derivedName)})`
}

// ---------------------------------------------------------------------------------------------------------------------
// functions
// ---------------------------------------------------------------------------------------------------------------------

const coalesce: Render<CallNode> = (d, node, w) =>
  `coalesce(${list(
    d,
    node.args.map((argument) => converted(d, argument, node.type, w)),
    w,
  )})`

/** Compared in one form, given back in the first's. */
const nullIf: Render<CallNode> = (d, node, w) => {
  const args = aligned(d, node.args, false, w)
  if (args === node.args) return `nullif(${list(d, args, w)})`
  const type = (args[0] as ExpressionNode).type
  return storedAlike(type, node.type)
    ? `nullif(${list(d, args, w)})`
    : expression(
        d,
        {
          [ExprId]: brand,
          _tag: 'Case',
          branches: [{ when: equal(args), then: constantNull(node.type) }],
          otherwise: node.args[0],
          type: node.type,
        },
        w,
      )
}

const equal = (args: ReadonlyArray<ExpressionNode>): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Binary',
  operator: 'eq',
  left: args[0] as ExpressionNode,
  right: args[1] as ExpressionNode,
  type: constant(true).type,
})

const constantNull = (type: AnySqlType): ExpressionNode => ({ ...constant(null), type: type as never })

const numeric =
  (name: string): Render<CallNode> =>
  (d, node, w) =>
    node.args.some(({ type }) => isWide(type)) ? refuseWide(d, name, w) : `${name}(${list(d, node.args, w)})`

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const derivedName = 'nested'

/** A query of a query, with its columns cast where they are to have another form. */
const over = (query: RowsNode, w: Writer, types: ReadonlyArray<AnySqlType>): SelectNode => {
  const columns = columnsOf(query, w)
  const source: SourceNode = { _tag: 'Derived', name: derivedName, query, lateral: false }
  const projection: { readonly [key: string]: ProjectionNode } = Object.fromEntries(
    columns.map(({ name, expression: { type } }, index): [string, ExpressionNode] => {
      const column: ExpressionNode = {
        [ExprId]: brand,
        _tag: 'Column',
        source: derivedName,
        key: name,
        column: name,
        type,
        nullable: true,
        origin: undefined,
      }
      const wanted = types[index] ?? type
      return [name, storedAlike(type, wanted) ? column : cast(column, wanted)]
    }),
  )
  return {
    [QueryId]: brand,
    _tag: 'Select',
    from: source,
    projection,
    distinct: false,
    distinctOn: [],
    joins: [],
    where: [],
    groupBy: [],
    having: [],
    orderBy: [],
    limit: undefined,
    offset: undefined,
    lock: undefined,
  }
}

/** A query whose columns have the forms of types. */
const retyped = (_d: Dialect, query: RowsNode, types: ReadonlyArray<AnySqlType>, w: Writer): RowsNode =>
  columnsOf(query, w).every(({ expression: { type } }, index) => storedAlike(type, types[index] ?? type)) ? query : over(query, w, types)

/** The operands of a set operation with their columns in the forms of the first's. */
const unified = (d: Dialect, node: RowsNode, w: Writer): RowsNode => {
  if (node._tag === 'Select') return node
  const left = unified(d, node.left, w)
  const right = unified(d, node.right, w)
  const wanted = new Map(columnsOf(node, w).map(({ name, expression: { type } }) => [name, type]))
  const columns = columnsOf(right, w)
  for (const { name, expression: column } of columns) converted(d, column, wanted.get(name) ?? column.type, w)
  const aligning = retyped(
    d,
    right,
    columns.map(({ name, expression: { type } }) => wanted.get(name) ?? type),
    w,
  )
  return left === node.left && aligning === node.right ? node : { ...node, left, right: aligning }
}

const setOperation: Render<SetOperationNode> = (d, node, w) => standard.query.SetOperation(d, unified(d, node, w) as SetOperationNode, w)

/**
 * The operands of a set operation stand without parentheses and have no clauses of their own (manual, SELECT, 3): one
 * that has is a derived table.
 */
const setOperand: Dialect['setOperand'] = (d, { node, names }, w) =>
  isPlain(node) ? operandText(d, node, names, w) : `select * from (${operandText(d, node, names, w)})`

/**
 * `insert into t select … from u on conflict` would begin a join condition: the select needs a WHERE (manual, UPSERT, 2.2).
 */
const withWhere = (rows: RowsNode, w: Writer): RowsNode => {
  const select = queryCopy(rows._tag === 'Select' ? rows : over(rows, w, []))
  if (select.where.length === 0) select.where = [constant(true)]
  return select
}

const insert: Render<InsertNode> = (d, node, w) => {
  if (!('_tag' in node.rows)) return standard.query.Insert(d, node, w)
  const rows = unified(d, node.rows as RowsNode, w)
  const types = columnsOf(rows, w).map(
    ({ name, expression: { type } }) => node.into.columns.find(({ key }) => key === name)?.descriptor.type ?? type,
  )
  const fitting = retyped(d, rows, types, w)
  const next = queryCopy(node)
  next.rows = node.onConflict === undefined ? fitting : withWhere(fitting, w)
  return standard.query.Insert(d, next, w)
}

/** RETURNING knows a table by its own name, whatever alias the statement gave it. */
const returningTable =
  <N extends UpdateNode | DeleteNode>(render: Render<N>): Render<N> =>
  (d, node, w) => {
    const table = node._tag === 'Update' ? node.table : node.from
    if (node.returning === undefined || table.name === table.table) return render(d, node, w)
    const bare: N = { ...node, returning: undefined }
    const named: Dialect = {
      ...d,
      expr: {
        ...d.expr,
        Column: (dialect, column, writer) =>
          column.source === table.name
            ? `${identifier(dialect, table.table, writer)}.${identifier(dialect, column.column, writer)}`
            : d.expr.Column(dialect, column, writer),
      },
    }
    return render(d, bare, w) + returning(named, node.returning, w)
  }

/** The first name that an earlier one is equal to but for the case of its ASCII letters. */
const twiceIn = (names: ReadonlyArray<string>): string | undefined => {
  if (names.length < 2) return undefined
  const seen = new Set<string>()
  for (const name of names) {
    const folded = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    if (seen.has(folded)) return name
    seen.add(folded)
  }
  return undefined
}

const refuseName = (d: Dialect, where: string, name: string, w: Writer): string =>
  reject(
    w,
    compileError('identifier', `${where} have names that differ in case alone, which ${d.name} takes for one: ${name}`, {
      dialect: d.name,
    }),
  )

/**
 * SQLite takes names that differ in case alone for one, quoted or not, and reads the first of two such columns without a
 * word.
 */
const sameNames = (d: Dialect, sources: ReadonlyArray<SourceNode>, w: Writer): string => {
  const same = twiceIn(sources.map(({ name }) => name))
  if (same !== undefined) return refuseName(d, 'two sources of this query', same, w)
  for (const source of sources) {
    const twice = source._tag === 'Table' ? undefined : twiceIn(columnsOf(source.query, w).map(({ name }) => name))
    if (twice !== undefined) return refuseName(d, `two columns of ${source.name}`, twice, w)
  }
  return ''
}

/** A clause without text: what must be refused of any SELECT. */
const refusals: Render<SelectNode> = (d, node, w) => {
  if (node.orderBy.some((order) => isWide(order.expression.type))) return refuseWide(d, 'order', w)
  return node.joins.length === 0 && node.from._tag === 'Table' ? '' : sameNames(d, [node.from, ...node.joins.map((join) => join.source)], w)
}

// ---------------------------------------------------------------------------------------------------------------------
// nesting
// ---------------------------------------------------------------------------------------------------------------------

/** The most arguments of a function: manual, Limits, 7. */
const mostArguments = 1000

/** A JSON array of any number of values: more than a function takes are two arrays, joined where one ends in `,0]`. */
const jsonArray = (values: ReadonlyArray<string>): string =>
  values.length <= mostArguments
    ? `json_array(${values.join(', ')})`
    : `json(rtrim(json_array(${values.slice(0, mostArguments - 1).join(', ')}, 0), '0]') || substr(${jsonArray(values.slice(mostArguments - 1))}, 2))`

/** A value of nested JSON: doubles are exact there, with 17 digits. */
const jsonValue: Dialect['jsonValue'] = (text, type) => {
  // What a subquery gives is text to JSON, unless it is read again.
  if (type.tag === 'rows' || type.tag === 'row') return `json(${text})`
  // A document is a text inside: JSON's null is not NULL. What made it may have marked it as JSON, which `||` forgets.
  if (type.tag === 'json') return `${text} || ''`
  if (type.tag === 'bytes') return `case when ${text} is not null then hex(${text}) end`
  return type.tag === 'bigint' || (type.tag === 'decimal' && isExact(type)) ? `cast(${text} as text)` : text
}

// ---------------------------------------------------------------------------------------------------------------------
// the dialect
// ---------------------------------------------------------------------------------------------------------------------

/** The capabilities of SQLite. */
export type SqliteFeature =
  | 'cte'
  | 'filter'
  | 'fullJoin'
  | 'ilike'
  | 'insertReturning'
  | 'updateReturning'
  | 'deleteReturning'
  | 'isDistinctFrom'
  | 'nesting'
  | 'nullsOrder'
  | 'onConflict'
  | 'onConflictWhere'
  | 'rowValues'
  | 'windows'

export const sqlite: Dialect<SqliteFeature> = {
  ...standard,
  name: 'sqlite',
  supports: {
    cte: 'native',
    filter: 'native',
    fullJoin: 'native',
    ilike: 'emulated',
    insertReturning: 'native',
    updateReturning: 'native',
    deleteReturning: 'native',
    isDistinctFrom: 'native',
    nesting: 'native',
    nullsOrder: 'native',
    onConflict: 'native',
    onConflictWhere: 'native',
    rowValues: 'native',
    windows: 'native',
  },
  // A name in double quotes that is not found is a text to SQLite, without a word (manual, Quirks, 8); one in backticks is an error.
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  placeholder: (position) => `?${position}`,
  numbered: true,
  maxParameters: 32766,
  refuseIdentifier: () => undefined,
  castType: storageOf,
  typedParameter: parameter,
  bareParameter: parameter,
  expr: {
    ...standard.expr,
    Constant: (_d, node) => (node.value === null ? 'null' : node.value ? yes : no),
    Binary: binary,
    And: chain(' and ', andLevel, yes),
    Or: chain(' or ', orLevel, no),
    Between: between,
    InList: inList,
    InQuery: inQuery,
    Like: like,
    Cast: (d, node, w) => castText(d, node, w),
    Case: caseWhen,
    Aggregate: (d, node, w) => aggregate(d, node, nothing, w),
    Window: window,
    Scalar: scalar,
    Extract: extract,
    Truncate: truncate,
    AddInterval: addInterval,
    Nest: nestWith({
      row: jsonArray,
      aggregate: (row, orderBy) => `json_group_array(${row}${orderBy === '' ? '' : ` order by ${orderBy}`})`,
      empty: `'[]'`,
    }),
  },
  functions: {
    ...standard.functions,
    length: word('length'),
    coalesce,
    nullIf,
    abs: numeric('abs'),
    now: (_d, node) => nowText(node.type),
    today: (_d, node) => nowText(node.type),
  },
  query: {
    ...standard.query,
    SetOperation: setOperation,
    Insert: insert,
    Update: returningTable(standard.query.Update),
    Delete: returningTable(standard.query.Delete),
  },
  select: [refusals, ...standard.select],
  noLimit: '-1',
  stored: (d, { node, type }, w) =>
    storedAlike(node.type, type)
      ? node._tag === 'Param'
        ? bareParameter(d, node, w)
        : expression(d, node, w)
      : expression(d, cast(node, type), w),
  // There is no DEFAULT in VALUES.
  defaultValue: (d, entry, w) => defaultText(d, entry, w) ?? 'null',
  onConflict,
  setOperand,
  jsonValue,
  codecs,
  int64: (type) => type.tag === 'bigint' || (type.tag === 'decimal' && isExact(type)),
  ddl,
  transaction,
}
