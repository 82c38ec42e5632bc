/** Dates and instants: manual 14.7. Everything is UTC, since the session's time zone is. */
import type { AddIntervalNode, DateField, DateUnit, ExtractNode, Interval, TruncateNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { additive, asTight } from '../render/precedence.js'

/** Seconds from the year 0 to 1970-01-01: TO_SECONDS('1970-01-01'). Unlike UNIX_TIMESTAMP it has no first or last year. */
const epoch = 62_167_219_200

const fields: { readonly [F in DateField]: (text: string) => string } = {
  year: (text) => `year(${text})`,
  quarter: (text) => `quarter(${text})`,
  month: (text) => `month(${text})`,
  // Mode 3: weeks start on Monday and are numbered as ISO 8601 has it.
  week: (text) => `week(${text}, 3)`,
  day: (text) => `dayofmonth(${text})`,
  hour: (text) => `hour(${text})`,
  minute: (text) => `minute(${text})`,
  second: (text) => `second(${text})`,
  milliseconds: (text) => `(second(${text}) * 1000 + microsecond(${text}) div 1000)`,
  microseconds: (text) => `(second(${text}) * 1000000 + microsecond(${text}))`,
  dayOfWeek: (text) => `(dayofweek(${text}) - 1)`,
  isoDayOfWeek: (text) => `(weekday(${text}) + 1)`,
  dayOfYear: (text) => `dayofyear(${text})`,
  isoYear: (text) => `(yearweek(${text}, 3) div 100)`,
  epoch: (text) => `(to_seconds(${text}) - ${epoch})`,
}

export const extract: Render<ExtractNode> = (d, node, w) => fields[node.field](expression(d, node.operand, w))

/** What DATE_FORMAT keeps of an instant. */
const formats: { readonly [U in Exclude<DateUnit, 'quarter' | 'week'>]: string } = {
  year: '%Y-01-01',
  month: '%Y-%m-01',
  day: '%Y-%m-%d',
  hour: '%Y-%m-%d %H:00:00',
  minute: '%Y-%m-%d %H:%i:00',
  second: '%Y-%m-%d %H:%i:%s',
}

const start = (d: Dialect, { unit, operand }: TruncateNode, w: Writer): string => {
  const text = (): string => expression(d, operand, w)
  switch (unit) {
    case 'quarter':
      // Not MAKEDATE, which takes the years below 100 for years of this century or the last.
      return `date_format(${text()}, '${formats.year}') + interval quarter(${text()}) - 1 quarter`
    case 'week':
      // WEEKDAY counts from Monday.
      return `date(${text()}) - interval weekday(${text()}) day`
    default:
      return `date_format(${text()}, '${formats[unit]}')`
  }
}

export const truncate: Render<TruncateNode> = (d, node, w) => `cast(${start(d, node, w)} as ${d.castType(node.type)})`

/** Months first, so that the end of a month is clamped before days are added: what PostgreSQL's interval does. */
const parts = ({
  years = 0,
  months = 0,
  weeks = 0,
  days = 0,
  hours = 0,
  minutes = 0,
  seconds = 0,
}: Interval): ReadonlyArray<readonly [number, string]> => [
  [years * 12 + months, 'month'],
  [weeks * 7 + days, 'day'],
  [hours * 3600 + minutes * 60 + seconds, 'second'],
]

export const addInterval: Render<AddIntervalNode> = (d, node, w) => {
  const sign = node.sign === 1 ? '+' : '-'
  const added = parts(node.interval).filter(([count]) => count !== 0)
  return asTight(d, node.operand, additive, w) + added.map(([count, unit]) => ` ${sign} interval ${count} ${unit}`).join('')
}
