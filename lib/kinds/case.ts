/** `case when … then … else … end` */
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts, optional } from '../plan/structure.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import type { CaseNode, ExpressionNode } from '../tree/node.js'

const children = ({ branches, otherwise }: CaseNode): ReadonlyArray<ExpressionNode> => [
  ...branches.flatMap(({ when, then }) => [when, then]),
  ...(otherwise === undefined ? [] : [otherwise]),
]

export const caseKind: never = /* @__PURE__ */ expressionOf<CaseNode>({
  children,
  resolve: (node, scope, context) => {
    for (const child of children(node)) resolve(child, scope, context)
  },
  parts: ({ branches, otherwise }, walk) => {
    walk.parts.push('Case', branches.length)
    for (const branch of branches) {
      parts(branch.when, walk)
      parts(branch.then, walk)
    }
    optional(otherwise, walk)
  },
  render: (d, { branches, otherwise }, w) => {
    let text = 'case'
    for (const branch of branches) text += ` when ${expression(d, branch.when, w)} then ${expression(d, branch.then, w)}`
    return `${text}${otherwise === undefined ? '' : ` else ${expression(d, otherwise, w)}`} end`
  },
})
