/** A database that is not there: it answers programs with what a test says, and records what they sent. */
import { type Either, isLeft, left, right } from '../internal/either.js'
import type { Dialect, Encoded } from '../render/dialect.js'
import type { Answer, Connection, Pool, Request } from '../run/connection.js'
import { type Database, makeDatabase } from '../run/database.js'
import type { Generators } from '../run/environment.js'
import type { OxbowError } from '../run/errors.js'
import { mismatch } from './rows.js'
import { sequence } from './sequence.js'
import { showLine } from '../show/show.js'

/** A statement as it was sent. */
export interface Recorded {
  readonly sql: string
  readonly params: ReadonlyArray<Encoded>
}

/** What a statement is answered with: its rows as the program gets them, the number of rows it wrote, or an error. */
export type RecordedAnswer = ReadonlyArray<unknown> | number | OxbowError

/**
 * The answers of a recording: one after the other to the statements of queries, or by a function of the statement.
 *
 * BEGIN, COMMIT, savepoints and changes of the schema take none of a list: they succeed. A function is asked about them
 * too, so that a COMMIT can fail; what it leaves undefined succeeds, if it is one of these.
 */
export type Answers = ReadonlyArray<RecordedAnswer> | ((statement: Recorded, index: number) => RecordedAnswer | undefined)

/**
 * A database for unit tests.
 *
 * @typeParam C - the capabilities of its dialect
 */
export interface Recording<in C extends string = never> extends Database<C> {
  /** Everything that was sent, in order: queries, `begin`, `commit`, `rollback`, savepoints. */
  readonly recorded: ReadonlyArray<Recorded>
  /** The same for the eye: one line a statement, with its values in it. */
  readonly log: () => ReadonlyArray<string>
  /** How many answers of the list nobody asked for. */
  readonly unused: () => number
}

const isError = (answer: RecordedAnswer): answer is OxbowError => typeof answer === 'object' && '_tag' in answer

/** The answer that a statement reads; a text where the test's answer cannot be one. */
const answerTo = ({ output, prepare }: Request, answer: Exclude<RecordedAnswer, OxbowError> | undefined): Answer | string => {
  if (answer === undefined) return prepare ? 'there is no answer for it' : { rows: [], affected: 0 }
  if (typeof answer === 'number')
    return output === undefined ? { rows: [], affected: answer } : 'it gives rows: answer it with a list of rows, not a number'
  if (output === undefined) return 'it gives no rows: answer it with the number of rows it wrote'
  return mismatch(output, answer) ?? { rows: [], affected: answer.length, decoded: answer }
}

/**
 * Runs programs without a database: an environment that answers with given rows and records every statement.
 *
 * An answer is a list of rows as the program gets them (they are not decoded, but held against the query's columns), the
 * number of rows that a write touched, or an error of `oxbow/testing`. A test that gives too few answers, or rows that the
 * query cannot give, is told so by an Error that is thrown, so that no program takes it for a failure of its own.
 *
 * Uuids are counted: see `sequence`. A program that needs what the dialect lacks does not type-check.
 *
 * @example
 * const database = recording(postgres, [[{ id: 1 }]])
 * await run(database)(fetchAll(pipe(from(customers), select({ id: customers.id }))))
 * database.log() // => ['select "customers"."id" from "customers"']
 */
export const recording = <C extends string>(
  dialect: Dialect<C>,
  answers: Answers = [],
  generators: Generators = sequence(),
): Recording<C> => {
  const recorded: Array<Recorded> = []
  let used = 0

  const nextAnswer = (request: Request, statement: Recorded): RecordedAnswer | undefined => {
    if (typeof answers === 'function') return answers(statement, recorded.length - 1)
    return request.prepare ? answers[used++] : undefined
  }

  const reply = (request: Request): Either<OxbowError, Answer> => {
    const statement: Recorded = { sql: request.sql, params: request.params }
    recorded.push(statement)
    const answer = nextAnswer(request, statement)
    if (answer !== undefined && isError(answer)) return left(answer)
    const made = answerTo(request, answer)
    if (typeof made === 'string') throw new Error(`the answer to statement ${recorded.length}: ${made}\n${showLine(dialect, statement)}`)
    return right(made)
  }

  const connect = (): Connection => {
    let alive = true
    return {
      query: async (request) => {
        const answer = reply(request)
        // As with a driver: nothing more is sent on a connection that is lost.
        if (isLeft(answer) && answer.left._tag === 'ConnectionError') alive = false
        return answer
      },
      alive: () => alive,
    }
  }

  const pool: Pool = {
    acquire: () => Promise.resolve(right(connect())),
    release: () => Promise.resolve(),
    close: () => Promise.resolve(),
    figures: () => ({ used: 0, free: 1, waiting: 0 }),
  }

  return {
    ...makeDatabase(dialect, pool),
    generators,
    recorded,
    log: () => recorded.map((statement) => showLine(dialect, statement)),
    unused: () => (typeof answers === 'function' ? 0 : Math.max(0, answers.length - used)),
  }
}
