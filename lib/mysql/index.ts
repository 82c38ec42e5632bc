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

interface Opened {
  readonly pool: Pool
  readonly server: ServerVersion
}

const open = async (
  options: string | ConnectOptions | Config,
  wrong: (server: ServerVersion) => string | undefined,
): Promise<Either<OxbowError, Opened>> => {
  const config = configure('mysql', options)
  if (isLeft(config)) return config
  const opened = await openPool(config.right)
  if (isLeft(opened)) return opened
  const message = wrong(opened.right.server)
  if (message === undefined) return opened
  await opened.right.pool.close()
  return left(connectionError('configuration', message))
}

/**
 * Opens a pool of connections to MySQL: `connect('mysql://app:secret@localhost/shop')`, or with options.
 *
 * Errors: ConnectionError of `configuration`, `client`, `unreachable`, `authentication` or `database`; Timeout of
 * `connect`. A MariaDB server is a `configuration` error: its dialect is another one, see `connectMariadb` and `connectAny`.
 */
export const connect =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<MysqlFeature>> =>
  async () => {
    const opened = await open(options, ({ mariadb: is, version }) =>
      is ? `the server is MariaDB ${version}: use connectMariadb, or connectAny` : undefined,
    )
    return isLeft(opened) ? opened : right(makeDatabase(mysql, opened.right.pool))
  }

/**
 * Opens a pool of connections to whichever of the two answers, with its dialect: `mysql://…` is the URL of both. What only
 * one of them has is a type error.
 */
export const connectAny =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<MysqlFeature & MariadbFeature>> =>
  async () => {
    const opened = await open(options, () => undefined)
    return isLeft(opened)
      ? opened
      : right(makeDatabase<MysqlFeature & MariadbFeature>(opened.right.server.mariadb ? mariadb : mysql, opened.right.pool))
  }

/** Opens a pool of connections to MariaDB; see `connect`, which is for MySQL. */
export const connectMariadb =
  (options: string | ConnectOptions | Config): TaskEither<OxbowError, Database<MariadbFeature>> =>
  async () => {
    const opened = await open(options, ({ mariadb: is, version }) =>
      is ? undefined : `the server is MySQL ${version}: use connect, or connectAny`,
    )
    return isLeft(opened) ? opened : right(makeDatabase(mariadb, opened.right.pool))
  }
