/**
 * A pool of single connections, over tarn.
 *
 * The clients' own pools are not used: postgres.js's kills the process, or writes outside the transaction, when a
 * connection dies inside one (porsager/postgres#893, #1155), and two pools would give two sets of figures and timeouts.
 *
 * Acquiring a free connection and giving it back costs 3 to 4 microseconds on Node 20, where a statement over loopback
 * costs 100 and more.
 */
import { Pool as Tarn } from 'tarn'

import type { Either } from '../internal/either.js'
import { isLeft, left, right } from '../internal/either.js'
import type { Connection, Pool } from './connection.js'
import { connectionError, timeout } from './errors.js'
import type { OxbowError } from './errors.js'

export interface PoolOptions<C extends Connection> {
  /** Opens a connection. Must answer within a time of its own: the pool only limits how long a program waits. */
  readonly open: () => Promise<Either<OxbowError, C>>
  /** Closes a connection, dead or alive. Called once for each that was opened. */
  readonly close: (connection: C) => Promise<void>
  /** Whether a connection that is alive may be lent again. Default: always. */
  readonly reusable?: (connection: C) => boolean
  /** Connections to keep when idle; none is opened before it is needed. Default 0. */
  readonly min?: number
  /** The most connections at a time. */
  readonly max: number
  /** How long a program waits for a connection, in milliseconds. */
  readonly acquireTimeout: number
  /** How long a connection may wait to be lent before it is closed, in milliseconds. */
  readonly idleTimeout: number
}

type Pending<C> = ReturnType<Tarn<C>['acquire']>

/** setTimeout's longest delay. `open` has its own timeout; tarn's would leak a connection that opens after it. */
const forever = 2 ** 31 - 1

/**
 * Makes a pool. It opens nothing by itself.
 *
 * - `acquire` answers Timeout of `acquire` when no connection is free in time, what `open` answered when opening failed,
 *   and ConnectionError `closed` after `close`. Waiting programs are answered so when the pool closes.
 * - A connection that is not `alive` is never lent: it is closed, and another one opened.
 */
export const pool = <C extends Connection>(options: PoolOptions<C>): Pool => {
  const lent = new Map<Connection, C>()
  const idle = new Set<C>()
  /** Closed by us, still in tarn's list of free ones: tarn has no way to remove one, so it drops them when it next looks. */
  const gone = new Set<C>()
  const waiting = new Set<Pending<C>>()
  /** What `open` answered, by the Error that carries it through tarn. */
  const refusals = new WeakMap<object, OxbowError>()
  /** Connections on their way out. */
  const leaving = new Set<Promise<void>>()
  let closing: Promise<void> | undefined

  const closeOne = async (connection: C): Promise<void> => {
    // One that fails to close is gone all the same, and nobody waits to hear of it.
    const closed = options.close(connection).catch(() => undefined)
    leaving.add(closed)
    await closed
    leaving.delete(closed)
  }

  const tarn = new Tarn<C>({
    create: async () => {
      const opened = await options.open()
      if (isLeft(opened)) {
        const refusal = new Error('open failed')
        refusals.set(refusal, opened.left)
        throw refusal
      }
      idle.add(opened.right)
      return opened.right
    },
    validate: (connection) => connection.alive() && !gone.has(connection),
    destroy: async (connection: C) => {
      idle.delete(connection)
      if (!gone.delete(connection)) await closeOne(connection)
    },
    min: options.min ?? 0,
    max: options.max,
    acquireTimeoutMillis: options.acquireTimeout,
    idleTimeoutMillis: options.idleTimeout,
    reapIntervalMillis: Math.min(options.idleTimeout, 1000),
    createTimeoutMillis: forever,
    // A failed open is an answer to the program that waits for it, not something to try again until its time is up.
    propagateCreateError: true,
    // Each failed open answers one program; the next in line must not wait tarn's 200 ms for its own.
    createRetryIntervalMillis: 1,
  })

  const closed = (): OxbowError => connectionError('closed', 'the pool is closed')

  const refused = (error: unknown): OxbowError =>
    (error instanceof Error ? refusals.get(error) : undefined) ??
    (closing === undefined
      ? timeout('acquire', `no connection was free within ${options.acquireTimeout} ms: ${lent.size} of ${options.max} are lent`)
      : closed())

  const drain = async (): Promise<void> => {
    for (const pending of waiting) pending.abort()
    await tarn.destroy()
    await Promise.all(leaving)
  }

  return {
    acquire: async () => {
      if (closing !== undefined) return left(closed())
      const pending = tarn.acquire()
      waiting.add(pending)
      try {
        const connection = await pending.promise
        idle.delete(connection)
        lent.set(connection, connection)
        return right(connection)
      } catch (error) {
        return left(refused(error))
      } finally {
        waiting.delete(pending)
      }
    },
    release: async (connection, fate) => {
      const own = lent.get(connection)
      if (own === undefined) return
      lent.delete(connection)
      if (fate === 'keep' && own.alive() && (options.reusable?.(own) ?? true)) {
        idle.add(own)
        tarn.release(own)
      } else {
        gone.add(own)
        tarn.release(own)
        await closeOne(own)
      }
    },
    close: () => (closing ??= drain()),
    figures: () => ({
      used: lent.size,
      free: [...idle].filter((connection) => connection.alive()).length,
      waiting: waiting.size,
    }),
  }
}
