/** MySQL and MariaDB: the dialects, and the ways to connect through the package `mysql2`, which only connecting loads. */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Either, isLeft, left, right } from '../internal/either.js'
import { type Config, configure, type ConnectOptions } from '../run/config.js'
import type { Pool } from '../run/connection.js'
import { type Database, makeDatabase } from '../run/database.js'
import { connectionError, type OxbowError } from '../run/errors.js'
import { mysql, type MysqlFeature } from './dialect.js'
import { openPool, type ServerVersion } from './driver.js'
import { mariadb, type MariadbFeature } from './mariadb.js'

export { mariadb, mysql }
export type { ConnectOptions, MariadbFeature, MysqlFeature }

const open = async (
  options: string | ConnectOptions | Config,
  wrong: (server: ServerVersion) => string | undefined,
): Promise<Either<OxbowError, Pool>> => {
  const config = configure('mysql', options)
  if (isLeft(config)) return config
  const opened = await openPool(config.right)
  if (isLeft(opened)) return opened
  const { pool, server } = opened.right
  const message = wrong(server)
  if (message === undefined) return right(pool)
  await pool.close()
  return left(connectionError('configuration', message))
}

/**
 * Opens a pool of connections to MySQL: `connect('mysql://app:secret@localhost/shop')`, or with options.
 *
 * Errors: ConnectionError of `configuration`, `client`, `unreachable`, `authentication` or `database`; Timeout of
 * `connect`. A MariaDB server is a `configuration` error: its dialect is another one, see `connectMariadb`.
 */
export const connect =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<MysqlFeature>> =>
  async () => {
    const pool = await open(options, ({ mariadb: is, version }) =>
      is ? `the server is MariaDB ${version}: use connectMariadb` : undefined,
    )
    return isLeft(pool) ? pool : right(makeDatabase(mysql, pool.right))
  }

/** Opens a pool of connections to MariaDB; see `connect`, which is for MySQL. */
export const connectMariadb =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<MariadbFeature>> =>
  async () => {
    const pool = await open(options, ({ mariadb: is, version }) => (is ? undefined : `the server is MySQL ${version}: use connect`))
    return isLeft(pool) ? pool : right(makeDatabase(mariadb, pool.right))
  }
