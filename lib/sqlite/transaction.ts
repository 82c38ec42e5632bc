/**
 * SQLite's transaction statements. There is one connection and its scopes queue, so a transaction sees no other: every
 * isolation level asked for is had, and more. A plain BEGIN will do, because there is nobody to take a lock from.
 */
import type { TransactionSql } from '../render/dialect.js'
import { savepoints } from '../render/transaction.js'

/** Errors after which SQLite may have rolled the transaction back by itself: manual, BEGIN TRANSACTION, 3. */
const ending: ReadonlySet<unknown> = new Set(['SQLITE_FULL', 'SQLITE_NOMEM', 'SQLITE_IOERR', 'SQLITE_CORRUPT'])

const ends = (error: { readonly _tag: string; readonly code?: unknown }): boolean =>
  error._tag === 'ConnectionError' || ending.has(error.code)

/** Keeps the connection from writing. It outlasts the transaction: the driver ends it before it lends the connection again. */
export const readOnly = 'pragma query_only = on'

export const transaction: TransactionSql = {
  ...savepoints,
  begin: ({ access }) => (access === 'readOnly' ? ['begin', readOnly] : ['begin']),
  breaks: ends,
  ends,
}
