import { type Dialect, type Generated, Kysely } from 'kysely'
import { jsonArrayFrom as fromMysql } from 'kysely/helpers/mysql'
import { jsonArrayFrom as fromPostgres } from 'kysely/helpers/postgres'
import { jsonArrayFrom as fromSqlite } from 'kysely/helpers/sqlite'

import { type Contestant, type Item, item, keyOf, pageAfter, thousand } from './workloads.js'

/** What an engine's rows hold where they differ from what Oxbow takes: SQLite has no decimals, booleans and instants. */
export type Stored = { readonly [K in keyof Item]: unknown }

interface ItemTable extends Stored {
  readonly id: Generated<number>
}

interface Schema {
  readonly items: ItemTable
  readonly log: ItemTable
  readonly authors: { readonly id: Generated<number>; readonly name: string }
  readonly books: { readonly id: Generated<number>; readonly author: number; readonly title: string }
  readonly reviews: { readonly id: Generated<number>; readonly book: number; readonly stars: number; readonly comment: string }
}

const helpers = { postgres: fromPostgres, mysql: fromMysql, sqlite: fromSqlite } as const

const columns = ['id', 'name', 'price', 'quantity', 'active', 'score', 'made', 'note'] as const

export const kysely = (
  dialect: Dialect,
  helper: keyof typeof helpers | undefined,
  stored: (item: Item) => Stored = (item) => item,
): Contestant => {
  const db = new Kysely<Schema>({ dialect })
  const byKey = (database: Kysely<Schema>, key: number) => database.selectFrom('items').select(columns).where('id', '=', key)
  const jsonArrayFrom = helper === undefined ? undefined : (helpers[helper] as typeof fromPostgres)
  return {
    name: 'Kysely 0.29',
    work: {
      point: (run) => byKey(db, keyOf(run)).execute(),
      page: (run) => db.selectFrom('items').select(columns).where('id', '>', pageAfter(run)).orderBy('id').limit(50).execute(),
      all: () => db.selectFrom('items').select(columns).execute(),
      ...(jsonArrayFrom === undefined
        ? {}
        : {
            nested: () =>
              db
                .selectFrom('authors')
                .select((author) => [
                  'id',
                  'name',
                  jsonArrayFrom(
                    author
                      .selectFrom('books')
                      .whereRef('books.author', '=', 'authors.id')
                      .orderBy('books.id')
                      .select((book) => [
                        'books.id',
                        'books.title',
                        jsonArrayFrom(
                          book
                            .selectFrom('reviews')
                            .whereRef('reviews.book', '=', 'books.id')
                            .orderBy('reviews.id')
                            .select(['reviews.id', 'reviews.stars', 'reviews.comment']),
                        ).as('reviews'),
                      ]),
                  ).as('books'),
                ])
                .orderBy('id')
                .execute(),
          }),
      insert: (run) =>
        db
          .insertInto('log')
          .values(stored(item(run)))
          .execute(),
      insertMany: () => db.insertInto('log').values(thousand.map(stored)).execute(),
      transaction: (run) =>
        db.transaction().execute(async (transaction) => {
          await byKey(transaction, keyOf(run)).execute()
          await transaction
            .insertInto('log')
            .values(stored(item(run)))
            .execute()
          await transaction
            .updateTable('items')
            .set({ quantity: run % 500 })
            .where('id', '=', keyOf(run))
            .execute()
          await transaction
            .updateTable('items')
            .set({ score: run / 8 })
            .where('id', '=', keyOf(run))
            .execute()
          return byKey(transaction, keyOf(run)).execute()
        }),
    },
    close: () => db.destroy(),
  }
}
