/** PostgreSQL: the dialect, and `connect` through the package `postgres`, which is loaded by `connect` alone. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { isLeft, right } from '../internal/either.js'
import { type Config, configure, type ConnectOptions } from '../run/config.js'
import { type Database, makeDatabase } from '../run/database.js'
import type { OxbowError } from '../run/errors.js'
import { postgres, type PostgresFeature } from './dialect.js'
import { openPool } from './driver.js'

export { postgres }
export type { ConnectOptions, PostgresFeature }

/**
 * Opens a pool of connections: `connect('postgres://app:secret@localhost/shop')`, with options, or with what
 * `configFromEnv(process.env)` found.
 *
 * Errors: ConnectionError of `configuration`, `client`, `unreachable`, `authentication` or `database`; Timeout of `connect`.
 */
export const connect =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<PostgresFeature>> =>
  async () => {
    const config = configure('postgres', options)
    if (isLeft(config)) return config
    const pool = await openPool(config.right)
    return isLeft(pool) ? pool : right(makeDatabase(postgres, pool.right))
  }
