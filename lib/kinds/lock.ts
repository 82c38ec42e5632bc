/** Row locks: what they may stand on. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report } from '../plan/context.js'
import { shown } from '../plan/shown.js'
import type { JoinKind, RowsNode, SelectNode } from '../tree/node.js'

export const lockApart = 'lock the rows of the table in a query of their own'

const isOuter: Readonly<Record<JoinKind, boolean>> = { inner: false, cross: false, left: true, right: true, full: true }

/**
 * What is locked are rows of tables, so each row of the answer must be of one row of each: PostgreSQL's manual, The Locking Clause.
 * MySQL takes more, and locks what no row of the answer tells of.
 */
export const checkLock = (node: SelectNode, computed: boolean, context: Context): void => {
  need(context, 'rowLocks')
  if (node.lock !== 'update') malformed(context, `${shown(node.lock)} is no lock`)
  if (computed || node.distinct || node.distinctOn.length > 0)
    report(context, compileError('grouping', `for update cannot lock the rows of distinct, groups or windows: ${lockApart}`))
  if (node.joins.some(({ kind }) => isOuter[kind]))
    report(context, compileError('grouping', `for update cannot lock the absent side of an outer join: ${lockApart}`))
}

/** Rows that become part of one value, or of a set, are locked nowhere. */
export const noLock = (node: RowsNode, place: string, context: Context): void => {
  if (node._tag === 'Select' && node.lock !== undefined)
    report(context, compileError('grouping', `for update cannot stand in ${place}: ${lockApart}`))
}
