/** What the types cannot know of, and README.md names: programs that type-check, and that compiling refuses. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'

const { pipe } = o

const t = o.table('t', {
  id: o.integer({ primaryKey: true }),
  email: o.varchar(9, { unique: true }),
  wide: o.decimal(40, 20),
  small: o.decimal(10, 2),
  doc: o.json(),
})
const other = pipe(t, o.as('other'))
const row = { id: 1, email: 'a', wide: '1', small: '1', doc: {} }
const keys = o.table('keys', { id: o.uuid({ primaryKey: true, generate: 'v7' }), email: o.varchar(9, { unique: true }) })
const named = pipe(o.from(other), o.select({ id: other.id }), o.cte('named'))
const both: ReadonlyArray<o.Dialect<'onConflict'>> = [mysql, mariadb]

const refusalOf = (made: ReturnType<ReturnType<typeof o.compile>> | ReturnType<ReturnType<typeof o.schemaSql>>): string =>
  made._tag === 'Left' && made.left._tag === 'CompileError' ? `${made.left.reason}: ${made.left.feature}` : made._tag

describe('SQLite refuses', () => {
  const wide = 'of decimals of more than 18 digits'
  it.each([
    ['arithmetic', o.compile(sqlite)(pipe(o.from(t), o.select({ x: o.add(t.wide, '1') }))), `arithmetic ${wide}`],
    ['a sum', o.compile(sqlite)(pipe(o.from(t), o.select({ x: o.sum(t.wide) }))), `sum ${wide}`],
    ['an order', o.compile(sqlite)(pipe(o.from(t), o.orderBy(t.wide))), `order ${wide}`],
    ['a comparison of two kinds', o.compile(sqlite)(pipe(o.from(t), o.where(o.eq(t.wide, t.small)))), `comparison ${wide}`],
    ['equal documents', o.compile(sqlite)(pipe(o.from(t), o.where(o.eq(t.doc, { a: 1 })))), 'comparison of JSON'],
    ['a cast', o.compile(sqlite)(pipe(o.from(t), o.select({ x: o.cast(t.email, o.time()) }))), 'cast of varchar to time(3)'],
  ])('%s', (_, made, feature) => {
    expect(refusalOf(made)).toBe(`unsupported: ${feature}`)
  })
})

describe('MySQL and MariaDB refuse', () => {
  const several = 'upsert by one of several keys'
  const left = pipe(o.insertInto(t)(row), o.onConflictDoNothing(t.id))
  const updated = pipe(
    o.insertInto(t)(row),
    o.onConflictDoUpdate(t, t.id, (excluded) => ({ small: excluded.small })),
  )
  const product = pipe(o.from(t), o.select({ x: o.mul(t.wide, t.wide) }))
  it.each([
    ['to leave a row alone', both.map((dialect) => o.compile(dialect)(left)), several],
    ['to update it', both.map((dialect) => o.compile(dialect)(updated)), several],
    ['a product that may be cut', both.map((dialect) => o.compile(dialect)(product)), 'exact product'],
  ])('%s', (_, made, feature) => {
    expect(made.map(refusalOf)).toEqual([`unsupported: ${feature}`, `unsupported: ${feature}`])
  })

  it('no upsert where the other key is a generated uuid that the insert leaves out', () => {
    for (const dialect of both) {
      const target = o.onConflictDoNothing(keys.email)
      expect(refusalOf(o.compile(dialect)(pipe(o.insertInto(keys)({ email: 'a' }), target)))).toBe('Right')
      const given = { id: '01890a5d-ac96-774b-bcce-b302099a8057', email: 'a' }
      expect(refusalOf(o.compile(dialect)(pipe(o.insertInto(keys)(given), target)))).toBe(`unsupported: ${several}`)
    }
  })
})

describe('one of them refuses', () => {
  const grouped = o.arrayOf(
    pipe(o.from(other), o.where(o.eq(other.small, t.small)), o.groupBy(other.email), o.select({ email: other.email, n: o.count() })),
  )
  const limited = pipe(o.from(other), o.where(o.eq(other.email, t.email)), o.limit(1), o.select({ id: other.id }))
  it.each([
    ['a swap', o.compile(mysql)(pipe(o.update(t)({ small: t.wide, wide: t.small }), o.everyRow)), 'simultaneous assignment'],
    ['grouped rows', o.compile(mariadb)(pipe(o.from(t), o.select({ id: t.id, grouped }))), 'nesting of grouped or combined rows'],
    ['documents in order', o.compile(mariadb)(pipe(o.from(t), o.where(o.gt(t.doc, { a: 1 })))), 'order of JSON documents'],
    [
      'a cte in a delete',
      o.compile(mariadb)(pipe(o.deleteFrom(t), o.where(o.isIn(t.id, pipe(o.from(named), o.select({ id: named.id })))))),
      'common table expressions in update and delete',
    ],
    [
      'a limit that depends on its parent',
      o.compile(mariadb)(pipe(o.from(t), o.where(o.isIn(t.id, limited)))),
      'limit in the query of isIn that depends on the query around it',
    ],
  ])('%s', (_, made, feature) => {
    expect(refusalOf(made)).toBe(`unsupported: ${feature}`)
  })
})

describe('createTable refuses', () => {
  const lists = o.table('lists', { list: o.array(o.integer()) })
  const partial = o.table('partial', { id: o.integer() }, (c) => [o.index([c.id], { where: o.gt(c.id, 3) })])
  const lowered = o.table('lowered', { name: o.varchar(3) }, (c) => [o.index([o.lower(c.name)])])
  const beside = o.table('beside', { id: o.integer({ generate: 'identity' }), key: o.integer({ primaryKey: true }) })
  it.each([
    ['arrays', lists, [mysql, mariadb, sqlite]],
    ['partial index', partial, [mysql, mariadb]],
    ['index on an expression', lowered, [mariadb]],
    ['identity column beside the primary key', beside, [sqlite]],
  ] as const)('%s', (feature, table, refusing) => {
    for (const dialect of [postgres, mysql, mariadb, sqlite])
      expect(refusalOf(o.schemaSql(dialect)(o.createTable(table)))).toBe(
        (refusing as ReadonlyArray<unknown>).includes(dialect) ? `unsupported: ${feature}` : 'Right',
      )
  })
})
