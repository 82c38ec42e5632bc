/**
 * What makes a JavaScript value unfit for its column, before any dialect sees it.
 *
 * The same on every dialect, because a value that one database cuts, rounds or rejects another would not (MySQL cuts a
 * long text with a warning only where it is not strict, PostgreSQL refuses NUL, SQLite stores anything).
 *
 * A message says what was expected and what kind of thing came instead. It never repeats the value, which may be a
 * password or a person's, and errors end in logs.
 */
import { isFloat } from '../internal/float.js'
import { jsonNull } from './json-null.js'
import type { AnySqlType } from './sql-type.js'

/** One problem of one value. */
export interface Issue {
  /** The table or source, where it is known. */
  readonly table: string | undefined
  /** The column or parameter. */
  readonly column: string | undefined
  /** The index of the row among those of an insert, from 0; not there where the insert has one row, or the value is no row's. */
  readonly row?: number
  /** The place inside a JSON document or an array. */
  readonly path: ReadonlyArray<PropertyKey>
  /** Without the value. What a validator says of a document is passed on as it is: its words are its own. */
  readonly message: string
  /** What a custom type, a validator or a getter threw, as it is: its own message may hold the value. */
  readonly cause?: unknown
}

/** Values that cannot be written: all the problems at once. */
export interface ValidationError {
  readonly _tag: 'ValidationError'
  readonly message: string
  readonly issues: ReadonlyArray<Issue>
}

/** What an issue is about, with its row in front where there are several: `row 17, customers.email`. */
export const placeText = ({ row }: Pick<Issue, 'row'>, column: string): string =>
  row === undefined ? column : `row ${row}${column === '' ? '' : `, ${column}`}`

const issueText = (issue: Issue): string => {
  const column = [issue.table, issue.column].filter((part) => part !== undefined).join('.')
  const place = placeText(issue, column + issue.path.map((key) => `[${String(key)}]`).join(''))
  return place === '' ? issue.message : `${place}: ${issue.message}`
}

export const validationError = (issues: ReadonlyArray<Issue>): ValidationError => ({
  _tag: 'ValidationError',
  message: issues.map(issueText).join('; '),
  issues,
})

/** What a check answers: what is wrong with the value, in words, or nothing. */
export type Problem = string | undefined

const describe = (value: unknown): string =>
  value === null || value === undefined
    ? String(value)
    : value instanceof Date
      ? 'a Date'
      : value instanceof Uint8Array
        ? 'bytes'
        : Array.isArray(value)
          ? 'an array'
          : typeof value === 'object'
            ? 'an object'
            : `a ${typeof value}`

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Characters as SQL counts them: code points. The scan stops early: the length in code units bounds it from above. */
export const longerThan = (value: string, length: number): boolean => value.length > length && [...value].length > length

const checkText = (type: AnySqlType, value: unknown): Problem => {
  if (typeof value !== 'string') return `expected a string, got ${describe(value)}`
  if (!value.isWellFormed()) return 'a lone surrogate is not a character'
  if (type.length !== undefined && longerThan(value, type.length))
    return `expected at most ${counted(type.length, 'character')}, got ${[...value].length}`
  if (type.name === 'char' && type.length !== undefined && [...value].length < type.length)
    return `expected ${counted(type.length, 'character')}, got ${[...value].length}`
  if (type.values !== undefined && !type.values.includes(value))
    return `expected one of ${type.values.map((member) => `'${member}'`).join(', ')}`
  return undefined
}

const [leastSmallint, mostSmallint] = [-32768, 32767]
const [leastInteger, mostInteger] = [-2147483648, 2147483647]

export const isSmallint = (value: number): boolean => value >= leastSmallint && value <= mostSmallint
export const isInteger = (value: number): boolean => value >= leastInteger && value <= mostInteger

const checkInteger =
  (low: number, high: number) =>
  (_type: AnySqlType, value: unknown): Problem =>
    typeof value !== 'number'
      ? `expected a number, got ${describe(value)}`
      : !Number.isInteger(value)
        ? `expected a whole number, got ${Number.isFinite(value) ? 'a fraction' : value}`
        : value < low || value > high
          ? `expected a whole number from ${low} to ${high}, got a ${value < low ? 'smaller' : 'larger'} one`
          : undefined

