/** A type whose parameters are none is refused before it becomes SQL: they come from JavaScript too. */
import { describe, expect, it } from 'vitest'
import {
  array,
  bytes,
  char,
  type Column,
  decimal,
  enumeration,
  localTimestamp,
  table,
  text,
  time,
  timestamp,
  varchar,
  createTable,
  schemaSql,
} from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'

const problemOf = (column: Column, dialect: typeof postgres | typeof sqlite = postgres): unknown => {
  const made = schemaSql(dialect)(createTable(table('t', { c: column })))
  return made._tag === 'Left' ? made.left : made.right
}

const wrong: ReadonlyArray<readonly [string, Column, string]> = [
  ['a negative length', varchar(-1), 'the length of varchar is a whole number from 1 to 10485760'],
  ['a length that is no number', varchar(Number.NaN), 'the length of varchar is a whole number from 1 to 10485760'],
  ['a length that is SQL', varchar('10); drop table x; --' as never), 'the length of varchar is a whole number from 1 to 10485760'],
  ['no length', char(0), 'the length of char is a whole number from 1 to 10485760'],
  ['bytes of half a length', bytes({ length: 0.5 }), 'the length of bytes is a whole number from 1'],
  ['a decimal of no digits', decimal(0, 0), 'the precision of decimal is a whole number from 1 to 1000'],
  ['more decimals than digits', decimal(2, 5), 'the scale of decimal is a whole number from 0 to its precision'],
  ['a time finer than it can be', time({ precision: 9 as never }), 'the precision of time is a whole number from 0 to 6'],
  ['an instant finer than it can be', timestamp({ precision: 9 as never }), 'the precision of timestamp is a whole number from 0 to 6'],
  ['a negative precision', localTimestamp({ precision: -1 as never }), 'the precision of localTimestamp is a whole number from 0 to 6'],
  ['an enumeration of nothing', enumeration([] as never), 'an enumeration is a list of one text at least'],
  ['an enumeration of numbers', enumeration([1] as never), 'an enumeration is a list of one text at least'],
  ['an array of a wrong type', array(varchar(-1)), 'the length of varchar is a whole number from 1 to 10485760'],
]

describe('a table is refused', () => {
  it.each(wrong)('with %s', (_, column, message) => {
    expect(problemOf(column)).toMatchObject({ _tag: 'CompileError', reason: 'malformed', message: `t.c: ${message}` })
  })

  it('without columns', () => {
    expect(schemaSql(postgres)(createTable(table('t', {})))).toMatchObject({ left: { reason: 'malformed', message: 't has no columns' } })
  })

  it('with a type that the dialect lacks', () => {
    expect(problemOf(array(text()), sqlite)).toMatchObject({ _tag: 'CompileError', reason: 'unsupported', feature: 'arrays' })
  })
})

it('bytes of any length are a type', () => {
  expect(problemOf(bytes())).toEqual(['create table "t" (\n  "c" bytea not null\n)'])
})
