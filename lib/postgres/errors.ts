/**
 * What PostgreSQL's errors mean: one table from SQLSTATE to Oxbow's errors.
 *
 * Manual, appendix A (PostgreSQL Error Codes) and section 55.8 (Error and Notice Message Fields). SQLSTATE decides, never
 * the text, which the server may translate; the one exception is 57014, which has two meanings and one code.
 */
import type { OxbowError, ErrorContext, ConnectionReason, ConstraintKind } from '../run/errors.js'
import { cancelled, conflict, connectionError, constraintViolation, queryError, timeout } from '../run/errors.js'

/** The fields of an ErrorResponse by postgres.js's names, and `code` of its own errors. */
type Field =
  | 'name'
  | 'message'
  | 'severity'
  | 'code'
  | 'detail'
  | 'hint'
  | 'position'
  | 'where'
  | 'schema_name'
  | 'table_name'
  | 'column_name'
  | 'data type_name'
  | 'constraint_name'
  | 'routine'

type Fields = { readonly [name in Field]?: string | undefined }

type Classifier = (fields: Fields, context: ErrorContext) => OxbowError

const names: ReadonlyArray<Field> = [
  'name',
  'message',
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'where',
  'schema_name',
  'table_name',
  'column_name',
  'data type_name',
  'constraint_name',
  'routine',
]

const fieldsOf = (error: unknown): Fields => {
  if (typeof error !== 'object' || error === null) return {}
  const source: { readonly [name in Field]?: unknown } = error
  const fields: { [name in Field]?: string } = {}
  for (const name of names) {
    const value = source[name]
    if (typeof value === 'string') fields[name] = value
  }
  return fields
}

/**
 * `Key (a, "b c")=(1, 2) already exists.` names the columns, and `Key (lower(email))=…` an expression.
 * The brackets and the equals sign are the same in every language of the server.
 */
const columnsOf = (detail: string | undefined): ReadonlyArray<string> => {
  const key = /\((.*?)\)=\(/s.exec(detail ?? '')?.[1]
  if (key === undefined) return []
  const columns = key.match(/"(?:[^"]|"")*"|[^,\s"()]+/g) ?? []
  // An index over an expression has no columns to name: its text is not a list of identifiers.
  return columns.join(', ') === key ? columns.map((name) => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name)) : []
}

/** Data exceptions (class 22) quote the value they refuse: `invalid input syntax for type integer: "…"`. */
const messageOf = ({ code, message = 'unknown error' }: Fields): string =>
  code?.startsWith('22') ? message.replace(/(["«»„“]).*(["«»“”])/s, '$1…$2') : message

/** Details without the row's values: keys without what they are equal to, sizes, and who waits for whom. */
const detailOf = ({ code = '', detail }: Fields): string | undefined => {
  if (detail === undefined) return undefined
  if (code.startsWith('40') || code.startsWith('55')) return detail
  const columns = /\((.*?)\)=\(/s.exec(detail)?.[1]
  return columns === undefined ? undefined : `Key (${columns})=(…)`
}

/** The call stack of functions; other lines may show parameters (log_parameter_max_length_on_error) or rows of COPY. */
const whereOf = ({ where }: Fields): string | undefined =>
  where
    ?.split('\n')
    .filter((line) => /^(?:PL\/pgSQL|SQL) function /.test(line))
    .join('\n')

/**
 * The driver's error without values: postgres.js keeps `parameters` and `args` on it, and the server's own text quotes
 * the values it refuses.
 */
const causeOf = (error: unknown, fields: Fields): unknown => {
  if (!(error instanceof Error)) return error
  const message = messageOf(fields)
  const cause = new Error(message)
  const { code, severity, hint, position, routine, schema_name, table_name, column_name, constraint_name } = fields
  const kept: Fields = {
    code,
    severity,
    detail: detailOf(fields),
    hint,
    position,
    where: whereOf(fields),
    schema_name,
    table_name,
    column_name,
    'data type_name': fields['data type_name'],
    constraint_name,
    routine,
  }
  cause.stack = `${error.name}: ${message}\n${(error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')}`
  Object.defineProperty(cause, 'name', { value: error.name, enumerable: false })
  return Object.assign(cause, Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined && value !== '')))
}

const violation =
  (kind: ConstraintKind): Classifier =>
  (fields, context) =>
    constraintViolation(
      kind,
      messageOf(fields),
      {
        constraint: fields.constraint_name,
        table: fields.table_name,
        columns: fields.column_name === undefined ? columnsOf(fields.detail) : [fields.column_name],
      },
      context,
    )

