/** A database by its URL. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { configFromEnv, pipe } from 'oxbow'
import type { Config, Database, OxbowError } from 'oxbow'
import * as mysql from 'oxbow/mysql'
import * as postgres from 'oxbow/postgres'
import * as sqlite from 'oxbow/sqlite'

import type { Needs } from './questions.js'

/** MySQL and MariaDB have the same URLs: the server says which of the two it is. */
const connectMysql = (config: Config): TaskEither<OxbowError, Database<Needs>> =>
  pipe(
    mysql.connect(config),
    TE.orElse((error): TaskEither<OxbowError, Database<Needs>> =>
      error._tag === 'ConnectionError' && error.reason === 'configuration' ? mysql.connectMariadb(config) : TE.left(error),
    ),
  )

/** SQLite in memory where nothing is said. Oxbow says what is wrong with a URL, and never repeats it. */
export const connect = (url: string | undefined): TaskEither<OxbowError, Database<Needs>> =>
  url === undefined || url === '' || /^(?:sqlite|file):/u.test(url)
    ? sqlite.connect(url || 'sqlite::memory:')
    : pipe(
        TE.fromEither(configFromEnv({ DATABASE_URL: url })),
        TE.chain((config) => (config.server === 'postgres' ? postgres.connect(config) : connectMysql(config))),
      )
