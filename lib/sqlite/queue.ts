/** One thing lent to one borrower at a time, in the order they asked. */

export interface Queue {
  /**
   * Gives `lent` when it is one's turn, `late` after the timeout in milliseconds, `closed` when the queue is. Who need not
   * wait is told at once.
   */
  readonly enter: (timeout: number) => Turn | Promise<Turn>
  /** Passes the turn on. */
  readonly leave: () => void
  /** Refuses those who wait and those who come; resolves when nobody has the turn. */
  readonly close: () => Promise<void>
  readonly used: () => boolean
  readonly waiting: () => number
}

export type Turn = 'lent' | 'late' | 'closed'

export const queue = (): Queue => {
  /** Sets keep the order of insertion. */
  const waiting = new Set<(turn: Turn) => void>()
  const leaving = new Set<() => void>()
  let used = false
  let closed = false

  const wait = (timeout: number): Promise<Turn> =>
    new Promise((resolve) => {
      const answer = (turn: Turn): void => {
        clearTimeout(timer)
        waiting.delete(answer)
        resolve(turn)
      }
      const timer = setTimeout(answer, timeout, 'late')
      waiting.add(answer)
    })

  return {
    enter: (timeout) => {
      if (closed) return 'closed'
      if (used) return wait(timeout)
      used = true
      return 'lent'
    },
    leave: () => {
      const [next] = waiting
      if (next !== undefined) return next('lent')
      used = false
      for (const left of leaving) left()
      leaving.clear()
    },
    close: () => {
      closed = true
      for (const refuse of waiting) refuse('closed')
      return used ? new Promise((resolve) => leaving.add(resolve)) : Promise.resolve()
    },
    used: () => used,
    waiting: () => waiting.size,
  }
}
