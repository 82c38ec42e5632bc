import {
  type CompiledQuery,
  DummyDriver,
  type Generated,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'

import { type Contestant, events as rows, since, type Sql, twenty } from './shapes.js'

interface Schema {
  readonly customers: {
    readonly id: Generated<number>
    readonly email: string
    readonly name: string
    readonly country: string
    readonly age: number | null
    readonly active: boolean
    readonly credit: string
    readonly created_at: Date
  }
  readonly orders: {
    readonly id: Generated<number>
    readonly customer_id: number
    readonly status: string
    readonly total: string
    readonly placed_at: Date
  }
  readonly shipments: { readonly id: Generated<number>; readonly order_id: number; readonly carrier: string }
  readonly events: {
    readonly customer_id: number
    readonly kind: string
    readonly path: string
    readonly referrer: string | null
    readonly amount: string
    readonly quantity: number
    readonly score: number
    readonly paid: boolean
    readonly session: string
    readonly at: Date
  }
}

const db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const made = ({ sql, parameters }: CompiledQuery): Sql => ({ sql, params: parameters })

/** Kysely takes columns by their names in the database: the rows as its users hold them. */
const events = rows.map(({ customerId, ...row }) => ({ customer_id: customerId, ...row }))

const columns = ['id', 'email', 'name', 'country', 'age', 'active', 'credit', 'created_at'] as const

export const kysely: Contestant = {
  name: 'Kysely 0.29',
  shapes: {
    key: (key) => made(db.selectFrom('customers').select(columns).where('id', '=', key).compile()),
    predicates: (key) =>
      made(
        db
          .selectFrom('customers')
          .select(columns)
          .where('country', '=', 'NO')
          .where('age', '>=', key)
          .where('created_at', '<', since)
          .where('email', 'like', '%@example.org')
          .where('name', 'is not', null)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'asc')
          .limit(50)
          .compile(),
      ),
    page: (key) =>
      made(
        db
          .selectFrom('orders')
          .innerJoin('customers', 'customers.id', 'orders.customer_id')
          .leftJoin('shipments', 'shipments.order_id', 'orders.id')
          .where('orders.status', '=', 'paid')
          .where('orders.id', '>', key)
          .orderBy('orders.placed_at', 'desc')
          .limit(50)
          .offset(100)
          .select(['orders.id', 'orders.total', 'orders.placed_at', 'customers.name', 'shipments.carrier'])
          .compile(),
      ),
    list: (key) => made(db.selectFrom('customers').select(columns).where('id', 'in', twenty(key)).compile()),
    groups: (key) =>
      made(
        db
          .selectFrom('orders')
          .where('status', '=', 'paid')
          .groupBy('customer_id')
          .having((eb) => eb.fn.countAll(), '>', key)
          .orderBy('customer_id')
          .select((eb) => [
            'customer_id',
            eb.fn.countAll().as('orders'),
            eb.fn.sum('total').as('revenue'),
            eb.fn.max('placed_at').as('latest'),
          ])
          .compile(),
      ),
    nested: (key) =>
      made(
        db
          .selectFrom('customers')
          .where((eb) =>
            eb.exists(
              eb.selectFrom('orders').select('orders.id').whereRef('orders.customer_id', '=', 'customers.id').where('orders.id', '>', key),
            ),
          )
          .where('country', '=', 'NO')
          .select((eb) => [
            'customers.id',
            'customers.name',
            jsonArrayFrom(
              eb
                .selectFrom('orders')
                .whereRef('orders.customer_id', '=', 'customers.id')
                .orderBy('orders.placed_at', 'desc')
                .limit(3)
                .select(['orders.id', 'orders.total']),
            ).as('orders'),
          ])
          .compile(),
      ),
    update: (key) => made(db.updateTable('customers').set({ name: 'Ada', country: 'NO', age: 36 }).where('id', '=', key).compile()),
    insert: () => made(db.insertInto('events').values(events).compile()),
  },
}
