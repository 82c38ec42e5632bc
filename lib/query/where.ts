/** WHERE and HAVING, and `everyRow` for writes that have none on purpose. */
import type { ExpressionNode } from './node.js'
import { type DeleteNode, nodeOf, queryCopy, type SelectNode, type UpdateNode } from './node.js'
import type { KeysIn, NeedsIn, Predicate, RefsIn } from './operand.js'
import { type ProvenBy, type Query, queryNode, queryOf } from './query.js'

/** Adds without copying where there is nothing to copy: most lists have one predicate. */
const append = (predicates: ReadonlyArray<ExpressionNode>, predicate: ExpressionNode): ReadonlyArray<ExpressionNode> =>
  predicates.length === 0 ? [predicate] : [...predicates, predicate]

/**
 * Keeps the rows that meet a predicate; a second `where` adds with AND. On a query, an update or a delete.
 *
 * @example pipe(from(customers), where(gt(customers.credit, '1000')))
 */
export const where =
  <E extends Predicate>(predicate: E) =>
  <K extends 'select' | 'update' | 'delete', S extends string, O extends string, P, F extends string, D extends string, X extends string, G extends string>(
    query: Query<K, S, O, P, F, D, X, G>,
  ): Query<K, S, O, P, F | Exclude<RefsIn<E>, S>, Exclude<D, 'where'> | NeedsIn<E>, X | ProvenBy<KeysIn<E>>, G> => {
    const next = queryCopy(queryNode(query) as SelectNode | UpdateNode | DeleteNode)
    next.where = append(next.where, nodeOf(predicate))
    return queryOf(next)
  }

/** Keeps the groups that meet a predicate; a second `having` adds with AND. */
export const having =
  <E extends Predicate>(predicate: E) =>
  <S extends string, O extends string, P, F extends string, D extends string, X extends string, G extends string>(
    query: Query<'select', S, O, P, F, D, X, G>,
  ): Query<'select', S, O, P, F | Exclude<RefsIn<E>, S>, D | NeedsIn<E>, X, G> => {
    const next = queryCopy(queryNode(query) as SelectNode)
    next.having = append(next.having, nodeOf(predicate))
    return queryOf(next)
  }

/** Says that an update or delete without a `where` means every row. */
export const everyRow = <
  K extends 'update' | 'delete',
  S extends string,
  O extends string,
  P,
  F extends string,
  D extends string,
  X extends string,
  G extends string,
>(
  query: Query<K, S, O, P, F, D, X, G>,
): Query<K, S, O, P, F, Exclude<D, 'where'>, X, G> => {
  const next = queryCopy(queryNode(query) as UpdateNode | DeleteNode)
  next.everyRow = true
  return queryOf(next)
}
