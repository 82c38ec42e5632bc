/** DELETE. */
import { deleteKind } from '../kinds/delete.js'
import { type Source, type Tagged, tableInfo } from '../schema/table.js'
import { QueryId } from '../tree/node.js'
import { type Query, queryOf } from './query.js'

/**
 * Deletes rows: `pipe(deleteFrom(orders), where(lt(orders.total, '0')))`. It needs a `where`, or `everyRow`. The table may have
 * another name: `deleteFrom(pipe(orders, as('o')))`; MariaDB refuses `returning` with one.
 */
export const deleteFrom = <N extends string, C>(
  table: Source<N, C, never, string> & Tagged<'Table'>,
): Query<'delete', N, never, '^where'> =>
  queryOf({
    [QueryId]: deleteKind,
    _tag: 'Delete',
    from: tableInfo(table),
    using: [],
    truncates: undefined,
    where: [],
    everyRow: false,
    returning: undefined,
  })
