/**
 * Queries whose parts are chosen while the program runs: filters in a list, a filter from an Option, an order that a
 * request names, a join that is there or not, and steps for any query that has a table.
 *
 *     npx tsx examples/dynamic-queries.ts
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { and, asc, compile, contains, decimal, desc, eq, type Expr, flow, from, gte, innerJoin, integer, isNull, or } from 'oxbow'
import { orderBy, orderByOneOf, pipe, type PredicateOn, select, type SelectOn, table, type Timestamp, timestamp, varchar } from 'oxbow'
import { when, whenSome, where } from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { sqlOf } from 'oxbow/testing'

const authors = table('authors', { id: integer({ primaryKey: true }), name: varchar(80), deletedAt: timestamp({ nullable: true }) })
const books = table('books', {
  id: integer({ primaryKey: true }),
  authorId: integer({ references: { to: authors.id } }),
  title: varchar(200),
  price: decimal(8, 2),
  deletedAt: timestamp({ nullable: true }),
})

// Filters in a list. The type says of which tables they are, so a query that lacks one does not compile.
const titled = (words: ReadonlyArray<string>) => {
  const filters: Array<PredicateOn<typeof books>> = []
  for (const word of words) filters.push(contains(books.title, word))
  return pipe(from(books), where(filters.length === 0 ? isNull(books.deletedAt) : and(isNull(books.deletedAt), or(...filters))))
}

// An order that a request names. What is no key of the record is a ValidationError, `__proto__` included.
const sorted = (sort: string | undefined) =>
  orderByOneOf({ title: books.title, dearest: [desc(books.price), asc(books.title)] }, sort, { default: 'title' })

// A filter that is there or not, and a join that is there or not: the step that joins authors is the one that may use them.
const search = (price: O.Option<string>, author: string | undefined) =>
  pipe(
    from(books),
    whenSome(price, (least) => where(gte(books.price, least))),
    when(author !== undefined, flow(innerJoin(authors, eq(authors.id, books.authorId)), where(eq(authors.name, author ?? '')))),
    select({ title: books.title }),
  )

// A step is a value: it fits any query that has its tables, and what it gives is what the query was.
const kept = where(isNull(books.deletedAt))

// Several steps are a function over any query that has books. Whatever else it has goes through.
const shelf = <S extends string, P, M extends string>(query: SelectOn<typeof books, S, P, M>) =>
  pipe(query, kept, orderBy(books.title, books.id))

// And this one fits any table that has the column, under any name.
const undeleted = <N extends string>(source: { readonly deletedAt: Expr<Timestamp | null, N, N, never, unknown> }) =>
  where(isNull(source.deletedAt))

export const main = (print: (line: string) => void): void => {
  const show = sqlOf(postgres)
  print('-- no word, and two')
  print(show(pipe(titled([]), select({ id: books.id }))))
  print(show(pipe(titled(['sea', 'moon']), select({ id: books.id }))))

  print('\n-- sorted as a request says')
  const titles = pipe(from(books), select({ title: books.title }))
  for (const sort of [undefined, 'dearest']) print(show(pipe(titles, sorted(sort))))
  const refused = compile(postgres)(pipe(titles, sorted('__proto__')))
  if (isLeft(refused)) print(`${refused.left._tag}: ${refused.left.message}`)

  print('\n-- a search for nothing, and for all there is')
  print(show(search(O.none, undefined)))
  print(show(search(O.some('9.99'), 'Ann')))

  print('\n-- steps for any query that has the table')
  print(show(pipe(from(books), select({ id: books.id }), shelf)))
  print(
    show(
      pipe(
        from(authors),
        innerJoin(books, eq(books.authorId, authors.id)),
        undeleted(authors),
        shelf,
        select({ author: authors.name, title: books.title }),
      ),
    ),
  )

  print('\n-- a query is a value: its branches do not know of one another')
  const base = pipe(from(books), kept)
  const cheap = pipe(base, where(gte(books.price, '1')), select({ id: books.id }))
  print(show(pipe(base, orderBy(books.id), select({ title: books.title }))))
  print(show(cheap))
}

if (process.argv[1] === import.meta.filename) main(console.log)
