/** `a like pattern`, with `\` as the escape character on every dialect. */
import { malformed, need } from '../plan/context.js'
import { expression as resolve, isNull, noNull } from '../plan/resolve.js'
import { expression as parts, param, value } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { comparison, multiplicative, tighter } from '../render/precedence.js'
import type { ExpressionNode, LikeNode } from '../tree/node.js'

/** Whether a pattern's last backslash has nothing to escape: databases match it, match nothing or call it an error. */
const escapesNothing = (pattern: ExpressionNode): boolean => {
  if (pattern._tag !== 'Param' || typeof pattern.value !== 'string') return false
  let backslashes = 0
  while (pattern.value.at(-1 - backslashes) === '\\') backslashes++
  return backslashes % 2 === 1
}

/** With the escape character named, for a database that has none by itself. */
export const likeEscaped: Render<LikeNode> = (d, node, w) => {
  const operand = beside(d, node.operand, node.pattern, w)
  const pattern = beside(d, node.pattern, node.operand, w)
  return `${operand} ${node.negated ? 'not like' : 'like'} ${pattern} escape '\\'`
}

/** Fixed for all: upper and lower case of ASCII only, so that the meaning is the same on every database. */
const ascii = (d: Dialect, node: ExpressionNode, w: Writer): string => `lower(${tighter(d, node, multiplicative, w)} collate "C")`

export const likeKind: never = /* @__PURE__ */ expressionOf<LikeNode>({
  children: ({ operand, pattern }) => [operand, pattern],
  resolve: ({ operand, pattern, ignoreCase }, scope, context) => {
    if (ignoreCase) need(context, 'ilike')
    if (isNull(pattern)) noNull(context)
    if (escapesNothing(pattern)) malformed(context, 'a pattern ends with a lone backslash: write it twice')
    resolve(operand, scope, context)
    resolve(pattern, scope, context)
  },
  parts: ({ operand, pattern, negated, ignoreCase }, walk) => {
    walk.parts.push('Like', negated, ignoreCase)
    parts(operand, walk)
    // The planner looks at what the backslash escapes.
    if (pattern._tag === 'Param' && typeof pattern.value === 'string' && pattern.value.endsWith('\\')) param(pattern, walk)
    else value(pattern, operand, walk)
  },
  level: () => comparison,
  // PostgreSQL's backslash escapes without being named: manual 9.7.1.
  render: (d, node, w) => {
    const operand = node.ignoreCase ? ascii(d, node.operand, w) : beside(d, node.operand, node.pattern, w)
    const pattern = node.ignoreCase ? ascii(d, node.pattern, w) : beside(d, node.pattern, node.operand, w)
    return `${operand} ${node.negated ? 'not like' : 'like'} ${pattern}`
  },
})
