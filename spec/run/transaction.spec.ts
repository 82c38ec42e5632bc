/** Scopes without a database: what is sent, in which order, and what is not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { type Either, left, right } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import type { Dialect } from '../../lib/render/dialect.js'
import type { Answer, Connection } from '../../lib/run/connection.js'
import { makeDatabase } from '../../lib/run/database.js'
import { conflict } from '../../lib/run/errors.js'
import type { Executor } from '../../lib/run/environment.js'
import { pool } from '../../lib/run/pool.js'
import { transaction, type TransactionOptions } from '../../lib/run/transaction.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { leftOf, statement } from './helpers.js'

type Program = (env: Executor) => () => Promise<Either<never, unknown>>

/** A database of one connection that notes what it is sent. */
const noting = (during: (sql: string) => void = () => undefined, dialect: Dialect = postgres) => {
  const sent: Array<string> = []
  const query: Connection['query'] = async ({ sql }) => {
    await Promise.resolve()
    sent.push(sql)
    during(sql)
    return right<Answer>({ rows: [], affected: 0 })
  }
  const connections = pool({
    open: async () => right<Connection>({ query, alive: () => true }),
    close: async () => undefined,
    max: 1,
    acquireTimeout: 60_000,
    idleTimeout: 60_000,
  })
  return { database: makeDatabase(dialect, connections), sent }
}

const nothing = right(undefined)
const inTransaction = (program: Program): Program => transaction()(program as never) as never
const say = (env: Executor, sql: string) => env.send(statement(sql))
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const closed = { _tag: 'ConnectionError', reason: 'closed', sent: false }

describe('a deadlock inside a savepoint', () => {
  it('ends the whole transaction on MySQL: nothing is rolled back to, and nothing more is sent but the end', async () => {
    const sent: Array<string> = []
    const deadlock = conflict('deadlock', 'Deadlock found', { sql: 'locked' })
    const query: Connection['query'] = async ({ sql }) => {
      sent.push(sql)
      return sql === 'locked' ? left(deadlock) : right<Answer>({ rows: [], affected: 0 })
    }
    const connections = pool({
      open: async () => right<Connection>({ query, alive: () => true }),
      close: async () => undefined,
      max: 1,
      acquireTimeout: 60_000,
      idleTimeout: 60_000,
    })
    let after: unknown
    const answer = await inTransaction((env) => async () => {
      const inner = await inTransaction((nested) => async () => say(nested, 'locked') as never)(env)()
      after = await say(env, 'after')
      return inner
    })(makeDatabase(mysql, connections))()
    expect(leftOf(answer)).toMatchObject({ _tag: 'Conflict', reason: 'deadlock' })
    expect(leftOf(after as never)).toMatchObject({ _tag: 'Conflict', reason: 'deadlock' })
    expect(sent.some((sql) => sql.startsWith('rollback to'))).toBe(false)
    expect(sent).not.toContain('after')
  })
})

describe('an environment that outlives its transaction', () => {
  it.each([
    ['a transaction', (program: Program) => inTransaction(program)],
    ['a savepoint', (program: Program) => inTransaction((env) => async () => inTransaction(program)(env)())],
  ])('sends nothing more: of %s', async (_name, around) => {
    const { database, sent } = noting()
    let kept: Executor | undefined
    await around((env) => async () => {
      kept = env
      return nothing
    })(database)()
    const before = [...sent]
    expect(leftOf(await say(kept as Executor, 'late'))).toMatchObject(closed)
    expect(leftOf(await inTransaction(() => async () => nothing)(kept as Executor)())).toMatchObject(closed)
    expect(sent).toEqual(before)
  })

  it('sends nothing on the connection that another program has by now', async () => {
    const { database, sent } = noting()
    let late: Promise<unknown> | undefined
    await inTransaction((env) => async () => {
      late = wait(20).then(() => say(env, 'late'))
      return nothing
    })(database)()
    await inTransaction((env) => async () => {
      await wait(40)
      return say(env, 'own') as never
    })(database)()
    await late
    expect(sent).toEqual(['begin', 'commit', 'begin', 'own', 'commit'])
  })

  it('sends nothing behind COMMIT', async () => {
    let kept: Executor | undefined
    let late: Promise<unknown> | undefined
    const { database, sent } = noting((sql) => {
      if (sql === 'commit') late = say(kept as Executor, 'late')
    })
    await inTransaction((env) => async () => {
      kept = env
      return nothing
    })(database)()
    expect(await late).toMatchObject({ left: closed })
    expect(sent).toEqual(['begin', 'commit'])
  })
})

