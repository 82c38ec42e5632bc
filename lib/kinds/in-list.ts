/** `a in (…)` of a list. */
import { all, expression as resolve, isNull, noNull } from '../plan/resolve.js'
import { expression as parts, isFree } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import { comparison, parenthesized } from '../render/precedence.js'
import { isExpr } from '../schema/expression.js'
import type { ExpressionNode, InListNode, ParamNode, TupleNode } from '../tree/node.js'
import { arrayList } from './array-list.js'

/** A value beside its operand: parameters of a list take the operand's type, those of a row value the type of its columns. */
const member = (d: Dialect, item: ExpressionNode, operand: ExpressionNode, w: Writer): string =>
  item._tag === 'Tuple' && operand._tag === 'Tuple'
    ? parenthesized(item.items.map((part, index) => beside(d, part, operand.items[index] ?? part, w, 0)).join(', '))
    : beside(d, item, operand, w, 0)

/** The members one by one: `a in (?, ?)`. */
export const inMembers: Render<InListNode> = (d, node, w) => {
  if (node.list.length === 0) return node.negated ? 'true' : 'false'
  const operand = beside(d, node.operand, node.list[0] as ExpressionNode, w)
  const items = node.list.map((item) => member(d, item, node.operand, w)).join(', ')
  return `${operand} ${node.negated ? 'not in' : 'in'} (${items})`
}

/** Whether a member of a list, or each item of a row value in it, is a parameter of its operand's type. */
const isFreeMember = (node: ExpressionNode, operand: ExpressionNode): boolean =>
  isExpr(node) && node._tag === 'Tuple' && operand._tag === 'Tuple'
    ? node.items.length === operand.items.length && node.items.every((item, index) => isFree(item, operand.items[index] as ExpressionNode))
    : isFree(node, operand)

export const inListKind: never = /* @__PURE__ */ expressionOf<InListNode>({
  children: ({ operand, list }) => [operand, ...list],
  resolve: ({ operand, list }, scope, context) => {
    if (list.some(isNull)) noNull(context)
    resolve(operand, scope, context)
    all(list, scope, context)
  },
  // A list of values is one holder. What else a list holds may decide how all its members are written.
  parts: (node, walk) => {
    const { operand, list } = node
    let index = 0
    while (index < list.length && isFreeMember(list[index] as ExpressionNode, operand)) index++
    const isFreeList = index === list.length
    walk.parts.push(node.negated ? 'not in' : 'in', list.length, isFreeList)
    parts(operand, walk)
    if (!isFreeList) for (const item of list) parts(item, walk)
    else if (operand._tag !== 'Tuple') walk.holders.push(node)
    else for (const item of list) for (const part of (item as TupleNode).items) walk.holders.push(part as ParamNode)
  },
  level: () => comparison,
  render: (d, node, w) => arrayList(d, node, w) ?? inMembers(d, node, w),
})
