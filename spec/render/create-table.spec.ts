import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  applySchema,
  array,
  bigint,
  boolean,
  bytes,
  char,
  check,
  compile,
  createTable,
  date,
  decimal,
  desc,
  double,
  dropTable,
  enumeration,
  type Expr,
  foreignKey,
  from,
  gt,
  index,
  integer,
  isIn,
  json,
  localTimestamp,
  lower,
  pipe,
  primaryKey,
  real,
  run,
  runOrThrow,
  schemaSql,
  smallint,
  table,
  tableWith,
  text,
  time,
  timestamp,
  unique,
  uuid,
  varchar,
} from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const parents = table('parents', { a: integer(), b: integer(), name: varchar(20) }, (t) => [primaryKey(t.a, t.b)])
const rooms = table('rooms', { id: integer({ primaryKey: true, generate: 'identity' }), code: varchar(10, { unique: true }) })

const children = table(
  'children',
  {
    id: uuid({ primaryKey: true, generate: 'v7' }),
    a: integer({ nullable: true }),
    b: integer({ nullable: true }),
    room: integer({ nullable: true, references: { to: rooms.id, onDelete: 'setNull', onUpdate: 'cascade' } }),
    old: smallint({ default: 7, check: (c) => gt(c, 0) }),
    mood: enumeration(['good', "it's"], { default: 'good' }),
    note: varchar(40, { default: "it's", comment: "it's a note", name: 'remark' }),
    score: decimal(5, 2, { default: '1.50' }),
    on: boolean({ default: true }),
    at: timestamp({ default: 'now' }),
    day: date({ default: 'now' }),
    local: localTimestamp({ default: 'now' }),
    clock: time({ default: '12:00:00' }),
    big: bigint({ default: 9007199254740993n }),
    kept: varchar(5, { default: 'x', nullable: true }),
  },
  (t) => [
    foreignKey([t.a, t.b], () => [parents.a, parents.b], { name: 'parent', onDelete: 'cascade' }),
    unique([t.room, t.note], { name: 'one_note' }),
    check('sane', isIn(t.old, [1, 7, 9])),
    index([t.room, desc(t.note)]),
    index([t.day], { name: 'by_day', unique: false }),
  ],
)

const people = table('folk', { id: integer({ primaryKey: true }), boss: integer({ nullable: true }) }, (t) => [foreignKey(t.boss, t.id)])
const lonely = tableWith({ naming: (key) => `c_${key}`, schema: 'staff' })('lonely', { id: integer({ comment: 'the key' }) })

/** Two tables that refer to each other: the thunk is annotated, as TypeScript asks. */
const eggs = table('eggs', { id: integer({ primaryKey: true }), hen: integer({ references: { to: (): Expr<never> => hens.id as never } }) })
const hens = table('hens', {
  id: integer({ primaryKey: true }),
  egg: integer({ references: { to: eggs.id, onDelete: 'noAction', onUpdate: 'restrict' } }),
})

