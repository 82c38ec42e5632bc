import { asc, eq, gt } from 'drizzle-orm'
import { boolean, datetime, decimal, double, int, mysqlTable, text, varchar } from 'drizzle-orm/mysql-core'
import { drizzle } from 'drizzle-orm/mysql2'
import mysql from 'mysql2/promise'

import { type Contestant, item, keyOf, pageAfter, poolSize, thousand } from './workloads.js'

const columns = () => ({
  id: int().autoincrement().primaryKey(),
  name: varchar({ length: 100 }).notNull(),
  price: decimal({ precision: 10, scale: 2 }).notNull(),
  quantity: int().notNull(),
  active: boolean().notNull(),
  score: double().notNull(),
  made: datetime({ fsp: 3 }).notNull(),
  note: text(),
})

const items = mysqlTable('items', columns())

const log = mysqlTable('log', columns())

const rows = [...thousand]

export const drizzleMysql = (url: string): Contestant => {
  const client = mysql.createPool({ uri: url, connectionLimit: poolSize })
  const db = drizzle(client)
  return {
    name: 'Drizzle 0.45',
    work: {
      point: (run) =>
        db
          .select()
          .from(items)
          .where(eq(items.id, keyOf(run))),
      page: (run) =>
        db
          .select()
          .from(items)
          .where(gt(items.id, pageAfter(run)))
          .orderBy(asc(items.id))
          .limit(50),
      all: () => db.select().from(items),
      // Its relational queries read a column from two levels up in a derived table, which MariaDB refuses.
      insert: (run) => db.insert(log).values(item(run)),
      insertMany: () => db.insert(log).values(rows),
      transaction: (run) =>
        db.transaction(async (transaction) => {
          await transaction
            .select()
            .from(items)
            .where(eq(items.id, keyOf(run)))
          await transaction.insert(log).values(item(run))
          await transaction
            .update(items)
            .set({ quantity: run % 500 })
            .where(eq(items.id, keyOf(run)))
          await transaction
            .update(items)
            .set({ score: run / 8 })
            .where(eq(items.id, keyOf(run)))
          return transaction
            .select()
            .from(items)
            .where(eq(items.id, keyOf(run)))
        }),
    },
    close: () => client.end(),
  }
}
