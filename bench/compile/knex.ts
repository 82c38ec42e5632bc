import Knex from 'knex'

import { type Contestant, events as rows, since, type Sql, twenty } from './shapes.js'

const db = Knex.default({ client: 'pg' })

const made = (query: Knex.Knex.QueryBuilder): Sql => {
  const { sql, bindings } = query.toSQL().toNative()
  return { sql, params: bindings }
}

/** Knex takes columns by their names in the database: the rows as its users hold them. */
const events = rows.map(({ customerId, ...row }) => ({ customer_id: customerId, ...row }))

const columns = ['id', 'email', 'name', 'country', 'age', 'active', 'credit', 'created_at']

export const knex: Contestant = {
  name: 'Knex 3',
  shapes: {
    key: (key) => made(db('customers').select(columns).where('id', key)),
    predicates: (key) =>
      made(
        db('customers')
          .select(columns)
          .where('country', 'NO')
          .where('age', '>=', key)
          .where('created_at', '<', since)
          .where('email', 'like', '%@example.org')
          .whereNotNull('name')
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .limit(50),
      ),
    page: (key) =>
      made(
        db('orders')
          .innerJoin('customers', 'customers.id', 'orders.customer_id')
          .leftJoin('shipments', 'shipments.order_id', 'orders.id')
          .where('orders.status', 'paid')
          .where('orders.id', '>', key)
          .orderBy('orders.placed_at', 'desc')
          .limit(50)
          .offset(100)
          .select('orders.id', 'orders.total', 'orders.placed_at', 'customers.name', 'shipments.carrier'),
      ),
    list: (key) => made(db('customers').select(columns).whereIn('id', twenty(key))),
    groups: (key) =>
      made(
        db('orders')
          .where('status', 'paid')
          .groupBy('customer_id')
          .having(db.raw('count(*)'), '>', key)
          .orderBy('customer_id')
          .select('customer_id')
          .count({ orders: '*' })
          .sum({ revenue: 'total' })
          .max({ latest: 'placed_at' }),
      ),
    // Knex nests no rows: exists only.
    nested: (key) =>
      made(
        db('customers')
          .whereExists(db('orders').select('orders.id').where('orders.customer_id', db.ref('customers.id')).where('orders.id', '>', key))
          .where('country', 'NO')
          .select('customers.id', 'customers.name'),
      ),
    update: (key) => made(db('customers').where('id', key).update({ name: 'Ada', country: 'NO', age: 36 })),
    insert: () => made(db('events').insert(events)),
  },
}
