/** WHERE and HAVING, and `everyRow` for writes that have none on purpose. */
import type { Expr } from '../schema/expression.js'
import type { ExpressionNode } from '../tree/node.js'
import { selectWithClauses } from '../kinds/select.js'
import { nodeOf, queryCopy } from '../tree/node.js'
import type { BooleanType } from '../tree/operand.js'
import { changeNode, filteredNode, type ProvenBy, type Query, queryOf, selectNode } from './query.js'

/** A copy with one more. By hand: V8 takes twice as long for a spread, which nearly every query would meet. */
const append = (predicates: ReadonlyArray<ExpressionNode>, predicate: ExpressionNode): ReadonlyArray<ExpressionNode> => {
  const { length } = predicates
  if (length === 0) return [predicate]
  const next = new Array<ExpressionNode>(length + 1)
  for (let index = 0; index < length; index++) next[index] = predicates[index] as ExpressionNode
  next[length] = predicate
  return next
}

/**
 * Keeps the rows that meet a predicate; a second `where` adds with AND. On a query, an update or a delete. What it proves not
 * null (`isNotNull`) holds for the rows it keeps, but not for those an update returns: they are as they are after it.
 *
 * @example pipe(from(customers), where(gt(customers.credit, '1000')))
 */
export const where =
  <R extends string, C extends string, Y>(predicate: Expr<BooleanType | null, R, string, C, Y>) =>
  <K extends 'select' | 'update' | 'delete', S extends string, P, M extends string>(
    query: Query<K, S, P, M>,
  ): Query<K, S | (K extends 'update' ? never : ProvenBy<Y>), P, Exclude<M, '^where'> | Exclude<R, S> | C> => {
    const next = queryCopy(filteredNode(query))
    next.where = append(next.where, nodeOf(predicate))
    return queryOf(next)
  }

/** Keeps the groups that meet a predicate; a second `having` adds with AND. */
export const having =
  <R extends string, C extends string>(predicate: Expr<BooleanType | null, R, string, C, unknown>) =>
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M | Exclude<R, S> | C> => {
    const next = selectWithClauses(selectNode(query))
    next.having = append(next.having, nodeOf(predicate))
    return queryOf(next)
  }

/** Says that an update or delete without a `where` means every row. */
export const everyRow = <K extends 'update' | 'delete', S extends string, P, M extends string>(
  query: Query<K, S, P, M>,
): Query<K, S, P, Exclude<M, '^where'>> => {
  const next = queryCopy(changeNode(query))
  next.everyRow = true
  return queryOf(next)
}
