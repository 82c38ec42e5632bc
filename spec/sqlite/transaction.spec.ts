/** Read-only transactions: the ban on writing is of the one connection, and must end with the scope that asked for it. */
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import {
  applySchema,
  createTable,
  type Database,
  deleteFrom,
  dropTable,
  eq,
  everyRow,
  execute,
  type Executor,
  fetchAll,
  from,
  insertInto,
  integer,
  type OxbowError,
  pipe,
  runOrThrow,
  select,
  table,
  transaction,
  update,
  where,
} from '../../lib/index.js'
import { type Either, isLeft, left, right } from '../../lib/internal/either.js'
import { connect, type SqliteConfig } from '../../lib/sqlite/index.js'
import { newDirectory, rightOf } from './helpers.js'

const t = table('t', { id: integer({ primaryKey: true }) })

type Program = (env: Executor) => () => Promise<Either<OxbowError, unknown>>

const add = (id: number): Program => execute(insertInto(t)({ id }))
const all = fetchAll(pipe(from(t), select({ id: t.id })))
const reading = (program: Program): Program => transaction({ access: 'readOnly' })(program as never) as Program

const refusal = { _tag: 'Left', left: { _tag: 'QueryError', code: 'SQLITE_READONLY' } }

const open = async (config: SqliteConfig = {}): Promise<Database> => {
  const database = rightOf(await connect(config)())
  onTestFinished(async () => void (await database.close()))
  await runOrThrow(database)(applySchema(createTable(t)))
  return database
}

const ids = async (database: Database): Promise<ReadonlyArray<number>> => (await runOrThrow(database)(all)).map(({ id }) => id)

it('reads', async () => {
  const database = await open()
  await add(1)(database)()
  expect(await reading(all)(database)()).toEqual(right([{ id: 1 }]))
})

it.each([
  ['an insert, prepared before', add(1)],
  ['an update of no row', execute(pipe(update(t)({ id: 2 }), where(eq(t.id, 99))))],
  ['a delete', execute(pipe(deleteFrom(t), everyRow))],
  ['a statement that changes the schema', applySchema(dropTable(t))],
  ['a write in a savepoint', transaction()(add(2) as never) as Program],
] as ReadonlyArray<readonly [string, Program]>)('refuses %s, and reads on', async (_name, write) => {
  const database = await open()
  await add(1)(database)()
  const answers: Array<unknown> = []
  const both: Program = (env) => async () => {
    answers.push(await write(env)())
    return all(env)()
  }
  expect(await reading(both)(database)()).toEqual(right([{ id: 1 }]))
  expect(answers).toMatchObject([refusal])
})

const stopped: Program = () => async () => left({ _tag: 'NotFound', message: 'on purpose', sql: undefined, cause: undefined })

const thrown: Program = () => async () => {
  throw new Error('against its type')
}

it.each([
  ['is committed', all],
  ['is rolled back', stopped],
  ['is rolled back for a write', add(1)],
  ['throws', thrown],
] as ReadonlyArray<readonly [string, Program]>)(
  'keeps nobody from writing when it %s: those who wait for it, and later ones',
  async (_name, program) => {
    const database = await open({ file: join(await newDirectory(), 'a.db') })
    const ended = reading(program)(database)().catch(() => undefined)
    const waiting = [add(1)(database)(), (transaction()(add(2) as never) as Program)(database)()]
    expect(database.figures()).toMatchObject({ used: 1, waiting: 2 })
    for (const write of waiting) expect(await write).toEqual(right(1))
    await ended
    expect(await add(3)(database)()).toEqual(right(1))
    expect(await ids(database)).toEqual([1, 2, 3])
  },
)

it('keeps nobody from writing when it cannot begin', async () => {
  const database = await open()
  const connection = rightOf(await database.pool.acquire())
  rightOf(await connection.query({ sql: 'pragma query_only = on', params: [], prepare: false, int64: false }))
  await database.pool.release(connection, 'destroy')
  expect(isLeft(await add(1)(database)())).toBe(false)
})
