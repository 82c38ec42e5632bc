/**
 * One SQLite database in memory, and statements run on it. All of it is synchronous, as SQLite is: the driver wraps it in
 * promises, and a synchronous executor can use it as it stands.
 */
import { LRUCache } from 'lru-cache'
import { isLeft, left, right, type Either } from '../internal/either.js'
import type { Encoded } from '../render/dialect.js'
import { type Answer, command, type Request } from '../run/connection.js'
import { connectionError, queryError, type OxbowError } from '../run/errors.js'
import type { Bindable, Client, Database, SqlValue, Statement } from './client.js'
import { classify } from './errors.js'
import { statementKind, type StatementKind } from './statement-kind.js'
import { readOnly } from './transaction.js'

export interface Session {
  readonly execute: (request: Request) => Either<OxbowError, Answer>
  /** False once it is closed, or once the engine has failed. */
  readonly alive: () => boolean
  /** Ends what a scope left: a transaction that is open, and the ban on writing of one that was read-only. */
  readonly settle: () => void
  /** Settles, forgets the prepared statements and sets the options again. What was committed stays. */
  readonly restore: () => void
  /** What was committed and not yet saved; undefined where there is nothing, or a transaction is open. */
  readonly unsaved: () => Either<OxbowError, Snapshot | undefined>
  /** Notes that a snapshot has been saved. */
  readonly saved: (snapshot: Snapshot) => void
  readonly close: () => void
}

export interface Snapshot {
  readonly bytes: Uint8Array
  /** The state of the database that the bytes hold. */
  readonly mark: string
}

interface Prepared {
  readonly statement: Statement
  readonly parameters: number
  readonly kind: StatementKind
}

/** Prepared statements kept for a session; the least recently used is freed. */
const preparedBound = 256

/** What every transaction sends is kept prepared, too. Savepoints are not: each has its own name. */
const bounds: ReadonlySet<string> = new Set(['begin', 'commit', 'rollback'])

/**
 * `exclusive` is what makes it fast (measured: point reads 7 times, inserts 20 times): nobody else can open the file in
 * sql.js' memory, so SQLite need not look whether it changed. For the same reason its journal may stay in memory and
 * nothing need be synchronised: what is durable is the snapshot. `case_sensitive_like`: text is compared by case everywhere.
 */
const pragmas = `
  pragma locking_mode = exclusive;
  pragma journal_mode = memory;
  pragma synchronous = off;
  pragma temp_store = memory;
  pragma foreign_keys = on;
  pragma case_sensitive_like = on;
`

/**
 * Changes with whatever changes what is saved: rows (also those a trigger or a foreign key changed), the schema, and the
 * two numbers an application may keep in the file's header.
 */
const markQuery = `select total_changes() || ' ' || s.schema_version || ' ' || u.user_version || ' ' || a.application_id
  from pragma_schema_version s, pragma_user_version u, pragma_application_id a`

const exactIntegers = { useBigInt: true }

/** White space, semicolons and comments: what may follow a statement. */
const blank = /[\s;]+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g

/** Whether sql.js binds a parameter as what was meant. A bigint goes as its digits, which the dialect casts. */
const isBindable = (value: Encoded): boolean => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return true
    case 'number':
      return !Number.isNaN(value)
    case 'object':
      return value === null || value[Symbol.toStringTag] === 'Uint8Array'
    default:
      return false
  }
}

/** The first parameter that cannot be bound, as an error. */
const unbindable = (params: ReadonlyArray<Encoded>, sql: string): OxbowError | undefined => {
  for (let index = 0; index < params.length; index++) {
    const param = params[index] as Encoded
    if (!isBindable(param)) {
      const what =
        typeof param === 'number' ? 'not a number (SQLite would store NULL)' : `of a type that SQLite does not have (${typeof param})`
      return queryError(undefined, `parameter ${index + 1} is ${what}`, { sql })
    }
  }
  return undefined
}

