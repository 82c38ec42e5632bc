/** Pages without a database: what is refused, what a cursor holds, and whose cursors are taken. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { customers, items, orders, people, samples, tags } from '../support/shop.js'

const { pipe } = o

const secret = 'a secret of sixteen bytes or more'
const byName = pipe(o.from(customers), o.orderBy(customers.name), o.select({ id: customers.id }))

type Loose = (query: unknown, options: unknown) => o.Page<never>
const page = o.page as unknown as Loose

interface Failure {
  readonly _tag: string
  readonly message: string
}

const cyclic: { self?: unknown } = {}
cyclic.self = cyclic

const queryOf = (made: o.Page<never>): { readonly _tag: string; readonly left?: Failure; readonly right?: never } => made.query as never
const failure = (made: o.Page<never>): Failure | undefined => queryOf(made).left

const compiled = (made: o.Page<never>): unknown => {
  const { left, right } = queryOf(made)
  return left ?? (o.compile(postgres) as (query: unknown) => { readonly left?: unknown; readonly right?: { readonly sql: string } })(right)
}

const sqlOf = (made: o.Page<never>): string => (compiled(made) as { readonly right: { readonly sql: string } }).right.sql

/** The cursor that a page has for its next, where the last row of it has these values. */
const cursorOf = (query: unknown, values: ReadonlyArray<unknown>, signing: object = { secret }): string => {
  const row = { row: {}, position: { ...values } }
  return page(query, { size: 1, ...signing }).read([row, row] as never).next as string
}

const after = (cursor: unknown, query: unknown = byName, signing: object = { secret }): o.Page<never> =>
  page(query, { size: 2, ...signing, after: cursor })

describe('what tells rows apart', () => {
  const sourced: Readonly<Record<string, readonly [source: unknown, column: string]>> = {
    'of a common table expression': [
      pipe(o.from(orders), o.groupBy(orders.customerId), o.select({ id: orders.customerId, total: o.sum(orders.total) }), o.cte('c')),
      'total',
    ],
    'of a view': [o.view('v', pipe(o.from(orders), o.select({ id: orders.id, total: orders.total }))), 'total'],
    'of a recursion of distinct rows': [
      o.recursive('r', { distinct: true })(pipe(o.from(orders), o.select({ id: orders.id, total: orders.total })), (found) =>
        pipe(o.from(orders), o.innerJoin(found, o.eq(orders.id, found.id)), o.select({ id: orders.id, total: orders.total })),
      ),
      'total',
    ],
    'of a series': [o.generateSeries('n', o.integer())(1, 3), 'value'],
    'of elements': [o.jsonElements('e')(o.literal([2, 1, 2], o.json())), 'value'],
  }
  it.each(Object.entries(sourced))('%s is its key', (name, [source, column]) => {
    const expression = (source as Readonly<Record<string, never>>)[column] as never
    const ordered = pipe(o.from(source as never), o.orderBy(name === 'of elements' ? o.cast(expression, o.text()) : expression))
    const made = compiled(page(ordered, { size: 2, secret }))
    expect(made).toHaveProperty('right')
  })

  const keyless: Readonly<Record<string, unknown>> = {
    'of a recursion that keeps repeated rows': o.recursive('r')(pipe(o.from(tags), o.select({ id: tags.orderId })), (found) =>
      pipe(o.from(found), o.select({ id: found.id })),
    ),
    'of what a write returns': pipe(o.deleteFrom(orders), o.where(o.gt(orders.total, '1')), o.returning({ id: orders.id }), o.cte('gone')),
    'of values': o.values('v', { id: o.integer() })([{ id: 1 }, { id: 1 }]),
  }
  it.each(Object.entries(keyless))('%s is nothing', (_name, source) => {
    const ordered = pipe(o.from(source as never), o.orderBy((source as Readonly<Record<string, never>>)['id'] as never))
    expect(failure(page(ordered, { size: 2, secret }))?.message).toContain('nothing tells the rows')
  })
})

