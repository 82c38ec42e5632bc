import { type Contestant, events as rows, since, twenty } from './shapes.js'

const customers = '"id", "email", "name", "country", "age", "active", "credit", "created_at"'

const columns = ['customerId', 'kind', 'path', 'referrer', 'amount', 'quantity', 'score', 'paid', 'session', 'at'] as const

/** What someone writes who needs no library: constant text, and a loop where the number of values varies. */
export const handWritten: Contestant = {
  name: 'by hand',
  shapes: {
    key: (key) => ({ sql: `select ${customers} from "customers" where "id" = $1`, params: [key] }),
    predicates: (key) => ({
      sql: `select ${customers} from "customers" where "country" = $1 and "age" >= $2 and "created_at" < $3 and "email" like $4 and "name" is not null order by "created_at" desc, "id" limit 50`,
      params: ['NO', key, since, '%@example.org'],
    }),
    page: (key) => ({
      sql: `select o."id", o."total", o."placed_at", c."name", s."carrier" from "orders" o inner join "customers" c on c."id" = o."customer_id" left join "shipments" s on s."order_id" = o."id" where o."status" = $1 and o."id" > $2 order by o."placed_at" desc limit $3 offset $4`,
      params: ['paid', key, 50, 100],
    }),
    list: (key) => {
      const keys = twenty(key)
      return {
        sql: `select ${customers} from "customers" where "id" in (${keys.map((_, index) => `$${index + 1}`).join(', ')})`,
        params: keys,
      }
    },
    groups: (key) => ({
      sql: 'select "customer_id", count(*), sum("total"), max("placed_at") from "orders" where "status" = $1 group by "customer_id" having count(*) > $2 order by "customer_id"',
      params: ['paid', key],
    }),
    nested: (key) => ({
      sql: 'select c."id", c."name", (select coalesce(json_agg(json_build_array(o."id", o."total"::text)), \'[]\') from (select * from "orders" o where o."customer_id" = c."id" order by o."placed_at" desc limit 3) o) from "customers" c where exists (select 1 from "orders" o where o."customer_id" = c."id" and o."id" > $1) and c."country" = $2',
      params: [key, 'NO'],
    }),
    update: (key) => ({
      sql: 'update "customers" set "name" = $1, "country" = $2, "age" = $3 where "id" = $4',
      params: ['Ada', 'NO', 36, key],
    }),
    insert: () => {
      const params: Array<unknown> = []
      const values = rows.map((row) => `(${columns.map((column) => `$${params.push(row[column])}`).join(', ')})`)
      return {
        sql: `insert into "events" ("customer_id", "kind", "path", "referrer", "amount", "quantity", "score", "paid", "session", "at") values ${values.join(', ')}`,
        params,
      }
    },
  },
}
