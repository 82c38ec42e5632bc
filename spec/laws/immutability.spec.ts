/** Queries are values: no combinator changes what it was given, and what is built on a query leaves its other branches alone. */
import { some } from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import {
  add,
  and,
  type AnyQuery,
  arrayOf,
  as,
  asc,
  count,
  cte,
  deleteFrom,
  desc,
  distinct,
  eq,
  everyRow,
  exists,
  forUpdate,
  from,
  fullJoin,
  groupBy,
  gt,
  having,
  innerJoin,
  insertInto,
  leftJoin,
  limit,
  limitWithTies,
  offset,
  onConflictDoNothing,
  onConflictDoUpdate,
  orderBy,
  orderByOneOf,
  page,
  pipe,
  returning,
  rightJoin,
  select,
  subquery,
  sum,
  union,
  update,
  when,
  whenSome,
  where,
} from '../../lib/index.js'
import { compileNode } from '../../lib/render/compile.js'
import { postgres } from '../../lib/postgres/index.js'
import { queryNode } from '../../lib/query/query.js'
import { cases } from '../golden/cases.js'
import { customers, orders, stock } from '../support/shop.js'

/** The structure of a value as text, all of it, without calling what it holds; equal text is equal structure. */
const snapshot = (value: unknown): string => {
  const seen = new Map<unknown, number>()
  const text = (item: unknown): string => {
    if (typeof item === 'function') return 'function'
    if (typeof item !== 'object' || item === null) return typeof item === 'bigint' ? `${item}n` : `${typeof item} ${String(item)}`
    const known = seen.get(item)
    if (known !== undefined) return `#${known}`
    seen.set(item, seen.size)
    return `{${Reflect.ownKeys(item)
      .map((key) => `${String(key)}: ${text((item as Record<PropertyKey, unknown>)[key])}`)
      .join(', ')}}`
  }
  return text(value)
}

const deepFreeze = (value: unknown, seen: Set<unknown> = new Set()): void => {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value) || ArrayBuffer.isView(value)) return
  seen.add(value)
  for (const key of Reflect.ownKeys(value)) deepFreeze((value as Record<PropertyKey, unknown>)[key], seen)
  Object.freeze(value)
}

const sqlOf = (query: AnyQuery): unknown => {
  const made = compileNode(postgres, queryNode(query))
  return made._tag === 'Right' ? [made.right.sql, made.right.params] : made.left
}

/** The query of a page; of what no page can be made of, another query. */
const pageOf = (query: never): AnyQuery => {
  const made = page(pipe(query, orderBy(customers.id)) as never, { size: 3, unsigned: true }) as {
    readonly query: { readonly right?: AnyQuery }
  }
  return made.query.right ?? from(stock)
}

const second = pipe(orders, as('second'))
const steps: Readonly<Record<string, (query: never) => AnyQuery>> = {
  where: where(gt(customers.id, 1)) as never,
  innerJoin: innerJoin(second, eq(second.customerId, customers.id)) as never,
  leftJoin: leftJoin(second, eq(second.customerId, customers.id)) as never,
  rightJoin: rightJoin(second, eq(second.customerId, customers.id)) as never,
  fullJoin: fullJoin(second, eq(second.customerId, customers.id)) as never,
  orderBy: orderBy(desc(customers.id), asc(customers.name)) as never,
  groupBy: groupBy(customers.id, customers.name) as never,
  having: having(gt(count(), 1)) as never,
  limit: limit(3) as never,
  limitWithTies: limitWithTies(3) as never,
  orderByOneOf: orderByOneOf({ id: [desc(customers.id), asc(customers.name)] }, 'id') as never,
  'when, taken': when(true, where(gt(customers.id, 1)) as never) as never,
  'whenSome, taken': whenSome(some(1), (id) => where(gt(customers.id, id)) as never) as never,
  'a page': ((query: never) => pageOf(query)) as never,
  offset: offset(4) as never,
  distinct: distinct as never,
  forUpdate: forUpdate as never,
  select: select({ id: customers.id }) as never,
  union: union(from(customers)) as never,
  subquery: ((query: never) => from(subquery('s')(query))) as never,
  cte: ((query: never) => from(cte('c')(query))) as never,
  exists: ((query: never) => pipe(from(stock), where(exists(query)))) as never,
  arrayOf: ((query: never) => pipe(from(stock), select({ all: arrayOf(query) }))) as never,
}

