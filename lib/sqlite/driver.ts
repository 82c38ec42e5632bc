/**
 * SQLite through sql.js: one database in memory, read from a file and written to it, lent to one scope at a time.
 *
 * A statement runs to its end when it is sent, and holds the thread while it does.
 */
import { isLeft, left, right, type Either } from '../internal/either.js'
import type { Connection, Pool } from '../run/connection.js'
import { connectionError, timeout, type OxbowError } from '../run/errors.js'
import type { Client, Init, WasmOptions } from './client.js'
import { parseConfig, type Settings, type SqliteConfig } from './config.js'
import { openFile, type DatabaseFile } from './file.js'
import { queue, type Turn } from './queue.js'
import { openSession, type Session } from './session.js'

export { parseUrl, type Persist, type SqliteConfig } from './config.js'
export type { WasmOptions } from './client.js'

type Saved = Either<OxbowError, void>

const nothing: Saved = right(undefined)

/** Writes what was committed and not yet saved, one write after the other. What could not be written is tried again. */
const saver = (session: Session, file: DatabaseFile | undefined): (() => Promise<Saved>) => {
  if (file === undefined) return () => Promise.resolve(nothing)
  const save = async (): Promise<Saved> => {
    const unsaved = session.unsaved()
    if (isLeft(unsaved)) return unsaved
    if (unsaved.right === undefined) return nothing
    const written = await file.write(unsaved.right.bytes)
    if (!isLeft(written)) session.saved(unsaved.right)
    return written
  }
  let last: Promise<Saved> = Promise.resolve(nothing)
  return () => (last = last.then(save))
}

const refusal = (turn: Turn, settings: Settings): OxbowError =>
  turn === 'closed'
    ? connectionError('closed', 'the database is closed')
    : timeout('acquire', `no connection within ${settings.acquireTimeout} ms: SQLite has one, and other scopes had it all the time`)

const poolOf = (session: Session, file: DatabaseFile | undefined, settings: Settings): Pool => {
  const turns = queue()
  const save = saver(session, file)
  const flush = file !== undefined && settings.persist === 'commit' ? save : undefined
  let current: Connection | undefined
  let closing: Promise<Saved> | undefined

  const lend = (): Connection => {
    const mine = (): boolean => current === connection
    const connection: Connection = {
      query: (request) =>
        Promise.resolve(mine() ? session.execute(request) : left(connectionError('closed', 'the scope has ended', { sql: request.sql }))),
      alive: () => mine() && session.alive(),
      ...(flush === undefined ? {} : { flush: () => (mine() ? flush() : Promise.resolve(nothing)) }),
    }
    current = connection
    return connection
  }

  const answerOf = (turn: Turn): Either<OxbowError, Connection> => (turn === 'lent' ? right(lend()) : left(refusal(turn, settings)))

  const close = async (): Promise<Saved> => {
    await turns.close()
    const saved = await save()
    session.close()
    return saved
  }

  return {
    acquire: () => {
      const turn = turns.enter(settings.acquireTimeout)
      return typeof turn === 'string' ? Promise.resolve(answerOf(turn)) : turn.then(answerOf)
    },
    // The database is the connection: to destroy it would lose the data, so it is only brought to a known state.
    release: async (connection, fate) => {
      if (connection !== current) return
      current = undefined
      if (fate === 'keep') session.settle()
      else session.restore()
      if (flush !== undefined) await flush()
      turns.leave()
    },
    close: async () => {
      await (closing ??= close())
    },
    flush: () => closing ?? save(),
    figures: () => ({ used: turns.used() ? 1 : 0, free: turns.used() || closing !== undefined ? 0 : 1, waiting: turns.waiting() }),
  }
}

/**
 * Loads sql.js. The module is one per process: `wasm` counts the first time only.
 *
 * Errors: ConnectionError `client` where the package or its WebAssembly file cannot be loaded.
 */
export const loadClient = async (wasm: WasmOptions = {}): Promise<Either<OxbowError, Client>> => {
  try {
    const init: Init = (await import('sql.js')).default
    return right(await init({ ...wasm, useOldExtensionFunctions: false }))
  } catch (cause) {
    return left(connectionError('client', 'cannot load the package sql.js: npm install sql.js', { cause }))
  }
}

/**
 * Opens a SQLite database from options or a URL (`sqlite::memory:`, `sqlite:path/to.db`, `sqlite:///absolute/path.db`,
 * `file:path`, `:memory:`).
 *
 * Errors: ConnectionError `configuration` for an option that makes no sense, `client` where sql.js cannot be loaded,
 * `database` where the file cannot be read or is not a database; the file is then as it was.
 */
export const openPool = async (config: SqliteConfig | string): Promise<Either<OxbowError, Pool>> => {
  const settings = parseConfig(config)
  if (isLeft(settings)) return settings
  const client = await loadClient(settings.right.wasm)
  if (isLeft(client)) return client
  if (settings.right.file === undefined) {
    const session = openSession(client.right, undefined, false)
    return isLeft(session) ? session : right(poolOf(session.right, undefined, settings.right))
  }
  const opened = await openFile(settings.right.file)
  if (isLeft(opened)) return opened
  const { file, contents } = opened.right
  const session = openSession(client.right, contents)
  if (isLeft(session)) return session.left._tag === 'QueryError' ? left(notDatabase(file, session.left)) : session
  return right(poolOf(session.right, file, settings.right))
}

const notDatabase = (file: DatabaseFile, error: OxbowError): OxbowError =>
  connectionError('database', `database file ${JSON.stringify(file.path)}: ${error.message}`, { cause: error })
