/** A descriptor that is not what the database has: a wrong value never passes for a right one. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const { pipe } = o

const stored = o.table('stored', {
  word: o.varchar(20),
  big: o.bigint(),
  ratio: o.double(),
  small: o.integer(),
  most: o.integer(),
  raw: o.bytes(),
  day: o.date(),
})

/** For each column, types that its value is none of. */
const wrong: ReadonlyArray<readonly [keyof typeof stored & string, string, o.Column]> = [
  ['word', 'smallint', o.smallint()],
  ['word', 'integer', o.integer()],
  ['word', 'bigint', o.bigint()],
  ['word', 'decimal', o.decimal(12, 2)],
  ['word', 'wide decimal', o.decimal(30, 2)],
  ['word', 'real', o.real()],
  ['word', 'double', o.double()],
  ['word', 'boolean', o.boolean()],
  ['word', 'uuid', o.uuid()],
  ['word', 'json', o.json()],
  ['word', 'date', o.date()],
  ['word', 'time', o.time()],
  ['word', 'localTimestamp', o.localTimestamp()],
  ['word', 'timestamp', o.timestamp()],
  ['word', 'fine timestamp', o.timestamp({ precision: 6 })],
  ['word', 'bytes', o.bytes()],
  ['big', 'integer', o.integer()],
  ['big', 'timestamp', o.timestamp()],
  ['ratio', 'integer', o.integer()],
  ['ratio', 'bigint', o.bigint()],
  ['small', 'boolean', o.boolean()],
  ['small', 'text', o.text()],
  ['small', 'enumeration', o.enumeration(['7'])],
  ['small', 'date', o.date()],
  ['small', 'timestamp', o.timestamp()],
  ['raw', 'text', o.text()],
  ['raw', 'uuid', o.uuid()],
  ['day', 'time', o.time()],
  ['day', 'timestamp', o.timestamp()],
]

describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(stored)))
    await o.runOrThrow(own.database)(
      o.execute(
        o.insertInto(stored)({
          word: 'hello',
          big: 2n ** 53n + 1n,
          ratio: 12.34,
          small: 7,
          most: 2_147_483_647,
          raw: Uint8Array.of(1, 2),
          day: '2026-11-22',
        }),
      ),
    )
  })
  afterAll(() => own.drop())

  it.each(wrong)('refuses to read %s as %s', async (name, _type, column) => {
    const told = o.table('stored', { [name]: column })
    const answer = await o.run(own.database)(o.fetchAll(o.from(told) as never))
    expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'DecodeError', path: [0, name] } })
  })

  it('refuses a fragment that is not of its type', async () => {
    const mean = o.sql(o.integer())`avg(${stored.ratio})`
    expect(await o.run(own.database)(o.fetchAll(pipe(o.from(stored), o.select({ mean }))))).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'DecodeError', message: expect.stringContaining('expected an integer') as never },
    })
  })

  it('answers no integer of more than 32 bits, and no rounded one', async () => {
    for (const n of [o.mul(stored.most, stored.most), o.add(stored.most, 1)]) {
      const answer = await o.run(own.database)(o.fetchAll(pipe(o.from(stored), o.select({ n }))))
      // PostgreSQL computes in 32 bits; the others answer with more.
      const [tag, words] = engine.name === 'postgres' ? ['QueryError', /out of range/] : ['DecodeError', /overflow/]
      expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: tag, message: expect.stringMatching(words) as never } })
    }
  })
})
