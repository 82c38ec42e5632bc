/** What bench/execute.ts runs: seven pieces of work over the same tables and rows on every engine. */
export type WorkloadName = 'point' | 'page' | 'all' | 'nested' | 'insert' | 'insertMany' | 'transaction'

/** Does the work once. The number differs from run to run. */
export type Work = (run: number) => unknown

/** A library on an engine. Work it has no way to do is left out. */
export interface Contestant {
  readonly name: string
  readonly work: Readonly<Partial<Record<WorkloadName, Work>>>
  readonly close: () => Promise<unknown>
}

/** An engine with everyone connected to it. Oxbow comes first, the raw client second. */
export interface Engine {
  readonly name: string
  readonly contestants: ReadonlyArray<Contestant>
  /** Empties the table that the work inserts into. */
  readonly reset: () => Promise<unknown>
  readonly close: () => Promise<unknown>
}

export interface Workload {
  readonly title: string
  /** How many rows the work gives; undefined for a write, whose answers differ between libraries. */
  readonly rows: number | undefined
}

export const workloads: Readonly<Record<WorkloadName, Workload>> = {
  point: { title: 'point read', rows: 1 },
  page: { title: 'page of 50', rows: 50 },
  all: { title: '10,000 rows of 8 columns', rows: 10_000 },
  nested: { title: 'nested, 100 × 10 × 3', rows: 100 },
  insert: { title: 'insert of 1', rows: undefined },
  insertMany: { title: 'insert of 1,000', rows: undefined },
  transaction: { title: 'transaction of 5 statements', rows: undefined },
}

export const workloadNames = Object.keys(workloads) as ReadonlyArray<WorkloadName>

export const poolSize = 10

/** A row without its key. */
export interface Item {
  readonly name: string
  readonly price: string
  readonly quantity: number
  readonly active: boolean
  readonly score: number
  readonly made: Date
  readonly note: string | null
}

export const itemCount = 10_000

export const item = (index: number): Item => ({
  name: `item number ${index}`,
  price: `${index % 1000}.${10 + (index % 90)}`,
  quantity: index % 500,
  active: index % 3 > 0,
  score: index / 8,
  made: new Date(Date.UTC(2026, 0, 1) + index * 61_007),
  note: index % 4 === 0 ? null : `a note on item ${index}, of some length`,
})

export const thousand: ReadonlyArray<Item> = Array.from({ length: 1000 }, (_, index) => item(index))

/** A key that jumps about. */
export const keyOf = (run: number): number => ((run * 7919) % itemCount) + 1

/** The key after which a page begins. */
export const pageAfter = (run: number): number => keyOf(run) % (itemCount - 50)

export const authors = Array.from({ length: 100 }, (_, index) => ({ name: `author ${index}` }))

export const books = Array.from({ length: 1000 }, (_, index) => ({ author: (index % 100) + 1, title: `book ${index}` }))

export const reviews = Array.from({ length: 3000 }, (_, index) => ({
  book: (index % 1000) + 1,
  stars: index % 6,
  comment: `review ${index}`,
}))

interface Nested {
  readonly books: ReadonlyArray<{ readonly reviews: ReadonlyArray<unknown> }>
}

/** Throws where a library did not do what was asked for. */
export const verify = async (engine: Engine, contestant: Contestant, name: WorkloadName): Promise<void> => {
  const work = contestant.work[name]
  if (work === undefined) return
  const fail = (message: string): never => {
    throw new Error(`${engine.name}, ${contestant.name}, ${name}: ${message}`)
  }
  const answer = await work(1)
  const { rows } = workloads[name]
  if (rows === undefined) return
  if (!Array.isArray(answer) || answer.length !== rows) fail(`${rows} rows were asked for, not ${JSON.stringify(answer).slice(0, 200)}`)
  const first = (answer as ReadonlyArray<object>)[0] as object
  if (name !== 'nested') {
    if (Object.keys(first).length !== 8) fail(`8 columns were asked for, not ${JSON.stringify(first)}`)
    return
  }
  const { books } = first as Nested
  if (books.length !== 10 || books.some((book) => book.reviews.length !== 3))
    fail(`10 × 3 rows were asked for, not ${JSON.stringify(first)}`)
}
