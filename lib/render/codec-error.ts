/** What a decoder throws; the executor turns it into a DecodeError, so that no user ever sees it. */
export interface CodecError {
  readonly _tag: 'CodecError'
  readonly message: string
  readonly path: ReadonlyArray<string | number>
}

export const codecError = (message: string, path: ReadonlyArray<string | number> = []): CodecError => ({
  _tag: 'CodecError',
  message,
  path,
})
