import { inspect } from 'node:util'

import { describe, expect, onTestFinished, test } from 'vitest'

import { type MysqlConnection, openConnection } from '../../lib/mysql/driver.js'
import { classify, endsSession } from '../../lib/mysql/errors.js'
import { configure } from '../../lib/run/config.js'
import { ask, begun, refusal, rightOf, statement } from '../run/helpers.js'
import { describeEngines } from '../support/engines.js'

/** A value that no error may show. */
const value = "v4lue' for key 'x"

const shown = (error: unknown): string => [JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join('\n')

describeEngines(['mariadb', 'mysql'], ({ url, name }) => {
  const mariadb = name === 'mariadb'

  const opened = async (): Promise<MysqlConnection> => {
    const connection = rightOf(await openConnection(rightOf(configure('mysql', url))))
    onTestFinished(() => connection.close())
    return connection
  }

  const tables: ReadonlyArray<string> = [
    'drop view if exists e_view',
    'drop table if exists e_child, e_parent, e_p',
    'create table e_parent (a int, b varchar(20), primary key (a, b))',
    'create table e_child (id int primary key, a int, b varchar(20), n varchar(5) not null, constraint `e_child``fk` foreign key (a, b) references e_parent (a, b))',
    'create table e_p (id int primary key, email varchar(30), n int, code varchar(3), price decimal(4,2), day date, j json, unique key e_email (email), constraint e_n check (n > 0))',
    `insert into e_p (id, email, n) values (1, '${value.replaceAll("'", "''")}', 1)`,
    `insert into e_parent values (1, 'x')`,
    `insert into e_child values (1, 1, 'x', 'x')`,
    'create view e_view as select id, n from e_p where n > 5 with check option',
  ]

  const setup = async (): Promise<MysqlConnection> => {
    const connection = await opened()
    for (const ddl of tables) await ask(connection, ddl, [], false)
    return connection
  }

  const foreignKey = { _tag: 'ConstraintViolation', kind: 'foreignKey', constraint: 'e_child`fk', table: 'e_child', columns: ['a', 'b'] }

  const cases: ReadonlyArray<readonly [title: string, sql: string, params: ReadonlyArray<string | number | null>, expected: object]> = [
    [
      'unique',
      'insert into e_p (id, email) values (2, ?)',
      [value],
      { _tag: 'ConstraintViolation', kind: 'unique', constraint: 'e_email', table: mariadb ? undefined : 'e_p' },
    ],
    ['primary key', 'insert into e_p (id) values (?)', [1], { kind: 'unique', constraint: 'PRIMARY' }],
    ['not null', 'insert into e_child (id, n) values (2, ?)', [null], { kind: 'notNull', columns: ['n'] }],
    ['no default', 'insert into e_child (id) values (?)', [2], { kind: 'notNull', columns: ['n'] }],
    ['foreign key, no parent', "insert into e_child values (3, 9, ?, 'x')", [value], foreignKey],
    ['foreign key, has children', 'delete from e_parent where a = ?', [1], foreignKey],
    ['check', 'insert into e_p (id, n) values (3, ?)', [0], { kind: 'check', constraint: 'e_n', table: mariadb ? 'e_p' : undefined }],
    ['check option', 'insert into e_view (id, n) values (4, ?)', [1], { kind: 'check' }],
    ['too long', 'insert into e_p (id, code) values (4, ?)', ['long'], { _tag: 'QueryError', code: '1406' }],
    ['out of range', 'insert into e_p (id, n) values (4, ?)', [3_000_000_000], { code: '1264' }],
    ['too many digits', 'insert into e_p (id, price) values (4, ?)', ['123.45'], { code: '1264' }],
    ['bad integer', 'insert into e_p (id, n) values (4, ?)', [value], { code: '1366' }],
    ['bad date', 'insert into e_p (id, day) values (4, ?)', [value], { code: '1292' }],
    ['zero date', 'insert into e_p (id, day) values (4, ?)', ['0000-00-00'], { code: '1292' }],
    ['division by zero in a write', 'insert into e_p (id, n) values (4, 1 / ?)', [0], { code: '1365' }],
    ['arithmetic overflow', 'select ? + 9223372036854775807', [1], { code: '1690', message: "BIGINT value is out of range in '…'" }],
    ['an unknown time zone', 'set @@session.time_zone = ?', [value], { code: '1298', message: "Unknown or incorrect time zone: '…'" }],
    ['a lock with a long name', 'select get_lock(?, 0)', [value.repeat(40)], { code: mariadb ? '1059' : '4163' }],
    ['syntax, with its position', "select '😀', from e_p", [], { code: '1064', position: 13 }],
    ['syntax at the end', 'select (1', [], { code: '1064', position: 10 }],
    ['syntax that could be in two places has no position', 'x x', [], { code: '1064' }],
    ['no such table', 'select * from nosuch', [], { code: '1146' }],
    ['no such column', 'select nosuch from e_p', [], { code: '1054', position: undefined }],
    ['subquery of two rows', 'select (select 1 union select 2)', [], { code: '1242' }],
    ['raised by the user', "signal sqlstate '45000' set message_text = 'no'", [], { code: '1644', message: 'no' }],
    ...(mariadb
      ? []
      : ([
          ['bad path in XML', 'select extractvalue(?, ?)', [value, `[${value}`], { code: '1105', message: "XPATH syntax error: '…'" }],
          ['bad vector', 'select to_vector(?)', [value], { code: '6138' }],
        ] as const)),
    ['an unknown database, once connected', 'select * from nosuch_database.t', [], { _tag: 'QueryError' }],
  ]

  describe.sequential('of statements', () => {
    test.each(cases)('%s', async (title, sql, params, expected) => {
      const connection = await setup()
      const error = await refusal(connection, sql, params, title !== 'raised by the user')
      expect(error).toMatchObject({ sql, ...expected })
      expect(shown(error)).not.toContain('v4lue')
      expect(connection.alive()).toBe(true)
    })

    test('the cause keeps the number and loses the value', async () => {
      const connection = await setup()
      const { cause } = (await refusal(connection, 'insert into e_p (id, email) values (2, ?)', [value])) as { readonly cause: unknown }
      expect(cause).toBeInstanceOf(Error)
      expect(cause).toMatchObject({
        errno: 1062,
        sqlState: '23000',
        message: expect.stringMatching(/^Duplicate entry '…' for key '(?:e_p\.)?e_email'$/),
      })
    })

    test('read-only transaction', async () => {
      const connection = await setup()
      await ask(connection, 'start transaction read only', [], false)
      expect(await refusal(connection, 'insert into e_p (id) values (9)')).toMatchObject({ _tag: 'QueryError', code: '1792' })
      await ask(connection, 'rollback', [], false)
    })

    test('statement timeout', async () => {
      const connection = await opened()
      await ask(connection, mariadb ? 'set max_statement_time = 0.05' : 'set max_execution_time = 50', [], false)
      const slow =
        'with recursive n (i) as (select 1 union all select i + 1 from n where i < 100) select count(*) from n a, n b, n c, n d, n e, n f'
      expect(await refusal(connection, slow)).toMatchObject({ _tag: 'Timeout', of: 'statement' })
    })

    test('cancelled by someone else', async () => {
      const connection = await opened()
      const id = (await ask(connection, 'select connection_id()')).rows[0]?.[0]
      const slow =
        'with recursive n (i) as (select 1 union all select i + 1 from n where i < 100) select count(*) from n a, n b, n c, n d, n e, n f'
      const { work } = await begun(refusal(connection, slow))
      await ask(await opened(), `kill query ${String(id)}`, [], false)
      expect(await work).toMatchObject({ _tag: 'Cancelled' })
      expect(connection.alive()).toBe(true)
    })
  })

  describe.sequential('between sessions', () => {
    const two = async (): Promise<readonly [MysqlConnection, MysqlConnection]> => {
      const [a, b] = [await opened(), await opened()]
      await ask(a, 'drop table if exists e_two', [], false)
      await ask(a, 'create table e_two (id int primary key, n int)', [], false)
      await ask(a, 'insert into e_two values (1, 1), (2, 2)', [], false)
      return [a, b]
    }

    test('deadlock', async () => {
      const [a, b] = await two()
      for (const connection of [a, b]) await ask(connection, 'begin', [], false)
      await ask(a, 'update e_two set n = 0 where id = 1')
      await ask(b, 'update e_two set n = 0 where id = 2')
      const answers = await Promise.all([
        a.query(statement('update e_two set n = 0 where id = 2')),
        begun(Promise.resolve()).then(() => b.query(statement('update e_two set n = 0 where id = 1'))),
      ])
      expect(answers).toContainEqual({ _tag: 'Left', left: expect.objectContaining({ _tag: 'Conflict', reason: 'deadlock' }) })
      for (const connection of [a, b]) await ask(connection, 'rollback', [], false)
    })

    test('lock timeout and NOWAIT', async () => {
      const [a, b] = await two()
      await ask(a, 'begin', [], false)
      await ask(a, 'select * from e_two for update')
      expect(await refusal(b, 'select * from e_two for update nowait')).toMatchObject({ _tag: 'Conflict', reason: 'lockTimeout' })
      await ask(b, 'set innodb_lock_wait_timeout = 1', [], false)
      expect(await refusal(b, 'update e_two set n = 1')).toMatchObject({ _tag: 'Conflict', reason: 'lockTimeout' })
      await ask(a, 'rollback', [], false)
      await ask(a, 'drop table e_two', [], false)
    })
  })
})

/** What a test cannot make a server say. */
describe('the table', () => {
  const said = (errno: number, message = 'said', sqlState = 'HY000'): unknown =>
    Object.assign(new Error(message), { errno, sqlState, code: 'ER_SAID' })

  test.each([1053, 1152, 1927, 3169, 4031])('%d: the session is over', (errno) => {
    expect(classify(said(errno), 'select 1')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', sent: true })
    expect(endsSession(said(errno))).toBe(true)
  })

  test.each([
    [1040, 'unreachable'],
    [1044, 'authentication'],
    [1045, 'authentication'],
    [1698, 'authentication'],
    [1049, 'database'],
  ])('%d while connecting: %s', (errno, reason) => {
    expect(classify(said(errno), undefined)).toMatchObject({ _tag: 'ConnectionError', reason, sent: false })
  })

  test('an unknown database in a statement is the statement’s', () => {
    expect(classify(said(1049), 'use nosuch')).toMatchObject({ _tag: 'QueryError', code: '1049' })
    expect(endsSession(said(1049))).toBe(false)
  })

  test('MariaDB’s snapshot isolation, and a table that changed', () => {
    expect(classify(said(1020), 'x')).toMatchObject({ _tag: 'Conflict', reason: 'serialization' })
    expect(classify(said(1412), 'x')).toMatchObject({ _tag: 'Conflict', reason: 'serialization' })
  })

  /** On the engines these are provoked; here each server's words are read even where only the other one runs. */
  test('a check’s name in the words of MySQL and of MariaDB', () => {
    const names = { kind: 'check', constraint: 'k_pos' }
    expect(classify(said(3819, "Check constraint 'k_pos' is violated."), 'x')).toMatchObject({ ...names, table: undefined })
    expect(classify(said(4025, 'CONSTRAINT `k_pos` failed for `test`.`k`'), 'x')).toMatchObject({ ...names, table: 'k' })
  })

  test('messages whose form is not known give no names', () => {
    expect(classify(said(1062), 'x')).toMatchObject({ kind: 'unique', constraint: undefined, table: undefined, columns: [] })
    expect(classify(said(1048), 'x')).toMatchObject({ kind: 'notNull', columns: [] })
    expect(classify(said(1216), 'x')).toMatchObject({ kind: 'foreignKey', constraint: undefined, columns: [] })
    expect(classify(said(4025), 'x')).toMatchObject({ kind: 'check', constraint: undefined })
    expect(classify(said(1064), 'x')).toMatchObject({ _tag: 'QueryError', position: undefined })
    expect(classify(said(1064, "near 'x' at line 1"), undefined)).toMatchObject({ position: undefined })
    expect(classify(said(1064, "near 'y' at line 1"), 'x')).toMatchObject({ position: undefined })
    expect(classify(said(1064, "near 'x' at line 1"), 'x x')).toMatchObject({ position: undefined })
  })

  test('what the client itself says', () => {
    expect(classify(Object.assign(new Error(''), { code: 'ECONNREFUSED', errno: -111 }), undefined)).toMatchObject({
      reason: 'unreachable',
      message: 'ECONNREFUSED',
    })
    expect(classify('a text', 'x')).toMatchObject({ _tag: 'ConnectionError', reason: 'lost', message: 'unknown error', cause: 'a text' })
    expect(endsSession(new Error('closed'))).toBe(true)
    expect(classify(Object.assign(new Error('odd'), { sqlState: 'HY000', code: 'ODD' }), 'x')).toMatchObject({
      _tag: 'QueryError',
      code: 'ODD',
    })
  })
})
