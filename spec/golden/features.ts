/**
 * The feature table, `npm run features`: what each dialect makes of each clause, operator and function. It is read from
 * the golden cases, which the specs hold against the library, and from the dialects' records, so it cannot say what is
 * not so.
 */
import { fileURLToPath } from 'node:url'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import type { Feature } from '../../lib/plan/feature.js'
import { postgres } from '../../lib/postgres/index.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { sqlite } from '../../lib/sqlite/index.js'
import type { Golden } from './case.js'
import { cases, type Goldens, kinds } from './cases.js'
import type { changes } from './changes.js'
import type { aggregates } from './aggregates.js'
import type { clauses } from './clauses.js'
import type { dates } from './dates.js'
import type { functions } from './functions.js'
import { golden as onMariadb } from './mariadb.js'
import { golden as onMysql } from './mysql.js'
import type { operators } from './operators.js'
import type { pages } from './pages.js'
import type { predicates } from './predicates.js'
import type { queries } from './queries.js'
import type { sources } from './sources.js'
import type { textAndNumbers } from './text-and-numbers.js'
import { golden as onPostgres } from './postgres.js'
import { golden as onSqlite } from './sqlite.js'
import type { writes } from './writes.js'

export interface Target {
  readonly dialect: Dialect
  readonly golden: Goldens
}

export const targets: ReadonlyArray<Target> = [
  { dialect: postgres, golden: onPostgres },
  { dialect: mysql, golden: onMysql },
  { dialect: mariadb, golden: onMariadb },
  { dialect: sqlite, golden: onSqlite },
]

type Row =
  | keyof typeof clauses
  | keyof typeof queries
  | keyof typeof pages
  | keyof typeof sources
  | keyof typeof writes
  | keyof typeof changes
  | keyof typeof operators
  | keyof typeof predicates
  | keyof typeof functions
  | keyof typeof dates
  | keyof typeof aggregates
  | keyof typeof textAndNumbers

/** The row that shows a feature. */
export const rowOfFeature: Readonly<Record<Feature, Row>> = {
  arrays: 'arrays',
  conflictConstraint: 'on conflict on a constraint',
  conflictIndex: 'on conflict on an index of some rows',
  bitAggregates: 'bitAnd, bitOr, bitXor',
  statistics: 'variance, standard deviation',
  cte: 'common table expression',
  cteMaterialized: 'materialized',
  cteSearch: 'search and cycle',
  cteWrites: 'writes in with',
  distinctOn: 'distinct on',
  exceptAll: 'except all',
  filter: 'aggregate filter',
  fullJoin: 'full join',
  ilike: 'ilike',
  intersectAll: 'intersect all',
  insertReturning: 'insert returning',
  updateReturning: 'update returning',
  deleteReturning: 'delete returning',
  isDistinctFrom: 'is distinct from',
  jsonElements: 'jsonElements',
  keyLocks: 'for no key update, for key share',
  lateral: 'lateral join',
  lockOf: 'lock of some tables',
  materializedViews: 'materialized view',
  nesting: 'arrayOf',
  nullsOrder: 'nulls first, nulls last',
  onConflict: 'on conflict',
  onConflictWhere: 'on conflict where',
  replace: 'replace',
  regularExpressions: 'regular expressions',
  rowLocks: 'for update',
  rowValues: 'in (tuples)',
  timeZones: 'atTimeZone',
  truncate: 'truncate table',
  windows: 'window functions',
  withTies: 'limit with ties',
}

export type Cell = 'native' | 'emulated' | 'refused'

export interface FeatureRow {
  readonly kind: keyof typeof kinds
  readonly row: string
  readonly cells: ReadonlyArray<{
    readonly cell: Cell
    /** The cases that are refused where the others are not. */
    readonly except: ReadonlyArray<string>
  }>
}

const isRefused = (golden: Golden): boolean => 'refused' in golden

const cellOf = ({ dialect, golden }: Target, row: string, ids: ReadonlyArray<keyof Goldens>): FeatureRow['cells'][number] => {
  const goldens = ids.map((id) => golden[id])
  if (goldens.every(isRefused)) return { cell: 'refused', except: [] }
  const emulates =
    goldens.some((one) => 'sql' in one && one.emulated) ||
    Object.entries(rowOfFeature).some(([feature, shown]) => shown === row && dialect.supports[feature as Feature] === 'emulated')
  return { cell: emulates ? 'emulated' : 'native', except: ids.filter((id) => isRefused(golden[id])) }
}

/** The table, in the order of the cases' files. */
export const featureRows: ReadonlyArray<FeatureRow> = Object.entries(kinds).flatMap(([kind, rows]) =>
  Object.keys(rows).map((row): FeatureRow => {
    const ids = cases.filter((one) => one.kind === kind && one.row === row).map(({ id }) => id)
    return { kind: kind as FeatureRow['kind'], row, cells: targets.map((target) => cellOf(target, row, ids)) }
  }),
)

/** The table as text; a number refers to a note on what is refused in a row that is not refused as a whole. */
export const featureTable = (): string => {
  const notes: Array<string> = []
  const shown = ({ cell, except }: FeatureRow['cells'][number], name: string): string => {
    if (except.length === 0) return cell
    notes.push(`(${notes.length + 1}) ${name} refuses: ${except.join('; ')}`)
    return `${cell} (${notes.length})`
  }
  const lines = [
    ['', '', ...targets.map(({ dialect }) => dialect.name)],
    ...featureRows.map(({ kind, row, cells }) => [
      kind,
      row,
      ...cells.map((cell, index) => shown(cell, targets[index]?.dialect.name ?? '')),
    ]),
  ]
  const widths = (lines[0] as ReadonlyArray<string>).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return [
    ...lines.map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] as number))
        .join('  ')
        .trimEnd(),
    ),
    '',
    ...notes,
  ].join('\n')
}

// Printed by `npm run features`.
if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${featureTable()}\n`)
