/** CREATE TABLE: the text on both, and that the servers take it and keep to it. */
import { describe, expect, it } from 'vitest'
import {
  applySchema,
  array,
  bigint,
  boolean,
  bytes,
  char,
  check,
  createTable,
  date,
  decimal,
  desc,
  double,
  dropTable,
  enumeration,
  eq,
  foreignKey,
  from,
  gt,
  index,
  insertInto,
  integer,
  isNull,
  json,
  like,
  localTimestamp,
  lower,
  onConflictDoNothing,
  pipe,
  primaryKey,
  real,
  run,
  runOrThrow,
  schemaSql,
  smallint,
  table,
  text,
  time,
  timestamp,
  unique,
  uuid,
  varchar,
  where,
} from '../../lib/index.js'
import { connect, connectAny, connectMariadb, mariadb, mysql } from '../../lib/mysql/index.js'
import { describeEngines } from '../support/engines.js'
import { sqlSource } from '../support/sql.js'
import { bench, both } from './support.js'

const parents = table('parents', { id: integer({ primaryKey: true, generate: 'identity' }), code: varchar(20, { unique: true }) })

const everything = table(
  'everything',
  {
    id: bigint({ primaryKey: true, generate: 'identity' }),
    parentId: integer({ nullable: true, references: { to: parents.id, onDelete: 'setNull', onUpdate: 'cascade' } }),
    small: smallint({ default: -5, check: (column) => gt(column as never, -10 as never) }),
    money: decimal(12, 2, { default: '1.50', check: (column) => gt(column as never, '0.10' as never) }),
    single: real({ default: 0.5 }),
    float: double({ default: 1e100 }),
    flag: boolean({ default: true }),
    words: text({ default: `it's a \\ "quote"` }),
    short: varchar(20, { default: 'a\0b', comment: `it's \\ short` }),
    long: varchar(20_000, { default: 'long' }),
    code: char(3, { default: 'a  ' }),
    mood: enumeration(['good', `it's \\ bad`], { default: `it's \\ bad` }),
    key: uuid({ nullable: true }),
    doc: json({ default: { a: [`it's`] } }),
    day: date({ default: 'now' }),
    past: date({ default: '0001-01-01' }),
    clock: time({ default: 'now' }),
    local: localTimestamp({ default: 'now', precision: 0 }),
    moment: timestamp({ default: 'now' }),
    fixed: timestamp({ default: new Date('2026-11-22T12:00:00.123Z') }),
    fine: timestamp({ default: 'now', precision: 6 }),
    blob: bytes({ default: Uint8Array.of(0, 255) }),
    some: bytes({ length: 4, default: Uint8Array.of(1) }),
  },
  (t) => [
    unique([t.short, t.code], { name: 'everything_short_code' }),
    index([t.small, desc(t.money)], { name: 'everything_small' }),
    check('everything_like', like(t.short, '%\\%%\\\\')),
    foreignKey(t.short, parents.code),
  ],
)

const textOf = (t: Parameters<typeof createTable>[0], d = mysql): string => {
  const made = schemaSql(d)(createTable(t))
  return made._tag === 'Right' ? made.right.join(';\n') : made.left.message
}

