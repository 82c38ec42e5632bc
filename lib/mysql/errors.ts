/**
 * What the errors of MySQL and MariaDB mean: one table from errno to Oxbow's errors.
 *
 * MySQL Error Message Reference; MariaDB Knowledge Base, "MariaDB Error Code Reference". Errno decides: mysql2's `code`
 * is MySQL's name for the number, which MariaDB uses for something else from 1900 on (4025), and SQLSTATE is HY000 for
 * most of them. Both servers put what an error is about in its text only, so names are read from there.
 */
import type { ConnectionReason, ConstraintKind, ErrorContext, OxbowError } from '../run/errors.js'
import { cancelled, conflict, connectionError, constraintViolation, queryError, timeout } from '../run/errors.js'

/** mysql2's error. One without `sqlState` is the client's own: a socket that failed, a session that is over. */
interface Fields {
  readonly message: string
  readonly errno: number | undefined
  readonly code: string | undefined
  readonly sqlState: string | undefined
}

type Classifier = (fields: Fields, context: ErrorContext) => OxbowError

/** Quoted to the last quote: a value may contain anything, quotes too. */
const quoted = /'.*'/s

const beforeKey = /'.*'(?= for key\b)/s
const beforeColumn = /'.*'(?= for column\b)|'.*'/s
const beforeFunction = /'.*'(?= for function\b)|'.*'/s

/** Messages quote the values they refuse: `Duplicate entry '…' for key 'p.email'`. */
const refusedValues: Readonly<Record<number, RegExp>> = {
  1059: quoted, // Identifier name '…' is too long: MariaDB's of a lock
  1062: beforeKey, // Duplicate entry '…' for key
  1105: quoted, // XPATH syntax error: '…', MySQL
  1292: beforeColumn, // Truncated incorrect DOUBLE value: '…', Incorrect datetime value: '…' for column
  1298: quoted, // Unknown or incorrect time zone: '…'
  1300: quoted, // Invalid utf8mb4 character string: '…'
  1366: beforeColumn, // Incorrect integer value: '…' for column
  1367: quoted, // Illegal double '…' value found during parsing
  1411: beforeFunction, // Incorrect datetime value: '…' for function
  1525: quoted, // Incorrect DATE value: '…'
  1586: beforeKey, // Duplicate entry '…' for key
  1690: quoted, // BIGINT value is out of range in '…'
  4163: quoted, // User-level lock name '…' should not exceed 64 characters, MySQL
  6138: quoted, // Data cannot be converted to a valid vector: '…', MySQL
}

const withoutValues = (message: string, errno: number | undefined): string => {
  const pattern = errno === undefined ? undefined : refusedValues[errno]
  return pattern === undefined ? message : message.replace(pattern, "'…'")
}

const fieldsOf = (error: unknown): Fields => {
  const source: { readonly message?: unknown; readonly errno?: unknown; readonly code?: unknown; readonly sqlState?: unknown } =
    typeof error === 'object' && error !== null ? error : {}
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
  const errno = typeof source.errno === 'number' ? source.errno : undefined
  const code = text(source.code)
  return {
    // When all addresses of a name refuse, the message is empty and the code says it.
    message: withoutValues(text(source.message) ?? code ?? 'unknown error', errno),
    errno,
    code,
    sqlState: text(source.sqlState),
  }
}

/** The driver's error without values: mysql2 keeps the statement on it, and the server's text quotes what it refuses. */
const causeOf = (error: unknown, { message, errno, code, sqlState }: Fields): unknown => {
  if (!(error instanceof Error)) return error
  const cause = new Error(message)
  cause.stack = `${error.name}: ${message}\n${(error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')}`
  return Object.assign(cause, Object.fromEntries(Object.entries({ code, errno, sqlState }).filter(([, value]) => value !== undefined)))
}

interface Place {
  readonly constraint?: string | undefined
  readonly table?: string | undefined
  readonly columns?: ReadonlyArray<string>
}

const unquoted = (name: string): string => name.replaceAll('``', '`')

/** `Column 'n' cannot be null`, `Field 'n' doesn't have a default value`. */
const column = (message: string): Place => {
  const name = /^(?:Column|Field) '(.*)' /s.exec(message)?.[1]
  return name === undefined ? {} : { columns: [name] }
}

/** `… for key 'p.p_email'` on MySQL, `… for key 'p_email'` on MariaDB. A dot inside a name cannot be told from the other. */
const key = (message: string): Place => {
  const name = /for key '(.*)'$/s.exec(message)?.[1]
  if (name === undefined) return {}
  const dot = name.indexOf('.')
  return dot < 0 ? { constraint: name } : { table: name.slice(0, dot), constraint: name.slice(dot + 1) }
}

const identifier = '`((?:[^`]|``)*)`'

