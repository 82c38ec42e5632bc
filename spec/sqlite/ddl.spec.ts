/** CREATE TABLE on SQLite: STRICT, with a CHECK for what other databases refuse by type. */
import { describe, expect, it } from 'vitest'
import {
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
  gte,
  index,
  insertInto,
  integer,
  isIn,
  isNotNull,
  json,
  literal,
  lower,
  pipe,
  primaryKey,
  real,
  returning,
  schemaSql,
  select,
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
import { sqlite } from '../../lib/sqlite/index.js'
import { ddlOf, openWith } from './open.js'

const owners = table('owners', { id: integer({ primaryKey: true, generate: 'identity' }), name: text({ comment: 'ignored' }) })

const everything = table(
  'every thing',
  {
    id: bigint({ primaryKey: true, generate: 'identity' }),
    small: smallint({ default: -1 }),
    whole: integer({ default: 5, check: (column) => gt(column, 0) }),
    big: bigint({ default: -(2n ** 63n) }),
    money: decimal(12, 2, { default: '-0.05' }),
    wide: decimal(38, 2, { default: '-1.5' }),
    wide0: decimal(20, 0, { default: '12' }),
    single: real({ default: 0.5 }),
    float: double({ default: 1e21 }),
    round: double({ default: 3 }),
    flag: boolean({ default: true }),
    words: text({ default: `it's ? :a "b" \`c\`` }),
    short: varchar(3, { unique: true, nullable: true }),
    code: char(2, { default: 'ab' }),
    mood: enumeration(['good', `it's`], { default: 'good' }),
    key: uuid({ default: '01890A5D-ac96-774b-bcce-b302099a8057' }),
    doc: json({ default: { a: [1, "it's"] } }),
    day: date({ default: '2026-11-22' }),
    moment: timestamp({ default: new Date('2026-11-22T15:30:00.123Z') }),
    clock: time({ precision: 0, default: '15:30:00' }),
    blob: bytes({ length: 3, default: Uint8Array.of(0, 255) }),
    raw: bytes({ nullable: true }),
    ownerId: integer({ nullable: true, references: { to: owners.id, onDelete: 'setNull', onUpdate: 'cascade' } }),
  },
  (t) => [
    unique([t.short, t.code], { name: 'short and code' }),
    check('sane', gte(t.money, '-100.00')),
    check('few', isIn(t.whole, [5, 6])),
    index([desc(t.money), lower(t.words)], { unique: true, name: 'by money', where: isNotNull(t.short) }),
    index([t.day]),
    foreignKey(t.id, t.id),
  ],
)

const pair = table('pair', { a: integer(), b: text() }, (t) => [primaryKey(t.a, t.b)])

describe('create table', () => {
  it('is golden', () => {
    expect(ddlOf(everything)).toEqual([
      [
        'create table `every thing` (',
        '  `id` integer primary key not null,',
        '  `small` integer default -1 not null check (`small` between -32768 and 32767),',
        '  `whole` integer default 5 not null check (`whole` between -2147483648 and 2147483647),',
        '  `big` integer default -9223372036854775808 not null,',
        '  `money` integer default -5 not null check (`money` between -999999999999 and 999999999999),',
        "  `wide` text default '-1.50' not null check (`wide` not glob '*[^-0-9.]*' and length(`wide`) <= 40 and substr(`wide`, -3, 1) = '.'),",
        "  `wide0` text default '12' not null check (`wide0` not glob '*[^-0-9.]*' and length(`wide0`) <= 22),",
        '  `single` real default 0.5 not null,',
        '  `float` real default 1e+21 not null,',
        '  `round` real default 3.0 not null,',
        '  `flag` integer default 1 not null check (`flag` in (0, 1)),',
        "  `words` text default 'it''s ? :a \"b\" `c`' not null,",
        '  `short` text check (length(`short`) <= 3),',
        "  `code` text default 'ab' not null check (length(`code`) = 2),",
        "  `mood` text default 'good' not null check (`mood` in ('good', 'it''s')),",
        "  `key` text default '01890a5d-ac96-774b-bcce-b302099a8057' not null check (length(`key`) = 36 and `key` not glob '*[^-0-9a-f]*'),",
        `  \`doc\` text default '{"a":[1,"it''s"]}' not null check (json_valid(\`doc\`)),`,
        "  `day` text default '2026-11-22' not null check (date(`day`) is `day`),",
        "  `moment` text default '2026-11-22T15:30:00.123Z' not null check (strftime('%Y-%m-%dT%H:%M:%fZ', `moment`) is `moment`),",
        "  `clock` text default '15:30:00' not null check (strftime('%H:%M:%S', `clock`) is `clock`),",
        "  `blob` blob default x'00ff' not null check (length(`blob`) <= 3),",
        '  `raw` blob,',
        '  `ownerId` integer check (`ownerId` between -2147483648 and 2147483647),',
        '  unique (`short`),',
        '  constraint `short and code` unique (`short`, `code`),',
        '  foreign key (`ownerId`) references `owners` (`id`) on delete set null on update cascade,',
        '  foreign key (`id`) references `every thing` (`id`),',
        '  constraint `every thing_whole_check` check (`whole` > 0),',
        '  constraint `sane` check (`money` >= -10000),',
        '  constraint `few` check (`whole` in (5, 6))',
        ') strict',
      ].join('\n'),
      'create unique index `by money` on `every thing` (`money` desc, (lower(`words`))) where `short` is not null',
      'create index `every thing_day_index` on `every thing` (`day`)',
    ])
    expect(ddlOf(pair)[0]).toContain('  primary key (`a`, `b`)\n) strict')
    expect(schemaSql(sqlite)(createTable(owners, { ifNotExists: true }))).toMatchObject({
      right: [expect.stringContaining('create table if not exists `owners`') as never],
    })
    expect(schemaSql(sqlite)(dropTable(owners, { ifExists: true }))).toMatchObject({ right: ['drop table if exists `owners`'] })
  })

  it('runs, and its defaults are those that an insert inlines', async () => {
    const db = await openWith(owners, everything, pair)
    await db.raw('insert into `every thing` default values')
    await db.affected(insertInto(everything)([{}, { whole: 6, code: 'cd' }] as never))
    const rows = await db.rows(from(everything) as never)
    const value = {
      small: -1,
      whole: 5,
      big: -(2n ** 63n),
      money: '-0.05',
      wide: '-1.50',
      wide0: '12',
      single: 0.5,
      float: 1e21,
      round: 3,
      flag: true,
      words: `it's ? :a "b" \`c\``,
      short: null,
      code: 'ab',
      mood: 'good',
      key: '01890a5d-ac96-774b-bcce-b302099a8057',
      doc: { a: [1, "it's"] },
      day: '2026-11-22',
      moment: new Date('2026-11-22T15:30:00.123Z'),
      clock: '15:30:00',
      blob: Uint8Array.of(0, 255),
      raw: null,
      ownerId: null,
    }
    expect(rows).toEqual([
      { id: 1n, ...value },
      { id: 2n, ...value },
      { id: 3n, ...value, whole: 6, code: 'cd' },
    ])
    expect(
      await db.rows(pipe(insertInto(owners)([{ name: 'a' }, { id: 7, name: 'b' }, { name: 'c' }]), returning({ id: owners.id })) as never),
    ).toEqual([{ id: 1 }, { id: 7 }, { id: 8 }])
  })

  it('refuses what a type elsewhere would', async () => {
    const db = await openWith(owners, everything)
    const bad: ReadonlyArray<readonly [string, string]> = [
      ['small', '32768'],
      ['whole', '2147483648'],
      ['money', '1000000000000'],
      ['wide', "'abc.00'"],
      ['wide', "'1.5'"],
      ['flag', '2'],
      ['short', "'abcd'"],
      ['code', "'a'"],
      ['mood', "'bad'"],
      ['key', "'x'"],
      ['doc', "'{'"],
      ['day', "'2026-02-30'"],
      ['blob', "x'00112233'"],
    ]
    for (const [column, value] of bad) {
      const answer = await db.database.send({
        sql: `insert into \`every thing\` (\`${column}\`) values (${value})`,
        params: [],
        prepare: false,
        int64: false,
      } as never)
      expect(answer).toMatchObject({ left: { _tag: 'ConstraintViolation', kind: 'check' } })
    }
    for (const [column, value] of [
      ['small', "'x'"],
      ['words', "x'00'"],
      ['whole', '1.5'],
    ]) {
      const answer = await db.database.send({
        sql: `insert into \`every thing\` (\`${column}\`) values (${value})`,
        params: [],
        prepare: false,
        int64: false,
      } as never)
      expect(answer).toMatchObject({ left: { _tag: 'QueryError', code: 'SQLITE_CONSTRAINT_DATATYPE' } })
    }
  })

  it('uses an index on an expression', async () => {
    const db = await openWith(owners, everything)
    const plan = await db.raw(
      "explain query plan select * from `every thing` where `money` = 1 and lower(`words`) = 'a' and `short` is not null",
    )
    expect(plan[0]?.join(' ')).toContain('by money')
  })
})

describe('what cannot be', () => {
  it('an identity beside the primary key is refused', () => {
    const two = table('two', { a: text({ primaryKey: true }), b: integer({ generate: 'identity' }) })
    expect(schemaSql(sqlite)(createTable(two))).toMatchObject({
      left: {
        _tag: 'CompileError',
        reason: 'unsupported',
        message: expect.stringContaining('two.b must be the primary key alone') as never,
      },
    })
  })

  it('an array column is refused', async () => {
    const { array } = await import('../../lib/index.js')
    expect(schemaSql(sqlite)(createTable(table('t', { a: array(text()) })))).toMatchObject({ left: { feature: 'arrays' } })
  })

  it('a condition on a column that is not there is an error, not a text', async () => {
    const other = table('other', { missing: text() })
    const wrong = table('wrong', { a: text() }, () => [check('c', eq(other.missing, literal('x', text())))])
    await expect(openWith(wrong)).rejects.toMatchObject({ message: expect.stringContaining('no such column: missing') as never })
    const db = await openWith(other)
    await db.raw('create table small (a text) strict')
    const described = table('small', { a: text(), b: text() })
    expect(await db.error(pipe(from(described), where(eq(described.b, 'b')), select({ a: described.a })) as never)).toMatchObject({
      message: 'no such column: small.b',
    })
    expect(await db.error(pipe(insertInto(described)({ a: 'x', b: 'y' }), returning(described)) as never)).toMatchObject({
      _tag: 'QueryError',
    })
  })
})
