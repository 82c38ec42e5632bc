/** UNION, INTERSECT and EXCEPT. Columns are matched by name. */
import { type Context, malformed, need, noScope } from '../plan/context.js'
import { outputOf } from '../plan/output.js'
import { count, orders as resolveOrders, query as resolveQuery } from '../plan/resolve.js'
import { orders as orderParts, paging, put, query as queryParts } from '../plan/structure.js'
import type { Dialect, Render, SetOperand, Writer } from '../render/dialect.js'
import { rowsOf } from '../render/kind.js'
import { parenthesized } from '../render/precedence.js'
import { type AllowedClauses, columnsOf, hasOnly, operandText, orderList, page } from '../render/select.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { projectionOf } from '../tree/source.js'
import { QueryId, type RowsNode, type SetOperationNode, type SetOperator } from '../tree/node.js'
import { noLock } from './lock.js'

const operators: Readonly<Record<SetOperator, string>> = {
  union: 'union',
  unionAll: 'union all',
  intersect: 'intersect',
  intersectAll: 'intersect all',
  except: 'except',
  exceptAll: 'except all',
}

/** Whether an operand stands without parentheses: a plain SELECT. */
export const isPlain = (node: RowsNode): boolean => node._tag === 'Select' && hasOnly(node, plain)

const plain: AllowedClauses = {
  distinct: true,
  distinctOn: true,
  joins: true,
  where: true,
  groupBy: true,
  having: true,
  orderBy: false,
  limit: false,
  offset: false,
  ties: false,
  lock: false,
}

/** An operand in parentheses, unless it is a plain SELECT. */
const setOperand: Render<SetOperand> = (d, { node, names }, w) =>
  isPlain(node) ? operandText(d, node, names, w) : parenthesized(operandText(d, node, names, w))

const orderText = (d: Dialect, { orderBy }: SetOperationNode, w: Writer): string =>
  orderBy.length === 0 ? '' : ` order by ${orderList(d, orderBy, w)}`

const inOrder = (d: Dialect, node: SetOperationNode, names: ReadonlyArray<string>, w: Writer): string => {
  const operand = (side: RowsNode): string => (d.setOperand ?? setOperand)(d, { node: side, names }, w)
  return `${operand(node.left)} ${operators[node.operator]} ${operand(node.right)}${orderText(d, node, w)}${page(d, node, w)}`
}

const noSources: ReadonlySet<string> = new Set()

const columns = (node: RowsNode): ReadonlyMap<string, AnySqlType> =>
  new Map(outputOf(projectionOf(node), noSources).columns.map(({ name, expression }) => [name, expression.type]))

/** Its rows have no more than columns of their own: they are ordered by these. */
const checkOrder = ({ orderBy }: SetOperationNode, context: Context): void => {
  if (orderBy.some(({ expression }) => expression._tag !== 'Output'))
    malformed(context, 'a set operation is ordered by columns of its rows: use orderByOutput')
  resolveOrders(orderBy, noScope, context)
}

/** The sides of a set operation are matched by name: each has the other's, of one family. */
const matchColumns = (node: SetOperationNode, context: Context): void => {
  const [left, right] = [columns(node.left), columns(node.right)]
  const alone = [...[...left.keys()].filter((name) => !right.has(name)), ...[...right.keys()].filter((name) => !left.has(name))]
  const unlike = [...left].filter(([name, type]) => right.has(name) && right.get(name)?.tag !== type.tag).map(([name]) => name)
  const differing = alone.length > 0 ? alone : unlike
  if (differing.length > 0) malformed(context, `the two sides differ in ${differing.join(', ')}`)
}

/** A set operation as the standard has it. */
export const setOperation: Render<SetOperationNode> = (d, node, w) =>
  inOrder(
    d,
    node,
    columnsOf(node, w).map((column) => column.name),
    w,
  )

export const setOperationKind: never = /* @__PURE__ */ rowsOf<SetOperationNode>({
  copy: (node) => ({
    [QueryId]: node[QueryId],
    _tag: 'SetOperation',
    operator: node.operator,
    left: node.left,
    right: node.right,
    orderBy: node.orderBy,
    limit: node.limit,
    offset: node.offset,
  }),
  resolve: (node, outer, context) => {
    if (node.operator === 'intersectAll' || node.operator === 'exceptAll') need(context, node.operator)
    for (const side of [node.left, node.right]) {
      noLock(side, 'a set operation', context)
      resolveQuery(side, outer, context)
    }
    checkOrder(node, context)
    count(node.limit, 'limit', context)
    count(node.offset, 'offset', context)
    if (context.problem === undefined) matchColumns(node, context)
  },
  parts: (node, walk) => {
    put(walk, node.operator)
    queryParts(node.left, walk)
    queryParts(node.right, walk)
    orderParts(node.orderBy, walk)
    paging(node, walk)
  },
  render: setOperation,
  inOrder,
})
