/** Golden cases: writes joined with other sources, of many rows, replacing, by partial indexes; row locks. */
import {
  add,
  and,
  as,
  coalesce,
  concat,
  eq,
  forKeyShare,
  forNoKeyUpdate,
  forShare,
  forUpdate,
  from,
  gt,
  groupBy,
  innerJoin,
  insertInto,
  integer,
  leftJoin,
  limit,
  lockOf,
  lt,
  max,
  noWait,
  onConflictDoNothing,
  onConflictDoUpdate,
  onConstraint,
  onIndex,
  deleteFrom,
  orderBy,
  pipe,
  replaceInto,
  returning,
  select,
  skipLocked,
  sub,
  subquery,
  sum,
  update,
  truncateTable,
  updateEach,
  using,
  values,
  varchar,
  where,
} from '../../lib/index.js'
import { archive, bookings, customers, employees, items, orders, samples, stock } from '../support/shop.js'
import type { Cases } from './case.js'

const sold = pipe(
  from(items),
  groupBy(items.sku),
  select({ sku: items.sku, quantity: sum(items.quantity), most: max(items.price) }),
  subquery('sold'),
)
const prices = values('prices', { sku: varchar(20), amount: integer({ nullable: true }) })([
  { sku: 'pen', amount: 70 },
  { sku: 'cap', amount: null },
  { sku: 'none', amount: 1 },
])
const boss = pipe(employees, as('boss'))

