/** Functions of texts that MySQL and MariaDB say otherwise, or have not. */
import { charactersOf, wholeOf } from '../kinds/text-parts.js'
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { textType } from '../schema/types/text.js'
import type { CallNode, ExpressionNode, ParamNode } from '../tree/node.js'
import { param } from '../tree/operand.js'

/** `locate(b, a)`, whose placeholders stand in this order. */
export const position: Render<CallNode> = (d, { args }, w) => {
  const [text, part] = args as [ExpressionNode, ExpressionNode]
  return `locate(${expression(d, part, w)}, ${expression(d, text, w)})`
}

/** Bytes: manual, 14.8. */
export const octetLength: Render<CallNode> = (d, { args }, w) => `length(${expression(d, args[0] as ExpressionNode, w)})`

/**
 * What stands before the `part`th separator, without what stands before the one before it. `substring_index(a, ',', -1)` would
 * search from the end, and find another separator where these overlap.
 */
export const splitPart: Render<CallNode> = (d, { args }, w) => {
  const [operand, separator, part] = args as [ExpressionNode, ExpressionNode, ParamNode]
  const length = [...charactersOf(separator, 'a separator', w)].length
  const number = wholeOf(part, 1, 'the number of a part', w)
  const text = (): string => expression(d, operand, w)
  const by = (): string => expression(d, separator, w)
  const upTo = (count: number): string => `substring_index(${text()}, ${by()}, ${count})`
  if (number === 1) return upTo(1)
  const found = `(char_length(${text()}) - char_length(replace(${text()}, ${by()}, ''))) / ${length}`
  // Numbers of Oxbow's own, checked: they stand in the text.
  return `case when ${found} < ${number - 1} then '' else substr(${upTo(number)}, char_length(${upTo(number - 1)}) + ${length + 1}) end`
}

/** A class of characters for both servers' regular expressions. */
const classOf = (characters: string): string =>
  `[${[...characters].map((one) => (/[\p{L}\p{N}\s]/u.test(one) ? one : `\\${one}`)).join('')}]`

const patterns: { readonly [F in 'btrim' | 'ltrim' | 'rtrim']: (characters: string) => string } = {
  ltrim: (characters) => `^${characters}+`,
  rtrim: (characters) => `${characters}+\\z`,
  btrim: (characters) => `^${characters}+|${characters}+\\z`,
}

const sides = { btrim: 'both', ltrim: 'leading', rtrim: 'trailing' } as const

/** TRIM cuts a whole text again and again, and not any of its characters: of one character both are the same. */
export const trimmed =
  (name: keyof typeof patterns, replaced: (text: string, pattern: string) => string): Render<CallNode> =>
  (d, { args }, w) => {
    const [operand, cut] = args as [ExpressionNode, ExpressionNode | undefined]
    if (cut === undefined) return `${name}(${expression(d, operand, w)})`
    const characters = charactersOf(cut, 'what is trimmed', w)
    if ([...characters].length === 1) return `trim(${sides[name]} ${expression(d, cut, w)} from ${expression(d, operand, w)})`
    const text = expression(d, operand, w)
    return replaced(text, expression(d, param(patterns[name](classOf(characters)), textType, undefined), w))
  }
