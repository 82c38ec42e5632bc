/**
 * What a statement does, read from its words, because sql.js does not tell: its count of modified rows is that of the
 * last write, however long ago, and it has no question for whether a transaction is open.
 */

/**
 * `write`: its modified rows are to be counted. `read`: it changes nothing. `begin`, `commit`, `rollback`: bounds of a
 * transaction.
 */
export type StatementKind = 'read' | 'write' | 'begin' | 'commit' | 'rollback' | 'other'

/** A quoted text or name, a comment, a parenthesis or a word. */
const token = /'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[()]|[a-z_][\w$]*/gi

const kinds: ReadonlyMap<string, StatementKind> = new Map([
  ['select', 'read'],
  ['values', 'read'],
  ['insert', 'write'],
  ['replace', 'write'],
  ['update', 'write'],
  ['delete', 'write'],
  ['begin', 'begin'],
  ['savepoint', 'begin'],
  ['commit', 'commit'],
  ['end', 'commit'],
  ['rollback', 'rollback'],
])

/** The verbs that may follow the list of a WITH. */
const verbs: ReadonlySet<string> = new Set(['select', 'values', 'insert', 'replace', 'update', 'delete'])

/** The words outside parentheses, quotes and comments, in lower case. */
function* words(sql: string): Generator<string> {
  let depth = 0
  for (const [text] of sql.matchAll(token)) {
    if (text === '(') depth++
    else if (text === ')') depth--
    else if (depth === 0 && /^[a-z_]/i.test(text)) yield text.toLowerCase()
  }
}

/** The kind of the first statement in `sql`; a rollback to a savepoint is no end of a transaction, hence `other`. */
export const statementKind = (sql: string): StatementKind => {
  let verb: string | undefined
  for (const word of words(sql)) {
    if (verb === undefined && word === 'with') verb = word
    else if (verb === 'rollback' && word === 'to') return 'other'
    else if (verb === undefined || (verb === 'with' && verbs.has(word))) verb = word
    if (verb !== 'with' && verb !== 'rollback') break
  }
  return (verb !== undefined && kinds.get(verb)) || 'other'
}
