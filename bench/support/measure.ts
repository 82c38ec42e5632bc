/**
 * Timing that other work on the machine cannot decide: all contestants take turns within a round, in an order that
 * rotates, and only ratios within a round count. Figures are medians of rounds.
 */

/** One thing to time: runs `count` times and gives something of the last run, so that nothing is optimised away. */
export interface Batch {
  readonly name: string
  readonly run: (count: number) => unknown
}

/** Microseconds a run, round by round. */
export type Rounds = ReadonlyMap<string, ReadonlyArray<number>>

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** The median of the ratios within rounds. */
export const ratioOf = (peer: ReadonlyArray<number>, base: ReadonlyArray<number>): number =>
  median(peer.map((value, round) => value / (base[round] as number)))

/** What is consumed: read at the end, so that the results are needed. */
const consumed = { last: undefined as unknown }

const elapsed = (batch: Batch, count: number): number => {
  const start = performance.now()
  consumed.last = batch.run(count)
  return performance.now() - start
}

const collect = (globalThis as { readonly gc?: (options?: { readonly type: 'minor' }) => void }).gc

/** How many runs take about `milliseconds`, found while warming up for about ten times that. */
export const warmUp = (batch: Batch, milliseconds: number): number => {
  let count = 1
  let spent = 0
  let last = 0
  while (spent < 10 * milliseconds || last < milliseconds / 4) {
    last = elapsed(batch, count)
    spent += last
    if (last < milliseconds) count = Math.ceil(count * Math.min(4, (1.1 * milliseconds) / Math.max(last, milliseconds / 4)))
  }
  return Math.max(1, Math.round((count * milliseconds) / last))
}

/** Times batches in turns; each starts with a young heap of its own where node runs with --expose-gc. */
export const timeOnce = (
  batches: ReadonlyArray<Batch>,
  counts: ReadonlyArray<number>,
  round: number,
): ReadonlyArray<readonly [string, number]> =>
  batches.map((_, turn) => {
    const index = (turn + round) % batches.length
    const batch = batches[index] as Batch
    const count = counts[index] as number
    collect?.({ type: 'minor' })
    return [batch.name, (elapsed(batch, count) * 1000) / count]
  })
