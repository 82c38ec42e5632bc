/**
 * One program in the words of three libraries: 200 queries of three tables each over 100 tables of 15 columns. Each
 * query has two joins (one of them left), two predicates, six columns of the three tables, an order, a limit, and a fetch.
 */

export const tableCount = 100
export const queryCount = 200

/** A kind of column, cycled through the 15 columns of every table. */
type ColumnKind = 'id' | 'integer' | 'nullableInteger' | 'text' | 'nullableText' | 'decimal' | 'boolean' | 'timestamp' | 'json'

const kinds: ReadonlyArray<ColumnKind> = [
  'id',
  'integer',
  'text',
  'integer',
  'nullableText',
  'decimal',
  'boolean',
  'timestamp',
  'nullableInteger',
  'text',
  'decimal',
  'nullableText',
  'integer',
  'timestamp',
  'json',
]

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

export interface Table {
  readonly name: string
  readonly columns: ReadonlyArray<Column>
}

/** Names differ from table to table, so that no compiler gets a table for nothing because it has seen its twin. */
export const tables: ReadonlyArray<Table> = Array.from({ length: tableCount }, (_, table) => ({
  name: `table${table}`,
  columns: kinds.map((kind, column) => ({ name: kind === 'id' ? 'id' : `c${column}_${table % 10}`, kind })),
}))

export interface Triple {
  readonly a: Table
  readonly b: Table
  readonly c: Table
  readonly index: number
}

const tableAt = (index: number): Table => tables[index % tableCount] as Table

/** The three tables of each query. The strides give 200 triples that all differ. */
export const triples: ReadonlyArray<Triple> = Array.from({ length: queryCount }, (_, index) => ({
  a: tableAt(index),
  b: tableAt(index * 7 + 1 + Math.floor(index / tableCount)),
  c: tableAt(index * 13 + 3 + Math.floor(index / tableCount)),
  index,
})).map((triple) => apart(triple))

function apart({ a, b, c, index }: Triple): Triple {
  const second = b === a ? tableAt(tables.indexOf(b) + 1) : b
  let third = c
  while (third === a || third === second) third = tableAt(tables.indexOf(third) + 1)
  return { a, b: second, c: third, index }
}

const at = (table: Table, column: number): string => (table.columns[column] as Column).name

const lines = (...parts: ReadonlyArray<string>): string => `${parts.join('\n')}\n`

export interface Contestant {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
}

// ---------------------------------------------------------------------------------------------------------------------
// Oxbow
// ---------------------------------------------------------------------------------------------------------------------

const oxbowColumns: Readonly<Record<ColumnKind, string>> = {
  id: "integer({ primaryKey: true, generate: 'identity' })",
  integer: 'integer()',
  nullableInteger: 'integer({ nullable: true })',
  text: 'varchar(200)',
  nullableText: 'text({ nullable: true })',
  decimal: "decimal(12, 2, { default: '0.00' })",
  boolean: 'boolean()',
  timestamp: "timestamp({ default: 'now' })",
  json: 'json({ nullable: true })',
}

/** Imports that a program takes from the entry point where there is one, else from the folders behind it. */
export interface OxbowImports {
  readonly tables: string
  readonly queries: string
}

export const oxbow = (imports: OxbowImports): Contestant => ({
  name: 'Oxbow',
  files: {
    'tables.ts': lines(
      imports.tables,
      ...tables.map(
        ({ name, columns }) =>
          `export const ${name} = table('${name}', {\n${columns.map((column) => `  ${column.name}: ${oxbowColumns[column.kind]},`).join('\n')}\n})`,
      ),
    ),
    'queries.ts': lines(
      imports.queries,
      "import * as t from './tables.js'",
      ...triples.map(({ a, b, c, index }) =>
        lines(
          `export const query${index} = pipe(`,
          `  from(t.${a.name}),`,
          `  innerJoin(t.${b.name}, eq(t.${b.name}.${at(b, 1)}, t.${a.name}.id)),`,
          `  leftJoin(t.${c.name}, eq(t.${c.name}.${at(c, 3)}, t.${b.name}.id)),`,
          `  where(gt(t.${a.name}.${at(a, 5)}, '10.00')),`,
          `  where(eq(t.${b.name}.${at(b, 2)}, 'x')),`,
          `  select({`,
          `    id: t.${a.name}.id,`,
          `    name: t.${a.name}.${at(a, 2)},`,
          `    amount: t.${b.name}.${at(b, 5)},`,
          `    at: t.${b.name}.${at(b, 7)},`,
          `    note: t.${c.name}.${at(c, 4)},`,
          `    count: t.${c.name}.${at(c, 12)},`,
          `  }),`,
          `  orderBy(desc(t.${a.name}.${at(a, 7)})),`,
          `  limit(10),`,
          `  fetchAll,`,
          `)`,
        ),
      ),
    ),
  },
})

