/** Arrays of values of another type. */
import { decodeArray, encodeArray } from '../array-literal.js'
import type { Codec } from '../codec.js'
import { refine, refined } from '../refined.js'
import { type AnySqlType, codecFor, type Codecs, type SqlType, sqlType, type TypeKind, type ValueOf } from '../sql-type.js'
import { validate } from '../validation.js'
import { describe } from '../words.js'

const check = (type: AnySqlType, value: unknown): string | undefined =>
  !Array.isArray(value)
    ? `expected an array, got ${describe(value)}`
    : value
        .map((item, position) => {
          const problem = item === null ? undefined : validate(type.of as AnySqlType, item)
          return problem === undefined ? undefined : `[${position}]: ${problem}`
        })
        .find((problem) => problem !== undefined)

const codec = (d: Codecs, type: AnySqlType): Codec => {
  const of = type.of as AnySqlType
  const { encode, decode, refuse } = codecFor(d, of)
  // A null is none of an element's type; what is one is read as a column of that type would be.
  const element = refined(of, decode)
  return {
    encode: (value: ReadonlyArray<unknown>) => encodeArray(value, (item) => encode(item as never)),
    decode: (wire) => decodeArray(String(wire), element),
    ...(refuse === undefined
      ? {}
      : {
          refuse: (value: ReadonlyArray<unknown>) =>
            value.map((item) => (item === null ? undefined : refuse(item as never))).find((problem) => problem !== undefined),
        }),
  }
}

/** A copy of an array, and of its elements. */
const kept = (value: object, { of }: AnySqlType): unknown =>
  Array.isArray(value)
    ? value.map((item: unknown) =>
        typeof item === 'object' && item !== null && of?.mapping === undefined ? (of?.kind.kept?.(item, of) ?? item) : item,
      )
    : value

const arrayKind: TypeKind = { name: 'array', kept, check, codec }

export const arrayType = <T>(of: AnySqlType): SqlType<'array', ReadonlyArray<ValueOf<T>>> =>
  sqlType('array', arrayKind, { of, refine: of.refine === undefined ? undefined : refine })

/** The type of a row value, of which there is no column. */
export const tupleType: SqlType<'tuple', unknown> = /* @__PURE__ */ sqlType('tuple', arrayKind)
