/** What was given in the place of something else, in words. */
import { isQuery } from '../tree/node.js'
import { isExpr } from '../schema/expression.js'
import type { Malformed } from '../schema/malformed.js'
import { SourceId } from '../schema/table.js'

/** A value in a message: a short one as it is, another by what it is. */
export const shown = (value: unknown): string => {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return 'an array'
  return isExpr(value) ? 'an expression' : isQuery(value) ? 'a query' : SourceId in value ? 'a source' : 'an object'
}

/** What was expected, and what came instead. */
export const expectedInstead = ({ expected, given }: Malformed): string => `expected ${expected}, got ${shown(given)}`
