/** PostgreSQL 12 and later: the standard dialect, whose text is PostgreSQL's where SQL has none. */
import type { Feature } from '../plan/feature.js'
import type { Dialect } from '../render/dialect.js'
import { longerThanBytes } from '../render/identifier.js'
import { standard } from '../render/standard.js'
import { castType, parameterType } from '../render/type-names.js'

/** The protocol counts parameters in 16 bits; postgres.js stops two short of that. */
export const mostParameters = 65_533

/** The capabilities of PostgreSQL: all but what is MySQL's own. */
export type PostgresFeature = Exclude<Feature, 'replace'>

export const postgres: Dialect<PostgresFeature> = {
  ...standard,
  name: 'postgres',
  supports: {
    arrays: 'native',
    conflictConstraint: 'native',
    conflictIndex: 'native',
    bitAggregates: 'native',
    statistics: 'native',
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
    keyLocks: 'native',
    lateral: 'native',
    lockOf: 'native',
    materializedViews: 'native',
    nesting: 'native',
    nullsOrder: 'native',
    onConflict: 'native',
    onConflictWhere: 'native',
    regularExpressions: 'native',
    rowLocks: 'native',
    rowValues: 'native',
    timeZones: 'native',
    truncate: 'native',
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
