/**
 * Operator precedence: the only place that decides on parentheses.
 *
 * The numbers hold for all four dialects. Where they differ (`||` binds tighter than `*` in SQLite and looser than `+` in
 * PostgreSQL), the operator has a level that asks for parentheses in either.
 */
import type { ExpressionNode } from '../tree/node.js'
import type { Dialect, Writer } from './dialect.js'
import { expression } from './expression.js'
import { renderedKind } from './kind.js'

export const or = 1
export const and = 2
export const not = 3
export const comparison = 4
export const concatenation = 5
export const additive = 6
export const multiplicative = 7
/** COLLATE binds tighter than every operator. */
export const collation = 8
export const atom = 9

export const precedence = (node: ExpressionNode): number => {
  switch (node._tag) {
    case 'Column':
    case 'Param':
    case 'Constant':
      // First, because they are most of the operands there are.
      return atom
    case 'Binary':
    case 'IsNull':
      return comparison
    case 'Or':
      return node.operands.length === 0 ? atom : or
    case 'And':
      return node.operands.length === 0 ? atom : and
    case 'Not':
      return not
    default:
      return renderedKind(node)?.level?.(node) ?? atom
  }
}

export const parenthesized = (text: string): string => `(${text})`

/** An operand that must bind tighter than its parent. */
export const tighter = (d: Dialect, node: ExpressionNode, parent: number, w: Writer): string => {
  const text = expression(d, node, w)
  return precedence(node) > parent ? text : parenthesized(text)
}

/** An operand that may be of its parent's level: the left one of an operator that associates to the left. */
export const asTight = (d: Dialect, node: ExpressionNode, parent: number, w: Writer): string => {
  const text = expression(d, node, w)
  const own = precedence(node)
  // Concatenation and arithmetic are of no common order: each asks for parentheses around the other.
  return own >= parent && !(parent === additive && own === concatenation) ? text : parenthesized(text)
}
