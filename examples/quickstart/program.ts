/** The whole job as one program: a description, run on whatever database it is given. */
import * as E from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'

import { applySchema, createTable, dropTable, pipe, transaction } from 'oxbow'
import type { Dialect, OxbowError, Program, Statement } from 'oxbow'
import { mariadb, mysql } from 'oxbow/mysql'
import { postgres } from 'oxbow/postgres'
import { sqlite } from 'oxbow/sqlite'

import { type Line, readDataset } from './dataset.js'
import { load } from './load.js'
import { type Answer, type Paint, questionOf, statementsOf, tableOf } from './print.js'
import { type Needs, type Question, questions } from './questions.js'
import { athletes, nations, sports } from './tables.js'

/** Where the program writes, and how. */
export interface Screen {
  readonly write: (text: string) => void
  /** Writes a line over the last one; does nothing where nobody watches. */
  readonly progress: (text: string) => void
  readonly paint: Paint
}

const dialects: ReadonlyArray<Dialect<Needs>> = [postgres, mysql, mariadb, sqlite]

const dropTables: Program<never, void> = applySchema(
  dropTable(athletes, { ifExists: true }),
  dropTable(sports, { ifExists: true }),
  dropTable(nations, { ifExists: true }),
)

/** What an interrupted run left behind goes first. */
const createTables: Program<never, void> = pipe(
  dropTables,
  RTE.chain(() => applySchema(createTable(nations), createTable(sports), createTable(athletes))),
)

const loadAll = (screen: Screen, lines: ReadonlyArray<Line>): Program<never, void> => {
  const started = performance.now()
  return pipe(
    load(lines, (done) => screen.progress(`loading ${done} of ${lines.length} athletes`)),
    transaction(),
    RTE.chainIOK((count) => () => {
      screen.progress('')
      screen.write(`${count} athletes loaded in one transaction, ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
    }),
  )
}

/** The statements of a question in every dialect. No database is asked. */
const statementsFor = ({ statement }: Question): Either<OxbowError, ReadonlyArray<readonly [string, Statement]>> =>
  pipe(
    dialects,
    E.traverseArray((dialect) =>
      pipe(
        statement(dialect),
        E.map((made) => [dialect.name, made] as const),
      ),
    ),
  )

const ask =
  (screen: Screen) =>
  (index: number, question: Question): Program<Needs, Answer> =>
    pipe(
      RTE.fromEither(statementsFor(question)),
      RTE.chainIOK((statements) => () => {
        screen.write(questionOf(screen.paint, index + 1, question.ask, question.written))
        screen.write(statementsOf(screen.paint, statements))
      }),
      RTE.chain(() => question.answer),
      RTE.chainFirstIOK((rows) => () => screen.write(`${tableOf(rows)}\n`)),
    )

/** Makes the tables, loads the data, asks the questions; the tables are dropped in any case. Gives the answers. */
export const quickstart = (screen: Screen): Program<Needs, ReadonlyArray<Answer>> =>
  RTE.bracket(
    createTables,
    () =>
      pipe(
        RTE.fromIO(readDataset),
        RTE.chain((lines) => loadAll(screen, lines)),
        RTE.chain(() => pipe(questions, RTE.traverseSeqArrayWithIndex(ask(screen)))),
      ),
    () => dropTables,
  )
