/** Where a SQLite database is and how it is kept: options or a URL, checked. */
import { left, right, type Either } from '../internal/either.js'
import { connectionError, type OxbowError } from '../run/errors.js'
import type { WasmOptions } from './client.js'

/** When a database file is written: after each commit, or once, when the database is closed. */
export type Persist = 'commit' | 'close'

/**
 * Options of a SQLite database.
 *
 * There is no lock between processes: a file is for one process at a time. What another process wrote since it was read is
 * not overwritten: the write fails instead.
 */
export interface SqliteConfig {
  /** Path of the database file; a missing file is made at the first write. Without it, or as `:memory:`, nothing is kept. */
  readonly file?: string
  /** When the file is written. Default `commit`, which writes all of it after each scope or lone statement that wrote. */
  readonly persist?: Persist
  /** How long a program waits for the one connection, in milliseconds. Default 10,000. */
  readonly acquireTimeout?: number
  /** Where sql.js finds its WebAssembly. The first database of the process decides. */
  readonly wasm?: WasmOptions
}

/** The options with their defaults. */
export interface Settings {
  /** Undefined for a database in memory. */
  readonly file: string | undefined
  readonly persist: Persist
  /** Milliseconds. */
  readonly acquireTimeout: number
  readonly wasm: WasmOptions
}

const options: ReadonlySet<string> = new Set(['file', 'persist', 'acquireTimeout', 'wasm'])

/** The longest time setTimeout can wait, in milliseconds: beyond it, it does not wait at all. */
const longestTimeout = 2 ** 31 - 1

const memory = ':memory:'

const bad = (message: string): Either<OxbowError, never> => left(connectionError('configuration', `SQLite: ${message}`))

const checkOptions = (config: Readonly<Record<string, unknown>>): Either<OxbowError, Settings> => {
  for (const name of Object.keys(config)) {
    if (!options.has(name)) return bad(`there is no option ${JSON.stringify(name)}; there are file, persist, acquireTimeout and wasm`)
    if (config[name] === undefined) return bad(`the option ${name} is undefined; leave it out for its default`)
  }
  const { file = memory, persist, acquireTimeout = 10_000, wasm = {} } = config
  if (typeof file !== 'string' || file === '' || file.includes('\0')) return bad('the option file must be a path')
  if (persist !== undefined && persist !== 'commit' && persist !== 'close') return bad("the option persist must be 'commit' or 'close'")
  if (persist !== undefined && file === memory) return bad('the option persist needs a file')
  if (typeof acquireTimeout !== 'number' || !(acquireTimeout > 0 && acquireTimeout <= longestTimeout)) {
    return bad(`the option acquireTimeout must be a number of milliseconds, above 0 and at most ${longestTimeout}`)
  }
  if (typeof wasm !== 'object' || wasm === null) return bad('the option wasm must be an object')
  return right({ file: file === memory ? undefined : file, persist: persist ?? 'commit', acquireTimeout, wasm })
}

/** The file a URL names: `path` and `///path` and, for `sqlite:`, `:memory:`. */
const decodePath = (path: string): Either<OxbowError, string> => {
  if (path === memory) return right(memory)
  const local = path.startsWith('///') ? path.slice(2) : path
  if (local.startsWith('//')) return bad('the URL has a host; write sqlite:path/to.db or sqlite:///absolute/path.db')
  if (local === '') return bad('the URL has no path; write sqlite:path/to.db or sqlite::memory:')
  try {
    return right(decodeURIComponent(local))
  } catch {
    return bad('the URL is not well encoded: write % as %25')
  }
}

/** The options after the question mark of a URL. */
const queryOptions = (query: string): Either<OxbowError, Readonly<Record<string, unknown>>> => {
  const found: Record<string, unknown> = {}
  for (const [name, text] of new URLSearchParams(query)) {
    if (name !== 'persist' && name !== 'acquireTimeout')
      return bad(`there is no URL option ${JSON.stringify(name)}; there are persist and acquireTimeout`)
    if (name in found) return bad(`the URL option ${name} is given twice`)
    found[name] = name === 'persist' ? text : text.trim() === '' ? text : Number(text)
  }
  return right(found)
}

/**
 * Reads a URL: `sqlite::memory:`, `sqlite:path/to.db`, `sqlite:///absolute/path.db`, `file:path`, `:memory:`. The path is
 * percent-decoded. `?persist=close&acquireTimeout=500` sets options.
 *
 * Errors: ConnectionError `configuration`. The URL is not repeated: one meant for a server holds a password.
 */
export const parseUrl = (url: string): Either<OxbowError, Settings> => {
  if (url === memory) return checkOptions({})
  const scheme = /^(?:sqlite|file):/.exec(url)?.[0]
  if (scheme === undefined)
    return bad('the URL must be sqlite::memory:, sqlite:path/to.db, sqlite:///absolute/path.db, file:path or :memory:')
  const [path = '', ...query] = url.slice(scheme.length).split('?')
  const file = decodePath(path)
  if (file._tag === 'Left') return file
  const found = queryOptions(query.join('?'))
  if (found._tag === 'Left') return found
  return checkOptions({ file: file.right, ...found.right })
}

/** Checks options or reads a URL. Errors: ConnectionError `configuration` that names the option. */
export const parseConfig = (config: SqliteConfig | string): Either<OxbowError, Settings> => {
  if (typeof config === 'string') return parseUrl(config)
  return typeof config === 'object' && config !== null ? checkOptions({ ...config }) : bad('the options must be an object or a URL')
}
