/** Bad input in plain JavaScript: whatever stands in whatever place of a combinator, the answer is a Left in words. */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { SourceId } from '../../lib/schema/table.js'
import { isExpr } from '../../lib/schema/expression.js'
import { customers, employees, orders, stock } from '../support/shop.js'

type Call = (...values: ReadonlyArray<unknown>) => unknown

const { id, name, createdAt, active } = customers
const all = o.from(customers)
const ids = o.pipe(all, o.select({ id }))
const numbers = o.pipe(o.from(orders), o.select({ id: orders.id }))
const insert = o.insertInto(stock)({ sku: 'a', amount: 1 })
const change = o.pipe(o.update(stock)({ amount: 1 }), o.everyRow)
const locked = o.pipe(all, o.forUpdate)
const grouped = o.pipe(all, o.groupBy(id), o.select({ id }))
const own = o.hasMany(customers, orders, (customer, order) => o.eq(order.customerId, customer.id))

const operand = [[id, 1]]
const joined = [[orders, o.eq(orders.customerId, id)], [all]]
const pattern = [[name, 'x']]
const two = [[numbers], [ids]]

/** A right call of every export: the lists of its arguments, one after the other where it gives a function. */
const calls: Readonly<Record<string, ReadonlyArray<ReadonlyArray<unknown>>>> = {
  abs: [[id]],
  add: operand,
  addInterval: [[createdAt, { days: 1 }]],
  allOf: [[numbers]],
  and: [[active, active]],
  anyOf: [[numbers]],
  arrayOf: [[numbers]],
  as: [['c'], [customers]],
  asc: [[id, { nulls: 'first' }]],
  atTimeZone: [[createdAt, 'Europe/Berlin']],
  arrayAgg: [[id, { orderBy: [id] }]],
  avg: [[id]],
  belongsTo: [[orders, customers, (order: typeof orders, customer: typeof customers) => o.eq(order.customerId, customer.id)]],
  between: [[id, 1, 2]],
  bitAnd: [[id]],
  bitOr: [[id]],
  bitXor: [[id]],
  boolAnd: [[active]],
  boolOr: [[active]],
  betweenSymmetric: [[id, 1, 2]],
  branch: [[active, id]],
  boundariesBetween: [['year', createdAt, createdAt]],
  caseWhen: [[[o.branch(active, id), { when: active, then: 2 }], 3]],
  cast: [[id, o.text()]],
  coalesce: [[name, 'x']],
  collate: [[name, 'binary']],
  compile: [[postgres], [all]],
  concat: [[name, 'x']],
  contains: pattern,
  count: [[id]],
  countDistinct: [[id, name]],
  crossJoin: [[orders], [all]],
  cte: [['c', { materialized: true }], [ids]],
  dateDiff: [['year', createdAt, createdAt]],
  deleteFrom: [[stock]],
  desc: [[id, { nulls: 'last' }]],
  distinct: [[all]],
  distinctOn: [[id], [all]],
  div: operand,
  endsWith: pattern,
  epochOf: [[createdAt]],
  eq: operand,
  escapeLike: [['a%']],
  everyRow: [[o.deleteFrom(stock)]],
  except: two,
  exceptAll: two,
  execute: [[all]],
  exists: [[numbers]],
  extract: [['year', createdAt]],
  fetchAll: [[all]],
  fetchOne: [[all]],
  fetchOption: [[all]],
  fetchPage: [[o.page(o.pipe(all, o.orderBy(id)), { size: 2, unsigned: true })]],
  filterWhere: [[active], [o.sum(id)]],
  firstOf: [[numbers]],
  forUpdate: [[all]],
  formatDate: [[createdAt, 'yyyy-MM']],
  from: [[customers]],
  fullJoin: joined,
  groupBy: [[id], [ids]],
  generateSeries: [
    ['n', o.integer()],
    [1, 3, 2],
  ],
  gt: operand,
  gte: operand,
  hasMany: [[customers, orders, (customer: typeof customers, order: typeof orders) => o.eq(order.customerId, customer.id)]],
  hasOne: [[customers, orders, (customer: typeof customers, order: typeof orders) => o.eq(order.customerId, customer.id)]],
  having: [[o.gt(o.count(), 1)], [grouped]],
  ilike: pattern,
  innerJoin: joined,
  insertFrom: [[stock], [o.pipe(o.from(stock), o.select({ sku: stock.sku, amount: stock.amount }))]],
  insertInto: [[stock], [[{ sku: 'a', amount: 1 }]]],
  intersect: two,
  intersectAll: two,
  isDistinctFrom: operand,
  isFalse: [[active]],
  isIn: [[id, [1, 2]]],
  isNotDistinctFrom: operand,
  isNotFalse: [[active]],
  isNotNull: [[id]],
  isNotTrue: [[active]],
  isNotUnknown: [[active]],
  isNull: [[id]],
  isTrue: [[active]],
  isUnknown: [[active]],
  lateral: [['l'], [numbers]],
  leftJoin: joined,
  length: [[name]],
  jsonElements: [['e'], [o.literal([1], o.json())]],
  like: pattern,
  likeAll: [[name, ['x', name]]],
  likeAny: [[name, ['x', name]]],
  limit: [[1], [all]],
  limitWithTies: [[1], [o.pipe(all, o.orderBy(id))]],
  literal: [[1, o.integer()]],
  left: [[name, 2]],
  right: [[name, 2]],
  repeat: [[name, 2]],
  lpad: [[name, 2, 'x']],
  rpad: [[name, 2, 'x']],
  ltrim: [[name, 'x']],
  rtrim: [[name, 'x']],
  btrim: [[name, 'x']],
  reverse: [[name]],
  octetLength: [[name]],
  position: [[name, 'x']],
  splitPart: [[name, ',', 1]],
  concatWs: [[',', name, 'x']],
  format: [['%s', name]],
  round: [[id]],
  ceil: [[id]],
  floor: [[id]],
  trunc: [[id]],
  sign: [[id]],
  sqrt: [[id]],
  ln: [[id]],
  exp: [[id]],
  power: [[id, 2]],
  greatest: [[id, 1]],
  least: [[id, 1]],
  caseOf: [[id, [[1, name]], 'x']],
  lower: [[name]],
  lt: operand,
  lte: operand,
  makeDate: [[id, 1, 1]],
  makeLocalTimestamp: [[id, 1, 1, 0]],
  makeTimestamp: [[id, 1, 1, 0]],
  matches: [[name, 'x', 'i']],
  max: [[id]],
  min: [[id]],
  mod: operand,
  mul: operand,
  ne: operand,
  not: [[active]],
  notBetween: [[id, 1, 2]],
  notBetweenSymmetric: [[id, 1, 2]],
  notIlike: pattern,
  notIn: [[id, numbers]],
  notLike: pattern,
  notLikeAll: [[name, ['x', name]]],
  notLikeAny: [[name, ['x', name]]],
  notMatches: [[name, 'x', 'i']],
  notSimilarTo: pattern,
  nullIf: [[id, 1]],
  offset: [[1], [all]],
  onConflictDoNothing: [[stock.sku], [insert]],
  onConflictDoUpdate: [[stock, stock.sku, () => ({ amount: 1 }), { where: () => o.gt(stock.amount, 1) }], [insert]],
  or: [[active, active]],
  orderBy: [[id, o.desc(name)], [all]],
  orderByOneOf: [[{ id, newest: [o.desc(createdAt)] }, 'id', { default: 'newest', unknown: 'refuse' }], [all]],
  page: [[o.pipe(all, o.orderBy(id)), { size: 2, unsigned: true }]],
  orderByOutput: [[(row: { readonly id: typeof id }) => [row.id, o.desc(row.id)]], [ids]],
  over: [[o.rowNumber, { partitionBy: [id], orderBy: [o.asc(id)] }]],
  overlaps: [
    [
      [createdAt, createdAt],
      [createdAt, new Date(0)],
    ],
  ],
  recursive: [
    ['r', { distinct: true, search: { order: 'depth', by: ['id'], as: 'p' }, cycle: { on: ['id'], as: 'c', path: 'q' } }],
    [ids, (found: typeof customers) => o.pipe(o.from(found), o.select({ id: found.id }))],
  ],
  related: [[own, { source: customers, target: orders }]],
  replace: [[name, 'a', 'b']],
  returning: [[{ sku: stock.sku }], [insert]],
  rightJoin: joined,
  scalarOf: [[numbers]],
  select: [[{ id, deep: { name } }], [all]],
  similarTo: pattern,
  sql: [[o.integer()], [['f(', ')'], id]],
  sqlFunction: [['f', { takes: [o.text()], returns: o.text() }], [name]],
  startsWith: pattern,
  stddevPop: [[id]],
  stddevSamp: [[id]],
  stringAgg: [[name, ',', { orderBy: [name] }]],
  varPop: [[id]],
  varSamp: [[id]],
  sub: operand,
  subquery: [['s'], [ids]],
  substring: [[name, 1, 2]],
  subtractInterval: [[createdAt, { days: 1 }]],
  sum: [[id]],
  sumDistinct: [[id]],
  trim: [[name]],
  truncate: [['day', createdAt]],
  tuple: [[id, name]],
  union: two,
  unionAll: two,
  unnest: [['u'], [o.literal(['a'], o.array(o.text()))]],
  update: [[stock], [{ amount: o.add(stock.amount, 1) }]],
  upper: [[name]],
  values: [['v', { id: o.integer(), note: o.text({ nullable: true }) }], [[{ id: 1, note: null }, { id: 2 }]]],
  view: [['v', ids, { schema: 's', materialized: true }]],
  when: [[true, o.distinct], [all]],
  whenDefined: [[1, () => o.distinct], [all]],
  whenSome: [[{ _tag: 'Some', value: 1 }, () => o.distinct], [all]],
  where: [[active], [all]],
  truncateTable: [[stock, { cascade: true, restartIdentity: true }]],
  updateEach: [[stock, [{ sku: 'a', amount: 1 }], { key: stock.sku }]],
  using: [[orders, o.eq(orders.note, stock.sku)], [change]],
  skipLocked: [[locked]],
  noWait: [[locked]],
  lockOf: [[customers], [locked]],
  forShare: [[all]],
  forNoKeyUpdate: [[all]],
  forKeyShare: [[all]],
}

