/**
 * A text that is kept is the text that would be made anew, whatever the values are.
 */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { structureOf } from '../../lib/plan/structure.js'
import { postgres } from '../../lib/postgres/index.js'
import { ExprId, type ParamNode, type QueryId, type QueryNode } from '../../lib/query/node.js'
import { queryNode } from '../../lib/query/query.js'
import { compileAnew, compileNode, type Statement } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { keptStatement } from '../../lib/render/statement-cache.js'
import { jsonNull } from '../../lib/schema/json-null.js'
import type { AnySqlType } from '../../lib/schema/sql-type.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { cases } from '../golden/cases.js'

const dialects: ReadonlyArray<Dialect> = [postgres, mysql, mariadb, sqlite]

// ---------------------------------------------------------------------------------------------------------------------
// the same query with other values
// ---------------------------------------------------------------------------------------------------------------------

/** Values that a type takes and some that it refuses; few, so that equal ones meet. */
const pools: Readonly<Record<string, ReadonlyArray<unknown>>> = {
  integer: [0, 1, 2, -7, 1.5],
  bigint: [0n, 1n, 2n, 1],
  decimal: ['0', '1', '1.0', '2.50', 'x'],
  double: [0, 1, 2.5, -1e9, Number.NaN],
  boolean: [true, false],
  text: ['', 'a', 'A%', 'back\\', 'nul\0', 5],
  uuid: ['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff', 'no'],
  timestamp: [new Date(0), new Date(1e12), new Date(Number.NaN)],
  date: ['2024-02-29', '2023-01-01', '2023-02-30'],
  json: [{ a: 1 }, [], 'x', jsonNull],
  bytes: [new Uint8Array([1, 2]), new Uint8Array([])],
}

/** A value for each parameter of a query in turn. */
type Pick = (type: AnySqlType | undefined, before: unknown) => unknown

const pickWith = (choices: ReadonlyArray<number>): Pick => {
  let turn = 0
  return (type, before) => {
    const choice = choices[turn++ % choices.length] as number
    if (choice === 0) return before
    if (choice === 1) return null
    if (choice === 2) return undefined
    const pool = (type === undefined ? undefined : pools[type.tag]) ?? [before]
    return pool[choice % pool.length]
  }
}

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null

/** What a query refers to and does not own: tables and their columns, types, texts of fragments. */
const isShared = (value: Record<PropertyKey, unknown>): boolean =>
  value['_tag'] === 'Table' ||
  (value['_tag'] === 'Column' && value['origin'] !== undefined) ||
  ('tag' in value && 'name' in value) ||
  Array.isArray((value as { readonly raw?: unknown }).raw)

const revalued = (value: unknown, pick: Pick): unknown => {
  if (!isRecord(value) || isShared(value)) return value
  if (Array.isArray(value)) return value.map((item) => revalued(item, pick))
  const copy: Record<PropertyKey, unknown> = {}
  for (const key of Reflect.ownKeys(value)) {
    const part = value[key]
    copy[key] =
      value['_tag'] === 'Param' && key === 'value'
        ? pick(value['type'] as AnySqlType, part)
        : value['_tag'] === 'Param' && key === 'like'
          ? part
          : (key === 'limit' || key === 'offset') && typeof part === 'number'
            ? [part, 0, 1, 2, -1][Math.abs(Number(pick(undefined, 3)) || 0) % 5]
            : value['_tag'] === 'Insert' && key === 'rows' && Array.isArray(part)
              ? part.map((row) => revaluedRow(row as never, value['into'] as never, pick))
              : revalued(part, pick)
  }
  return copy
}

interface TableLike {
  readonly columns: ReadonlyArray<{ readonly key: string; readonly node: { readonly type: AnySqlType } }>
}

const revaluedRow = (row: Record<string, unknown>, table: TableLike, pick: Pick): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, pick(table.columns.find((column) => column.key === key)?.node.type, value)]),
  )

const shownType = ({ nested, ...type }: AnySqlType): unknown => ({ ...type, nested: nested === undefined ? undefined : nested.first })

const withoutNodes = (shape: unknown): unknown =>
  JSON.parse(JSON.stringify(shape, (key: string, value: unknown) => (key === 'expression' ? undefined : value)) ?? 'null')

/** All that a statement says, without the nodes it was made of. */
const said = ({ sql, params, output }: Statement): unknown => ({
  sql,
  params: params.map((value) => (isRecord(value) && 'generate' in value ? value['generate'] : value)),
  columns: output?.columns.map(({ name, expression }) => [name, shownType(expression.type)]),
  shape: withoutNodes(output?.shape),
})

