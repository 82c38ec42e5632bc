/** What aggregates take and give. */
import { test } from 'vitest'

import {
  arrayAgg,
  bitAnd,
  boolAnd,
  compile,
  countDistinct,
  desc,
  from,
  gt,
  pipe,
  select,
  stddevPop,
  stringAgg,
  varSamp,
  type RowOf,
} from '../../lib/index.js'
import { mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { customers, holds, items, orders, people, type Same } from './support.js'

test('what they give', () => {
  const query = pipe(
    from(customers),
    select({
      emails: stringAgg(customers.email, ', ', { orderBy: [desc(customers.email)], distinct: true }),
      ages: arrayAgg(customers.age, { orderBy: [customers.id] }),
      pairs: countDistinct(customers.email, customers.age),
      all: boolAnd(gt(customers.id, 1)),
      bits: bitAnd(customers.id),
      spread: stddevPop(customers.id),
      sample: varSamp(customers.id),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly emails: string | null
        readonly ages: ReadonlyArray<number | null> | null
        readonly pairs: number
        readonly all: boolean | null
        readonly bits: number | null
        readonly spread: number | null
        readonly sample: number | null
      }
    >
  >()
})

test('what they take', () => {
  // @ts-expect-error a number is cast to text first
  stringAgg(customers.id, ',')
  // @ts-expect-error a separator is a text
  stringAgg(customers.email, 1)
  // @ts-expect-error a number is no condition
  boolAnd(customers.id)
  // @ts-expect-error a double has no bits
  bitAnd(people.weight)
  // @ts-expect-error nor a text a variance
  varSamp(customers.email)
})

test('sources and capabilities of what is inside', () => {
  const foreign = pipe(from(customers), select({ n: stringAgg(customers.email, ',', { orderBy: [orders.id] }) }))
  // @ts-expect-error orders is used but not joined
  compile(postgres)(foreign)
  const other = pipe(from(customers), select({ n: countDistinct(customers.email, items.amount) }))
  // @ts-expect-error items is used but not joined
  compile(postgres)(other)
  const bits = pipe(from(customers), select({ n: bitAnd(customers.id) }))
  compile(postgres)(bits)
  compile(mysql)(bits)
  // @ts-expect-error no bitAggregates
  compile(sqlite)(bits)
  const spread = pipe(from(customers), select({ n: stddevPop(customers.id) }))
  compile(mysql)(spread)
  // @ts-expect-error no statistics
  compile(sqlite)(spread)
  const array = pipe(from(customers), select({ n: arrayAgg(customers.id) }))
  compile(postgres)(array)
  // @ts-expect-error no arrays
  compile(mysql)(array)
})
