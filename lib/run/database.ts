/** Databases: a dialect and a pool, opened by a dialect's `connect`, and the ways to run a program on one. */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { v4, v7 } from 'uuid'
import { type Either, isLeft, left } from '../internal/either.js'
import { compileError } from '../plan/compile-error.js'
import type { Dialect } from '../render/dialect.js'
import type { Answer, Figures, Pool, Request } from './connection.js'
import type { Executor, Generators } from './environment.js'
import { connectionError, type OxbowError } from './errors.js'

/**
 * An open database.
 *
 * @typeParam C - the capabilities of its dialect
 */
export interface Database<in C extends string = never> extends Executor<C> {
  readonly pool: Pool
  /** Waits for what runs, then closes every connection. A Left where what was left to write could not be written. */
  readonly close: TaskEither<OxbowError, void>
  /** The pool's connections: lent, free, and the programs that wait for one. */
  readonly figures: () => Figures
}

const generators: Generators = { v4: () => v4(), v7: () => v7() }

const sendOnce = async (pool: Pool, request: Request): Promise<Either<OxbowError, Answer>> => {
  const acquired = await pool.acquire()
  if (isLeft(acquired)) return acquired
  const connection = acquired.right
  const answer = await connection.query(request)
  const flushed = isLeft(answer) || connection.flush === undefined ? undefined : await connection.flush()
  const released = pool.release(connection, connection.alive() ? 'keep' : 'destroy')
  if (released !== undefined) await released
  return flushed !== undefined && isLeft(flushed) ? flushed : answer
}

/** A database of a dialect and a pool: what a driver of your own makes. */
export const makeDatabase = <C extends string>(dialect: Dialect<C>, pool: Pool): Database<C> => ({
  dialect,
  generators,
  pool,
  send: (request) => sendOnce(pool, request),
  close: async () => {
    const flushed = await pool.flush?.()
    await pool.close()
    return flushed ?? { _tag: 'Right', right: undefined }
  },
  figures: () => pool.figures(),
})

const isDatabase = (database: unknown): boolean =>
  typeof database === 'object' && database !== null && 'send' in database && typeof database.send === 'function' && 'dialect' in database

/** Runs a program. What is no database or no program is an error in the Left; a program that throws, against its type, rejects. */
const perform = async <E, A>(database: Executor, program: ReaderTaskEither<never, E, A>): Promise<Either<E, A>> => {
  if (!isDatabase(database))
    return left(
      connectionError('configuration', 'a program runs on an open database: what connect answers in its Right') satisfies OxbowError as E,
    )
  const task: unknown = typeof program === 'function' ? program(database as never) : undefined
  if (typeof task !== 'function')
    return left(compileError('malformed', 'this is no program: fetchAll, execute and transaction make one') satisfies OxbowError as E)
  return (await task()) as Either<E, A>
}

/** Runs a program on an open database. */
export const run =
  <C extends string>(database: Database<C>) =>
  <E, A>(program: ReaderTaskEither<Executor<C>, E, A>): Promise<Either<E, A>> =>
    perform(database as Executor, program)

/** Runs a program on an open database; an error is thrown as it is, a tagged object. For scripts and tests. */
export const runOrThrow =
  <C extends string>(database: Database<C>) =>
  async <E, A>(program: ReaderTaskEither<Executor<C>, E, A>): Promise<A> => {
    const result = await perform(database as Executor, program)
    if (isLeft(result)) throw result.left
    return result.right
  }

/**
 * Opens a database, runs a program on it and closes it, whatever the program answers:
 * `withDatabase(connect('sqlite::memory:'))(program)`.
 */
export const withDatabase =
  <C extends string>(connect: TaskEither<OxbowError, Database<C>>) =>
  <E, A>(program: ReaderTaskEither<Executor<C>, E, A>): TaskEither<E | OxbowError, A> =>
  async () => {
    const opened = await connect()
    if (isLeft(opened)) return opened
    const database = opened.right
    try {
      const result = await perform(database as Executor, program)
      const closed = await database.close()
      return !isLeft(result) && isLeft(closed) ? left(closed.left) : result
    } catch (thrown) {
      await database.close()
      throw thrown
    }
  }
