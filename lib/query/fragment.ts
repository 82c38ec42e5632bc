/** The `sql` tagged template: trusted text for what the algebra lacks, with typed holes. */
import type { Column } from '../schema/column.js'
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { type AnySqlType, sqlType } from '../schema/sql-type.js'
import { type AnySource, SourceId } from '../schema/table.js'
import { brand, ExprId, type ExpressionNode, exprOf, nodeOf, type SourceNode } from './node.js'
import { type NeedsIn, param, type RefsIn } from './operand.js'
import { sourceNode } from './select.js'

/** What a hole takes: an expression, a source (its name), or a value with `literal(value, type)`. */
export type Hole = AnyExpr | AnySource | string | number | bigint | boolean | Date | Uint8Array

type HoleRefs<H> = H extends AnyExpr ? RefsIn<H> : never
type HoleNeeds<H> = H extends AnyExpr ? NeedsIn<H> : never

// A value in a hole has the type its JavaScript type suggests; `literal` says another.
const textual = /* @__PURE__ */ sqlType('text', 'text')
const types: Readonly<Record<string, AnySqlType>> = {
  string: textual,
  number: /* @__PURE__ */ sqlType('double', 'double'),
  bigint: /* @__PURE__ */ sqlType('bigint', 'bigint'),
  boolean: /* @__PURE__ */ sqlType('boolean', 'boolean'),
}
const integerHole: AnySqlType = /* @__PURE__ */ sqlType('integer', 'integer')
const dateHole: AnySqlType = /* @__PURE__ */ sqlType('timestamp', 'timestamp', { precision: 3 })
const bytesHole: AnySqlType = /* @__PURE__ */ sqlType('bytes', 'bytes')

const holeType = (value: unknown): AnySqlType =>
  value instanceof Date
    ? dateHole
    : value instanceof Uint8Array
      ? bytesHole
      : Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
        ? integerHole
        : (types[typeof value] ?? textual)

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
          [ExprId]: brand,
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
