/** Functions of texts. */
import { compileError } from '../plan/compile-error.js'
import { shown } from '../plan/shown.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { bareParameter } from '../render/parameter.js'
import { comparison, tighter } from '../render/precedence.js'
import { reject } from '../render/writer.js'
import type { CallNode, ExpressionNode, ParamNode } from '../tree/node.js'
import { type FunctionKind, functionKind, word } from './call.js'

/** `replace`, for a database that gives a text in which it finds nothing to replace as it is, though the new text is null. */
export const replaceByNull: Render<CallNode> = (d, node, w) => {
  const by = node.args[2] as ExpressionNode
  const text = (): string => word('replace')(d, node, w)
  return by._tag === 'Param' && by.value !== null ? text() : `case when ${tighter(d, by, comparison, w)} is not null then ${text()} end`
}

/** A bound of `substring`: a whole number of at least `least`, checked here because databases disagree below it. */
const bound = (d: Dialect, node: ExpressionNode, least: number, what: string, w: Writer): string => {
  const value = node._tag === 'Param' ? node.value : undefined
  return Number.isSafeInteger(value) && (value as number) >= least
    ? bareParameter(d, node as ParamNode, w)
    : reject(w, compileError('malformed', `substring needs a ${what} of at least ${least}, got ${shown(value)}`))
}

const substringText: Render<CallNode> = (d, node, w) => {
  const [operand, start, count] = node.args as [ExpressionNode, ExpressionNode, ExpressionNode | undefined]
  const text = expression(d, operand, w)
  const from = bound(d, start, 1, 'start', w)
  return count === undefined ? `substr(${text}, ${from})` : `substr(${text}, ${from}, ${bound(d, count, 0, 'count', w)})`
}

export const lowerKind: FunctionKind = /* @__PURE__ */ functionKind('lower', /* @__PURE__ */ word('lower'))
export const upperKind: FunctionKind = /* @__PURE__ */ functionKind('upper', /* @__PURE__ */ word('upper'))
export const trimKind: FunctionKind = /* @__PURE__ */ functionKind('trim', /* @__PURE__ */ word('trim'))
export const lengthKind: FunctionKind = /* @__PURE__ */ functionKind('length', /* @__PURE__ */ word('char_length'))
export const substringKind: FunctionKind = /* @__PURE__ */ functionKind('substring', substringText)
export const replaceKind: FunctionKind = /* @__PURE__ */ functionKind('replace', /* @__PURE__ */ word('replace'))