/** Whether a statement has a parameter number `count`. */
const hasParameter = (statement: Statement, count: number): boolean => {
  const values: Array<Bindable> = new Array<null>(count).fill(null)
  // A null out of range is ignored by sql.js, a number is not.
  values[count - 1] = 0
  try {
    return statement.bind(values)
  } catch {
    return false
  }
}

/**
 * Whether a statement has exactly `count` parameters. sql.js does not tell their number, takes a missing one as NULL, and
 * ignores a null too many: so it is tried out, once for each preparation.
 */
const takes = (statement: Statement, sql: string, count: number): boolean => {
  if (!/[?:@$]/.test(sql)) return count === 0
  return (count === 0 || hasParameter(statement, count)) && !hasParameter(statement, count + 1)
}

/** Whether a row may hold an integer that was rounded to a number: each that was is beyond these bounds. */
const maybeRounded = (row: ReadonlyArray<SqlValue>): boolean => {
  for (let index = 0; index < row.length; index++) {
    const value = row[index]
    if (typeof value === 'number' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)) return true
  }
  return false
}

/** The rows of an answer. sql.js makes a bigint of an integer's digits, so only a row that needs it is read so. */
const rowsOf = (statement: Statement, int64: boolean): Array<Array<SqlValue>> => {
  const rows: Array<Array<SqlValue>> = []
  while (statement.step()) {
    const row = statement.get()
    rows.push(int64 && maybeRounded(row) ? statement.get(null, exactIntegers) : row)
  }
  return rows
}

