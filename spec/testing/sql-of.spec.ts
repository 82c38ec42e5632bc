import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  and,
  arrayOf,
  as,
  boolean,
  count,
  cte,
  deleteFrom,
  type Dialect,
  distinct,
  eq,
  everyRow,
  exists,
  forUpdate,
  from,
  groupBy,
  having,
  gt,
  innerJoin,
  insertInto,
  isDistinctFrom,
  isIn,
  leftJoin,
  limit,
  offset,
  onConflictDoUpdate,
  orderBy,
  pipe,
  returning,
  select,
  sql,
  subquery,
  union,
  unionAll,
  update,
  where,
} from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import { textType } from '../../lib/schema/types/text.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { layout, oneLine } from '../../lib/show/layout.js'
import { lexiconOf } from '../../lib/show/lexicon.js'
import { sqlOf } from '../../lib/testing/index.js'
import { showLine, showLines } from '../../lib/show/show.js'
import { standardDdl } from '../../lib/render/standard-ddl.js'
import { type Token, tokensOf } from '../../lib/show/tokens.js'
import { cases } from '../golden/cases.js'
import { customers, hostile, items, orders, stock, tokens } from '../support/shop.js'

// What the families of databases write differently, by dialects that differ from PostgreSQL in just that.
const escaped = (value: unknown): string => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
const mysqlLike: Dialect = {
  ...postgres,
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  placeholder: () => '?',
  ddl: { ...standardDdl, literal: escaped },
}
const sqliteLike: Dialect = { ...postgres, placeholder: (position) => `?${position}` }
const serverLike: Dialect = { ...postgres, quote: (name) => `[${name.replaceAll(']', ']]')}]`, placeholder: (position) => `@p${position}` }

const families = { postgres, mysql, mariadb, sqlite, mysqlLike, sqliteLike, serverLike } as const

const pgSql = sqlOf(postgres)