/** The session never began, or is over. A statement that was sent may have had its effect. */
const connection =
  (reason: ConnectionReason): Classifier =>
  (fields, context) =>
    connectionError(reason, messageOf(fields), { ...context, sent: context.sql !== undefined })

const conflicted =
  (reason: Parameters<typeof conflict>[0]): Classifier =>
  (fields, context) =>
    conflict(reason, messageOf(fields), context)

const refused: Classifier = (fields, context) =>
  queryError(fields.code, messageOf(fields), {
    ...context,
    // Counted in characters, not bytes: manual, section 55.8.
    position: fields.position === undefined ? undefined : Number(fields.position),
  })

/** Meanings by SQLSTATE. What is not here is a QueryError, or the end of the session when its severity is FATAL. */
export const table: Readonly<Record<string, Classifier>> = {
  '23502': violation('notNull'),
  '23503': violation('foreignKey'),
  '23505': violation('unique'),
  '23514': violation('check'),
  '23P01': violation('exclusion'),
  // ON DELETE RESTRICT has its own code since PostgreSQL 18; before it was 23503.
  '23001': violation('foreignKey'),
  // A row written through a view WITH CHECK OPTION.
  '44000': violation('check'),
  '40001': conflicted('serialization'),
  '40P01': conflicted('deadlock'),
  // NOWAIT and lock_timeout.
  '55P03': conflicted('lockTimeout'),
  // "cached plan must not change result type": another session altered the table since the statement was prepared. Outside
  // a transaction postgres.js prepares it again; inside one, only running the transaction again helps.
  '0A000': (fields, context) =>
    fields.routine === 'RevalidateCachedQuery' ? conflict('serialization', messageOf(fields), context) : refused(fields, context),
  // The text decides, since one code means both; where the server speaks another language it is Cancelled.
  '57014': (fields, context) =>
    /statement timeout/.test(fields.message ?? '')
      ? timeout('statement', messageOf(fields), context)
      : cancelled(messageOf(fields), context),
  // transaction_timeout, PostgreSQL 17. The session is over.
  '25P04': (fields, context) => timeout('transaction', messageOf(fields), context),
  // idle_in_transaction_session_timeout, idle_session_timeout.
  '25P03': connection('lost'),
  '57P05': connection('lost'),
  // Shut down by an administrator, by a crash of another backend, its database dropped.
  '57P01': connection('lost'),
  '57P02': connection('lost'),
  '57P04': connection('lost'),
  '08000': connection('lost'),
  '08003': connection('lost'),
  '08006': connection('lost'),
  '08P01': connection('lost'),
  // Starting up or shutting down, and no slot free.
  '57P03': connection('unreachable'),
  '53300': connection('unreachable'),
  '28000': connection('authentication'),
  '28P01': connection('authentication'),
}

/** Meanings that a code has only while the session is opened: `DROP DATABASE nosuch` is a QueryError. */
const opening: Readonly<Record<string, Classifier>> = {
  '3D000': connection('database'),
  // No CONNECT privilege on the database.
  '42501': connection('authentication'),
}

/** The codes of postgres.js itself that leave the session as it was. */
const harmless: ReadonlySet<string> = new Set(['UNDEFINED_VALUE', 'MAX_PARAMETERS_EXCEEDED'])

/**
 * The Oxbow error for what postgres.js rejected with. `sql` is the statement, undefined while the session is opened.
 *
 * The answer and its `cause` hold no parameter values.
 */
export const classify = (error: unknown, sql: string | undefined): OxbowError => {
  const fields = fieldsOf(error)
  const context: ErrorContext = { sql, cause: causeOf(error, fields) }
  const { code = '', severity } = fields
  if (severity === undefined) {
    if (harmless.has(code)) return refused(fields, context)
    // A socket's error: when all addresses of a name refuse, its message is empty and its code says it.
    const message = fields.message === undefined || fields.message === '' ? code : fields.message
    return connection(sql === undefined ? 'unreachable' : 'lost')({ ...fields, message }, context)
  }
  const known =
    (sql === undefined && Object.hasOwn(opening, code) ? opening[code] : undefined) ??
    (Object.hasOwn(table, code) ? table[code] : undefined)
  if (known !== undefined) return known(fields, context)
  const over = severity === 'FATAL' || severity === 'PANIC'
  return over ? connection(sql === undefined ? 'unreachable' : 'lost')(fields, context) : refused(fields, context)
}

/** Whether the session is over, so that nothing more may be sent. */
export const endsSession = (error: unknown): boolean => {
  const { severity, code = '' } = fieldsOf(error)
  return severity === undefined ? !harmless.has(code) : severity === 'FATAL' || severity === 'PANIC'
}
