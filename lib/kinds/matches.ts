/** Regular expressions and SIMILAR TO. */
import { type Context, malformed, need } from '../plan/context.js'
import { expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts, param } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expressionOf } from '../render/kind.js'
import { bindShared } from '../render/parameter.js'
import { comparison, tighter } from '../render/precedence.js'
import { textType } from '../schema/types/text.js'
import type { MatchesNode } from '../tree/node.js'
import { type Pattern, patternOf, type PatternWords, similarPattern } from './pattern.js'

/** PostgreSQL's: its `.` is any character and its `^` and `$` are the ends of the text (manual 9.7.3.6). */
const postgresWords: PatternWords = { any: '.', start: '^', end: '$', prefix: '' }

/** Of ICU and PCRE, whose `.` leaves out the ends of lines and whose `$` may stand before the last of them. */
export const perlWords: PatternWords = { any: '(?s:.)', start: '\\A', end: '\\z', prefix: '' }

const patternIn = ({ pattern: { value }, similar, flags }: MatchesNode, words: PatternWords): Pattern =>
  typeof value !== 'string'
    ? { problem: `expected a text, got ${shown(value)}` }
    : similar
      ? similarPattern(value, words)
      : patternOf(value, flags === 'i', words)

const checkPattern = (node: MatchesNode, context: Context): void => {
  const { flags } = node
  if (flags !== '' && flags !== 'i') malformed(context, `the one flag of a pattern is 'i', got ${shown(flags)}`)
  const made = patternIn(node, postgresWords)
  if ('problem' in made) malformed(context, `a pattern that databases do not read alike: ${made.problem}`)
  if (node.operand.type.tag !== 'text') malformed(context, `a pattern is for a text, not for ${node.operand.type.tag}`)
}

/** The pattern as a parameter, in a database's words. */
export const boundPattern = (d: Dialect, node: MatchesNode, words: PatternWords, w: Writer): string => {
  const made = patternIn(node, words)
  /* v8 ignore next -- the planner has refused what has no text */
  const text = 'text' in made ? made.text : ''
  /* v8 ignore next -- a pattern is a part of what is kept, and is not read from another query */
  const read = (): string => text
  const placeholder = w.literal === undefined ? bindShared(d, text, textType, w, node.pattern, read) : w.literal(text, textType)
  return d.typedParameter(d, placeholder, textType)
}

export const matchesKind: never = /* @__PURE__ */ expressionOf<MatchesNode>({
  children: ({ operand, pattern }) => [operand, pattern],
  resolve: (node, scope, context) => {
    need(context, 'regularExpressions', 'use like, or a function of the database by sql')
    resolve(node.operand, scope, context)
    if (context.problem === undefined) checkPattern(node, context)
  },
  // What is bound is made from the pattern: it is a part of the query, as its columns are.
  parts: ({ operand, pattern, similar, flags, negated }, walk) => {
    walk.parts.push('Matches', similar, flags, negated)
    param(pattern, walk)
    parts(operand, walk)
  },
  level: () => comparison,
  render: (d, node, w) =>
    `${tighter(d, node.operand, comparison, w)} ${node.negated ? '!~' : '~'} ${boundPattern(d, node, postgresWords, w)}`,
})
