/**
 * What makes a JavaScript value unfit for its column, before any dialect sees it.
 *
 * The same on every dialect, because a value that one database cuts, rounds or rejects another would not (MySQL cuts a
 * long text with a warning only where it is not strict, PostgreSQL refuses NUL, SQLite stores anything).
 *
 * A message says what was expected and what kind of thing came instead. It never repeats the value, which may be a
 * password or a person's, and errors end in logs.
 */
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

/** What is said of `undefined`, which drivers take for NULL or refuse without a name. */
export const undefinedValue = 'undefined is not a value: use null, or leave the key out'

/** What is wrong with a value that is not null, in words; nothing where it fits its type. */
export const validate = (type: AnySqlType, value: unknown): string | undefined => {
  if (value === undefined) return undefinedValue
  if (value === null) return 'null is not a value here'
  return type.kind.check(type, value)
}
