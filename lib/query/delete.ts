/** DELETE. */
import { tableInfo, type TableSource } from '../schema/table.js'
import { brand, QueryId } from './node.js'
import { type Query, queryOf } from './query.js'

/** Deletes rows: `pipe(deleteFrom(orders), where(lt(orders.total, '0')))`. It needs a `where`, or `everyRow`. */
export const deleteFrom = <N extends string, C>(table: TableSource<N, C>): Query<'delete', N, never, '^where'> =>
  queryOf({
    [QueryId]: brand,
    _tag: 'Delete',
    from: tableInfo(table),
    where: [],
    everyRow: false,
    returning: undefined,
  })
