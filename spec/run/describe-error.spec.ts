import { describe, expect, test } from 'vitest'

import { describeError, type OxbowError } from '../../lib/index.js'
import { compileError, unsupported } from '../../lib/plan/compile-error.js'
import {
  cancelled,
  conflict,
  connectionError,
  type ConnectionReason,
  constraintViolation,
  decodeError,
  notFound,
  queryError,
  timeout,
  tooManyRows,
} from '../../lib/run/errors.js'
import { validationError } from '../../lib/schema/validation.js'

const lines = (error: OxbowError): ReadonlyArray<string> => describeError(error).split('\n')

describe('the place in the SQL', () => {
  const caret = (sql: string, position: number): ReadonlyArray<string> =>
    lines(queryError('42703', 'no such column', { sql, position })).slice(2)

  test('has a caret under it, counted in characters from 1', () => {
    expect(lines(queryError('42703', 'column "emial" does not exist', { sql: 'select "emial" from "customers"', position: 8 }))).toEqual([
      'the database refused the statement: column "emial" does not exist (42703)',
      '',
      '  select "emial" from "customers"',
      '         ^',
    ])
    expect(caret('select', 1)).toEqual(['  select', '  ^'])
    expect(caret('selec', 6)).toEqual(['  selec', '       ^'])
  })

  test('is found in SQL of several lines, however they end', () => {
    expect(caret('select a\nfrom b\nwhere c', 15)).toEqual(['  select a', '  from b', '       ^', '  where c'])
    expect(caret('select a\r\nfrom b\r\nwhere c', 16)).toEqual(['  select a', '  from b', '       ^', '  where c'])
    expect(caret('select a\nfrom b', 10)).toEqual(['  select a', '  from b', '  ^'])
  })

  test('counts characters, not code units, and gives tabs and wide characters their room', () => {
    expect(caret('"🔑" x', 5)).toEqual(['  "🔑" x', '       ^'])
    expect(caret('"鍵" x', 5)).toEqual(['  "鍵" x', '       ^'])
    expect(caret('"e\u0301" x', 6)).toEqual(['  "e\u0301" x', '      ^'])
    expect(caret('\ta b', 4)).toEqual(['  \ta b', '  \t  ^'])
  })

  test('stands in the middle of a long line that is cut', () => {
    const [text = '', mark = ''] = caret(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 501)
    expect(text).toHaveLength(2 + 1 + 60 + 60 + 1)
    expect(text[mark.indexOf('^')]).toBe('X')
    expect(text).toMatch(/^ {2}…a+Xb+…$/u)
  })

  test.for([0, -1, 99])('outside the text (%d) marks nothing', (position) => {
    expect(caret('select', position)).toEqual(['  select'])
  })

  test('the statement stands without a caret where there is no place', () => {
    expect(lines(queryError(undefined, 'it failed', { sql: 'select 1' }))).toEqual([
      'the database refused the statement: it failed',
      '',
      '  select 1',
    ])
  })

  test('nothing stands where there is no statement', () => {
    expect(lines(queryError(undefined, 'it failed'))).toEqual(['the database refused the statement: it failed'])
  })
})

