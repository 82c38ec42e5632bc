import postgres from 'postgres'

import { type Contestant, item, keyOf, pageAfter, poolSize, thousand } from './workloads.js'

/** postgres.js as its README has it: tagged templates, prepared by default, helpers for inserts. */
export const rawPostgres = (url: string): Contestant => {
  const sql = postgres(url, { max: poolSize })
  return {
    name: 'postgres',
    work: {
      point: (run) => sql`select id, name, price, quantity, active, score, made, note from items where id = ${keyOf(run)}`,
      page: (run) =>
        sql`select id, name, price, quantity, active, score, made, note from items where id > ${pageAfter(run)} order by id limit ${50}`,
      all: () => sql`select id, name, price, quantity, active, score, made, note from items`,
      nested: () => sql`
        select id, name, (
          select coalesce(json_agg(json_build_object('id', id, 'title', title, 'reviews', (
            select coalesce(json_agg(json_build_object('id', id, 'stars', stars, 'comment', comment) order by id), '[]')
            from reviews where book = books.id
          )) order by id), '[]')
          from books where author = authors.id
        ) as books
        from authors order by id`,
      insert: (run) => sql`insert into log ${sql({ ...item(run) })}`,
      insertMany: () => sql`insert into log ${sql(thousand)}`,
      transaction: (run) =>
        sql.begin(async (sql) => {
          await sql`select id, name, price, quantity, active, score, made, note from items where id = ${keyOf(run)}`
          await sql`insert into log ${sql({ ...item(run) })}`
          await sql`update items set quantity = ${run % 500} where id = ${keyOf(run)}`
          await sql`update items set score = ${run / 8} where id = ${keyOf(run)}`
          return sql`select id, name, price, quantity, active, score, made, note from items where id = ${keyOf(run)}`
        }),
    },
    close: () => sql.end(),
  }
}
