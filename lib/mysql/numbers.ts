/** Functions of numbers on MySQL and MariaDB. */
import { powerBy, roundBy } from '../kinds/numbers.js'
import type { Render } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import type { CallNode, ExpressionNode } from '../tree/node.js'

const cut = (text: string): string => `truncate(${text}, 0)`

export const round: Render<CallNode> = /* @__PURE__ */ roundBy(cut)
export const power: Render<CallNode> = /* @__PURE__ */ powerBy(cut)

/** The whole number of a decimal is an integer here where it fits one, and is to be read as a decimal. */
export const whole =
  (text: (operand: string) => string): Render<CallNode> =>
  (d, node, w) => {
    const made = text(expression(d, node.args[0] as ExpressionNode, w))
    return node.type.tag === 'double' ? `(${made} + 0)` : `cast(${made} as decimal(38, 0))`
  }

export const truncated: Render<CallNode> = /* @__PURE__ */ whole(cut)

export const sign: Render<CallNode> = (d, node, w) => `sign(${list(d, node.args, w)})`

export const extreme =
  (name: 'greatest' | 'least'): Render<CallNode> =>
  (d, node, w) =>
    `${name}(${list(d, node.args, w)})`
