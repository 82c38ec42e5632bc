/** What is wrong with a query on the wire. */

/** A query that cannot travel, or JSON that is no query of the schema, or none that the policy allows. */
export interface WireError {
  readonly _tag: 'WireError'
  readonly message: string
  /** Where in the JSON it is: keys and indexes from the document's root. Empty for a query that cannot be encoded. */
  readonly path: ReadonlyArray<string | number>
}

export const wireError = (message: string, path: ReadonlyArray<string | number> = []): WireError => ({ _tag: 'WireError', message, path })

/** What encoding and decoding throw, and their entry points catch. */
export const isWireError = (thrown: unknown): thrown is WireError =>
  typeof thrown === 'object' && thrown !== null && (thrown as { readonly _tag?: unknown })._tag === 'WireError'
