/** Parts of dates and instants, the start of their units, and intervals added to them. */
import { type Context, malformed } from '../plan/context.js'
import { expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts } from '../plan/structure.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { additive, asTight, multiplicative, tighter } from '../render/precedence.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { AddIntervalNode, DateField, DateUnit, ExtractNode, Interval, TruncateNode } from '../tree/node.js'

// ---------------------------------------------------------------------------------------------------------------------
// checks
// ---------------------------------------------------------------------------------------------------------------------

/** Fields and units become SQL text, and so do the numbers of an interval: they are what they must be, or nothing. */
const checkTime = (node: ExtractNode | TruncateNode | AddIntervalNode, context: Context): void => {
  const { tag } = node.operand.type
  checkTemporal(tag, context)
  if (node._tag === 'Extract') {
    if (typeof node.field !== 'string' || !Object.hasOwn(fields, node.field))
      malformed(context, `${shown(node.field)} is no part of a date or time`)
    noTimeOfDate(tag, node.field, context)
  } else if (node._tag === 'Truncate') {
    if (typeof node.unit !== 'string' || !Object.hasOwn(units, node.unit))
      malformed(context, `${shown(node.unit)} is no unit to truncate to`)
    noTimeOfDate(tag, node.unit, context)
  } else checkInterval(tag, node.interval, context)
}

/** The lengths of an interval that is added to a value of a family. */
export const checkInterval = (tag: string, interval: Interval, context: Context): void => {
  const given = Object.entries(interval).filter(([, length]) => length !== undefined)
  if (given.length === 0) malformed(context, 'an interval needs a length')
  for (const [unit, length] of given) {
    noTimeOfDate(tag, unit.replace(/s$/, ''), context)
    if (!Object.hasOwn(lengthsOf, unit) || !Number.isSafeInteger(length))
      malformed(context, `an interval of ${shown(length)} ${shown(unit)} has no meaning`)
  }
}

const temporal: ReadonlySet<string> = new Set(['date', 'localTimestamp', 'timestamp'])

export const checkTemporal = (tag: string, context: Context): void => {
  if (!temporal.has(tag)) malformed(context, `expected a date or an instant, got ${tag}`)
}

const partsOfDay: ReadonlySet<string> = new Set(['hour', 'minute', 'second', 'millisecond', 'milliseconds', 'microseconds'])

/** Databases read a date as its midnight, or refuse it. */
export const noTimeOfDate = (tag: string, unit: string, context: Context): void => {
  if (tag === 'date' && partsOfDay.has(unit)) malformed(context, `a date has no ${unit}`)
}

export const units: Readonly<Record<DateUnit, true>> = {
  year: true,
  quarter: true,
  month: true,
  week: true,
  day: true,
  hour: true,
  minute: true,
  second: true,
}

const fields: Readonly<Record<DateField, true>> = {
  ...units,
  milliseconds: true,
  microseconds: true,
  dayOfWeek: true,
  isoDayOfWeek: true,
  dayOfYear: true,
  isoYear: true,
  epoch: true,
}

export const lengthsOf: Readonly<Record<keyof Interval, true>> = {
  years: true,
  months: true,
  weeks: true,
  days: true,
  hours: true,
  minutes: true,
  seconds: true,
}

// ---------------------------------------------------------------------------------------------------------------------
// kinds
// ---------------------------------------------------------------------------------------------------------------------

const partNames: Readonly<Record<DateField, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
  milliseconds: 'milliseconds',
  microseconds: 'microseconds',
  dayOfWeek: 'dow',
  isoDayOfWeek: 'isodow',
  dayOfYear: 'doy',
  isoYear: 'isoyear',
  epoch: 'epoch',
}

/** What PostgreSQL gives with the fraction of the second, which may be finer. */
const isFraction = (field: DateField): boolean => field === 'second' || field === 'milliseconds'

export const extractKind: never = /* @__PURE__ */ expressionOf<ExtractNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    checkTime(node, context)
    resolve(node.operand, scope, context)
  },
  parts: ({ field, operand }, walk) => {
    walk.parts.push('Extract', field)
    parts(operand, walk)
  },
  render: (d, { field, operand }, w) => {
    const instant =
      operand.type.name === 'timestamp' && field !== 'epoch'
        ? `${tighter(d, operand, multiplicative, w)} at time zone 'UTC'`
        : expression(d, operand, w)
    const part = `extract(${partNames[field]} from ${instant})`
    return field === 'epoch' ? `floor(${part})::bigint` : isFraction(field) ? `floor(${part})::integer` : `${part}::integer`
  },
})

export const truncateKind: never = /* @__PURE__ */ expressionOf<TruncateNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    checkTime(node, context)
    resolve(node.operand, scope, context)
  },
  parts: ({ unit, operand }, walk) => {
    walk.parts.push('Truncate', unit)
    parts(operand, walk)
  },
  render: (d, { unit, operand, type }, w) => {
    const text = expression(d, operand, w)
    return type.name === 'timestamp'
      ? `date_trunc('${unit}', ${text}, 'UTC')`
      : `date_trunc('${unit}', ${text})${type.name === 'date' ? '::date' : ''}`
  },
})

const lengths: ReadonlyArray<keyof Interval> = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']

/** `interval '1 month 2 days'`: whole numbers, checked by the planner. */
export const intervalLiteral = (interval: Interval): string =>
  `interval '${lengths
    .filter((unit) => interval[unit] !== undefined)
    .map((unit) => `${interval[unit]} ${unit}`)
    .join(' ')}'`

/** Keeps the type that the expression had: a date and an interval make a timestamp. */
export const back = (type: AnySqlType, text: string): string => (type.name === 'date' ? `(${text})::date` : text)

export const addIntervalKind: never = /* @__PURE__ */ expressionOf<AddIntervalNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    checkTime(node, context)
    resolve(node.operand, scope, context)
  },
  parts: ({ operand, interval, sign }, walk) => {
    const given = Object.entries(interval)
    walk.parts.push('AddInterval', sign, given.length)
    for (const [unit, length] of given) walk.parts.push(unit, length)
    parts(operand, walk)
  },
  level: () => additive,
  render: (d, node, w) =>
    back(node.type, `${asTight(d, node.operand, additive, w)} ${node.sign === 1 ? '+' : '-'} ${intervalLiteral(node.interval)}`),
})
