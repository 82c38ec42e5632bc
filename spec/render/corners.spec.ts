/** What is rarely met on the way from a query to rows: each answered in words. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describe, expect, it } from 'vitest'
import {
  decimal,
  gt,
  isDistinctFrom,
  mod,
  notIn,
  orderBy,
  distinct,
  add,
  and,
  array,
  arrayOf,
  as,
  boolean,
  cast,
  compile,
  deleteFrom,
  eq,
  fetchAll,
  from,
  insertInto,
  integer,
  isIn,
  json,
  literal,
  makeDatabase,
  max,
  min,
  never,
  not,
  or,
  pipe,
  select,
  table,
  text,
  timestamp,
  transaction,
  varchar,
  where,
  withDatabase,
} from '../../lib/index.js'
import { left, right } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import type { Connection, Pool } from '../../lib/run/connection.js'
import { queryError } from '../../lib/run/errors.js'
import { savepoints } from '../../lib/render/transaction.js'

const later: StandardSchemaV1<unknown, string> = {
  '~standard': { version: 1, vendor: 'spec', validate: () => Promise.resolve({ value: '' }) },
}
const things = table('things', { id: integer({ primaryKey: true }), doc: json(later), at: timestamp() })

/** A pool whose one connection answers these rows. */
const answering = (rows: ReadonlyArray<ReadonlyArray<unknown>>, records?: ReadonlyArray<Record<string, unknown>>): Pool => {
  const connection: Connection = {
    alive: () => true,
    query: ({ takesRecords }) =>
      Promise.resolve(right({ rows, affected: rows.length, ...(takesRecords === true && records !== undefined ? { records } : {}) })),
  }
  return {
    acquire: () => Promise.resolve(right(connection)),
    release: () => Promise.resolve(),
    close: () => Promise.resolve(),
    figures: () => ({ used: 0, free: 1, waiting: 0 }),
  }
}

describe('a row that does not decode', () => {
  it('says that its validator is asynchronous', async () => {
    const database = makeDatabase(postgres, answering([['"x"']]))
    expect(await fetchAll(pipe(from(things), select({ doc: things.doc })))(database)()).toMatchObject({
      left: { _tag: 'DecodeError', path: [0, 'doc'], message: expect.stringContaining('its validator is asynchronous') as string },
    })
  })

  it('says what its validator has against it', async () => {
    const strict: StandardSchemaV1<unknown, string> = {
      '~standard': { version: 1, vendor: 'spec', validate: () => ({ issues: [{ message: 'too short' }, { message: 'too plain' }] }) },
    }
    const noted = table('noted', { doc: json(strict) })
    expect(await fetchAll(from(noted))(makeDatabase(postgres, answering([['"x"']])))()).toMatchObject({
      left: { _tag: 'DecodeError', path: [0, 'doc'], message: expect.stringContaining('too short; too plain') as string },
    })
  })

  it('says so where the server gives text that is no JSON', async () => {
    const loose = table('loose', { doc: json() })
    expect(await fetchAll(from(loose))(makeDatabase(postgres, answering([['{']])))()).toMatchObject({
      left: { _tag: 'DecodeError', path: [0, 'doc'], message: expect.stringContaining('not JSON') as string },
    })
  })

  it('says that nested rows were cut, as MariaDB does beyond group_concat_max_len', async () => {
    const database = makeDatabase(mariadb, answering([['[[1],[2']]))
    const inner = pipe(from(pipe(things, as('inner'))), select({ id: pipe(things, as('inner')).id }))
    expect(await fetchAll(pipe(from(things), select({ ids: arrayOf(inner) })))(database)()).toMatchObject({
      left: { _tag: 'DecodeError', path: [0, 'ids'], message: expect.stringContaining('they may have been cut') as string },
    })
  })
})

