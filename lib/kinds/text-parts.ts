/** Functions that find, cut, fill and put together texts. */
import { compileError } from '../plan/compile-error.js'
import { shown } from '../plan/shown.js'
import type { Render, Writer } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { bareParameter } from '../render/parameter.js'
import { reject } from '../render/writer.js'
import type { CallNode, ExpressionNode, ParamNode } from '../tree/node.js'
import { type FunctionKind, functionKind } from './call.js'

/** A whole number that a function takes, checked here because databases disagree outside of its bounds. */
export const wholeOf = (node: ExpressionNode, least: number, what: string, w: Writer): number => {
  const value = node._tag === 'Param' ? node.value : undefined
  if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= mostCharacters) return value as number
  reject(w, compileError('malformed', `${what} is a whole number from ${least} to ${mostCharacters}, got ${shown(value)}`))
  return least
}

/** As many as a text has at most where databases build it from a number: MySQL's packets hold 64 MB by default. */
const mostCharacters = 10_000_000

/** A text that a function takes, which has at least one character. */
export const charactersOf = (node: ExpressionNode, what: string, w: Writer): string => {
  const value = node._tag === 'Param' ? node.value : undefined
  if (typeof value === 'string' && value !== '') return value
  reject(w, compileError('malformed', `${what} is a text that is not empty, got ${shown(value)}`))
  return ' '
}

/** A call with a text and a number: `left(a, $1)`. */
export const counted =
  (name: string, what: string, least = 0): Render<CallNode> =>
  (d, node, w) => {
    const [text, count] = node.args as [ExpressionNode, ParamNode]
    wholeOf(count, least, what, w)
    return `${name}(${expression(d, text, w)}, ${bareParameter(d, count, w)})`
  }

/** `lpad(a, $1, $2)` */
const padded =
  (name: string): Render<CallNode> =>
  (d, node, w) => {
    const [text, count, fill] = node.args as [ExpressionNode, ParamNode, ExpressionNode]
    wholeOf(count, 0, 'the length', w)
    charactersOf(fill, 'what fills a text', w)
    return `${name}(${expression(d, text, w)}, ${bareParameter(d, count, w)}, ${expression(d, fill, w)})`
  }

/** `split_part(a, $1, $2)` */
const split: Render<CallNode> = (d, node, w) => {
  const [text, separator, part] = node.args as [ExpressionNode, ExpressionNode, ParamNode]
  charactersOf(separator, 'a separator', w)
  wholeOf(part, 1, 'the number of a part', w)
  return `split_part(${expression(d, text, w)}, ${expression(d, separator, w)}, ${bareParameter(d, part, w)})`
}

/** `ltrim(a)`, and `ltrim(a, $1)` with the characters that are cut. */
export const trimmed =
  (name: string): Render<CallNode> =>
  (d, node, w) => {
    const [, characters] = node.args
    if (characters !== undefined) charactersOf(characters, 'what is trimmed', w)
    return `${name}(${list(d, node.args, w)})`
  }

const called =
  (name: string): Render<CallNode> =>
  (d, node, w) =>
    `${name}(${list(d, node.args, w)})`

export const positionKind: FunctionKind = /* @__PURE__ */ functionKind('position', /* @__PURE__ */ called('strpos'))
export const leftKind: FunctionKind = /* @__PURE__ */ functionKind('left', /* @__PURE__ */ counted('left', 'a number of characters'))
export const rightKind: FunctionKind = /* @__PURE__ */ functionKind('right', /* @__PURE__ */ counted('right', 'a number of characters'))
export const repeatKind: FunctionKind = /* @__PURE__ */ functionKind('repeat', /* @__PURE__ */ counted('repeat', 'how often a text comes'))
export const lpadKind: FunctionKind = /* @__PURE__ */ functionKind('lpad', /* @__PURE__ */ padded('lpad'))
export const rpadKind: FunctionKind = /* @__PURE__ */ functionKind('rpad', /* @__PURE__ */ padded('rpad'))
export const reverseKind: FunctionKind = /* @__PURE__ */ functionKind('reverse', /* @__PURE__ */ called('reverse'))
export const splitPartKind: FunctionKind = /* @__PURE__ */ functionKind('splitPart', split)
export const btrimKind: FunctionKind = /* @__PURE__ */ functionKind('btrim', /* @__PURE__ */ trimmed('btrim'))
export const ltrimKind: FunctionKind = /* @__PURE__ */ functionKind('ltrim', /* @__PURE__ */ trimmed('ltrim'))
export const rtrimKind: FunctionKind = /* @__PURE__ */ functionKind('rtrim', /* @__PURE__ */ trimmed('rtrim'))
export const concatWsKind: FunctionKind = /* @__PURE__ */ functionKind('concatWs', /* @__PURE__ */ called('concat_ws'))
export const octetLengthKind: FunctionKind = /* @__PURE__ */ functionKind('octetLength', /* @__PURE__ */ called('octet_length'))
