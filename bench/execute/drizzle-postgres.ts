import { asc, eq, gt, relations } from 'drizzle-orm'
import { boolean, doublePrecision, integer, numeric, pgTable, serial, text, timestamp, varchar } from 'drizzle-orm/pg-core'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import { type Contestant, item, keyOf, pageAfter, poolSize, thousand } from './workloads.js'

const columns = () => ({
  id: serial().primaryKey(),
  name: varchar({ length: 100 }).notNull(),
  price: numeric({ precision: 10, scale: 2 }).notNull(),
  quantity: integer().notNull(),
  active: boolean().notNull(),
  score: doublePrecision().notNull(),
  made: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  note: text(),
})

const items = pgTable('items', columns())

const log = pgTable('log', columns())

const authors = pgTable('authors', { id: serial().primaryKey(), name: varchar({ length: 100 }).notNull() })

const books = pgTable('books', { id: serial().primaryKey(), author: integer().notNull(), title: varchar({ length: 100 }).notNull() })

const reviews = pgTable('reviews', {
  id: serial().primaryKey(),
  book: integer().notNull(),
  stars: integer().notNull(),
  comment: varchar({ length: 100 }).notNull(),
})

const schema = {
  items,
  log,
  authors,
  books,
  reviews,
  authorRelations: relations(authors, ({ many }) => ({ books: many(books) })),
  bookRelations: relations(books, ({ one, many }) => ({
    author: one(authors, { fields: [books.author], references: [authors.id] }),
    reviews: many(reviews),
  })),
  reviewRelations: relations(reviews, ({ one }) => ({ book: one(books, { fields: [reviews.book], references: [books.id] }) })),
}

const rows = [...thousand]

export const drizzlePostgres = (url: string): Contestant => {
  const client = postgres(url, { max: poolSize })
  const db = drizzle(client, { schema })
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
      nested: () =>
        db.query.authors.findMany({
          columns: { id: true, name: true },
          orderBy: (author) => asc(author.id),
          with: {
            books: {
              columns: { id: true, title: true },
              orderBy: (book) => asc(book.id),
              with: { reviews: { columns: { id: true, stars: true, comment: true }, orderBy: (review) => asc(review.id) } },
            },
          },
        }),
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
