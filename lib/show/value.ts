/** Parameters in words, for the eye. */
import type { Parameter } from '../render/dialect.js'

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', "'": "''" }

/** A text in quotes, on one line whatever is in it. */
const showText = (value: string): string =>
  // eslint-disable-next-line no-control-regex -- these are the characters that are to be seen
  `'${value.replace(/['\u0000-\u001f\u007f\u2028\u2029]/g, (character) => escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** As many bytes as are shown. */
const most = 32

const showBytes = (value: Uint8Array): string =>
  value.length <= most ? `x'${hexOf(value)}'` : `x'${hexOf(value.subarray(0, most))}…' (${value.length} bytes)`

/** A parameter as a reader would write it. Never for running: no dialect's rules of escaping are followed. */
export const showValue = (value: Parameter): string => {
  if (typeof value === 'string') return showText(value)
  if (value instanceof Uint8Array) return showBytes(value)
  if (typeof value === 'object' && value !== null) return `<uuid ${value.generate}>`
  return Object.is(value, -0) ? '-0' : String(value)
}
