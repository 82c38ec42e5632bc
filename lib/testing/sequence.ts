/** What the client generates, made predictable. */
import type { Generators } from '../run/environment.js'

/** `00000000-0000-7000-8000-000000000001`: the version where RFC 9562 has it, then the count. */
const numbered = (version: 4 | 7, count: number): string => `00000000-0000-${version}000-8000-${count.toString(16).padStart(12, '0')}`

/**
 * Generators that count: the first uuid ends in 1, the second in 2, whatever their version. For a recording, and for a
 * real database in a test: `{ ...database, generators: sequence() }`.
 *
 * @example
 * sequence().v7() // => '00000000-0000-7000-8000-000000000001'
 */
export const sequence = (first = 1): Generators => {
  let next = first
  return { v4: () => numbered(4, next++), v7: () => numbered(7, next++) }
}
