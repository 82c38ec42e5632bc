/** Values beside expressions: in comparisons and arithmetic one of more digits or letters is what `literal` would make of it. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { compileNode } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { nodeOf } from '../../lib/tree/node.js'
import { sqlite } from '../../lib/sqlite/index.js'

const { pipe } = o

const t = o.table('t', {
  id: o.integer({ primaryKey: true }),
  s: o.smallint(),
  p: o.decimal(12, 2),
  name: o.varchar(10),
  code: o.char(3),
  key: o.bytes({ length: 2 }),
  mood: o.enumeration(['good', 'bad']),
  tag: o.mapped(o.varchar(2), String, String),
  when: o.timestamp({ precision: 0 }),
})

// The types of values are not the point here.
type Operator = (operand: unknown, ...others: ReadonlyArray<unknown>) => never
const op = (name: string): Operator => (o as never as Readonly<Record<string, Operator>>)[name] as Operator

const literal = op('literal')
const column = (key: keyof typeof t): unknown => t[key]

const long = 'x'.repeat(30)

/** A column, a value that it cannot hold, and the same as a literal. */
const beyond: ReadonlyArray<readonly [key: keyof typeof t, value: unknown, same: unknown]> = [
  ['id', 3_000_000_000, literal(3_000_000_000n, o.bigint())],
  ['s', 40_000, literal(40_000, o.integer())],
  ['s', -3_000_000_000, literal(-3_000_000_000n, o.bigint())],
  ['p', '1.195', literal('1.195', o.decimal(4, 3))],
  ['p', '-12345678901.5', literal('-12345678901.5', o.decimal(12, 1))],
  ['name', long, literal(long, o.text())],
  ['code', 'ab', literal('ab', o.text())],
  ['key', Uint8Array.of(1, 2, 3), literal(Uint8Array.of(1, 2, 3), o.bytes())],
]

const made = (d: Dialect, query: unknown): unknown => {
  const answer = compileNode(d, query as never)
  return answer._tag === 'Left' ? answer.left : { sql: answer.right.sql, params: answer.right.params }
}
const filtered = (condition: unknown): unknown => pipe(o.from(t), o.where(condition as never))
const selected = (value: unknown): unknown => pipe(o.from(t), o.select({ value: value as never }))

describe.each(([postgres, mysql, mariadb, sqlite] as ReadonlyArray<Dialect>).map((d) => ({ name: d.name, d })))('on $name', ({ d }) => {
  it.each(beyond)('%s beside %s is compared as if literal had said its type', (key, value, same) => {
    const a = column(key)
    for (const name of ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'isDistinctFrom', 'isNotDistinctFrom']) {
      expect(made(d, filtered(op(name)(a, value)))).toEqual(made(d, filtered(op(name)(a, same))))
      expect(made(d, filtered(op(name)(a, value)))).toHaveProperty('sql')
    }
    for (const name of ['between', 'notBetween'])
      expect(made(d, filtered(op(name)(a, value, value)))).toEqual(made(d, filtered(op(name)(a, same, same))))
    for (const name of ['isIn', 'notIn']) {
      expect(made(d, filtered(op(name)(a, [value, value])))).toEqual(made(d, filtered(op(name)(a, [same, same]))))
      const pair = op('tuple')(t.id, a)
      expect(made(d, filtered(op(name)(pair, [[1, value]])))).toEqual(
        made(d, filtered(op(name)(pair, [op('tuple')(literal(1, o.integer()), same)]))),
      )
    }
  })

  it.each(beyond.filter(([key, value]) => key === 'p' || value === 40_000))(
    '%s and %s are calculated with as with a literal',
    (key, value, same) => {
      for (const name of ['add', 'sub', 'mul', 'div', 'mod']) {
        const [ours, theirs] = [op(name)(column(key), value), op(name)(column(key), same)]
        expect(nodeOf(ours).type).toEqual(nodeOf(theirs).type)
        expect(made(d, selected(ours))).toEqual(made(d, selected(theirs)))
        expect(made(d, selected(ours))).toHaveProperty('sql')
      }
    },
  )

  it('a sum of integers stays one: its type has promised numbers', () => {
    for (const name of ['add', 'sub', 'mul', 'div', 'mod'])
      for (const a of [t.id, t.s])
        expect(made(d, selected(op(name)(a, 3_000_000_000)))).toMatchObject({
          _tag: 'ValidationError',
          issues: [{ table: 't', message: expect.stringMatching('^expected a whole number from .* got a larger one$') as unknown }],
        })
  })

  it('what is no value of the column at all is refused, with the column named', () => {
    for (const [key, value] of [
      ['mood', 'none'],
      ['tag', 'too long'],
      ['when', new Date(1)],
      ['id', 2 ** 63],
      ['id', Number.NaN],
      ['id', '3000000000'],
      ['p', `0.${'1'.repeat(31)}`],
      ['name', `${long}\uD83D`],
    ] as const)
      for (const condition of [op('eq')(column(key), value), op('isIn')(column(key), [value]), op('between')(column(key), value, value)])
        expect(made(d, filtered(condition))).toMatchObject({
          _tag: 'ValidationError',
          issues: expect.arrayContaining([expect.objectContaining({ table: 't', column: key })]) as unknown,
        })
  })
})

it('a value that its neighbour holds has the very type of it', () => {
  for (const [key, value] of [
    ['id', 2_147_483_647],
    ['s', 7],
    ['p', '9999999999.99'],
    ['name', '0123456789'],
    ['code', 'abc'],
  ] as const) {
    const { type } = nodeOf(column(key) as never)
    const node = nodeOf(op('eq')(column(key), value))
    expect(node).toMatchObject({ right: { _tag: 'Param', value } })
    expect((node as { readonly right?: { readonly type: unknown } }).right?.type).toBe(type)
  }
})
