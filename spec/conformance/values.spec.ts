/** Every type's values both ways, to the bit: flat, nested, through a derived table, as parameters. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AnyQuery,
  applySchema,
  array,
  arrayOf,
  bigint,
  boolean,
  bytes,
  char,
  type Column,
  createTable,
  date,
  decimal,
  double,
  enumeration,
  eq,
  execute,
  fetchAll,
  firstOf,
  from,
  insertInto,
  integer,
  isIn,
  json,
  localTimestamp,
  mapped,
  max,
  min,
  orderBy,
  pipe,
  real,
  run,
  runOrThrow,
  select,
  smallint,
  subquery,
  table,
  text,
  time,
  timestamp,
  unionAll,
  uuid,
  varchar,
  where,
} from '../../lib/index.js'
import { describeEngines } from '../support/engines.js'
import { openOwn, type OwnDatabase } from '../support/shop-data.js'

interface Sample {
  readonly name: string
  readonly column: Column
  readonly values: ReadonlyArray<unknown>
  /** What comes back where it is not what was written: the canonical form. */
  readonly back?: ReadonlyArray<unknown>
  /** Whether equality finds the values. */
  readonly compares?: false
  /** Whether the dialect must have arrays. */
  readonly arrays?: true
}

const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index)
const texts = ['', ' padded ', 'é', 'e\u0301', '𝒳', '👩‍👩‍👧', `'";\\`, '\n\r\t', 'NULL', '%_', '\u{10FFFF}', 'a'.repeat(20_000)]
const at = (instant: string): Date => new Date(instant)

