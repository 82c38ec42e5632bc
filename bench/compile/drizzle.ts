import { and, asc, count, desc, eq, exists, gt, gte, inArray, isNotNull, like, lt, max, relations, sum } from 'drizzle-orm'
import { boolean, doublePrecision, integer, numeric, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { drizzle as connect } from 'drizzle-orm/postgres-js'

import { type Contestant, events as rows, since, type Sql, twenty } from './shapes.js'

const customers = pgTable('customers', {
  id: serial().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  country: text().notNull(),
  age: integer(),
  active: boolean().notNull(),
  credit: numeric({ precision: 12, scale: 2 }).notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
})

const orders = pgTable('orders', {
  id: serial().primaryKey(),
  customerId: integer('customer_id').notNull(),
  status: text().notNull(),
  total: numeric({ precision: 12, scale: 2 }).notNull(),
  placedAt: timestamp('placed_at', { withTimezone: true }).notNull(),
})

const shipments = pgTable('shipments', { id: serial().primaryKey(), orderId: integer('order_id').notNull(), carrier: text().notNull() })

const events = pgTable('events', {
  customerId: integer('customer_id').notNull(),
  kind: text().notNull(),
  path: text().notNull(),
  referrer: text(),
  amount: numeric({ precision: 12, scale: 2 }).notNull(),
  quantity: integer().notNull(),
  score: doublePrecision().notNull(),
  paid: boolean().notNull(),
  session: text().notNull(),
  at: timestamp({ withTimezone: true }).notNull(),
})

const customersRelations = relations(customers, ({ many }) => ({ orders: many(orders) }))

const ordersRelations = relations(orders, ({ one }) => ({
  customer: one(customers, { fields: [orders.customerId], references: [customers.id] }),
}))

const db = connect.mock({ schema: { customers, orders, shipments, events, customersRelations, ordersRelations } })

const made = (query: { readonly toSQL: () => Sql }): Sql => query.toSQL()

export const drizzle: Contestant = {
  name: 'Drizzle 0.45',
  shapes: {
    key: (key) => made(db.select().from(customers).where(eq(customers.id, key))),
    predicates: (key) =>
      made(
        db
          .select()
          .from(customers)
          .where(
            and(
              eq(customers.country, 'NO'),
              gte(customers.age, key),
              lt(customers.createdAt, since),
              like(customers.email, '%@example.org'),
              isNotNull(customers.name),
            ),
          )
          .orderBy(desc(customers.createdAt), asc(customers.id))
          .limit(50),
      ),
    page: (key) =>
      made(
        db
          .select({ id: orders.id, total: orders.total, placedAt: orders.placedAt, name: customers.name, carrier: shipments.carrier })
          .from(orders)
          .innerJoin(customers, eq(customers.id, orders.customerId))
          .leftJoin(shipments, eq(shipments.orderId, orders.id))
          .where(and(eq(orders.status, 'paid'), gt(orders.id, key)))
          .orderBy(desc(orders.placedAt))
          .limit(50)
          .offset(100),
      ),
    list: (key) =>
      made(
        db
          .select()
          .from(customers)
          .where(inArray(customers.id, twenty(key))),
      ),
    groups: (key) =>
      made(
        db
          .select({ customerId: orders.customerId, orders: count(), revenue: sum(orders.total), latest: max(orders.placedAt) })
          .from(orders)
          .where(eq(orders.status, 'paid'))
          .groupBy(orders.customerId)
          .having(gt(count(), key))
          .orderBy(asc(orders.customerId)),
      ),
    // Its own way to nest: a relational query.
    nested: (key) =>
      made(
        db.query.customers.findMany({
          columns: { id: true, name: true },
          where: (customer) =>
            and(
              exists(
                db
                  .select({ id: orders.id })
                  .from(orders)
                  .where(and(eq(orders.customerId, customer.id), gt(orders.id, key))),
              ),
              eq(customer.country, 'NO'),
            ),
          with: { orders: { columns: { id: true, total: true }, orderBy: (order) => desc(order.placedAt), limit: 3 } },
        }),
      ),
    update: (key) => made(db.update(customers).set({ name: 'Ada', country: 'NO', age: 36 }).where(eq(customers.id, key))),
    insert: () => made(db.insert(events).values(rows)),
  },
}