const checkFloat = (_type: AnySqlType, value: unknown): Problem =>
  typeof value !== 'number'
    ? `expected a number, got ${describe(value)}`
    : Number.isFinite(value)
      ? undefined
      : `expected a finite number, got ${value}`

/** A float of 32 bits would change other numbers without a word. */
const checkReal = (type: AnySqlType, value: unknown): Problem =>
  checkFloat(type, value) ??
  (isFloat(value as number)
    ? undefined
    : 'expected a number that a float of 32 bits holds, got one that it would change: a double holds it')

/** A text that is not what its type wants: its length often tells what it was. */
const otherText = (value: string): string => `a text of ${counted([...value].length, 'character')} that is none`

const [zero, nine, point, minus] = [48, 57, 46, 45]

/** The digits of a decimal text before and after its point, without leading and trailing zeros; nothing where it is none. */
export const decimalDigits = (text: string): { readonly whole: number; readonly fraction: number } | undefined => {
  const start = text.charCodeAt(0) === minus ? 1 : 0
  let whole = 0
  let fraction = 0
  let at = start
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < zero || code > nine) break
    if (whole > 0 || code !== zero) whole++
  }
  if (at === start) return undefined
  if (at === text.length) return { whole, fraction }
  const from = at + 1
  if (text.charCodeAt(at) !== point || from === text.length) return undefined
  for (at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < zero || code > nine) return undefined
    if (code !== zero) fraction = at - from + 1
  }
  return { whole, fraction }
}

const checkDecimal = (type: AnySqlType, value: unknown): Problem => {
  if (typeof value !== 'string') return `expected a decimal as a string, got ${describe(value)}`
  const digits = decimalDigits(value)
  if (digits === undefined) return `expected a decimal such as '-12.50', got ${otherText(value)}`
  const { precision, scale } = type
  if (precision === undefined || scale === undefined) return undefined
  if (digits.fraction > scale)
    return `expected a decimal(${precision}, ${scale}), got one with ${counted(digits.fraction, 'digit')} after the point`
  if (digits.whole > precision - scale)
    return `expected a decimal(${precision}, ${scale}), got one with ${counted(digits.whole, 'digit')} before the point`
  return undefined
}

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/
const timePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.(\d{1,6}))?$/

