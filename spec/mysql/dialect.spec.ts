/** What MySQL and MariaDB say in their own way: the text, and that it means on the servers what it should. */
import { describe, expect, it } from 'vitest'
import {
  add,
  addInterval,
  arrayOf,
  as,
  asc,
  avg,
  bigint,
  boolean,
  branch,
  caseWhen,
  cast,
  coalesce,
  concat,
  contains,
  count,
  cte,
  decimal,
  deleteFrom,
  desc,
  distinct,
  div,
  double,
  eq,
  except,
  filterWhere,
  firstOf,
  forUpdate,
  from,
  groupBy,
  gt,
  gte,
  having,
  ilike,
  index,
  innerJoin,
  insertFrom,
  insertInto,
  integer,
  isDistinctFrom,
  isIn,
  isNull,
  json,
  length,
  like,
  limit,
  literal,
  lower,
  lt,
  max,
  min,
  mod,
  mul,
  ne,
  not,
  notIlike,
  notIn,
  offset,
  onConflictDoNothing,
  onConflictDoUpdate,
  or,
  orderBy,
  over,
  pipe,
  rank,
  real,
  returning,
  scalarOf,
  select,
  sql,
  subquery,
  subtractInterval,
  sum,
  table,
  text,
  timestamp,
  date,
  truncate,
  extract,
  epochOf,
  tableWith,
  unionAll,
  unique,
  update,
  upper,
  uuid,
  varchar,
  where,
  type AnyQuery,
} from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { describeEngines, type EngineName } from '../support/engines.js'
import { bench, both, dialects, paramsOf, sqlOf } from './support.js'

const notes = table('notes', {
  id: integer({ primaryKey: true }),
  body: varchar(100, { nullable: true }),
  a: integer({ nullable: true }),
  b: integer({ nullable: true }),
  doc: json({ nullable: true }),
  flag: boolean({ nullable: true }),
  at: timestamp({ nullable: true }),
  day: date({ nullable: true }),
  price: decimal(12, 2, { nullable: true }),
  ratio: real({ nullable: true }),
})

const others = table('others', { id: integer({ primaryKey: true }), noteId: integer(), n: integer() })

const body = (id: number, text: string) => ({ id, body: text })

const one = <A>(rows: ReadonlyArray<unknown>): A => rows[0] as A

describe.each(dialects.map((d) => ({ name: d.name, d })))('$name, without a server', ({ d }) => {
  it('quotes names with backticks and refuses what the servers refuse', () => {
    expect(d.quote('a`b')).toBe('`a``b`')
    const named = (name: string) => sqlOf(d, pipe(from(table(name, { id: integer() }))))
    expect(named('x'.repeat(64))).toContain('x`')
    expect(named('x'.repeat(65))).toContain('longer than 64 characters')
    expect(named('a ')).toContain('ends with a space')
    expect(named('🙂')).toContain('beyond U+FFFF')
  })

  it('casts a parameter where the server would take it for something else', () => {
    const query = pipe(
      from(notes),
      where(gt(notes.price, '1.5')),
      where(eq(notes.ratio, 0.1)),
      where(eq(notes.at, new Date(0))),
      select({ x: coalesce(notes.at, new Date(0)), y: coalesce(notes.a, 1), z: coalesce(notes.body, 'x') }),
    )
    expect(sqlOf(d, query)).toBe(
      'select coalesce(`notes`.`at`, cast(? as datetime(3))) as `x`, coalesce(`notes`.`a`, cast(? as signed)) as `y`, ' +
        'coalesce(`notes`.`body`, cast(? as char)) as `z` from `notes` where `notes`.`price` > cast(? as decimal(12, 2)) ' +
        'and `notes`.`ratio` = cast(? as float) and `notes`.`at` = ?',
    )
    expect(paramsOf(d, query)).toEqual(['1970-01-01 00:00:00.000', 1, 'x', '1.5', 0.1, '1970-01-01 00:00:00.000'])
  })

  it('assigns parameters as they are', () => {
    expect(sqlOf(d, pipe(update(notes)({ price: '1.5', ratio: 0.5 }), where(eq(notes.id, 1))))).toBe(
      'update `notes` set `price` = ?, `ratio` = ? where `notes`.`id` = ?',
    )
    expect(sqlOf(d, insertInto(notes)({ id: 1, price: '1.5' }))).toBe('insert into `notes` (`id`, `price`) values (?, ?)')
  })

  it('refuses products and quotients that the server would cut', () => {
    const t = table('t', {
      a: decimal(38, 10),
      b: decimal(38, 10),
      c: decimal(38, 16),
      d: decimal(30, 20),
      e: decimal(38, 0),
      f: decimal(38, 30),
    })
    const hint = (what: string, of: string) =>
      `CompileError: ${d.name} has no exact ${what}: of ${of} it may be cut: cast them to fewer digits`
    expect(sqlOf(d, pipe(from(t), select({ x: mul(t.a, t.b) })))).toBe(hint('product', 'decimal(38, 10) and decimal(38, 10)'))
    expect(sqlOf(d, pipe(from(t), select({ x: mul(t.d, t.c) })))).toBe(hint('product', 'decimal(30, 20) and decimal(38, 16)'))
    expect(sqlOf(d, pipe(from(t), select({ x: div(t.e, t.f) })))).toBe(hint('quotient', 'decimal(38, 0) and decimal(38, 30)'))
    expect(sqlOf(d, pipe(from(t), select({ x: mul(t.a, '2') })))).not.toContain('has no')
    const whole = table('whole', { n: integer(), s: decimal(30, 30) })
    expect(sqlOf(d, pipe(from(whole), select({ x: mul(whole.s, whole.s) })))).toBe(hint('product', 'decimal(30, 30) and decimal(30, 30)'))
    expect(sqlOf(d, pipe(from(whole), select({ x: div(whole.n, whole.s) })))).toBe(hint('quotient', 'integer and decimal(30, 30)'))
  })

  it('casts a text to a boolean only where it says one', () => {
    expect(sqlOf(d, pipe(from(notes), select({ x: cast(notes.body, boolean()) })))).toContain(
      "case `notes`.`body` when 'true' then 1 when 'false' then 0 else",
    )
  })

  it('orders by the nulls only where they would be at the other end', () => {
    const ordered = (by: ReturnType<typeof asc>) =>
      sqlOf(d, pipe(from(others), select({ n: others.n }), orderBy(by as never)) as AnyQuery).split('order by ')[1]
    expect(ordered(asc(others.n, { nulls: 'first' }))).toBe('`others`.`n`')
    expect(ordered(desc(others.n, { nulls: 'last' }))).toBe('`others`.`n` desc')
    expect(ordered(asc(others.n, { nulls: 'last' }))).toBe('`others`.`n` is null, `others`.`n`')
    expect(ordered(desc(others.n, { nulls: 'first' }))).toBe('`others`.`n` is null desc, `others`.`n` desc')
    expect(ordered(asc(or(isNull(others.n), gt(others.n, 1)), { nulls: 'last' }))).toMatch(/^\(.*\) is null, /)
  })
})

