/** How a dialect's SQL text is told apart into tokens: read off the dialect record, so that a dialect of your own works too. */
import { ddlOf } from '../render/standard-ddl.js'
import type { Dialect } from '../render/dialect.js'
import { textType } from '../schema/types/text.js'

export interface Lexicon {
  /** What identifiers begin with, and for each what ends them; the end doubled stands for itself. */
  readonly identifiers: ReadonlyMap<string, string>
  /** What text literals begin and end with. */
  readonly texts: ReadonlySet<string>
  /** Whether `\` escapes in text literals (MySQL). */
  readonly backslash: boolean
  /** What placeholders begin with. */
  readonly placeholder: string
  /** Whether the parameter's number follows. */
  readonly numbered: boolean
  /** Whether text may stand between `$tag$` and `$tag$` (PostgreSQL). */
  readonly dollarQuotes: boolean
  /** Whether `#` begins a comment, and `--` only with a space after it (MySQL). */
  readonly hashComments: boolean
}

/** What a name quotes as: its first and its last character. */
const quotes = (dialect: Pick<Dialect, 'quote'>): readonly [string, string] => {
  const quoted = dialect.quote('x')
  return [quoted.slice(0, 1), quoted.slice(-1)]
}

export const lexiconOf = (dialect: Dialect): Lexicon => {
  const [open, close] = quotes(dialect)
  const placeholder = dialect.placeholder(1)
  const numbered = placeholder.endsWith('1') && placeholder !== dialect.placeholder(2)
  const backslash = ddlOf(dialect).literal('\\', textType).includes('\\\\')
  // SQLite is quoted with backticks too, and has nothing else of MySQL's.
  const mysqlLike = open === '`' && backslash
  return {
    identifiers: new Map([['`', '`'], ...(mysqlLike ? [] : [['"', '"'] as const]), [open, close]]),
    texts: new Set(mysqlLike ? ["'", '"'] : ["'"]),
    backslash,
    placeholder: numbered ? placeholder.slice(0, -1) : placeholder,
    numbered,
    dollarQuotes: placeholder.startsWith('$'),
    hashComments: mysqlLike,
  }
}
