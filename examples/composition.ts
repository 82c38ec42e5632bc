/**
 * Queries made of small steps: steps that fit any query with a table in scope, a search form whose filters are there or
 * not, and one query on four dialects.
 *
 *     npx tsx examples/composition.ts
 */
import {
  and,
  boolean,
  contains,
  count,
  decimal,
  desc,
  eq,
  flow,
  from,
  groupBy,
  gte,
  integer,
  leftJoin,
  limit,
  offset,
  orderBy,
  pipe,
  select,
  subquery,
  table,
  text,
  varchar,
  when,
  whenDefined,
  where,
} from 'oxbow'
import { mariadb, mysql } from 'oxbow/mysql'
import { postgres } from 'oxbow/postgres'
import { sqlite } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const authors = table('authors', { id: integer({ primaryKey: true }), name: varchar(80), active: boolean({ default: true }) })
const books = table('books', {
  id: integer({ primaryKey: true }),
  authorId: integer({ references: { to: authors.id } }),
  title: text(),
  price: decimal(8, 2),
  inPrint: boolean(),
})

// Steps are values with names: predicates, and functions from a query to a query.
const available = and(books.inPrint, authors.active)
const withAuthor = leftJoin(authors, eq(authors.id, books.authorId))
const page = (number: number, size = 20) => flow(limit(size), offset((number - 1) * size))

interface Search {
  readonly title?: string
  readonly atLeast?: string
  readonly onlyAvailable: boolean
  readonly page: number
}

// What the form left empty is not in the SQL.
const search = (form: Search) =>
  pipe(
    from(books),
    withAuthor,
    whenDefined(form.title, (title) => where(contains(books.title, title))),
    whenDefined(form.atLeast, (price) => where(gte(books.price, price))),
    when(form.onlyAvailable, where(available)),
    select({ title: books.title, price: books.price, author: authors.name }),
    orderBy(desc(books.price)),
    page(form.page),
  )

// A query is a value: it can stand in another one.
const titles = pipe(from(books), groupBy(books.authorId), select({ authorId: books.authorId, titles: count() }), subquery('titles'))
const productive = pipe(
  from(authors),
  leftJoin(titles, eq(titles.authorId, authors.id)),
  where(gte(titles.titles, 10)),
  select(authors.name),
)

export const main = (print: (line: string) => void): void => {
  print('-- the form is empty')
  print(sqlOf(postgres)(search({ onlyAvailable: false, page: 1 })))
  const filled = search({ title: '50%', atLeast: '9.99', onlyAvailable: true, page: 3 })
  for (const [name, sql] of Object.entries({
    postgres: sqlOf(postgres)(filled),
    mysql: sqlOf(mysql)(filled),
    mariadb: sqlOf(mariadb)(filled),
    sqlite: sqlOf(sqlite)(filled),
  })) {
    print(`\n-- the form is filled in, ${name}`)
    print(sql)
  }
  print('\n-- a query in a query')
  print(sqlOf(postgres)(productive))
}

if (process.argv[1] === import.meta.filename) main(console.log)