const descriptors = 'a descriptor: called when a module is loaded, and checked when SQL is made of the table'

/** The exports that are not called for a query, and where their garbage is looked at. */
const others: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'array bigint boolean bytes char check date decimal double enumeration foreignKey index integer json localTimestamp mapped primaryKey real smallint table tableWith text time timestamp unique uuid varchar'
      .split(' ')
      .map((key) => [key, descriptors]),
  ),
  ...Object.fromEntries('always denseRank jsonNull never now random rank rowNumber today'.split(' ').map((key) => [key, 'a value'])),
  ...Object.fromEntries(
    'onConstraint onIndex replaceInto'.split(' ').map((key) => [key, 'spec/plan/writes.spec.ts: not on every dialect']),
  ),
  ...Object.fromEntries('flow pipe'.split(' ').map((key) => [key, 'they call what they are given, and answer what it answers'])),
  ...Object.fromEntries(
    'createTable dropTable createView dropView refreshView schemaSql applySchema'
      .split(' ')
      .map((key) => [key, 'spec/run/garbage.spec.ts']),
  ),
  ...Object.fromEntries(
    'columnsOf describeQuery equals hash lineageOf parametersOf reads tablesOf writes'
      .split(' ')
      .map((key) => [key, 'spec/query/query-values.spec.ts']),
  ),
  ...Object.fromEntries('decodeQuery encodeQuery'.split(' ').map((key) => [key, 'spec/wire/decode.spec.ts'])),
  ...Object.fromEntries(
    'configFromEnv describeError makeDatabase run runOrThrow transaction withDatabase'.split(' ').map((key) => [key, 'spec/run']),
  ),
}

