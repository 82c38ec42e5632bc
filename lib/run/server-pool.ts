/** The pool of a server's connections, as a config describes it. */
import type { Either } from '../internal/either.js'
import { isLeft, right } from '../internal/either.js'
import type { Config } from './config.js'
import type { Connection, Pool } from './connection.js'
import type { OxbowError } from './errors.js'
import { pool } from './pool.js'

/** A connection and what its owner, the pool or a single user, needs besides. */
export interface OwnedConnection extends Connection {
  /** Ends the session, politely where it still answers. Never fails. */
  readonly close: () => Promise<void>
  /** Whether a new connection would serve better than this one, so that it should not be lent again. */
  readonly worn: () => boolean
}

/**
 * A pool that begins with a connection which is open already: `connect` opens one to know that the server is there.
 * Later ones are opened by `open`, when they are needed.
 */
export const serverPool = async (
  config: Config,
  first: OwnedConnection,
  open: () => Promise<Either<OxbowError, OwnedConnection>>,
): Promise<Pool> => {
  let seed: OwnedConnection | undefined = first
  const made = pool<OwnedConnection>({
    open: async () => {
      if (seed === undefined) return open()
      const connection = seed
      seed = undefined
      return right(connection)
    },
    close: (connection) => connection.close(),
    reusable: (connection) => !connection.worn(),
    min: config.min,
    max: config.max,
    acquireTimeout: config.acquireTimeout,
    idleTimeout: config.idleTimeout,
  })
  const acquired = await made.acquire()
  if (!isLeft(acquired)) await made.release(acquired.right, 'keep')
  return made
}
