/**
 * A pool of single connections.
 *
 * The clients' own pools are not used: postgres.js's kills the process, or writes outside the transaction, when a
 * connection dies inside one (porsager/postgres#893, #1155), and two pools would give two sets of figures and timeouts.
 *
 * Lending a free connection starts no timer: a general pool's acquire took as long as all else that is done for a small
 * statement before it is sent.
 */
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

interface Idle<C> {
  readonly connection: C
  /** When it was given back, by `performance.now()`. */
  readonly since: number
}

/** A program that waits for a connection. */
type Answer = (answer: Either<OxbowError, Connection>) => void

/**
 * Makes a pool. It opens nothing by itself.
 *
 * - `acquire` answers Timeout of `acquire` when no connection is free in time, what `open` answered when opening failed,
 *   and ConnectionError `closed` after `close`. Waiting programs are answered so when the pool closes.
 * - A connection that is not `alive` is never lent: it is closed, and another one opened.
 */
export const pool = <C extends Connection>(options: PoolOptions<C>): Pool => {
  const { max, min = 0, acquireTimeout, idleTimeout } = options
  const lent = new Map<Connection, C>()
  /** The one given back last is at the end, and is lent first. */
  const idle: Array<Idle<C>> = []
  /** First come, first served. */
  const waiting = new Set<Answer>()
  /** Connections on their way out. */
  const leaving = new Set<Promise<void>>()
  let opening = 0
  let reaper: ReturnType<typeof setTimeout> | undefined
  let closing: Promise<void> | undefined
  /** Tells `close` that nothing is left. */
  let emptied: (() => void) | undefined

  const closed = (): OxbowError => connectionError('closed', 'the pool is closed')

  const checkEmpty = (): void => {
    if (lent.size + opening + leaving.size === 0) emptied?.()
  }

  const discard = (connection: C): Promise<void> => {
    const gone = (): void => {
      leaving.delete(departure)
      checkEmpty()
    }
    const departure: Promise<void> = options.close(connection).then(gone, gone)
    leaving.add(departure)
    return departure
  }

  const lend = (connection: C): Either<never, Connection> => {
    lent.set(connection, connection)
    return right(connection)
  }

  /** Closes what has waited long enough to be lent. */
  const reap = (): void => {
    reaper = undefined
    const now = performance.now()
    while (lent.size + idle.length > min) {
      const oldest = idle[0]
      if (oldest === undefined) return
      const rest = oldest.since + idleTimeout - now
      if (rest > 0) {
        reaper = setTimeout(reap, rest)
        return
      }
      idle.shift()
      void discard(oldest.connection)
    }
  }

  /** To whoever waits longest, or to the free ones. */
  const give = (connection: C): void => {
    const [next] = waiting
    if (next !== undefined) return next(lend(connection))
    idle.push({ connection, since: performance.now() })
    reaper ??= setTimeout(reap, idleTimeout)
  }

  const openOne = async (): Promise<void> => {
    opening += 1
    const opened = await options.open()
    opening -= 1
    if (isLeft(opened)) {
      // One answer to one program; the next in line gets its own.
      const [next] = waiting
      next?.(opened)
      openMore()
    } else if (closing === undefined) give(opened.right)
    else void discard(opened.right)
    checkEmpty()
  }

  /** As many as are waited for and there is room for. */
  const openMore = (): void => {
    while (opening < waiting.size && lent.size + idle.length + opening < max) void openOne()
  }

  const takeIdle = (): C | undefined => {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (last.connection.alive()) return last.connection
      void discard(last.connection)
    }
    return undefined
  }

  const wait = (): Promise<Either<OxbowError, Connection>> =>
    new Promise((resolve) => {
      const answer: Answer = (given) => {
        waiting.delete(answer)
        clearTimeout(timer)
        resolve(given)
      }
      const timer = setTimeout(() => {
        const message = `no connection was free within ${acquireTimeout} ms: ${lent.size} of ${max} are lent`
        answer(left(timeout('acquire', message)))
      }, acquireTimeout)
      waiting.add(answer)
      openMore()
    })

  const drain = async (): Promise<void> => {
    clearTimeout(reaper)
    for (const answer of waiting) answer(left(closed()))
    for (const { connection } of idle.splice(0)) void discard(connection)
    await new Promise<void>((resolve) => {
      emptied = resolve
      checkEmpty()
    })
  }

  return {
    acquire: async () => {
      if (closing !== undefined) return left(closed())
      const free = takeIdle()
      return free === undefined ? wait() : lend(free)
    },
    release: async (connection, fate) => {
      const own = lent.get(connection)
      if (own === undefined) return
      lent.delete(connection)
      if (closing === undefined && fate === 'keep' && own.alive() && (options.reusable?.(own) ?? true)) return give(own)
      const departure = discard(own)
      openMore()
      await departure
    },
    close: () => (closing ??= drain()),
    figures: () => ({
      used: lent.size,
      free: idle.filter(({ connection }) => connection.alive()).length,
      waiting: waiting.size,
    }),
  }
}
