/** The rows of the shop, and a database that holds them. */
import { randomBytes } from 'node:crypto'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import {
  type AnyQuery,
  applySchema,
  createTable,
  createView,
  type Database,
  execute,
  type Executor,
  insertInto,
  pipe,
  refreshView,
  runOrThrow,
  type Feature,
} from '../../lib/index.js'
import { type Either, isLeft } from '../../lib/internal/either.js'
import * as mysql from '../../lib/mysql/index.js'
import * as postgres from '../../lib/postgres/index.js'
import type { OxbowError } from '../../lib/run/errors.js'
import * as sqlite from '../../lib/sqlite/index.js'
import { sqlSource } from './sql.js'
import type { RunningEngine } from './engines.js'
import {
  archive,
  board,
  customers,
  debtors,
  employees,
  hostile,
  items,
  bookings,
  lists,
  orders,
  people,
  samples,
  shopTables,
  stock,
  tags,
} from './shop.js'

const at = (text: string): Date => new Date(text)

// Identities count from 1 on every database, in the order of the rows.
export const shopRows: ReadonlyArray<AnyQuery> = [
  insertInto(customers)([
    { email: 'ada@example.org', name: 'Ada', age: 36, credit: '10.50', createdAt: at('2026-01-01T00:00:00.000Z') },
    { email: 'bob@example.org', name: 'Bob', age: 44, credit: '0.00', createdAt: at('2026-01-02T00:00:00.000Z') },
    { email: 'cy@example.org', name: 'Cy', age: null, credit: '250.00', active: false, createdAt: at('2026-01-03T12:30:00.123Z') },
    { email: 'dee@example.com', name: 'Ada', age: 17, credit: '0.00', createdAt: at('2026-02-28T23:59:59.999Z') },
  ]),
  insertInto(orders)([
    {
      customerId: 1,
      status: 'paid',
      total: '120.00',
      note: '100% off_ now',
      placedOn: '2026-01-31',
      paidAt: at('2026-01-31T10:00:00.000Z'),
    },
    { customerId: 1, status: 'open', total: '9.99', placedOn: '2026-02-28' },
    { customerId: 2, status: 'sent', total: '50.00', note: 'a\\b', placedOn: '2024-02-29', paidAt: at('2024-03-01T00:00:00.000Z') },
    { customerId: 2, status: 'paid', total: '50.00', placedOn: '2025-12-29', paidAt: at('2025-12-29T23:59:59.999Z') },
    { customerId: 3, total: '0.01', note: 'none', placedOn: '2026-02-01' },
  ]),
  insertInto(items)([
    { orderId: 1, line: 1, sku: 'pen', quantity: 3, price: '1.20' },
    { orderId: 1, line: 2, sku: 'ink', quantity: 1, price: '4.50' },
    { orderId: 2, line: 1, sku: 'pen', quantity: 1, price: '1.20' },
    { orderId: 3, line: 1, sku: 'cap', quantity: 10, price: '0.30' },
    { orderId: 3, line: 2, sku: 'pen', quantity: 2, price: '1.10' },
  ]),
  insertInto(tags)([
    { orderId: 1, label: 'Zoo' },
    { orderId: 1, label: 'apple' },
    { orderId: 2, label: null },
    { orderId: null, label: 'ähre' },
    { orderId: null, label: '  pad ' },
  ]),
  insertInto(employees)([
    { id: 1, name: 'René', managerId: null, salary: 9007199254740993n, rating: 4.5 },
    { id: 2, name: 'rené', managerId: 1, salary: 100n, rating: null },
    { id: 3, name: 'Ada', managerId: 1, salary: 50n, rating: 0.1 },
    { id: 4, name: '𝒳yz', managerId: 2, salary: -7n, rating: 0.001 },
  ]),
  insertInto(stock)([
    { sku: 'pen', amount: 5, reserved: 2 },
    { sku: 'Pen', amount: 1 },
    { sku: 'ink', amount: 0, note: 'low' },
    { sku: 'cap', amount: 7, reserved: 1, note: 'x' },
  ]),
  insertInto(hostile)([
    { select: 7, 'x.y': 'x', 'ключ ☃': 1 },
    { select: 8, 'x.y': "y'" },
  ]),
  insertInto(archive)([{ id: 3, total: '1.00', note: 'was' }]),
  insertInto(samples)([
    {
      id: 1,
      small: 7,
      whole: 42,
      big: 9007199254740993n,
      money: '12.30',
      huge: '1234567890123456789012345678.0123456789',
      single: 0.5,
      float: 0.1,
      flag: true,
      words: 'words',
      short: 'short',
      code: 'abc',
      mood: 'good',
      key: '01890a5d-ac96-774b-bcce-b302099a8057',
      doc: { a: [1, 'two', null] },
      day: '2024-02-29',
      clock: '23:59:59.999',
      clock6: '23:59:59.999999',
      local: '2024-02-29 12:30:00.500',
      local6: '2024-02-29 12:30:00.123456',
      moment: at('2024-02-29T12:30:00.123Z'),
      moment6: '2024-02-29T12:30:00.123456Z',
      blob: Uint8Array.of(0, 255, 39, 92),
    },
    {
      id: 2,
      single: 0.25,
      day: '1969-12-31',
      local: '1969-12-31 23:59:59.999',
      moment: at('1969-12-31T23:59:59.999Z'),
      moment6: '1969-12-31T23:59:59.999999Z',
    },
    { id: 3 },
    { id: 4, single: 0.25, day: '2021-01-03', local: '2021-01-03 00:00:00.000', moment: at('2021-01-03T00:00:00.000Z') },
    { id: 5, day: '2026-12-31', local: '2026-12-31 23:59:59.500', moment: at('2026-12-31T23:59:59.500Z') },
  ]),
]

