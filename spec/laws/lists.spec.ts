/** Random rows and queries on SQLite answer what plain list functions answer. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  add,
  and,
  type AnyQuery,
  applySchema,
  arrayOf,
  asc,
  between,
  coalesce,
  count,
  createTable,
  type Database,
  deleteFrom,
  desc,
  distinct,
  eq,
  everyRow,
  except,
  execute,
  exists,
  type Expr,
  fetchAll,
  type Feature,
  from,
  groupBy,
  gt,
  innerJoin,
  insertInto,
  integer,
  intersect,
  isDistinctFrom,
  isIn,
  isNotNull,
  isNull,
  leftJoin,
  limit,
  lt,
  max,
  min,
  mul,
  not,
  notIn,
  offset,
  or,
  orderBy,
  pipe,
  runOrThrow,
  select,
  sub,
  sum,
  table,
  union,
  unionAll,
  update,
  varchar,
  where,
} from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { connect } from '../../lib/sqlite/index.js'

const a = table('a', { id: integer({ primaryKey: true }), n: integer({ nullable: true }), m: integer(), s: varchar(5) })
const b = table('b', { id: integer({ primaryKey: true }), n: integer({ nullable: true }) })

interface A {
  readonly id: number
  readonly n: number | null
  readonly m: number
  readonly s: string
}
interface B {
  readonly id: number
  readonly n: number | null
}

const small = fc.integer({ min: -3, max: 3 })
const nullable = fc.option(small, { nil: null, freq: 4 })
const letters = fc.constantFrom('', 'a', 'A', 'b', 'é', 'ab', '%')
const numbered = <R>(rows: ReadonlyArray<R>): ReadonlyArray<R & { readonly id: number }> => rows.map((row, id) => ({ ...row, id }))
const rowsA = fc.array(fc.record({ n: nullable, m: small, s: letters }), { maxLength: 12 }).map((rows): ReadonlyArray<A> => numbered(rows))
const rowsB = fc.array(fc.record({ n: nullable }), { maxLength: 8 }).map((rows): ReadonlyArray<B> => numbered(rows))

// ---------------------------------------------------------------------------------------------------------------------
// predicates with their meaning: three values, as SQL has them
// ---------------------------------------------------------------------------------------------------------------------

type Truth = boolean | null

interface Term {
  readonly text: string
  readonly expr: Expr<never, 'a'>
  readonly value: (row: A) => number | null
}

interface Predicate {
  readonly text: string
  readonly expr: Expr<never, 'a'>
  readonly holds: (row: A) => Truth
}

const loose = <E>(value: unknown): E => value as E

const terms: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'term' },
    fc.constantFrom<Term>(
      { text: 'n', expr: loose(a.n), value: (row) => row.n },
      { text: 'm', expr: loose(a.m), value: (row) => row.m },
      { text: 'id', expr: loose(a.id), value: (row) => row.id },
    ),
    fc.tuple(fc.constantFrom('add', 'sub', 'mul'), tie('term'), small).map(([op, term, n]): Term => {
      const [combine, apply] = { add: [add, (x: number) => x + n], sub: [sub, (x: number) => x - n], mul: [mul, (x: number) => x * n + 0] }[
        op
      ] as never as [(l: unknown, r: unknown) => never, (x: number) => number]
      return {
        text: `${op}(${term.text}, ${n})`,
        expr: combine(term.expr, n),
        value: (row) => {
          const value = term.value(row)
          return value === null ? null : apply(value)
        },
      }
    }),
    fc.tuple(tie('term'), small).map(([term, n]): Term => ({
      text: `coalesce(${term.text}, ${n})`,
      expr: loose((coalesce as never as (l: unknown, r: unknown) => unknown)(term.expr, n)),
      value: (row) => term.value(row) ?? n,
    })),
  ),
})).term

type Comparing = (left: unknown, right: unknown) => never

const comparisons: Readonly<Record<string, readonly [Comparing, (x: number, y: number) => boolean]>> = {
  eq: [eq as never, (x, y) => x === y],
  lt: [lt as never, (x, y) => x < y],
  gt: [gt as never, (x, y) => x > y],
}

const both = (x: number | null, y: number | null, test: (x: number, y: number) => boolean): Truth =>
  x === null || y === null ? null : test(x, y)
const notOf = (truth: Truth): Truth => (truth === null ? null : !truth)
const andOf = (truths: ReadonlyArray<Truth>): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true)
const orOf = (truths: ReadonlyArray<Truth>): Truth => notOf(andOf(truths.map(notOf)))

const predicates: fc.Arbitrary<Predicate> = fc.letrec<{ p: Predicate }>((tie) => ({
  p: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'predicate' },
    fc.tuple(fc.constantFrom(...Object.keys(comparisons)), terms, terms).map(([op, left, right]): Predicate => {
      const [combine, test] = comparisons[op] as readonly [Comparing, (x: number, y: number) => boolean]
      return {
        text: `${op}(${left.text}, ${right.text})`,
        expr: combine(left.expr, right.expr),
        holds: (row) => both(left.value(row), right.value(row), test),
      }
    }),
    fc.tuple(fc.constantFrom(...Object.keys(comparisons)), terms, small).map(([op, left, n]): Predicate => {
      const [combine, test] = comparisons[op] as readonly [Comparing, (x: number, y: number) => boolean]
      return { text: `${op}(${left.text}, ${n})`, expr: combine(left.expr, n), holds: (row) => both(left.value(row), n, test) }
    }),
    terms.map((term): Predicate => ({
      text: `isNull(${term.text})`,
      expr: loose(isNull(term.expr)),
      holds: (row) => term.value(row) === null,
    })),
    terms.map((term): Predicate => ({
      text: `isNotNull(${term.text})`,
      expr: loose(isNotNull(term.expr)),
      holds: (row) => term.value(row) !== null,
    })),
    fc.tuple(terms, terms).map(([x, y]): Predicate => ({
      text: `isDistinctFrom(${x.text}, ${y.text})`,
      expr: (isDistinctFrom as never as Comparing)(x.expr, y.expr),
      holds: (row) => x.value(row) !== y.value(row),
    })),
    fc.tuple(terms, small, small).map(([x, low, high]): Predicate => ({
      text: `between(${x.text}, ${low}, ${high})`,
      expr: (between as never as (x: unknown, low: number, high: number) => never)(x.expr, low, high),
      holds: (row) => {
        const value = x.value(row)
        return value === null ? null : value >= low && value <= high
      },
    })),
    fc.tuple(terms, fc.array(small, { maxLength: 3 }), fc.boolean()).map(([x, list, negated]): Predicate => ({
      text: `${negated ? 'notIn' : 'isIn'}(${x.text}, [${list.join()}])`,
      expr: ((negated ? notIn : isIn) as never as Comparing)(x.expr, list),
      holds: (row) => {
        const value = x.value(row)
        const found = list.length === 0 ? false : value === null ? null : list.includes(value)
        return negated ? notOf(found) : found
      },
    })),
    tie('p').map((p): Predicate => ({ text: `not(${p.text})`, expr: not(p.expr), holds: (row) => notOf(p.holds(row)) })),
    fc.array(tie('p'), { maxLength: 3 }).map((ps): Predicate => ({
      text: `and(${ps.map((p) => p.text).join(', ')})`,
      expr: loose(and(...ps.map((p) => p.expr))),
      holds: (row) => andOf(ps.map((p) => p.holds(row))),
    })),
    fc.array(tie('p'), { maxLength: 3 }).map((ps): Predicate => ({
      text: `or(${ps.map((p) => p.text).join(', ')})`,
      expr: loose(or(...ps.map((p) => p.expr))),
      holds: (row) => orOf(ps.map((p) => p.holds(row))),
    })),
    fc.tuple(tie('p'), tie('p')).map(([x, y]): Predicate => ({
      text: `isDistinctFrom(${x.text}, ${y.text})`,
      expr: (isDistinctFrom as never as Comparing)(x.expr, y.expr),
      holds: (row) => x.holds(row) !== y.holds(row),
    })),
  ),
})).p

// ---------------------------------------------------------------------------------------------------------------------
// the laws
// ---------------------------------------------------------------------------------------------------------------------

let database: Database<Feature>

beforeAll(async () => {
  const opened = await connect('sqlite::memory:')()
  if (isLeft(opened)) throw opened.left
  database = opened.right as Database<Feature>
  await runOrThrow(database)(applySchema(createTable(a), createTable(b)))
})
afterAll(async () => void (await database.close()))

const clear = async (): Promise<void> => {
  await runOrThrow(database)(execute(pipe(deleteFrom(a), everyRow)))
  await runOrThrow(database)(execute(pipe(deleteFrom(b), everyRow)))
}
beforeEach(clear)

const fill = async (left: ReadonlyArray<A>, right: ReadonlyArray<B> = []): Promise<void> => {
  await clear()
  if (left.length > 0) await runOrThrow(database)(execute(insertInto(a)(left)))
  if (right.length > 0) await runOrThrow(database)(execute(insertInto(b)(right)))
}

const answer = <R>(query: AnyQuery): Promise<ReadonlyArray<R>> => runOrThrow(database)((fetchAll as never as (q: AnyQuery) => never)(query))

const check = <T extends ReadonlyArray<unknown>>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  law: (...values: T) => Promise<void>,
  numRuns = 60,
) => fc.assert(fc.asyncProperty(...(arbitraries as unknown as [fc.Arbitrary<never>]), law as never), { numRuns })

const compareBy =
  <R>(...keys: ReadonlyArray<(row: R) => number | string | null>) =>
  (x: R, y: R): number => {
    for (const key of keys) {
      const [l, r] = [key(x), key(y)]
      if (l === r) continue
      // SQLite has nulls first.
      if (l === null) return -1
      if (r === null) return 1
      return l < r ? -1 : 1
    }
    return 0
  }

describe('a query is a list', () => {
  it('where is filter, with the logic of three values', () =>
    check(
      [rowsA, predicates],
      async (rows, predicate) => {
        await fill(rows)
        const expected = rows.filter((row) => predicate.holds(row) === true)
        expect(await answer(pipe(from(a), where(predicate.expr as never), orderBy(a.id)))).toEqual(expected)
      },
      300,
    ))

  it('a predicate as a value has three', () =>
    check(
      [rowsA, predicates],
      async (rows, predicate) => {
        await fill(rows)
        const values = await answer<{ v: Truth }>(pipe(from(a), select({ v: predicate.expr } as never), orderBy(a.id)))
        expect(values.map(({ v }) => v)).toEqual(rows.map((row) => predicate.holds(row)))
      },
      200,
    ))

  it('where twice is filter twice, in any order', () =>
    check([rowsA, predicates, predicates], async (rows, p, q) => {
      await fill(rows)
      const expected = rows.filter((row) => p.holds(row) === true && q.holds(row) === true)
      expect(await answer(pipe(from(a), where(p.expr as never), where(q.expr as never), orderBy(a.id)))).toEqual(expected)
      expect(await answer(pipe(from(a), where(q.expr as never), where(p.expr as never), orderBy(a.id)))).toEqual(expected)
    }))

  it('select is map', () =>
    check([rowsA, terms], async (rows, term) => {
      await fill(rows)
      const selected = await answer(pipe(from(a), select({ key: { id: a.id }, v: term.expr } as never), orderBy(a.id)))
      expect(selected).toEqual(rows.map((row) => ({ key: { id: row.id }, v: term.value(row) })))
    }))

  it('order by is sort, limit and offset are slice', () =>
    check([rowsA, fc.nat(5), fc.nat(5)], async (rows, count, skip) => {
      await fill(rows)
      const sorted = rows.toSorted(
        compareBy<A>(
          (row) => row.n,
          (row) => -row.m,
          (row) => row.id,
        ),
      )
      const ordered = pipe(from(a), orderBy(a.n, desc(a.m), asc(a.id)))
      expect(await answer(ordered)).toEqual(sorted)
      expect(await answer(pipe(ordered, limit(count), offset(skip)))).toEqual(sorted.slice(skip, skip + count))
      expect(await answer(pipe(ordered, offset(skip)))).toEqual(sorted.slice(skip))
    }))

  it('nulls first and nulls last are what they say, in both directions', () =>
    check(
      [rowsA, fc.constantFrom('first' as const, 'last' as const), fc.constantFrom('asc' as const, 'desc' as const)],
      async (rows, nulls, direction) => {
        await fill(rows)
        const value = (row: A): number => (row.n === null ? (nulls === 'first' ? -100 : 100) : direction === 'asc' ? row.n : -row.n)
        const order = (direction === 'asc' ? asc : desc)(a.n, { nulls })
        expect(await answer(pipe(from(a), orderBy(order, a.id)))).toEqual(rows.toSorted(compareBy<A>(value, (row) => row.id)))
      },
    ))

  it('group by and aggregates are fold', () =>
    check([rowsA], async (rows) => {
      await fill(rows)
      const groups = new Map<string, Array<A>>()
      for (const row of rows) groups.set(row.s, [...(groups.get(row.s) ?? []), row])
      const present = (group: ReadonlyArray<A>): ReadonlyArray<number> => group.flatMap(({ n }) => (n === null ? [] : [n]))
      const expected = [...groups].map(([s, group]) => {
        const numbers = present(group)
        return {
          s,
          count: group.length,
          some: numbers.length,
          sum: numbers.length === 0 ? null : BigInt(numbers.reduce((x, y) => x + y, 0)),
          low: numbers.length === 0 ? null : Math.min(...numbers),
          high: numbers.length === 0 ? null : Math.max(...numbers),
        }
      })
      const query = pipe(
        from(a),
        groupBy(a.s),
        select({ s: a.s, count: count(), some: count(a.n), sum: sum(a.n), low: min(a.n), high: max(a.n) }),
        orderBy(a.s),
      )
      expect(await answer(query)).toEqual(expected.toSorted((x, y) => Buffer.compare(Buffer.from(x.s), Buffer.from(y.s))))
    }))

  it('distinct is a set', () =>
    check([rowsA], async (rows) => {
      await fill(rows)
      const expected = [...new Set(rows.map(({ m }) => m))].toSorted((x, y) => x - y)
      expect(await answer(pipe(from(a), select(a.m), distinct, orderBy(a.m)))).toEqual(expected)
    }))

  it('a join is a flatMap, a left join keeps the rows without a match', () =>
    check([rowsA, rowsB], async (left, right) => {
      await fill(left, right)
      const matches = (row: A): ReadonlyArray<B> => right.filter((other) => row.n !== null && row.n === other.n)
      const inner = left.flatMap((row) => matches(row).map((other) => ({ a: row, b: other })))
      const outer = left.flatMap((row): ReadonlyArray<{ a: A; b: B | null }> =>
        matches(row).length === 0 ? [{ a: row, b: null }] : matches(row).map((other) => ({ a: row, b: other })),
      )
      expect(await answer(pipe(from(a), innerJoin(b, eq(b.n, a.n)), select({ a, b }), orderBy(a.id, b.id)))).toEqual(inner)
      expect(await answer(pipe(from(a), leftJoin(b, eq(b.n, a.n)), select({ a, b }), orderBy(a.id, b.id)))).toEqual(outer)
    }))

  it('exists is some, arrayOf is filter', () =>
    check([rowsA, rowsB], async (left, right) => {
      await fill(left, right)
      const matches = (row: A): ReadonlyArray<B> => right.filter((other) => row.n !== null && row.n === other.n)
      const matching = pipe(from(b), where(eq(b.n, a.n)))
      expect(await answer(pipe(from(a), where(exists(matching)), orderBy(a.id)))).toEqual(left.filter((row) => matches(row).length > 0))
      expect(await answer(pipe(from(a), where(not(exists(matching))), orderBy(a.id)))).toEqual(
        left.filter((row) => matches(row).length === 0),
      )
      expect(await answer(pipe(from(a), select({ id: a.id, all: arrayOf(pipe(matching, orderBy(b.id))) }), orderBy(a.id)))).toEqual(
        left.map((row) => ({ id: row.id, all: matches(row) })),
      )
    }))

  it('union all is concat, union, intersect and except are those of sets', () =>
    check([rowsA, rowsB], async (left, right) => {
      await fill(left, right)
      const [xs, ys] = [left.map(({ n }) => n), right.map(({ n }) => n)]
      const order = compareBy<number | null>((x) => x)
      const set = (values: ReadonlyArray<number | null>): ReadonlyArray<number | null> => [...new Set(values)].toSorted(order)
      const [l, r] = [pipe(from(a), select({ n: a.n })), pipe(from(b), select({ n: b.n }))]
      const values = async (query: AnyQuery): Promise<ReadonlyArray<number | null>> =>
        (await answer<{ n: number | null }>(query)).map(({ n }) => n).toSorted(order)
      expect(await values(pipe(l, unionAll(r)))).toEqual([...xs, ...ys].toSorted(order))
      expect(await values(pipe(l, union(r)))).toEqual(set([...xs, ...ys]))
      expect(await values(pipe(l, intersect(r)))).toEqual(set(xs.filter((x) => ys.includes(x))))
      expect(await values(pipe(l, except(r)))).toEqual(set(xs.filter((x) => !ys.includes(x))))
    }))

  it('update and delete touch the rows that filter finds, and count them', () =>
    check([rowsA, predicates], async (rows, predicate) => {
      // What is true whatever the row cannot stand for a where.
      const guard = gt(a.id, -1)
      await fill(rows)
      const hit = (row: A): boolean => predicate.holds(row) === true
      const write = pipe(update(a)({ m: add(a.m, 1), n: a.m }), where(predicate.expr as never), where(guard))
      expect(await runOrThrow(database)(execute(write as never))).toBe(rows.filter(hit).length)
      const after = rows.map((row) => (hit(row) ? { ...row, m: row.m + 1, n: row.m } : row))
      expect(await answer(pipe(from(a), orderBy(a.id)))).toEqual(after)
      expect(await runOrThrow(database)(execute(pipe(deleteFrom(a), where(predicate.expr as never), where(guard)) as never))).toBe(
        after.filter(hit).length,
      )
      expect(await answer(pipe(from(a), orderBy(a.id)))).toEqual(after.filter((row) => !hit(row)))
    }))
})
