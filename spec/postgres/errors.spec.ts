import { inspect } from 'node:util'

import { describe, expect, onTestFinished, test } from 'vitest'

import { openConnection } from '../../lib/postgres/driver.js'
import { classify, endsSession, table } from '../../lib/postgres/errors.js'
import { configure } from '../../lib/run/config.js'
import type { OwnedConnection } from '../../lib/run/server-pool.js'
import { ask, begun, refusal, rightOf } from '../run/helpers.js'
import { describeEngines } from '../support/engines.js'

/** A value that no error may show. */
const value = 'v4lue'

const shown = (error: unknown): string => [JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join('\n')

describeEngines(['postgres'], ({ url }) => {
  const opened = async (): Promise<OwnedConnection> => {
    const connection = rightOf(await openConnection(rightOf(configure('postgres', url))))
    onTestFinished(() => connection.close())
    return connection
  }

  const tables: ReadonlyArray<string> = [
    'create temp table parent (a int, b text, constraint parent_pk primary key (a, b))',
    'create temp table child (id int primary key, a int, b text, n text not null, constraint child_fk foreign key (a, b) references parent (a, b))',
    `create temp table p (id int, email text constraint p_email unique, n int constraint p_n check (n > 0), code varchar(3), "odd ""one" int,
      price numeric(4,2), day date, ok bool, period int4range, constraint p_odd unique ("odd ""one", code), constraint p_period exclude using gist (period with &&))`,
    'create unique index p_lower on p (lower(email))',
    `insert into p (id, email, n, code, "odd ""one", period) values (1, '${value}', 1, 'abc', 1, '[1,5)')`,
    `insert into parent values (1, '${value}')`,
    `insert into child values (1, 1, '${value}', 'x')`,
    'create temp view positive as select n from p where n > 5 with check option',
  ]

  const cases: ReadonlyArray<readonly [title: string, sql: string, params: ReadonlyArray<string | number | null>, expected: object]> = [
    [
      'unique',
      'insert into p (email) values ($1)',
      [value],
      { _tag: 'ConstraintViolation', kind: 'unique', constraint: 'p_email', table: 'p', columns: ['email'] },
    ],
    [
      'unique, quoted names',
      `insert into p ("odd ""one", code) values (1, $1)`,
      ['abc'],
      { kind: 'unique', constraint: 'p_odd', columns: ['odd "one', 'code'] },
    ],
    [
      'unique, an expression has no columns',
      'insert into p (email) values (upper($1))',
      [value],
      { kind: 'unique', constraint: 'p_lower', columns: [] },
    ],
    ['not null', 'insert into child (id, n) values (2, $1)', [null], { kind: 'notNull', table: 'child', columns: ['n'] }],
    [
      'foreign key, no parent',
      "insert into child values (3, 9, $1, 'x')",
      [value],
      { kind: 'foreignKey', constraint: 'child_fk', table: 'child', columns: ['a', 'b'] },
    ],
    [
      'foreign key, has children',
      'delete from parent where a = $1',
      [1],
      { kind: 'foreignKey', constraint: 'child_fk', table: 'child', columns: ['a', 'b'] },
    ],
    ['check', 'insert into p (n, email) values (0, $1)', [value], { kind: 'check', constraint: 'p_n', table: 'p', columns: [] }],
    ['check option', 'insert into positive values ($1)', [1], { kind: 'check' }],
    ['exclusion', "insert into p (period) values ('[2,3)')", [], { kind: 'exclusion', constraint: 'p_period', columns: ['period'] }],
    ['too long', 'insert into p (code) values ($1)', ['long'], { _tag: 'QueryError', code: '22001' }],
    [
      'out of range',
      'select $1::int2',
      ['99999'],
      { _tag: 'QueryError', code: '22003', message: 'value "…" is out of range for type smallint' },
    ],
    ['too many digits', 'insert into p (price) values ($1)', ['123.45'], { code: '22003' }],
    ['bad integer', 'select $1::int', [`${value} "quoted"`], { code: '22P02', message: 'invalid input syntax for type integer: "…"' }],
    ['bad date', 'select $1::date', ['2023-02-29'], { code: '22008' }],
    ['bad boolean', 'select $1::bool', [value], { code: '22P02' }],
    ['bad json', 'select $1::jsonb', [value], { code: '22P02', message: 'invalid input syntax for type json' }],
    ['NUL in text', 'select $1::text', [`${value}\0`], { code: '22021' }],
    ['division by zero', 'select 1 / $1::int', [0], { code: '22012', message: 'division by zero' }],
    ['syntax', 'selec 1', [], { code: '42601', position: 1 }],
    ['position is counted in characters', "select '😀', nosuch", [], { code: '42703', position: 13 }],
    ['no such table', 'select * from nosuch', [], { code: '42P01', position: 15 }],
    ['no such column', 'select nosuch from p', [], { code: '42703', position: 8 }],
    ['subquery of two rows', 'select (select n from generate_series(1, 2) as n)', [], { code: '21000' }],
    ['raised by the user', "do $$ begin raise exception 'no' using errcode = 'P0042'; end $$", [], { code: 'P0042', message: 'no' }],
    [
      'a feature that is not there',
      'create temp table bad (a int) inherits (p) with (nosuch = 1) tablespace nosuch',
      [],
      { _tag: 'QueryError' },
    ],
    ['dropping a database that is not there', 'drop database nosuch', [], { _tag: 'QueryError', code: '3D000' }],
  ]

  describe.sequential('of statements', () => {
    test.each(cases)('%s', async (_, sql, params, expected) => {
      const connection = await opened()
      for (const ddl of tables) await ask(connection, ddl, [], false)
      const error = await refusal(connection, sql, params)
      expect(error).toMatchObject({ sql, ...expected })
      expect(shown(error)).not.toContain(value)
      expect(connection.alive()).toBe(true)
    })

    test('the cause keeps what the server said about names and places', async () => {
      const connection = await opened()
      for (const ddl of tables) await ask(connection, ddl, [], false)
      const { cause } = (await refusal(connection, 'insert into p (email) values ($1)', [value])) as { readonly cause: unknown }
      expect(cause).toBeInstanceOf(Error)
      expect(cause).toMatchObject({
        name: 'PostgresError',
        code: '23505',
        severity: 'ERROR',
        constraint_name: 'p_email',
        table_name: 'p',
        detail: 'Key (email)=(…)',
      })
    })

    test('the call stack of functions is kept, without its values', async () => {
      const connection = await opened()
      await ask(connection, `create function pg_temp.f(t text) returns int language plpgsql as $$ begin return t::int; end $$`, [], false)
      const error = await refusal(connection, 'select pg_temp.f($1)', [value])
      expect((error as { readonly cause: unknown }).cause).toMatchObject({ where: expect.stringContaining('PL/pgSQL function') })
      expect(shown(error)).not.toContain(value)
    })

    test('read-only transaction, and a transaction that failed', async () => {
      const connection = await opened()
      await ask(connection, 'create table if not exists errors_ro (a int)', [], false)
      await ask(connection, 'begin read only', [], false)
      expect(await refusal(connection, 'insert into errors_ro values (1)')).toMatchObject({ _tag: 'QueryError', code: '25006' })
      expect(await refusal(connection, 'select 1')).toMatchObject({ _tag: 'QueryError', code: '25P02' })
      await ask(connection, 'rollback', [], false)
      await ask(connection, 'drop table errors_ro', [], false)
    })

    test('statement timeout, and cancelled by someone else', async () => {
      const connection = await opened()
      await ask(connection, "set statement_timeout = '50ms'", [], false)
      expect(await refusal(connection, 'select pg_sleep(5)')).toMatchObject({ _tag: 'Timeout', of: 'statement' })
      await ask(connection, 'set statement_timeout = 0', [], false)
      const pid = (await ask(connection, 'select pg_backend_pid()')).rows[0]?.[0]
      const { work } = await begun(refusal(connection, 'select pg_sleep(5)'))
      await ask(await opened(), `select pg_cancel_backend(${String(pid)})`)
      expect(await work).toMatchObject({ _tag: 'Cancelled' })
      expect(connection.alive()).toBe(true)
    })

    test('idle in a transaction for too long: the session is over', async () => {
      const connection = await opened()
      await ask(connection, "set idle_in_transaction_session_timeout = '50ms'", [], false)
      await ask(connection, 'begin', [], false)
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(connection.alive()).toBe(false)
      expect(await refusal(connection, 'select 1')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: false })
    })
  })

  describe.sequential('between sessions', () => {
    const two = async (): Promise<readonly [OwnedConnection, OwnedConnection]> => {
      const [a, b] = [await opened(), await opened()]
      await ask(a, 'drop table if exists errors_two', [], false)
      await ask(a, 'create table errors_two (id int primary key, n int)', [], false)
      await ask(a, 'insert into errors_two values (1, 1), (2, 2)', [], false)
      return [a, b]
    }

    test('deadlock', async () => {
      const [a, b] = await two()
      for (const connection of [a, b]) await ask(connection, "set deadlock_timeout = '50ms'", [], false)
      for (const connection of [a, b]) await ask(connection, 'begin', [], false)
      await ask(a, 'update errors_two set n = 0 where id = 1')
      await ask(b, 'update errors_two set n = 0 where id = 2')
      const answers = await Promise.all([
        a.query({ sql: 'update errors_two set n = 0 where id = 2', params: [], prepare: true, int64: false }),
        b.query({ sql: 'update errors_two set n = 0 where id = 1', params: [], prepare: true, int64: false }).then(async (answer) => {
          if (answer._tag === 'Left') await ask(b, 'rollback', [], false)
          return answer
        }),
      ])
      expect(answers).toContainEqual({ _tag: 'Left', left: expect.objectContaining({ _tag: 'Conflict', reason: 'deadlock' }) })
    }, 10_000)

    test('serialization', async () => {
      const [a, b] = await two()
      await ask(a, 'begin isolation level repeatable read', [], false)
      await ask(a, 'select * from errors_two')
      await ask(b, 'update errors_two set n = 5 where id = 1')
      expect(await refusal(a, 'update errors_two set n = 6 where id = 1')).toMatchObject({ _tag: 'Conflict', reason: 'serialization' })
    })

    test('lock timeout and NOWAIT', async () => {
      const [a, b] = await two()
      await ask(a, 'begin', [], false)
      await ask(a, 'select * from errors_two for update')
      expect(await refusal(b, 'select * from errors_two for update nowait')).toMatchObject({ _tag: 'Conflict', reason: 'lockTimeout' })
      await ask(b, "set lock_timeout = '50ms'", [], false)
      expect(await refusal(b, 'update errors_two set n = 1')).toMatchObject({ _tag: 'Conflict', reason: 'lockTimeout' })
      await ask(a, 'rollback', [], false)
      await ask(a, 'drop table errors_two', [], false)
    })
  })
})

