/** MySQL 8.0.31 and later. */
import { fragmentNode } from '../kinds/fragment.js'
import { inMembers } from '../kinds/in-list.js'
import { seriesByRecursion } from '../kinds/series.js'
import { sameExpression } from '../plan/same-expression.js'
import {
  type AggregateNode,
  type ExpressionNode,
  type InQueryNode,
  type LikeNode,
  type OrderNode,
  type MatchesNode,
  type ParamNode,
  type QuantifiedNode,
  type RowsNode,
  type SelectNode,
  type WindowNode,
} from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { collateWith } from '../kinds/collate.js'
import { expression, list, standardText } from '../render/expression.js'
import { groupedAs } from '../render/grouped.js'
import { identifier, longerThanCharacters } from '../render/identifier.js'
import { beside } from '../render/parameter.js'
import { comparison, tighter } from '../render/precedence.js'
import { query } from '../render/query.js'
import { columnsOf, orderItem } from '../render/select.js'
import { nameOf, statisticOf } from '../kinds/aggregate.js'
import { windowOf } from '../kinds/window.js'
import { symmetricByOr } from '../kinds/between-symmetric.js'
import { boundPattern, perlWords } from '../kinds/matches.js'
import { overlapsBy } from '../kinds/overlaps.js'
import { quantifiedDerived, queryOfMembers } from '../kinds/quantified.js'
import { standard } from '../render/standard.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { arithmetic, binary, concat } from './arithmetic.js'
import { castWith, rounds } from './cast.js'
import { codecs } from './codecs.js'
import * as numbers from './numbers.js'
import * as text from './text.js'
import { collationName } from './collate.js'
import { jsonTable, mysqlElement, mysqlValues } from './sources.js'
import { castType, ddl } from './ddl.js'
import { dateDiff, formatDate, makeDate, shift } from './date-functions.js'
import { mysqlNest } from './nest.js'
import { addInterval, extract, truncate } from './temporal.js'
import { transaction } from './transaction.js'
import { affected, excluded, mysqlDelete, mysqlInsert, mysqlUpdate, mysqlUpsert } from './writes.js'

// ---------------------------------------------------------------------------------------------------------------------
// words
// ---------------------------------------------------------------------------------------------------------------------

const tooLong = /* @__PURE__ */ longerThanCharacters(64)

/** Manual 11.2: names have up to 64 characters of the Basic Multilingual Plane and do not end with a space. */
const refuseIdentifier = (name: string): string | undefined =>
  tooLong(name) ??
  (name.endsWith(' ') ? 'it ends with a space' : /[\u{10000}-\u{10FFFF}]/u.test(name) ? 'it has a character beyond U+FFFF' : undefined)

const cast = (placeholder: string, type: AnySqlType): string => `cast(${placeholder} as ${castType(type)})`

/** A decimal that meets a string meets it as a double, and a JSON document as a JSON string: manual 14.3. */
const bareParameter: Dialect['bareParameter'] = (_d, placeholder, type) =>
  type.name === 'decimal' || type.name === 'real' || type.name === 'json' ? cast(placeholder, type) : placeholder

/**
 * A parameter whose place does not fix its type always has a cast. MySQL 9.7 makes '0' of a text that it groups by, compares
 * in HAVING or gives to MIN, of bytes anywhere, and of a text where the statement was executed with a number before; MariaDB
 * 10.11 takes all bytes for one group. A time is sent as text, and without the inner cast MySQL reads it as a number of
 * another type: 22:11:10 becomes 00:00:00.
 */
const typedParameter: Dialect['typedParameter'] = (d, placeholder, type) =>
  type.name === 'json'
    ? d.bareParameter(d, placeholder, type)
    : cast(type.name === 'time' ? `cast(${placeholder} as char)` : placeholder, type)

// ---------------------------------------------------------------------------------------------------------------------
// LIKE
// ---------------------------------------------------------------------------------------------------------------------

/**
 * A text with the letters A to Z, and no others, in lower case. LOWER folds all of Unicode, so it is given the bytes as
 * text of an alphabet that has no case and keeps ASCII where it is; a byte of UTF-8 above 127 is a letter of it, or nothing.
 */
