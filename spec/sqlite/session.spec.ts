import { createRequire } from 'node:module'
import { describe, expect, it, vi } from 'vitest'
import type { Encoded } from '../../lib/render/dialect.js'
import type { Client, Database, Statement } from '../../lib/sqlite/client.js'
import { openSession } from '../../lib/sqlite/session.js'
import { leftOf, newSession, rightOf, runAll, statement } from './helpers.js'

describe('rows', () => {
  it('come by position, names repeating', async () => {
    const session = await newSession()
    expect(rightOf(session.execute(statement("select 1 as a, 'x' as a, null as a, 1.5 as a, x'0102' as a")))).toEqual({
      rows: [[1, 'x', null, 1.5, new Uint8Array([1, 2])]],
      affected: 0,
    })
  })

  it('have exact 64-bit integers when asked: bigints, in the rows where a number would round one', async () => {
    const session = await newSession()
    const read = (sql: string, params: ReadonlyArray<Encoded> = []) =>
      rightOf(session.execute(statement(sql, params, { int64: true }))).rows
    expect(read('select 9223372036854775807, -9223372036854775808, 1, 1.5, cast(? as integer)', [9223372036854775806n])).toEqual([
      [9223372036854775807n, -9223372036854775808n, 1n, 1.5, 9223372036854775806n],
    ])
    expect(
      read('values (1, 9007199254740991), (2, 9007199254740992), (3, 9007199254740993), (4, -9007199254740993), (5, -1), (6, null)'),
    ).toEqual([
      [1, 9007199254740991],
      [2n, 9007199254740992n],
      [3n, 9007199254740993n],
      [4n, -9007199254740993n],
      [5, -1],
      [6, null],
    ])
    expect(read('select 1e300, -1e300, 9e999')).toEqual([[1e300, -1e300, Number.POSITIVE_INFINITY]])
    expect(rightOf(session.execute(statement('select 1'))).rows).toEqual([[1]])
  })

  it('are none for a statement without a result', async () => {
    const session = await newSession()
    expect(runAll(session, 'create table t (a)')).toEqual({ rows: [], affected: 0 })
  })
})

describe('affected rows', () => {
  it('are counted for writes, with returning too, and are 0 for the rest', async () => {
    const session = await newSession()
    const affected = (sql: string): number => runAll(session, sql).affected
    expect(affected('create table t (a)')).toBe(0)
    expect(affected('insert into t values (1), (2), (3)')).toBe(3)
    expect(affected('select * from t')).toBe(0)
    expect(affected('update t set a = a where a > 1 returning a')).toBe(2)
    expect(affected('create table u (a)')).toBe(0)
    expect(affected('with two as (select 2 as n) delete from t where a = (select n from two)')).toBe(1)
    expect(affected('with two as (select 2 as n) select * from two')).toBe(0)
    expect(affected('update t set a = 1 where a = 9')).toBe(0)
    expect(affected('delete from t')).toBe(2)
  })
})

describe('parameters', () => {
  it('are bound exactly', async () => {
    const session = await newSession()
    const params = ['a\0é😀', 1.5, -7, true, false, null, new Uint8Array([0, 255]), new Uint8Array(0), 12n]
    const sql = `select ${params.map(() => '?').join()}, ${params.map(() => 'typeof(?)').join()}`
    const types = ['text', 'real', 'integer', 'integer', 'integer', 'null', 'blob', 'blob', 'text']
    expect(rightOf(session.execute(statement(sql, [...params, ...params]))).rows).toEqual([
      ['a\0é😀', 1.5, -7, 1, 0, null, new Uint8Array([0, 255]), new Uint8Array(0), '12', ...types],
    ])
  })

  it.each([
    ['select ?, ?', [1]],
    ['select ?', []],
    ['select ?', [1, 2]],
    // sql.js itself ignores a null too many.
    ['select ?', [1, null]],
    ['select 1', [null]],
    ['select 1', [1]],
    ["select '?'", [1]],
    ['select :name', []],
  ])('%s with %j is refused, also where the statement is known', async (sql, params) => {
    const session = await newSession()
    for (const prepare of [true, false, true]) {
      const error = leftOf(session.execute(statement(sql, params, { prepare })))
      expect(error).toMatchObject({ _tag: 'QueryError', sql, code: undefined })
      expect(error.message).toMatch(/does not have the \d parameters? it was given/)
    }
  })

  it('are counted again when a kept statement runs again', async () => {
    const session = await newSession()
    rightOf(session.execute(statement('select ?', [1])))
    expect(leftOf(session.execute(statement('select ?', []))).message).toContain('0 parameters')
    expect(leftOf(session.execute(statement('select ?', [1, null]))).message).toContain('2 parameters')
    expect(rightOf(session.execute(statement('select ?', [2]))).rows).toEqual([[2]])
  })

  it('with a question mark inside a text are none', async () => {
    const session = await newSession()
    expect(rightOf(session.execute(statement("select '?', ?", [1]))).rows).toEqual([['?', 1]])
    expect(rightOf(session.execute(statement("select '?'"))).rows).toEqual([['?']])
  })

  it.each([
    ['undefined', undefined],
    ['object', new Date(0)],
    ['object', { length: 1 }],
    ['object', [1]],
    ['symbol', Symbol('secret')],
    ['not a number', Number.NaN],
  ])('of no type of SQLite are refused without their value: %s', async (what, value) => {
    const session = await newSession()
    // @ts-expect-error: as JavaScript may give it
    const error = leftOf(session.execute(statement('select ?, ?', [1, value])))
    expect(error).toMatchObject({ _tag: 'QueryError', cause: undefined })
    expect(error.message).toContain('parameter 2 is')
    expect(error.message).toContain(what)
    expect(error.message).not.toContain('secret')
  })
})