const samples: ReadonlyArray<Sample> = [
  { name: 'smallint', column: smallint({ nullable: true }), values: [-32768, -1, 0, 32767] },
  { name: 'integer', column: integer({ nullable: true }), values: [-2147483648, 0, 2147483647] },
  { name: 'bigint', column: bigint({ nullable: true }), values: [-(2n ** 63n), -1n, 0n, 9007199254740993n, 2n ** 63n - 1n] },
  {
    name: 'decimal(12, 2)',
    column: decimal(12, 2, { nullable: true }),
    values: ['0.00', '-0.01', '9999999999.99', '-9999999999.99', '1.5', '-0', '007', '0.10'],
    back: ['0.00', '-0.01', '9999999999.99', '-9999999999.99', '1.50', '0.00', '7.00', '0.10'],
  },
  { name: 'decimal(18, 0)', column: decimal(18, 0, { nullable: true }), values: ['999999999999999999', '-999999999999999999', '0'] },
  { name: 'decimal(18, 18)', column: decimal(18, 18, { nullable: true }), values: ['0.999999999999999999', '-0.000000000000000001'] },
  { name: 'decimal(38, 0)', column: decimal(38, 0, { nullable: true }), values: ['9'.repeat(38), `-${'9'.repeat(38)}`, '0', '-1'] },
  {
    name: 'decimal(38, 10)',
    column: decimal(38, 10, { nullable: true }),
    values: [`${'9'.repeat(28)}.9999999999`, '-0.0000000001', '1', '-0.0'],
    back: [`${'9'.repeat(28)}.9999999999`, '-0.0000000001', '1.0000000000', '0.0000000000'],
  },
  {
    name: 'real',
    column: real({ nullable: true }),
    // Of some floats the servers write another decimal than these, which are the ones that JavaScript rounds to.
    values: [0.5, -3.25, 16777216, 0.1, 1e-20, 1.5e30, 727135200, 0.00024414063, 3.4e38, 1e-45],
    compares: false,
  },
  {
    name: 'double',
    column: double({ nullable: true }),
    values: [
      0.1,
      -1.7976931348623157e308,
      1.7976931348623157e308,
      2.2250738585072014e-308,
      9007199254740992,
      1 / 3,
      1e21,
      123456.789e-7,
      0,
    ],
  },
  { name: 'boolean', column: boolean({ nullable: true }), values: [true, false] },
  { name: 'text', column: text({ nullable: true }), values: texts },
  { name: 'varchar', column: varchar(20_000, { nullable: true }), values: texts },
  { name: 'char', column: char(3, { nullable: true }), values: ['abc', 'a c', 'éàü', '𝒳𝒳𝒳'] },
  { name: 'enumeration', column: enumeration(['good', `it's "bad"`, ''], { nullable: true }), values: ['good', `it's "bad"`, ''] },
  {
    name: 'uuid',
    column: uuid({ nullable: true }),
    values: ['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    back: ['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  },
  {
    name: 'json',
    column: json({ nullable: true }),
    values: [
      {},
      [],
      'text',
      '',
      5,
      0.1,
      -1e21,
      true,
      false,
      [null],
      { a: { b: [1, 'two', null, { c: '𝒳 "\\/' }] } },
      { '': 1, 'a b': 2, é: 3 },
      [[[]]],
    ],
    compares: false,
  },
  {
    name: 'date',
    column: date({ nullable: true }),
    values: ['0001-01-01', '1582-10-10', '1969-12-31', '1970-01-01', '2024-02-29', '9999-12-31'],
  },
  {
    name: 'time',
    column: time({ nullable: true }),
    values: ['00:00:00', '12:30:00.5', '23:59:59.999'],
    back: ['00:00:00.000', '12:30:00.500', '23:59:59.999'],
  },
  { name: 'time(0)', column: time({ nullable: true, precision: 0 }), values: ['00:00:00', '23:59:59'] },
  {
    name: 'time(6)',
    column: time({ nullable: true, precision: 6 }),
    values: ['00:00:00.000001', '23:59:59.999999', '01:00:00'],
    back: ['00:00:00.000001', '23:59:59.999999', '01:00:00.000000'],
  },
  {
    name: 'localTimestamp',
    column: localTimestamp({ nullable: true }),
    values: ['0001-01-01 00:00:00', '1969-12-31T23:59:59.999', '9999-12-31 23:59:59.999', '2026-03-29 02:30:00.1'],
    back: ['0001-01-01 00:00:00.000', '1969-12-31 23:59:59.999', '9999-12-31 23:59:59.999', '2026-03-29 02:30:00.100'],
  },
  {
    name: 'localTimestamp(6)',
    column: localTimestamp({ nullable: true, precision: 6 }),
    values: ['1969-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999', '2024-02-29 12:30:00'],
    back: ['1969-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999', '2024-02-29 12:30:00.000000'],
  },
  {
    name: 'timestamp',
    column: timestamp({ nullable: true }),
    values: [
      at('0001-01-01T00:00:00.000Z'),
      at('1969-12-31T23:59:59.999Z'),
      at('1970-01-01T00:00:00.000Z'),
      at('2024-02-29T12:30:00.120Z'),
      at('9999-12-31T23:59:59.999Z'),
    ],
  },
  {
    name: 'timestamp(0)',
    column: timestamp({ nullable: true, precision: 0 }),
    values: [at('0001-01-01T00:00:00.000Z'), at('2026-11-22T15:30:07.000Z')],
  },
  {
    name: 'timestamp(6)',
    column: timestamp({ nullable: true, precision: 6 }),
    values: [
      '0001-01-01T00:00:00.000001Z',
      '1969-12-31T23:59:59.999999Z',
      '9999-12-31T23:59:59.999999Z',
      '2024-02-29T12:30:00Z',
      '2024-02-29 12:30:00.5Z',
    ],
    back: [
      '0001-01-01T00:00:00.000001Z',
      '1969-12-31T23:59:59.999999Z',
      '9999-12-31T23:59:59.999999Z',
      '2024-02-29T12:30:00.000000Z',
      '2024-02-29T12:30:00.500000Z',
    ],
  },
  {
    name: 'bytes',
    column: bytes({ nullable: true }),
    values: [Uint8Array.of(), allBytes, Uint8Array.of(0), Uint8Array.from({ length: 3000 }, (_, index) => index % 251)],
  },
  { name: 'bytes of a length', column: bytes({ nullable: true, length: 256 }), values: [Uint8Array.of(), allBytes] },
  {
    name: 'a custom type',
    column: mapped(
      bigint({ nullable: true }),
      (cents) => ({ cents: Number(cents) }),
      (money: { readonly cents: number }) => BigInt(money.cents),
    ),
    values: [{ cents: 12 }, { cents: -1 }],
  },
  { name: 'array(integer)', column: array(integer(), { nullable: true }), values: [[], [1, -2], [null]], arrays: true },
  { name: 'array(text)', column: array(text(), { nullable: true }), values: [['', 'NULL', 'a,b', '"\\', '{}', ' x ', null]], arrays: true },
  { name: 'array(bigint)', column: array(bigint(), { nullable: true }), values: [[2n ** 63n - 1n]], arrays: true },
  { name: 'array(boolean)', column: array(boolean(), { nullable: true }), values: [[true, false, null]], arrays: true },
  { name: 'array(timestamp)', column: array(timestamp(), { nullable: true }), values: [[at('1969-12-31T23:59:59.999Z')]], arrays: true },
  {
    name: 'array(bytes)',
    column: array(bytes(), { nullable: true }),
    values: [[allBytes, Uint8Array.of()]],
    arrays: true,
    compares: false,
  },
  { name: 'array(decimal)', column: array(decimal(10, 2), { nullable: true }), values: [['1.50', '-0.01']], arrays: true },
]

const tableOf = ({ name, column }: Sample) => table(`values of ${name}`, { id: integer({ primaryKey: true }), v: column })
const one = table('one', { id: integer({ primaryKey: true }) })

describeEngines((engine) => {
  let own: OwnDatabase
  beforeAll(async () => {
    own = await openOwn(engine)
    await runOrThrow(own.database)(applySchema(createTable(one)))
    await runOrThrow(own.database)(execute(insertInto(one)({ id: 1 })))
  })
  afterAll(() => own?.drop())

  const all = <A>(query: AnyQuery): Promise<ReadonlyArray<A>> =>
    runOrThrow(own.database)((fetchAll as never as (q: AnyQuery) => never)(query))

  describe.each(samples)('$name', (sample) => {
    const t = tableOf(sample) as never as { readonly id: never; readonly v: never }
    const source = t as never
    const back = [...(sample.back ?? sample.values), null].map((v, id) => ({ id, v }))
    const rows = pipe(from(source), orderBy(t.id)) as never
    let refused = false

    beforeAll(async () => {
      const made = await run(own.database)(applySchema(createTable(source)))
      if (made._tag === 'Left' && sample.arrays === true && own.database.dialect.supports.arrays === undefined) {
        refused = true
        if (made.left._tag !== 'CompileError' || made.left.feature !== 'arrays')
          throw Object.assign(new Error(made.left.message), { cause: made.left })
        return
      }
      if (made._tag === 'Left') throw Object.assign(new Error(made.left.message), { cause: made.left })
      await runOrThrow(own.database)(
        execute((insertInto(source) as never as (rows: unknown) => never)([...sample.values, null].map((v, id) => ({ id, v })))),
      )
    })

    it('comes back flat', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      expect(await all(rows)).toEqual(back)
    })

    it('comes back in nested rows', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      expect(await all(pipe(from(one), select({ rows: arrayOf(rows) })))).toEqual([{ rows: back }])
    })

    it('comes back in nested rows twice', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      const inner = pipe(from(one), select({ rows: arrayOf(rows) }), orderBy(one.id))
      expect(await all(pipe(from(pipe(from(one), subquery('outer'))), select({ nested: arrayOf(inner) })))).toEqual([
        { nested: [{ rows: back }] },
      ])
    })

    it('comes back as a first row', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      for (const row of back) {
        const first = firstOf(pipe(from(source), where(eq(t.id, row.id as never))) as never)
        expect(await all(pipe(from(one), select({ first })))).toEqual([{ first: row }])
      }
    })

    it('comes back through a derived table and a union', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      const derived = subquery('derived')(from(source) as never) as never as typeof t
      expect(await all(pipe(from(derived as never), orderBy(derived.id)) as never)).toEqual(back)
      const firstOnly = pipe(from(source), where(eq(t.id, 0 as never))) as never
      expect(
        await all(
          (pipe as never as (...steps: ReadonlyArray<unknown>) => AnyQuery)(
            firstOnly,
            (unionAll as never as (q: unknown) => unknown)(firstOnly),
          ),
        ),
      ).toEqual([back[0], back[0]])
    })

    it('finds its row as a parameter', async ({ skip }) => {
      if (refused) skip('this dialect has no arrays')
      if (sample.compares === false) skip('its values do not compare for equality')
      for (const value of sample.values) {
        const canonical = back[sample.values.indexOf(value)]?.v
        const ids = back.filter(({ v }) => v === canonical).map(({ id }) => id)
        const found = await all<{ id: number }>(
          pipe(from(source), where(eq(t.v, value as never)), select({ id: t.id }), orderBy(t.id)) as never,
        )
        expect([value, found.map((row) => row.id)]).toEqual([value, ids])
        const listed = await all<{ id: number }>(
          pipe(from(source), where(isIn(t.v, [value as never])), select({ id: t.id }), orderBy(t.id)) as never,
        )
        expect([value, listed.map((row) => row.id)]).toEqual([value, ids])
      }
    })
  })

  it('refuses before the wire what the database would not give back: NUL, and a byte order mark at the start', async () => {
    const t = table('refusals', { id: integer({ primaryKey: true }), v: text() })
    await runOrThrow(own.database)(applySchema(createTable(t)))
    const issue: unknown = expect.objectContaining({ table: 'refusals', column: 'v' })
    for (const [id, v] of ['a\0b', '\uFEFFa', 'a\uFEFF'].entries()) {
      const written = await run(own.database)(execute(insertInto(t)({ id, v })))
      const refusal =
        written._tag === 'Left' ? { _tag: written.left._tag, issues: (written.left as { readonly issues?: unknown }).issues } : undefined
      const held = await all(pipe(from(t), where(eq(t.id, id))))
      expect([refusal, held]).toEqual(refusal === undefined ? [undefined, [{ id, v }]] : [{ _tag: 'ValidationError', issues: [issue] }, []])
    }
    expect(await all(pipe(from(t), where(eq(t.id, 2))))).toEqual([{ id: 2, v: 'a\uFEFF' }])
  })

  it('gives the extremes of ordered types through min and max', async () => {
    for (const sample of samples.filter(({ name }) =>
      ['bigint', 'decimal(12, 2)', 'date', 'timestamp', 'timestamp(6)', 'time(6)', 'double'].includes(name),
    )) {
      const t = tableOf(sample) as never as { readonly id: never; readonly v: never }
      const canonical = sample.back ?? sample.values
      const number = (value: unknown): number | bigint | string =>
        sample.name.startsWith('decimal') ? Number(value) : value instanceof Date ? value.getTime() : (value as string)
      const inOrder = canonical.toSorted((a, b) => (number(a) < number(b) ? -1 : number(a) > number(b) ? 1 : 0))
      expect(await all(pipe(from(t as never), select({ low: min(t.v), high: max(t.v) })) as never)).toEqual([
        { low: inOrder[0], high: inOrder.at(-1) },
      ])
    }
  })
})