describe('rows that a driver gives as records', () => {
  const small = table('small', { id: integer({ primaryKey: true }), done: boolean(), at: timestamp({ nullable: true }) })

  it('are decoded in their place, and are the rows', async () => {
    const record = { id: 1, done: 1, at: '2026-11-22 15:30:00.123' }
    const rows = await fetchAll(from(small))(makeDatabase(mariadb, answering([], [record, { id: 2, done: 0, at: null }])))()
    expect(rows).toEqual(
      right([
        { id: 1, done: true, at: new Date('2026-11-22T15:30:00.123Z') },
        { id: 2, done: false, at: null },
      ]),
    )
  })

  it('say which value does not decode', async () => {
    const records = [{ id: 1, done: 1, at: 'soon' }]
    expect(await fetchAll(from(small))(makeDatabase(mariadb, answering([], records)))()).toMatchObject({
      left: { _tag: 'DecodeError', path: [0, 'at'] },
    })
  })

  it('are asked for where a row is a flat record of its columns alone', async () => {
    const rows = [[1]]
    const records = [{ id: 2 }]
    const answer = async (query: unknown) => fetchAll(query as typeof flat)(makeDatabase(mariadb, answering(rows, records)))()
    const flat = pipe(from(small), select({ id: small.id }))
    expect(await answer(flat)).toEqual(right([{ id: 2 }]))
    expect(await answer(pipe(from(small), select({ nested: { id: small.id } })))).toEqual(right([{ nested: { id: 1 } }]))
    expect(await answer(pipe(from(small), select(small.id)))).toEqual(right([1]))
  })
})

/** MariaDB keeps a document as its text; MySQL and PostgreSQL compare documents. */
describe('JSON documents beside one another on MariaDB', () => {
  const docs = table('docs', { doc: json() })
  const condition = (predicate: Parameters<typeof not>[0]): unknown => {
    const made = compile(mariadb)(pipe(from(docs), where(predicate), select({ doc: docs.doc })) as never)
    return made._tag === 'Right' ? made.right.sql.replace(/^.* where /, '') : made.left
  }

  it('are equal where their normal forms are', () => {
    expect(condition(eq(docs.doc, { a: 1 }))).toBe('json_normalize(`docs`.`doc`) = json_normalize(?)')
    expect(condition(isDistinctFrom(docs.doc, { a: 1 }))).toBe('not (json_normalize(`docs`.`doc`) <=> json_normalize(?))')
    expect(condition(isIn(docs.doc, [[], 'x']))).toBe('json_normalize(`docs`.`doc`) in (json_normalize(?), json_normalize(?))')
    expect(condition(notIn(docs.doc, [[]]))).toBe('json_normalize(`docs`.`doc`) not in (json_normalize(?))')
    expect(condition(isIn(docs.doc, []))).toBe('false')
  })

  it('have no order', () => {
    expect(condition(gt(docs.doc as never, 1 as never))).toMatchObject({
      _tag: 'CompileError',
      message: expect.stringContaining('order of JSON documents') as string,
    })
  })
})

/** What no case of the golden files has, since MySQL and the others divide as they compare. */
it('MariaDB adds 0 to a remainder of decimals: its zero may have a minus', () => {
  const prices = table('prices', { price: decimal(6, 2) })
  const made = compile(mariadb)(pipe(from(prices), select({ rest: mod(prices.price, '3') })))
  expect(made).toMatchObject({
    _tag: 'Right',
    right: { sql: expect.stringMatching(/^select \(.* % .* \+ 0\) as `rest` from `prices`$/) as string },
  })
})

describe('rows that are nested without an order', () => {
  const inner = pipe(things, as('inner'))
  const query = pipe(from(things), select({ ids: arrayOf(pipe(from(inner), where(eq(inner.id, things.id)), select({ id: inner.id }))) }))

  it('are one aggregate on MySQL, each with 0 as its number', () => {
    const made = compile(mysql)(query)
    expect(made._tag === 'Right' ? made.right.sql : made.left).toBe(
      'select (select coalesce(json_arrayagg(json_array(`inner`.`id`, 0)), json_array()) from `things` as `inner` where `inner`.`id` = `things`.`id`) as `ids` from `things`',
    )
  })

  it('are read by their numbers there', async () => {
    expect(await fetchAll(query)(makeDatabase(mysql, answering([['[[7, 2], [5, 1]]']])))()).toEqual(
      right([{ ids: [{ id: 5 }, { id: 7 }] }]),
    )
  })
})

describe('a dialect of its own', () => {
  it('has errors that end a statement alone, unless it says more', () => {
    expect([savepoints.breaks({ _tag: 'QueryError' }), savepoints.ends({ _tag: 'Conflict' })]).toEqual([false, false])
  })
})

