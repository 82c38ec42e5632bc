/** Differences, texts and parts of dates: manual 14.7. */
import { partsOf, type PatternField } from '../kinds/format-date.js'
import { partsOfDate } from '../kinds/make-date.js'
import { daily, monthly, timely, totalOf } from '../kinds/shift.js'
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { additive, asTight } from '../render/precedence.js'
import type { CallNode, DateDiffNode, FormatDateNode, ShiftNode } from '../tree/node.js'

/** Months first, so that the end of a month is clamped before days are added. */
export const shift: Render<ShiftNode> = (d, node, w) => {
  let text = asTight(d, node.operand, additive, w)
  const sign = node.sign === 1 ? '+' : '-'
  for (const [factors, unit] of [
    [monthly, 'month'],
    [daily, 'day'],
    [timely, 'second'],
  ] as const) {
    const total = totalOf(d, node, factors, w)
    if (total !== undefined) text += ` ${sign} interval (${total}) ${unit}`
  }
  return text
}

export const dateDiff: Render<DateDiffNode> = (d, { unit, start, end }, w) => {
  const of = (name: string): string => `timestampdiff(${name}, ${expression(d, start, w)}, ${expression(d, end, w)})`
  return unit === 'millisecond' ? `(${of('microsecond')} div 1000)` : of(unit)
}

/** The words of DATE_FORMAT. It has none for what is missing here. */
const words: { readonly [F in PatternField]?: string } = {
  yyyy: '%Y',
  MM: '%m',
  dd: '%d',
  DDD: '%j',
  YYYY: '%x',
  ww: '%v',
  HH: '%H',
  hh: '%h',
  a: '%p',
  mm: '%i',
  ss: '%s',
  SSSSSS: '%f',
}

export const formatDate: Render<FormatDateNode> = (d, node, w) => {
  const operand = (): string => expression(d, node.operand, w)
  const texts: Array<string> = []
  let format = ''
  const end = (): void => {
    if (format !== '') texts.push(`date_format(${operand()}, '${format}')`)
    format = ''
  }
  for (const { field, text } of partsOf(node)) {
    const word = field === undefined ? text : words[field]
    if (word !== undefined) format += word
    else {
      end()
      texts.push(
        field === 'Q' ? `quarter(${operand()})` : field === 'e' ? `weekday(${operand()}) + 1` : `left(date_format(${operand()}, '%f'), 3)`,
      )
    }
  }
  end()
  return texts.length === 1 && format === '' && texts[0]?.startsWith('date_format') ? (texts[0] as string) : `concat(${texts.join(', ')})`
}

/** The first of the month, made by months from the first of all: no function here takes the years below 100 as they are. */
export const makeDate: Render<CallNode> = (d, node, w) => {
  const { year, month, day } = partsOfDate(d, node, w)
  const first = (): string => `(cast('0001-01-01' as date) + interval (${year()} * 12 + ${month()} - 13) month)`
  return (
    `case when ${year()} between 1 and 9999 and ${month()} between 1 and 12 and ` +
    `${day()} between 1 and dayofmonth(last_day(${first()})) then ${first()} + interval (${day()} - 1) day end`
  )
}
