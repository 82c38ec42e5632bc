/**
 * Numbers on SQLite, which has 64-bit integers and doubles and no decimal.
 *
 * A decimal of up to 18 digits is an INTEGER scaled by 10 to its scale: order, equality, sums and products are exact. A
 * decimal column of more digits is TEXT in canonical form, which compares for equality and nothing else. What arithmetic
 * makes of decimals is a scaled INTEGER whatever its precision says, because it must fit 64 bits or fail.
 *
 * Integer arithmetic beyond 64 bits gives a REAL in SQLite, without a word (manual, Datatypes, 4.3): where the types do
 * not rule it out, the operation is guarded, so that it is an error.
 */
import { compileError } from '../plan/compile-error.js'
import { orderList } from '../render/select.js'
import type { AggregateNode, ArithmeticNode, ExpressionNode, OrderNode } from '../tree/node.js'
import { castNode } from '../kinds/cast.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { additive, asTight, multiplicative, tighter } from '../render/precedence.js'
import { reject } from '../render/writer.js'
import { type AnySqlType, scaleOf } from '../schema/sql-type.js'
import { computedDecimal } from '../schema/types/decimal.js'
import { doubleType } from '../schema/types/float.js'

/** The digits that any 64-bit integer can hold. */
export const mostDigits = 18

/** Whether a decimal is stored as text. */
export const isWide = (type: AnySqlType): boolean => type.tag === 'decimal' && !type.computed && (type.precision as number) > mostDigits

/** Whether a number is an INTEGER: scaled, where it is a decimal. */
export const isExact = (type: AnySqlType): boolean =>
  type.tag === 'integer' || type.tag === 'bigint' || (type.tag === 'decimal' && !isWide(type))

/** Notes what SQLite cannot say exactly, and gives empty text. */
export const refuse = (d: Dialect, what: string, hint: string, w: Writer): string =>
  reject(w, compileError('unsupported', `${d.name} has no ${what}: ${hint}`, { dialect: d.name, feature: what }))

/** Notes that a decimal stored as text has no order and no arithmetic. */
export const refuseWide = (d: Dialect, what: string, w: Writer): string =>
  refuse(d, `${what} of decimals of more than ${mostDigits} digits`, 'they are stored as text, which compares for equality only', w)

/** A conversion. Its rendering is exact: see cast.ts. */
export const cast: (operand: ExpressionNode, type: AnySqlType) => ExpressionNode = castNode

// ---------------------------------------------------------------------------------------------------------------------
// how large a number can get
// ---------------------------------------------------------------------------------------------------------------------

const most = 2n ** 63n - 1n
/** More than fits: anything may be. */
const any = 2n ** 63n

const tens = (digits: number): bigint => 10n ** BigInt(digits)

/** What a table's own column can hold: its CHECK says so. */
const boundOfType = (type: AnySqlType): bigint =>
  type.name === 'smallint'
    ? 2n ** 15n
    : type.name === 'integer'
      ? 2n ** 31n
      : type.name === 'decimal' && !type.computed && (type.precision as number) <= mostDigits
        ? tens(type.precision as number)
        : any

const digitsOf = (value: unknown): bigint => {
  const [whole = '', fraction = ''] = String(value).replace('-', '').split('.')
  return /^\d{1,40}$/.test(whole + fraction) ? BigInt(whole + fraction) : any
}

/** A bound of the absolute value of an exact number, scaled. */
export const boundOf = (node: ExpressionNode): bigint => {
  switch (node._tag) {
    case 'Param':
      return node.type.mapping === undefined ? digitsOf(node.value) * tens(scaleOf(node.type)) : boundOfType(node.type)
    case 'Column':
      // A derived table's column may be what arithmetic made.
      return node.origin === undefined ? any : boundOfType(node.type)
    case 'Excluded':
      return boundOfType(node.type)
    case 'Arithmetic':
      return boundOfArithmetic(node)
    case 'Aggregate':
      return node.name === 'count' ? 2n ** 31n : node.argument !== undefined && node.name !== 'sum' ? boundOf(node.argument) : any
    default:
      return any
  }
}

const boundAt = (node: ExpressionNode, scale: number): bigint => boundOf(node) * tens(Math.max(0, scale - scaleOf(node.type)))

