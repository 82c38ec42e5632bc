/** The kind of number that two kinds make is the same on every dialect. */
import { test } from 'vitest'

import {
  abs,
  add,
  addInterval,
  div,
  epochOf,
  extract,
  from,
  mod,
  mul,
  now,
  pipe,
  select,
  sub,
  truncate,
  type RowOf,
} from '../../lib/index.js'
import { holds, orders, people, type Same } from './support.js'

test('double over decimal over bigint over integer', () => {
  const query = pipe(
    from(people),
    select({
      ii: add(orders.id, 1),
      ib: mul(orders.id, people.steps),
      id: sub(orders.id, orders.total),
      bd: add(people.steps, orders.total),
      dd: add(people.weight, orders.total),
      nullable: add(orders.id, orders.parentId),
      quotient: div(orders.id, 2),
      rest: mod(people.steps, 3n),
      absolute: abs(orders.total),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly ii: number
        readonly ib: bigint
        readonly id: string
        readonly bd: string
        readonly dd: number | null
        readonly nullable: number | null
        readonly quotient: number | null
        readonly rest: bigint | null
        readonly absolute: string
      }
    >
  >()
})

test('numbers only, of the kind of what they stand beside', () => {
  // @ts-expect-error
  add(orders.note, 'x')
  // @ts-expect-error
  add(orders.id, orders.note)
  // @ts-expect-error a decimal's value is a string
  add(orders.total, 1)
  // @ts-expect-error
  abs(people.born)
})

test('dates and instants', () => {
  const query = pipe(
    from(people),
    select({
      year: extract('year', people.born),
      day: truncate('day', people.seen),
      later: addInterval(people.born, { months: 1 }),
      soon: addInterval(now, { hours: 1 }),
      epoch: epochOf(people.seen),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      { readonly year: number | null; readonly day: Date; readonly later: string | null; readonly soon: Date; readonly epoch: bigint }
    >
  >()
  // @ts-expect-error a date has no hours
  addInterval(people.born, { hours: 1 })
  // @ts-expect-error a date has no hour
  extract('hour', people.born)
  // @ts-expect-error a date has no second
  truncate('second', people.born)
  extract('hour', people.seen)
  // @ts-expect-error a number has no year
  extract('year', orders.id)
})
