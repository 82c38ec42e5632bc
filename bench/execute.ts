/**
 * What running costs: `npm run bench:execute`, on the servers of OXBOW_POSTGRES_URL and OXBOW_MARIADB_URL, or the local ones,
 * and on sql.js. A database of its own is made on each and dropped at the end.
 *
 * Seven pieces of work, by the raw client as its manual uses it, and by each library over the same client with the same
 * number of connections; one at a time, and 16 at a time. The figure is throughput in comparison with the raw client: 1.00
 * is as fast, more is faster. Options, after `--`:
 *
 * - `--engine=postgres,mariadb,sqlite`, `--work=point,page`, `--only=Oxbow,postgres`, `--concurrency=1,16`
 * - `--rounds=15` how many rounds; `--ms=50` how long each contestant's turn in a round is
 */
import Table from 'cli-table3'
import { parseArgs } from 'node:util'

import { openMariadb } from './execute/mariadb.js'
import { openPostgres } from './execute/postgres.js'
import { openSqlite } from './execute/sqlite.js'
import { type Contestant, type Engine, verify, type Work, type WorkloadName, workloadNames, workloads } from './execute/workloads.js'
import { type Batch, median, playRound, ratioTo, type Series, seriesOf } from './support/measure.js'

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string' },
    work: { type: 'string' },
    only: { type: 'string' },
    concurrency: { type: 'string', default: '1,16' },
    rounds: { type: 'string', default: '15' },
    ms: { type: 'string', default: '50' },
  },
})

const chosen = <A extends string>(option: string | undefined, all: ReadonlyArray<A>): ReadonlyArray<A> =>
  option === undefined ? all : all.filter((name) => option.split(',').some((start) => name.toLowerCase().startsWith(start.toLowerCase())))

const openers = { postgres: openPostgres, mariadb: openMariadb, sqlite: openSqlite } as const

const concurrencies = options.concurrency.split(',').map(Number)

/** As many workers as may run at once, each taking the next run when it is done with one. */
const batchOf = (name: string, work: Work, concurrency: number): Batch => ({
  name,
  run: async (count) => {
    let next = 0
    let last: unknown
    const worker = async (): Promise<void> => {
      while (next < count) last = await work(next++)
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    return last
  },
})

/** Throughput in comparison with the raw client's. */
const throughput = (series: Series, raw: string, name: string): number => 1 / ratioTo(series, raw, name)

interface Goal {
  readonly text: string
  readonly reached: number
  readonly wanted: number
}

const measureEngine = async (engine: Engine): Promise<ReadonlyArray<Goal>> => {
  const names = chosen(
    options.only,
    engine.contestants.map(({ name }) => name),
  )
  const contestants = engine.contestants.filter(({ name }) => names.includes(name))
  const raw = (contestants[1] ?? contestants[0]) as Contestant
  const all = new Map<string, readonly [WorkloadName, number, Series]>()
  for (const name of chosen(options.work, workloadNames)) {
    for (const contestant of contestants) await verify(engine, contestant, name)
    for (const concurrency of concurrencies) {
      const batches = contestants.flatMap(({ name: contestant, work }) => {
        const one = work[name]
        return one === undefined ? [] : [batchOf(contestant, one, concurrency)]
      })
      all.set(`${name}, ${concurrency}`, [name, concurrency, await seriesOf(batches, Number(options.ms), 2 * concurrency)])
      await engine.reset()
    }
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [, , series] of all.values()) {
      await playRound(series, round)
      await engine.reset()
    }
  }
  const table = new Table({
    head: [
      engine.name,
      'at once',
      ...contestants.map(({ name }) => `${name} µs`),
      ...contestants.filter((one) => one !== raw).map(({ name }) => `${name} : ${raw.name}`),
    ],
    colAligns: ['left', ...Array.from({ length: 2 * contestants.length }, () => 'right' as const)],
    style: { head: [], border: [], compact: true },
  })
  for (const [name, concurrency, series] of all.values()) {
    table.push([
      workloads[name].title,
      concurrency,
      ...contestants.map((contestant) => (name in contestant.work ? median(series.times.get(contestant.name) ?? []).toFixed(0) : '')),
      ...contestants
        .filter((one) => one !== raw)
        .map((contestant) => (name in contestant.work ? throughput(series, raw.name, contestant.name).toFixed(2) : '')),
    ])
  }
  console.log(table.toString())
  const oxbow = contestants[0] as Contestant
  if (oxbow === raw) return []
  const reads: ReadonlyArray<WorkloadName> = ['point', 'page', 'all']
  return [...all.values()]
    .filter(([name]) => reads.includes(name))
    .map(([name, concurrency, series]) => ({
      text: `${engine.name}, ${workloads[name].title}, ${concurrency} at once, against ${raw.name}`,
      reached: throughput(series, raw.name, oxbow.name),
      wanted: engine.name === 'SQLite' ? 1 : 0.95,
    }))
}

const goals: Array<Goal> = []
for (const name of chosen(options.engine, Object.keys(openers) as ReadonlyArray<keyof typeof openers>)) {
  const engine = await openers[name]()
  try {
    goals.push(...(await measureEngine(engine)))
  } finally {
    await engine.close()
  }
}
for (const { text, reached, wanted } of goals)
  console.log(`${reached >= wanted ? 'met    ' : 'NOT MET'} ${text}: ${reached.toFixed(2)} of ${wanted}`)