describe('the text', () => {
  it('says every type, default and constraint', () => {
    expect(textOf(everything)).toMatchInlineSnapshot(`
      "create table \`everything\` (
        \`id\` bigint auto_increment not null,
        \`parentId\` int,
        \`small\` smallint default -5 not null,
        \`money\` decimal(12, 2) default 1.50 not null,
        \`single\` float default 0.5 not null,
        \`float\` double default 1e+100 not null,
        \`flag\` tinyint(1) default true not null,
        \`words\` longtext default ('it''s a \\\\ "quote"') not null,
        \`short\` varchar(20) default 'a\\0b' not null comment 'it''s \\\\ short',
        \`long\` longtext default ('long') not null check (char_length(\`long\`) <= 20000),
        \`code\` varchar(3) default 'a  ' not null,
        \`mood\` varchar(10) default 'it''s \\\\ bad' not null check (\`mood\` in ('good', 'it''s \\\\ bad')),
        \`key\` char(36),
        \`doc\` json default ('{"a":["it''s"]}') not null,
        \`day\` date default (utc_date()) not null,
        \`past\` date default '0001-01-01' not null,
        \`clock\` time(3) default (utc_time(3)) not null,
        \`local\` datetime(0) default (utc_timestamp(0)) not null,
        \`moment\` datetime(3) default (utc_timestamp(3)) not null,
        \`fixed\` datetime(3) default '2026-11-22 12:00:00.123' not null,
        \`fine\` datetime(6) default (utc_timestamp(6)) not null,
        \`blob\` longblob default (x'00ff') not null,
        \`some\` varbinary(4) default (x'01') not null,
        primary key (\`id\`),
        constraint \`everything_short_code\` unique (\`short\`, \`code\`),
        foreign key (\`parentId\`) references \`parents\` (\`id\`) on delete set null on update cascade,
        foreign key (\`short\`) references \`parents\` (\`code\`),
        constraint \`everything_small_check\` check (\`small\` > -10),
        constraint \`everything_money_check\` check (\`money\` > cast(0.10 as decimal(12, 2))),
        constraint \`everything_like\` check (\`short\` like ('%\\\\%%\\\\\\\\') escape '\\\\'),
        index \`everything_small\` (\`small\`, \`money\` desc)
      ) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin"
    `)
  })

  it('has the collation of the server', () => {
    const tiny = table('tiny', { a: varchar(1) })
    expect(textOf(tiny)).toBe(
      'create table `tiny` (\n  `a` varchar(1) not null\n) engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin',
    )
    expect(textOf(tiny, mariadb as never)).toBe(
      'create table `tiny` (\n  `a` varchar(1) not null\n) engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin',
    )
    expect(schemaSql(mysql)(dropTable(tiny, { ifExists: true }))).toEqual({ _tag: 'Right', right: ['drop table if exists `tiny`'] })
  })

  it('refuses what the servers lack', () => {
    const partial = table('partial', { a: integer({ nullable: true }) }, (t) => [index([t.a], { where: isNull(t.a) })])
    expect(textOf(partial)).toContain('mysql has no partial index')
    const computed = table('computed', { a: varchar(9) }, (t) => [index([lower(t.a)], { name: 'lowered' })])
    expect(textOf(computed)).toContain('index `lowered` ((lower(`a`)))')
    expect(textOf(computed, mariadb as never)).toContain('mariadb has no index on an expression')
    expect(textOf(table('arrays', { a: array(integer()) }) as never)).toContain('mysql has no arrays')
  })
})

