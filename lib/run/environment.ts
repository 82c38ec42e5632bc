/** What a program asks of its environment. Environments are records that intersect, as fp-ts composes them. */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import type { Either } from '../internal/either.js'
import type { Dialect } from '../render/dialect.js'
import type { Answer, Connection, Pool, Request } from './connection.js'
import type { OxbowError } from './errors.js'

/** Makes what the client generates; a test gives its own. */
export interface Generators {
  /** A random uuid, RFC 9562 version 4. */
  readonly v4: () => string
  /** A time-ordered uuid, RFC 9562 version 7. */
  readonly v7: () => string
}

/**
 * Where statements go: a database, or inside a transaction the connection that runs it.
 *
 * @typeParam C - the capabilities that programs may ask of its dialect
 */
export interface Executor<in C extends string = never> {
  readonly dialect: Dialect<C>
  readonly generators: Generators
  /** Sends one statement. Inside a transaction it goes to its connection, in turn with the scope's other statements. */
  readonly send: (request: Request) => Promise<Either<OxbowError, Answer>>
  /** Lends connections to scopes. A transaction's environment has none: the pool cannot be reached from inside. */
  readonly pool: Pool | undefined
}

/** The statements of a transaction, its savepoints' included. */
export interface Traffic {
  sent: number
  answered: number
}

/** A transaction, or inside one a savepoint. */
export interface Scope {
  readonly connection: Connection
  /** 1 for a transaction, 2 and more for the savepoints in it. */
  readonly depth: number
  /** Runs jobs of the scope one after the other: statements, and whole scopes inside it. */
  readonly inTurn: <A>(job: () => Promise<A>) => Promise<A>
  /** What broke the scope, so that nothing more can be sent in it. */
  broken: OxbowError | undefined
  /** Whether it has ended: its connection belongs to somebody else by now. */
  ended: boolean
  /** Whether the program of a scope inside it runs now: it holds the turn until it ends. */
  nesting: boolean
  /** The statements of the whole transaction, to tell a scope that works from one that waits. */
  readonly traffic: Traffic
  /** Makes savepoint names, unique in the transaction. */
  readonly savepoint: () => string
}

/** What locking reads ask for: a transaction around them. */
export interface Transaction {
  readonly scope: Scope
}

/** The environment of a query that needs `D`. */
export type Env<D extends string> = Executor<Exclude<D, 'transaction' | 'where'>> & ('transaction' extends D ? Transaction : unknown)

/** A description of work on a database: nothing happens until it is run. */
export type Program<D extends string, A> = ReaderTaskEither<Env<D>, OxbowError, A>
