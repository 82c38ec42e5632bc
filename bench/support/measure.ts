/**
 * Timing that other work on the machine cannot decide: all contestants take turns within a round, in an order that
 * rotates, and only ratios within a round count. Figures are medians of rounds.
 */

/** One contestant's turn: runs `count` times and gives something of the runs, so that nothing is optimised away. */
export interface Batch {
  readonly name: string
  readonly run: (count: number) => unknown
}

/** Microseconds a run, round by round, by contestant. */
export type Times = ReadonlyMap<string, Array<number>>

/** What is timed together, in turns. */
export interface Series {
  readonly batches: ReadonlyArray<Batch>
  /** How often each runs in its turn. */
  readonly counts: ReadonlyArray<number>
  readonly times: Times
}

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** What is consumed: read at the end, so that the results are needed. */
const consumed = { last: undefined as unknown }

const elapsed = async (batch: Batch, count: number): Promise<number> => {
  const start = performance.now()
  consumed.last = await batch.run(count)
  return performance.now() - start
}

/** How many runs take about `milliseconds`, found while warming up for a good while longer. */
const warmUp = async (batch: Batch, milliseconds: number, least: number, turns: number): Promise<number> => {
  let count = least
  let last = await elapsed(batch, count)
  for (let spent = last; spent < turns * milliseconds || last < milliseconds / 4; spent += last) {
    if (last < milliseconds) count = Math.ceil(count * Math.min(4, (1.1 * milliseconds) / Math.max(last, milliseconds / 4)))
    last = await elapsed(batch, count)
  }
  return Math.max(least, Math.round((count * milliseconds) / last))
}

/**
 * Warms batches up for the length of some turns; `milliseconds` is the length of a turn, `least` the fewest runs in it.
 * On a busy machine V8's compiler, which has a thread of its own, comes late: code of microseconds needs many turns.
 */
export const seriesOf = async (batches: ReadonlyArray<Batch>, milliseconds: number, least = 1, turns = 8): Promise<Series> => {
  const counts: Array<number> = []
  for (const batch of batches) counts.push(await warmUp(batch, milliseconds, least, turns))
  return { batches, counts, times: new Map(batches.map(({ name }) => [name, []])) }
}

const collect = (globalThis as { readonly gc?: (options?: { readonly type: 'minor' }) => void }).gc

/** Everyone's turn in one round; each starts with a young heap of its own where node runs with --expose-gc. */
export const playRound = async ({ batches, counts, times }: Series, round: number): Promise<void> => {
  for (let turn = 0; turn < batches.length; turn++) {
    const index = (turn + round) % batches.length
    const batch = batches[index] as Batch
    const count = counts[index] as number
    collect?.({ type: 'minor' })
    times.get(batch.name)?.push(((await elapsed(batch, count)) * 1000) / count)
  }
}

/** How many times as long as `base` a contestant takes: the median of the ratios within rounds. */
export const ratioTo = ({ times }: Series, base: string, name: string): number => {
  const bases = times.get(base) ?? []
  return median((times.get(name) ?? []).map((time, round) => time / (bases[round] as number)))
}
