/** Row locks. */
import { selectWithClauses } from '../kinds/select.js'
import { malformed } from '../schema/malformed.js'
import type { Source, Tagged } from '../schema/table.js'
import type { LockNode, LockStrength } from '../tree/node.js'
import { type Mistake, type Query, queryOf, selectNode } from './query.js'
import { sourceNode } from './select.js'

export interface Lock<Needs extends string> {
  <S extends string, P, M extends string>(query: Query<'select', S, P, M>): Query<'select', S, P, M | '^transaction' | Needs>
}

const locking =
  (strength: LockStrength): Lock<never> =>
  (query) => {
    const next = selectWithClauses(selectNode(query))
    next.lock = { strength, of: next.lock?.of ?? [], held: next.lock?.held ?? 'wait' }
    return queryOf<never>(next)
  }

/**
 * Locks the rows of the query's tables against writers until the transaction ends: `for update`. Needs a transaction around
 * it. A CompileError where a row of the answer is not one row of each table (distinct, groups, windows, outer joins, nested
 * rows), as PostgreSQL has it: manual, The Locking Clause.
 *
 * @example pipe(from(orders), orderBy(orders.id), limit(1), forUpdate, skipLocked)
 */
export const forUpdate: Lock<'^rowLocks'> = /* @__PURE__ */ locking('update')

/** Locks the rows against writers, and lets others refer to them by foreign keys: `for no key update`. PostgreSQL. */
export const forNoKeyUpdate: Lock<'^rowLocks' | '^keyLocks'> = /* @__PURE__ */ locking('noKeyUpdate')

/** Keeps others from changing the rows, and lets them lock them so too: `for share`; `lock in share mode` on MariaDB. */
export const forShare: Lock<'^rowLocks'> = /* @__PURE__ */ locking('share')

/** Keeps others from deleting the rows and from changing their keys: `for key share`. PostgreSQL. */
export const forKeyShare: Lock<'^rowLocks' | '^keyLocks'> = /* @__PURE__ */ locking('keyShare')

/** `unknown` for a query that locks; else the mistake. */
type Locked<M extends string> = '^rowLocks' extends M ? unknown : Mistake<'say forUpdate, or another lock, first'>

const changed = (query: Query<'select', never, unknown, string>, change: Partial<LockNode>): never => {
  const next = selectWithClauses(selectNode(query))
  next.lock =
    next.lock === undefined
      ? { strength: malformed('a query with a lock', query) as never, of: [], held: 'wait' }
      : { strength: next.lock.strength, of: change.of ?? next.lock.of, held: change.held ?? next.lock.held }
  return queryOf<never>(next)
}

/** Locks only the rows of these tables: `for update of "orders"`. Not on MariaDB. A lock comes before it. */
export const lockOf =
  <N extends string>(
    ...sources: readonly [
      Source<N, unknown, string, string> & Tagged<'Table'>,
      ...ReadonlyArray<Source<N, unknown, string, string> & Tagged<'Table'>>,
    ]
  ) =>
  <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Locked<M>,
  ): Query<'select', S, P, M | Exclude<N, S> | '^lockOf'> =>
    changed(query as never, { of: sources.map((source) => sourceNode(source).name) })

/** Fails at once where another transaction holds a row: `for update nowait`, a Conflict of `lockTimeout`. A lock comes before it. */
export const noWait = <S extends string, P, M extends string>(query: Query<'select', S, P, M> & Locked<M>): Query<'select', S, P, M> =>
  changed(query as never, { held: 'nowait' })

/**
 * Leaves out the rows that another transaction holds: `for update skip locked`, for tables that are used as queues. A lock comes
 * before it.
 */
export const skipLocked = <S extends string, P, M extends string>(query: Query<'select', S, P, M> & Locked<M>): Query<'select', S, P, M> =>
  changed(query as never, { held: 'skip locked' })
