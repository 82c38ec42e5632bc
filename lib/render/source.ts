/** Sources in FROM. */
import { indicatorColumn } from '../plan/output.js'
import type { SourceNode } from '../tree/node.js'
import type { TableInfo } from '../schema/table.js'
import { unsupported } from '../plan/compile-error.js'
import type { Dialect, Render, Writer } from './dialect.js'
import { identifier, qualified } from './identifier.js'
import { renderedSource } from './kind.js'
import { reject } from './writer.js'

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
  if (source._tag === 'Table')
    return isWritten(source, w)
      ? `(select * from ${tableName(d, source, w)}) as ${identifier(d, source.name, w)}`
      : tableWithAlias(d, source, w)
  const own = d.sources?.[source._tag] as Render<SourceNode> | undefined
  return own === undefined ? (renderedSource(source)?.render(d, source, w) ?? '') : own(d, source, w)
}

/** A source in FROM, with the indicator column where only that tells whether an outer join found a row. */
export const source = (d: Dialect, node: SourceNode, indicated: boolean, w: Writer): string => {
  if (!indicated) return body(d, node, w)
  const name = identifier(d, node.name, w)
  const isLateral = 'lateral' in node && node.lateral
  if (isLateral && d.supports.lateral === undefined)
    return reject(w, unsupported(d.name, 'lateral', `select columns of ${node.name} instead of all of it`))
  const lateral = isLateral ? 'lateral ' : ''
  return `${lateral}(select ${name}.*, 1 as ${identifier(d, indicatorColumn, w)} from ${body(d, node, w)}) as ${name}`
}