describe('a page is refused', () => {
  const rank = o.over(o.rank, { orderBy: [orders.total] })
  const wrong: Readonly<Record<string, readonly [query: unknown, message: string]>> = {
    'of a query without an order': [o.from(customers), 'a page needs an order: give the query an orderBy'],
    'of a limited query': [pipe(byName, o.limit(5)), 'a page has a limit of its own'],
    'of a query with an offset': [pipe(byName, o.offset(5)), 'a page has a limit of its own'],
    'of a query with ties': [pipe(byName, o.limitWithTies(5)), 'a page has a limit of its own'],
    'of distinctOn': [pipe(byName, o.distinctOn(customers.name)), 'distinctOn would choose among the rows of one page'],
    'of a window in its rows': [pipe(o.from(orders), o.select({ rank }), o.orderBy(orders.id)), 'a window would see the rows of one page'],
    'of a window in its order': [pipe(o.from(orders), o.orderBy(rank)), 'a window would see the rows of one page'],
    'of a table without a key': [
      pipe(o.from(tags), o.orderBy(tags.label)),
      'nothing tells the rows of tags apart: order by a key of it, which needs a primary key or a unique one',
    ],
    'of a join to a table without a key': [
      pipe(o.from(orders), o.leftJoin(tags, o.eq(tags.orderId, orders.id)), o.orderBy(orders.id)),
      'nothing tells the rows of tags apart',
    ],
    'of a derived table without a key': [
      pipe(o.from(orders), o.select({ total: orders.total }), o.subquery('totals'), (totals) =>
        pipe(o.from(totals), o.orderBy(totals.total)),
      ),
      'nothing tells the rows of totals apart',
    ],
    'of a union that keeps repeated rows': [
      pipe(
        o.from(orders),
        o.select({ id: orders.id }),
        o.unionAll(pipe(o.from(orders), o.select({ id: orders.id }))),
        o.subquery('all'),
        (all) => pipe(o.from(all), o.orderBy(all.id)),
      ),
      'nothing tells the rows of all apart',
    ],
    'ordered by documents': [pipe(o.from(samples), o.orderBy(samples.doc)), 'a page cannot be ordered by json'],
    'of a query that selects itself': [
      pipe(o.from(customers), o.select(cyclic as never), o.orderBy(customers.id)),
      'this query cannot be read',
    ],
    'ordered by nested rows': [pipe(o.from(customers), o.orderBy(o.arrayOf(o.from(tags)))), 'a page cannot be ordered by rows'],
    'ordered by what is no expression': [pipe(o.from(customers), o.orderBy(5 as never)), 'expected an expression, got 5'],
    'of no query': [5, 'expected a query that selects, got 5'],
    'of a write': [pipe(o.deleteFrom(customers), o.everyRow), 'expected a query that selects, got a query'],
    'of a set operation': [pipe(byName, o.union(byName)), 'expected a query that selects, got a query'],
  }
  it.each(Object.entries(wrong))('%s', (_name, [query, message]) => {
    expect(failure(page(query, { size: 2, secret }))).toMatchObject({
      _tag: 'CompileError',
      message: expect.stringContaining(message) as string,
    })
  })

  it.each([[0], [-1], [1.5], [Number.NaN], [Infinity], ['20'], [undefined], [null], [2n]])('of the size %s', (size) => {
    expect(failure(page(byName, { size, secret }))).toMatchObject({
      _tag: 'CompileError',
      message: expect.stringContaining('the size of a page') as string,
    })
  })

  it.each<[string, unknown]>([
    ['none', {}],
    ['a short text', { secret: 'fifteen bytes..' }],
    ['nothing', { secret: '' }],
    ['null', { secret: null }],
    ['a number', { secret: 5 }],
    ['short bytes', { secret: new Uint8Array(15) }],
    ['no keys', { secret: [] }],
    ['a short key among others', { secret: [secret, 'short'] }],
    ['both', { secret, unsigned: true }],
    ['unsigned that is not true', { unsigned: 'yes' }],
    ['a secret, and unsigned that is false', { secret, unsigned: false }],
  ])('with %s for a secret, without a word of it', (_name, signing) => {
    const { _tag, message } = failure(page(byName, { size: 2, ...(signing as object) })) as Failure
    expect(_tag).toBe('CompileError')
    expect(message).toContain('secret')
    expect(message).not.toContain('fifteen')
  })

  it('without options', () => {
    for (const options of [undefined, null, 5]) expect(failure(page(byName, options))?._tag).toBe('CompileError')
  })

  it('with both cursors, which a request may have', () => {
    const cursor = cursorOf(byName, ['A', 1])
    expect(failure(page(byName, { size: 2, secret, after: cursor, before: cursor }))).toMatchObject({
      _tag: 'ValidationError',
      issues: [{ column: 'before', message: 'a page comes after a cursor or before one, not both' }],
    })
  })

  it('of groups by a custom type', () => {
    const priced = o.table('priced', {
      id: o.integer({ primaryKey: true }),
      price: o.mapped(
        o.integer(),
        (n) => ({ n }),
        ({ n }: { n: number }) => n,
      ),
    })
    const query = pipe(o.from(priced), o.groupBy(priced.price), o.select({ n: o.count() }), o.orderBy(priced.price))
    expect(failure(page(query, { size: 2, secret }))?.message).toContain('custom type')
  })

  it('and reads no rows then', () => {
    expect(page(5, { size: 2, secret }).read([{ row: {}, position: {} }] as never)).toEqual({
      rows: [],
      next: undefined,
      previous: undefined,
    })
  })

  it('when its query is wrong in another way, too', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = cycle
    const query = pipe(o.from(samples), o.where(o.eq(samples.doc, cycle as never)), o.orderBy(samples.id))
    expect(compiled(page(query, { size: 2, secret }))).toMatchObject({ left: { _tag: 'ValidationError' } })
  })
})

