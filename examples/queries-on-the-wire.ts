/**
 * A query that a client writes and a server runs: `encodeQuery` makes JSON of it, `decodeQuery` a query again, of the tables,
 * columns and functions that a policy allows. Runs on SQLite in memory.
 *
 *     npx tsx examples/queries-on-the-wire.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { applySchema, createTable, type Database, decimal, decodeQuery, desc, encodeQuery, execute, fetchAll, from, gt } from 'oxbow'
import { insertInto, integer, limit, orderBy, pipe, run, runOrThrow, select, sql, table, text, varchar, where } from 'oxbow'
import { connect } from 'oxbow/sqlite'

// Client and server share the descriptors, and nothing else.
const orders = table('orders', {
  id: integer({ primaryKey: true }),
  customerId: integer(),
  total: decimal(12, 2),
  status: varchar(10),
  margin: decimal(12, 2),
})

// ---------------------------------------------------------------------------------------------------------------------
// the server
// ---------------------------------------------------------------------------------------------------------------------

// Read only, without the column `margin`, and never more than 100 rows.
const decode = decodeQuery(
  { orders },
  { tables: { orders: ['id', 'customerId', 'total', 'status'] }, functions: ['count', 'sum', 'lower'], limit: 100 },
)

type Handler = (request: Request) => Promise<Response>

const answer = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const handlerOf =
  <Feature extends string>(database: Database<Feature>): Handler =>
  async (request) => {
    const decoded = decode(await request.json())
    if (isLeft(decoded)) return answer(400, { error: decoded.left.message })
    const rows = await run(database)(fetchAll(decoded.right))
    return isLeft(rows) ? answer(500, { error: rows.left._tag }) : answer(200, rows.right)
  }

// ---------------------------------------------------------------------------------------------------------------------
// the client
// ---------------------------------------------------------------------------------------------------------------------

const ask = async (handler: Handler, query: Parameters<typeof encodeQuery>[0]): Promise<string> => {
  const encoded = encodeQuery(query)
  if (isLeft(encoded)) return `not sent: ${encoded.left.message}`
  const response = await handler(new Request('http://localhost/query', { method: 'POST', body: JSON.stringify(encoded.right) }))
  return `${response.status} ${await response.text()}`
}

const large = pipe(
  from(orders),
  where(gt(orders.total, '10.00')),
  orderBy(desc(orders.total)),
  limit(10),
  select({ id: orders.id, total: orders.total }),
)

export const main = async (print: (line: string) => void): Promise<void> => {
  const opened = await connect(':memory:')()
  if (isLeft(opened)) throw new Error(opened.left.message)
  const database = opened.right
  const perform = runOrThrow(database)
  await perform(applySchema(createTable(orders)))
  const row = { customerId: 1, status: 'open', margin: '1.00' }
  const rows = ['9.99', '20.50', '11.00'].map((total, index) => ({ ...row, id: index + 1, total }))
  await perform(execute(insertInto(orders)(rows)))
  const handler = handlerOf(database)

  print('-- what travels')
  const encoded = encodeQuery(large)
  if (!isLeft(encoded)) print(JSON.stringify(encoded.right))
  print('\n-- what comes back')
  print(await ask(handler, large))

  print('\n-- what the policy does not allow')
  print(await ask(handler, pipe(from(orders), limit(10), select({ margin: orders.margin }))))
  print(await ask(handler, pipe(from(orders), select({ id: orders.id }))))
  print(await ask(handler, insertInto(orders)({ ...row, id: 4, total: '0.00' })))
  print(await ask(handler, pipe(from(orders), limit(1), select({ v: sql(text())`version()` }))))

  await database.close()
}

if (process.argv[1] === import.meta.filename) await main(console.log)
