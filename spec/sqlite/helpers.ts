import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Either } from '../../lib/internal/either.js'
import type { Encoded } from '../../lib/render/dialect.js'
import type { Answer, Connection, Pool, Request } from '../../lib/run/connection.js'
import type { OxbowError } from '../../lib/run/errors.js'
import { loadClient, openPool, type SqliteConfig } from '../../lib/sqlite/driver.js'
import { openSession, type Session } from '../../lib/sqlite/session.js'

export const statement = (sql: string, params: ReadonlyArray<Encoded> = [], options: Partial<Request> = {}): Request => ({
  sql,
  params,
  prepare: true,
  int64: false,
  ...options,
})

export const rightOf = <A>(either: Either<OxbowError, A>): A => {
  if (either._tag === 'Right') return either.right
  throw new Error(`expected a Right: ${either.left.message}`, { cause: either.left })
}

export const leftOf = <A>(either: Either<OxbowError, A>): OxbowError => {
  if (either._tag === 'Left') return either.left
  throw new Error(`expected a Left, got ${JSON.stringify(either.right)}`)
}

/** A session in memory that is closed with the test. */
export const newSession = async (bytes?: Uint8Array): Promise<Session> => {
  const session = rightOf(openSession(rightOf(await loadClient()), bytes))
  onTestFinished(() => session.close())
  return session
}

/** Runs statements in order and gives the last answer; the first failure is thrown. */
export const runAll = (session: Session, ...statements: ReadonlyArray<string>): Answer => {
  let answer: Answer = { rows: [], affected: 0 }
  for (const sql of statements) answer = rightOf(session.execute(statement(sql)))
  return answer
}

/** A pool that is closed with the test; where the test failed with the connection in hand, it is left. */
export const newPool = async (config: SqliteConfig | string = ':memory:'): Promise<Pool> => {
  const pool = rightOf(await openPool(config))
  onTestFinished(() => (pool.figures().used === 0 ? pool.close() : undefined))
  return pool
}

/** What the executor does for a scope: acquire, run, make durable, release. */
export const inScope = async <A>(pool: Pool, use: (connection: Connection) => Promise<A>): Promise<A> => {
  const connection = rightOf(await pool.acquire())
  try {
    const result = await use(connection)
    rightOf((await connection.flush?.()) ?? { _tag: 'Right', right: undefined })
    return result
  } finally {
    await pool.release(connection, 'keep')
  }
}

export const execute = (pool: Pool, ...statements: ReadonlyArray<string>): Promise<Answer> =>
  inScope(pool, async (connection) => {
    let answer: Answer = { rows: [], affected: 0 }
    for (const sql of statements) answer = rightOf(await connection.query(statement(sql)))
    return answer
  })

export const newDirectory = async (): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'oxbow-sqlite-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

export const filesIn = async (directory: string): Promise<ReadonlyArray<string>> => (await readdir(directory)).toSorted()