describe('what tells rows apart', () => {
  const orderOf = (query: unknown): string => /.* order by (.*) limit/u.exec(sqlOf(page(query, { size: 2, secret })))?.[1] ?? ''

  it('is nothing more where the order has a key', () => {
    expect(orderOf(pipe(o.from(customers), o.orderBy(customers.id)))).toBe('"customers"."id"')
    expect(orderOf(pipe(o.from(items), o.orderBy(items.line, o.desc(items.orderId))))).toBe('"items"."line", "items"."orderId" desc')
  })

  it('is the key of the table in the direction of the last order', () => {
    expect(orderOf(byName)).toBe('"customers"."name", "customers"."id"')
    expect(orderOf(pipe(o.from(items), o.orderBy(items.sku, o.desc(items.line))))).toBe(
      '"items"."sku", "items"."line" desc, "items"."orderId" desc',
    )
  })

  it('is a unique key of columns that are never null', () => {
    const users = o.table('users', { email: o.text({ unique: true }), phone: o.text({ unique: true, nullable: true }), name: o.text() })
    expect(orderOf(pipe(o.from(users), o.orderBy(users.name)))).toBe('"users"."name", "users"."email"')
    expect(orderOf(pipe(o.from(users), o.orderBy(users.phone)))).toBe('"users"."phone" nulls last, "users"."email"')
    expect(orderOf(pipe(o.from(users), o.orderBy(users.email)))).toBe('"users"."email"')
  })

  const on = o.eq(customers.id, orders.customerId)

  it('is the key of the source whose rows a join multiplies, on whichever side it stands', () => {
    for (const query of [
      pipe(o.from(orders), o.innerJoin(customers, on)),
      pipe(o.from(orders), o.leftJoin(customers, on)),
      pipe(o.from(customers), o.innerJoin(orders, on)),
      pipe(o.from(customers), o.crossJoin(orders), o.where(on)),
    ])
      expect(orderOf(o.orderBy(customers.name)(query as never))).toMatch(/"customers"\."name"( nulls last)?, "orders"\."id"$/u)
  })

  it('is the keys of both where none tells the other', () => {
    expect(orderOf(pipe(o.from(customers), o.leftJoin(orders, on), o.orderBy(customers.name)))).toBe(
      '"customers"."name", "customers"."id", "orders"."id" nulls last',
    )
    expect(orderOf(pipe(o.from(customers), o.crossJoin(orders), o.orderBy(customers.name)))).toBe(
      '"customers"."name", "customers"."id", "orders"."id"',
    )
    expect(orderOf(pipe(o.from(customers), o.fullJoin(orders, on), o.orderBy(customers.name)))).toBe(
      '"customers"."name" nulls last, "customers"."id" nulls last, "orders"."id" nulls last',
    )
    // An inequality leaves many.
    expect(orderOf(pipe(o.from(orders), o.innerJoin(customers, o.gt(customers.id, orders.customerId)), o.orderBy(orders.id)))).toBe(
      '"orders"."id", "customers"."id"',
    )
    // And so does an OR.
    expect(orderOf(pipe(o.from(orders), o.innerJoin(customers, o.or(on, o.eq(customers.id, 1))), o.orderBy(orders.id)))).toBe(
      '"orders"."id", "customers"."id"',
    )
  })

  it('is nothing of a source of which a condition leaves one row', () => {
    expect(orderOf(pipe(o.from(orders), o.crossJoin(customers), o.where(o.eq(customers.id, 1)), o.orderBy(orders.id)))).toBe(
      '"orders"."id"',
    )
    const one = pipe(o.from(tags), o.limit(1), o.subquery('one'))
    expect(orderOf(pipe(o.from(orders), o.crossJoin(one), o.orderBy(orders.id)))).toBe('"orders"."id"')
    const ties = pipe(o.from(tags), o.orderBy(tags.label), o.limitWithTies(1), o.subquery('ties'))
    expect(failure(page(pipe(o.from(orders), o.crossJoin(ties), o.orderBy(orders.id)), { size: 1, secret }))?.message).toContain(
      'rows of ties',
    )
    const total = pipe(o.from(tags), o.select({ n: o.count() }), o.subquery('total'))
    expect(orderOf(pipe(o.from(orders), o.crossJoin(total), o.orderBy(orders.id)))).toBe('"orders"."id"')
  })

  it('goes through a chain of joins', () => {
    const other = pipe(customers, o.as('other'))
    const query = pipe(
      o.from(items),
      o.innerJoin(orders, o.eq(orders.id, items.orderId)),
      o.leftJoin(other, o.eq(other.id, orders.customerId)),
      o.orderBy(other.name),
    )
    expect(orderOf(query)).toBe('"other"."name" nulls last, "items"."orderId", "items"."line"')
  })

  it('is what distinctOn, a group, a union or a common table expression of these has', () => {
    const first = pipe(
      o.from(orders),
      o.distinctOn(orders.customerId),
      o.select({ of: orders.customerId, total: orders.total }),
      o.orderBy(orders.customerId),
      o.subquery('first'),
    )
    expect(orderOf(pipe(o.from(first), o.orderBy(first.total)))).toBe('"first"."total" nulls last, "first"."of" nulls last')
    const named = pipe(o.from(orders), o.select({ number: orders.id, total: orders.total }), o.cte('named'))
    expect(orderOf(pipe(o.from(named), o.orderBy(named.total)))).toBe('"named"."total" nulls last, "named"."number" nulls last')
    const both = pipe(
      o.from(orders),
      o.select({ id: orders.id }),
      o.union(pipe(o.from(items), o.select({ id: items.orderId }))),
      o.subquery('both'),
    )
    expect(orderOf(pipe(o.from(both), o.orderBy(both.id)))).toBe('"both"."id" nulls last')
    const sole = pipe(o.from(customers), o.select(customers.id), o.subquery('sole'))
    expect(orderOf(pipe(o.from(sole), o.orderBy(sole.value)))).toBe('"sole"."value" nulls last')
  })
})

