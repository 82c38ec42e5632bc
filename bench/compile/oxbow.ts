import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/dialect.js'
import { queryNode } from '../../lib/query/query.js'
import { compileAnew } from '../../lib/render/compile.js'
import { type Contestant, events as rows, since, type Sql, twenty } from './shapes.js'

const { pipe } = o

const customers = o.table('customers', {
  id: o.integer({ primaryKey: true, generate: 'identity' }),
  email: o.text(),
  name: o.text(),
  country: o.text(),
  age: o.integer({ nullable: true }),
  active: o.boolean(),
  credit: o.decimal(12, 2),
  createdAt: o.timestamp({ name: 'created_at' }),
})

const orders = o.table('orders', {
  id: o.integer({ primaryKey: true, generate: 'identity' }),
  customerId: o.integer({ name: 'customer_id' }),
  status: o.text(),
  total: o.decimal(12, 2),
  placedAt: o.timestamp({ name: 'placed_at' }),
})

const shipments = o.table('shipments', {
  id: o.integer({ primaryKey: true, generate: 'identity' }),
  orderId: o.integer({ name: 'order_id' }),
  carrier: o.text(),
})

const events = o.table('events', {
  customerId: o.integer({ name: 'customer_id' }),
  kind: o.text(),
  path: o.text(),
  referrer: o.text({ nullable: true }),
  amount: o.decimal(12, 2),
  quantity: o.integer(),
  score: o.double(),
  paid: o.boolean(),
  session: o.text(),
  at: o.timestamp(),
})

const made = <E, S extends Sql>(
  result: { readonly _tag: 'Left'; readonly left: E } | { readonly _tag: 'Right'; readonly right: S },
): Sql => {
  if (result._tag === 'Left') throw result.left
  return result.right
}

type Compile = <Q extends o.AnyQuery>(query: Q) => Parameters<typeof made>[0]

const contestant = (name: string, compile: Compile): Contestant => ({
  name,
  shapes: {
    key: (key) => made(compile(pipe(o.from(customers), o.where(o.eq(customers.id, key))))),
    predicates: (key) =>
      made(
        compile(
          pipe(
            o.from(customers),
            o.where(o.eq(customers.country, 'NO')),
            o.where(o.gte(customers.age, key)),
            o.where(o.lt(customers.createdAt, since)),
            o.where(o.like(customers.email, '%@example.org')),
            o.where(o.isNotNull(customers.name)),
            o.orderBy(o.desc(customers.createdAt), o.asc(customers.id)),
            o.limit(50),
          ),
        ),
      ),
    page: (key) =>
      made(
        compile(
          pipe(
            o.from(orders),
            o.innerJoin(customers, o.eq(customers.id, orders.customerId)),
            o.leftJoin(shipments, o.eq(shipments.orderId, orders.id)),
            o.where(o.eq(orders.status, 'paid')),
            o.where(o.gt(orders.id, key)),
            o.orderBy(o.desc(orders.placedAt)),
            o.limit(50),
            o.offset(100),
            o.select({ id: orders.id, total: orders.total, placedAt: orders.placedAt, name: customers.name, carrier: shipments.carrier }),
          ),
        ),
      ),
    list: (key) => made(compile(pipe(o.from(customers), o.where(o.isIn(customers.id, twenty(key)))))),
    groups: (key) =>
      made(
        compile(
          pipe(
            o.from(orders),
            o.where(o.eq(orders.status, 'paid')),
            o.groupBy(orders.customerId),
            o.having(o.gt(o.count(), key)),
            o.orderBy(o.asc(orders.customerId)),
            o.select({ customerId: orders.customerId, orders: o.count(), revenue: o.sum(orders.total), latest: o.max(orders.placedAt) }),
          ),
        ),
      ),
    nested: (key) =>
      made(
        compile(
          pipe(
            o.from(customers),
            o.where(o.exists(pipe(o.from(orders), o.where(o.eq(orders.customerId, customers.id)), o.where(o.gt(orders.id, key))))),
            o.where(o.eq(customers.country, 'NO')),
            o.select({
              id: customers.id,
              name: customers.name,
              orders: o.arrayOf(
                pipe(
                  o.from(orders),
                  o.where(o.eq(orders.customerId, customers.id)),
                  o.orderBy(o.desc(orders.placedAt)),
                  o.limit(3),
                  o.select({ id: orders.id, total: orders.total }),
                ),
              ),
            }),
          ),
        ),
      ),
    update: (key) => made(compile(pipe(o.update(customers)({ name: 'Ada', country: 'NO', age: 36 }), o.where(o.eq(customers.id, key))))),
    insert: () => made(compile(o.insertInto(events)(rows))),
  },
})

export const oxbow = contestant('Oxbow', o.compile(postgres) as Compile)

/** Without the texts that are kept of queries of one structure: what the first query of each costs. */
export const oxbowAnew = contestant('Oxbow anew', (query) => compileAnew(postgres, queryNode(query)))