export const changes = {
  'update from': {
    'update joined with a table': () =>
      pipe(
        update(orders)({ note: concat(customers.name, ': ', orders.status), total: add(orders.total, customers.credit) }),
        using(customers, eq(customers.id, orders.customerId)),
        where(gt(orders.total, '20')),
      ),
    'update joined with rows of values': () =>
      pipe(
        update(stock)({ reserved: add(coalesce(prices.amount, 1), stock.reserved), note: prices.sku }),
        using(prices, and(eq(prices.sku, stock.sku), gt(prices.amount, 2))),
      ),
    'update joined with a derived table': () =>
      pipe(update(stock)({ note: sold.sku }), using(sold, eq(sold.sku, stock.sku)), where(gt(sold.quantity, 1n))),
    'update joined with two tables': () =>
      pipe(
        update(items)({ price: orders.total, sku: customers.name }),
        using(orders, eq(orders.id, items.orderId)),
        using(customers, eq(customers.id, orders.customerId)),
        where(eq(customers.name, 'Ada')),
      ),
    'update joined with the same table': () =>
      pipe(update(employees)({ name: concat(employees.name, ' of ', boss.name) }), using(boss, eq(boss.id, employees.managerId))),
    'update joined, of what its own values read': () =>
      pipe(update(stock)({ amount: stock.reserved, note: concat('was ', stock.note) }), using(sold, eq(sold.sku, stock.sku))),
    'update joined, its values exchanged': () =>
      pipe(update(stock)({ amount: stock.reserved, reserved: stock.amount }), using(sold, eq(sold.sku, stock.sku))),
    'update under another name, joined': () => {
      const s = pipe(stock, as('s'))
      return pipe(update(s)({ amount: sub(s.amount, 1) }), using(sold, eq(sold.sku, s.sku)), where(lt(s.amount, 100)))
    },
    'update joined, returning': () =>
      pipe(
        update(stock)({ reserved: 7 }),
        using(prices, eq(prices.sku, stock.sku)),
        returning({ sku: stock.sku, reserved: stock.reserved }),
      ),
    'update joined, returning what it is joined with': () =>
      pipe(update(stock)({ reserved: 7 }), using(prices, eq(prices.sku, stock.sku)), returning({ sku: stock.sku, amount: prices.amount })),
  },
  'delete using': {
    'delete joined with a table': () =>
      pipe(deleteFrom(items), using(orders, eq(orders.id, items.orderId)), where(eq(orders.status, 'sent'))),
    'delete joined with two sources': () =>
      pipe(
        deleteFrom(items),
        using(orders, eq(orders.id, items.orderId)),
        using(customers, eq(customers.id, orders.customerId)),
        where(eq(customers.name, 'Ada')),
      ),
    'delete joined with rows of values': () => pipe(deleteFrom(stock), using(prices, eq(prices.sku, stock.sku))),
    'delete joined with the same table': () => {
      const e = pipe(employees, as('e'))
      return pipe(deleteFrom(e), using(boss, eq(boss.id, e.managerId)), where(gt(boss.id, 1)))
    },
    'delete joined, returning': () =>
      pipe(deleteFrom(items), using(orders, eq(orders.id, items.orderId)), where(eq(orders.status, 'sent')), returning({ sku: items.sku })),
  },
  'update each': {
    'update each of several rows': () =>
      updateEach(
        stock,
        [
          { sku: 'pen', amount: 3, note: null },
          { sku: 'cap', amount: -2147483648, note: '𝒳 e\u0301' },
          { sku: 'none', amount: 5, note: '' },
        ],
        { key: stock.sku },
      ),
    'update each by two columns': () =>
      updateEach(
        items,
        [
          { orderId: 1, line: 1, price: '0.10' },
          { orderId: 1, line: 2, price: '99999999.99' },
        ],
        { key: [items.orderId, items.line] },
      ),
    'update each, values of many types': () =>
      updateEach(
        samples,
        [
          {
            id: 1,
            big: -9223372036854775808n,
            money: '-0.50',
            float: -1.5e300,
            flag: true,
            doc: { a: [null] },
            day: '0001-01-01',
            moment: new Date('1969-12-31T23:59:59.999Z'),
            blob: Uint8Array.of(0, 255),
          },
          { id: 2, big: 9223372036854775807n, money: null, float: 0, flag: null, doc: null, day: null, moment: null, blob: null },
        ],
        { key: samples.id },
      ),
    'update each, some of the rows': () =>
      pipe(
        updateEach(
          orders,
          [
            { id: 1, total: '1.00' },
            { id: 2, total: '2.00' },
            { id: 3, total: '3.00' },
          ],
          { key: orders.id },
        ),
        where(gt(orders.total, '10')),
      ),
  },
  'truncate table': {
    'truncate table': () => truncateTable(archive),
    'truncate table, its identities and what refers to it': () => truncateTable(orders, { restartIdentity: true, cascade: true }),
  },
  replace: {
    'replace rows': () =>
      replaceInto(stock)([
        { sku: 'pen', amount: 5 },
        { sku: 'new', amount: 1, note: 'n' },
      ]),
  },
  'on conflict on an index of some rows': {
    'on conflict on an index of some rows do nothing': () =>
      pipe(
        insertInto(bookings)([
          { id: 3, seat: 'A1', state: 'open' },
          { id: 4, seat: 'A1', state: 'closed' },
          { id: 5, seat: 'B1', state: 'open' },
        ]),
        onConflictDoNothing(onIndex(bookings.seat, eq(bookings.state, 'open'))),
      ),
    'on conflict on an index of some rows do update': () =>
      pipe(
        insertInto(bookings)({ id: 3, seat: 'A1', state: 'open', guest: 'Alan' }),
        onConflictDoUpdate(bookings, onIndex([bookings.seat], eq(bookings.state, 'open')), (e) => ({ guest: e.guest })),
      ),
  },
  'on conflict on a constraint': {
    'on conflict on a constraint': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 99 },
          { sku: 'new', amount: 1 },
        ]),
        onConflictDoNothing(onConstraint('stock_pkey')),
      ),
  },
  'for share': {
    'for share': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forShare, select({ sku: stock.sku })),
  },
  'for no key update, for key share': {
    'for no key update': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forNoKeyUpdate, select({ sku: stock.sku })),
    'for key share': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forKeyShare, select({ sku: stock.sku })),
  },
  'nowait, skip locked': {
    'for update nowait': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forUpdate, noWait, select({ sku: stock.sku })),
    'for update skip locked': () =>
      pipe(from(orders), where(eq(orders.status, 'open')), orderBy(orders.id), limit(1), forUpdate, skipLocked, select({ id: orders.id })),
    'for share skip locked': () => pipe(from(stock), where(eq(stock.sku, 'pen')), forShare, skipLocked, select({ sku: stock.sku })),
  },
  'lock of some tables': {
    'for update of a table': () => {
      const o = pipe(orders, as('o'))
      return pipe(
        from(o),
        innerJoin(customers, eq(customers.id, o.customerId)),
        where(eq(customers.name, 'Ada')),
        orderBy(o.id),
        forUpdate,
        lockOf(o),
        noWait,
        select({ id: o.id, name: customers.name }),
      )
    },
    'for share of the table that a left join keeps': () =>
      pipe(
        from(customers),
        leftJoin(orders, eq(customers.id, orders.customerId)),
        orderBy(customers.id, orders.id),
        forShare,
        lockOf(customers),
        select({ name: customers.name, id: orders.id }),
      ),
  },
} as const satisfies Cases
