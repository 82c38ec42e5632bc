/** The expressions in a fragment's holes; the other holes are sources, which are only names. */
import type { ExpressionNode, FragmentNode, SourceNode } from '../query/node.js'

export const isSourceHole = (hole: ExpressionNode | SourceNode): hole is SourceNode =>
  hole._tag === 'Table' || hole._tag === 'Derived' || hole._tag === 'Cte'

export const addedByFragment = (node: FragmentNode): ReadonlyArray<ExpressionNode> =>
  node.holes.filter((hole): hole is ExpressionNode => !isSourceHole(hole))
