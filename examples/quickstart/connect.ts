/** A database by its URL. */
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'oxbow'
import type { Database, OxbowError } from 'oxbow'
import * as mysql from 'oxbow/mysql'
import * as postgres from 'oxbow/postgres'
import * as sqlite from 'oxbow/sqlite'

import type { Needs } from './questions.js'

/** MySQL and MariaDB have the same URLs: the server says which of the two it is. */
const connectMysql = (url: string): TaskEither<OxbowError, Database<Needs>> =>
  pipe(
    mysql.connect(url),
    TE.orElse((error): TaskEither<OxbowError, Database<Needs>> =>
      error._tag === 'ConnectionError' && error.reason === 'configuration' ? mysql.connectMariadb(url) : TE.left(error),
    ),
  )

/** Each driver checks the rest of the URL, and says what is wrong with it. */
export const connect = (url: string): TaskEither<OxbowError, Database<Needs>> =>
  /^(?:mysql|mariadb):/u.test(url) ? connectMysql(url) : /^postgres(?:ql)?:/u.test(url) ? postgres.connect(url) : sqlite.connect(url)
