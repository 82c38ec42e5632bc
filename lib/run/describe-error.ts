/** Errors in words, for people: logs, terminals, failing tests. */
import type {
  CompileError,
  ConnectionError,
  ConnectionReason,
  ConstraintKind,
  ConstraintViolation,
  Conflict,
  OxbowError,
  Timeout,
} from './errors.js'
import { placeText } from '../schema/validation.js'

/** What describes an error: a headline, lines under it, and what to do about it. */
interface Description {
  readonly headline: string
  readonly details?: ReadonlyArray<string> | undefined
  readonly hint?: string | undefined
}

type Describe<E extends OxbowError> = (error: E) => Description

type Describers = { readonly [T in OxbowError['_tag']]: Describe<Extract<OxbowError, { readonly _tag: T }>> }

// ---------------------------------------------------------------------------------------------------------------------
// words
// ---------------------------------------------------------------------------------------------------------------------

const refusals: Readonly<Record<ConstraintKind, string>> = {
  unique: 'another row has the same values',
  foreignKey: 'a row that it refers to, or that refers to it, is in the way',
  notNull: 'a value is missing',
  check: 'a condition is not met',
  exclusion: 'another row excludes it',
}

const conflicts: Readonly<Record<Conflict['reason'], string>> = {
  serialization: 'another transaction changed what this one read',
  deadlock: 'this transaction and another one waited for each other',
  lockTimeout: 'another transaction held a lock for too long',
  busy: 'the database is locked by another connection',
}

const timeouts: Readonly<Record<Timeout['of'], readonly [headline: string, hint: string]>> = {
  acquire: [
    'no connection became free in time',
    'Are there transactions that wait for something else, or programs that never end? Else allow the pool more connections.',
  ],
  statement: ['the statement took too long', 'The database stopped it. Does it have the index it needs?'],
  transaction: ['the transaction took too long', 'It was rolled back. Keep what waits for others out of transactions.'],
  connect: ['the database did not answer in time', 'Is the host right, and does a firewall let the port through?'],
}

const connections: Readonly<Record<ConnectionReason, readonly [headline: string, hint: string]>> = {
  unreachable: ['the database cannot be reached', 'Does it run, and are host, port and ssl right?'],
  authentication: ['the database refused the user or the password', 'Check both, and whether the user may connect from here.'],
  database: ['the database cannot be opened', 'Does it exist under this name?'],
  lost: ['the connection was lost', 'A new one is opened for the next program.'],
  closed: ['the connection is closed already', 'Is something used after its database, or its transaction, has ended?'],
  configuration: ['the configuration is wrong', 'Nothing was run: correct it and start again.'],
  client: ['the client package cannot be loaded', 'Install it beside oxbow.'],
}

const at = (path: ReadonlyArray<PropertyKey>): string =>
  path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')

const columnsOf = ({ table, columns }: ConstraintViolation): string | undefined => {
  const list = columns.join(', ')
  if (table === undefined) return columns.length === 0 ? undefined : `columns: ${list}`
  return columns.length === 0 ? `table: ${table}` : `columns: ${table} (${list})`
}

const compileHint = ({ reason, feature, dialect }: CompileError): string | undefined =>
  reason === 'unsupported'
    ? `Say it without ${feature}, or run it on a dialect that has it. Where the types can know of it, and that the dialect is ${dialect}, they refuse it too.`
    : reason === 'unguardedWrite'
      ? 'Add a where, or everyRow if every row is meant.'
      : undefined

const lostHint = ({ reason, sent }: ConnectionError): string =>
  reason === 'lost' && sent
    ? 'The statement may have reached the database: look before it is sent again. A new connection is opened for the next program.'
    : connections[reason][1]

const defined = (lines: ReadonlyArray<string | undefined>): ReadonlyArray<string> => lines.filter((line) => line !== undefined)

const describers: Describers = {
  CompileError: (error) => ({ headline: `the query cannot be compiled: ${error.message}`, hint: compileHint(error) }),
  ValidationError: ({ issues }) => ({
    headline: issues.length === 1 ? 'a value cannot be written' : `${issues.length} values cannot be written`,
    details: issues.map((issue) => {
      const { table, column, path, message } = issue
      const place = placeText(issue, at([...defined([table, column]), ...path]))
      return `- ${place === '' ? '' : `${place}: `}${message}`
    }),
  }),
  DecodeError: ({ message }) => ({
    headline: 'the database gave a value that its column cannot have',
    details: [message],
    hint: 'Does the descriptor of the table say what is in the database?',
  }),
  NotFound: () => ({
    headline: 'there is no such row',
    hint: 'Where there may be none, fetchOption gives an Option instead of this error.',
  }),
  TooManyRows: () => ({
    headline: 'there is more than one such row',
    hint: 'Does the where name all of a unique key? fetchAll gives all the rows.',
  }),
  ConstraintViolation: (error) => ({
    headline: `the database refused a row: ${refusals[error.kind]}`,
    details: defined([error.constraint === undefined ? undefined : `constraint: ${error.constraint}`, columnsOf(error)]),
  }),
  Conflict: ({ reason, message }) => ({
    headline: conflicts[reason],
    details: [message],
    hint: 'It may succeed when the transaction is run again.',
  }),
  Timeout: ({ of, message }) => ({ headline: timeouts[of][0], details: [message], hint: timeouts[of][1] }),
  Cancelled: ({ message }) => ({ headline: 'the statement was cancelled', details: [message] }),
  ConnectionError: (error) => ({ headline: connections[error.reason][0], details: [error.message], hint: lostHint(error) }),
  QueryError: ({ code, message }) => ({
    headline: `the database refused the statement: ${message}${code === undefined ? '' : ` (${code})`}`,
  }),
}

