/** Scopes on every engine: what a program answers is what the database holds. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  add,
  applySchema,
  arrayOf,
  as,
  createTable,
  deleteFrom,
  eq,
  everyRow,
  type Executor,
  execute,
  fetchAll,
  fetchOne,
  fetchOption,
  from,
  gt,
  insertInto,
  integer,
  json,
  literal,
  mapped,
  orderBy,
  pipe,
  run,
  runOrThrow,
  select,
  sql,
  table,
  text,
  transaction,
  type TransactionOptions,
  update,
  varchar,
  where,
} from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import type { OxbowError } from '../../lib/run/errors.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const t = table('scopes', { id: integer({ primaryKey: true }), v: varchar(20, { nullable: true }) })

const other = pipe(t, as('other'))

type Program<A = unknown> = RTE.ReaderTaskEither<Executor, OxbowError, A>

const put = (id: number, v: string | null = null): Program => execute(insertInto(t)({ id, v }))
const ids: Program<ReadonlyArray<number>> = pipe(
  fetchAll(pipe(from(t), orderBy(t.id), select({ id: t.id }))),
  RTE.map((rows) => rows.map((row) => row.id)),
)
const inTransaction = (program: Program, options?: TransactionOptions): Program => transaction(options)(program)
const then =
  (next: Program) =>
  (program: Program): Program =>
    pipe(
      program,
      RTE.chain(() => next),
    )
const fail: Program = RTE.left({ _tag: 'NotFound', message: 'on purpose', sql: undefined, cause: undefined })
const swallow = (program: Program): Program =>
  pipe(
    program,
    RTE.orElse(() => RTE.of(undefined) as Program),
  )

describeEngines((engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await runOrThrow(own.database)(applySchema(createTable(t)))
  })
  beforeEach(() => runOrThrow(own.database)(execute(pipe(deleteFrom(t), everyRow))))
  afterAll(() => own?.drop())

  const runIt = <A>(program: Program<A>) => run(own.database)(program)
  const held = () => runOrThrow(own.database)(ids)
  const used = () => own.database.figures().used

  describe('a transaction', () => {
    it('commits what a Right program did', async () => {
      expect(await runIt(inTransaction(pipe(put(1), then(put(2)), then(ids))))).toEqual({ _tag: 'Right', right: [1, 2] })
      expect(await held()).toEqual([1, 2])
      expect(used()).toBe(0)
    })

    it('undoes what a Left program did, and answers its Left', async () => {
      expect(await runIt(inTransaction(pipe(put(1), then(fail))))).toMatchObject({ _tag: 'Left', left: { message: 'on purpose' } })
      expect(await held()).toEqual([])
      expect(used()).toBe(0)
    })

    it('undoes what a program did that throws, against its type', async () => {
      const thrown: Program = () => () => Promise.reject(new Error('thrown'))
      await expect(runIt(inTransaction(pipe(put(1), then(thrown))))).rejects.toThrow('thrown')
      expect(await held()).toEqual([])
      expect(used()).toBe(0)
    })

    it('sees its own rows, which others do not', async () => {
      if (engine.name === 'sqlite') return
      const outside: Array<ReadonlyArray<number>> = []
      const look: Program = () => async () => {
        outside.push(await held())
        return { _tag: 'Right', right: undefined }
      }
      expect(await runIt(inTransaction(pipe(put(1), then(look), then(ids))))).toEqual({ _tag: 'Right', right: [1] })
      expect(outside).toEqual([[]])
    })

    it.each(['readCommitted', 'repeatableRead', 'serializable'] as const)('runs at %s', async (isolation) => {
      expect(isLeft(await runIt(inTransaction(put(1), { isolation })))).toBe(false)
      expect(await held()).toEqual([1])
    })

    it('writes nothing where it is read-only, and those after it do', async () => {
      await runOrThrow(own.database)(put(1))
      expect(await runIt(inTransaction(ids, { access: 'readOnly' }))).toEqual({ _tag: 'Right', right: [1] })
      const codes = { postgres: '25006', mysql: '1792', mariadb: '1792', sqlite: 'SQLITE_READONLY' }
      for (const write of [put(2), inTransaction(put(2))]) {
        expect(await runIt(inTransaction(write, { access: 'readOnly' }))).toMatchObject({
          _tag: 'Left',
          left: { _tag: 'QueryError', code: codes[engine.name] },
        })
      }
      await runOrThrow(own.database)(put(3))
      expect(await held()).toEqual([1, 3])
    })

    it('runs its statements in the order in which the program started them', async () => {
      const answers: Array<unknown> = []
      const both: Program = (env) => async () => {
        const started = [put(1), execute(pipe(update(t)({ id: add(t.id, 10) }), where(gt(t.id, 0)))), ids].map((program) =>
          (program as Program)(env)(),
        )
        answers.push(...(await Promise.all(started)))
        return { _tag: 'Right', right: undefined }
      }
      await runIt(inTransaction(both))
      expect(answers).toEqual([1, 1, [11]].map((right) => ({ _tag: 'Right', right })))
    })

    it('waits for what the program started and did not wait for', async () => {
      const careless: Program = (env) => () => {
        void put(1)(env)()
        return Promise.resolve({ _tag: 'Right', right: undefined })
      }
      expect(isLeft(await runIt(inTransaction(careless)))).toBe(false)
      expect(await held()).toEqual([1])
    })

    it('sends nothing more when it has ended', async () => {
      const kept: Array<Executor> = []
      const keep: Program = (env) => () => Promise.resolve({ _tag: 'Right', right: kept.push(env) })
      await runIt(inTransaction(pipe(keep, then(inTransaction(keep)))))
      const useThem: Program = () => async () => {
        for (const env of kept)
          for (const late of [put(1), inTransaction(put(2))])
            expect(await late(env)()).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionError', reason: 'closed', sent: false } })
        return { _tag: 'Right', right: undefined }
      }
      expect(isLeft(await runIt(inTransaction(pipe(useThem, then(put(3))))))).toBe(false)
      expect(await held()).toEqual([3])
      expect(kept).toHaveLength(2)
    })

    it('does not reach the pool from inside', async () => {
      const pools: Array<unknown> = []
      const look: Program = (env) => () => {
        pools.push(env.pool)
        return Promise.resolve({ _tag: 'Right', right: undefined })
      }
      await runIt(inTransaction(pipe(look, then(inTransaction(look)))))
      expect(pools).toEqual([undefined, undefined])
    })

    it('answers what stopped it, and reports success only of what was committed', async () => {
      const result = await runIt(inTransaction(pipe(put(1), then(swallow(put(1))), then(swallow(put(2))))))
      expect(await held()).toEqual(isLeft(result) ? [] : [1, 2])
      expect(isLeft(result) ? result.left : { _tag: 'ConstraintViolation', kind: 'unique' }).toMatchObject({
        _tag: 'ConstraintViolation',
        kind: 'unique',
      })
      expect(used()).toBe(0)
    })

    it('goes on after an error that a savepoint took', async () => {
      const result = await runIt(inTransaction(pipe(put(1), then(swallow(inTransaction(put(1)))), then(put(2)))))
      expect(isLeft(result)).toBe(false)
      expect(await held()).toEqual([1, 2])
    })
  })

  describe('a transaction in a transaction', () => {
    it('commits with the outer one', async () => {
      expect(isLeft(await runIt(inTransaction(pipe(put(1), then(inTransaction(put(2))), then(put(3))))))).toBe(false)
      expect(await held()).toEqual([1, 2, 3])
    })

    it('is undone alone', async () => {
      const inner = inTransaction(pipe(put(2), then(fail)))
      expect(isLeft(await runIt(inTransaction(pipe(put(1), then(swallow(inner)), then(put(3))))))).toBe(false)
      expect(await held()).toEqual([1, 3])
    })

    it('is undone with the outer one', async () => {
      expect(isLeft(await runIt(inTransaction(pipe(put(1), then(inTransaction(put(2))), then(fail)))))).toBe(true)
      expect(await held()).toEqual([])
    })

    it('goes three deep', async () => {
      const deepest = inTransaction(pipe(put(3), then(fail)))
      const deeper = inTransaction(pipe(put(2), then(swallow(deepest)), then(put(4))))
      expect(isLeft(await runIt(inTransaction(pipe(put(1), then(deeper)))))).toBe(false)
      expect(await held()).toEqual([1, 2, 4])
    })

    it('does not overlap its siblings, which the program started at once', async () => {
      const sibling = (id: number, end: Program): Program => swallow(inTransaction(pipe(put(id), then(put(id + 10)), then(end))))
      const siblings = pipe(
        RTE.Do,
        RTE.apS('a', sibling(1, RTE.of(undefined) as Program)),
        RTE.apS('b', sibling(2, fail)),
        RTE.apS('c', sibling(3, RTE.of(undefined) as Program)),
        RTE.apS('d', put(9)),
      )
      expect(isLeft(await runIt(inTransaction(siblings)))).toBe(false)
      expect(await held()).toEqual([1, 3, 9, 11, 13])
      expect(used()).toBe(0)
    })

    it('takes no options', async () => {
      const result = await runIt(inTransaction(inTransaction(put(1), { isolation: 'serializable' })))
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionError', reason: 'configuration' } })
      expect(await held()).toEqual([])
    })
  })

  it('begins no transaction without a pool', async () => {
    const result = await inTransaction(put(1))({ ...own.database, pool: undefined })()
    expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'ConnectionError', reason: 'closed' } })
  })

  it('runs transactions at once without mixing them', async () => {
    const each = Array.from({ length: 8 }, (_, index) => inTransaction(pipe(put(index), then(index % 2 === 0 ? put(index + 100) : fail))))
    await Promise.all(each.map((program) => runIt(program)))
    expect(await held()).toEqual([0, 2, 4, 6, 100, 102, 104, 106])
    expect(used()).toBe(0)
  })

  describe('what a program fetches', () => {
    beforeEach(() => runOrThrow(own.database)(pipe(put(1, 'a'), then(put(2, 'b')))))
    const rowOf = (id: number) => pipe(from(t), where(eq(t.id, id)))

    it('is one row, or NotFound, or TooManyRows, with the SQL', async () => {
      expect(await runIt(fetchOne(rowOf(1)))).toEqual({ _tag: 'Right', right: { id: 1, v: 'a' } })
      expect(await runIt(fetchOne(rowOf(9)))).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'NotFound', sql: expect.stringContaining('select') },
      })
      expect(await runIt(fetchOne(from(t)))).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'TooManyRows', sql: expect.stringContaining('select') },
      })
    })

    it('is an Option, or TooManyRows', async () => {
      expect(await runIt(fetchOption(rowOf(1)))).toEqual({ _tag: 'Right', right: { _tag: 'Some', value: { id: 1, v: 'a' } } })
      expect(await runIt(fetchOption(rowOf(9)))).toEqual({ _tag: 'Right', right: { _tag: 'None' } })
      expect(await runIt(fetchOption(from(t)))).toMatchObject({ _tag: 'Left', left: { _tag: 'TooManyRows' } })
    })

    it('is a DecodeError with the place of a value that its type does not have', async () => {
      const picky = mapped(
        text(),
        (value) => {
          if (value === 'b') throw new Error('no b, please')
          return value
        },
        (value: string) => value,
      )
      const v = sql(picky)`${t.v}`
      expect(await runIt(fetchAll(pipe(from(t), orderBy(t.id), select({ it: { v } }))))).toMatchObject({
        _tag: 'Left',
        left: {
          _tag: 'DecodeError',
          path: [1, 'it', 'v'],
          message: expect.stringContaining('no b, please'),
          sql: expect.stringContaining('select'),
        },
      })
      const one = pipe(
        from(t),
        where(eq(t.id, 1)),
        select({ all: arrayOf(pipe(from(other), orderBy(other.id), select({ v: sql(picky)`${other.v}` }))) }),
      )
      expect(await runIt(fetchAll(one) as never)).toMatchObject({ _tag: 'Left', left: { _tag: 'DecodeError', path: [0, 'all', 1, 'v'] } })
    })

    it('is a DecodeError where a validator refuses what is stored', async () => {
      const validator = {
        '~standard': {
          version: 1,
          vendor: 'spec',
          validate: (value: unknown) => (value === 'fine' ? { value } : { issues: [{ message: 'not fine' }] }),
        },
      } as const
      const strict = json(validator)
      const query = pipe(from(t), where(eq(t.id, 1)), select({ v: sql(strict)`${literal({ a: 1 }, json())}` }))
      expect(await runIt(fetchOne(query))).toMatchObject({
        _tag: 'Left',
        left: { _tag: 'DecodeError', message: expect.stringContaining('not fine'), path: [0, 'v'] },
      })
    })

    it('is the error of a query that does not compile', async () => {
      const wrong = pipe(from(t), select({})) as never
      for (const program of [fetchAll(wrong), fetchOne(wrong), fetchOption(wrong), execute(wrong)] as ReadonlyArray<Program>)
        expect(await runIt(program)).toMatchObject({ _tag: 'Left', left: { _tag: 'CompileError', reason: 'malformed' } })
    })

    it('is the error of a statement that the database refuses', async () => {
      const wrong = pipe(from(table('no_such_table', { id: integer() })))
      for (const program of [fetchAll(wrong), fetchOne(wrong), fetchOption(wrong), execute(wrong)] as ReadonlyArray<Program>)
        expect(await runIt(program)).toMatchObject({
          _tag: 'Left',
          left: { _tag: 'QueryError', sql: expect.stringContaining('no_such_table') },
        })
    })
  })
})
