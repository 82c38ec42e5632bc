/** UPDATE. */
import type { Columns } from '../schema/column.js'
import { updateKind } from '../kinds/update.js'
import { type Source, type Tagged, tableInfo } from '../schema/table.js'
import { assignmentsOf } from './assignment.js'
import type { Assignments } from './insert.js'
import { QueryId } from '../tree/node.js'
import type { NeedsIn, RefsIn } from '../tree/operand.js'
import { type Query, queryOf } from './query.js'

/**
 * Updates columns to values or expressions: `update(stock)({ amount: sub(stock.amount, 1) })`.
 * It needs a `where`, or `everyRow`. The table may have another name: `update(pipe(stock, as('s')))`. Expressions see the row
 * as it was: `{ a: t.b, b: t.a }` swaps; MySQL, which assigns from left to right, refuses a circle. The query keeps copies of the values, as that of `insertInto` does.
 */
export const update =
  <N extends string, C extends Columns>(table: Source<N, C, never, string> & Tagged<'Table'>) =>
  <const A extends Assignments<C>>(
    set: A & { readonly [K in Exclude<keyof A, keyof C>]: never },
  ): Query<'update', N, never, Exclude<RefsIn<A[keyof A]>, N> | NeedsIn<A[keyof A]> | '^where'> => {
    const info = tableInfo(table)
    return queryOf({
      [QueryId]: updateKind,
      _tag: 'Update',
      table: info,
      set: assignmentsOf(info, set as Readonly<Record<string, unknown>>),
      using: [],
      where: [],
      everyRow: false,
      returning: undefined,
    })
  }
