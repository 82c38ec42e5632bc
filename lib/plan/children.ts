/** The expressions directly inside an expression or a query; queries inside them are not entered. */
import type { ExpressionNode, QueryId, SelectNode } from '../tree/node.js'
import { expressionKind } from './kind.js'
import { outputOf } from './output.js'

const none: ReadonlyArray<ExpressionNode> = []

/** The expressions directly inside an expression. */
export const children = (node: ExpressionNode): ReadonlyArray<ExpressionNode> => {
  switch (node._tag) {
    case 'Column':
    case 'Param':
    case 'Constant':
      return none
    case 'Binary':
      return [node.left, node.right]
    case 'And':
    case 'Or':
      return node.operands
    case 'Not':
    case 'IsNull':
      return [node.operand]
    default:
      return expressionKind(node)?.children?.(node) ?? none
  }
}

/** Whether an expression, or one inside it, meets a test; queries inside it are not entered. */
export const someExpression = (node: ExpressionNode, test: (node: ExpressionNode) => boolean): boolean =>
  test(node) || children(node).some((child) => someExpression(child, test))

/** Whether an expression has a row of its own for many of FROM's, or needs them all. */
export const makesRows = (node: ExpressionNode): boolean => someExpression(node, ({ _tag }) => _tag === 'Aggregate' || _tag === 'Window')

type Clause = Exclude<keyof SelectNode, typeof QueryId | '_tag'>

const noSources: ReadonlySet<string> = new Set()

/** The expressions of each clause. All are named, so that a new one is a type error here. */
const expressionsOf: { readonly [C in Clause]: (node: SelectNode) => ReadonlyArray<ExpressionNode> } = {
  projection: ({ projection }) => outputOf(projection, noSources).columns.map((column) => column.expression),
  distinct: () => none,
  distinctOn: ({ distinctOn }) => distinctOn,
  from: () => none,
  joins: ({ joins }) => joins.flatMap(({ on }) => (on === undefined ? [] : [on])),
  where: ({ where }) => where,
  groupBy: ({ groupBy }) => groupBy,
  having: ({ having }) => having,
  orderBy: ({ orderBy }) => orderBy.map((order) => order.expression),
  limit: () => none,
  offset: () => none,
  ties: () => none,
  lock: () => none,
}

/** The expressions directly inside a SELECT; those of its sources are their own. */
export const clausesOf = (node: SelectNode): ReadonlyArray<ExpressionNode> => Object.values(expressionsOf).flatMap((clause) => clause(node))
