/** Conversion of values to another type. */
import { castNode } from '../kinds/cast.js'
import type { Column } from '../schema/column.js'
import type { Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { Mistake, SqlType } from '../schema/sql-type.js'
import { exprOf, nodeOf } from '../tree/node.js'

type Number = 'integer' | 'bigint' | 'decimal' | 'double'

/** What each family is cast to, beside itself; `kinds/cast.ts` has the same. */
interface Targets {
  readonly integer: Number | 'boolean' | 'text'
  readonly bigint: Number | 'text'
  readonly decimal: Number | 'text'
  readonly double: Number | 'text'
  readonly boolean: 'integer' | 'text'
  readonly text: Number | 'boolean' | 'uuid' | 'json' | 'date' | 'time' | 'localTimestamp' | 'timestamp'
  readonly uuid: 'text'
  readonly json: 'text'
  readonly date: 'localTimestamp' | 'timestamp' | 'text'
  readonly time: 'text'
  readonly localTimestamp: 'timestamp' | 'date' | 'time' | 'text'
  readonly timestamp: 'localTimestamp' | 'date' | 'time' | 'text'
}

/** `unknown` where there is a cast; else the mistake, in words. */
export type Castable<T, U> =
  Exclude<T, null> extends SqlType<infer From, unknown>
    ? Exclude<U, null> extends SqlType<infer To, unknown>
      ? [To] extends [From | (From extends keyof Targets ? Targets[From] : never)]
        ? unknown
        : Mistake<`there is no cast of ${From} to ${To}`>
      : unknown
    : unknown

/**
 * `cast(a as type)`, where the type is a column's: `cast(orders.total, text())`. The column's options do not matter. Null stays
 * null. What there is, of each family (`integer` has the 16 bits too, `double` the 32, `text` every type of text):
 *
 * | of                 | to                          | what comes out                                                              |
 * | ------------------ | --------------------------- | --------------------------------------------------------------------------- |
 * | any number         | `decimal`                   | rounded half away from zero, of a double by its shortest decimal digits     |
 * | decimal            | `integer`, `bigint`         | rounded half away from zero                                                 |
 * | double             | `integer`, `bigint`         | rounded, a half to the even number                                          |
 * | any number         | a number too small for it   | an error of the database, never the nearest                                 |
 * | integer            | `boolean`                   | false of 0, else true; `cast(bigint, integer())` first                      |
 * | boolean            | `integer`                   | 1, 0                                                                        |
 * | boolean            | `text`                      | `true`, `false`                                                             |
 * | integer, decimal   | `text`                      | its digits, of a decimal as many as its scale                               |
 * | double, json       | `text`                      | the database's own text                                                     |
 * | uuid               | `text`                      | in lower case                                                               |
 * | date and times     | `text`                      | as the value is in the program, an instant in UTC: `2026-11-22T15:30:00.123Z` |
 * | date               | `localTimestamp`, `timestamp` | its midnight, in UTC                                                      |
 * | local timestamp    | `timestamp`, and back       | the same clock, in UTC; `atTimeZone` for another zone                       |
 * | either of these    | `date`, `time`              | that part of it, in UTC                                                     |
 * | any time           | one of fewer digits         | rounded half up                                                             |
 * | text               | any but `bytes`, arrays     | what it reads as                                                            |
 *
 * A text must be all of the value, written as the cast to text writes it (a whole number for `integer`; an exponent too for
 * `double`): else it is an error of the database, though PostgreSQL reads more forms (` 12 `, `yes`). On SQLite a text is no date
 * or time, and a decimal of more than 18 digits comes of whole numbers and decimals only: refused by a CompileError. All other
 * pairs are a type error and a CompileError: of `bytes`, since databases write them differently; of JSON to a number, whose
 * rules differ; of numbers to dates and back, see `epochOf` and `extract`; of a time to a date. An array is cast element by
 * element. PostgreSQL manual 8 and 10.
 */
export const cast = <T, R extends string, N extends string, C extends string, U>(
  operand: Expr<T, R, N, C, unknown> & Castable<T, U>,
  to: Column<U>,
): Expr<Exclude<U, null> | Extract<T, null>, R, N, C> =>
  exprOf(castNode(to?.type === undefined ? malformed('a column', to) : nodeOf(operand), to?.type, true))