const sessionOf = (database: Database, saves: boolean): Session => {
  const cache = new LRUCache<string, Prepared>({ max: preparedBound, dispose: ({ statement }) => void statement.free() })
  const marking = saves ? database.prepare(markQuery) : undefined
  let state: 'open' | 'closed' | 'failed' = 'open'

  const mark = (): string => {
    if (marking === undefined) return ''
    try {
      return String(rowsOf(marking, false)[0]?.[0])
    } finally {
      marking.reset()
    }
  }

  let savedMark = mark()
  /** The mark at the start of the transaction that may be open: only the statements' words tell, `transactionOpen` is sure. */
  let begun: string | undefined
  /** Whether anything but reads ran since nothing was found unsaved. */
  let touched = true
  /** False in a read-only transaction, and until the connection is settled. */
  let writable = true

  const attempt = <A>(sql: string | undefined, run: () => Either<OxbowError, A>): Either<OxbowError, A> => {
    if (state === 'closed') return left(connectionError('closed', 'the database is closed', { sql }))
    if (state === 'failed') return left(connectionError('lost', 'sql.js has failed before', { sql }))
    try {
      return run()
    } catch (thrown) {
      const error = classify(thrown, sql)
      if (error._tag === 'ConnectionError' && error.reason === 'lost') state = 'failed'
      return left(error)
    }
  }

  const checked = (statement: Statement, sql: string, parameters: number): OxbowError | undefined => {
    const text = statement.getSQL()
    // SQLite stops at the end of the first statement, and at a NUL character, without a word.
    if (!sql.startsWith(text)) return queryError(undefined, 'the statement holds a broken character (a lone surrogate)', { sql })
    if (sql.slice(text.length).replace(blank, '') !== '') {
      return queryError(undefined, 'one statement at a time: there is more after the first, or a NUL character', { sql })
    }
    if (!takes(statement, sql, parameters)) return wrongCount(sql, parameters)
    return undefined
  }

  const wrongCount = (sql: string, given: number): OxbowError =>
    queryError(undefined, `the statement does not have the ${given} ${given === 1 ? 'parameter' : 'parameters'} it was given`, { sql })

  const prepare = ({ sql, params }: Request, keep: boolean): Either<OxbowError, Prepared> => {
    const known = keep ? cache.get(sql) : undefined
    if (known !== undefined) return known.parameters === params.length ? right(known) : left(wrongCount(sql, params.length))
    const statement = database.prepare(sql)
    const error = checked(statement, sql, params.length)
    if (error !== undefined) {
      statement.free()
      return left(error)
    }
    const prepared: Prepared = { statement, parameters: params.length, kind: statementKind(sql) }
    if (keep) cache.set(sql, prepared)
    return right(prepared)
  }

  const noteBounds = (kind: StatementKind): void => {
    if (kind === 'begin') begun ??= mark()
    else if (kind === 'commit') begun = undefined
    else if (kind === 'rollback') {
      // The count of changes does not go back with the rows.
      if (begun === savedMark) savedMark = mark()
      begun = undefined
    }
  }

  const execute = (request: Request): Either<OxbowError, Answer> =>
    attempt(request.sql, () => {
      const { sql, params } = request
      const problem = unbindable(params, sql)
      if (problem !== undefined) return left(problem)
      const keep = request.prepare || bounds.has(sql)
      const prepared = prepare(request, keep)
      if (isLeft(prepared)) return prepared
      const { statement, kind } = prepared.right
      // Before it runs: what fails may have changed something (INSERT OR FAIL).
      if (kind !== 'read') touched = true
      try {
        if (params.length > 0) statement.bind(params as Array<Bindable>)
        const rows = rowsOf(statement, request.int64)
        const affected = kind === 'write' ? database.getRowsModified() : 0
        noteBounds(kind)
        if (sql === readOnly) writable = false
        return right({ rows, affected })
      } finally {
        if (keep) statement.reset()
        else statement.free()
      }
    })

  /** Nothing to end is no error. */
  const settle = (): void => {
    if (begun !== undefined) execute(command('rollback'))
    begun = undefined
    if (writable) return
    attempt(undefined, () => right(database.run('pragma query_only = off')))
    writable = true
  }

  /** SQLite has no question for it: a transaction can be begun only where none is open. */
  const transactionOpen = (): boolean => {
    if (begun === undefined) return false
    try {
      database.run('begin')
    } catch {
      return true
    }
    database.run('rollback')
    begun = undefined
    return false
  }

  return {
    execute,
    alive: () => state === 'open',
    settle,
    restore: () => {
      settle()
      attempt(undefined, () => {
        cache.clear()
        return right(database.run(pragmas))
      })
    },
    unsaved: () =>
      attempt(undefined, () => {
        // After each read on its own, too: to look takes longer than most reads do.
        if (!touched || transactionOpen()) return right(undefined)
        const current = mark()
        touched = current !== savedMark
        return right(touched ? { bytes: database.export(), mark: current } : undefined)
      }),
    saved: (snapshot) => {
      savedMark = snapshot.mark
    },
    close: () => {
      if (state === 'open') database.close()
      if (state === 'open') state = 'closed'
    },
  }
}

/** A number that tells natural from decimal logarithm: sql.js' older functions answer 4.6. */
const logarithm = 'select log(100) = 2'

/**
 * Opens a database in memory, from the bytes of a file where there are any. What is not `saves` keeps no account of what is
 * unsaved: nobody will ask, and at each transaction it costs more than to begin one.
 *
 * Errors: ConnectionError `configuration` where sql.js was started elsewhere in the process with its older functions,
 * which give other answers; QueryError where the bytes are not a database.
 */
export const openSession = (client: Client, bytes: Uint8Array | undefined, saves = true): Either<OxbowError, Session> => {
  let database: Database | undefined
  try {
    database = bytes === undefined ? new client.Database() : new client.Database(bytes)
    database.run(pragmas)
    const session = sessionOf(database, saves)
    const native = session.execute(command(logarithm))
    if (native._tag === 'Right' && native.right.rows[0]?.[0] === 1) return right(session)
    session.close()
    return left(connectionError('configuration', 'sql.js was started without useOldExtensionFunctions: false, whose functions differ'))
  } catch (thrown) {
    database?.close()
    return left(classify(thrown))
  }
}
