import type { ReaderTaskEither } from 'fp-ts/lib/ReaderTaskEither.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { describe, expect, test } from 'vitest'

import {
  applySchema,
  arrayOf,
  count,
  createTable,
  eq,
  execute,
  fetchAll,
  fetchOne,
  fetchOption,
  firstOf,
  forUpdate,
  from,
  ilike,
  insertInto,
  leftJoin,
  mapped,
  pipe,
  returning,
  run,
  runOrThrow,
  select,
  sum,
  table,
  text,
  transaction,
  unionAll,
  update,
  where,
  withDatabase,
} from '../../lib/index.js'
import type { Dialect, Executor, Generators } from '../../lib/index.js'
import { left, right } from '../../lib/internal/either.js'
import { postgres, type PostgresFeature } from '../../lib/postgres/index.js'
import { conflict, connectionError, constraintViolation, recording, sequence, type RecordedAnswer } from '../../lib/testing/index.js'
import { customers, orders, samples, stock, tokens } from '../support/shop.js'

const skus = pipe(from(stock), select({ sku: stock.sku }))
const insertOrder = insertInto(orders)({ customerId: 1, total: '9.50', placedOn: '2026-11-22' })
const taken = constraintViolation('unique', 'it is there already', { constraint: 'stock_pkey' })

/** What a program answers on given answers. */
const answering = <E, A>(program: ReaderTaskEither<Executor<PostgresFeature>, E, A>, ...answers: ReadonlyArray<RecordedAnswer>) =>
  run(recording(postgres, answers))(program)

describe('answers', () => {
  test('are given in order: rows, one row, perhaps a row, affected rows', async () => {
    const database = recording(postgres, [[{ sku: 'a' }, { sku: 'b' }], [{ sku: 'c' }], [], 3, [{ sku: 'd' }]])
    expect(await run(database)(fetchAll(skus))).toEqual(right([{ sku: 'a' }, { sku: 'b' }]))
    expect(await run(database)(fetchOne(skus))).toEqual(right({ sku: 'c' }))
    expect(await run(database)(fetchOption(skus))).toEqual(right({ _tag: 'None' }))
    expect(database.unused()).toBe(2)
    expect(await run(database)(execute(insertOrder))).toEqual(right(3))
    expect(await run(database)(execute(pipe(insertInto(stock)({ sku: 'd', amount: 1 }), returning({ sku: stock.sku }))))).toEqual(right(1))
    expect(database.unused()).toBe(0)
  })

  test('are given by a function of the statement', async () => {
    const database = recording(postgres, ({ sql, params }, index) => (sql.startsWith('insert') ? params.length : [{ sku: `${index}` }]))
    expect(await run(database)(execute(insertOrder))).toEqual(right(3))
    expect(await run(database)(fetchAll(skus))).toEqual(right([{ sku: '1' }]))
    expect(database.unused()).toBe(0)
  })

  test('may be errors', async () => {
    expect(await answering(fetchAll(skus), taken)).toEqual(left(taken))
  })

  test('reach the program as they are: dates, decimals, documents, custom types', async () => {
    const query = pipe(from(samples), select({ moment: samples.moment, money: samples.money, doc: samples.doc, big: samples.big }))
    const row = { moment: new Date(0), money: '1.50', doc: { a: [1] }, big: 9007199254740993n }
    const [got] = await runOrThrow(recording(postgres, [[row]]))(fetchAll(query))
    expect(got).toBe(row)
    const words = table('words', {
      list: mapped(
        text(),
        (value) => value.split(' '),
        (list: ReadonlyArray<string>) => list.join(' '),
      ),
    })
    expect(await answering(fetchAll(from(words)), [{ list: ['a', 'b'] }])).toEqual(right([{ list: ['a', 'b'] }]))
  })
})

