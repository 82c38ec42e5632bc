/**
 * Texts and numbers in queries: the same rows on every database. What a database has no function for is said with others, or
 * with a function of your own. Runs on SQLite in memory.
 *
 *     npx tsx examples/texts-and-numbers.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { applySchema, caseOf, concatWs, createTable, decimal, execute, fetchAll, format, from, greatest, insertInto, integer } from 'oxbow'
import {
  literal,
  lpad,
  mul,
  pipe,
  round,
  runOrThrow,
  select,
  splitPart,
  sqlFunction,
  table,
  text,
  varchar,
  cast,
  btrim,
  reverse,
} from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { connect } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const people = table('people', {
  id: integer({ primaryKey: true }),
  email: varchar(320),
  title: varchar(20, { nullable: true }),
  name: varchar(100),
  rate: decimal(9, 3),
  level: varchar(10),
})

const rows = [
  { id: 7, email: 'ada@example.org', title: 'Countess', name: '  Ada ', rate: '12.345', level: 'gold' },
  { id: 42, email: 'bob@example.com', title: null, name: 'Bob', rate: '-0.005', level: 'tin' },
]

// Nulls: `concatWs` and `format` leave them out, `concat` is null where one is.
const labels = pipe(
  from(people),
  select({
    number: lpad(cast(people.id, text()), 5, '0'),
    domain: splitPart(people.email, '@', 2),
    name: concatWs(' ', people.title, btrim(people.name, ' ')),
    to: format('%s <%s>', people.name, people.email),
    mirrored: reverse(people.level),
  }),
)

// Halves are rounded away from zero, and a decimal stays one.
const prices = pipe(
  from(people),
  select({
    id: people.id,
    price: round(mul(people.rate, '2'), 2),
    least: greatest(people.rate, '0.500'),
    rank: caseOf(people.level, [['gold', literal(1, integer())], ['silver', 2]], 9), // prettier-ignore
  }),
)

// What Oxbow does not know: an extension's function, with its types. A dialect without a name for it refuses it.
const similarity = sqlFunction({ postgres: 'levenshtein' }, { takes: [text(), text()], returns: integer() })
const near = pipe(from(people), select({ id: people.id, far: similarity(people.name, 'Ada') }))

export const main = async (print: (line: string) => void): Promise<void> => {
  const opened = await connect(':memory:')()
  if (isLeft(opened)) throw new Error(opened.left.message)
  const database = opened.right
  const perform = runOrThrow(database)
  await perform(applySchema(createTable(people)))
  await perform(execute(insertInto(people)(rows)))

  print('-- texts')
  for (const row of await perform(fetchAll(labels))) print(Object.values(row).join(' | '))
  print('\n-- numbers')
  for (const row of await perform(fetchAll(prices))) print(Object.values(row).join(' | '))
  print('\n-- their SQL on PostgreSQL')
  print(sqlOf(postgres)(prices))
  print('\n-- a function of the database')
  print(sqlOf(postgres)(near))
  await database.close()
}

if (process.argv[1] === import.meta.filename) await main(console.log)
