/**
 * A dialect made outside the package: DuckDB, as a spread of PostgreSQL's with what differs. `oxbow/dialect` has what
 * renderers are made of; a dialect further from any other begins with its `standard`. It shows how, and has never met a
 * DuckDB: a dialect to rely on has specs that run.
 *
 *     npx tsx examples/your-own-dialect.ts
 */
import {
  arrayOf,
  as,
  compile,
  desc,
  eq,
  forUpdate,
  from,
  ilike,
  insertInto,
  integer,
  lower,
  orderBy,
  pipe,
  select,
  table,
  text,
  where,
} from 'oxbow'
import { type Dialect, expression, nestWith, word } from 'oxbow/dialect'
import { postgres, type PostgresFeature } from 'oxbow/postgres'
import { sqlOf } from 'oxbow/testing'

/** What DuckDB lacks, and what we do not say for it. */
type Lacking = 'rowLocks' | 'onConflictWhere'

const { rowLocks: _rowLocks, onConflictWhere: _onConflictWhere, ...supports } = postgres.supports

export const duckdb: Dialect<Exclude<PostgresFeature, Lacking>> = {
  ...postgres,
  name: 'duckdb',
  supports,
  // DuckDB has no limit on the length of names.
  refuseIdentifier: () => undefined,
  castType: (type) => (type.name === 'bytes' ? 'blob' : type.name === 'json' ? 'json' : postgres.castType(type)),
  expr: {
    ...postgres.expr,
    // A renderer gets the dialect it is used by: nested expressions are rendered by this dialect too.
    Truncate: (d, node, w) => `date_trunc('${node.unit}', ${expression(d, node.operand, w)})`,
    Nest: nestWith({
      row: (values) => `json_array(${values.join(', ')})`,
      aggregate: (row, orderBy) => `json_group_array(${row}${orderBy === '' ? '' : ` order by ${orderBy}`})`,
      empty: `'[]'::json`,
    }),
  },
  functions: { ...postgres.functions, length: word('length') },
}

const people = table('people', { id: integer({ primaryKey: true }), name: text(), managerId: integer({ nullable: true }) })
const reports = pipe(people, as('reports'))

const managers = pipe(
  from(people),
  where(ilike(people.name, 'a%')),
  select({
    name: lower(people.name),
    reports: arrayOf(
      pipe(from(reports), where(eq(reports.managerId, people.id)), orderBy(desc(reports.name)), select({ name: reports.name })),
    ),
  }),
)

const locked = pipe(from(people), forUpdate)

export const main = (print: (line: string) => void): void => {
  print(sqlOf(duckdb)(managers))
  print('')
  const statement = compile(duckdb)(insertInto(people)({ id: 1, name: 'Ada' }))
  print(JSON.stringify(statement._tag === 'Right' ? { sql: statement.right.sql, params: statement.right.params } : statement.left))
  print('')
  // What it lacks is a type error, "this dialect has no rowLocks", and an error for those who go around the types.
  // @ts-expect-error
  print(sqlOf(duckdb)(locked))
}

if (process.argv[1] === import.meta.filename) main(console.log)
