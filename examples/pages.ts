/**
 * Pages of a list, as an HTTP handler gives them: no page counts the rows before it, and none repeats or leaves out a row
 * because others were written meanwhile. Runs on SQLite in memory.
 *
 *     npx tsx examples/pages.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { applySchema, createTable, desc, execute, fetchAll, fetchPage, from, insertInto, integer, limitWithTies, orderBy } from 'oxbow'
import { page, pipe, run, runOrThrow, select, table, varchar } from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { connect } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const players = table('players', { id: integer({ primaryKey: true }), name: varchar(40), score: integer({ nullable: true }) })

// The order is the query's own. Two players may have one score: `page` adds what tells them apart, here the primary key.
const ranking = pipe(from(players), orderBy(desc(players.score, { nulls: 'last' })), select({ name: players.name, score: players.score }))

// Signs the cursors, so that a client cannot make one up. Yours comes from the environment.
const secret = 'sixteen bytes or more'

/** What a request asks for: `?after=…` or `?before=…`. */
interface Place {
  readonly after?: string | undefined
  readonly before?: string | undefined
}

const pageOf = (place: Place) => page(ranking, { size: 2, secret, ...place })

const rows = [
  { id: 1, name: 'Ann', score: 30 },
  { id: 2, name: 'Ben', score: 20 },
  { id: 3, name: 'Cy', score: 20 },
  { id: 4, name: 'Dee', score: null },
  { id: 5, name: 'Eve', score: 20 },
]

export const main = async (print: (line: string) => void): Promise<void> => {
  const opened = await connect(':memory:')()
  if (isLeft(opened)) throw new Error(opened.left.message)
  const database = opened.right
  const perform = runOrThrow(database)
  await perform(applySchema(createTable(players)))
  await perform(execute(insertInto(players)(rows)))

  const shown = (answer: { readonly rows: ReadonlyArray<{ readonly name: string; readonly score: number | null }> }): string =>
    answer.rows.map(({ name, score }) => `${name} ${score ?? '-'}`).join(', ')

  print('-- from the first page to the last')
  const first = await perform(fetchPage(pageOf({})))
  print(shown(first))
  const second = await perform(fetchPage(pageOf({ after: first.next })))
  print(shown(second))
  const last = await perform(fetchPage(pageOf({ after: second.next })))
  print(`${shown(last)}, and ${last.next === undefined ? 'no more' : 'more'}`)

  print('\n-- and back')
  print(shown(await perform(fetchPage(pageOf({ before: last.previous })))))

  print('\n-- a row that is written meanwhile moves no other')
  await perform(execute(insertInto(players)({ id: 6, name: 'Fay', score: 99 })))
  print(shown(await perform(fetchPage(pageOf({ after: first.next })))))

  print('\n-- a cursor that was changed, and one of another query')
  const tampered = await run(database)(fetchPage(pageOf({ after: `x${first.next ?? ''}` })))
  if (isLeft(tampered)) print(`${tampered.left._tag}: ${tampered.left.message}`)
  const byName = page(pipe(from(players), orderBy(players.name)), { size: 2, after: first.next, secret })
  const foreign = await run(database)(fetchPage(byName))
  if (isLeft(foreign)) print(`${foreign.left._tag}: ${foreign.left.message}`)

  print('\n-- the query of a page')
  const { query } = pageOf({ after: first.next })
  if (query._tag === 'Right') print(sqlOf(postgres)(query.right))

  print('\n-- the first three, and who shares the third place')
  const best = pipe(ranking, limitWithTies(3))
  print(
    (await perform(fetchAll(best)))
      .map(({ name }) => name)
      .toSorted()
      .join(', '),
  )
  print(sqlOf(postgres)(best))
  await database.close()
}

if (process.argv[1] === import.meta.filename) await main(console.log)
