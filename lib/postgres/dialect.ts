/** PostgreSQL 12 and later: the standard dialect, whose text is PostgreSQL's where SQL has none. */
import type { Feature } from '../plan/feature.js'
import type { Dialect } from '../render/dialect.js'
import { longerThanBytes } from '../render/identifier.js'
import { standard } from '../render/standard.js'
import { castType, parameterType } from '../render/type-names.js'

/** The protocol counts parameters in 16 bits; postgres.js stops two short of that. */
export const mostParameters = 65_533

/** The capabilities of PostgreSQL: all there are. */
export type PostgresFeature = Feature

export const postgres: Dialect<PostgresFeature> = {
  ...standard,
  name: 'postgres',
  supports: {
    arrays: 'native',
    cte: 'native',
    cteMaterialized: 'native',
    cteSearch: 'native',
    cteWrites: 'native',
    distinctOn: 'native',
    exceptAll: 'native',
    filter: 'native',
    fullJoin: 'native',
    ilike: 'emulated',
    intersectAll: 'native',
    insertReturning: 'native',
    updateReturning: 'native',
    deleteReturning: 'native',
    isDistinctFrom: 'native',
    jsonElements: 'native',
    lateral: 'native',
    materializedViews: 'native',
    nesting: 'native',
    nullsOrder: 'native',
    onConflict: 'native',
    onConflictWhere: 'native',
    regularExpressions: 'native',
    rowLocks: 'native',
    rowValues: 'native',
    windows: 'native',
    withTies: 'native',
  },
  placeholder: (position) => `$${position}`,
  numbered: true,
  maxParameters: mostParameters,
  refuseIdentifier: /* @__PURE__ */ longerThanBytes(63),
  castType,
  typedParameter: (_d, placeholder, type) => `${placeholder}::${parameterType(type)}`,
  bareParameter: (_d, placeholder) => placeholder,
  elementType: parameterType,
  codecs: {},
  int64: () => false,
}
