/** The words of `expected.ts`. */
export type Expected =
  /** Rows in the order of the query. */
  | { readonly ordered: ReadonlyArray<unknown> }
  /** Rows in any order. */
  | { readonly rows: ReadonlyArray<unknown> }
  /** Rows touched, and what the table holds then. */
  | { readonly affected: number; readonly after: ReadonlyArray<unknown> }

export const ordered = (...answer: ReadonlyArray<unknown>): Expected => ({ ordered: answer })
export const rows = (...answer: ReadonlyArray<unknown>): Expected => ({ rows: answer })
export const affected = (count: number, after: ReadonlyArray<unknown>): Expected => ({ affected: count, after })
export const at = (instant: string): Date => new Date(instant)
