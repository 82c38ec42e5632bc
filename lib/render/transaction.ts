/** What the transaction statements of all dialects share. */
import type { Dialect, TransactionOptions, TransactionSql } from './dialect.js'

export const isolationLevels: Readonly<Record<NonNullable<TransactionOptions['isolation']>, string>> = {
  readUncommitted: 'read uncommitted',
  readCommitted: 'read committed',
  repeatableRead: 'repeatable read',
  serializable: 'serializable',
}

/** Savepoint names are made by the executor, never by a user: they need no quotes. */
export const savepoints: Omit<TransactionSql, 'begin'> = {
  commit: 'commit',
  rollback: 'rollback',
  savepoint: (name) => `savepoint ${name}`,
  release: (name) => `release savepoint ${name}`,
  rollbackTo: (name) => `rollback to savepoint ${name}`,
  breaks: () => false,
  ends: () => false,
}

const modes = ({ isolation, access, deferrable }: TransactionOptions): string =>
  [
    isolation === undefined ? '' : ` isolation level ${isolationLevels[isolation]}`,
    access === undefined ? '' : access === 'readOnly' ? ' read only' : ' read write',
    deferrable === undefined ? '' : deferrable ? ' deferrable' : ' not deferrable',
  ].join('')

/** PostgreSQL's transaction statements, which are SQL's: manual, SET TRANSACTION. */
const standardTransaction: TransactionSql = {
  ...savepoints,
  begin: (options) => [`begin${modes(options)}`],
  // Any error aborts the transaction: 25P02 until ROLLBACK.
  breaks: () => true,
}

/** The transaction statements of a dialect. */
export const transactionOf = (d: Dialect): TransactionSql => d.transaction ?? standardTransaction
