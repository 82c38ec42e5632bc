/** What SQLite's SQL differs in, as text and on the engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  add,
  always,
  and,
  arrayOf,
  as,
  asc,
  between,
  branch,
  caseWhen,
  concat,
  count,
  cte,
  deleteFrom,
  desc,
  eq,
  everyRow,
  execute,
  exists,
  fetchAll,
  firstOf,
  from,
  fullJoin,
  groupBy,
  gt,
  ilike,
  innerJoin,
  insertFrom,
  insertInto,
  integer,
  isDistinctFrom,
  isIn,
  json,
  leftJoin,
  length,
  like,
  limit,
  lt,
  max,
  ne,
  never,
  not,
  notIn,
  nullIf,
  offset,
  onConflictDoNothing,
  onConflictDoUpdate,
  or,
  orderBy,
  over,
  pipe,
  returning,
  runOrThrow,
  scalarOf,
  select,
  startsWith,
  subquery,
  substring,
  sum,
  table,
  text,
  transaction,
  tuple,
  union,
  unionAll,
  unique,
  update,
  where,
} from '../../lib/index.js'
import { transactionOf } from '../../lib/render/transaction.js'
import { connect, sqlite } from '../../lib/sqlite/index.js'
import { type Opened, openOf, openWith, refusalOf, sqlOf, statementOf } from './open.js'

const people = table('people', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  name: text(),
  bossId: integer({ nullable: true }),
  age: integer({ nullable: true }),
  doc: json({ nullable: true }),
})
const pets = table('pets', { owner: integer(), name: text(), n: integer({ default: 1 }) }, (t) => [unique([t.owner, t.name])])

let db: Opened
beforeAll(async () => {
  db = await openOf(people, pets)
  await db.affected(
    insertInto(people)([
      { id: 1, name: 'Ann', bossId: null, age: 40 },
      { id: 2, name: 'bob', bossId: 1, age: null },
      { id: 3, name: 'Çiğdem', bossId: 1, age: 20 },
    ]),
  )
  await db.affected(
    insertInto(pets)([
      { owner: 1, name: 'a_x' },
      { owner: 1, name: 'b%' },
      { owner: 2, name: 'A' },
    ]),
  )
})
afterAll(async () => void (await db.database.close()))

const whereSql = (predicate: unknown): string =>
  sqlOf(pipe(from(people), where(predicate as never), select({ id: people.id })) as never).split(' where ')[1] as string
const ids = async (predicate: unknown): Promise<ReadonlyArray<unknown>> =>
  (await db.rows(pipe(from(people), where(predicate as never), orderBy(people.id), select({ id: people.id })) as never)).map(
    (row) => row.id as unknown,
  )

describe('names', () => {
  it('are in backticks, where one that is not found is no text', async () => {
    const strange = table('a"b`c', { 'x"y`z': integer({ primaryKey: true }) })
    expect(sqlOf(from(strange) as never)).toBe('select `a"b``c`.`x"y``z` from `a"b``c`')
    const opened = await openWith(strange)
    expect(await opened.rows(pipe(insertInto(strange)({ 'x"y`z': 1 }), returning(strange)) as never)).toEqual([{ 'x"y`z': 1 }])
  })

  it('that differ in case alone are refused where SQLite would take the first', () => {
    const twice = pipe(from(people), select({ a: people.id, A: people.age }), subquery('s'))
    expect(refusalOf(pipe(from(twice), select({ x: twice.A })) as never)).toContain(
      'identifier: two columns of s have names that differ in case alone, which sqlite takes for one: A',
    )
    const other = pipe(people, as('PEOPLE'))
    expect(refusalOf(pipe(from(people), innerJoin(other, eq(other.id, people.id))) as never)).toContain('two sources of this query')
    const one = pipe(from(people), select({ a: people.id, é: people.age, É: people.name }), subquery('s'))
    expect(sqlOf(from(one) as never)).toContain('`s`.`É`')
  })

  it('true and false are no columns', async () => {
    const logic = table('logic', { true: integer(), false: integer() })
    const opened = await openWith(logic)
    await opened.affected(insertInto(logic)({ true: 0, false: 1 }))
    const query = pipe(
      from(logic),
      select({ yes: always, no: never, both: and(), either: or(), in: isIn(logic.true, []), out: notIn(logic.true, []) }),
    )
    expect(sqlOf(query as never)).toContain(
      'select (1 = 1) as `yes`, (1 = 0) as `no`, (1 = 1) as `both`, (1 = 0) as `either`, (1 = 0) as `in`, (1 = 1) as `out`',
    )
    expect(await opened.rows(query as never)).toEqual([{ yes: true, no: false, both: true, either: false, in: false, out: true }])
    expect(await opened.rows(pipe(from(logic), orderBy(desc(always)), select({ x: logic.true })) as never)).toEqual([{ x: 0 }])
  })
})

describe('predicates', () => {
  it('LIKE by case, ilike without', async () => {
    expect(whereSql(like(people.name, 'a%'))).toBe("`people`.`name` like ?1 escape '\\'")
    expect(await ids(like(people.name, 'a%'))).toEqual([])
    expect(whereSql(ilike(people.name, 'A%'))).toBe("lower(`people`.`name`) like lower(?1) escape '\\'")
    expect(await ids(ilike(people.name, 'B%'))).toEqual([2])
    expect(await ids(ilike(people.name, 'çi%'))).toEqual([])
    expect(await db.rows(pipe(from(pets), where(startsWith(pets.name, 'a_')), select({ n: pets.name })) as never)).toEqual([{ n: 'a_x' }])
  })

  it('null-safe comparison', async () => {
    expect(whereSql(isDistinctFrom(people.age, null))).toBe('`people`.`age` is distinct from ?1')
    expect(await ids(isDistinctFrom(people.age, 40))).toEqual([2, 3])
  })

  it('row values', async () => {
    expect(
      whereSql(
        isIn(tuple(people.id, people.name), [
          [1, 'Ann'],
          [2, 'x'],
        ] as never),
      ),
    ).toBe('(`people`.`id`, `people`.`name`) in (values (?1, ?2), (?3, ?4))')
    expect(
      await ids(
        isIn(tuple(people.id, people.name), [
          [1, 'Ann'],
          [2, 'x'],
        ] as never),
      ),
    ).toEqual([1])
    expect(
      await ids(
        notIn(tuple(people.id, people.name), [
          [1, 'Ann'],
          [2, 'x'],
        ] as never),
      ),
    ).toEqual([2, 3])
    const pairs = pipe(from(pets), select({ owner: pets.owner, n: pets.n }))
    expect(await ids(isIn(tuple(people.id, people.id), pairs as never))).toEqual([1])
    expect(await ids(gt(tuple(people.id, people.name), tuple(people.bossId, people.name) as never))).toEqual([2, 3])
  })

  it('JSON does not compare', () => {
    expect(refusalOf(pipe(from(people), where(eq(people.doc, { a: 1 } as never))) as never)).toContain(
      'unsupported: sqlite has no comparison of JSON',
    )
    expect(whereSql(isDistinctFrom(people.doc, null))).toBe('`people`.`doc` is distinct from ?1')
  })

  it('5,000 predicates, joined by AND or OR, in one WHERE or in many', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ne(people.id, index + 2))
    expect(await ids(and(...many))).toEqual([1])
    expect(await ids(or(...Array.from({ length: 5000 }, (_, index) => eq(people.id, index + 2))))).toEqual([2, 3])
    const steps = Array.from({ length: 1500 }, (_, index) => where(ne(people.id, index + 3) as never))
    const query = steps.reduce((made, step) => step(made as never) as never, from(people) as never)
    expect(await db.rows(pipe(query, orderBy(people.id) as never, select({ id: people.id }) as never) as never)).toEqual([
      { id: 1 },
      { id: 2 },
    ])
    expect(whereSql(and(...many.slice(0, 3)))).toBe('`people`.`id` <> ?1 and `people`.`id` <> ?2 and `people`.`id` <> ?3')
  })

  it('30,000 values in a list; more than 32,766 are refused', async () => {
    expect(
      await ids(
        isIn(
          people.id,
          Array.from({ length: 30_000 }, (_, index) => index + 2),
        ),
      ),
    ).toEqual([2, 3])
    expect(
      refusalOf(
        pipe(
          from(people),
          where(
            isIn(
              people.id,
              Array.from({ length: 32_767 }, (_, index) => index),
            ),
          ),
        ) as never,
      ),
    ).toContain('tooManyParameters: 32767 parameters are more than the 32766')
  })
})

describe('parameters', () => {
  it('are numbered, and shared under GROUP BY', async () => {
    const query = pipe(from(people), groupBy(add(people.id, 1)), select({ id: add(people.id, 1), n: count() }))
    expect(sqlOf(query as never)).toBe('select `people`.`id` + ?1 as `id`, count(*) as `n` from `people` group by `people`.`id` + ?1')
    expect((await db.rows(query as never)).length).toBe(3)
    expect(sqlOf(pipe(from(people), where(and(gt(people.id, 1), lt(people.id, 1)))) as never)).toContain('> ?1 and `people`.`id` < ?2')
  })

  it('need no cast where the driver binds their type', () => {
    const compiled = statementOf(pipe(from(people), where(between(people.id, 1, 2)), limit(3)) as never)
    expect(compiled).toMatchObject({ right: { params: [1, 2, 3] } })
  })
})

describe('functions', () => {
  it('count code points', async () => {
    const query = pipe(
      from(people),
      where(eq(people.id, 3)),
      select({ n: length(people.name), part: substring(people.name, 1, 2), joined: concat(people.name, '!') }),
    )
    expect(await db.rows(query as never)).toEqual([{ n: 6, part: 'Çi', joined: 'Çiğdem!' }])
  })

  it('choose', async () => {
    const query = pipe(
      from(people),
      orderBy(people.id),
      select({
        a: nullIf(people.name, 'bob'),
        b: caseWhen([branch(gt(people.age, 30), people.name)]),
        c: caseWhen([branch(not(gt(people.age, 30)), people.id)], 0),
      }),
    )
    expect(await db.rows(query as never)).toEqual([
      { a: 'Ann', b: 'Ann', c: 0 },
      { a: null, b: null, c: 0 },
      { a: 'Çiğdem', b: null, c: 3 },
    ])
  })
})

describe('queries', () => {
  it('operands of set operations with clauses of their own are derived tables', async () => {
    const first = pipe(from(people), orderBy(desc(people.id)), limit(1), select({ n: people.name }))
    const second = pipe(from(pets), select({ n: pets.name }))
    const query = pipe(
      pipe(first as never, unionAll(second as never) as never),
      union(pipe(from(people), select({ n: people.name })) as never) as never,
      limit(10) as never,
      offset(1) as never,
    )
    expect(sqlOf(query as never)).toBe(
      'select * from (select * from (select `people`.`name` as `n` from `people` order by `people`.`id` desc limit ?1) union all select `pets`.`name` as `n` from `pets`) union select `people`.`name` as `n` from `people` limit ?2 offset ?3',
    )
    expect((await db.rows(query as never)).length).toBe(5)
    expect(sqlOf(pipe(from(people), offset(1), select({ id: people.id })) as never)).toBe(
      'select `people`.`id` from `people` limit -1 offset ?1',
    )
  })

  it('outer joins of all kinds', async () => {
    const query = pipe(
      from(people),
      fullJoin(pets, eq(pets.owner, people.id)),
      orderBy(asc(people.id), asc(pets.name)),
      select({ who: people.name, pet: pets }),
    )
    expect((await db.rows(query as never)).map((row) => [row.who, row.pet?.name ?? null] as unknown)).toEqual([
      ['Ann', 'a_x'],
      ['Ann', 'b%'],
      ['bob', 'A'],
      ['Çiğdem', null],
    ])
  })

  it('a scalar subquery of several rows is an error', async () => {
    const other = pipe(people, as('o'))
    const name = (predicate: unknown) =>
      pipe(
        from(people),
        orderBy(people.id),
        select({ x: scalarOf(pipe(from(other), where(predicate as never), select({ name: other.name })) as never) }),
      )
    expect(sqlOf(name(eq(other.bossId, people.id)) as never)).toBe(
      "select (select iif(count(*) < 2, min(`nested`.`name`), json('several rows: ' || count(*))) from (select `o`.`name` from `people` as `o` where `o`.`bossId` = `people`.`id`) as `nested`) as `x` from `people` order by `people`.`id`",
    )
    expect(await db.error(name(eq(other.bossId, people.id)) as never)).toMatchObject({
      _tag: 'QueryError',
      message: expect.stringContaining('several rows') as never,
    })
    expect(await db.rows(name(eq(other.bossId, people.age)) as never)).toEqual([{ x: null }, { x: null }, { x: null }])
    expect(sqlOf(name(eq(other.id, people.bossId)) as never)).toContain('select (select `o`.`name` from')
    expect(sqlOf(name(and(eq(people.bossId, other.id), gt(other.age, 1))) as never)).toContain('select (select `o`.`name` from')
    expect(sqlOf(name(gt(other.id, 1)) as never)).toContain('iif(count(*) < 2')
    expect(sqlOf(name(eq(other.id, other.bossId)) as never)).toContain('iif(count(*) < 2')
    const pet = pipe(
      from(people),
      select({
        x: scalarOf(pipe(from(pets), where(eq(pets.owner, people.id)), where(eq(pets.name, 'A')), select({ n: pets.n })) as never),
      }),
    )
    expect(await db.rows(pet as never)).toEqual([{ x: null }, { x: 1 }, { x: null }])
    const joined = pipe(from(pets), innerJoin(people, eq(people.id, pets.owner)), where(eq(pets.owner, 1)), select({ n: pets.n }))
    expect(sqlOf(pipe(from(people), select({ x: scalarOf(joined as never) })) as never)).toContain('iif(count(*) < 2')
    const limited = pipe(
      from(people),
      select({
        x: scalarOf(pipe(from(pets), orderBy(pets.name), limit(1), select({ n: pets.name })) as never),
        y: scalarOf(pipe(from(pets), select({ n: add(max(pets.n), 1) })) as never),
      }),
    )
    expect((await db.rows(limited as never))[0]).toEqual({ x: 'A', y: 2 })
    const unionOf = pipe(from(pets), select({ n: pets.n }))
    expect(
      await db.rows(
        pipe(from(people), limit(1), select({ x: scalarOf(pipe(unionOf as never, union(unionOf as never) as never) as never) })) as never,
      ),
    ).toEqual([{ x: 1 }])
  })

  it('windows, common table expressions, exists', async () => {
    const old = pipe(from(people), where(gt(people.age, 10)), cte('old'))
    const query = pipe(
      from(old),
      where(exists(pipe(from(pets), where(eq(pets.owner, old.id))))),
      select({ name: old.name, n: over(count(), { partitionBy: [old.bossId], orderBy: [asc(old.age, { nulls: 'last' })] }) }),
    )
    expect(sqlOf(query as never)).toContain('count(*) over (partition by `old`.`bossId` order by `old`.`age` nulls last)')
    expect(await db.rows(query as never)).toEqual([{ name: 'Ann', n: 1 }])
  })
})

describe('nesting', () => {
  it('three levels, one table at two, empty arrays and no first row', async () => {
    const report = pipe(people, as('report'))
    const query = pipe(
      from(people),
      orderBy(people.id),
      select({
        name: people.name,
        reports: arrayOf(
          pipe(
            from(report),
            where(eq(report.bossId, people.id)),
            orderBy(desc(report.id)),
            select({
              name: report.name,
              pets: arrayOf(pipe(from(pets), where(eq(pets.owner, report.id)), select({ n: pets.name, boss: people.name }))),
            }),
          ),
        ),
        pet: firstOf(pipe(from(pets), where(eq(pets.owner, people.id)), orderBy(desc(pets.name)))),
      }),
    )
    expect(await db.rows(query as never)).toEqual([
      {
        name: 'Ann',
        reports: [
          { name: 'Çiğdem', pets: [] },
          { name: 'bob', pets: [{ n: 'A', boss: 'Ann' }] },
        ],
        pet: { owner: 1, name: 'b%', n: 1 },
      },
      { name: 'bob', reports: [], pet: { owner: 2, name: 'A', n: 1 } },
      { name: 'Çiğdem', reports: [], pet: null },
    ])
  })

  it('rows that aggregate inside an expression', async () => {
    const query = pipe(from(people), limit(1), select({ n: arrayOf(pipe(from(pets), select({ n: add(count(), 1) }))) }))
    expect(await db.rows(query as never)).toEqual([{ n: [{ n: 4 }] }])
  })

  it('rows of more columns than a function has arguments', async () => {
    const wide = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`c${index}`, add(pets.n, index * 10)]))
    const [row] = await db.rows(
      pipe(
        from(people),
        where(eq(people.id, 1)),
        select({ pets: arrayOf(pipe(from(pets), where(eq(pets.name, 'A')), select(wide as never)) as never) } as never),
      ) as never,
    )
    const [nested] = (row as { readonly pets: ReadonlyArray<Record<string, number>> }).pets
    expect(nested).toEqual(Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`c${index}`, 1 + index * 10])))
  })
})

describe('writes', () => {
  it('upserts, also from a query', async () => {
    const opened = await openWith(pets)
    const row = { owner: 1, name: 'x', n: 5 }
    const upsert = (made: typeof row) =>
      pipe(
        insertInto(pets)(made),
        onConflictDoUpdate(pets, [pets.owner, pets.name], (excluded) => ({ n: add(pets.n, excluded.n) }), {
          where: (excluded) => gt(excluded.n, 1),
        }),
        returning({ n: pets.n }),
      )
    expect(sqlOf(upsert(row) as never)).toBe(
      'insert into `pets` (`owner`, `name`, `n`) values (?1, ?2, ?3) on conflict (`owner`, `name`) do update set `n` = `pets`.`n` + excluded.`n` where excluded.`n` > ?4 returning `pets`.`n`',
    )
    expect(await opened.rows(upsert(row) as never)).toEqual([{ n: 5 }])
    expect(await opened.rows(upsert(row) as never)).toEqual([{ n: 10 }])
    expect(await opened.rows(upsert({ ...row, n: 1 }) as never)).toEqual([])

    const source = pipe(from(pets), select({ owner: pets.owner, name: pets.name, n: add(pets.n, 1) }))
    const copy = pipe(insertFrom(pets)(source as never), onConflictDoNothing([pets.owner, pets.name]))
    expect(sqlOf(copy as never)).toContain('from `pets` where (1 = 1) on conflict (`owner`, `name`) do nothing')
    expect(await opened.affected(copy as never)).toBe(0)
    const both = pipe(
      insertFrom(pets)(pipe(source as never, union(source as never) as never) as never),
      onConflictDoNothing([pets.owner, pets.name]),
    )
    expect(sqlOf(both as never)).toContain('as `nested` where (1 = 1) on conflict')
    expect(await opened.affected(both as never)).toBe(0)
    const filtered = pipe(insertFrom(pets)(pipe(source, where(gt(pets.n, 100))) as never), onConflictDoNothing([pets.owner, pets.name]))
    expect(sqlOf(filtered as never)).toContain('where `pets`.`n` > ?2 on conflict')
    expect(await opened.affected(filtered as never)).toBe(0)
  })

  it('return, under an alias too', async () => {
    const opened = await openWith(people, pets)
    await opened.affected(insertInto(people)([{ name: 'x' }, { name: 'y' }]))
    // The types take no alias here; who goes around them gets what was meant.
    const aliased = pipe(people, as('z')) as unknown as typeof people
    const query = pipe(
      update(aliased)({ age: add(aliased.id, 1) }),
      where(gt(aliased.id, 0)),
      returning({
        id: aliased.id,
        age: aliased.age,
        pets: scalarOf(pipe(from(pets), where(eq(pets.owner, aliased.id)), select({ n: count() })) as never),
      }),
    )
    expect(sqlOf(query as never)).toBe(
      'update `people` as `z` set `age` = `z`.`id` + ?1 where `z`.`id` > ?2 returning `people`.`id`, `people`.`age`, (select count(*) from `pets` where `pets`.`owner` = `people`.`id`) as `pets`',
    )
    expect(await opened.rows(query as never)).toEqual([
      { id: 1, age: 2, pets: 0 },
      { id: 2, age: 3, pets: 0 },
    ])
    expect(await opened.rows(pipe(deleteFrom(aliased), where(eq(aliased.id, 1)), returning({ name: aliased.name })) as never)).toEqual([
      { name: 'x' },
    ])
    expect(await opened.affected(pipe(deleteFrom(people), everyRow))).toBe(1)
  })

  it('of an integer sum is exact', async () => {
    expect(await db.rows(pipe(from(people), leftJoin(pets, eq(pets.owner, people.id)), select({ n: sum(pets.n) })) as never)).toEqual([
      { n: 3n },
    ])
  })
})

describe('connect', () => {
  it('opens in memory, from a URL or options, and says what is wrong', async () => {
    for (const opened of [await connect()(), await connect('sqlite::memory:')(), await connect({ acquireTimeout: 5 })()]) {
      expect(opened).toMatchObject({ _tag: 'Right', right: { dialect: { name: 'sqlite' } } })
      if (opened._tag === 'Right') await opened.right.close()
    }
    expect(await connect('postgres://x')()).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionError', reason: 'configuration' } })
  })
})

describe('transactions', () => {
  it('take every isolation, since there is one connection', async () => {
    const opened = await openWith(pets)
    const add1 = execute(insertInto(pets)({ owner: 1, name: 'x' }))
    for (const isolation of ['readUncommitted', 'readCommitted', 'repeatableRead', 'serializable'] as const)
      await runOrThrow(opened.database)(transaction({ isolation, access: 'readWrite', deferrable: true })(fetchAll(from(pets))))
    await runOrThrow(opened.database)(transaction()(transaction()(add1)))
    expect(await opened.rows(from(pets) as never)).toHaveLength(1)
    const failed = await transaction()(add1)(opened.database)()
    expect(failed).toMatchObject({ _tag: 'Left', left: { _tag: 'ConstraintViolation', kind: 'unique' } })
  })

  it('are broken by what may have ended them, and by nothing else', () => {
    const { breaks, ends } = transactionOf(sqlite)
    for (const test of [breaks, ends]) {
      expect(test({ _tag: 'QueryError', code: 'SQLITE_FULL' } as never)).toBe(true)
      expect(test({ _tag: 'ConnectionError' })).toBe(true)
      expect(test({ _tag: 'QueryError', code: 'SQLITE_ERROR' } as never)).toBe(false)
      expect(test({ _tag: 'ConstraintViolation' })).toBe(false)
    }
  })
})