const garbage: ReadonlyArray<readonly [shown: string, value: unknown]> = [
  ['undefined', undefined],
  ['null', null],
  ['a number', 5],
  ['a text', 'x'],
  ['an object', {}],
  ['an object without a prototype', Object.create(null)],
  ['an array', []],
  ['an array of nothing', [undefined]],
  ['a function', () => undefined],
  ['true', true],
  ['an expression', id],
  ['a table', employees],
  ['a query', ids],
  ['a set operation', o.pipe(ids, o.union(numbers))],
  ['an insert', insert],
  ['an update', change],
  ['an order', o.desc(id)],
  ['a column', o.integer()],
  ['a derived table', o.pipe(ids, o.subquery('derived'))],
]

const called = (key: string, lists: ReadonlyArray<ReadonlyArray<unknown>>): unknown =>
  lists.reduce<unknown>(
    (fn, values) => (typeof fn === 'function' ? (fn as Call)(...values) : fn),
    (o as Readonly<Record<string, unknown>>)[key],
  )

const isRelation = (value: unknown): boolean => typeof value === 'object' && value !== null && '_tag' in value && value._tag === 'Relation'

/** What becomes of a combinator's answer in a statement. */
const compiled = (answer: unknown): { readonly _tag: string; readonly left?: { readonly _tag: string; readonly message: string } } => {
  const compile = o.compile(postgres) as (query: unknown) => never
  const loose = o as unknown as Readonly<Record<string, Call>>
  const call = (key: string, ...values: ReadonlyArray<unknown>): unknown => (loose[key] as Call)(...values)
  if (typeof answer === 'string') return compiled(o.like(name, answer))
  if (typeof answer !== 'object' || answer === null) return compile(answer)
  if (isExpr(answer)) return compile((call('select', { answer }) as Call)(all))
  if (SourceId in answer) return compile(call('from', answer))
  if (isRelation(answer))
    return compile(
      (call('where', call('exists', call('related', answer))) as Call)(call('from', (answer as { readonly source: unknown }).source)),
    )
  if ('_tag' in answer && answer._tag === 'Page' && 'query' in answer) {
    const { query } = answer as { readonly query: { readonly _tag: string; readonly right?: unknown } }
    return query._tag === 'Left' ? (query as never) : compile(query.right)
  }
  if ('direction' in answer) return compile((call('orderBy', answer) as Call)(all))
  if ('when' in answer) return compiled(call('caseWhen', [answer]))
  if ('_tag' in answer && (answer._tag === 'Left' || answer._tag === 'Right')) return answer as never
  return compile(answer)
}

