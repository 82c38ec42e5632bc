/** Text: what is found, cut, filled and put together. Positions, lengths and parts count code points, from 1. */
import { call, type FunctionKind } from '../kinds/call.js'
import { concatKind } from '../kinds/concat.js'
import { coalesceKind } from '../kinds/functions.js'
import {
  btrimKind,
  concatWsKind,
  leftKind,
  lpadKind,
  ltrimKind,
  octetLengthKind,
  positionKind,
  repeatKind,
  reverseKind,
  rightKind,
  rpadKind,
  rtrimKind,
  splitPartKind,
} from '../kinds/text-parts.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { Integer, Text } from '../schema/sql-type.js'
import { integerType } from '../schema/types/integer.js'
import { textType } from '../schema/types/text.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { lift, type NeedsIn, type NullIn, param, type RefsIn, type StrictIn, type TextType } from '../tree/operand.js'

type TextOperand = string | Expr<TextType | null, string, string, string, unknown>

const likeText: ExpressionNode = /* @__PURE__ */ param('', textType, undefined)

const number = (value: number): ExpressionNode => param(value, integerType, undefined)
const characters = (value: string): ExpressionNode => param(value, textType, undefined)

/** Of a text and a number. */
export interface CountedText {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    count: number,
  ): Expr<Text | Extract<T, null>, R, N, C>
}

/** Of a text, a length and what fills it. */
export interface PaddedText {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    length: number,
    fill?: string,
  ): Expr<Text | Extract<T, null>, R, N, C>
}

/** Of a text and the characters that are cut: spaces where none are given. */
export interface TrimmedText {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    characters?: string,
  ): Expr<Text | Extract<T, null>, R, N, C>
}

const counted = (fn: FunctionKind): CountedText =>
  ((operand: AnyExpr, count: number) => call(fn, [nodeOf(operand), number(count)], textType)) as unknown as CountedText

const padded = (fn: FunctionKind): PaddedText =>
  ((operand: AnyExpr, length: number, fill = ' ') =>
    call(fn, [nodeOf(operand), number(length), characters(fill)], textType)) as unknown as PaddedText

const trimmed = (fn: FunctionKind): TrimmedText =>
  ((operand: AnyExpr, cut?: string) =>
    call(fn, cut === undefined ? [nodeOf(operand)] : [nodeOf(operand), characters(cut)], textType)) as unknown as TrimmedText

/**
 * Where a text first has another, from 1; 0 where it has not. An empty text is at 1. `strpos(a, b)`, `locate(b, a)`,
 * `instr(a, b)`. Which letters are one is for MySQL and MariaDB the collation's to say, as in a comparison.
 */
export const position = <T extends TextType | null, R extends string, N extends string, C extends string, const B extends TextOperand>(
  operand: Expr<T, R, N, C, unknown>,
  part: B,
): Expr<Integer | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>> =>
  exprOf(call(positionKind, [nodeOf(operand), lift(likeText, part)], integerType))

/** The first characters: `left(a, 3)`. All of them where there are fewer. */
export const left: CountedText = /* @__PURE__ */ counted(leftKind)
/** The last characters: `right(a, 3)`. All of them where there are fewer. */
export const right: CountedText = /* @__PURE__ */ counted(rightKind)
/** A text so many times: `repeat(a, 3)`. On SQLite of `zeroblob`, which has no such function. */
export const repeat: CountedText = /* @__PURE__ */ counted(repeatKind)

/**
 * A text of `length` characters: filled on the left, by spaces where nothing else is said, or cut on the right. `lpad(a, 5, '0')`
 *
 * @example lpad(cast(orders.id, text()), 8, '0')
 */
export const lpad: PaddedText = /* @__PURE__ */ padded(lpadKind)
/** A text of `length` characters: filled or cut on the right. `rpad(a, 5, '.')` */
export const rpad: PaddedText = /* @__PURE__ */ padded(rpadKind)

/** Without any of the characters at both ends: `btrim(a, 'xy')`. See `trim` for spaces. */
export const btrim: TrimmedText = /* @__PURE__ */ trimmed(btrimKind)
/** Without any of the characters at the beginning: `ltrim(a, 'xy')`; spaces where none are given. */
export const ltrim: TrimmedText = /* @__PURE__ */ trimmed(ltrimKind)
/** Without any of the characters at the end: `rtrim(a, 'xy')`; spaces where none are given. */
export const rtrim: TrimmedText = /* @__PURE__ */ trimmed(rtrimKind)

/** The characters from the last to the first: `reverse(a)`. By a recursive query on SQLite. */
export const reverse = <T extends TextType | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
): Expr<Text | Extract<T, null>, R, N, C> => exprOf(call(reverseKind, [nodeOf(operand)], textType))

/** The bytes of a text in UTF-8: `octet_length(a)`. */
export const octetLength = <T extends TextType | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
): Expr<Integer | Extract<T, null>, R, N, C> => exprOf(call(octetLengthKind, [nodeOf(operand)], integerType))

/**
 * What stands between two separators: the `part`th, from 1; an empty text where there are fewer. `split_part(a, ',', 2)`; by
 * `substring_index` on MySQL and MariaDB, by a recursive query on SQLite.
 *
 * @example splitPart(customers.email, '@', 2)
 */
export const splitPart = <T extends TextType | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
  separator: string,
  part: number,
): Expr<Text | Extract<T, null>, R, N, C> => exprOf(call(splitPartKind, [nodeOf(operand), characters(separator), number(part)], textType))

/** Joins texts with a separator between them, and leaves out nulls; of none it is an empty text. `concat_ws(', ', a, b)` */
export const concatWs = <const E extends readonly [TextOperand, ...ReadonlyArray<TextOperand>]>(
  separator: string,
  ...operands: E
): Expr<Text, RefsIn<E[number]>, never, NeedsIn<E[number]>> =>
  exprOf(
    operands.length === 0
      ? malformed('a text', undefined)
      : call(concatWsKind, [characters(separator), ...operands.map((operand) => lift(likeText, operand))], textType),
  )

/** What stands for a hole: a text that is there, or an expression that may be null. */
const piece = (operand: unknown): ExpressionNode =>
  typeof operand === 'string' ? characters(operand) : call(coalesceKind, [lift(likeText, operand), characters('')], textType)

/**
 * A text with others in the places of `%s`; `%%` is a percent sign. A null is an empty text, as in PostgreSQL's `format`. It is
 * their concatenation.
 *
 * @example format('%s <%s>', customers.email, customers.email)
 */
export const format = <const E extends ReadonlyArray<TextOperand>>(
  template: string,
  ...operands: E
): Expr<Text, RefsIn<E[number]>, never, NeedsIn<E[number]>> => {
  const parts = typeof template === 'string' ? template.split(/(%s|%%)/u) : []
  const holes = parts.filter((part) => part === '%s').length
  if (parts.length === 0 || holes !== operands.length || parts.some((part) => part !== '%s' && part !== '%%' && part.includes('%')))
    return malformed(`a template with ${operands.length} times %s, and %% for a percent sign`, template)
  let next = 0
  const pieces = parts
    .filter((part) => part !== '')
    .map((part) => (part === '%s' ? piece(operands[next++]) : characters(part === '%%' ? '%' : part)))
  const [first = characters(''), ...rest] = pieces
  return exprOf(
    rest.reduce<ExpressionNode>((made, next) => ({ [ExprId]: concatKind, _tag: 'Concat', left: made, right: next, type: textType }), first),
  )
}
