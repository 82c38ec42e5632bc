/** A walk over a query that finds its structure; see `structure.ts`. */
import type { InListNode, InsertNode, ParamNode, QueryNode, RowsNode } from '../tree/node.js'
import type { TableInfo } from '../schema/table.js'

/** A node with values that are bound: a parameter, a list of parameters, or the statement itself with its page or its rows. */
export type Holder = ParamNode | InListNode | RowsNode | InsertNode

export interface Walk {
  readonly statement: QueryNode
  readonly parts: Array<unknown>
  readonly holders: Array<Holder>
  fixed: ReadonlyArray<ParamNode>
  table: TableInfo | undefined
  /** The queries that are sources, in the order of the walk. */
  sources: ReadonlyArray<QueryNode>
  /** Whether the text may depend on a value that is no part: such a query is compiled anew each time. */
  dependsOnValues: boolean
  /** Whether rows are grouped or made distinct: equal expressions then have equal text, so that values are compared. */
  grouped: boolean
}
