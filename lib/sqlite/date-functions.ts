/** Differences, texts and parts of dates, on the texts that dates are here; see `dates.ts`. */
import { monthsIn, secondsIn } from '../kinds/date-diff.js'
import { partsOf, type PatternField } from '../kinds/format-date.js'
import { partsOfDate } from '../kinds/make-date.js'
import { daily, monthly, timely, totalOf } from '../kinds/shift.js'
import type { Render } from '../render/dialect.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, fractionDigits } from '../schema/sql-type.js'
import type { CallNode, DateDiffNode, FormatDateNode, ShiftNode } from '../tree/node.js'
import { fraction, movedText } from './dates.js'

/** A modifier that is null makes the whole null. Months come first, clamped at the end of the month by `floor`. */
export const shift: Render<ShiftNode> = (d, node, w) => {
  const text = tighter(d, node.operand, multiplicative, w)
  const modifiers = (
    [
      [monthly, ` months', 'floor'`],
      [daily, ` days'`],
      [timely, ` seconds'`],
    ] as const
  ).map(([factors, unit]) => {
    const total = totalOf(d, node, factors, w)
    return total === undefined ? '' : `, ${node.sign === 1 ? '' : '-'}(${total}) || '${unit}`
  })
  return movedText(node.type, text, modifiers.join(''))
}

/** A date or time from a character on, without the zone: of as many digits in both, so that their order is that of time. */
const comparable = (text: string, type: AnySqlType, digits: number, from: number): string => {
  if (type.tag === 'date') return `substr(${text}, ${from})`
  const whole = `substr(${text}, ${from}, ${20 - from})`
  return digits === 0 ? whole : `(${whole} || ${fraction(text, type, digits)})`
}

const monthOf = (text: string): string => `(substr(${text}, 1, 4) * 12 + substr(${text}, 6, 2))`

/** The parts of a second since 1970. */
const ticks = (text: string, type: AnySqlType, digits: number): string => {
  if (type.tag === 'date') return `strftime('%s', ${text})`
  const seconds = `strftime('%s', substr(${text}, 1, 19))`
  return digits === 0 ? seconds : `(${seconds} * ${10 ** digits} + (${fraction(text, type, digits)}))`
}

export const dateDiff: Render<DateDiffNode> = (d, { unit, start, end }, w) => {
  const [a, b] = [tighter(d, start, multiplicative, w), tighter(d, end, multiplicative, w)]
  const finest = start.type.tag === 'date' ? 0 : Math.max(fractionDigits(start.type), fractionDigits(end.type))
  const length = monthsIn[unit]
  if (length !== undefined) {
    const first = (from: number): string => comparable(a, start.type, finest, from)
    const last = (from: number): string => comparable(b, end.type, finest, from)
    const months = `${monthOf(b)} - ${monthOf(a)}`
    const elapsed = `(case when ${first(1)} <= ${last(1)} then ${months} - (${last(9)} < ${first(9)}) else ${months} + (${last(9)} > ${first(9)}) end)`
    return length === 1 ? elapsed : `(${elapsed} / ${length})`
  }
  const digits = unit === 'millisecond' ? Math.max(finest, 3) : finest
  const seconds = secondsIn[unit]
  const parts = seconds === undefined ? 10 ** (digits - 3) : seconds * 10 ** digits
  const between = `(${ticks(b, end.type, digits)} - ${ticks(a, start.type, digits)})`
  return parts === 1 ? between : `(${between} / ${parts})`
}

/** The words of STRFTIME. The rest is made of the text. */
const words: { readonly [F in PatternField]?: string } = {
  yyyy: '%Y',
  MM: '%m',
  dd: '%d',
  DDD: '%j',
  YYYY: '%G',
  ww: '%V',
  e: '%u',
  HH: '%H',
  hh: '%I',
  a: '%p',
  mm: '%M',
  ss: '%S',
}

export const formatDate: Render<FormatDateNode> = (d, node, w) => {
  const operand = tighter(d, node.operand, multiplicative, w)
  const { type } = node.operand
  const texts: Array<string> = []
  let format = ''
  const end = (): void => {
    if (format !== '') texts.push(`strftime('${format}', ${type.tag === 'date' ? operand : `substr(${operand}, 1, 19)`})`)
    format = ''
  }
  for (const { field, text } of partsOf(node)) {
    const word = field === undefined ? text : words[field]
    if (word !== undefined) format += word
    else {
      end()
      texts.push(field === 'Q' ? `cast((substr(${operand}, 6, 2) + 2) / 3 as text)` : fraction(operand, type, field === 'SSS' ? 3 : 6))
    }
  }
  end()
  return texts.length === 1 ? (texts[0] as string) : `(${texts.join(' || ')})`
}

/** A date that there is not is read as another one: `2026-02-30` as the 2nd of March. */
export const makeDate: Render<CallNode> = (d, node, w) => {
  const { year, month, day } = partsOfDate(d, node, w)
  const text = `printf('%04d-%02d-%02d', ${year()}, ${month()}, ${day()})`
  return `case when ${year()} >= 1 and date(${text}) = ${text} then ${text} end`
}
