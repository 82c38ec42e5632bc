/** COLLATE: how texts compare and sort. */
import type { Expr } from '../schema/expression.js'
import { type Collation, exprOf, nodeOf } from '../tree/node.js'
import type { TextType } from '../tree/operand.js'
import { collateNode } from '../kinds/collate.js'

/**
 * A text that compares and sorts by a collation, wherever it stands: in an order, a comparison, a group, `min` and `max`.
 *
 * `'binary'` is by code point, the same on every database, whatever collation the column or the database has: `A` before `a`
 * before `é`, and a space at the end counts. The order of a language is each database's own: a record names a collation for
 * each dialect that is to have one, by the dialect's name. They differ in details, as do their versions; a dialect without a
 * name is a CompileError.
 *
 * `a collate "C"`; `a collate utf8mb4_0900_bin` on MySQL, `utf8mb4_nopad_bin` on MariaDB, `binary` on SQLite.
 *
 * @example
 * const byName = orderBy(collate(customers.email, { postgres: 'de-x-icu', mysql: 'utf8mb4_de_pb_0900_ai_ci' }))
 */
export const collate = <T extends TextType | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
  collation: Collation,
): Expr<T, R, N, C> => exprOf(collateNode(nodeOf(operand), collation))
