/** How values travel to a database and back. */

/** A value as it goes to a driver: only scalars and bytes, so that no driver can expand an object into SQL. */
export type Encoded = string | number | bigint | boolean | null | Uint8Array

/** How values of a type travel. */
export interface Codec {
  /** From a value that passed validation to what the driver binds. */
  readonly encode: (value: never) => Encoded
  /** From what the driver gives, or what stands in nested JSON, to a value. Throws a `CodecError` for what is none of the type. */
  readonly decode: (wire: unknown) => unknown
  /** Why a valid value cannot be written to this database all the same (NUL in PostgreSQL's text). */
  readonly refuse?: (value: never) => string | undefined
}

/** What a decoder throws; the executor turns it into a DecodeError, so that no user ever sees it. */
export interface CodecError {
  readonly _tag: 'CodecError'
  readonly message: string
  readonly path: ReadonlyArray<string | number>
  /** What a custom type or a validator threw. */
  readonly cause: unknown
}

/** The message must not repeat the value: it may be a secret, and ends in logs. */
export const codecError = (message: string, path: ReadonlyArray<string | number> = [], cause?: unknown): CodecError => ({
  _tag: 'CodecError',
  message,
  path,
  cause,
})

/** What is the same on both ways. */
export const asIs = (value: never): never => value
