/**
 * The type of a value that is compared or calculated with, and stored nowhere.
 *
 * A column's length, digits and range say what it stores. A value beside it may have more of them: nothing is cut where
 * it is only compared, and a name too long for its column is simply no one's. Such a value has a type of its own, the
 * narrowest that holds it.
 */
import type { AnySqlType } from './sql-type.js'

/**
 * The type itself where it holds a value, else the narrowest that does. Also the type itself where none does, or where the
 * value is none of its kind: then it is refused in the type's own words. What a custom type encodes is its own affair, and
 * the members of an enumeration are all there are.
 */

export const typeHolding = (type: AnySqlType, value: unknown): AnySqlType =>
  type.mapping === undefined ? (type.kind.holding?.(type, value) ?? type) : type