const isDate = (text: string): boolean => {
  const match = datePattern.exec(text)
  if (match === null) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** A time of day with no more digits of fraction than the column keeps: rounding is the caller's decision. */
const isTime = (text: string, precision: number): boolean => {
  const match = timePattern.exec(text)
  return match !== null && match[1] !== undefined && (match[2] ?? '').replace(/0+$/, '').length <= precision
}

const splitTimestamp = /^(\d{4}-\d\d-\d\d)[T ](.*)$/

const checkLocalTimestamp = (precision: number, value: string): boolean => {
  const match = splitTimestamp.exec(value)
  return match !== null && isDate(match[1] as string) && isTime(match[2] as string, precision)
}

/** An example with as many digits of a second as the column keeps. */
const withTime = (before: string, precision: number): string =>
  `${before}${'15:30:00.123456'.slice(0, precision === 0 ? 8 : 9 + precision)}`

const firstInstant = -62_135_596_800_000 // 0001-01-01T00:00:00.000Z
const lastInstant = 253_402_300_799_999 // 9999-12-31T23:59:59.999Z

const checkTimestamp = (type: AnySqlType, value: unknown): Problem => {
  const precision = type.precision ?? 3
  if (precision <= 3) {
    if (!(value instanceof Date)) return `expected a Date, got ${describe(value)}`
    const time = value.getTime()
    if (Number.isNaN(time)) return 'expected a Date, got an invalid one'
    if (time < firstInstant || time > lastInstant)
      return `expected a Date of the years 1 to 9999, got ${time < firstInstant ? 'an earlier' : 'a later'} one`
    return time % 10 ** (3 - precision) === 0
      ? undefined
      : `expected a Date of ${precision === 0 ? 'whole seconds' : `at most ${counted(precision, 'digit')} of a second`}, got a finer one`
  }
  if (typeof value !== 'string') return `expected an instant as a string, got ${describe(value)}`
  return value.endsWith('Z') && checkLocalTimestamp(precision, value.slice(0, -1))
    ? undefined
    : `expected an instant in UTC such as ${withTime('2026-11-22T', precision)}Z, got ${otherText(value)}`
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const isUuid = (text: string): boolean => uuidPattern.test(text)

const textual =
  (what: (type: AnySqlType) => string, test: (value: string, type: AnySqlType) => boolean) =>
  (type: AnySqlType, value: unknown): Problem =>
    typeof value !== 'string'
      ? `expected ${what(type)} as a string, got ${describe(value)}`
      : test(value, type)
        ? undefined
        : `expected ${what(type)}, got ${otherText(value)}`

const int64 = 2n ** 63n

/** JSON values: no undefined, no NaN, no bigint, no cycle, no lone surrogate: what a round trip would change or refuse. */
const checkJson = (value: unknown, seen: ReadonlyArray<unknown>): Problem => {
  switch (typeof value) {
    case 'boolean':
      return undefined
    case 'string':
      return !value.isWellFormed() ? 'a lone surrogate is not a character' : undefined
    case 'number':
      return Number.isFinite(value) ? undefined : `${value} is not JSON`
    case 'object': {
      if (value === null) return undefined
      if (seen.includes(value)) return 'a cycle is not JSON'
      const within = [...seen, value]
      if (Array.isArray(value)) return value.map((item) => checkJson(item, within)).find((problem) => problem !== undefined)
      const prototype: unknown = Object.getPrototypeOf(value)
      if (prototype !== Object.prototype && prototype !== null)
        return `${value instanceof Date || value instanceof Uint8Array ? describe(value) : 'an object of a class'} is not JSON`
      return Object.entries(value)
        .map(([key, item]) => checkJson(key, []) ?? checkJson(item, within))
        .find((problem) => problem !== undefined)
    }
    default:
      return `${describe(value)} is not JSON`
  }
}

const checks: Readonly<Record<AnySqlType['name'], (type: AnySqlType, value: unknown) => Problem>> = {
  smallint: checkInteger(leastSmallint, mostSmallint),
  integer: checkInteger(leastInteger, mostInteger),
  bigint: (_type, value) =>
    typeof value !== 'bigint'
      ? `expected a bigint, got ${describe(value)}`
      : value < -int64 || value >= int64
        ? `expected a bigint of 64 bits, got a ${value < 0n ? 'smaller' : 'larger'} one`
        : undefined,
  decimal: checkDecimal,
  real: checkReal,
  double: checkFloat,
  boolean: (_type, value) => (typeof value === 'boolean' ? undefined : `expected a boolean, got ${describe(value)}`),
  text: checkText,
  varchar: checkText,
  char: checkText,
  enumeration: checkText,
  uuid: textual(() => 'a uuid', isUuid),
  json: (_type, value) => (value === jsonNull ? undefined : checkJson(value, [])),
  date: textual(() => 'a date such as 2026-11-22', isDate),
  time: textual(
    ({ precision = 3 }) => `a time such as ${withTime('', precision)}`,
    (value, { precision = 3 }) => isTime(value, precision),
  ),
  localTimestamp: textual(
    ({ precision = 3 }) => `a date and time such as ${withTime('2026-11-22 ', precision)}`,
    (value, { precision = 3 }) => checkLocalTimestamp(precision, value),
  ),
  timestamp: checkTimestamp,
  bytes: (type, value) =>
    !(value instanceof Uint8Array)
      ? `expected bytes, got ${describe(value)}`
      : type.length !== undefined && value.length > type.length
        ? `expected at most ${counted(type.length, 'byte')}, got ${value.length}`
        : undefined,
  array: (type, value) =>
    !Array.isArray(value)
      ? `expected an array, got ${describe(value)}`
      : value
          .map((item, position) => {
            const problem = item === null ? undefined : validate(type.of as AnySqlType, item)
            return problem === undefined ? undefined : `[${position}]: ${problem}`
          })
          .find((problem) => problem !== undefined),
}

/** What is said of `undefined`, which drivers take for NULL or refuse without a name. */
export const undefinedValue = 'undefined is not a value: use null, or leave the key out'

/** The check of a type, for those who look it up once for many values. */
export const checkOf = (type: AnySqlType): ((type: AnySqlType, value: unknown) => Problem) => checks[type.name]

/** What is wrong with a value that is not null, in words; nothing where it fits its type. */
export const validate = (type: AnySqlType, value: unknown): Problem => {
  if (value === undefined) return undefinedValue
  if (value === null) return 'null is not a value here'
  return checks[type.name](type, value)
}