describe('the layout', () => {
  test('has one clause a line, and the queries in it indented', () => {
    const query = pipe(
      from(customers),
      leftJoin(orders, eq(orders.customerId, customers.id)),
      where(
        and(
          isDistinctFrom(customers.age, 3),
          exists(pipe(from(items), innerJoin(stock, eq(stock.sku, items.sku)), where(eq(items.orderId, orders.id)))),
        ),
      ),
      groupBy(customers.id),
      having(gt(count(), 1)),
      select({ id: customers.id, orders: count(), stock: arrayOf(pipe(from(stock), limit(3))) }),
      orderBy(customers.id),
      limit(10),
      offset(20),
    )
    expect(pgSql(query)).toBe(
      `
select "customers"."id", count(*) as "orders", (
  select coalesce(json_agg(json_build_array("nested"."c0", "nested"."c1", "nested"."c2", "nested"."c3")), '[]')
  from (
    select "stock"."sku" as "c0", "stock"."amount" as "c1", "stock"."reserved" as "c2", "stock"."note" as "c3"
    from "stock"
    limit 3
  ) as "nested"
) as "stock"
from "customers"
left join "orders" on "orders"."customerId" = "customers"."id"
where "customers"."age" is distinct from 3 and exists (
  select 1
  from "items"
  inner join "stock" on "stock"."sku" = "items"."sku"
  where "items"."orderId" = "orders"."id"
)
group by "customers"."id"
having count(*) > 1
order by "customers"."id"
limit 10
offset 20`
        .trim()
        .replaceAll('count(*)', pgSql(pipe(from(stock), select({ n: count() }))).match(/(?<=select ).*(?= as)/u)?.[0] ?? ''),
    )
  })

  test('of writes', () => {
    const upsert = pipe(
      insertInto(stock)([
        { sku: 'a', amount: 3 },
        { sku: 'b', amount: 4 },
      ]),
      onConflictDoUpdate(stock, stock.sku, (excluded) => ({ amount: excluded.amount })),
      returning({ amount: stock.amount }),
    )
    expect(pgSql(upsert)).toBe(
      [
        'insert into "stock" ("sku", "amount")',
        `values ('a', 3), ('b', 4)`,
        'on conflict ("sku") do update set "amount" = excluded."amount"',
        'returning "stock"."amount"',
      ].join('\n'),
    )
    expect(pgSql(pipe(update(stock)({ amount: 1 }), where(isIn(stock.sku, pipe(from(items), select({ sku: items.sku }))))))).toBe(
      'update "stock"\nset "amount" = 1\nwhere "stock"."sku" in (\n  select "items"."sku"\n  from "items"\n)',
    )
    expect(pgSql(pipe(deleteFrom(stock), everyRow))).toBe('delete from "stock"')
  })

  test('of set operations, common table expressions and locks', () => {
    const one = pipe(from(stock), select({ sku: stock.sku }))
    const page = pipe(one, limit(1))
    expect(pgSql(pipe(one, union(pipe(from(items), select({ sku: items.sku })))))).toBe(
      'select "stock"."sku"\nfrom "stock"\nunion\nselect "items"."sku"\nfrom "items"',
    )
    expect(pgSql(pipe(from(pipe(page, unionAll(page), subquery('u'))))).replaceAll(/ as "sku"/gu, '')).toBe(
      'select "u"."sku"\nfrom (\n  (\n    select "stock"."sku"\n    from "stock"\n    limit 1\n  )\n  union all (\n' +
        '    select "stock"."sku"\n    from "stock"\n    limit 1\n  )\n) as "u"',
    )
    expect(pgSql(from(pipe(page, cte('few'))))).toBe(
      'with "few" as (\n  select "stock"."sku"\n  from "stock"\n  limit 1\n)\nselect "few"."sku"\nfrom "few"',
    )
    expect(pgSql(pipe(from(stock), distinct, select({ sku: stock.sku })))).toBe('select distinct "stock"."sku"\nfrom "stock"')
    expect(sqlOf(postgres)(pipe(from(stock), select({ sku: stock.sku }), forUpdate) as never)).toBe(
      'select "stock"."sku"\nfrom "stock"\nfor update',
    )
  })

  test('is not led astray by the words of functions', () => {
    const lines = (text: string): string => layout(tokensOf(text, lexiconOf(mysqlLike)), (token) => token.text)
    const quiet = [
      'select extract(year from x), left(a, 1), `from`, replace(a, b, c)',
      'select count(*) filter (where a), row_number() over (partition by a order by b)',
      'insert into t (a) select 1 on duplicate key update a = values(a)',
    ]
    expect(quiet.map(lines)).toEqual([quiet[0], quiet[1], 'insert into t (a)\nselect 1\non duplicate key update a = values(a)'])
    expect(lines('select 1 from a full outer join b on true cross join c join d on true natural join e')).toBe(
      'select 1\nfrom a\nfull outer join b on true\ncross join c\njoin d on true\nnatural join e',
    )
    expect(lines('insert into t default values')).toBe('insert into t\ndefault values')
    expect(lines('with a as (select 1) update t set b = 1')).toBe('with a as (\n  select 1\n)\nupdate t\nset b = 1')
  })

  test('leaves text that is no SQL as it can', () => {
    const lines = (text: string): string => layout(tokensOf(text, lexiconOf(postgres)), (token) => token.text)
    expect([')', '(', 'select ) from (', '', "'open", '"open', '/* open', '-- open', '$$ open'].map(lines)).toEqual([
      ')',
      '(',
      'select )\nfrom (',
      '',
      "'open",
      '"open',
      '/* open',
      '-- open\n',
      '$$ open',
    ])
  })

  test('keeps what follows a comment out of it', () => {
    const fragment = pipe(from(stock), where(sql(boolean())`1 -- where?\n + 1`), select({ sku: stock.sku }))
    expect(pgSql(fragment)).toBe('select "stock"."sku"\nfrom "stock"\nwhere 1 -- where?\n+ 1')
    expect(showLine(postgres, { sql: 'select 1 -- one\n + $1 /* two */', params: [2] })).toBe('select 1 -- one\n + 2 /* two */')
  })
})

