/**
 * Queries that are named once: `cte` puts one at the head of the statement, however deep it is used, after those it uses itself.
 * `recursive` makes rows from the rows found before. On PostgreSQL a write can be named too.
 *
 *     npx tsx examples/common-table-expressions.ts
 */
import {
  add,
  concat,
  cte,
  deleteFrom,
  eq,
  from,
  groupBy,
  gt,
  innerJoin,
  insertFrom,
  integer,
  isNull,
  literal,
  lt,
  orderBy,
  orderByOutput,
  pipe,
  recursive,
  returning,
  select,
  sum,
  table,
  unionAll,
  varchar,
  where,
} from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { sqlite } from 'oxbow/sqlite'
import { sqlOf } from 'oxbow/testing'

const folders = table('folders', {
  id: integer({ primaryKey: true }),
  parentId: integer({ nullable: true }),
  name: varchar(80),
  size: integer(),
})
const removed = table('removed', { id: integer({ primaryKey: true }), name: varchar(80) })

// Every folder with its path. `found` are the rows found before.
const tree = recursive('tree')(
  pipe(from(folders), where(isNull(folders.parentId)), select({ id: folders.id, path: folders.name, depth: literal(0, integer()) })),
  (found) =>
    pipe(
      from(folders),
      innerJoin(found, eq(folders.parentId, found.id)),
      select({ id: folders.id, path: concat(found.path, '/', folders.name), depth: add(found.depth, 1) }),
    ),
)
const shallow = pipe(from(tree), where(lt(tree.depth, 3)), orderBy(tree.path), select({ path: tree.path }))

// One that uses another: both are defined once, in the order they need.
const sizes = pipe(from(folders), groupBy(folders.parentId), select({ parentId: folders.parentId, size: sum(folders.size) }), cte('sizes'))
const large = pipe(from(sizes), where(gt(sizes.size, 1000n)), select({ id: sizes.parentId, size: sizes.size }), cte('large'))
const report = pipe(
  from(folders),
  innerJoin(large, eq(large.id, folders.id)),
  select({ name: folders.name, size: large.size }),
  unionAll(pipe(from(folders), innerJoin(sizes, eq(sizes.parentId, folders.id)), select({ name: folders.name, size: sizes.size }))),
  orderByOutput((row) => [row.name, row.size]),
)

// A write whose rows another statement takes: PostgreSQL.
const gone = pipe(deleteFrom(folders), where(eq(folders.size, 0)), returning({ id: folders.id, name: folders.name }), cte('gone'))
const kept = insertFrom(removed)(pipe(from(gone)))

export const main = (print: (line: string) => void): void => {
  print('-- a recursion')
  print(sqlOf(postgres)(shallow))
  print('\n-- a recursion on sqlite')
  print(sqlOf(sqlite)(shallow))
  print('\n-- one that uses another')
  print(sqlOf(postgres)(report))
  print('\n-- a write in with')
  print(sqlOf(postgres)(kept))
}

if (process.argv[1] === import.meta.filename) main(console.log)
