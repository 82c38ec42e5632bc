/** Statements of one connection, one after the other: a failure must not overtake what was sent before it. */

/** Makes a function that runs jobs in the order they were given, each when the one before is done. A job must not reject. */
export const takeTurns = (): (<A>(job: () => Promise<A>) => Promise<A>) => {
  let last: Promise<unknown> | undefined
  return (job) => {
    const answer = last === undefined ? job() : last.then(job)
    const mine = answer.then(() => {
      if (last === mine) last = undefined
    })
    last = mine
    return answer
  }
}