describe('values', () => {
  test.for([
    ['text', "it's", "'it''s'"],
    ['text with what would break the line', 'a\nb\r\tc\0\u2028', "'a\\nb\\r\\tc\\u0000\\u2028'"],
    ['numbers', 1.5, '1.5'],
    ['negative zero', -0, '-0'],
    ['64-bit integers', 9007199254740993n, '9007199254740993'],
    ['booleans', true, 'true'],
    ['null', null, 'null'],
    ['bytes', new Uint8Array([0, 255]), "x'00ff'"],
    ['many bytes', new Uint8Array(1000), `x'${'00'.repeat(32)}…' (1000 bytes)`],
    ['what is generated', { generate: 'v4', codec: { encode: (value: never) => value, decode: String } }, '<uuid v4>'],
  ] as const)('%s', ([, value, shown]) => {
    expect(showLine(postgres, { sql: 'select $1', params: [value] })).toBe(`select ${shown}`)
  })

  test('stand where their placeholders are, by number or by order', () => {
    const params = ['a', 'b']
    expect(showLine(postgres, { sql: 'select $2, $1, $2::text, $3', params })).toBe("select 'b', 'a', 'b'::text, $3")
    expect(showLine(sqliteLike, { sql: 'select ?2, ?1, ?', params })).toBe("select 'b', 'a', ?")
    expect(showLine(serverLike, { sql: 'select @p2, @p1, @x', params })).toBe("select 'b', 'a', @x")
    expect(showLine(mysqlLike, { sql: 'select ?, ?, ?', params })).toBe("select 'a', 'b', ?")
  })

  test('are the same each time: what is generated has no value yet', () => {
    const query = insertInto(tokens)([{ note: 'a' }, {}])
    expect(pgSql(query)).toBe(`insert into "tokens" ("id", "note")\nvalues (<uuid v7>, 'a'), (<uuid v7>, default)`)
  })
})

describe('a query that does not compile', () => {
  test('gives the error’s text', () => {
    expect(pgSql(insertInto(stock)({ sku: 'a'.repeat(21), amount: 1 }))).toBe(
      'ValidationError: stock.sku: expected at most 20 characters, got 21',
    )
    expect(sqlOf(postgres)(pipe(from(stock), where(eq(orders.id, 1))) as never)).toBe('CompileError: orders is used but not joined')
  })
})

