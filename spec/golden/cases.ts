/** Every golden case, by its name. */
import type { AnyQuery } from '../../lib/index.js'
import type { CaseIdOf, Golden } from './case.js'
import { changes } from './changes.js'
import { aggregates } from './aggregates.js'
import { clauses } from './clauses.js'
import { dates } from './dates.js'
import { functions } from './functions.js'
import { operators } from './operators.js'
import { pages } from './pages.js'
import { predicates } from './predicates.js'
import { queries } from './queries.js'
import { sources } from './sources.js'
import { textAndNumbers } from './text-and-numbers.js'
import { writes } from './writes.js'

export type CaseId =
  | CaseIdOf<typeof clauses>
  | CaseIdOf<typeof queries>
  | CaseIdOf<typeof pages>
  | CaseIdOf<typeof sources>
  | CaseIdOf<typeof predicates>
  | CaseIdOf<typeof operators>
  | CaseIdOf<typeof functions>
  | CaseIdOf<typeof dates>
  | CaseIdOf<typeof aggregates>
  | CaseIdOf<typeof textAndNumbers>
  | CaseIdOf<typeof writes>
  | CaseIdOf<typeof changes>

/** What a dialect's file holds: an answer to every case. */
export type Goldens = Readonly<Record<CaseId, Golden>>

/** The kinds of rows of the feature table. */
export const kinds = {
  clause: {
    ...clauses,
    ...sources,
    ...queries,
    ...pages,
    ...writes,
    ...changes,
  },
  operator: {
    ...operators,
    ...predicates,
  },
  function: {
    ...functions,
    ...dates,
    ...aggregates,
    ...textAndNumbers,
  },
} as const

export interface Case {
  readonly kind: keyof typeof kinds
  readonly row: string
  readonly id: CaseId
  readonly query: () => AnyQuery
}

/** All cases in the order of their files. */
export const cases: ReadonlyArray<Case> = Object.entries(kinds).flatMap(([kind, rows]) =>
  Object.entries(rows).flatMap(([row, named]) =>
    Object.entries(named as Record<string, () => AnyQuery>).map(([id, query]) => ({
      kind: kind as Case['kind'],
      row,
      id: id as CaseId,
      query,
    })),
  ),
)
