/** `a > any (…)` and `a > all (…)`. */
import { type Context, malformed, need } from '../plan/context.js'
import { outputOfRows } from '../plan/output.js'
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { comparison, tighter } from '../render/precedence.js'
import { query as renderQuery } from '../render/query.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { unknownType } from '../schema/types/text.js'
import {
  type ComparisonOperator,
  ExprId,
  type ExpressionNode,
  type InQueryNode,
  type QuantifiedNode,
  type QuantifierNode,
  type RowsNode,
} from '../tree/node.js'
import { inQueryKind } from './in-query.js'
import { valueQuery } from './scalar.js'
import { comparesWith } from './tuple.js'

/** `= any` of a query is IN and `<> all` is NOT IN, which databases plan better: ISO 9075-2, 8.4. */
const membership = (
  operator: ComparisonOperator,
  operand: ExpressionNode,
  { quantifier, members }: QuantifierNode,
): InQueryNode | undefined => {
  const negated = quantifier === 'all'
  return members._tag === 'Scalar' && operator === (negated ? 'ne' : 'eq')
    ? { [ExprId]: inQueryKind, _tag: 'InQuery', operand, query: members.query, negated, type: booleanType }
    : undefined
}

/** `any (…)` by itself is nothing: a comparison takes what is in it. */
export const quantifierKind: never = /* @__PURE__ */ expressionOf<QuantifierNode>({
  resolve: ({ quantifier }, _scope, context) =>
    malformed(context, `${quantifier}Of stands on the right of a comparison: gt(a, ${quantifier}Of(…))`),
  parts: ({ quantifier, members }, walk) => {
    walk.parts.push('Quantifier', quantifier)
    parts(members, walk)
  },
  compared: (operator, operand, right) => {
    // One on the left stays where it stands, and is refused there.
    if (operand._tag === 'Quantifier') return operand
    const { quantifier, members } = right as QuantifierNode
    return (
      membership(operator, operand, right as QuantifierNode) ?? {
        [ExprId]: quantifiedKind,
        _tag: 'Quantified',
        operator,
        operand,
        quantifier,
        members,
        type: booleanType,
      }
    )
  },
  /* v8 ignore next -- the planner refuses it */
  render: () => '',
})

/** The types of the values. */
const memberTypes = (members: ExpressionNode): ReadonlyArray<AnySqlType> =>
  members._tag === 'Scalar'
    ? outputOfRows(members.query).columns.map(({ expression: column }) => column.type)
    : [members.type.of ?? unknownType]

const checkMembers = ({ operand, quantifier, members }: QuantifiedNode, context: Context): void => {
  const [type, ...others] = memberTypes(members)
  if (type === undefined || others.length > 0) malformed(context, `the query of ${quantifier}Of has one column`)
  else if (!comparesWith(operand.type, type))
    malformed(context, `${quantifier}Of does not compare with what stands beside it: ${type.tag} with ${operand.type.tag}`)
}

export const quantifiedKind: never = /* @__PURE__ */ expressionOf<QuantifiedNode>({
  children: ({ operand, members }) => [operand, members],
  resolve: (node, scope, context) => {
    const { operator, operand, quantifier, members } = node
    if (operator === 'isDistinctFrom' || operator === 'isNotDistinctFrom')
      malformed(context, `${quantifier}Of stands beside =, <>, <, <=, > and >=`)
    resolve(operand, scope, context)
    resolve(members, scope, context)
    if (members._tag !== 'Scalar') need(context, 'arrays')
    if (context.problem === undefined) checkMembers(node, context)
  },
  parts: ({ operator, operand, quantifier, members }, walk) => {
    walk.parts.push('Quantified', operator, quantifier)
    parts(operand, walk)
    parts(members, walk)
  },
  level: () => comparison,
  render: (d, node, w) => {
    const left = comparedWith(d, node, w)
    return `${left} (${node.members._tag === 'Scalar' ? valueQuery(d, node.members.query, w) : expression(d, node.members, w)})`
  },
})

const comparedWith = (d: Dialect, { operand, operator, quantifier }: QuantifiedNode, w: Writer): string =>
  `${tighter(d, operand, comparison, w)} ${d.operators[operator]} ${quantifier}`

/** The query of a quantified comparison, in a dialect that refuses arrays. */
export const queryOfMembers = ({ members }: QuantifiedNode): RowsNode =>
  (members as Extract<ExpressionNode, { readonly _tag: 'Scalar' }>).query

/** The query as a derived table, for a database that has no LIMIT in the query of ANY itself. */
export const quantifiedDerived: Render<QuantifiedNode> = (d, node, w) =>
  `${comparedWith(d, node, w)} (select * from (${renderQuery(d, queryOfMembers(node), w)}) as ${d.quote('limited')})`
