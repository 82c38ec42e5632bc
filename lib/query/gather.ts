/** Aggregates that gather values in an order: texts as one text, values as an array. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import type { SqlType, Text, ValueOf } from '../schema/sql-type.js'
import { arrayType } from '../schema/types/array.js'
import { textType } from '../schema/types/text.js'
import { exprOf, nodeOf } from '../tree/node.js'
import { lift, type NeedsIn, param, type RefsIn, type TextType } from '../tree/operand.js'
import { type Aggregate, aggregate } from './aggregate.js'
import { type AnyOrder, orderNode, type OrderExpr } from './order-by.js'

export interface Gathering<O extends ReadonlyArray<AnyOrder>> {
  /** The order of the values. With `distinct` it is by the values themselves. Without one, any order. */
  readonly orderBy?: O
  /** Each value once. Default: false. */
  readonly distinct?: boolean
}

const gathered = (options: Gathering<ReadonlyArray<AnyOrder>> | undefined) => ({
  distinct: options?.distinct === true,
  orderBy: (options?.orderBy ?? []).map(orderNode),
})

/**
 * The texts of the rows as one, with a separator between them: `string_agg(a, ', ' order by b)`. Nulls are left out, empty texts
 * are not; of no texts it is null. What is no text is cast first: how it is written differs else.
 *
 * SQLite: `group_concat(a, ', ' order by b)`. MySQL and MariaDB: `group_concat`, where the separator is put before each text and
 * the first one cut off, because theirs is no parameter; Oxbow's drivers lift `group_concat_max_len`, which would cut the text
 * without an error. Both cut it at the server's `max_allowed_packet` still, with warning 1260 only: raise it for longer texts.
 *
 * Errors: a CompileError where different values are ordered by something else, and over a window, which MySQL and MariaDB lack.
 *
 * @example
 * stringAgg(customers.email, ', ', { orderBy: [customers.email], distinct: true })
 */
export const stringAgg = <
  R extends string,
  C extends string,
  B extends string | Expr<TextType, never, string, never, unknown>,
  const O extends ReadonlyArray<AnyOrder> = [],
>(
  text: Expr<TextType | null, R, string, C, unknown>,
  separator: B,
  options?: Gathering<O>,
): Aggregate<Text | null, R | RefsIn<OrderExpr<O[number]>>, C | NeedsIn<OrderExpr<O[number]>>> => {
  const node = nodeOf(text)
  const between = typeof separator === 'string' ? param(separator, textType, node) : lift(node, separator)
  return exprOf({ ...aggregate('stringAgg', node, false, textType), others: [between], ...gathered(options) })
}

/**
 * The values of the rows as an array, nulls included: `array_agg(a order by b)`; null of no rows. PostgreSQL alone has arrays:
 * elsewhere it is refused, and `arrayOf` gives the rows of a query as a list.
 */
export const arrayAgg = <T, R extends string, C extends string, const O extends ReadonlyArray<AnyOrder> = []>(
  argument: Expr<T, R, string, C, unknown>,
  options?: Gathering<O>,
): Aggregate<
  SqlType<'array', ReadonlyArray<ValueOf<T>>> | null,
  R | RefsIn<OrderExpr<O[number]>>,
  C | NeedsIn<OrderExpr<O[number]>> | '^arrays'
> => {
  const node = nodeOf(argument as AnyExpr)
  return exprOf({ ...aggregate('arrayAgg', node, false, arrayType(node.type)), ...gathered(options) })
}
