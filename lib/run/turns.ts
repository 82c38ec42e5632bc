/** Statements of one connection, one after the other: a failure must not overtake what was sent before it. */

/**
 * Makes a function that runs jobs in the order they were given, each when the one before is done. A job that rejects, because
 * a program threw against its type, does not stop those after it.
 */
export const takeTurns = (): (<A>(job: () => Promise<A>) => Promise<A>) => {
  let last: Promise<unknown> | undefined
  return (job) => {
    const answer = last === undefined ? job() : last.then(job)
    const settled = (): void => {
      if (last === mine) last = undefined
    }
    // Both ways: a rejection that only this chain saw would be unhandled, and end the process.
    const mine: Promise<void> = answer.then(settled, settled)
    last = mine
    return answer
  }
}
