/** Expressions that choose one of several values, on SQLite: CASE, COALESCE and NULLIF, with the values in one form. */
import { brand, type CallNode, type CaseNode, type ExpressionNode, ExprId } from '../tree/node.js'
import { constant } from '../tree/operand.js'
import { caseKind } from '../kinds/case.js'
import type { Render } from '../render/dialect.js'
import { expression, list, standardText } from '../render/expression.js'
import { booleanType } from '../schema/types/boolean.js'
import { aligned, converted, storedAlike } from './decimal.js'

export const caseWhen: Render<CaseNode> = (d, node, w) =>
  standardText(
    d,
    {
      ...node,
      branches: node.branches.map(({ when, then }) => ({ when, then: converted(d, then, node.type, w) })),
      otherwise: node.otherwise === undefined ? undefined : converted(d, node.otherwise, node.type, w),
    },
    w,
  )

export const coalesce: Render<CallNode> = (d, node, w) =>
  `coalesce(${list(
    d,
    node.args.map((argument) => converted(d, argument, node.type, w)),
    w,
  )})`

/** Compared in one form, given back in the first's. */
export const nullIf: Render<CallNode> = (d, node, w) => {
  const args = aligned(d, node.args, false, w)
  if (args === node.args) return `nullif(${list(d, args, w)})`
  const type = (args[0] as ExpressionNode).type
  return storedAlike(type, node.type)
    ? `nullif(${list(d, args, w)})`
    : expression(
        d,
        {
          [ExprId]: caseKind,
          _tag: 'Case',
          branches: [{ when: equal(args), then: constant(null, node.type) }],
          otherwise: node.args[0],
          type: node.type,
        },
        w,
      )
}

const equal = (args: ReadonlyArray<ExpressionNode>): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Binary',
  operator: 'eq',
  left: args[0] as ExpressionNode,
  right: args[1] as ExpressionNode,
  type: booleanType,
})
