/** What the golden cases are on mysql. */
import { emulated, generated, native, refused } from './case.js'
import type { Goldens } from './cases.js'

export const golden = {
  'a whole table': native(
    'select `customers`.`id`, `customers`.`email`, `customers`.`name`, `customers`.`age`, `customers`.`credit`, `customers`.`active`, `customers`.`createdAt` from `customers`',
  ),
  'a whole table by name': native('select `stock`.`sku`, `stock`.`amount`, `stock`.`reserved`, `stock`.`note` from `stock`'),
  'one expression': native('select `customers`.`email` as `value` from `customers`'),
  'columns under other names': native('select `customers`.`email` as `mail`, `customers`.`age` as `years` from `customers`'),
  'nested records': native(
    'select `orders`.`id`, `customers`.`email` as `customer.email`, `customers`.`credit` as `customer.money.credit` from `orders` inner join `customers` on `customers`.`id` = `orders`.`customerId`',
  ),
  'whole tables side by side': native(
    'select `orders`.`id` as `order.id`, `orders`.`customerId` as `order.customerId`, `orders`.`status` as `order.status`, `orders`.`total` as `order.total`, `orders`.`note` as `order.note`, `orders`.`placedOn` as `order.placedOn`, `orders`.`paidAt` as `order.paidAt`, `stock`.`sku` as `stock.sku`, `stock`.`amount` as `stock.amount`, `stock`.`reserved` as `stock.reserved`, `stock`.`note` as `stock.note` from `orders` inner join `stock` on `stock`.`amount` = `orders`.`id`',
  ),
  expressions: native(
    'select `items`.`sku`, `items`.`price` * `items`.`quantity` as `cost`, upper(`items`.`sku`) as `loud`, ? as `kind` from `items`',
    'item',
  ),
  'the last select counts': native('select `stock`.`amount` from `stock`'),
  'the same column twice': native('select `stock`.`sku` as `a`, `stock`.`sku` as `b` from `stock`'),
  'every type': native(
    'select `samples`.`id`, `samples`.`small`, `samples`.`whole`, `samples`.`big`, `samples`.`money`, `samples`.`huge`, `samples`.`single`, `samples`.`float`, `samples`.`flag`, `samples`.`words`, `samples`.`short`, `samples`.`code`, `samples`.`mood`, `samples`.`key`, `samples`.`doc`, `samples`.`day`, `samples`.`clock`, `samples`.`clock6`, `samples`.`local`, `samples`.`local6`, `samples`.`moment`, `samples`.`moment6`, `samples`.`blob` from `samples` where `samples`.`id` = ?',
    1,
  ),
  distinct: native('select distinct `orders`.`status` from `orders`'),
  'distinct of several columns, ordered and paged': native(
    'select distinct `orders`.`customerId` as `customer`, `orders`.`status` from `orders` order by `orders`.`customerId`, `orders`.`status` limit ? offset ?',
    2,
    1,
  ),
  'distinct, ordered by what holds a value': native(
    'select distinct `orders`.`customerId` + ? as `next` from `orders` order by `next` desc',
    10,
  ),
  'distinct on what holds a value': refused('distinctOn'),
  'distinct on': refused('distinctOn'),
  'a table under another name': native('select `other`.`email` from `customers` as `other`'),
  'a table in a schema': native(
    'select `people`.`id`, `people`.`first_name` as `firstName`, `people`.`surname` as `lastName` from `staff`.`people` as `people`',
  ),
  'a table in a schema under another name': native(
    'select `p`.`first_name` as `firstName` from `staff`.`people` as `p` where `p`.`surname` = ?',
    'Curie',
  ),
  'a naming strategy under the same keys': native(
    'select `people`.`first_name`, `people`.`surname` as `last` from `staff`.`people` as `people`',
  ),
  'hostile identifiers': native(
    'select `a"b``c`.`select`, `a"b``c`.`it\'s; drop table "x" --` as `x.y`, `a"b``c`.`ключ ☃` from `a"b``c` where `a"b``c`.`it\'s; drop table "x" --` = ?',
    'x',
  ),
  'hostile aliases': native('select `"; drop table x; -- \'``\\`.`sku` as `a"b``c.d` from `stock` as `"; drop table x; -- \'``\\`'),
  'inner join': native(
    'select `orders`.`id`, `customers`.`email` from `orders` inner join `customers` on `customers`.`id` = `orders`.`customerId`',
  ),
  'inner join, the row of the root': native(
    'select `stock`.`sku`, `stock`.`amount`, `stock`.`reserved`, `stock`.`note` from `stock` inner join `items` on `items`.`sku` = `stock`.`sku` where `items`.`quantity` > ?',
    2,
  ),
  'three joins': native(
    'select `items`.`sku`, `customers`.`email`, `stock`.`amount` as `left` from `items` inner join `orders` on `orders`.`id` = `items`.`orderId` inner join `customers` on `customers`.`id` = `orders`.`customerId` and `customers`.`active` left join `stock` on `stock`.`sku` = `items`.`sku`',
  ),
  'a join before its select or after it': native(
    'select `orders`.`id`, `customers`.`name` from `orders` inner join `customers` on `customers`.`id` = `orders`.`customerId`',
  ),
  'left join of a column': native(
    'select `customers`.`email`, `orders`.`id` as `order` from `customers` left join `orders` on `orders`.`customerId` = `customers`.`id` and `orders`.`status` = ?',
    'sent',
  ),
  'left join of a whole table': native(
    'select `customers`.`email`, `orders`.`id` as `order.id`, `orders`.`customerId` as `order.customerId`, `orders`.`status` as `order.status`, `orders`.`total` as `order.total`, `orders`.`note` as `order.note`, `orders`.`placedOn` as `order.placedOn`, `orders`.`paidAt` as `order.paidAt` from `customers` left join `orders` on `orders`.`customerId` = `customers`.`id`',
  ),
  'left join of a whole table without a key column': native(
    'select `orders`.`id`, `items`.`orderId` as `item.orderId`, `items`.`line` as `item.line`, `items`.`sku` as `item.sku`, `items`.`quantity` as `item.quantity`, `items`.`price` as `item.price` from `orders` left join `items` on `items`.`orderId` = `orders`.`id`',
  ),
  'left join of a whole table without a non-null column': native(
    'select `orders`.`id`, `tags`.`orderId` as `tag.orderId`, `tags`.`label` as `tag.label`, `tags`.`oxbow_present` as `tag.oxbow_present` from `orders` left join (select `tags`.*, 1 as `oxbow_present` from `tags`) as `tags` on `tags`.`orderId` = `orders`.`id`',
  ),
  'left join of a derived table as a whole': native(
    'select `customers`.`email`, `totals`.`customerId` as `totals.customerId`, `totals`.`count` as `totals.count`, `totals`.`total` as `totals.total`, `totals`.`oxbow_present` as `totals.oxbow_present` from `customers` left join (select `totals`.*, 1 as `oxbow_present` from (select `orders`.`customerId`, count(*) as `count`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId`) as `totals`) as `totals` on `totals`.`customerId` = `customers`.`id`',
  ),
  'left join of a table with itself': native(
    'select `employees`.`name`, `manager`.`name` as `manager` from `employees` left join `employees` as `manager` on `manager`.`id` = `employees`.`managerId`',
  ),
  'where nothing matched': native(
    'select `customers`.`email` from `customers` left join `orders` on `orders`.`customerId` = `customers`.`id` where `orders`.`id` is null',
  ),
  'right join': native(
    'select `orders`.`id`, `customers`.`email` from `orders` right join `customers` on `customers`.`id` = `orders`.`customerId`',
  ),
  'right join of a whole table': native(
    'select `customers`.`email`, `orders`.`id` as `order.id`, `orders`.`customerId` as `order.customerId`, `orders`.`status` as `order.status`, `orders`.`total` as `order.total`, `orders`.`note` as `order.note`, `orders`.`placedOn` as `order.placedOn`, `orders`.`paidAt` as `order.paidAt` from `orders` right join `customers` on `customers`.`id` = `orders`.`customerId`',
  ),
  'full join': refused('fullJoin'),
  'full join of whole tables': refused('fullJoin'),
  'cross join': native(
    'select `customers`.`name`, `stock`.`sku` from `customers` cross join `stock` order by `customers`.`id`, `stock`.`sku` limit ?',
    4,
  ),
  'left join lateral': native(
    'select `customers`.`email`, `latest`.`total` from `customers` left join lateral (select `orders`.`id`, `orders`.`total` from `orders` where `orders`.`customerId` = `customers`.`id` order by `orders`.`placedOn` desc, `orders`.`id` desc limit ?) as `latest` on `latest`.`id` = `latest`.`id`',
    1,
  ),
  'cross join lateral': native(
    'select `customers`.`name`, `top`.`total` from `customers` cross join lateral (select `orders`.`total` from `orders` where `orders`.`customerId` = `customers`.`id` order by `orders`.`total` desc limit ?) as `top`',
    2,
  ),
  where: native('select `customers`.`id` from `customers` where `customers`.`email` = ?', 'ada@example.org'),
  'where twice is and': native(
    'select `customers`.`id` from `customers` where `customers`.`active` and (`customers`.`age` > ? or `customers`.`age` is null)',
    40,
  ),
  'conditional steps': native(
    'select `customers`.`id`, `customers`.`email`, `customers`.`name`, `customers`.`age`, `customers`.`credit`, `customers`.`active`, `customers`.`createdAt` from `customers` where `customers`.`active` and `customers`.`name` = ?',
    'Ada',
  ),
  'group by a column': native('select `orders`.`status`, count(*) as `count` from `orders` group by `orders`.`status`'),
  'group by two columns': native(
    'select `orders`.`customerId` as `customer`, `orders`.`status`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId`, `orders`.`status`',
  ),
  'group by a primary key selects its table': native(
    'select `customers`.`email`, `customers`.`name`, count(`orders`.`id`) as `count` from `customers` left join `orders` on `orders`.`customerId` = `customers`.`id` group by `customers`.`id`',
  ),
  'group by an expression with a parameter': native(
    'select min(`items`.`quantity` + ?) as `quantity`, count(*) as `count` from `items` group by `items`.`quantity` + ? order by min(`items`.`quantity` + ?)',
    1,
    1,
    1,
  ),
  'group by a function with parameters': native(
    'select min(coalesce(`orders`.`note`, ?)) as `note`, count(*) as `count` from `orders` group by coalesce(`orders`.`note`, ?) having count(*) > ?',
    'none',
    'none',
    1,
  ),
  'aggregates without group by': native(
    'select count(*) as `count`, sum(`orders`.`total`) as `total`, (cast(sum(`orders`.`total`) as double) / count(`orders`.`total`)) as `average`, max(`orders`.`placedOn`) as `latest` from `orders`',
  ),
  having: native(
    'select `orders`.`customerId` as `customer`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId` having sum(`orders`.`total`) >= cast(? as decimal(38, 2)) and count(*) > ?',
    '100',
    1,
  ),
  'order by': native(
    'select `customers`.`email` from `customers` order by `customers`.`credit` desc, `customers`.`email`, `customers`.`id`',
  ),
  'order by twice appends': native('select `orders`.`id` from `orders` order by `orders`.`customerId`, `orders`.`id` desc'),
  'order by an expression': native(
    'select `customers`.`id` from `customers` order by `customers`.`id` + ? desc, lower(`customers`.`name`)',
    0,
  ),
  'order by an aggregate': native(
    'select `orders`.`customerId` as `customer` from `orders` group by `orders`.`customerId` order by sum(`orders`.`total`) desc',
  ),
  'order by text is by code point': native('select `tags`.`label` from `tags` where `tags`.`label` is not null order by `tags`.`label`'),
  'nulls last, ascending': emulated(
    'select `customers`.`age` from `customers` order by `customers`.`age` is null, `customers`.`age`, `customers`.`id`',
  ),
  'nulls first, ascending': emulated('select `customers`.`age` from `customers` order by `customers`.`age`, `customers`.`id`'),
  'nulls last, descending': emulated('select `customers`.`age` from `customers` order by `customers`.`age` desc, `customers`.`id`'),
  'nulls first, descending': emulated(
    'select `customers`.`age` from `customers` order by `customers`.`age` is null desc, `customers`.`age` desc, `customers`.`id`',
  ),
  'nulls last of an expression with a parameter': emulated(
    'select `customers`.`age` from `customers` order by `customers`.`age` + ? is null, `customers`.`age` + ?, `customers`.`id`',
    1,
    1,
  ),
  limit: native('select `customers`.`id` from `customers` order by `customers`.`id` limit ?', 2),
  'limit 0': native('select `customers`.`id` from `customers` limit ?', 0),
  'the last limit counts': native('select `customers`.`id` from `customers` order by `customers`.`id` limit ?', 1),
  'limit before where filters first': native(
    'select `customers`.`id` from `customers` where `customers`.`id` > ? order by `customers`.`id` limit ?',
    1,
    2,
  ),
  'limit and offset': native('select `customers`.`id` from `customers` order by `customers`.`id` limit ? offset ?', 2, 1),
  'offset without limit': native(
    'select `customers`.`id` from `customers` order by `customers`.`id` limit 18446744073709551615 offset ?',
    2,
  ),
  'for update': native(
    'select `stock`.`sku`, `stock`.`amount`, `stock`.`reserved`, `stock`.`note` from `stock` where `stock`.`sku` = ? for update',
    'pen',
  ),
  'a derived table': native(
    'select `customers`.`email`, `totals`.`count`, `totals`.`total` from `customers` inner join (select `orders`.`customerId`, count(*) as `count`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId`) as `totals` on `totals`.`customerId` = `customers`.`id`',
  ),
  'a derived table of a nested projection': native(
    'select `placed`.`id`, `placed`.`customer.address.name` as `name` from (select `orders`.`id`, `customers`.`email` as `customer.email`, `customers`.`name` as `customer.address.name` from `orders` inner join `customers` on `customers`.`id` = `orders`.`customerId`) as `placed` where `placed`.`customer.email` = ?',
    'ada@example.org',
  ),
  'a derived table as a whole': native(
    'select `placed`.`id`, `placed`.`customer.email`, `placed`.`customer.address.name` from (select `orders`.`id`, `customers`.`email` as `customer.email`, `customers`.`name` as `customer.address.name` from `orders` inner join `customers` on `customers`.`id` = `orders`.`customerId`) as `placed` where `placed`.`id` < ?',
    3,
  ),
  'a derived table in a derived table': native(
    'select `big`.`customerId` as `customer`, `big`.`total` from (select `totals`.`customerId`, `totals`.`count`, `totals`.`total` from (select `orders`.`customerId`, count(*) as `count`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId`) as `totals` where `totals`.`total` > cast(? as decimal(38, 2))) as `big`',
    '50',
  ),
  'a limit before a where': native(
    'select `first`.`id` from (select `customers`.`id`, `customers`.`email`, `customers`.`name`, `customers`.`age`, `customers`.`credit`, `customers`.`active`, `customers`.`createdAt` from `customers` order by `customers`.`id` limit ?) as `first` where `first`.`id` > ?',
    2,
    1,
  ),
  'a derived table under another name': native(
    'select `t`.`total` from (select `orders`.`customerId`, count(*) as `count`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId`) as `t` order by `t`.`total`',
  ),
  'a derived table of one expression': native(
    'select `mails`.`value` as `mail` from (select `customers`.`email` as `value` from `customers`) as `mails`',
  ),
  'a common table expression': native(
    'with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` = ?) select `paid`.`id`, `paid`.`total` from `paid`',
    'paid',
  ),
  'used twice under two names': native(
    'with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` = ?) select `paid`.`id` as `a`, `later`.`id` as `b` from `paid` inner join `paid` as `later` on `paid`.`id` < `later`.`id`',
    'paid',
  ),
  'one that uses another': native(
    'with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` = ?), `big` as (select `paid`.`id` from `paid` where `paid`.`total` > cast(? as decimal(12, 2))) select `big`.`id`, `paid`.`total` from `big` inner join `paid` on `paid`.`id` = `big`.`id`',
    'paid',
    '10',
  ),
  'inside a subquery': native(
    'with `paid` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`status` = ?) select `orders`.`id` from `orders` where `orders`.`id` in (select `paid`.`id` from `paid`)',
    'paid',
  ),
  exists: native(
    'select `customers`.`email` from `customers` where exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id`)',
  ),
  'not exists': native(
    'select `customers`.`email` from `customers` where not exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id`)',
  ),
  'exists in exists, two levels out': native(
    'select `customers`.`email` from `customers` where exists (select 1 from `orders` where exists (select 1 from `items` where `items`.`orderId` = `orders`.`id` and `orders`.`customerId` = `customers`.`id` and `items`.`quantity` > ?))',
    2,
  ),
  'exists of a grouped query': native(
    'select `customers`.`email` from `customers` where exists (select `orders`.`customerId` as `customer` from `orders` where `orders`.`customerId` = `customers`.`id` group by `orders`.`customerId` having count(*) > ?)',
    1,
  ),
  'exists of the same table': native(
    'select `customers`.`email` from `customers` where exists (select 1 from `customers` as `other` where `other`.`name` = `customers`.`name` and `other`.`id` <> `customers`.`id`)',
  ),
  'exists of a limited query': native(
    'select `customers`.`email` from `customers` where exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id` limit ?)',
    1,
  ),
  'a scalar subquery': native(
    'select `customers`.`email`, (select sum(`orders`.`total`) from `orders` where `orders`.`customerId` = `customers`.`id`) as `total` from `customers`',
  ),
  'a scalar subquery in where': native(
    'select `orders`.`id` from `orders` where `orders`.`total` = (select max(`orders`.`total`) from `orders`)',
  ),
  'a scalar subquery in order by': native(
    'select `customers`.`id` from `customers` order by (select count(*) from `orders` where `orders`.`customerId` = `customers`.`id`) desc, `customers`.`id`',
  ),
  'a scalar subquery of no row is null': native(
    'select `stock`.`sku`, (select `customers`.`id` from `customers` where `customers`.`id` = ?) as `x` from `stock`',
    -1,
  ),
  'in a subquery': native(
    'select `customers`.`email` from `customers` where `customers`.`id` in (select `orders`.`customerId` from `orders` where `orders`.`status` = ?)',
    'paid',
  ),
  'not in a subquery': native(
    'select `customers`.`email` from `customers` where `customers`.`id` not in (select `orders`.`customerId` from `orders`)',
  ),
  'not in a subquery with a null': native(
    'select `orders`.`id` from `orders` where `orders`.`id` not in (select `tags`.`orderId` from `tags`)',
  ),
  'in a subquery with a limit': native(
    'select `orders`.`id` from `orders` where `orders`.`customerId` in (select * from (select `customers`.`id` from `customers` order by `customers`.`id` limit ?) as `limited`)',
    1,
  ),
  'rows in a row': native(
    'select `customers`.`email`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, cast(`nested`.`c1` as char), `nested`.`n`)), json_array()) from (select `orders`.`id` as `c0`, `orders`.`total` as `c1`, rank() over (order by `orders`.`id`) as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `orders` from `customers` order by `customers`.`id`',
  ),
  'rows of whole tables': native(
    'select `orders`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`c1`, `nested`.`c2`, `nested`.`c3`, cast(`nested`.`c4` as char), `nested`.`n`)), json_array()) from (select `items`.`orderId` as `c0`, `items`.`line` as `c1`, `items`.`sku` as `c2`, `items`.`quantity` as `c3`, `items`.`price` as `c4`, rank() over (order by `items`.`line`) as `n` from `items` where `items`.`orderId` = `orders`.`id`) as `nested`) as `items` from `orders`',
  ),
  'rows limited in their order': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(cast(`nested`.`c0` as char), `nested`.`n`)), json_array()) from (select `orders`.`total` as `c0`, rank() over (order by `orders`.`total` desc, `orders`.`id` desc) as `n` from `orders` where `orders`.`customerId` = `customers`.`id` order by `orders`.`total` desc, `orders`.`id` desc limit ?) as `nested`) as `top` from `customers`',
    1,
  ),
  'rows of one value': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(cast(`nested`.`c0` as char), `nested`.`n`)), json_array()) from (select `orders`.`total` as `c0`, rank() over (order by `orders`.`id`) as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `totals` from `customers`',
  ),
  'rows in rows in rows': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`c1`, `nested`.`n`)), json_array()) from (select `orders`.`id` as `c0`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, cast(`nested`.`c1` as char), `nested`.`n`)), json_array()) from (select `items`.`sku` as `c0`, `items`.`price` as `c1`, rank() over (order by `items`.`line`) as `n` from `items` where `items`.`orderId` = `orders`.`id` and `orders`.`customerId` = `customers`.`id`) as `nested`) as `c1`, rank() over (order by `orders`.`id` desc) as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `orders` from `customers` where `customers`.`id` = ?',
    1,
  ),
  'rows that are grouped': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`c1`, cast(`nested`.`c2` as char), `nested`.`n`)), json_array()) from (select `orders`.`status` as `c0`, count(*) as `c1`, sum(`orders`.`total`) as `c2`, rank() over (order by `orders`.`status`) as `n` from `orders` where `orders`.`customerId` = `customers`.`id` group by `orders`.`status`) as `nested`) as `byStatus` from `customers`',
  ),
  'rows that are distinct': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select distinct `orders`.`status` as `c0`, rank() over (order by `orders`.`status`) as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `statuses` from `customers`',
  ),
  'the same table in itself': native(
    'select `employees`.`name`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select `report`.`name` as `c0`, rank() over (order by `report`.`id`) as `n` from `employees` as `report` where `report`.`managerId` = `employees`.`id`) as `nested`) as `reports` from `employees` order by `employees`.`id`',
  ),
  'rows of a join with an absent side': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`c1`, `nested`.`c2`, `nested`.`c3`, `nested`.`n`)), json_array()) from (select `orders`.`id` as `c0`, `tags`.`orderId` as `c1`, `tags`.`label` as `c2`, `tags`.`oxbow_present` as `c3`, rank() over (order by `orders`.`id`, `tags`.`label`) as `n` from `orders` left join (select `tags`.*, 1 as `oxbow_present` from `tags`) as `tags` on `tags`.`orderId` = `orders`.`id` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `orders` from `customers`',
  ),
  'rows of the parent alone': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select `customers`.`email` as `c0`, 0 as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `same`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select `customers`.`age` as `c0`, 0 as `n` from `items` where `items`.`orderId` = `customers`.`id`) as `nested`) as `c0`, 0 as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `deep` from `customers` order by `customers`.`id`',
  ),
  'rows in an order of the parent': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select `customers`.`email` as `c0`, 0 as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `one`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`)), json_array()) from (select `orders`.`id` as `c0`, rank() over (order by `orders`.`id` desc) as `n` from `orders` where `orders`.`customerId` = `customers`.`id`) as `nested`) as `both` from `customers` order by `customers`.`id`',
  ),
  'rows of a union': native(
    'select `stock`.`sku`, (select coalesce(json_arrayagg(json_array(`nested`.`name`, 0)), json_array()) from (select `customers`.`name` from `customers` where `customers`.`id` = ? union select `employees`.`name` from `employees` where `employees`.`id` = ?) as `nested`) as `names` from `stock` where `stock`.`sku` = ?',
    1,
    3,
    'pen',
  ),
  'the first row': native(
    'select `customers`.`email`, (select json_array(`orders`.`id`, cast(`orders`.`total` as char)) from `orders` where `orders`.`customerId` = `customers`.`id` order by `orders`.`id` desc limit ?) as `latest` from `customers` order by `customers`.`id`',
    1,
  ),
  'the first row as a whole': native(
    'select `orders`.`id`, (select json_array(`customers`.`id`, `customers`.`email`, `customers`.`name`, `customers`.`age`, cast(`customers`.`credit` as char), `customers`.`active`, cast(`customers`.`createdAt` as char)) from `customers` where `customers`.`id` = `orders`.`customerId` limit ?) as `customer` from `orders`',
    1,
  ),
  'the first group': native(
    'select `customers`.`id`, (select json_array(`orders`.`status`, count(*)) from `orders` where `orders`.`customerId` = `customers`.`id` group by `orders`.`status` order by count(*) desc, `orders`.`status` limit ?) as `most` from `customers`',
    1,
  ),
  union: native('select `customers`.`name` from `customers` union select `employees`.`name` from `employees`'),
  'union all': native('select `customers`.`name` from `customers` union all select `employees`.`name` from `employees`'),
  'columns matched by name': native(
    'select `customers`.`id`, `customers`.`name` from `customers` union all select `employees`.`id`, `employees`.`name` from `employees`',
  ),
  'union of three': native(
    '(select `customers`.`name` from `customers` union select `employees`.`name` from `employees`) union all select `stock`.`sku` as `name` from `stock`',
  ),
  'union on the right': native(
    'select `customers`.`name` from `customers` union all (select `employees`.`name` from `employees` union select `stock`.`sku` as `name` from `stock`)',
  ),
  'operands with an order and a limit of their own': native(
    '(select `customers`.`name` from `customers` order by `customers`.`id` limit ?) union all (select `employees`.`name` from `employees` order by `employees`.`id` desc limit ?)',
    1,
    1,
  ),
  'limit and offset of the whole': native(
    'select `customers`.`name` from `customers` union all select `employees`.`name` from `employees` limit ? offset ?',
    100,
    0,
  ),
  'ordered as a derived table': native(
    'select `all`.`name` from (select `customers`.`name` from `customers` union all select `employees`.`name` from `employees`) as `all` order by `all`.`name`',
  ),
  'nested projections': native(
    'select `customers`.`name` as `who.name`, `customers`.`id` from `customers` union all select `employees`.`name` as `who.name`, `employees`.`id` from `employees`',
  ),
  intersect: native('select `customers`.`name` from `customers` intersect select `employees`.`name` from `employees`'),
  'intersect all': native('select `customers`.`name` from `customers` intersect all select `employees`.`name` from `employees`'),
  except: native('select `customers`.`name` from `customers` except select `employees`.`name` from `employees`'),
  'except all': native('select `customers`.`name` from `customers` except all select `employees`.`name` from `employees`'),
  'an array column': refused('arrays'),
  'insert one row': native('insert into `customers` (`email`, `name`, `credit`) values (?, ?, ?)', 'eve@example.org', 'Eve', '1.5'),
  'insert many rows': native(
    'insert into `stock` (`sku`, `amount`, `reserved`, `note`) values (?, ?, default, default), (?, ?, ?, default), (?, ?, default, ?)',
    'a',
    1,
    'b',
    2,
    1,
    'c',
    3,
    null,
  ),
  'insert null': native('insert into `tags` (`orderId`, `label`) values (?, ?)', null, null),
  'insert only what is generated': native('insert into `tokens` (`id`) values (?)', generated('v7')),
  'insert generated uuids': native(
    'insert into `tokens` (`id`, `note`) values (?, ?), (?, ?)',
    generated('v7'),
    'a',
    '01890a5d-ac96-774b-bcce-b302099a8057',
    'b',
  ),
  'insert into a schema': native('insert into `staff`.`people` (`first_name`, `surname`) values (?, ?)', 'Marie', 'Curie'),
  'insert hostile names and values': native(
    'insert into `a"b``c` (`select`, `it\'s; drop table "x" --`, `ключ ☃`) values (?, ?, ?)',
    1,
    "'); drop table x; --",
    null,
  ),
  'insert every type': native(
    'insert into `samples` (`id`, `small`, `whole`, `big`, `money`, `huge`, `single`, `float`, `flag`, `words`, `short`, `code`, `mood`, `key`, `doc`, `day`, `clock`, `clock6`, `local`, `local6`, `moment`, `moment6`, `blob`) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    9,
    -32768,
    2147483647,
    -9223372036854775808n,
    '-0.5',
    '9999999999999999999999999999.9999999999',
    0.5,
    1e-300,
    false,
    '',
    '𝒳 é',
    'abc',
    'bad',
    '01890a5d-ac96-774b-bcce-b302099a8057',
    '{"a":[1,null,"x\\"y"],"é":{}}',
    '0001-01-01',
    '00:00:00',
    '00:00:00.000001',
    '9999-12-31 23:59:59.999',
    '1969-12-31 23:59:59.999999',
    '1969-12-31 23:59:59.999',
    '9999-12-31 23:59:59.999999',
    Uint8Array.of(0, 1, 254, 255),
  ),
  'insert from a select': native(
    'insert into `archive` (`id`, `total`) select `orders`.`id`, `orders`.`total` from `orders` where `orders`.`total` < cast(? as decimal(12, 2))',
    '50',
  ),
  'insert from a select, its columns in another order': native(
    'insert into `archive` (`note`, `total`, `id`) select `orders`.`note`, `orders`.`total`, `orders`.`id` from `orders` where `orders`.`total` > cast(? as decimal(12, 2))',
    '50',
  ),
  'insert from a common table expression': native(
    'insert into `archive` (`id`, `total`) with `big` as (select `orders`.`id`, `orders`.`customerId`, `orders`.`status`, `orders`.`total`, `orders`.`note`, `orders`.`placedOn`, `orders`.`paidAt` from `orders` where `orders`.`total` > cast(? as decimal(12, 2))) select `big`.`id`, `big`.`total` from `big`',
    '50',
  ),
  'insert from a union': native(
    'insert into `tags` (`label`, `orderId`) select `orders`.`status` as `label`, `orders`.`id` as `orderId` from `orders` where `orders`.`id` = ? union all select `items`.`sku` as `label`, `items`.`orderId` from `items` where `items`.`line` = ?',
    1,
    2,
  ),
  'insert returning columns': refused('insertReturning'),
  'insert returning the row': refused('insertReturning'),
  'insert returning an expression': refused('insertReturning'),
  'insert into a schema returning': refused('insertReturning'),
  'update to values': native('update `stock` set `amount` = ?, `note` = ? where `stock`.`sku` = ?', 0, null, 'pen'),
  'update to expressions': native(
    'update `stock` set `amount` = `stock`.`amount` - ?, `note` = concat(`stock`.`sku`, ?) where `stock`.`amount` > ?',
    1,
    '!',
    0,
  ),
  'update every row': native('update `stock` set `reserved` = ?', 0),
  'a swap': refused('simultaneous assignment'),
  'update to a scalar subquery': native(
    'update `customers` set `credit` = (select max(`orders`.`total`) from `orders` where `orders`.`customerId` = `customers`.`id`) where exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id`)',
  ),
  'update what a subquery of the same table finds': native(
    'update `orders` set `note` = ? where `orders`.`total` = (select max(`o`.`total`) from (select * from `orders`) as `o`)',
    'top',
  ),
  'update in a limited subquery of the same table': native(
    'update `orders` set `note` = ? where `orders`.`id` in (select * from (select `o`.`id` from (select * from `orders`) as `o` order by `o`.`id` limit ?) as `limited`)',
    'first',
    2,
  ),
  'update in a schema': native(
    'update `staff`.`people` as `people` set `surname` = ? where `people`.`first_name` = ?',
    'Skłodowska',
    'Marie',
  ),
  'update to now': native('update `orders` set `paidAt` = utc_timestamp(3) where `orders`.`paidAt` is null'),
  'update to a case': native(
    'update `stock` set `amount` = case when `stock`.`amount` > ? then `stock`.`reserved` else cast(? as signed) end',
    3,
    7,
  ),
  'update that matches nothing': native('update `stock` set `amount` = ? where `stock`.`sku` = ?', 1, 'none'),
  'update to the same value counts': native('update `stock` set `sku` = ? where `stock`.`sku` = ?', 'pen', 'pen'),
  'update returning': refused('updateReturning'),
  delete: native('delete from `items` where `items`.`orderId` = ?', 1),
  'delete twice where': native('delete from `items` where `items`.`orderId` = ? and `items`.`line` > ?', 1, 1),
  'delete every row': native('delete from `tags`'),
  'delete in a subquery': native(
    'delete from `items` where `items`.`orderId` in (select `orders`.`id` from `orders` where `orders`.`status` = ?)',
    'sent',
  ),
  'delete what no other row refers to': native(
    'delete from `employees` where not exists (select 1 from (select * from `employees`) as `r` where `r`.`managerId` = `employees`.`id`)',
  ),
  'delete returning': refused('deleteReturning'),
  'on conflict do nothing': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?), (?, ?) on duplicate key update `sku` = `stock`.`sku`',
    'pen',
    99,
    'new',
    1,
  ),
  'on conflict do update': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?), (?, ?) as `excluded` on duplicate key update `amount` = `stock`.`amount` + `excluded`.`amount`, `note` = ?',
    'pen',
    5,
    'new',
    1,
    'again',
  ),
  'on conflict of two columns': native(
    'insert into `items` (`orderId`, `line`, `sku`, `quantity`, `price`) values (?, ?, ?, ?, ?) as `excluded` on duplicate key update `quantity` = `excluded`.`quantity`, `sku` = concat(`items`.`sku`, ?, `excluded`.`sku`)',
    1,
    1,
    'cap',
    9,
    '1.00',
    '+',
  ),
  'on conflict do nothing, returning': refused('insertReturning'),
  'on conflict with what the insert leaves out': native(
    'insert into `stock` (`sku`, `amount`, `reserved`, `note`) values (?, ?, default, default), (?, ?, default, default) as `excluded` on duplicate key update `amount` = `stock`.`amount` + `excluded`.`reserved`, `reserved` = `excluded`.`reserved` + ?, `note` = `excluded`.`note`',
    'pen',
    1,
    'new',
    2,
    5,
  ),
  'on conflict from a select that leaves a column out': refused('default of the rows of a query in an upsert'),
  'on conflict from a select': native(
    'insert into `archive` (`id`, `total`) select * from (select `orders`.`id`, `orders`.`total` from `orders` where `orders`.`id` > ?) as `excluded` (`id`, `total`) on duplicate key update `total` = `excluded`.`total`',
    2,
  ),
  'on conflict do update where': refused('onConflictWhere'),
  'a bigint and a double': native(
    'select `employees`.`id`, `employees`.`salary` = cast(`employees`.`salary` as double) as `same`, `employees`.`salary` > cast(`employees`.`salary` as double) as `more`, `employees`.`salary` in (cast(`employees`.`salary` as double)) as `listed` from `employees` order by `employees`.`id`',
  ),
  '=': native('select `customers`.`id` from `customers` where `customers`.`age` = ?', 36),
  '= of two columns': native('select `customers`.`id` from `customers` where `customers`.`name` = `customers`.`email`'),
  '= of two values': native('select `customers`.`id` from `customers` where cast(? as signed) = cast(? as signed)', 1, 1),
  '= of two kinds of number': native('select `customers`.`id` from `customers` where `customers`.`credit` = `customers`.`age`'),
  '= of booleans': native('select `customers`.`id` from `customers` where `customers`.`active` = ?', false),
  '= of texts is by code point and case': native('select `stock`.`sku` from `stock` where `stock`.`sku` = ?', 'Pen'),
  '<>': native('select `customers`.`id` from `customers` where `customers`.`age` <> ?', 36),
  '<': native('select `customers`.`id` from `customers` where `customers`.`credit` < cast(? as decimal(12, 2))', '10.50'),
  '<=': native('select `customers`.`id` from `customers` where `customers`.`credit` <= cast(? as decimal(12, 2))', '10.5'),
  '>': native('select `customers`.`id` from `customers` where `customers`.`credit` > cast(? as decimal(12, 2))', '9.99'),
  '>=': native('select `customers`.`id` from `customers` where `customers`.`createdAt` >= ?', '2026-01-02 00:00:00.000'),
  'every type of value': native(
    'select `samples`.`id` from `samples` where `samples`.`small` = ? and `samples`.`big` = ? and `samples`.`huge` = cast(? as decimal(38, 10)) and `samples`.`float` = ? and `samples`.`key` = ? and `samples`.`day` = ? and `samples`.`clock` = ? and `samples`.`clock6` = ? and `samples`.`local` = ? and `samples`.`local6` = ? and `samples`.`moment` = ? and `samples`.`moment6` = ? and `samples`.`blob` = ? and `samples`.`code` = ? and `samples`.`mood` = ?',
    7,
    9007199254740993n,
    '1234567890123456789012345678.0123456789',
    0.1,
    '01890a5d-ac96-774b-bcce-b302099a8057',
    '2024-02-29',
    '23:59:59.999',
    '23:59:59.999999',
    '2024-02-29 12:30:00.500',
    '2024-02-29 12:30:00.123456',
    '2024-02-29 12:30:00.123',
    '2024-02-29 12:30:00.123456',
    Uint8Array.of(0, 255, 39, 92),
    'abc',
    'good',
  ),
  'a comparison as a value': native(
    'select `customers`.`id`, `customers`.`credit` > cast(? as decimal(12, 2)) as `rich`, `customers`.`age` < ? as `unknown` from `customers`',
    '100',
    18,
  ),
  'a comparison of comparisons': native(
    'select `customers`.`id` from `customers` where (`customers`.`credit` > cast(? as decimal(12, 2))) = `customers`.`active`',
    '100',
  ),
  'is null': native('select `customers`.`id` from `customers` where `customers`.`age` is null'),
  'is not null': native('select `customers`.`id` from `customers` where `customers`.`age` is not null'),
  'is null of an expression': native('select `customers`.`id` from `customers` where `customers`.`age` + ? is null', 1),
  'is null of a value': native('select `customers`.`id` from `customers` where cast(? as signed) is null', 1),
  'is null of a predicate': native('select `customers`.`id` from `customers` where (`customers`.`age` > ?) is null', 40),
  'is distinct from': native('select `customers`.`id` from `customers` where not (`customers`.`age` <=> ?)', 36),
  'is not distinct from': native('select `customers`.`id` from `customers` where `customers`.`age` <=> ?', 36),
  'is not distinct from null': native('select `customers`.`id` from `customers` where `customers`.`age` <=> ?', null),
  'is distinct from a column': native('select `employees`.`id` from `employees` where not (`employees`.`managerId` <=> `employees`.`id`)'),
  'is distinct from as a value': native('select `customers`.`id`, `customers`.`age` <=> ? as `is` from `customers`', 36),
  and: native(
    'select `customers`.`id` from `customers` where `customers`.`active` and `customers`.`age` > ? and `customers`.`age` < ?',
    18,
    40,
  ),
  or: native('select `customers`.`id` from `customers` where `customers`.`age` > ? or `customers`.`age` is null', 40),
  not: native('select `customers`.`id` from `customers` where not `customers`.`active`'),
  'not of null is null': native('select `customers`.`id` from `customers` where not `customers`.`age` > ?', 40),
  'or in and': native(
    'select `customers`.`id` from `customers` where `customers`.`active` and (`customers`.`age` > ? or `customers`.`age` is null)',
    40,
  ),
  'and in or': native(
    'select `customers`.`id` from `customers` where `customers`.`active` and `customers`.`age` > ? or `customers`.`age` is null',
    40,
  ),
  'or in or': native(
    'select `customers`.`id` from `customers` where `customers`.`id` = ? or `customers`.`id` = ? or `customers`.`id` = ?',
    1,
    2,
    3,
  ),
  'and in and': native(
    'select `customers`.`id` from `customers` where `customers`.`id` > ? and `customers`.`id` > ? and `customers`.`id` < ?',
    0,
    1,
    3,
  ),
  'or beside another where': native(
    'select `customers`.`id` from `customers` where (`customers`.`id` = ? or `customers`.`id` = ?) and (`customers`.`id` = ? or `customers`.`id` = ?)',
    1,
    2,
    2,
    3,
  ),
  'not of and': native('select `customers`.`id` from `customers` where not (`customers`.`active` and `customers`.`age` > ?)', 40),
  'not of or': native('select `customers`.`id` from `customers` where not (`customers`.`active` or `customers`.`age` > ?)', 40),
  'not of not': native('select `customers`.`id` from `customers` where not (not `customers`.`active`)'),
  'not of a comparison': native('select `customers`.`id` from `customers` where not `customers`.`id` = ?', 1),
  'not of exists': native(
    'select `customers`.`id` from `customers` where not exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id`)',
  ),
  'not in and': native('select `customers`.`id` from `customers` where not `customers`.`active` and `customers`.`id` > ?', 0),
  'not in a comparison': native('select `customers`.`id` from `customers` where (not `customers`.`active`) = ?', true),
  'and in a comparison': native(
    'select `customers`.`id` from `customers` where (`customers`.`active` and `customers`.`id` > ?) = ?',
    1,
    false,
  ),
  'or in is null': native(
    'select `customers`.`id` from `customers` where (`customers`.`age` < ? or `customers`.`age` > ?) is null',
    18,
    40,
  ),
  'and of nothing': native('select `customers`.`id` from `customers` where true'),
  'or of nothing': native('select `customers`.`id` from `customers` where false'),
  constants: native('select `customers`.`id` from `customers` where true and not false'),
  'constants as values': native('select `stock`.`sku`, true as `yes`, false as `no` from `stock`'),
  between: native('select `customers`.`id` from `customers` where `customers`.`age` between ? and ?', 18, 40),
  'not between': native('select `customers`.`id` from `customers` where `customers`.`age` not between ? and ?', 18, 40),
  'between expressions': native(
    'select `customers`.`id` from `customers` where `customers`.`id` between `customers`.`age` - ? and `customers`.`age` + ?',
    40,
    1,
  ),
  'between in and': native(
    'select `customers`.`id` from `customers` where `customers`.`age` between ? and ? and `customers`.`active`',
    18,
    40,
  ),
  'between with predicates inside': native(
    'select `customers`.`id` from `customers` where `customers`.`active` between (`customers`.`id` = ?) and (`customers`.`active` or `customers`.`id` = ?)',
    1,
    2,
  ),
  'in a list of values': native('select `customers`.`id` from `customers` where `customers`.`id` in (?, ?, ?)', 1, 3, 99),
  'in a list of one': native('select `customers`.`id` from `customers` where `customers`.`id` in (?)', 2),
  'in an empty list': native('select `customers`.`id` from `customers` where false'),
  'not in a list of values': native('select `customers`.`id` from `customers` where `customers`.`id` not in (?, ?)', 1, 3),
  'not in an empty list': native('select `customers`.`id` from `customers` where true'),
  'null is not in an empty list': native('select `customers`.`id` from `customers` where false'),
  'null is not outside of an empty list': native('select `customers`.`id` from `customers` where true'),
  'null in a list is null': native('select `customers`.`id` from `customers` where not `customers`.`age` in (?)', 36),
  'in a list of texts': native('select `stock`.`sku` from `stock` where `stock`.`sku` in (?, ?, ?, ?)', 'pen', 'x,"y\\', 'NULL', ''),
  'in a list of decimals': native(
    'select `customers`.`id` from `customers` where `customers`.`credit` in (cast(? as decimal(12, 2)), cast(? as decimal(12, 2)))',
    '0.00',
    '10.50',
  ),
  'in a list of dates': native('select `orders`.`id` from `orders` where `orders`.`placedOn` in (?, ?)', '2026-01-31', '2026-02-28'),
  'in a list of expressions': native(
    'select `customers`.`id` from `customers` where `customers`.`id` in (`customers`.`age` - ?, `customers`.`id` + ?)',
    35,
    1,
  ),
  'in a list of values and expressions': native(
    'select `customers`.`id` from `customers` where `customers`.`id` in (?, `customers`.`age` - ?)',
    1,
    44,
  ),
  'a value in a list of columns': native('select `customers`.`id` from `customers` where ? in (`customers`.`age`, `customers`.`id`)', 36),
  'in of an expression': native('select `customers`.`id` from `customers` where `customers`.`id` + ? in (?, ?)', 1, 2, 3),
  'in of a predicate': native('select `customers`.`id` from `customers` where (`customers`.`id` > ?) in (?)', 1, true),
  'in in and, not of in': native(
    'select `customers`.`id` from `customers` where `customers`.`id` in (?, ?) and not `customers`.`id` in (?)',
    1,
    2,
    2,
  ),
  'in as a value': native('select `customers`.`id`, `customers`.`age` in (?) as `in` from `customers`', 36),
  'tuples in a list': native(
    'select `items`.`line`, `items`.`orderId` as `order` from `items` where (`items`.`orderId`, `items`.`sku`) in ((?, ?), (?, ?))',
    1,
    'pen',
    2,
    'ink',
  ),
  'tuples not in a list': native(
    'select `items`.`line`, `items`.`orderId` as `order` from `items` where (`items`.`orderId`, `items`.`line`) not in ((?, ?), (?, ?))',
    1,
    1,
    3,
    1,
  ),
  'tuples in an empty list': native('select `items`.`line` from `items` where false'),
  'tuples in a query': native(
    'select `items`.`orderId` as `order`, `items`.`line` from `items` where (`items`.`orderId`, `items`.`price`) in (select `items`.`orderId`, max(`items`.`price`) from `items` group by `items`.`orderId`)',
  ),
  'tuples not in a query that is correlated': native(
    'select `orders`.`id` from `orders` where (`orders`.`id`, `orders`.`customerId`) not in (select `items`.`orderId`, `items`.`line` from `items` where `items`.`orderId` = `orders`.`id`)',
  ),
  'tuples in a query of other kinds of numbers': native(
    'select `customers`.`id`, `customers`.`credit` from `customers` where (`customers`.`id`, `customers`.`credit`) in (select `items`.`orderId`, `items`.`quantity` - `items`.`quantity` from `items`)',
  ),
  'tuples in the rows of a table': native(
    'select `orders`.`id` from `orders` where (`orders`.`id`, ?) in (select `tags`.`orderId`, `tags`.`label` from `tags`)',
    'apple',
  ),
  'a tuple equals a tuple': native(
    'select `items`.`orderId` as `order`, `items`.`line` from `items` where (`items`.`orderId`, `items`.`sku`) = (`items`.`line`, `items`.`sku`)',
  ),
  like: native("select `customers`.`id` from `customers` where `customers`.`name` like ? escape '\\\\'", 'A%'),
  'not like': native("select `customers`.`id` from `customers` where `customers`.`name` not like ? escape '\\\\'", '_da'),
  'like minds case': native("select `customers`.`id` from `customers` where `customers`.`name` like ? escape '\\\\'", 'a%'),
  'like minds accents': native("select `employees`.`id` from `employees` where `employees`.`name` like ? escape '\\\\'", 'Rene'),
  'like with an escape': native("select `orders`.`id` from `orders` where `orders`.`note` like ? escape '\\\\'", '%100\\%%'),
  'like a column': native(
    "select `customers`.`id` from `customers` where `customers`.`email` like concat(`customers`.`name`, ?) escape '\\\\'",
    '%',
  ),
  'like of a concatenation': native(
    "select `customers`.`id` from `customers` where concat(`customers`.`name`, ?, `customers`.`email`) like ? escape '\\\\'",
    '!',
    'Ada!%',
  ),
  contains: native("select `orders`.`id` from `orders` where `orders`.`note` like ? escape '\\\\'", '%100\\%%'),
  'contains a backslash': native("select `orders`.`id` from `orders` where `orders`.`note` like ? escape '\\\\'", '%a\\\\b%'),
  'contains an underscore': native("select `orders`.`id` from `orders` where `orders`.`note` like ? escape '\\\\'", '%\\_%'),
  startsWith: native("select `customers`.`id` from `customers` where `customers`.`email` like ? escape '\\\\'", 'ada@%'),
  endsWith: native("select `customers`.`id` from `customers` where `customers`.`email` like ? escape '\\\\'", '%.org'),
  'like in and, not of like': native(
    "select `customers`.`id` from `customers` where `customers`.`name` like ? escape '\\\\' and not `customers`.`name` like ? escape '\\\\'",
    'A%',
    '%z',
  ),
  'like as a value': native("select `customers`.`id`, `customers`.`name` like ? escape '\\\\' as `starts` from `customers`", 'A%'),
  'like of a value': native("select `customers`.`id` from `customers` where ? like `customers`.`name` escape '\\\\'", 'Ada'),
  ilike: emulated(
    "select `customers`.`id` from `customers` where convert(cast(lower(convert(cast(`customers`.`name` as binary) using hebrew)) as binary) using utf8mb4) collate utf8mb4_bin like ? escape '\\\\'",
    'ada',
  ),
  'not ilike': emulated(
    "select `customers`.`id` from `customers` where convert(cast(lower(convert(cast(`customers`.`name` as binary) using hebrew)) as binary) using utf8mb4) collate utf8mb4_bin not like ? escape '\\\\'",
    'a%',
  ),
  'ilike folds ASCII only': emulated(
    "select `employees`.`id` from `employees` where convert(cast(lower(convert(cast(`employees`.`name` as binary) using hebrew)) as binary) using utf8mb4) collate utf8mb4_bin like ? escape '\\\\'",
    'renÉ',
  ),
  'ilike a column': emulated(
    "select `customers`.`id` from `customers` where convert(cast(lower(convert(cast(`customers`.`email` as binary) using hebrew)) as binary) using utf8mb4) collate utf8mb4_bin like convert(cast(lower(convert(cast(concat(`customers`.`name`, ?) as binary) using hebrew)) as binary) using utf8mb4) escape '\\\\'",
    '@%',
  ),
  'ilike with an escape': emulated(
    "select `orders`.`id` from `orders` where convert(cast(lower(convert(cast(`orders`.`note` as binary) using hebrew)) as binary) using utf8mb4) collate utf8mb4_bin like ? escape '\\\\'",
    '%100\\% off%',
  ),
  '+': native('select `customers`.`id`, `customers`.`age` + ? as `next` from `customers`', 1),
  '-': native('select `customers`.`id`, `customers`.`age` - ? as `before` from `customers`', 1),
  '*': native('select `items`.`sku`, `items`.`price` * `items`.`quantity` as `cost` from `items`'),
  'integers and decimals': native('select `customers`.`id`, `customers`.`credit` + `customers`.`age` as `sum` from `customers`'),
  'decimals and decimals': native(
    'select `items`.`sku`, `items`.`price` * `items`.`price` as `product`, `items`.`price` - cast(? as decimal(10, 2)) as `less` from `items`',
    '0.01',
  ),
  bigints: native(
    'select `employees`.`id`, `employees`.`salary` * ? as `twice`, `employees`.`salary` + `employees`.`id` as `more` from `employees`',
    2n,
  ),
  doubles: native('select `employees`.`id`, `employees`.`rating` * ? as `half` from `employees`', 0.5),
  'a value on the left': native('select `customers`.`id`, ? - `customers`.`age` as `left` from `customers`', 100),
  '+ in *': native('select `customers`.`id`, (`customers`.`id` + ?) * ? as `n` from `customers`', 1, 2),
  '* in +': native('select `customers`.`id`, `customers`.`id` * ? + ? as `n` from `customers`', 2, 1),
  '- in -, left': native('select `customers`.`id`, `customers`.`id` - ? - ? as `n` from `customers`', 1, 2),
  '- in -, right': native('select `customers`.`id`, `customers`.`id` - (`customers`.`id` - ?) as `n` from `customers`', 1),
  '+ in -, right': native('select `customers`.`id`, `customers`.`id` - (`customers`.`id` + ?) as `n` from `customers`', 1),
  '* in *, right': native('select `customers`.`id`, `customers`.`id` * (`customers`.`id` * ?) as `n` from `customers`', 2),
  '+ in a comparison': native('select `customers`.`id` from `customers` where `customers`.`id` + ? > `customers`.`age` - ?', 1, 40),
  'a predicate in a comparison with arithmetic': native(
    'select `customers`.`id` from `customers` where (`customers`.`id` + ? > ?) = `customers`.`active`',
    1,
    2,
  ),
  'negative values': native('select `customers`.`id`, `customers`.`id` - ? as `n` from `customers`', -1),
  abs: native(
    'select `customers`.`id`, abs(`customers`.`id` - ?) as `n`, abs(`customers`.`credit` - cast(? as decimal(12, 2))) as `c` from `customers`',
    3,
    '20',
  ),
  '/ of integers cuts': native(
    'select `customers`.`id`, (`customers`.`id` - ?) div ? as `n`, `customers`.`age` div nullif(`customers`.`id`, 0) as `m` from `customers`',
    4,
    2,
  ),
  '/ by zero is null': native(
    'select `customers`.`id`, `customers`.`age` div nullif(cast(? as signed), 0) as `n`, `customers`.`credit` / nullif(`customers`.`id` - `customers`.`id`, 0) as `m` from `customers`',
    0,
  ),
  '/ of decimals': native(
    'select `items`.`sku`, `items`.`price` / cast(? as decimal(10, 2)) as `n`, `items`.`price` / nullif(`items`.`price`, 0) as `m` from `items`',
    '3',
  ),
  '/ of doubles': native('select `employees`.`id`, `employees`.`rating` / ? as `n` from `employees`', 4),
  '/ in *, * in /': native(
    'select `customers`.`id`, `customers`.`id` div ? * ? as `a`, `customers`.`id` * ? div ? as `b`, `customers`.`id` div nullif(`customers`.`id` * ?, 0) as `c`, `customers`.`id` * (`customers`.`age` div ?) as `d` from `customers`',
    2,
    2,
    3,
    2,
    2,
    2,
  ),
  '/ of bigints by 1': native(
    'select `employees`.`id`, cast(`employees`.`salary` as decimal(20, 0)) div ? as `n`, cast(`employees`.`salary` as decimal(20, 0)) div nullif(`employees`.`id`, 0) as `m` from `employees`',
    1n,
  ),
  '/ of bigints': native('select `employees`.`id`, `employees`.`salary` div ? as `n` from `employees`', 3n),
  '%': native('select `customers`.`id`, `customers`.`age` % ? as `n`, (`customers`.`id` - ?) % ? as `m` from `customers`', 10, 4, 2),
  '% by zero is null': native('select `customers`.`id`, `customers`.`age` % nullif(cast(? as signed), 0) as `n` from `customers`', 0),
  '% of decimals that leaves nothing': native(
    'select `items`.`sku`, (`items`.`price` - cast(? as decimal(10, 2))) % cast(? as decimal(11, 2)) as `n` from `items`',
    '10.00',
    '0.01',
  ),
  '% of doubles': native('select `employees`.`id`, `employees`.`rating` % ? as `n` from `employees` order by `employees`.`id`', 0.1),
  '% of decimals': native('select `items`.`sku`, `items`.`price` % cast(? as decimal(10, 2)) as `n` from `items`', '0.30'),
  concat: native('select concat(`customers`.`name`, ?, `customers`.`email`, ?) as `label` from `customers`', ' <', '>'),
  'concat with null is null': native('select `orders`.`id`, concat(?, `orders`.`note`) as `note` from `orders`', 'note: '),
  'concat of values': native('select `stock`.`sku`, concat(?, ?) as `v` from `stock`', 'a', 'b'),
  'concat in a comparison': native('select `customers`.`id` from `customers` where concat(`customers`.`name`, ?) = ?', '!', 'Ada!'),
  'concat of a case': native(
    'select `customers`.`id`, concat(`customers`.`name`, case when `customers`.`active` then ? else ? end) as `v` from `customers`',
    '+',
    '-',
  ),
  'concat of a scalar subquery': native(
    'select concat(`stock`.`sku`, (select `customers`.`name` from `customers` where `customers`.`id` = ?)) as `v` from `stock`',
    1,
  ),
  lower: native('select lower(`customers`.`name`) as `v` from `customers`'),
  upper: native('select upper(`customers`.`name`) as `v` from `customers`'),
  trim: native('select trim(`tags`.`label`) as `v` from `tags` where `tags`.`label` is not null'),
  'trim of a value': native('select trim(?) as `v` from `stock`', '  a b '),
  'length in characters': native('select `employees`.`id`, char_length(`employees`.`name`) as `n` from `employees`'),
  'substring to the end': native('select `employees`.`id`, substr(`employees`.`name`, ?) as `v` from `employees`', 2),
  'substring of a length': native('select `employees`.`id`, substr(`employees`.`name`, ?, ?) as `v` from `employees`', 2, 2),
  'substring beyond the end': native(
    'select `employees`.`id`, substr(`employees`.`name`, ?, ?) as `v`, substr(`employees`.`name`, ?, ?) as `empty` from `employees`',
    99,
    1,
    1,
    0,
  ),
  replace: native('select replace(`customers`.`email`, ?, ?) as `v` from `customers`', 'example.org', 'oxbow.dev'),
  'replace by null is null': native(
    'select `orders`.`id`, replace(`orders`.`status`, ?, `orders`.`note`) as `a`, replace(`orders`.`status`, ?, `orders`.`note`) as `b` from `orders`',
    'zz',
    '',
  ),
  'replace minds case, and the empty text': native(
    'select replace(`customers`.`name`, ?, ?) as `a`, replace(`customers`.`name`, ?, ?) as `b` from `customers`',
    'a',
    'o',
    '',
    'x',
  ),
  'coalesce with a value': native('select `orders`.`id`, coalesce(`orders`.`note`, ?) as `note` from `orders`', '-'),
  'coalesce of columns': native(
    'select `customers`.`id`, coalesce(`customers`.`age`, `customers`.`id`, cast(? as signed)) as `n` from `customers`',
    0,
  ),
  'coalesce in arithmetic': native(
    'select `customers`.`id`, coalesce(`customers`.`age`, cast(? as signed)) + ? as `n` from `customers`',
    0,
    1,
  ),
  'coalesce of decimals': native(
    'select `customers`.`id`, coalesce((select sum(`orders`.`total`) from `orders` where `orders`.`customerId` = `customers`.`id`), cast(? as decimal(38, 2))) as `n` from `customers`',
    '0',
  ),
  nullIf: native(
    'select `customers`.`id`, nullif(`customers`.`age`, ?) as `n`, nullif(`customers`.`credit`, cast(? as decimal(12, 2))) as `m` from `customers`',
    36,
    '0.00',
  ),
  case: native(
    'select `orders`.`id`, case when `orders`.`total` > cast(? as decimal(12, 2)) then ? when `orders`.`total` > cast(? as decimal(12, 2)) then ? else ? end as `size` from `orders`',
    '100',
    'large',
    '10',
    'medium',
    'small',
  ),
  'case without else': native(
    'select `customers`.`id`, case when `customers`.`age` > ? then `customers`.`name` end as `v` from `customers`',
    40,
  ),
  'case of numbers in arithmetic': native(
    'select `customers`.`id`, case when `customers`.`active` then `customers`.`id` else cast(? as signed) end + ? as `v` from `customers`',
    0,
    10,
  ),
  'case in where': native(
    'select `customers`.`id` from `customers` where case when `customers`.`active` then cast(? as signed) else cast(? as signed) end = ?',
    1,
    0,
    1,
  ),
  'case of or': native(
    'select `customers`.`id`, case when `customers`.`age` is null or `customers`.`active` then `customers`.`age` else `customers`.`id` end as `v` from `customers`',
  ),
  'cast numbers to text': native(
    'select cast(`customers`.`id` as char) as `id`, cast(`customers`.`credit` as char) as `credit` from `customers`',
  ),
  'cast booleans to text': emulated("select `customers`.`id`, elt(1 + (`customers`.`active`), 'false', 'true') as `v` from `customers`"),
  'cast text to numbers': native('select cast(? as signed) as `i`, cast(? as decimal(5, 2)) as `d` from `stock`', '42', '1.5'),
  'cast between numbers': native(
    'select `items`.`sku`, cast(`items`.`price` as signed) as `up`, cast(`items`.`quantity` as decimal(10, 2)) as `d`, cast(`items`.`price` as double) as `f`, cast(`items`.`quantity` as signed) as `b` from `items`',
  ),
  'cast rounds half away from zero': native(
    'select cast(cast(? as decimal(5, 2)) as signed) as `a`, cast(cast(? as decimal(5, 2)) as signed) as `b`, cast(cast(? as decimal(6, 3)) as decimal(5, 2)) as `c` from `stock` where `stock`.`sku` = ?',
    '2.5',
    '-2.5',
    '1.005',
    'pen',
  ),
  'cast dates': native(
    'select `samples`.`id`, cast(`samples`.`day` as datetime(3)) as `v`, cast(`samples`.`moment` as date) as `d` from `samples` where `samples`.`day` is not null',
  ),
  'cast an expression': native('select `customers`.`id`, cast(`customers`.`id` + ? as char) as `v` from `customers`', 1),
  'count(*)': native('select count(*) as `n` from `customers`'),
  'count of a nullable column': native('select count(`customers`.`age`) as `n` from `customers`'),
  'count of no rows': native('select count(*) as `n` from `customers` where `customers`.`id` = ?', -1),
  'count distinct': native('select count(distinct `orders`.`customerId`) as `n` from `orders`'),
  'count in arithmetic': native(
    'select `orders`.`customerId` as `customer`, (count(*) + ?) * ? as `n` from `orders` group by `orders`.`customerId`',
    1,
    2,
  ),
  'count of a predicate': native('select count(nullif(`customers`.`active`, ?)) as `n` from `customers`', false),
  'sum of integers': native('select sum(`items`.`quantity`) as `n` from `items`'),
  'sum of bigints': native('select sum(`employees`.`salary`) as `n` from `employees`'),
  'sum of decimals': native('select sum(`orders`.`total`) as `n` from `orders`'),
  'sum of doubles': native('select sum(`employees`.`rating`) as `n` from `employees`'),
  'sum of reals': native('select sum(`samples`.`single`) as `n` from `samples`'),
  'sum of no rows is null': native(
    'select sum(`items`.`quantity`) as `n`, sum(`items`.`price`) as `m` from `items` where `items`.`orderId` = ?',
    -1,
  ),
  'sum of a product': native(
    'select `items`.`orderId` as `order`, sum(`items`.`price` * `items`.`quantity`) as `total` from `items` group by `items`.`orderId`',
  ),
  'sum distinct': native('select sum(distinct `items`.`quantity`) as `n` from `items`'),
  'avg of integers': emulated('select (cast(sum(`items`.`quantity`) as double) / count(`items`.`quantity`)) as `n` from `items`'),
  'avg of decimals': emulated(
    'select (cast(sum(`items`.`price`) as double) / count(`items`.`price`)) as `n` from `items` where `items`.`orderId` = ?',
    1,
  ),
  'avg of no rows is null': emulated(
    'select (cast(sum(`items`.`quantity`) as double) / count(`items`.`quantity`)) as `n` from `items` where `items`.`orderId` = ?',
    -1,
  ),
  'min and max of numbers': native('select min(`orders`.`total`) as `low`, max(`orders`.`total`) as `high` from `orders`'),
  'min and max of texts and dates': native(
    'select min(`orders`.`placedOn`) as `first`, max(`orders`.`placedOn`) as `last`, max(`orders`.`status`) as `status`, max(`orders`.`paidAt`) as `at` from `orders`',
  ),
  'max of a bigint': native('select max(`employees`.`salary`) as `n` from `employees`'),
  'count filter': emulated('select count(*) as `all`, count(case when `orders`.`status` = ? then 1 end) as `paid` from `orders`', 'paid'),
  'sum filter': emulated(
    'select `orders`.`customerId` as `customer`, sum(case when `orders`.`status` = ? and `orders`.`total` > cast(? as decimal(12, 2)) then `orders`.`total` end) as `open` from `orders` group by `orders`.`customerId`',
    'open',
    '1',
  ),
  'count of a column, filter': emulated(
    'select count(case when `customers`.`active` then `customers`.`age` end) as `n`, count(distinct case when `customers`.`active` then `customers`.`name` end) as `d` from `customers`',
  ),
  'avg filter': emulated(
    'select (cast(sum(case when `items`.`sku` = ? then `items`.`quantity` end) as double) / count(case when `items`.`sku` = ? then `items`.`quantity` end)) as `n` from `items`',
    'pen',
    'pen',
  ),
  now: native('select `customers`.`id` from `customers` where utc_timestamp(3) > ?', '2020-01-01 00:00:00.000'),
  today: native('select `orders`.`id` from `orders` where utc_date() > ?', '2020-01-01'),
  'extract of an instant': native(
    'select `samples`.`id`, year(`samples`.`moment`) as `year`, quarter(`samples`.`moment`) as `quarter`, month(`samples`.`moment`) as `month`, dayofmonth(`samples`.`moment`) as `day`, hour(`samples`.`moment`) as `hour`, minute(`samples`.`moment`) as `minute`, second(`samples`.`moment`) as `second` from `samples` where `samples`.`moment` is not null',
  ),
  'extract of a date': native(
    'select `samples`.`id`, year(`samples`.`day`) as `year`, month(`samples`.`day`) as `month`, dayofmonth(`samples`.`day`) as `day`, quarter(`samples`.`day`) as `quarter` from `samples` where `samples`.`day` is not null',
  ),
  'ISO week, day of week, day of year': native(
    'select `samples`.`id`, week(`samples`.`day`, 3) as `week`, (dayofweek(`samples`.`day`) - 1) as `dow`, dayofyear(`samples`.`day`) as `doy` from `samples` where `samples`.`day` is not null',
  ),
  'extract of a local timestamp': native(
    'select `samples`.`id`, hour(`samples`.`local`) as `hour`, second(`samples`.`local`) as `second` from `samples` where `samples`.`local` is not null',
  ),
  epoch: native(
    'select `samples`.`id`, (to_seconds(`samples`.`moment`) - 62167219200) as `e`, (to_seconds(`samples`.`local`) - 62167219200) as `l`, (to_seconds(`samples`.`day`) - 62167219200) as `d` from `samples` where `samples`.`moment` is not null',
  ),
  'epoch of microseconds': native(
    'select `samples`.`id`, (to_seconds(`samples`.`moment6`) - 62167219200) as `e` from `samples` where `samples`.`moment6` is not null',
  ),
  'extract in a comparison': native('select `orders`.`id` from `orders` where month(`orders`.`placedOn`) = ?', 2),
  'group by a part': native(
    'select month(`orders`.`placedOn`) as `month`, count(*) as `n` from `orders` group by month(`orders`.`placedOn`)',
  ),
  'truncate an instant': emulated(
    "select `samples`.`id`, cast(date_format(`samples`.`moment`, '%Y-01-01') as datetime(3)) as `year`, cast(makedate(year(`samples`.`moment`), 1) + interval quarter(`samples`.`moment`) - 1 quarter as datetime(3)) as `quarter`, cast(date_format(`samples`.`moment`, '%Y-%m-01') as datetime(3)) as `month`, cast(date(`samples`.`moment`) - interval weekday(`samples`.`moment`) day as datetime(3)) as `week`, cast(date_format(`samples`.`moment`, '%Y-%m-%d') as datetime(3)) as `day`, cast(date_format(`samples`.`moment`, '%Y-%m-%d %H:00:00') as datetime(3)) as `hour`, cast(date_format(`samples`.`moment`, '%Y-%m-%d %H:%i:00') as datetime(3)) as `minute`, cast(date_format(`samples`.`moment`, '%Y-%m-%d %H:%i:%s') as datetime(3)) as `second` from `samples` where `samples`.`moment` is not null",
  ),
  'truncate a date': emulated(
    "select `samples`.`id`, cast(date_format(`samples`.`day`, '%Y-01-01') as date) as `year`, cast(makedate(year(`samples`.`day`), 1) + interval quarter(`samples`.`day`) - 1 quarter as date) as `quarter`, cast(date_format(`samples`.`day`, '%Y-%m-01') as date) as `month`, cast(date(`samples`.`day`) - interval weekday(`samples`.`day`) day as date) as `week` from `samples` where `samples`.`day` is not null",
  ),
  'truncate a local timestamp': emulated(
    "select `samples`.`id`, cast(date_format(`samples`.`local`, '%Y-%m-%d %H:00:00') as datetime(3)) as `hour`, cast(date(`samples`.`local`) - interval weekday(`samples`.`local`) day as datetime(3)) as `week` from `samples` where `samples`.`local` is not null",
  ),
  'truncate microseconds': emulated(
    "select `samples`.`id`, cast(date_format(`samples`.`moment6`, '%Y-%m-%d %H:%i:%s') as datetime(6)) as `s`, cast(date_format(`samples`.`moment6`, '%Y-%m-%d') as datetime(6)) as `d` from `samples` where `samples`.`moment6` is not null",
  ),
  'group by a truncation': emulated(
    "select cast(date_format(`orders`.`placedOn`, '%Y-%m-01') as date) as `month`, sum(`orders`.`total`) as `total` from `orders` group by cast(date_format(`orders`.`placedOn`, '%Y-%m-01') as date) order by min(cast(date_format(`orders`.`placedOn`, '%Y-%m-01') as date))",
  ),
  'a date and days': native(
    'select `samples`.`id`, `samples`.`day` + interval 1 day as `next`, `samples`.`day` - interval 7 day as `before` from `samples` where `samples`.`day` is not null',
  ),
  'a date and months clamps': native(
    'select `orders`.`id`, `orders`.`placedOn` + interval 1 month as `due`, `orders`.`placedOn` - interval 1 month as `back`, `orders`.`placedOn` + interval 12 month as `year` from `orders`',
  ),
  'months first, then days': native(
    'select `orders`.`id`, `orders`.`placedOn` + interval 1 month + interval 1 day as `due`, `orders`.`placedOn` - interval 13 month - interval 1 day as `back` from `orders`',
  ),
  'an instant and every unit': native(
    'select `samples`.`id`, `samples`.`moment` + interval 14 month + interval 10 day + interval 14706 second as `v`, `samples`.`moment` - interval 90000 second as `w` from `samples` where `samples`.`moment` is not null',
  ),
  'a local timestamp and minutes': native(
    'select `samples`.`id`, `samples`.`local` + interval -5400 second as `v` from `samples` where `samples`.`local` is not null',
  ),
  'microseconds are kept': native(
    'select `samples`.`id`, `samples`.`moment6` + interval 1 second as `v`, `samples`.`moment6` + interval 1 month as `m` from `samples` where `samples`.`moment6` is not null',
  ),
  'an interval in a comparison': native('select `orders`.`id` from `orders` where `orders`.`placedOn` + interval 7 day < ?', '2026-02-08'),
  'an interval of an interval': native(
    'select `orders`.`id`, `orders`.`placedOn` + interval 1 month - interval 1 day as `v` from `orders`',
  ),
  'row_number, rank, dense_rank': native(
    'select `items`.`orderId` as `order`, `items`.`line`, row_number() over (order by `items`.`orderId`, `items`.`line`) as `n`, rank() over (order by `items`.`quantity` desc) as `rank`, dense_rank() over (partition by `items`.`sku` order by `items`.`quantity` desc) as `dense` from `items`',
  ),
  'an aggregate over a partition': native(
    'select `orders`.`id`, sum(`orders`.`total`) over (partition by `orders`.`customerId`) as `total`, count(*) over () as `n`, (cast(sum(`orders`.`total`) over (partition by `orders`.`status`) as double) / count(`orders`.`total`) over (partition by `orders`.`status`)) as `mean` from `orders`',
  ),
  'a running sum': native(
    'select `items`.`orderId` as `order`, `items`.`line`, sum(`items`.`quantity`) over (order by `items`.`orderId`, `items`.`line`) as `running` from `items`',
  ),
  'a window over groups': native(
    'select `orders`.`customerId` as `customer`, sum(`orders`.`total`) as `total`, rank() over (order by sum(`orders`.`total`) desc) as `place` from `orders` group by `orders`.`customerId`',
  ),
  'a filtered aggregate over a window': native(
    'select `orders`.`id`, count(case when `orders`.`status` = ? then 1 end) over (partition by `orders`.`customerId`) as `n` from `orders`',
    'paid',
  ),
  'the first of each group': native(
    'select `ranked`.`id`, `ranked`.`customer` from (select `orders`.`id`, `orders`.`customerId` as `customer`, row_number() over (partition by `orders`.`customerId` order by `orders`.`total` desc, `orders`.`id`) as `n` from `orders`) as `ranked` where `ranked`.`n` = ?',
    1,
  ),
  'a fragment with a column and a value': native(
    'select `customers`.`id`, coalesce(`customers`.`age`, cast(? as signed)) as `v` from `customers`',
    7,
  ),
  'a fragment with an operator in a hole': native('select `customers`.`id`, (`customers`.`id` + ?) * 2 as `v` from `customers`', 1),
  'a fragment in an operator': native('select `customers`.`id`, (`customers`.`id` + 1) * ? as `v` from `customers`', 2),
  'a fragment with a table': native('select `customers`.`id`, (select count(*) from `stock`) as `v` from `customers`'),
  'a fragment with a predicate in a hole': native(
    'select `customers`.`id` from `customers` where not (`customers`.`id` = ? or `customers`.`id` = ?)',
    1,
    2,
  ),
  'unsafe text': native('select `stock`.`sku`, 1 + 1 as `v` from `stock`'),
  'hostile values': native("select `stock`.`sku`, coalesce(?, '') as `v` from `stock`", "'; drop table stock; --"),
  'holes of every kind': native(
    'select `stock`.`sku` from `stock` where (?) = ? and (cast(? as signed)) = ? and (cast(? as signed)) = ? and (cast(? as double)) <> ?',
    'a',
    'a',
    1,
    1,
    2n,
    2n,
    0.5,
    1.5,
  ),
} satisfies Goldens
