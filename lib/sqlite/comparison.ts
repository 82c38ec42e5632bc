/** Comparisons on SQLite, where values compare alike only when they are stored alike. */
import type { BetweenNode, BinaryNode, ExpressionNode, InListNode, InQueryNode, LikeNode } from '../tree/node.js'
import type { Render } from '../render/dialect.js'
import { expression, list, standardText } from '../render/expression.js'
import { columnsOf } from '../render/select.js'
import { inMembers } from '../kinds/in-list.js'
import { likeEscaped } from '../kinds/like.js'
import { standard } from '../render/standard.js'
import { aligned } from './decimal.js'
import { retyped } from './derived.js'
import { no, yes } from './logic.js'

const orders: ReadonlySet<string> = new Set(['lt', 'lte', 'gt', 'gte'])

/** The types of which every value compares as it is stored; it spares most comparisons a closer look. */
const comparesAsStored: ReadonlySet<string> = new Set(['integer', 'bigint', 'double', 'boolean', 'text', 'uuid', 'date'])

export const binary: Render<BinaryNode> = (d, node, w) => {
  if (node.left.type === node.right.type && comparesAsStored.has(node.left.type.tag)) return standard.expr.Binary(d, node, w)
  const sides = aligned(d, [node.left, node.right], orders.has(node.operator), w)
  return standard.expr.Binary(d, { ...node, left: sides[0] as ExpressionNode, right: sides[1] as ExpressionNode }, w)
}

export const between: Render<BetweenNode> = (d, node, w) => {
  const [operand, low, high] = aligned(d, [node.operand, node.low, node.high], true, w) as [ExpressionNode, ExpressionNode, ExpressionNode]
  return standardText(d, { ...node, operand, low, high }, w)
}

/** A list of row values is a VALUES clause: `((1, 2), (3, 4))` is no list to SQLite (manual, Row values, 2.3). */
export const inList: Render<InListNode> = (d, node, w) => {
  if (node.list.length === 0) return node.negated ? yes : no
  const [operand, ...members] = aligned(d, [node.operand, ...node.list], false, w) as [ExpressionNode, ...Array<ExpressionNode>]
  if (operand._tag !== 'Tuple') return inMembers(d, { ...node, operand, list: members }, w)
  const left = expression(d, operand, w)
  return `${left} ${node.negated ? 'not in' : 'in'} (values ${list(d, members, w)})`
}

const itemsOf = (node: ExpressionNode): ReadonlyArray<ExpressionNode> => (node._tag === 'Tuple' ? node.items : [node])

/** The operand and the query's columns in one form, the query as a derived table where its columns must change for it. */
export const inQuery: Render<InQueryNode> = (d, node, w) => {
  const columns = columnsOf(node.query, w)
  const pairs = itemsOf(node.operand).map((item, index) => {
    const column = columns[index]?.expression ?? item
    return aligned(d, [item, column], false, w) as [ExpressionNode, ExpressionNode]
  })
  const items = pairs.map(([item]) => item)
  const operand: ExpressionNode = node.operand._tag === 'Tuple' ? { ...node.operand, items } : (items[0] as ExpressionNode)
  const types = columns.map(({ expression: column }, index) => pairs[index]?.[1].type ?? column.type)
  return standardText(d, { ...node, operand, query: retyped(node.query, types, w) }, w)
}

/** `lower` folds the letters a to z and no others: manual, Built-in scalar functions. */
export const like: Render<LikeNode> = (d, node, w) => {
  if (!node.ignoreCase) return likeEscaped(d, node, w)
  const operand = expression(d, node.operand, w)
  return `lower(${operand}) ${node.negated ? 'not like' : 'like'} lower(${expression(d, node.pattern, w)}) escape '\\'`
}
