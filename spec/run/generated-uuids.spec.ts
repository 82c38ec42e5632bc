/** Uuids that the client makes for each execution, of the version that the column says. */
import { expect, test } from 'vitest'
import { validate, version } from 'uuid'
import * as o from '../../lib/index.js'
import { connect } from '../../lib/sqlite/index.js'
import { rightOf } from './helpers.js'

const made = o.table('made', {
  id: o.uuid({ primaryKey: true, generate: 'v7' }),
  token: o.uuid({ generate: 'v4' }),
  n: o.integer(),
})

test('are new for every row and every execution', async () => {
  const database = rightOf(await connect('sqlite::memory:')())
  await o.runOrThrow(database)(o.applySchema(o.createTable(made)))
  const insert = o.execute(o.insertInto(made)([{ n: 1 }, { n: 2 }]))
  await o.runOrThrow(database)(insert)
  await o.runOrThrow(database)(insert)
  const rows = await o.runOrThrow(database)(o.fetchAll(o.from(made)))
  await database.close()
  expect(rows.map(({ n }) => n)).toEqual([1, 2, 1, 2])
  expect(rows.map(({ id, token }) => [validate(id) && version(id), validate(token) && version(token)])).toEqual(rows.map(() => [7, 4]))
  expect(new Set(rows.flatMap(({ id, token }) => [id, token])).size).toBe(8)
})
