/** AND, OR and the constants on SQLite. */
import type { LogicalNode } from '../tree/node.js'
import type { Render } from '../render/dialect.js'
import { asTight, parenthesized } from '../render/precedence.js'

/** The words of true and false are columns' names where a column has them: manual, Boolean expressions. */
export const yes = '(1 = 1)'
export const no = '(1 = 0)'

/** The most operands of AND and OR that stand beside one another: a chain of them is as deep as it is long. */
const longest = 100

/** A chain of any length, nested in balance: an expression may be 1,000 deep (manual, Limits, 5). */
export const chain =
  (word: string, level: number, empty: string): Render<LogicalNode> =>
  (d, { operands }, w) => {
    if (operands.length === 0) return empty
    let parts = operands.map((operand) => asTight(d, operand, level, w))
    while (parts.length > longest) {
      const groups: Array<string> = []
      for (let index = 0; index < parts.length; index += longest) groups.push(parenthesized(parts.slice(index, index + longest).join(word)))
      parts = groups
    }
    return parts.join(word)
  }
