/**
 * Transactions: one scope owns one connection from BEGIN to COMMIT or ROLLBACK. A transaction inside a transaction is a
 * savepoint.
 *
 * The scope decides by its program's Either: Right commits, Left rolls back and stays what it was, whatever the rollback
 * does. A connection whose state is unknown is destroyed, never lent again.
 */
import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import { type Either, isLeft, left, right } from '../internal/either.js'
import type { TransactionOptions } from '../render/dialect.js'
import { isolationLevels, transactionOf } from '../render/transaction.js'
import { type Answer, command, type Connection, type Request } from './connection.js'
import type { Executor, Scope, Traffic, Transaction } from './environment.js'
import { connectionError, type OxbowError } from './errors.js'
import { takeTurns } from './turns.js'

export type { TransactionOptions }

type Run = (env: Executor & Transaction) => () => Promise<Either<unknown, unknown>>

/** The environment inside a scope: the same dialect, its own connection, no pool. */
const inside = (env: Executor, scope: Scope): Executor & Transaction => ({
  dialect: env.dialect,
  generators: env.generators,
  pool: undefined,
  scope,
  send: (request) => inTurnOf(scope, () => sendIn(env, scope, request)),
})

/** Why nothing can be sent in a scope: it has ended, or a failure has broken it. */
const obstacle = ({ ended, broken }: Scope): OxbowError | undefined =>
  // Somebody else has the connection by now: what is sent on it would be part of another program's transaction, or of none.
  ended ? connectionError('closed', 'the transaction has ended: its environment cannot be used any more') : broken

/** How long something of a scope waits for a scope inside it that sends nothing: the pool's own default. */
const patience = 10_000

const waitsForItself = (): OxbowError =>
  connectionError(
    'closed',
    `a transaction inside this one sent nothing for ${patience} ms while this waited for its end: does it use the environment of the outer one? Use its own`,
  )

/**
 * Runs a job of a scope in its turn.
 *
 * A scope inside has the turn until it ends, so whoever uses the outer environment inside it and waits for the answer
 * waits for himself. This looks the same as a sibling, which is right to wait, and only time tells them apart: what was
 * started while a scope inside ran is refused when that scope has sent nothing for a while. What was started before
 * cannot come from inside, and waits however long it takes.
 */
const inTurnOf = <A>(scope: Scope, job: () => Promise<Either<OxbowError, A>>): Promise<Either<OxbowError, A>> => {
  if (!scope.nesting) return scope.inTurn(job)
  return new Promise((resolve, reject) => {
    const { traffic } = scope
    let refused = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const watch = (): void => {
      const { sent } = traffic
      timer = setTimeout(() => {
        if (traffic.answered < traffic.sent || traffic.sent > sent) return watch()
        refused = true
        resolve(left(waitsForItself()))
      }, patience)
    }
    watch()
    const begin = (): Promise<Either<OxbowError, A>> => {
      clearTimeout(timer)
      // Its answer is given already.
      return refused ? Promise.resolve(left(waitsForItself())) : job()
    }
    scope.inTurn(begin).then(resolve, reject)
  })
}

/** Counts the statements of a connection. */
const counted = (connection: Connection, traffic: Traffic): Connection => ({
  alive: connection.alive,
  query: async (request) => {
    traffic.sent += 1
    try {
      return await connection.query(request)
    } finally {
      traffic.answered += 1
    }
  },
})

/** Sends a statement of a scope. Once a failure has broken the scope, everything after it answers that failure. */
const sendIn = async (env: Executor, scope: Scope, request: Request): Promise<Either<OxbowError, Answer>> => {
  const refused = obstacle(scope)
  if (refused !== undefined) return left(refused)
  const answer = await scope.connection.query(request)
  if (isLeft(answer) && transactionOf(env.dialect).breaks(answer.left)) scope.broken = answer.left
  return answer
}

