/**
 * Writes of many rows by one statement, upserts by an index of some rows, and rows that several workers share out by locks.
 * Runs on SQLite in memory; the locks are PostgreSQL's, as text.
 *
 *     npx tsx examples/writes.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { applySchema, createTable, deleteFrom, enumeration, eq, execute, fetchAll, forUpdate, from, index, insertInto } from 'oxbow'
import { integer, limit, onConflictDoUpdate, onIndex, orderBy, pipe, replaceInto, runOrThrow, select, skipLocked } from 'oxbow'
import { sub, table, update, updateEach, using, varchar } from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { connect } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const stock = table('stock', { sku: varchar(20, { primaryKey: true }), amount: integer() })
const sales = table('sales', { id: integer({ primaryKey: true }), sku: varchar(20, { unique: true }), sold: integer() })

// A seat may have many bookings, of which one is open.
const bookings = table(
  'bookings',
  { id: integer({ primaryKey: true }), seat: varchar(4), state: enumeration(['open', 'closed']), guest: varchar(40) },
  (t) => [index([t.seat], { unique: true, where: eq(t.state, 'open') })],
)

const openSeat = onIndex(bookings.seat, eq(bookings.state, 'open'))

export const main = async (print: (line: string) => void): Promise<void> => {
  const opened = await connect(':memory:')()
  if (isLeft(opened)) throw new Error(opened.left.message)
  const database = opened.right
  const perform = runOrThrow(database)
  await perform(applySchema(createTable(stock), createTable(sales), createTable(bookings)))
  const amounts = async (): Promise<string> =>
    (await perform(fetchAll(pipe(from(stock), orderBy(stock.sku))))).map(({ sku, amount }) => `${sku} ${amount}`).join(', ')

  print('-- rows that take the place of others')
  await perform(execute(insertInto(stock)([{ sku: 'cup', amount: 9 }])))
  await perform(
    execute(
      replaceInto(stock)([
        { sku: 'cup', amount: 3 },
        { sku: 'pen', amount: 10 },
        { sku: 'tea', amount: 4 },
      ]),
    ),
  )
  print(await amounts())

  print('\n-- each row to a value of its own')
  const counted = [
    { sku: 'cup', amount: 5 },
    { sku: 'tea', amount: 6 },
  ]
  print(`${await perform(execute(updateEach(stock, counted, { key: stock.sku })))} rows: ${await amounts()}`)

  print('\n-- an update joined with what was sold')
  await perform(
    execute(
      insertInto(sales)([
        { id: 1, sku: 'pen', sold: 3 },
        { id: 2, sku: 'tea', sold: 6 },
      ]),
    ),
  )
  const bySku = using(sales, eq(sales.sku, stock.sku))
  await perform(execute(pipe(update(stock)({ amount: sub(stock.amount, sales.sold) }), bySku)))
  print(await amounts())

  print('\n-- a delete joined alike')
  await perform(execute(pipe(deleteFrom(stock), bySku)))
  print(await amounts())

  print('\n-- one open booking a seat')
  for (const [id, guest] of ['Ann', 'Ben'].entries())
    await perform(
      execute(
        pipe(
          insertInto(bookings)({ id, seat: 'A1', state: 'open', guest }),
          onConflictDoUpdate(bookings, openSeat, (e) => ({ guest: e.guest })),
        ),
      ),
    )
  for (const { id, guest } of await perform(fetchAll(from(bookings)))) print(`${id} ${guest}`)

  print('\n-- the next row that no other worker holds')
  print(sqlOf(postgres)(pipe(from(sales), orderBy(sales.id), limit(1), forUpdate, skipLocked, select({ id: sales.id }))))
  await database.close()
}

if (process.argv[1] === import.meta.filename) await main(console.log)
