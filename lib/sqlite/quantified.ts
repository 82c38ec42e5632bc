/** ANY and ALL on SQLite, which has neither. */
import { someExpression } from '../plan/children.js'
import { derivedInfo } from '../kinds/derived.js'
import { queryOfMembers } from '../kinds/quantified.js'
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { columnsOf } from '../render/select.js'
import { source } from '../render/source.js'
import { brand, ExprId, type ExpressionNode, type QuantifiedNode } from '../tree/node.js'
import { derivedColumn } from '../tree/source.js'

/** A name that no column of an expression is reached by. */
const freshName = (node: ExpressionNode): string => {
  let name = 'quantified'
  while (someExpression(node, (item) => item._tag === 'Column' && item.source === name)) name += '_'
  return name
}

/**
 * Comparisons among which IN looks for a true one, and NOT IN for a false one. Both are null where a comparison is and nothing is
 * found: the rule of ANY and ALL. The comparison stands in the select list, because an aggregate of the query around may not
 * stand in WHERE.
 */
export const quantified: Render<QuantifiedNode> = (d, node, w) => {
  const query = queryOfMembers(node)
  const name = freshName(node.operand)
  const column = columnsOf(query, w)[0] as { readonly name: string; readonly expression: ExpressionNode }
  const right = derivedColumn(name, column.name, column.expression.type)
  const comparison: ExpressionNode = {
    [ExprId]: brand,
    _tag: 'Binary',
    operator: node.operator,
    left: node.operand,
    right,
    type: node.type,
  }
  const compared = `select ${expression(d, comparison, w)} from ${source(d, derivedInfo(name, query, false), false, w)}`
  return `${node.quantifier === 'any' ? '1 in' : '0 not in'} (${compared})`
}