describe('what is recorded', () => {
  test('is every statement in order, with what was bound', async () => {
    const database = recording(postgres, [1, [{ sku: 'a' }]])
    const program = transaction({ isolation: 'serializable' })(
      pipe(
        execute(insertOrder),
        RTE.chain(() => transaction()(fetchAll(skus))),
      ),
    )
    expect(await run(database)(program)).toEqual(right([{ sku: 'a' }]))
    expect(database.recorded.map(({ sql }) => sql)).toEqual([
      'begin isolation level serializable',
      database.recorded[1]?.sql,
      'savepoint oxbow_1',
      'select "stock"."sku" from "stock"',
      'release savepoint oxbow_1',
      'commit',
    ])
    expect(database.recorded[1]).toEqual({
      sql: 'insert into "orders" ("customerId", "total", "placedOn") values ($1, $2, $3)',
      params: [1, '9.50', '2026-11-22'],
    })
    expect(database.log()[1]).toBe(`insert into "orders" ("customerId", "total", "placedOn") values (1, '9.50', '2026-11-22')`)
  })

  test('shows that a failing program is rolled back', async () => {
    const database = recording(postgres, [1, taken])
    const program = transaction()(
      pipe(
        execute(insertOrder),
        RTE.chain(() => execute(insertInto(stock)({ sku: 'a', amount: 1 }))),
      ),
    )
    expect(await run(database)(program)).toEqual(left(taken))
    expect(database.recorded.map(({ sql }) => sql.split(' ')[0])).toEqual(['begin', 'insert', 'insert', 'rollback'])
  })

  test('shows nothing after a lost connection, and the next program has a new one', async () => {
    const lost = connectionError('lost', 'it is gone', { sent: true })
    const database = recording(postgres, [lost, 1])
    expect(await run(database)(transaction()(execute(insertOrder)))).toEqual(left(lost))
    expect(await run(database)(transaction()(execute(insertOrder)))).toEqual(right(1))
    expect(database.recorded.map(({ sql }) => sql.split(' ')[0])).toEqual(['begin', 'insert', 'begin', 'insert', 'commit'])
  })

  test('a function can let COMMIT fail', async () => {
    const late = conflict('serialization', 'too late')
    const database = recording(postgres, ({ sql }) => (sql === 'commit' ? late : sql.startsWith('insert') ? 1 : undefined))
    expect(await run(database)(transaction()(execute(insertOrder)))).toEqual(left(late))
    expect(database.log().at(-1)).toBe('rollback')
  })

  test('changes of the schema take no answer of a list', async () => {
    const database = recording(postgres, [[]])
    await runOrThrow(database)(
      pipe(
        applySchema(createTable(tokens)),
        RTE.chain(() => fetchAll(skus)),
      ),
    )
    expect(database.recorded.map(({ sql }) => sql.split(' ')[0])).toEqual(['create', 'select'])
  })

  test('counts uuids, or takes the generators it is given', async () => {
    const bound = async (...generators: ReadonlyArray<Generators>) => {
      const database = recording(postgres, [2], generators[0])
      await runOrThrow(database)(execute(insertInto(tokens)([{}, {}])))
      return database.recorded[0]?.params
    }
    const counted = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
    expect(await bound()).toEqual(counted)
    expect(await bound()).toEqual(counted)
    expect(await bound(sequence(0xff))).toEqual(['00000000-0000-7000-8000-0000000000ff', '00000000-0000-7000-8000-000000000100'])
    expect(sequence().v4()).toBe('00000000-0000-4000-8000-000000000001')
  })

  test('it is a database like others', async () => {
    const database = recording(postgres, [[]])
    expect(await withDatabase(() => Promise.resolve(right(database)))(fetchAll(skus))()).toEqual(right([]))
    expect(database.figures()).toEqual({ used: 0, free: 1, waiting: 0 })
  })
})

