/** From the lines of the file to the rows of the tables. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'

import { execute, fetchAll, from, insertInto, pipe } from 'oxbow'
import type { InsertRow, Program } from 'oxbow'
import type { Line } from './dataset.js'
import { athletes, nations, sports } from './tables.js'

const unique = (values: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(values)]

const optional = <A>(field: string, read: (field: string) => A): A | null => (field === '' ? null : read(field))

/** The row of a line; what it leaves out (the key, the time) is generated. */
const toAthlete =
  (sportIds: ReadonlyMap<string, number>) =>
  (line: Line): InsertRow<typeof athletes> => ({
    name: line.name,
    nation: line.nationality,
    sportId: sportIds.get(line.sport) ?? 0,
    sex: line.sex,
    bornOn: line.date_of_birth,
    height: optional(line.height, String),
    weight: optional(line.weight, Number),
    gold: Number(line.gold),
    silver: Number(line.silver),
    bronze: Number(line.bronze),
    about: optional(line.info, String),
  })

/** So many rows of 12 parameters are few enough for every database: SQLite takes 32,766 in a statement. */
const chunkSize = 1000

const chunksOf = <A>(rows: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(rows.length / chunkSize) }, (_, index) => rows.slice(index * chunkSize, (index + 1) * chunkSize))

const loadNations = (lines: ReadonlyArray<Line>): Program<never, number> =>
  execute(insertInto(nations)(unique(lines.map(({ nationality }) => nationality)).map((code) => ({ code }))))

/** The database numbers the sports; the athletes need the numbers. */
const loadSports = (lines: ReadonlyArray<Line>): Program<never, ReadonlyMap<string, number>> =>
  pipe(
    execute(insertInto(sports)(unique(lines.map(({ sport }) => sport)).map((name) => ({ name })))),
    RTE.chain(() => fetchAll(from(sports))),
    RTE.map((rows) => new Map(rows.map(({ id, name }) => [name, id]))),
  )

/** Loads everything, chunk by chunk, and tells how far it is. Answers the number of athletes. */
export const load = (lines: ReadonlyArray<Line>, progress: (done: number) => void): Program<never, number> =>
  pipe(
    loadNations(lines),
    RTE.chain(() => loadSports(lines)),
    RTE.map((sportIds) => chunksOf(lines.map(toAthlete(sportIds)))),
    RTE.chain(
      RTE.traverseSeqArrayWithIndex((index, chunk) =>
        pipe(
          execute(insertInto(athletes)(chunk)),
          RTE.chainFirstIOK((count) => () => progress(index * chunkSize + count)),
        ),
      ),
    ),
    RTE.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
  )
