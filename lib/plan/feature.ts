/**
 * What dialects differ in. A dialect's `supports` has an entry for each feature it has; a feature without one is refused,
 * by type where a combinator needs it and by a CompileError in any case.
 */
export type Feature =
  | 'arrays'
  | 'cte'
  | 'cteMaterialized'
  | 'cteSearch'
  | 'cteWrites'
  | 'distinctOn'
  | 'exceptAll'
  | 'filter'
  | 'fullJoin'
  | 'ilike'
  | 'intersectAll'
  | 'insertReturning'
  | 'updateReturning'
  | 'deleteReturning'
  | 'isDistinctFrom'
  | 'jsonElements'
  | 'lateral'
  | 'materializedViews'
  | 'nesting'
  | 'nullsOrder'
  | 'onConflict'
  | 'onConflictWhere'
  | 'regularExpressions'
  | 'rowLocks'
  | 'rowValues'
  | 'windows'
  | 'withTies'

/** Whether the database has a feature itself, or Oxbow says it exactly with others. */
export type Support = 'native' | 'emulated'
