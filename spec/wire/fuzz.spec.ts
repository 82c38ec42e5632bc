/**
 * Hostile JSON never yields SQL outside the policy. Documents are made of pieces of what every golden case travels as, put where
 * they do not belong, with names, texts and numbers changed for ones that mean harm. What is decoded all the same is looked at
 * as data and as SQL: the tables and columns it names, the verbs, functions and limits it has, and every word of its text.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { walkQuery } from '../../lib/plan/walk-query.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import { lexiconOf } from '../../lib/show/lexicon.js'
import { tokensOf } from '../../lib/show/tokens.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { cases } from '../golden/cases.js'
import { customers, items, orders, stock, tags } from '../support/shop.js'

const schema = { customers, orders, items, stock, tags }

const allowed: Readonly<Record<string, ReadonlyArray<string>>> = {
  customers: ['id', 'name', 'createdAt'],
  orders: ['id', 'customerId', 'status', 'total', 'note', 'placedOn', 'paidAt'],
  stock: ['sku', 'amount', 'reserved', 'note'],
}

const policy = {
  verbs: ['select', 'update'],
  tables: { customers: ['id', 'name', 'createdAt'], orders: true, stock: true },
  functions: [
    'lower',
    'concat',
    'count',
    'sum',
    'coalesce',
    'exists',
    'add',
    'like',
    'extract',
    'cast',
    'arrayOf',
    'scalarOf',
    'over',
    'caseWhen',
  ],
  joins: 2,
  limit: 50,
} as const

const dialects = [postgres, mysql, mariadb, sqlite]

/** Every document that a golden case travels as. */
const documents: ReadonlyArray<unknown> = cases.flatMap(({ query }) => {
  const encoded = o.encodeQuery(query())
  return encoded._tag === 'Right' ? [JSON.parse(JSON.stringify(encoded.right)) as unknown] : []
})

const piecesOf = (json: unknown): ReadonlyArray<unknown> =>
  typeof json !== 'object' || json === null ? [] : [json, ...Object.values(json).flatMap(piecesOf)]

const pieces = documents.flatMap(piecesOf)

/** Words of SQL that Oxbow itself writes: those of every golden case. */
const words: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  dialects.map((dialect) => [
    dialect.name,
    new Set(
      cases.flatMap(({ query }) => {
        const made = compileNode(dialect, queryNode(query()))
        return made._tag === 'Left'
          ? []
          : tokensOf(made.right.sql, lexiconOf(dialect))
              .filter(isWord)
              .map(({ text }) => text)
      }),
    ),
  ]),
)

function isWord({ kind }: { readonly kind: string }): boolean {
  return kind === 'word'
}

const evil = fc.constantFrom<unknown>(
  'pg_sleep',
  "'; drop table orders; --",
  '"; drop table orders; --',
  '`; drop table orders; -- ',
  '\\',
  '\u0000',
  '__proto__',
  'constructor',
  'items',
  'tags',
  'customers',
  'email',
  'credit',
  'secret',
  'orders',
  'oxbow_ranked',
  0,
  -1,
  1e9,
  1.5,
  51,
  null,
  true,
  {},
  [],
  { __proto__: null, call: 'random' },
  JSON.parse('{ "__proto__": { "table": "items" } }'),
  { all: 'customers' },
  { column: ['customers', 'email'] },
  { column: ['orders', 'id'] },
  { table: 'items' },
  { table: 'tags', as: 'orders' },
  { table: 'customers', as: 'orders' },
  { delete: { table: 'orders' }, everyRow: true },
  { update: { table: 'orders' }, set: { total: { value: { decimal: '0.00' } } }, everyRow: true },
)

const any: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pieces) },
  { weight: 2, arbitrary: evil },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)

/** The document with what stands at a place changed; the place is chosen by `at`, one step at a time. */
const changed = (json: unknown, at: ReadonlyArray<number>, by: unknown): unknown => {
  const [first, ...rest] = at
  if (first === undefined || typeof json !== 'object' || json === null) return by
  const keys = Object.keys(json)
  const key = keys[first % Math.max(keys.length, 1)]
  if (key === undefined) return by
  if (Array.isArray(json)) return json.map((item, index) => (String(index) === key ? changed(item, rest, by) : (item as unknown)))
  return { ...json, [key]: changed((json as Readonly<Record<string, unknown>>)[key], rest, by) }
}

