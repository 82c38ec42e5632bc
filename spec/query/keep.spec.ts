/** A query is what it was when it was made, whatever becomes of the values it was made of. */
import { describe, expect, it } from 'vitest'

import {
  add,
  addInterval,
  and,
  array,
  type AnyQuery,
  between,
  bytes,
  caseWhen,
  coalesce,
  compile,
  desc,
  enumeration,
  eq,
  everyRow,
  execute,
  fetchAll,
  from,
  groupBy,
  insertInto,
  integer,
  isIn,
  isNotNull,
  json,
  jsonNull,
  literal,
  mapped,
  now,
  nullIf,
  onConflictDoUpdate,
  or,
  over,
  pipe,
  returning,
  rowNumber,
  run,
  select,
  sql,
  sum,
  table,
  applySchema,
  createTable,
  text,
  timestamp,
  tuple,
  update,
  where,
} from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { compileNode } from '../../lib/render/compile.js'
import { connect } from '../../lib/sqlite/index.js'
import { queryNode } from '../../lib/query/query.js'
import { rightOf } from '../run/helpers.js'

/** A value object of a custom type: mutable, and its owner's. */
interface Money {
  cents: number
}

const anyJson = { '~standard': { version: 1, vendor: 'spec', validate: (value: unknown) => ({ value }) } } as const

const t = table('kept', {
  id: integer({ primaryKey: true }),
  label: text({ nullable: true }),
  at: timestamp({ nullable: true }),
  data: bytes({ nullable: true }),
  doc: json({ nullable: true }),
  valid: json(anyJson, { nullable: true }),
  tags: array(text(), { nullable: true }),
  times: array(timestamp(), { nullable: true }),
  price: mapped(
    integer({ nullable: true }),
    (cents): Money => ({ cents }),
    (money: Money) => money.cents,
  ),
  prices: array(
    mapped(
      integer(),
      (cents): Money => ({ cents }),
      (money: Money) => money.cents,
    ),
    { nullable: true },
  ),
})

const loose = (value: unknown): never => value as never

/** What is sent, as it is now: bytes among the parameters could change later. */
const statementOf = (query: AnyQuery): unknown => {
  const made = compileNode(postgres, queryNode(query))
  return made._tag === 'Left' ? made : { _tag: 'Right', sql: made.right.sql, params: structuredClone(made.right.params) }
}

type Change = () => void

const day = () => new Date('2026-11-22T15:30:00Z')