describe('statements', () => {
  it.each(['select 1; select 2', 'select 1\0 from nowhere', 'select 1;; /* a */ -- b\n x'])(
    '%j: what SQLite would leave out is refused',
    async (sql) => {
      const session = await newSession()
      expect(leftOf(session.execute(statement(sql)))).toMatchObject({
        _tag: 'QueryError',
        sql,
        message: expect.stringContaining('one statement'),
      })
    },
  )

  it.each(['select 1;', 'select 1 ; ; /* a */ -- b', '/* a */ select 1 -- b\n'])('%j is one statement', async (sql) => {
    const session = await newSession()
    expect(rightOf(session.execute(statement(sql))).rows).toEqual([[1]])
  })

  it('refuses a lone surrogate, which would be replaced', async () => {
    const session = await newSession()
    expect(leftOf(session.execute(statement("select '\ud800'"))).message).toContain('lone surrogate')
  })

  it('are kept, at most 256, and freed; others are freed at once', async () => {
    const { client, live } = counted()
    const session = rightOf(openSession(client, undefined))
    const own = live()
    rightOf(session.execute(statement('select 1', [], { prepare: false })))
    leftOf(session.execute(statement('select ?', [], { prepare: true })))
    leftOf(session.execute(statement('select abs(-9223372036854775808)', [], { prepare: false })))
    expect(live()).toBe(own)
    for (let n = 0; n < 300; n++) rightOf(session.execute(statement(`select ${n}`)))
    expect(live()).toBe(own + 256)
    rightOf(session.execute(statement('select 299')))
    expect(live()).toBe(own + 256)
    session.restore()
    expect(live()).toBe(own)
    session.close()
  })

  it('begin, commit and rollback are kept though nobody asks: every transaction sends them', async () => {
    const { client, live } = counted()
    const session = rightOf(openSession(client, undefined))
    const own = live()
    const send = (sql: string) => rightOf(session.execute(statement(sql, [], { prepare: false })))
    for (const end of ['commit', 'rollback', 'commit']) {
      send('begin')
      send('savepoint one')
      send(end)
    }
    expect(live()).toBe(own + 3)
    session.restore()
    expect(live()).toBe(own)
    send('begin')
    send('rollback')
    session.close()
  })

  it('that are kept hold no lock, whether they succeed or fail', async () => {
    const session = await newSession()
    runAll(session, 'create table t (a)', 'insert into t values (1), (-9223372036854775808)', 'select a from t')
    leftOf(session.execute(statement('select abs(a) from t')))
    expect(runAll(session, 'drop table t').affected).toBe(0)
  })

  it('that are kept see a changed table', async () => {
    const session = await newSession()
    runAll(session, 'create table t (a)', 'insert into t values (1)', 'select * from t', 'alter table t add column b default 2')
    expect(runAll(session, 'select * from t').rows).toEqual([[1, 2]])
  })
})

