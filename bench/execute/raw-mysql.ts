import mysql, { type ExecuteValues, type Pool } from 'mysql2/promise'

import { type Contestant, type Item, item, keyOf, pageAfter, poolSize, thousand } from './workloads.js'

const select = 'select id, name, price, quantity, active, score, made, note from items'

const insert = 'insert into log (name, price, quantity, active, score, made, note) values'

const valuesOf = ({ name, price, quantity, active, score, made, note }: Item): Array<ExecuteValues> => [
  name,
  price,
  quantity,
  active,
  score,
  made,
  note,
]

const rows = thousand.map(valuesOf)

/** mysql2 as its manual has it: a pool, `execute` for prepared statements, `query` with nested arrays for bulk inserts. */
export const rawMysql = (url: string): Contestant => {
  const pool: Pool = mysql.createPool({ uri: url, connectionLimit: poolSize })
  return {
    name: 'mysql2',
    work: {
      point: async (run) => (await pool.execute(`${select} where id = ?`, [keyOf(run)]))[0],
      page: async (run) => (await pool.execute(`${select} where id > ? order by id limit 50`, [pageAfter(run)]))[0],
      all: async () => (await pool.execute(select))[0],
      nested: async () => {
        const [found] = await pool.execute(`
          select id, name, (
            select json_arrayagg(json_object('id', id, 'title', title, 'reviews', (
              select json_arrayagg(json_object('id', id, 'stars', stars, 'comment', comment) order by id) from reviews where book = books.id
            )) order by id)
            from books where author = authors.id
          ) as books
          from authors order by id`)
        return found
      },
      insert: (run) => pool.execute(`${insert} (?, ?, ?, ?, ?, ?, ?)`, valuesOf(item(run))),
      insertMany: () => pool.query(`${insert} ?`, [rows]),
      transaction: async (run) => {
        const connection = await pool.getConnection()
        try {
          await connection.beginTransaction()
          await connection.execute(`${select} where id = ?`, [keyOf(run)])
          await connection.execute(`${insert} (?, ?, ?, ?, ?, ?, ?)`, valuesOf(item(run)))
          await connection.execute('update items set quantity = ? where id = ?', [run % 500, keyOf(run)])
          await connection.execute('update items set score = ? where id = ?', [run / 8, keyOf(run)])
          const [found] = await connection.execute(`${select} where id = ?`, [keyOf(run)])
          await connection.commit()
          return found
        } finally {
          connection.release()
        }
      },
    },
    close: () => pool.end(),
  }
}
