/** The transaction statements of MySQL and MariaDB: manual 15.3.7, SET TRANSACTION; 15.3.1, START TRANSACTION. */
import type { TransactionSql } from '../render/dialect.js'
import { isolationLevels, savepoints } from '../render/transaction.js'
import type { OxbowError } from '../run/errors.js'

/**
 * A deadlock rolls back the whole transaction and leaves the session in autocommit: a statement sent after it would stay,
 * whatever becomes of the transaction. MariaDB's "record has changed since last read" is counted as one.
 */
const isOver = (error: OxbowError): boolean =>
  error._tag === 'Conflict' && (error.reason === 'deadlock' || error.reason === 'serialization')

export const transaction: TransactionSql = {
  ...savepoints,
  begin: ({ isolation, access, deferrable }) =>
    deferrable === true
      ? { refused: 'MySQL and MariaDB have no deferrable transactions' }
      : [
          // Of the next transaction only; inside one it would be an error.
          ...(isolation === undefined ? [] : [`set transaction isolation level ${isolationLevels[isolation]}`]),
          access === undefined ? 'start transaction' : `start transaction ${access === 'readOnly' ? 'read only' : 'read write'}`,
        ],
  breaks: (error) => isOver(error as OxbowError),
  ends: (error) => isOver(error as OxbowError),
}