/** What a JavaScript engine says, and no one should read. */
const raw = /Cannot (?:read|use|convert|set)|is not (?:a function|iterable)|cannot be read/u

describe('every export', () => {
  it('is here', () => {
    expect(Object.keys(o).toSorted()).toEqual([...Object.keys(calls), ...Object.keys(others)].filter((key) => key in o).toSorted())
    expect([...Object.keys(calls), ...Object.keys(others)].filter((key) => !(key in o))).toEqual([])
  })
})

/** What these make lacks a clause, the source it is related to, or the comparison that it stands in. */
const incomplete = ['allOf', 'anyOf', 'deleteFrom', 'related', 'update']

describe.each(Object.entries(calls))('%s', (key, lists) => {
  const program = ['execute', 'fetchAll', 'fetchOne', 'fetchOption', 'fetchPage'].includes(key)

  it.skipIf(program || incomplete.includes(key))('is called rightly here', () => {
    expect(compiled(called(key, lists))).toMatchObject({ _tag: 'Right' })
  })

  const places = lists.flatMap((values, list) => values.map((_, place) => [list, place] as const))
  it.each(places)('answers garbage in its list %i at %i', (list, place) => {
    for (const [shown, value] of garbage) {
      const given = lists.map((values, at) => (at === list ? values.with(place, value) : values))
      const problem = ((): unknown => {
        try {
          const answer = called(key, given)
          if (program) return typeof answer === 'function' ? undefined : answer
          const made = compiled(answer)
          if (made._tag === 'Right') return undefined
          if (made.left?._tag !== 'CompileError' && made.left?._tag !== 'ValidationError') return made
          return raw.test(made.left.message) ? made.left.message : undefined
        } catch (thrown) {
          return thrown instanceof Error ? thrown.stack?.split('\n').slice(0, 3).join(' ') : thrown
        }
      })()
      expect({ shown, problem }).toEqual({ shown, problem: undefined })
    }
  })
})

