/** What a validator of a JSON column does to values: it looks at what is written, and its output is what is read. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import * as o from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

const Settings = z.object({ theme: z.string(), size: z.number().default(12) })

const validated = o.table('jv_settings', { id: o.integer({ primaryKey: true }), settings: o.json(Settings) })
const stored = o.table('jv_settings', { id: o.integer({ primaryKey: true }), settings: o.json() })

describeEngines((engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await o.runOrThrow(own.database)(o.applySchema(o.createTable(validated)))
  })
  afterAll(() => own?.drop())

  it('stores the value as it was given, and reads the output of the validator', async () => {
    const given = { theme: 'dark', size: 10, unknown: true }
    await o.runOrThrow(own.database)(o.execute(o.insertInto(validated)({ id: 1, settings: given })))
    await o.runOrThrow(own.database)(o.execute(o.insertInto(stored)({ id: 2, settings: { theme: 'light' } })))
    expect(await o.runOrThrow(own.database)(o.fetchAll(o.pipe(o.from(stored), o.orderBy(stored.id))))).toEqual([
      { id: 1, settings: given },
      { id: 2, settings: { theme: 'light' } },
    ])
    expect(await o.runOrThrow(own.database)(o.fetchAll(o.pipe(o.from(validated), o.orderBy(validated.id))))).toEqual([
      { id: 1, settings: { theme: 'dark', size: 10 } },
      { id: 2, settings: { theme: 'light', size: 12 } },
    ])
  })
})
