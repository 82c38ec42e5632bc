/**
 * What sql.js throws, as Oxbow's errors. It throws plain Errors, or bare strings, that carry a message and no code: so the
 * table goes by message. The first rule that matches decides.
 */
import {
  conflict,
  connectionError,
  constraintViolation,
  queryError,
  type ConstraintKind,
  type ErrorContext,
  type OxbowError,
} from '../run/errors.js'

interface Thrown extends ErrorContext {
  readonly message: string
  readonly sql: string | undefined
}

interface Rule {
  readonly pattern: RegExp
  readonly classify: (thrown: Thrown, captured: string) => OxbowError
}

const constraint =
  (kind: ConstraintKind, where: (captured: string) => Parameters<typeof constraintViolation>[2]): Rule['classify'] =>
  (thrown, captured) =>
    constraintViolation(kind, thrown.message, where(captured), thrown)

/**
 * The columns of 't.a, t.b'. SQLite does not quote them: where a name holds a dot or a comma the list can be read in more
 * than one way, and nothing is told.
 */
const columnsOf = (list: string): { readonly table?: string; readonly columns: ReadonlyArray<string> } => {
  const columns: Array<string> = []
  let table = ''
  for (const item of list.split(', ')) {
    const [of = '', name, rest] = item.split('.')
    if (name === undefined || rest !== undefined || (table !== '' && of !== table)) return { columns: [] }
    table = of
    columns.push(name)
  }
  return { table, columns }
}

/** SQLite gives the name of a check or, where it has none, its expression: only what can be a name is taken for one. */
const checkName = (text: string): { readonly constraint?: string } => (/^[\p{L}_][\p{L}\p{N}_$]*$/u.test(text) ? { constraint: text } : {})

/**
 * The place of a token in the SQL, counted in characters from 1: sql.js does not tell it, but a token that is there once
 * can only be there.
 */
const positionOf = (sql: string, token: string): number | undefined => {
  const index = sql.indexOf(token)
  if (index < 0 || sql.indexOf(token, index + 1) >= 0) return undefined
  return Array.from(sql.slice(0, index)).length + 1
}

const syntax: Rule['classify'] = (thrown, token) =>
  queryError('SQLITE_ERROR', thrown.message, { ...thrown, position: positionOf(thrown.sql ?? '', token) })

const coded =
  (code: string): Rule['classify'] =>
  (thrown) =>
    queryError(code, thrown.message, thrown)

const closed: Rule['classify'] = (thrown) => connectionError('closed', 'the database is closed', thrown)

/** What can have made the JSON that is none, by the guards that the dialect wrote into the statement. */
const guards: ReadonlyArray<readonly [written: RegExp, said: string]> = [
  [/\bjson\(replace\(/, 'a number needs more than 64 bits'],
  [/\bjson\('(?!several rows)[a-z ]+: '/, 'a value does not read as the type it is cast to'],
  [/\bjson\('several rows: '/, 'a subquery that is one value gives several rows'],
]

const guardFailure = (sql: string): string | undefined => {
  const said = guards.filter(([written]) => written.test(sql)).map(([, words]) => words)
  // A cast of text to JSON, or a fragment's own.
  const others = said.length > 0 && /\bjson\((?!replace\(|'[a-z ]+: ')/.test(sql) ? ['a text is no JSON'] : []
  return said.length === 0 ? undefined : `${[...said, ...others].join('; or ')} (SQLite says: malformed JSON)`
}

/** One rule a message. The codes are SQLite's result codes, where its message tells which one it was. */
export const rules: ReadonlyArray<Rule> = [
  { pattern: /^UNIQUE constraint failed: index '(.*)'$/s, classify: constraint('unique', (name) => ({ constraint: name })) },
  { pattern: /^UNIQUE constraint failed: (.*)$/s, classify: constraint('unique', columnsOf) },
  { pattern: /^NOT NULL constraint failed: (.*)$/s, classify: constraint('notNull', columnsOf) },
  { pattern: /^CHECK constraint failed: (.*)$/s, classify: constraint('check', checkName) },
  { pattern: /^FOREIGN KEY constraint failed$/, classify: constraint('foreignKey', () => ({})) },
  { pattern: /^database (?:table |schema )?is locked/, classify: (thrown) => conflict('busy', thrown.message, thrown) },
  { pattern: /^near "(.*)": syntax error$/s, classify: syntax },
  { pattern: /^unrecognized token: "(.*)"$/s, classify: syntax },
  {
    pattern: /^(?:no such (?:table|column|function|index|savepoint)|too many SQL variables|incomplete input|integer overflow)/,
    classify: coded('SQLITE_ERROR'),
  },
  {
    // The dialect's guards of casts and arithmetic fail as JSON that is none; so does a user's own.
    pattern: /^malformed JSON$/,
    classify: (thrown) => queryError('SQLITE_ERROR', guardFailure(thrown.sql ?? '') ?? thrown.message, thrown),
  },
  { pattern: /^cannot store \w+ value in \w+ column /, classify: coded('SQLITE_CONSTRAINT_DATATYPE') },
  { pattern: /^datatype mismatch$/, classify: coded('SQLITE_MISMATCH') },
  { pattern: /^string or blob too big$/, classify: coded('SQLITE_TOOBIG') },
  { pattern: /^column index out of range$/, classify: coded('SQLITE_RANGE') },
  { pattern: /^out of memory$/, classify: coded('SQLITE_NOMEM') },
  { pattern: /^database or disk is full$/, classify: coded('SQLITE_FULL') },
  { pattern: /^attempt to write a readonly database$/, classify: coded('SQLITE_READONLY') },
  { pattern: /^database disk image is malformed$/, classify: coded('SQLITE_CORRUPT') },
  { pattern: /^file is not a database$/, classify: coded('SQLITE_NOTADB') },
  // The rest is thrown by sql.js itself, as strings.
  { pattern: /^(?:Database|Statement) closed$/, classify: closed },
  { pattern: /^Nothing to prepare$/, classify: (thrown) => queryError(undefined, 'the statement is empty', thrown) },
  {
    // They quote the path, or what of it does not read, and it may be a parameter: so the cause is left out, too.
    pattern: /^(?:bad JSON path: |JSON path error near )/,
    classify: ({ sql }) => queryError('SQLITE_ERROR', 'a JSON path does not read', { sql }),
  },
  {
    // The string holds the value, which no error may carry.
    pattern: /^Wrong API use : tried to bind a value of an unknown type/,
    classify: ({ sql }) => queryError(undefined, 'a parameter has a type that SQLite does not have', { sql }),
  },
]

/** Classifies what sql.js threw while it ran `sql`. A message without a rule is a QueryError without a code. */
export const classify = (cause: unknown, sql?: string): OxbowError => {
  const message = cause instanceof Error ? cause.message : String(cause)
  const thrown: Thrown = { message, sql, cause }
  // A trap of the WebAssembly machine: its memory can no longer be trusted.
  if (cause instanceof Error && cause.name === 'RuntimeError') {
    return connectionError('lost', `sql.js has failed: ${message}`, { ...thrown, sent: true })
  }
  for (const rule of rules) {
    const match = rule.pattern.exec(message)
    if (match !== null) return rule.classify(thrown, match[1] ?? '')
  }
  return queryError(undefined, message, thrown)
}
