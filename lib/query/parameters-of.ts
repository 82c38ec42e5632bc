/** The values that a query holds. */
import { walkQuery } from '../plan/walk-query.js'
import { isExpr } from '../schema/expression.js'
import type { TypeName } from '../schema/sql-type.js'
import type { InsertNode, ParamNode, SelectNode } from '../tree/node.js'
import type { ColumnName } from './columns-of.js'
import { type AnyQuery, queryNode } from './query.js'

/** A value of a query, as the program gave it. */
export interface QueryParameter {
  readonly value: unknown
  readonly type: TypeName
  /** The column it is compared with or written to, where that is one of a table. */
  readonly column: ColumnName | undefined
}

const columnOf = ({ like }: ParamNode): ColumnName | undefined =>
  like?._tag === 'Column' && like.origin !== undefined
    ? { schema: like.origin.schema, table: like.origin.table, column: like.column }
    : undefined

const rowValues = ({ into, rows }: InsertNode): ReadonlyArray<QueryParameter> =>
  '_tag' in rows
    ? []
    : rows.flatMap((row) =>
        into.columns
          .filter(({ key }) => Object.hasOwn(row, key) && !isExpr(row[key]))
          .map(({ key, name, descriptor }) => ({
            value: row[key],
            type: descriptor.type.name,
            column: { schema: into.schema, table: into.table, column: name },
          })),
      )

const counts = ({ limit, offset }: Pick<SelectNode, 'limit' | 'offset'>): ReadonlyArray<QueryParameter> =>
  [limit, offset].filter((count) => count !== undefined).map((value) => ({ value, type: 'integer', column: undefined }))

/**
 * The values that a query holds, at any depth: those it compares with, writes and limits by. They are what the program gave,
 * before any check and encoding; their order is no promise, `compile` gives the parameters of a statement in theirs.
 */
export const parametersOf = (query: AnyQuery): ReadonlyArray<QueryParameter> => {
  const parameters: Array<QueryParameter> = []
  walkQuery(queryNode(query), (node) => {
    if (node._tag === 'Param')
      parameters.push({ value: (node as ParamNode).value, type: (node as ParamNode).type.name, column: columnOf(node as ParamNode) })
    else if (node._tag === 'Insert') parameters.push(...rowValues(node as InsertNode))
    else if (node._tag === 'Select' || node._tag === 'SetOperation') parameters.push(...counts(node as unknown as SelectNode))
  })
  return parameters
}
