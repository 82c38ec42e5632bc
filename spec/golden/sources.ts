/** Golden cases: sources that are neither tables nor queries. */
import {
  add,
  always,
  array,
  as,
  asc,
  bigint,
  count,
  crossJoin,
  date,
  decimal,
  desc,
  eq,
  from,
  generateSeries,
  groupBy,
  innerJoin,
  integer,
  json,
  jsonElements,
  lateral,
  leftJoin,
  limit,
  literal,
  localTimestamp,
  max,
  orderBy,
  pipe,
  select,
  text,
  timestamp,
  unnest,
  uuid,
  values,
  varchar,
  where,
  boolean,
  double,
  isIn,
  scalarOf,
  min,
} from '../../lib/index.js'
import { board, customers, debtors, lists, orders, samples, stock } from '../support/shop.js'
import type { Cases } from './case.js'

const prices = values('prices', { sku: varchar(20), price: decimal(10, 2), note: text({ nullable: true }) })([
  { sku: 'pen', price: '1.25', note: null },
  { sku: 'Pen', price: '10.00', note: 'große' },
])

const every = values('every', {
  n: integer({ nullable: true }),
  big: bigint(),
  flag: boolean(),
  float: double(),
  key: uuid(),
  day: date(),
  at: timestamp(),
})([
  {
    n: null,
    big: 9007199254740993n,
    flag: true,
    float: 0.1,
    key: '00000000-0000-0000-0000-00000000000a',
    day: '2026-02-28',
    at: new Date('2026-01-01T00:00:00.123Z'),
  },
  {
    n: 5,
    big: -1n,
    flag: false,
    float: -1.5,
    key: '00000000-0000-0000-0000-00000000000b',
    day: '0001-01-01',
    at: new Date('2026-01-01T00:00:00.000Z'),
  },
])

const none = values('none', { id: integer(), name: text({ nullable: true }) })([])

const day = generateSeries('day', date())('2026-01-30', '2026-02-02', { days: 1 })

const element = jsonElements('element')(samples.doc)

const given = jsonElements('given')(literal(['a', { b: [1] }, [2], true, 1.5, '[1]'], json()))

const tag = unnest('tag')(lists.words)

export const sources = {
  values: {
    'values joined to a table': () =>
      pipe(
        from(stock),
        innerJoin(prices, eq(prices.sku, stock.sku)),
        orderBy(prices.price),
        select({ sku: stock.sku, amount: stock.amount, price: prices.price, note: prices.note }),
      ),
    'values of every kind': () => pipe(from(every), orderBy(every.big)),
    'no values': () => pipe(from(none)),
    'values in a subquery, under another name': () => {
      const others = pipe(prices, as('others'))
      return pipe(
        from(prices),
        orderBy(prices.sku),
        select({ sku: prices.sku, top: scalarOf(pipe(from(others), select({ top: max(others.price) }))) }),
      )
    },
    'values as a whole that an outer join may leave out': () =>
      pipe(from(stock), leftJoin(prices, eq(prices.sku, stock.sku)), orderBy(stock.sku), select({ sku: stock.sku, price: prices })),
  },
  generateSeries: {
    'a series of numbers': () => pipe(from(generateSeries('n', integer())(1, 10, 3))),
    'a series downwards': () => pipe(from(generateSeries('n', bigint())(3n, 1n, -1n))),
    'a series of nothing': () => pipe(from(generateSeries('n', integer())(3, 1))),
    'a series of dates, with what there is': () =>
      pipe(
        from(day),
        leftJoin(orders, eq(orders.placedOn, day.value)),
        groupBy(day.value),
        orderBy(day.value),
        select({ day: day.value, n: count(orders.id) }),
      ),
    'a series of month ends': () => pipe(from(generateSeries('m', date())('2024-01-31', '2024-05-31', { months: 1 }))),
    'a series of instants': () =>
      pipe(
        from(
          generateSeries('t', timestamp())(new Date('2026-03-28T23:30:00.000Z'), new Date('2026-03-29T03:00:00.000Z'), {
            hours: 1,
            minutes: 30,
          }),
        ),
      ),
    'a series of local times, backwards': () =>
      pipe(from(generateSeries('t', localTimestamp())('2026-03-01 00:00:00.000', '2026-02-27 00:00:00.000', { days: -1 }))),
    'a series to what a query gives': () =>
      pipe(from(generateSeries('n', integer())(1, scalarOf(pipe(from(orders), select({ most: max(orders.id) })))))),
    'a series of each row': () => {
      const n = generateSeries('n', integer())(1, stock.amount)
      return pipe(
        from(stock),
        crossJoin(n),
        where(isIn(stock.sku, ['ink', 'Pen', 'pen'])),
        orderBy(stock.sku, n.value),
        select({ sku: stock.sku, n: n.value }),
      )
    },
  },
  jsonElements: {
    'elements of a document': () => pipe(from(given), orderBy(given.ordinality), select({ place: given.ordinality, value: given.value })),
    'elements of a column': () =>
      pipe(
        from(samples),
        crossJoin(element),
        orderBy(samples.id, element.ordinality),
        select({ id: samples.id, place: element.ordinality, value: element.value }),
      ),
    'elements where there are some': () =>
      pipe(
        from(samples),
        leftJoin(element, always),
        orderBy(samples.id, asc(element.ordinality, { nulls: 'first' })),
        select({ id: samples.id, place: element.ordinality }),
      ),
    'elements, grouped': () =>
      pipe(from(given), groupBy(given.ordinality), orderBy(given.ordinality), select({ place: add(given.ordinality, 0), n: count() })),
    'elements as a whole': () => pipe(from(given), limit(2), orderBy(given.ordinality)),
  },
  unnest: {
    'elements of an array': () =>
      pipe(
        from(lists),
        crossJoin(tag),
        orderBy(lists.id, tag.ordinality),
        select({ id: lists.id, word: tag.value, place: tag.ordinality }),
      ),
    'elements of an array that is given': () => {
      const n = unnest('n')(literal([3, null, 1], array(integer({ nullable: true }))))
      return pipe(from(n), orderBy(n.ordinality))
    },
  },
  view: {
    'a view': () => pipe(from(debtors), orderBy(debtors.id)),
    'a view under another name': () => {
      const d = pipe(debtors, as('d'))
      return pipe(from(debtors), innerJoin(d, eq(d.id, debtors.id)), select({ name: d.name }))
    },
  },
  'materialized view': {
    'a materialized view': () => pipe(from(board), orderBy(desc(board.sku))),
  },
  'lateral join on true': {
    'left join lateral on true': () => {
      const least = pipe(from(orders), where(eq(orders.customerId, customers.id)), select({ total: min(orders.total) }), lateral('least'))
      return pipe(from(customers), leftJoin(least, always), orderBy(customers.id), select({ name: customers.name, total: least.total }))
    },
  },
} satisfies Cases
