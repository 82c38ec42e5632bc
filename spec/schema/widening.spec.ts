/** The type of a value that is compared or calculated with: its neighbour's where that holds it, else the narrowest that does. */
import { describe, expect, it } from 'vitest'
import {
  array,
  bigint,
  bytes,
  char,
  decimal,
  double,
  enumeration,
  integer,
  mapped,
  real,
  smallint,
  text,
  varchar,
} from '../../lib/index.js'
import type { AnySqlType } from '../../lib/schema/sql-type.js'
import { computedDecimal } from '../../lib/schema/types/decimal.js'
import { typeHolding } from '../../lib/schema/widening.js'

const short = (type: AnySqlType): string =>
  type.name === 'decimal' ? `${type.computed ? 'computed ' : ''}decimal(${type.precision}, ${type.scale})` : type.name

const nines = (count: number): string => '9'.repeat(count)

describe('what its type is too narrow for', () => {
  it.each<[type: AnySqlType, value: unknown, held: string]>([
    [smallint().type, 32_768, 'integer'],
    [smallint().type, -32_769, 'integer'],
    [smallint().type, 2_147_483_647, 'integer'],
    [smallint().type, 2_147_483_648, 'bigint'],
    [integer().type, 2_147_483_648, 'bigint'],
    [integer().type, -2_147_483_649, 'bigint'],
    [integer().type, -(2 ** 63), 'bigint'],
    [varchar(3).type, 'abcd', 'text'],
    [varchar(1).type, '𝒳𝒳', 'text'],
    [char(3).type, 'abcd', 'text'],
    [char(3).type, 'ab', 'text'],
    [char(3).type, '𝒳𝒳', 'text'],
    [char(1).type, '', 'text'],
    [decimal(12, 2).type, '1.195', 'decimal(4, 3)'],
    [decimal(12, 2).type, '-0.0725', 'decimal(4, 4)'],
    [decimal(10, 2).type, '100000000.00', 'decimal(9, 0)'],
    [decimal(10, 2).type, '000100000000.1000', 'decimal(10, 1)'],
    [decimal(4, 2).type, '-100', 'decimal(3, 0)'],
    [decimal(2, 2).type, '1.0', 'decimal(1, 0)'],
    [decimal(2, 0).type, '0.5', 'decimal(1, 1)'],
    [computedDecimal(38, 2), '15.125', 'decimal(5, 3)'],
    [decimal(38, 2).type, nines(65), 'decimal(65, 0)'],
    [decimal(38, 2).type, `${nines(35)}.${nines(30)}`, 'decimal(65, 30)'],
    [real().type, 16_777_217, 'double'],
    [real().type, 1 / 3, 'double'],
    [bytes({ length: 2 }).type, Uint8Array.of(1, 2, 3), 'bytes'],
  ])('%o %s', (type, value, held) => {
    expect(short(typeHolding(type, value))).toBe(held)
    expect(typeHolding(type, value)).not.toBe(type)
  })

  it('has a length no more', () => {
    for (const made of [typeHolding(varchar(3).type, 'abcd'), typeHolding(bytes({ length: 1 }).type, Uint8Array.of(1, 2))])
      expect(made.length).toBeUndefined()
  })
})

describe('a type stays the very object that it is', () => {
  const custom = mapped(varchar(1), String, String).type
  it.each<[why: string, type: AnySqlType, value: unknown]>([
    ['the largest smallint', smallint().type, 32_767],
    ['the least smallint', smallint().type, -32_768],
    ['the largest integer', integer().type, 2_147_483_647],
    ['the least integer', integer().type, -2_147_483_648],
    ['-0', integer().type, -0],
    ['a text as long as its column', varchar(3).type, 'abc'],
    ['a text as long as its column in code points', varchar(2).type, '𝒳𝒳'],
    ['a char', char(3).type, 'abc'],
    ['a char in code points', char(2).type, '𝒳𝒳'],
    ['a text without a length', text().type, 'abc'],
    ['all the digits of a decimal', decimal(4, 2).type, '-99.99'],
    ['zeros that do not count', decimal(4, 2).type, '0099.9900'],
    ['bytes as long as their column', bytes({ length: 2 }).type, Uint8Array.of(1, 2)],
    ['bytes without a length', bytes().type, Uint8Array.of(1, 2)],
    ['a bigint', bigint().type, 2n ** 62n],
    ['a double', double().type, 1e300],
    ['null', integer().type, null],
    ['undefined', varchar(1).type, undefined],
    ['a fraction', integer().type, 1.5],
    ['a large fraction', integer().type, 2_147_483_647.5],
    ['NaN', integer().type, Number.NaN],
    ['infinity', smallint().type, Number.POSITIVE_INFINITY],
    ['more than 64 bits', integer().type, 2 ** 63],
    ['less than 64 bits', smallint().type, -(2 ** 63) - 2048],
    ['a bigint beside an integer', integer().type, 3_000_000_000n],
    ['a text beside an integer', integer().type, '3000000000'],
    ['a number beside a bigint', bigint().type, 3_000_000_000],
    ['a bigint beyond 64 bits', bigint().type, 2n ** 63n],
    ['a number beside a decimal', decimal(4, 2).type, 100],
    ['no decimal', decimal(4, 2).type, '1e9'],
    ['a decimal that no server has, of digits', decimal(38, 2).type, nines(66)],
    ['a decimal that no server has, of decimals', decimal(38, 2).type, `0.${nines(31)}`],
    ['a number beside a text', varchar(1).type, 55],
    ['a text beside bytes', bytes({ length: 1 }).type, 'abc'],
    ['no member of an enumeration', enumeration(['a', 'b']).type, 'abc'],
    ['what a custom type is to encode', custom, 'abc'],
    ['the items of an array', array(varchar(1)).type, ['abc']],
    ['a text that says no length', { ...char(1).type, length: undefined }, 'abc'],
    ['a decimal that says no digits', { ...decimal(4, 2).type, precision: undefined }, '1.2345'],
  ])('%s', (_, type, value) => {
    expect(typeHolding(type, value)).toBe(type)
  })
})
