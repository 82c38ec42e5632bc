/**
 * `npm run quickstart`: makes tables, loads 11,538 athletes in one transaction, asks five questions and drops the tables,
 * on SQLite in memory or where DATABASE_URL says:
 *
 *     DATABASE_URL=postgres://postgres@localhost/test npm run quickstart
 *     DATABASE_URL=mysql://root@localhost/test npm run quickstart
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

import { describeError, pipe, withDatabase } from 'oxbow'
import type { Database, OxbowError } from 'oxbow'
import * as mysql from 'oxbow/mysql'
import * as postgres from 'oxbow/postgres'
import * as sqlite from 'oxbow/sqlite'
import { paintFor } from './quickstart/print.js'
import { quickstart } from './quickstart/program.js'
import type { Needs } from './quickstart/questions.js'

/** MySQL and MariaDB have the same URLs: the server says which of the two it is. */
const connectMysql = (url: string): TaskEither<OxbowError, Database<Needs>> =>
  pipe(
    mysql.connect(url),
    TE.orElse((error): TaskEither<OxbowError, Database<Needs>> =>
      error._tag === 'ConnectionError' && error.reason === 'configuration' ? mysql.connectMariadb(url) : TE.left(error),
    ),
  )

/** Each driver checks the rest of the URL, and says what is wrong with it. */
const connect = (url: string): TaskEither<OxbowError, Database<Needs>> =>
  /^(?:mysql|mariadb):/u.test(url) ? connectMysql(url) : /^postgres(?:ql)?:/u.test(url) ? postgres.connect(url) : sqlite.connect(url)

const terminal = process.stdout.isTTY

const program = quickstart({
  write: (text) => process.stdout.write(text),
  progress: (text) => terminal && process.stdout.write(`\r\u001B[K${text}`),
  paint: paintFor(terminal && process.env['NO_COLOR'] === undefined),
})

const result = await withDatabase(connect(process.env['DATABASE_URL'] ?? 'sqlite::memory:'))(program)()

if (isLeft(result)) {
  process.stderr.write(`${describeError(result.left)}\n`)
  process.exitCode = 1
}