/** Runs a program in a scope; a program that throws, against its type, still has its scope rolled back. */
const attempt = async (
  run: Run,
  env: Executor & Transaction,
): Promise<{ readonly result: Either<unknown, unknown> } | { readonly thrown: unknown }> => {
  try {
    return { result: await run(env)() }
  } catch (thrown) {
    return { thrown }
  }
}

interface Ends {
  /** Sends the statements that keep the work; the first failure is the answer. */
  readonly keep: () => Promise<Either<OxbowError, unknown>>
  /** Sends the statements that undo it. */
  readonly undo: () => Promise<unknown>
}

/** The end of a scope, the same for a transaction and a savepoint. */
const conclude = async (run: Run, env: Executor & Transaction, { keep, undo }: Ends): Promise<Either<unknown, unknown>> => {
  const outcome = await attempt(run, env)
  // What the program started and did not wait for comes first.
  return env.scope.inTurn(async () => {
    try {
      if ('thrown' in outcome) {
        await undo()
        throw outcome.thrown
      }
      const { result } = outcome
      // A swallowed failure: PostgreSQL would answer COMMIT with a silent ROLLBACK.
      const verdict = !isLeft(result) && env.scope.broken !== undefined ? left(env.scope.broken) : result
      if (isLeft(verdict)) {
        await undo()
        return verdict
      }
      const kept = await keep()
      if (isLeft(kept)) await undo()
      return isLeft(kept) ? kept : result
    } finally {
      // In the same turn: what the program started and left behind must find it so, before the connection is lent again.
      env.scope.ended = true
    }
  })
}

const makeScope = (connection: Connection, depth: number, traffic: Traffic, savepoint: () => string): Scope => ({
  connection,
  depth,
  inTurn: takeTurns(),
  broken: undefined,
  ended: false,
  nesting: false,
  traffic,
  savepoint,
})

const values: { readonly [K in keyof Required<TransactionOptions>]: (value: unknown) => string | undefined } = {
  isolation: (value) =>
    typeof value === 'string' && Object.hasOwn(isolationLevels, value)
      ? undefined
      : `must be one of ${Object.keys(isolationLevels)
          .map((level) => `'${level}'`)
          .join(', ')}`,
  access: (value) => (value === 'readOnly' || value === 'readWrite' ? undefined : "must be 'readOnly' or 'readWrite'"),
  deferrable: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
}

/** The options that are given, checked: they become SQL text, and who asks for more than there is must not believe it had. */
const checked = (options: unknown): Either<OxbowError, TransactionOptions> => {
  if (typeof options !== 'object' || options === null)
    return left(connectionError('configuration', 'transaction takes an object of options'))
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  for (const [option, value] of given) {
    if (!Object.hasOwn(values, option)) return left(connectionError('configuration', `there is no option ${JSON.stringify(option)}`))
    const flaw = values[option as keyof typeof values](value)
    if (flaw !== undefined) return left(connectionError('configuration', `the option ${option} ${flaw}`))
  }
  return right(Object.fromEntries(given))
}

const savepointNames = (): (() => string) => {
  let count = 0
  return () => `oxbow_${++count}`
}

const outermost = async (env: Executor, options: TransactionOptions, run: Run): Promise<Either<unknown, unknown>> => {
  const { pool, dialect } = env
  if (pool === undefined) return left(connectionError('closed', 'there is no database to begin a transaction on'))
  const begin = transactionOf(dialect).begin(options)
  if ('refused' in begin) return left(connectionError('configuration', begin.refused))
  const acquired = await pool.acquire()
  if (isLeft(acquired)) return acquired
  const connection = acquired.right
  let fate: 'keep' | 'destroy' = 'destroy'
  try {
    for (const sql of begin) {
      const begun = await connection.query(command(sql))
      if (isLeft(begun)) return begun
    }
    const traffic: Traffic = { sent: 0, answered: 0 }
    const scope = makeScope(counted(connection, traffic), 1, traffic, savepointNames())
    return await conclude(run, inside(env, scope), {
      keep: async () => {
        const committed = await connection.query(command(transactionOf(dialect).commit))
        if (isLeft(committed)) return committed
        fate = 'keep'
        return connection.flush === undefined ? committed : connection.flush()
      },
      undo: async () => {
        if (fate === 'keep' || !connection.alive()) return
        const undone = await connection.query(command(transactionOf(dialect).rollback))
        if (!isLeft(undone)) fate = 'keep'
      },
    })
  } finally {
    await pool.release(connection, connection.alive() ? fate : 'destroy')
  }
}