describe('on PostgreSQL', () => {
  it('a table has its columns, keys, checks, indexes and comments', () => {
    expect(schemaSql(postgres)(createTable(children, { ifNotExists: true }))).toEqual({
      _tag: 'Right',
      right: [
        [
          'create table if not exists "children" (',
          '  "id" uuid not null,',
          '  "a" integer,',
          '  "b" integer,',
          '  "room" integer,',
          '  "old" smallint default 7 not null,',
          `  "mood" text default 'good' not null check ("mood" in ('good', 'it''s')),`,
          `  "remark" varchar(40) default 'it''s' not null,`,
          `  "score" numeric(5, 2) default '1.50' not null,`,
          '  "on" boolean default true not null,',
          '  "at" timestamptz(3) default now() not null,',
          `  "day" date default (now() at time zone 'UTC')::date not null,`,
          `  "local" timestamp(3) default (now() at time zone 'UTC') not null,`,
          `  "clock" time(3) default '12:00:00' not null,`,
          `  "big" bigint default '9007199254740993' not null,`,
          `  "kept" varchar(5) default 'x',`,
          '  primary key ("id"),',
          '  constraint "one_note" unique ("room", "remark"),',
          '  foreign key ("room") references "rooms" ("id") on delete set null on update cascade,',
          '  constraint "parent" foreign key ("a", "b") references "parents" ("a", "b") on delete cascade,',
          '  constraint "children_old_check" check ("old" > 0),',
          '  constraint "sane" check ("old" in (1, 7, 9))',
          ')',
        ].join('\n'),
        'create index if not exists "children_room_remark_index" on "children" ("room", "remark" desc)',
        'create index if not exists "by_day" on "children" ("day")',
        `comment on column "children"."remark" is 'it''s a note'`,
      ],
    })
  })

  it('a table has every type', () => {
    const types = table('types', {
      a: integer({ generate: 'identity', primaryKey: true }),
      b: real(),
      c: double(),
      d: char(3),
      e: json({ default: { a: 1 } }),
      f: bytes({ default: Uint8Array.of(0, 255) }),
      g: array(varchar(5), { default: ['a'] }),
      h: timestamp({ precision: 6 }),
      i: text(),
    })
    expect(schemaSql(postgres)(createTable(types))).toMatchObject({
      right: [
        [
          'create table "types" (',
          '  "a" integer generated by default as identity not null,',
          '  "b" real not null,',
          '  "c" double precision not null,',
          '  "d" varchar(3) not null check (char_length("d") = 3),',
          `  "e" jsonb default '{"a":1}' not null,`,
          `  "f" bytea default '\\x00ff' not null,`,
          `  "g" varchar(5)[] default '{"a"}' not null,`,
          '  "h" timestamptz(6) not null,',
          '  "i" text not null,',
          '  primary key ("a")',
          ')',
        ].join('\n'),
      ],
    })
  })

  it('an index can be unique, partial, and of an expression', () => {
    const t = table('t', { s: varchar(5), n: integer() }, (it) => [index([lower(it.s), it.n], { unique: true, where: gt(it.n, 1) })])
    expect(schemaSql(postgres)(createTable(t))).toMatchObject({
      right: [expect.any(String), 'create unique index "t_expression_n_unique" on "t" ((lower("s")), "n") where "n" > 1'],
    })
  })

  it('a table in a schema is named in full, also in a comment', () => {
    expect(schemaSql(postgres)(createTable(lonely))).toMatchObject({
      right: ['create table "staff"."lonely" (\n  "c_id" integer not null\n)', `comment on column "staff"."lonely"."c_id" is 'the key'`],
    })
    expect(schemaSql(postgres)(dropTable(lonely, { ifExists: true }))).toEqual({
      _tag: 'Right',
      right: ['drop table if exists "staff"."lonely"'],
    })
  })

  it('a table may refer to itself, and to one that comes later', () => {
    expect(schemaSql(postgres)(createTable(people))).toMatchObject({
      right: [expect.stringContaining('foreign key ("boss") references "folk" ("id")')],
    })
    expect(schemaSql(postgres)(createTable(eggs))).toMatchObject({
      right: [expect.stringContaining('foreign key ("hen") references "hens" ("id")')],
    })
    expect(schemaSql(postgres)(createTable(hens))).toMatchObject({
      right: [expect.stringContaining('references "eggs" ("id") on delete no action on update restrict')],
    })
  })
})

describe.each([postgres, mysql, mariadb, sqlite].map((dialect) => ({ name: dialect.name, dialect })))('on $name', ({ dialect }) => {
  it('a default that does not fit its column is a ValidationError', () => {
    const t = table('t', { v: varchar(2, { default: 'long' }) })
    expect(schemaSql(dialect)(createTable(t))).toMatchObject({ _tag: 'Left', left: { _tag: 'ValidationError', issues: [{ column: 'v' }] } })
  })

  it('a name that cannot be one is a CompileError', () => {
    const t = table('t\0', { v: integer() })
    for (const change of [createTable(t), dropTable(t)])
      expect(schemaSql(dialect)(change)).toMatchObject({ _tag: 'Left', left: { _tag: 'CompileError', reason: 'identifier' } })
  })

  it('a query compiles by its face as by its node', () => {
    expect(compile(dialect as typeof postgres)(pipe(from(rooms)))).toMatchObject({ _tag: 'Right', right: { params: [] } })
  })
})

describe.each([mysql, mariadb, sqlite].map((dialect) => ({ name: dialect.name, dialect })))('on $name', ({ dialect }) => {
  it('an array column is refused', () => {
    expect(schemaSql(dialect)(createTable(table('t', { v: array(integer()) })))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'CompileError', reason: 'unsupported', feature: 'arrays' },
    })
  })
})

describeEngines((engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
  })
  afterAll(() => own?.drop())

  it('makes the tables, and drops them', async () => {
    const tables = [parents, rooms, children, people] as const
    await runOrThrow(own.database)(applySchema(...tables.map((t) => createTable(t))))
    await runOrThrow(own.database)(applySchema(createTable(people, { ifNotExists: true })))
    await runOrThrow(own.database)(applySchema(...tables.toReversed().map((t) => dropTable(t))))
    await runOrThrow(own.database)(applySchema(dropTable(children, { ifExists: true })))
    const again = await run(own.database)(applySchema(dropTable(children)))
    expect(again).toMatchObject({ _tag: 'Left', left: { _tag: 'QueryError' } })
  })

  it('refuses a change that does not compile before it sends any of it', async () => {
    const result = await run(own.database)(applySchema(createTable(table('', { id: integer() }))))
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'CompileError', reason: 'identifier' } })
  })
})
