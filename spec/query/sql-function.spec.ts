/** Functions of the user's own database: their text, their rows on every engine, and what is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { describeEngines } from '../support/engines.js'
import { customers } from '../support/shop.js'
import { openShop, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

const upper = o.sqlFunction('upper', { takes: [o.text()], returns: o.text() })
const md5 = o.sqlFunction({ postgres: 'md5', mysql: 'md5', mariadb: 'md5' }, { takes: [o.text()], returns: o.text() })
const distance = o.sqlFunction('distance', { schema: 'app', takes: [o.text(), o.text()], returns: o.integer(), nullable: true })

const selecting = (expression: unknown): o.AnyQuery => pipe(o.from(customers), o.select({ v: expression as typeof customers.name }))

const sqlOf = (dialect: unknown, expression: unknown): unknown => {
  const made = (
    o.compile(dialect as typeof postgres) as (query: unknown) => { readonly right?: { readonly sql: string }; readonly left?: unknown }
  )(selecting(expression))
  return made.right?.sql ?? made.left
}

describe('a function of a database', () => {
  it('is called by its quoted name, with bound values', () => {
    expect(sqlOf(postgres, distance(customers.name, 'a"b'))).toBe(
      'select "app"."distance"("customers"."name", $1::text) as "v" from "customers"',
    )
    expect(sqlOf(mariadb, md5('x'))).toBe('select `md5`(cast(? as char)) as `v` from `customers`')
    expect(sqlOf(postgres, o.sqlFunction('a"(b', { takes: [], returns: o.integer() })())).toBe('select "a""(b"() as "v" from "customers"')
  })

  it('is refused where it has no name, its prototype aside', () => {
    const message = "sqlite has no function of this name: name it: { sqlite: '…' }"
    expect(sqlOf(sqlite, md5(customers.name))).toMatchObject({ _tag: 'CompileError', message })
    expect(sqlOf({ ...sqlite, name: 'constructor' }, md5(customers.name))).toMatchObject({ _tag: 'CompileError' })
  })

  it.each<[string, unknown]>([
    ['no name', undefined],
    ['an empty name', ''],
    ['a number', 5],
    ['a record of other things', { postgres: 5 }],
  ])('with %s is refused in words', (_name, name) => {
    const fn = o.sqlFunction(name as string, { takes: [o.text()], returns: o.text() })
    expect(sqlOf(postgres, fn(customers.name))).toMatchObject({
      reason: 'malformed',
      message: expect.stringContaining('a function has a name') as string,
    })
  })

  it('with other arguments, or without types, is refused in words', () => {
    const expected = { reason: 'malformed', message: expect.stringContaining('a function with 1 arguments and types of them') as string }
    expect(sqlOf(postgres, (upper as (...args: ReadonlyArray<unknown>) => unknown)('a', 'b'))).toMatchObject(expected)
    expect(sqlOf(postgres, o.sqlFunction('f', { takes: [5 as never], returns: o.text() })('a' as never))).toMatchObject(expected)
    const none = (o.sqlFunction as (...args: ReadonlyArray<unknown>) => (...args: ReadonlyArray<unknown>) => unknown)('f', undefined)
    expect(sqlOf(postgres, none())).toMatchObject({ reason: 'malformed' })
  })

  it('of what rows are grouped by is one value in each group', () => {
    const by = (column: typeof customers.name | typeof customers.email): unknown =>
      o.compile(postgres)(pipe(o.from(customers), o.groupBy(customers.name), o.select({ v: upper(column), n: o.count() })) as never)
    expect(by(customers.name)).toHaveProperty('right')
    expect(by(customers.email)).toMatchObject({ left: { reason: 'grouping' } })
  })

  it('has a text of its own for each name', () => {
    const lower = o.sqlFunction('lower', { takes: [o.text()], returns: o.text() })
    expect(sqlOf(postgres, upper(customers.name))).toContain('"upper"')
    expect(sqlOf(postgres, lower(customers.name))).toContain('"lower"')
    expect(sqlOf(postgres, md5(customers.name))).toContain('"md5"')
  })
})

describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase

  beforeAll(async () => {
    own = await openShop(engine)
  }, 60_000)
  afterAll(() => own.drop())

  it('gives what the database gives, null of null', async () => {
    const query = pipe(
      o.from(customers),
      o.where(o.eq(customers.id, 1)),
      o.select({ a: upper(customers.name), b: upper('é x'), c: upper(null) }),
    )
    expect(await o.runOrThrow(own.database)(o.fetchAll(query as never))).toMatchObject([{ a: 'ADA', c: null }])
  })
})