const bases: Readonly<Record<string, () => AnyQuery>> = {
  'a table': () => from(customers),
  'a query with every clause': () =>
    pipe(
      from(customers),
      innerJoin(orders, eq(orders.customerId, customers.id)),
      where(and(customers.active, gt(orders.total, '1'))),
      groupBy(customers.id),
      having(gt(count(), 0)),
      select({ id: customers.id, total: sum(orders.total) }),
      orderBy(customers.id),
      limit(10),
      offset(0),
    ),
}

describe.each(Object.entries(bases))('on %s', (_, base) => {
  it.each(Object.entries(steps))('%s makes another query and leaves this one as it was', (_name, step) => {
    const query = base()
    const [before, sql] = [snapshot(query), sqlOf(query)]
    const next = step(query as never)
    expect(next).not.toBe(query)
    expect(snapshot(query)).toBe(before)
    sqlOf(next)
    expect(snapshot(query)).toBe(before)
    expect(sqlOf(query)).toEqual(sql)
  })

  it.each(Object.entries(steps))('%s does not show in another branch', (_name, step) => {
    const query = base()
    const branch = pipe(query as never, where(eq(customers.name, 'branch')) as never) as AnyQuery
    const sql = sqlOf(branch)
    step(query as never)
    step(branch as never)
    expect(sqlOf(branch)).toEqual(sql)
    expect(sqlOf(step(query as never))).toEqual(sqlOf(step(base() as never)))
  })
})

describe('writes', () => {
  const writes: Readonly<Record<string, readonly [AnyQuery, (query: never) => AnyQuery]>> = {
    'where of an update': [update(stock)({ amount: add(stock.amount, 1) }), where(eq(stock.sku, 'a')) as never],
    'everyRow of a delete': [deleteFrom(stock), everyRow as never],
    'returning of an insert': [insertInto(stock)({ sku: 'a', amount: 1 }), returning(stock) as never],
    onConflictDoNothing: [insertInto(stock)({ sku: 'a', amount: 1 }), onConflictDoNothing(stock.sku) as never],
    onConflictDoUpdate: [
      insertInto(stock)({ sku: 'a', amount: 1 }),
      onConflictDoUpdate(stock, stock.sku, (e) => ({ amount: e.amount })) as never,
    ],
  }

  it.each(Object.entries(writes))('%s leaves the write as it was', (_, [query, step]) => {
    const before = snapshot(query)
    const next = step(query as never)
    expect(snapshot(query)).toBe(before)
    expect(sqlOf(next)).not.toEqual(sqlOf(query))
  })

  it('keep the rows they were given as they were', () => {
    const rows = [
      { sku: 'a', amount: 1 },
      { sku: 'b', amount: 2, note: null },
    ]
    const before = snapshot(rows)
    sqlOf(insertInto(stock)(rows))
    expect(snapshot(rows)).toBe(before)
  })
})

describe('compiling', () => {
  it('works on queries that nobody can change', () => {
    for (const { id, query } of cases) {
      const expected = sqlOf(query())
      const frozen = query()
      deepFreeze(frozen)
      expect([id, sqlOf(frozen)]).toEqual([id, expected])
    }
  })

  it('changes no query', () => {
    for (const { id, query } of cases) {
      const made = query()
      const before = snapshot(made)
      sqlOf(made)
      expect([id, snapshot(made) === before]).toEqual([id, true])
    }
  })
})
