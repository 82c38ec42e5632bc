/** UNION, INTERSECT and EXCEPT on SQLite, with the columns of all operands in one form. */
import type { RowsNode, SetOperationNode } from '../tree/node.js'
import type { Dialect, Render, SetOperand, Writer } from '../render/dialect.js'
import { isPlain, setOperation as standardSetOperation } from '../kinds/set-operation.js'
import { columnsOf, operandText } from '../render/select.js'
import { converted } from './decimal.js'
import { retyped } from './derived.js'

/** The operands of a set operation with their columns in the forms of the first's. */
export const unified = (d: Dialect, node: RowsNode, w: Writer): RowsNode => {
  if (node._tag === 'Select') return node
  const left = unified(d, node.left, w)
  const right = unified(d, node.right, w)
  const wanted = new Map(columnsOf(node, w).map(({ name, expression: { type } }) => [name, type]))
  const columns = columnsOf(right, w)
  for (const { name, expression: column } of columns) converted(d, column, wanted.get(name) ?? column.type, w)
  const aligning = retyped(
    right,
    columns.map(({ name, expression: { type } }) => wanted.get(name) ?? type),
    w,
  )
  return left === node.left && aligning === node.right ? node : { ...node, left, right: aligning }
}

export const setOperation: Render<SetOperationNode> = (d, node, w) => standardSetOperation(d, unified(d, node, w) as SetOperationNode, w)

/**
 * The operands of a set operation stand without parentheses and have no clauses of their own (manual, SELECT, 3): one
 * that has is a derived table.
 */
export const setOperand: Render<SetOperand> = (d, { node, names }, w) =>
  isPlain(node) ? operandText(d, node, names, w) : `select * from (${operandText(d, node, names, w)})`
