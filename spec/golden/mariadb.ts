/** What the golden cases are on mariadb. */
import { native, refused } from './case.js'
import type { Goldens } from './cases.js'
import { golden as mysql } from './mysql.js'

export const golden = {
  ...mysql,
  'left join lateral': refused('lateral'),
  'cross join lateral': refused('lateral'),
  'rows in a row': native(
    'select `customers`.`email`, (select coalesce(json_arrayagg(json_array(`orders`.`id`, cast(`orders`.`total` as char)) order by `orders`.`id`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `orders` from `customers` order by `customers`.`id`',
  ),
  'rows of whole tables': native(
    'select `orders`.`id`, (select coalesce(json_arrayagg(json_array(`items`.`orderId`, `items`.`line`, `items`.`sku`, `items`.`quantity`, cast(`items`.`price` as char)) order by `items`.`line`), json_array()) from `items` where `items`.`orderId` = `orders`.`id`) as `items` from `orders`',
  ),
  'rows limited in their order': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(cast(`orders`.`total` as char)) order by `orders`.`total` desc, `orders`.`id` desc limit 1), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `top` from `customers`',
  ),
  'rows of one value': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(cast(`orders`.`total` as char)) order by `orders`.`id`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `totals` from `customers`',
  ),
  'rows in rows in rows': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`orders`.`id`, (select coalesce(json_arrayagg(json_array(`items`.`sku`, cast(`items`.`price` as char)) order by `items`.`line`), json_array()) from `items` where `items`.`orderId` = `orders`.`id` and `orders`.`customerId` = `customers`.`id`)) order by `orders`.`id` desc), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `orders` from `customers` where `customers`.`id` = ?',
    1,
  ),
  'rows that are grouped': refused('nesting of grouped or combined rows'),
  'rows that are distinct': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(distinct json_array(`orders`.`status`) order by `orders`.`status`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `statuses` from `customers`',
  ),
  'the same table in itself': native(
    'select `employees`.`name`, (select coalesce(json_arrayagg(json_array(`report`.`name`) order by `report`.`id`), json_array()) from `employees` as `report` where `report`.`managerId` = `employees`.`id`) as `reports` from `employees` order by `employees`.`id`',
  ),
  'rows of a join with an absent side': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`orders`.`id`, `tags`.`orderId`, `tags`.`label`, `tags`.`oxbow_present`) order by `orders`.`id`, `tags`.`label`), json_array()) from `orders` left join (select `tags`.*, 1 as `oxbow_present` from `tags`) as `tags` on `tags`.`orderId` = `orders`.`id` where `orders`.`customerId` = `customers`.`id`) as `orders` from `customers`',
  ),
  'rows of the parent alone': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`customers`.`email`) order by `orders`.`id`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `same`, (select coalesce(json_arrayagg(json_array((select coalesce(json_arrayagg(json_array(`customers`.`age`) order by `items`.`orderId`), json_array()) from `items` where `items`.`orderId` = `customers`.`id`)) order by `orders`.`id`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `deep` from `customers` order by `customers`.`id`',
  ),
  'rows in an order of the parent': native(
    'select `customers`.`id`, (select coalesce(json_arrayagg(json_array(`customers`.`email`) order by `customers`.`email`, `orders`.`id`), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `one`, (select coalesce(json_arrayagg(json_array(`orders`.`id`) order by `customers`.`email`, `orders`.`id` desc), json_array()) from `orders` where `orders`.`customerId` = `customers`.`id`) as `both` from `customers` order by `customers`.`id`',
  ),
  'values joined to a table': native(
    'select `stock`.`sku`, `stock`.`amount`, `prices`.`price`, `prices`.`note` from `stock` inner join (select cast(? as char) as `sku`, cast(? as decimal(10, 2)) as `price`, cast(? as char) as `note` union all select cast(? as char), cast(? as decimal(10, 2)), cast(? as char)) as `prices` on `prices`.`sku` = `stock`.`sku` order by `prices`.`price`',
    'pen',
    '1.25',
    null,
    'Pen',
    '10.00',
    'große',
  ),
  'values of every kind': native(
    'select `every`.`n`, `every`.`big`, `every`.`flag`, `every`.`float`, `every`.`key`, `every`.`day`, `every`.`at` from (select cast(? as signed) as `n`, cast(? as signed) as `big`, cast(? as signed) as `flag`, cast(? as double) as `float`, cast(? as char) as `key`, cast(? as date) as `day`, cast(? as datetime(3)) as `at` union all select cast(? as signed), cast(? as signed), cast(? as signed), cast(? as double), cast(? as char), cast(? as date), cast(? as datetime(3))) as `every` order by `every`.`big`',
    null,
    9007199254740993n,
    true,
    0.1,
    '00000000-0000-0000-0000-00000000000a',
    '2026-02-28',
    '2026-01-01 00:00:00.123',
    5,
    -1n,
    false,
    -1.5,
    '00000000-0000-0000-0000-00000000000b',
    '0001-01-01',
    '2026-01-01 00:00:00.000',
  ),
  'values in a subquery, under another name': native(
    'select `prices`.`sku`, (select max(`others`.`price`) from (select cast(? as char) as `sku`, cast(? as decimal(10, 2)) as `price`, cast(? as char) as `note` union all select cast(? as char), cast(? as decimal(10, 2)), cast(? as char)) as `others`) as `top` from (select cast(? as char) as `sku`, cast(? as decimal(10, 2)) as `price`, cast(? as char) as `note` union all select cast(? as char), cast(? as decimal(10, 2)), cast(? as char)) as `prices` order by `prices`.`sku`',
    'pen',
    '1.25',
    null,
    'Pen',
    '10.00',
    'große',
    'pen',
    '1.25',
    null,
    'Pen',
    '10.00',
    'große',
  ),
  'values as a whole that an outer join may leave out': native(
    'select `stock`.`sku`, `prices`.`sku` as `price.sku`, `prices`.`price` as `price.price`, `prices`.`note` as `price.note`, `prices`.`oxbow_present` as `price.oxbow_present` from `stock` left join (select `prices`.*, 1 as `oxbow_present` from (select cast(? as char) as `sku`, cast(? as decimal(10, 2)) as `price`, cast(? as char) as `note` union all select cast(? as char), cast(? as decimal(10, 2)), cast(? as char)) as `prices`) as `prices` on `prices`.`sku` = `stock`.`sku` order by `stock`.`sku`',
    'pen',
    '1.25',
    null,
    'Pen',
    '10.00',
    'große',
  ),
  'a series of each row': refused('lateral'),
  'elements of a document': native(
    "select `given`.`ordinality` as `place`, `given`.`value` as `value` from json_table(?, '$[*]' columns (`ordinality` for ordinality, `value` json path '$')) as `given` order by `given`.`ordinality`",
    '["a",{"b":[1]},[2],true,1.5,"[1]"]',
  ),
  'elements of a column': native(
    "select `samples`.`id`, `element`.`ordinality` as `place`, `element`.`value` as `value` from `samples` cross join json_table(`samples`.`doc`, '$[*]' columns (`ordinality` for ordinality, `value` json path '$')) as `element` order by `samples`.`id`, `element`.`ordinality`",
  ),
  'elements, grouped': native(
    "select min(`given`.`ordinality`) + ? as `place`, count(*) as `n` from json_table(?, '$[*]' columns (`ordinality` for ordinality, `value` json path '$')) as `given` group by `given`.`ordinality` order by min(`given`.`ordinality`)",
    0,
    '["a",{"b":[1]},[2],true,1.5,"[1]"]',
  ),
  'elements as a whole': native(
    "select `given`.`value` as `value`, `given`.`ordinality` as `ordinality` from json_table(?, '$[*]' columns (`ordinality` for ordinality, `value` json path '$')) as `given` order by `given`.`ordinality` limit ?",
    '["a",{"b":[1]},[2],true,1.5,"[1]"]',
    2,
  ),
  'left join lateral on true': refused('lateral'),
  'order by code point': native('select `stock`.`sku` from `stock` order by `stock`.`sku` collate utf8mb4_nopad_bin desc'),
  'order of a language': native('select `customers`.`name` from `customers` order by `customers`.`name` collate utf8mb4_unicode_ci'),
  'comparison with a collation': native(
    'select `customers`.`name`, `customers`.`name` collate utf8mb4_nopad_bin = ? as `isA` from `customers` where lower(`customers`.`name`) collate utf8mb4_nopad_bin > ? order by `customers`.`id`',
    'Ada',
    'b',
  ),
  'limit with ties': native('select `orders`.`status` from `orders` order by `orders`.`status` fetch first ? rows with ties', 1),
  'limit with ties and offset': native(
    'select `customers`.`age` from `customers` order by `customers`.`age` desc offset ? rows fetch first ? rows with ties',
    1,
    1,
  ),
  'limit with ties of a joined table': native(
    'select `first`.`id`, `first`.`tag.orderId`, `first`.`tag.label` from (select `orders`.`id`, `tags`.`orderId` as `tag.orderId`, `tags`.`label` as `tag.label`, `tags`.`oxbow_present` as `tag.oxbow_present` from `orders` left join (select `tags`.*, 1 as `oxbow_present` from `tags`) as `tags` on `tags`.`orderId` = `orders`.`id` order by `tags`.`label` fetch first ? rows with ties) as `first` order by `first`.`id`',
    1,
  ),
  'limit with ties of whole tables': native(
    'select `orders`.`id` as `orders.id`, `orders`.`customerId` as `orders.customerId`, `orders`.`status` as `orders.status`, `orders`.`total` as `orders.total`, `orders`.`note` as `orders.note`, `orders`.`placedOn` as `orders.placedOn`, `orders`.`paidAt` as `orders.paidAt`, `tags`.`orderId` as `tags.orderId`, `tags`.`label` as `tags.label`, `tags`.`oxbow_present` as `tags.oxbow_present` from `orders` left join (select `tags`.*, 1 as `oxbow_present` from `tags`) as `tags` on `tags`.`orderId` = `orders`.`id` order by `orders`.`id` desc, `tags`.`label` fetch first ? rows with ties',
    1,
  ),
  'limit with ties of groups': native(
    'select `most`.`customerId`, `most`.`n`, `most`.`total` from (select `orders`.`customerId`, count(*) as `n`, sum(`orders`.`total`) as `total` from `orders` group by `orders`.`customerId` order by count(*) desc fetch first ? rows with ties) as `most` order by `most`.`customerId`',
    1,
  ),
  'limit with ties in exists': native(
    'select `customers`.`id` from `customers` where exists (select 1 from `orders` where `orders`.`customerId` = `customers`.`id` limit ?)',
    1,
  ),
  'limit with ties in a subquery': native(
    'select `first`.`id`, `first`.`status` from (select `orders`.`id`, `orders`.`status` from `orders` order by `orders`.`status` fetch first ? rows with ties) as `first` order by `first`.`id`',
    1,
  ),
  'limit with ties in every place of a query': native(
    'with `named` as (select `orders`.`id` from `orders` order by `orders`.`status` fetch first ? rows with ties) select `orders`.`id`, (select `orders`.`id` from `orders` order by `orders`.`total` fetch first ? rows with ties) as `least`, exists (select 1 from ((select `orders`.`id` from `orders` order by `orders`.`status` fetch first ? rows with ties) union (select `orders`.`id` from `orders` order by `orders`.`total` fetch first ? rows with ties)) as `both`) as `any` from `named` inner join `orders` on `orders`.`id` = `named`.`id` where `orders`.`id` in (select * from (select `orders`.`id` from `orders` order by `orders`.`status` fetch first ? rows with ties) as `limited`) order by `orders`.`id`',
    1,
    1,
    1,
    1,
    1,
  ),
  'limit with ties that depends on its parent': refused('nesting of grouped or combined rows'),
  'limit with ties nested': native(
    'select `employees`.`id`, (select coalesce(json_arrayagg(json_array(`nested`.`c0`, `nested`.`n`) order by `nested`.`n`), json_array()) from (select `stock`.`sku` as `c0`, rank() over (order by `stock`.`reserved`, `stock`.`sku`) as `n` from `stock` order by `stock`.`reserved`, `stock`.`sku` fetch first ? rows with ties) as `nested`) as `all` from `employees` where `employees`.`id` = ?',
    2,
    1,
  ),
  'insert returning columns': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?), (?, ?) returning `stock`.`sku`, `stock`.`reserved`',
    'x',
    1,
    'y',
    2,
  ),
  'insert returning the row': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?) returning `stock`.`sku`, `stock`.`amount`, `stock`.`reserved`, `stock`.`note`',
    'x',
    1,
  ),
  'insert returning an expression': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?) returning upper(`stock`.`sku`) as `loud`, `stock`.`amount` + ? as `more`',
    'x',
    1,
    1,
  ),
  'insert into a schema returning': native(
    'insert into `staff`.`people` (`first_name`) values (?) returning `people`.`first_name` as `first`, `people`.`surname` as `lastName`',
    'Marie',
  ),
  'a swap': native('update `stock` set `amount` = `stock`.`reserved`, `reserved` = `stock`.`amount` where `stock`.`sku` = ?', 'pen'),
  'update what a subquery of the same table finds': native(
    'update `orders` set `note` = ? where `orders`.`total` = (select max(`o`.`total`) from `orders` as `o`)',
    'top',
  ),
  'update in a limited subquery of the same table': native(
    'update `orders` set `note` = ? where `orders`.`id` in (select * from (select `o`.`id` from `orders` as `o` order by `o`.`id` limit ?) as `limited`)',
    'first',
    2,
  ),
  'delete under another name': native('delete `i` from `items` as `i` where `i`.`orderId` = ?', 1),
  'delete what no other row refers to': native(
    'delete from `employees` where not exists (select 1 from `employees` as `r` where `r`.`managerId` = `employees`.`id`)',
  ),
  'delete returning': native(
    'delete from `items` where `items`.`orderId` = ? and `items`.`line` = ? returning `items`.`sku`, `items`.`price`',
    1,
    1,
  ),
  'delete under another name, returning': refused('returning of a delete from an alias'),
  'on conflict do update': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?), (?, ?) on duplicate key update `amount` = `stock`.`amount` + values(`amount`), `note` = ?',
    'pen',
    5,
    'new',
    1,
    'again',
  ),
  'on conflict of two columns': native(
    'insert into `items` (`orderId`, `line`, `sku`, `quantity`, `price`) values (?, ?, ?, ?, ?) on duplicate key update `quantity` = values(`quantity`), `sku` = concat(`items`.`sku`, cast(? as char), values(`sku`))',
    1,
    1,
    'cap',
    9,
    '1.00',
    '+',
  ),
  'on conflict do nothing, returning': refused('returning of an insert that leaves rows alone'),
  'on conflict with what the insert leaves out': native(
    'insert into `stock` (`sku`, `amount`) values (?, ?), (?, ?) on duplicate key update `amount` = `stock`.`amount` + values(`reserved`), `reserved` = values(`reserved`) + ?, `note` = values(`note`)',
    'pen',
    1,
    'new',
    2,
    5,
  ),
  'on conflict from a select that leaves a column out': native(
    'insert into `stock` (`sku`, `amount`) select concat(`items`.`sku`, cast(? as char)) as `sku`, `items`.`quantity` as `amount` from `items` where `items`.`orderId` = ? on duplicate key update `amount` = values(`amount`), `reserved` = values(`reserved`)',
    '-new',
    2,
  ),
  'on conflict from a select': native(
    'insert into `archive` (`id`, `total`) select `orders`.`id`, `orders`.`total` from `orders` where `orders`.`id` > ? on duplicate key update `total` = values(`total`)',
    2,
  ),
  'not in a list of integers, one beyond its column': native(
    'select `customers`.`id` from `customers` where (`customers`.`id` + 0) not in (?, cast(? as signed))',
    1,
    3000000000n,
  ),
  'in a list of integers, all beyond their column': native(
    'select `samples`.`id` from `samples` where not (`samples`.`small` + 0) in (cast(? as signed), cast(? as signed))',
    40000,
    50000,
  ),
  '% of decimals that leaves nothing': native(
    'select `items`.`sku`, ((`items`.`price` - cast(? as decimal(10, 2))) % cast(? as decimal(11, 2)) + 0) as `n` from `items`',
    '10.00',
    '0.01',
  ),
  '% of decimals': native('select `items`.`sku`, (`items`.`price` % cast(? as decimal(10, 2)) + 0) as `n` from `items`', '0.30'),
  '% by a decimal of more decimals': native(
    'select `items`.`sku`, (`items`.`price` % cast(? as decimal(3, 3)) + 0) as `n` from `items`',
    '0.125',
  ),
  'replace by null is null': native(
    'select `orders`.`id`, case when `orders`.`note` is not null then replace(`orders`.`status`, ?, `orders`.`note`) end as `a`, case when `orders`.`note` is not null then replace(`orders`.`status`, ?, `orders`.`note`) end as `b` from `orders`',
    'zz',
    '',
  ),
} satisfies Goldens
