/** Nested rows as JSON on SQLite. */
import type { Dialect } from '../render/dialect.js'
import { isExact } from './decimal.js'

/** The most arguments of a function: manual, Limits, 7. */
const mostArguments = 1000

/** A JSON array of any number of values: more than a function takes are two arrays, joined where one ends in `,0]`. */
export const jsonArray = (values: ReadonlyArray<string>): string =>
  values.length <= mostArguments
    ? `json_array(${values.join(', ')})`
    : `json(rtrim(json_array(${values.slice(0, mostArguments - 1).join(', ')}, 0), '0]') || substr(${jsonArray(values.slice(mostArguments - 1))}, 2))`

/** A value of nested JSON: doubles are exact there, with 17 digits. */
export const jsonValue: NonNullable<Dialect['jsonValue']> = (text, type) => {
  // What a subquery gives is text to JSON, unless it is read again.
  if (type.tag === 'rows' || type.tag === 'row') return `json(${text})`
  // A document is a text inside: JSON's null is not NULL. What made it may have marked it as JSON, which `||` forgets.
  if (type.tag === 'json') return `${text} || ''`
  if (type.tag === 'bytes') return `case when ${text} is not null then hex(${text}) end`
  return type.tag === 'bigint' || (type.tag === 'decimal' && isExact(type)) ? `cast(${text} as text)` : text
}
