/** Transactions on MySQL and MariaDB: what begins one, and what a deadlock leaves of it. */
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { describe, expect, it } from 'vitest'
import { eq, execute, fetchAll, from, insertInto, integer, orderBy, pipe, run, table, transaction, update, where } from '../../lib/index.js'
import { mysql } from '../../lib/mysql/index.js'
import { conflict, queryError } from '../../lib/run/errors.js'
import { transactionOf } from '../../lib/render/transaction.js'
import { describeEngines } from '../support/engines.js'
import { sqlSource } from '../support/sql.js'
import { bench, both } from './support.js'

const statements = transactionOf(mysql)

describe('the statements', () => {
  it('set the level of the next transaction, then start it', () => {
    expect(statements.begin({})).toEqual(['start transaction'])
    expect(statements.begin({ isolation: 'readCommitted', access: 'readOnly', deferrable: false })).toEqual([
      'set transaction isolation level read committed',
      'start transaction read only',
    ])
    expect(statements.begin({ access: 'readWrite' })).toEqual(['start transaction read write'])
    expect(statements.begin({ deferrable: true })).toEqual({ refused: 'MySQL and MariaDB have no deferrable transactions' })
  })

  it('know what ends a transaction', () => {
    for (const [error, over] of [
      [conflict('deadlock', ''), true],
      [conflict('serialization', ''), true],
      [conflict('lockTimeout', ''), false],
      [queryError('1064', ''), false],
    ] as const) {
      expect(statements.breaks(error)).toBe(over)
      expect(statements.ends(error)).toBe(over)
    }
  })
})

const counters = table('counters', { id: integer({ primaryKey: true }), n: integer() })

describeEngines(both, (engine) => {
  const { own, all, count } = bench(
    engine,
    [counters] as never,
    insertInto(counters)([
      { id: 1, n: 0 },
      { id: 2, n: 0 },
    ]),
  )
  const add = (id: number, n: number) => execute(pipe(update(counters)({ n }), where(eq(counters.id, id))))

  it('runs at the level asked for', async () => {
    const level = engine.name === 'mysql' ? '@@transaction_isolation' : '@@tx_isolation'
    const program = sqlSource(`select trx_isolation_level from information_schema.innodb_trx where trx_mysql_thread_id = connection_id()`)
    const inside = pipe(
      add(1, 0),
      RTE.chainW(() => program),
    )
    expect(await run(own().database)(transaction({ isolation: 'serializable' })(inside))).toEqual({
      _tag: 'Right',
      right: [['SERIALIZABLE']],
    })
    // The level was of that transaction alone.
    expect(await run(own().database)(sqlSource(`select ${level}`))).toEqual({ _tag: 'Right', right: [['REPEATABLE-READ']] })
  })

  it('refuses writes where it is read only', async () => {
    expect(await run(own().database)(transaction({ access: 'readOnly' })(add(1, 5)))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'QueryError', code: '1792' },
    })
  })

  it('refuses to be deferrable before it asks for a connection', async () => {
    expect(await run(own().database)(transaction({ deferrable: true })(add(1, 5)))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'ConnectionError', reason: 'configuration' },
    })
  })

  it('keeps what came before a savepoint that failed', async () => {
    const failing = pipe(
      add(2, 7),
      RTE.chainW(() => RTE.left('no' as const)),
    )
    const program = pipe(
      add(1, 7),
      RTE.chainW(() =>
        pipe(
          transaction()(failing),
          RTE.orElseW(() => RTE.right(0)),
        ),
      ),
    )
    expect(await run(own().database)(transaction()(program))).toMatchObject({ _tag: 'Right' })
    expect(await all(pipe(from(counters), orderBy(counters.id)))).toEqual([
      { id: 1, n: 7 },
      { id: 2, n: 0 },
    ])
  })

  it('sends nothing more after a deadlock, in a savepoint either', async () => {
    await count(pipe(update(counters)({ n: 0 }), where(eq(counters.n, counters.n))))
    const gate = () => {
      let open = (): void => undefined
      const opened = new Promise<void>((resolve) => {
        open = resolve
      })
      return { open, opened }
    }
    const gates = [gate(), gate()] as const
    const meet = (mine: 0 | 1) => (): Promise<{ readonly _tag: 'Right'; readonly right: number }> => {
      gates[mine].open()
      return gates[mine === 0 ? 1 : 0].opened.then(() => ({ _tag: 'Right', right: 0 }))
    }
    const side = (mine: 0 | 1) =>
      transaction()(
        pipe(
          add(mine + 1, 1),
          RTE.chainW(() => () => meet(mine)),
          RTE.chainW(() =>
            pipe(
              transaction()(add(2 - mine, 2)),
              // A program that carries on as though nothing had happened.
              RTE.orElseW(() => add(mine + 1, 9)),
            ),
          ),
        ),
      )
    const results = await Promise.all([run(own().database)(side(0)), run(own().database)(side(1))])
    const lost = results.filter((result) => result._tag === 'Left')
    expect(lost).toHaveLength(1)
    expect(lost[0]).toMatchObject({ left: { _tag: 'Conflict', reason: 'deadlock' } })
    // Nothing of the loser stayed: the winner wrote 1 to its own row and 2 to the other.
    const rows = (await all(pipe(from(counters), orderBy(counters.id)))) as ReadonlyArray<{ n: number }>
    expect(rows.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual([1, 2])
    expect(await run(own().database)(fetchAll(from(counters)))).toMatchObject({ _tag: 'Right' })
  })
})
