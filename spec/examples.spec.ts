/**
 * The examples say what they say: the text below is read by people, so it is written by hand.
 *
 * Each is run twice: here, and as a user runs it, by `npx tsx examples/x.ts`.
 */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterEach, describe, expect, test, vi } from 'vitest'

import * as aggregates from '../examples/aggregates.js'
import * as commonTableExpressions from '../examples/common-table-expressions.js'
import * as composition from '../examples/composition.js'
import * as dates from '../examples/dates.js'
import * as dynamicQueries from '../examples/dynamic-queries.js'
import * as pages from '../examples/pages.js'
import * as queriesOnTheWire from '../examples/queries-on-the-wire.js'
import * as predicates from '../examples/predicates.js'
import * as serverless from '../examples/serverless.js'
import * as sources from '../examples/sources.js'
import * as textsAndNumbers from '../examples/texts-and-numbers.js'
import * as unitTests from '../examples/unit-tests.js'
import * as writes from '../examples/writes.js'
import * as yourOwnDialect from '../examples/your-own-dialect.js'
import { cancelled, conflict, connectionError, constraintViolation, notFound, timeout } from '../lib/run/errors.js'

const folder = fileURLToPath(new URL('../examples', import.meta.url))

const expected: Readonly<Record<string, string>> = {
  'aggregates.ts': String.raw`
-- texts in an order
select "results"."team", string_agg(cast("results"."player" as text), ', '::text order by "results"."points" desc, "results"."id") as "players", string_agg(distinct cast("results"."player" as text), ', '::text order by cast("results"."player" as text)) filter (where "results"."fair") as "gentle", bool_and("results"."fair") as "fair"
from "results"
group by "results"."team"

-- on mysql
select §results§.§team§, substring(group_concat(concat(cast(', ' as char), §results§.§player§) order by §results§.§points§ desc, §results§.§id§ separator ''), char_length(cast(', ' as char)) + 1) as §players§, substring(group_concat(distinct concat(cast(', ' as char), case when §results§.§fair§ then §results§.§player§ end) order by §results§.§player§ separator ''), char_length(cast(', ' as char)) + 1) as §gentle§, min(§results§.§fair§) as §fair§
from §results§
group by §results§.§team§

-- different pairs
select count(distinct ("results"."team", "results"."player")) filter (where ("results"."team", "results"."player") is not null) as "pairs"
from "results"

-- on sqlite
select count(distinct case when (§results§.§team§) is not null and (§results§.§player§) is not null then hex(§results§.§team§) || ',' || hex(§results§.§player§) end) as §pairs§
from §results§

-- statistics and bits
select stddev_pop(cast("results"."points" as double precision)) as "spread", bit_or("results"."flags") as "flags"
from "results"

-- which sqlite has not
CompileError: sqlite has no statistics`.replaceAll('§', '`'),

  'common-table-expressions.ts': String.raw`
-- a recursion
with recursive "tree" as (
  select "folders"."id", cast("folders"."name" as text) as "path", 0::integer as "depth"
  from "folders"
  where "folders"."parentId" is null
  union all
  select "folders"."id", cast("tree"."path" || '/' || "folders"."name" as text) as "path", "tree"."depth" + 1 as "depth"
  from "folders"
  inner join "tree" on "folders"."parentId" = "tree"."id"
)
select "tree"."path"
from "tree"
where "tree"."depth" < 3
order by "tree"."path"

-- a recursion on sqlite
with recursive §tree§ as (
  select §folders§.§id§, §folders§.§name§ as §path§, 0 as §depth§
  from §folders§
  where §folders§.§parentId§ is null
  union all
  select §folders§.§id§, (§tree§.§path§ || '/' || §folders§.§name§) as §path§, cast(json(replace(§tree§.§depth§ + 1, '.', ' ')) as integer) as §depth§
  from §folders§
  inner join §tree§ on §folders§.§parentId§ = §tree§.§id§
)
select §tree§.§path§
from §tree§
where §tree§.§depth§ < 3
order by §tree§.§path§

-- one that uses another
with "sizes" as (
  select "folders"."parentId", sum("folders"."size") as "size"
  from "folders"
  group by "folders"."parentId"
), "large" as (
  select "sizes"."parentId" as "id", "sizes"."size"
  from "sizes"
  where "sizes"."size" > '1000'
)
select "folders"."name", "large"."size"
from "folders"
inner join "large" on "large"."id" = "folders"."id"
union all
select "folders"."name", "sizes"."size"
from "folders"
inner join "sizes" on "sizes"."parentId" = "folders"."id"
order by "name", "size"

-- a write in with
with "gone" as (delete from "folders" where "folders"."size" = 0 returning "folders"."id", "folders"."name")
insert into "removed" ("id", "name")
select "gone"."id", "gone"."name"
from "gone"`.replaceAll('§', '`'),

  'sources.ts': String.raw`
-- rows of values
select "orders"."id", "prices"."price"
from "orders"
inner join (values ('pen'::text, '1.20'::numeric), ('ink'::text, '4.50'::numeric)) as "prices" ("sku", "price") on "prices"."sku" = "orders"."sku"

-- rows of values on mysql
select §orders§.§id§, §prices§.§price§
from §orders§
inner join (values row(cast('pen' as char), cast('1.20' as decimal(10, 2))), row(cast('ink' as char), cast('4.50' as decimal(10, 2)))) as §prices§ (§sku§, §price§) on §prices§.§sku§ = §orders§.§sku§

-- a series of days
select "day"."value" as "day", count("orders"."id") as "orders"
from (
  select "value"::date as "value"
  from generate_series(cast('2026-11-01'::date as timestamp(3)), cast('2026-11-30'::date as timestamp(3)), interval '1 days') as "day" ("value")
) as "day"
left join "orders" on "orders"."placedOn" = "day"."value"
group by "day"."value"
order by "day"."value"

-- the elements of a document
select "orders"."id" as "order", "line"."ordinality" as "place", "line"."value" as "line"
from "orders"
cross join jsonb_array_elements(case when jsonb_typeof("orders"."lines") = 'array' then "orders"."lines" end) with ordinality as "line" ("value", "ordinality")
order by "orders"."id", "line"."ordinality"

-- a view is made
create view "bestsellers" as select "orders"."sku", sum("orders"."total") as "total" from "orders" where "orders"."total" > '0' group by "orders"."sku"

-- a view is read
select "bestsellers"."sku", "bestsellers"."total"
from "bestsellers"
order by "bestsellers"."sku"`.replaceAll('§', '`'),

  'composition.ts': String.raw`
-- the form is empty
select "books"."title", "books"."price", "authors"."name" as "author"
from "books"
left join "authors" on "authors"."id" = "books"."authorId"
order by "books"."price" desc
limit 20
offset 0

-- the form is filled in, postgres
select "books"."title", "books"."price", "authors"."name" as "author"
from "books"
left join "authors" on "authors"."id" = "books"."authorId"
where "books"."title" like '%50\%%' and "books"."price" >= '9.99' and "books"."inPrint" and "authors"."active"
order by "books"."price" desc
limit 20
offset 40

-- the form is filled in, mysql
select §books§.§title§, §books§.§price§, §authors§.§name§ as §author§
from §books§
left join §authors§ on §authors§.§id§ = §books§.§authorId§
where §books§.§title§ like '%50\%%' escape '\\' and §books§.§price§ >= cast('9.99' as decimal(8, 2)) and §books§.§inPrint§ and §authors§.§active§
order by §books§.§price§ desc
limit 20
offset 40

-- the form is filled in, mariadb
select §books§.§title§, §books§.§price§, §authors§.§name§ as §author§
from §books§
left join §authors§ on §authors§.§id§ = §books§.§authorId§
where §books§.§title§ like '%50\%%' escape '\\' and §books§.§price§ >= cast('9.99' as decimal(8, 2)) and §books§.§inPrint§ and §authors§.§active§
order by §books§.§price§ desc
limit 20
offset 40

-- the form is filled in, sqlite
select §books§.§title§, §books§.§price§, §authors§.§name§ as §author§
from §books§
left join §authors§ on §authors§.§id§ = §books§.§authorId§
where §books§.§title§ like '%50\%%' escape '\' and §books§.§price§ >= cast(999 as integer) and §books§.§inPrint§ and §authors§.§active§
order by §books§.§price§ desc
limit 20
offset 40

-- a query in a query
select "authors"."name" as "value"
from "authors"
left join (
  select "books"."authorId", count(*) as "titles"
  from "books"
  group by "books"."authorId"
) as "titles" on "titles"."authorId" = "authors"."id"
where "titles"."titles" >= 10`.replaceAll('§', '`'),

  'dates.ts': `
-- overdue
select "invoices"."id", (extract(year from age((now() at time zone 'UTC')::date::timestamp, "invoices"."issuedOn"::timestamp)) * 12 + extract(month from age((now() at time zone 'UTC')::date::timestamp, "invoices"."issuedOn"::timestamp)))::integer as "months"
from "invoices"
where (now() at time zone 'UTC')::date > ("invoices"."issuedOn" + make_interval(days => "invoices"."grace"))::date

-- overdue on mysql
select §invoices§.§id§, timestampdiff(month, §invoices§.§issuedOn§, utc_date()) as §months§
from §invoices§
where utc_date() > §invoices§.§issuedOn§ + interval (§invoices§.§grace§) day

-- weeks
select (('2026-11-23'::date - "invoices"."issuedOn") / 7) as "passed", ((date_trunc('week', '2026-11-23'::date)::date - date_trunc('week', "invoices"."issuedOn")::date) / 7) as "mondays"
from "invoices"

-- by month on sqlite
select strftime('%Y-%m', §invoices§.§issuedOn§) as §month§, count(*) as §n§
from §invoices§
group by strftime('%Y-%m', §invoices§.§issuedOn§)
order by strftime('%Y-%m', §invoices§.§issuedOn§)

-- days in Berlin
select date_trunc('day', "invoices"."paidAt" at time zone 'Europe/Berlin'::text) as "day", extract(hour from "invoices"."paidAt" at time zone 'UTC')::integer as "hour"
from "invoices"

-- anniversaries on sqlite
select case when 2027 >= 1 and date(printf('%04d-%02d-%02d', 2027, 2, cast(substr(§invoices§.§issuedOn§, 9, 2) as integer))) = printf('%04d-%02d-%02d', 2027, 2, cast(substr(§invoices§.§issuedOn§, 9, 2) as integer)) then printf('%04d-%02d-%02d', 2027, 2, cast(substr(§invoices§.§issuedOn§, 9, 2) as integer)) end as §day§, cast(§invoices§.§id§ as text) as §label§
from §invoices§
where cast(substr(§invoices§.§issuedOn§, 6, 2) as integer) = 2 and cast(strftime('%u', substr(§invoices§.§issuedOn§, 1, 10)) as integer) = 1`.replaceAll(
    '§',
    '`',
  ),

  'dynamic-queries.ts': `
-- no word, and two
select "books"."id"
from "books"
where "books"."deletedAt" is null
select "books"."id"
from "books"
where "books"."deletedAt" is null and ("books"."title" like '%sea%' or "books"."title" like '%moon%')

-- sorted as a request says
select "books"."title"
from "books"
order by "books"."title"
select "books"."title"
from "books"
order by "books"."price" desc, "books"."title"
ValidationError: expected one of 'title', 'dearest'

-- a search for nothing, and for all there is
select "books"."title"
from "books"
select "books"."title"
from "books"
inner join "authors" on "authors"."id" = "books"."authorId"
where "books"."price" >= '9.99' and "authors"."name" = 'Ann'

-- steps for any query that has the table
select "books"."id"
from "books"
where "books"."deletedAt" is null
order by "books"."title", "books"."id"
select "authors"."name" as "author", "books"."title"
from "authors"
inner join "books" on "books"."authorId" = "authors"."id"
where "authors"."deletedAt" is null and "books"."deletedAt" is null
order by "books"."title", "books"."id"

-- a query is a value: its branches do not know of one another
select "books"."title"
from "books"
where "books"."deletedAt" is null
order by "books"."id"
select "books"."id"
from "books"
where "books"."deletedAt" is null and "books"."price" >= '1'`,

  'queries-on-the-wire.ts': `
-- what travels
{"oxbow":1,"query":{"from":{"table":"orders"},"where":[{"call":"gt","args":[{"column":["orders","total"]},{"value":{"decimal":"10.00"}}]}],"orderBy":[{"by":{"column":["orders","total"]},"direction":"desc"}],"limit":10,"select":{"record":{"id":{"column":["orders","id"]},"total":{"column":["orders","total"]}}}}}

-- what comes back
200 [{"id":2,"total":"20.50"},{"id":3,"total":"11.00"}]

-- what the policy does not allow
400 {"error":"\\"margin\\" is no column of orders that may be named"}
400 {"error":"the policy allows 100 rows: the query needs a limit"}
400 {"error":"the policy does not allow insert"}
not sent: a fragment is SQL text, which does not travel`,
  'predicates.ts': `
unpaid: Ben, Cy, Dee
afterBen: Cy, Dee
latest: Dee
inThatWeek: Ben, Cy
clashing: Ann, Ben
someNames: Ann, Cy
early: Cy

-- a regular expression, in the part that PostgreSQL, MySQL and MariaDB read alike
select "stays"."guest"
from "stays"
where "stays"."guest" ~ '^[a-cA-C][A-Za-z0-9_]+$'::text
order by "stays"."id"`,

  'texts-and-numbers.ts': `
-- texts
00007 | example.org | Countess Ada |   Ada  <ada@example.org> | dlog
00042 | example.com | Bob | Bob <bob@example.com> | nit

-- numbers
7 | 24.69 | 12.345 | 1
42 | -0.01 | 0.500 | 9

-- their SQL on PostgreSQL
select "people"."id", round("people"."rate" * '2', 2) as "price", case when "people"."rate" is not null then greatest("people"."rate", '0.500'::numeric) end as "least", case when "people"."level" = 'gold' then 1::integer when "people"."level" = 'silver' then 2::integer else 9::integer end as "rank"
from "people"

-- a function of the database
select "people"."id", "levenshtein"("people"."name", 'Ada'::text) as "far"
from "people"`,
  'pages.ts': `
-- from the first page to the last
Ann 30, Eve 20
Cy 20, Ben 20
Dee -, and no more

-- and back
Cy 20, Ben 20

-- a row that is written meanwhile moves no other
Cy 20, Ben 20

-- a cursor that was changed, and one of another query
ValidationError: after: this cursor has not the right signature
ValidationError: after: this cursor is of another query

-- the query of a page
select "players"."name" as "row.name", "players"."score" as "row.score", "players"."score" as "position.0", "players"."id" as "position.1"
from "players"
where "players"."score" < 20 or "players"."score" is null or "players"."score" = 20 and "players"."id" < 5
order by "players"."score" desc nulls last, "players"."id" desc
limit 3

-- the first three, and who shares the third place
Ann, Ben, Cy, Eve, Fay
select "players"."name", "players"."score"
from "players"
order by "players"."score" desc nulls last
fetch first 3 rows with ties`,

  'serverless.ts': `
cold: {"status":201,"body":{"id":1}}
warm: {"status":200,"body":{"id":1,"email":"ada@example.com"}}
taken: {"status":409,"body":{"taken":["email"]}}
too long: {"status":400,"body":{"issues":[{"column":"email","message":"expected at most 40 characters, got 41"}]}}
absent: {"status":404,"body":{"error":"not found"}}`,

  'unit-tests.ts': `
-- the SQL of a query
update "accounts"
set "balance" = "accounts"."balance" - '9.50'
where "accounts"."id" = 7 and "accounts"."balance" >= '9.50'
-- a program that succeeds
begin
update "accounts" set "balance" = "accounts"."balance" - '9.50' where "accounts"."id" = 7 and "accounts"."balance" >= '9.50'
insert into "transfers" ("id", "accountId", "amount") values ('00000000-0000-7000-8000-000000000001', 7, '9.50')
select "accounts"."id", "accounts"."balance" from "accounts" where "accounts"."id" = 7
commit
-- a program that fails by itself is rolled back
begin
update "accounts" set "balance" = "accounts"."balance" - '9.50' where "accounts"."id" = 7 and "accounts"."balance" >= '9.50'
rollback
-- a database that refuses
rollback
-- a test that is wrong is told so`,

  'writes.ts': `
-- rows that take the place of others
cup 3, pen 10, tea 4

-- each row to a value of its own
2 rows: cup 5, pen 10, tea 6

-- an update joined with what was sold
cup 5, pen 7, tea 0

-- a delete joined alike
cup 5

-- one open booking a seat
0 Ben

-- the next row that no other worker holds
select "sales"."id"
from "sales"
order by "sales"."id"
limit 1
for update skip locked`,
  'your-own-dialect.ts': String.raw`
select lower("people"."name") as "name", (
  select coalesce(json_group_array(json_array("reports"."name") order by "reports"."name" desc), '[]'::json)
  from "people" as "reports"
  where "reports"."managerId" = "people"."id"
) as "reports"
from "people"
where lower("people"."name" collate "C") like lower('a%'::text collate "C")

{"sql":"insert into \"people\" (\"id\", \"name\") values ($1, $2)","params":[1,"Ada"]}

CompileError: duckdb has no rowLocks`,
}