/** sql.js with a count of the statements that are prepared and not freed, and of the steps of those that look for changes. */
const counted = (): { readonly client: Client; readonly live: () => number; readonly looks: () => number } => {
  let count = 0
  let looks = 0
  const { Database: Base } = sqlJs
  const wrap = (inner: Statement): Statement => ({
    bind: (values) => inner.bind(values),
    step: () => {
      if (inner.getSQL().includes('total_changes')) looks++
      return inner.step()
    },
    get: (params, config) => inner.get(params, config),
    reset: () => inner.reset(),
    getSQL: () => inner.getSQL(),
    free: () => {
      count--
      return inner.free()
    },
  })
  const make = (bytes?: Uint8Array): Database => {
    const inner = new Base(bytes)
    return {
      prepare: (sql) => {
        const prepared = wrap(inner.prepare(sql))
        count++
        return prepared
      },
      run: (sql) => inner.run(sql),
      getRowsModified: () => inner.getRowsModified(),
      export: () => inner.export(),
      close: () => inner.close(),
    }
  }
  return { client: { Database: constructible(make) }, live: () => count, looks: () => looks }
}

/** A function that may be called with `new`. */
const constructible = (make: (bytes?: Uint8Array) => Database): Client['Database'] =>
  new Proxy(sqlJs.Database, { construct: (_target, [bytes]: [Uint8Array?]) => make(bytes) })

const require = createRequire(import.meta.url)
const sqlJs: Client = await require('sql.js')({ useOldExtensionFunctions: false })

describe('options of the database', () => {
  const options = (session: Awaited<ReturnType<typeof newSession>>): ReadonlyArray<unknown> => [
    runAll(session, 'pragma foreign_keys').rows[0]?.[0],
    runAll(session, "select 'a' like 'A'").rows[0]?.[0],
  ]

  it('are set when it opens and stay after a snapshot', async () => {
    const session = await newSession()
    expect(options(session)).toEqual([1, 0])
    runAll(session, 'create table t (a)')
    expect(rightOf(session.unsaved())).toBeDefined()
    expect(options(session)).toEqual([1, 0])
  })

  it('are set again when its state is restored', async () => {
    const session = await newSession()
    runAll(
      session,
      'create table t (a)',
      'pragma foreign_keys = off',
      'pragma case_sensitive_like = off',
      'begin',
      'insert into t values (1)',
    )
    session.restore()
    expect(options(session)).toEqual([1, 0])
    expect(runAll(session, 'select * from t').rows).toEqual([])
  })

  it('native functions are required: sql.js older ones answer differently', async () => {
    const warning = vi.spyOn(console, 'warn').mockReturnValue()
    const legacy: Client = await require('sql.js/dist/sql-wasm-debug.js')()
    expect(leftOf(openSession(legacy, undefined))).toMatchObject({
      _tag: 'ConnectionError',
      reason: 'configuration',
      message: expect.stringContaining('useOldExtensionFunctions'),
    })
    warning.mockRestore()
  })
})