const folded = (text: string): string => `convert(cast(lower(convert(cast(${text} as binary) using hebrew)) as binary) using utf8mb4)`

const foldedPattern = (d: Dialect, node: ExpressionNode, w: Writer): string =>
  node._tag === 'Param' && typeof node.value === 'string'
    ? expression(d, { ...node, value: node.value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) } satisfies ParamNode, w)
    : folded(expression(d, node, w))

/** One backslash; in a literal it is escaped by another. */
const escape = `escape '\\\\'`

const like: Render<LikeNode> = (d, node, w) => {
  const sign = node.negated ? 'not like' : 'like'
  if (node.ignoreCase) {
    const operand = `${folded(expression(d, node.operand, w))} collate utf8mb4_bin`
    return `${operand} ${sign} ${foldedPattern(d, node.pattern, w)} ${escape}`
  }
  const operand = beside(d, node.operand, node.pattern, w)
  return `${operand} ${sign} ${beside(d, node.pattern, node.operand, w)} ${escape}`
}

/** Upper and lower case differ whatever the collation: manual 14.8.2. */
const matches: Render<MatchesNode> = (d, node, w) => {
  const text = `regexp_like(${expression(d, node.operand, w)}, ${boundPattern(d, node, perlWords, w)}, 'c')`
  return node.negated ? `not ${text}` : text
}

// ---------------------------------------------------------------------------------------------------------------------
// aggregates
// ---------------------------------------------------------------------------------------------------------------------

/** Aggregates leave nulls out, so a filter is a CASE around the argument. */
const filtered = (d: Dialect, text: string, filter: ExpressionNode | undefined, w: Writer): string =>
  filter === undefined ? text : `case when ${expression(d, filter, w)} then ${text} end`

const argumentOf = (d: Dialect, { argument }: AggregateNode, w: Writer): string =>
  argument === undefined ? '1' : expression(d, argument, w)

const call = (d: Dialect, name: string, given: AggregateNode, w: Writer): string => {
  const node = statisticOf(given)
  const { argument, others, distinct, filter } = node
  if (argument === undefined && filter === undefined) return `${name}(*)`
  // What has a null among several is not counted.
  const rest = others.map((other) => `, ${expression(d, other, w)}`).join('')
  return `${name}(${distinct ? 'distinct ' : ''}${filtered(d, argumentOf(d, node, w), filter, w)}${rest})`
}

/**
 * An item of the order inside GROUP_CONCAT. MySQL 9.7 loses the items after a first one that is constant, as `a is null` is of a
 * column that is never null; `a <=> null` says the same, and is not taken for a constant.
 */
const itemInside = (d: Dialect, order: OrderNode, w: Writer): string => {
  const { expression: node, direction, nulls } = order
  const item = orderItem(d, { ...order, nulls: undefined }, w)
  const isOwn = nulls === undefined || (nulls === 'first') === (direction === 'asc')
  return isOwn ? item : `${tighter(d, node, comparison, w)} <=> null${nulls === 'first' ? ' desc' : ''}, ${item}`
}

/**
 * The separator of GROUP_CONCAT is a literal of its grammar (manual 14.19.1), and no parameter: it is put before each text instead,
 * and the first one is cut off. The driver lifts group_concat_max_len, which would cut the text with a warning only.
 */
const stringAgg: Render<AggregateNode> = (d, node, w) => {
  const { others, distinct, orderBy, filter } = node
  const separator = expression(d, others[0] as ExpressionNode, w)
  const text = `concat(${separator}, ${filtered(d, argumentOf(d, node, w), filter, w)})`
  const order = orderBy.length === 0 ? '' : ` order by ${orderBy.map((item) => itemInside(d, item, w)).join(', ')}`
  const all = `group_concat(${distinct ? 'distinct ' : ''}${text}${order} separator '')`
  return `substring(${all}, char_length(${expression(d, others[0] as ExpressionNode, w)}) + 1)`
}

