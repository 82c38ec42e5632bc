/** `(a, b) overlaps (c, d)`: whether two periods have a time in common. */
import { malformed } from '../plan/context.js'
import { all, isNull, noNull } from '../plan/resolve.js'
import { each, put } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { comparison } from '../render/precedence.js'
import type { ExpressionNode, OverlapsNode } from '../tree/node.js'

const ends = ({ left, right }: OverlapsNode): readonly [ExpressionNode, ExpressionNode, ExpressionNode, ExpressionNode] => [
  left.start,
  left.end,
  right.start,
  right.end,
]

const temporal: ReadonlySet<string> = new Set(['date', 'time', 'timestamp', 'localTimestamp'])

export const overlapsKind: never = /* @__PURE__ */ expressionOf<OverlapsNode>({
  children: ends,
  resolve: (node, scope, context) => {
    const nodes = ends(node)
    if (nodes.some(isNull)) noNull(context)
    all(nodes, scope, context)
    const { tag } = node.left.start.type
    if (!temporal.has(tag) || nodes.some(({ type }) => type.tag !== tag))
      malformed(context, 'the ends of periods that may overlap are dates or times of one type')
  },
  parts: (node, walk) => {
    put(walk, 'Overlaps')
    each(ends(node), walk)
  },
  level: () => comparison,
  render: (d, node, w) => {
    const [a, b, c, e] = ends(node).map((end) => expression(d, end, w))
    return `(${a}, ${b}) overlaps (${c}, ${e})`
  },
})

/**
 * For a database without OVERLAPS: ISO 9075-2, 8.14, with nulls as PostgreSQL has them. A period begins at its lesser end, or at
 * the one that is known, and ends before the greater; one whose ends are equal is that time. `least` and `greatest` are
 * functions that are null where an argument is; each end is rendered anew where it stands, as `?` asks for.
 */
export const overlapsBy =
  (
    least: string,
    greatest: string,
    aligned: (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer) => ReadonlyArray<ExpressionNode> = (_d, nodes) => nodes,
  ): Render<OverlapsNode> =>
  (d, node, w) => {
    const [a, b, c, e] = aligned(d, ends(node), w) as [ExpressionNode, ExpressionNode, ExpressionNode, ExpressionNode]
    const text = (end: ExpressionNode): string => expression(d, end, w)
    const first = (x: ExpressionNode, y: ExpressionNode): string =>
      `${least}(coalesce(${text(x)}, ${text(y)}), coalesce(${text(y)}, ${text(x)}))`
    const last = (x: ExpressionNode, y: ExpressionNode): string => `${greatest}(${text(x)}, ${text(y)})`
    const later = (x: ExpressionNode, y: ExpressionNode, u: ExpressionNode, v: ExpressionNode): string =>
      `when ${first(x, y)} > ${first(u, v)} then ${first(x, y)} < ${last(u, v)} or ${last(x, y)} < ${last(u, v)}`
    const known = (x: ExpressionNode, y: ExpressionNode): string => `${last(x, y)} = ${last(x, y)}`
    return `case ${later(a, b, c, e)} ${later(c, e, a, b)} else ${known(a, b)} and ${known(c, e)} end`
  }
