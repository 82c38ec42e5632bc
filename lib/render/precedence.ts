/**
 * Operator precedence: the only place that decides on parentheses.
 *
 * The numbers hold for all four dialects. Where they differ (`||` binds tighter than `*` in SQLite and looser than `+` in
 * PostgreSQL), the operator has a level that asks for parentheses in either.
 */
import type { BinaryOperator, ExpressionNode } from '../query/node.js'
import type { Dialect, Writer } from './dialect.js'
import { expression } from './expression.js'

export const or = 1
export const and = 2
export const not = 3
export const comparison = 4
const concatenation = 5
export const additive = 6
export const multiplicative = 7
const atom = 9

const binary: Readonly<Record<BinaryOperator, number>> = {
  eq: comparison,
  ne: comparison,
  lt: comparison,
  lte: comparison,
  gt: comparison,
  gte: comparison,
  isDistinctFrom: comparison,
  isNotDistinctFrom: comparison,
  concat: concatenation,
  add: additive,
  sub: additive,
  mul: multiplicative,
  div: multiplicative,
  mod: multiplicative,
}

export const precedence = (node: ExpressionNode): number => {
  switch (node._tag) {
    case 'Column':
    case 'Param':
      // First, because they are most of the operands there are.
      return atom
    case 'Or':
      return node.operands.length === 0 ? atom : or
    case 'And':
      return node.operands.length === 0 ? atom : and
    case 'Not':
      return not
    case 'Between':
    case 'InList':
    case 'InQuery':
    case 'Like':
    case 'IsNull':
      return comparison
    case 'Binary':
      return binary[node.operator]
    case 'AddInterval':
      return additive
    case 'Fragment':
      // Its text is the user's: nothing is known of its operators.
      return 0
    // By name, so that a new tag is a type error here.
    case 'Constant':
    case 'Tuple':
    case 'Call':
    case 'Cast':
    case 'Case':
    case 'Aggregate':
    case 'Window':
    case 'Extract':
    case 'Truncate':
    case 'Exists':
    case 'Scalar':
    case 'Nest':
    case 'Excluded':
      return atom
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

/** Whether an operand of `||` needs parentheses: arithmetic does, because the databases disagree on which binds tighter. */
export const standsInConcatenation = (node: ExpressionNode): boolean => {
  const own = precedence(node)
  return own === concatenation || own === atom
}
