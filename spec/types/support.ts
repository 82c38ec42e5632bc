/** The tables and the equality that the type specs share. Nothing here runs: vitest only checks the types. */
import {
  array,
  bigint,
  boolean,
  date,
  decimal,
  double,
  enumeration,
  integer,
  json,
  mapped,
  table,
  text,
  timestamp,
  uuid,
  varchar,
  type Executor,
} from '../../lib/index.js'

/** Whether two types are the same, `readonly` and optional keys included. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** A statement about types: it compiles when it is true. */
export const holds = <_T extends true>(): void => {}

export const customers = table('customers', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  email: varchar(320),
  age: integer({ nullable: true }),
  credit: decimal(12, 2, { default: '0.00' }),
})

export const orders = table('orders', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  customerId: integer({ references: { to: customers.id } }),
  parentId: integer({ nullable: true }),
  total: decimal(12, 2),
  note: text({ nullable: true }),
  status: enumeration(['open', 'paid', 'sent']),
})

export const items = table('items', {
  id: integer({ primaryKey: true, generate: 'identity' }),
  orderId: integer({ nullable: true, references: { to: orders.id } }),
  sku: varchar(40),
  amount: integer(),
})

/** Needs `arrays`. */
export const tagged = table('tagged', { id: uuid({ primaryKey: true, generate: 'v7' }), tags: array(text()) })

export type PersonId = string & { readonly brand: 'PersonId' }
export type FirmId = string & { readonly brand: 'FirmId' }

export const personId = mapped(
  uuid({ primaryKey: true, generate: 'v7' }),
  (id) => id as PersonId,
  (id: PersonId) => id,
)

export const firmId = mapped(
  uuid({ primaryKey: true }),
  (id) => id as FirmId,
  (id: FirmId) => id,
)

export const people = table('people', {
  id: personId,
  managerId: mapped(
    uuid({ nullable: true }),
    (id) => id as PersonId,
    (id: PersonId) => id,
  ),
  firm: uuid(),
  born: date({ nullable: true }),
  seen: timestamp({ default: 'now' }),
  steps: bigint({ default: 0n }),
  weight: double({ nullable: true }),
  active: boolean({ nullable: true }),
  profile: json({ nullable: true }),
})

export const firms = table('firms', { id: firmId, name: text() })

export declare const postgres: Executor<
  'arrays' | 'distinctOn' | 'ilike' | 'insertReturning' | 'lateral' | 'nesting' | 'rowLocks' | 'windows'
>
export declare const mysql: Executor<'nesting' | 'rowLocks'>
