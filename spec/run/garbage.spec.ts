/** What goes around the types, and values that throw: an error in the Left, where a program promises one. */
import { describe, expect, it } from 'vitest'

import {
  applySchema,
  createTable,
  everyRow,
  execute,
  fetchAll,
  fetchOne,
  fetchOption,
  from,
  insertInto,
  integer,
  json,
  literal,
  pipe,
  run,
  runOrThrow,
  schemaSql,
  select,
  sql,
  table,
  text,
  transaction,
  update,
} from '../../lib/index.js'
import { connect, sqlite } from '../../lib/sqlite/index.js'
import { leftOf, rightOf } from './helpers.js'

const loose = (value: unknown): never => value as never
const t = table('garbage', { id: integer({ primaryKey: true }), doc: json({ nullable: true }), s: text({ nullable: true }) })

const openT = async () => {
  const database = rightOf(await connect('sqlite::memory:')())
  await runOrThrow(database)(applySchema(createTable(t)))
  return database
}

const garbage: ReadonlyArray<unknown> = [undefined, null, 5, 'select 1', [], {}, { _tag: 'toString' }, { _tag: 'Select' }, t, () => 1]

describe('garbage', () => {
  it('is no query', async () => {
    const database = await openT()
    for (const it of garbage)
      for (const program of [fetchAll, fetchOne, fetchOption, execute])
        expect(leftOf(await run(database)(loose(program(loose(it)))))).toMatchObject({
          _tag: 'CompileError',
          reason: 'malformed',
          message: 'this is no query: one begins with from, insertInto, update or deleteFrom',
        })
  })

  it('is no change of the schema', async () => {
    const database = await openT()
    const expected = { _tag: 'CompileError', reason: 'malformed', message: expect.stringContaining('no change of the schema') }
    for (const it of garbage) {
      expect(leftOf(schemaSql(sqlite)(loose(it)))).toMatchObject(expected)
      expect(leftOf(await run(database)(applySchema(loose(it))))).toMatchObject(expected)
    }
    expect(leftOf(schemaSql(sqlite)(createTable(loose(undefined))))).toMatchObject({ message: 'expected a table, got undefined' })
    expect(leftOf(schemaSql(sqlite)(loose({ _tag: 'CreateTable', table: undefined })))).toMatchObject({ _tag: 'ValidationError' })
  })

  it('is no program', async () => {
    const database = await openT()
    for (const it of garbage)
      expect(leftOf(await run(database)(loose(it)))).toMatchObject({ reason: 'malformed', message: expect.stringContaining('no program') })
  })

  it('is no database', async () => {
    const opened = await connect('sqlite::memory:')()
    for (const it of [...garbage, opened])
      expect(leftOf(await run(loose(it))(fetchAll(from(t)) as never))).toMatchObject({
        _tag: 'ConnectionError',
        reason: 'configuration',
        message: 'a program runs on an open database: what connect answers in its Right',
      })
  })

  it('in a transaction leaves it whole', async () => {
    const database = await openT()
    expect(leftOf(loose(await run(database)(transaction()(fetchAll(loose(undefined))) as never)))).toMatchObject({ reason: 'malformed' })
    expect(database.figures().used).toBe(0)
  })
})

describe('values that throw', () => {
  const trap = Object.defineProperty({ s: 'x' }, 'id', {
    enumerable: true,
    get: () => {
      throw new Error('a getter')
    },
  })
  const deep = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1)

  it('while a row is read', async () => {
    const database = await openT()
    for (const write of [insertInto(t)(loose(trap)), insertInto(t)(loose([trap, { id: 1 }])), pipe(update(t)(loose(trap)), everyRow)])
      expect(leftOf(loose(await run(database)(execute(loose(write)))))).toMatchObject({
        _tag: 'ValidationError',
        message: 'a value cannot be read: a getter',
      })
  })

  it('because they are nested too deeply', async () => {
    const database = await openT()
    const query = insertInto(t)({ id: 1, doc: loose(deep(20_000)) })
    expect(leftOf(await run(database)(execute(query)))).toMatchObject({
      _tag: 'CompileError',
      reason: 'malformed',
      message: 'a value or an expression of the query is nested too deeply',
    })
    expect(leftOf(schemaSql(sqlite)(createTable(table('d', { doc: json({ default: loose(deep(20_000)) }) }))))).toMatchObject({
      reason: 'malformed',
    })
  })
})

describe('a validator that fails', () => {
  const validators: ReadonlyArray<readonly [name: string, validate: (value: unknown) => unknown, message: string]> = [
    [
      'by throwing',
      () => {
        throw new Error('a bug')
      },
      'a bug',
    ],
    [
      'by throwing nothing',
      () => {
        throw undefined
      },
      'undefined',
    ],
    ['by answering null', () => null, 'a TypeError'],
    ['by rejecting', () => Promise.reject(new Error('late')), 'asynchronous'],
    ['by naming no issue', () => ({ issues: [] }), ''],
  ]

  it.each(validators)('%s is an error of the value', async (_name, validate, message) => {
    const database = await openT()
    const strict = json({ '~standard': { version: 1, vendor: 'spec', validate: validate as never } })
    const s = table('garbage', { id: integer({ primaryKey: true }), doc: strict })
    expect(leftOf(await run(database)(execute(insertInto(s)({ id: 1, doc: loose({ a: 1 }) }))))).toMatchObject({
      _tag: 'ValidationError',
      issues: [{ table: 'garbage', column: 'doc', message: expect.stringContaining(message) }],
    })
    await runOrThrow(database)(execute(insertInto(t)({ id: 1, doc: { a: 1 } })))
    const read = { _tag: 'DecodeError', message: expect.stringContaining(message) }
    expect(leftOf(await run(database)(fetchAll(from(s))))).toMatchObject({ ...read, path: [0, 'doc'] })
    const sole = pipe(from(t), select(loose(sql(strict)`${literal({ a: 1 }, json())}`)))
    expect(leftOf(loose(await run(database)(fetchAll(loose(sole)))))).toMatchObject({ ...read, path: [0] })
  })
})
