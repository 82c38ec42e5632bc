/** Queries as derived tables, whose columns can be given another form. */
import type { ExpressionNode, RowsNode, SelectNode } from '../tree/node.js'
import { derivedInfo } from '../kinds/derived.js'
import { selectFrom } from '../tree/node.js'
import { derivedColumn } from '../tree/source.js'
import { columnsOf } from '../render/select.js'
import type { Writer } from '../render/dialect.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { cast, storedAlike } from './decimal.js'

export const derivedName = 'nested'

/** A query of a query, with its columns cast where they are to have another form. */
export const over = (query: RowsNode, w: Writer, types: ReadonlyArray<AnySqlType>): SelectNode => {
  const columns = columnsOf(query, w).map(({ name, expression: { type } }, index): [string, ExpressionNode] => {
    const column = derivedColumn(derivedName, name, type)
    const wanted = types[index] ?? type
    return [name, storedAlike(type, wanted) ? column : cast(column, wanted)]
  })
  return selectFrom(derivedInfo(derivedName, query, false), Object.fromEntries(columns))
}

/** A query whose columns have the forms of types. */
export const retyped = (query: RowsNode, types: ReadonlyArray<AnySqlType>, w: Writer): RowsNode =>
  columnsOf(query, w).every(({ expression: { type } }, index) => storedAlike(type, types[index] ?? type)) ? query : over(query, w, types)
