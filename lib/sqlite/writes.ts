/** INSERT, UPDATE and DELETE where SQLite differs from the standard. */
import { type DeleteNode, type InsertNode, queryCopy, type RowsNode, type UpdateNode } from '../tree/node.js'
import { constant } from '../tree/operand.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { columnsOf } from '../render/select.js'
import { insert as standardInsert } from '../kinds/insert.js'
import { returning } from '../kinds/write.js'
import { over, retyped } from './derived.js'
import { unified } from './set-operation.js'

/**
 * `insert into t select … from u on conflict` would begin a join condition: the select needs a WHERE (manual, UPSERT, 2.2).
 */
const withWhere = (rows: RowsNode, w: Writer): RowsNode => {
  const select = queryCopy(rows._tag === 'Select' ? rows : over(rows, w, []))
  if (select.where.length === 0) select.where = [constant(true)]
  return select
}

export const insert: Render<InsertNode> = (d, node, w) => {
  if (!('_tag' in node.rows)) return standardInsert(d, node, w)
  const rows = unified(d, node.rows as RowsNode, w)
  const types = columnsOf(rows, w).map(
    ({ name, expression: { type } }) => node.into.columns.find(({ key }) => key === name)?.descriptor.type ?? type,
  )
  const fitting = retyped(rows, types, w)
  const next = queryCopy(node)
  next.rows = node.onConflict === undefined ? fitting : withWhere(fitting, w)
  return standardInsert(d, next, w)
}

/** RETURNING knows a table by its own name, whatever alias the statement gave it. */
export const returningTable =
  <N extends UpdateNode | DeleteNode>(render: Render<N>): Render<N> =>
  (d, node, w) => {
    const table = node._tag === 'Update' ? node.table : node.from
    if (node.returning === undefined || table.name === table.table) return render(d, node, w)
    const bare: N = { ...node, returning: undefined }
    const named: Dialect = {
      ...d,
      expr: {
        ...d.expr,
        Column: (dialect, column, writer) =>
          column.source === table.name
            ? `${identifier(dialect, table.table, writer)}.${identifier(dialect, column.column, writer)}`
            : d.expr.Column(dialect, column, writer),
      },
    }
    return render(d, bare, w) + returning(named, node.returning, w)
  }