describe('a cursor', () => {
  it('is text for a URL, and holds version, query and values', () => {
    const cursor = cursorOf(byName, ['Zoë', 1])
    expect(cursor).toMatch(/^[\w-]+\.[\w-]{43}$/u)
    const document: unknown = JSON.parse(Buffer.from(cursor.split('.')[0] as string, 'base64url').toString())
    expect(document).toEqual({ v: 1, q: expect.stringMatching(/^[\w-]{22}$/u) as string, k: ['Zoë', 1] })
  })

  it('is signed with HMAC-SHA256', async () => {
    const [payload = '', signature = ''] = cursorOf(byName, ['A', 1]).split('.')
    const { createHmac } = await import('node:crypto')
    expect(createHmac('sha256', secret).update(payload).digest('base64url')).toBe(signature)
  })

  it('gives its values back as they were', () => {
    const query = pipe(
      o.from(samples),
      o.orderBy(samples.big, samples.huge, samples.float, samples.words, samples.moment, samples.moment6, samples.blob, samples.flag),
    )
    const values = [
      2n ** 63n - 1n,
      '1234567890123456789012345678.0123456789',
      -0,
      '\u{1f600}\u{ffff}"\\\n',
      new Date(-1),
      '2024-03-31T01:30:00.000001Z',
      Uint8Array.of(0, 255),
      true,
      7,
    ]
    const made = compiled(after(cursorOf(query, values), query)) as { readonly right: { readonly params: ReadonlyArray<unknown> } }
    const { params } = made.right
    for (const value of ['9223372036854775807', '1234567890123456789012345678.0123456789', values[3], '2024-03-31T01:30:00.000001Z', 7])
      expect(params.map(String)).toContain(String(value))
    expect(params.some((param) => Object.is(param, -0))).toBe(true)
  })

  it('of the same place is the same in every process', () => {
    expect(cursorOf(byName, ['A', 1])).toBe(
      cursorOf(pipe(o.from(customers), o.orderBy(customers.name), o.select({ id: customers.id })), ['A', 1]),
    )
    expect(cursorOf(byName, ['A', 1]).split('.')[0]).toMatchInlineSnapshot(
      `"eyJ2IjoxLCJxIjoiSnZuZDJuQVZOaFJsSEJjWWlaMnc5dyIsImsiOlsiQSIsMV19"`,
    )
  })

  const issue = (made: o.Page<never>): unknown => (failure(made) as { readonly issues?: ReadonlyArray<unknown> } | undefined)?.issues?.[0]

  it('is absent where it is undefined or null', () => {
    for (const none of [undefined, null]) {
      expect(sqlOf(after(none))).not.toContain('where')
      expect(sqlOf(page(byName, { size: 2, secret, before: none }))).not.toContain('where')
    }
  })

  it.each<[unknown]>([[''], ['.'], ['x'], ['x.y'], ['a.b.c'], [5], [{}], [[]], [true], ['é.é'], [' '], ['__proto__'], ['='.repeat(9)]])(
    'is not %j, signed or not',
    (cursor) => {
      expect(issue(after(cursor))).toEqual({
        table: undefined,
        column: 'after',
        path: [],
        message: typeof cursor === 'string' ? 'this cursor has not the right signature' : 'this is no cursor',
      })
      expect(issue(after(cursor, byName, { unsigned: true }))).toMatchObject({ message: 'this is no cursor' })
      expect(failure(page(byName, { size: 2, secret, before: cursor }))).toMatchObject({
        _tag: 'ValidationError',
        issues: [{ column: 'before' }],
      })
    },
  )

  it('of other secrets is refused, and of one of several taken', () => {
    const cursor = cursorOf(byName, ['A', 1])
    const other = 'another secret of sixteen bytes'
    expect(issue(after(cursor, byName, { secret: other }))).toMatchObject({ message: 'this cursor has not the right signature' })
    expect(issue(after(cursor, byName, { secret: [other, secret] }))).toBe(undefined)
    expect(issue(after(cursorOf(byName, ['A', 1], { secret: [other, secret] }), byName, { secret: other }))).toBe(undefined)
    expect(issue(after(cursor, byName, { secret: new TextEncoder().encode(secret) }))).toBe(undefined)
  })

  it('that is unsigned is refused where cursors are signed, and the other way round', () => {
    const unsigned = cursorOf(byName, ['A', 1], { unsigned: true })
    expect(unsigned).not.toContain('.')
    expect(issue(after(unsigned))).toMatchObject({ message: 'this cursor has not the right signature' })
    expect(issue(after(cursorOf(byName, ['A', 1]), byName, { unsigned: true }))).toMatchObject({ message: 'this is no cursor' })
    expect(issue(after(unsigned, byName, { unsigned: true }))).toBe(undefined)
  })

  const on = o.eq(orders.customerId, customers.id)
  const otherQueries: Readonly<Record<string, unknown>> = {
    'another where': pipe(byName, o.where(o.gt(customers.id, 1))),
    'another value in a where': pipe(byName, o.where(o.gt(customers.id, 2))),
    'another order': pipe(o.from(customers), o.orderBy(customers.email)),
    'another direction': pipe(o.from(customers), o.orderBy(o.desc(customers.name))),
    'one order more': pipe(byName, o.orderBy(customers.active)),
    'another table of the same columns': ((other) => pipe(o.from(other), o.orderBy(other.name)))(pipe(customers, o.as('other'))),
    'a table of a schema': pipe(o.from(people), o.orderBy(people.firstName)),
    'a join': pipe(byName, o.leftJoin(orders, on)),
    'another join': pipe(byName, o.innerJoin(orders, on)),
    distinct: pipe(o.from(customers), o.select({ name: customers.name }), o.distinct, o.orderBy(customers.name)),
    'distinct of others': pipe(
      o.from(customers),
      o.select({ name: customers.name, id: customers.id }),
      o.distinct,
      o.orderBy(customers.name),
    ),
    groups: pipe(o.from(customers), o.groupBy(customers.name), o.select({ n: o.count() }), o.orderBy(customers.name)),
    'groups that are tested': pipe(
      o.from(customers),
      o.groupBy(customers.name),
      o.having(o.gt(o.count(), 1)),
      o.select({ n: o.count() }),
      o.orderBy(customers.name),
    ),
    'a subquery': pipe(byName, o.where(o.exists(pipe(o.from(orders), o.where(on))))),
    'another subquery': pipe(byName, o.where(o.exists(pipe(o.from(orders), o.where(o.and(on, o.gt(orders.total, '1'))))))),
    'a cast': pipe(o.from(customers), o.orderBy(o.cast(customers.name, o.varchar(3)))),
    'another cast': pipe(o.from(customers), o.orderBy(o.cast(customers.name, o.varchar(4)))),
    'a derived table': pipe(byName, o.subquery('d'), (d) => pipe(o.from(d), o.orderBy(d.id))),
    'a text with quotes': pipe(byName, o.where(o.eq(customers.name, '"},{"'))),
    'a document': pipe(o.from(samples), o.where(o.eq(samples.doc, { like: [1, 2n as never], type: null })), o.orderBy(samples.id)),
    'another document': pipe(o.from(samples), o.where(o.eq(samples.doc, { like: [1, 3n as never], type: null })), o.orderBy(samples.id)),
    'bytes and instants': pipe(
      o.from(samples),
      o.where(o.and(o.eq(samples.blob, Uint8Array.of(1)), o.eq(samples.moment, new Date(1)))),
      o.orderBy(samples.id),
    ),
    'other bytes': pipe(
      o.from(samples),
      o.where(o.and(o.eq(samples.blob, Uint8Array.of(2)), o.eq(samples.moment, new Date(1)))),
      o.orderBy(samples.id),
    ),
    'minus zero': pipe(o.from(samples), o.where(o.eq(samples.float, -0)), o.orderBy(samples.id)),
    zero: pipe(o.from(samples), o.where(o.eq(samples.float, 0)), o.orderBy(samples.id)),
    arrays: pipe(o.from(samples), o.where(o.eq(o.literal([1], o.array(o.integer())), [1, 2])), o.orderBy(samples.id)),
  }

  it('belongs to its query alone', () => {
    const hashes = Object.entries({ byName, ...otherQueries }).map(([name, query]) => {
      const cursor = cursorOf(query, [])
      return [name, (JSON.parse(Buffer.from(cursor.split('.')[0] as string, 'base64url').toString()) as { readonly q: string }).q] as const
    })
    expect(new Set(hashes.map(([, hash]) => hash)).size).toBe(hashes.length)
    for (const [name, query] of Object.entries(otherQueries))
      expect([name, issue(after(cursorOf(byName, ['A', 1]), query))]).toMatchObject([name, { message: 'this cursor is of another query' }])
  })

  it('is taken where the query selects something else, or the page has another size', () => {
    const cursor = cursorOf(byName, ['A', 1])
    expect(issue(after(cursor, pipe(byName, o.select({ email: customers.email }))))).toBe(undefined)
    expect(issue(page(byName, { size: 200, secret, after: cursor }))).toBe(undefined)
  })

  it('of another version is refused', async () => {
    const { createHmac } = await import('node:crypto')
    const forged = (document: unknown): string => {
      const payload = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)).toString('base64url')
      return `${payload}.${createHmac('sha256', secret).update(payload).digest('base64url')}`
    }
    const { q } = JSON.parse(Buffer.from(cursorOf(byName, ['A', 1]).split('.')[0] as string, 'base64url').toString()) as {
      readonly q: string
    }
    expect(issue(after(forged({ v: 2, q, k: ['A', 1] })))).toMatchObject({ message: 'this cursor is of another version' })
    expect(issue(after(forged({ v: 1, q: 'x', k: ['A', 1] })))).toMatchObject({ message: 'this cursor is of another query' })
    for (const [name, document] of Object.entries<unknown>({
      'no list': { v: 1, q, k: 'A' },
      'too few values': { v: 1, q, k: ['A'] },
      'too many values': { v: 1, q, k: ['A', 1, 2] },
      'no object': '5',
      null: 'null',
      'no JSON': '{',
    }))
      expect([name, issue(after(forged(document)))]).toMatchObject([name, { message: 'this is no cursor' }])
    expect(issue(after(forged({ v: 1, q, k: ['A', 1] })))).toBe(undefined)
  })

  it.each<[string, ReadonlyArray<unknown>, string]>([
    ['a number for a text', [5, 1], 'expected a string, got a number'],
    ['a text for a number', ['A', '1 or 1 = 1'], 'expected a number, got a string'],
    ['null for what is never null', ['A', null], 'null is not a value here'],
    ['an object', [{ a: 1 }, 1], 'expected a string, got undefined'],
    ['an object of no value', [{ bigint: 5 }, 1], 'expected a string, got undefined'],
    ['a tag of no value', [{ constructor: 'x' }, 1], 'expected a string, got undefined'],
    ['two tags', [{ bigint: '1', date: '1' }, 1], 'expected a string, got undefined'],
    ['a list', [['A'], 1], 'expected a string, got undefined'],
    ['no number', ['A', { bigint: '1x' }], 'expected a number, got undefined'],
    ['a number of many digits', ['A', { bigint: '1'.repeat(20) }], 'expected a number, got undefined'],
    ['an invalid date', ['A', { date: 'never' }], 'expected a number, got a Date'],
    ['bytes that are none', ['A', { bytes: '&' }], 'expected a number, got undefined'],
    ['no bytes', ['A', { bytes: '' }], 'expected a number, got bytes'],
    ['infinity', ['A', { number: '-Infinity' }], 'expected a whole number, got -Infinity'],
    ['a lone surrogate', ['\ud800', 1], 'a lone surrogate is not a character'],
  ])('made up with %s is refused by its value', (_name, k, message) => {
    const { q } = JSON.parse(Buffer.from(cursorOf(byName, [], { unsigned: true }), 'base64url').toString()) as { readonly q: string }
    const cursor = Buffer.from(JSON.stringify({ v: 1, q, k })).toString('base64url')
    expect(issue(after(cursor, byName, { unsigned: true }))).toMatchObject({ column: 'after', message })
  })

  it('that is changed anywhere is refused, and never thrown', () => {
    const cursor = cursorOf(byName, ['Ada', 1])
    fc.assert(
      fc.property(
        fc.nat({ max: cursor.length - 1 }),
        fc.constantFrom('replace', 'remove', 'insert', 'cut', 'swap'),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
        (at, how, text) => {
          const changed = {
            replace: cursor.slice(0, at) + text + cursor.slice(at + 1),
            remove: cursor.slice(0, at) + cursor.slice(at + 1),
            insert: cursor.slice(0, at) + text + cursor.slice(at),
            cut: cursor.slice(0, at),
            swap: cursor.split('.').toReversed().join('.'),
          }[how]
          fc.pre(changed !== cursor && !isSameSignature(changed, cursor))
          expect(failure(after(changed))).toMatchObject({ _tag: 'ValidationError' })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('that is made up reaches no SQL, unsigned or not', () => {
    const document = fc.record({ v: fc.constantFrom(1, 2, '1'), q: fc.string(), k: fc.array(fc.jsonValue()) })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }),
          fc.anything(),
          document.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')),
        ),
        (cursor) => {
          fc.pre(cursor !== undefined && cursor !== null)
          for (const signing of [{ secret }, { unsigned: true }])
            expect(failure(after(cursor, byName, signing))).toMatchObject({ _tag: 'ValidationError' })
        },
      ),
      { numRuns: 500 },
    )
  })
})

