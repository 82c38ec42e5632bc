/** What queries from outside may do. */

/** What a query may do to the tables of a schema. */
export type Verb = 'select' | 'insert' | 'update' | 'delete'

/**
 * What a query from outside may do. What is left out has the narrower meaning: only `select`, at most 8 joins, at most 64
 * levels and 10,000 parts of JSON; but all tables, columns and functions of the schema that `decodeQuery` is given.
 */
export interface WirePolicy<T extends string = string> {
  readonly verbs?: ReadonlyArray<Verb>
  /** The tables and views that a query may name, by their keys in the schema; of each, all columns or those of a list. */
  readonly tables?: { readonly [K in T]?: true | ReadonlyArray<string> }
  /**
   * The functions that it may call, by the names of their combinators. Comparisons and logic are always allowed. Default: all but
   * `recursive`, `generateSeries` and regular expressions, which can keep a database busy for as long as they are told to, and
   * `collate`.
   */
  readonly functions?: ReadonlyArray<string> | 'all'
  /** The most joins in the whole of it, those of its subqueries included. */
  readonly joins?: number
  /** The most rows that it may ask for or insert: a query without a `limit`, or with a larger one, is refused; so are nested rows. */
  readonly limit?: number
  /** The most levels of JSON. */
  readonly depth?: number
  /** The most objects and lists of JSON. */
  readonly size?: number
}

/** What only a policy that names it allows. */
export const onlyIfNamed: ReadonlySet<string> = new Set([
  'recursive',
  'generateSeries',
  'collate',
  'matches',
  'notMatches',
  'similarTo',
  'notSimilarTo',
])

/** What all queries need: a policy does not name these. */
export const alwaysAllowed: ReadonlySet<string> = new Set([
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'isDistinctFrom',
  'isNotDistinctFrom',
  'and',
  'or',
  'not',
  'always',
  'never',
  'isNull',
  'isNotNull',
  'between',
  'notBetween',
  'betweenSymmetric',
  'notBetweenSymmetric',
  'isTrue',
  'isNotTrue',
  'isFalse',
  'isNotFalse',
  'isUnknown',
  'isNotUnknown',
  'isIn',
  'notIn',
  'tuple',
])
