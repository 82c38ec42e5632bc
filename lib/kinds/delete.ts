/** DELETE. */
import { noAggregate } from '../plan/resolve.js'
import { each, returned as returnedParts, source as sourceParts } from '../plan/structure.js'
import type { Render } from '../render/dialect.js'
import { queryOf } from '../render/kind.js'
import { tableWithAlias } from '../render/source.js'
import { QueryId, type DeleteNode } from '../tree/node.js'
import { checkUsing, usedSources, usingParts } from './using.js'
import { checkReturned, guardedWhere, returning, writtenScope } from './write.js'

/** A delete as the standard has it. */
export const deleteFrom: Render<DeleteNode> = (d, node, w) =>
  `delete from ${tableWithAlias(d, node.from, w)}${usedSources(d, 'using', node, w)}${guardedWhere(d, node, node.from, w)}${returning(d, node.returning, w)}`

export const deleteKind: never = /* @__PURE__ */ queryOf<DeleteNode>({
  copy: (node) => ({
    [QueryId]: node[QueryId],
    _tag: 'Delete',
    from: node.from,
    using: node.using,
    where: node.where,
    everyRow: node.everyRow,
    returning: node.returning,
  }),
  resolve: (node, _outer, context) => {
    const scope = writtenScope(node.from, context)
    checkUsing(node.using, scope, context)
    noAggregate(node.where, 'where', scope, context)
    checkReturned(node.returning, 'delete', scope, context)
  },
  parts: (node, walk) => {
    walk.parts.push('Delete', node.everyRow)
    sourceParts(node.from, walk)
    usingParts(node.using, walk)
    each(node.where, walk)
    returnedParts(node.returning, walk)
  },
  render: deleteFrom,
})
