/**
 * Predicates beyond `=` and `<`: row values, comparisons with all rows of a query, what is true of a null, periods, patterns.
 * Runs on SQLite in memory; what SQLite lacks is shown as SQL.
 *
 *     npx tsx examples/predicates.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { allOf, applySchema, boolean, createTable, date, eq, execute, fetchAll, from, gt, gte, insertInto, integer } from 'oxbow'
import { as, exists, isNotTrue, likeAny, lt, matches, ne, not, orderBy, overlaps, pipe, runOrThrow, select } from 'oxbow'
import { table, tuple, varchar, where } from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { connect } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const stays = table('stays', {
  id: integer({ primaryKey: true }),
  guest: varchar(40),
  room: integer(),
  arrival: date(),
  departure: date({ nullable: true }),
  paid: boolean({ nullable: true }),
})

const rows = [
  { id: 1, guest: 'Ann', room: 7, arrival: '2026-07-01', departure: '2026-07-08', paid: true },
  { id: 2, guest: 'Ben', room: 7, arrival: '2026-07-07', departure: '2026-07-09', paid: false },
  { id: 3, guest: 'Cy', room: 8, arrival: '2026-07-08', departure: '2026-07-10', paid: null },
  { id: 4, guest: 'Dee', room: 8, arrival: '2026-07-10', departure: null, paid: null },
]

const guests = pipe(from(stays), orderBy(stays.id), select({ guest: stays.guest }))

// `paid` may be null, and so may `not paid`: neither finds the stays of which nothing is known. `is not true` is never null.
const unpaid = pipe(guests, where(isNotTrue(stays.paid)))

// What comes after a place in an order of two columns.
const afterBen = pipe(guests, where(gt(tuple(stays.room, stays.arrival), [7, '2026-07-07'])))

// A stay as late as all others. SQLite has no ALL: there it is written with NOT IN, which is null for the same rows.
const latest = pipe(guests, where(gte(stays.arrival, allOf(pipe(from(stays), select({ arrival: stays.arrival }))))))

// A period has its start and not its end: who leaves in the morning does not meet who comes in the evening.
const inThatWeek = pipe(guests, where(overlaps([stays.arrival, stays.departure], ['2026-07-08', '2026-07-10'])))

const other = pipe(stays, as('other'))
const clashing = pipe(
  guests,
  where(
    exists(
      pipe(
        from(other),
        where(eq(other.room, stays.room)),
        where(ne(other.id, stays.id)),
        where(overlaps([stays.arrival, stays.departure], [other.arrival, other.departure])),
      ),
    ),
  ),
)

const someNames = pipe(guests, where(likeAny(stays.guest, ['A%', '%y'])))

// Where a row value meets null, the first items that differ decide.
const early = pipe(guests, where(not(lt(tuple(stays.room, stays.departure), [8, '2026-07-10']))))

export const main = async (print: (line: string) => void): Promise<void> => {
  const opened = await connect(':memory:')()
  if (isLeft(opened)) throw new Error(opened.left.message)
  const database = opened.right
  const perform = runOrThrow(database)
  await perform(applySchema(createTable(stays)))
  await perform(execute(insertInto(stays)(rows)))

  const answers = { unpaid, afterBen, latest, inThatWeek, clashing, someNames, early }
  for (const [name, query] of Object.entries(answers)) {
    const found = await perform(fetchAll(query))
    print(`${name}: ${found.map(({ guest }) => guest).join(', ')}`)
  }
  await database.close()

  print('\n-- a regular expression, in the part that PostgreSQL, MySQL and MariaDB read alike')
  print(sqlOf(postgres)(pipe(guests, where(matches(stays.guest, '^[a-c]\\w+$', 'i')))))
}

if (process.argv[1] === import.meta.filename) await main(console.log)
