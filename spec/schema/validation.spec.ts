/** What makes a value unfit for its column: said before the wire, all at once, with the column. */
import { describe, expect, it } from 'vitest'
import {
  always,
  array,
  bigint,
  boolean,
  branch,
  bytes,
  caseWhen,
  char,
  coalesce,
  type Column,
  date,
  decimal,
  double,
  enumeration,
  eq,
  from,
  insertInto,
  integer,
  isIn,
  json,
  literal,
  localTimestamp,
  mapped,
  nullIf,
  pipe,
  real,
  select,
  smallint,
  table,
  text,
  time,
  timestamp,
  update,
  uuid,
  varchar,
  where,
} from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { compileNode } from '../../lib/render/compile.js'
import { sqlite } from '../../lib/sqlite/index.js'

const loose = <A>(value: A): never => value as never

const cycle: { self?: unknown } = {}
cycle.self = cycle

const asynchronous = { '~standard': { version: 1, vendor: 'spec', validate: () => Promise.resolve({ value: 1 }) } } as const
const strict = {
  '~standard': {
    version: 1,
    vendor: 'spec',
    validate: (value: unknown) =>
      typeof value === 'number' ? { value } : { issues: [{ message: 'not a number', path: ['a', { key: 0 }] }, { message: 'at all' }] },
  },
} as const

const changed = 'expected a number that a float of 32 bits holds, got one that it would change: a double holds it'

const undefinedProblem = 'undefined is not a value: use null, or leave the key out'

