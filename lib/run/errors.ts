/**
 * Everything that can go wrong, as one tagged union of plain objects.
 *
 * Each error of a statement carries its SQL and the driver's error as `cause`; none carries parameter values or secrets.
 */
import type { CompileError } from '../plan/compile-error.js'
import type { ValidationError } from '../schema/validation.js'

export type { CompileError, ValidationError }

interface StatementError {
  readonly message: string
  /** The statement, with placeholders. */
  readonly sql: string | undefined
  /** What the driver said; of a value that does not decode, what its custom type or validator threw. */
  readonly cause: unknown
}

/** A value came back that its column's type does not have. */
export interface DecodeError extends StatementError {
  readonly _tag: 'DecodeError'
  /** The place in the row: `['orders', 0, 'total']`. */
  readonly path: ReadonlyArray<string | number>
}

/** `fetchOne` found no row. */
export interface NotFound extends StatementError {
  readonly _tag: 'NotFound'
}

/** `fetchOne` or `fetchOption` found more than one row. */
export interface TooManyRows extends StatementError {
  readonly _tag: 'TooManyRows'
}

export type ConstraintKind = 'unique' | 'foreignKey' | 'notNull' | 'check' | 'exclusion'

/** The database refused a row. */
export interface ConstraintViolation extends StatementError {
  readonly _tag: 'ConstraintViolation'
  readonly kind: ConstraintKind
  /** The constraint's name, where the database tells it. */
  readonly constraint: string | undefined
  readonly table: string | undefined
  readonly columns: ReadonlyArray<string>
}

/** Another session was in the way: the transaction may succeed when it is run again. */
export interface Conflict extends StatementError {
  readonly _tag: 'Conflict'
  readonly reason: 'serialization' | 'deadlock' | 'lockTimeout' | 'busy'
}

export interface Timeout extends StatementError {
  readonly _tag: 'Timeout'
  readonly of: 'acquire' | 'statement' | 'transaction' | 'connect'
}

/** The statement was cancelled from outside. */
export interface Cancelled extends StatementError {
  readonly _tag: 'Cancelled'
}

export type ConnectionReason =
  /** Nobody listens, or no such host. */
  | 'unreachable'
  /** Wrong user or password. */
  | 'authentication'
  /** No such database, or no database file. */
  | 'database'
  /** The connection was lost. */
  | 'lost'
  /** The database, the pool or the scope is closed. */
  | 'closed'
  /** An option that makes no sense. */
  | 'configuration'
  /** The client package cannot be loaded. */
  | 'client'

export interface ConnectionError extends StatementError {
  readonly _tag: 'ConnectionError'
  readonly reason: ConnectionReason
  /** Whether the statement may have reached the server, so that its effect is unknown. */
  readonly sent: boolean
}

/** The database refused the statement itself. */
export interface QueryError extends StatementError {
  readonly _tag: 'QueryError'
  /** SQLSTATE, or the database's own code. */
  readonly code: string | undefined
  /** The place in the SQL, counted in characters from 1. */
  readonly position: number | undefined
}

export type OxbowError =
  | CompileError
  | ValidationError
  | DecodeError
  | NotFound
  | TooManyRows
  | ConstraintViolation
  | Conflict
  | Timeout
  | Cancelled
  | ConnectionError
  | QueryError

/** What an error of a statement needs besides its own fields. */
export interface ErrorContext {
  readonly sql?: string | undefined
  readonly cause?: unknown
}

const context = (from: ErrorContext): Pick<StatementError, 'sql' | 'cause'> => ({ sql: from.sql, cause: from.cause })

export const decodeError = (path: ReadonlyArray<string | number>, message: string, from: ErrorContext = {}): DecodeError => ({
  _tag: 'DecodeError',
  message,
  path,
  ...context(from),
})

export const notFound = (from: ErrorContext = {}): NotFound => ({
  _tag: 'NotFound',
  message: 'expected one row, found none',
  ...context(from),
})

export const tooManyRows = (from: ErrorContext = {}): TooManyRows => ({
  _tag: 'TooManyRows',
  message: 'expected one row, found more',
  ...context(from),
})

export const constraintViolation = (
  kind: ConstraintKind,
  message: string,
  where: { readonly constraint?: string | undefined; readonly table?: string | undefined; readonly columns?: ReadonlyArray<string> },
  from: ErrorContext = {},
): ConstraintViolation => ({
  _tag: 'ConstraintViolation',
  kind,
  message,
  constraint: where.constraint,
  table: where.table,
  columns: where.columns ?? [],
  ...context(from),
})

export const conflict = (reason: Conflict['reason'], message: string, from: ErrorContext = {}): Conflict => ({
  _tag: 'Conflict',
  reason,
  message,
  ...context(from),
})

export const timeout = (of: Timeout['of'], message: string, from: ErrorContext = {}): Timeout => ({
  _tag: 'Timeout',
  of,
  message,
  ...context(from),
})

export const cancelled = (message: string, from: ErrorContext = {}): Cancelled => ({ _tag: 'Cancelled', message, ...context(from) })

export const connectionError = (
  reason: ConnectionReason,
  message: string,
  from: ErrorContext & { readonly sent?: boolean } = {},
): ConnectionError => ({ _tag: 'ConnectionError', reason, message, sent: from.sent ?? false, ...context(from) })

export const queryError = (
  code: string | undefined,
  message: string,
  from: ErrorContext & { readonly position?: number | undefined } = {},
): QueryError => ({ _tag: 'QueryError', code, message, position: from.position, ...context(from) })