describe('text that looks like SQL', () => {
  const family = fc.constantFrom<keyof typeof families>(...(Object.keys(families) as ReadonlyArray<keyof typeof families>))
  const awkward = [
    "'",
    '"',
    '`',
    '\\',
    "''",
    "\\'",
    '$1',
    '?',
    '?1',
    '@p1',
    ' from x',
    '(select',
    ')',
    '--',
    '/*',
    '*/',
    '#',
    '$$',
    '$a$',
    '\n',
    '[',
    ']',
    'é',
    '🔑',
    "E'",
  ]
  const name = fc
    .array(fc.oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 4, unit: 'grapheme' })), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(''))

  test('stays one token in an identifier, in a text and in a comment, on every dialect', () => {
    fc.assert(
      fc.property(family, name, name, name, (key, identifier, literal, comment) => {
        const dialect: Dialect = families[key]
        const quoted = dialect.quote(identifier)
        const string = (lexiconOf(dialect).backslash ? escaped : standardDdl.literal)(literal, textType)
        const remark = `/*${comment.replaceAll('/', '')}*/`
        const expected = [
          'select',
          quoted,
          ',',
          string,
          ',',
          dialect.placeholder(1),
          remark,
          'from',
          quoted,
          'where',
          string,
          '=',
          dialect.placeholder(2),
        ]
        const found = tokensOf(expected.join(' '), lexiconOf(dialect)).filter(({ kind }) => kind !== 'space')
        expect(found.map((token) => token.text)).toEqual(expected)
        const shown = showLine(dialect, { sql: expected.join(' '), params: ['<first>', '<second>'] })
        expect(shown).toBe(
          expected
            .join(' ')
            .replace(`, ${expected[5]} /*`, ", '<first>' /*")
            .slice(0, -(expected[12] as string).length) + "'<second>'",
        )
      }),
      { numRuns: 500 },
    )
  })

  test('in any mixture: tokens joined are the text, and the layout moves only spaces', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...awkward,
        ' select ',
        ' from ',
        ' where ',
        ' left join ',
        ' union ',
        '(',
        ')',
        ' values ',
        '1.5e3',
        'a$1',
        "e'\\''",
      ),
      name,
    )
    const solid = (all: ReadonlyArray<Token>): ReadonlyArray<string> =>
      all.filter(({ kind }) => kind !== 'space').map((token) => token.text)
    const mark = ({ text }: Token): string => `\uE000${text}\uE001`
    fc.assert(
      fc.property(family, fc.array(piece, { maxLength: 12 }), (key, pieces) => {
        const lexicon = lexiconOf(families[key])
        const statement = pieces.join('')
        const all = tokensOf(statement, lexicon)
        expect(all.map((token) => token.text).join('')).toBe(statement)
        for (const arranged of [layout(all, mark), oneLine(all, mark)]) {
          expect([...arranged.matchAll(/\uE000(.*?)\uE001/gsu)].map(([, token]) => token)).toEqual(solid(all))
          expect(arranged.replaceAll(/\uE000.*?\uE001/gsu, '').trim()).toBe('')
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('of PostgreSQL: dollar quotes, escape strings, names with dollars', () => {
    const show = (statement: string): string => showLine(postgres, { sql: statement, params: ['x'] })
    const same = [
      'select $$ $1 $$',
      'select $a$ $$ $1 $a$',
      "select e'\\'$1'",
      'select a$1',
      'select "$1"',
      "select '$1'",
      'select /* $1 */ 2',
    ]
    expect(same.map(show)).toEqual(same)
    expect(show('select 1 -- $1\n + $1')).toBe("select 1 -- $1\n + 'x'")
  })

  test('of MySQL: backslashes, double quotes, both comments', () => {
    const show = (statement: string): string => showLine(mysqlLike, { sql: statement, params: ['x'] })
    const same = ["select '\\'?'", 'select "?\\"?"', 'select `?`', 'select "`?"']
    expect(same.map(show)).toEqual(same)
    expect([show('select 1 # ?\n + ?'), show('select 1 -- ?\n + ?')]).toEqual(["select 1 # ?\n + 'x'", "select 1 -- ?\n + 'x'"])
    expect(show('select 1--?')).toBe("select 1--'x'")
  })

  test('of a whole query: names and values that only tokens keep apart', () => {
    const query = pipe(
      from(pipe(hostile, as('?$1 from (select "'))),
      where(eq(pipe(hostile, as('?$1 from (select "'))['x.y'], `$1'"\`;--`)),
    )
    expect(pgSql(query).split('\n').slice(1)).toEqual([
      'from "a""b`c" as "?$1 from (select """',
      `where "?$1 from (select """."it's; drop table ""x"" --" = '$1''"\`;--'`,
    ])
    expect(
      sqlOf(mysqlLike as typeof postgres)(query)
        .split('\n')
        .slice(1),
    ).toEqual(['from `a"b``c` as `?$1 from (select "`', "where `?$1 from (select \"`.`it's; drop table \"x\" --` = '$1''\"`;--'"])
  })
})

test.for(['postgres', 'mysql', 'mariadb', 'sqlite'] as const)(
  'every golden case of %s has a value for each placeholder, and its layout',
  (name) => {
    const dialect: Dialect = families[name]
    let compiled = 0
    for (const { id, query } of cases) {
      const made = compileNode(dialect, queryNode(query()))
      if (isLeft(made)) continue
      compiled++
      const { sql: statement, params } = made.right
      const all = tokensOf(statement, lexiconOf(dialect))
      expect([id, new Set(all.filter(({ kind }) => kind === 'placeholder').map(({ parameter }) => parameter)).size]).toEqual([
        id,
        params.length,
      ])
      const spaceless = layout(all, ({ text }) => text).replaceAll(/\s/gu, '')
      expect([id, spaceless]).toEqual([id, statement.replaceAll(/\s/gu, '')])
      expect(showLines(dialect, made.right)).not.toContain('undefined')
    }
    expect(compiled).toBeGreaterThan(200)
  },
)

test('a query that the dialect cannot say, or that is open, is a type error', () => {
  const reduced: Dialect = postgres
  const inner = pipe(from(stock), select({ text: stock.note }))
  // @ts-expect-error -- this dialect has no nesting
  expect(sqlOf(reduced)(pipe(from(customers), select({ rows: arrayOf(inner) })))).toContain('select')
  // @ts-expect-error -- orders is used but not joined
  expect(pgSql(pipe(from(customers), where(eq(orders.id, 1))))).toContain('CompileError')
})
