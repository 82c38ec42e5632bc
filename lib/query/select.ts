/** SELECT: where rows come from, what they hold, which of them. */
import type { AnyExpr } from '../schema/expression.js'
import { type Source, SourceId } from '../schema/table.js'
import { isMalformed, malformed } from '../schema/malformed.js'
import { keptProjection } from '../tree/keep.js'
import { selectWithClauses } from '../kinds/select.js'
import { nodeOf, type ProjectionNode, queryCopy, selectFrom, type SourceNode } from '../tree/node.js'
import type { NeedsIn, RefsIn } from '../tree/operand.js'
import { type Projection, type Query, queryOf, type RowsKind, rowsNode, type SaidBy, selectNode } from './query.js'

/** The node behind a source's face. */
export const sourceNode = (source: { readonly [SourceId]: unknown }): SourceNode =>
  ((source as Partial<typeof source> | null)?.[SourceId] as SourceNode | undefined) ?? malformed('a table or another source', source)

/**
 * Starts a query on a source: a table, a derived table, a common table expression. Without a `select` its rows have
 * the columns of this source.
 *
 * @example from(customers) // select "customers"."id", … from "customers"
 */
export const from = <N extends string, C, F extends string, D extends string>(
  source: Source<N, C, F, D>,
): Query<'select', N, Source<N, C>, F | D> => {
  const node = sourceNode(source)
  return queryOf(selectFrom(node, isMalformed(node) ? {} : (source as unknown as ProjectionNode)))
}

/**
 * What a row holds: an expression, a source (its whole row), or records of these at any depth. Replaces an earlier
 * `select`; of a set operation it cannot be changed.
 *
 * @example select({ id: customers.id, latest: { total: orders.total, at: orders.createdAt } })
 */
export const select =
  <const P2 extends Projection>(projection: P2) =>
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P2, M | Exclude<SaidBy<P2>, S>> => {
    const next = queryCopy(selectNode(query))
    next.projection = keptProjection(projection as unknown as ProjectionNode)
    return queryOf(next)
  }

/** `select distinct`: rows that are equal in every column are one. */
export const distinct = <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M> => {
  const next = selectWithClauses(selectNode(query))
  next.distinct = true
  return queryOf(next)
}

/** `select distinct on (a, b)`: the first row, by the query's order, of those that agree in the expressions. PostgreSQL. */
export const distinctOn =
  <const E extends readonly [AnyExpr, ...ReadonlyArray<AnyExpr>]>(...expressions: E) =>
  <S extends string, P, M extends string>(
    query: Query<'select', S, P, M>,
  ): Query<'select', S, P, M | Exclude<RefsIn<E[number]>, S> | NeedsIn<E[number]> | '^distinctOn'> => {
    const next = selectWithClauses(selectNode(query))
    next.distinctOn = expressions.map(nodeOf)
    return queryOf(next)
  }

export interface Paging {
  (count: number): <K extends RowsKind, S extends string, P, M extends string>(query: Query<K, S, P, M>) => Query<K, S, P, M>
}

const paging =
  (field: 'limit' | 'offset'): Paging =>
  (count) =>
  (query) => {
    const next = queryCopy(rowsNode(query))
    next[field] = count
    if (field === 'limit' && next._tag === 'Select') next.ties = false
    return queryOf(next)
  }

/** At most `count` rows, a whole number that is not negative. Replaces an earlier `limit`. */
export const limit: Paging = /* @__PURE__ */ paging('limit')

/** Skips `count` rows, a whole number that is not negative. Replaces an earlier `offset`. */
export const offset: Paging = /* @__PURE__ */ paging('offset')
