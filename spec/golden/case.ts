/** What a golden case is: a query by name, under the row of the feature table that it is evidence for. */
import type { AnyQuery } from '../../lib/index.js'

export type Cases = { readonly [row: string]: { readonly [name: string]: () => AnyQuery } }

/** The names of all the cases in a record of rows. */
export type CaseIdOf<C> = { readonly [Row in keyof C]: keyof C[Row] & string }[keyof C]

export type Value = string | number | bigint | boolean | null | Uint8Array | { readonly generate: 'v4' | 'v7' }

/** SQL and what is bound, in the order of the placeholders. */
export interface Rendered {
  readonly sql: string
  readonly params: ReadonlyArray<Value>
  /** Whether the dialect lacks the feature and says it exactly with others. */
  readonly emulated: boolean
}

/** The feature that a dialect refuses. */
export interface Refused {
  readonly refused: string
}

export type Golden = Rendered | Refused

export const native = (sql: string, ...params: ReadonlyArray<Value>): Rendered => ({ sql, params, emulated: false })

export const emulated = (sql: string, ...params: ReadonlyArray<Value>): Rendered => ({ sql, params, emulated: true })

export const refused = (feature: string): Refused => ({ refused: feature })

export const generated = (generate: 'v4' | 'v7'): Value => ({ generate })
