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
 * functions that are null where an argument is. Where placeholders are `?`, each end is rendered anew where it stands.
 */
export const overlapsBy =
  (
    least: string,
    greatest: string,
    aligned: (d: Dialect, nodes: ReadonlyArray<ExpressionNode>, w: Writer) => ReadonlyArray<ExpressionNode> = (_d, nodes) => nodes,
  ): Render<OverlapsNode> =>
  (d, node, w) => {
    const nodes = aligned(d, ends(node), w)
    const texts = d.numbered ? nodes.map((end) => expression(d, end, w)) : undefined
    const text = (end: number): string => texts?.[end] ?? expression(d, nodes[end] as ExpressionNode, w)
    const first = (x: number): string => `${least}(coalesce(${text(x)}, ${text(x + 1)}), coalesce(${text(x + 1)}, ${text(x)}))`
    const last = (x: number): string => `${greatest}(${text(x)}, ${text(x + 1)})`
    const later = (x: number, y: number): string =>
      `when ${first(x)} > ${first(y)} then ${first(x)} < ${last(y)} or ${last(x)} < ${last(y)}`
    const known = (x: number): string => `${last(x)} = ${last(x)}`
    return `case ${later(0, 2)} ${later(2, 0)} else ${known(0)} and ${known(2)} end`
  }
