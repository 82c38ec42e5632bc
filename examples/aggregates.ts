/**
 * Aggregates: texts and values gathered in an order, of some rows or of different values only, and what is true of all.
 *
 *     npx tsx examples/aggregates.ts
 */
import {
  bitOr,
  boolAnd,
  boolean,
  compile,
  countDistinct,
  desc,
  filterWhere,
  from,
  groupBy,
  integer,
  pipe,
  select,
  stddevPop,
  stringAgg,
  table,
  varchar,
} from 'oxbow'
import { mysql } from 'oxbow/mysql'
import { postgres } from 'oxbow/postgres'
import { sqlite } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const results = table('results', {
  id: integer({ primaryKey: true }),
  team: varchar(20),
  player: varchar(20),
  points: integer(),
  flags: integer(),
  fair: boolean(),
})

/** The players of each team, the best first; those who were fair, each once; whether all were. */
const teams = pipe(
  from(results),
  groupBy(results.team),
  select({
    team: results.team,
    players: stringAgg(results.player, ', ', { orderBy: [desc(results.points), results.id] }),
    gentle: pipe(stringAgg(results.player, ', ', { distinct: true, orderBy: [results.player] }), filterWhere(results.fair)),
    fair: boolAnd(results.fair),
  }),
)

const pairs = pipe(from(results), select({ pairs: countDistinct(results.team, results.player) }))

const spread = pipe(from(results), select({ spread: stddevPop(results.points), flags: bitOr(results.flags) }))

export const main = (print: (line: string) => void): void => {
  print('-- texts in an order')
  print(sqlOf(postgres)(teams))
  print('\n-- on mysql')
  print(sqlOf(mysql)(teams))
  print('\n-- different pairs')
  print(sqlOf(postgres)(pairs))
  print('\n-- on sqlite')
  print(sqlOf(sqlite)(pairs))
  print('\n-- statistics and bits')
  print(sqlOf(postgres)(spread))
  print('\n-- which sqlite has not')
  // @ts-expect-error sqlite has no bitAggregates and no statistics
  const refused = compile(sqlite)(spread)
  if (refused._tag === 'Left') print(`CompileError: ${refused.left.message}`)
}

if (process.argv[1] === import.meta.filename) main(console.log)
