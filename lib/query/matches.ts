/** Regular expressions, and SIMILAR TO, in the part that databases read alike. */
import { matchesKind } from '../kinds/matches.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import { booleanType } from '../schema/types/boolean.js'
import { textType } from '../schema/types/text.js'
import { ExprId, nodeOf } from '../tree/node.js'
import { type BooleanType, param, type TextType } from '../tree/operand.js'

export interface RegularMatching {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    pattern: string,
    flags?: '' | 'i',
  ): Expr<BooleanType | Extract<T, null>, R, N, C | '^regularExpressions'>
}

export interface SimilarMatching {
  <T extends TextType | null, R extends string, N extends string, C extends string>(
    operand: Expr<T, R, N, C, unknown>,
    pattern: string,
  ): Expr<BooleanType | Extract<T, null>, R, N, C | '^regularExpressions'>
}

const matching = <M>(similar: boolean, negated: boolean): M =>
  ((operand: AnyExpr, pattern: unknown, flags: unknown) => ({
    [ExprId]: matchesKind,
    _tag: 'Matches',
    operand: nodeOf(operand),
    // Of a length of its own, whatever that of the column.
    pattern: param(pattern, textType, undefined),
    similar,
    flags: flags ?? '',
    negated,
    type: booleanType,
  })) as M

/**
 * Whether a part of a text matches a regular expression: `a ~ pattern`, `regexp_like(a, pattern, 'c')`, `a regexp pattern`.
 *
 * The pattern is a constant in the part of the syntax that means the same everywhere; what is not in it is a CompileError that
 * says so. In it are characters, `.` (any, a line's end too), `[a-z]` and `[^a-z]` (by code point), `\d`, `\w` and `\s` (ASCII),
 * groups, `|`, `*`, `+`, `?`, `{2}`, `{2,}`, `{2,3}` (to 255), `^` and `$` (the ends of the text, never of a line), and `\` before
 * what is to be itself. Not in it are back references, assertions, lazy and possessive repeats, and classes by name.
 *
 * With the flag `'i'` the letters a to z match in either case, and no others, as with `ilike`. SQLite has no regular expressions.
 *
 * @example where(matches(customers.email, '@example\\.(com|org)$', 'i'))
 */
export const matches: RegularMatching = /* @__PURE__ */ matching(false, false)
/** `not matches`: null where the text is null. `a !~ pattern` */
export const notMatches: RegularMatching = /* @__PURE__ */ matching(false, true)

/**
 * Whether a whole text matches a pattern of SIMILAR TO: `%` is any text, `_` any character, with `|`, groups, brackets and
 * repeats as in `matches`, and `\` before what is to be itself. It is rendered as the regular expression of the same meaning, as
 * PostgreSQL does itself.
 */
export const similarTo: SimilarMatching = /* @__PURE__ */ matching(true, false)
/** `not similar to`: null where the text is null. */
export const notSimilarTo: SimilarMatching = /* @__PURE__ */ matching(true, true)
