/** Sources in FROM. */
import { indicatorColumn } from '../plan/output.js'
import type { SourceNode } from '../query/node.js'
import type { TableInfo } from '../schema/table.js'
import type { Dialect, Writer } from './dialect.js'
import { identifier, qualified } from './identifier.js'
import { query } from './query.js'

/** A table's name, with its schema, without an alias. */
export const tableName = (d: Dialect, table: TableInfo, w: Writer): string => qualified(d, table.schema, table.table, w)

/** A table's name, with the alias it has in scope. */
export const tableWithAlias = (d: Dialect, table: TableInfo, w: Writer): string =>
  table.name === table.table && table.schema === undefined
    ? identifier(d, table.name, w)
    : `${tableName(d, table, w)} as ${identifier(d, table.name, w)}`

const isWritten = (table: TableInfo, { written }: Writer): boolean =>
  written !== undefined && written.table === table.table && written.schema === table.schema

const body = (d: Dialect, source: SourceNode, w: Writer): string => {
  switch (source._tag) {
    case 'Table':
      return isWritten(source, w)
        ? `(select * from ${tableName(d, source, w)}) as ${identifier(d, source.name, w)}`
        : tableWithAlias(d, source, w)
    case 'Derived':
      return `${source.lateral ? 'lateral ' : ''}(${query(d, source.query, w)}) as ${identifier(d, source.name, w)}`
    case 'Cte':
      return source.name === source.definition
        ? identifier(d, source.name, w)
        : `${identifier(d, source.definition, w)} as ${identifier(d, source.name, w)}`
  }
}

/** A source in FROM, with the indicator column where only that tells whether an outer join found a row. */
export const source = (d: Dialect, node: SourceNode, indicated: boolean, w: Writer): string => {
  if (!indicated) return body(d, node, w)
  const name = identifier(d, node.name, w)
  const lateral = node._tag === 'Derived' && node.lateral ? 'lateral ' : ''
  return `${lateral}(select ${name}.*, 1 as ${identifier(d, indicatorColumn, w)} from ${body(d, node, w)}) as ${name}`
}
