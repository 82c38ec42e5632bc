/** Queries as derived tables, whose columns can be given another form. */
import {
  brand,
  type ExpressionNode,
  ExprId,
  type ProjectionNode,
  QueryId,
  type RowsNode,
  type SelectNode,
  type SourceNode,
} from '../query/node.js'
import type { Dialect } from '../render/dialect.js'
import { columnsOf } from '../render/select.js'
import type { Writer } from '../render/writer.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { cast, storedAlike } from './decimal.js'

export const derivedName = 'nested'

/** A query of a query, with its columns cast where they are to have another form. */
export const over = (query: RowsNode, w: Writer, types: ReadonlyArray<AnySqlType>): SelectNode => {
  const columns = columnsOf(query, w)
  const source: SourceNode = { _tag: 'Derived', name: derivedName, query, lateral: false }
  const projection: { readonly [key: string]: ProjectionNode } = Object.fromEntries(
    columns.map(({ name, expression: { type } }, index): [string, ExpressionNode] => {
      const column: ExpressionNode = {
        [ExprId]: brand,
        _tag: 'Column',
        source: derivedName,
        key: name,
        column: name,
        type,
        nullable: true,
        origin: undefined,
      }
      const wanted = types[index] ?? type
      return [name, storedAlike(type, wanted) ? column : cast(column, wanted)]
    }),
  )
  return {
    [QueryId]: brand,
    _tag: 'Select',
    from: source,
    projection,
    distinct: false,
    distinctOn: [],
    joins: [],
    where: [],
    groupBy: [],
    having: [],
    orderBy: [],
    limit: undefined,
    offset: undefined,
    lock: undefined,
  }
}

/** A query whose columns have the forms of types. */
export const retyped = (_d: Dialect, query: RowsNode, types: ReadonlyArray<AnySqlType>, w: Writer): RowsNode =>
  columnsOf(query, w).every(({ expression: { type } }, index) => storedAlike(type, types[index] ?? type)) ? query : over(query, w, types)
