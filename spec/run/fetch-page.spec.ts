/** Pages as programs: what is wrong with one is its error, and nothing is sent then. */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { cancelled, recording } from '../../lib/testing/index.js'

const { pipe } = o

const people = o.table('people', { id: o.integer({ primaryKey: true }), name: o.varchar(20) })
const query = pipe(o.from(people), o.orderBy(people.name), o.select({ name: people.name }))
const signing = { size: 1, secret: 'a text of 16 bytes or more' } as const

describe('fetchPage', () => {
  it('sends the query of the page once, and gives its rows with the cursors beside them', async () => {
    const row = (id: number) => ({ row: { name: `p${id}` }, position: { '0': `p${id}`, '1': id } })
    const database = recording(postgres, [[row(1), row(2)], [row(2)]])
    const first = await o.runOrThrow(database)(o.fetchPage(o.page(query, signing)))
    expect(first).toEqual({ rows: [{ name: 'p1' }], next: expect.any(String) as string, previous: undefined })
    const second = await o.runOrThrow(database)(o.fetchPage(o.page(query, { ...signing, after: first.next })))
    expect(second).toEqual({ rows: [{ name: 'p2' }], next: undefined, previous: expect.any(String) as string })
    expect(database.log()).toEqual([
      expect.stringContaining('limit 2') as string,
      expect.stringContaining(`where "people"."name" >= 'p1' and`) as string,
    ])
  })

  it('answers a wrong cursor, a wrong query and what is no page without sending anything', async () => {
    const database = recording(postgres, [])
    const run = (page: unknown): Promise<unknown> => o.run(database)(o.fetchPage(page as never) as never)
    expect(await run(o.page(query, { ...signing, after: 'x.y' }))).toMatchObject({ left: { _tag: 'ValidationError' } })
    expect(await run(o.page(o.from(people), signing))).toMatchObject({ left: { _tag: 'CompileError' } })
    for (const none of [undefined, null, 5, query, {}])
      expect(await run(none)).toMatchObject({
        left: { _tag: 'CompileError', message: expect.stringContaining('expected a page, got') as string },
      })
    expect(database.log()).toEqual([])
  })

  it('answers what the database answers', async () => {
    const refusal = o.run(recording(postgres, [cancelled('no')]))
    expect(await refusal(o.fetchPage(o.page(query, signing)))).toMatchObject({ left: { _tag: 'Cancelled' } })
  })
})
