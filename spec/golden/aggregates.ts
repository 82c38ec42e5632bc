/** Golden cases: aggregates that gather values, of bits, of truth and of statistics. */
import {
  and,
  arrayAgg,
  asc,
  bitAnd,
  bitOr,
  bitXor,
  boolAnd,
  boolOr,
  cast,
  countDistinct,
  desc,
  eq,
  filterWhere,
  from,
  groupBy,
  gt,
  leftJoin,
  orderBy,
  over,
  pipe,
  select,
  stddevPop,
  stddevSamp,
  stringAgg,
  sub,
  text,
  varPop,
  varSamp,
  where,
} from '../../lib/index.js'
import { customers, employees, items, orders, samples } from '../support/shop.js'
import type { Cases } from './case.js'

const { id, name, age, active } = customers
const none = where(eq(id, -1))

export const aggregates = {
  stringAgg: {
    stringAgg: () => pipe(from(customers), select({ names: stringAgg(name, ', ', { orderBy: [desc(name)] }) })),
    'stringAgg of a group, distinct': () =>
      pipe(
        from(orders),
        groupBy(orders.customerId),
        orderBy(orders.customerId),
        select({
          customer: orders.customerId,
          all: stringAgg(orders.status, '', { orderBy: [orders.id] }),
          kinds: stringAgg(orders.status, ' 😀, ', { orderBy: [orders.status], distinct: true }),
        }),
      ),
    'stringAgg, filter': () =>
      pipe(
        from(customers),
        select({
          names: pipe(stringAgg(name, '\\', { orderBy: [desc(age, { nulls: 'last' }), id] }), filterWhere(active)),
          known: pipe(stringAgg(name, '|', { orderBy: [asc(id, { nulls: 'last' }), desc(name)] }), filterWhere(gt(age, 1))),
          kinds: pipe(stringAgg(name, '|', { distinct: true, orderBy: [desc(name)] }), filterWhere(and(active, gt(id, 1)))),
        }),
      ),
    'stringAgg of no rows is null': () =>
      pipe(from(customers), none, select({ names: stringAgg(name, ','), kinds: stringAgg(name, ',', { distinct: true }) })),
    'stringAgg of the other side of an outer join': () =>
      pipe(
        from(customers),
        leftJoin(orders, eq(orders.customerId, id)),
        groupBy(id),
        orderBy(id),
        select({ id, statuses: stringAgg(orders.status, ',', { orderBy: [desc(orders.id)] }) }),
      ),
    'stringAgg of numbers as texts': () =>
      pipe(from(items), select({ n: stringAgg(cast(items.quantity, text()), '+', { orderBy: [items.quantity] }) })),
  },
  arrayAgg: {
    arrayAgg: () =>
      pipe(from(customers), select({ names: arrayAgg(name, { orderBy: [desc(name)] }), ages: arrayAgg(age, { orderBy: [id] }) })),
    'arrayAgg, distinct and filter': () =>
      pipe(
        from(items),
        select({
          n: arrayAgg(items.quantity, { distinct: true, orderBy: [items.quantity] }),
          none: pipe(arrayAgg(items.price), filterWhere(eq(items.quantity, -1))),
        }),
      ),
  },
  'count distinct of several': {
    'count distinct of several': () => pipe(from(orders), select({ n: countDistinct(orders.customerId, orders.status) })),
    'count distinct of several, with nulls and a filter': () =>
      pipe(from(customers), select({ n: countDistinct(active, age), m: pipe(countDistinct(active, age), filterWhere(gt(id, 1))) })),
    'count distinct of several doubles': () => pipe(from(samples), select({ n: countDistinct(samples.single, samples.id) })),
  },
  'boolAnd, boolOr': {
    'boolAnd, boolOr': () =>
      pipe(from(customers), select({ all: boolAnd(active), any: boolOr(active), old: boolOr(gt(age, 40)), none: boolAnd(gt(age, 0)) })),
    'boolAnd of no rows is null': () => pipe(from(customers), none, select({ all: boolAnd(active), any: boolOr(active) })),
    'boolAnd over a window': () =>
      pipe(from(customers), orderBy(id), select({ id, all: over(boolAnd(gt(id, 1)), { partitionBy: [active] }) })),
  },
  'bitAnd, bitOr, bitXor': {
    'bits of integers': () =>
      pipe(
        from(items),
        select({ a: bitAnd(items.quantity), o: bitOr(items.quantity), x: bitXor(items.quantity), m: bitAnd(sub(items.quantity, 100)) }),
      ),
    'bits of bigints': () => pipe(from(employees), select({ a: bitAnd(employees.salary), o: bitOr(employees.salary) })),
    'bits of nothing are null': () =>
      pipe(from(customers), none, select({ a: bitAnd(age), o: bitOr(age), x: pipe(bitXor(id), filterWhere(active)) })),
    'bits over a window': () =>
      pipe(
        from(items),
        orderBy(items.orderId, items.sku),
        select({ order: items.orderId, o: over(bitOr(items.quantity), { partitionBy: [items.orderId] }) }),
      ),
  },
  'variance, standard deviation': {
    'variance of ids': () => pipe(from(customers), where(gt(id, 1)), select({ v: varPop(id), s: varSamp(id), d: stddevPop(id) })),
    'variance of fewer than two': () =>
      pipe(
        from(customers),
        where(eq(id, 1)),
        select({ pop: varPop(id), samp: varSamp(id), none: pipe(stddevSamp(id), filterWhere(eq(id, 2))), zero: stddevPop(id) }),
      ),
    'variance over a window': () =>
      pipe(from(customers), orderBy(id), where(gt(id, 2)), select({ id, d: over(stddevPop(id), { partitionBy: [id] }) })),
  },
} satisfies Cases
