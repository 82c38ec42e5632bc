/** What the golden cases are on postgres. */
import { emulated, generated, native } from './case.js'
import type { Goldens } from './cases.js'

export const golden = {
  'a whole table': native(
    'select "customers"."id", "customers"."email", "customers"."name", "customers"."age", "customers"."credit", "customers"."active", "customers"."createdAt" from "customers"',
  ),
  'a whole table by name': native('select "stock"."sku", "stock"."amount", "stock"."reserved", "stock"."note" from "stock"'),
  'one expression': native('select "customers"."email" as "value" from "customers"'),
  'columns under other names': native('select "customers"."email" as "mail", "customers"."age" as "years" from "customers"'),
  'nested records': native(
    'select "orders"."id", "customers"."email" as "customer.email", "customers"."credit" as "customer.money.credit" from "orders" inner join "customers" on "customers"."id" = "orders"."customerId"',
  ),
  'whole tables side by side': native(
    'select "orders"."id" as "order.id", "orders"."customerId" as "order.customerId", "orders"."status" as "order.status", "orders"."total" as "order.total", "orders"."note" as "order.note", "orders"."placedOn" as "order.placedOn", "orders"."paidAt" as "order.paidAt", "stock"."sku" as "stock.sku", "stock"."amount" as "stock.amount", "stock"."reserved" as "stock.reserved", "stock"."note" as "stock.note" from "orders" inner join "stock" on "stock"."amount" = "orders"."id"',
  ),
  expressions: native(
    'select "items"."sku", "items"."price" * "items"."quantity" as "cost", upper("items"."sku") as "loud", $1::text as "kind" from "items"',
    'item',
  ),
  'the last select counts': native('select "stock"."amount" from "stock"'),
  'the same column twice': native('select "stock"."sku" as "a", "stock"."sku" as "b" from "stock"'),
  'every type': native(
    'select "samples"."id", "samples"."small", "samples"."whole", "samples"."big", "samples"."money", "samples"."huge", "samples"."single", "samples"."float", "samples"."flag", "samples"."words", "samples"."short", "samples"."code", "samples"."mood", "samples"."key", "samples"."doc", "samples"."day", "samples"."clock", "samples"."clock6", "samples"."local", "samples"."local6", "samples"."moment", "samples"."moment6", "samples"."blob" from "samples" where "samples"."id" = $1',
    1,
  ),
  distinct: native('select distinct "orders"."status" from "orders"'),
  'distinct of several columns, ordered and paged': native(
    'select distinct "orders"."customerId" as "customer", "orders"."status" from "orders" order by "orders"."customerId", "orders"."status" limit $1 offset $2',
    2,
    1,
  ),
  'distinct, ordered by what holds a value': native(
    'select distinct "orders"."customerId" + $1 as "next" from "orders" order by "orders"."customerId" + $1 desc',
    10,
  ),
  'distinct on what holds a value': native(
    'select distinct on ("orders"."customerId" + $1) "orders"."id" from "orders" order by "orders"."customerId" + $1, "orders"."id"',
    10,
  ),
  'distinct on': native(
    'select distinct on ("orders"."customerId") "orders"."id" from "orders" order by "orders"."customerId", "orders"."total" desc',
  ),
  'a table under another name': native('select "other"."email" from "customers" as "other"'),
  'a table in a schema': native(
    'select "people"."id", "people"."first_name" as "firstName", "people"."surname" as "lastName" from "staff"."people" as "people"',
  ),
  'a table in a schema under another name': native(
    'select "p"."first_name" as "firstName" from "staff"."people" as "p" where "p"."surname" = $1',
    'Curie',
  ),
  'a naming strategy under the same keys': native(
    'select "people"."first_name", "people"."surname" as "last" from "staff"."people" as "people"',
  ),
  'hostile identifiers': native(
    'select "a""b`c"."select", "a""b`c"."it\'s; drop table ""x"" --" as "x.y", "a""b`c"."ключ ☃" from "a""b`c" where "a""b`c"."it\'s; drop table ""x"" --" = $1',
    'x',
  ),
  'hostile aliases': native('select """; drop table x; -- \'`\\"."sku" as "a""b`c.d" from "stock" as """; drop table x; -- \'`\\"'),
  'inner join': native(
    'select "orders"."id", "customers"."email" from "orders" inner join "customers" on "customers"."id" = "orders"."customerId"',
  ),
  'inner join, the row of the root': native(
    'select "stock"."sku", "stock"."amount", "stock"."reserved", "stock"."note" from "stock" inner join "items" on "items"."sku" = "stock"."sku" where "items"."quantity" > $1',
    2,
  ),
  'three joins': native(
    'select "items"."sku", "customers"."email", "stock"."amount" as "left" from "items" inner join "orders" on "orders"."id" = "items"."orderId" inner join "customers" on "customers"."id" = "orders"."customerId" and "customers"."active" left join "stock" on "stock"."sku" = "items"."sku"',
  ),
  'a join before its select or after it': native(
    'select "orders"."id", "customers"."name" from "orders" inner join "customers" on "customers"."id" = "orders"."customerId"',
  ),
  'left join of a column': native(
    'select "customers"."email", "orders"."id" as "order" from "customers" left join "orders" on "orders"."customerId" = "customers"."id" and "orders"."status" = $1',
    'sent',
  ),
  'left join of a whole table': native(
    'select "customers"."email", "orders"."id" as "order.id", "orders"."customerId" as "order.customerId", "orders"."status" as "order.status", "orders"."total" as "order.total", "orders"."note" as "order.note", "orders"."placedOn" as "order.placedOn", "orders"."paidAt" as "order.paidAt" from "customers" left join "orders" on "orders"."customerId" = "customers"."id"',
  ),
  'left join of a whole table without a key column': native(
    'select "orders"."id", "items"."orderId" as "item.orderId", "items"."line" as "item.line", "items"."sku" as "item.sku", "items"."quantity" as "item.quantity", "items"."price" as "item.price" from "orders" left join "items" on "items"."orderId" = "orders"."id"',
  ),
  'left join of a whole table without a non-null column': native(
    'select "orders"."id", "tags"."orderId" as "tag.orderId", "tags"."label" as "tag.label", "tags"."oxbow_present" as "tag.oxbow_present" from "orders" left join (select "tags".*, 1 as "oxbow_present" from "tags") as "tags" on "tags"."orderId" = "orders"."id"',
  ),
  'left join of a derived table as a whole': native(
    'select "customers"."email", "totals"."customerId" as "totals.customerId", "totals"."count" as "totals.count", "totals"."total" as "totals.total", "totals"."oxbow_present" as "totals.oxbow_present" from "customers" left join (select "totals".*, 1 as "oxbow_present" from (select "orders"."customerId", count(*) as "count", sum("orders"."total") as "total" from "orders" group by "orders"."customerId") as "totals") as "totals" on "totals"."customerId" = "customers"."id"',
  ),
  'left join of a table with itself': native(
    'select "employees"."name", "manager"."name" as "manager" from "employees" left join "employees" as "manager" on "manager"."id" = "employees"."managerId"',
  ),
  'where nothing matched': native(
    'select "customers"."email" from "customers" left join "orders" on "orders"."customerId" = "customers"."id" where "orders"."id" is null',
  ),
  'right join': native(
    'select "orders"."id", "customers"."email" from "orders" right join "customers" on "customers"."id" = "orders"."customerId"',
  ),
  'right join of a whole table': native(
    'select "customers"."email", "orders"."id" as "order.id", "orders"."customerId" as "order.customerId", "orders"."status" as "order.status", "orders"."total" as "order.total", "orders"."note" as "order.note", "orders"."placedOn" as "order.placedOn", "orders"."paidAt" as "order.paidAt" from "orders" right join "customers" on "customers"."id" = "orders"."customerId"',
  ),
  'full join': native(
    'select "stock"."sku", "items"."sku" as "item", "items"."line", "items"."orderId" as "order" from "stock" full join "items" on "items"."sku" = "stock"."sku"',
  ),
  'full join of whole tables': native(
    'select "stock"."sku" as "stock.sku", "stock"."amount" as "stock.amount", "stock"."reserved" as "stock.reserved", "stock"."note" as "stock.note", "items"."orderId" as "items.orderId", "items"."line" as "items.line", "items"."sku" as "items.sku", "items"."quantity" as "items.quantity", "items"."price" as "items.price" from "stock" full join "items" on "items"."quantity" = "stock"."amount"',
  ),
  'cross join': native(
    'select "customers"."name", "stock"."sku" from "customers" cross join "stock" order by "customers"."id", "stock"."sku" limit $1',
    4,
  ),
  'left join lateral': native(
    'select "customers"."email", "latest"."total" from "customers" left join lateral (select "orders"."id", "orders"."total" from "orders" where "orders"."customerId" = "customers"."id" order by "orders"."placedOn" desc, "orders"."id" desc limit $1) as "latest" on "latest"."id" = "latest"."id"',
    1,
  ),
  'cross join lateral': native(
    'select "customers"."name", "top"."total" from "customers" cross join lateral (select "orders"."total" from "orders" where "orders"."customerId" = "customers"."id" order by "orders"."total" desc limit $1) as "top"',
    2,
  ),
  where: native('select "customers"."id" from "customers" where "customers"."email" = $1', 'ada@example.org'),
  'where twice is and': native(
    'select "customers"."id" from "customers" where "customers"."active" and ("customers"."age" > $1 or "customers"."age" is null)',
    40,
  ),
  'conditional steps': native(
    'select "customers"."id", "customers"."email", "customers"."name", "customers"."age", "customers"."credit", "customers"."active", "customers"."createdAt" from "customers" where "customers"."active" and "customers"."name" = $1',
    'Ada',
  ),
  'group by a column': native('select "orders"."status", count(*) as "count" from "orders" group by "orders"."status"'),
  'group by two columns': native(
    'select "orders"."customerId" as "customer", "orders"."status", sum("orders"."total") as "total" from "orders" group by "orders"."customerId", "orders"."status"',
  ),
  'group by a primary key selects its table': native(
    'select "customers"."email", "customers"."name", count("orders"."id") as "count" from "customers" left join "orders" on "orders"."customerId" = "customers"."id" group by "customers"."id"',
  ),
  'group by an expression with a parameter': native(
    'select "items"."quantity" + $1 as "quantity", count(*) as "count" from "items" group by "items"."quantity" + $1 order by "items"."quantity" + $1',
    1,
  ),
  'group by a function with parameters': native(
    'select coalesce("orders"."note", $1) as "note", count(*) as "count" from "orders" group by coalesce("orders"."note", $1) having count(*) > $2',
    'none',
    1,
  ),
  'aggregates without group by': native(
    'select count(*) as "count", sum("orders"."total") as "total", avg("orders"."total")::double precision as "average", max("orders"."placedOn") as "latest" from "orders"',
  ),
  having: native(
    'select "orders"."customerId" as "customer", sum("orders"."total") as "total" from "orders" group by "orders"."customerId" having sum("orders"."total") >= $1 and count(*) > $2',
    '100',
    1,
  ),
  'order by': native(
    'select "customers"."email" from "customers" order by "customers"."credit" desc, "customers"."email", "customers"."id"',
  ),
  'order by twice appends': native('select "orders"."id" from "orders" order by "orders"."customerId", "orders"."id" desc'),
  'order by an expression': native(
    'select "customers"."id" from "customers" order by "customers"."id" + $1 desc, lower("customers"."name")',
    0,
  ),
  'order by an aggregate': native(
    'select "orders"."customerId" as "customer" from "orders" group by "orders"."customerId" order by sum("orders"."total") desc',
  ),
  'order by text is by code point': native('select "tags"."label" from "tags" where "tags"."label" is not null order by "tags"."label"'),
  'nulls last, ascending': native('select "customers"."age" from "customers" order by "customers"."age" nulls last, "customers"."id"'),
  'nulls first, ascending': native('select "customers"."age" from "customers" order by "customers"."age" nulls first, "customers"."id"'),
  'nulls last, descending': native(
    'select "customers"."age" from "customers" order by "customers"."age" desc nulls last, "customers"."id"',
  ),
  'nulls first, descending': native(
    'select "customers"."age" from "customers" order by "customers"."age" desc nulls first, "customers"."id"',
  ),
  'nulls last of an expression with a parameter': native(
    'select "customers"."age" from "customers" order by "customers"."age" + $1 nulls last, "customers"."id"',
    1,
  ),
  limit: native('select "customers"."id" from "customers" order by "customers"."id" limit $1', 2),
  'limit 0': native('select "customers"."id" from "customers" limit $1', 0),
  'the last limit counts': native('select "customers"."id" from "customers" order by "customers"."id" limit $1', 1),
  'limit before where filters first': native(
    'select "customers"."id" from "customers" where "customers"."id" > $1 order by "customers"."id" limit $2',
    1,
    2,
  ),
  'limit and offset': native('select "customers"."id" from "customers" order by "customers"."id" limit $1 offset $2', 2, 1),
  'offset without limit': native('select "customers"."id" from "customers" order by "customers"."id" offset $1', 2),
  'for update': native(
    'select "stock"."sku", "stock"."amount", "stock"."reserved", "stock"."note" from "stock" where "stock"."sku" = $1 for update',
    'pen',
  ),
  'a derived table': native(
    'select "customers"."email", "totals"."count", "totals"."total" from "customers" inner join (select "orders"."customerId", count(*) as "count", sum("orders"."total") as "total" from "orders" group by "orders"."customerId") as "totals" on "totals"."customerId" = "customers"."id"',
  ),
  'a derived table of a nested projection': native(
    'select "placed"."id", "placed"."customer.address.name" as "name" from (select "orders"."id", "customers"."email" as "customer.email", "customers"."name" as "customer.address.name" from "orders" inner join "customers" on "customers"."id" = "orders"."customerId") as "placed" where "placed"."customer.email" = $1',
    'ada@example.org',
  ),
  'a derived table as a whole': native(
    'select "placed"."id", "placed"."customer.email", "placed"."customer.address.name" from (select "orders"."id", "customers"."email" as "customer.email", "customers"."name" as "customer.address.name" from "orders" inner join "customers" on "customers"."id" = "orders"."customerId") as "placed" where "placed"."id" < $1',
    3,
  ),
  'a derived table in a derived table': native(
    'select "big"."customerId" as "customer", "big"."total" from (select "totals"."customerId", "totals"."count", "totals"."total" from (select "orders"."customerId", count(*) as "count", sum("orders"."total") as "total" from "orders" group by "orders"."customerId") as "totals" where "totals"."total" > $1) as "big"',
    '50',
  ),
  'a limit before a where': native(
    'select "first"."id" from (select "customers"."id", "customers"."email", "customers"."name", "customers"."age", "customers"."credit", "customers"."active", "customers"."createdAt" from "customers" order by "customers"."id" limit $1) as "first" where "first"."id" > $2',
    2,
    1,
  ),
  'a derived table under another name': native(
    'select "t"."total" from (select "orders"."customerId", count(*) as "count", sum("orders"."total") as "total" from "orders" group by "orders"."customerId") as "t" order by "t"."total"',
  ),
  'a derived table of one expression': native(
    'select "mails"."value" as "mail" from (select "customers"."email" as "value" from "customers") as "mails"',
  ),
  'a common table expression': native(
    'with "paid" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."status" = $1) select "paid"."id", "paid"."total" from "paid"',
    'paid',
  ),
  'used twice under two names': native(
    'with "paid" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."status" = $1) select "paid"."id" as "a", "later"."id" as "b" from "paid" inner join "paid" as "later" on "paid"."id" < "later"."id"',
    'paid',
  ),
  'one that uses another': native(
    'with "paid" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."status" = $1), "big" as (select "paid"."id" from "paid" where "paid"."total" > $2) select "big"."id", "paid"."total" from "big" inner join "paid" on "paid"."id" = "big"."id"',
    'paid',
    '10',
  ),
  'inside a subquery': native(
    'with "paid" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."status" = $1) select "orders"."id" from "orders" where "orders"."id" in (select "paid"."id" from "paid")',
    'paid',
  ),
  exists: native(
    'select "customers"."email" from "customers" where exists (select 1 from "orders" where "orders"."customerId" = "customers"."id")',
  ),
  'not exists': native(
    'select "customers"."email" from "customers" where not exists (select 1 from "orders" where "orders"."customerId" = "customers"."id")',
  ),
  'exists in exists, two levels out': native(
    'select "customers"."email" from "customers" where exists (select 1 from "orders" where exists (select 1 from "items" where "items"."orderId" = "orders"."id" and "orders"."customerId" = "customers"."id" and "items"."quantity" > $1))',
    2,
  ),
  'exists of a grouped query': native(
    'select "customers"."email" from "customers" where exists (select "orders"."customerId" as "customer" from "orders" where "orders"."customerId" = "customers"."id" group by "orders"."customerId" having count(*) > $1)',
    1,
  ),
  'exists of the same table': native(
    'select "customers"."email" from "customers" where exists (select 1 from "customers" as "other" where "other"."name" = "customers"."name" and "other"."id" <> "customers"."id")',
  ),
  'exists of a limited query': native(
    'select "customers"."email" from "customers" where exists (select 1 from "orders" where "orders"."customerId" = "customers"."id" limit $1)',
    1,
  ),
  'a scalar subquery': native(
    'select "customers"."email", (select sum("orders"."total") from "orders" where "orders"."customerId" = "customers"."id") as "total" from "customers"',
  ),
  'a scalar subquery in where': native(
    'select "orders"."id" from "orders" where "orders"."total" = (select max("orders"."total") from "orders")',
  ),
  'a scalar subquery in order by': native(
    'select "customers"."id" from "customers" order by (select count(*) from "orders" where "orders"."customerId" = "customers"."id") desc, "customers"."id"',
  ),
  'a scalar subquery of no row is null': native(
    'select "stock"."sku", (select "customers"."id" from "customers" where "customers"."id" = $1) as "x" from "stock"',
    -1,
  ),
  'in a subquery': native(
    'select "customers"."email" from "customers" where "customers"."id" in (select "orders"."customerId" from "orders" where "orders"."status" = $1)',
    'paid',
  ),
  'not in a subquery': native(
    'select "customers"."email" from "customers" where "customers"."id" not in (select "orders"."customerId" from "orders")',
  ),
  'not in a subquery with a null': native(
    'select "orders"."id" from "orders" where "orders"."id" not in (select "tags"."orderId" from "tags")',
  ),
  'in a subquery with a limit': native(
    'select "orders"."id" from "orders" where "orders"."customerId" in (select "customers"."id" from "customers" order by "customers"."id" limit $1)',
    1,
  ),
  'rows in a row': native(
    'select "customers"."email", (select coalesce(json_agg(json_build_array("orders"."id", cast("orders"."total" as text)) order by "orders"."id"), \'[]\') from "orders" where "orders"."customerId" = "customers"."id") as "orders" from "customers" order by "customers"."id"',
  ),
  'rows of whole tables': native(
    'select "orders"."id", (select coalesce(json_agg(json_build_array("items"."orderId", "items"."line", "items"."sku", "items"."quantity", cast("items"."price" as text)) order by "items"."line"), \'[]\') from "items" where "items"."orderId" = "orders"."id") as "items" from "orders"',
  ),
  'rows limited in their order': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array(cast("nested"."c0" as text))), \'[]\') from (select "orders"."total" as "c0" from "orders" where "orders"."customerId" = "customers"."id" order by "orders"."total" desc, "orders"."id" desc limit $1) as "nested") as "top" from "customers"',
    1,
  ),
  'rows of one value': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array(cast("orders"."total" as text)) order by "orders"."id"), \'[]\') from "orders" where "orders"."customerId" = "customers"."id") as "totals" from "customers"',
  ),
  'rows in rows in rows': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("orders"."id", (select coalesce(json_agg(json_build_array("items"."sku", cast("items"."price" as text)) order by "items"."line"), \'[]\') from "items" where "items"."orderId" = "orders"."id" and "orders"."customerId" = "customers"."id")) order by "orders"."id" desc), \'[]\') from "orders" where "orders"."customerId" = "customers"."id") as "orders" from "customers" where "customers"."id" = $1',
    1,
  ),
  'rows that are grouped': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("nested"."c0", "nested"."c1", cast("nested"."c2" as text))), \'[]\') from (select "orders"."status" as "c0", count(*) as "c1", sum("orders"."total") as "c2" from "orders" where "orders"."customerId" = "customers"."id" group by "orders"."status" order by "orders"."status") as "nested") as "byStatus" from "customers"',
  ),
  'rows that are distinct': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("nested"."c0")), \'[]\') from (select distinct "orders"."status" as "c0" from "orders" where "orders"."customerId" = "customers"."id" order by "orders"."status") as "nested") as "statuses" from "customers"',
  ),
  'the same table in itself': native(
    'select "employees"."name", (select coalesce(json_agg(json_build_array("report"."name") order by "report"."id"), \'[]\') from "employees" as "report" where "report"."managerId" = "employees"."id") as "reports" from "employees" order by "employees"."id"',
  ),
  'rows of a join with an absent side': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("orders"."id", "tags"."orderId", "tags"."label", "tags"."oxbow_present") order by "orders"."id", "tags"."label" nulls first), \'[]\') from "orders" left join (select "tags".*, 1 as "oxbow_present" from "tags") as "tags" on "tags"."orderId" = "orders"."id" where "orders"."customerId" = "customers"."id") as "orders" from "customers"',
  ),
  'rows of the parent alone': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("nested"."c0")), \'[]\') from (select "customers"."email" as "c0" from "orders" where "orders"."customerId" = "customers"."id") as "nested") as "same", (select coalesce(json_agg(json_build_array("nested"."c0")), \'[]\') from (select (select coalesce(json_agg(json_build_array("nested"."c0")), \'[]\') from (select "customers"."age" as "c0" from "items" where "items"."orderId" = "customers"."id") as "nested") as "c0" from "orders" where "orders"."customerId" = "customers"."id") as "nested") as "deep" from "customers" order by "customers"."id"',
  ),
  'rows in an order of the parent': native(
    'select "customers"."id", (select coalesce(json_agg(json_build_array("nested"."c0")), \'[]\') from (select "customers"."email" as "c0" from "orders" where "orders"."customerId" = "customers"."id" order by "customers"."email") as "nested") as "one", (select coalesce(json_agg(json_build_array("orders"."id") order by "customers"."email", "orders"."id" desc), \'[]\') from "orders" where "orders"."customerId" = "customers"."id") as "both" from "customers" order by "customers"."id"',
  ),
  'rows of a union': native(
    'select "stock"."sku", (select coalesce(json_agg(json_build_array("nested"."name")), \'[]\') from (select "customers"."name" from "customers" where "customers"."id" = $1 union select "employees"."name" from "employees" where "employees"."id" = $2) as "nested") as "names" from "stock" where "stock"."sku" = $3',
    1,
    3,
    'pen',
  ),
  'the first row': native(
    'select "customers"."email", (select json_build_array("orders"."id", cast("orders"."total" as text)) from "orders" where "orders"."customerId" = "customers"."id" order by "orders"."id" desc limit $1) as "latest" from "customers" order by "customers"."id"',
    1,
  ),
  'the first row as a whole': native(
    'select "orders"."id", (select json_build_array("customers"."id", "customers"."email", "customers"."name", "customers"."age", cast("customers"."credit" as text), "customers"."active", cast("customers"."createdAt" as text)) from "customers" where "customers"."id" = "orders"."customerId" limit $1) as "customer" from "orders"',
    1,
  ),
  'the first group': native(
    'select "customers"."id", (select json_build_array("nested"."c0", "nested"."c1") from (select "orders"."status" as "c0", count(*) as "c1" from "orders" where "orders"."customerId" = "customers"."id" group by "orders"."status" order by count(*) desc, "orders"."status") as "nested" limit 1) as "most" from "customers"',
  ),
  union: native('select "customers"."name" from "customers" union select "employees"."name" from "employees"'),
  'union all': native('select "customers"."name" from "customers" union all select "employees"."name" from "employees"'),
  'columns matched by name': native(
    'select "customers"."id", "customers"."name" from "customers" union all select "employees"."id", "employees"."name" from "employees"',
  ),
  'union of three': native(
    '(select "customers"."name" from "customers" union select "employees"."name" from "employees") union all select "stock"."sku" as "name" from "stock"',
  ),
  'union on the right': native(
    'select "customers"."name" from "customers" union all (select "employees"."name" from "employees" union select "stock"."sku" as "name" from "stock")',
  ),
  'operands with an order and a limit of their own': native(
    '(select "customers"."name" from "customers" order by "customers"."id" limit $1) union all (select "employees"."name" from "employees" order by "employees"."id" desc limit $2)',
    1,
    1,
  ),
  'limit and offset of the whole': native(
    'select "customers"."name" from "customers" union all select "employees"."name" from "employees" limit $1 offset $2',
    100,
    0,
  ),
  'ordered as a derived table': native(
    'select "all"."name" from (select "customers"."name" from "customers" union all select "employees"."name" from "employees") as "all" order by "all"."name"',
  ),
  'nested projections': native(
    'select "customers"."name" as "who.name", "customers"."id" from "customers" union all select "employees"."name" as "who.name", "employees"."id" from "employees"',
  ),
  intersect: native('select "customers"."name" from "customers" intersect select "employees"."name" from "employees"'),
  'intersect all': native('select "customers"."name" from "customers" intersect all select "employees"."name" from "employees"'),
  except: native('select "customers"."name" from "customers" except select "employees"."name" from "employees"'),
  'except all': native('select "customers"."name" from "customers" except all select "employees"."name" from "employees"'),
  'an array column': native('select "lists"."words" from "lists" where "lists"."numbers" = $1', '{1,2}'),
  'insert one row': native('insert into "customers" ("email", "name", "credit") values ($1, $2, $3)', 'eve@example.org', 'Eve', '1.5'),
  'insert many rows': native(
    'insert into "stock" ("sku", "amount", "reserved", "note") values ($1, $2, default, default), ($3, $4, $5, default), ($6, $7, default, $8)',
    'a',
    1,
    'b',
    2,
    1,
    'c',
    3,
    null,
  ),
  'insert null': native('insert into "tags" ("orderId", "label") values ($1, $2)', null, null),
  'insert only what is generated': native('insert into "tokens" ("id") values ($1)', generated('v7')),
  'insert generated uuids': native(
    'insert into "tokens" ("id", "note") values ($1, $2), ($3, $4)',
    generated('v7'),
    'a',
    '01890a5d-ac96-774b-bcce-b302099a8057',
    'b',
  ),
  'insert into a schema': native('insert into "staff"."people" ("first_name", "surname") values ($1, $2)', 'Marie', 'Curie'),
  'insert hostile names and values': native(
    'insert into "a""b`c" ("select", "it\'s; drop table ""x"" --", "ключ ☃") values ($1, $2, $3)',
    1,
    "'); drop table x; --",
    null,
  ),
  'insert every type': native(
    'insert into "samples" ("id", "small", "whole", "big", "money", "huge", "single", "float", "flag", "words", "short", "code", "mood", "key", "doc", "day", "clock", "clock6", "local", "local6", "moment", "moment6", "blob") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)',
    9,
    -32768,
    2147483647,
    '-9223372036854775808',
    '-0.5',
    '9999999999999999999999999999.9999999999',
    0.5,
    1e-300,
    false,
    '',
    '𝒳 é',
    'abc',
    'bad',
    '01890A5D-ac96-774b-bcce-b302099a8057',
    '{"a":[1,null,"x\\"y"],"é":{}}',
    '0001-01-01',
    '00:00:00',
    '00:00:00.000001',
    '9999-12-31 23:59:59.999',
    '1969-12-31 23:59:59.999999',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59.999999Z',
    Uint8Array.of(0, 1, 254, 255),
  ),
  'insert from a select': native(
    'insert into "archive" ("id", "total") select "orders"."id", "orders"."total" from "orders" where "orders"."total" < $1',
    '50',
  ),
  'insert from a select, its columns in another order': native(
    'insert into "archive" ("note", "total", "id") select "orders"."note", "orders"."total", "orders"."id" from "orders" where "orders"."total" > $1',
    '50',
  ),
  'insert from a common table expression': native(
    'insert into "archive" ("id", "total") with "big" as (select "orders"."id", "orders"."customerId", "orders"."status", "orders"."total", "orders"."note", "orders"."placedOn", "orders"."paidAt" from "orders" where "orders"."total" > $1) select "big"."id", "big"."total" from "big"',
    '50',
  ),
  'insert from a union': native(
    'insert into "tags" ("label", "orderId") select "orders"."status" as "label", "orders"."id" as "orderId" from "orders" where "orders"."id" = $1 union all select "items"."sku" as "label", "items"."orderId" from "items" where "items"."line" = $2',
    1,
    2,
  ),
  'insert returning columns': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) returning "stock"."sku", "stock"."reserved"',
    'x',
    1,
    'y',
    2,
  ),
  'insert returning the row': native(
    'insert into "stock" ("sku", "amount") values ($1, $2) returning "stock"."sku", "stock"."amount", "stock"."reserved", "stock"."note"',
    'x',
    1,
  ),
  'insert returning an expression': native(
    'insert into "stock" ("sku", "amount") values ($1, $2) returning upper("stock"."sku") as "loud", "stock"."amount" + $3 as "more"',
    'x',
    1,
    1,
  ),
  'insert into a schema returning': native(
    'insert into "staff"."people" ("first_name") values ($1) returning "people"."first_name" as "first", "people"."surname" as "lastName"',
    'Marie',
  ),
  'update to values': native('update "stock" set "amount" = $1, "note" = $2 where "stock"."sku" = $3', 0, null, 'pen'),
  'update to expressions': native(
    'update "stock" set "amount" = "stock"."amount" - $1, "note" = "stock"."sku" || $2 where "stock"."amount" > $3',
    1,
    '!',
    0,
  ),
  'update every row': native('update "stock" set "reserved" = $1', 0),
  'a swap': native('update "stock" set "amount" = "stock"."reserved", "reserved" = "stock"."amount" where "stock"."sku" = $1', 'pen'),
  'update to a scalar subquery': native(
    'update "customers" set "credit" = (select max("orders"."total") from "orders" where "orders"."customerId" = "customers"."id") where exists (select 1 from "orders" where "orders"."customerId" = "customers"."id")',
  ),
  'update what a subquery of the same table finds': native(
    'update "orders" set "note" = $1 where "orders"."total" = (select max("o"."total") from "orders" as "o")',
    'top',
  ),
  'update in a limited subquery of the same table': native(
    'update "orders" set "note" = $1 where "orders"."id" in (select "o"."id" from "orders" as "o" order by "o"."id" limit $2)',
    'first',
    2,
  ),
  'update in a schema': native(
    'update "staff"."people" as "people" set "surname" = $1 where "people"."first_name" = $2',
    'Skłodowska',
    'Marie',
  ),
  'update to now': native('update "orders" set "paidAt" = now() where "orders"."paidAt" is null'),
  'update to a case': native(
    'update "stock" set "amount" = case when "stock"."amount" > $1 then "stock"."reserved" else $2::integer end',
    3,
    7,
  ),
  'update that matches nothing': native('update "stock" set "amount" = $1 where "stock"."sku" = $2', 1, 'none'),
  'update to the same value counts': native('update "stock" set "sku" = $1 where "stock"."sku" = $2', 'pen', 'pen'),
  'update returning': native(
    'update "stock" set "amount" = "stock"."amount" + $1 where "stock"."sku" = $2 returning "stock"."sku", "stock"."amount"',
    1,
    'pen',
  ),
  delete: native('delete from "items" where "items"."orderId" = $1', 1),
  'delete twice where': native('delete from "items" where "items"."orderId" = $1 and "items"."line" > $2', 1, 1),
  'delete every row': native('delete from "tags"'),
  'delete in a subquery': native(
    'delete from "items" where "items"."orderId" in (select "orders"."id" from "orders" where "orders"."status" = $1)',
    'sent',
  ),
  'delete what no other row refers to': native(
    'delete from "employees" where not exists (select 1 from "employees" as "r" where "r"."managerId" = "employees"."id")',
  ),
  'delete returning': native(
    'delete from "items" where "items"."orderId" = $1 and "items"."line" = $2 returning "items"."sku", "items"."price"',
    1,
    1,
  ),
  'on conflict do nothing': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) on conflict ("sku") do nothing',
    'pen',
    99,
    'new',
    1,
  ),
  'on conflict do update': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) on conflict ("sku") do update set "amount" = "stock"."amount" + excluded."amount", "note" = $5',
    'pen',
    5,
    'new',
    1,
    'again',
  ),
  'on conflict of two columns': native(
    'insert into "items" ("orderId", "line", "sku", "quantity", "price") values ($1, $2, $3, $4, $5) on conflict ("orderId", "line") do update set "quantity" = excluded."quantity", "sku" = "items"."sku" || $6 || excluded."sku"',
    1,
    1,
    'cap',
    9,
    '1.00',
    '+',
  ),
  'on conflict do nothing, returning': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) on conflict ("sku") do nothing returning "stock"."sku", "stock"."amount"',
    'pen',
    9,
    'new',
    2,
  ),
  'on conflict with what the insert leaves out': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) on conflict ("sku") do update set "amount" = "stock"."amount" + excluded."reserved", "reserved" = excluded."reserved" + $5, "note" = excluded."note"',
    'pen',
    1,
    'new',
    2,
    5,
  ),
  'on conflict from a select that leaves a column out': native(
    'insert into "stock" ("sku", "amount") select "items"."sku" || $1 as "sku", "items"."quantity" as "amount" from "items" where "items"."orderId" = $2 on conflict ("sku") do update set "amount" = excluded."amount", "reserved" = excluded."reserved"',
    '-new',
    2,
  ),
  'on conflict from a select': native(
    'insert into "archive" ("id", "total") select "orders"."id", "orders"."total" from "orders" where "orders"."id" > $1 on conflict ("id") do update set "total" = excluded."total"',
    2,
  ),
  'on conflict do update where': native(
    'insert into "stock" ("sku", "amount") values ($1, $2), ($3, $4) on conflict ("sku") do update set "amount" = excluded."amount" where "stock"."amount" < excluded."amount"',
    'pen',
    1,
    'ink',
    50,
  ),
  'a bigint and a double': native(
    'select "employees"."id", "employees"."salary" = cast("employees"."salary" as double precision) as "same", "employees"."salary" > cast("employees"."salary" as double precision) as "more", "employees"."salary" in (cast("employees"."salary" as double precision)) as "listed" from "employees" order by "employees"."id"',
  ),
  '=': native('select "customers"."id" from "customers" where "customers"."age" = $1', 36),
  '= of two columns': native('select "customers"."id" from "customers" where "customers"."name" = "customers"."email"'),
  '= of two values': native('select "customers"."id" from "customers" where $1::integer = $2::integer', 1, 1),
  '= of two kinds of number': native('select "customers"."id" from "customers" where "customers"."credit" = "customers"."age"'),
  '= of booleans': native('select "customers"."id" from "customers" where "customers"."active" = $1', false),
  '= of texts is by code point and case': native('select "stock"."sku" from "stock" where "stock"."sku" = $1', 'Pen'),
  '<>': native('select "customers"."id" from "customers" where "customers"."age" <> $1', 36),
  '<': native('select "customers"."id" from "customers" where "customers"."credit" < $1', '10.50'),
  '<=': native('select "customers"."id" from "customers" where "customers"."credit" <= $1', '10.5'),
  '>': native('select "customers"."id" from "customers" where "customers"."credit" > $1', '9.99'),
  '>=': native('select "customers"."id" from "customers" where "customers"."createdAt" >= $1', '2026-01-02T00:00:00.000Z'),
  'every type of value': native(
    'select "samples"."id" from "samples" where "samples"."small" = $1 and "samples"."big" = $2 and "samples"."huge" = $3 and "samples"."float" = $4 and "samples"."key" = $5 and "samples"."day" = $6 and "samples"."clock" = $7 and "samples"."clock6" = $8 and "samples"."local" = $9 and "samples"."local6" = $10 and "samples"."moment" = $11 and "samples"."moment6" = $12 and "samples"."blob" = $13 and "samples"."code" = $14 and "samples"."mood" = $15',
    7,
    '9007199254740993',
    '1234567890123456789012345678.0123456789',
    0.1,
    '01890a5d-ac96-774b-bcce-b302099a8057',
    '2024-02-29',
    '23:59:59.999',
    '23:59:59.999999',
    '2024-02-29 12:30:00.500',
    '2024-02-29 12:30:00.123456',
    '2024-02-29T12:30:00.123Z',
    '2024-02-29T12:30:00.123456Z',
    Uint8Array.of(0, 255, 39, 92),
    'abc',
    'good',
  ),
  'a comparison as a value': native(
    'select "customers"."id", "customers"."credit" > $1 as "rich", "customers"."age" < $2 as "unknown" from "customers"',
    '100',
    18,
  ),
  'a comparison of comparisons': native(
    'select "customers"."id" from "customers" where ("customers"."credit" > $1) = "customers"."active"',
    '100',
  ),
  'is null': native('select "customers"."id" from "customers" where "customers"."age" is null'),
  'is not null': native('select "customers"."id" from "customers" where "customers"."age" is not null'),
  'is null of an expression': native('select "customers"."id" from "customers" where "customers"."age" + $1 is null', 1),
  'is null of a value': native('select "customers"."id" from "customers" where $1::integer is null', 1),
  'is null of a predicate': native('select "customers"."id" from "customers" where ("customers"."age" > $1) is null', 40),
  'is distinct from': native('select "customers"."id" from "customers" where "customers"."age" is distinct from $1', 36),
  'is not distinct from': native('select "customers"."id" from "customers" where "customers"."age" is not distinct from $1', 36),
  'is not distinct from null': native('select "customers"."id" from "customers" where "customers"."age" is not distinct from $1', null),
  'is distinct from a column': native(
    'select "employees"."id" from "employees" where "employees"."managerId" is distinct from "employees"."id"',
  ),
  'is distinct from as a value': native('select "customers"."id", "customers"."age" is not distinct from $1 as "is" from "customers"', 36),
  and: native(
    'select "customers"."id" from "customers" where "customers"."active" and "customers"."age" > $1 and "customers"."age" < $2',
    18,
    40,
  ),
  or: native('select "customers"."id" from "customers" where "customers"."age" > $1 or "customers"."age" is null', 40),
  not: native('select "customers"."id" from "customers" where not "customers"."active"'),
  'not of null is null': native('select "customers"."id" from "customers" where not "customers"."age" > $1', 40),
  'or in and': native(
    'select "customers"."id" from "customers" where "customers"."active" and ("customers"."age" > $1 or "customers"."age" is null)',
    40,
  ),
  'and in or': native(
    'select "customers"."id" from "customers" where "customers"."active" and "customers"."age" > $1 or "customers"."age" is null',
    40,
  ),
  'or in or': native(
    'select "customers"."id" from "customers" where "customers"."id" = $1 or "customers"."id" = $2 or "customers"."id" = $3',
    1,
    2,
    3,
  ),
  'and in and': native(
    'select "customers"."id" from "customers" where "customers"."id" > $1 and "customers"."id" > $2 and "customers"."id" < $3',
    0,
    1,
    3,
  ),
  'or beside another where': native(
    'select "customers"."id" from "customers" where ("customers"."id" = $1 or "customers"."id" = $2) and ("customers"."id" = $3 or "customers"."id" = $4)',
    1,
    2,
    2,
    3,
  ),
  'not of and': native('select "customers"."id" from "customers" where not ("customers"."active" and "customers"."age" > $1)', 40),
  'not of or': native('select "customers"."id" from "customers" where not ("customers"."active" or "customers"."age" > $1)', 40),
  'not of not': native('select "customers"."id" from "customers" where not (not "customers"."active")'),
  'not of a comparison': native('select "customers"."id" from "customers" where not "customers"."id" = $1', 1),
  'not of exists': native(
    'select "customers"."id" from "customers" where not exists (select 1 from "orders" where "orders"."customerId" = "customers"."id")',
  ),
  'not in and': native('select "customers"."id" from "customers" where not "customers"."active" and "customers"."id" > $1', 0),
  'not in a comparison': native('select "customers"."id" from "customers" where (not "customers"."active") = $1', true),
  'and in a comparison': native(
    'select "customers"."id" from "customers" where ("customers"."active" and "customers"."id" > $1) = $2',
    1,
    false,
  ),
  'or in is null': native(
    'select "customers"."id" from "customers" where ("customers"."age" < $1 or "customers"."age" > $2) is null',
    18,
    40,
  ),
  'and of nothing': native('select "customers"."id" from "customers" where true'),
  'or of nothing': native('select "customers"."id" from "customers" where false'),
  constants: native('select "customers"."id" from "customers" where true and not false'),
  'constants as values': native('select "stock"."sku", true as "yes", false as "no" from "stock"'),
  between: native('select "customers"."id" from "customers" where "customers"."age" between $1 and $2', 18, 40),
  'not between': native('select "customers"."id" from "customers" where "customers"."age" not between $1 and $2', 18, 40),
  'between expressions': native(
    'select "customers"."id" from "customers" where "customers"."id" between "customers"."age" - $1 and "customers"."age" + $2',
    40,
    1,
  ),
  'between in and': native(
    'select "customers"."id" from "customers" where "customers"."age" between $1 and $2 and "customers"."active"',
    18,
    40,
  ),
  'between with predicates inside': native(
    'select "customers"."id" from "customers" where "customers"."active" between ("customers"."id" = $1) and ("customers"."active" or "customers"."id" = $2)',
    1,
    2,
  ),
  'in a list of values': native('select "customers"."id" from "customers" where "customers"."id" = any($1::integer[])', '{1,3,99}'),
  'in a list of one': native('select "customers"."id" from "customers" where "customers"."id" = any($1::integer[])', '{2}'),
  'in an empty list': native('select "customers"."id" from "customers" where false'),
  'not in a list of values': native('select "customers"."id" from "customers" where "customers"."id" <> all($1::integer[])', '{1,3}'),
  'not in an empty list': native('select "customers"."id" from "customers" where true'),
  'null is not in an empty list': native('select "customers"."id" from "customers" where false'),
  'null is not outside of an empty list': native('select "customers"."id" from "customers" where true'),
  'null in a list is null': native('select "customers"."id" from "customers" where not "customers"."age" = any($1::integer[])', '{36}'),
  'in a list of texts': native('select "stock"."sku" from "stock" where "stock"."sku" = any($1::text[])', '{"pen","x,\\"y\\\\","NULL",""}'),
  'in a list of decimals': native(
    'select "customers"."id" from "customers" where "customers"."credit" = any($1::numeric[])',
    '{"0.00","10.50"}',
  ),
  'in a list of dates': native(
    'select "orders"."id" from "orders" where "orders"."placedOn" = any($1::date[])',
    '{"2026-01-31","2026-02-28"}',
  ),
  'in a list of expressions': native(
    'select "customers"."id" from "customers" where "customers"."id" in ("customers"."age" - $1, "customers"."id" + $2)',
    35,
    1,
  ),
  'in a list of values and expressions': native(
    'select "customers"."id" from "customers" where "customers"."id" in ($1, "customers"."age" - $2)',
    1,
    44,
  ),
  'a value in a list of columns': native('select "customers"."id" from "customers" where $1 in ("customers"."age", "customers"."id")', 36),
  'in of an expression': native('select "customers"."id" from "customers" where "customers"."id" + $1 = any($2::integer[])', 1, '{2,3}'),
  'in of a predicate': native('select "customers"."id" from "customers" where ("customers"."id" > $1) = any($2::boolean[])', 1, '{true}'),
  'in in and, not of in': native(
    'select "customers"."id" from "customers" where "customers"."id" = any($1::integer[]) and not "customers"."id" = any($2::integer[])',
    '{1,2}',
    '{2}',
  ),
  'in as a value': native('select "customers"."id", "customers"."age" = any($1::integer[]) as "in" from "customers"', '{36}'),
  'tuples in a list': native(
    'select "items"."line", "items"."orderId" as "order" from "items" where ("items"."orderId", "items"."sku") in (($1, $2), ($3, $4))',
    1,
    'pen',
    2,
    'ink',
  ),
  'tuples not in a list': native(
    'select "items"."line", "items"."orderId" as "order" from "items" where ("items"."orderId", "items"."line") not in (($1, $2), ($3, $4))',
    1,
    1,
    3,
    1,
  ),
  'tuples in an empty list': native('select "items"."line" from "items" where false'),
  'tuples in a query': native(
    'select "items"."orderId" as "order", "items"."line" from "items" where ("items"."orderId", "items"."price") in (select "items"."orderId", max("items"."price") from "items" group by "items"."orderId")',
  ),
  'tuples not in a query that is correlated': native(
    'select "orders"."id" from "orders" where ("orders"."id", "orders"."customerId") not in (select "items"."orderId", "items"."line" from "items" where "items"."orderId" = "orders"."id")',
  ),
  'tuples in a query of other kinds of numbers': native(
    'select "customers"."id", "customers"."credit" from "customers" where ("customers"."id", "customers"."credit") in (select "items"."orderId", "items"."quantity" - "items"."quantity" from "items")',
  ),
  'tuples in the rows of a table': native(
    'select "orders"."id" from "orders" where ("orders"."id", $1::text) in (select "tags"."orderId", "tags"."label" from "tags")',
    'apple',
  ),
  'a tuple equals a tuple': native(
    'select "items"."orderId" as "order", "items"."line" from "items" where ("items"."orderId", "items"."sku") = ("items"."line", "items"."sku")',
  ),
  like: native('select "customers"."id" from "customers" where "customers"."name" like $1', 'A%'),
  'not like': native('select "customers"."id" from "customers" where "customers"."name" not like $1', '_da'),
  'like minds case': native('select "customers"."id" from "customers" where "customers"."name" like $1', 'a%'),
  'like minds accents': native('select "employees"."id" from "employees" where "employees"."name" like $1', 'Rene'),
  'like with an escape': native('select "orders"."id" from "orders" where "orders"."note" like $1', '%100\\%%'),
  'like a column': native('select "customers"."id" from "customers" where "customers"."email" like "customers"."name" || $1', '%'),
  'like of a concatenation': native(
    'select "customers"."id" from "customers" where "customers"."name" || $1 || "customers"."email" like $2',
    '!',
    'Ada!%',
  ),
  contains: native('select "orders"."id" from "orders" where "orders"."note" like $1', '%100\\%%'),
  'contains a backslash': native('select "orders"."id" from "orders" where "orders"."note" like $1', '%a\\\\b%'),
  'contains an underscore': native('select "orders"."id" from "orders" where "orders"."note" like $1', '%\\_%'),
  startsWith: native('select "customers"."id" from "customers" where "customers"."email" like $1', 'ada@%'),
  endsWith: native('select "customers"."id" from "customers" where "customers"."email" like $1', '%.org'),
  'like in and, not of like': native(
    'select "customers"."id" from "customers" where "customers"."name" like $1 and not "customers"."name" like $2',
    'A%',
    '%z',
  ),
  'like as a value': native('select "customers"."id", "customers"."name" like $1 as "starts" from "customers"', 'A%'),
  'like of a value': native('select "customers"."id" from "customers" where $1 like "customers"."name"', 'Ada'),
  ilike: emulated(
    'select "customers"."id" from "customers" where lower("customers"."name" collate "C") like lower($1::text collate "C")',
    'aDA',
  ),
  'not ilike': emulated(
    'select "customers"."id" from "customers" where lower("customers"."name" collate "C") not like lower($1::text collate "C")',
    'a%',
  ),
  'ilike folds ASCII only': emulated(
    'select "employees"."id" from "employees" where lower("employees"."name" collate "C") like lower($1::text collate "C")',
    'rENÉ',
  ),
  'ilike a column': emulated(
    'select "customers"."id" from "customers" where lower("customers"."email" collate "C") like lower(("customers"."name" || $1) collate "C")',
    '@%',
  ),
  'ilike with an escape': emulated(
    'select "orders"."id" from "orders" where lower("orders"."note" collate "C") like lower($1::text collate "C")',
    '%100\\% OFF%',
  ),
  '+': native('select "customers"."id", "customers"."age" + $1 as "next" from "customers"', 1),
  '-': native('select "customers"."id", "customers"."age" - $1 as "before" from "customers"', 1),
  '*': native('select "items"."sku", "items"."price" * "items"."quantity" as "cost" from "items"'),
  'integers and decimals': native('select "customers"."id", "customers"."credit" + "customers"."age" as "sum" from "customers"'),
  'decimals and decimals': native(
    'select "items"."sku", "items"."price" * "items"."price" as "product", "items"."price" - $1 as "less" from "items"',
    '0.01',
  ),
  bigints: native(
    'select "employees"."id", "employees"."salary" * $1 as "twice", "employees"."salary" + "employees"."id" as "more" from "employees"',
    '2',
  ),
  doubles: native('select "employees"."id", "employees"."rating" * $1 as "half" from "employees"', 0.5),
  'a value on the left': native('select "customers"."id", $1 - "customers"."age" as "left" from "customers"', 100),
  '+ in *': native('select "customers"."id", ("customers"."id" + $1) * $2 as "n" from "customers"', 1, 2),
  '* in +': native('select "customers"."id", "customers"."id" * $1 + $2 as "n" from "customers"', 2, 1),
  '- in -, left': native('select "customers"."id", "customers"."id" - $1 - $2 as "n" from "customers"', 1, 2),
  '- in -, right': native('select "customers"."id", "customers"."id" - ("customers"."id" - $1) as "n" from "customers"', 1),
  '+ in -, right': native('select "customers"."id", "customers"."id" - ("customers"."id" + $1) as "n" from "customers"', 1),
  '* in *, right': native('select "customers"."id", "customers"."id" * ("customers"."id" * $1) as "n" from "customers"', 2),
  '+ in a comparison': native('select "customers"."id" from "customers" where "customers"."id" + $1 > "customers"."age" - $2', 1, 40),
  'a predicate in a comparison with arithmetic': native(
    'select "customers"."id" from "customers" where ("customers"."id" + $1 > $2) = "customers"."active"',
    1,
    2,
  ),
  'negative values': native('select "customers"."id", "customers"."id" - $1 as "n" from "customers"', -1),
  abs: native(
    'select "customers"."id", abs("customers"."id" - $1) as "n", abs("customers"."credit" - $2) as "c" from "customers"',
    3,
    '20',
  ),
  '/ of integers cuts': native(
    'select "customers"."id", ("customers"."id" - $1) / $2 as "n", "customers"."age" / nullif("customers"."id", 0) as "m" from "customers"',
    4,
    2,
  ),
  '/ by zero is null': native(
    'select "customers"."id", "customers"."age" / nullif($1::integer, 0) as "n", round(div("customers"."credit" * 1e7, nullif("customers"."id" - "customers"."id", 0)) * 1e-7, 6) as "m" from "customers"',
    0,
  ),
  '/ of decimals': native(
    'select "items"."sku", round(div("items"."price" * 1e7, $1) * 1e-7, 6) as "n", round(div("items"."price" * 1e7, nullif("items"."price", 0)) * 1e-7, 6) as "m" from "items"',
    '3',
  ),
  '/ of doubles': native('select "employees"."id", "employees"."rating" / $1 as "n" from "employees"', 4),
  '/ in *, * in /': native(
    'select "customers"."id", "customers"."id" / $1 * $2 as "a", "customers"."id" * $3 / $4 as "b", "customers"."id" / nullif("customers"."id" * $5, 0) as "c", "customers"."id" * ("customers"."age" / $6) as "d" from "customers"',
    2,
    2,
    3,
    2,
    2,
    2,
  ),
  '/ of bigints by 1': native(
    'select "employees"."id", "employees"."salary" / $1 as "n", "employees"."salary" / nullif("employees"."id", 0) as "m" from "employees"',
    '1',
  ),
  '/ of bigints': native('select "employees"."id", "employees"."salary" / $1 as "n" from "employees"', '3'),
  '%': native('select "customers"."id", "customers"."age" % $1 as "n", ("customers"."id" - $2) % $3 as "m" from "customers"', 10, 4, 2),
  '% by zero is null': native('select "customers"."id", "customers"."age" % nullif($1::integer, 0) as "n" from "customers"', 0),
  '% of decimals that leaves nothing': native('select "items"."sku", ("items"."price" - $1) % $2 as "n" from "items"', '10.00', '0.01'),
  '% of doubles': emulated(
    'select "employees"."id", (sign("employees"."rating") * (mod((((\'x\' || encode(float8send("employees"."rating"), \'hex\'))::bit(64)::bigint & 4503599627370495) + least((((\'x\' || encode(float8send("employees"."rating"), \'hex\'))::bit(64)::bigint >> 52) & 2047)::integer, 1) * 4503599627370496) * 2::numeric ^ (greatest((((\'x\' || encode(float8send("employees"."rating"), \'hex\'))::bit(64)::bigint >> 52) & 2047)::integer, 1) - 1), nullif((((\'x\' || encode(float8send($1::double precision), \'hex\'))::bit(64)::bigint & 4503599627370495) + least((((\'x\' || encode(float8send($1::double precision), \'hex\'))::bit(64)::bigint >> 52) & 2047)::integer, 1) * 4503599627370496) * 2::numeric ^ (greatest((((\'x\' || encode(float8send($1::double precision), \'hex\'))::bit(64)::bigint >> 52) & 2047)::integer, 1) - 1), 0)) * 5::numeric ^ 1074 * 1e-1074)::double precision) as "n" from "employees" order by "employees"."id"',
    0.1,
  ),
  '% of decimals': native('select "items"."sku", "items"."price" % $1 as "n" from "items"', '0.30'),
  concat: native('select "customers"."name" || $1 || "customers"."email" || $2 as "label" from "customers"', ' <', '>'),
  'concat with null is null': native('select "orders"."id", $1 || "orders"."note" as "note" from "orders"', 'note: '),
  'concat of values': native('select "stock"."sku", $1::text || $2::text as "v" from "stock"', 'a', 'b'),
  'concat in a comparison': native('select "customers"."id" from "customers" where "customers"."name" || $1 = $2', '!', 'Ada!'),
  'concat of a case': native(
    'select "customers"."id", "customers"."name" || case when "customers"."active" then $1::text else $2::text end as "v" from "customers"',
    '+',
    '-',
  ),
  'concat of a scalar subquery': native(
    'select "stock"."sku" || (select "customers"."name" from "customers" where "customers"."id" = $1) as "v" from "stock"',
    1,
  ),
  lower: native('select lower("customers"."name") as "v" from "customers"'),
  upper: native('select upper("customers"."name") as "v" from "customers"'),
  trim: native('select trim("tags"."label") as "v" from "tags" where "tags"."label" is not null'),
  'trim of a value': native('select trim($1::text) as "v" from "stock"', '  a b '),
  'length in characters': native('select "employees"."id", char_length("employees"."name") as "n" from "employees"'),
  'substring to the end': native('select "employees"."id", substr("employees"."name", $1) as "v" from "employees"', 2),
  'substring of a length': native('select "employees"."id", substr("employees"."name", $1, $2) as "v" from "employees"', 2, 2),
  'substring beyond the end': native(
    'select "employees"."id", substr("employees"."name", $1, $2) as "v", substr("employees"."name", $3, $4) as "empty" from "employees"',
    99,
    1,
    1,
    0,
  ),
  replace: native('select replace("customers"."email", $1, $2) as "v" from "customers"', 'example.org', 'oxbow.dev'),
  'replace by null is null': native(
    'select "orders"."id", replace("orders"."status", $1, "orders"."note") as "a", replace("orders"."status", $2, "orders"."note") as "b" from "orders"',
    'zz',
    '',
  ),
  'replace minds case, and the empty text': native(
    'select replace("customers"."name", $1, $2) as "a", replace("customers"."name", $3, $4) as "b" from "customers"',
    'a',
    'o',
    '',
    'x',
  ),
  'coalesce with a value': native('select "orders"."id", coalesce("orders"."note", $1) as "note" from "orders"', '-'),
  'coalesce of columns': native('select "customers"."id", coalesce("customers"."age", "customers"."id", $1) as "n" from "customers"', 0),
  'coalesce in arithmetic': native('select "customers"."id", coalesce("customers"."age", $1) + $2 as "n" from "customers"', 0, 1),
  'coalesce of decimals': native(
    'select "customers"."id", coalesce((select sum("orders"."total") from "orders" where "orders"."customerId" = "customers"."id"), $1) as "n" from "customers"',
    '0',
  ),
  nullIf: native(
    'select "customers"."id", nullif("customers"."age", $1) as "n", nullif("customers"."credit", $2) as "m" from "customers"',
    36,
    '0.00',
  ),
  case: native(
    'select "orders"."id", case when "orders"."total" > $1 then $2::text when "orders"."total" > $3 then $4::text else $5::text end as "size" from "orders"',
    '100',
    'large',
    '10',
    'medium',
    'small',
  ),
  'case without else': native(
    'select "customers"."id", case when "customers"."age" > $1 then "customers"."name" end as "v" from "customers"',
    40,
  ),
  'case of numbers in arithmetic': native(
    'select "customers"."id", case when "customers"."active" then "customers"."id" else $1::integer end + $2 as "v" from "customers"',
    0,
    10,
  ),
  'case in where': native(
    'select "customers"."id" from "customers" where case when "customers"."active" then $1::integer else $2::integer end = $3',
    1,
    0,
    1,
  ),
  'case of or': native(
    'select "customers"."id", case when "customers"."age" is null or "customers"."active" then "customers"."age" else "customers"."id" end as "v" from "customers"',
  ),
  'cast numbers to text': native(
    'select cast("customers"."id" as text) as "id", cast("customers"."credit" as text) as "credit" from "customers"',
  ),
  'cast booleans to text': native('select "customers"."id", cast("customers"."active" as text) as "v" from "customers"'),
  'cast text to numbers': native(
    'select cast($1::text as integer) as "i", cast($2::text as numeric(5, 2)) as "d" from "stock"',
    '42',
    '1.5',
  ),
  'cast between numbers': native(
    'select "items"."sku", cast("items"."price" as integer) as "up", cast("items"."quantity" as numeric(10, 2)) as "d", cast("items"."price" as double precision) as "f", cast("items"."quantity" as bigint) as "b" from "items"',
  ),
  'cast rounds half away from zero': native(
    'select cast($1::numeric as integer) as "a", cast($2::numeric as integer) as "b", cast($3::numeric as numeric(5, 2)) as "c" from "stock" where "stock"."sku" = $4',
    '2.5',
    '-2.5',
    '1.005',
    'pen',
  ),
  'cast dates': native(
    'select "samples"."id", cast("samples"."day" as timestamptz(3)) as "v", cast("samples"."moment" as date) as "d" from "samples" where "samples"."day" is not null',
  ),
  'cast an expression': native('select "customers"."id", cast("customers"."id" + $1 as text) as "v" from "customers"', 1),
  'count(*)': native('select count(*) as "n" from "customers"'),
  'count of a nullable column': native('select count("customers"."age") as "n" from "customers"'),
  'count of no rows': native('select count(*) as "n" from "customers" where "customers"."id" = $1', -1),
  'count distinct': native('select count(distinct "orders"."customerId") as "n" from "orders"'),
  'count in arithmetic': native(
    'select "orders"."customerId" as "customer", (count(*) + $1) * $2 as "n" from "orders" group by "orders"."customerId"',
    1,
    2,
  ),
  'count of a predicate': native('select count(nullif("customers"."active", $1)) as "n" from "customers"', false),
  'sum of integers': native('select sum("items"."quantity") as "n" from "items"'),
  'sum of bigints': native('select sum("employees"."salary") as "n" from "employees"'),
  'sum of decimals': native('select sum("orders"."total") as "n" from "orders"'),
  'sum of doubles': native('select sum("employees"."rating") as "n" from "employees"'),
  'sum of reals': native('select sum(cast("samples"."single" as double precision)) as "n" from "samples"'),
  'sum of no rows is null': native(
    'select sum("items"."quantity") as "n", sum("items"."price") as "m" from "items" where "items"."orderId" = $1',
    -1,
  ),
  'sum of a product': native(
    'select "items"."orderId" as "order", sum("items"."price" * "items"."quantity") as "total" from "items" group by "items"."orderId"',
  ),
  'sum distinct': native('select sum(distinct "items"."quantity") as "n" from "items"'),
  'avg of integers': native('select avg("items"."quantity")::double precision as "n" from "items"'),
  'avg of decimals': native('select avg("items"."price")::double precision as "n" from "items" where "items"."orderId" = $1', 1),
  'avg of no rows is null': native('select avg("items"."quantity")::double precision as "n" from "items" where "items"."orderId" = $1', -1),
  'min and max of numbers': native('select min("orders"."total") as "low", max("orders"."total") as "high" from "orders"'),
  'min and max of texts and dates': native(
    'select min("orders"."placedOn") as "first", max("orders"."placedOn") as "last", max("orders"."status") as "status", max("orders"."paidAt") as "at" from "orders"',
  ),
  'max of a bigint': native('select max("employees"."salary") as "n" from "employees"'),
  'count filter': native('select count(*) as "all", count(*) filter (where "orders"."status" = $1) as "paid" from "orders"', 'paid'),
  'sum filter': native(
    'select "orders"."customerId" as "customer", sum("orders"."total") filter (where "orders"."status" = $1 and "orders"."total" > $2) as "open" from "orders" group by "orders"."customerId"',
    'open',
    '1',
  ),
  'count of a column, filter': native(
    'select count("customers"."age") filter (where "customers"."active") as "n", count(distinct "customers"."name") filter (where "customers"."active") as "d" from "customers"',
  ),
  'avg filter': native('select avg("items"."quantity") filter (where "items"."sku" = $1)::double precision as "n" from "items"', 'pen'),
  now: native('select "customers"."id" from "customers" where now() > $1', '2020-01-01T00:00:00.000Z'),
  today: native('select "orders"."id" from "orders" where (now() at time zone \'UTC\')::date > $1', '2020-01-01'),
  'extract of an instant': native(
    'select "samples"."id", extract(year from "samples"."moment" at time zone \'UTC\')::integer as "year", extract(quarter from "samples"."moment" at time zone \'UTC\')::integer as "quarter", extract(month from "samples"."moment" at time zone \'UTC\')::integer as "month", extract(day from "samples"."moment" at time zone \'UTC\')::integer as "day", extract(hour from "samples"."moment" at time zone \'UTC\')::integer as "hour", extract(minute from "samples"."moment" at time zone \'UTC\')::integer as "minute", floor(extract(second from "samples"."moment" at time zone \'UTC\'))::integer as "second" from "samples" where "samples"."moment" is not null',
  ),
  'extract of a date': native(
    'select "samples"."id", extract(year from "samples"."day")::integer as "year", extract(month from "samples"."day")::integer as "month", extract(day from "samples"."day")::integer as "day", extract(quarter from "samples"."day")::integer as "quarter" from "samples" where "samples"."day" is not null',
  ),
  'ISO week, day of week, day of year': native(
    'select "samples"."id", extract(week from "samples"."day")::integer as "week", extract(dow from "samples"."day")::integer as "dow", extract(doy from "samples"."day")::integer as "doy" from "samples" where "samples"."day" is not null',
  ),
  'extract of a local timestamp': native(
    'select "samples"."id", extract(hour from "samples"."local")::integer as "hour", floor(extract(second from "samples"."local"))::integer as "second" from "samples" where "samples"."local" is not null',
  ),
  epoch: native(
    'select "samples"."id", floor(extract(epoch from "samples"."moment"))::bigint as "e", floor(extract(epoch from "samples"."local"))::bigint as "l", floor(extract(epoch from "samples"."day"))::bigint as "d" from "samples" where "samples"."moment" is not null',
  ),
  'epoch of microseconds': native(
    'select "samples"."id", floor(extract(epoch from "samples"."moment6"))::bigint as "e" from "samples" where "samples"."moment6" is not null',
  ),
  'extract in a comparison': native('select "orders"."id" from "orders" where extract(month from "orders"."placedOn")::integer = $1', 2),
  'group by a part': native(
    'select extract(month from "orders"."placedOn")::integer as "month", count(*) as "n" from "orders" group by extract(month from "orders"."placedOn")::integer',
  ),
  'truncate an instant': native(
    'select "samples"."id", date_trunc(\'year\', "samples"."moment", \'UTC\') as "year", date_trunc(\'quarter\', "samples"."moment", \'UTC\') as "quarter", date_trunc(\'month\', "samples"."moment", \'UTC\') as "month", date_trunc(\'week\', "samples"."moment", \'UTC\') as "week", date_trunc(\'day\', "samples"."moment", \'UTC\') as "day", date_trunc(\'hour\', "samples"."moment", \'UTC\') as "hour", date_trunc(\'minute\', "samples"."moment", \'UTC\') as "minute", date_trunc(\'second\', "samples"."moment", \'UTC\') as "second" from "samples" where "samples"."moment" is not null',
  ),
  'truncate a date': native(
    'select "samples"."id", date_trunc(\'year\', "samples"."day")::date as "year", date_trunc(\'quarter\', "samples"."day")::date as "quarter", date_trunc(\'month\', "samples"."day")::date as "month", date_trunc(\'week\', "samples"."day")::date as "week" from "samples" where "samples"."day" is not null',
  ),
  'truncate a local timestamp': native(
    'select "samples"."id", date_trunc(\'hour\', "samples"."local") as "hour", date_trunc(\'week\', "samples"."local") as "week" from "samples" where "samples"."local" is not null',
  ),
  'truncate microseconds': native(
    'select "samples"."id", date_trunc(\'second\', "samples"."moment6", \'UTC\') as "s", date_trunc(\'day\', "samples"."moment6", \'UTC\') as "d" from "samples" where "samples"."moment6" is not null',
  ),
  'group by a truncation': native(
    'select date_trunc(\'month\', "orders"."placedOn")::date as "month", sum("orders"."total") as "total" from "orders" group by date_trunc(\'month\', "orders"."placedOn")::date order by date_trunc(\'month\', "orders"."placedOn")::date',
  ),
  'a date and days': native(
    'select "samples"."id", ("samples"."day" + interval \'1 days\')::date as "next", ("samples"."day" - interval \'1 weeks\')::date as "before" from "samples" where "samples"."day" is not null',
  ),
  'a date and months clamps': native(
    'select "orders"."id", ("orders"."placedOn" + interval \'1 months\')::date as "due", ("orders"."placedOn" - interval \'1 months\')::date as "back", ("orders"."placedOn" + interval \'1 years\')::date as "year" from "orders"',
  ),
  'months first, then days': native(
    'select "orders"."id", ("orders"."placedOn" + interval \'1 months 1 days\')::date as "due", ("orders"."placedOn" - interval \'1 years 1 months 1 days\')::date as "back" from "orders"',
  ),
  'an instant and every unit': native(
    'select "samples"."id", "samples"."moment" + interval \'1 years 2 months 1 weeks 3 days 4 hours 5 minutes 6 seconds\' as "v", "samples"."moment" - interval \'25 hours\' as "w" from "samples" where "samples"."moment" is not null',
  ),
  'a local timestamp and minutes': native(
    'select "samples"."id", "samples"."local" + interval \'-90 minutes\' as "v" from "samples" where "samples"."local" is not null',
  ),
  'microseconds are kept': native(
    'select "samples"."id", "samples"."moment6" + interval \'1 seconds\' as "v", "samples"."moment6" + interval \'1 months\' as "m" from "samples" where "samples"."moment6" is not null',
  ),
  'an interval in a comparison': native(
    'select "orders"."id" from "orders" where ("orders"."placedOn" + interval \'7 days\')::date < $1',
    '2026-02-08',
  ),
  'an interval of an interval': native(
    'select "orders"."id", (("orders"."placedOn" + interval \'1 months\')::date - interval \'1 days\')::date as "v" from "orders"',
  ),
  'row_number, rank, dense_rank': native(
    'select "items"."orderId" as "order", "items"."line", row_number() over (order by "items"."orderId", "items"."line") as "n", rank() over (order by "items"."quantity" desc) as "rank", dense_rank() over (partition by "items"."sku" order by "items"."quantity" desc) as "dense" from "items"',
  ),
  'an aggregate over a partition': native(
    'select "orders"."id", sum("orders"."total") over (partition by "orders"."customerId") as "total", count(*) over () as "n", avg("orders"."total") over (partition by "orders"."status")::double precision as "mean" from "orders"',
  ),
  'a running sum': native(
    'select "items"."orderId" as "order", "items"."line", sum("items"."quantity") over (order by "items"."orderId", "items"."line") as "running" from "items"',
  ),
  'a window over groups': native(
    'select "orders"."customerId" as "customer", sum("orders"."total") as "total", rank() over (order by sum("orders"."total") desc) as "place" from "orders" group by "orders"."customerId"',
  ),
  'a filtered aggregate over a window': native(
    'select "orders"."id", count(*) filter (where "orders"."status" = $1) over (partition by "orders"."customerId") as "n" from "orders"',
    'paid',
  ),
  'the first of each group': native(
    'select "ranked"."id", "ranked"."customer" from (select "orders"."id", "orders"."customerId" as "customer", row_number() over (partition by "orders"."customerId" order by "orders"."total" desc, "orders"."id") as "n" from "orders") as "ranked" where "ranked"."n" = $1',
    1,
  ),
  'a fragment with a column and a value': native(
    'select "customers"."id", coalesce("customers"."age", $1::integer) as "v" from "customers"',
    7,
  ),
  'a fragment with an operator in a hole': native('select "customers"."id", ("customers"."id" + $1) * 2 as "v" from "customers"', 1),
  'a fragment in an operator': native('select "customers"."id", ("customers"."id" + 1) * $1 as "v" from "customers"', 2),
  'a fragment with a table': native('select "customers"."id", (select count(*) from "stock") as "v" from "customers"'),
  'a fragment with a predicate in a hole': native(
    'select "customers"."id" from "customers" where not ("customers"."id" = $1 or "customers"."id" = $2)',
    1,
    2,
  ),
  'unsafe text': native('select "stock"."sku", 1 + 1 as "v" from "stock"'),
  'hostile values': native('select "stock"."sku", coalesce($1::text, \'\') as "v" from "stock"', "'; drop table stock; --"),
  'holes of every kind': native(
    'select "stock"."sku" from "stock" where ($1::text) = $2 and ($3::integer) = $4 and ($5::bigint) = $6 and ($7::double precision) <> $8',
    'a',
    'a',
    1,
    1,
    '2',
    '2',
    0.5,
    1.5,
  ),
} satisfies Goldens