const boundOfArithmetic = ({ operator, left, right, type }: ArithmeticNode): bigint => {
  const scale = scaleOf(type)
  switch (operator) {
    case 'mul':
      return boundOf(left) * boundOf(right)
    case 'div':
      return boundOf(left) * tens(dividendDigits(left, right, scale))
    case 'mod':
      return boundAt(left, scale)
    default:
      return boundAt(left, scale) + boundAt(right, scale)
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// texts
// ---------------------------------------------------------------------------------------------------------------------

/** `100`, for a scale of 2. */
export const factor = (digits: number): string => `1${'0'.repeat(digits)}`

/**
 * An integer as it is, and an error where it is a REAL because it overflowed: a REAL's text has a point, and with a space
 * in its place it is no JSON. SQLite has no other function that fails by the type of its argument.
 */
export const guarded = (text: string): string => `cast(json(replace(${text}, '.', ' ')) as integer)`

/** Text, guarded where its value may be beyond 64 bits. */
const within = (text: string, bound: bigint): string => (bound > most ? guarded(text) : text)

/** `cast(a as integer)` clamps a REAL beyond 64 bits to the nearest integer, which this makes overflow. */
export const unclamped = (text: string): string => guarded(`${text} + 1 - 2 + 1`)

/** Division by a power of ten, rounded half away from zero. `n / 5 / 2 + n / 5 % 2` is n / 10. */
const roundedText = (text: string, digits: number): string => {
  const doubled = `${text} / 5${'0'.repeat(digits - 1)}`
  return `(${doubled} / 2 + ${doubled} % 2)`
}

/** A scaled integer's text at another scale; rounded half away from zero where that has fewer digits. */
export const rescaledText = (d: Dialect, text: string, from: number, to: number, bound: bigint, w: Writer): string => {
  if (from === to) return text
  if (Math.abs(to - from) > mostDigits)
    return refuse(d, `decimals ${Math.abs(to - from)} digits apart`, `a number has at most ${mostDigits} digits`, w)
  if (from > to) return roundedText(text, from - to)
  const scaled = `${text} * ${factor(to - from)}`
  return bound * tens(to - from) > most ? guarded(scaled) : `(${scaled})`
}

/** The text of an exact number at a scale. */
const atScale = (
  d: Dialect,
  node: ExpressionNode,
  scale: number,
  tight: (d: Dialect, node: ExpressionNode, w: Writer) => string,
  w: Writer,
): string => {
  const from = scaleOf(node.type)
  return from === scale ? tight(d, node, w) : rescaledText(d, tighter(d, node, multiplicative, w), from, scale, boundOf(node), w)
}

/** The text of a number as a double; an integer beside a REAL becomes one by itself. */
const asDouble = (d: Dialect, node: ExpressionNode, tight: (d: Dialect, node: ExpressionNode, w: Writer) => string, w: Writer): string =>
  node.type.tag === 'decimal' ? expression(d, cast(node, doubleType), w) : tight(d, node, w)

// ---------------------------------------------------------------------------------------------------------------------
// arithmetic
// ---------------------------------------------------------------------------------------------------------------------

const signs = { add: '+', sub: '-', mul: '*', div: '/', mod: '%' } as const

/** Zeros to append to a dividend, so that a quotient of integers has the scale of its type. */
const dividendDigits = (left: ExpressionNode, right: ExpressionNode, scale: number): number =>
  Math.max(0, scale - scaleOf(left.type) + scaleOf(right.type))

/**
 * A quotient rounded half away from zero: of twice the quotient, half and what is left. Division by zero is NULL in
 * SQLite.
 */
const quotient = (d: Dialect, { left, right, type }: ArithmeticNode, w: Writer): string => {
  const digits = dividendDigits(left, right, scaleOf(type))
  if (digits >= mostDigits) return refuse(d, `quotient of ${digits} more digits`, `a number has at most ${mostDigits} digits`, w)
  const dividend = within(`${tighter(d, left, multiplicative, w)} * 2${'0'.repeat(digits)}`, boundOf(left) * tens(digits) * 2n)
  const doubled = `${dividend} / ${tighter(d, right, multiplicative, w)}`
  // The same text twice: its placeholders are numbered.
  return `(${doubled} / 2 + ${doubled} % 2)`
}

export const arithmetic = (d: Dialect, node: ArithmeticNode, w: Writer): string => {
  const { operator, left, right, type } = node
  if (isWide(left.type) || isWide(right.type)) return refuseWide(d, 'arithmetic', w)
  const level = operator === 'add' || operator === 'sub' ? additive : multiplicative
  const first = (dialect: Dialect, operand: ExpressionNode, writer: Writer): string => asTight(dialect, operand, level, writer)
  const second = (dialect: Dialect, operand: ExpressionNode, writer: Writer): string => tighter(dialect, operand, level, writer)
  if (type.tag === 'double') {
    // % makes integers of its operands.
    if (operator === 'mod') return `mod(${asDouble(d, left, expression, w)}, ${asDouble(d, right, expression, w)})`
    return `${asDouble(d, left, first, w)} ${signs[operator]} ${asDouble(d, right, second, w)}`
  }
  if (type.tag === 'decimal' && operator === 'div') return quotient(d, node, w)
  const scale = scaleOf(type)
  const [a, b] = operator === 'mul' ? [scaleOf(left.type), scaleOf(right.type)] : [scale, scale]
  const text = `${atScale(d, left, a, first, w)} ${signs[operator]} ${atScale(d, right, b, second, w)}`
  // The least integer by -1 is the one quotient that overflows.
  return operator === 'mod' ? text : within(text, operator === 'div' ? boundOf(left) : boundOfArithmetic(node))
}

// ---------------------------------------------------------------------------------------------------------------------
// operands of one type
// ---------------------------------------------------------------------------------------------------------------------

const isTemporal = ({ tag }: AnySqlType): boolean => tag === 'timestamp' || tag === 'localTimestamp' || tag === 'time'

/** Whether values of two types compare as they are stored: a bigint beside a double is a double elsewhere, and rounded to one. */
const alike = (a: AnySqlType, b: AnySqlType): boolean =>
  a === b ||
  (isExact(a)
    ? (isExact(b) && scaleOf(a) === scaleOf(b)) || (b.tag === 'double' && a.tag === 'integer')
    : a.tag === 'double'
      ? b.tag === 'double' || b.tag === 'integer'
      : isWide(a)
        ? isWide(b) && scaleOf(a) === scaleOf(b)
        : !isTemporal(a) || a.precision === b.precision)

const finest = (types: ReadonlyArray<AnySqlType>): AnySqlType =>
  types.reduce((best, type) => ((type.precision ?? 0) > (best.precision ?? 0) ? type : best))

/**
 * Operands that are compared, in one form: decimals at the largest scale, or as doubles beside one; instants with the most
 * digits of a second. A conversion to that form loses nothing.
 */
export const aligned = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, ordered: boolean, w: Writer): ReadonlyArray<ExpressionNode> => {
  const first = (nodes[0] as ExpressionNode).type
  if (ordered && nodes.some(({ type }) => isWide(type))) {
    refuseWide(d, 'order', w)
    return nodes
  }
  if (first.tag === 'json' && !nodes.some((node) => node._tag === 'Param' && node.value === null)) {
    refuse(d, 'comparison of JSON', 'it is text, where the order of keys counts; compare a value inside', w)
    return nodes
  }
  if (first.tag === 'tuple') return alignedTuples(d, nodes, ordered, w)
  if (nodes.every(({ type }) => alike(first, type))) return nodes
  if (isTemporal(first)) {
    const type = finest(nodes.map((node) => node.type))
    return nodes.map((node) => (node.type.precision === type.precision ? node : cast(node, type)))
  }
  if (nodes.some(({ type }) => isWide(type))) {
    refuseWide(d, 'comparison', w)
    return nodes
  }
  if (nodes.some(({ type }) => type.tag === 'double'))
    return nodes.map((node) => (node.type.tag === 'decimal' || node.type.tag === 'bigint' ? cast(node, doubleType) : node))
  const scale = Math.max(...nodes.map(({ type }) => scaleOf(type)))
  return nodes.map((node) => (scaleOf(node.type) === scale ? node : cast(node, computedDecimal(38, scale))))
}

const alignedTuples = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, ordered: boolean, w: Writer): ReadonlyArray<ExpressionNode> => {
  const tuples = nodes.filter((node) => node._tag === 'Tuple')
  const length = tuples[0]?.items.length
  if (tuples.length < nodes.length || tuples.some(({ items }) => items.length !== length)) return nodes
  const columns = (tuples[0]?.items ?? []).map((_, index) =>
    aligned(
      d,
      tuples.map(({ items }) => items[index] as ExpressionNode),
      ordered,
      w,
    ),
  )
  return tuples.map((tuple, row) => ({ ...tuple, items: columns.map((column) => column[row] as ExpressionNode) }))
}

