/** TRUNCATE. */
import { deleteKind } from '../kinds/delete.js'
import { malformed } from '../schema/malformed.js'
import { type Source, type Tagged, tableInfo } from '../schema/table.js'
import { QueryId } from '../tree/node.js'
import { type Query, queryOf } from './query.js'

/**
 * Empties a table at once: `truncate table "log" restart identity cascade`. PostgreSQL. `restartIdentity` begins its identities
 * anew; `cascade` empties the tables that refer to it too, without which one that is referred to is an error. Counts no rows.
 *
 * TRUNCATE of MySQL and MariaDB commits the transaction it is in, and SQLite has none: `pipe(deleteFrom(log), everyRow)` is for them.
 */
export const truncateTable = <N extends string, C>(
  table: Source<N, C, never, string> & Tagged<'Table'>,
  options: { readonly restartIdentity?: boolean; readonly cascade?: boolean } = {},
): Query<'delete', never, never, '^truncate'> =>
  queryOf({
    [QueryId]: deleteKind,
    _tag: 'Delete',
    from: tableInfo(table),
    using: [],
    truncates:
      typeof options === 'object' && options !== null
        ? { identity: options.restartIdentity === true ? 'restart' : 'continue', cascade: options.cascade === true }
        : malformed('options', options),
    where: [],
    everyRow: true,
    returning: undefined,
  })