describe('answers that cannot be are told by an error that is thrown', () => {
  const shape = pipe(
    from(customers),
    leftJoin(orders, eq(orders.customerId, customers.id)),
    select({
      email: customers.email,
      order: orders,
      tags: arrayOf(pipe(from(stock), select({ sku: stock.sku }))),
      best: firstOf(pipe(from(stock), select({ sku: stock.sku }))),
    }),
  )
  const order = { id: 1, customerId: 1, status: 'open', total: '1.00', note: null, placedOn: '2026-11-22', paidAt: null }
  const good = { email: 'a@b.c', order, tags: [{ sku: 'a' }], best: null }

  test('those of every shape that can be pass', async () => {
    const rows = [good, { ...good, order: null, tags: [], best: { sku: 'b' } }]
    expect(await answering(fetchAll(shape), rows)).toEqual(right(rows))
    expect(await answering(fetchAll(pipe(from(stock), select(stock.sku))), ['a'])).toEqual(right(['a']))
    expect(await answering(fetchAll(pipe(skus, unionAll(skus))), [{ sku: 'a' }])).toEqual(right([{ sku: 'a' }]))
  })

  test.for<[string, unknown, string]>([
    ['a missing column', { ...good, email: undefined }, 'row[0].email is missing'],
    ['a missing column of a nested row', { ...good, tags: [{}] }, 'row[0].tags[0].sku is missing'],
    ['a column too many', { ...good, mail: 'a' }, 'row[0].mail is not a column of the query: it gives email, order, tags, best'],
    ['a value of another type', { ...good, email: 1 }, 'row[0].email: expected a string, got a number'],
    [
      'a value its column cannot have',
      { ...good, order: { ...order, status: 'lost' } },
      "row[0].order.status: expected one of 'open', 'paid', 'sent'",
    ],
    ['no record', 'a', 'row[0] must be an object with email, order, tags, best'],
    ['null where no row can be absent', null, 'row[0] must be an object with email, order, tags, best'],
    ['no array', { ...good, tags: { sku: 'a' } }, 'row[0].tags must be an array of rows'],
    ['a wrong first row', { ...good, best: { sku: 2 } }, 'row[0].best.sku: expected a string, got a number'],
    ['no row', undefined, 'row[0] is undefined'],
  ])('%s', async ([, wrong, message]) => {
    await expect(answering(fetchAll(shape), [wrong])).rejects.toThrow(`the answer to statement 1: ${message}\nselect "customers"."email"`)
  })

  test('a computed text may be longer than its column, and is still a text', async () => {
    const totals = pipe(from(orders), select({ total: sum(orders.total), n: count() }))
    expect(await answering(fetchAll(totals), [{ total: '1234567890123456.78', n: 1 }])).toMatchObject({ _tag: 'Right' })
    await expect(answering(fetchAll(totals), [{ total: 1, n: 1 }])).rejects.toThrow('row[0].total: expected')
    await expect(answering(fetchAll(totals), [{ total: '1', n: '1' }])).rejects.toThrow('row[0].n: expected a number, got a string')
  })

  test('no answer, or one of the wrong kind', async () => {
    await expect(answering(fetchAll(skus))).rejects.toThrow(
      'the answer to statement 1: there is no answer for it\nselect "stock"."sku" from "stock"',
    )
    await expect(answering(fetchAll(skus), 1)).rejects.toThrow('it gives rows: answer it with a list of rows, not a number')
    await expect(answering(execute(insertOrder), [])).rejects.toThrow('it gives no rows: answer it with the number of rows it wrote')
  })

  test('inside a transaction too, which is rolled back', async () => {
    const database = recording(postgres)
    await expect(run(database)(transaction()(fetchAll(skus)))).rejects.toThrow('there is no answer for it')
    expect(database.log().at(-1)).toBe('rollback')
  })
})

test('a program that needs what the dialect lacks is a type error', async () => {
  const reduced: Dialect<'insertReturning'> = postgres
  const found = fetchAll(pipe(skus, where(ilike(stock.sku, 'a%'))))
  // @ts-expect-error -- the dialect has no ilike
  await run(recording(reduced, [[]]))(found)
  expect(await run(recording(postgres, [[]]))(found)).toEqual(right([]))
  // @ts-expect-error -- a lock needs a transaction
  await run(recording(postgres, [[]]))(fetchAll(pipe(skus, forUpdate)))
  await run(recording(postgres, [[]]))(transaction()(fetchAll(pipe(skus, forUpdate))))
  // @ts-expect-error -- an update needs a where
  await run(recording(postgres, [1]))(execute(update(stock)({ amount: 1 })))
})
