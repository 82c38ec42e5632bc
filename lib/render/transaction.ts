/** What the transaction statements of all dialects share. */
import type { TransactionOptions, TransactionSql } from './dialect.js'

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
