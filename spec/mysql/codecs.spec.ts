/** Values both ways, without a server; spec/conformance/values.spec.ts has the servers. */
import { describe, expect, it } from 'vitest'
import {
  bigint,
  boolean,
  bytes,
  char,
  date,
  decimal,
  double,
  enumeration,
  integer,
  json,
  localTimestamp,
  real,
  smallint,
  text,
  time,
  timestamp,
  uuid,
  varchar,
  type Column,
} from '../../lib/index.js'
import { mysql } from '../../lib/mysql/index.js'
import { codecFor } from '../../lib/schema/sql-type.js'
import { packed } from './support.js'

const codecOf = ({ type }: Column) => codecFor(mysql, type)
const encode = (column: Column, value: unknown): unknown => codecOf(column).encode(value as never)
const decode = (column: Column, wire: unknown): unknown => {
  return codecOf(column).decode(wire)
}

describe('what is read', () => {
  it.each([
    ['an int of 64 bits', integer(), '3', 3],
    ['an int', smallint(), 3, 3],
    ['a double as text', double(), '1e300', 1e300],
    ['a bigint', bigint(), '9007199254740993', 9007199254740993n],
    ['a bigint of 32 bits', bigint(), 5, 5n],
    ['a decimal with fewer digits', decimal(12, 2), '7', '7.00'],
    ['a decimal with some digits', decimal(12, 2), '7.5', '7.50'],
    ['a decimal', decimal(12, 2), '-0.10', '-0.10'],
    ['a boolean of a column', boolean(), 1, true],
    ['a boolean of a comparison', boolean(), '1', true],
    ['a boolean in nested rows', boolean(), true, true],
    ['false', boolean(), 0, false],
    ['false of a comparison', boolean(), '0', false],
    ['a float that was widened', real(), 0.10000000149011612, 0.1],
    ['a float of eight digits', real(), Math.fround(16777217.5), 16777218],
    ['a float of nine digits', real(), Math.fround(1.00000012), 1.0000001],
    ['a float that needs nine digits', real(), 1039547136, 1039547140],
    ['a text', varchar(9), 'a', 'a'],
    ['a char', char(1), 'a', 'a'],
    ['a long text', text(), 'a', 'a'],
    ['a member', enumeration(['a']), 'a', 'a'],
    ['a uuid', uuid(), '00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-00000000000a'],
    ['JSON', json(), '{"a":[1,null]}', { a: [1, null] }],
    ["JSON's null", json(), 'null', null],
    ['a date', date(), '2026-11-22', '2026-11-22'],
    ['a time without its zeros', time(), '12:00:00.5', '12:00:00.500'],
    ['a time without a fraction', time({ precision: 0 }), '12:00:00', '12:00:00'],
    ['a local timestamp', localTimestamp(), '2026-11-22 12:00:00', '2026-11-22 12:00:00.000'],
    ['an instant', timestamp(), '2026-11-22 12:00:00.12', new Date('2026-11-22T12:00:00.120Z')],
    ['a fine instant', timestamp({ precision: 6 }), '2026-11-22 12:00:00.12', '2026-11-22T12:00:00.120000Z'],
    ['a packed local timestamp', localTimestamp(), packed(2026, 11, 22, 12), '2026-11-22 12:00:00.000'],
    ['a packed instant', timestamp(), packed(2026, 11, 22, 12, 0, 0, 120_000), new Date('2026-11-22T12:00:00.120Z')],
    ['a packed fine instant', timestamp({ precision: 6 }), packed(2026, 11, 22, 12, 0, 0, 120_000), '2026-11-22T12:00:00.120000Z'],
    ['an instant whose text came as bytes', timestamp(), Buffer.from('2026-11-22 12:00:00.12'), new Date('2026-11-22T12:00:00.120Z')],
    ['bytes', bytes(), Buffer.from([0, 255]), Uint8Array.of(0, 255)],
    ['bytes in nested rows', bytes(), '00FF', Uint8Array.of(0, 255)],
    ['no bytes in nested rows', bytes(), '', Uint8Array.of()],
  ] as const)('%s', (_name, column, wire, value) => {
    expect(decode(column as Column, wire)).toEqual(value)
  })

  it.each([
    ['an instant', timestamp(), '0000-00-00', 'expected an instant'],
    ['a packed instant', timestamp(), packed(), 'expected an instant'],
    ['JSON', json(), '{', 'not JSON'],
    ['bytes', bytes(), 5, 'expected bytes'],
  ] as const)('says what is no value: %s', (_name, column, wire, message) => {
    expect(() => decode(column as Column, wire)).toThrow(
      expect.objectContaining({ _tag: 'CodecError', message: expect.stringContaining(message) }),
    )
  })
})

describe('what is written', () => {
  it.each([
    ['a bigint', bigint(), 2n ** 63n - 1n, 2n ** 63n - 1n],
    ['a boolean', boolean(), true, true],
    ['an instant without its zone', timestamp(), new Date('2026-11-22T12:00:00.120Z'), '2026-11-22 12:00:00.120'],
    ['a fine instant', timestamp({ precision: 6 }), '2026-11-22T12:00:00.123456Z', '2026-11-22 12:00:00.123456'],
    ['a local timestamp', localTimestamp(), '2026-11-22T12:00:00', '2026-11-22 12:00:00'],
    ['a uuid in lower case', uuid(), 'A0000000-0000-0000-0000-00000000000A', 'a0000000-0000-0000-0000-00000000000a'],
    ['JSON', json(), { a: ['"', null] }, '{"a":["\\"",null]}'],
    ['a decimal', decimal(5, 2), '1.5', '1.5'],
  ] as const)('%s', (_name, column, value, wire) => {
    expect(encode(column as Column, value)).toEqual(wire)
  })
})