/** Each makes a query, and says how its caller changes what the query was made of. */
const makers: Readonly<Record<string, () => readonly [() => AnyQuery, Change]>> = {
  'a row of an insert': () => {
    const row = { id: 1, label: 'a' }
    return [() => insertInto(t)(row), () => (row.label = 'b')]
  },
  'a key that a row gets later': () => {
    const row: { id: number; label?: string } = { id: 1 }
    return [() => insertInto(t)(row), () => (row.label = 'b')]
  },
  'the rows of an insert': () => {
    const rows = [{ id: 1 }]
    return [() => insertInto(t)(rows), () => rows.push({ id: 2 })]
  },
  'one of many rows': () => {
    const rows = [{ id: 1 }, { id: 2 }]
    return [() => insertInto(t)(rows), () => ((rows[1] as { id: number }).id = 3)]
  },
  'a Date': () => {
    const at = day()
    return [() => insertInto(t)({ id: 1, at }), () => at.setUTCFullYear(2000)]
  },
  bytes: () => {
    const data = new Uint8Array([1, 2, 3])
    return [() => insertInto(t)({ id: 1, data }), () => (data[0] = 9)]
  },
  'a Buffer, whose slice would be the same memory': () => {
    const data = Buffer.from([1, 2, 3])
    return [() => insertInto(t)({ id: 1, data }), () => (data[0] = 9)]
  },
  'a JSON document': () => {
    const doc: Record<string, unknown> = { a: 1 }
    return [() => insertInto(t)({ id: 1, doc }), () => (doc['a'] = 2)]
  },
  'the depth of a JSON document': () => {
    const doc = { a: [{ b: [1] }] }
    return [() => insertInto(t)({ id: 1, doc }), () => doc.a[0]?.b.push(2)]
  },
  'a JSON array': () => {
    const doc = [1]
    return [() => insertInto(t)({ id: 1, doc }), () => doc.push(2)]
  },
  'a document that a validator passes': () => {
    const valid = { a: { b: 1 } }
    return [() => insertInto(t)({ id: 1, valid }), () => (valid.a.b = 2)]
  },
  'an array': () => {
    const tags = ['a']
    return [() => insertInto(t)({ id: 1, tags }), () => tags.push('b')]
  },
  'what is in an array': () => {
    const times = [day()]
    return [() => insertInto(t)({ id: 1, times }), () => times[0]?.setUTCFullYear(2000)]
  },
  'an array of a custom type': () => {
    const prices = [{ cents: 1 }]
    return [() => insertInto(t)({ id: 1, prices }), () => prices.push({ cents: 2 })]
  },
  'what an update sets': () => {
    const set = { label: 'a' }
    return [() => pipe(update(t)(set), everyRow), () => (set.label = 'b')]
  },
  'a value that an update sets': () => {
    const set = { at: day(), doc: [1] }
    return [
      () => pipe(update(t)(set), everyRow),
      () => {
        set.at.setUTCFullYear(2000)
        set.doc.push(2)
      },
    ]
  },
  'what a conflict sets': () => {
    const set = { label: 'a', at: day() }
    return [
      () =>
        pipe(
          insertInto(t)({ id: 1 }),
          onConflictDoUpdate(t, t.id, () => set),
        ),
      () => {
        set.label = 'b'
        set.at.setUTCFullYear(2000)
      },
    ]
  },
  'the target of a conflict': () => {
    const target = [t.id]
    return [
      () =>
        pipe(
          insertInto(t)({ id: 1 }),
          onConflictDoUpdate(t, loose(target), () => ({ label: 'a' })),
        ),
      () => target.push(loose(t.label)),
    ]
  },
  'a projection': () => {
    const projection: Record<string, typeof t.id> = { id: t.id }
    return [() => pipe(from(t), select(projection)), () => (projection['again'] = t.id)]
  },
  'a record in a projection': () => {
    const projection = { one: { id: t.id as unknown } }
    return [() => pipe(from(t), select(loose(projection))), () => (projection.one.id = t.label)]
  },
  'what a write returns': () => {
    const projection: Record<string, typeof t.id> = { id: t.id }
    return [() => pipe(insertInto(t)({ id: 1 }), returning(projection)), () => (projection['again'] = t.id)]
  },
  'a list': () => {
    const list = [1, 2]
    return [() => pipe(from(t), where(isIn(t.id, list))), () => list.push(3)]
  },
  'what is in a list': () => {
    const list = [day()]
    return [() => pipe(from(t), where(isIn(t.at, list))), () => list[0]?.setUTCFullYear(2000)]
  },
  'a list of tuples': () => {
    const list: Array<readonly [number, Date]> = [[1, day()]]
    return [
      () => pipe(from(t), where(isIn(tuple(t.id, t.at), list))),
      () => {
        list[0]?.[1].setUTCFullYear(2000)
        list.push([2, day()])
      },
    ]
  },
  'an operand': () => {
    const at = day()
    return [() => pipe(from(t), where(and(eq(t.at, at), between(t.at, at, at)))), () => at.setUTCFullYear(2000)]
  },
  'the operands of functions': () => {
    const at = day()
    return [() => pipe(from(t), select({ a: coalesce(t.at, at), b: nullIf(t.at, at) })), () => at.setUTCFullYear(2000)]
  },
  'the branches of a case': () => {
    const at = day()
    const branches = [{ when: isNotNull(t.at), then: t.at as unknown }]
    return [
      () => pipe(from(t), select({ a: caseWhen(loose(branches), loose(at)) })),
      () => {
        at.setUTCFullYear(2000)
        branches.push({ when: isNotNull(t.at), then: t.at })
      },
    ]
  },
  'a literal': () => {
    const at = day()
    return [() => pipe(from(t), select({ at: literal(at, timestamp()) })), () => at.setUTCFullYear(2000)]
  },
  'an interval': () => {
    const interval = { days: 1 }
    return [() => pipe(from(t), select({ at: addInterval(now, interval) })), () => (interval.days = 2)]
  },
  'the holes of a fragment': () => {
    const [at, data] = [day(), new Uint8Array([1])]
    return [
      () => pipe(from(t), select({ a: sql(text())`f(${at}, ${data})` })),
      () => {
        at.setUTCFullYear(2000)
        data[0] = 9
      },
    ]
  },
  'the text of a fragment': () => {
    const strings = ['1']
    return [() => pipe(from(t), select({ a: sql(text())(loose(strings)) })), () => (strings[0] = '2')]
  },
  'a window': () => {
    const window = { partitionBy: [t.id], orderBy: [desc(t.at)] }
    return [
      () => pipe(from(t), select({ a: over(rowNumber, window) })),
      () => {
        window.partitionBy.push(t.id)
        window.orderBy.push(desc(t.at))
      },
    ]
  },
  'lists that are spread': () => {
    const predicates = [eq(t.id, 1), eq(t.id, 2)]
    const columns: [typeof t.id, ...Array<typeof t.id>] = [t.id]
    return [
      () => pipe(from(t), where(or(...predicates)), groupBy(...columns), select({ id: t.id, all: sum(add(t.id, 1)) })),
      () => {
        predicates.push(eq(t.id, 3))
        columns.push(t.id)
      },
    ]
  },
}

