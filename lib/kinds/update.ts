/** UPDATE. */
import { noAggregate } from '../plan/resolve.js'
import { assignments as assignmentParts, each, returned as returnedParts, source as sourceParts } from '../plan/structure.js'
import type { Render } from '../render/dialect.js'
import { queryOf } from '../render/kind.js'
import { tableWithAlias } from '../render/source.js'
import { QueryId, type UpdateNode } from '../tree/node.js'
import { checkUsing, usedSources, usingParts } from './using.js'
import { assignments, checkReturned, checkValues, guardedWhere, returning, writtenScope } from './write.js'

/** An update as the standard has it. */
export const update: Render<UpdateNode> = (d, node, w) =>
  `update ${tableWithAlias(d, node.table, w)} set ${assignments(d, node.table, node.set, w)}${usedSources(d, 'from', node, w)}${guardedWhere(d, node, node.table, w)}${returning(d, node.returning, w)}`

export const updateKind: never = /* @__PURE__ */ queryOf<UpdateNode>({
  copy: (node) => ({
    [QueryId]: node[QueryId],
    _tag: 'Update',
    table: node.table,
    set: node.set,
    using: node.using,
    where: node.where,
    everyRow: node.everyRow,
    returning: node.returning,
  }),
  resolve: (node, _outer, context) => {
    const scope = writtenScope(node.table, context)
    checkUsing(node.using, scope, context)
    checkValues(node.set, scope, context)
    noAggregate(node.where, 'where', scope, context)
    checkReturned(node.returning, 'update', scope, context)
  },
  parts: (node, walk) => {
    walk.parts.push('Update', node.everyRow)
    sourceParts(node.table, walk)
    assignmentParts(node.set, walk)
    usingParts(node.using, walk)
    each(node.where, walk)
    returnedParts(node.returning, walk)
  },
  render: update,
})