describe('what is not saved', () => {
  const isUnsaved = (session: Awaited<ReturnType<typeof newSession>>): boolean => rightOf(session.unsaved()) !== undefined

  it.each([
    ['a select', ['select * from t']],
    ['a pragma that reads', ['pragma table_info(t)', 'pragma user_version', 'pragma integrity_check']],
    ['an update of no row', ['update t set a = 2 where a = 99']],
    ['an empty transaction', ['begin', 'commit']],
    ['a transaction rolled back', ['begin', 'insert into t values (5)', 'create table u (a)', 'rollback']],
    ['a transaction still open', ['begin', 'insert into t values (5)']],
    ['a transaction still open by a savepoint', ['savepoint s', 'insert into t values (5)']],
    ['a failed write', ['insert or ignore into t values (null)']],
  ])('nothing after %s', async (_name, statements) => {
    const session = await newSession()
    runAll(session, 'create table t (a not null)', 'insert into t values (1)')
    const before = rightOf(session.unsaved())
    if (before !== undefined) session.saved(before)
    runAll(session, ...statements)
    expect(isUnsaved(session)).toBe(false)
  })

  it.each([
    ['an insert', ['insert into t values (2)']],
    ['an update', ['update t set a = 3']],
    ['a delete of all', ['delete from t']],
    ['a schema change', ['create table u (a)']],
    ['a header', ['pragma user_version = 7']],
    ['another header', ['pragma application_id = 7']],
    [
      'a write of a trigger',
      [
        'create view v as select 1',
        'create trigger i instead of insert on v begin insert into t values (9); end',
        'insert into v values (1)',
      ],
    ],
    [
      'a transaction',
      ['begin', 'savepoint s', 'insert into t values (5)', 'rollback to s', 'insert into t values (6)', 'release s', 'commit'],
    ],
    ['a savepoint alone', ['savepoint s', 'insert into t values (5)', 'release s']],
    ['a write, then a transaction rolled back', ['insert into t values (2)', 'begin', 'insert into t values (3)', 'rollback']],
  ])('something after %s', async (_name, statements) => {
    const session = await newSession()
    runAll(session, 'create table t (a not null)', 'insert into t values (1)')
    const before = rightOf(session.unsaved())
    if (before !== undefined) session.saved(before)
    runAll(session, ...statements)
    const snapshot = rightOf(session.unsaved())
    expect(snapshot).toBeDefined()
    const copy = await newSession(snapshot?.bytes)
    expect(runAll(copy, 'select * from t')).toEqual(runAll(session, 'select * from t'))
    expect(isUnsaved(copy)).toBe(false)
  })

  it('is nothing where nothing is to be saved, and transactions end all the same', () => {
    const session = rightOf(openSession(sqlJs, undefined, false))
    runAll(session, 'create table t (a)', 'begin', 'insert into t values (1)', 'commit', 'begin', 'insert into t values (2)', 'rollback')
    expect(isUnsaved(session)).toBe(false)
    runAll(session, 'begin', 'insert into t values (3)')
    expect(isUnsaved(session)).toBe(false)
    session.settle()
    expect(runAll(session, 'select a from t').rows).toEqual([[1]])
    session.close()
  })

  it('is not looked for where only reads ran since nothing was found', () => {
    const { client, looks } = counted()
    const session = rightOf(openSession(client, undefined))
    runAll(session, 'create table t (a check (a < 9))')
    const first = rightOf(session.unsaved())
    if (first !== undefined) session.saved(first)
    expect(isUnsaved(session)).toBe(false)
    const before = looks()
    runAll(session, 'select * from t', 'with u as (select 1) select * from u', 'values (1)')
    expect(isUnsaved(session)).toBe(false)
    expect(looks()).toBe(before)
    leftOf(session.execute(statement('insert or fail into t values (1), (10)')))
    expect(isUnsaved(session)).toBe(true)
    runAll(session, 'select * from t')
    expect(isUnsaved(session)).toBe(true)
    session.close()
  })

  it('a transaction ended by the engine itself does not stay open', async () => {
    const session = await newSession()
    runAll(session, 'create table t (a unique)', 'begin', 'insert into t values (1)')
    leftOf(session.execute(statement('insert or rollback into t values (1)')))
    expect(isUnsaved(session)).toBe(true)
    session.settle()
    expect(runAll(session, 'select count(*) from t').rows).toEqual([[0]])
  })

  it('a transaction left open is rolled back', async () => {
    const session = await newSession()
    runAll(session, 'create table t (a)', 'begin', 'insert into t values (1)')
    session.settle()
    expect(runAll(session, 'begin', 'commit', 'select * from t').rows).toEqual([])
  })
})

describe('an end', () => {
  it('a closed session answers closed', async () => {
    const session = await newSession()
    expect(session.alive()).toBe(true)
    session.close()
    session.close()
    session.restore()
    expect(session.alive()).toBe(false)
    expect(leftOf(session.execute(statement('select 1')))).toMatchObject({ _tag: 'ConnectionError', reason: 'closed', sql: 'select 1' })
    expect(leftOf(session.unsaved())).toMatchObject({ _tag: 'ConnectionError', reason: 'closed' })
  })

  it('an engine that failed is not used again, nor saved', async () => {
    const { Database: Base } = sqlJs
    const trap = Object.assign(new Error('unreachable'), { name: 'RuntimeError' })
    const client: Client = {
      Database: constructible((bytes) => {
        const inner = new Base(bytes)
        return {
          prepare: (sql) => {
            if (sql === 'select trap') throw trap
            return inner.prepare(sql)
          },
          run: (sql) => inner.run(sql),
          getRowsModified: () => inner.getRowsModified(),
          export: () => inner.export(),
          close: () => inner.close(),
        }
      }),
    }
    const session = rightOf(openSession(client, undefined))
    runAll(session, 'create table t (a)')
    expect(leftOf(session.execute(statement('select trap')))).toMatchObject({
      _tag: 'ConnectionError',
      reason: 'lost',
      sent: true,
      cause: trap,
    })
    expect(session.alive()).toBe(false)
    expect(leftOf(session.execute(statement('select 1')))).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: false })
    expect(leftOf(session.unsaved())).toMatchObject({ reason: 'lost' })
    session.close()
    expect(session.alive()).toBe(false)
  })

  it('an engine that cannot open answers', () => {
    const client: Client = {
      Database: constructible(() => {
        throw new Error('out of memory')
      }),
    }
    expect(leftOf(openSession(client, undefined))).toMatchObject({ _tag: 'QueryError', code: 'SQLITE_NOMEM' })
  })
})
