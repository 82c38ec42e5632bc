/** PostgreSQL 12 and later. */
import type { ExpressionNode, Interval } from '../query/node.js'
import type { Dialect } from '../render/dialect.js'
import { encode, placeOf } from '../render/encode.js'
import { expression } from '../render/expression.js'
import { longerThanBytes } from '../render/identifier.js'
import { nestWith } from '../render/nest.js'
import { bind } from '../render/parameter.js'
import { additive, asTight, comparison, tighter } from '../render/precedence.js'
import { standard } from '../render/standard.js'
import { onConflict } from '../render/write.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { encodeArray } from './array.js'
import { codecs } from './codecs.js'
import { castType, ddl } from './ddl.js'
import { transaction } from './transaction.js'

/** A list of values is one array parameter, so that its length is not in the text: `a = any($1::integer[])`. */
const inList: Dialect['expr']['InList'] = (d, node, w) => {
  const { list, operand, negated } = node
  if (list.length === 0 || operand._tag === 'Tuple' || operand._tag === 'Param' || list.some((item) => item._tag !== 'Param'))
    return standard.expr.InList(d, node, w)
  const type = (list[0] as ExpressionNode).type
  const encoded = list.map((item) => (item._tag === 'Param' ? encode(d, item.type, item.value, placeOf(item.like), w) : null))
  const left = tighter(d, operand, comparison, w)
  const array = bind(
    d,
    encodeArray(encoded, (value) => value as never),
    w,
  )
  return `${left} ${negated ? '<> all' : '= any'}(${array}::${castType(type)}[])`
}

/** Fixed for all: upper and lower case of ASCII only, so that the meaning is the same on every database. */
const ascii = (text: string): string => `lower(${text} collate "C")`

const like: Dialect['expr']['Like'] = (d, node, w) => {
  if (!node.ignoreCase) return standard.expr.Like(d, node, w)
  const operand = ascii(tighter(d, node.operand, comparison, w))
  return `${operand} ${node.negated ? 'not like' : 'like'} ${ascii(tighter(d, node.pattern, comparison, w))} escape '\\'`
}

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

/** The capabilities of PostgreSQL. */
export type PostgresFeature =
  | 'arrays'
  | 'cte'
  | 'distinctOn'
  | 'exceptAll'
  | 'filter'
  | 'fullJoin'
  | 'ilike'
  | 'intersectAll'
  | 'insertReturning'
  | 'updateReturning'
  | 'deleteReturning'
  | 'isDistinctFrom'
  | 'lateral'
  | 'nesting'
  | 'nullsOrder'
  | 'onConflict'
  | 'onConflictWhere'
  | 'rowLocks'
  | 'rowValues'
  | 'windows'

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
  maxParameters: 65534,
  refuseIdentifier: /* @__PURE__ */ longerThanBytes(63),
  castType,
  typedParameter: (_d, placeholder, type) => `${placeholder}::${castType(type)}`,
  bareParameter: (_d, placeholder) => placeholder,
  expr: {
    ...standard.expr,
    InList: inList,
    Like: like,
    Extract: (d, node, w) => {
      const operand = expression(d, node.operand, w)
      const instant = node.operand.type.name === 'timestamp' ? `${operand} at time zone 'UTC'` : operand
      return node.field === 'epoch'
        ? `floor(extract(epoch from ${operand}))::bigint`
        : `floor(extract(${fields[node.field]} from ${instant}))::integer`
    },
    Truncate: (d, node, w) => {
      const operand = expression(d, node.operand, w)
      return node.type.name === 'timestamp'
        ? `date_trunc('${node.unit}', ${operand}, 'UTC')`
        : `date_trunc('${node.unit}', ${operand})${node.type.name === 'date' ? '::date' : ''}`
    },
    AddInterval: (d, node, w) =>
      back(node.type, `${asTight(d, node.operand, additive, w)} ${node.sign === 1 ? '+' : '-'} ${intervalLiteral(node.interval)}`),
    Aggregate: (d, node, w) => {
      const text = standard.expr.Aggregate(d, node, w)
      return node.name === 'avg' ? `(${text})::double precision` : node.name === 'count' ? `(${text})::integer` : text
    },
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
        return type.tag === 'rows' || type.tag === 'row' ? text : `cast(${text} as text)`
      case 'json':
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
