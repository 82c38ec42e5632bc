/** The `sql` tagged template: trusted text for what the algebra lacks, with typed holes. */
import { timestampType } from '../schema/types/temporal.js'
import { textType } from '../schema/types/text.js'
import { doubleType } from '../schema/types/float.js'
import { bigintType, integerType } from '../schema/types/integer.js'
import { booleanType } from '../schema/types/boolean.js'
import { bytesType } from '../schema/types/bytes.js'
import { fragmentKind } from '../kinds/fragment.js'
import type { Column } from '../schema/column.js'
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { type AnySqlType } from '../schema/sql-type.js'
import { type AnySource, SourceId } from '../schema/table.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf, type SourceNode } from '../tree/node.js'
import { type NeedsIn, param, type RefsIn } from '../tree/operand.js'
import { sourceNode } from './select.js'

/** What a hole takes: an expression, a source (its name), or a value with `literal(value, type)`. */
export type Hole = AnyExpr | AnySource | string | number | bigint | boolean | Date | Uint8Array

type HoleRefs<H> = H extends AnyExpr ? RefsIn<H> : never
type HoleNeeds<H> = H extends AnyExpr ? NeedsIn<H> : never

// A value in a hole has the type its JavaScript type suggests; `literal` says another.
const types: Readonly<Record<string, AnySqlType>> = {
  string: textType,
  number: doubleType,
  bigint: bigintType,
  boolean: booleanType,
}
const dateHole: AnySqlType = /* @__PURE__ */ timestampType(3)

const holeType = (value: unknown): AnySqlType =>
  value instanceof Date
    ? dateHole
    : value instanceof Uint8Array
      ? bytesType
      : Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
        ? integerType
        : (types[typeof value] ?? textType)

const holeNode = (hole: unknown): ExpressionNode | SourceNode =>
  isExpr(hole)
    ? nodeOf(hole)
    : typeof hole === 'object' && hole !== null && SourceId in hole
      ? sourceNode(hole as { readonly [SourceId]: unknown })
      : param(hole, holeType(hole), undefined)

const isText = (strings: unknown): strings is ReadonlyArray<string> =>
  Array.isArray(strings) && strings.every((text) => typeof text === 'string')

/** What a fragment's type is, for `sql(type)`. */
const fragment =
  (type: AnySqlType | undefined) =>
  (strings: TemplateStringsArray, ...holes: ReadonlyArray<unknown>): AnyExpr =>
    type === undefined || !isText(strings)
      ? malformed('the type of a column, and text', type === undefined ? type : strings)
      : // The strings of a template are frozen, and the same ones at each call.
        exprOf({
          [ExprId]: fragmentKind,
          _tag: 'Fragment',
          strings: Object.isFrozen(strings) ? strings : [...strings],
          holes: holes.map(holeNode),
          type,
        })

type Tag<T> = <const H extends ReadonlyArray<Hole>>(
  strings: TemplateStringsArray,
  ...holes: H
) => Expr<T, HoleRefs<H[number]>, never, HoleNeeds<H[number]>>

/**
 * SQL text of your own, of the type of a column: `sql(integer())\`cardinality(${posts.tags})\``.
 *
 * The text is trusted, the holes are not: a hole is an expression, a table, or a value that becomes a parameter; there is
 * no hole for text. The text is the same on every dialect, so a query with a fragment is as portable as its text.
 */
export const sql: {
  <T>(type: Column<T>): Tag<T>
  /** Text that comes from a string: the only door through which a string becomes SQL. Never give it a user's. */
  readonly unsafe: <T>(type: Column<T>, text: string) => Expr<T>
} = /* @__PURE__ */ Object.assign(<T>(type: Column<T>): Tag<T> => fragment(type?.type) as unknown as Tag<T>, {
  unsafe: <T>(type: Column<T>, text: string): Expr<T> => fragment(type?.type)([text] as never) as never,
})
