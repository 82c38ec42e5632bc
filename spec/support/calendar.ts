/** What the calendar that JavaScript has says of dates: the model of what databases must answer. */
import type { DateField, DateUnit, DiffUnit, Interval } from '../../lib/tree/node.js'

const dayMs = 86_400_000
export const midnight = (instant: Date): number => Math.floor(instant.getTime() / dayMs) * dayMs

const utc = (year: number, month: number, day: number): number => {
  const made = new Date(0)
  made.setUTCFullYear(year, month, day)
  return made.getTime()
}

/** Monday of the ISO week. */
const monday = (instant: Date): number => midnight(instant) - ((instant.getUTCDay() + 6) % 7) * dayMs

const isoWeek = (instant: Date): number => {
  const thursday = new Date(monday(instant) + 3 * dayMs)
  return Math.floor((thursday.getTime() - utc(thursday.getUTCFullYear(), 0, 1)) / (7 * dayMs)) + 1
}

export const fields: Readonly<Record<DateField, (instant: Date) => number>> = {
  year: (instant) => instant.getUTCFullYear(),
  quarter: (instant) => Math.floor(instant.getUTCMonth() / 3) + 1,
  month: (instant) => instant.getUTCMonth() + 1,
  week: isoWeek,
  day: (instant) => instant.getUTCDate(),
  hour: (instant) => instant.getUTCHours(),
  minute: (instant) => instant.getUTCMinutes(),
  second: (instant) => instant.getUTCSeconds(),
  milliseconds: (instant) => instant.getUTCSeconds() * 1000 + instant.getUTCMilliseconds(),
  microseconds: (instant) => (instant.getUTCSeconds() * 1000 + instant.getUTCMilliseconds()) * 1000,
  dayOfWeek: (instant) => instant.getUTCDay(),
  isoDayOfWeek: (instant) => ((instant.getUTCDay() + 6) % 7) + 1,
  isoYear: (instant) => new Date(monday(instant) + 3 * dayMs).getUTCFullYear(),
  dayOfYear: (instant) => (midnight(instant) - utc(instant.getUTCFullYear(), 0, 1)) / dayMs + 1,
  epoch: (instant) => Math.floor(instant.getTime() / 1000),
}

export const units: Readonly<Record<DateUnit, (instant: Date) => number>> = {
  year: (instant) => utc(instant.getUTCFullYear(), 0, 1),
  quarter: (instant) => utc(instant.getUTCFullYear(), Math.floor(instant.getUTCMonth() / 3) * 3, 1),
  month: (instant) => utc(instant.getUTCFullYear(), instant.getUTCMonth(), 1),
  week: monday,
  day: midnight,
  hour: (instant) => Math.floor(instant.getTime() / 3_600_000) * 3_600_000,
  minute: (instant) => Math.floor(instant.getTime() / 60_000) * 60_000,
  second: (instant) => Math.floor(instant.getTime() / 1000) * 1000,
}

export const moved = (instant: Date, interval: Interval, sign: 1 | -1): Date => {
  const months = ((interval.years ?? 0) * 12 + (interval.months ?? 0)) * sign
  const first = new Date(instant.getTime())
  const monthIndex = instant.getUTCFullYear() * 12 + instant.getUTCMonth() + months
  const [year, month] = [Math.floor(monthIndex / 12), ((monthIndex % 12) + 12) % 12]
  const last = new Date(utc(year, month + 1, 0)).getUTCDate()
  first.setUTCFullYear(year, month, Math.min(instant.getUTCDate(), last))
  const days = ((interval.weeks ?? 0) * 7 + (interval.days ?? 0)) * sign
  const seconds = ((interval.hours ?? 0) * 3600 + (interval.minutes ?? 0) * 60 + (interval.seconds ?? 0)) * sign
  return new Date(first.getTime() + days * dayMs + seconds * 1000)
}

/** An instant in the forms of the columns. */
export const forms = (instant: Date, micros = '789') => {
  const iso = instant.toISOString()
  return {
    day: iso.slice(0, 10),
    at: instant,
    at0: new Date(`${iso.slice(0, 19)}Z`),
    at6: `${iso.slice(0, 23)}${micros}Z`,
    local: `${iso.slice(0, 10)} ${iso.slice(11, 23)}`,
    local0: `${iso.slice(0, 10)} ${iso.slice(11, 19)}`,
  }
}

const lengths = { week: 7 * dayMs, day: dayMs, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 } as const
const months = { year: 12, quarter: 3, month: 1 } as const

/** The months that are over: the day and the time of day have come again. */
const monthsPassed = (start: Date, end: Date): number => {
  if (end < start) return -monthsPassed(end, start)
  const rest = (instant: Date): number => instant.getTime() - units.month(instant)
  const between = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth()
  return rest(end) < rest(start) ? between - 1 : between
}

/** The whole units from one instant to another. */
export const passed = (unit: DiffUnit, start: Date, end: Date): number =>
  (unit === 'year' || unit === 'quarter' || unit === 'month'
    ? Math.trunc(monthsPassed(start, end) / months[unit])
    : Math.trunc((end.getTime() - start.getTime()) / lengths[unit])) + 0

const digits = (value: number, width: number): string => String(value).padStart(width, '0')

/** An instant by the letters of a pattern, each field between bars. */
export const formatted: Readonly<Record<string, (instant: Date) => string>> = {
  yyyy: (instant) => digits(fields.year(instant), 4),
  Q: (instant) => digits(fields.quarter(instant), 1),
  MM: (instant) => digits(fields.month(instant), 2),
  dd: (instant) => digits(fields.day(instant), 2),
  DDD: (instant) => digits(fields.dayOfYear(instant), 3),
  YYYY: (instant) => digits(fields.isoYear(instant), 4),
  ww: (instant) => digits(fields.week(instant), 2),
  e: (instant) => digits(fields.isoDayOfWeek(instant), 1),
  HH: (instant) => digits(fields.hour(instant), 2),
  hh: (instant) => digits(((fields.hour(instant) + 11) % 12) + 1, 2),
  a: (instant) => (fields.hour(instant) < 12 ? 'AM' : 'PM'),
  mm: (instant) => digits(fields.minute(instant), 2),
  ss: (instant) => digits(fields.second(instant), 2),
  SSS: (instant) => digits(instant.getUTCMilliseconds(), 3),
  SSSSSS: (instant) => `${digits(instant.getUTCMilliseconds(), 3)}000`,
}