// ---------------------------------------------------------------------------------------------------------------------
// Kysely
// ---------------------------------------------------------------------------------------------------------------------

const kyselyColumns: Readonly<Record<ColumnKind, string>> = {
  id: 'Generated<number>',
  integer: 'number',
  nullableInteger: 'number | null',
  text: 'string',
  nullableText: 'string | null',
  decimal: 'Generated<string>',
  boolean: 'boolean',
  timestamp: 'Generated<Date>',
  json: 'unknown',
}

const typeName = (table: Table): string => `T${table.name.slice(1)}`

export const kysely: Contestant = {
  name: 'Kysely',
  files: {
    'tables.ts': lines(
      "import type { Generated } from 'kysely'",
      ...tables.map(
        (table) =>
          `export interface ${typeName(table)} {\n${table.columns.map((column) => `  ${column.name}: ${kyselyColumns[column.kind]}`).join('\n')}\n}`,
      ),
      `export interface Database {\n${tables.map((table) => `  ${table.name}: ${typeName(table)}`).join('\n')}\n}`,
    ),
    'queries.ts': lines(
      "import type { Kysely } from 'kysely'",
      "import type { Database } from './tables.js'",
      'declare const db: Kysely<Database>',
      ...triples.map(({ a, b, c, index }) =>
        lines(
          `export const query${index} = db`,
          `  .selectFrom('${a.name}')`,
          `  .innerJoin('${b.name}', '${b.name}.${at(b, 1)}', '${a.name}.id')`,
          `  .leftJoin('${c.name}', '${c.name}.${at(c, 3)}', '${b.name}.id')`,
          `  .where('${a.name}.${at(a, 5)}', '>', '10.00')`,
          `  .where('${b.name}.${at(b, 2)}', '=', 'x')`,
          `  .select([`,
          `    '${a.name}.id',`,
          `    '${a.name}.${at(a, 2)} as name',`,
          `    '${b.name}.${at(b, 5)} as amount',`,
          `    '${b.name}.${at(b, 7)} as at',`,
          `    '${c.name}.${at(c, 4)} as note',`,
          `    '${c.name}.${at(c, 12)} as count',`,
          `  ])`,
          `  .orderBy('${a.name}.${at(a, 7)}', 'desc')`,
          `  .limit(10)`,
          `  .execute()`,
        ),
      ),
    ),
  },
}

// ---------------------------------------------------------------------------------------------------------------------
// Drizzle
// ---------------------------------------------------------------------------------------------------------------------

const drizzleColumns: Readonly<Record<ColumnKind, string>> = {
  id: 'integer().primaryKey().generatedByDefaultAsIdentity()',
  integer: 'integer().notNull()',
  nullableInteger: 'integer()',
  text: 'varchar({ length: 200 }).notNull()',
  nullableText: 'text()',
  decimal: "numeric({ precision: 12, scale: 2 }).notNull().default('0.00')",
  boolean: 'boolean().notNull()',
  timestamp: 'timestamp({ precision: 3, withTimezone: true }).notNull().defaultNow()',
  json: 'jsonb()',
}

export const drizzle: Contestant = {
  name: 'Drizzle',
  files: {
    'tables.ts': lines(
      "import { boolean, integer, jsonb, numeric, pgTable, text, timestamp, varchar } from 'drizzle-orm/pg-core'",
      ...tables.map(
        ({ name, columns }) =>
          `export const ${name} = pgTable('${name}', {\n${columns.map((column) => `  ${column.name}: ${drizzleColumns[column.kind]},`).join('\n')}\n})`,
      ),
    ),
    'queries.ts': lines(
      "import { and, desc, eq, gt } from 'drizzle-orm'",
      "import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'",
      "import * as t from './tables.js'",
      'declare const db: PgDatabase<PgQueryResultHKT>',
      ...triples.map(({ a, b, c, index }) =>
        lines(
          `export const query${index} = db`,
          `  .select({`,
          `    id: t.${a.name}.id,`,
          `    name: t.${a.name}.${at(a, 2)},`,
          `    amount: t.${b.name}.${at(b, 5)},`,
          `    at: t.${b.name}.${at(b, 7)},`,
          `    note: t.${c.name}.${at(c, 4)},`,
          `    count: t.${c.name}.${at(c, 12)},`,
          `  })`,
          `  .from(t.${a.name})`,
          `  .innerJoin(t.${b.name}, eq(t.${b.name}.${at(b, 1)}, t.${a.name}.id))`,
          `  .leftJoin(t.${c.name}, eq(t.${c.name}.${at(c, 3)}, t.${b.name}.id))`,
          `  .where(and(gt(t.${a.name}.${at(a, 5)}, '10.00'), eq(t.${b.name}.${at(b, 2)}, 'x')))`,
          `  .orderBy(desc(t.${a.name}.${at(a, 7)}))`,
          `  .limit(10)`,
          `  .execute()`,
        ),
      ),
    ),
  },
}