it.each<[string, unknown, string]>([
  ['a source', () => o.from(undefined as never), 'expected a table or another source, got undefined'],
  ['a joined source', () => o.pipe(all, o.crossJoin(5 as never) as never), 'expected a table or another source, got 5'],
  ['a table', () => o.insertInto(o.pipe(ids, o.subquery('d')) as never)({}), 'expected a table, got a source'],
  ['what is updated', () => o.update(stock)(null as never), 'an update takes a record of values, got null'],
  ['an expression', () => o.pipe(all, o.orderBy(undefined as never)), 'expected an expression, got undefined'],
  ['a function', () => o.pipe(all, o.where((() => true) as never)), 'expected an expression, got a function'],
  ['a query as an expression', () => o.pipe(all, o.where(ids as never)), 'expected an expression, got a query'],
  ['a list', () => o.pipe(all, o.where(o.isIn(id, 5 as never))), 'expected a list or a query, got 5'],
  ['a query', () => o.pipe(undefined as never, o.limit(1)), 'expected a query that gives rows, got undefined'],
  [
    'the kind of a query',
    () => o.pipe(insert as never, o.where(active)),
    'expected a query that selects, an update or a delete, got a query',
  ],
  ['a returning of a select', () => o.pipe(all as never, o.returning({ id })), 'expected an insert, an update or a delete, got a query'],
  ['a subquery', () => o.pipe(all, o.where(o.exists([] as never))), 'expected a query that gives rows, got an array'],
  ['a projection', () => o.pipe(all, o.select(undefined as never)), 'expected an expression, a table or a record of these, got undefined'],
  ['what is returned', () => o.pipe(insert, o.returning(null as never)), 'expected an expression, a table or a record of these, got null'],
  ['a step', () => o.pipe(all, o.when(true, {} as never)), 'expected a step of a query, got an object'],
  [
    'a filter of no aggregate',
    () => o.pipe(all, o.select({ a: o.filterWhere(active)(id as never) })),
    'expected an aggregate, got an expression',
  ],
  ['an alias', () => o.from(o.as(undefined as never)(customers)), 'undefined cannot be a name on postgres: it is no text'],
])('%s that is none is named', (_, make, message) => {
  expect(compiled((make as () => unknown)())).toMatchObject({ left: { _tag: 'CompileError', message } })
})

it('what is no dialect is named', () => {
  expect((o.compile as Call)(undefined)).toBeTypeOf('function')
  expect(((o.compile as Call)(undefined) as Call)(all)).toMatchObject({ left: { message: expect.stringContaining('this is no dialect') } })
})

describe('what comes from outside and looks like a query', () => {
  const forged = (tag: string, more: object): never =>
    JSON.parse(
      JSON.stringify({
        _tag: tag,
        distinct: false,
        distinctOn: [],
        joins: [],
        where: [],
        groupBy: [],
        having: [],
        orderBy: [],
        everyRow: false,
        ...more,
      }),
    ) as never
  const people = o.table('people', { id: o.integer({ primaryKey: true }), name: o.text() })

  it.each([
    ['select', (query: never) => o.select({ id: people.id })(query)],
    ['where', (query: never) => o.where(o.eq(people.id, 1))(query)],
    ['everyRow', (query: never) => o.everyRow(query)],
    ['scalarOf', (query: never) => o.select({ id: o.scalarOf(query) })(o.from(people))],
  ] as ReadonlyArray<readonly [string, (query: never) => unknown]>)('is none for %s', (_name, step) => {
    for (const tag of ['Select', 'Delete', 'Update'])
      expect(o.compile(postgres)(step(forged(tag, { lock: 'update; drop table people' })) as never)).toMatchObject({
        left: { _tag: 'CompileError', reason: 'malformed' },
      })
  })

  it('has no tag that is unknown', () => {
    const strange = { ...(o.isNull(people.id) as unknown as object), _tag: 'Strange' } as never
    const merge = { ...(o.from(people) as unknown as object), _tag: 'Merge' } as never
    for (const [query, tag] of [
      [o.where(strange)(o.from(people)), 'Strange'],
      [merge, 'Merge'],
    ] as const)
      expect(o.compile(postgres)(query as never)).toMatchObject({
        left: { _tag: 'CompileError', reason: 'malformed', message: `expected what a combinator makes, got '${tag}'` },
      })
  })

  it('has no lock of its own words', () => {
    const locked = { ...(o.forUpdate(o.from(people)) as unknown as object), lock: 'update; drop table people' }
    expect(o.compile(postgres)(locked as never)).toMatchObject({ left: { _tag: 'CompileError', reason: 'malformed' } })
  })

  it('is no row value of another length', () => {
    for (const row of [[1], [1, 'x', 5], 5])
      expect(
        o.compile(postgres)(o.pipe(o.from(people), o.where(o.isIn(o.tuple(people.id, people.name), [row] as never))) as never),
      ).toMatchObject({
        left: { _tag: 'CompileError', reason: 'malformed', message: expect.stringContaining('a row of 2 values') as string },
      })
  })
})
