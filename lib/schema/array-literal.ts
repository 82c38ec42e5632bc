/**
 * PostgreSQL's array literals, both ways: manual 8.15.6. Our own, because the client reads a NULL element as the text
 * `NULL`, or as NaN.
 */
import { codecError, type Encoded } from './codec.js'

/** Bytes as PostgreSQL writes them: `\\x0aff`. */
export const hexOf = (bytes: Uint8Array): string => `\\x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

const encodeItem = (item: Encoded): string =>
  item === null
    ? 'null'
    : typeof item === 'string'
      ? `"${item.replace(/[\\"]/g, '\\$&')}"`
      : item instanceof Uint8Array
        ? `"${hexOf(item).replace('\\', '\\\\')}"`
        : String(item)

/** `{1,2,null}`, `{"a","b \"c\""}`. Texts are always quoted, so that the text `NULL` is not a null. */
export const encodeArray = (values: ReadonlyArray<unknown>, encode: (value: unknown) => Encoded): string => {
  // A text that grows takes less time than items that are joined: in a list of ids this is most of what binding costs.
  let text = '{'
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    text += (index === 0 ? '' : ',') + encodeItem(value === null ? null : encode(value))
  }
  return `${text}}`
}

const booleans: Readonly<Record<string, boolean>> = { t: true, f: false }

/** Reads a one-dimensional array literal. An unquoted `NULL` is null. */
export const decodeArray = (literal: string, decode: (text: unknown) => unknown): ReadonlyArray<unknown> => {
  if (!literal.startsWith('{') || !literal.endsWith('}')) throw codecError('expected an array of one dimension')
  const items: Array<unknown> = []
  let at = 1
  const end = literal.length - 1
  while (at < end) {
    if (literal[at] === '"') {
      let text = ''
      at++
      while (at < end && literal[at] !== '"') {
        if (literal[at] === '\\') at++
        text += literal[at]
        at++
      }
      items.push(decode(text))
      at += 2
    } else {
      const comma = literal.indexOf(',', at)
      const stop = comma === -1 ? end : comma
      const text = literal.slice(at, stop)
      items.push(text === 'NULL' ? null : decode(booleans[text] ?? text))
      at = stop + 1
    }
  }
  return items
}
