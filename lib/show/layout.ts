/** SQL for the eye: one clause a line, nested queries indented. Only words move: literals and names stay as they are. */
import type { Token } from './tokens.js'

/** A token that is no space, and whether space came before it. */
interface Placed extends Token {
  readonly spaced: boolean
  /** A word in lower case, other tokens as they are. */
  readonly word: string
}

const placedOf = (tokens: ReadonlyArray<Token>): ReadonlyArray<Placed> =>
  tokens.flatMap((token, index) =>
    token.kind === 'space'
      ? []
      : [{ ...token, spaced: tokens[index - 1]?.kind === 'space', word: token.kind === 'word' ? token.text.toLowerCase() : '' }],
  )

type StartsClause = (before: Placed | undefined, next: string, afterNext: string) => boolean

const always: StartsClause = () => true
const beforeBy: StartsClause = (_before, next) => next === 'by'
const beforeJoin: StartsClause = (_before, next, afterNext) => next === 'join' || (next === 'outer' && afterNext === 'join')
const afterQuery: StartsClause = (before) => before?.kind === 'close'

/** The words that begin a line in a query, and where they do not. */
const clauses: ReadonlyMap<string, StartsClause> = new Map([
  ['select', always],
  // Not in `delete from`, `is distinct from`.
  ['from', (before) => before?.word !== 'delete' && before?.word !== 'distinct'],
  ['left', beforeJoin],
  ['right', beforeJoin],
  ['full', beforeJoin],
  ['inner', beforeJoin],
  ['cross', beforeJoin],
  ['natural', beforeJoin],
  ['join', (before) => before?.kind !== 'word' || !/^(?:left|right|full|outer|inner|cross|natural)$/.test(before.word)],
  ['where', always],
  ['group', beforeBy],
  ['having', always],
  ['window', always],
  ['union', always],
  ['intersect', always],
  ['except', always],
  ['order', beforeBy],
  ['limit', always],
  ['offset', always],
  ['fetch', (_before, next) => next === 'first'],
  ['for', (_before, next) => next === 'update'],
  ['insert', afterQuery],
  ['update', afterQuery],
  ['delete', afterQuery],
  // Not MySQL's function `values(column)`, which comes after an operator.
  ['values', (before) => before?.kind === 'close' || before?.kind === 'identifier'],
  ['default', (_before, next) => next === 'values'],
  // Not in `do update set`.
  ['set', (before) => before?.word !== 'update'],
  ['on', (_before, next) => next === 'conflict' || next === 'duplicate'],
  ['returning', always],
])

const setOperators: ReadonlySet<string> = new Set(['union', 'intersect', 'except'])

/** For each opening parenthesis, the token behind its closing one. */
const behindParentheses = (tokens: ReadonlyArray<Placed>): ReadonlyMap<number, number> => {
  const behind = new Map<number, number>()
  const open: Array<number> = []
  tokens.forEach(({ kind }, index) => {
    if (kind === 'open') open.push(index)
    const opened = kind === 'close' ? open.pop() : undefined
    if (opened !== undefined) behind.set(opened, index + 1)
  })
  return behind
}

/** A statement's tokens as lines; `show` gives the text of a token. */
export const layout = (all: ReadonlyArray<Token>, show: (token: Token) => string): string => {
  const tokens = placedOf(all)
  const behind = behindParentheses(tokens)
  const wordAt = (index: number): string => tokens[index]?.word ?? ''

  /** Whether a query stands behind an opening parenthesis: itself, or a set operation of some in parentheses. */
  const opensQuery = (index: number): boolean =>
    wordAt(index + 1) === 'select' ||
    wordAt(index + 1) === 'with' ||
    (tokens[index + 1]?.kind === 'open' && setOperators.has(wordAt(behind.get(index + 1) ?? tokens.length)))

  // Whether what we are in, from the outside in, is a query: in other parentheses no word begins a line.
  const frames: Array<boolean> = [true]
  const depth = (): number => frames.filter((isQuery) => isQuery).length - 1
  let text = ''
  let fresh = true
  const breakLine = (): void => {
    if (!fresh) text += `\n${'  '.repeat(depth())}`
    fresh = true
  }

  tokens.forEach((token, index) => {
    if (token.kind === 'close' && frames.length > 1 && frames.pop() === true) breakLine()
    const clause = frames.at(-1) === true ? clauses.get(token.word) : undefined
    if (clause?.(tokens[index - 1], wordAt(index + 1), wordAt(index + 2)) === true) breakLine()
    text += (token.spaced && !fresh ? ' ' : '') + show(token)
    fresh = false
    if (token.kind === 'open') {
      frames.push(opensQuery(index))
      if (frames.at(-1) === true) breakLine()
    }
    // What follows a comment of one line must not become part of it.
    if (token.kind === 'comment' && !token.text.startsWith('/*')) breakLine()
  })
  return text
}

/** A statement's tokens on one line. */
export const oneLine = (all: ReadonlyArray<Token>, show: (token: Token) => string): string => {
  const shown = all.map((token) =>
    token.kind === 'space' ? ' ' : show(token) + (token.kind === 'comment' && !token.text.startsWith('/*') ? '\n' : ''),
  )
  return shown.join('')
}
