/** The query language. */
export { as } from './alias.js'
export { avg, count, countDistinct, filterWhere, max, min, sum, sumDistinct } from './aggregate.js'
export { abs, add, div, mod, mul, sub } from './arithmetic.js'
export {
  between,
  eq,
  gt,
  gte,
  isDistinctFrom,
  isIn,
  isNotDistinctFrom,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notBetween,
  notIn,
} from './comparison.js'
export { betweenSymmetric, notBetweenSymmetric } from './between-symmetric.js'
export { collate } from './collate.js'
export { cast } from './cast.js'
export { branch, caseOf, caseWhen, coalesce, literal, nullIf } from './conditional.js'
export { when, whenDefined, whenSome } from './conditional-step.js'
export { dateDiff, boundariesBetween } from './date-diff.js'
export { formatDate } from './date-format.js'
export { makeDate, makeLocalTimestamp, makeTimestamp } from './date-parts.js'
export { atTimeZone } from './time-zone.js'
export { addInterval, epochOf, extract, now, subtractInterval, today, truncate } from './date.js'
export { greatest, least } from './extremes.js'
export { ceil, exp, floor, ln, power, random, round, sign, sqrt, trunc } from './number.js'
export {
  btrim,
  concatWs,
  format,
  left,
  lpad,
  ltrim,
  octetLength,
  position,
  repeat,
  reverse,
  right,
  rpad,
  rtrim,
  splitPart,
} from './text-parts.js'
export { cte, recursive } from './cte.js'
export { columnsOf, lineageOf, type ColumnName } from './columns-of.js'
export { equals, hash } from './equality.js'
export { describeQuery } from './describe-query.js'
export { parametersOf, type QueryParameter } from './parameters-of.js'
export { reads, tablesOf, writes, type TableName } from './tables-of.js'
export { deleteFrom } from './delete.js'
export { jsonElements, unnest } from './elements.js'
export { sql } from './fragment.js'
export { sqlFunction } from './sql-function.js'
export { arrayAgg, stringAgg } from './gather.js'
export { groupBy } from './group-by.js'
export {
  type ConflictTarget,
  insertFrom,
  insertInto,
  onConflictDoNothing,
  onConflictDoUpdate,
  onConstraint,
  onIndex,
  replaceInto,
} from './insert.js'
export { crossJoin, fullJoin, innerJoin, leftJoin, rightJoin } from './join.js'
export { always, and, never, not, or } from './logic.js'
export { arrayOf, exists, firstOf, scalarOf } from './nesting.js'
export { asc, desc, orderBy } from './order-by.js'
export { orderByOneOf } from './order-by-one-of.js'
export { orderByOutput } from './order-by-output.js'
export type { PredicateOn, SelectOn } from './predicate-on.js'
export { belongsTo, hasMany, hasOne, related, type Relation } from './relation.js'
export { matches, notMatches, notSimilarTo, similarTo } from './matches.js'
export { overlaps } from './overlaps.js'
export { likeAll, likeAny, notLikeAll, notLikeAny } from './like-lists.js'
export { returning } from './returning.js'
export { allOf, anyOf } from './quantified.js'
export { tuple } from './row-value.js'
export { distinct, distinctOn, from, limit, offset, select } from './select.js'
export { limitWithTies } from './limit-with-ties.js'
export { generateSeries } from './series.js'
export { except, exceptAll, intersect, intersectAll, union, unionAll } from './set-operation.js'
export { bitAnd, bitOr, bitXor, boolAnd, boolOr, stddevPop, stddevSamp, varPop, varSamp } from './statistics.js'
export { lateral, subquery } from './subquery.js'
export {
  concat,
  contains,
  endsWith,
  escapeLike,
  ilike,
  length,
  like,
  lower,
  notIlike,
  notLike,
  replace,
  startsWith,
  substring,
  trim,
  upper,
} from './text.js'
export { isFalse, isNotFalse, isNotTrue, isNotUnknown, isTrue, isUnknown } from './truth.js'
export { update } from './update.js'
export { values } from './values.js'
export { view } from './view.js'
export { truncateTable } from './truncate-table.js'
export { updateEach } from './update-each.js'
export { using } from './using.js'
export { forKeyShare, forNoKeyUpdate, forShare, forUpdate, lockOf, noWait, skipLocked } from './lock.js'
export { everyRow, having, where } from './where.js'
export { denseRank, over, rank, rowNumber } from './window.js'
export type { AnyQuery, CapabilitiesOf, Query, RowOf, Runnable } from './query.js'
