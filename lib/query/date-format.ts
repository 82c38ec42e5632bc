/** Dates and instants as text. */
import { formatDateKind } from '../kinds/format-date.js'
import type { Expr } from '../schema/expression.js'
import type { Text } from '../schema/sql-type.js'
import { textType } from '../schema/types/text.js'
import { ExprId, exprOf, nodeOf } from '../tree/node.js'
import type { Temporal } from './date.js'

/**
 * A date or instant (in UTC) as text, by a pattern that means the same on every dialect: `formatDate(a, 'yyyy-MM-dd HH:mm')`
 * is `to_char(a, 'YYYY-MM-DD HH24:MI')`, `date_format(a, '%Y-%m-%d %H:%i')` or `strftime(…)`.
 *
 * | letters       | what comes out                               | letters  | what comes out                    |
 * | ------------- | -------------------------------------------- | -------- | --------------------------------- |
 * | `yyyy`        | year, four digits                            | `HH`     | hour, 00 to 23                    |
 * | `Q`           | quarter, 1 to 4                              | `hh` `a` | hour, 01 to 12, and `AM` or `PM`  |
 * | `MM` `dd`     | month, day, two digits                       | `mm`     | minute                            |
 * | `DDD`         | day of the year, 001 to 366                  | `ss`     | second                            |
 * | `YYYY` `ww`   | ISO week's year and week, 01 to 53           | `SSS`    | milliseconds, cut                 |
 * | `e`           | day of the week, 1 (Monday) to 7             | `SSSSSS` | microseconds                      |
 *
 * Letters between single quotes stand for themselves (`yyyy'T'HH`), as do digits, spaces and `-/:.,_()[]+`. Any other pattern,
 * and one that asks a date for its hour, is a CompileError. Names of months and days are not there: they depend on the server's
 * language. The pattern is part of the text, never a parameter.
 */
export const formatDate = <T extends Temporal | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
  pattern: string,
): Expr<Text | Extract<T, null>, R, N, C> =>
  exprOf({ [ExprId]: formatDateKind, _tag: 'FormatDate', operand: nodeOf(operand), pattern, type: textType })
