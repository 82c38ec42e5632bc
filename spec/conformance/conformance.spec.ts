/** Every golden case on every engine: the same rows everywhere, or a refusal with its reason. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isLeft } from '../../lib/internal/either.js'
import { cases } from '../golden/cases.js'
import { golden as onMariadb } from '../golden/mariadb.js'
import { golden as onMysql } from '../golden/mysql.js'
import { golden as onPostgres } from '../golden/postgres.js'
import { golden as onSqlite } from '../golden/sqlite.js'
import type { Goldens } from '../golden/cases.js'
import { describeEngines, type EngineName } from '../support/engines.js'
import { makesSchema, openShop, type OwnDatabase } from '../support/shop-data.js'
import { expected } from './expected.js'
import type { Expected } from './answers.js'
import { type Answer, runCase, sorted } from './run-case.js'

const goldens: Readonly<Record<EngineName, Goldens>> = { sqlite: onSqlite, postgres: onPostgres, mariadb: onMariadb, mysql: onMysql }

/** How many of an upsert's rows were left alone is nothing that MySQL and MariaDB tell: each row counts. */
const counts: Partial<Record<EngineName, Readonly<Record<string, number>>>> = {
  mariadb: { 'on conflict do nothing': 2, 'on conflict from a select': 4 },
  mysql: { 'on conflict do nothing': 2, 'on conflict from a select': 4 },
}

const schemaCases = /\bschema\b|naming strategy/

/** An answer without what does not count: the order of rows that have none. */
const comparable = (answer: Expected | Answer, ordered: boolean): unknown =>
  'ordered' in answer ? answer.ordered : 'rows' in answer ? (ordered ? answer.rows : sorted(answer.rows)) : answer

describeEngines((engine) => {
  const golden = goldens[engine.name]
  let shop: OwnDatabase
  beforeAll(async () => {
    shop = await openShop(engine)
  })
  afterAll(() => shop?.drop())

  for (const { id, query } of cases) {
    const answer: Expected = expected[id]
    const sql = golden[id]
    if (makesSchema[engine.name] === undefined && schemaCases.test(id)) {
      it.skip(`${id}: a schema of ${engine.label} is a database for everybody`, () => undefined)
      continue
    }
    if ('refused' in sql) {
      it(`${id}: refused, no ${sql.refused}`, async () => {
        const result = await runCase(shop.database, query())
        expect(isLeft(result) && result.left).toMatchObject({
          _tag: 'CompileError',
          reason: 'unsupported',
          feature: sql.refused,
          dialect: shop.database.dialect.name,
        })
      })
      continue
    }
    it(id, async () => {
      const result = await runCase(shop.database, query())
      if (isLeft(result)) throw Object.assign(new Error(result.left.message), { cause: result.left })
      const count = counts[engine.name]?.[id]
      expect(comparable(result.right, 'ordered' in answer)).toEqual(
        comparable(count === undefined ? answer : { ...answer, affected: count }, 'ordered' in answer),
      )
    })
  }
})