/** Mostly inside the query: a document that has no version is refused at once. */
const mutate = (json: unknown, [at, by]: readonly [ReadonlyArray<number>, unknown]): unknown =>
  (at[0] ?? 0) > 18
    ? changed(json, at, by)
    : { ...(json as { readonly query: unknown }), query: changed((json as { readonly query: unknown } | null)?.query, at, by) }

const mutation = fc.tuple(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 8 }), any)

// ---------------------------------------------------------------------------------------------------------------------
// documents of the right form, of which some name what they may not
// ---------------------------------------------------------------------------------------------------------------------

const columnOf = (names: ReadonlyArray<readonly [source: string, key: string]>): fc.Arbitrary<unknown> =>
  fc.constantFrom(...names).map(([source, key]) => ({ column: [source, key] }))

const call = (names: ReadonlyArray<string>, ...args: ReadonlyArray<fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.record({ call: fc.constantFrom(...names), args: fc.tuple(...args) })

interface Grammar {
  readonly number: unknown
  readonly text: unknown
  readonly condition: unknown
  readonly query: unknown
}

const grammar = fc.letrec<Grammar>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    {
      weight: 8,
      arbitrary: columnOf([
        ['orders', 'id'],
        ['orders', 'customerId'],
        ['customers', 'id'],
      ]),
    },
    {
      weight: 1,
      arbitrary: columnOf([
        ['customers', 'age'],
        ['items', 'quantity'],
        ['tags', 'orderId'],
      ]),
    },
    { weight: 2, arbitrary: call(['add'], tie('number'), tie('number')) },
    { weight: 1, arbitrary: call(['sum', 'count', 'coalesce', 'abs'], tie('number')) },
    { weight: 1, arbitrary: tie('query').map((query) => ({ call: 'scalarOf', query })) },
  ),
  text: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    {
      weight: 8,
      arbitrary: columnOf([
        ['orders', 'note'],
        ['customers', 'name'],
        ['orders', 'status'],
      ]),
    },
    {
      weight: 1,
      arbitrary: columnOf([
        ['customers', 'email'],
        ['items', 'sku'],
      ]),
    },
    { weight: 2, arbitrary: call(['lower', 'concat', 'upper'], tie('text')) },
  ),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 4, arbitrary: call(['eq', 'gt', 'isDistinctFrom'], tie('number'), tie('number')) },
    {
      weight: 2,
      arbitrary: call(
        ['like', 'ilike'],
        tie('text'),
        fc.string().map((value) => ({ value })),
      ),
    },
    { weight: 1, arbitrary: call(['and', 'or'], tie('condition'), tie('condition')) },
    { weight: 1, arbitrary: tie('query').map((query) => ({ call: 'exists', query })) },
  ),
  query: fc.record(
    {
      from: fc.oneof(
        { weight: 9, arbitrary: fc.constant({ table: 'orders' }) },
        { weight: 1, arbitrary: fc.constant({ table: 'items', as: 'orders' }) },
      ),
      joins: fc.array(
        fc.record({
          kind: fc.constantFrom('inner', 'left'),
          source: fc.constantFrom(...Array.from({ length: 12 }, () => ({ table: 'customers' })), { table: 'tags', as: 'customers' }),
          on: tie('condition'),
        }),
        { minLength: 1, maxLength: 1 },
      ),
      where: fc.array(tie('condition'), { maxLength: 2 }),
      orderBy: fc.array(fc.record({ by: tie('number') }), { maxLength: 2 }),
      limit: fc.constantFrom(1, 10, 50, 51),
      offset: fc.nat({ max: 9 }),
      select: fc.oneof(
        {
          weight: 4,
          arbitrary: fc
            .dictionary(fc.constantFrom('a', 'b', 'c d', '"', '`;'), fc.oneof(tie('number'), tie('text')), { minKeys: 1, maxKeys: 3 })
            .map((record) => ({ record: { ...record } })),
        },
        { weight: 1, arbitrary: fc.constantFrom({ all: 'orders' }, { all: 'customers' }) },
        { weight: 2, arbitrary: tie('number') },
      ),
    },
    { requiredKeys: ['from', 'joins', 'limit', 'select'] },
  ),
}))

