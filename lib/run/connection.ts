/**
 * The contract between the executor and a driver: connections that answer statements, and a pool that lends them.
 *
 * Nothing here rejects: a failure is a classified error in the Left.
 */
import type { Either } from '../internal/either.js'
import type { Output } from '../plan/output.js'
import type { Encoded } from '../render/dialect.js'
import type { OxbowError } from './errors.js'

/** One statement to send. */
export interface Request {
  readonly sql: string
  readonly params: ReadonlyArray<Encoded>
  /** Whether the server should keep it prepared: statements of queries, not BEGIN or DDL. */
  readonly prepare: boolean
  /**
   * Whether the answer holds 64-bit integers. A driver that would round them to numbers gives those it would round as
   * bigints then (sql.js); the others always give them as text.
   */
  readonly int64: boolean
  /**
   * The columns that the answer is read as, and the row they make; absent for a command and for a write that gives no rows.
   * A driver may choose by it how values are read; an executor without a database knows by it what it must answer.
   */
  readonly output?: Output | undefined
  /** Whether the answer may have `records` in the place of `rows`: the output's row is a flat record of its columns. */
  readonly takesRecords?: boolean
}

/** A statement of Oxbow's own: BEGIN, DDL. */
export const command = (sql: string): Request => ({ sql, params: [], prepare: false, int64: false })

export interface Answer {
  /** Rows by position: names may repeat, positions cannot. Empty for a statement without a result. */
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
  /**
   * Rows as fresh records by their columns' names, where the request takes them, in the order of the output's columns: a
   * client that makes records anyway makes them faster than lists that become records. `rows` are not read then.
   */
  readonly records?: ReadonlyArray<Record<string, unknown>>
  /** Rows inserted, deleted, or matched by an update. */
  readonly affected: number
  /** The rows as the program gets them, from an executor that has them already (a recording): `rows` are not read then. */
  readonly decoded?: ReadonlyArray<unknown>
}

/** One session of a database. Statements on it run one after the other, in the order they were sent. */
export interface Connection {
  readonly query: (request: Request) => Promise<Either<OxbowError, Answer>>
  /** False once the session is lost: nothing more may be sent, and it must not go back to the pool. */
  readonly alive: () => boolean
  /**
   * Makes durable what was committed, where that is not part of COMMIT (SQLite's file): called after COMMIT and after a
   * statement outside a transaction, before `release`. A Left is the program's error; what was committed stays in memory
   * and is tried again by the next call.
   */
  readonly flush?: () => Promise<Either<OxbowError, void>>
}

export interface Figures {
  /** Connections lent. */
  readonly used: number
  /** Connections waiting to be lent. */
  readonly free: number
  /** Programs waiting for a connection. */
  readonly waiting: number
}

export interface Pool {
  /** Lends a connection, opening one where none is free: Timeout of `acquire` after the configured time. */
  readonly acquire: () => Promise<Either<OxbowError, Connection>>
  /** Takes a connection back, or destroys it where its state is unknown. Never fails. */
  readonly release: (connection: Connection, fate: 'keep' | 'destroy') => Promise<void>
  /** Waits for lent connections to come back, then closes them all. Safe to call again. */
  readonly close: () => Promise<void>
  /** Makes durable what `close` would, so that its failure can be told: called before `close`, when nothing is lent. */
  readonly flush?: () => Promise<Either<OxbowError, void>>
  readonly figures: () => Figures
}
