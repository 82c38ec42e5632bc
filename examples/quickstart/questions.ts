/** Five questions a person would ask of the data. The program prints each query as it is written here. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import {
  add,
  and,
  arrayOf,
  as,
  asc,
  avg,
  coalesce,
  compile,
  count,
  cte,
  desc,
  eq,
  fetchAll,
  filterWhere,
  from,
  groupBy,
  gt,
  gte,
  having,
  innerJoin,
  isNotNull,
  leftJoin,
  limit,
  lt,
  orderBy,
  over,
  pipe,
  rowNumber,
  select,
  sub,
  subquery,
  sum,
  where,
} from 'oxbow'
import type { Dialect, Program } from 'oxbow'
import type { Answer } from './print.js'
import { athletes, sports } from './tables.js'

// Short names, for short SQL.
const athlete = pipe(athletes, as('a'))
const sport = pipe(sports, as('s'))

const medals = add(add(athlete.gold, athlete.silver), athlete.bronze)

const mostMedals = pipe(
  from(athlete),
  innerJoin(sport, eq(sport.id, athlete.sportId)),
  where(gt(medals, 2)),
  orderBy(desc(medals), desc(athlete.gold), asc(athlete.bornOn)),
  limit(5),
  select({ name: athlete.name, nation: athlete.nation, sport: sport.name, gold: athlete.gold, medals }),
)

const women = filterWhere(eq(athlete.sex, 'female'))
const men = filterWhere(eq(athlete.sex, 'male'))

const tallestSports = pipe(
  from(athlete),
  innerJoin(sport, eq(sport.id, athlete.sportId)),
  groupBy(sport.name),
  having(gte(count(), 100)),
  orderBy(desc(avg(athlete.height))),
  limit(5),
  select({
    sport: sport.name,
    athletes: count(),
    heightUnknown: sub(count(), count(athlete.height)),
    women: women(avg(athlete.height)),
    men: men(avg(athlete.height)),
  }),
)

const teams = pipe(from(athlete), groupBy(athlete.nation), select({ nation: athlete.nation, size: count() }), subquery('teams'))

const winners = pipe(
  from(athlete),
  where(gt(medals, 0)),
  groupBy(athlete.nation),
  select({ nation: athlete.nation, gold: sum(athlete.gold), silver: sum(athlete.silver), bronze: sum(athlete.bronze) }),
  subquery('winners'),
)

const noGold = pipe(
  from(teams),
  leftJoin(winners, eq(winners.nation, teams.nation)),
  where(eq(coalesce(winners.gold, 0n), 0n)),
  orderBy(desc(teams.size)),
  limit(5),
  select({ nation: teams.nation, team: teams.size, silver: coalesce(winners.silver, 0n), bronze: coalesce(winners.bronze, 0n) }),
)

const golds = pipe(from(athlete), groupBy(athlete.nation), select({ nation: athlete.nation, gold: sum(athlete.gold) }), subquery('golds'))

const best = pipe(
  from(athlete),
  where(and(eq(athlete.nation, golds.nation), gt(athlete.gold, 0))),
  orderBy(desc(athlete.gold), asc(athlete.bornOn)),
  limit(3),
  select({ name: athlete.name, gold: athlete.gold }),
)

const bestNations = pipe(
  from(golds),
  orderBy(desc(golds.gold)),
  limit(3),
  select({ nation: golds.nation, gold: golds.gold, best: arrayOf(best) }),
)

const ranked = pipe(
  from(athlete),
  where(and(gt(athlete.gold, 0), isNotNull(athlete.weight))),
  select({
    sportId: athlete.sportId,
    name: athlete.name,
    bornOn: athlete.bornOn,
    weight: athlete.weight,
    rank: over(rowNumber, { partitionBy: [athlete.sportId], orderBy: [asc(athlete.weight), desc(athlete.bornOn)] }),
  }),
  cte('ranked'),
)

const lightest = pipe(
  from(ranked),
  innerJoin(sport, eq(sport.id, ranked.sportId)),
  where(and(eq(ranked.rank, 1), lt(ranked.weight, 50))),
  orderBy(asc(ranked.weight), asc(ranked.bornOn)),
  select({ sport: sport.name, champion: ranked.name, weight: ranked.weight, bornOn: ranked.bornOn }),
)

/** What the five queries ask of a dialect: every one has it. */
export type Needs = 'cte' | 'filter' | 'nesting' | 'windows'

export interface Question {
  readonly ask: string
  /** The query as it is written in this file. */
  readonly written: string
  readonly answer: Program<Needs, Answer>
  /** The statement in a dialect. No database is asked. */
  readonly statement: (dialect: Dialect<Needs>) => ReturnType<ReturnType<typeof compile>>
}

const here = readFileSync(fileURLToPath(import.meta.url), 'utf8')

/** The paragraphs of this file that begin with these definitions. */
const written = (...names: ReadonlyArray<string>): string =>
  here
    .split('\n\n')
    .filter((paragraph) => names.some((name) => paragraph.startsWith(`const ${name} =`)))
    .join('\n\n')

export const questions: ReadonlyArray<Question> = [
  {
    ask: 'Who won the most medals?',
    written: written('medals', 'mostMedals'),
    answer: fetchAll(mostMedals),
    statement: (dialect) => compile(dialect)(mostMedals),
  },
  {
    ask: 'In which sports are the athletes tallest?',
    written: written('women', 'tallestSports'),
    answer: fetchAll(tallestSports),
    statement: (dialect) => compile(dialect)(tallestSports),
  },
  {
    ask: 'Which large teams went home without gold?',
    written: written('teams', 'winners', 'noGold'),
    answer: fetchAll(noGold),
    statement: (dialect) => compile(dialect)(noGold),
  },
  {
    ask: 'Who brought the three best nations their gold?',
    written: written('golds', 'best', 'bestNations'),
    answer: fetchAll(bestNations),
    statement: (dialect) => compile(dialect)(bestNations),
  },
  {
    ask: 'Who is the lightest champion of each sport, under 50 kg?',
    written: written('ranked', 'lightest'),
    answer: fetchAll(lightest),
    statement: (dialect) => compile(dialect)(lightest),
  },
]
