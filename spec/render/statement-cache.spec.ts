/**
 * A text that is kept is the text that would be made anew, whatever the values are.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { isLeft } from '../../lib/internal/either.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { structureOf } from '../../lib/plan/structure.js'
import { postgres } from '../../lib/postgres/index.js'
import { ExprId, type ParamNode, type QueryId, type QueryNode } from '../../lib/tree/node.js'
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

/** How the parameters of a query are made: each by itself, one node for all of a type, or without the operand they stand beside. */
type Sharing = 'apart' | 'shared' | 'alone'

const rewired = (value: unknown, sharing: Sharing, known: Map<unknown, unknown> = new Map()): unknown => {
  if (sharing === 'apart' || !isRecord(value) || isShared(value)) return value
  if (Array.isArray(value)) return value.map((item) => rewired(item, sharing, known))
  if (value['_tag'] === 'Param') {
    if (sharing === 'alone') return { ...value, like: undefined }
    const one = known.get(value['type']) ?? value
    known.set(value['type'], one)
    return one
  }
  if (value['_tag'] === 'Insert' && Array.isArray(value['rows'])) return value
  const copy: Record<PropertyKey, unknown> = {}
  for (const key of Reflect.ownKeys(value)) copy[key] = rewired(value[key], sharing, known)
  return copy
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

const twice = <A>(...values: ReadonlyArray<A>): readonly [fc.Arbitrary<A>, fc.Arbitrary<A>] => [
  fc.constantFrom(...values),
  fc.constantFrom(...values),
]

describe.each(dialects.map((dialect) => ({ name: dialect.name, dialect })))('kept texts on $name', ({ dialect }) => {
  it.each(cases.map((c) => [c.id, c.query] as const))('%s', (_id, query) => {
    const node = queryNode(query())
    expect(answer(compileNode(dialect, node))).toEqual(answer(compileAnew(dialect, node)))
    expect(answer(compileNode(dialect, queryNode(query())))).toEqual(answer(compileAnew(dialect, node)))
    const picks = fc.array(fc.constantFrom(...some), { minLength: 1, maxLength: 7 })
    const sharings = fc.constantFrom<Sharing>('apart', 'shared', 'alone')
    fc.assert(
      fc.property(picks, sharings, picks, sharings, (first, firstSharing, second, secondSharing) => {
        // A dialect that knows nothing yet.
        const d = { ...dialect }
        const made = (choices: ReadonlyArray<number>, sharing: Sharing): QueryNode =>
          rewired(revalued(node, pickWith(choices)), sharing) as QueryNode
        compileNode(d, made(first, firstSharing))
        const other = made(second, secondSharing)
        expect(answer(compileNode(d, other))).toEqual(answer(compileAnew(d, other)))
      }),
      { numRuns: 20 },
    )
    fc.assert(
      fc.property(picks, (choices) => {
        const other = revalued(node, pickWith(choices)) as QueryNode
        expect(answer(compileNode(dialect, other))).toEqual(answer(compileAnew(dialect, other)))
      }),
      { numRuns: 15 },
    )
  })

  it('are right beside values that a column holds and values that it does not, one after the other', () => {
    const t = o.table('narrow', { id: o.integer(), s: o.smallint(), p: o.decimal(4, 2), name: o.varchar(3) })
    const shapes: ReadonlyArray<(a: never, low: never, high: never) => unknown> = [
      (a, low) => o.eq(a, low),
      (a, low) => o.isDistinctFrom(a, low),
      (a, low, high) => o.between(a, low, high),
      (a, low, high) => o.isIn(a, [low, high]),
      (a, low, high) => o.isIn(o.tuple(a, t.id), [[low, 1] as never, [high, 3_000_000_000] as never]),
      (a, low, high) => o.or(o.eq(a, low), o.gt(a, high)),
    ]
    const columns = fc.oneof(
      fc.tuple(fc.constant(t.id), ...twice(1, 2, 3_000_000_000, 4_000_000_000)),
      fc.tuple(fc.constant(t.s), ...twice(1, 2, 40_000, 3_000_000_000)),
      fc.tuple(fc.constant(t.p), ...twice('1', '2.50', '1.125', '2.125', '100')),
      fc.tuple(fc.constant(t.name), ...twice('a', 'b', 'abcd', 'x'.repeat(200))),
    )
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.array(columns, { minLength: 2, maxLength: 8 }), (shape, choices) => {
        const d = { ...dialect }
        for (const [a, low, high] of choices) {
          const query = () => queryNode(pipe(o.from(t), o.where(shape(a as never, low as never, high as never) as never)) as never)
          expect(answer(compileNode(d, query()))).toEqual(answer(compileAnew(d, query())))
        }
      }),
      { numRuns: 60 },
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

  it('keeps what is made anew with aliases and fragments, for other values', () => {
    const made = (name: string) => {
      const other = pipe(people, o.as('other'))
      return queryNode(pipe(o.from(other), o.where(o.sql(o.boolean())`length(${name}) = ${other.age}`)))
    }
    expect(isLeft(compileNode(dialect, made('Ada')))).toBe(false)
    expect(isKept(dialect, made('Bob'))).toBe(true)
    expect(answer(compileNode(dialect, made('Bob')))).toEqual(answer(compileAnew(dialect, made('Bob'))))
    for (let index = 0; index < 101; index++) expect(pipe(people, o.as(`p${index}`)).id).toMatchObject({ source: `p${index}` })
    expect(pipe(people, o.as('p100'))).toBe(pipe(people, o.as('p100')))
  })

  it('keeps most of what it compiles', () => {
    // Rows of values with nulls among them are looked at each time.
    const compiled = cases
      .map(({ query }) => queryNode(query()))
      .filter((node) => !isLeft(compileNode(dialect, node)) && !(node._tag === 'Select' && node.from._tag === 'Values'))
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

  it('is a refused value: the next query of the structure is compiled, and the refused one is refused again', () => {
    const bad = byName(5)
    expect(compileNode(postgres, queryNode(bad))).toMatchObject({ left: { _tag: 'ValidationError' } })
    expect(sqlOf(postgres, byName('Ada'))).toContain('where "people"."name" = $1')
    expect(compileNode(postgres, queryNode(bad))).toEqual(compileAnew(postgres, queryNode(bad)))
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// two queries that look alike
// ---------------------------------------------------------------------------------------------------------------------

const whole = o.integer()
const lit = (value: number): ReturnType<typeof o.literal<never>> => o.literal(value as never, whole as never)

/** A table of its own for each case, so that nothing is known of it. */
const own = () =>
  o.table('own', {
    id: o.integer({ primaryKey: true }),
    a: o.integer(),
    b: o.integer(),
    x: o.double(),
    s: o.text(),
    d: o.decimal(18, 6),
    e: o.decimal(18, 0),
  })

type Own = ReturnType<typeof own>
type Made = { readonly _tag: string; readonly [QueryId]: unknown }

const shared = lit(3)
const small = o.literal('1', o.decimal(18, 0))
const large = o.literal('999999999999999999', o.decimal(18, 0))
const ofD = (t: Own, value: unknown) => pipe(o.from(t), o.where(o.eq(t.d, value as never)))

/** Pairs of queries; the second must be what it is without the first. */
const pairs: Readonly<Record<string, (t: Own) => readonly [unknown, unknown]>> = {
  'one value in two places, and two values': (t) => {
    const both = (a: typeof shared, b: typeof shared) => pipe(o.from(t), o.where(o.and(o.eq(t.a, a as never), o.eq(t.b, b as never))))
    return [both(shared, shared), both(lit(1), lit(2))]
  },
  'one predicate in two places, and two predicates': (t) => {
    const either = (a: unknown, b: unknown) =>
      pipe(o.from(t), o.where(o.or(o.and(a as never, o.eq(t.s, 'x')), o.and(b as never, o.eq(t.s, 'y')))))
    const one = o.eq(t.a, 5)
    return [either(one, one), either(o.eq(t.a, 10), o.eq(t.a, 20))]
  },
  'one query on both sides of a union, and two': (t) => {
    const base = (a: number) => pipe(o.from(t), o.where(o.eq(t.a, a)))
    const one = base(1)
    return [pipe(one, o.unionAll(one)), pipe(base(1), o.unionAll(base(2)))]
  },
  'one value that decides the text and does not': (t) => {
    const divided = (a: typeof shared, by: typeof shared) =>
      pipe(o.from(t), o.where(o.and(o.eq(t.a, a as never), o.gt(o.div(t.b, by as never), 0))))
    return [divided(shared, shared), divided(lit(7), shared)]
  },
  'a value twice in a list, and two values': (t) => {
    const listed = (a: unknown, b: unknown) => pipe(o.from(t), o.where(o.isIn(t.a, [a, b] as never)))
    return [listed(shared, shared), listed(lit(1), lit(2))]
  },
  'equal values under DISTINCT, and others': (t) => {
    const five = (a: number) => pipe(o.from(t), o.distinct, o.select({ five: o.eq(t.a, a), n: o.add(t.b, 5) }))
    return [five(5), five(7)]
  },
  'other values under GROUP BY, and equal ones': (t) => {
    const grouped = (a: number) =>
      pipe(o.from(t), o.where(o.eq(t.a, a)), o.groupBy(o.add(t.b, 5)), o.select({ n: o.add(t.b, 5), rows: o.count() }))
    return [grouped(7), grouped(5)]
  },
  '0 and -0': (t) => {
    const times = (z: number) => pipe(o.from(t), o.select({ n: o.mul(t.x, z) }))
    return [times(0), times(-0)]
  },
  'decimals of another scale': (t) => [ofD(t, small), ofD(t, large)],
  'decimals of another scale, the other way': (t) => [ofD(t, large), ofD(t, small)],
  'decimals of another scale in a list': (t) => {
    const listed = (value: unknown) => pipe(o.from(t), o.where(o.isIn(t.d, [value, '1'] as never)))
    return [listed(small), listed(large)]
  },
  'decimals of another scale between others': (t) => {
    const within = (low: string) => pipe(o.from(t), o.where(o.between(t.e, low, o.literal('1.5', o.decimal(18, 1)) as never)))
    return [within('1'), within('999999999999999999')]
  },
  'decimals of another scale that are assigned': (t) => {
    const set = (value: unknown) => pipe(o.update(t)({ d: value as never }), o.where(o.eq(t.id, 1)))
    return [set(small), set(large)]
  },
  'bigints beside decimals': (t) => [ofD(t, o.literal(1n, o.bigint())), ofD(t, o.literal(2n ** 63n - 1n, o.bigint()))],
  'a null of its own type, and null': (t) => {
    const equal = (value: unknown) => pipe(o.from(t), o.where(o.eq(t.a, value as never)))
    return [equal(o.literal(null as never, whole as never)), equal(null)]
  },
  'what an upsert excludes, of two descriptors of a table': (t) => {
    const wide = o.table('own', { id: o.integer({ primaryKey: true }), a: o.text() })
    const narrow = o.table('own', { id: o.integer({ primaryKey: true }), a: o.integer() })
    const insert = o.insertInto(narrow)({ id: 1, a: 1 })
    void t
    const upsert = (table: unknown) =>
      pipe(
        insert,
        (o.onConflictDoUpdate as (...given: ReadonlyArray<unknown>) => (query: unknown) => unknown)(
          table,
          narrow.id,
          (e: { readonly a: unknown }) => ({ a: e.a }),
        ),
      )
    return [upsert(narrow), upsert(wide)]
  },
  'a record and a list that poses as one': (t) => {
    const row = { id: 1, a: 1, b: 1, x: 1, s: 'a', d: '1', e: '1' }
    const insert = o.insertInto(t) as (rows: ReadonlyArray<unknown>) => unknown
    return [insert([row]), insert([Object.assign([], row)])]
  },
}

describe.each(dialects.map((dialect) => ({ name: dialect.name, dialect })))('queries that look alike, on $name', ({ dialect }) => {
  it.each(Object.keys(pairs))('%s', (name) => {
    const [first, second] = (pairs[name] as (typeof pairs)[string])(own())
    compileNode(dialect, queryNode(first as Made))
    const node = queryNode(second as Made)
    expect(answer(compileNode(dialect, node))).toEqual(answer(compileAnew(dialect, node)))
  })
})

describe('what a kept text keeps', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void

  const gone = async (made: () => object): Promise<boolean> => {
    const reference = new WeakRef(made())
    for (let turn = 0; turn < 20 && reference.deref() !== undefined; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      collect()
    }
    return reference.deref() === undefined
  }

  const compiled = (query: unknown): QueryNode => {
    const node = queryNode(query as Made)
    expect(isLeft(compileNode(postgres, node))).toBe(false)
    expect(isKept(postgres, node)).toBe(true)
    return node
  }

  it('is no query, no row and no value of it', async () => {
    const t = own()
    expect(await gone(() => compiled(pipe(o.from(t), o.where(o.eq(t.s, 'secret')), o.limit(10))))).toBe(true)
    expect(
      await gone(
        () => (compiled(pipe(o.from(t), o.where(o.isIn(t.s, ['secret', 'words'])))) as unknown as { readonly where: object }).where,
      ),
    ).toBe(true)
    expect(await gone(() => compiled(pipe(o.update(t)({ s: 'secret' }), o.where(o.eq(t.id, 1)))))).toBe(true)
    const selected = queryNode(pipe(o.from(t), o.select({ is: o.eq(t.s, 'secret') })) as Made)
    expect(isLeft(compileNode(postgres, selected))).toBe(false)
    expect(isKept(postgres, selected)).toBe(false)
    expect(await gone(() => compiled(o.insertInto(t)({ id: 1, a: 1, b: 1, x: 1, s: 'secret', d: '1', e: '1' })))).toBe(true)
  })

  it('is not much: long lists and many large inserts make room', () => {
    const t = own()
    const listed = queryNode(
      pipe(
        o.from(t),
        o.where(
          o.isIn(
            t.id,
            Array.from({ length: 600 }, (_, id) => id),
          ),
        ),
      ),
    )
    expect(isLeft(compileNode(mysql, listed))).toBe(false)
    expect(isKept(mysql, listed)).toBe(false)
    const inserted = (rows: number) =>
      queryNode(o.insertInto(t)(Array.from({ length: rows }, (_, id) => ({ id, a: 1, b: 1, x: 1, s: '', d: '1', e: '1' }))))
    for (let rows = 5_000; rows < 5_008; rows++) expect(isLeft(compileNode(postgres, inserted(rows)))).toBe(false)
    expect(isKept(postgres, inserted(5_000))).toBe(false)
    expect(isKept(postgres, inserted(5_007))).toBe(true)
    expect(isLeft(compileNode(mysql, inserted(9_000)))).toBe(false)
  })
})
