/** Whole numbers of 16, 32 and 64 bits. */
import { asIs, codecError } from '../codec.js'
import { isNumeral } from '../numeral.js'
import { type AnySqlType, type Bigint, type Integer, type Smallint, sqlType, type TypeKind } from '../sql-type.js'
import { describe } from '../words.js'

const [leastSmallint, mostSmallint] = [-32768, 32767]
const [leastInteger, mostInteger] = [-2147483648, 2147483647]

const isSmallint = (value: number): boolean => value >= leastSmallint && value <= mostSmallint
const isInteger = (value: number): boolean => value >= leastInteger && value <= mostInteger

const checkInteger =
  (low: number, high: number) =>
  (_type: AnySqlType, value: unknown): string | undefined =>
    typeof value !== 'number'
      ? `expected a number, got ${describe(value)}`
      : !Number.isInteger(value)
        ? `expected a whole number, got ${Number.isFinite(value) ? 'a fraction' : value}`
        : value < low || value > high
          ? `expected a whole number from ${low} to ${high}, got a ${value < low ? 'smaller' : 'larger'} one`
          : undefined

/**
 * An integer within bounds: arithmetic has 64 bits on some servers and 32 on others, where more is an error. A server may widen
 * what an expression makes, and then its digits come as text, or as a bigint.
 */
const decodeWhole =
  (low: number, high: number) =>
  (wire: unknown): number => {
    const value = typeof wire === 'bigint' || (typeof wire === 'string' && isNumeral(wire, false)) ? Number(wire) : wire
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return value as number
    throw codecError(Number.isInteger(value) ? `overflow: a number out of range of ${low} to ${high}` : 'expected an integer')
  }

export const decodeSmallint: (wire: unknown) => number = /* @__PURE__ */ decodeWhole(-32_768, 32_767)
export const decodeInteger: (wire: unknown) => number = /* @__PURE__ */ decodeWhole(-2_147_483_648, 2_147_483_647)

/** An integer of 64 bits: a bigint, a number, its digits, or a number that is none where SQLite's overflowed. */
export const decodeBigint = (wire: unknown): bigint => {
  if (typeof wire === 'bigint') return wire
  if (Number.isSafeInteger(wire) || (typeof wire === 'string' && isNumeral(wire, false))) return BigInt(wire as string)
  throw codecError(Math.abs(Number(wire)) > Number.MAX_SAFE_INTEGER ? 'overflow: a number of more than 64 bits' : 'expected an integer')
}

/** Numbers of 64 bits, as JavaScript counts them. */
const isBigint = (value: number): boolean => value >= -(2 ** 63) && value < 2 ** 63

const wholeHolding = (type: AnySqlType, value: number): AnySqlType =>
  (type.name === 'smallint' ? isSmallint(value) : isInteger(value)) || !Number.isInteger(value)
    ? type
    : isInteger(value)
      ? integerType
      : isBigint(value)
        ? bigintType
        : type

const holding = (type: AnySqlType, value: unknown): AnySqlType => (typeof value === 'number' ? wholeHolding(type, value) : type)

const int64 = 2n ** 63n

const checkBigint = (_type: AnySqlType, value: unknown): string | undefined =>
  typeof value !== 'bigint'
    ? `expected a bigint, got ${describe(value)}`
    : value < -int64 || value >= int64
      ? `expected a bigint of 64 bits, got a ${value < 0n ? 'smaller' : 'larger'} one`
      : undefined

const smallintKind: TypeKind = {
  name: 'smallint',
  check: /* @__PURE__ */ checkInteger(leastSmallint, mostSmallint),
  codec: () => ({ encode: asIs, decode: decodeSmallint }),
  holding,
}

const integerKind: TypeKind = {
  name: 'integer',
  check: /* @__PURE__ */ checkInteger(leastInteger, mostInteger),
  codec: () => ({ encode: asIs, decode: decodeInteger }),
  holding,
}

const bigintKind: TypeKind = {
  name: 'bigint',
  check: checkBigint,
  codec: () => ({ encode: (value: bigint) => value.toString(), decode: decodeBigint }),
}

export const smallintType: Smallint = /* @__PURE__ */ sqlType('integer', smallintKind)
export const integerType: Integer = /* @__PURE__ */ sqlType('integer', integerKind)
export const bigintType: Bigint = /* @__PURE__ */ sqlType('bigint', bigintKind)
