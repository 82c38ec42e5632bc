/** A database by its URL. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { configFromEnv, pipe } from 'oxbow'
import type { Database, OxbowError } from 'oxbow'
import * as mysql from 'oxbow/mysql'
import * as postgres from 'oxbow/postgres'
import * as sqlite from 'oxbow/sqlite'

import type { Needs } from './questions.js'

/** SQLite in memory where nothing is said. Oxbow says what is wrong with a URL, and never repeats it. */
export const connect = (url: string | undefined): TaskEither<OxbowError, Database<Needs>> =>
  url === undefined || url === '' || /^(?:sqlite|file):/u.test(url)
    ? sqlite.connect(url || 'sqlite::memory:')
    : pipe(
        TE.fromEither(configFromEnv({ DATABASE_URL: url })),
        TE.chain((config): TaskEither<OxbowError, Database<Needs>> =>
          config.server === 'postgres' ? postgres.connect(config) : mysql.connectAny(config),
        ),
      )
