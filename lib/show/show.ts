/** Statements for the eye: their values in their text. */
import type { Dialect, Parameter } from '../render/dialect.js'
import { layout, oneLine } from './layout.js'
import { lexiconOf } from './lexicon.js'
import { type Token, tokensOf } from './tokens.js'
import { showValue } from './value.js'

interface Shown {
  readonly sql: string
  readonly params: ReadonlyArray<Parameter>
}

/** The value of a placeholder; the placeholder itself where there is none, as in a fragment's operator `?`. */
const showWith =
  (params: ReadonlyArray<Parameter>) =>
  ({ text, parameter }: Token): string => {
    const value = parameter === 0 ? undefined : params[parameter - 1]
    return value === undefined ? text : showValue(value)
  }

/** A statement over several lines, one clause a line. */
export const showLines = (dialect: Dialect, { sql, params }: Shown): string => layout(tokensOf(sql, lexiconOf(dialect)), showWith(params))

/** A statement on one line. */
export const showLine = (dialect: Dialect, { sql, params }: Shown): string => oneLine(tokensOf(sql, lexiconOf(dialect)), showWith(params))
