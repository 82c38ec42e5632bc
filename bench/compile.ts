/**
 * What it costs to build and compile a statement: `npm run bench:compile`.
 *
 * Eight statements, by hand and with each library. The program runs as users' programs do: compiled JavaScript, under plain
 * node. (tsx would name every function anew each time it is made.) Options, after `--`:
 *
 * - `--shape=insert,key` only these shapes; `--only=Oxbow,Kysely` only contestants whose names begin so
 * - `--rounds=40` how many rounds; `--ms=8` how long each contestant's turn in a round is
 * - `--sql` prints every statement instead
 *
 * Profile with `npm run bench:build && node --cpu-prof .bench/bench/compile.js --only=Oxbow`.
 *
 * Oxbow keeps the text of a query for others of its structure, as a program makes them again and again with other values; the
 * other libraries make it each time. What the first query of a structure costs is a column of its own, `Oxbow anew`.
 *
 * Compare ratios, not microseconds: those are the machine's.
 */
import Table from 'cli-table3'
import { parseArgs } from 'node:util'

import { drizzleRc } from './compile/drizzle-rc.js'
import { drizzle } from './compile/drizzle.js'
import { handWritten } from './compile/hand-written.js'
import { knex } from './compile/knex.js'
import { kysely } from './compile/kysely.js'
import { oxbow, oxbowAnew } from './compile/oxbow.js'
import { type Contestant, expected, type Shape, type ShapeName, shapeNames, verify } from './compile/shapes.js'
import { type Batch, median, playRound, ratioTo, type Series, seriesOf } from './support/measure.js'

const { values: options } = parseArgs({
  options: {
    shape: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '40' },
    ms: { type: 'string', default: '8' },
    sql: { type: 'boolean', default: false },
  },
})

const names = options.shape === undefined ? shapeNames : shapeNames.filter((name) => options.shape?.split(',').includes(name))

const contestants: ReadonlyArray<Contestant> = [oxbow, oxbowAnew, handWritten, kysely, drizzle, drizzleRc, knex].filter(
  ({ name }) => options.only === undefined || options.only.split(',').some((start) => name.toLowerCase().startsWith(start.toLowerCase())),
)

const batchOf = (name: string, shape: Shape): Batch => ({
  name,
  run: (count) => {
    let sum = 0
    for (let index = 0; index < count; index++) {
      const { sql, params } = shape(1_000 + index)
      // Reading a character makes a text of the pieces it was added up from, as sending it would.
      sum += sql.charCodeAt(sql.length >> 1) + params.length
    }
    return sum
  },
})

for (const name of names) for (const contestant of contestants) verify(contestant, name)

if (options.sql) {
  for (const name of names)
    for (const contestant of contestants) console.log(`${name}, ${contestant.name}:\n  ${contestant.shapes[name](1000).sql.slice(0, 900)}`)
  process.exit(0)
}

// Everything is warm before anything is timed: a library's functions have then seen every shape, as in a user's program.
const series = new Map<ShapeName, Series>()
for (const name of names) {
  series.set(
    name,
    await seriesOf(
      contestants.map((contestant) => batchOf(contestant.name, contestant.shapes[name])),
      Number(options.ms),
      1,
      60,
    ),
  )
}

for (let round = 0; round < Number(options.rounds); round++) for (const one of series.values()) await playRound(one, round)

/** How many times as long as Oxbow a contestant takes for a shape. */
const ratio = (name: ShapeName, contestant: Contestant): number => ratioTo(series.get(name) as Series, oxbow.name, contestant.name)

const figure = (value: number): string => value.toPrecision(3)

const peers = contestants.filter((contestant) => ![oxbow, oxbowAnew, handWritten].includes(contestant))

const table = new Table({
  head: ['build and compile', ...contestants.map(({ name }) => `${name} µs`), ...contestants.slice(1).map(({ name }) => `${name} ×`)],
  colAligns: ['left', ...contestants.map(() => 'right' as const), ...contestants.slice(1).map(() => 'right' as const)],
  style: { head: [], border: [], compact: true },
})

for (const name of names) {
  table.push([
    expected[name].title,
    ...contestants.map((contestant) => figure(median(series.get(name)?.times.get(contestant.name) ?? []))),
    ...contestants.slice(1).map((contestant) => ratio(name, contestant).toFixed(2)),
  ])
}
table.push([
  'median',
  ...contestants.map(() => ''),
  ...contestants.slice(1).map((contestant) => median(names.map((name) => ratio(name, contestant))).toFixed(2)),
])

console.log(table.toString())

const goal = (text: string, reached: number, wanted: number): void =>
  console.log(`${reached >= wanted ? 'met    ' : 'NOT MET'} ${text}: ${reached.toFixed(2)} of ${wanted}`)

if (contestants.includes(oxbow)) {
  if (peers.includes(kysely)) goal('the median shape against Kysely', median(names.map((name) => ratio(name, kysely))), 5)
  if (peers.includes(drizzle)) goal('the median shape against Drizzle 0.45', median(names.map((name) => ratio(name, drizzle))), 20)
  // Knex nests no rows, so its statement there is a smaller one.
  for (const name of names) {
    const rivals = peers.filter((peer) => name !== 'nested' || peer !== knex)
    if (rivals.length > 0)
      goal(`${expected[name].title}, against the best of the peers`, Math.min(...rivals.map((peer) => ratio(name, peer))), 3)
  }
}