/** A database of its own on an engine. */
export interface OwnDatabase {
  readonly database: Database<Feature>
  readonly drop: () => Promise<void>
}

const connects = { sqlite: sqlite.connect, postgres: postgres.connect, mariadb: mysql.connectMariadb, mysql: mysql.connect } as const

export const open = async (engine: RunningEngine, url: string = engine.url): Promise<Database<Feature>> => {
  const opened: Either<OxbowError, unknown> = await connects[engine.name](url)()
  if (isLeft(opened)) throw opened.left
  // The refusals of a dialect are asserted, so its missing features must not be type errors here.
  return opened.right as Database<Feature>
}

const named = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** Text in the order of code points, which the collation of a database decides. */
const collation = { postgres: ` template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`, mariadb: '', mysql: '' } as const

/** A fresh database, so that spec files that run at once do not meet in it. */
export const openOwn = async (engine: RunningEngine): Promise<OwnDatabase> => {
  if (engine.name === 'sqlite') {
    const database = await open(engine)
    return { database, drop: async () => void (await database.close()) }
  }
  const home = await open(engine)
  const name = `oxbow_own_${randomBytes(6).toString('hex')}`
  await runOrThrow(home)(sqlSource(`create database ${name}${collation[engine.name]}`))
  const database = await open(engine, named(engine.url, name))
  return {
    database,
    drop: async () => {
      await database.close()
      await runOrThrow(home)(sqlSource(`drop database ${name}`))
      await home.close()
    },
  }
}

type Program = RTE.ReaderTaskEither<Executor, OxbowError, unknown>

const executeAny = execute as unknown as (query: AnyQuery) => Program

const inSequence = (programs: ReadonlyArray<Program>): Program =>
  programs.reduce(
    (before, next) =>
      pipe(
        before,
        RTE.chain(() => next),
      ),
    RTE.of(undefined) as Program,
  )

/** How a schema of SQL is made in a database; a schema of MySQL is a database for everybody. */
export const makesSchema = {
  postgres: 'create schema staff',
  sqlite: `attach ':memory:' as staff`,
  mariadb: undefined,
  mysql: undefined,
} as const

/** A database of its own with the shop in it: `staff.people` where schemas can be had, `lists` where arrays can. */
export const openShop = async (engine: RunningEngine): Promise<OwnDatabase> => {
  const own = await openOwn(engine)
  const schema = makesSchema[engine.name]
  await runOrThrow(own.database)(
    inSequence([
      applySchema(...shopTables.map((table) => createTable(table)), createView(debtors)),
      ...shopRows.map((rows) => executeAny(rows)),
      ...(schema === undefined
        ? []
        : [
            sqlSource(schema),
            applySchema(createTable(people)),
            execute(insertInto(people)([{ firstName: 'Marie', lastName: 'Curie' }, { firstName: 'Ada' }])),
          ]),
      ...(own.database.dialect.supports.materializedViews === undefined
        ? []
        : [applySchema(createView(board)), applySchema(refreshView(board))]),
      ...(own.database.dialect.supports.conflictIndex === undefined
        ? []
        : [
            applySchema(createTable(bookings)),
            execute(
              insertInto(bookings)([
                { id: 1, seat: 'A1', state: 'closed', guest: 'Ada' },
                { id: 2, seat: 'A1', state: 'open', guest: 'Grace' },
              ]),
            ),
          ]),
      ...(own.database.dialect.supports.arrays === undefined
        ? []
        : [
            applySchema(createTable(lists)),
            execute(
              insertInto(lists)([
                { id: 1, numbers: [1, 2], words: ['a', 'NULL', 'x,"y\\', ''] },
                { id: 2, numbers: [] },
              ]),
            ),
          ]),
    ]),
  )
  return own
}
