/** SQL text as it is, for what the library has no words for. */
import type { Executor } from '../../lib/index.js'
import { isLeft, right, type Either } from '../../lib/internal/either.js'
import type { OxbowError } from '../../lib/run/errors.js'

type Rows = ReadonlyArray<ReadonlyArray<unknown>>

export const sqlSource =
  (sql: string, params: ReadonlyArray<string | number> = []) =>
  (env: Executor) =>
  async (): Promise<Either<OxbowError, Rows>> => {
    const answer = await env.send({ sql, params, prepare: false, int64: false })
    return isLeft(answer) ? answer : right(answer.right.rows)
  }
