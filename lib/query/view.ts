/** Views as descriptors. */
import { viewInfo } from '../kinds/view.js'
import { malformed } from '../schema/malformed.js'
import type { ColumnsOf, Source, Tagged } from '../schema/table.js'
import { sourceFace } from '../tree/source.js'
import { type Closed, type Query, type RowsKind, rowsNode } from './query.js'
import type { SourceColumns } from './subquery.js'

/** A view: what it is made from is under a symbol. */
export type View<N extends string, P, S extends string, M extends string, D extends string> = ColumnsOf<N, SourceColumns<P, S, M>> &
  Source<N, SourceColumns<P, S, M>, never, D> &
  Tagged<'View'>

export interface ViewOptions {
  /** The schema it is in. */
  readonly schema?: string
  /** Whether the database keeps its rows until it is refreshed: PostgreSQL. See `refreshView`. */
  readonly materialized?: boolean
}

/**
 * A query that the database keeps under a name, as a source: `createView` makes it, and reading it names it alone.
 *
 * @example
 * const debtors = view('debtors', pipe(from(customers), where(lt(customers.credit, '0')), select({ id: customers.id })))
 * schemaSql(postgres)(createView(debtors)) // create view "debtors" as select "customers"."id" from "customers" where …
 * pipe(from(debtors)) // select "debtors"."id" from "debtors"
 */
export const view = <const N extends string, S extends string, P, M extends string, const O extends ViewOptions = {}>(
  name: N,
  query: Query<RowsKind, S, P, M> & Closed<P, M>,
  options?: O,
): View<N, P, S, M, O extends { readonly materialized: true } ? '^materializedViews' : never> =>
  sourceFace(
    viewInfo(
      typeof name === 'string' ? name : malformed('the name of a view', name),
      options?.schema,
      rowsNode(query),
      options?.materialized === true,
    ),
  )
