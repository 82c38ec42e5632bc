/** Floats of 32 and 64 bits. */
import { isFloat, shortestFloat } from '../../internal/float.js'
import { asIs, codecError } from '../codec.js'
import { type AnySqlType, type Double, sqlType, type TypeKind } from '../sql-type.js'
import { describe } from '../words.js'

const checkFloat = (_type: AnySqlType, value: unknown): string | undefined =>
  typeof value !== 'number'
    ? `expected a number, got ${describe(value)}`
    : Number.isFinite(value)
      ? undefined
      : `expected a finite number, got ${value}`

/** A float of 32 bits would change other numbers without a word. */
const checkReal = (type: AnySqlType, value: unknown): string | undefined =>
  checkFloat(type, value) ??
  (isFloat(value as number)
    ? undefined
    : 'expected a number that a float of 32 bits holds, got one that it would change: a double holds it')

const numberPattern = /^(?:-?(?:\d|Infinity$)|NaN$)/

/** A number; a bigint from SQLite where it stored a whole one, text where JSON would round, and PostgreSQL's `NaN` and `Infinity`. */
export const decodeNumber = (wire: unknown): number => {
  if (typeof wire === 'number') return wire
  if (typeof wire === 'bigint' || (typeof wire === 'string' && numberPattern.test(wire))) return Number(wire)
  throw codecError('expected a number')
}

const doubleKind: TypeKind = { name: 'double', check: checkFloat, codec: () => ({ encode: asIs, decode: decodeNumber }) }

const realKind: TypeKind = {
  name: 'real',
  check: checkReal,
  // The server's shortest text of a float is not always the one that JavaScript rounds to: 727135230 for 727135200.
  codec: () => ({ encode: asIs, decode: (wire: unknown) => shortestFloat(decodeNumber(wire)) }),
  holding: (type, value) => (typeof value === 'number' && Number.isFinite(value) && !isFloat(value) ? doubleType : type),
}

export const realType: Double = /* @__PURE__ */ sqlType('double', realKind)
export const doubleType: Double = /* @__PURE__ */ sqlType('double', doubleKind)
