/** The expressions directly inside an expression; queries inside it are not entered. */
import type { ExpressionNode } from '../query/node.js'
import { addedByFragment } from './fragment-holes.js'

const none: ReadonlyArray<ExpressionNode> = []

export const children = (node: ExpressionNode): ReadonlyArray<ExpressionNode> => {
  switch (node._tag) {
    case 'Column':
    case 'Param':
    case 'Constant':
    case 'Excluded':
    case 'Exists':
    case 'Scalar':
    case 'Nest':
      return none
    case 'Binary':
      return [node.left, node.right]
    case 'And':
    case 'Or':
      return node.operands
    case 'Not':
    case 'IsNull':
    case 'Cast':
    case 'Extract':
    case 'Truncate':
    case 'AddInterval':
    case 'InQuery':
      return [node.operand]
    case 'Between':
      return [node.operand, node.low, node.high]
    case 'InList':
      return [node.operand, ...node.list]
    case 'Tuple':
      return node.items
    case 'Like':
      return [node.operand, node.pattern]
    case 'Call':
      return node.args
    case 'Case':
      return [...node.branches.flatMap(({ when, then }) => [when, then]), ...(node.otherwise === undefined ? none : [node.otherwise])]
    case 'Aggregate':
      return [node.argument, node.filter].filter((child) => child !== undefined)
    case 'Window':
      return [
        ...(typeof node.function === 'string' ? none : children(node.function)),
        ...node.partitionBy,
        ...node.orderBy.map((order) => order.expression),
      ]
    case 'Fragment':
      return addedByFragment(node)
  }
}
