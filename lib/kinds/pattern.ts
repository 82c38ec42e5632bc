/**
 * Regular expressions in the part that every database reads alike, as one text of the syntax that they share.
 *
 * Whether a text matches does not depend on which match is found, so greedy and shortest matches, and the longest or the first
 * alternative, are one here: what is left is what a regular expression of the textbook says. What reaches beyond it (back
 * references, assertions but `^` and `$`, classes of letters that databases disagree on) is refused.
 */

/** How a database writes what the syntaxes do not share. */
export interface PatternWords {
  /** Any character, the end of a line too. */
  readonly any: string
  /** The start and the end of the whole text. */
  readonly start: string
  readonly end: string
  /** What the whole pattern begins with. */
  readonly prefix: string
}

/** The text of a pattern, or what is wrong with it. */
export type Pattern = { readonly text: string } | { readonly problem: string }

interface Reader {
  readonly characters: ReadonlyArray<string>
  at: number
  depth: number
  problem: string | undefined
}

interface Syntax {
  readonly words: PatternWords
  readonly ignoreCase: boolean
  /** Whether it is SIMILAR TO: `%` and `_` for `.*` and `.`, and no anchors. */
  readonly similar: boolean
}

const wrong = (r: Reader, problem: string): string => {
  r.problem ??= problem
  return ''
}

// As themselves: `\v` is one character to PostgreSQL, and several to ICU and PCRE.
const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \t\n\r\f\v' }

const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' }

const isLetter = (c: string): boolean => /^[A-Za-z]$/.test(c)

