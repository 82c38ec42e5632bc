/** What a program asks of its environment. Environments are records that intersect, as fp-ts composes them. */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import type { Either } from '../internal/either.js'
import type { Dialect } from '../render/dialect.js'
import type { Answer, Connection, Pool, Request } from './connection.js'
import type { OxbowError } from './errors.js'

/** Makes what the client generates; a test gives its own. */
export interface Generators {
  readonly v4: () => string
  readonly v7: () => string
}

/**
 * Where statements go.
 *
 * @typeParam C - the capabilities that programs may ask of its dialect
 */
export interface Executor<in C extends string = never> {
  readonly dialect: Dialect<C>
  readonly generators: Generators
  /** Sends one statement on the connection of the scope, or on one of the pool's. */
  readonly send: (request: Request) => Promise<Either<OxbowError, Answer>>
  /** Opens a scope: a transaction, or inside one a savepoint. */
  readonly scope: Scope | undefined
  readonly pool: Pool
}

/** The transaction a program runs in. */
export interface Scope {
  readonly connection: Connection
  /** 1 for a transaction, more inside savepoints. */
  readonly depth: number
}

/** What locking reads and hooks ask for: a transaction around them. */
export interface Transaction {
  readonly scope: Scope
}

/** The environment of a query that needs `D`. */
export type Env<D extends string> = Executor<Exclude<D, 'transaction' | 'where'>> & ('transaction' extends D ? Transaction : unknown)

/** A description of work on a database: nothing happens until it is run. */
export type Program<D extends string, A> = ReaderTaskEither<Env<D>, OxbowError, A>
