/** PostgreSQL 12 and later. */
import {
  type BinaryNode,
  brand,
  type CastNode,
  ExprId,
  type ExpressionNode,
  type InListNode,
  type Interval,
  type ParamNode,
} from '../query/node.js'
import type { Dialect, Feature, Render, Writer } from '../render/dialect.js'
import { encoderOf, encodeWith } from '../render/encode.js'
import { expression } from '../render/expression.js'
import { longerThanBytes } from '../render/identifier.js'
import { nestWith } from '../render/nest.js'
import { beside, bind, bindShared } from '../render/parameter.js'
import { additive, asTight, comparison, multiplicative, tighter } from '../render/precedence.js'
import { aggregateNamed, divisor, standard, windowOf } from '../render/standard.js'
import { onConflict } from '../render/write.js'
import { type AnySqlType, integerType, sqlType } from '../schema/sql-type.js'
import { encodeArray } from './array.js'
import { codecs } from './codecs.js'
import { castType, ddl, parameterType } from './ddl.js'
import { transaction } from './transaction.js'

/** The protocol counts parameters in 16 bits; postgres.js stops two short of that. */
export const mostParameters = 65_533

/** The values of a list as the text of an array. */
const readList = (d: Dialect, { list }: InListNode, w: Writer): string => {
  const { type } = list[0] as ParamNode
  const encoder = encoderOf(d, type, w)
  return encodeArray(list, (item) => {
    const { type: own, value, like: place } = item as ParamNode
    return encodeWith(own === type ? encoder : encoderOf(d, own, w), own, value, place, w)
  })
}

/**
 * A list of values is one array parameter, so that its length is not in the text: `a = any($1::integer[])`. Each value is
 * encoded as what it is; those of several types make no array.
 */
const inList: Dialect['expr']['InList'] = (d, node, w) => {
  const { list, operand, negated } = node
  // PostgreSQL has arrays of several dimensions, and no array of arrays.
  if (list.length === 0 || operand.type.name === 'array' || operand._tag === 'Param' || list.some((item) => item._tag !== 'Param'))
    return standard.expr.InList(d, node, w)
  const values = list as ReadonlyArray<ParamNode>
  const { type } = values[0] as ParamNode
  const element = parameterType(type)
  if (values.some((item) => item.type !== type && parameterType(item.type) !== element)) return standard.expr.InList(d, node, w)
  const left = tighter(d, operand, comparison, w)
  const literal = readList(d, node, w)
  // Under GROUP BY two equal lists are one parameter.
  const array =
    w.shared === undefined
      ? bind(d, literal, w, node, readList)
      : bindShared(d, literal, sqlType('array', 'array', { of: type }), w, node, readList)
  return `${left} ${negated ? '<> all' : '= any'}(${array}::${element}[])`
}

/** Fixed for all: upper and lower case of ASCII only, so that the meaning is the same on every database. */
const ascii = (d: Dialect, node: ExpressionNode, w: Writer): string => `lower(${tighter(d, node, multiplicative, w)} collate "C")`

/** The backslash escapes without being named: manual 9.7.1. */
const like: Dialect['expr']['Like'] = (d, node, w) => {
  const operand = node.ignoreCase ? ascii(d, node.operand, w) : beside(d, node.operand, node.pattern, w)
  const pattern = node.ignoreCase ? ascii(d, node.pattern, w) : beside(d, node.pattern, node.operand, w)
  return `${operand} ${node.negated ? 'not like' : 'like'} ${pattern}`
}

/**
 * A quotient of decimals has the scale of its type, rounded half away from zero. `/` has rounded already, to a scale that
 * depends on the values; `div` cuts, so the quotient is cut one digit behind its scale, and rounded once. Numbers with an
 * exponent are numeric: manual 4.1.2.6.
 */
const decimalQuotient: Render<BinaryNode> = (d, { left, right, type }, w) => {
  const scale = type.scale ?? 0
  const dividend = `${asTight(d, left, multiplicative, w)} * 1e${scale + 1}`
  return `round(div(${dividend}, ${divisor(d, right, left, w)}) * 1e-${scale + 1}, ${scale})`
}

const asFloat = (d: Dialect, node: ExpressionNode, w: Writer): string => {
  const text = expression(d, node, w)
  return node.type.name === 'double' ? text : `cast(${text} as double precision)`
}

/** How often 2^-1074, the least double, is in the absolute value of one: its fraction with the leading bit, by its exponent. */
const unitsOf = (float: string): string => {
  const bits = `('x' || encode(float8send(${float}), 'hex'))::bit(64)::bigint`
  const exponent = `((${bits} >> 52) & 2047)::integer`
  return `((${bits} & ${2n ** 52n - 1n}) + least(${exponent}, 1) * ${2n ** 52n}) * 2::numeric ^ (greatest(${exponent}, 1) - 1)`
}

/**
 * There is no `%` of floats, and a float as numeric is its shortest text, not itself. So the remainder is one of whole
 * numbers, and made a float again: 5^1074 * 1e-1074 is 2^-1074, and all of it is exact. The operands stand several times in
 * the text, each bound once.
 */
const floatRemainder: Render<BinaryNode> = (d, { left, right }, w) => {
  const [dividend, by] = [asFloat(d, left, w), asFloat(d, right, w)]
  const units = `mod(${unitsOf(dividend)}, nullif(${unitsOf(by)}, 0))`
  return `(sign(${dividend}) * (${units} * 5::numeric ^ 1074 * 1e-1074)::double precision)`
}

const asInteger = (node: ExpressionNode): CastNode => ({ [ExprId]: brand, _tag: 'Cast', operand: node, type: integerType })