describe('an upsert', () => {
  const keyed = table('keyed', {
    id: integer({ primaryKey: true, generate: 'identity' }),
    email: varchar(50, { unique: true }),
    name: varchar(50),
  })
  const named = table('named', { id: uuid({ primaryKey: true, generate: 'v7' }), email: varchar(50, { unique: true }) })
  const indexed = table('indexed', { id: integer({ primaryKey: true }), a: integer(), b: varchar(9) }, (t) => [
    index([t.a], { unique: true }),
    unique([t.a, t.b]),
  ])
  const lowered = table('lowered', { id: integer({ primaryKey: true }), b: varchar(9) }, (t) => [
    index([desc(lower(t.b))], { unique: true }),
  ])

  it('goes by a key that is the only one that can fire', () => {
    expect(
      sqlOf(
        mysql,
        pipe(
          insertInto(keyed)({ email: 'a', name: 'b' }),
          onConflictDoUpdate(keyed, keyed.email, (e) => ({ name: e.name })),
        ),
      ),
    ).toBe('insert into `keyed` (`email`, `name`) values (?, ?) as `excluded` on duplicate key update `name` = `excluded`.`name`')
    expect(
      sqlOf(
        mariadb,
        pipe(
          insertInto(keyed)({ email: 'a', name: 'b' }),
          onConflictDoUpdate(keyed, keyed.email, (e) => ({ name: e.name })),
        ),
      ),
    ).toBe('insert into `keyed` (`email`, `name`) values (?, ?) on duplicate key update `name` = values(`name`)')
    expect(sqlOf(mysql, pipe(insertInto(named)({ email: 'a' }), onConflictDoNothing(named.email)))).toBe(
      'insert into `named` (`id`, `email`) values (?, ?) on duplicate key update `email` = `named`.`email`',
    )
  })

  it('is refused where another key could fire, and says which', () => {
    const refusal = (query: AnyQuery) => dialects.map((d) => sqlOf(d, query))
    expect(refusal(pipe(insertInto(keyed)({ id: 1, email: 'a', name: 'b' }), onConflictDoNothing(keyed.email)))).toEqual([
      'CompileError: mysql has no upsert by one of several keys: any unique key of keyed sets it off, the one on id too; insert, and update where the row is there, in a transaction',
      'CompileError: mariadb has no upsert by one of several keys: any unique key of keyed sets it off, the one on id too; insert, and update where the row is there, in a transaction',
    ])
    expect(refusal(pipe(insertInto(keyed)({ email: 'a', name: 'b' }), onConflictDoNothing(keyed.id)))[0]).toContain('the one on email too')
    expect(refusal(pipe(insertInto(indexed)({ id: 1, a: 2, b: 'c' }), onConflictDoNothing(indexed.id)))[0]).toContain('the one on a, b too')
    expect(refusal(pipe(insertInto(lowered)({ id: 1, b: 'c' }), onConflictDoNothing(lowered.id)))[0]).toContain(
      'the one on an expression too',
    )
    const copy = pipe(from(keyed), select({ id: keyed.id, email: keyed.email, name: keyed.name }))
    expect(refusal(pipe(insertFrom(keyed)(copy), onConflictDoNothing(keyed.email)))[0]).toContain('the one on id too')
  })

  it('is refused by what is no key', () => {
    expect(sqlOf(mysql, pipe(insertInto(keyed)({ email: 'a', name: 'b' }), onConflictDoNothing(keyed.name)))).toBe(
      'CompileError: name is no primary key and no unique key of keyed',
    )
  })

  it('says what is wrong with the rows of a query', () => {
    const wrong = pipe(from(keyed), select({ email: keyed.email, nome: keyed.name })) as never
    const query = pipe(
      (insertFrom(keyed) as (q: never) => never)(wrong),
      onConflictDoUpdate(keyed, keyed.email, (e) => ({ name: e.name })) as never,
    ) as AnyQuery
    expect(sqlOf(mysql, query)).toContain('no such column')
  })
})