/** AVG of what is exact is a decimal of four digits more: the average is made of an exact sum instead. */
const isExactAverage = ({ name, argument }: AggregateNode): boolean => name === 'avg' && argument?.type.tag !== 'double'

/** An aggregate, made of calls of others: each has the window, where there is one. Bits of nothing are 0 or 2^64 - 1 here, unsigned. */
const composed = (node: AggregateNode, part: (name: string) => string): string =>
  isExactAverage(node)
    ? `(cast(${part('sum')} as double) / ${part('count')})`
    : node.name === 'bitAnd' || node.name === 'bitOr' || node.name === 'bitXor'
      ? `if(${part('count')} = 0, null, cast(${part(nameOf(node.name))} as signed))`
      : part(nameOf(node.name))

const aggregate: Render<AggregateNode> = (d, node, w) =>
  node.name === 'stringAgg' ? stringAgg(d, node, w) : composed(node, (name) => call(d, name, node, w))

const window: Render<WindowNode> = (d, node, w) => {
  const over = (name: string): string => windowOf((_d, fn) => call(d, name, fn, w))(d, node, w)
  return typeof node.function === 'string' ? over('') : composed(node.function, over)
}

// ---------------------------------------------------------------------------------------------------------------------
// subqueries
// ---------------------------------------------------------------------------------------------------------------------

/**
 * Under DISTINCT a query is ordered by what it selects, and an expression with a `?` is not known again as the same one (error
 * 3065): it is named by its column.
 */
const select: Render<SelectNode> = (d, node, w) => {
  if (!node.distinct || node.orderBy.every(({ expression: item }) => item._tag === 'Column')) return standard.query.Select(d, node, w)
  const columns = columnsOf(node, w)
  const named = (item: ExpressionNode): ExpressionNode => {
    const column = columns.find(({ expression: selected }) => item._tag !== 'Column' && sameExpression(selected, item))
    if (column === undefined) return item
    return fragmentNode([identifier(d, column.name, w)], [], item.type)
  }
  return standard.query.Select(d, { ...node, orderBy: node.orderBy.map((order) => ({ ...order, expression: named(order.expression) })) }, w)
}

const isLimited = (node: RowsNode): boolean =>
  node.limit !== undefined || node.offset !== undefined || (node._tag === 'SetOperation' && (isLimited(node.left) || isLimited(node.right)))

/** LIMIT is refused in the query of IN itself (error 1235), not in a derived table: manual 15.2.15.12. */
export const inQuery: Render<InQueryNode> = (d, node, w) => {
  if (!isLimited(node.query)) return standardText(d, node, w)
  const operand = tighter(d, node.operand, comparison, w)
  return `${operand} ${node.negated ? 'not in' : 'in'} (select * from (${query(d, node.query, w)}) as ${d.quote('limited')})`
}

/** The query of ANY and ALL, as that of IN. */
export const quantified: Render<QuantifiedNode> = (d, node, w) =>
  isLimited(queryOfMembers(node)) ? quantifiedDerived(d, node, w) : standardText(d, node, w)

// ---------------------------------------------------------------------------------------------------------------------
// the record
// ---------------------------------------------------------------------------------------------------------------------

/** What JSON would round, or write in another form, as text. */
const jsonValue: NonNullable<Dialect['jsonValue']> = (text, type) => {
  if (type.tag === 'rows' || type.tag === 'row') return text
  switch (type.name) {
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'time':
    case 'localTimestamp':
    case 'timestamp':
    // So that JSON's null is not SQL's.
    case 'json':
      return `cast(${text} as char)`
    case 'bytes':
      return `hex(${text})`
    case 'real':
      // MariaDB writes a float with six digits.
      return `cast(${text} as double)`
    default:
      return text
  }
}

/** The capabilities of MySQL. */
export type MysqlFeature =
  | 'bitAggregates'
  | 'cte'
  | 'exceptAll'
  | 'filter'
  | 'ilike'
  | 'intersectAll'
  | 'isDistinctFrom'
  | 'jsonElements'
  | 'lateral'
  | 'lockOf'
  | 'nesting'
  | 'nullsOrder'
  | 'onConflict'
  | 'replace'
  | 'regularExpressions'
  | 'rowLocks'
  | 'rowValues'
  | 'statistics'
  | 'windows'
  | 'withTies'

