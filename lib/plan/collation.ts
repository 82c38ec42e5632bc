/** What a collation can be of, and how it is named. */
import type { CollateNode } from '../tree/node.js'
import { type CompileError, compileError } from './compile-error.js'
import { shown } from './shown.js'

const isName = (name: unknown): boolean => typeof name === 'string' && name !== ''

export const checkCollation = ({ operand, collation }: CollateNode): CompileError | undefined => {
  if (operand.type.tag !== 'text') return compileError('malformed', `only a text has a collation, got ${operand.type.tag}`)
  if (collation === 'binary') return undefined
  return typeof collation === 'object' && collation !== null && Object.values(collation).every(isName)
    ? undefined
    : compileError('malformed', `a collation is 'binary' or a record of names by dialect, got ${shown(collation)}`)
}