describe.each(Object.entries(makers))('%s', (_, make) => {
  it('changes no query when it changes', () => {
    const [build, change] = make()
    const query = build()
    const before = statementOf(query)
    expect(before).toMatchObject({ _tag: 'Right' })
    change()
    expect(statementOf(query)).toEqual(before)
    // The change is one that shows.
    expect(statementOf(build())).not.toEqual(before)
  })
})

it('an enumeration has the members it was made of', () => {
  const members: [string, ...Array<string>] = ['a']
  const e = table('e', { member: enumeration(members) })
  members.push('b')
  expect(compile(postgres)(insertInto(e)({ member: 'b' }))).toMatchObject({ _tag: 'Left' })
})

it('nothing of the caller is frozen', () => {
  const row = { id: 1, at: day(), doc: { a: [1] }, tags: ['a'] }
  insertInto(t)([row])
  for (const value of [row, row.at, row.doc, row.doc.a, row.tags]) expect(Object.isFrozen(value)).toBe(false)
})

describe('kept as they are', () => {
  it('values of custom types, at every run', () => {
    const seen: Array<unknown> = []
    const tag = (value: Money): number => {
      seen.push(value)
      return value.cents
    }
    const money = () => mapped(integer(), (cents): Money => ({ cents }), tag)
    const document = mapped(json({ nullable: true }), (it) => it as Money, tag)
    const priced = table('priced', { price: money(), prices: array(money()), document })
    const price = { cents: 1 }
    compile(postgres)(insertInto(priced)({ price, prices: [price], document: price }))
    compile(postgres)(pipe(update(priced)({ price }), where(eq(priced.price, price))))
    compile(postgres)(pipe(from(priced), where(isIn(priced.price, [price]))))
    expect(seen.length).toBe(6)
    for (const value of seen) expect(value).toBe(price)
  })

  it('the null of JSON', () => {
    const params = (query: AnyQuery) => compileNode(postgres, queryNode(query))
    expect(params(insertInto(t)({ id: 1, doc: jsonNull }))).toMatchObject({ right: { params: [1, 'null'] } })
  })

  it.each<[string, unknown, string]>([
    ['an object of a class', new Map(), 'of a class is not JSON'],
    ['one inside a document', { a: [new Map()] }, 'of a class is not JSON'],
    ['a Date inside a document', { a: day() }, 'a Date is not JSON'],
    ['a function', { a: () => 1 }, 'a function is not JSON'],
    ['what only looks like a Date', Object.create(Date.prototype), 'a Date is not JSON'],
  ])('%s, to be refused in words', (_, doc, words) => {
    expect(compile(postgres)(insertInto(t)({ id: 1, doc: loose(doc) }))).toMatchObject({
      left: { _tag: 'ValidationError', message: expect.stringContaining(words) },
    })
  })

  it('what cannot be read, to be refused in words', () => {
    const trap = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new Error('a getter')
      },
    })
    for (const query of [insertInto(t)({ id: 1, doc: trap }), pipe(from(t), where(eq(t.doc, trap)))])
      expect(compile(postgres)(loose(query))).toMatchObject({ left: { message: 'a value cannot be read: a getter' } })
  })

  it('a cycle, to be refused as one', () => {
    const cycle: Record<string, unknown> = { a: [] }
    ;(cycle['a'] as Array<unknown>).push(cycle)
    expect(compile(postgres)(insertInto(t)({ id: 1, doc: cycle }))).toMatchObject({
      left: { message: 'kept.doc: a cycle is not JSON' },
    })
    const projection: Record<string, unknown> = {}
    projection['self'] = projection
    expect(compile(postgres)(loose(pipe(from(t), select(loose(projection)))))).toMatchObject({
      left: { message: 'a value or an expression of the query is nested too deeply' },
    })
  })

  it('a key that would be a prototype', () => {
    const doc: unknown = JSON.parse('{"a":{"__proto__":{"b":1}}}')
    expect(compile(postgres)(insertInto(t)({ id: 1, doc }))).toMatchObject({ right: { params: [1, '{"a":{"__proto__":{"b":1}}}'] } })
  })

  it('a document that is in another twice', () => {
    const part = { b: 1 }
    expect(compile(postgres)(insertInto(t)({ id: 1, doc: [part, part, Object.create(null)] }))).toMatchObject({
      right: { params: [1, '[{"b":1},{"b":1},{}]'] },
    })
  })
})

it('a query that ran is what it is when it runs again', async () => {
  const database = rightOf(await connect('sqlite::memory:')())
  const notes = table('notes', { id: integer({ primaryKey: true, generate: 'identity' }), at: timestamp() })
  const at = day()
  const insert = insertInto(notes)({ at })
  rightOf(await run(database)(applySchema(createTable(notes))))
  rightOf(await run(database)(execute(insert)))
  at.setUTCFullYear(2000)
  rightOf(await run(database)(execute(insert)))
  expect(rightOf(await run(database)(fetchAll(from(notes))))).toEqual([
    { id: 1, at: day() },
    { id: 2, at: day() },
  ])
})