const answer = (made: ReturnType<typeof compileNode>): unknown => (isLeft(made) ? made.left : said(made.right))

const isKept = (d: Dialect, node: QueryNode): boolean => {
  const structure = structureOf(node, d.castType)
  return structure !== undefined && keptStatement(d, structure) !== undefined
}

const { pipe } = o

const people = o.table('people', {
  id: o.integer({ primaryKey: true, generate: 'identity' }),
  name: o.text(),
  age: o.integer({ nullable: true }),
})

const friends = o.as('friends')(people)

const some: ReadonlyArray<number> = [3, 4, 5, 6, 7, 8, 0, 1, 2]

describe.each(dialects.map((dialect) => ({ name: dialect.name, dialect })))('kept texts on $name', ({ dialect }) => {
  it.each(cases.map((c) => [c.id, c.query] as const))('%s', (_id, query) => {
    const node = queryNode(query())
    expect(answer(compileNode(dialect, node))).toEqual(answer(compileAnew(dialect, node)))
    expect(answer(compileNode(dialect, queryNode(query())))).toEqual(answer(compileAnew(dialect, node)))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 7 }), (choices) => {
        const other = revalued(node, pickWith(choices)) as QueryNode
        expect(answer(compileNode(dialect, other))).toEqual(answer(compileAnew(dialect, other)))
      }),
      { numRuns: 15 },
    )
  })

  it('keeps a page of a query and of one inside, for other values', () => {
    const page = (limit: number, offset: number, name: string) =>
      queryNode(
        pipe(
          o.from(people),
          o.where(o.isIn(people.id, pipe(o.from(friends), o.where(o.eq(friends.name, name)), o.select(friends.id)))),
          o.orderBy(people.id),
          o.limit(limit),
          o.offset(offset),
        ),
      )
    expect(isLeft(compileNode(dialect, page(10, 20, 'Ada')))).toBe(false)
    expect(isKept(dialect, page(11, 30, 'Bob'))).toBe(true)
    expect(isKept(dialect, page(1, 30, 'Bob'))).toBe(false)
    expect(answer(compileNode(dialect, page(11, 30, 'Bob')))).toMatchObject({ params: ['Bob', 11, 30] })
  })

  it('keeps most of what it compiles', () => {
    const compiled = cases.map(({ query }) => queryNode(query())).filter((node) => !isLeft(compileNode(dialect, node)))
    expect(compiled.filter((node) => isKept(dialect, node)).length).toBeGreaterThan(0.8 * compiled.length)
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// what is not kept
// ---------------------------------------------------------------------------------------------------------------------

const sqlOf = (d: Dialect, query: { readonly _tag: string; readonly [QueryId]: unknown }): string => {
  const made = compileNode(d, queryNode(query))
  if (isLeft(made)) throw new Error(made.left.message)
  return made.right.sql
}

describe('what is not kept', () => {
  const byName = (name: unknown) => pipe(o.from(people), o.where(o.eq(people.name, name as string)))

  it('is what a dialect makes of a value that it does not bind', () => {
    const inlining: Dialect = {
      ...sqlite,
      expr: {
        ...sqlite.expr,
        Param: (_d, { value }) => `'${String(value)}'`,
        Binary: (_d, { right }) => (right._tag === 'Param' ? `'${String(right.value)}'` : ''),
      },
    }
    expect(sqlOf(inlining, byName('Ada'))).toContain("'Ada'")
    expect(sqlOf(inlining, byName('Bob'))).toContain("'Bob'")
  })

  it('is what a dialect makes of a value that it also binds', () => {
    const doubling: Dialect = {
      ...sqlite,
      expr: {
        ...sqlite.expr,
        Binary: (d, node, w) =>
          `${sqlite.expr.Binary(d, node, w)} and ${d.expr.Param(d, { ...(node.right as ParamNode), value: `not ${String((node.right as ParamNode).value)}` }, w)}`,
      },
    }
    for (const name of ['Ada', 'Bob'])
      expect(answer(compileNode(doubling, queryNode(byName(name))))).toMatchObject({ params: [name, `not ${name}`] })
  })

  it('is what poses as an expression, though a query of its structure is known', () => {
    const predicate = o.eq(people.name, 'Ada')
    expect(isLeft(compileNode(postgres, queryNode(pipe(o.from(people), o.where(predicate)))))).toBe(false)
    const { [ExprId]: _, ...posing } = predicate as unknown as Record<PropertyKey, unknown>
    expect(compileNode(postgres, queryNode(pipe(o.from(people), o.where(posing as never))))).toMatchObject({
      left: { _tag: 'CompileError', reason: 'malformed' },
    })
    const { [ExprId]: __, ...param } = (predicate as unknown as { readonly right: Record<PropertyKey, unknown> }).right
    const mixed = { ...(predicate as unknown as Record<PropertyKey, unknown>), right: param }
    expect(compileNode(postgres, queryNode(pipe(o.from(people), o.where(mixed as never))))).toMatchObject({
      left: { _tag: 'CompileError', reason: 'malformed' },
    })
  })

  it.each(dialects.map((d) => [d.name, d] as const))('is a text whose values were equal where rows are grouped, on %s', (_name, d) => {
    const grouped = (selected: number, by: number) =>
      queryNode(
        pipe(o.from(people), o.groupBy(o.gt(people.age, by)), o.select({ old: o.gt(people.age, selected), rows: o.count() })) as {
          readonly _tag: string
          readonly [QueryId]: unknown
        },
      )
    expect(isLeft(compileNode(d, grouped(18, 18)))).toBe(false)
    expect(compileNode(d, grouped(18, 21))).toMatchObject({ left: { _tag: 'CompileError', reason: 'grouping' } })
  })

  it('is a text of parameters that were shared, or were not', () => {
    const distinct = (low: number, high: number) =>
      queryNode(
        pipe(o.from(people), o.where(o.between(people.age, low, high)), o.distinct, o.select(people.name)) as {
          readonly _tag: string
          readonly [QueryId]: unknown
        },
      )
    for (const [low, high] of [
      [1, 2],
      [2, 2],
      [1, 3],
    ] as const)
      expect(answer(compileNode(postgres, distinct(low, high)))).toEqual(answer(compileAnew(postgres, distinct(low, high))))
  })

  it('is a text with a long value that decides it', () => {
    const suffixed = (suffix: string) =>
      queryNode(pipe(o.from(people), o.select(o.concat(people.name, suffix))) as { readonly _tag: string; readonly [QueryId]: unknown })
    for (const [suffix, kept] of [
      ['!', true],
      ['!'.repeat(101), false],
    ] as const) {
      expect(isLeft(compileNode(postgres, suffixed(suffix)))).toBe(false)
      expect(isKept(postgres, suffixed(suffix))).toBe(kept)
    }
  })

  it('is the text of a very long query', () => {
    const long = pipe(o.from(people), o.where(o.or(...Array.from({ length: 300 }, (_, id) => o.eq(people.id, id)))))
    expect(isLeft(compileNode(postgres, queryNode(long)))).toBe(false)
    expect(isKept(postgres, queryNode(long))).toBe(false)
  })

  it('is what was longest unused, where there are many alike', () => {
    const columns = Array.from({ length: 12 }, (_, index) => [`c${index}`, o.integer()] as const)
    const wide = o.table('wide', Object.fromEntries(columns))
    const by = (index: number) => queryNode(pipe(o.from(wide), o.where(o.eq(wide[`c${index}`] as never, 1 as never))) as never)
    const first = by(0)
    for (let index = 0; index < 12; index++) {
      compileNode(postgres, by(index))
      compileNode(postgres, first)
    }
    expect(isKept(postgres, by(0))).toBe(true)
    expect(isKept(postgres, by(1))).toBe(false)
    expect(isKept(postgres, by(11))).toBe(true)
  })

  it('is what came before very many lengths', () => {
    const own = o.table('own', { id: o.integer() })
    const ofLength = (length: number) => queryNode(pipe(o.from(own), o.where(o.or(...Array.from({ length }, (_, id) => o.eq(own.id, id))))))
    for (let length = 2; length < 70; length++) compileNode(postgres, ofLength(length))
    expect(isKept(postgres, ofLength(3))).toBe(false)
    expect(isKept(postgres, ofLength(69))).toBe(true)
  })

  it('is a refused value: the next query of the structure is compiled, and the refused one is refused again', () => {
    const bad = byName(5)
    expect(compileNode(postgres, queryNode(bad))).toMatchObject({ left: { _tag: 'ValidationError' } })
    expect(sqlOf(postgres, byName('Ada'))).toContain('where "people"."name" = $1')
    expect(compileNode(postgres, queryNode(bad))).toEqual(compileAnew(postgres, queryNode(bad)))
  })
})