const modules = {
  'aggregates.ts': aggregates,
  'common-table-expressions.ts': commonTableExpressions,
  'composition.ts': composition,
  'dates.ts': dates,
  'dynamic-queries.ts': dynamicQueries,
  'pages.ts': pages,
  'queries-on-the-wire.ts': queriesOnTheWire,
  'predicates.ts': predicates,
  'serverless.ts': serverless,
  'sources.ts': sources,
  'texts-and-numbers.ts': textsAndNumbers,
  'unit-tests.ts': unitTests,
  'writes.ts': writes,
  'your-own-dialect.ts': yourOwnDialect,
} as const

const names = Object.keys(modules) as ReadonlyArray<keyof typeof modules>

test('every example is here, and is read at a glance', async () => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts') && file !== 'quickstart.ts')
  expect(files.toSorted()).toEqual(names.toSorted())
  for (const file of files) expect([file, (await readFile(join(folder, file), 'utf8')).split('\n').length < 101]).toEqual([file, true])
})

test.for(names)('%s prints', async (name) => {
  const printed: Array<string> = []
  vi.stubEnv('DATABASE_URL', undefined)
  await modules[name].main((line) => void printed.push(line))
  vi.unstubAllEnvs()
  expect(printed.join('\n')).toBe(expected[name]?.trimStart())
})

