import { inspect } from 'node:util'

import { describe, expect, onTestFinished, test, vi } from 'vitest'

import { type Column, localTimestamp, text, timestamp } from '../../lib/index.js'
import { type MysqlConnection, openConnection, openPool, serverVersion, sessionSql } from '../../lib/mysql/driver.js'
import type { Output } from '../../lib/plan/output.js'
import { type Config, configure, type ConnectOptions } from '../../lib/run/config.js'
import type { Pool } from '../../lib/run/connection.js'
import { ask, begun, leftOf, listen, proxy, refusal, rightOf, until } from '../run/helpers.js'
import { describeEngines } from '../support/engines.js'
import { packed } from './support.js'

describeEngines(['mariadb', 'mysql'], ({ url, name, version }) => {
  const mariadb = name === 'mariadb'

  const configOf = (options: ConnectOptions = {}): Config => rightOf(configure('mysql', { url, ...options }))

  const opened = async (options: ConnectOptions = {}): Promise<MysqlConnection> => {
    const connection = rightOf(await openConnection(configOf(options)))
    onTestFinished(() => connection.close())
    return connection
  }

  const pooled = async (options: ConnectOptions = {}): Promise<Pool> => {
    const { pool } = rightOf(await openPool(configOf(options)))
    onTestFinished(() => pool.close())
    return pool
  }

  const value = async (
    connection: MysqlConnection,
    sql: string,
    params: Parameters<typeof ask>[2] = [],
    prepare = true,
  ): Promise<unknown> => (await ask(connection, sql, params, prepare)).rows[0]?.[0]

  const terminate = async (victim: MysqlConnection): Promise<() => Promise<void>> => {
    const id = await value(victim, 'select connection_id()')
    const killer = await opened()
    return async () => {
      await ask(killer, `kill ${String(id)}`, [], false)
    }
  }

  /** Statements that the server keeps for this session. */
  const kept = async (connection: MysqlConnection): Promise<number> =>
    Number((await ask(connection, "show session status like 'Com_stmt_prepare'", [], false)).rows[0]?.[1]) -
    Number((await ask(connection, "show session status like 'Com_stmt_close'", [], false)).rows[0]?.[1])

  test('tells which server it is', async () => {
    const { server } = await opened()
    expect(server.mariadb).toBe(mariadb)
    expect(server.version.startsWith('5.5.5-')).toBe(false)
    expect(server.version).toContain(version.split('-')[0])
    const made = rightOf(await openPool(configOf()))
    expect(made.server).toEqual(server)
    await made.pool.close()
  })

  describe('values out', () => {
    /** A column type, what is stored, what comes back through execute, and through query where it differs. */
    const values: ReadonlyArray<readonly [type: string, literal: string, execute: unknown, query?: unknown]> = [
      ['tinyint', '-5', -5],
      ['tinyint(1)', 'true', 1],
      ['smallint', '300', 300],
      ['int', '-2147483648', -2147483648],
      ['int unsigned', '4294967295', 4294967295],
      ['year', '2024', 2024],
      ['bigint', '-9007199254740993', '-9007199254740993'],
      ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
      ['decimal(10,2)', "'12.5'", '12.50'],
      ['float', '0.1', Math.fround(0.1), 0.1],
      ['double', '0.1', 0.1],
      ['date', "'2024-02-29'", '2024-02-29'],
      ['time', "'12:00:00'", '12:00:00'],
      ['time(6)', "'-12:00:00.5'", '-12:00:00.5', '-12:00:00.500000'],
      ['datetime', "'2024-02-29 12:00:00'", '2024-02-29 12:00:00'],
      ['datetime(3)', "'2024-02-29 12:00:00'", '2024-02-29 12:00:00', '2024-02-29 12:00:00.000'],
      ['datetime(6)', "'2024-02-29 12:00:00.123456'", '2024-02-29 12:00:00.123456'],
      ['timestamp(3) null', "'2024-02-29 12:00:00.5'", '2024-02-29 12:00:00.500'],
      ['char(5)', "'é'", 'é'],
      ['varchar(5)', "'x '", 'x '],
      ['text', "'é😀'", 'é😀'],
      ["enum('a','b')", "'b'", 'b'],
      ['json', `'{"a": 1}'`, '{"a": 1}'],
      ['varbinary(5)', "x'00ff'", Buffer.from([0, 255])],
      ['blob', "x'00ff'", Buffer.from([0, 255])],
      ['bit(8)', '5', Buffer.from([5])],
      ['int', 'null', null],
    ]
    for (const [type, literal, execute, query = execute] of values) {
      test(`${type} ${literal}`, async () => {
        const connection = await opened()
        await ask(connection, `create temporary table v (v ${type})`, [], false)
        await ask(connection, `insert into v values (${literal})`, [], false)
        expect((await ask(connection, 'select v from v')).rows).toEqual([[execute]])
        expect((await ask(connection, 'select v from v', [], false)).rows).toEqual([[query]])
      })
    }

    test('rows are records where the output takes them and the columns have its names; else lists', async () => {
      const connection = await opened()
      const outputOf = (...names: ReadonlyArray<string>) =>
        ({ columns: names.map((name) => ({ name, expression: { type: { name: 'text' } } })) }) as unknown as Output
      const asked = async (sql: string, output: Output | undefined, takesRecords: boolean, prepare = true) =>
        rightOf(await connection.query({ sql, params: [], prepare, int64: false, output, takesRecords }))
      const sql = "select 'p' as a, 'q' as b union all select 'r', 's'"
      const records = [
        { a: 'p', b: 'q' },
        { a: 'r', b: 's' },
      ]
      const rows = [
        ['p', 'q'],
        ['r', 's'],
      ]
      expect(await asked(sql, outputOf('a', 'b'), true)).toEqual({ rows: [], records, affected: 2 })
      expect(await asked(sql, outputOf('a', 'b'), false)).toEqual({ rows, affected: 2 })
      expect(await asked(sql, outputOf('a', 'c'), true)).toEqual({ rows, affected: 2 })
      expect(await asked(sql, outputOf('a'), true)).toEqual({ rows, affected: 2 })
      expect(await asked(sql, outputOf('a', 'b'), true, false)).toEqual({ rows, affected: 2 })
      expect(await asked('select 1 as a where 1 = 0', outputOf('a'), true)).toEqual({ rows: [], affected: 0 })
    })

    test('dates with a time are bytes where the output says they are dates with a time, and the server does', async () => {
      const connection = await opened()
      await ask(connection, 'create temporary table v (a datetime(3), b timestamp(6) null, c date, d text)', [], false)
      await ask(connection, "insert into v values ('0044-03-15 12:00:00.5', '2026-11-22 15:30:07.000001', '2026-11-22', '2026')", [], false)
      const read = async (columns: string, types: ReadonlyArray<Column>, prepare = true): Promise<unknown> => {
        const output = { columns: types.map(({ type }) => ({ name: 'v', expression: { type } })) } as unknown as Output
        return rightOf(await connection.query({ sql: `select ${columns} from v`, params: [], prepare, int64: false, output })).rows[0]
      }
      expect(await read('a, b', [timestamp(), localTimestamp({ precision: 6 })])).toEqual([
        packed(44, 3, 15, 12, 0, 0, 500_000),
        packed(2026, 11, 22, 15, 30, 7, 1),
      ])
      expect(await read('a, a', [text(), timestamp()])).toEqual(['0044-03-15 12:00:00.500', packed(44, 3, 15, 12, 0, 0, 500_000)])
      expect(await read('c, d', [timestamp(), timestamp()])).toEqual(['2026-11-22', '2026'])
      expect(await read('null, a', [timestamp(), timestamp()])).toEqual([null, packed(44, 3, 15, 12, 0, 0, 500_000)])
      expect(await read('a', [timestamp()], false)).toEqual(['0044-03-15 12:00:00.500'])
    })

    test('truth and literals are BIGINT on MySQL, INT on MariaDB', async () => {
      const connection = await opened()
      expect((await ask(connection, 'select 1 = 1, exists (select 1), 2, count(*), sum(2)')).rows).toEqual([
        mariadb ? [1, 1, 2, '1', '2'] : ['1', '1', '2', '1', '2'],
      ])
    })

    test('names may repeat', async () => {
      expect((await ask(await opened(), "select 'a' as a, 'b' as a")).rows).toEqual([['a', 'b']])
    })

    test('of a procedure: its first result', async () => {
      const connection = await opened()
      await ask(connection, 'drop procedure if exists driver_two', [], false)
      await ask(connection, "create procedure driver_two() begin select 'a'; select 'b'; end", [], false)
      expect(await ask(connection, 'call driver_two()', [], false)).toEqual({ rows: [['a']], affected: 1 })
      await ask(connection, 'drop procedure driver_two', [], false)
    })
  })

  describe('values in', () => {
    test('integers are integers: arithmetic and LIMIT are exact', async () => {
      const connection = await opened()
      expect((await ask(connection, 'select ? + 1, ? + 1, ? - 1', [9007199254740991, 9007199254740993n, -9007199254740991])).rows).toEqual([
        ['9007199254740992', '9007199254740994', '-9007199254740992'],
      ])
      expect((await ask(connection, "select 'a' limit ? offset ?", [1, 0])).rows).toEqual([['a']])
    })

    test('big ones keep every digit', async () => {
      const integers = [
        -9223372036854775808n,
        9223372036854775808n,
        18446744073709551615n,
        123456789012345678901234567890n,
        -9223372036854775809n,
      ]
      expect((await ask(await opened(), 'select ?, ?, ?, ?, ?', integers)).rows).toEqual([integers.map(String)])
    })

    test('other numbers are doubles, booleans 1 and 0, bytes bytes', async () => {
      const connection = await opened()
      await ask(connection, 'create temporary table v (a double, b tinyint, c tinyint, d varbinary(9), e varchar(9))', [], false)
      const bytes = new Uint8Array([9, 0, 255, 200, 9]).subarray(1, 4)
      await ask(connection, 'insert into v values (?, ?, ?, ?, ?)', [0.1, true, false, bytes, null])
      expect((await ask(connection, 'select * from v')).rows).toEqual([[0.1, 1, 0, Buffer.from(bytes), null]])
    })

    test('integers that an insert only stores keep every digit, and anything else beside placeholders does not count as such', async () => {
      const connection = await opened()
      await ask(connection, 'create temporary table v (a bigint, b decimal(20,0), c double)', [], false)
      const most = Number.MAX_SAFE_INTEGER
      await ask(connection, 'insert into v (a, b, c) values (?, ?, ?), (?, ?, default)', [most, most, most, -most, -most])
      await ask(connection, 'insert into v (a, b, c) values (? + 1, ?, ?)', [most, 0, 0])
      expect((await ask(connection, 'select * from v')).rows).toEqual([
        ['9007199254740991', '9007199254740991', 9007199254740991],
        ['-9007199254740991', '-9007199254740991', null],
        ['9007199254740992', '0', 0],
      ])
    })

    test('text is compared by code point and not padded', async () => {
      const connection = await opened()
      expect(
        (await ask(connection, "select ? = ?, ? = ?, ? = ?, 'a' = 'A'", ['a', 'A', 'e', 'é', 'a', 'a '])).rows[0]?.map(Number),
      ).toEqual([0, 0, 0, 0])
      expect(await value(connection, 'select ?', ['é😀'])).toBe('é😀')
    })

    test.each([[undefined], [{ a: 1 }], [new Date()], [Number.NaN], [Infinity], [Symbol('a')]])(
      '%o is refused before it is sent',
      async (wrong) => {
        const connection = await opened()
        expect(await refusal(connection, 'select ?, ?', ['a', wrong as never])).toMatchObject({
          _tag: 'QueryError',
          message: 'parameter 2 is not a value that a driver takes',
        })
        expect(connection.alive()).toBe(true)
      },
    )
  })

  describe('answers', () => {
    test('affected rows are those that matched', async () => {
      const connection = await opened()
      await ask(connection, 'create temporary table v (id int, n int)', [], false)
      expect(await ask(connection, 'insert into v values (?, ?), (?, ?)', [1, 1, 2, 2])).toEqual({ rows: [], affected: 2 })
      expect((await ask(connection, 'update v set n = n')).affected).toBe(2)
      expect((await ask(connection, 'delete from v where id = ?', [1])).affected).toBe(1)
      expect(await ask(connection, 'select id from v')).toEqual({ rows: [[2]], affected: 1 })
      expect((await ask(connection, 'begin', [], false)).affected).toBe(0)
      await ask(connection, 'rollback', [], false)
    })

    test('several statements in one text are refused', async () => {
      expect(await refusal(await opened(), 'select 1; select 2', [], false)).toMatchObject({
        _tag: 'QueryError',
        code: '1064',
        position: 11,
      })
    })

    test('statements sent at once run in order', async () => {
      const connection = await opened()
      const answers = await Promise.all([
        ask(connection, 'select sleep(0.05)'),
        ask(connection, "select 'b'"),
        ask(connection, "select 'c'"),
      ])
      expect(answers.slice(1).map(({ rows }) => rows)).toEqual([[['b']], [['c']]])
    })
  })

  test('the session is set up, whatever the server’s defaults', async () => {
    const connection = await opened({ applicationName: 'shop' })
    expect(
      (await ask(connection, 'select @@time_zone, @@autocommit, @@character_set_client, @@collation_connection', [], false)).rows[0]?.map(
        String,
      ),
    ).toEqual(['+00:00', '1', 'utf8mb4', mariadb ? 'utf8mb4_nopad_bin' : 'utf8mb4_0900_bin'])
    const mode = String(await value(connection, 'select @@sql_mode')).split(',')
    expect(mode).toEqual(
      expect.arrayContaining(['STRICT_TRANS_TABLES', 'STRICT_ALL_TABLES', 'NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'ERROR_FOR_DIVISION_BY_ZERO']),
    )
    expect(mode.includes('SIMULTANEOUS_ASSIGNMENT')).toBe(mariadb)
    expect(mode.includes('ONLY_FULL_GROUP_BY')).toBe(!mariadb)
    expect(mode.filter((flag) => ['ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'PIPES_AS_CONCAT', 'IGNORE_SPACE'].includes(flag))).toEqual([])
    expect(Number(await value(connection, 'select @@group_concat_max_len'))).toBeGreaterThanOrEqual(2 ** 30)
  })

  describe('prepared statements', () => {
    test('are kept when asked for, and bounded', async () => {
      const connection = await opened({ preparedStatements: 3 })
      await ask(connection, "select 'a'", [], false)
      expect(await kept(connection)).toBe(0)
      for (let n = 0; n < 10; n++) await ask(connection, `select '${n}'`)
      expect(await kept(connection)).toBe(3)
    })

    test.each([{ prepare: false }, { pooler: 'transaction' as const }])(
      'are not kept with %j, and parameters are bound all the same',
      async (options) => {
        const connection = await opened(options)
        expect(await value(connection, 'select ?', ["a'b"])).toBe("a'b")
        expect(await kept(connection)).toBe(0)
      },
    )

    test('with parameters are not kept when the request does not ask for it', async () => {
      const connection = await opened()
      expect(await value(connection, 'select ?', ['a'], false)).toBe('a')
      expect(await kept(connection)).toBe(0)
    })

    test('that the server does not know any more are prepared again: nothing was executed', async () => {
      const { host, port } = configOf()
      let forget = false
      const wire = await proxy({ host, port }, (sent) => {
        // COM_STMT_EXECUTE, with the statement's number in the next four bytes.
        if (!forget || sent[4] !== 0x17) return sent
        forget = false
        const altered = Buffer.from(sent)
        altered.writeUInt32LE(0xffff, 5)
        return altered
      })
      const connection = await opened({ host: '127.0.0.1', port: wire.port, ssl: false })
      expect(await value(connection, 'select ?', ['a'])).toBe('a')
      forget = true
      expect(await value(connection, 'select ?', ['b'])).toBe('b')
      expect(forget).toBe(false)
    })

    test('survive a change of the table', async () => {
      const connection = await opened()
      await ask(connection, 'create temporary table p (a int)', [], false)
      await ask(connection, 'insert into p values (1)', [], false)
      expect((await ask(connection, 'select * from p')).rows).toEqual([[1]])
      await ask(connection, 'alter table p add b int', [], false)
      expect((await ask(connection, 'select * from p')).rows).toEqual([[1, null]])
    })
  })

  describe('connecting', () => {
    const failure = async (options: ConnectOptions) => leftOf(await openPool(configOf(options)))

    test('nobody listens', async () => {
      expect(await failure({ host: '127.0.0.1', port: 1 })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable', sent: false })
      expect((await failure({ host: 'localhost', port: 1 })).message).toContain('ECONNREFUSED')
    })

    test('no such host, no such socket', async () => {
      expect(await failure({ host: 'nosuch.invalid' })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
      expect(await failure({ host: '/nosuch' })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('no such database', async () => {
      expect(await failure({ database: 'nosuch' })).toMatchObject({ _tag: 'ConnectionError', reason: 'database' })
    })

    test('wrong password, and no word of it', async () => {
      const error = await failure({ user: 'nosuch', password: 's3cret' })
      expect(error).toMatchObject({ _tag: 'ConnectionError', reason: 'authentication' })
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('s3cret')
    })

    test('a password that cannot be had', async () => {
      const password = async (): Promise<string> => {
        throw new Error('vault is closed')
      }
      expect(await failure({ password })).toMatchObject({ _tag: 'ConnectionError', reason: 'authentication' })
    })

    test('no database at all', async () => {
      const bare = url.replace(new URL(url).pathname, '')
      const connection = rightOf(await openConnection(rightOf(configure('mysql', bare))))
      expect(await value(connection, 'select database()')).toBe(null)
      await connection.close()
    })

    test('a server that says nothing: Timeout of connect', async () => {
      const { port } = await listen(() => undefined)
      expect(await failure({ host: '127.0.0.1', port, connectTimeout: 100 })).toMatchObject({ _tag: 'Timeout', of: 'connect' })
    })

    test('a server that hangs up', async () => {
      const { port } = await listen((socket) => socket.destroy())
      expect(await failure({ host: '127.0.0.1', port })).toMatchObject({ _tag: 'ConnectionError', reason: 'unreachable' })
    })

    test('the client package is not installed', async () => {
      vi.resetModules()
      vi.doMock('mysql2', () => {
        throw new Error('Cannot find package')
      })
      onTestFinished(() => {
        vi.doUnmock('mysql2')
        vi.resetModules()
      })
      const { openConnection: openWithout } = await import('../../lib/mysql/driver.js')
      expect(leftOf(await openWithout(configOf()))).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'client',
        message: 'the package mysql2 cannot be loaded: npm install mysql2',
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
      await ask(connection, 'create temporary table slow (a int)', [], false)
      const kill = await terminate(connection)
      const { work } = await begun(Promise.all([refusal(connection, 'select sleep(10)'), refusal(connection, 'select 1')]))
      await kill()
      expect(await work).toMatchObject([{ ...cutOff, sql: 'select sleep(10)' }, gone])
      expect(connection.alive()).toBe(false)
      await connection.close()
    })

    test('killed inside a transaction: no statement runs outside it', async () => {
      const other = await opened()
      await ask(other, 'drop table if exists driver_ghost', [], false)
      await ask(other, 'create table driver_ghost (id int)', [], false)
      const connection = await opened()
      const kill = await terminate(connection)
      await ask(connection, 'begin', [], false)
      await ask(connection, 'insert into driver_ghost values (1)')
      await kill()
      await until(() => !connection.alive())
      expect(await refusal(connection, 'insert into driver_ghost values (2)')).toMatchObject({ reason: 'lost' })
      expect(await refusal(connection, 'commit', [], false)).toMatchObject(gone)
      expect(await value(other, 'select count(*) from driver_ghost')).toBe('0')
      await ask(other, 'drop table driver_ghost', [], false)
    })

    test.each(['end', 'reset'] as const)('cut off by the network (%s), idle and during a statement', async (how) => {
      const { host, port } = configOf()
      const wire = await proxy({ host, port })
      const options = { host: '127.0.0.1', port: wire.port }
      const [idle, busy] = [await opened(options), await opened(options)]
      const { work } = await begun(refusal(busy, 'select sleep(1)'))
      wire.cut(how)
      expect(await work).toMatchObject(cutOff)
      expect(await refusal(busy, 'select 1')).toMatchObject(gone)
      await until(() => !idle.alive())
      expect(await refusal(idle, 'select 1')).toMatchObject(gone)
    })

    test('is replaced by the pool', async () => {
      const pool = await pooled({ max: 1 })
      const first = rightOf(await pool.acquire())
      const id = (await ask(first, 'select connection_id()')).rows[0]?.[0]
      await pool.release(first, 'keep')
      await ask(await opened(), `kill ${String(id)}`, [], false)
      await until(() => !first.alive())
      const second = rightOf(await pool.acquire())
      expect((await ask(second, "select 'a'")).rows).toEqual([['a']])
      await pool.release(second, 'keep')
    })

    test('closing ends a statement in progress', async () => {
      const connection = await opened()
      const { work } = await begun(refusal(connection, 'select sleep(10)'))
      await connection.close()
      expect(await work).toMatchObject(cutOff)
      expect(connection.alive()).toBe(false)
      expect(await refusal(connection, 'select 1')).toMatchObject(gone)
      await connection.close()
    })
  })
})

describe('servers that are not at hand', () => {
  test.each([
    ['5.7.44-log', '5.7.44-log', false, 'utf8mb4_bin'],
    ['8.0.11-TiDB-v7.5.0', '8.0.11-TiDB-v7.5.0', false, 'utf8mb4_bin'],
    ['8.0.17', '8.0.17', false, 'utf8mb4_0900_bin'],
    ['8.4.2', '8.4.2', false, 'utf8mb4_0900_bin'],
    ['9.0.0', '9.0.0', false, 'utf8mb4_0900_bin'],
    ['5.5.5-10.3.39-MariaDB-log', '10.3.39-MariaDB-log', true, 'utf8mb4_nopad_bin'],
    ['11.8.2-MariaDB', '11.8.2-MariaDB', true, 'utf8mb4_nopad_bin'],
  ])('%s', (told, version, mariadb, collation) => {
    const server = serverVersion(told)
    expect(server).toEqual({ version, mariadb })
    expect(sessionSql(server)).toContain(`COLLATE ${collation},`)
  })
})
