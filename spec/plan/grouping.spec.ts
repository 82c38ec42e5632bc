/** What may stand in a grouped query, through every kind of expression. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sameExpression } from '../../lib/plan/same-expression.js'
import { compileNode } from '../../lib/render/compile.js'
import { customers, items, orders } from '../support/shop.js'

const { total, customerId, note, placedOn, paidAt } = orders

/** An expression over an ungrouped column, of each kind. */
const wrong: Readonly<Record<string, unknown>> = {
  and: o.and(o.gt(total, '1'), o.always),
  not: o.not(o.gt(total, '1')),
  isNull: o.isNull(total),
  between: o.between(total, '1', '2'),
  'in list': o.isIn(total, ['1']),
  'in query': o.isIn(total, o.pipe(o.from(items), o.select({ p: items.price }))),
  tuple: o.eq(o.tuple(total, note), o.tuple(total, note)),
  like: o.like(note, 'x'),
  call: o.coalesce(total, '1'),
  case: o.caseWhen([o.branch(o.isNull(total), customerId)], 1),
  'case without else': o.caseWhen([o.branch(o.isNull(total), customerId)]),
  cast: o.cast(total, o.text()),
  extract: o.extract('year', placedOn),
  truncate: o.truncate('day', paidAt),
  interval: o.addInterval(placedOn, { days: 1 }),
  'an interval of a column': o.addInterval(placedOn, { days: customerId }),
  'a difference': o.dateDiff('day', placedOn, '2026-01-01'),
  'a difference in a zone': o.dateDiff('day', o.atTimeZone(paidAt, 'UTC'), o.atTimeZone(paidAt, 'UTC')),
  'a text of a date': o.formatDate(placedOn, 'yyyy'),
  'a date of parts': o.makeDate(2026, customerId, 1),
  fragment: o.sql(o.text())`upper(${note})`,
  'a window over it': o.over(o.rank, { partitionBy: [total], orderBy: [total] }),
  'an inner join condition': o.exists(o.pipe(o.from(items), o.innerJoin(customers, o.eq(orders.id, customers.id)))),
  'an inner order': o.arrayOf(o.pipe(o.from(items), o.orderBy(total))),
  'an inner distinct on': o.arrayOf(o.pipe(o.from(items), o.distinctOn(total))),
  'an inner derived table': o.exists(
    o.pipe(o.from(items), o.crossJoin(o.pipe(o.from(customers), o.where(o.gt(orders.id, 1)), o.lateral('d')))),
  ),
}

const right: Readonly<Record<string, unknown>> = {
  'a grouped expression': o.add(customerId, 1),
  'inside a larger one': o.mul(o.add(customerId, 1), o.add(customerId, 1)),
  'a difference in a zone of an aggregate': o.dateDiff('day', o.atTimeZone(o.max(paidAt), 'UTC'), o.atTimeZone(o.max(paidAt), 'UTC')),
  'an aggregate of anything': o.sum(total),
  'a filtered aggregate': o.pipe(o.count(), o.filterWhere(o.gt(total, '1'))),
  'a window over an aggregate': o.over(o.rank, { orderBy: [o.sum(total)] }),
  'a subquery of its own': o.scalarOf(o.pipe(o.from(items), o.select({ n: o.count() }))),
  'a subquery that hides the name': o.scalarOf(o.pipe(o.from(orders), o.select({ n: o.max(total) }))),
}

const answer = (expression: unknown) =>
  compileNode(postgres, o.pipe(o.from(orders), o.groupBy(o.add(customerId, 1)), o.select({ v: expression } as never)) as never)

describe('a grouped query', () => {
  it.each(Object.entries(wrong))('refuses an ungrouped column in %s', (_, expression) => {
    expect(answer(expression)).toMatchObject({ _tag: 'Left', left: { _tag: 'CompileError', reason: 'grouping' } })
  })

  it.each(Object.entries(right))('takes %s', (_, expression) => {
    expect(answer(expression)).toMatchObject({ _tag: 'Right' })
  })

  it('may be grouped by the whole of a composite primary key', () => {
    const grouped = o.pipe(o.from(items), o.groupBy(items.orderId, items.line), o.select({ sku: items.sku }))
    expect(compileNode(postgres, grouped as never)._tag).toBe('Right')
    const half = o.pipe(o.from(items), o.groupBy(items.orderId), o.select({ sku: items.sku } as never))
    expect(compileNode(postgres, half as never)).toMatchObject({ left: { reason: 'grouping' } })
  })
})

describe('two expressions', () => {
  it.each([
    ['of equal numbers', o.add(customerId, 1), o.add(customerId, 1), true],
    ['of other numbers', o.add(customerId, 1), o.add(customerId, 2), false],
    ['of equal Dates', o.eq(paidAt, new Date(1)), o.eq(paidAt, new Date(1)), true],
    ['of other Dates', o.eq(paidAt, new Date(1)), o.eq(paidAt, new Date(2)), false],
    ['of a Date and not', o.literal(new Date(1), o.timestamp()), o.literal({} as never, o.timestamp()), false],
    ['of equal bytes', o.literal(Uint8Array.of(1, 2), o.bytes()), o.literal(Uint8Array.of(1, 2), o.bytes()), true],
    ['of other bytes', o.literal(Uint8Array.of(1, 2), o.bytes()), o.literal(Uint8Array.of(1, 3), o.bytes()), false],
    ['of bytes of other lengths', o.literal(Uint8Array.of(1), o.bytes()), o.literal(Uint8Array.of(1, 3), o.bytes()), false],
    ['of bytes and not', o.literal(Uint8Array.of(1), o.bytes()), o.literal([1] as never, o.bytes()), false],
    ['of equal documents', o.literal({ a: [1] }, o.json()), o.literal({ a: [1] }, o.json()), true],
    ['of other documents', o.literal({ a: [1] }, o.json()), o.literal({ b: [1] }, o.json()), false],
    ['of larger documents', o.literal({ a: 1 }, o.json()), o.literal({ a: 1, b: 1 }, o.json()), false],
    ['of other kinds', o.isNull(note), o.upper(note), false],
    ['of a value compared with other columns', o.eq(customerId, 1), o.eq(customerId, 1), true],
    ['of null and an object', o.literal(null, o.json({ nullable: true })), o.literal({}, o.json()), false],
  ])('%s', (_, x, y, same) => {
    expect(sameExpression(x, y)).toBe(same)
    expect(sameExpression(y, x)).toBe(same)
  })
})
