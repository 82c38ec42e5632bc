/** Steps that are chosen while a program runs: by an Option, by a key from outside, by a list of predicates. */
import { fromNullable, none, some } from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'

import {
  and,
  asc,
  compile,
  desc,
  eq,
  from,
  gt,
  or,
  orderBy,
  orderByOneOf,
  pipe,
  type PredicateOn,
  select,
  where,
  whenSome,
} from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { customers } from '../support/shop.js'

const ids = pipe(from(customers), select({ id: customers.id }))
const compiled = compile(postgres) as (query: unknown) => unknown
const sqlOf = (query: unknown): unknown => {
  const made = compiled(query) as { readonly right?: { readonly sql: string }; readonly left?: unknown }
  return made.right?.sql ?? made.left
}
const plain = 'select "customers"."id" from "customers"'

describe('whenSome', () => {
  it('takes a step made of the value, whatever it is', () => {
    expect(
      sqlOf(
        pipe(
          ids,
          whenSome(some('a'), (name) => where(eq(customers.name, name))),
        ),
      ),
    ).toBe(`${plain} where "customers"."name" = $1`)
    expect(
      sqlOf(
        pipe(
          ids,
          whenSome(none, (name: string) => where(eq(customers.name, name))),
        ),
      ),
    ).toBe(plain)
    expect(
      sqlOf(
        pipe(
          ids,
          whenSome(fromNullable<string | null>(null), (name) => where(eq(customers.name, name))),
        ),
      ),
    ).toBe(plain)
  })

  it('takes a step of a value that is null or undefined: it is there', () => {
    const seen: Array<unknown> = []
    const step = (value: unknown) => (query: typeof ids) => {
      seen.push(value)
      return query
    }
    pipe(ids, whenSome(some(undefined), step), whenSome(some(null), step))
    expect(seen).toEqual([undefined, null])
  })

  it.each([[undefined], [null], ['text'], [{}], [{ _tag: 'Maybe' }]])('refuses %o, which is no Option', (option) => {
    expect(
      sqlOf(
        pipe(
          ids,
          whenSome(option as never, () => (query: typeof ids) => query),
        ),
      ),
    ).toMatchObject({
      _tag: 'CompileError',
      reason: 'malformed',
    })
  })
})

describe('orderByOneOf', () => {
  const allowed = { name: customers.name, newest: [desc(customers.createdAt), asc(customers.id)] } as const
  const sorted = (key: unknown, options?: unknown): unknown =>
    sqlOf(pipe(ids, (orderByOneOf as (...args: ReadonlyArray<unknown>) => (query: unknown) => unknown)(allowed, key, options)))
  const byName = `${plain} order by "customers"."name"`

  it('orders by what the key names', () => {
    expect(sorted('name')).toBe(byName)
    expect(sorted('newest')).toBe(`${plain} order by "customers"."createdAt" desc, "customers"."id"`)
    expect(sorted('name', { default: 'newest' })).toBe(byName)
  })

  it('orders by the default where there is no key, and not at all where there is no default', () => {
    for (const key of [undefined, null]) {
      expect(sorted(key, { default: 'name' })).toBe(byName)
      expect(sorted(key)).toBe(plain)
      expect(sorted(key, {})).toBe(plain)
      expect(sorted(key, null)).toBe(plain)
    }
  })

  it('comes after an order that is there', () => {
    expect(sqlOf(pipe(ids, orderBy(customers.active), orderByOneOf(allowed, 'name')))).toBe(
      `${plain} order by "customers"."active", "customers"."name"`,
    )
  })

  const hostile = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'Name',
    'name ',
    'id; drop table customers',
    5,
    {},
    [],
    ['name'],
    true,
  ]

  it.each(hostile.map((key) => [key]))('refuses %o as a ValidationError that repeats nothing of it', (key) => {
    expect(sorted(key, { default: 'name' })).toMatchObject({
      _tag: 'ValidationError',
      issues: [{ message: expect.stringMatching(/^expected (one of 'name', 'newest'|a string, got an? \w+)$/u) as string }],
    })
  })

  it.each(hostile.map((key) => [key]))('takes the default for %o where that is said', (key) => {
    expect(sorted(key, { default: 'name', unknown: 'default' })).toBe(byName)
    expect(sorted(key, { unknown: 'default' })).toBe(plain)
  })

  it('refuses a default that is no key, and a record that is none', () => {
    expect(sorted(undefined, { default: 'constructor' })).toMatchObject({ _tag: 'CompileError', reason: 'malformed' })
    for (const record of [undefined, null, 5, 'name', customers.name])
      expect(
        sqlOf(pipe(ids, (orderByOneOf as (...args: ReadonlyArray<unknown>) => (query: unknown) => unknown)(record, 'name'))),
      ).toMatchObject({
        _tag: 'CompileError',
        message: expect.stringContaining('expected a record of orders') as string,
      })
  })

  it('takes a key of a record without a prototype', () => {
    const record = Object.assign(Object.create(null) as object, { name: customers.name })
    expect(sqlOf(pipe(ids, orderByOneOf(record as typeof allowed, 'name')))).toBe(byName)
  })
})

describe('a list of predicates', () => {
  it('is a predicate: of nothing true for and, false for or', () => {
    const filters: Array<PredicateOn<typeof customers>> = []
    expect(sqlOf(pipe(ids, where(and(...filters))))).toBe(`${plain} where true`)
    expect(sqlOf(pipe(ids, where(or(...filters))))).toBe(`${plain} where false`)
    filters.push(gt(customers.id, 1), customers.active)
    expect(sqlOf(pipe(ids, where(and(...filters))))).toBe(`${plain} where "customers"."id" > $1 and "customers"."active"`)
    expect(sqlOf(pipe(ids, where(or(...filters))))).toBe(`${plain} where "customers"."id" > $1 or "customers"."active"`)
  })
})