// ---------------------------------------------------------------------------------------------------------------------
// the statement, and the place in it
// ---------------------------------------------------------------------------------------------------------------------

/** Characters of a terminal's two columns, and of none. Enough to put a caret under a name, not all of Unicode. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const narrow = /\p{M}/u

/** What takes as much room as a character. */
const blank = (character: string): string => (character === '\t' ? '\t' : narrow.test(character) ? '' : wide.test(character) ? '  ' : ' ')

/** As much of a long line as is shown on each side of the place. */
const around = 60

/** The part of a line that is shown, and the room before the place in it. */
const cut = (line: ReadonlyArray<string>, column: number): { readonly text: string; readonly room: string } => {
  const from = Math.max(0, column - around)
  const to = Math.min(line.length, column + around)
  const before = from === 0 ? [] : ['…']
  return {
    text: [...before, ...line.slice(from, to), ...(to === line.length ? [] : ['…'])].join(''),
    room: [...before, ...line.slice(from, column)].map(blank).join(''),
  }
}

const indent = (lines: ReadonlyArray<string>): ReadonlyArray<string> => lines.map((line) => `  ${line}`)

const lineBreak = /\r\n|\r|\n/

/** The lines of a statement, with a caret under a character counted from 1. */
const withCaret = (sql: string, position: number | undefined): ReadonlyArray<string> => {
  const lines = sql.split(lineBreak)
  const before =
    position === undefined
      ? ''
      : Array.from(sql)
          .slice(0, position - 1)
          .join('')
  // A place outside the text marks nothing: some databases count from a statement that they rewrote.
  if (position === undefined || position < 1 || position > Array.from(sql).length + 1) return indent(lines)
  const rows = before.split(lineBreak)
  const { text, room } = cut(Array.from(lines[rows.length - 1] ?? ''), Array.from(rows.at(-1) ?? '').length)
  return indent([...lines.slice(0, rows.length - 1), text, `${room}^`, ...lines.slice(rows.length)])
}

const statementOf = (error: OxbowError): ReadonlyArray<string> =>
  'sql' in error && error.sql !== undefined ? ['', ...withCaret(error.sql, error._tag === 'QueryError' ? error.position : undefined)] : []

/** What is no error of ours, or not whole: a program's own Left, something that was thrown. */
const foreign = (error: unknown): Description => {
  try {
    if (typeof error !== 'object' || error === null) return { headline: `an unknown error: ${String(error)}` }
    const { _tag, name, message } = error as { readonly [K in '_tag' | 'name' | 'message']?: unknown }
    const parts = [_tag ?? name, message].filter((part) => typeof part === 'string' && part !== '')
    return { headline: parts.length === 0 ? 'an unknown error' : parts.join(': ') }
  } catch {
    return { headline: 'an unknown error' }
  }
}

/**
 * An error in words, for a person: what went wrong, the statement with a caret under the place where the database tells
 * it, and what may help. It holds no parameter's value, no secret and no stack. It takes anything, such as a program's own
 * errors and what `catch` caught: what is no error of Oxbow's is told by its tag or name and its message.
 *
 * @example
 * describeError(error)
 * // the database refused the statement: column "emial" does not exist (42703)
 * //
 * //   select "emial" from "customers"
 * //          ^
 */
export const describeError = (error: unknown): string => {
  try {
    // What has none of Oxbow's tags has no statement to show, and may be anything.
    const known = error as OxbowError
    if (!Object.hasOwn(describers, known._tag)) return foreign(error).headline
    const { headline, details = [], hint } = (describers[known._tag] as Describe<OxbowError>)(known)
    return [headline, ...indent(details), ...statementOf(known), ...(hint === undefined ? [] : ['', hint])].join('\n')
  } catch {
    // Where an error is logged nothing may be thrown instead: it would hide what went wrong.
    return foreign(error).headline
  }
}