/** Whether values of a type are stored alike in a column of another. */
export const storedAlike = (from: AnySqlType, to: AnySqlType): boolean =>
  from === to ||
  (isExact(to)
    ? isExact(from) && scaleOf(from) === scaleOf(to)
    : to.tag === 'double'
      ? from.tag === 'double'
      : isWide(to)
        ? isWide(from) && scaleOf(from) === scaleOf(to)
        : !isTemporal(to) || (from.tag === to.tag && from.precision === to.precision))

/** Whether every value of a type has an equal of another. */
const fits = (from: AnySqlType, to: AnySqlType): boolean =>
  isExact(to)
    ? isExact(from) && scaleOf(from) <= scaleOf(to)
    : to.tag === 'double'
      ? isExact(from)
      : isTemporal(to)
        ? from.tag === to.tag && (from.precision as number) <= (to.precision as number)
        : isWide(to) && isExact(from) && scaleOf(from) <= scaleOf(to)

/** A value as one of a type, as a branch of CASE or a row of UNION has it; refused where that would round it. */
export const converted = (d: Dialect, node: ExpressionNode, type: AnySqlType, w: Writer): ExpressionNode => {
  if (storedAlike(node.type, type)) return node
  if (!fits(node.type, type)) refuse(d, `${typeText(node.type)} as ${typeText(type)} without a loss`, 'cast it where that is meant', w)
  return cast(node, type)
}