describe('what uses the outer environment while a transaction inside it runs', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['a statement', (outer: Executor) => say(outer, 'outer')],
    ['a transaction', (outer: Executor) => inTransaction((env) => () => say(env, 'outer') as never)(outer)()],
  ])('does not wait for itself for ever: %s', async (_name, use) => {
    const { database, sent } = noting()
    let answer: unknown
    const result = inTransaction((outer) =>
      inTransaction((inner) => async () => {
        await say(inner, 'inner')
        answer = await use(outer)
        return nothing
      })(outer),
    )(database)()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await result).toEqual(nothing)
    expect(answer).toMatchObject({ left: { ...closed, message: expect.stringContaining('environment of the outer one') } })
    expect(sent).toEqual(['begin', 'savepoint oxbow_1', 'inner', 'release savepoint oxbow_1', 'commit'])
    await database.close()
  })

  it('waits as long as it takes where it was started before', async () => {
    const { database, sent } = noting()
    const sibling =
      (name: string): Program =>
      (env) =>
      async () => {
        await wait(60_000)
        return say(env, name) as never
      }
    const result = inTransaction((env) => async () => {
      await Promise.all([inTransaction(sibling('a'))(env)(), say(env, 'b'), inTransaction(sibling('c'))(env)()])
      return nothing
    })(database)()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await result).toEqual(nothing)
    expect(sent.filter((sql) => sql.length === 1)).toEqual(['a', 'b', 'c'])
  })

  it('waits for one that goes on sending', async () => {
    const { database, sent } = noting()
    const busy: Program = (env) => async () => {
      for (let count = 0; count < 5; count++) {
        await wait(9_000)
        await say(env, 'busy')
      }
      return nothing
    }
    const result = inTransaction((env) => async () => {
      const later = wait(1_000).then(() => say(env, 'later'))
      await Promise.all([inTransaction(busy)(env)(), later])
      return nothing
    })(database)()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await result).toEqual(nothing)
    expect(sent.slice(-3)).toEqual(['release savepoint oxbow_1', 'later', 'commit'])
  })
})

describe('options', () => {
  const dialects = [postgres, mysql, mariadb, sqlite]
  const answered = (options: unknown, dialect: Dialect) => {
    const { database, sent } = noting(undefined, dialect)
    return transaction(options as TransactionOptions)((() => async () => nothing) as never)(database)().then((answer) => ({ answer, sent }))
  }

  it.each([
    [{ isolation: 'toString' }, 'the option isolation must be one of'],
    [{ isolation: ['serializable'] }, 'the option isolation'],
    [{ isolation: null }, 'the option isolation'],
    [{ access: 'readonly' }, 'the option access'],
    [{ deferrable: 'yes' }, 'the option deferrable'],
    [{ retry: 3 }, 'there is no option "retry"'],
    [{ toString: 1 }, 'there is no option "toString"'],
    [null, 'transaction takes an object of options'],
    ['serializable', 'transaction takes an object of options'],
  ])('that make no sense are refused, and nothing is sent: %j', async (options, message) => {
    for (const dialect of dialects) {
      const { answer, sent } = await answered(options, dialect)
      expect(answer).toMatchObject({
        left: { _tag: 'ConnectionError', reason: 'configuration', message: expect.stringContaining(message) },
      })
      expect(sent).toEqual([])
    }
  })

  it('are refused inside a transaction too', async () => {
    const { database, sent } = noting()
    const inner = transaction({ retry: 3 } as never)((() => async () => nothing) as never) as never
    expect(leftOf(await inTransaction(inner)(database)())).toMatchObject({ message: 'there is no option "retry"' })
    expect(sent).toEqual(['begin', 'rollback'])
  })

  it('that are undefined are left out, in a transaction and inside one', async () => {
    const options = { isolation: undefined, access: undefined } as never
    expect(await answered(options, postgres)).toEqual({ answer: nothing, sent: ['begin', 'commit'] })
    const { database } = noting()
    const inner = transaction(options)((() => async () => nothing) as never) as never
    expect(await inTransaction(inner)(database)()).toEqual(nothing)
  })

  it('are taken', async () => {
    const { sent } = await answered({ isolation: 'serializable', access: 'readOnly', deferrable: true }, postgres)
    expect(sent[0]).toBe('begin isolation level serializable read only deferrable')
  })
})
