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
import { no, yes } from './logic.js'

/** A name that no column of an expression is reached by. */
const freshName = (node: ExpressionNode): string => {
  let name = 'quantified'
  while (someExpression(node, (item) => item._tag === 'Column' && item.source === name)) name += '_'
  return name
}

/**
 * The three answers by EXISTS: ANY is true where a comparison is, else null where one is null, else false; ALL is false where
 * one is, else null where one is null, else true. The texts stand twice, and their placeholders are numbered.
 */
export const quantified: Render<QuantifiedNode> = (d, node, w) => {
  const query = queryOfMembers(node)
  const name = freshName(node.operand)
  const column = columnsOf(query, w)[0] as { readonly name: string; readonly expression: ExpressionNode }
  const right = derivedColumn(name, column.name, column.expression.type)
  const comparison: ExpressionNode = { [ExprId]: brand, _tag: 'Binary', operator: node.operator, left: node.operand, right, type: node.type }
  const rows = source(d, derivedInfo(name, query, false), false, w)
  const test = expression(d, comparison, w)
  const decided = node.quantifier === 'any' ? test : `not (${test})`
  const [found, else_] = node.quantifier === 'any' ? [yes, no] : [no, yes]
  const some = (predicate: string): string => `exists (select 1 from ${rows} where ${predicate})`
  return `case when ${some(decided)} then ${found} when ${some(`(${test}) is null`)} then null else ${else_} end`
}
