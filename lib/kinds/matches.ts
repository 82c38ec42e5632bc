/** Regular expressions and SIMILAR TO. */
import { type Context, malformed, need } from '../plan/context.js'
import { expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { comparison, tighter } from '../render/precedence.js'
import { textType } from '../schema/types/text.js'
import type { MatchesNode } from '../tree/node.js'
import { param } from '../tree/operand.js'
import { type Pattern, patternOf, type PatternWords, similarPattern } from './pattern.js'

/** PostgreSQL's: its `.` is any character and its `^` and `$` are the ends of the text (manual 9.7.3.6). */
const postgresWords: PatternWords = { any: '.', start: '^', end: '$', prefix: '' }

/** Of ICU and PCRE, whose `.` leaves out the ends of lines and whose `$` may stand before the last of them. */
export const perlWords: PatternWords = { any: '(?s:.)', start: '\\A', end: '\\z', prefix: '' }

const patternIn = ({ pattern, similar, flags }: MatchesNode, words: PatternWords): Pattern =>
  typeof pattern !== 'string'
    ? { problem: `expected a text, got ${shown(pattern)}` }
    : similar
      ? similarPattern(pattern, words)
      : patternOf(pattern, flags === 'i', words)

const checkPattern = (node: MatchesNode, context: Context): void => {
  const { flags } = node
  if (flags !== '' && flags !== 'i') malformed(context, `the one flag of a pattern is 'i', got ${shown(flags)}`)
  const made = patternIn(node, postgresWords)
  if ('problem' in made) malformed(context, `a pattern that databases do not read alike: ${made.problem}`)
  if (node.operand.type.tag !== 'text') malformed(context, `a pattern is for a text, not for ${node.operand.type.tag}`)
}

/** The pattern as a parameter. */
export const boundPattern = (d: Dialect, node: MatchesNode, words: PatternWords, w: Writer): string => {
  const made = patternIn(node, words)
  /* v8 ignore next -- the planner has refused what has no text */
  return expression(d, param('text' in made ? made.text : '', textType, undefined), w)
}

export const matchesKind: never = /* @__PURE__ */ expressionOf<MatchesNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    need(context, 'regularExpressions', 'use like, or a function of the database by sql')
    resolve(node.operand, scope, context)
    if (context.problem === undefined) checkPattern(node, context)
  },
  // The pattern is part of the query, as its columns are: what is bound is made from it.
  parts: ({ operand, pattern, similar, flags, negated }, walk) => {
    walk.parts.push('Matches', pattern, similar, flags, negated)
    parts(operand, walk)
  },
  level: () => comparison,
  render: (d, node, w) =>
    `${tighter(d, node.operand, comparison, w)} ${node.negated ? '!~' : '~'} ${boundPattern(d, node, postgresWords, w)}`,
})