/** Two smallints make a smallint here, and an integer everywhere else: one of them is cast. */
const widened = (node: BinaryNode): BinaryNode => {
  const { left, right } = node
  if (left.type.name !== 'smallint' || right.type.name !== 'smallint' || node.type.name !== 'integer') return node
  return left._tag === 'Param' ? { ...node, right: asInteger(right) } : { ...node, left: asInteger(left) }
}

const binary: Dialect['expr']['Binary'] = (d, node, w) =>
  node.operator === 'div' && node.type.name === 'decimal'
    ? decimalQuotient(d, node, w)
    : node.operator === 'mod' && node.type.name === 'double'
      ? floatRemainder(d, node, w)
      : standard.expr.Binary(d, widened(node), w)

/** An aggregate as the manual has it: `sum` of floats of 32 bits would be one of them, and booleans have no `min`. */
const aggregate: Dialect['expr']['Aggregate'] = (d, node, w) => {
  const { name, argument } = node
  if (name === 'sum' && argument?.type.name === 'real')
    return standard.expr.Aggregate(
      d,
      { ...node, argument: { ...argument, _tag: 'Cast', operand: argument, type: node.type } as ExpressionNode },
      w,
    )
  if ((name === 'min' || name === 'max') && argument?.type.name === 'boolean')
    return aggregateNamed(d, name === 'min' ? 'bool_and' : 'bool_or', node, w)
  return standard.expr.Aggregate(d, node, w)
}

const asDouble = (name: string | undefined, text: string): string => (name === 'avg' ? `${text}::double precision` : text)

const fields = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  dayOfWeek: 'dow',
  dayOfYear: 'doy',
  epoch: 'epoch',
} as const

const units: ReadonlyArray<keyof Interval> = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']

/** `interval '1 month 2 days'`: whole numbers, checked by the planner. */
const intervalLiteral = (interval: Interval): string =>
  `interval '${units
    .filter((unit) => interval[unit] !== undefined)
    .map((unit) => `${interval[unit]} ${unit}`)
    .join(' ')}'`

/** Keeps the type that the expression had: a date and an interval make a timestamp. */
const back = (type: AnySqlType, text: string): string => (type.name === 'date' ? `(${text})::date` : text)

/** The capabilities of PostgreSQL: all there are. */
export type PostgresFeature = Feature

export const postgres: Dialect<PostgresFeature> = {
  ...standard,
  name: 'postgres',
  supports: {
    arrays: 'native',
    cte: 'native',
    distinctOn: 'native',
    exceptAll: 'native',
    filter: 'native',
    fullJoin: 'native',
    ilike: 'emulated',
    intersectAll: 'native',
    insertReturning: 'native',
    updateReturning: 'native',
    deleteReturning: 'native',
    isDistinctFrom: 'native',
    lateral: 'native',
    nesting: 'native',
    nullsOrder: 'native',
    onConflict: 'native',
    onConflictWhere: 'native',
    rowLocks: 'native',
    rowValues: 'native',
    windows: 'native',
  },
  placeholder: (position) => `$${position}`,
  numbered: true,
  maxParameters: mostParameters,
  refuseIdentifier: /* @__PURE__ */ longerThanBytes(63),
  castType,
  typedParameter: (_d, placeholder, type) => `${placeholder}::${parameterType(type)}`,
  bareParameter: (_d, placeholder) => placeholder,
  expr: {
    ...standard.expr,
    InList: inList,
    Like: like,
    Extract: (d, node, w) => {
      const operand = expression(d, node.operand, w)
      const instant =
        node.operand.type.name === 'timestamp' && node.field !== 'epoch'
          ? `${tighter(d, node.operand, multiplicative, w)} at time zone 'UTC'`
          : operand
      const part = `extract(${fields[node.field]} from ${instant})`
      return node.field === 'epoch' ? `floor(${part})::bigint` : node.field === 'second' ? `floor(${part})::integer` : `${part}::integer`
    },
    Truncate: (d, node, w) => {
      const operand = expression(d, node.operand, w)
      return node.type.name === 'timestamp'
        ? `date_trunc('${node.unit}', ${operand}, 'UTC')`
        : `date_trunc('${node.unit}', ${operand})${node.type.name === 'date' ? '::date' : ''}`
    },
    AddInterval: (d, node, w) =>
      back(node.type, `${asTight(d, node.operand, additive, w)} ${node.sign === 1 ? '+' : '-'} ${intervalLiteral(node.interval)}`),
    Binary: binary,
    Aggregate: (d, node, w) => asDouble(node.name, aggregate(d, node, w)),
    Window: (d, node, w) => asDouble(typeof node.function === 'string' ? undefined : node.function.name, windowOf(aggregate)(d, node, w)),
    Nest: nestWith({
      row: (values) => `json_build_array(${values.join(', ')})`,
      aggregate: (row, orderBy) => `json_agg(${row}${orderBy === '' ? '' : ` order by ${orderBy}`})`,
      empty: `'[]'`,
    }),
  },
  functions: {
    ...standard.functions,
    now: () => 'now()',
    today: () => `(now() at time zone 'UTC')::date`,
  },
  jsonValue: (text, type) => {
    switch (type.name) {
      case 'bigint':
      case 'decimal':
      case 'date':
      case 'time':
      case 'localTimestamp':
      case 'timestamp':
      case 'bytes':
      case 'array':
        return `cast(${text} as text)`
      case 'json':
        // Nested rows are JSON already.
        return type.tag === 'json' ? `cast(${text} as text)` : text
      default:
        return text
    }
  },
  codecs,
  int64: () => false,
  onConflict,
  ddl,
  transaction,
}
