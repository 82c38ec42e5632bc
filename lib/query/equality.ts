/** Whether two queries are one, by what they say. */
import { queryHash } from '../plan/cursor.js'
import { nodeText } from '../plan/query-text.js'
import { type AnyQuery, queryNode } from './query.js'

/**
 * Whether two queries say the same: the same clauses with the same values, in the same order. Tables are known by their names;
 * values by what they are in the database. `and(a, b)` and `and(b, a)` differ, as their SQL does.
 *
 * @example
 * equals(pipe(from(orders), limit(1)), pipe(from(orders), limit(1))) // true
 */
export const equals = (a: AnyQuery, b: AnyQuery): boolean => nodeText(queryNode(a)) === nodeText(queryNode(b))

/**
 * A hash of what a query says, values included: 128 bits of a SHA-256, as 22 characters of base64url. Queries that are equal
 * have one hash, in every process; so it can be the key of a cache. It may be another in another version of Oxbow.
 */
export const hash = (query: AnyQuery): string => queryHash(nodeText(queryNode(query)))
