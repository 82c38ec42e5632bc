/**
 * What stands where a node should, in a program that goes around the types: combinators never throw, so they take it, and
 * compiling says what was expected. It has no brand, so it is no expression, no source and no query.
 */
import type { AnySqlType } from './sql-type.js'
import { unknownType } from './types/text.js'

const MalformedId: unique symbol = Symbol('malformed')

/** It has the fields that combinators read of expressions and of tables. */
export interface Malformed {
  readonly [MalformedId]: true
  readonly _tag: 'Malformed'
  readonly expected: string
  readonly given: unknown
  readonly type: AnySqlType
  readonly name: ''
  readonly columns: ReadonlyArray<never>
}

/** Takes any place, for the checker too. */
export const malformed = (expected: string, given: unknown): never => {
  const made: Malformed = { [MalformedId]: true, _tag: 'Malformed', expected, given, type: unknownType, name: '', columns: [] }
  return made as never
}

export const isMalformed = (value: unknown): value is Malformed =>
  typeof value === 'object' && value !== null && (value as Partial<Malformed>)[MalformedId] === true
