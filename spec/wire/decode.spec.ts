/** What JSON from outside may say, and what it may not. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { customers, debtors, items, orders, samples, stock } from '../support/shop.js'

const { pipe } = o

interface Answer {
  readonly _tag: string
  readonly left?: { readonly _tag: string; readonly message: string; readonly path?: ReadonlyArray<string | number> }
  readonly right?: unknown
}

const schema = { customers, orders, items, stock, debtors }

const decode = (query: unknown, policy: o.WirePolicy<keyof typeof schema> = {}, more: object = {}): Answer =>
  o.decodeQuery(schema, policy)({ oxbow: 1, ...more, query }) as Answer

const sqlOf = (answer: Answer): string => {
  const made = (o.compile(postgres) as (query: unknown) => { readonly right?: { readonly sql: string } })(answer.right)
  return made.right?.sql ?? JSON.stringify(answer.left)
}

const column = (source: string, key: string): object => ({ column: [source, key] })
const table = (name: string): object => ({ table: name })
const id = column('orders', 'id')
const all = { from: table('orders') }
const by = (where: unknown): object => ({ ...all, where: [where] })

describe('what was encoded', () => {
  it('is JSON with the names of combinators', () => {
    const query = pipe(
      o.from(orders),
      o.leftJoin(customers, o.eq(customers.id, orders.customerId)),
      o.where(o.and(o.gt(orders.total, '10.00'), o.isIn(orders.status, ['open', 'paid']))),
      o.orderBy(o.desc(orders.paidAt, { nulls: 'last' })),
      o.limit(3),
      o.select({ id: orders.id, by: customers.name }),
    )
    expect(o.encodeQuery(query)).toEqual({
      _tag: 'Right',
      right: {
        oxbow: 1,
        query: {
          from: { table: 'orders' },
          joins: [
            {
              kind: 'left',
              source: { table: 'customers' },
              on: { call: 'eq', args: [column('customers', 'id'), column('orders', 'customerId')] },
            },
          ],
          where: [
            {
              call: 'and',
              args: [
                { call: 'gt', args: [column('orders', 'total'), { value: { decimal: '10.00' } }] },
                { call: 'isIn', args: [column('orders', 'status')], list: [{ value: 'open' }, { value: 'paid' }] },
              ],
            },
          ],
          orderBy: [{ by: column('orders', 'paidAt'), direction: 'desc', nulls: 'last' }],
          limit: 3,
          select: { record: { id, by: column('customers', 'name') } },
        },
      },
    })
  })

  it('keeps values of every type to the digit', () => {
    const values = {
      id: 1,
      big: 9_007_199_254_740_993n,
      money: '0.10',
      float: -0,
      flag: true,
      words: 'é😀\u0000',
      doc: { a: [1, null], bigint: '1' },
      day: '2026-11-22',
      moment: new Date(1_700_000_000_123),
      blob: new Uint8Array([0, 255]),
    }
    const query = o.insertInto(samples)([values, { id: 2, doc: o.jsonNull, float: 1e300 }])
    const back = o.decodeQuery(
      { samples },
      { verbs: ['insert'] },
    )(JSON.parse(JSON.stringify((o.encodeQuery(query) as Answer).right))) as Answer
    expect(back.right).toEqual(query)
    expect(Object.is((back.right as { readonly rows: ReadonlyArray<{ readonly float: number }> }).rows[0]?.float, -0)).toBe(true)
  })

  it('has values of custom types as their base types, and gives the custom type back where a column has one', () => {
    const prices = o.table('prices', {
      id: o.integer({ primaryKey: true }),
      price: o.mapped(
        o.integer(),
        (cents: number) => ({ cents }),
        (price: { readonly cents: number }) => price.cents,
      ),
    })
    const write = o.insertInto(prices)({ id: 1, price: { cents: 5 } })
    expect(o.encodeQuery(write)).toMatchObject({ right: { query: { rows: [{ price: { value: 5 } }] } } })
    const back = o.decodeQuery({ prices }, { verbs: ['insert'] })((o.encodeQuery(write) as Answer).right) as Answer
    expect(back.right).toMatchObject({ rows: [{ id: 1, price: { cents: 5 } }] })
    const read = pipe(o.from(prices), o.where(o.eq(prices.price, { cents: 5 })))
    const again = o.decodeQuery({ prices }, {})((o.encodeQuery(read) as Answer).right) as Answer
    expect(o.compile(postgres)(again.right as never)).toMatchObject({ right: { params: [5] } })
    const broken = o.table('prices', {
      id: o.integer({ primaryKey: true }),
      price: o.mapped(
        o.integer(),
        (): number => {
          throw new Error('no')
        },
        (): number => {
          throw new Error('no')
        },
      ),
    })
    expect(o.encodeQuery(o.insertInto(broken)({ id: 1, price: 1 }))).toMatchObject({
      left: { message: 'a custom type cannot encode its value' },
    })
    expect(o.decodeQuery({ broken }, { verbs: ['insert'] })((o.encodeQuery(write) as Answer).right)).toMatchObject({
      left: { message: 'the custom type of this column cannot decode it' },
    })
  })

  it.each([
    ['smallint', o.literal(1, o.smallint())],
    ['bigint', o.literal(1n, o.bigint())],
    ['real', o.literal(0.5, o.real())],
    ['double', o.literal(-0, o.double())],
    ['boolean', o.literal(true, o.boolean())],
    ['varchar', o.literal('a', o.varchar(3))],
    ['char', o.literal('abc', o.char(3))],
    ['enumeration', o.literal('a', o.enumeration(['a', 'b']))],
    ['uuid', o.literal('0189f7a0-0000-7000-8000-000000000000', o.uuid())],
    ['date', o.literal('2026-11-22', o.date())],
    ['time', o.literal('10:00:00.000001', o.time({ precision: 6 }))],
    ['localTimestamp', o.literal('2026-11-22T10:00:00', o.localTimestamp({ precision: 0 }))],
    ['timestamp', o.literal(new Date(0), o.timestamp())],
    ['bytes', o.literal(new Uint8Array(), o.bytes())],
    ['array', o.literal([[1n], [2n, -3n]], o.array(o.array(o.bigint())))],
  ] as unknown as ReadonlyArray<[string, never]>)('has types: %s', (_name, expression) => {
    const query = pipe(o.from(orders), o.select({ x: expression }))
    const back = o.decodeQuery(schema, {})(JSON.parse(JSON.stringify((o.encodeQuery(query) as Answer).right))) as Answer
    expect(back.right).toEqual(query)
  })

  it.each<[string, unknown, string]>([
    [
      'a function of a database',
      pipe(o.from(orders), o.select({ x: o.sqlFunction('f', { takes: [], returns: o.text() })() })),
      'a function of your own database does not travel',
    ],
    [
      'an unknown expression',
      pipe(o.from(orders), o.select({ x: { ...(orders.id as object), _tag: 'Strange' } as never })),
      "'Strange' cannot be encoded",
    ],
    ['an unknown source', pipe(o.from(orders), (query) => ({ ...query, from: { _tag: 'Strange' } })), "'Strange' cannot be encoded"],
    ['an unknown query', { ...o.from(orders), _tag: 'Strange' }, "'Strange' cannot be encoded"],
    ['what is no query', 5, 'this is no query: one begins with from, insertInto, update or deleteFrom'],
    ['what is no expression', pipe(o.from(orders), o.orderBy(5 as never)), 'there is something in this query that is no expression'],
    ['what is no source', o.from(5 as never), 'there is something in this query that is no source'],
    ['a value that its column refuses', pipe(o.from(orders), o.where(o.eq(orders.total, 'x'))), 'expected a decimal'],
    ['an unknown column', o.insertInto(stock)({ sku: 'a', amount: 1, other: 1 } as never), 'other is no column of the table'],
    [
      'two common table expressions of one name',
      pipe(o.from(pipe(o.from(orders), o.cte('x'))), o.crossJoin(pipe(o.from(items), o.cte('x'), o.as('y')))),
      'two common table expressions are named x',
    ],
  ])('is not %s', (_name, query, message) => {
    expect(o.encodeQuery(query as never)).toMatchObject({
      left: { _tag: 'WireError', message: expect.stringContaining(message) as string },
    })
  })

  it('is refused where it cannot be read', () => {
    const hostile = Object.defineProperty({ ...o.from(orders) }, 'where', {
      get: () => {
        throw new Error('no')
      },
      enumerable: true,
    })
    expect(o.encodeQuery(hostile as never)).toMatchObject({
      left: { message: 'this query cannot be read: compile it to see what is wrong with it' },
    })
  })
})

describe('a policy', () => {
  const insert = { insert: table('stock'), rows: [{ sku: { value: 'a' }, amount: { value: 1 } }] }
  const joined = { ...all, joins: [{ kind: 'cross', source: table('customers') }], select: id }

  it.each<[string, unknown, o.WirePolicy<keyof typeof schema>, string | undefined]>([
    ['allows select where nothing is said', all, {}, undefined],
    ['allows no writes where nothing is said', insert, {}, 'the policy does not allow insert'],
    ['allows the verbs it names', insert, { verbs: ['insert'] }, undefined],
    ['allows no other verb', all, { verbs: ['insert'] }, 'the policy does not allow select'],
    ['allows no update', { update: table('stock'), set: { amount: { value: 1 } }, everyRow: true }, {}, 'the policy does not allow update'],
    ['allows no delete', { delete: table('stock'), everyRow: true }, {}, 'the policy does not allow delete'],
    [
      'takes an upsert for an update too',
      { ...insert, onConflict: { target: ['sku'], set: { amount: { excluded: 'amount' } } } },
      { verbs: ['insert'] },
      'the policy does not allow update',
    ],
    ['allows the tables it names', all, { tables: { orders: true } }, undefined],
    ['allows no other table', all, { tables: { customers: true } }, '"orders" is none that this policy allows'],
    ['allows no other view', { from: { view: 'debtors' } }, { tables: { customers: true } }, '"debtors" is none that this policy allows'],
    ['allows the views it names', { from: { view: 'debtors', as: 'd' } }, { tables: { debtors: true } }, undefined],
    ['allows the columns it names', { ...all, select: id }, { tables: { orders: ['id'] } }, undefined],
    [
      'allows no other column',
      { ...all, select: column('orders', 'total') },
      { tables: { orders: ['id'] } },
      '"total" is no column of orders that may be named',
    ],
    ['allows no whole table where some columns are left out', all, { tables: { orders: ['id'] } }, 'not all of its columns may be named'],
    [
      'allows no whole table in a record either',
      { ...all, select: { record: { o: { all: 'orders' } } } },
      { tables: { orders: ['id'] } },
      'not all of its columns may be named',
    ],
    [
      'allows no other column to be written',
      { insert: table('stock'), rows: [{ sku: { value: 'a' }, amount: { value: 1 } }] },
      { verbs: ['insert'], tables: { stock: ['sku'] } },
      '"amount" is no column that may be written',
    ],
    [
      'allows no other column to be written from a query',
      {
        insert: table('stock'),
        query: { from: table('items'), select: { record: { sku: column('items', 'sku'), amount: column('items', 'quantity') } } },
      },
      { verbs: ['insert', 'select'], tables: { stock: ['sku'], items: true } },
      '"amount" is no column that may be written',
    ],
    ['allows all functions where nothing is said', { ...all, select: { call: 'now' } }, {}, undefined],
    ['allows the functions it names', { ...all, select: { call: 'now' } }, { functions: ['now'] }, undefined],
    ['allows no other function', { ...all, select: { call: 'now' } }, { functions: ['count'] }, 'the policy does not allow now'],
    ['allows comparisons always', { ...by({ call: 'eq', args: [id, { value: 1 }] }) }, { functions: [] }, undefined],
    [
      'allows no endless series where nothing is said',
      {
        from: {
          series: { type: 'integer' },
          start: { value: 1, type: { type: 'integer' } },
          stop: { value: 9, type: { type: 'integer' } },
          step: 1,
          as: 'n',
        },
      },
      {},
      'the policy does not allow generateSeries',
    ],
    ['allows the joins it says', joined, { joins: 1 }, undefined],
    ['allows no more joins', joined, { joins: 0 }, 'the policy allows 0 joins'],
    [
      'counts the joins of subqueries',
      by({ call: 'exists', query: { from: table('items'), joins: [{ kind: 'cross', source: table('customers') }] } }),
      { joins: 0 },
      'the policy allows 0 joins',
    ],
    ['wants a limit', all, { limit: 10 }, 'the policy allows 10 rows: the query needs a limit'],
    ['takes a limit', { ...all, limit: 10 }, { limit: 10 }, undefined],
    ['takes no larger limit', { ...all, limit: 11 }, { limit: 10 }, 'the policy allows 10 rows'],
    ['takes no ties', { ...all, orderBy: [{ by: id }], limit: 10, ties: true }, { limit: 10 }, 'the policy allows 10 rows'],
    [
      'limits rows that are inserted',
      { ...insert, rows: [...insert.rows, ...insert.rows] },
      { verbs: ['insert'], limit: 1 },
      'the policy allows 1 rows',
    ],
    [
      'limits nested rows',
      { ...all, limit: 1, select: { record: { items: { call: 'arrayOf', query: { from: table('items') } } } } },
      { limit: 10 },
      'the query needs a limit',
    ],
    [
      'limits the rows of a query that are inserted',
      {
        insert: table('stock'),
        query: { from: table('items'), select: { record: { sku: column('items', 'sku'), amount: column('items', 'quantity') } } },
      },
      { verbs: ['insert', 'select'], limit: 3 },
      'the query needs a limit',
    ],
    [
      'limits the depth',
      { ...all, where: [{ call: 'not', args: [{ call: 'always' }] }] },
      { depth: 3 },
      'this is nested deeper than 3 levels',
    ],
    ['limits the size', all, { size: 2 }, 'this is more JSON than the policy allows'],
  ])('%s', (_name, query, policy, message) => {
    const answer = decode(query, policy)
    const found = answer.left === undefined ? undefined : `${answer.left._tag}: ${answer.left.message}`
    expect(found ?? 'a query').toContain(message === undefined ? 'a query' : message)
    expect(answer.left?._tag).toBe(message === undefined ? undefined : 'WireError')
  })
})

describe('hostile JSON', () => {
  const wide = { kind: 'inner', source: table('customers') }
  it.each<[string, unknown, string, ReadonlyArray<string | number>]>([
    ['nothing', undefined, 'expected an object, got undefined', ['query']],
    ['a text', 'select 1', "expected an object, got 'select 1'", ['query']],
    ['a list', [], 'expected an object, got an array', ['query']],
    ['an unknown key', { ...all, sql: 'drop table orders' }, 'there is no "sql" here', ['query', 'sql']],
    ['no source', { from: {} }, 'this is no source', ['query', 'from']],
    ['an unknown table', { from: table('pg_user') }, '"pg_user" is none that this policy allows', ['query', 'from', 'table']],
    ['a table of another schema', { from: { table: 'orders', schema: 'pg_catalog' } }, '"orders" is none', ['query', 'from', 'table']],
    [
      'a name from the prototype',
      by({ call: 'constructor', args: [id] }),
      'there is no function "constructor"',
      ['query', 'where', 0, 'call'],
    ],
    [
      'a column from the prototype',
      { ...all, select: column('orders', 'toString') },
      '"toString" is no column',
      ['query', 'select', 'column', 1],
    ],
    [
      'a source from the prototype',
      { ...all, select: column('__proto__', 'id') },
      '"__proto__" is no source',
      ['query', 'select', 'column', 0],
    ],
    [
      'a column of a source that is not there',
      { ...all, select: column('customers', 'id') },
      '"customers" is no source',
      ['query', 'select', 'column', 0],
    ],
    [
      'a column that is no pair',
      { ...all, select: { column: ['orders'] } },
      'a column is named by its source and its key',
      ['query', 'select', 'column'],
    ],
    [
      'a function that is none',
      by({ call: 'pg_sleep', args: [{ value: 9 }] }),
      'there is no function "pg_sleep"',
      ['query', 'where', 0, 'call'],
    ],
    [
      'SQL in an option',
      { ...all, select: { call: 'extract', args: [column('orders', 'paidAt')], field: 'year from now()); drop table x; --' } },
      'is none of year, quarter',
      ['query', 'select', 'field'],
    ],
    ['a value of no type', { ...all, select: { value: 1 } }, 'a value needs its type here', ['query', 'select']],
    [
      'an unknown tag',
      by({ call: 'eq', args: [id, { value: { raw: '1' } }] }),
      'this is no value',
      ['query', 'where', 0, 'args', 1, 'value'],
    ],
    [
      'an unknown type',
      { ...all, select: { value: 1, type: { type: 'regclass' } } },
      '"regclass" is none of',
      ['query', 'select', 'type', 'type'],
    ],
    [
      'families that do not compare',
      by({ call: 'eq', args: [id, column('orders', 'note')] }),
      'text does not compare with integer',
      ['query', 'where', 0, 'args', 1],
    ],
    [
      'an argument of another family',
      by({ call: 'like', args: [id, { value: 'x' }] }),
      'expected a text, got integer',
      ['query', 'where', 0, 'args', 0],
    ],
    ['a condition that is none', by(id), 'expected a condition, got integer', ['query', 'where', 0]],
    ['too few arguments', by({ call: 'eq', args: [id] }), 'this takes 2 arguments, and got 1', ['query', 'where', 0]],
    [
      'too many arguments',
      by({ call: 'not', args: [{ call: 'always' }, { call: 'always' }] }),
      'this takes 1 arguments, and got 2',
      ['query', 'where', 0],
    ],
    ['a join without a condition', { ...all, joins: [wide] }, 'on is missing', ['query', 'joins', 0]],
    [
      'an unknown join',
      { ...all, joins: [{ kind: 'natural', source: table('customers') }] },
      '"natural" is none of inner, left',
      ['query', 'joins', 0, 'kind'],
    ],
    [
      'an order that is none',
      { ...all, orderBy: [{ by: id, direction: 'asc; drop table x' }] },
      'is none of asc, desc',
      ['query', 'orderBy', 0, 'direction'],
    ],
    ['a limit that is none', { ...all, limit: '1; drop table x' }, 'expected a whole number that is not negative', ['query', 'limit']],
    ['a lock that is none', { ...all, lock: 'chaos' }, '"chaos" is none of update, noKeyUpdate, share, keyShare', ['query', 'lock']],
    ['a flag that is none', { ...all, distinct: 'x' }, "expected a boolean, got 'x'", ['query', 'distinct']],
    [
      'a branch that is none',
      { ...all, select: { call: 'caseWhen', branches: [[{ call: 'always' }]] } },
      'a branch is a condition and a value',
      ['query', 'select', 'branches', 0],
    ],
    [
      'an interval that is none',
      { ...all, select: { call: 'addInterval', args: [column('orders', 'paidAt')], interval: { days: '1' } } },
      'expected a whole number',
      ['query', 'select', 'interval', 'days'],
    ],
    [
      'distinct where it means nothing',
      { ...all, select: { call: 'min', args: [id], distinct: true } },
      'min of distinct values is min',
      ['query', 'select'],
    ],
    ['a definition that is none', { from: { cte: 'x' } }, 'nothing is defined as "x"', ['query', 'from', 'cte']],
    [
      'elements of what has none',
      { ...all, joins: [{ kind: 'cross', source: { elements: id, of: 'json', as: 'e' } }] },
      'expected json, got integer',
      ['query', 'joins', 0, 'source'],
    ],
    [
      'values of another width',
      { from: { values: [{ key: 'a', type: 'integer' }], rows: [[1, 2]], as: 'v' } },
      'expected 1 values, got 2',
      ['query', 'from', 'rows', 0],
    ],
    [
      'an output that is none',
      { set: 'union', left: all, right: all, orderBy: [{ by: { output: 'x' } }] },
      '"x" is no column that this query gives',
      ['query', 'orderBy', 0, 'by', 'output'],
    ],
  ])('%s', (_name, query, message, path) => {
    const answer = decode(query)
    expect(answer).toMatchObject({ left: { _tag: 'WireError', message: expect.stringContaining(message) as string } })
    expect(answer.left?.path).toEqual(path)
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['a text', '{}'],
    ['another version', { oxbow: 2, query: all }],
    [
      'two definitions of one name',
      {
        oxbow: 1,
        with: [
          { name: 'x', query: all },
          { name: 'x', query: all },
        ],
        query: all,
      },
    ],
  ])('is no document: %s', (_name, document) => {
    expect(o.decodeQuery(schema, {})(document)).toMatchObject({ left: { _tag: 'WireError' } })
  })

  it('what is planned wrong is a CompileError, and a wrong value a ValidationError', () => {
    expect(decode({ ...all, groupBy: [column('orders', 'total')], select: id }).left).toMatchObject({
      _tag: 'CompileError',
      reason: 'grouping',
    })
    expect(decode(by({ call: 'eq', args: [id, { value: 'x' }] })).left).toMatchObject({ _tag: 'ValidationError' })
    expect(decode({ update: table('stock'), set: { amount: { value: 1 } } }, { verbs: ['update'] }).left?._tag).toBe('CompileError')
  })

  it('a schema is of tables and views', () => {
    const derived = pipe(o.from(orders), o.subquery('d'))
    expect(o.decodeQuery({ derived }, {})({ oxbow: 1, query: all })).toMatchObject({
      left: { message: 'derived is neither a table nor a view' },
    })
    expect(o.decodeQuery(schema, null as never)({ oxbow: 1, query: all })).toMatchObject({
      left: { message: 'this cannot be read as a query' },
    })
  })

  it('names of one scope mean nothing in another', () => {
    // A derived table that is written alike in two scopes, where `o` is another table in each.
    const inner = {
      subquery: { from: table('items'), where: [{ call: 'gt', args: [column('o', 'total'), { value: { decimal: '1.00' } }] }] },
      as: 'd',
    }
    const within = (name: string): object => ({
      from: { table: name, as: 'o' },
      where: [{ call: 'exists', query: { from: inner } }],
      select: { record: { id: column('o', 'id') } },
    })
    const both = { set: 'union', left: within('orders'), right: within('customers') }
    expect(decode(both, { tables: { orders: true, customers: ['id'], items: true } }).left?.message).toContain('"total" is no column of o')
    expect(sqlOf(decode(within('orders'), {}))).toContain('exists')
  })
})
