/**
 * `npm run quickstart`: makes tables, loads 11,538 athletes in one transaction, asks five questions and drops the tables,
 * on SQLite in memory or where DATABASE_URL says:
 *
 *     DATABASE_URL=postgres://postgres@localhost/test npm run quickstart
 *     DATABASE_URL=mysql://root@localhost/test npm run quickstart
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeError, withDatabase } from 'oxbow'

import { connect } from './quickstart/connect.js'
import { paintFor } from './quickstart/print.js'
import { quickstart } from './quickstart/program.js'

const terminal = process.stdout.isTTY

const program = quickstart({
  write: (text) => process.stdout.write(text),
  progress: (text) => terminal && process.stdout.write(`\r\u001B[K${text}`),
  paint: paintFor(terminal && process.env['NO_COLOR'] === undefined),
})

const result = await withDatabase(connect(process.env['DATABASE_URL']))(program)()

if (isLeft(result)) {
  process.stderr.write(`${describeError(result.left)}\n`)
  process.exitCode = 1
}
