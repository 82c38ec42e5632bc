/** Inserts: what must be there, what may be, and nothing else. */
import { test } from 'vitest'

import {
  add,
  cast,
  eq,
  execute,
  fetchAll,
  from,
  insertFrom,
  insertInto,
  integer,
  onConflictDoNothing,
  onConflictDoUpdate,
  pipe,
  returning,
  select,
  table,
  text,
  uuid,
  varchar,
  type RowOf,
} from '../../lib/index.js'
import { customers, holds, items, orders, people, type PersonId, type Same, tagged } from './support.js'

declare const personId: PersonId

test('one row or many, columns with a default left out', () => {
  execute(insertInto(customers)({ email: 'a' }))
  execute(
    insertInto(customers)([
      { email: 'a', age: null },
      { email: 'b', id: 3 },
    ]),
  )
  execute(insertInto(people)({ firm: 'x', managerId: personId }))
  const rows: ReadonlyArray<{ email: string; age?: number }> = []
  execute(insertInto(customers)(rows))
  // @ts-expect-error email is required
  insertInto(customers)({ age: 3 })
  // @ts-expect-error in the second row
  insertInto(customers)([{ email: 'a' }, { age: 3 }])
  // @ts-expect-error no such column
  insertInto(customers)({ email: 'a', emial: 3 })
  // @ts-expect-error no such column in the second row
  insertInto(customers)([{ email: 'a' }, { email: 'a', emial: 3 }])
  // @ts-expect-error the wrong type
  insertInto(customers)({ email: 3 })
  // @ts-expect-error null in a column that has none
  insertInto(customers)({ email: null })
  // @ts-expect-error undefined is not a value
  insertInto(customers)({ email: 'a', age: undefined })
  // @ts-expect-error not a member
  insertInto(orders)({ customerId: 1, total: '1', status: 'lost' })
  // @ts-expect-error no brand
  insertInto(people)({ firm: 'x', managerId: 'x' })
})

test('an insert has rows only where it returns some', () => {
  // @ts-expect-error
  fetchAll(insertInto(customers)({ email: 'x' }))
  // @ts-expect-error
  pipe(insertInto(customers)({ email: 'x' }), fetchAll)
  const query = pipe(insertInto(customers)({ email: 'x' }), returning({ id: customers.id, age: customers.age }))
  holds<Same<RowOf<typeof query>, { readonly id: number; readonly age: number | null }>>()
  fetchAll(query)
})

test('from a query, by name', () => {
  execute(pipe(from(orders), select({ sku: orders.status, amount: orders.id }), insertFrom(items)))
  execute(insertFrom(items)(pipe(from(orders), select({ sku: orders.status, amount: orders.id, orderId: orders.parentId }))))
  // @ts-expect-error amount is required
  insertFrom(items)(pipe(from(orders), select({ sku: orders.status })))
  // @ts-expect-error no such column
  insertFrom(items)(pipe(from(orders), select({ sku: orders.status, amount: orders.id, colour: orders.note })))
  // @ts-expect-error may be null
  insertFrom(items)(pipe(from(orders), select({ sku: orders.note, amount: orders.id })))
  // @ts-expect-error a decimal in a text column, though both are strings
  insertFrom(items)(pipe(from(orders), select({ sku: orders.total, amount: orders.id })))
})

test('from a query, without what only the client generates', () => {
  const made = table('made', {
    id: uuid({ primaryKey: true, generate: 'v7' }),
    other: uuid({ nullable: true, generate: 'v4' }),
    given: uuid({ generate: 'v4', default: '01890a5d-ac96-774b-bcce-b302099a8057' }),
    number: integer({ generate: 'identity' }),
    sku: varchar(40),
  })
  // A row leaves it out; a query cannot.
  insertInto(made)({ sku: 'x' })
  // @ts-expect-error id is not generated
  insertFrom(made)(pipe(from(items), select({ sku: items.sku })))
  insertFrom(made)(pipe(from(tagged), select({ id: tagged.id, sku: cast(tagged.id, text()) })))
  // @ts-expect-error of a custom type
  insertFrom(people)(pipe(from(people), select({ firm: people.firm, managerId: people.managerId })))
  insertFrom(people)(from(people))
})

test('upserts', () => {
  const insert = insertInto(customers)({ email: 'a' })
  execute(pipe(insert, onConflictDoNothing(customers.email)))
  execute(
    pipe(
      insert,
      onConflictDoUpdate(customers, customers.email, (excluded) => ({
        credit: add(customers.credit, excluded.credit),
        email: excluded.email,
        age: 3,
      })),
    ),
  )
  execute(
    pipe(
      insert,
      onConflictDoUpdate(customers, [customers.email], (excluded) => ({ age: excluded.age }), {
        where: (excluded) => eq(excluded.email, customers.email),
      }),
    ),
  )
  pipe(
    insert,
    // @ts-expect-error another table
    onConflictDoUpdate(orders, orders.id, () => ({ note: 'x' })),
  )
  pipe(
    insert,
    // @ts-expect-error the wrong type
    onConflictDoUpdate(customers, customers.email, (excluded) => ({ email: excluded.age })),
  )
  pipe(
    insert,
    // @ts-expect-error may be null
    onConflictDoUpdate(customers, customers.email, () => ({ email: null })),
  )
  // @ts-expect-error the target is a column of the table
  pipe(insert, onConflictDoNothing(orders.id))
  execute(
    // @ts-expect-error a value of another table
    pipe(
      insert,
      onConflictDoUpdate(customers, customers.email, () => ({ email: orders.status })),
    ),
  )
  pipe(
    insert,
    // @ts-expect-error no such column
    onConflictDoUpdate(customers, customers.email, () => ({ emial: 'x' })),
  )
})
