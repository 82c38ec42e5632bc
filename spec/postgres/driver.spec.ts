import tls from 'node:tls'
import { inspect } from 'node:util'

import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { openConnection, openPool } from '../../lib/postgres/driver.js'
import { type Config, configure, type ConnectOptions } from '../../lib/run/config.js'
import type { Pool } from '../../lib/run/connection.js'
import type { OwnedConnection } from '../../lib/run/server-pool.js'
import { certificate, key } from '../run/certificate.js'
import { ask, begun, leftOf, listen, proxy, refusal, rightOf, statement, until } from '../run/helpers.js'
import { describeEngines } from '../support/engines.js'

describeEngines(['postgres'], ({ url }) => {
  const configOf = (options: ConnectOptions = {}): Config => rightOf(configure('postgres', { url, ...options }))

  const opened = async (options: ConnectOptions = {}): Promise<OwnedConnection> => {
    const connection = rightOf(await openConnection(configOf(options)))
    onTestFinished(() => connection.close())
    return connection
  }

  const pooled = async (options: ConnectOptions = {}): Promise<Pool> => {
    const pool = rightOf(await openPool(configOf(options)))
    onTestFinished(() => pool.close())
    return pool
  }

  const terminate = async (victim: OwnedConnection): Promise<() => Promise<void>> => {
    const pid = (await ask(victim, 'select pg_backend_pid()')).rows[0]?.[0]
    const killer = await opened()
    return async () => {
      await ask(killer, `select pg_terminate_backend(${String(pid)})`, [], false)
    }
  }

  const kept = async (connection: OwnedConnection): Promise<unknown> =>
    Number((await ask(connection, 'select count(*) from pg_prepared_statements', [], false)).rows[0]?.[0])

  describe('values out', () => {
    const values: ReadonlyArray<readonly [expression: string, value: unknown]> = [
      ['1::int2', 1],
      ['-2::int4', -2],
      ['1.5::float4', 1.5],
      ['0.1::float8', 0.1],
      ["'NaN'::float8", Number.NaN],
      ["'-Infinity'::float4", -Infinity],
      ["'-0'::float8", -0],
      ['true', true],
      ['false', false],
      ["'\\x00ff'::bytea", Buffer.from([0, 255])],
      ['9223372036854775807::int8', '9223372036854775807'],
      ['1.50::numeric', '1.50'],
      ["'NaN'::numeric", 'NaN'],
      ["date '2024-02-29'", '2024-02-29'],
      ["time '12:00:00.5'", '12:00:00.5'],
      ["timestamp '2024-02-29 12:00:00.123456'", '2024-02-29 12:00:00.123456'],
      ["timestamptz '2024-02-29 12:00:00.123456+02'", '2024-02-29 10:00:00.123456+00'],
      ["'infinity'::timestamptz", 'infinity'],
      ["interval '1 year 2 mons 3 days 04:05:06.7'", 'P1Y2M3DT4H5M6.7S'],
      [`'{"a": 1.10}'::json`, '{"a": 1.10}'],
      [`'null'::jsonb`, 'null'],
      ["'{1,NULL,2}'::int4[]", '{1,NULL,2}'],
      [`array['NULL', null, 'a b']`, '{"NULL",NULL,"a b"}'],
      ['array[true]', '{t}'],
      ["'0b8d3c52-6c32-4f6c-9d2c-5e6b7a8f9012'::uuid", '0b8d3c52-6c32-4f6c-9d2c-5e6b7a8f9012'],
      ['5::oid', '5'],
      ['null', null],
    ]
    test.each(values)('%s', async (expression, value) => {
      const connection = await opened()
      for (const prepare of [true, false]) expect((await ask(connection, `select ${expression}`, [], prepare)).rows).toEqual([[value]])
    })

    test('names may repeat', async () => {
      expect((await ask(await opened(), 'select 1 as a, 2 as a')).rows).toEqual([[1, 2]])
    })
  })

  describe('values in', () => {
    test('go untouched, whatever their type', async () => {
      const connection = await opened()
      const sql =
        'select $1::jsonb, $2::timestamptz, $3::bool, $4::bytea, $5::int8, $6::text, $7::float8, $8::int[], $9::date, $10::json, $11::numeric'
      const bytes = new Uint8Array([9, 0, 255, 9]).subarray(1, 3)
      const params = [
        '"x"',
        '2024-01-01 00:00:00.123456+00',
        false,
        bytes,
        9007199254740993n,
        'é😀',
        0.1,
        '{1,NULL}',
        '2024-02-29',
        'null',
        '1.50',
      ]
      const expected = [
        [
          '"x"',
          '2024-01-01 00:00:00.123456+00',
          false,
          Buffer.from(bytes),
          '9007199254740993',
          'é😀',
          0.1,
          '{1,NULL}',
          '2024-02-29',
          'null',
          '1.50',
        ],
      ]
      // Unprepared, prepared, and prepared before; the caller's parameters are not written to.
      for (const prepare of [false, true, true]) expect((await ask(connection, sql, params, prepare)).rows).toEqual(expected)
      expect(params[2]).toBe(false)
    })

    test('text for bytea and bool is theirs to read', async () => {
      expect((await ask(await opened(), 'select $1::bytea, $2::bool', ['\\x61', 'off'])).rows).toEqual([[Buffer.from('a'), false]])
    })

    test('one statement is kept whatever is null', async () => {
      const connection = await opened()
      for (const value of [true, null, false])
        await ask(connection, 'select $1::bool, $2::bytea', [value, value === null ? null : new Uint8Array([1])])
      expect(await kept(connection)).toBe(1)
    })

    test.each([[undefined], [{ a: 1 }], [new Date()], [Symbol('a')]])('%o is refused before it is sent', async (value) => {
      const connection = await opened()
      expect(await refusal(connection, 'select $1', ['a', value as never])).toMatchObject({
        _tag: 'QueryError',
        message: 'parameter 2 is not a value that a driver takes',
      })
      expect((await ask(connection, 'select 1')).rows).toEqual([[1]])
    })

    test('more parameters than the protocol counts are refused', async () => {
      const connection = await opened()
      expect(
        await refusal(
          connection,
          'select 1',
          Array.from({ length: 65_534 }, () => 1),
        ),
      ).toMatchObject({
        _tag: 'QueryError',
        code: '54000',
        message: 'a statement takes at most 65533 parameters, this one has 65534',
      })
      expect(connection.alive()).toBe(true)
    })
  })

  describe('answers', () => {
    test('affected rows', async () => {
      const connection = await opened()
      await ask(connection, 'create temp table t (id int, n int)', [], false)
      expect(await ask(connection, 'insert into t values ($1, $2), ($3, $4)', [1, 1, 2, 2])).toEqual({ rows: [], affected: 2 })
      expect((await ask(connection, 'update t set n = n')).affected).toBe(2)
      expect(await ask(connection, 'delete from t where id = $1 returning id', [1])).toMatchObject({ rows: [[1]], affected: 1 })
      expect((await ask(connection, 'begin', [], false)).affected).toBe(0)
      await ask(connection, 'rollback', [], false)
    })

    test('several statements in one text are refused', async () => {
      expect(await refusal(await opened(), 'select 1; select 2', [], false)).toMatchObject({ _tag: 'QueryError', code: '42601' })
    })

    test('statements sent at once run in order', async () => {
      const connection = await opened()
      const answers = await Promise.all([
        ask(connection, 'select pg_sleep(0.05)'),
        ask(connection, 'select 2'),
        ask(connection, 'select 3'),
      ])
      expect(answers.slice(1).map(({ rows }) => rows)).toEqual([[[2]], [[3]]])
    })

    test('notices are not printed', async () => {
      const log = vi.spyOn(console, 'log')
      await ask(await opened(), 'drop table if exists nosuch_table', [], false)
      expect(log).not.toHaveBeenCalled()
      log.mockRestore()
    })
  })

  test('the session is set up without a statement', async () => {
    const connection = await opened({ applicationName: 'shop' })
    const setting = async (name: string): Promise<unknown> => (await ask(connection, `show ${name}`, [], false)).rows[0]?.[0]
    expect(await setting('TimeZone')).toBe('UTC')
    expect(await setting('client_encoding')).toBe('UTF8')
    expect(await setting('DateStyle')).toBe('ISO, YMD')
    expect(await setting('IntervalStyle')).toBe('iso_8601')
    expect(await setting('application_name')).toBe('shop')
  })

  describe('prepared statements', () => {
    test('are kept when asked for', async () => {
      const connection = await opened()
      await ask(connection, 'select 1', [], false)
      expect(await kept(connection)).toBe(0)
      await ask(connection, 'select 1')
      await ask(connection, 'select 1')
      expect(await kept(connection)).toBe(1)
    })

    test.each([{ prepare: false }, { pooler: 'transaction' as const }])('are not kept with %j', async (options) => {
      const connection = await opened(options)
      expect((await ask(connection, 'select $1::int', [1])).rows).toEqual([[1]])
      expect(await kept(connection)).toBe(0)
    })

    test('are bounded; texts used once do not take it all', async () => {
      const connection = await opened({ preparedStatements: 4 })
      for (let n = 0; n < 20; n++) await ask(connection, `select ${n}`)
      expect(await kept(connection)).toBe(2)
      for (let n = 10; n < 20; n++) expect((await ask(connection, `select ${n}`)).rows).toEqual([[n]])
      expect(await kept(connection)).toBe(4)
    })

    test('a connection that often has no room for what comes again is replaced by the pool', async () => {
      const pool = await pooled({ preparedStatements: 2, max: 1 })
      const first = rightOf(await pool.acquire())
      const round = async (): Promise<void> => {
        for (const n of [1, 2, 3, 4]) await ask(first, `select ${n}`)
      }
      await round()
      await round()
      await pool.release(first, 'keep')
      expect(rightOf(await pool.acquire())).toBe(first)
      for (let n = 0; n < 5; n++) await round()
      expect(first.alive()).toBe(true)
      await pool.release(first, 'keep')
      const second = rightOf(await pool.acquire())
      expect(second).not.toBe(first)
      await pool.release(second, 'keep')
    })

    test('survive a change of the table: prepared again outside a transaction, Conflict inside one', async () => {
      const connection = await opened()
      await ask(connection, 'create temp table p (a int)', [], false)
      await ask(connection, 'select * from p')
      await ask(connection, 'alter table p add b int', [], false)
      expect((await ask(connection, 'select * from p')).rows).toEqual([])
      await ask(connection, 'alter table p add c int', [], false)
      await ask(connection, 'begin', [], false)
      expect(await refusal(connection, 'select * from p')).toMatchObject({ _tag: 'Conflict', reason: 'serialization' })
      await ask(connection, 'rollback', [], false)
      expect((await ask(connection, 'select * from p')).rows).toEqual([])
    })

    test('that are gone are prepared again', async () => {
      const connection = await opened()
      await ask(connection, 'select $1::int', [1])
      await ask(connection, 'deallocate all', [], false)
      expect((await ask(connection, 'select $1::int', [2])).rows).toEqual([[2]])
    })
  })

  describe('connecting', () => {
    const failure = async (options: ConnectOptions) => leftOf(await openPool(configOf(options)))

    test('nobody listens', async () => {
      expect(await failure({ host: '127.0.0.1', port: 1 })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable', sent: false })
      expect((await failure({ host: 'localhost', port: 1 })).message).toContain('ECONNREFUSED')
    })

    test('no such host', async () => {
      expect(await failure({ host: 'nosuch.invalid' })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('no such socket', async () => {
      expect(await failure({ host: '/nosuch' })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('no such database', async () => {
      expect(await failure({ database: 'nosuch' })).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
    })

    test('no such user, and no word of the password', async () => {
      const error = await failure({ user: 'nosuch', password: 's3cret' })
      expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'authentication' })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('s3cret')
    })

    test('a server that says nothing: Timeout of connect', async () => {
      const { port } = await listen(() => undefined)
      expect(await failure({ host: '127.0.0.1', port, connectTimeout: 100 })).toMatchObject({ _tag: 'Timeout', of: 'connect' })
      expect(await failure({ host: '127.0.0.1', port, connectTimeout: 100, ssl: true })).toMatchObject({ _tag: 'Timeout', of: 'connect' })
    })

    /** A server that takes TLS and says nothing through it: whoever gets so far has accepted its certificate. */
    const secure = async (): Promise<number> => {
      const { port } = await listen((socket) =>
        // SSLRequest is answered with S.
        socket.once('data', () => {
          socket.write('S')
          new tls.TLSSocket(socket, { isServer: true, cert: certificate, key }).on('error', () => undefined)
        }),
      )
      return port
    }

    test.each([
      ['localhost', { ca: certificate }],
      ['127.0.0.1', { ca: certificate, servername: 'localhost' }],
      ['127.0.0.1', 'no-verify' as const],
    ])('a certificate that is good for %s with %o', async (host, ssl) => {
      expect(await failure({ host, ssl, port: await secure(), connectTimeout: 300 })).toMatchObject({ _tag: 'Timeout', of: 'connect' })
    })

    test.each([
      ['localhost', true],
      ['127.0.0.1', { ca: certificate }],
      ['localhost', { ca: certificate, servername: 'elsewhere.example' }],
    ])('a certificate that is not good for %s with %o', async (host, ssl) => {
      const error = await failure({ host, ssl, port: await secure(), connectTimeout: 2000 })
      expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
      expect(error.message).toMatch(/self-signed|altnames/)
    })

    test('a server without TLS', async () => {
      const { port } = await listen((socket) =>
        socket.once('data', () => {
          socket.write('N')
          socket.once('data', () => socket.destroy())
        }),
      )
      expect(await failure({ host: '127.0.0.1', port, ssl: true })).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'unreachable',
        message: 'the server takes no TLS, which the option ssl (in a URL: sslmode) asks for',
      })
    })

    test('a server that hangs up', async () => {
      const { port } = await listen((socket) => socket.destroy())
      expect(await failure({ host: '127.0.0.1', port })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('a server that hangs up once it has heard', async () => {
      const { port } = await listen((socket) => socket.once('data', () => socket.destroy()))
      expect(await failure({ host: '127.0.0.1', port })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('a password that cannot be had', async () => {
      const { port } = await listen((socket) => {
        // AuthenticationCleartextPassword
        socket.once('data', () => socket.write(Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3])))
      })
      const password = async (): Promise<string> => {
        throw new Error('vault is closed')
      }
      expect(await failure({ host: '127.0.0.1', port, password, connectTimeout: 500 })).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'authentication',
      })
    })

    test('a password is asked for and sent', async () => {
      let heard = ''
      const { port } = await listen((socket) => {
        socket.on('data', (data) => {
          heard += data.toString('latin1')
          socket.write(Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3]))
        })
      })
      await failure({ host: '127.0.0.1', port, password: 's3cret', connectTimeout: 100 })
      expect(heard).toContain('s3cret')
    })

    test('the client package is not installed', async () => {
      vi.resetModules()
      vi.doMock('postgres', () => {
        throw new Error('Cannot find package')
      })
      onTestFinished(() => {
        vi.doUnmock('postgres')
        vi.resetModules()
      })
      const { openConnection: openWithout } = await import('../../lib/postgres/driver.js')
      expect(leftOf(await openWithout(configOf()))).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'client',
        message: 'the package postgres cannot be loaded: npm install postgres',
      })
    })
  })

  describe('a lost connection', () => {
    const gone = { _tag: 'ConnectionError', reason: 'lost', sent: false }
    const cutOff = { _tag: 'ConnectionError', reason: 'lost', sent: true }

    test('killed while idle', async () => {
      const connection = await opened()
      await (
        await terminate(connection)
      )()
      await until(() => !connection.alive())
      expect(await refusal(connection, 'select 1')).toMatchObject(gone)
    })

    test('killed during a statement; what waits behind it is not sent', async () => {
      const connection = await opened()
      const kill = await terminate(connection)
      const { work } = await begun(Promise.all([refusal(connection, 'select pg_sleep(10)'), refusal(connection, 'select 1')]))
      await kill()
      expect(await work).toMatchObject([{ ...cutOff, sql: 'select pg_sleep(10)' }, gone])
      expect(connection.alive()).toBe(false)
      await connection.close()
    })

    test('killed inside a transaction: no statement runs outside it', async () => {
      const other = await opened()
      await ask(other, 'create table if not exists driver_ghost (id int)', [], false)
      await ask(other, 'truncate driver_ghost', [], false)
      const connection = await opened()
      const kill = await terminate(connection)
      await ask(connection, 'begin', [], false)
      await ask(connection, 'insert into driver_ghost values (1)')
      await kill()
      await until(() => !connection.alive())
      expect(await refusal(connection, 'insert into driver_ghost values (2)')).toMatchObject({ reason: 'lost' })
      expect(await refusal(connection, 'commit', [], false)).toMatchObject(gone)
      expect((await ask(other, 'select count(*) from driver_ghost')).rows).toEqual([['0']])
      await ask(other, 'drop table driver_ghost', [], false)
    })

    test.each(['end', 'reset'] as const)('cut off by the network (%s), idle and during a statement', async (how) => {
      const { host, port } = configOf()
      const wire = await proxy({ host, port })
      const options = { host: '127.0.0.1', port: wire.port }
      const [idle, busy] = [await opened(options), await opened(options)]
      const { work } = await begun(refusal(busy, 'select pg_sleep(1)'))
      wire.cut(how)
      expect(await work).toMatchObject(cutOff)
      expect(await refusal(busy, 'select 1')).toMatchObject(gone)
      await until(() => !idle.alive())
      expect(await refusal(idle, 'select 1')).toMatchObject(gone)
    })

    test('is replaced by the pool', async () => {
      const pool = await pooled({ max: 1 })
      const first = rightOf(await pool.acquire())
      const pid = (await ask(first, 'select pg_backend_pid()')).rows[0]?.[0]
      await pool.release(first, 'keep')
      await ask(await opened(), `select pg_terminate_backend(${String(pid)})`, [], false)
      await until(() => !first.alive())
      const second = rightOf(await pool.acquire())
      expect((await ask(second, 'select 1')).rows).toEqual([[1]])
      await pool.release(second, 'keep')
    })

    test('closing ends a statement in progress', async () => {
      const connection = await opened()
      const { work } = await begun(refusal(connection, 'select pg_sleep(10)'))
      await connection.close()
      expect(await work).toMatchObject(cutOff)
      expect(connection.alive()).toBe(false)
      expect(leftOf(await connection.query(statement('select 1')))).toMatchObject(gone)
      await connection.close()
    })
  })
})
