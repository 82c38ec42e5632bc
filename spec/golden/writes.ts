/** Golden cases: INSERT, UPDATE, DELETE, RETURNING, upsert. */
import {
  add,
  and,
  as,
  caseWhen,
  branch,
  concat,
  cte,
  deleteFrom,
  eq,
  everyRow,
  exists,
  from,
  gt,
  insertFrom,
  insertInto,
  isIn,
  isNull,
  limit,
  lt,
  max,
  not,
  now,
  onConflictDoNothing,
  onConflictDoUpdate,
  orderBy,
  pipe,
  returning,
  scalarOf,
  select,
  sub,
  unionAll,
  update,
  upper,
  where,
} from '../../lib/index.js'
import { archive, customers, employees, hostile, items, orders, people, samples, stock, tags, tokens } from '../support/shop.js'
import type { Cases } from './case.js'

const old = pipe(from(orders), where(lt(orders.total, '50')), select({ id: orders.id, total: orders.total }))

export const writes = {
  insert: {
    'insert one row': () => insertInto(customers)({ email: 'eve@example.org', name: 'Eve', credit: '1.5' }),
    'insert many rows': () =>
      insertInto(stock)([
        { sku: 'a', amount: 1 },
        { sku: 'b', amount: 2, reserved: 1 },
        { sku: 'c', amount: 3, note: null },
      ]),
    'insert null': () => insertInto(tags)({ orderId: null, label: null }),
    'insert only what is generated': () => insertInto(tokens)({}),
    'insert generated uuids': () => insertInto(tokens)([{ note: 'a' }, { id: '01890a5d-ac96-774b-bcce-b302099a8057', note: 'b' }]),
    'insert into a schema': () => insertInto(people)({ firstName: 'Marie', lastName: 'Curie' }),
    'insert hostile names and values': () => insertInto(hostile)({ select: 1, 'x.y': `'); drop table x; --`, 'ключ ☃': null }),
    'insert every type': () =>
      insertInto(samples)({
        id: 9,
        small: -32768,
        whole: 2147483647,
        big: -9223372036854775808n,
        money: '-0.5',
        huge: '9999999999999999999999999999.9999999999',
        single: 0.5,
        float: 1e-300,
        flag: false,
        words: '',
        short: '𝒳 e\u0301',
        code: 'abc',
        mood: 'bad',
        key: '01890A5D-ac96-774b-bcce-b302099a8057',
        doc: { a: [1, null, 'x"y'], é: {} },
        day: '0001-01-01',
        clock: '00:00:00',
        clock6: '00:00:00.000001',
        local: '9999-12-31 23:59:59.999',
        local6: '1969-12-31 23:59:59.999999',
        moment: new Date('1969-12-31T23:59:59.999Z'),
        moment6: '9999-12-31T23:59:59.999999Z',
        blob: Uint8Array.of(0, 1, 254, 255),
      }),
  },
  'insert from select': {
    'insert from a select': () => insertFrom(archive)(old),
    'insert from a select, its columns in another order': () =>
      insertFrom(archive)(
        pipe(from(orders), where(gt(orders.total, '50')), select({ note: orders.note, total: orders.total, id: orders.id })),
      ),
    'insert from a common table expression': () => {
      const big = pipe(from(orders), where(gt(orders.total, '50')), cte('big'))
      return insertFrom(archive)(pipe(from(big), select({ id: big.id, total: big.total })))
    },
    'insert from a union': () =>
      insertFrom(tags)(
        pipe(
          from(orders),
          where(eq(orders.id, 1)),
          select({ label: orders.status, orderId: orders.id }),
          unionAll(pipe(from(items), where(eq(items.line, 2)), select({ orderId: items.orderId, label: items.sku }))),
        ),
      ),
  },
  'insert returning': {
    'insert returning columns': () =>
      pipe(
        insertInto(stock)([
          { sku: 'x', amount: 1 },
          { sku: 'y', amount: 2 },
        ]),
        returning({ sku: stock.sku, reserved: stock.reserved }),
      ),
    'insert returning the row': () => pipe(insertInto(stock)({ sku: 'x', amount: 1 }), returning(stock)),
    'insert returning an expression': () =>
      pipe(insertInto(stock)({ sku: 'x', amount: 1 }), returning({ loud: upper(stock.sku), more: add(stock.amount, 1) })),
    'insert into a schema returning': () =>
      pipe(insertInto(people)({ firstName: 'Marie' }), returning({ first: people.firstName, lastName: people.lastName })),
  },
  update: {
    'update to values': () => pipe(update(stock)({ amount: 0, note: null }), where(eq(stock.sku, 'pen'))),
    'update to expressions': () =>
      pipe(update(stock)({ amount: sub(stock.amount, 1), note: concat(stock.sku, '!') }), where(gt(stock.amount, 0))),
    'update every row': () => pipe(update(stock)({ reserved: 0 }), everyRow),
    'a swap': () => pipe(update(stock)({ amount: stock.reserved, reserved: stock.amount }), where(eq(stock.sku, 'pen'))),
    'update to a scalar subquery': () =>
      pipe(
        update(customers)({
          credit: scalarOf(pipe(from(orders), where(eq(orders.customerId, customers.id)), select({ most: max(orders.total) }))) as never,
        }),
        where(exists(pipe(from(orders), where(eq(orders.customerId, customers.id))))),
      ),
    'update what a subquery of the same table finds': () => {
      const o = pipe(orders, as('o'))
      return pipe(update(orders)({ note: 'top' }), where(eq(orders.total, scalarOf(pipe(from(o), select({ most: max(o.total) }))))))
    },
    'update in a limited subquery of the same table': () => {
      const o = pipe(orders, as('o'))
      return pipe(update(orders)({ note: 'first' }), where(isIn(orders.id, pipe(from(o), orderBy(o.id), limit(2), select({ id: o.id })))))
    },
    'update in a schema': () => pipe(update(people)({ lastName: 'Skłodowska' }), where(eq(people.firstName, 'Marie'))),
    'update to now': () => pipe(update(orders)({ paidAt: now }), where(isNull(orders.paidAt))),
    'update to a case': () => pipe(update(stock)({ amount: caseWhen([branch(gt(stock.amount, 3), stock.reserved)], 7) }), everyRow),
    'update that matches nothing': () => pipe(update(stock)({ amount: 1 }), where(eq(stock.sku, 'none'))),
    'update to the same value counts': () => pipe(update(stock)({ sku: 'pen' }), where(eq(stock.sku, 'pen'))),
  },
  'update returning': {
    'update returning': () =>
      pipe(
        update(stock)({ amount: add(stock.amount, 1) }),
        where(eq(stock.sku, 'pen')),
        returning({ sku: stock.sku, amount: stock.amount }),
      ),
  },
  delete: {
    delete: () => pipe(deleteFrom(items), where(eq(items.orderId, 1))),
    'delete twice where': () => pipe(deleteFrom(items), where(eq(items.orderId, 1)), where(gt(items.line, 1))),
    'delete every row': () => pipe(deleteFrom(tags), everyRow),
    'delete in a subquery': () =>
      pipe(deleteFrom(items), where(isIn(items.orderId, pipe(from(orders), where(eq(orders.status, 'sent')), select({ id: orders.id }))))),
    'delete under another name': () => {
      const i = pipe(items, as('i'))
      return pipe(deleteFrom(i), where(eq(i.orderId, 1)))
    },
    'delete what no other row refers to': () => {
      const r = pipe(employees, as('r'))
      return pipe(deleteFrom(employees), where(not(exists(pipe(from(r), where(eq(r.managerId, employees.id)))))))
    },
  },
  'delete returning': {
    'delete returning': () =>
      pipe(deleteFrom(items), where(and(eq(items.orderId, 1), eq(items.line, 1))), returning({ sku: items.sku, price: items.price })),
    'delete under another name, returning': () => {
      const i = pipe(items, as('i'))
      return pipe(deleteFrom(i), where(eq(i.orderId, 1)), returning({ sku: i.sku }))
    },
  },
  'on conflict': {
    'on conflict do nothing': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 99 },
          { sku: 'new', amount: 1 },
        ]),
        onConflictDoNothing(stock.sku),
      ),
    'on conflict do update': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 5 },
          { sku: 'new', amount: 1 },
        ]),
        onConflictDoUpdate(stock, stock.sku, (e) => ({ amount: add(stock.amount, e.amount), note: 'again' })),
      ),
    'on conflict of two columns': () =>
      pipe(
        insertInto(items)({ orderId: 1, line: 1, sku: 'cap', quantity: 9, price: '1.00' }),
        onConflictDoUpdate(items, [items.orderId, items.line], (e) => ({ quantity: e.quantity, sku: concat(items.sku, '+', e.sku) })),
      ),
    'on conflict do nothing, returning': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 9 },
          { sku: 'new', amount: 2 },
        ]),
        onConflictDoNothing(stock.sku),
        returning({ sku: stock.sku, amount: stock.amount }),
      ),
    'on conflict with what the insert leaves out': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 1 },
          { sku: 'new', amount: 2 },
        ]),
        onConflictDoUpdate(stock, stock.sku, (e) => ({
          amount: add(stock.amount, e.reserved),
          reserved: add(e.reserved, 5),
          note: e.note,
        })),
      ),
    'on conflict from a select that leaves a column out': () =>
      pipe(
        insertFrom(stock)(
          pipe(from(items), where(eq(items.orderId, 2)), select({ sku: concat(items.sku, '-new'), amount: items.quantity })),
        ),
        onConflictDoUpdate(stock, stock.sku, (e) => ({ amount: e.amount, reserved: e.reserved })),
      ),
    'on conflict from a select': () =>
      pipe(
        insertFrom(archive)(pipe(from(orders), where(gt(orders.id, 2)), select({ id: orders.id, total: orders.total }))),
        onConflictDoUpdate(archive, archive.id, (e) => ({ total: e.total })),
      ),
  },
  'on conflict where': {
    'on conflict do update where': () =>
      pipe(
        insertInto(stock)([
          { sku: 'pen', amount: 1 },
          { sku: 'ink', amount: 50 },
        ]),
        onConflictDoUpdate(stock, stock.sku, (e) => ({ amount: e.amount }), { where: (e) => lt(stock.amount, e.amount) }),
      ),
  },
} as const satisfies Cases