describeEngines(both, (engine) => {
  const {
    all,
    count: affected,
    attempt,
    sql: text_,
  } = bench(
    engine,
    [notes, others] as never,
    insertInto(notes)([
      {
        ...body(1, 'Straße É x'),
        a: 1,
        b: 2,
        doc: { k: 1 },
        flag: true,
        at: new Date('2024-01-31T23:59:59.500Z'),
        day: '2024-01-31',
        price: '0.10',
      },
      {
        ...body(2, 'b\nC\\d'),
        a: 3,
        b: 4,
        doc: null,
        flag: false,
        at: new Date('1969-12-31T23:59:59.500Z'),
        day: '2021-01-03',
        price: '0.20',
      },
      { ...body(3, 'abc%_'), a: null, b: 6 },
    ]),
    insertInto(others)([
      { id: 1, noteId: 1, n: 10 },
      { id: 2, noteId: 1, n: 20 },
      { id: 3, noteId: 1, n: 20 },
      { id: 4, noteId: 2, n: 30 },
    ]),
  )
  const isMysql = engine.name === 'mysql'
  const on = async (name: EngineName, check: () => Promise<void>): Promise<void> => (engine.name === name ? check() : undefined)

  /** The value of an expression for note 1. */
  const value = async (expression: unknown): Promise<unknown> =>
    one<{ x: unknown }>(await all(pipe(from(notes), where(eq(notes.id, 1)), select({ x: expression as typeof notes.a })))).x

  describe('LIKE', () => {
    const matching = async (predicate: Parameters<typeof where>[0]): Promise<ReadonlyArray<number>> =>
      ((await all(pipe(from(notes), where(predicate), orderBy(notes.id), select({ id: notes.id })))) as ReadonlyArray<{ id: number }>).map(
        (row) => row.id,
      )

    it('tells upper case from lower, and escapes with a backslash', async () => {
      expect(await matching(like(notes.body, 'STRA%'))).toEqual([])
      expect(await matching(like(notes.body, 'Stra_e%'))).toEqual([1])
      expect(await matching(contains(notes.body, '%_'))).toEqual([3])
      expect(await matching(contains(notes.body, 'C\\d'))).toEqual([2])
    })

    it('folds the letters of ASCII and no others for ilike', async () => {
      expect(await matching(ilike(notes.body, 'STRAßE É X'))).toEqual([1])
      expect(await matching(ilike(notes.body, 'straße é x'))).toEqual([])
      expect(await matching(ilike(notes.body, 'STRASSE%'))).toEqual([])
      expect(await matching(ilike(notes.body, 'B_c\\\\D'))).toEqual([2])
      expect(await matching(ilike(notes.body, 'B%c%'))).toEqual([2])
      expect(await matching(ilike(notes.body, 'ABC\\%\\_'))).toEqual([3])
      expect(await matching(notIlike(notes.body, '%A%'))).toEqual([2])
      expect(await matching(ilike(notes.body, upper(notes.body)))).toEqual([1, 3])
    })

    it('folds every character of Unicode like that', async () => {
      for (let start = 0; start < 0x11_0000; start += 0x1000) {
        const points = Array.from({ length: 0x1000 }, (_, at) => start + at).filter(
          (point) => point > 0 && !(point >= 0xd800 && point <= 0xdfff),
        )
        if (points.length === 0) continue
        const letters = points.map((point) => String.fromCodePoint(point)).join('')
        const folded = letters.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll(/[\\%_]/g, '\\$&')
        expect([start, await value(ilike(literal(letters, text()), folded))]).toEqual([start, true])
      }
    })
  })

  describe('arithmetic', () => {
    const random = (digits: number): bigint => {
      const length = 1 + Math.floor(Math.random() * digits)
      const text = Array.from({ length }, () => Math.floor(Math.random() * 10)).join('')
      return BigInt(text) * (Math.random() < 0.3 ? -1n : 1n)
    }
    const shown = (units: bigint, scale: number): string => {
      const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
      return `${units < 0n ? '-' : ''}${scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`}`
    }
    const rounded = (a: bigint, aScale: number, b: bigint, bScale: number, scale: number): string => {
      const n = a * 10n ** BigInt(scale + bScale)
      const d = b * 10n ** BigInt(aScale)
      const [top, bottom] = [n < 0n ? -n : n, d < 0n ? -d : d]
      const units = (2n * top + bottom) / (2n * bottom)
      return shown(n < 0n !== d < 0n ? -units : units, scale)
    }

    it.each([
      [12, 2, 12, 2],
      [10, 0, 12, 2],
      [12, 4, 12, 4],
      [12, 6, 5, 0],
      [20, 8, 20, 3],
      [38, 10, 38, 10],
      [38, 2, 38, 2],
      [38, 0, 19, 2],
      [38, 9, 10, 9],
    ] as const)('divides decimal(%i, %i) by decimal(%i, %i), rounded half away from zero', async (p, s, q, t) => {
      const scale = Math.max(s, t, 6)
      for (let round = 0; round < 100; round++) {
        const a = random(p)
        const b = Math.random() < 0.3 ? 2n * BigInt(1 + round) * (round % 2 === 0 ? 1n : -1n) : random(Math.random() < 0.5 ? 3 : q) || 1n
        const x = div(literal(shown(a, s), decimal(p, s)), literal(shown(b, t), decimal(q, t)))
        expect([a, b, await value(x)]).toEqual([a, b, rounded(a, s, b, t, scale)])
      }
    })

    it.each([
      [12, 2, 12, 2],
      [38, 9, 34, 9],
      [38, 10, 20, 8],
      [30, 15, 30, 12],
      [38, 2, 12, 2],
      [38, 0, 34, 0],
    ] as const)('multiplies decimal(%i, %i) by decimal(%i, %i)', async (p, s, q, t) => {
      for (let round = 0; round < 100; round++) {
        const [a, b] = round === 0 ? [10n ** BigInt(p) - 1n, 1n - 10n ** BigInt(q)] : [random(p), random(q)]
        const x = mul(literal(shown(a, s), decimal(p, s)), literal(shown(b, t), decimal(q, t)))
        expect([a, b, await value(x)]).toEqual([a, b, a * b === 0n ? shown(0n, s + t) : shown(a * b, s + t)])
      }
    })

    it('divides columns, fragments and sums by what is not zero', async () => {
      expect(text_(pipe(from(notes), select({ x: div(notes.price, notes.a) })))).toBe(
        'select `notes`.`price` / nullif(`notes`.`a`, 0) as `x` from `notes`',
      )
      expect(text_(pipe(from(notes), select({ x: div(notes.a, notes.price) })))).toBe(
        'select cast(`notes`.`a` as decimal(65, 2)) / nullif(`notes`.`price`, 0) as `x` from `notes`',
      )
      expect(await value(div(notes.price, '3'))).toBe('0.033333')
      expect(await value(div(sql(decimal(5, 2))`0.5`, '3'))).toBe('0.166667')
      expect(await value(div(notes.price, '0'))).toBe(null)
      const s = one(await all(pipe(from(notes), select({ x: div(sum(notes.price), sum(notes.price)), y: div(sum(notes.price), count()) }))))
      expect(s).toEqual({ x: '1.000000', y: '0.100000' })
    })

    it('divides whole numbers toward zero, and doubles as doubles', async () => {
      expect(await value(div(literal(-7, integer()), 2))).toBe(-3)
      expect(await value(mod(literal(-7, integer()), 2))).toBe(-1)
      expect(await value(div(literal(7n, bigint()), 2n))).toBe(3n)
      expect(await value(div(literal(7, double()), 2))).toBe(3.5)
      expect(await value(div(notes.b, literal(4, double())))).toBe(0.5)
      expect(await value(div(cast(notes.b, double()), notes.b))).toBe(1)
      expect(await value(mul(literal('1.50', decimal(5, 2)), literal('0.10', decimal(5, 2))))).toBe('0.1500')
    })

    it('averages exactly', async () => {
      const w = pipe(
        from(notes),
        orderBy(notes.id),
        select({
          a: over(avg(notes.price)),
          d: over(avg(cast(notes.a, double())), { partitionBy: [notes.id] }),
          n: over(count()),
          r: over(rank, { orderBy: [desc(notes.id)] }),
        }),
      )
      expect(one(await all(w))).toEqual({ a: 0.15, d: 1, n: 3, r: 3 })
      const plain = pipe(
        from(notes),
        select({
          a: avg(notes.price),
          d: avg(cast(notes.a, double())),
          f: pipe(avg(notes.a), filterWhere(gt(notes.a, 1))),
          n: pipe(count(), filterWhere(gt(notes.id, 1))),
          none: pipe(avg(notes.a), filterWhere(gt(notes.a, 100))),
        }),
      )
      expect(await all(plain)).toEqual([{ a: 0.15, d: 2, f: 3, n: 2, none: null }])
    })
  })

  it('compares null-safely', async () => {
    expect(await value(isDistinctFrom(notes.a, null))).toBe(true)
    expect(await value(not(isDistinctFrom(notes.a, 1)))).toBe(true)
    expect(await value(eq(isDistinctFrom(notes.a, 2), true))).toBe(true)
  })

  it('joins texts with null where any is null', async () => {
    expect(await value(concat(notes.body, '/', concat('x', notes.body)))).toBe('Straße É x/xStraße É x')
    expect(await value(concat('x', caseWhen([branch(gt(notes.a, 5), notes.body)])))).toBe(null)
  })

  it('compares JSON as documents', async () => {
    const ids = async (document: unknown) => all(pipe(from(notes), where(eq(notes.doc, document)), select({ id: notes.id })))
    expect(await ids({ k: 1 })).toEqual([{ id: 1 }])
    expect(await ids({ k: 2 })).toEqual([])
    expect(await all(pipe(from(notes), where(isIn(notes.doc, [{ k: 1 }, 5])), select({ id: notes.id })))).toEqual([{ id: 1 }])
    expect(await all(pipe(from(notes), where(notIn(notes.doc, [{ k: 1 }])), select({ id: notes.id })))).toEqual([])
    expect(await all(pipe(from(notes), where(isIn(notes.doc, []))))).toEqual([])
    expect(await all(pipe(from(notes), where(isDistinctFrom(notes.doc, { k: 1 })), select({ id: notes.id }), orderBy(notes.id)))).toEqual([
      { id: 2 },
      { id: 3 },
    ])
    await on('mariadb', async () => {
      expect(text_(pipe(from(notes), where(lt(notes.doc, { k: 1 }))))).toContain('has no order of JSON documents')
    })
  })

  describe('CAST', () => {
    it('casts to every type', async () => {
      expect(await value(cast(notes.flag, text()))).toBe('true')
      expect(await value(cast(isNull(notes.a), varchar(9)))).toBe('false')
      expect(await value(cast(notes.a, boolean()))).toBe(true)
      expect(await value(cast(notes.flag, integer()))).toBe(1)
      expect(await value(cast(notes.flag, boolean()))).toBe(true)
      expect(await value(cast(notes.price, text()))).toBe('0.10')
      expect(await value(cast(notes.price, double()))).toBe(0.1)
      expect(await value(cast(notes.price, real()))).toBe(0.1)
      expect(await value(cast(notes.price, bigint()))).toBe(0n)
      expect(await value(cast(notes.a, decimal(5, 3)))).toBe('1.000')
      expect(await value(cast(notes.day, timestamp()))).toEqual(new Date('2024-01-31T00:00:00.000Z'))
      expect(await value(cast(notes.at, date()))).toBe('2024-01-31')
      expect(await value(cast(literal('{"a": [1]}', text()), json()))).toEqual({ a: [1] })
    })
  })

  describe('dates', () => {
    it('takes the parts', async () => {
      const parts = (['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'dayOfWeek', 'dayOfYear'] as const).map(
        (field) => value(extract(field, notes.at)),
      )
      expect(await Promise.all(parts)).toEqual([2024, 1, 1, 5, 31, 23, 59, 59, 3, 31])
      expect(
        await all(
          pipe(
            from(notes),
            where(eq(notes.id, 2)),
            select({ week: extract('week', notes.day), sunday: extract('dayOfWeek', notes.day), epoch: epochOf(notes.at) }),
          ),
        ),
      ).toEqual([{ week: 53, sunday: 0, epoch: -1n }])
    })

    it('truncates', async () => {
      const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const
      const instants = (await Promise.all(units.map((unit) => value(truncate(unit, notes.at))))) as ReadonlyArray<Date>
      expect(instants.map((instant) => instant.toISOString())).toEqual([
        '2024-01-01T00:00:00.000Z',
        '2024-01-01T00:00:00.000Z',
        '2024-01-01T00:00:00.000Z',
        '2024-01-29T00:00:00.000Z',
        '2024-01-31T00:00:00.000Z',
        '2024-01-31T23:00:00.000Z',
        '2024-01-31T23:59:00.000Z',
        '2024-01-31T23:59:59.000Z',
      ])
      expect(await value(truncate('week', notes.day))).toBe('2024-01-29')
    })

    it('adds months first, then days, then seconds', async () => {
      expect(await value(addInterval(notes.day, { months: 1 }))).toBe('2024-02-29')
      expect(await value(addInterval(notes.day, { years: 1, months: 1, weeks: 1, days: 1 }))).toBe('2025-03-08')
      expect(await value(subtractInterval(notes.day, { months: 2, days: 1 }))).toBe('2023-11-29')
      expect(await value(addInterval(notes.at, { hours: 1, minutes: 1, seconds: -1 }))).toEqual(new Date('2024-02-01T01:00:58.500Z'))
    })
  })

  describe('GROUP BY', () => {
    it('groups by an expression that holds a parameter', async () => {
      const sumOf = add(notes.a, 1)
      const query = pipe(
        from(notes),
        groupBy(sumOf),
        having(or(isNull(sumOf), gte(sumOf, 2))),
        select({ x: sumOf, y: mul(sumOf, 2), n: count(), m: max(add(notes.a, 1)) }),
        orderBy(desc(sumOf)),
      )
      expect(text_(query)).toBe(
        'select min(`notes`.`a` + ?) as `x`, (min(`notes`.`a` + ?)) * ? as `y`, count(*) as `n`, max(`notes`.`a` + ?) as `m` from `notes` ' +
          'group by `notes`.`a` + ? having min(`notes`.`a` + ?) is null or min(`notes`.`a` + ?) >= ? order by min(`notes`.`a` + ?) desc',
      )
      expect(await all(query)).toEqual([
        { x: 4, y: 8, n: 1, m: 4 },
        { x: 2, y: 4, n: 1, m: 2 },
        { x: null, y: null, n: 1, m: null },
      ])
    })

    it('uses an expression without parameters as a part and in HAVING', async () => {
      const upperBody = upper(notes.body)
      const query = pipe(
        from(notes),
        groupBy(upperBody),
        having(gt(length(upperBody), 6)),
        select({ body: upperBody, size: length(upperBody) }),
      )
      expect(text_(query)).toBe(
        'select upper(`notes`.`body`) as `body`, char_length(min(upper(`notes`.`body`))) as `size` from `notes` ' +
          'group by upper(`notes`.`body`) having char_length(min(upper(`notes`.`body`))) > ?',
      )
      expect(await all(query)).toHaveLength(1)
    })

    it('does so in derived tables and unions', async () => {
      const grouped = pipe(from(notes), groupBy(add(notes.a, 1)), select({ x: add(notes.a, 1) }))
      expect(await all(pipe(grouped, unionAll(grouped)))).toHaveLength(6)
      expect(await all(pipe(from(pipe(grouped, subquery('g')))))).toHaveLength(3)
    })
  })

  describe('nesting', () => {
    const ofNote = pipe(from(others), where(eq(others.noteId, notes.id)))
    const nest = async (expression: unknown): Promise<unknown> =>
      ((await all(pipe(from(notes), orderBy(notes.id), select({ x: expression as typeof notes.a })))) as ReadonlyArray<{ x: unknown }>).map(
        (row) => row.x,
      )

    it('keeps order, limit and offset', async () => {
      const ordered = pipe(ofNote, orderBy(desc(others.n), others.id), select({ id: others.id, n: others.n }))
      expect(await nest(arrayOf(ordered))).toEqual([
        [
          { id: 2, n: 20 },
          { id: 3, n: 20 },
          { id: 1, n: 10 },
        ],
        [{ id: 4, n: 30 }],
        [],
      ])
      expect(await nest(arrayOf(pipe(ordered, limit(1))))).toEqual([[{ id: 2, n: 20 }], [{ id: 4, n: 30 }], []])
      expect(await nest(arrayOf(pipe(ordered, limit(1), offset(1))))).toEqual([[{ id: 3, n: 20 }], [], []])
      expect(await nest(arrayOf(pipe(ordered, offset(1))))).toEqual([
        [
          { id: 3, n: 20 },
          { id: 1, n: 10 },
        ],
        [],
        [],
      ])
      expect(await nest(arrayOf(pipe(ordered, limit(0))))).toEqual([[], [], []])
    })

    it('nests rows in any order, and those of a join', async () => {
      const sorted = (rows: unknown) =>
        (rows as ReadonlyArray<ReadonlyArray<{ id: number }>>).map((list) => list.map(({ id }) => id).toSorted((a, b) => a - b))
      expect(sorted(await nest(arrayOf(pipe(ofNote, select({ id: others.id })))))).toEqual([[1, 2, 3], [4], []])
      const twin = pipe(others, as('twin'))
      const pairs = pipe(
        from(others),
        innerJoin(twin, eq(twin.n, others.n)),
        groupBy(others.n),
        select({ n: others.n, c: count() }),
        orderBy(others.n),
      )
      const found = [
        { n: 10, c: 1 },
        { n: 20, c: 4 },
        { n: 30, c: 1 },
      ]
      expect(await nest(arrayOf(pairs))).toEqual([found, found, found])
    })

    it('takes the first row', async () => {
      const ordered = pipe(ofNote, orderBy(desc(others.n), others.id), select({ id: others.id }))
      expect(await nest(firstOf(ordered))).toEqual([{ id: 2 }, { id: 4 }, null])
      expect(await nest(firstOf(pipe(ordered, offset(1))))).toEqual([{ id: 3 }, null, null])
      expect(await nest(firstOf(pipe(ordered, limit(0))))).toEqual([null, null, null])
      expect(await nest(firstOf(pipe(ofNote, select({ s: sum(others.n) }))))).toEqual([{ s: 50n }, { s: 30n }, { s: null }])
    })

    it('removes duplicates', async () => {
      const values = pipe(ofNote, distinct, select({ n: others.n }), orderBy(desc(others.n)))
      expect(await nest(arrayOf(values))).toEqual([[{ n: 20 }, { n: 10 }], [{ n: 30 }], []])
      expect(await nest(arrayOf(pipe(values, limit(1))))).toEqual([[{ n: 20 }], [{ n: 30 }], []])
      expect(await nest(firstOf(values))).toEqual([{ n: 20 }, { n: 30 }, null])
      await on('mysql', async () => {
        expect(await nest(firstOf(pipe(values, offset(1))))).toEqual([{ n: 10 }, null, null])
      })
      await on('mariadb', async () => {
        expect(text_(pipe(from(notes), select({ x: firstOf(pipe(values, offset(1))) })))).toContain(
          'has no nesting of grouped or combined rows',
        )
      })
      const free = pipe(from(others), distinct, select({ n: others.n }), orderBy(desc(others.n)), offset(1))
      expect(await nest(firstOf(free))).toEqual([{ n: 20 }, { n: 20 }, { n: 20 }])
    })

    it('nests groups and set operations that stand alone, and on MySQL those that depend on their parent', async () => {
      const groups = pipe(from(others), groupBy(others.n), select({ n: others.n, c: count() }), orderBy(desc(others.n)))
      const found = [
        { n: 30, c: 1 },
        { n: 20, c: 2 },
        { n: 10, c: 1 },
      ]
      expect(await nest(arrayOf(groups))).toEqual([found, found, found])
      const ofParent = pipe(ofNote, groupBy(others.n), select({ n: others.n, c: count() }), orderBy(desc(count())))
      const combined = pipe(
        pipe(ofNote, select({ n: others.n })),
        unionAll(pipe(from(others), where(eq(others.id, 4)), select({ n: others.n }))),
      )
      await on('mysql', async () => {
        expect(await nest(arrayOf(ofParent))).toEqual([
          [
            { n: 20, c: 2 },
            { n: 10, c: 1 },
          ],
          [{ n: 30, c: 1 }],
          [],
        ])
        expect(await nest(arrayOf(combined))).toEqual([[{ n: 10 }, { n: 20 }, { n: 20 }, { n: 30 }], [{ n: 30 }, { n: 30 }], [{ n: 30 }]])
        expect(await nest(firstOf(combined))).toEqual([{ n: 10 }, { n: 30 }, { n: 30 }])
      })
      await on('mariadb', async () => {
        const refused = 'mariadb has no nesting of grouped or combined rows'
        expect(text_(pipe(from(notes), select({ x: arrayOf(ofParent) })))).toContain(refused)
        expect(text_(pipe(from(notes), select({ x: firstOf(combined) })))).toContain(refused)
      })
      const alone = pipe(
        pipe(from(others), where(gt(others.n, 10)), select({ n: others.n })),
        except(pipe(from(others), where(eq(others.n, 30)), select({ n: others.n }))),
      )
      expect(await nest(arrayOf(alone))).toEqual([[{ n: 20 }], [{ n: 20 }], [{ n: 20 }]])
    })

    it('nests three levels and the same table twice', async () => {
      const inner = pipe(others, as('inner'))
      const innermost = pipe(others, as('innermost'))
      const third = pipe(
        from(innermost),
        where(eq(innermost.n, inner.n)),
        orderBy(desc(innermost.id)),
        select({ id: innermost.id, q: literal('"\\é', text()), none: literal(null as never, text()) }),
      )
      const second = pipe(
        from(inner),
        where(eq(inner.noteId, others.noteId)),
        orderBy(inner.id),
        limit(2),
        select({ id: inner.id, same: arrayOf(third), first: firstOf(third) }),
      )
      const first = pipe(ofNote, orderBy(desc(others.id)), select({ id: others.id, siblings: arrayOf(second) }))
      const leaf = (id: number) => ({ id, q: '"\\é', none: null })
      const siblings = [
        { id: 1, same: [leaf(1)], first: leaf(1) },
        { id: 2, same: [leaf(3), leaf(2)], first: leaf(3) },
      ]
      expect(await nest(arrayOf(first))).toEqual([
        [
          { id: 3, siblings },
          { id: 2, siblings },
          { id: 1, siblings },
        ],
        [{ id: 4, siblings: [{ id: 4, same: [leaf(4)], first: leaf(4) }] }],
        [],
      ])
    })
  })

  describe('subqueries', () => {
    it('limits the query of IN', async () => {
      const top = pipe(from(others), orderBy(desc(others.id)), limit(1), select({ n: others.noteId }))
      expect(await all(pipe(from(notes), where(isIn(notes.id, top)), select({ id: notes.id })))).toEqual([{ id: 2 }])
      const union = pipe(top, unionAll(pipe(from(others), where(eq(others.id, 1)), select({ n: others.noteId }))))
      expect(await all(pipe(from(notes), where(isIn(notes.id, union)), select({ id: notes.id }), orderBy(notes.id)))).toEqual([
        { id: 1 },
        { id: 2 },
      ])
      const dependent = pipe(from(others), where(eq(others.noteId, notes.id)), limit(1), select({ n: others.noteId }))
      const query = pipe(from(notes), where(isIn(notes.id, dependent)), select({ id: notes.id }), orderBy(notes.id))
      await on('mysql', async () => {
        expect(await all(query)).toEqual([{ id: 1 }, { id: 2 }])
      })
      await on('mariadb', async () => {
        expect(text_(query)).toContain('has no limit in the query of isIn that depends on the query around it')
      })
    })

    it('offsets without a limit, and locks', async () => {
      expect(await all(pipe(from(notes), orderBy(notes.id), offset(2), select({ id: notes.id })))).toEqual([{ id: 3 }])
      expect(text_(pipe(from(notes), select({ id: notes.id }), forUpdate))).toMatch(/ for update$/)
    })
  })

  describe('writes', () => {
    const pairs = table('pairs', { id: integer({ primaryKey: true }), a: integer(), b: integer(), c: integer() })
    const write = bench(engine, [pairs] as never)
    const fresh = async (): Promise<void> => {
      await write.count(pipe(deleteFrom(pairs), where(gte(pairs.id, 0))))
      await write.count(
        insertInto(pairs)([
          { id: 1, a: 1, b: 2, c: 3 },
          { id: 2, a: 4, b: 5, c: 6 },
        ]),
      )
    }
    const rows = () => write.all(pipe(from(pairs), orderBy(pairs.id)))
    const firstPair = where(eq(pairs.id, 1))

    it('reads the row as it was, whatever is assigned', async () => {
      await fresh()
      expect(await write.count(pipe(update(pairs)({ a: pairs.b, b: pairs.c, c: 9 }), firstPair))).toBe(1)
      expect(await rows()).toEqual([
        { id: 1, a: 2, b: 3, c: 9 },
        { id: 2, a: 4, b: 5, c: 6 },
      ])
      expect(await write.count(pipe(update(pairs)({ c: 1, b: pairs.c, a: add(pairs.a, pairs.b) }), firstPair))).toBe(1)
      expect(await rows()).toEqual([
        { id: 1, a: 5, b: 9, c: 1 },
        { id: 2, a: 4, b: 5, c: 6 },
      ])
      const swap = pipe(update(pairs)({ a: pairs.b, b: pairs.a }), firstPair)
      await on('mysql', async () => {
        expect(write.sql(swap)).toContain('mysql has no simultaneous assignment: a, b read one another')
      })
      await on('mariadb', async () => {
        await write.count(swap)
        expect(one(await rows())).toEqual({ id: 1, a: 9, b: 5, c: 1 })
      })
    })

    it('counts the rows that match', async () => {
      await fresh()
      expect(await write.count(pipe(update(pairs)({ a: 1 }), where(gte(pairs.id, 1))))).toBe(2)
      expect(await write.count(pipe(update(pairs)({ a: 1 }), where(gte(pairs.id, 1))))).toBe(2)
    })

    it('reads the written table in subqueries', async () => {
      await fresh()
      const other = pipe(pairs, as('other'))
      const most = scalarOf(pipe(from(other), select({ m: max(other.a) })))
      expect(await write.count(pipe(update(pairs)({ b: coalesce(most, 0) }), firstPair))).toBe(1)
      expect(one(await rows())).toEqual({ id: 1, a: 1, b: 4, c: 3 })
      const next = scalarOf(pipe(from(other), where(gt(other.id, pairs.id)), select({ m: min(other.c) })))
      expect(
        await write.count(
          pipe(
            update(pairs)({ c: coalesce(next, 0) }),
            where(isIn(pairs.id, pipe(from(other), where(lt(other.id, 9)), limit(9), select({ id: other.id })))),
          ),
        ),
      ).toBe(2)
      expect(await rows()).toEqual([
        { id: 1, a: 1, b: 4, c: 6 },
        { id: 2, a: 4, b: 5, c: 0 },
      ])
      expect(await write.count(pipe(deleteFrom(pairs), where(eq(pairs.a, coalesce(most, 0)))))).toBe(1)
      expect(await rows()).toHaveLength(1)
    })

    it('deletes from a table by another name', async () => {
      await fresh()
      const p = pipe(pairs, as('p'))
      expect(await write.count(pipe(deleteFrom(p), where(eq(p.id, 1))))).toBe(1)
      expect(await rows()).toHaveLength(1)
      await on('mariadb', async () => {
        const back = pipe(deleteFrom(p), where(eq(p.id, 2)), returning({ id: p.id }))
        expect(write.sql(back)).toContain('has no returning of a delete from an alias')
        expect(await write.all(pipe(deleteFrom(pairs), where(eq(pairs.id, 2)), returning({ id: pairs.id })))).toEqual([{ id: 2 }])
        expect(
          await write.all(pipe(insertInto(pairs)({ id: 7, a: 1, b: 1, c: 1 }), returning({ id: pairs.id, s: add(pairs.a, pairs.b) }))),
        ).toEqual([{ id: 7, s: 2 }])
      })
    })

    it('takes common table expressions', async () => {
      await fresh()
      const big = pipe(from(pairs), where(gt(pairs.a, 3)), select({ id: pairs.id }), cte('big'))
      const inBig = where(isIn(pairs.id, pipe(from(big), select({ id: big.id }))))
      await on('mysql', async () => {
        expect(await write.count(pipe(update(pairs)({ a: 9 }), inBig))).toBe(1)
        expect(await write.count(pipe(deleteFrom(pairs), inBig))).toBe(1)
      })
      await on('mariadb', async () => {
        expect(write.sql(pipe(update(pairs)({ a: 9 }), inBig))).toContain('has no common table expressions in update and delete')
        expect(write.sql(pipe(deleteFrom(pairs), inBig))).toContain('has no common table expressions in update and delete')
      })
      const copied = pipe(from(big), select({ id: add(big.id, 10), a: big.id, b: big.id, c: big.id }))
      await fresh()
      expect(await write.count(insertFrom(pairs)(copied))).toBe(1)
      expect(
        await write.count(
          pipe(
            insertFrom(pairs)(copied),
            onConflictDoUpdate(pairs, pairs.id, (e) => ({ a: add(pairs.a, e.b), c: e.id })),
          ),
        ),
      ).toBeGreaterThan(0)
      expect((await rows()).at(-1)).toEqual({ id: 12, a: 4, b: 2, c: 12 })
      await write.count(pipe(insertFrom(pairs)(copied), onConflictDoNothing(pairs.id)))
      expect(await rows()).toHaveLength(4)
    })

    it('updates the row that is there', async () => {
      await fresh()
      const again = insertInto(pairs)([
        { id: 1, a: 10, b: 20, c: 30 },
        { id: 3, a: 7, b: 8, c: 9 },
      ])
      expect(
        await write.count(
          pipe(
            again,
            onConflictDoUpdate(pairs, pairs.id, (e) => ({ a: pairs.b, b: e.b, c: add(pairs.c, e.c) })),
          ),
        ),
      ).toBe(2)
      expect(await rows()).toEqual([
        { id: 1, a: 2, b: 20, c: 33 },
        { id: 2, a: 4, b: 5, c: 6 },
        { id: 3, a: 7, b: 8, c: 9 },
      ])
      const swap = pipe(
        again,
        onConflictDoUpdate(pairs, pairs.id, () => ({ a: pairs.b, b: pairs.a })),
      )
      await on('mysql', async () => {
        expect(write.sql(swap)).toContain('has no simultaneous assignment')
      })
      await on('mariadb', async () => {
        await write.count(swap)
        expect(one(await rows())).toEqual({ id: 1, a: 20, b: 2, c: 33 })
      })
      // The rows that were left alone are counted too.
      expect(await write.count(pipe(again, onConflictDoNothing(pairs.id)))).toBe(2)
    })

    it('refuses a value that does not fit even where the row is left alone', async () => {
      const narrow = table('pairs', { id: integer({ primaryKey: true }), a: varchar(20), b: integer(), c: integer() })
      const result = await write.attempt(pipe(insertInto(narrow)({ id: 1, a: 'no number', b: 1, c: 1 }), onConflictDoNothing(narrow.id)))
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'QueryError' } })
    })
  })

  it('writes into a database by its name', async () => {
    const home = tableWith({ schema: 'information_schema' })('TABLES', { TABLE_NAME: varchar(64) })
    expect(text_(pipe(deleteFrom(home), where(eq(home.TABLE_NAME, 'x'))))).toBe(
      isMysql
        ? 'delete from `information_schema`.`TABLES` as `TABLES` where `TABLES`.`TABLE_NAME` = ?'
        : 'delete from `information_schema`.`TABLES` where `TABLES`.`TABLE_NAME` = ?',
    )
    expect(await attempt(pipe(from(home), where(ne(home.TABLE_NAME, 'x')), limit(1), select({ n: home.TABLE_NAME })))).toMatchObject({
      _tag: 'Right',
    })
    expect(await affected(pipe(update(notes)({ a: 1 }), where(eq(notes.id, 1))))).toBe(1)
  })
})
