/**
 * SQL text as tokens: just enough to know what is a word and what only looks like one, because it stands in a quoted
 * identifier, a text or a comment. Tokens joined are the text again.
 */
import type { Lexicon } from './lexicon.js'

export type TokenKind = 'space' | 'word' | 'identifier' | 'text' | 'placeholder' | 'comment' | 'open' | 'close' | 'other'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
  /** Which parameter a placeholder stands for, counted from 1; 0 for the rest. */
  readonly parameter: number
}

const word = /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy
const number = /\d[\p{L}\p{N}_.]*/uy
const space = /\s+/uy
const digits = /\d+/uy
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy

const matchAt = (pattern: RegExp, sql: string, at: number): string => {
  pattern.lastIndex = at
  return pattern.exec(sql)?.[0] ?? ''
}

/** The end of a quoted run: behind its closing quote, or of the text where there is none. */
const endOfQuoted = (sql: string, from: number, close: string, backslash: boolean): number => {
  for (let at = from; at < sql.length; at++) {
    const character = sql[at]
    if (backslash && character === '\\') at++
    else if (character === close) {
      if (sql[at + 1] !== close) return at + 1
      at++
    }
  }
  return sql.length
}

const endOf = (sql: string, end: string, from: number): number => {
  const found = sql.indexOf(end, from)
  return found < 0 ? sql.length : found + end.length
}

/** The end of a comment that begins at a place; the place itself where none does. */
const endOfComment = (sql: string, at: number, lexicon: Lexicon): number => {
  if (sql.startsWith('/*', at)) return endOf(sql, '*/', at + 2)
  const line = lexicon.hashComments ? sql[at] === '#' || /^--(?:\s|$)/.test(sql.slice(at, at + 3)) : sql.startsWith('--', at)
  if (!line) return at
  const end = sql.indexOf('\n', at)
  return end < 0 ? sql.length : end
}

const placeholderAt = (sql: string, at: number, { placeholder, numbered }: Lexicon): string => {
  if (!sql.startsWith(placeholder, at)) return ''
  if (!numbered) return placeholder
  const position = matchAt(digits, sql, at + placeholder.length)
  return position === '' ? '' : placeholder + position
}

/** The tokens of a statement. */
export const tokensOf = (sql: string, lexicon: Lexicon): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let at = 0
  let bound = 0
  const push = (kind: TokenKind, end: number, parameter = 0): void => {
    tokens.push({ kind, text: sql.slice(at, end), parameter })
    at = end
  }
  while (at < sql.length) {
    const character = sql[at] as string
    const blank = matchAt(space, sql, at)
    const comment = endOfComment(sql, at, lexicon)
    const close = lexicon.identifiers.get(character)
    const tag = lexicon.dollarQuotes ? matchAt(dollarTag, sql, at) : ''
    const placeholder = placeholderAt(sql, at, lexicon)
    const name = matchAt(word, sql, at)
    if (blank !== '') push('space', at + blank.length)
    else if (comment > at) push('comment', comment)
    else if (lexicon.texts.has(character)) push('text', endOfQuoted(sql, at + 1, character, lexicon.backslash))
    else if (close !== undefined) push('identifier', endOfQuoted(sql, at + 1, close, false))
    else if (tag !== '') push('text', endOf(sql, tag, at + tag.length))
    else if (placeholder !== '') {
      bound++
      push('placeholder', at + placeholder.length, lexicon.numbered ? Number(placeholder.slice(lexicon.placeholder.length)) : bound)
    }
    // PostgreSQL's E'…', whose backslashes escape whatever the setting.
    else if (lexicon.dollarQuotes && /^e$/i.test(name) && sql[at + 1] === "'") push('text', endOfQuoted(sql, at + 2, "'", true))
    else if (name !== '') push('word', at + name.length)
    else push(character === '(' ? 'open' : character === ')' ? 'close' : 'other', at + Math.max(1, matchAt(number, sql, at).length))
  }
  return tokens
}
