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
