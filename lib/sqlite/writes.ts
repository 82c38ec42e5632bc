/** INSERT, UPDATE and DELETE where SQLite differs from the standard. */
import {
  type DeleteNode,
  type ExistsNode,
  ExprId,
  type InsertNode,
  type JoinNode,
  queryCopy,
  type RowsNode,
  selectFrom,
  type UpdateNode,
} from '../tree/node.js'
import { booleanType } from '../schema/types/boolean.js'
import { deleteFrom } from '../kinds/delete.js'
import { existsKind } from '../kinds/exists.js'
import { update } from '../kinds/update.js'
import { returnsOwn } from '../kinds/using.js'
import { constant } from '../tree/operand.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { columnsOf } from '../render/select.js'
import { insert as standardInsert } from '../kinds/insert.js'
import { isGuarded, returning } from '../kinds/write.js'
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

/** An update returns columns of its own table alone: manual, RETURNING, 3. */
export const updateOf: Render<UpdateNode> = (d, node, w) => {
  if (node.using.length > 0) returnsOwn(d, node.table.name, node.returning, w)
  return update(d, node, w)
}

/** There is no USING: what is deleted are the rows for which the sources have one. */
export const deleteOf: Render<DeleteNode> = (d, node, w) => {
  const [first, ...others] = node.using
  if (first === undefined || !isGuarded(node)) return deleteFrom(d, { ...node, using: [] }, w)
  returnsOwn(d, node.from.name, node.returning, w)
  const matches = {
    ...selectFrom(first.source, {}),
    joins: others.map(({ source, on }): JoinNode => ({ kind: 'inner', source, on })),
    where: [first.on, ...node.where],
  }
  const exists: ExistsNode = { [ExprId]: existsKind, _tag: 'Exists', query: matches, type: booleanType }
  return deleteFrom(d, { ...node, using: [], where: [exists] }, w)
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
