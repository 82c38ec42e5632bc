/** LIKE with lists of patterns. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { nodeOf } from '../tree/node.js'
import type { BooleanType, NeedsIn, NullIn, RefsIn, StrictIn, TextType } from '../tree/operand.js'
import { and, or } from './logic.js'
import { like, notLike } from './text.js'

export interface MatchingList {
  <
    T extends TextType | null,
    R extends string,
    N extends string,
    C extends string,
    B extends string | Expr<TextType | null, string, string, string, unknown>,
  >(
    operand: Expr<T, R, N, C, unknown>,
    patterns: ReadonlyArray<B>,
  ): Expr<BooleanType | Extract<T, null> | NullIn<B>, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>>
}

type Match = (operand: AnyExpr, pattern: unknown) => AnyExpr

const listed = (fold: (...predicates: ReadonlyArray<never>) => AnyExpr, match: unknown): MatchingList =>
  ((operand: AnyExpr, patterns: unknown) => {
    // Read also where there is no pattern, so that a mistake is found in any case.
    const node = nodeOf(operand)
    const made = Array.isArray(patterns)
      ? patterns.map((pattern: unknown) => (match as Match)(node as AnyExpr, pattern))
      : [malformed('a list of patterns', patterns)]
    return fold(...(made as ReadonlyArray<unknown> as ReadonlyArray<never>))
  }) as MatchingList

/** Whether a text matches any of several patterns: `(a like x or a like y)`. Of no pattern it is false. */
export const likeAny: MatchingList = /* @__PURE__ */ listed(or, like)
/** Whether a text matches each of several patterns: `(a like x and a like y)`. Of no pattern it is true. */
export const likeAll: MatchingList = /* @__PURE__ */ listed(and, like)
/** Whether there is one of several patterns that a text does not match: `(a not like x or a not like y)`. */
export const notLikeAny: MatchingList = /* @__PURE__ */ listed(or, notLike)
/** Whether a text matches none of several patterns: `(a not like x and a not like y)`. Of no pattern it is true. */
export const notLikeAll: MatchingList = /* @__PURE__ */ listed(and, notLike)
