/** No error repeats a value: it may be a secret or a person's, and errors end in logs. */
import { describe, expect, test } from 'vitest'

import {
  array,
  bigint,
  boolean,
  bytes,
  char,
  type Column,
  date,
  decimal,
  describeError,
  double,
  enumeration,
  from,
  insertInto,
  integer,
  json,
  localTimestamp,
  mapped,
  type OxbowError,
  real,
  smallint,
  table,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import { decoderOf } from '../../lib/render/decode.js'
import { decodeRows } from '../../lib/run/run-query.js'
import type { AnySqlType } from '../../lib/schema/sql-type.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { rightOf } from './helpers.js'

const dialects = [postgres, mysql, mariadb, sqlite].map((dialect) => ({ name: dialect.name, dialect }))

/** One of each type, as narrow as it can be, so that it refuses much. */
const columns: Readonly<Record<AnySqlType['name'], () => Column>> = {
  smallint,
  integer,
  bigint,
  decimal: () => decimal(4, 2),
  real,
  double,
  boolean,
  text,
  varchar: () => varchar(3),
  char: () => char(3),
  enumeration: () => enumeration(['a', 'b']),
  uuid,
  json,
  date,
  time,
  localTimestamp,
  timestamp,
  bytes: () => bytes({ length: 3 }),
  array: () => array(varchar(3)),
}

/** What throws as users' own functions do: in the words of JavaScript, which repeat the value. */
const custom: Readonly<Record<string, () => Column>> = {
  'a custom type over BigInt': () => mapped(text(), (stored) => BigInt(stored), String as never),
  'a custom type over JSON.parse': () =>
    mapped(
      text(),
      (stored) => JSON.parse(stored) as string,
      (value: string) => JSON.parse(value) as string,
    ),
  'a custom type over a date': () =>
    mapped(
      text(),
      (stored) => new Intl.DateTimeFormat('en', { timeZone: stored }).format(),
      (value: string) => new Intl.DateTimeFormat('en', { timeZone: value }).format(),
    ),
  'a fine timestamp': () => timestamp({ precision: 6 }),
}

const cases = Object.entries({ ...columns, ...custom }).map(([name, column]) => ({ name, column }))

const secret = /hunter2|98765432|9876-5|b4c0ffee/i

const secrets: ReadonlyArray<unknown> = [
  'hunter2',
  'hunter2\0',
  '\uFEFFhunter2',
  'hunter2\uD83D',
  '987654321987.654321',
  '98765432-13-32',
  '9876543210:00:00',
  'b4c0ffee-0000',
  987654321987,
  9876543.2198,
  9.8765432e38 * 10,
  98765432198765432198765432n,
  new Date('9876-05-04T03:02:01Z'),
  new Date(8.64e15),
  new TextEncoder().encode('hunter2'),
  ['hunter2'],
  ['a', 987654321987],
  { hunter2: 98765432198765432198n },
  { a: ['hunter2\uD83D', Symbol('hunter2')] },
  Object.assign(() => 1, { hunter2: 1 }),
  Symbol('hunter2'),
]

const told = (error: OxbowError): string => `${JSON.stringify(error)}\n${describeError(error)}`

describe.each(dialects)('on $name', ({ dialect }) => {
  test.each(cases)('what is refused is not repeated: $name', ({ name, column }) => {
    if (name === 'array' && dialect.name !== 'postgres') return
    const t = table('t', { v: column() })
    const refused = secrets.flatMap((value) => {
      const made = compileNode(dialect, insertInto(t)({ v: value } as never) as never)
      return made._tag === 'Left' ? [made.left] : []
    })
    expect(refused).not.toEqual([])
    expect(new Set(refused.map(({ _tag }) => _tag))).toEqual(new Set(['ValidationError']))
    expect(refused.map(told).join('\n')).not.toMatch(secret)
  })

  test.each(cases)('what does not decode is not repeated: $name', ({ name, column }) => {
    if (name === 'array' && dialect.name !== 'postgres') return
    const query = from(table('t', { v: column() }))
    const { output } = rightOf(compileNode(dialect, queryNode(query)))
    const decoder = decoderOf(dialect, output as never)
    const refused = secrets.flatMap((wire) => {
      const read = decodeRows(decoder, { rows: [[wire]], affected: 1 }, 'the sql')
      return read._tag === 'Left' ? [read.left] : []
    })
    expect(refused.map(told).join('\n')).not.toMatch(secret)
  })
})
