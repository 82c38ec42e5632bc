import { chain } from 'fp-ts/lib/ReaderTaskEither.js'

import * as o from '../../lib/index.js'
import { authors, books, type Contestant, item, itemCount, keyOf, pageAfter, reviews, thousand } from './workloads.js'

const { pipe } = o

const columns = {
  id: o.integer({ primaryKey: true, generate: 'identity' }),
  name: o.varchar(100),
  price: o.decimal(10, 2),
  quantity: o.integer(),
  active: o.boolean(),
  score: o.double(),
  made: o.timestamp(),
  note: o.text({ nullable: true }),
} as const

const items = o.table('items', columns)

export const log = o.table('log', columns)

const authorTable = o.table('authors', { id: o.integer({ primaryKey: true, generate: 'identity' }), name: o.varchar(100) })

const bookTable = o.table(
  'books',
  {
    id: o.integer({ primaryKey: true, generate: 'identity' }),
    author: o.integer({ references: { to: authorTable.id } }),
    title: o.varchar(100),
  },
  (table) => [o.index([table.author])],
)

const reviewTable = o.table(
  'reviews',
  {
    id: o.integer({ primaryKey: true, generate: 'identity' }),
    book: o.integer({ references: { to: bookTable.id } }),
    stars: o.integer(),
    comment: o.varchar(100),
  },
  (table) => [o.index([table.book])],
)

type Database = o.Database<'nesting'>

/** Makes the tables and fills them, for everyone. */
export const setUp = async (database: Database): Promise<void> => {
  const run = o.runOrThrow(database)
  await run(
    o.applySchema(
      o.createTable(items),
      o.createTable(log),
      o.createTable(authorTable),
      o.createTable(bookTable),
      o.createTable(reviewTable),
    ),
  )
  for (let start = 1; start <= itemCount; start += 1000) {
    await run(o.execute(o.insertInto(items)(Array.from({ length: 1000 }, (_, index) => item(start + index)))))
  }
  await run(o.execute(o.insertInto(authorTable)(authors)))
  await run(o.execute(o.insertInto(bookTable)(books)))
  await run(o.execute(o.insertInto(reviewTable)(reviews)))
}

const byKey = (key: number) => pipe(o.from(items), o.where(o.eq(items.id, key)))

const nested = pipe(
  o.from(authorTable),
  o.orderBy(authorTable.id),
  o.select({
    id: authorTable.id,
    name: authorTable.name,
    books: o.arrayOf(
      pipe(
        o.from(bookTable),
        o.where(o.eq(bookTable.author, authorTable.id)),
        o.orderBy(bookTable.id),
        o.select({
          id: bookTable.id,
          title: bookTable.title,
          reviews: o.arrayOf(
            pipe(
              o.from(reviewTable),
              o.where(o.eq(reviewTable.book, bookTable.id)),
              o.orderBy(reviewTable.id),
              o.select({ id: reviewTable.id, stars: reviewTable.stars, comment: reviewTable.comment }),
            ),
          ),
        }),
      ),
    ),
  }),
)

const five = (run: number) =>
  o.transaction()(
    pipe(
      o.fetchOne(byKey(keyOf(run))),
      chain(() => o.execute(o.insertInto(log)(item(run)))),
      chain(() => o.execute(pipe(o.update(items)({ quantity: run % 500 }), o.where(o.eq(items.id, keyOf(run)))))),
      chain(() => o.execute(pipe(o.update(items)({ score: run / 8 }), o.where(o.eq(items.id, keyOf(run)))))),
      chain(() => o.fetchOne(byKey(keyOf(run)))),
    ),
  )

/** Queries are built anew for each run, as a request handler does. */
export const oxbow = (database: Database): Contestant => {
  const run = o.runOrThrow(database)
  return {
    name: 'Oxbow',
    work: {
      point: (index) => run(o.fetchAll(byKey(keyOf(index)))),
      page: (index) => run(o.fetchAll(pipe(o.from(items), o.where(o.gt(items.id, pageAfter(index))), o.orderBy(items.id), o.limit(50)))),
      all: () => run(o.fetchAll(pipe(o.from(items)))),
      nested: () => run(o.fetchAll(nested)),
      insert: (index) => run(o.execute(o.insertInto(log)(item(index)))),
      insertMany: () => run(o.execute(o.insertInto(log)(thousand))),
      transaction: (index) => run(five(index)),
    },
    close: database.close,
  }
}