/** What a test cannot make a server say. */
describe('the table', () => {
  const said = (code: string, fields: object = {}): unknown => Object.assign(new Error('said'), { code, severity: 'ERROR', ...fields })

  test.each([
    ['25P03', 'FATAL'],
    ['57P01', 'FATAL'],
    ['57P02', 'FATAL'],
    ['57P04', 'FATAL'],
    ['57P05', 'FATAL'],
    ['08006', 'FATAL'],
    ['XX000', 'PANIC'],
    ['XX000', 'FATAL'],
  ])('%s %s: the session is over', (code, severity) => {
    const error = said(code, { severity })
    expect(classify(error, 'select 1')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: true })
    expect(endsSession(error)).toBe(true)
  })

  test.each([
    ['57P03', 'unreachable'],
    ['53300', 'unreachable'],
    ['28000', 'authentication'],
    ['28P01', 'authentication'],
    ['42501', 'authentication'],
    ['3D000', 'database'],
    ['XX000', 'unreachable'],
  ])('%s while connecting: %s', (code, reason) => {
    expect(classify(said(code, { severity: 'FATAL' }), undefined)).toMatchObject({ _tag: 'ConnectionError', reason, sent: false })
  })

  test('codes of later servers', () => {
    expect(classify(said('23001'), 'x')).toMatchObject({ _tag: 'ConstraintViolation', kind: 'foreignKey' })
    expect(classify(said('25P04', { severity: 'FATAL' }), 'x')).toMatchObject({ _tag: 'Timeout', of: 'transaction' })
    expect(classify(said('0A000'), 'x')).toMatchObject({ _tag: 'QueryError', code: '0A000' })
    expect(classify(said('constructor'), 'x')).toMatchObject({ _tag: 'QueryError' })
    expect(classify(said('constructor', { severity: 'FATAL' }), undefined)).toMatchObject({ _tag: 'ConnectionError' })
  })

  test('what the client itself says', () => {
    expect(classify(Object.assign(new Error('too many'), { code: 'MAX_PARAMETERS_EXCEEDED' }), 'x')).toMatchObject({
      _tag: 'QueryError',
      code: 'MAX_PARAMETERS_EXCEEDED',
    })
    expect(endsSession(Object.assign(new Error('too many'), { code: 'MAX_PARAMETERS_EXCEEDED' }))).toBe(false)
    expect(classify(Object.assign(new Error(''), { code: 'ECONNREFUSED' }), undefined)).toMatchObject({
      reason: 'unreachable',
      message: 'ECONNREFUSED',
    })
    expect(classify('a text', 'x')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', cause: 'a text' })
    expect(classify(null, undefined)).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    expect(classify({ severity: 'ERROR' }, 'x')).toMatchObject({ _tag: 'QueryError', code: undefined, message: 'unknown error' })
  })

  test('has no two meanings for a class 40 code', () => {
    expect(Object.keys(table).filter((code) => code.startsWith('40'))).toEqual(['40001', '40P01'])
  })
})
