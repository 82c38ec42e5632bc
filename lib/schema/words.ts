/** What was given where a value of a type was expected, in words that never repeat it. */
import type { AnySqlType } from './sql-type.js'

/** What kind of thing a value is, in words. */
export const describe = (value: unknown): string =>
  value === null || value === undefined
    ? String(value)
    : value instanceof Date
      ? 'a Date'
      : value instanceof Uint8Array
        ? 'bytes'
        : Array.isArray(value)
          ? 'an array'
          : typeof value === 'object'
            ? 'an object'
            : `a ${typeof value}`

export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** A text that is not what its type wants: its length often tells what it was. */
export const otherText = (value: string): string => `a text of ${counted([...value].length, 'character')} that is none`

/** The check of what is a text of a form. */
export const textual =
  (what: (type: AnySqlType) => string, test: (value: string, type: AnySqlType) => boolean) =>
  (type: AnySqlType, value: unknown): string | undefined =>
    typeof value !== 'string'
      ? `expected ${what(type)} as a string, got ${describe(value)}`
      : test(value, type)
        ? undefined
        : `expected ${what(type)}, got ${otherText(value)}`
