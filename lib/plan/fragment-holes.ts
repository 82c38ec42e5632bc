/** The expressions in a fragment's holes; the other holes are sources, which are only names. */
import { isExpr } from '../schema/expression.js'
import type { ExpressionNode, FragmentNode, SourceNode } from '../tree/node.js'

export const isSourceHole = (hole: ExpressionNode | SourceNode): hole is SourceNode => !isExpr(hole)

export const addedByFragment = (node: FragmentNode): ReadonlyArray<ExpressionNode> =>
  node.holes.filter((hole): hole is ExpressionNode => !isSourceHole(hole))
