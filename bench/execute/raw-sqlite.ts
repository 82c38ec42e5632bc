import type { Database, SqlValue } from 'sql.js'

import { type Contestant, type Item, item, keyOf, pageAfter, thousand } from './workloads.js'

/**
 * An item as Oxbow's columns hold it: SQLite has no decimals, booleans and instants. Everyone makes it of an item in the run
 * that stores it, as Oxbow does.
 */
export const stored = ({ name, price, quantity, active, score, made, note }: Item) => ({
  name,
  price: Math.round(Number(price) * 100),
  quantity,
  active: active ? 1 : 0,
  score,
  made: made.toISOString(),
  note,
})

const select = 'select id, name, price, quantity, active, score, made, note from items'

const insert = 'insert into log (name, price, quantity, active, score, made, note) values (?, ?, ?, ?, ?, ?, ?)'

/** sql.js as its README has it: prepare, bind, step, getAsObject, free. */
export const rawSqlite = (db: Database): Contestant => {
  const all = (sql: string, params: Array<SqlValue>): ReadonlyArray<unknown> => {
    const statement = db.prepare(sql)
    statement.bind(params)
    const found: Array<unknown> = []
    while (statement.step()) found.push(statement.getAsObject())
    statement.free()
    return found
  }
  return {
    name: 'sql.js',
    work: {
      point: (run) => all(`${select} where id = ?`, [keyOf(run)]),
      page: (run) => all(`${select} where id > ? order by id limit 50`, [pageAfter(run)]),
      all: () => all(select, []),
      nested: () =>
        all(
          `select id, name, (
            select json_group_array(json_object('id', id, 'title', title, 'reviews', json((
              select json_group_array(json_object('id', id, 'stars', stars, 'comment', comment) order by id) from reviews where book = books.id
            ))) order by id)
            from books where author = authors.id
          ) as books
          from authors order by id`,
          [],
        ).map((author) => ({ ...(author as object), books: JSON.parse((author as { readonly books: string }).books) as unknown })),
      insert: (run) => db.run(insert, Object.values(stored(item(run)))),
      insertMany: () => {
        const statement = db.prepare(insert)
        db.run('begin')
        for (const row of thousand) statement.run(Object.values(stored(row)))
        db.run('commit')
        statement.free()
      },
      transaction: (run) => {
        db.run('begin')
        all(`${select} where id = ?`, [keyOf(run)])
        db.run(insert, Object.values(stored(item(run))))
        db.run('update items set quantity = ? where id = ?', [run % 500, keyOf(run)])
        db.run('update items set score = ? where id = ?', [run / 8, keyOf(run)])
        const found = all(`${select} where id = ?`, [keyOf(run)])
        db.run('commit')
        return found
      },
    },
    close: async () => db.close(),
  }
}
