/** Texts: of any length, of a length, and the members of an enumeration. */
import { asIs, type Codec, codecError } from '../codec.js'
import { type AnySqlType, type SqlType, sqlType, type Text, type TypeKind } from '../sql-type.js'
import { counted, describe } from '../words.js'

/** Characters as SQL counts them: code points. The scan stops early: the length in code units bounds it from above. */
export const longerThan = (value: string, length: number): boolean => value.length > length && [...value].length > length

const checkText = (type: AnySqlType, value: unknown): string | undefined => {
  if (typeof value !== 'string') return `expected a string, got ${describe(value)}`
  if (!value.isWellFormed()) return 'a lone surrogate is not a character'
  if (type.length !== undefined && longerThan(value, type.length))
    return `expected at most ${counted(type.length, 'character')}, got ${[...value].length}`
  if (type.name === 'char' && type.length !== undefined && [...value].length < type.length)
    return `expected ${counted(type.length, 'character')}, got ${[...value].length}`
  if (type.values !== undefined && !type.values.includes(value))
    return `expected one of ${type.values.map((member) => `'${member}'`).join(', ')}`
  return undefined
}

export const decodeText = (wire: unknown): string => {
  if (typeof wire === 'string') return wire
  throw codecError('expected text')
}

/** PostgreSQL cannot store NUL in text, in any encoding: manual 8.3. */
const refuseNul = (value: string): string | undefined => (value.includes('\0') ? 'PostgreSQL cannot store NUL in text' : undefined)

const codec = (): Codec => ({ encode: asIs, decode: decodeText, refuse: refuseNul })

/** The type itself, or text where a value is too long for it, or too short. */
const holding = (type: AnySqlType, value: unknown): AnySqlType => {
  const { length, name } = type
  if (length === undefined || typeof value !== 'string') return type
  return longerThan(value, length) || (name === 'char' && !longerThan(value, length - 1)) ? textType : type
}

const textKind: TypeKind = { name: 'text', check: checkText, codec }

export const textType: Text = /* @__PURE__ */ sqlType('text', textKind)
/** The type of what is no expression. */
export const unknownType: AnySqlType = /* @__PURE__ */ sqlType('unknown', textKind)

const varcharKind: TypeKind = { name: 'varchar', check: checkText, codec, holding }
const charKind: TypeKind = { name: 'char', check: checkText, codec, holding }
const enumerationKind: TypeKind = { name: 'enumeration', check: checkText, codec }

export const varcharType = (length: number): Text => sqlType('text', varcharKind, { length })
export const charType = (length: number): Text => sqlType('text', charKind, { length })
export const enumerationType = <V extends string>(values: ReadonlyArray<V>): SqlType<'text', V> =>
  sqlType('text', enumerationKind, { values })