/** MariaDB doubles a backtick inside a name, MySQL does not: what stands between the names ends them. */
const foreignKeyText = /\(`.*?`\.`(.*?)`, CONSTRAINT `(.*?)` FOREIGN KEY \((.*?)\) REFERENCES/s

/** ``… fails (`test`.`c`, CONSTRAINT `c_fk` FOREIGN KEY (`a`, `b`) REFERENCES …)``; no names where privileges lack. */
const foreignKey = (message: string): Place => {
  const [, table, constraint, columns] = foreignKeyText.exec(message) ?? []
  if (table === undefined || constraint === undefined || columns === undefined) return {}
  return {
    table: unquoted(table),
    constraint: unquoted(constraint),
    columns: (columns.match(/`(?:[^`]|``)*`/g) ?? []).map((name) => unquoted(name.slice(1, -1))),
  }
}

/** `Check constraint 'k_pos' is violated.` on MySQL. */
const check = (message: string): Place => ({ constraint: /^Check constraint '(.*)' is violated/s.exec(message)?.[1] })

const mariadbCheckText = new RegExp(`^CONSTRAINT ${identifier} failed for ${identifier}\\.${identifier}`, 's')

/** ``CONSTRAINT `k_pos` failed for `test`.`k` `` on MariaDB; a column's check is named `k.pos`. */
const mariadbCheck = (message: string): Place => {
  const [, constraint, , table] = mariadbCheckText.exec(message) ?? []
  return constraint === undefined || table === undefined ? {} : { constraint: unquoted(constraint), table: unquoted(table) }
}

const violation =
  (kind: ConstraintKind, place: (message: string) => Place): Classifier =>
  ({ message }, context) =>
    constraintViolation(kind, message, place(message), context)

const conflicted =
  (reason: Parameters<typeof conflict>[0]): Classifier =>
  ({ message }, context) =>
    conflict(reason, message, context)

/** The session never began, or is over. A statement that was sent may have had its effect. */
const connection =
  (reason: ConnectionReason): Classifier =>
  ({ message }, context) =>
    connectionError(reason, message, { ...context, sent: context.sql !== undefined })

/** Where a syntax error is: the servers quote what follows it, up to 80 characters. */
const positionOf = (message: string, sql: string | undefined): number | undefined => {
  const near = /near '(.*)' at line \d+$/s.exec(message)?.[1]
  if (near === undefined || sql === undefined) return undefined
  const index = near === '' ? sql.length : sql.indexOf(near)
  // What occurs twice does not say where.
  if (index < 0 || (near !== '' && sql.indexOf(near, index + 1) >= 0)) return undefined
  return Array.from(sql.slice(0, index)).length + 1
}

const refused: Classifier = ({ message, errno, code }, context) =>
  queryError(errno === undefined ? code : String(errno), message, {
    ...context,
    position: errno === 1064 ? positionOf(message, context.sql) : undefined,
  })

const lost = connection('lost')
const unreachable = connection('unreachable')
const authentication = connection('authentication')
const interrupted: Classifier = ({ message }, context) => cancelled(message, context)
const timedOut: Classifier = ({ message }, context) => timeout('statement', message, context)

/** Meanings by errno. What is not here is a QueryError whose code is the errno. */
export const table: Readonly<Record<number, Classifier>> = {
  1048: violation('notNull', column),
  1364: violation('notNull', column),
  1062: violation('unique', key),
  1586: violation('unique', key),
  1216: violation('foreignKey', foreignKey),
  1217: violation('foreignKey', foreignKey),
  1451: violation('foreignKey', foreignKey),
  1452: violation('foreignKey', foreignKey),
  3819: violation('check', check),
  // MariaDB only: MySQL has no message of this number.
  4025: violation('check', mariadbCheck),
  // A row written through a view WITH CHECK OPTION.
  1369: violation('check', () => ({})),
  // The whole transaction is rolled back, and the session is back in autocommit.
  1213: conflicted('deadlock'),
  // Only the statement is undone. MariaDB's NOWAIT has this number too.
  1205: conflicted('lockTimeout'),
  // MySQL's NOWAIT.
  3572: conflicted('lockTimeout'),
  // MariaDB 11.6.2 and later, innodb_snapshot_isolation.
  1020: conflicted('serialization'),
  // "Table definition has changed, please retry transaction".
  1412: conflicted('serialization'),
  // max_execution_time of MySQL, max_statement_time of MariaDB.
  3024: timedOut,
  1969: timedOut,
  1317: interrupted,
  1040: unreachable,
  1129: unreachable,
  1203: unreachable,
  1044: authentication,
  1045: authentication,
  1130: authentication,
  1251: authentication,
  1698: authentication,
  1820: authentication,
  1862: authentication,
  1053: lost,
  1152: lost,
  1153: lost,
  1158: lost,
  1159: lost,
  1160: lost,
  1161: lost,
  // Killed: MariaDB, MySQL; idle for longer than wait_timeout: MySQL.
  1927: lost,
  3169: lost,
  4031: lost,
}

/** Meanings that a number has only while the session is opened: `USE nosuch` is a QueryError. */
const opening: Readonly<Record<number, Classifier>> = {
  1049: connection('database'),
}

/**
 * The Oxbow error for mysql2's. `sql` is the statement, undefined while the session is opened.
 *
 * The answer and its `cause` hold no parameter values. A QueryError's code is the errno as text: `'1054'`.
 */
export const classify = (error: unknown, sql: string | undefined): OxbowError => {
  const fields = fieldsOf(error)
  const context: ErrorContext = { sql, cause: causeOf(error, fields) }
  const { errno = 0, sqlState } = fields
  // A socket's errno is negative, and so is not in the table.
  const known = (sql === undefined ? opening[errno] : undefined) ?? table[errno]
  if (known !== undefined) return known(fields, context)
  if (sqlState !== undefined) return refused(fields, context)
  return connection(sql === undefined ? 'unreachable' : 'lost')(fields, context)
}

/** Whether the session is over, so that nothing more may be sent. */
export const endsSession = (error: unknown): boolean => {
  const { errno = 0, sqlState } = fieldsOf(error)
  return sqlState === undefined || table[errno] === lost
}
