import { describe, expect, it } from 'vitest'
import { isLeft } from '../../lib/internal/either.js'
import type { Feature } from '../../lib/plan/feature.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { sqlite } from '../../lib/sqlite/index.js'
import type { Golden } from './case.js'
import { cases, type Goldens } from './cases.js'
import { golden as onMariadb } from './mariadb.js'
import { golden as onMysql } from './mysql.js'
import { golden as onPostgres } from './postgres.js'
import { golden as onSqlite } from './sqlite.js'

const dialects: ReadonlyArray<readonly [Dialect, Goldens]> = [
  [postgres, onPostgres],
  [mysql, onMysql],
  [mariadb, onMariadb],
  [sqlite, onSqlite],
]

const shown = (parameter: unknown): unknown =>
  typeof parameter === 'object' && parameter !== null && 'generate' in parameter ? { generate: parameter.generate } : parameter

/** What the dialect makes of a case, in the words of a golden file. */
const answer = (d: Dialect, query: (typeof cases)[number]['query'], expected: Golden): Golden => {
  const made = compileNode(d, queryNode(query()))
  if (isLeft(made)) {
    if (made.left._tag !== 'CompileError' || made.left.feature === undefined) throw new Error(made.left.message)
    return { refused: made.left.feature }
  }
  const params = made.right.params.map(shown) as never
  return { sql: made.right.sql, params, emulated: 'sql' in expected && expected.emulated }
}

describe.each(dialects.map(([dialect, golden]) => ({ name: dialect.name, dialect, golden })))('the SQL of $name', ({ dialect, golden }) => {
  it.each(cases.map((c) => [c.id, c] as const))('%s', (id, { query }) => {
    expect(answer(dialect, query, golden[id])).toEqual(golden[id])
  })

  it('has no more cases than there are', () => {
    expect(new Set(Object.keys(golden))).toEqual(new Set(cases.map(({ id }) => id)))
  })

  it('says for a refused feature that the dialect does not support it, and for an emulated one that it is not native', () => {
    const claimed = cases.flatMap(({ id }) => {
      const expected: Golden = golden[id]
      return 'refused' in expected && dialect.supports[expected.refused as Feature] !== undefined ? [id] : []
    })
    expect(claimed).toEqual([])
  })
})

describe('the cases', () => {
  it('have names of their own', () => {
    expect(cases.length).toBe(new Set(cases.map(({ id }) => id)).size)
  })

  it('give equal SQL when they are compiled again, so that nothing is kept in a query that was', () => {
    for (const { id, query } of cases) {
      const made = query()
      expect(answer(postgres, () => made, onPostgres[id])).toEqual(answer(postgres, () => made, onPostgres[id]))
    }
  })
})