/** The last character of a base64url holds bits that no byte has. */
const isSameSignature = (a: string, b: string): boolean => {
  const [payload, signature = '', ...more] = a.split('.')
  const [known, right = ''] = b.split('.')
  const isText = /^[\w-]+$/u.test(signature)
  return more.length === 0 && payload === known && isText && Buffer.from(signature, 'base64url').equals(Buffer.from(right, 'base64url'))
}

describe('a page', () => {
  const row = (id: number): never => ({ row: { id }, position: { '0': 'A', '1': id } }) as never

  it('reads one row more, and has a next where there is one', () => {
    const first = page(byName, { size: 2, secret })
    expect(sqlOf(first)).toMatch(/ limit \$1$/u)
    expect(first.read([row(1), row(2), row(3)])).toEqual({
      rows: [{ id: 1 }, { id: 2 }],
      next: cursorOf(byName, ['A', 2]),
      previous: undefined,
    })
    expect(first.read([row(1), row(2)])).toEqual({ rows: [{ id: 1 }, { id: 2 }], next: undefined, previous: undefined })
    expect(first.read([])).toEqual({ rows: [], next: undefined, previous: undefined })
  })

  it('after a cursor has one before it', () => {
    const next = after(cursorOf(byName, ['A', 0]))
    expect(next.read([row(1), row(2), row(3)])).toEqual({
      rows: [{ id: 1 }, { id: 2 }],
      next: cursorOf(byName, ['A', 2]),
      previous: cursorOf(byName, ['A', 1]),
    })
    // All that came after it was deleted.
    expect(next.read([])).toEqual({ rows: [], next: undefined, previous: undefined })
  })

  it('before a cursor is read from its end', () => {
    const previous = page(byName, { size: 2, secret, before: cursorOf(byName, ['A', 4]) })
    expect(sqlOf(previous)).toContain('order by "customers"."name" desc, "customers"."id" desc limit')
    expect(previous.read([row(3), row(2), row(1)])).toEqual({
      rows: [{ id: 2 }, { id: 3 }],
      next: cursorOf(byName, ['A', 3]),
      previous: cursorOf(byName, ['A', 2]),
    })
    expect(previous.read([row(3)])).toEqual({ rows: [{ id: 3 }], next: cursorOf(byName, ['A', 3]), previous: undefined })
  })

  it('leaves its query as it was', () => {
    const before = JSON.stringify(byName)
    page(byName, { size: 2, secret, after: cursorOf(byName, ['A', 1]) })
    expect(JSON.stringify(byName)).toBe(before)
  })

  it('has one text for all its cursors', () => {
    expect(sqlOf(after(cursorOf(byName, ['A', 1])))).toBe(sqlOf(after(cursorOf(byName, ['B', 2]))))
  })

  it('says where nulls come on a database that has no words for it', () => {
    const query = pipe(o.from(customers), o.orderBy(customers.age))
    const made = queryOf(page(query, { size: 1, secret })).right
    expect((o.compile(mysql) as (query: unknown) => unknown)(made)).toMatchObject({
      right: { sql: expect.stringContaining('order by `customers`.`age` is null, `customers`.`age`, `customers`.`id` limit') as string },
    })
  })
})
