/** SQLite: the dialect, and `connect` through the package `sql.js`, which is loaded by `connect` alone. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, right } from '../internal/either.js'
import { type Database, makeDatabase } from '../run/database.js'
import type { OxbowError } from '../run/errors.js'
import { sqlite, type SqliteFeature } from './dialect.js'
import { openPool, type Persist, type SqliteConfig, type WasmOptions } from './driver.js'

export { sqlite }
export type { Persist, SqliteConfig, SqliteFeature, WasmOptions }

/**
 * Opens a SQLite database: `connect()` in memory, `connect('sqlite:path/to.db')` from a file, or with options.
 *
 * Errors: ConnectionError of `configuration`, `client` or `database`.
 */
export const connect =
  (config: string | SqliteConfig = {}): TaskEither<OxbowError, Database<SqliteFeature>> =>
  async () => {
    const pool = await openPool(config)
    return isLeft(pool) ? pool : right(makeDatabase(sqlite, pool.right))
  }