describeEngines(both, (engine) => {
  const { own, all, attempt, count } = bench(engine, [parents, everything] as never)
  const value = (sql: string) => runOrThrow(own().database)(sqlSource(sql))

  it('makes what the descriptor says', async () => {
    await count(insertInto(parents)({ code: '%\\' }))
    await count(insertInto(everything)({ short: '%\\' }))
    const [row] = (await all(from(everything))) as ReadonlyArray<Record<string, unknown>>
    const { day, clock, local, moment, fine, ...fixed } = row as Record<string, unknown>
    expect(fixed).toEqual({
      id: 1n,
      parentId: null,
      small: -5,
      money: '1.50',
      single: 0.5,
      float: 1e100,
      flag: true,
      words: `it's a \\ "quote"`,
      short: '%\\',
      long: 'long',
      code: 'a  ',
      mood: `it's \\ bad`,
      key: null,
      doc: { a: [`it's`] },
      past: '0001-01-01',
      fixed: new Date('2026-11-22T12:00:00.123Z'),
      blob: Uint8Array.of(0, 255),
      some: Uint8Array.of(1),
    })
    expect(Math.abs((moment as Date).getTime() - Date.now())).toBeLessThan(60_000)
    expect(new Date(String(fine)).toISOString().slice(0, 16)).toBe((moment as Date).toISOString().slice(0, 16))
    expect(`${day as string} ${(clock as string).slice(0, 5)}`).toBe((moment as Date).toISOString().slice(0, 16).replace('T', ' '))
    expect((local as string).slice(0, 16)).toBe((moment as Date).toISOString().slice(0, 16).replace('T', ' '))
    expect(
      await value(
        `select column_comment from information_schema.columns where table_schema = database() and table_name = 'everything' and column_name = 'short'`,
      ),
    ).toEqual([[`it's \\ short`]])
  })

  it('holds its constraints', async () => {
    const violation = async (row: object) =>
      (await attempt(insertInto(everything)({ short: '%\\', code: 'new', ...row } as never))) as unknown
    expect(await violation({ money: '0.10' })).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'check' } })
    expect(await violation({ parentId: 77 })).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'foreignKey' } })
    expect(await violation({ code: 'a  ' })).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'unique' } })
    expect(await violation({ short: 'no' })).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'check' } })
    const raw = await run(own().database)(sqlSource(`insert into everything (short, code, mood) values ('%\\\\', 'new', 'GOOD')`))
    expect(raw).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'check' } })
    const long = await run(own().database)(
      sqlSource(`insert into everything (short, code, \`long\`) values ('%\\\\', 'new', repeat('x', 20001))`),
    )
    expect(long).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'check' } })
  })

  it('tells letters apart by case, accent and spaces at the end', async () => {
    const words = table('words', { word: varchar(9, { primaryKey: true }) })
    await runOrThrow(own().database)(applySchema(createTable(words)))
    expect(await count(insertInto(words)([{ word: 'a' }, { word: 'A' }, { word: 'á' }, { word: 'a ' }, { word: 'a\u0301' }]))).toBe(5)
    expect(await count(pipe(insertInto(words)({ word: 'a' }), onConflictDoNothing(words.word)))).toBe(1)
    expect(await all(from(words))).toHaveLength(5)
  })

  it('makes indexes and composite keys, and drops the table', async () => {
    const t = table('indexed', { a: integer(), b: varchar(9), c: integer() }, (c) => [
      primaryKey(c.a, c.b),
      index([desc(c.c)], { unique: true }),
      ...(engine.name === 'mysql' ? [index([lower(c.b)], { name: 'lowered' })] : []),
    ])
    await runOrThrow(own().database)(applySchema(createTable(t), createTable(t, { ifNotExists: true })))
    const names = await value(
      `select distinct index_name from information_schema.statistics where table_schema = database() and table_name = 'indexed' order by index_name`,
    )
    expect(names.flat()).toEqual(engine.name === 'mysql' ? ['indexed_c_unique', 'lowered', 'PRIMARY'] : ['indexed_c_unique', 'PRIMARY'])
    await runOrThrow(own().database)(applySchema(dropTable(t), dropTable(t, { ifExists: true })))
    expect(await attempt(pipe(from(t)))).toMatchObject({ left: { _tag: 'QueryError', code: '1146' } })
  })

  it('keeps a zero that is given for an identity', async () => {
    await count(insertInto(parents)({ id: 0, code: 'zero' }))
    expect(await all(pipe(from(parents), where(eq(parents.code, 'zero'))))).toEqual([{ id: 0, code: 'zero' }])
  })

  it('is connected by the function of its own kind', async () => {
    const [right, wrong, named] = engine.name === 'mysql' ? [connect, connectMariadb, 'MySQL'] : [connectMariadb, connect, 'MariaDB']
    const opened = await right(engine.url)()
    expect(opened).toMatchObject({ _tag: 'Right', right: { dialect: { name: engine.name } } })
    if (opened._tag === 'Right') await opened.right.close()
    const refused = await wrong(engine.url)()
    expect(refused).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionError', reason: 'configuration' } })
    expect(refused._tag === 'Left' && refused.left.message).toMatch(new RegExp(`^the server is ${named} [0-9.]+.*: use connect`))
    const any = await connectAny(engine.url)()
    expect(any).toMatchObject({ _tag: 'Right', right: { dialect: { name: engine.name } } })
    if (any._tag === 'Right') await any.right.close()
    expect(await connectAny('mysql://root@127.0.0.1:1/x?port=0')()).toMatchObject({ _tag: 'Left', left: { reason: 'configuration' } })
    expect(await right('mysql://root@127.0.0.1:1/x?port=0')()).toMatchObject({ _tag: 'Left', left: { reason: 'configuration' } })
    expect(await right('mysql://root@127.0.0.1:1')()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'ConnectionError', reason: 'unreachable' },
    })
  })
})
