/**
 * A Lambda-style function: it connects on first use, holds one connection, answers errors as HTTP statuses and drains on
 * shutdown. On SQLite in memory, or where DATABASE_URL says:
 *
 *     npx tsx examples/serverless.ts
 *     DATABASE_URL=postgres://postgres@localhost/test npx tsx examples/serverless.ts
 */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { applySchema, createTable, type Database, describeError, eq, fetchOne, from, insertInto, integer, type OxbowError } from 'oxbow'
import { pipe, returning, run, table, transaction, varchar, where } from 'oxbow'
import { connect as connectPostgres } from 'oxbow/postgres'
import { connect as connectSqlite } from 'oxbow/sqlite'

const users = table('serverless_users', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  email: varchar(40, { unique: true }),
})

// ---- one connection, opened by the first request that needs it -----------------------------------------------------

const open = async (): Promise<Either<OxbowError, Database<'insertReturning'>>> => {
  const url = process.env['DATABASE_URL']
  const opened: Awaited<ReturnType<typeof open>> = await (url === undefined ? connectSqlite() : connectPostgres({ url, max: 1 }))()
  // The example brings its table; a real function finds it there.
  const made = isLeft(opened) ? opened : await run(opened.right)(applySchema(createTable(users, { ifNotExists: true })))
  return isLeft(made) ? made : opened
}

let opening: ReturnType<typeof open> | undefined

/** What failed to open is opened anew by the next request. */
const database = async (): ReturnType<typeof open> => {
  const opened = await (opening ??= open())
  if (isLeft(opened)) opening = undefined
  return opened
}

/** `process.once('SIGTERM', …)`: waits for what runs, then closes the connection. */
export const shutdown = async (): Promise<void> => {
  const opened = await opening
  opening = undefined
  if (opened !== undefined && !isLeft(opened)) await opened.right.close()
}

// ---- requests ------------------------------------------------------------------------------------------------------

type Request = { readonly method: 'GET'; readonly id: number } | { readonly method: 'POST'; readonly email: string }
type Response = { readonly status: number; readonly body: unknown }

const find = (id: number) => fetchOne(pipe(from(users), where(eq(users.id, id))))
const add = (email: string) => transaction()(fetchOne(pipe(insertInto(users)({ email }), returning({ id: users.id }))))

export const statusOf = (error: OxbowError): Response => {
  if (error._tag === 'NotFound') return { status: 404, body: { error: 'not found' } }
  if (error._tag === 'ValidationError')
    return { status: 400, body: { issues: error.issues.map(({ column, message }) => ({ column, message })) } }
  if (error._tag === 'ConstraintViolation' && error.kind === 'unique') return { status: 409, body: { taken: error.columns } }
  // Another request was in the way, or the database is: the same request may succeed in a moment.
  if (error._tag === 'Conflict') return { status: error.reason === 'serialization' ? 409 : 503, body: { error: 'try again' } }
  if (error._tag === 'Timeout' || error._tag === 'ConnectionError') return { status: 503, body: { error: 'try again' } }
  console.error(describeError(error))
  return { status: 500, body: { error: 'internal error' } }
}

const answerTo = (request: Request) =>
  request.method === 'GET'
    ? pipe(
        find(request.id),
        RTE.map((body): Response => ({ status: 200, body })),
      )
    : pipe(
        add(request.email),
        RTE.map((body): Response => ({ status: 201, body })),
      )

export const handler = async (request: Request): Promise<Response> => {
  const opened = await database()
  const answer = isLeft(opened) ? opened : await run(opened.right)(answerTo(request))
  return isLeft(answer) ? statusOf(answer.left) : answer.right
}

export const main = async (print: (line: string) => void): Promise<void> => {
  const requests: ReadonlyArray<readonly [string, Request]> = [
    ['cold', { method: 'POST', email: 'ada@example.com' }],
    ['warm', { method: 'GET', id: 1 }],
    ['taken', { method: 'POST', email: 'ada@example.com' }],
    ['too long', { method: 'POST', email: 'a'.repeat(41) }],
    ['absent', { method: 'GET', id: 2 }],
  ]
  for (const [name, request] of requests) print(`${name}: ${JSON.stringify(await handler(request))}`)
  await shutdown()
}

if (process.argv[1] === import.meta.filename) {
  process.once('SIGTERM', () => void shutdown())
  await main(console.log)
}
