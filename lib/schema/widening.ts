/**
 * The type of a value that is compared or calculated with, and stored nowhere.
 *
 * A column's length, digits and range say what it stores. A value beside it may have more of them: nothing is cut where
 * it is only compared, and a name too long for its column is simply no one's. Such a value has a type of its own, the
 * narrowest that holds it.
 */
import { isFloat } from '../internal/float.js'
import { type AnySqlType, bigintType, bytesType, decimalType, doubleType, integerType, textType } from './sql-type.js'
import { decimalDigits, isInteger, isSmallint, longerThan } from './validation.js'

// The most that every server has a decimal of: MySQL's.
const mostDigits = 65
const mostScale = 30

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

const decimalHolding = (type: AnySqlType, value: string): AnySqlType => {
  const { precision, scale } = type
  if (precision === undefined || scale === undefined) return type
  const digits = decimalDigits(value)
  if (digits === undefined) return type
  const { whole, fraction } = digits
  const isHeld = whole <= precision - scale && fraction <= scale
  return isHeld || whole + fraction > mostDigits || fraction > mostScale ? type : decimalType(whole + fraction, fraction)
}

/** Of the types with a length, `char` has a least one too. */
const textHolding = (type: AnySqlType, value: string): AnySqlType => {
  const { length, name } = type
  if (length === undefined) return type
  return longerThan(value, length) || (name === 'char' && !longerThan(value, length - 1)) ? textType : type
}

const bytesHolding = (type: AnySqlType, value: Uint8Array): AnySqlType =>
  type.length !== undefined && value.length > type.length ? bytesType : type

/**
 * The type itself where it holds a value, else the narrowest that does. Also the type itself where none does, or where the
 * value is none of its kind: then it is refused in the type's own words. What a custom type encodes is its own affair, and
 * the members of an enumeration are all there are.
 */
export const typeHolding = (type: AnySqlType, value: unknown): AnySqlType => {
  if (type.mapping !== undefined) return type
  switch (type.name) {
    case 'smallint':
    case 'integer':
      return typeof value === 'number' ? wholeHolding(type, value) : type
    case 'real':
      return typeof value === 'number' && Number.isFinite(value) && !isFloat(value) ? doubleType : type
    case 'decimal':
      return typeof value === 'string' ? decimalHolding(type, value) : type
    case 'varchar':
    case 'char':
      return typeof value === 'string' ? textHolding(type, value) : type
    case 'bytes':
      return value instanceof Uint8Array ? bytesHolding(type, value) : type
    default:
      return type
  }
}
