/** Tables: options, references, cycles, custom types, JSON with a validator. */
import { test } from 'vitest'
import { z } from 'zod'
import type { StandardSchemaV1 } from '@standard-schema/spec'

import {
  array,
  as,
  check,
  date,
  decimal,
  enumeration,
  foreignKey,
  gt,
  index,
  integer,
  json,
  mapped,
  pipe,
  primaryKey,
  table,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
  type InsertRow,
  type Row,
  type UpdateRow,
  type Validator,
  desc,
  eq,
} from '../../lib/index.js'
import { customers, holds, type Same } from './support.js'

test('a default, a generator or null make a column optional in an insert, never in a row', () => {
  const t = table('t', {
    id: uuid({ primaryKey: true, generate: 'v7' }),
    plain: text(),
    given: text({ default: 'x' }),
    maybe: text({ nullable: true }),
    at: timestamp({ default: 'now' }),
    fine: timestamp({ precision: 6 }),
    list: array(integer()),
  })
  holds<
    Same<
      Row<typeof t>,
      {
        readonly id: string
        readonly plain: string
        readonly given: string
        readonly maybe: string | null
        readonly at: Date
        readonly fine: string
        readonly list: ReadonlyArray<number>
      }
    >
  >()
  holds<
    Same<
      InsertRow<typeof t>,
      {
        readonly plain: string
        readonly fine: string
        readonly list: ReadonlyArray<number>
        readonly id?: string
        readonly given?: string
        readonly maybe?: string | null
        readonly at?: Date
      }
    >
  >()
  holds<Same<UpdateRow<typeof customers>['email'], string | undefined>>()
})

test('options are checked', () => {
  // @ts-expect-error a default of another type
  integer({ default: 'x' })
  // @ts-expect-error not a member
  enumeration(['a', 'b'], { default: 'c' })
  // @ts-expect-error an integer is no uuid
  integer({ generate: 'v7' })
  // @ts-expect-error no such option
  text({ nulable: true })
  // @ts-expect-error a reference of another family
  uuid({ references: { to: customers.id } })
  // @ts-expect-error no such precision
  timestamp({ precision: 9 })
  integer({ references: { to: customers.id, onDelete: 'cascade' } })
  decimal(9, 2, { check: (column) => gt(column, '0') })
})

test('a table refers to itself in its third argument, and to one in a cycle by a function', () => {
  const employees = table(
    'employees',
    { id: integer({ primaryKey: true }), managerId: integer({ nullable: true }), a: text(), b: text() },
    (t) => [
      foreignKey(t.managerId, t.id),
      index([t.a, desc(t.b)], { where: gt(t.id, 3) }),
      unique([t.a, t.b]),
      check('positive', gt(t.id, 0)),
    ],
  )
  const pair = table('pair', { a: integer(), b: integer() }, (t) => [primaryKey(t.a, t.b), foreignKey(t.a, () => employees.id)])
  const boss = pipe(employees, as('boss'))
  eq(boss.id, employees.managerId)
  eq(pair.a, boss.id)
  // @ts-expect-error no such column
  eq(employees.boss, 3)
})

test('json has what its validator gives', () => {
  const Profile = z.object({ name: z.string(), tags: z.array(z.string()).optional() })
  const t = table('t', { id: integer(), profile: json(Profile, { nullable: true }), any: json() })
  holds<Same<Row<typeof t>['profile'], { name: string; tags?: string[] | undefined } | null>>()
  holds<Same<Row<typeof t>['any'], unknown>>()
  eq(t.profile, { name: 'x' })
  // @ts-expect-error
  eq(t.profile, { nam: 'x' })
})

test('json takes a validator whose output it takes again', () => {
  const Defaulted = z.object({ name: z.string().default('x'), age: z.coerce.number(), at: z.iso.date().brand('Day').optional() })
  const t = table('t', { v: json(Defaulted), kept: json(z.looseObject({}), { nullable: true }), any: json(z.any()) })
  holds<Same<Row<typeof t>['v'], z.output<typeof Defaulted>>>()
  const standard: StandardSchemaV1<unknown, number> = z.number()
  json(standard)
  const own = <S extends StandardSchemaV1>(schema: Validator<S>) => json(schema)
  const made = table('made', { v: own(z.string()) })
  holds<Same<Row<typeof made>['v'], string>>()
  const oneWay = z.string().transform((text) => text.length)
  // @ts-expect-error a number was never its input
  json(oneWay)
  // @ts-expect-error with options too
  json(oneWay, { nullable: true })
  // @ts-expect-error inside a document too
  json(z.object({ at: z.string().transform((text) => new Date(text)) }))
  // @ts-expect-error through a function of your own too
  own(oneWay)
})

test('a custom type is its own in rows, inserts and comparisons, and keeps its options', () => {
  const money = mapped(
    decimal(12, 2, { default: '0.00' }),
    (text) => ({ cents: BigInt(text.replace('.', '')) }),
    (value) => String(value.cents),
  )
  const t = table('t', {
    id: integer(),
    price: money,
    day: mapped(
      date(),
      (day) => new Date(day),
      (day) => day.toISOString(),
    ),
    name: varchar(3),
  })
  holds<Same<Row<typeof t>['price'], { cents: bigint }>>()
  holds<Same<InsertRow<typeof t>['price'], { cents: bigint } | undefined>>()
  eq(t.price, { cents: 3n })
  gt(t.day, new Date())
  // @ts-expect-error
  eq(t.price, '3.00')
  // @ts-expect-error
  eq(t.price, t.name)
})
