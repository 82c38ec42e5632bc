/** What stops a query from becoming SQL. */

/** Why a query cannot be compiled; `message` says it in words. */
export type CompileReason =
  /** The dialect cannot say it exactly. */
  | 'unsupported'
  /** A source is used and not joined. */
  | 'unjoined'
  /** Two sources of one name in one scope. */
  | 'duplicateSource'
  /** A column is neither grouped nor aggregated, or an aggregate stands where none may. */
  | 'grouping'
  /** A name the database cannot have. */
  | 'identifier'
  /** An update or delete of every row that does not say so; a write of nothing. */
  | 'unguardedWrite'
  /** A number or shape that SQL has no meaning for: a negative limit, an empty projection. */
  | 'malformed'
  /** More parameters than a statement can bind. */
  | 'tooManyParameters'

export interface CompileError {
  readonly _tag: 'CompileError'
  readonly reason: CompileReason
  readonly message: string
  /** The feature a dialect lacks, where that is the reason. */
  readonly feature: string | undefined
  readonly dialect: string | undefined
}

export const compileError = (
  reason: CompileReason,
  message: string,
  extra: { readonly feature?: string; readonly dialect?: string } = {},
): CompileError => ({ _tag: 'CompileError', reason, message, feature: extra.feature, dialect: extra.dialect })

/** The error of a feature that a dialect refuses. */
export const unsupported = (dialect: string, feature: string, hint?: string): CompileError =>
  compileError('unsupported', `${dialect} has no ${feature}${hint === undefined ? '' : `: ${hint}`}`, { feature, dialect })
