/** `a in (select …)`. */
import type { ExpressionNode, InQueryNode } from '../tree/node.js'
import { type CompileError, compileError } from '../plan/compile-error.js'
import { report } from '../plan/context.js'
import { outputOfRows } from '../plan/output.js'
import { expression as resolve, query as resolveQuery } from '../plan/resolve.js'
import { expression as parts, query as queryParts } from '../plan/structure.js'
import { expressionOf } from '../render/kind.js'
import { comparison, tighter } from '../render/precedence.js'
import { valueQuery } from './scalar.js'
import { comparesWith } from './tuple.js'

/**
 * What is wrong with a query beside IN: it has a column for each item of what it is compared with, of a type that compares.
 * SQLite and MySQL compare values of any types, and find none that are equal.
 */
const checkMembership = ({ operand, query }: InQueryNode): CompileError | undefined => {
  const items = operand._tag === 'Tuple' ? operand.items : [operand]
  const { columns } = outputOfRows(query)
  if (columns.length !== items.length)
    return compileError('malformed', `a query beside in has a column for each value: ${columns.length} stand beside ${items.length}`)
  const index = items.findIndex((item, at) => !comparesWith(item.type, (columns[at] as (typeof columns)[number]).expression.type))
  if (index < 0) return undefined
  const [item, column] = [items[index] as ExpressionNode, columns[index] as (typeof columns)[number]]
  return compileError(
    'malformed',
    `${column.name} does not compare with what it stands beside: ${column.expression.type.tag} with ${item.type.tag}`,
  )
}

export const inQueryKind: never = /* @__PURE__ */ expressionOf<InQueryNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    resolve(node.operand, scope, context)
    resolveQuery(node.query, scope, context)
    if (context.problem === undefined) report(context, checkMembership(node))
  },
  parts: (node, walk) => {
    walk.parts.push('InQuery', node.negated)
    parts(node.operand, walk)
    queryParts(node.query, walk)
  },
  level: () => comparison,
  render: (d, node, w) => {
    const operand = tighter(d, node.operand, comparison, w)
    return `${operand} ${node.negated ? 'not in' : 'in'} (${valueQuery(d, node.query, w)})`
  },
})
