/** What stands inside predicates is found there. */
import { expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { sqlOf } from '../../lib/testing/index.js'
import { customers, items } from '../support/shop.js'

const { id, active } = customers

it.each([
  ['between symmetric', o.betweenSymmetric(o.max(id), 1, 2)],
  ['a truth test', o.isTrue(o.gt(o.max(id), 1))],
])('an aggregate in %s is one of the query', (_name, predicate) => {
  const made = o.compile(postgres)(o.pipe(o.from(customers), o.groupBy(active), o.having(predicate), o.select({ active })))
  expect(made).toMatchObject({ _tag: 'Right' })
})

it('a source named as SQLite names the rows of ANY is no other', () => {
  const quantified = o.pipe(customers, o.as('quantified'))
  const query = o.pipe(
    o.from(quantified),
    o.where(o.gt(quantified.age, o.anyOf(o.pipe(o.from(items), o.select({ line: items.line }))))),
    o.select({ id: quantified.id }),
  )
  expect(sqlOf(sqlite)(query)).toContain('as `quantified_`')
})
