/** Trusted SQL text with holes. */
import { all } from '../plan/resolve.js'
import { expression as parts, free, source as sourceParts, typeParts } from '../plan/structure.js'
import { addedByFragment, isSourceHole } from '../plan/fragment-holes.js'
import type { Walk } from '../plan/walk.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { tableName } from '../render/source.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { ExprId, type ExpressionNode, type FragmentNode, type SourceNode } from '../tree/node.js'

/** A value in a fragment is written by its type alone. */
const holeParts = (hole: ExpressionNode | SourceNode, walk: Walk): void => {
  if (isSourceHole(hole)) sourceParts(hole, walk)
  else if (hole._tag !== 'Param' || hole.value === null) parts(hole, walk)
  else {
    free(hole, walk)
    typeParts(hole.type, walk)
  }
}

export const fragmentKind: never = /* @__PURE__ */ expressionOf<FragmentNode>({
  children: addedByFragment,
  resolve: (node, scope, context) => all(addedByFragment(node), scope, context),
  parts: ({ strings, holes, type }, walk) => {
    walk.parts.push('Fragment', strings, holes.length)
    typeParts(type, walk)
    for (const hole of holes) holeParts(hole, walk)
  },
  // Its text is the user's: nothing is known of its operators.
  level: () => 0,
  render: (d, node, w) => {
    let text = node.strings[0] as string
    node.holes.forEach((hole, index) => {
      text += isSourceHole(hole)
        ? hole._tag === 'Table'
          ? tableName(d, hole, w)
          : identifier(d, hole.name, w)
        : tighter(d, hole, multiplicative, w)
      text += node.strings[index + 1] as string
    })
    return text
  },
})

/** Text with expressions in it: what a dialect makes of others. */
export const fragmentNode = (strings: ReadonlyArray<string>, holes: ReadonlyArray<ExpressionNode>, type: AnySqlType): FragmentNode => ({
  [ExprId]: fragmentKind,
  _tag: 'Fragment',
  strings,
  holes,
  type,
})
