/**
 * Unit tests with no database: what SQL a query becomes, and what a program does with the rows it gets. The tests here
 * print what they find; in yours `assert` is your runner's `expect`, and the SQL goes into a snapshot.
 *
 *     npx tsx examples/unit-tests.ts
 */
import assert from 'node:assert/strict'

import { left, right } from 'fp-ts/lib/Either.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import {
  decimal,
  eq,
  execute,
  fetchOne,
  from,
  gte,
  insertInto,
  integer,
  pipe,
  run,
  sub,
  table,
  transaction,
  update,
  uuid,
  where,
} from 'oxbow'
import { postgres } from 'oxbow/postgres'
import { constraintViolation, recording, sqlOf } from 'oxbow/testing'

const accounts = table('accounts', { id: integer({ primaryKey: true }), balance: decimal(12, 2) })
const transfers = table('transfers', {
  id: uuid({ primaryKey: true, generate: 'v7' }),
  accountId: integer({ references: { to: accounts.id } }),
  amount: decimal(12, 2),
})

const account = (id: number) => pipe(from(accounts), where(eq(accounts.id, id)))

const take = (id: number, amount: string) =>
  pipe(update(accounts)({ balance: sub(accounts.balance, amount) }), where(eq(accounts.id, id)), where(gte(accounts.balance, amount)))

const withdraw = (id: number, amount: string) =>
  transaction()(
    pipe(
      execute(take(id, amount)),
      RTE.filterOrElseW(
        (taken) => taken === 1,
        () => 'too little money' as const,
      ),
      RTE.chainW(() => execute(insertInto(transfers)({ accountId: id, amount }))),
      RTE.chainW(() => fetchOne(account(id))),
      RTE.map(({ balance }) => balance),
    ),
  )

type Print = (line: string) => void

const tests: Readonly<Record<string, (print: Print) => void | Promise<void>>> = {
  'the SQL of a query': (print) => print(sqlOf(postgres)(take(7, '9.50'))),

  'a program that succeeds': async (print) => {
    // Answers in order: a number for a write, rows for a read.
    const database = recording(postgres, [1, 1, [{ id: 7, balance: '90.50' }]])
    assert.deepEqual(await run(database)(withdraw(7, '9.50')), right('90.50'))
    database.log().forEach((line) => print(line))
  },

  'a program that fails by itself is rolled back': async (print) => {
    const database = recording(postgres, [0])
    assert.deepEqual(await run(database)(withdraw(7, '9.50')), left('too little money'))
    database.log().forEach((line) => print(line))
  },

  'a database that refuses': async (print) => {
    const missing = constraintViolation('foreignKey', 'no such account', { columns: ['accountId'] })
    const database = recording(postgres, [1, missing])
    assert.deepEqual(await run(database)(withdraw(7, '9.50')), left(missing))
    database
      .log()
      .slice(-1)
      .forEach((line) => print(line))
  },

  'a test that is wrong is told so': async () => {
    const database = recording(postgres, [1, 1, [{ id: 7 }]])
    await assert.rejects(run(database)(withdraw(7, '9.50')), /the answer to statement 4: row\[0\]\.balance is missing/u)
  },
}

export const main = async (print: Print): Promise<void> => {
  for (const [name, test] of Object.entries(tests)) {
    print(`-- ${name}`)
    await test(print)
  }
}

if (process.argv[1] === import.meta.filename) await main(console.log)
