import { asc, eq, gt } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/sql-js'
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from 'sql.js'

import { stored } from './raw-sqlite.js'
import { type Contestant, item, keyOf, pageAfter, thousand } from './workloads.js'

const columns = () => ({
  id: integer().primaryKey(),
  name: text().notNull(),
  price: integer().notNull(),
  quantity: integer().notNull(),
  active: integer().notNull(),
  score: real().notNull(),
  made: text().notNull(),
  note: text(),
})

const items = sqliteTable('items', columns())

const log = sqliteTable('log', columns())

export const drizzleSqlite = (client: Database): Contestant => {
  const db = drizzle(client)
  return {
    name: 'Drizzle 0.45',
    work: {
      point: (run) =>
        db
          .select()
          .from(items)
          .where(eq(items.id, keyOf(run)))
          .all(),
      page: (run) =>
        db
          .select()
          .from(items)
          .where(gt(items.id, pageAfter(run)))
          .orderBy(asc(items.id))
          .limit(50)
          .all(),
      all: () => db.select().from(items).all(),
      // Its relational queries give nested rows as text that is not decoded.
      insert: (run) =>
        db
          .insert(log)
          .values(stored(item(run)))
          .run(),
      insertMany: () => db.insert(log).values(thousand.map(stored)).run(),
      transaction: (run) =>
        db.transaction((transaction) => {
          transaction
            .select()
            .from(items)
            .where(eq(items.id, keyOf(run)))
            .all()
          transaction
            .insert(log)
            .values(stored(item(run)))
            .run()
          transaction
            .update(items)
            .set({ quantity: run % 500 })
            .where(eq(items.id, keyOf(run)))
            .run()
          transaction
            .update(items)
            .set({ score: run / 8 })
            .where(eq(items.id, keyOf(run)))
            .run()
          return transaction
            .select()
            .from(items)
            .where(eq(items.id, keyOf(run)))
            .all()
        }),
    },
    close: async () => undefined,
  }
}