const wrong: ReadonlyArray<readonly [name: string, column: Column, value: unknown, message: string]> = [
  ['undefined', text(), undefined, undefinedProblem],
  ['undefined in a nullable column', text({ nullable: true }), undefined, undefinedProblem],
  ['undefined of a custom type', mapped(text(), String, String), undefined, undefinedProblem],
  ['integer: a fraction', integer(), 1.5, 'expected a whole number, got a fraction'],
  ['integer: NaN', integer(), Number.NaN, 'expected a whole number, got NaN'],
  ['integer: a text', integer(), '1', 'expected a number, got a string'],
  ['integer: a bigint', integer(), 1n, 'expected a number, got a bigint'],
  ['bigint: a number', bigint(), 1, 'expected a bigint, got a number'],
  ['bigint: too large', bigint(), 2n ** 63n, 'expected a bigint of 64 bits, got a larger one'],
  ['bigint: too small', bigint(), -(2n ** 63n) - 1n, 'expected a bigint of 64 bits, got a smaller one'],
  ['decimal: a number', decimal(12, 2), 1.5, 'expected a decimal as a string, got a number'],
  ['decimal: NaN', decimal(12, 2), 'NaN', "expected a decimal such as '-12.50', got a text of 3 characters that is none"],
  ['decimal: an exponent', decimal(12, 2), '1e3', "expected a decimal such as '-12.50', got a text of 3 characters that is none"],
  ['decimal: nothing', decimal(12, 2), '', "expected a decimal such as '-12.50', got a text of 0 characters that is none"],
  ['decimal: a point alone', decimal(12, 2), '.5', "expected a decimal such as '-12.50', got a text of 2 characters that is none"],
  ['decimal: a point at the end', decimal(12, 2), '5.', "expected a decimal such as '-12.50', got a text of 2 characters that is none"],
  ['decimal: spaces', decimal(12, 2), ' 5', "expected a decimal such as '-12.50', got a text of 2 characters that is none"],
  ['real: a text', real(), '1', 'expected a number, got a string'],
  ['real: NaN', real(), Number.NaN, 'expected a finite number, got NaN'],
  ['double: a text', double(), '1', 'expected a number, got a string'],
  ['double: infinity', double(), Number.POSITIVE_INFINITY, 'expected a finite number, got Infinity'],
  ['boolean: a number', boolean(), 1, 'expected a boolean, got a number'],
  ['text: a number', text(), 5, 'expected a string, got a number'],
  ['text: a Date', text(), new Date(), 'expected a string, got a Date'],
  ['text: bytes', text(), Uint8Array.of(1), 'expected a string, got bytes'],
  ['text: an array', text(), [], 'expected a string, got an array'],
  ['text: an object', text(), { toString: () => 'x' }, 'expected a string, got an object'],
  ['text: a high surrogate', text(), 'a\uD83D', 'a lone surrogate is not a character'],
  ['text: a low surrogate', text(), '\uDE00a', 'a lone surrogate is not a character'],
  ['enumeration: none of them', enumeration(['a', 'b']), 'c', "expected one of 'a', 'b'"],
  ['uuid: a text', uuid(), 'x'.repeat(100), 'expected a uuid, got a text of 100 characters that is none'],
  ['uuid: a number', uuid(), 1, 'expected a uuid as a string, got a number'],
  ['json: undefined inside', json(), { a: undefined }, 'undefined is not JSON'],
  ['json: a function', json(), () => 1, 'a function is not JSON'],
  ['json: a bigint', json(), [1n], 'a bigint is not JSON'],
  ['json: NaN', json(), [Number.NaN], 'NaN is not JSON'],
  ['json: a Date', json(), new Date(), 'a Date is not JSON'],
  ['json: a Map', json(), new Map(), 'an object of a class is not JSON'],
  ['json: a cycle', json(), cycle, 'a cycle is not JSON'],
  ['json: a lone surrogate in a text', json(), ['\uD83D'], 'a lone surrogate is not a character'],
  ['json: a lone surrogate in a key', json(), { '\uD83D': 1 }, 'a lone surrogate is not a character'],
  ['date: no such day', date(), '2023-02-29', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: the 31st of April', date(), '2023-04-31', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: month 13', date(), '2023-13-01', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: day 0', date(), '2023-01-00', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: the year 0', date(), '0000-01-01', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: another order', date(), '22.11.2026', 'expected a date such as 2026-11-22, got a text of 10 characters that is none'],
  ['date: a Date', date(), new Date(), 'expected a date such as 2026-11-22 as a string, got a Date'],
  ['time: hour 24', time(), '24:00:00', 'expected a time such as 15:30:00.123, got a text of 8 characters that is none'],
  ['time: minute 60', time(), '23:60:00', 'expected a time such as 15:30:00.123, got a text of 8 characters that is none'],
  ['time: too fine', time(), '12:00:00.0001', 'expected a time such as 15:30:00.123, got a text of 13 characters that is none'],
  ['time: no seconds', time(), '12:00', 'expected a time such as 15:30:00.123, got a text of 5 characters that is none'],
  [
    'time(0): a fraction',
    time({ precision: 0 }),
    '12:00:00.5',
    'expected a time such as 15:30:00, got a text of 10 characters that is none',
  ],
  [
    'localTimestamp: a zone',
    localTimestamp(),
    '2026-11-22T15:30:00Z',
    'expected a date and time such as 2026-11-22 15:30:00.123, got a text of 20 characters that is none',
  ],
  [
    'localTimestamp: a date',
    localTimestamp(),
    '2026-11-22',
    'expected a date and time such as 2026-11-22 15:30:00.123, got a text of 10 characters that is none',
  ],
  [
    'localTimestamp: no such day',
    localTimestamp(),
    '2023-02-29 00:00:00',
    'expected a date and time such as 2026-11-22 15:30:00.123, got a text of 19 characters that is none',
  ],
  ['timestamp: a text', timestamp(), '2026-11-22T15:30:00Z', 'expected a Date, got a string'],
  ['timestamp: an invalid Date', timestamp(), new Date(Number.NaN), 'expected a Date, got an invalid one'],
  [
    'timestamp: the year 0',
    timestamp(),
    new Date('0000-12-31T23:59:59.999Z'),
    'expected a Date of the years 1 to 9999, got an earlier one',
  ],
  [
    'timestamp: the year 10000',
    timestamp(),
    new Date('+010000-01-01T00:00:00.000Z'),
    'expected a Date of the years 1 to 9999, got a later one',
  ],
  [
    'timestamp(1): milliseconds',
    timestamp({ precision: 1 }),
    new Date(1),
    'expected a Date of at most 1 digit of a second, got a finer one',
  ],
  ['timestamp(0): milliseconds', timestamp({ precision: 0 }), new Date(1), 'expected a Date of whole seconds, got a finer one'],
  ['timestamp(6): a Date', timestamp({ precision: 6 }), new Date(), 'expected an instant as a string, got a Date'],
  [
    'timestamp(6): no zone',
    timestamp({ precision: 6 }),
    '2026-11-22T15:30:00',
    'expected an instant in UTC such as 2026-11-22T15:30:00.123456Z, got a text of 19 characters that is none',
  ],
  [
    'timestamp(6): another zone',
    timestamp({ precision: 6 }),
    '2026-11-22T15:30:00+01:00',
    'expected an instant in UTC such as 2026-11-22T15:30:00.123456Z, got a text of 25 characters that is none',
  ],
  [
    'timestamp(6): too fine',
    timestamp({ precision: 6 }),
    '2026-11-22T15:30:00.1234567Z',
    'expected an instant in UTC such as 2026-11-22T15:30:00.123456Z, got a text of 28 characters that is none',
  ],
  ['bytes: an array', bytes(), [1, 2], 'expected bytes, got an array'],
  ['json: what its validator refuses', json(strict), 'x', 'not a number'],
  ['json: an asynchronous validator', json(asynchronous), 1, 'its validator is asynchronous: a JSON column needs a synchronous one'],
  [
    'a custom type that throws',
    mapped(text(), String, () => {
      throw new Error('no')
    }),
    'x',
    'its custom type cannot encode it: no',
  ],
  [
    'a custom type that makes what its base refuses',
    mapped(varchar(1), String, () => 'too long'),
    'x',
    'expected at most 1 character, got 8',
  ],
]

/** What only the column is too narrow for: it cannot be stored, and can be compared with. */
const tooMuch: typeof wrong = [
  ['real: a whole number of 25 bits', real(), 16777217, changed],
  ['real: ten digits', real(), 0.1234567891, changed],
  ['real: a float that was widened', real(), Math.fround(0.1), changed],
  ['real: a number beyond its range', real(), 1e39, changed],
  ['real: a number below its range', real(), 1e-46, changed],
  ['smallint: too large', smallint(), 32768, 'expected a whole number from -32768 to 32767, got a larger one'],
  ['integer: too large', integer(), 2147483648, 'expected a whole number from -2147483648 to 2147483647, got a larger one'],
  ['integer: too small', integer(), -2147483649, 'expected a whole number from -2147483648 to 2147483647, got a smaller one'],
  ['decimal: too precise', decimal(12, 2), '1.001', 'expected a decimal(12, 2), got one with 3 digits after the point'],
  ['decimal: too large', decimal(4, 2), '100', 'expected a decimal(4, 2), got one with 3 digits before the point'],
  ['decimal: no digit before the point', decimal(2, 2), '1.0', 'expected a decimal(2, 2), got one with 1 digit before the point'],
  ['varchar: too long', varchar(3), 'abcd', 'expected at most 3 characters, got 4'],
  ['varchar: too long in code points', varchar(1), '𝒳𝒳', 'expected at most 1 character, got 2'],
  ['char: too short', char(3), 'ab', 'expected 3 characters, got 2'],
  ['char: too long', char(3), 'abcd', 'expected at most 3 characters, got 4'],
  ['bytes: too long', bytes({ length: 2 }), Uint8Array.of(1, 2, 3), 'expected at most 2 bytes, got 3'],
]

describe.each([postgres, mysql, mariadb, sqlite].map((dialect) => ({ name: dialect.name, dialect })))('on $name', ({ dialect }) => {
  it.each(wrong)('%s', (_, column, value, message) => {
    const t = table('t', { id: integer(), v: column })
    const expected = {
      _tag: 'Left',
      left: {
        _tag: 'ValidationError',
        message: expect.stringContaining(message),
        issues: [expect.objectContaining({ table: 't', column: 'v', message })],
      },
    }
    if (message === 'not a number')
      Object.assign(expected.left, {
        issues: [
          { table: 't', column: 'v', path: ['a', 0], message },
          { table: 't', column: 'v', path: [], message: 'at all' },
        ],
      })
    expect(compileNode(dialect, loose(insertInto(t)(loose({ id: 1, v: value }))))).toMatchObject(expected)
    if (message === undefinedProblem && column.nullable) return
    // Documents do not compare on every database.
    const compares = column.type.name !== 'json'
    expect(compileNode(dialect, loose(pipe(update(t)(loose({ v: value })), where(eq(t.id, 1)))))).toMatchObject(expected)
    if (!compares) return
    expect(compileNode(dialect, loose(pipe(from(t), where(eq(t.v as never, loose(value))))))).toMatchObject(expected)
    expect(compileNode(dialect, loose(pipe(from(t), where(isIn(t.v as never, [loose(value)])))))).toMatchObject(expected)
  })

  it.each(tooMuch)('%s, in a column', (_, column, value, message) => {
    const t = table('t', { id: integer({ primaryKey: true }), v: column })
    const refused = { _tag: 'Left', left: { _tag: 'ValidationError', issues: [{ table: 't', column: 'v', message }] } }
    for (const write of [insertInto(t)(loose({ id: 1, v: value })), pipe(update(t)(loose({ v: value })), where(eq(t.id, 1)))])
      expect(compileNode(dialect, loose(write))).toMatchObject(refused)
    for (const made of [coalesce(t.v, loose(value)), nullIf(t.v, loose(value)), caseWhen(loose([branch(always, t.v)]), loose(value))])
      expect(compileNode(dialect, loose(pipe(from(t), select({ made: loose(made) }))))).toMatchObject(refused)
    for (const condition of [eq(t.v as never, loose(value)), isIn(t.v as never, [loose(value)])])
      expect(compileNode(dialect, loose(pipe(from(t), where(loose(condition)))))).toMatchObject({ _tag: 'Right' })
  })

  it('names a place in words: table, column, path', () => {
    const t = table('t', { v: json(strict) })
    expect(compileNode(dialect, loose(insertInto(t)(loose({ v: 'x' }))))).toMatchObject({
      left: { message: 't.v[a][0]: not a number; t.v: at all' },
    })
  })

  it('names all the values that do not fit', () => {
    const t = table('t', { a: integer(), b: varchar(1) })
    const made = compileNode(
      dialect,
      loose(
        insertInto(t)([
          { a: 1.5, b: 'xx' },
          { a: 1, b: 'yy' },
        ]),
      ),
    )
    expect(made).toMatchObject({ left: { issues: [{ column: 'a' }, { column: 'b' }, { column: 'b' }] } })
  })

  describe('of many rows', () => {
    const t = table('t', { a: integer(), b: varchar(2), note: text({ nullable: true }) })
    const many = (rows: ReadonlyArray<unknown>) => compileNode(dialect, loose(insertInto(t)(loose(rows))))

    it('names the row', () => {
      const rows = Array.from({ length: 1000 }, (_, index) => ({ a: index, b: index === 17 || index === 999 ? 'long' : 'b' }))
      const expected = {
        left: {
          message: 't.b: expected at most 2 characters, got 4'.replace(/.*/u, (said) => `row 17, ${said}; row 999, ${said}`),
          issues: [
            { table: 't', column: 'b', row: 17 },
            { table: 't', column: 'b', row: 999 },
          ],
        },
      }
      expect(many(rows)).toMatchObject(expected)
      // Of a text that is kept too.
      expect(many(rows.map((row) => ({ ...row, b: 'b' })))._tag).toBe('Right')
      expect(many(rows)).toMatchObject(expected)
    })

    it('names the row where rows leave different columns out', () => {
      expect(
        many([
          { a: 1, b: 'b' },
          { a: 2.5, b: 'b', note: 'x' },
          { a: null, b: 'b' },
        ]),
      ).toMatchObject({
        left: {
          issues: [
            { column: 'a', row: 1 },
            { column: 'a', row: 2, message: 'null in a column that is not nullable' },
          ],
        },
      })
    })

    it('names every row that lacks a value or has one too many', () => {
      const made = many([{ a: 1, b: 'b' }, { a: 2 }, { a: 3 }, { a: 4, b: 'b', nope: 1 }, { a: 5, b: 'b' }])
      expect(made).toMatchObject({
        left: {
          issues: expect.arrayContaining([
            { table: 't', column: 'b', row: 1, path: [], message: 'a value is required' },
            { table: 't', column: 'b', row: 2, path: [], message: 'a value is required' },
            { table: 't', column: 'nope', row: 3, path: [], message: 'no such column' },
          ]),
        },
      })
    })

    it('names no row where there is one, alone or in a list', () => {
      for (const rows of [{ a: 1.5, b: 'b', nope: 1 }, [{ a: 1.5, b: 'b', nope: 1 }]]) {
        const made = compileNode(dialect, loose(insertInto(t)(loose(rows))))
        const issues = made._tag === 'Left' && made.left._tag === 'ValidationError' ? made.left.issues : []
        expect(issues).toHaveLength(2)
        for (const issue of issues) expect(issue).not.toHaveProperty('row')
      }
    })
  })

  it('has no column to name for a value that stands alone', () => {
    const t = table('t', { a: integer() })
    const made = compileNode(dialect, loose(pipe(from(t), select({ v: literal(1.5, integer()) }))))
    expect(made).toMatchObject({
      left: { message: 'expected a whole number, got a fraction', issues: [{ table: undefined, column: undefined }] },
    })
  })
})

describe('on PostgreSQL', () => {
  it('NUL is refused in text and in JSON', () => {
    const t = table('t', { v: text({ nullable: true }), j: json({ nullable: true }) })
    expect(compileNode(postgres, loose(insertInto(t)({ v: 'a\0b' })))).toMatchObject({
      left: { issues: [{ column: 'v', message: 'PostgreSQL cannot store NUL in text' }] },
    })
    expect(compileNode(postgres, loose(insertInto(t)({ j: ['a\0b'] })))).toMatchObject({
      left: { issues: [{ column: 'j', message: 'PostgreSQL cannot store NUL in jsonb' }] },
    })
  })

  it('an array is checked to its items', () => {
    const t = table('t', { v: array(varchar(2)) })
    expect(compileNode(postgres, loose(insertInto(t)({ v: ['a', 'abc'] })))).toMatchObject({
      left: { issues: [{ column: 'v', message: '[1]: expected at most 2 characters, got 3' }] },
    })
    expect(compileNode(postgres, loose(insertInto(t)({ v: loose('a') })))).toMatchObject({
      left: { issues: [{ column: 'v', message: 'expected an array, got a string' }] },
    })
    expect(compileNode(postgres, loose(insertInto(t)({ v: loose([undefined]) })))).toMatchObject({
      left: { issues: [{ column: 'v', message: `[0]: ${undefinedProblem}` }] },
    })
  })
})