test('npx tsx examples/x.ts prints the same', { timeout: 60_000 }, async () => {
  const env = { ...process.env, DATABASE_URL: undefined, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined }
  const run = async (name: string): Promise<readonly [string, string]> => {
    const args = ['--import', 'tsx', join('examples', name)]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(folder, '..'), env })
    return [name, `\n${stdout.trimEnd()}`]
  }
  expect(Object.fromEntries(await Promise.all(names.map(run)))).toEqual(expected)
})

describe('the serverless function', () => {
  const { handler, shutdown, statusOf } = serverless

  afterEach(async () => {
    await shutdown()
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('answers 503 where it cannot connect, and tries again at the next request', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://127.0.0.1:1/none')
    expect(await Promise.all([1, 2].map((id) => handler({ method: 'GET', id })))).toEqual([
      { status: 503, body: { error: 'try again' } },
      { status: 503, body: { error: 'try again' } },
    ])
    vi.stubEnv('DATABASE_URL', undefined)
    expect(await handler({ method: 'POST', email: 'a@b.c' })).toEqual({ status: 201, body: { id: 1 } })
  })

  test('serves requests that come at once over one connection, drains, and would connect again', async () => {
    vi.stubEnv('DATABASE_URL', undefined)
    const statuses = async (): Promise<ReadonlyArray<number>> =>
      (await Promise.all(['a', 'b', 'c'].map((email) => handler({ method: 'POST', email })))).map(({ status }) => status)
    expect(await statuses()).toEqual([201, 201, 201])
    await shutdown()
    await shutdown()
    expect(await statuses()).toEqual([201, 201, 201])
  })

  test('answers every error with a status', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const errors = [
      notFound(),
      constraintViolation('unique', '', { columns: ['email'] }),
      conflict('serialization', ''),
      conflict('deadlock', ''),
      timeout('acquire', ''),
      connectionError('lost', ''),
    ]
    expect(errors.map((error) => statusOf(error).status)).toEqual([404, 409, 409, 503, 503, 503])
    expect(report).not.toHaveBeenCalled()
    expect([constraintViolation('check', '', {}), cancelled('')].map((error) => statusOf(error).status)).toEqual([500, 500])
    expect(report).toHaveBeenCalledTimes(2)
  })
})
