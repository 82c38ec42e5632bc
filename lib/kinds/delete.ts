/** DELETE. */
import { noAggregate } from '../plan/resolve.js'
import { each, returned as returnedParts, source as sourceParts } from '../plan/structure.js'
import { type Context, malformed, need } from '../plan/context.js'
import { expectedInstead } from '../plan/shown.js'
import { isMalformed } from '../schema/malformed.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { queryOf } from '../render/kind.js'
import { tableName, tableWithAlias } from '../render/source.js'
import { QueryId, type DeleteNode, type TruncateTableNode } from '../tree/node.js'
import { checkUsing, usedSources, usingParts } from './using.js'
import { checkReturned, guardedWhere, returning, writtenScope } from './write.js'

/** What empties a table has no other clause. */
const checkTruncation = ({ using, where, returning: returned, truncates }: DeleteNode, context: Context): void => {
  need(context, 'truncate', 'deleteFrom with everyRow deletes the rows, in the transaction')
  if (using.length > 0 || where.length > 0 || returned !== undefined)
    malformed(context, 'truncateTable takes every row, and returns none: use deleteFrom')
  if (isMalformed(truncates)) malformed(context, expectedInstead(truncates))
}

const truncation = (d: Dialect, { from }: DeleteNode, { identity, cascade }: TruncateTableNode, w: Writer): string =>
  `truncate table ${tableName(d, from, w)}${identity === 'restart' ? ' restart identity' : ''}${cascade ? ' cascade' : ''}`

/** A delete as the standard has it. */
export const deleteFrom: Render<DeleteNode> = (d, node, w) =>
  node.truncates !== undefined
    ? truncation(d, node, node.truncates, w)
    : `delete from ${tableWithAlias(d, node.from, w)}${usedSources(d, 'using', node, w)}${guardedWhere(d, node, node.from, w)}${returning(d, node.returning, w)}`

export const deleteKind: never = /* @__PURE__ */ queryOf<DeleteNode>({
  copy: (node) => ({
    [QueryId]: node[QueryId],
    _tag: 'Delete',
    from: node.from,
    using: node.using,
    truncates: node.truncates,
    where: node.where,
    everyRow: node.everyRow,
    returning: node.returning,
  }),
  resolve: (node, _outer, context) => {
    if (node.truncates !== undefined) checkTruncation(node, context)
    const scope = writtenScope(node.from, context)
    checkUsing(node.using, scope, context)
    noAggregate(node.where, 'where', scope, context)
    checkReturned(node.returning, 'delete', scope, context)
  },
  parts: (node, walk) => {
    walk.parts.push('Delete', node.everyRow)
    sourceParts(node.from, walk)
    usingParts(node.using, walk)
    walk.parts.push(node.truncates?.identity, node.truncates?.cascade)
    each(node.where, walk)
    returnedParts(node.returning, walk)
  },
  render: deleteFrom,
})
