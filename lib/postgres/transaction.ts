/** PostgreSQL's transaction statements: manual, SET TRANSACTION. */
import type { TransactionOptions, TransactionSql } from '../render/dialect.js'
import { isolationLevels, savepoints } from '../render/transaction.js'

const modes = ({ isolation, access, deferrable }: TransactionOptions): string =>
  [
    isolation === undefined ? '' : ` isolation level ${isolationLevels[isolation]}`,
    access === undefined ? '' : access === 'readOnly' ? ' read only' : ' read write',
    deferrable === undefined ? '' : deferrable ? ' deferrable' : ' not deferrable',
  ].join('')

export const transaction: TransactionSql = {
  ...savepoints,
  begin: (options) => [`begin${modes(options)}`],
  // Any error aborts the transaction: 25P02 until ROLLBACK.
  breaks: () => true,
}
