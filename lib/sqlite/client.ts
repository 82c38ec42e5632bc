/**
 * The part of sql.js that the driver uses.
 *
 * The shapes are ours: the published types lack an argument we need (`useBigInt`), and a declaration file of this package
 * must not ask its readers for another package's types.
 */
/** What SQLite stores, as sql.js gives and takes it. A bigint only comes, and only when it is asked for. */
export type SqlValue = string | number | bigint | null | Uint8Array

/** What sql.js binds as itself. It also takes a boolean, bound as 1 or 0, and a bigint, as its digits. */
export type Bindable = string | number | null | Uint8Array

export interface Statement {
  readonly bind: (values: Array<Bindable>) => boolean
  readonly step: () => boolean
  /** The current row by position. With `useBigInt` every integer is a bigint, else those beyond 2^53 are rounded. */
  readonly get: (params?: null, config?: { readonly useBigInt: boolean }) => Array<SqlValue>
  readonly reset: () => void
  readonly free: () => boolean
  /** The text that was prepared: up to the end of the first statement. */
  readonly getSQL: () => string
}

export interface Database {
  readonly prepare: (sql: string) => Statement
  readonly run: (sql: string) => unknown
  readonly getRowsModified: () => number
  /** The database as the bytes of a file; throws while a transaction has written something. */
  readonly export: () => Uint8Array
  readonly close: () => void
}

export interface Client {
  readonly Database: new (data?: Uint8Array) => Database
}

/** Options of `initSqlJs`, for where the WebAssembly file is: Node finds it alone, bundlers and edge runtimes may not. */
export interface WasmOptions {
  readonly locateFile?: (name: string, directory: string) => string
  readonly wasmBinary?: ArrayBuffer
}

/** `initSqlJs`. */
export type Init = (options: WasmOptions & { readonly useOldExtensionFunctions: boolean }) => Promise<Client>
