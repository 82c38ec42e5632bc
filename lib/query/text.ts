/** Text: LIKE and its escaped friends, concatenation, case, length and parts. Positions and lengths count code points. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import type { Integer, Text } from '../schema/sql-type.js'
import { booleanType } from '../schema/types/boolean.js'
import { integerType } from '../schema/types/integer.js'
import { textType } from '../schema/types/text.js'
import { call, type FunctionKind } from '../kinds/call.js'
import { concatKind } from '../kinds/concat.js'
import { likeKind } from '../kinds/like.js'
import { lengthKind, lowerKind, replaceKind, substringKind, trimKind, upperKind } from '../kinds/text.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import {
  type BooleanType,
  lift,
  type NeedsIn,
  type NullIn,
  type Operand,
  param,
  type RefsIn,
  type StrictIn,
  type TextType,
} from '../tree/operand.js'

// ---------------------------------------------------------------------------------------------------------------------
// LIKE
// ---------------------------------------------------------------------------------------------------------------------

export interface Matching<Need extends string = never> {
  <
    T extends TextType | null,
    R extends string,
    N extends string,
    C extends string,
    B extends string | Expr<TextType | null, string, string, string, unknown>,
  >(
    operand: Expr<T, R, N, C, unknown>,
    pattern: B,
  ): Expr<BooleanType | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B> | Need>
}

export interface TextMatching {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    text: string,
  ): Expr<BooleanType | Extract<T, null>, R, N, C>
}

// The pattern is a text of its own: an enumeration's pattern need not be one of its members, nor a varchar's fit its length.
const patternNode = (operand: ExpressionNode, pattern: unknown): ExpressionNode =>
  typeof pattern === 'string' ? param(pattern, textType, operand) : lift(operand, pattern)

const matching = <M>(ignoreCase: boolean, negated: boolean, toPattern: (text: string) => string = (text) => text): M =>
  ((operand: AnyExpr, pattern: unknown) => {
    const node = nodeOf(operand)
    return {
      [ExprId]: likeKind,
      _tag: 'Like',
      operand: node,
      pattern: patternNode(node, typeof pattern === 'string' ? toPattern(pattern) : pattern),
      ignoreCase,
      negated,
      type: booleanType,
    }
  }) as unknown as M

/** Makes a text match itself inside a LIKE pattern: `\`, `%` and `_` are escaped with `\`. */
export const escapeLike = (text: string): string => (typeof text === 'string' ? text.replace(/[\\%_]/g, '\\$&') : text)

/** `a like pattern`: `%` is any text, `_` any character, `\` escapes. Upper and lower case differ on every dialect. */
export const like: Matching = /* @__PURE__ */ matching(false, false)
/** `a not like pattern` */
export const notLike: Matching = /* @__PURE__ */ matching(false, true)
/** `like` where the letters a to z match in either case, and no others: what all dialects can do alike. */
export const ilike: Matching<'^ilike'> = /* @__PURE__ */ matching(true, false)
/** `not ilike` */
export const notIlike: Matching<'^ilike'> = /* @__PURE__ */ matching(true, true)
/** Whether a text is part of another: `a like '%text%'`, with what is special in the text escaped. */
export const contains: TextMatching = /* @__PURE__ */ matching(false, false, (text) => `%${escapeLike(text)}%`)
/** `a like 'text%'`, with what is special in the text escaped. */
export const startsWith: TextMatching = /* @__PURE__ */ matching(false, false, (text) => `${escapeLike(text)}%`)
/** `a like '%text'`, with what is special in the text escaped. */
export const endsWith: TextMatching = /* @__PURE__ */ matching(false, false, (text) => `%${escapeLike(text)}`)

// ---------------------------------------------------------------------------------------------------------------------
// functions
// ---------------------------------------------------------------------------------------------------------------------

export interface TextFunction<Out> {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
  ): Expr<Out | Extract<T, null>, R, N, C>
}

const textFunction = <Out>(fn: FunctionKind, type: ExpressionNode['type']): TextFunction<Out> =>
  ((operand: AnyExpr) => call(fn, [nodeOf(operand)], type)) as unknown as TextFunction<Out>

/** `lower(a)`. Which letters beyond a to z it folds is the database's own (SQLite: none). */
export const lower: TextFunction<Text> = /* @__PURE__ */ textFunction(lowerKind, textType)
/** `upper(a)`. Which letters beyond a to z it folds is the database's own (SQLite: none). */
export const upper: TextFunction<Text> = /* @__PURE__ */ textFunction(upperKind, textType)
/** `trim(a)`: without the spaces (U+0020) at both ends. */
export const trim: TextFunction<Text> = /* @__PURE__ */ textFunction(trimKind, textType)
/** The number of characters (code points). `char_length(a)`, `length(a)`. */
export const length: TextFunction<Integer> = /* @__PURE__ */ textFunction(lengthKind, integerType)

/**
 * The part of a text from character `start` (the first is 1), of at most `count` characters; to the end without a
 * count. Both are constants: databases disagree on what a negative start means, so a start below 1 is a CompileError.
 */
export const substring = <T extends TextType | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
  start: number,
  count?: number,
): Expr<Text | Extract<T, null>, R, N, C> =>
  exprOf(
    call(
      substringKind,
      [nodeOf(operand), param(start, integerType, undefined), ...(count === undefined ? [] : [param(count, integerType, undefined)])],
      textType,
    ),
  )

/** `replace(a, from, to)`: every occurrence, case-sensitive. An empty `from` changes nothing. */
export const replace = <
  T extends TextType | null,
  R extends string,
  N extends string,
  C extends string,
  A extends Operand<Text>,
  B extends Operand<Text>,
>(
  operand: Expr<T, R, N, C, unknown>,
  from: A,
  to: B,
): Expr<
  Text | Extract<T, null> | NullIn<A> | NullIn<B>,
  R | RefsIn<A> | RefsIn<B>,
  N | StrictIn<A> | StrictIn<B>,
  C | NeedsIn<A> | NeedsIn<B>
> => exprOf(call(replaceKind, [nodeOf(operand), liftText(from), liftText(to)], textType))

const concatNode = (left: ExpressionNode, right: ExpressionNode): ExpressionNode => ({
  [ExprId]: concatKind,
  _tag: 'Concat',
  left,
  right,
  type: textType,
})

const likeText: ExpressionNode = /* @__PURE__ */ param('', textType, undefined)

const liftText = (operand: unknown): ExpressionNode => lift(likeText, operand)

type TextOperand = string | Expr<TextType | null, string, string, string, unknown>

/** Joins texts: `a || b || …`, `concat(a, b, …)`. Null where any is null, on every dialect. */
export const concat = <const E extends readonly [TextOperand, ...ReadonlyArray<TextOperand>]>(
  ...operands: E
): Expr<Text | NullIn<E[number]>, RefsIn<E[number]>, StrictIn<E[number]>, NeedsIn<E[number]>> =>
  exprOf(operands.length === 0 ? malformed('a text', undefined) : operands.map(liftText).reduce((left, right) => concatNode(left, right)))