/** Case-sensitive, whatever the collation: manual, 14.8.2. */
const regexpReplaced = (operand: string, pattern: string): string => `regexp_replace(${operand}, ${pattern}, '', 1, 0, 'c')`

export const mysql: Dialect<MysqlFeature> = {
  ...standard,
  name: 'mysql',
  supports: {
    bitAggregates: 'emulated',
    statistics: 'native',
    cte: 'native',
    exceptAll: 'native',
    filter: 'emulated',
    ilike: 'emulated',
    intersectAll: 'native',
    isDistinctFrom: 'native',
    jsonElements: 'native',
    lateral: 'native',
    lockOf: 'native',
    nesting: 'native',
    nullsOrder: 'emulated',
    onConflict: 'native',
    replace: 'native',
    regularExpressions: 'native',
    rowLocks: 'native',
    rowValues: 'native',
    windows: 'native',
    withTies: 'emulated',
  },
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  refuseIdentifier,
  maxParameters: 65_535,
  operators: { ...standard.operators, isDistinctFrom: '<=>', isNotDistinctFrom: '<=>' },
  castType,
  typedParameter,
  bareParameter,
  // The column makes of it what it is.
  assignedParameter: (_d, placeholder) => placeholder,
  expr: {
    ...standard.expr,
    Binary: binary,
    Arithmetic: arithmetic,
    Concat: concat,
    BetweenSymmetric: symmetricByOr,
    Quantified: quantified,
    Matches: matches,
    Overlaps: /* @__PURE__ */ overlapsBy('least', 'greatest'),
    InList: inMembers,
    Like: like,
    Collate: collateWith('utf8mb4_0900_bin', collationName),
    Cast: castWith(rounds),
    InQuery: inQuery,
    Extract: extract,
    Truncate: truncate,
    AddInterval: addInterval,
    Shift: shift,
    DateDiff: dateDiff,
    FormatDate: formatDate,
    Aggregate: aggregate,
    Window: window,
    Element: mysqlElement,
    Nest: mysqlNest,
    Excluded: (d, node, w) => `${identifier(d, excluded, w)}.${identifier(d, node.column, w)}`,
  },
  functions: {
    // A date and a string are a string together: manual 14.5.
    coalesce: (d, node, w) => `coalesce(${list(d, node.args, w)})`,
    position: text.position,
    splitPart: text.splitPart,
    btrim: text.trimmed('btrim', regexpReplaced),
    ltrim: text.trimmed('ltrim', regexpReplaced),
    rtrim: text.trimmed('rtrim', regexpReplaced),
    octetLength: text.octetLength,
    round: numbers.round,
    ceil: numbers.whole((operand) => `ceil(${operand})`),
    floor: numbers.whole((operand) => `floor(${operand})`),
    trunc: numbers.truncated,
    sign: numbers.sign,
    power: numbers.power,
    random: () => 'rand()',
    greatest: numbers.extreme('greatest'),
    least: numbers.extreme('least'),
    now: () => 'utc_timestamp(3)',
    today: () => 'utc_date()',
    makeDate,
  },
  query: { Select: select, Insert: mysqlInsert, Update: mysqlUpdate, Delete: mysqlDelete },
  sources: { Values: mysqlValues, Series: seriesByRecursion, Elements: jsonTable },
  // Constant in a group, and ONLY_FULL_GROUP_BY knows that of no expression but a selected one (manual 14.19.3).
  grouped: /* @__PURE__ */ groupedAs((text) => `min(${text})`),
  noLimit: '18446744073709551615',
  namesExcluded: true,
  withInsideInsert: true,
  // CAST AS CHAR keeps the length of what it casts, and the step's values are cut to it: manual 15.2.20.
  growingText: 'char(65535)',
  nestsByNumber: true,
  jsonValue,
  codecs,
  int64: () => false,
  onConflict: mysqlUpsert,
  affected,
  ddl,
  transaction,
}