/** A character that stands for itself. What a syntax may take for a sign of its own is escaped; letters and digits never are. */
const literal = (c: string, { ignoreCase }: Syntax): string =>
  ignoreCase && isLetter(c) ? `[${c.toLowerCase()}${c.toUpperCase()}]` : /^[!-/:-@[-^`{-~]$/.test(c) ? `\\${c}` : c

/** A character inside brackets. */
const member = (c: string): string => (/^[!-/:-@[-^`{-~]$/.test(c) ? `\\${c}` : c)

/** The character behind a backslash; letters and digits have meanings that databases disagree on. */
const escaped = (r: Reader): string => {
  const c = r.characters[r.at++]
  if (c === undefined) return wrong(r, 'it ends with a lone backslash')
  return controls[c] ?? (/^[A-Za-z0-9]$/.test(c) ? wrong(r, `\\${c} is not in the part that databases share`) : c)
}

/** Both cases of the letters in a range of characters. */
const withCases = (from: string, to: string): string => {
  let text = from === to ? member(from) : `${member(from)}-${member(to)}`
  for (const [low, high, shift] of [
    [65, 90, 32],
    [97, 122, -32],
  ] as const) {
    const start = Math.max(from.codePointAt(0) as number, low)
    const end = Math.min(to.codePointAt(0) as number, high)
    if (start <= end) text += `${String.fromCodePoint(start + shift)}-${String.fromCodePoint(end + shift)}`
  }
  return text
}

const bracketed = (r: Reader, { ignoreCase }: Syntax): string => {
  const negated = r.characters[r.at] === '^'
  if (negated) r.at++
  let text = ''
  for (;;) {
    const c = r.characters[r.at++]
    if (c === undefined) return wrong(r, 'a bracket is not closed')
    if (c === ']') break
    if (c === '[') return wrong(r, 'a bracket inside brackets is written \\[')
    if (c === '\\' && Object.hasOwn(classes, r.characters[r.at] ?? '')) {
      text += classes[r.characters[r.at++] as string]
      continue
    }
    const from = c === '\\' ? escaped(r) : c
    if (from === '-' && c !== '\\' && text !== '' && r.characters[r.at] !== ']') return wrong(r, 'a hyphen inside brackets is written \\-')
    let to = from
    if (r.characters[r.at] === '-' && r.characters[r.at + 1] !== ']' && r.characters[r.at + 1] !== undefined) {
      r.at++
      const next = r.characters[r.at++] as string
      to = next === '\\' ? escaped(r) : next
      if (next === '[' || (to.codePointAt(0) ?? 0) < (from.codePointAt(0) ?? 0)) return wrong(r, `${from}-${to} is no range`)
    }
    text += ignoreCase ? withCases(from, to) : from === to ? member(from) : `${member(from)}-${member(to)}`
  }
  return text === '' ? wrong(r, 'brackets hold nothing') : `[${negated ? '^' : ''}${text}]`
}

/** The most repetitions that PostgreSQL counts: manual 9.7.3. */
const mostRepeats = 255

/** `*`, `+`, `?`, `{2,3}`. */
const repeat = (r: Reader): string => {
  const c = r.characters[r.at]
  if (c === '*' || c === '+' || c === '?') {
    r.at++
    return c
  }
  if (c !== '{') return ''
  const found = /^\{(\d{1,3})(,(\d{1,3})?)?\}/.exec(r.characters.slice(r.at, r.at + 10).join(''))
  if (found === null) return wrong(r, 'a brace begins a count, {2} or {2,3}; itself it is written \\{')
  const [text, least, , most] = found as unknown as readonly [string, string, string | undefined, string | undefined]
  if (Number(least) > mostRepeats || Number(most ?? 0) > mostRepeats || (most !== undefined && Number(most) < Number(least)))
    return wrong(r, `${text} is no count up to ${mostRepeats}`)
  r.at += text.length
  return text
}

const deepest = 50

const group = (r: Reader, syntax: Syntax): string => {
  if (r.characters[r.at] === '?') {
    if (r.characters[r.at + 1] !== ':') return wrong(r, 'a group begins with ( or (?:')
    r.at += 2
  }
  if (++r.depth > deepest) return wrong(r, `groups are at most ${deepest} deep`)
  const text = alternatives(r, syntax)
  r.depth--
  if (r.characters[r.at++] !== ')') return wrong(r, 'a group is not closed')
  return `(?:${text})`
}

/** One thing that may be repeated; `undefined` for what may not. */
const atom = (c: string, r: Reader, syntax: Syntax): string => {
  const { similar, words } = syntax
  if (c === '(') return group(r, syntax)
  if (c === '[') return bracketed(r, syntax)
  if (c === '\\') {
    const next = r.characters[r.at] ?? ''
    if (!similar && Object.hasOwn(classes, next)) {
      r.at++
      return `[${classes[next]}]`
    }
    return literal(escaped(r), syntax)
  }
  if (similar ? c === '_' : c === '.') return words.any
  if (similar && c === '%') return `(?:${words.any}*)`
  if (c === '*' || c === '+' || c === '?') return wrong(r, `there is nothing for ${c} to repeat`)
  if (c === '{' || c === '}' || c === ']') return wrong(r, `${c} is written \\${c}`)
  return literal(c, syntax)
}

const sequence = (r: Reader, syntax: Syntax): string => {
  let text = ''
  while (r.problem === undefined && r.at < r.characters.length) {
    const c = r.characters[r.at] as string
    if (c === '|' || c === ')') break
    r.at++
    if (!syntax.similar && (c === '^' || c === '$')) {
      if (repeat(r) !== '') return wrong(r, `${c} cannot be repeated`)
      text += c === '^' ? syntax.words.start : syntax.words.end
      continue
    }
    text += atom(c, r, syntax) + repeat(r)
    if (repeat(r) !== '') return wrong(r, 'what is repeated is not repeated again: put it in a group')
  }
  // An empty alternative is no error anywhere when it is a group of nothing.
  return text === '' ? '(?:)' : text
}

const alternatives = (r: Reader, syntax: Syntax): string => {
  let text = sequence(r, syntax)
  while (r.problem === undefined && r.characters[r.at] === '|') {
    r.at++
    text += `|${sequence(r, syntax)}`
  }
  return text
}

const longest = 1000

const read = (given: string, syntax: Syntax): Pattern => {
  const r: Reader = { characters: [...given], at: 0, depth: 0, problem: undefined }
  if (r.characters.length > longest) return { problem: `it has more than ${longest} characters` }
  if (given.includes('\0') || !given.isWellFormed()) return { problem: 'it holds what is no character of a text' }
  const text = alternatives(r, syntax)
  if (r.problem === undefined && r.at < r.characters.length) wrong(r, 'a group is closed that was not opened')
  return r.problem === undefined ? { text: syntax.words.prefix + text } : { problem: r.problem }
}

/** A regular expression in a database's words. */
export const patternOf = (given: string, ignoreCase: boolean, words: PatternWords): Pattern =>
  read(given, { words, ignoreCase, similar: false })

/** A pattern of SIMILAR TO as a regular expression: it matches the whole text. */
export const similarPattern = (given: string, words: PatternWords): Pattern => {
  const made = read(given, { words: { ...words, prefix: '' }, ignoreCase: false, similar: true })
  return 'text' in made ? { text: `${words.prefix}${words.start}(?:${made.text})${words.end}` } : made
}
