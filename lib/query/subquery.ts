/** Queries as sources: derived tables, and lateral ones. */
import type { AnyExpr } from '../schema/expression.js'
import type { ColumnsOf, Source } from '../schema/table.js'
import { derivedInfo } from '../kinds/derived.js'
import { sourceFace } from '../tree/source.js'
import {
  type Closed,
  type DemandsIn,
  type DerivedColumns,
  type FreeIn,
  type Nestable,
  type Query,
  type RowsKind,
  rowsNode,
} from './query.js'

/** The columns of a query as a source; that of a single expression is `value`. */
export type SourceColumns<P, S extends string, M extends string> = P extends AnyExpr
  ? { readonly value: DerivedColumns<P, S, M> }
  : DerivedColumns<P, S, M>

/** A derived table's columns as expressions, and its query under a symbol. A nested projection is reached as written. */
export type Derived<N extends string, P, S extends string, M extends string, F extends string, C extends string> = ColumnsOf<
  N,
  SourceColumns<P, S, M>
> &
  Source<N, SourceColumns<P, S, M>, F, C>

export interface Subquery {
  <const N extends string>(
    name: N,
  ): <S extends string, P, M extends string>(query: Query<RowsKind, S, P, M> & Closed<P, M>) => Derived<N, P, S, M, never, DemandsIn<M>>
}

/**
 * A query as a source: `(select …) as "totals"`.
 *
 * @example
 * const totals = pipe(from(orders), groupBy(orders.customerId),
 *   select({ customerId: orders.customerId, total: sum(orders.total) }), subquery('totals'))
 * pipe(from(customers), leftJoin(totals, eq(totals.customerId, customers.id)))
 */
export const subquery: Subquery = (name) => (query) => {
  const node = rowsNode(query)
  return sourceFace(derivedInfo(name, node, false))
}

/**
 * A query as a source that may use the sources joined before it: `lateral (select …) as "latest"`. PostgreSQL and MySQL.
 */
export const lateral =
  <const N extends string>(name: N) =>
  <S extends string, P, M extends string>(
    query: Query<RowsKind, S, P, M> & Nestable<P, M>,
  ): Derived<N, P, S, M, FreeIn<M>, DemandsIn<M> | '^lateral'> => {
    const node = rowsNode(query)
    return sourceFace(derivedInfo(name, node, true))
  }
