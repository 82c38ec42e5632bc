/** What a conflict is in: a key, a unique index of some rows, or a constraint by its name. */
import { type Context, malformed, need, type Scope } from '../plan/context.js'
import { noAggregate } from '../plan/resolve.js'
import { sameExpression } from '../plan/same-expression.js'
import { expectedInstead, shown } from '../plan/shown.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { inDdl } from '../render/in-ddl.js'
import { conjunction } from '../render/select.js'
import { ddlOf } from '../render/standard-ddl.js'
import { isMalformed } from '../schema/malformed.js'
import type { Index } from '../schema/constraint.js'
import type { TableInfo } from '../schema/table.js'
import { type ConflictNode, type ExpressionNode, nodeOf } from '../tree/node.js'

/** The unique index of the table that a condition is of: its values stand in the text, which those of a query never do. */
const indexOf = (table: TableInfo, condition: ExpressionNode | undefined): Index | undefined =>
  table.constraints().indexes.find(({ unique, where }) => unique && where !== undefined && sameExpression(nodeOf(where), condition))

/** What a condition is known again by: the index that it is of. */
export const indexPart = (table: TableInfo, { index: [condition] }: ConflictNode): unknown =>
  condition === undefined ? undefined : (indexOf(table, condition) ?? condition)

export const checkTarget = (into: TableInfo, { target, index, constraint }: ConflictNode, scope: Scope, context: Context): void => {
  if (constraint === undefined) {
    if (target.some(({ _tag }) => _tag !== 'Column')) malformed(context, 'the target of a conflict is one or more columns')
  } else {
    need(context, 'conflictConstraint', 'name its columns')
    if (isMalformed(constraint)) malformed(context, expectedInstead(constraint))
    else if (typeof constraint !== 'string' || constraint === '')
      malformed(context, `expected the name of a constraint, got ${shown(constraint)}`)
  }
  if (index.length === 0) return
  need(context, 'conflictIndex')
  noAggregate(index, 'the condition of an index', scope, context)
  if (context.problem === undefined && indexOf(into, index[0]) === undefined)
    malformed(context, `the condition is that of no unique index of ${into.name}`)
}

/**
 * `("email")`, `("email") where "active"`, `on constraint "customers_email_key"`. A database takes the index whose condition follows from
 * the one given, which it can tell of values in the text only: they are written as in the DDL of the index.
 */
export const conflictTarget = (d: Dialect, { target, index, constraint }: ConflictNode, w: Writer): string => {
  if (constraint !== undefined) return `on constraint ${identifier(d, constraint, w)}`
  const columns = `(${target.map((column) => identifier(d, column.column, w)).join(', ')})`
  if (index.length === 0) return columns
  const literal: Writer = { ...w, literal: ddlOf(d).literal }
  const condition = conjunction(inDdl(d), index, literal)
  w.problem = literal.problem
  return `${columns} where ${condition}`
}