const formed = grammar.query.map((query): unknown => ({ oxbow: 1, query }))

const mutated = fc
  .tuple(fc.oneof(formed, fc.constantFrom(...documents)), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([document, mutations]) => mutations.reduce(mutate, document))

const hostile = fc.oneof(formed, mutated)

const functionTags: Readonly<Record<string, string>> = {
  Extract: 'extract',
  Cast: 'cast',
  Nest: 'arrayOf',
  Scalar: 'scalarOf',
  Window: 'over',
  Case: 'caseWhen',
  Exists: 'exists',
  Like: 'like',
  Truncate: 'truncate',
  AddInterval: 'addInterval',
  Shift: 'addInterval',
  DateDiff: 'dateDiff',
  FormatDate: 'formatDate',
  AtTimeZone: 'atTimeZone',
  Collate: 'collate',
  Series: 'generateSeries',
  Fragment: 'sql',
}

/** Looks at a query that was decoded. */
const check = (query: o.AnyQuery): void => {
  const node = queryNode(query)
  expect(['Select', 'SetOperation', 'Update']).toContain(node._tag)
  for (const { schema: of, table } of o.tablesOf(query)) expect(of === undefined && Object.hasOwn(allowed, table)).toBe(true)
  for (const { table, column } of o.columnsOf(query)) expect(allowed[table] ?? []).toContain(column)
  if (node._tag === 'Select' || node._tag === 'SetOperation') expect(node.limit).toBeLessThanOrEqual(policy.limit)
  let joins = 0
  walkQuery(node, (part) => {
    const given = part as { readonly _tag: string; readonly name?: string; readonly joins?: ReadonlyArray<unknown> }
    joins += given._tag === 'Select' ? (given.joins?.length ?? 0) : 0
    const fn = given._tag === 'Call' || given._tag === 'Aggregate' ? given.name : functionTags[given._tag]
    if (fn !== undefined) expect([...policy.functions, 'firstOf']).toContain(fn)
    expect(['Insert', 'Delete']).not.toContain(given._tag)
  })
  expect(joins).toBeLessThanOrEqual(policy.joins)
  for (const dialect of dialects) {
    const made = compileNode(dialect, node)
    if (made._tag === 'Left') continue
    for (const token of tokensOf(made.right.sql, lexiconOf(dialect))) {
      expect(token.kind).not.toBe('comment')
      if (token.kind === 'word') expect([...(words.get(dialect.name) as ReadonlySet<string>)]).toContain(token.text)
      if (token.kind === 'other') expect(token.text).not.toContain(';')
    }
  }
}

describe('a document from outside', () => {
  const decode = o.decodeQuery(schema, policy) as (json: unknown) => {
    readonly _tag: string
    readonly left?: { readonly message?: unknown }
    readonly right?: unknown
  }

  it('is a query that the policy allows, or is refused in words', { timeout: 120_000 }, () => {
    let decoded = 0
    fc.assert(
      fc.property(hostile, (json) => {
        const answer = decode(json)
        if (answer._tag === 'Left') {
          if (typeof answer.left?.message !== 'string') throw new Error('refused without a word')
          return
        }
        decoded++
        check(answer.right as o.AnyQuery)
      }),
      { numRuns: 5000 },
    )
    // A spec that refuses everything would prove nothing.
    expect(decoded).toBeGreaterThan(40)
  })

  it('every golden case is decoded or refused under a policy that allows little', () => {
    const decoded = documents.map(decode).filter(({ _tag }) => _tag === 'Right')
    expect(decoded.length).toBeGreaterThan(0)
    for (const { right } of decoded) check(right as o.AnyQuery)
  })
})