describe('every error', () => {
  test('values that cannot be written: one a line', () => {
    const issues = [
      { table: 'customers', column: 'email', path: [], message: 'longer than 320 characters' },
      { table: 'customers', column: 'profile', path: ['tags', 0, 'name'], message: 'expected a string' },
      { table: undefined, column: undefined, path: [], message: 'an insert needs at least one row' },
    ]
    expect(describeError(validationError(issues))).toBe(
      '3 values cannot be written\n' +
        '  - customers.email: longer than 320 characters\n' +
        '  - customers.profile.tags[0].name: expected a string\n' +
        '  - an insert needs at least one row',
    )
    expect(describeError(validationError(issues.slice(0, 1)))).toMatch(/^a value cannot be written\n/u)
  })

  test('values of one of many rows: the row before the place', () => {
    const issues = [
      { table: 'customers', column: 'profile', row: 17, path: ['name'], message: 'expected a string' },
      { table: undefined, column: undefined, row: 0, path: [], message: 'it is none' },
    ]
    expect(describeError(validationError(issues))).toBe(
      '2 values cannot be written\n  - row 17, customers.profile.name: expected a string\n  - row 0: it is none',
    )
    expect(validationError(issues).message).toBe('row 17, customers.profile[name]: expected a string; row 0: it is none')
  })

  test('queries that cannot be compiled', () => {
    expect(describeError(unsupported('mysql', 'distinctOn'))).toBe(
      'the query cannot be compiled: mysql has no distinctOn\n\n' +
        'Say it without distinctOn, or run it on a dialect that has it. Where the types can know of it, and that the dialect is mysql, they refuse it too.',
    )
    expect(describeError(compileError('unguardedWrite', 'an update needs a where'))).toBe(
      'the query cannot be compiled: an update needs a where\n\nAdd a where, or everyRow if every row is meant.',
    )
    expect(describeError(compileError('unjoined', 'orders is used but not joined'))).toBe(
      'the query cannot be compiled: orders is used but not joined',
    )
  })

  test('rows that are not there, or too many', () => {
    expect(describeError(notFound({ sql: 'select 1' }))).toBe(
      'there is no such row\n\n  select 1\n\nWhere there may be none, fetchOption gives an Option instead of this error.',
    )
    expect(describeError(tooManyRows())).toBe(
      'there is more than one such row\n\nDoes the where name all of a unique key? fetchAll gives all the rows.',
    )
  })

  test('values that do not decode', () => {
    expect(describeError(decodeError([3, 'orders', 0, 'total'], 'row 3, orders.0.total: expected a decimal'))).toBe(
      'the database gave a value that its column cannot have\n  row 3, orders.0.total: expected a decimal\n\n' +
        'Does the descriptor of the table say what is in the database?',
    )
  })

  test.for([
    ['unique', 'another row has the same values'],
    ['foreignKey', 'a row that it refers to, or that refers to it, is in the way'],
    ['notNull', 'a value is missing'],
    ['check', 'a condition is not met'],
    ['exclusion', 'another row excludes it'],
  ] as const)('a row that violates: %s', ([kind, words]) => {
    expect(lines(constraintViolation(kind, 'from the driver', {}))).toEqual([`the database refused a row: ${words}`])
  })

  test('a row that violates a constraint, with its name and columns where they are known', () => {
    const where = { constraint: 'customers_email_key', table: 'customers', columns: ['email', 'name'] }
    expect(lines(constraintViolation('unique', '', where)).slice(1)).toEqual([
      '  constraint: customers_email_key',
      '  columns: customers (email, name)',
    ])
    expect(lines(constraintViolation('unique', '', { table: 'customers' })).slice(1)).toEqual(['  table: customers'])
    expect(lines(constraintViolation('unique', '', { columns: ['a', 'b'] })).slice(1)).toEqual(['  columns: a, b'])
  })

  test.for(['serialization', 'deadlock', 'lockTimeout', 'busy'] as const)('a conflict: %s', (reason) => {
    const [headline, details, , hint] = lines(conflict(reason, 'what the driver said'))
    expect(headline).toMatch(/another|locked/u)
    expect([details, hint]).toEqual(['  what the driver said', 'It may succeed when the transaction is run again.'])
  })

  test.for(['acquire', 'statement', 'transaction', 'connect'] as const)('time that ran out: %s', (of) => {
    const [headline, details, , hint] = lines(timeout(of, 'after 500 ms'))
    expect(headline).toMatch(/in time|too long/u)
    expect(details).toBe('  after 500 ms')
    expect(hint).toMatch(/[.?]$/u)
  })

  test.for<ConnectionReason>(['unreachable', 'authentication', 'database', 'lost', 'closed', 'configuration', 'client'])(
    'a connection: %s',
    (reason) => {
      const [headline, details, , hint] = lines(connectionError(reason, 'what the driver said'))
      expect(headline).not.toBe('')
      expect(details).toBe('  what the driver said')
      expect(hint).toMatch(/[.?]$/u)
    },
  )

  test('a configuration that is wrong says what and where', () => {
    expect(describeError(connectionError('configuration', 'the max in DATABASE_URL must be a whole number from 1 to 10000'))).toBe(
      'the configuration is wrong\n  the max in DATABASE_URL must be a whole number from 1 to 10000\n\n' +
        'Nothing was run: correct it and start again.',
    )
  })

  test('a connection that was lost says when nobody knows whether the statement ran', () => {
    expect(describeError(connectionError('lost', 'it is gone', { sent: true, sql: 'commit' }))).toBe(
      'the connection was lost\n  it is gone\n\n  commit\n\n' +
        'The statement may have reached the database: look before it is sent again. A new connection is opened for the next program.',
    )
  })

  test('the rest', () => {
    expect(describeError(cancelled('by an administrator'))).toBe('the statement was cancelled\n  by an administrator')
  })
})

test('nothing of the driver’s error is shown: it may hold values, secrets and a stack', () => {
  const cause = Object.assign(new Error('password hunter2'), { parameters: ['hunter2'] })
  const errors = [
    queryError('1', 'it failed', { cause }),
    constraintViolation('unique', 'Key (email)=(hunter2) already exists', {}, { cause }),
    connectionError('authentication', 'refused', { cause }),
  ]
  expect(errors.map(describeError).join('\n')).not.toMatch(/hunter2|at .*spec/u)
})

test.each<[unknown, string]>([
  [new Error('x'), 'Error: x'],
  [new TypeError('no function'), 'TypeError: no function'],
  [{ _tag: 'OutOfStock', message: 'none left' }, 'OutOfStock: none left'],
  [{ _tag: 'OutOfStock' }, 'OutOfStock'],
  [{ _tag: 'toString', message: 'odd' }, 'toString: odd'],
  [{ _tag: 'ValidationError' }, 'ValidationError'],
  [{ _tag: 'ConnectionError', reason: 'none', message: 'odd' }, 'ConnectionError: odd'],
  [{}, 'an unknown error'],
  ['text', 'an unknown error: text'],
  [undefined, 'an unknown error: undefined'],
  [null, 'an unknown error: null'],
  [
    {
      get _tag() {
        throw new Error('a getter')
      },
    },
    'an unknown error',
  ],
])('what is no error of ours is told all the same: %#', (error, text) => {
  expect(describeError(error)).toBe(text)
})
