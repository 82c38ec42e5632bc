/** Truth tests on SQLite, whose words for true and false are columns' names where a column has them. */
import type { Render } from '../render/dialect.js'
import { comparison, tighter } from '../render/precedence.js'
import type { TruthNode } from '../tree/node.js'
import { no, yes } from './logic.js'

/** IS compares any two values, and a predicate is 1, 0 or null: manual, Operators. */
export const truth: Render<TruthNode> = (d, node, w) => {
  const value = node.truth === null ? 'null' : node.truth ? yes : no
  return `${tighter(d, node.operand, comparison, w)} is ${node.negated ? 'not ' : ''}${value}`
}
