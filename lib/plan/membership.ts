/** A query beside IN has a column for each item of what it is compared with, of a type that compares. */
import type { ExpressionNode, InQueryNode } from '../query/node.js'
import { type CompileError, compileError } from './compile-error.js'
import { outputOfRows } from './output.js'

const numbers: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'double'])

const compares = (a: ExpressionNode, b: ExpressionNode): boolean =>
  a.type.tag === b.type.tag || (numbers.has(a.type.tag) && numbers.has(b.type.tag))

/** What is wrong with a query beside IN: SQLite and MySQL compare values of any types, and find none that are equal. */
export const checkMembership = ({ operand, query }: InQueryNode): CompileError | undefined => {
  const items = operand._tag === 'Tuple' ? operand.items : [operand]
  const { columns } = outputOfRows(query)
  if (columns.length !== items.length)
    return compileError('malformed', `a query beside in has a column for each value: ${columns.length} stand beside ${items.length}`)
  const index = items.findIndex((item, at) => !compares(item, (columns[at] as (typeof columns)[number]).expression))
  if (index < 0) return undefined
  const [item, column] = [items[index] as ExpressionNode, columns[index] as (typeof columns)[number]]
  return compileError(
    'malformed',
    `${column.name} does not compare with what it stands beside: ${column.expression.type.tag} with ${item.type.tag}`,
  )
}
