import { it, beforeAll, afterAll } from 'vitest'
import { writeFileSync } from 'node:fs'
import * as o from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'
const { pipe } = o
const types: Record<string, () => o.Column<any>> = {
  smallint: () => o.smallint() as never, integer: () => o.integer() as never, bigint: () => o.bigint() as never, decimal: () => o.decimal(12, 2) as never, narrow: () => o.decimal(4, 1) as never, wide: () => o.decimal(38, 10) as never, real: () => o.real() as never,
  double: () => o.double() as never, boolean: () => o.boolean() as never, text: () => o.text() as never, varchar: () => o.varchar(40) as never, uuid: () => o.uuid() as never, json: () => o.json() as never,
  date: () => o.date() as never, time: () => o.time() as never, time6: () => o.time({ precision: 6 }) as never, local: () => o.localTimestamp() as never, local0: () => o.localTimestamp({ precision: 0 }) as never, local6: () => o.localTimestamp({ precision: 6 }) as never,
  timestamp: () => o.timestamp() as never, ts0: () => o.timestamp({ precision: 0 }) as never, ts6: () => o.timestamp({ precision: 6 }) as never, bytes: () => o.bytes() as never,
}
const vals: Record<string, ReadonlyArray<unknown>> = {
  smallint: [0, 32767, -32768], integer: [0, 1, -1, 40000, 2147483647, -2147483648], bigint: [0n, 1n, 3000000000n, 9223372036854775807n, -9223372036854775808n],
  decimal: ['0.00', '2.50', '-2.50', '3.50', '0.05', '-0.05', '-0.40', '9999999999.99', '999.95', '2147483647.50'], narrow: ['0.5', '-0.5', '999.9'], wide: ['1.5000000000', '0.0000000001', '9999999999999999999999999999.9999999999', '-0.0000000001'],
  real: [0, 0.5, 1.5, -2.5, 0.1, 16777216], double: [0, 0.5, 1.5, 2.5, -2.5, 0.1, 1.005, 0.49999999999999994, 1e20, 1e-7, 123456789012345.67, 4503599627370497.5, 2147483647.5, 9.3e18],
  boolean: [true, false],
  text: ['42', '-7', '0', '007', '+5', '-0', '1.5', '-2.5', '2.555', '1e3', '12x', '', ' 12 ', '99999999999', '99999999999999999999', 'true', 'false', 'yes', 'TRUE', '2026-02-28', '2026-02-30', '2026-1-5', '12:30:00', '12:30:00.1235', '25:00:00', '2026-02-28 12:30:00', '2026-02-28T12:30:00.123Z', '2026-02-28 12:30:00.9996', '{"a": 1}', 'null', '0b1f5c8e-1111-4222-8333-444455556666', '0B1F5C8E-1111-4222-8333-444455556666', 'héllo', '٣'],
  varchar: ['42', '1.5'], uuid: ['0b1f5c8e-1111-4222-8333-444455556666'], json: [{ a: 1 }, [1, 2], 'x', 1, 1.5, true],
  date: ['0001-01-01', '2026-02-28', '9999-12-31'], time: ['00:00:00.000', '23:59:59.999', '12:30:00.500'], time6: ['23:59:59.999999', '12:30:00.123500'],
  local: ['0001-01-01 00:00:00.000', '2026-02-28 23:59:59.999', '2026-02-28 12:30:00.500'], local0: ['2026-02-28 12:30:00'], local6: ['2026-02-28 23:59:59.999999', '2026-02-28 12:30:00.123500', '2026-02-28 12:30:00.000500'],
  timestamp: [new Date('0001-01-01T00:00:00Z'), new Date('2026-02-28T23:59:59.999Z'), new Date('2026-02-28T12:30:00.500Z')], ts0: [new Date('2026-02-28T12:30:00Z')], ts6: ['2026-02-28T23:59:59.999999Z', '2026-02-28T12:30:00.123500Z'],
  bytes: [Uint8Array.of(), Uint8Array.of(104, 105), Uint8Array.of(255)],
}
const t = o.table('probe', { id: o.integer({ primaryKey: true }) })
const show = (v: unknown): unknown => typeof v === 'bigint' ? `${v}n` : v instanceof Date ? `D${v.toISOString()}` : v instanceof Uint8Array ? `b${[...v]}` : Object.is(v, -0) ? '-0' : typeof v === 'number' ? `#${v}` : v
describeEngines(['sqlite', 'postgres', 'mariadb', 'mysql'], (engine) => {
  let own: OwnDatabase
  beforeAll(async () => { own = await openOwn(engine); await o.runOrThrow(own.database)(o.applySchema(o.createTable(t))); await o.runOrThrow(own.database)(o.execute(o.insertInto(t)({ id: 1 }))) }, 60000)
  afterAll(() => own.drop())
  it('probes', async () => {
    const out: Record<string, unknown> = {}
    for (const [f, from] of Object.entries(types)) for (const [k, to] of Object.entries(types)) for (const v of [...(vals[f] as never[]), null]) {
      const lit = v === null ? o.nullIf(o.literal((vals[f] as never[])[0] as never, from()), (vals[f] as never[])[0] as never) : o.literal(v as never, from())
      const r: any = await o.run(own.database)(o.fetchOne(pipe(o.from(t), o.select({ v: o.cast(lit as never, to()) } as never)) as never) as never)
      out[`${f}>${k} ${JSON.stringify(show(v))}`] = r._tag === 'Right' ? show(r.right.v) : r.left._tag === 'CompileError' ? 'REFUSED' : `ERR ${r.left._tag}`
    }
    writeFileSync(`/tmp/casts-${engine.name}.json`, JSON.stringify(out))
  }, 300000)
})
