/**
 * What stands in FROM beside tables: rows of values, series, the elements of a document, views. Each is a source like any other:
 * it joins, has another name by `as`, and is selected as a whole.
 *
 *     npx tsx examples/sources.ts
 */
import {
  asc,
  count,
  createView,
  crossJoin,
  date,
  decimal,
  eq,
  from,
  generateSeries,
  groupBy,
  gt,
  innerJoin,
  integer,
  json,
  jsonElements,
  leftJoin,
  orderBy,
  pipe,
  schemaSql,
  select,
  sum,
  table,
  values,
  varchar,
  view,
  where,
} from 'oxbow'
import { mysql } from 'oxbow/mysql'
import { postgres } from 'oxbow/postgres'
import { sqlOf } from 'oxbow/testing'

const orders = table('orders', {
  id: integer({ primaryKey: true }),
  sku: varchar(20),
  total: decimal(10, 2),
  placedOn: date(),
  lines: json(),
})

// A list that a program has at hand, as a table with names and types.
const prices = values('prices', { sku: varchar(20), price: decimal(10, 2) })([
  { sku: 'pen', price: '1.20' },
  { sku: 'ink', price: '4.50' },
])
const repriced = pipe(from(orders), innerJoin(prices, eq(prices.sku, orders.sku)), select({ id: orders.id, price: prices.price }))

// The days of a month, those without orders too.
const day = generateSeries('day', date())('2026-11-01', '2026-11-30', { days: 1 })
const perDay = pipe(
  from(day),
  leftJoin(orders, eq(orders.placedOn, day.value)),
  groupBy(day.value),
  orderBy(day.value),
  select({ day: day.value, orders: count(orders.id) }),
)

// The elements of a document of each row.
const line = jsonElements('line')(orders.lines)
const lines = pipe(
  from(orders),
  crossJoin(line),
  orderBy(orders.id, asc(line.ordinality)),
  select({ order: orders.id, place: line.ordinality, line: line.value }),
)

// A query that the database keeps under a name.
const bestsellers = view(
  'bestsellers',
  pipe(from(orders), groupBy(orders.sku), select({ sku: orders.sku, total: sum(orders.total) }), where(gt(orders.total, '0'))),
)

export const main = (print: (line: string) => void): void => {
  const created = schemaSql(postgres)(createView(bestsellers))
  print('-- rows of values')
  print(sqlOf(postgres)(repriced))
  print('\n-- rows of values on mysql')
  print(sqlOf(mysql)(repriced))
  print('\n-- a series of days')
  print(sqlOf(postgres)(perDay))
  print('\n-- the elements of a document')
  print(sqlOf(postgres)(lines))
  print('\n-- a view is made')
  print(created._tag === 'Right' ? created.right.join('\n') : created.left.message)
  print('\n-- a view is read')
  print(sqlOf(postgres)(pipe(from(bestsellers), orderBy(bestsellers.sku))))
}

if (process.argv[1] === import.meta.filename) main(console.log)