/** A type in words. */
export const typeText = (type: AnySqlType): string =>
  type.tag === 'decimal' ? `decimal(${type.precision}, ${type.scale})` : isTemporal(type) ? `${type.name}(${type.precision})` : type.name

// ---------------------------------------------------------------------------------------------------------------------
// aggregates
// ---------------------------------------------------------------------------------------------------------------------

/** Orders, where what is ordered has one here. */
export const ordered = (d: Dialect, nodes: ReadonlyArray<OrderNode>, w: Writer): string =>
  nodes.some((order) => isWide(order.expression.type)) ? refuseWide(d, 'order', w) : orderList(d, nodes, w)

const orderInside = (d: Dialect, { orderBy }: AggregateNode, w: Writer): string =>
  orderBy.length === 0 ? '' : ` order by ${ordered(d, orderBy, w)}`

/** A number as its literal, and what else there is in hexadecimal: equal where the values are, but for a double's zero with a minus. */
const quoted = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  const { tag } = node.type
  const text = expression(d, node, w)
  if (tag === 'double') return `quote(${text} + 0.0)`
  return tag === 'integer' || tag === 'bigint' || tag === 'decimal' || tag === 'boolean' ? `quote(${text})` : `hex(${text})`
}

/** There is no DISTINCT over several: it is over texts that they are known by, with commas between them. */
const combined = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  const known = nodes.map((node) => `(${expression(d, node, w)}) is not null`).join(' and ')
  return `case when ${known} then ${nodes.map((node) => quoted(d, node, w)).join(` || ',' || `)} end`
}

/**
 * With DISTINCT an aggregate takes one argument, so the separator is a comma: between texts in hexadecimal, which have none, it is
 * replaced by the one that is meant.
 */
const stringAgg = (d: Dialect, node: AggregateNode, rest: string, w: Writer): string => {
  const [text, separator] = [expression(d, node.argument as ExpressionNode, w), expression(d, node.others[0] as ExpressionNode, w)]
  const order = orderInside(d, node, w)
  return node.distinct
    ? `cast(unhex(replace(group_concat(distinct hex(${text})${order})${rest}, ',', hex(${separator}))) as text)`
    : `group_concat(${text}, ${separator}${order})${rest}`
}

/** An aggregate, or one over a window, whose clause is then given. */
export const aggregate = (d: Dialect, node: AggregateNode, over: () => string, w: Writer): string => {
  const { argument, others, name } = node
  if (argument !== undefined && (name !== 'count' || others.length > 0) && [argument, ...others].some(({ type }) => isWide(type)))
    return refuseWide(d, name, w)
  const rest = `${node.filter === undefined ? '' : ` filter (where ${expression(d, node.filter, w)})`}${over()}`
  if (name === 'stringAgg') return stringAgg(d, node, rest, w)
  const read = argument === undefined ? '*' : others.length > 0 ? combined(d, [argument, ...others], w) : expression(d, argument, w)
  const call = (fn: string): string => `${fn}(${node.distinct ? 'distinct ' : ''}${read})${rest}`
  // One division, so that it is rounded once.
  return name === 'avg' && argument?.type.tag === 'decimal'
    ? `(cast(${call('sum')} as real) / (${call('count')} * ${factor(scaleOf(argument.type))}))`
    : call(name)
}
