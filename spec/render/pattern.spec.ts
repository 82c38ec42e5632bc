/** The part of regular expressions that databases read alike: what is in it means what JavaScript says, what is not is refused. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { patternOf, similarPattern } from '../../lib/kinds/pattern.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { customers } from '../support/shop.js'

const words = { any: '[^]', start: '^', end: '$', prefix: '' }

const textOf = (pattern: string, ignoreCase = false): string => {
  const made = patternOf(pattern, ignoreCase, words)
  return 'text' in made ? made.text : `refused: ${made.problem}`
}

/** JavaScript refuses to escape what is no sign of its own. */
const forJavaScript = (text: string): string =>
  text.replaceAll(/\\([^\w\s])/gu, (_, c: string) => `\\x${(c.codePointAt(0) as number).toString(16).padStart(2, '0')}`)

describe('a pattern', () => {
  it.each([
    ['a.b', 'a[^]b'],
    ['', '(?:)'],
    ['a|', 'a|(?:)'],
    ['(a)(?:b)', '(?:a)(?:b)'],
    ['\\d+\\-', '[0-9]+\\-'],
    ['[\\w-]', '[A-Za-z0-9_\\-]'],
    ['[^a-f\\]]', '[^a-f\\]]'],
    ['"#&\'', '\\"\\#\\&\\\''],
    ['\\t', '\t'],
    ['^a$', '^a$'],
  ])('%s is %s', (pattern, text) => {
    expect(textOf(pattern)).toBe(text)
  })

  it.each([
    ['aé', '[aA]é'],
    ['[b-d]', '[b-dB-D]'],
    ['[W-c]', '[W-cw-zA-C]'],
    ['[1]', '[1]'],
  ])('%s in either case is %s', (pattern, text) => {
    expect(textOf(pattern, true)).toBe(text)
  })

  it.each([
    ['a**', 'what is repeated is not repeated again: put it in a group'],
    ['a*?', 'what is repeated is not repeated again: put it in a group'],
    ['*a', 'there is nothing for * to repeat'],
    ['^*', '^ cannot be repeated'],
    ['(?=a)', 'a group begins with ( or (?:'],
    ['(a', 'a group is not closed'],
    ['a)', 'a group is closed that was not opened'],
    ['[a', 'a bracket is not closed'],
    ['[]', 'brackets hold nothing'],
    ['[[:alpha:]]', 'a bracket inside brackets is written \\['],
    ['[b-a]', 'b-a is no range'],
    ['[a-b-c]', 'a hyphen inside brackets is written \\-'],
    ['\\b', '\\b is not in the part that databases share'],
    ['\\1', '\\1 is not in the part that databases share'],
    ['a\\', 'it ends with a lone backslash'],
    ['a{', 'a brace begins a count, {2} or {2,3}; itself it is written \\{'],
    ['a{,3}', 'a brace begins a count, {2} or {2,3}; itself it is written \\{'],
    ['a{3,2}', '{3,2} is no count up to 255'],
    ['a{256}', '{256} is no count up to 255'],
    ['{2}', '{ is written \\{'],
    ['}', '} is written \\}'],
    ['\0', 'it holds what is no character of a text'],
    ['\ud800', 'it holds what is no character of a text'],
    ['a'.repeat(1001), 'it has more than 1000 characters'],
    ['('.repeat(51), 'groups are at most 50 deep'],
  ])('%s is refused', (pattern, problem) => {
    expect(textOf(pattern)).toBe(`refused: ${problem}`)
  })

  it('means what JavaScript says', () => {
    const pieces = fc.constantFrom(
      'a',
      'B',
      '.',
      '\\d',
      '[^a-c]',
      '(a|b)',
      '*',
      '+',
      '?',
      '{1,2}',
      '|',
      '^',
      '$',
      '(',
      ')',
      'é',
      '😀',
      '\\.',
      '-',
    )
    const pattern = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''))
    const text = fc.array(fc.constantFrom('a', 'b', 'B', '1', '\n', 'é', '😀', '.'), { maxLength: 6 }).map((parts) => parts.join(''))
    const agrees = (given: string, subject: string): boolean => {
      const made = patternOf(given, false, words)
      return 'problem' in made || new RegExp(forJavaScript(made.text), 'u').test(subject) === new RegExp(given, 'su').test(subject)
    }
    expect(fc.check(fc.property(pattern, text, agrees), { numRuns: 2000 })).toMatchObject({ failed: false })
  })
})

describe('a pattern of SIMILAR TO', () => {
  it.each([
    ['a%_', '^(?:a(?:[^]*)[^])$'],
    ['a.b^c$', '^(?:a\\.b\\^c\\$)$'],
    ['a\\%', '^(?:a\\%)$'],
    ['a|b', '^(?:a|b)$'],
  ])('%s is %s', (pattern, text) => {
    expect(similarPattern(pattern, words)).toEqual({ text })
  })

  it('is refused where databases disagree', () => {
    expect(similarPattern('a\\d', words)).toEqual({ problem: '\\d is not in the part that databases share' })
  })
})

describe('a query with a pattern', () => {
  const messageOf = (predicate: unknown, dialect: o.Dialect = postgres as never): string => {
    const made = o.compile(dialect)(o.pipe(o.from(customers), o.where(predicate as o.PredicateOn<typeof customers>)) as never)
    return isLeft(made) ? made.left.message : made.right.sql
  }
  const loose = o.matches as unknown as (...values: ReadonlyArray<unknown>) => unknown

  it.each([
    [loose(customers.name, 'a{'), /^a pattern that databases do not read alike: a brace begins a count/],
    [loose(customers.name, 5), /expected a text, got 5/],
    [loose(customers.name, 'a', 'g'), /^the one flag of a pattern is 'i', got/],
    [loose(customers.id, 'a'), /^a pattern is for a text, not for integer$/],
  ])('is refused in words', (predicate, message) => {
    expect(messageOf(predicate)).toMatch(message)
  })

  it('is refused by SQLite', () => {
    expect(messageOf(o.matches(customers.name, 'a'), sqlite as never)).toMatch(/sqlite has no regularExpressions/)
  })

  it('is kept, and bound in the words of each database', () => {
    const bound = (dialect: unknown): unknown => {
      const made = [1, 2].map(() =>
        o.compile(dialect as o.Dialect<'regularExpressions'>)(o.pipe(o.from(customers), o.where(o.matches(customers.name, '^.$')))),
      )
      return made.map((one) => (isLeft(one) ? one.left.message : one.right.params))
    }
    expect([postgres, mysql, mariadb].map(bound)).toEqual([
      [['^.$'], ['^.$']],
      [['\\A(?s:.)\\z'], ['\\A(?s:.)\\z']],
      [['(?-i)\\A(?s:.)\\z'], ['(?-i)\\A(?s:.)\\z']],
    ])
  })
})