const nested = (env: Executor & Transaction, run: Run): Promise<Either<unknown, unknown>> => {
  const { scope: parent, dialect } = env
  // In turn with the parent's statements and other scopes: savepoints are a stack, so siblings cannot overlap.
  return inTurnOf<unknown>(parent, async () => {
    const refused = obstacle(parent)
    if (refused !== undefined) return left(refused)
    const { connection } = parent
    const name = parent.savepoint()
    const marked = await connection.query(command(transactionOf(dialect).savepoint(name)))
    if (isLeft(marked)) {
      if (transactionOf(dialect).breaks(marked.left)) parent.broken = marked.left
      return marked
    }
    const scope = makeScope(connection, parent.depth + 1, parent.traffic, parent.savepoint)
    parent.nesting = true
    const end = conclude(run, inside(env, scope), {
      keep: () => connection.query(command(transactionOf(dialect).release(name))),
      undo: async () => {
        if (scope.broken !== undefined && transactionOf(dialect).ends(scope.broken)) {
          // The whole transaction is gone (a deadlock on MySQL): the savepoint with it.
          parent.broken = scope.broken
          return
        }
        const undone = await connection.query(command(transactionOf(dialect).rollbackTo(name)))
        if (isLeft(undone)) parent.broken = undone.left
        else await connection.query(command(transactionOf(dialect).release(name)))
      },
    })
    return end.finally(() => {
      parent.nesting = false
    }) as Promise<Either<OxbowError, unknown>>
  })
}

/** What runs a program in a transaction. */
export interface InTransaction {
  <R, E, A>(program: ReaderTaskEither<R & Transaction, E, A>): ReaderTaskEither<R & Executor, E | OxbowError, A>
}

/**
 * Runs a program in a transaction: `transaction({ isolation: 'serializable' })(program)`. Committed when the program
 * answers Right, rolled back when it answers Left. Inside another transaction it is a savepoint, and the options must be
 * left out.
 *
 * A statement that may fail, where the program goes on after its error (`orElse`), stands in a transaction of its own inside:
 * `transaction()(register)`. After an error PostgreSQL refuses every statement until something is rolled back, so without a
 * savepoint to go back to the whole transaction answers Left; the other databases undo the statement alone.
 *
 * A program uses the environment that it is given. One kept after its transaction has ended sends nothing: it answers
 * ConnectionError `closed`. So does one of an outer transaction that is used inside an inner one, after 10 seconds in
 * which the inner one sends nothing: until then it could be a sibling, and these wait for each other.
 *
 * Errors: the program's own; Timeout of `acquire`; Conflict and ConstraintViolation of COMMIT; ConnectionError with
 * `sent` where the connection was lost during COMMIT, so that nobody knows whether it happened.
 */
export const transaction = (options: TransactionOptions = {}): InTransaction => {
  const known = checked(options)
  return (program) =>
    ((env: Executor & Partial<Transaction>) => async () => {
      if (isLeft(known)) return known
      const run = program as unknown as Run
      if (env.scope === undefined) return outermost(env, known.right, run)
      return Object.keys(known.right).length > 0
        ? left(connectionError('configuration', 'a nested transaction is a savepoint: it takes no isolation, access or deferrable'))
        : nested(env as Executor & Transaction, run)
    }) as never
}