it('identifiers that a program makes up without end do not stay for ever, nor are they mixed up', () => {
  const sqlOf = (index: number): unknown => {
    const alias = pipe(things, as(`t${index}`))
    const made = compile(postgres)(pipe(from(alias), select({ id: alias.id })))
    return made._tag === 'Right' ? made.right.sql : made.left
  }
  const indexes = Array.from({ length: 10_050 }, (_, index) => index)
  expect(indexes.filter((index) => sqlOf(index) !== `select "t${index}"."id" from "things" as "t${index}"`)).toEqual([])
})

it('a predicate that is true whatever the row is no where of a write', () => {
  const nothing = isIn(things.id, [])
  for (const predicate of [and(), not(never), not(or()), not(nothing), not(and(never, eq(things.id, 1))), or(eq(things.id, 1), and())])
    expect(compile(postgres)(pipe(deleteFrom(things), where(predicate)))).toMatchObject({ left: { reason: 'unguardedWrite' } })
  for (const predicate of [never, nothing, not(and()), or(never, eq(things.id, 1)), not(not(eq(things.id, 1)))])
    expect(compile(postgres)(pipe(deleteFrom(things), where(predicate)))).toMatchObject({ _tag: 'Right' })
})

it('a program that throws, against its type, leaves its database closed', async () => {
  const log: Array<string> = []
  const pool: Pool = { ...answering([]), close: () => Promise.resolve(void log.push('closed')) }
  const thrown = withDatabase(() => Promise.resolve(right(makeDatabase(postgres, pool))))(() => () => Promise.reject(new Error('boom')))
  await expect(thrown()).rejects.toThrow('boom')
  expect(log).toEqual(['closed'])
})

it('an array has the type of its elements, as a parameter and in a cast', () => {
  const lists = table('lists', { words: array(text()) })
  const query = pipe(
    from(lists),
    select({ moments: literal([new Date(0)], array(timestamp())), words: cast(lists.words, array(varchar(3))) }),
  )
  expect(compile(postgres)(query)).toMatchObject({
    right: {
      sql: 'select $1::timestamptz[] as "moments", cast("lists"."words" as text[]) as "words" from "lists"',
      params: ['{"1970-01-01T00:00:00.000Z"}'],
    },
  })
})

it('a value that throws what cannot be told is an error all the same', () => {
  const untold = {
    toString: (): string => {
      throw new Error('no')
    },
  }
  const row = Object.defineProperty({}, 'id', {
    enumerable: true,
    get: () => {
      throw untold
    },
  }) as { id: number; doc: string; at: Date }
  expect(compile(postgres)(insertInto(things)(row))).toMatchObject({
    left: { _tag: 'ValidationError', message: 'a value cannot be read: something that cannot be told' },
  })
})

it('a savepoint that cannot be set breaks the transaction on PostgreSQL', async () => {
  const sent: Array<string> = []
  const connection: Connection = {
    alive: () => true,
    query: ({ sql }) => {
      sent.push(sql)
      return Promise.resolve(sql.startsWith('savepoint') ? left(queryError('53200', 'out of memory')) : right({ rows: [], affected: 0 }))
    },
  }
  const pool: Pool = { ...answering([]), acquire: () => Promise.resolve(right(connection)) }
  const program = transaction()(transaction()(() => () => Promise.resolve(right(1))))
  expect(await program(makeDatabase(postgres, pool))()).toMatchObject({ left: { _tag: 'QueryError', code: '53200' } })
  expect(sent).toEqual(['begin', 'savepoint oxbow_1', 'rollback'])
})

it('the extremes of booleans, which PostgreSQL has no operators for', () => {
  const marks = table('marks', { passed: boolean() })
  expect(compile(postgres)(pipe(from(marks), select({ all: min(marks.passed), any: max(marks.passed) })))).toMatchObject({
    right: { sql: 'select bool_and("marks"."passed") as "all", bool_or("marks"."passed") as "any" from "marks"' },
  })
})

it('equal values under DISTINCT share a placeholder, where placeholders have numbers: what is ordered by is then what is selected', () => {
  const marks = table('marks', { score: integer() })
  const more = () => add(marks.score, 10)
  const query = pipe(from(marks), select({ more: more() }), distinct, orderBy(more()))
  expect(compile(postgres)(query)).toMatchObject({
    right: { sql: 'select distinct "marks"."score" + $1 as "more" from "marks" order by "marks"."score" + $1', params: [10] },
  })
  expect(compile(sqlite)(query)).toMatchObject({
    right: { sql: 'select distinct `marks`.`score` + ?1 as `more` from `marks` order by `marks`.`score` + ?1', params: [10] },
  })
})
