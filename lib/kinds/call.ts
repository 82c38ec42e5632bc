/** Calls of functions. A function is a name, which a dialect may say otherwise, and what it is where none does. */
import { all } from '../plan/resolve.js'
import { each } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { list } from '../render/expression.js'
import { type ExpressionKind, expressionOf } from '../render/kind.js'
import { beside } from '../render/parameter.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { type CallNode, ExprId, type ExpressionNode, type FunctionName } from '../tree/node.js'

/** A function with one portable meaning. */
export interface FunctionKind extends ExpressionKind<CallNode> {
  readonly name: FunctionName
}

/** A function by its name, and its text where the dialect has none of its own in `functions`. */
export const functionKind = (name: FunctionName, render: Render<CallNode>): FunctionKind => ({
  name,
  children: ({ args }) => args,
  resolve: ({ args }, scope, context) => all(args, scope, context),
  parts: ({ name: called, args }, walk) => {
    walk.parts.push('Call', called)
    each(args, walk)
  },
  render: (d, node, w) => (d.functions[name] ?? render)(d, node, w),
})

/** A call of a function. */
export const call = (fn: FunctionKind, args: ReadonlyArray<ExpressionNode>, type: AnySqlType): CallNode => ({
  [ExprId]: expressionOf(fn),
  _tag: 'Call',
  name: fn.name,
  args,
  type,
})

/** Arguments of one type: a parameter needs no cast where another argument fixes the type. */
export const uniform = (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer): string => {
  const fixed = nodes.find((node) => node._tag !== 'Param')
  return fixed === undefined ? list(d, nodes, w) : nodes.map((node) => beside(d, node, fixed, w, 0)).join(', ')
}

/** A function spelled with a word and its arguments in order. */
export const word =
  (name: string): Render<{ readonly args: ReadonlyArray<ExpressionNode> }> =>
  (d, node, w) =>
    `${name}(${uniform(d, node.args, w)})`
