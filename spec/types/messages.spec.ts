/** The error of a wrong program says its mistake in words, under both compilers that users have. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { tsc, versions, withDeclarations, withFolder, writeProgram } from '../support/typescript.js'

const prelude = `
import { table, integer, varchar, date, decimal, text, uuid, enumeration, mapped, hasMany, related } from 'oxbow/index.js'
import * as q from 'oxbow/index.js'
import { json } from 'oxbow/index.js'
import { z } from 'zod'
import { pipe } from 'oxbow/index.js'
type A = string & { readonly brand: 'A' }
type B = string & { readonly brand: 'B' }
const customers = table('customers', { id: integer({ primaryKey: true, generate: 'identity' }), email: varchar(320), credit: decimal(12, 2), age: integer({ nullable: true }) })
const orders = table('orders', { id: integer({ primaryKey: true }), customerId: integer(), total: decimal(12, 2), note: text({ nullable: true }), status: enumeration(['open', 'paid']) })
const branded = table('branded', { a: mapped(uuid(), (id) => id as A, (id: A) => id), b: mapped(uuid(), (id) => id as B, (id: B) => id) })
const transforming = z.string().transform((text) => text.length)
const days = table('days', { day: date({ nullable: true }) })
const made = table('made', { id: uuid({ primaryKey: true, generate: 'v7' }), a: uuid() })
const self = hasMany(orders, orders, (one, other) => q.eq(one.id, other.customerId))
declare const anything: any
declare const unknownQuery: q.Query<'select', never, { readonly id: typeof customers.id }, string>
declare const plain: q.Dialect<'deleteReturning'>
const open = pipe(q.from(orders), q.where(q.eq(orders.customerId, customers.id)))
`

/** Wrong programs, each with the words its error must have. */
const wrong: Readonly<Record<string, readonly [program: string, words: string]>> = {
  open: ['q.fetchAll(open)', 'customers is used but not joined'],
  unorderedExtreme: ['q.max(branded.a)', 'uuid has no max: not every database has an order of it'],
  hourOfDate: ["q.extract('hour', days.day)", 'a date has no hour'],
  minuteOfDate: ["q.truncate('minute', days.day)", 'a date has no minute'],
  castOfDate: ['q.cast(days.day, q.integer())', 'there is no cast of date to integer'],
  minutesBetweenDates: ["q.dateDiff('minute', days.day, days.day)", 'a date has no minute'],
  openInPipe: ['pipe(open, q.fetchAll)', 'customers is used but not joined'],
  openCompiled: ['q.compile(plain)(open)', 'customers is used but not joined'],
  openDerived: ["pipe(open, q.subquery('d'))", 'customers is used but not joined'],
  openExecuted: ['pipe(q.update(orders)({ customerId: customers.id }), q.everyRow, q.execute)', 'customers is used but not joined'],
  grouping: [
    'pipe(q.from(customers), q.groupBy(customers.email), q.select({ id: customers.id }), q.fetchAll)',
    'customers.id is neither grouped nor aggregated',
  ],
  nothingKnown: ['q.fetchAll(unknownQuery)', 'a step before this one is wrong: nothing is known of the query'],
  nothingKnownInPipe: ['pipe(unknownQuery, q.execute)', 'a step before this one is wrong: nothing is known of the query'],
  nothingKnownCompiled: ['q.compile(plain)(unknownQuery)', 'a step before this one is wrong: nothing is known of the query'],
  openPage: [
    "q.page(pipe(q.from(customers), q.where(q.eq(orders.id, 1)), q.orderBy(customers.id)), { size: 1, secret: 'sixteen bytes or more' })",
    'orders is used but not joined',
  ],
  listOfPredicates: [
    'q.fetchAll(pipe(q.from(orders), q.where(q.and(...([] as ReadonlyArray<q.PredicateOn<typeof customers>>)))))',
    'customers is used but not joined',
  ],
  tupleLengths: [
    'q.eq(q.tuple(orders.id, orders.note), q.tuple(orders.id, orders.note, orders.total))',
    'a tuple of 3 does not compare with a tuple of 2',
  ],
  anyOfText: ['q.eq(orders.id, q.anyOf(pipe(q.from(orders), q.select({ note: orders.note }))))', 'a text does not compare with an integer'],
  anyOfTwo: [
    'q.eq(orders.id, q.anyOf(pipe(q.from(orders), q.select({ a: orders.id, b: orders.id }))))',
    'a query that is one value selects one column',
  ],
  regularExpressions: [
    "q.compile(plain)(pipe(q.from(orders), q.where(q.matches(orders.note, 'x'))))",
    'this dialect has no regularExpressions',
  ],
  where: ['pipe(q.deleteFrom(customers), q.execute)', 'an update or delete needs a where, or everyRow'],
  conditionalWhere: [
    'pipe(q.deleteFrom(customers), q.when(Math.random() > 0, q.where(q.eq(customers.id, 3))), q.execute)',
    'an update or delete needs a where, or everyRow',
  ],
  compiled: ["q.compile(plain)(pipe(q.from(orders), q.where(q.ilike(orders.note, 'x'))))", 'this dialect has no ilike'],
  compiledDeep: [
    "q.compile(plain)(pipe(q.from(customers), q.where(q.exists(pipe(q.from(orders), q.where(q.ilike(orders.note, 'x')))))))",
    'this dialect has no ilike',
  ],
  twice: ['pipe(q.from(customers), q.crossJoin(customers))', 'customers is already in this query: give it another name with as'],
  noReturning: [
    "q.fetchAll(q.insertInto(customers)({ email: 'x', credit: '1' }))",
    'this write has no returning, so it has no rows: use execute',
  ],
  sides: [
    'pipe(q.from(customers), q.select({ a: customers.age }), q.union(pipe(q.from(orders), q.select({ a: orders.total }))))',
    'the two sides differ in a',
  ],
  decimalWithText: ['q.eq(customers.credit, customers.email)', 'a text does not compare with a decimal'],
  textWithInteger: ['q.gt(customers.email, customers.id)', 'an integer does not compare with a text'],
  inQuery: [
    'q.isIn(orders.total, pipe(q.from(customers), q.select({ email: customers.email })))',
    'a text does not compare with a decimal',
  ],
  brands: ['q.eq(branded.a, branded.b)', 'the two sides have no value in common: their brands or members differ'],
  insertKey: ["q.insertInto(customers)({ email: 'a', credit: '1', emial: 3 })", 'emial is not a column of the table'],
  insertKeyInRows: [
    "q.insertInto(customers)([{ email: 'a', credit: '1' }, { email: 'a', credit: '1', emial: 3 }])",
    'emial is not a column of the table',
  ],
  insertKeyOfAny: ["q.insertInto(customers)({ email: 'a', credit: '1', emial: anything })", "'any' is not assignable to type 'never'"],
  insertKeyOfNull: ["q.insertInto(customers)({ email: 'a', credit: '1', emial: null })", "'null' is not assignable to type 'never'"],
  upsertKey: [
    "q.onConflictDoUpdate(customers, customers.email, (excluded) => ({ credit: excluded.credit, emial: 'x' }))",
    'emial is not a column of the table',
  ],
  upsertKeyOfExpression: [
    'q.onConflictDoUpdate(customers, customers.email, (excluded) => ({ emial: excluded.email }), { where: () => q.always })',
    'emial is not a column of the table',
  ],
  insertMissing: ["q.insertInto(customers)({ credit: '1' })", "Property 'email' is missing"],
  updateKey: ["q.update(customers)({ emial: 'a' })", "'emial'"],
  insertFromKey: [
    'pipe(q.from(orders), q.select({ colour: orders.note }), q.insertFrom(customers))',
    'colour is not a column of the table',
  ],
  insertFromMissing: [
    'pipe(q.from(orders), q.select({ credit: orders.total }), q.insertFrom(customers))',
    'email is missing, and has no default',
  ],
  insertFromGenerated: [
    'pipe(q.from(branded), q.select({ a: branded.a }), q.insertFrom(made))',
    'id is missing, and is not generated for the rows of a query',
  ],
  tupleShort: [
    'q.isIn(q.tuple(orders.id, orders.total), pipe(q.from(customers), q.select({ a: customers.id })))',
    'the tuple has 2 items, the query has 1 column',
  ],
  tupleLong: ['q.isIn(q.tuple(orders.id, orders.total), q.from(customers))', 'the tuple has 2 items, the query has 4 columns'],
  tupleColumn: [
    'q.notIn(q.tuple(orders.id, orders.total), pipe(q.from(customers), q.select({ a: customers.id, b: customers.email })))',
    'b compares with nothing in the tuple',
  ],
  tupleItem: [
    'q.isIn(q.tuple(orders.id, orders.note), pipe(q.from(customers), q.select({ a: customers.id, b: customers.credit })))',
    'no column of the query compares with the text in the tuple',
  ],
  tupleNested: [
    'q.isIn(q.tuple(orders.id, orders.note), pipe(q.from(customers), q.select({ a: { b: customers.id }, c: customers.email })))',
    'the columns beside a tuple are expressions, not records of them',
  ],
  insertFromUnfit: [
    'pipe(q.from(orders), q.select({ email: orders.total, credit: orders.total }), q.insertFrom(customers))',
    'email does not fit its column',
  ],
  scalar: ['q.scalarOf(pipe(q.from(orders), q.select({ a: orders.id, b: orders.total })))', 'a query that is one value selects one column'],
  jsonOneWay: ['json(transforming)', 'what the validator gives is nothing that it takes: a value that was read could not be written back'],
  jsonOneWayWithOptions: [
    'json(transforming, { nullable: true })',
    'what the validator gives is nothing that it takes: a value that was read could not be written back',
  ],
  branches: [
    "q.caseWhen([q.branch(q.eq(orders.id, 1), orders.id), { when: q.eq(orders.id, 2), then: 'x' }])",
    'a branch has another type than the first',
  ],
  self: [
    'pipe(q.from(orders), q.where(q.exists(related(self))), q.fetchAll)',
    'orders (give the target another name with as) is used but not joined',
  ],
}

describe.each(versions)('TypeScript %s says', (version) => {
  test('what is wrong', { timeout: 120_000 }, () =>
    withFolder(async (folder) => {
      const settings = await withDeclarations(join(folder, 'oxbow'))
      const names = Object.keys(wrong)
      const files = Object.fromEntries(names.map((name) => [`${name}.ts`, `${prelude}export const wrong = ${wrong[name]?.[0]}\n`]))
      await writeProgram(join(folder, 'program'), files, settings)
      const { output } = await tsc(version, ['-p', join(folder, 'program'), '--pretty', 'false', '--noErrorTruncation'])
      // An error starts with its file; the lines that explain it are indented.
      const said = new Map<string, string>()
      let file = ''
      for (const line of output.split('\n')) {
        file = /(\w+)\.ts\(\d+,\d+\): error/u.exec(line)?.[1] ?? file
        said.set(file, `${said.get(file) ?? ''}${line}\n`)
      }
      for (const name of names)
        expect({ name, said: said.get(name) }).toEqual({ name, said: expect.stringContaining(wrong[name]?.[1] ?? '') })
    }),
  )
})
