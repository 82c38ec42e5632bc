/** Numbers on SQLite: every result is what integers of any size give, or an error. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  abs,
  add,
  avg,
  between,
  bigint,
  json,
  uuid,
  varchar,
  branch,
  caseWhen,
  cast,
  coalesce,
  count,
  countDistinct,
  decimal,
  deleteFrom,
  desc,
  distinct,
  div,
  double,
  eq,
  everyRow,
  filterWhere,
  from,
  gt,
  gte,
  insertInto,
  integer,
  isDistinctFrom,
  isIn,
  literal,
  lt,
  lte,
  max,
  min,
  mod,
  mul,
  ne,
  nullIf,
  orderBy,
  over,
  pipe,
  scalarOf,
  select,
  smallint,
  sql,
  sub,
  subquery,
  sum,
  sumDistinct,
  table,
  text,
  tuple,
  union,
  update,
  where,
  arrayOf,
  groupBy,
  insertFrom,
  boolean,
  rowNumber,
} from '../../lib/index.js'
import { type Opened, openOf, refusalOf, sqlOf } from './open.js'

const numbers = table('n', {
  id: integer({ primaryKey: true }),
  a: decimal(12, 2),
  b: decimal(18, 4),
  c: decimal(9, 0),
  d: decimal(18, 18),
  i: integer(),
  g: bigint(),
  s: smallint(),
  f: double(),
})
const wides = table('w', { id: integer({ primaryKey: true }), w: decimal(38, 4), v: decimal(20, 2), total: decimal(12, 2), t: text() })

let db: Opened
beforeAll(async () => {
  db = await openOf(numbers, wides)
})
afterAll(async () => void (await db.database.close()))

// ---------------------------------------------------------------------------------------------------------------------
// a model: fractions of integers of any size
// ---------------------------------------------------------------------------------------------------------------------

const ten = (digits: number): bigint => 10n ** BigInt(digits)

const scales = { a: 2, b: 4, c: 0, d: 18, i: 0, g: 0, s: 0 } as const
type Key = keyof typeof scales
const keys = Object.keys(scales) as ReadonlyArray<Key>
const isDecimal = (key: Key): boolean => key === 'a' || key === 'b' || key === 'c' || key === 'd'

const print = (scaled: bigint, scale: number): string => {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, '0')
  return `${scaled < 0n ? '-' : ''}${scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`}`
}

/** n / m, rounded half away from zero. */
const rounded = (n: bigint, m: bigint): bigint => {
  const negative = n < 0n !== m < 0n
  const [x, y] = [n < 0n ? -n : n, m < 0n ? -m : m]
  const quotient = (2n * x + y) / (2n * y)
  return negative ? -quotient : quotient
}

const fits = (value: bigint): boolean => value >= -(2n ** 63n) && value < 2n ** 63n

const digitsOf: Readonly<Record<Key, number>> = { a: 12, b: 18, c: 9, d: 18, i: 9, g: 18, s: 4 }

const scaledValue = (key: Key): fc.Arbitrary<bigint> => {
  const most = ten(digitsOf[key]) - 1n
  return fc.oneof(fc.bigInt({ min: -most, max: most }), fc.bigInt({ min: -1000n, max: 1000n }), fc.constantFrom(most, -most, 0n, 1n, -1n))
}

const rowArbitrary = fc.record({
  a: scaledValue('a'),
  b: scaledValue('b'),
  c: scaledValue('c'),
  d: scaledValue('d'),
  i: scaledValue('i'),
  g: scaledValue('g'),
  s: scaledValue('s'),
})
type Row = Readonly<Record<Key, bigint>>

const inserted = (row: Row) => ({
  id: 1,
  a: print(row.a, 2),
  b: print(row.b, 4),
  c: print(row.c, 0),
  d: print(row.d, 18),
  i: Number(row.i),
  g: row.g,
  s: Number(row.s),
  f: 0,
})

const store = async (row: Row): Promise<void> => {
  await db.affected(pipe(deleteFrom(numbers), everyRow))
  await db.affected(insertInto(numbers)(inserted(row)))
}

const runs = { numRuns: 40 }

/** A result as the model has it: its digits, or nothing where it cannot be had in 64 bits. */
const operators = { add, sub, mul, div, mod } as const

interface Pair {
  readonly left: Key
  readonly right: Key
  readonly query: ReturnType<typeof from>
}

const pairs = (make: (left: never, right: never) => unknown): ReadonlyArray<Pair> =>
  keys.flatMap((left) =>
    keys.map((right) => ({
      left,
      right,
      query: pipe(from(numbers), select({ x: make(numbers[left] as never, numbers[right] as never) } as never)) as never,
    })),
  )

const typeOf = (left: Key, right: Key): 'decimal' | 'bigint' | 'integer' =>
  isDecimal(left) || isDecimal(right) ? 'decimal' : left === 'g' || right === 'g' ? 'bigint' : 'integer'

const model = (
  operator: keyof typeof operators,
  left: Key,
  right: Key,
  row: Row,
): { readonly exact: bigint | null; readonly scale: number } => {
  const [x, y, p, q] = [row[left], row[right], scales[left], scales[right]]
  const common = Math.max(p, q)
  const [X, Y] = [x * ten(common - p), y * ten(common - q)]
  switch (operator) {
    case 'add':
      return { exact: X + Y, scale: common }
    case 'sub':
      return { exact: X - Y, scale: common }
    case 'mul':
      return { exact: x * y, scale: p + q }
    case 'mod':
      return { exact: Y === 0n ? null : X % Y, scale: common }
    case 'div': {
      if (typeOf(left, right) !== 'decimal') return { exact: y === 0n ? null : x / y, scale: 0 }
      const scale = Math.max(p, q, 6)
      return { exact: y === 0n ? null : rounded(x * ten(scale - p + q), y), scale }
    }
  }
}

/** The one value of a query, or its error in words. */
const answerTo = async (query: unknown): Promise<string> => {
  try {
    const [first] = await db.rows(query as never)
    return String(first?.x)
  } catch (error) {
    return `error: ${(error as Error).message}`
  }
}

describe.each(Object.keys(operators) as ReadonlyArray<keyof typeof operators>)('%s', (operator) => {
  const all = pairs(operators[operator] as never)

  it('is what integers of any size give, or an error where 64 bits do not hold it', async () => {
    await fc.assert(
      fc.asyncProperty(rowArbitrary, async (row) => {
        await store(row)
        for (const { left, right, query } of all) {
          const { exact, scale } = model(operator, left, right, row)
          const what = `${left} ${operator} ${right} of ${row[left]}, ${row[right]}`
          const answer = await answerTo(query)
          const rescaled = [left, right].some((key) => !fits(row[key] * ten(Math.max(0, scale - scales[key]))))
          // Never a wrong answer: an error where the result, an operand at the common scale, or a dividend does not fit.
          const mayFail =
            operator === 'div' || operator === 'mod' || rescaled || exact === null || !fits(exact) || typeOf(left, right) === 'integer'
          const holding = answer.startsWith('error')
            ? mayFail && /64 bits|overflow|digits/.test(answer)
            : answer === (exact === null ? 'null' : print(exact, scale))
          expect({ what, answer, right: holding }).toEqual({ what, answer, right: true })
        }
      }),
      runs,
    )
  }, 60_000)
})

const comparisons = { eq, ne, lt, lte, gt, gte, isDistinctFrom } as const

describe.each(Object.keys(comparisons) as ReadonlyArray<keyof typeof comparisons>)('%s', (operator) => {
  const all = pairs(comparisons[operator] as never)
  const holds: Readonly<Record<keyof typeof comparisons, (x: bigint, y: bigint) => boolean>> = {
    eq: (x, y) => x === y,
    ne: (x, y) => x !== y,
    lt: (x, y) => x < y,
    lte: (x, y) => x <= y,
    gt: (x, y) => x > y,
    gte: (x, y) => x >= y,
    isDistinctFrom: (x, y) => x !== y,
  }

  it('compares numbers of any scales exactly', async () => {
    await fc.assert(
      fc.asyncProperty(rowArbitrary, async (row) => {
        await store(row)
        for (const { left, right, query } of all) {
          const [X, Y] = [row[left] * ten(18 - scales[left]), row[right] * ten(18 - scales[right])]
          const answer = await answerTo(query)
          const common = Math.max(scales[left], scales[right])
          const rescaled = [left, right].some((key) => !fits(row[key] * ten(common - scales[key])))
          const holding = answer.startsWith('error') ? rescaled && /64 bits/.test(answer) : answer === String(holds[operator](X, Y))
          expect({ left, operator, right, answer, fits: holding }).toEqual({ left, operator, right, answer, fits: true })
        }
      }),
      runs,
    )
  }, 60_000)
})

describe('a cast between decimals', () => {
  const targets = [0, 1, 2, 4, 6, 18]
  const all = keys.flatMap((key) =>
    targets.map((scale) => ({
      key,
      scale,
      query: pipe(from(numbers), select({ x: cast(numbers[key] as never, decimal(18, scale)) } as never)),
    })),
  )

  it('rounds half away from zero', async () => {
    await fc.assert(
      fc.asyncProperty(rowArbitrary, async (row) => {
        await store(row)
        for (const { key, scale, query } of all) {
          const exact = rounded(row[key] * ten(scale), ten(scales[key]))
          const answer = await answerTo(query)
          // More than 18 digits are not of the type.
          const right = answer.startsWith('error')
            ? (!fits(exact) || `${exact}`.length > 18) && /64 bits/.test(answer)
            : answer === print(exact, scale)
          expect({ key, scale, answer, right }).toEqual({ key, scale, answer, right: true })
        }
      }),
      runs,
    )
  }, 60_000)

  it('to text is canonical, and back the same', async () => {
    await fc.assert(
      fc.asyncProperty(rowArbitrary, async (row) => {
        await store(row)
        for (const key of keys) {
          const query = pipe(
            from(numbers),
            select({
              t: cast(numbers[key] as never, text()),
              back: cast(cast(numbers[key] as never, text()), decimal(18, scales[key])),
            } as never),
          )
          const [first] = await db.rows(query as never)
          expect(first).toEqual({ t: print(row[key], scales[key]), back: print(row[key], scales[key]) })
        }
      }),
      runs,
    )
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// cases
// ---------------------------------------------------------------------------------------------------------------------

const one = async (expression: unknown): Promise<unknown> => {
  const single = table('single', { id: integer() })
  const [row] = await db.rows(pipe(from(single), select({ x: expression } as never)) as never)
  return (row as { readonly x: unknown } | undefined)?.x
}

beforeAll(async () => {
  await db.raw('create table single (id integer)')
  await db.raw('insert into single values (1)')
})

const lit = (value: string, precision: number, scale: number) => literal(value, decimal(precision, scale))

describe('casts', () => {
  const cases: ReadonlyArray<readonly [string, unknown, unknown]> = [
    ['a decimal to an integer, half up', cast(lit('2.50', 12, 2), integer()), 3],
    ['a negative one, half down', cast(lit('-2.50', 12, 2), integer()), -3],
    ['below half', cast(lit('2.49', 12, 2), bigint()), 2n],
    ['a decimal to a double', cast(lit('-0.05', 12, 2), double()), -0.05],
    ['an integer to a double', div(cast(literal(1, integer()), double()), literal(2, integer())), 0.5],
    ['a double to an integer', cast(literal(0.49999999999999994, double()), integer()), 0],
    ['a double half to even', cast(literal(2.5, double()), integer()), 2],
    ['a negative double half to even', cast(literal(-2.5, double()), bigint()), -2n],
    ['a large double', cast(literal(4611686018427387904, double()), bigint()), 4611686018427387904n],
    ['a double to a decimal', cast(literal(0.1, double()), decimal(12, 2)), '0.10'],
    ['a small negative double to a decimal', cast(literal(-0.001, double()), decimal(12, 2)), '0.00'],
    ['a double to text', cast(literal(0.1, double()), text()), '0.1'],
    ['a whole double to text', cast(literal(3, double()), text()), '3'],
    ['a large double to text', cast(literal(1e20, double()), text()), '1e+20'],
    ['an integer to text', cast(literal(-7, integer()), text()), '-7'],
    ['a whole decimal to text', cast(lit('-7', 5, 0), text()), '-7'],
    ['a boolean to text', cast(literal(true, boolean()), text()), 'true'],
    ['a boolean to an integer', cast(literal(true, boolean()), integer()), 1],
    ['an integer to a boolean', cast(literal(2, integer()), boolean()), true],
    ['text to a boolean', cast(literal('false', text()), boolean()), false],
    ['text to an integer', cast(literal('-007', text()), integer()), -7],
    ['text to a bigint', cast(literal('9223372036854775806', text()), bigint()), 9223372036854775806n],
    ['text to a decimal', cast(literal('-0.055', text()), decimal(12, 2)), '-0.06'],
    ['text without a point to a decimal', cast(literal('15', text()), decimal(12, 2)), '15.00'],
    ['text to a double', cast(literal('1e3', text()), double()), 1000],
    ['a wide decimal to a double', cast(lit('0.5', 38, 4), double()), 0.5],
    ['a wide decimal to text', cast(lit('-0.5', 38, 4), text()), '-0.5000'],
    ['a wide decimal to another', cast(lit('12.3456', 38, 4), decimal(12, 2)), '12.35'],
    ['a decimal to a wide one', cast(lit('-0.05', 12, 2), decimal(38, 4)), '-0.0500'],
    ['a decimal to itself', cast(lit('1.50', 12, 2), decimal(12, 2)), '1.50'],
    ['an integer to a decimal', cast(literal(3, integer()), decimal(12, 2)), '3.00'],
    ['text to a uuid', cast(literal('01890A5D-AC96-774B-BCCE-B302099A8057', text()), uuid()), '01890a5d-ac96-774b-bcce-b302099a8057'],
    ['text to JSON', cast(literal(' {"a": [1]}', text()), json()), { a: [1] }],
    ['JSON to text', cast(literal([1, 'a'], json()), text()), '[1,"a"]'],
    ['text of any length', cast(literal('ab', varchar(2)), text()), 'ab'],
    ['null', cast(nullIf(literal(1, double()), 1), decimal(12, 2)), null],
  ]
  it.each(cases)('%s', async (_name, expression, value) => {
    expect(await one(expression)).toEqual(value)
  })

  const failing: ReadonlyArray<readonly [string, unknown]> = [
    ['text that is no integer', cast(literal('12a', text()), integer())],
    ['a sign alone', cast(literal('-', text()), integer())],
    ['an integer beyond 64 bits', cast(literal('9'.repeat(20), text()), bigint())],
    ['text that is no decimal', cast(literal('1.2.3', text()), decimal(12, 2))],
    ['a point without decimals', cast(literal('1.', text()), decimal(12, 2))],
    ['text that is no number', cast(literal('abc', text()), double())],
    ['text that is no boolean', cast(literal('yes', text()), boolean())],
    ['a double beyond 64 bits', cast(literal(1e300, double()), bigint())],
    ['a negative double beyond 64 bits', cast(literal(-1e19, double()), bigint())],
    ['a double beyond 64 bits as a decimal', cast(literal(1e300, double()), decimal(12, 2))],
  ]
  it.each(failing)('fails of %s', async (_name, expression) => {
    const error = await db.error(pipe(from(table('single', { id: integer() })), select({ x: expression } as never)) as never)
    expect(error).toMatchObject({ _tag: 'QueryError', code: 'SQLITE_ERROR' })
    // What of the guards in the statement failed is not known: each is named, and no other.
    expect(error.message).toMatch(
      /^(?:a number needs more than 64 bits|a value does not read as the type it is cast to)(?:; or a value does not read as the type it is cast to)? \(SQLite says: malformed JSON\)$/u,
    )
  })

  const refused: ReadonlyArray<readonly [string, unknown, string]> = [
    [
      'a double to a wide decimal',
      cast(literal(1, double()), decimal(38, 4)),
      'unsupported: sqlite has no cast of double to decimal(38, 4)',
    ],
  ]
  it.each(refused)('refuses %s', (_name, expression, message) => {
    expect(refusalOf(pipe(from(numbers), select({ x: expression } as never)) as never)).toContain(message)
  })
})

describe('golden SQL', () => {
  const where1 = (predicate: unknown): string =>
    sqlOf(pipe(from(numbers), where(predicate as never), select({ id: numbers.id })) as never).split(' where ')[1] as string
  const expressionSql = (expression: unknown): string =>
    sqlOf(pipe(from(numbers), select({ x: expression } as never)) as never)
      .replace('select ', '')
      .replace(' as `x` from `n`', '')

  it('of one scale compares as stored', () => {
    expect(where1(gt(numbers.a, '1.50'))).toBe('`n`.`a` > cast(?1 as integer)')
    expect(where1(eq(numbers.a, numbers.a))).toBe('`n`.`a` = `n`.`a`')
    expect(where1(between(numbers.a, '1', '2'))).toBe('`n`.`a` between cast(?1 as integer) and cast(?2 as integer)')
    expect(where1(isIn(numbers.a, ['1', '2']))).toBe('`n`.`a` in (cast(?1 as integer), cast(?2 as integer))')
  })

  it('of several scales compares at the largest', () => {
    expect(where1(eq(numbers.a, numbers.b))).toBe('(`n`.`a` * 100) = `n`.`b`')
    expect(where1(lt(numbers.i, numbers.a))).toBe('(`n`.`i` * 100) < `n`.`a`')
    expect(where1(between(numbers.c, numbers.a, numbers.b))).toBe('(`n`.`c` * 10000) between (`n`.`a` * 100) and `n`.`b`')
    expect(where1(isIn(numbers.c, [numbers.a]))).toBe('(`n`.`c` * 100) in (`n`.`a`)')
    expect(where1(eq(tuple(numbers.a, numbers.i), tuple(numbers.b, numbers.i)))).toBe('((`n`.`a` * 100), `n`.`i`) = (`n`.`b`, `n`.`i`)')
  })

  it('is guarded where a value might need more than 64 bits', () => {
    expect(where1(eq(numbers.g, numbers.a))).toBe("cast(json(replace(`n`.`g` * 100, '.', ' ')) as integer) = `n`.`a`")
    expect(expressionSql(mul(numbers.a, numbers.a))).toBe("cast(json(replace(`n`.`a` * `n`.`a`, '.', ' ')) as integer)")
    expect(expressionSql(mul(numbers.a, '1.05'))).toBe('`n`.`a` * cast(?1 as integer)')
    expect(expressionSql(add(numbers.g, 1n))).toBe("cast(json(replace(`n`.`g` + cast(?1 as integer), '.', ' ')) as integer)")
    expect(expressionSql(add(numbers.i, 1))).toBe('`n`.`i` + ?1')
  })

  it('beside a double is a double', () => {
    expect(where1(gt(numbers.a, numbers.f))).toBe('(`n`.`a` / 100.0) > `n`.`f`')
    expect(where1(gt(numbers.i, numbers.f))).toBe('`n`.`i` > `n`.`f`')
    expect(where1(gt(numbers.f, numbers.g))).toBe('`n`.`f` > cast(`n`.`g` as real)')
    expect(expressionSql(mul(numbers.a, numbers.f))).toBe('(`n`.`a` / 100.0) * `n`.`f`')
    expect(expressionSql(mod(numbers.f, numbers.a))).toBe('mod(`n`.`f`, (`n`.`a` / 100.0))')
    expect(expressionSql(div(numbers.f, 2))).toBe('`n`.`f` / cast(?1 as real)')
  })

  it('of a quotient rounds twice the quotient', () => {
    expect(expressionSql(div(numbers.a, '3'))).toBe(
      '(`n`.`a` * 2000000 / cast(?1 as integer) / 2 + `n`.`a` * 2000000 / cast(?1 as integer) % 2)',
    )
    expect(expressionSql(div(numbers.i, numbers.s))).toBe('`n`.`i` / `n`.`s`')
  })

  it('inside another operation knows how large it can be', () => {
    expect(expressionSql(add(mod(numbers.a, '7'), div(numbers.c, '3') as never))).toBe(
      '((`n`.`a` % cast(?1 as integer)) * 10000) + (`n`.`c` * 2000000 / cast(?2 as integer) / 2 + `n`.`c` * 2000000 / cast(?2 as integer) % 2)',
    )
    expect(expressionSql(mul(count(), max(numbers.a)))).toBe("cast(json(replace(count(*) * max(`n`.`a`), '.', ' ')) as integer)")
    expect(expressionSql(mul(count(), max(numbers.i)))).toBe('count(*) * max(`n`.`i`)')
    expect(expressionSql(mul(max(numbers.s), min(numbers.s)))).toBe('max(`n`.`s`) * min(`n`.`s`)')
  })

  it('of an average divides once', () => {
    expect(expressionSql(avg(numbers.a))).toBe('(cast(sum(`n`.`a`) as real) / (count(`n`.`a`) * 100))')
    expect(expressionSql(avg(numbers.i))).toBe('avg(`n`.`i`)')
    expect(expressionSql(over(avg(numbers.a), { partitionBy: [numbers.i] }))).toBe(
      '(cast(sum(`n`.`a`) over (partition by `n`.`i`) as real) / (count(`n`.`a`) over (partition by `n`.`i`) * 100))',
    )
    expect(expressionSql(over(rowNumber, { orderBy: [desc(numbers.a)] }))).toBe('row_number() over (order by `n`.`a` desc)')
    expect(expressionSql(over(sum(numbers.a)))).toBe('sum(`n`.`a`) over ()')
  })

  it('of choices has the largest scale', () => {
    expect(expressionSql(coalesce(numbers.a, numbers.b))).toBe('coalesce((`n`.`a` * 100), `n`.`b`)')
    expect(expressionSql(caseWhen([branch(eq(numbers.i, 1), numbers.a)], numbers.i))).toBe(
      'case when `n`.`i` = ?1 then `n`.`a` else (`n`.`i` * 100) end',
    )
    expect(expressionSql(nullIf(numbers.b, numbers.a))).toBe('nullif(`n`.`b`, (`n`.`a` * 100))')
    expect(expressionSql(nullIf(numbers.a, numbers.b))).toBe('case when (`n`.`a` * 100) = `n`.`b` then null else `n`.`a` end')
  })

  it('of what is stored is converted and rounded', () => {
    expect(sqlOf(pipe(update(numbers)({ a: mul(numbers.a, '1.05') }), everyRow) as never)).toBe(
      'update `n` set `a` = ((`n`.`a` * cast(?1 as integer)) / 50 / 2 + (`n`.`a` * cast(?1 as integer)) / 50 % 2)',
    )
    expect(sqlOf(pipe(update(numbers)({ a: numbers.b }), everyRow) as never)).toBe(
      'update `n` set `a` = (`n`.`b` / 50 / 2 + `n`.`b` / 50 % 2)',
    )
    expect(sqlOf(pipe(update(numbers)({ a: '2' }), everyRow) as never)).toBe('update `n` set `a` = cast(?1 as integer)')
  })
})

describe('real runs', () => {
  beforeAll(async () => {
    await db.affected(pipe(deleteFrom(numbers), everyRow))
    const base = { c: '5', d: '0.5', g: 2n ** 62n, s: 7 }
    await db.affected(
      insertInto(numbers)([
        { id: 1, a: '0.10', b: '0.1000', i: 1, f: 0.1, ...base },
        { id: 2, a: '0.20', b: '0.2001', i: 2, f: 2, ...base },
        { id: 3, a: '-3.00', b: '-3', i: -3, f: 5.5, ...base },
      ]),
    )
  })

  it('aggregates', async () => {
    const query = pipe(
      from(numbers),
      select({
        sum: sum(numbers.a),
        distinct: sumDistinct(numbers.c),
        average: avg(numbers.a),
        least: min(numbers.a),
        most: max(numbers.b),
        ints: sum(numbers.i),
        count: count(),
        kinds: countDistinct(numbers.c),
        floats: sum(numbers.f),
        some: pipe(sum(numbers.a), filterWhere(gt(numbers.a, '0'))),
      }),
    )
    expect(await db.rows(query as never)).toEqual([
      {
        sum: '-2.70',
        distinct: '5',
        average: -0.9,
        least: '-3.00',
        most: '0.2001',
        ints: 0n,
        count: 3,
        kinds: 1,
        floats: 7.6,
        some: '0.30',
      },
    ])
  })

  it('a sum beyond 64 bits is an error', async () => {
    expect(await db.error(pipe(from(numbers), select({ x: sum(numbers.g) })) as never)).toMatchObject({
      _tag: 'QueryError',
      message: 'integer overflow',
    })
  })

  it('a sum compares and nests as a scaled integer', async () => {
    const totals = pipe(from(numbers), groupBy(numbers.c), select({ c: numbers.c, total: sum(numbers.a) }), subquery('totals'))
    const query = pipe(
      from(totals),
      where(lt(totals.total, '-2.69')),
      select({
        total: totals.total,
        plus: add(totals.total, '0.01'),
        half: div(totals.total, '2'),
        zero: coalesce(totals.total, '0'),
        nested: arrayOf(pipe(from(numbers), select({ total: sum(numbers.a), b: max(numbers.b), g: min(numbers.g) }))),
      }),
    )
    expect(await db.rows(query as never)).toEqual([
      { total: '-2.70', plus: '-2.69', half: '-1.350000', zero: '-2.70', nested: [{ total: '-2.70', b: '0.2001', g: 2n ** 62n }] },
    ])
  })

  it('integers beyond 32 bits are an error, as on PostgreSQL', async () => {
    expect(await db.error(pipe(from(numbers), select({ x: mul(add(numbers.i, 2147483646), 2) })) as never)).toMatchObject({
      _tag: 'DecodeError',
      message: expect.stringContaining('out of range of -2147483648 to 2147483647') as never,
    })
  })

  it('division by zero is null, of whole numbers whole', async () => {
    const query = pipe(
      from(numbers),
      where(eq(numbers.id, 3)),
      select({
        a: div(numbers.i, 2),
        b: mod(numbers.i, 2),
        c: div(numbers.i, 0),
        d: mod(numbers.a, '0'),
        e: div(numbers.f, 0),
        f: mod(numbers.f, 2),
        g: div(numbers.a, numbers.f),
        h: abs(numbers.a),
      }),
    )
    expect(await db.rows(query as never)).toEqual([{ a: -1, b: -1, c: null, d: null, e: null, f: 1.5, g: -3 / 5.5, h: '3.00' }])
  })

  it('set operations take the first side, and refuse what it would round', async () => {
    const a = pipe(from(numbers), select({ x: numbers.b }))
    const b = pipe(from(numbers), select({ x: numbers.a }))
    expect(sqlOf(pipe(a as never, union(b as never) as never) as never)).toBe(
      'select `n`.`b` as `x` from `n` union select (`nested`.`x` * 100) as `x` from (select `n`.`a` as `x` from `n`) as `nested`'.replace(
        '(`nested`.`x` * 100)',
        "cast(json(replace(`nested`.`x` * 100, '.', ' ')) as integer)",
      ),
    )
    expect(new Set((await db.rows(pipe(a as never, union(b as never) as never) as never)).map((row) => row.x as string))).toEqual(
      new Set(['0.1000', '0.2001', '0.2000', '-3.0000']),
    )
    expect(refusalOf(pipe(b as never, union(a as never) as never) as never)).toContain('no decimal(18, 4) as decimal(12, 2) without a loss')
    const nested = pipe(a as never, union(pipe(a as never, union(b as never) as never) as never) as never)
    expect((await db.rows(nested as never)).length).toBe(4)
  })

  it('membership in a query of another scale', async () => {
    const ids = (predicate: unknown) =>
      db.rows(pipe(from(numbers), where(predicate as never), orderBy(numbers.id), select({ id: numbers.id })) as never)
    expect(await ids(isIn(numbers.a, pipe(from(numbers), select({ b: numbers.b }))))).toEqual([{ id: 1 }, { id: 3 }])
    expect(await ids(isIn(numbers.b, pipe(from(numbers), select({ a: numbers.a }))))).toEqual([{ id: 1 }, { id: 3 }])
    expect(await ids(eq(numbers.b, scalarOf(pipe(from(numbers), select({ a: max(numbers.a) })) as never) as never))).toEqual([])
    const pair = pipe(from(numbers), select({ id: numbers.id, b: numbers.b }))
    expect(await ids(isIn(tuple(numbers.id, numbers.a) as never, pair as never))).toEqual([{ id: 1 }, { id: 3 }])
    expect(
      await ids(
        isIn(
          tuple(numbers.id, numbers.a) as never,
          [
            [1, '0.1'],
            [2, '7'],
          ] as never,
        ),
      ),
    ).toEqual([{ id: 1 }])
  })

  it('an insert from a query converts', async () => {
    const target = table('target', { id: integer({ primaryKey: true }), b: decimal(18, 4), c: decimal(9, 0) })
    await db.raw('create table target (id integer primary key, b integer, c integer) strict')
    await db.affected(insertFrom(target)(pipe(from(numbers), select({ id: numbers.id, b: numbers.a, c: numbers.a })) as never) as never)
    expect(await db.rows(from(target) as never)).toEqual([
      { id: 1, b: '0.1000', c: '0' },
      { id: 2, b: '0.2000', c: '0' },
      { id: 3, b: '-3.0000', c: '-3' },
    ])
  })

  it('a value that 64 bits do not hold is a validation error where arithmetic has it', () => {
    expect(refusalOf(pipe(from(numbers), where(gt(mul(numbers.a, numbers.c), '9'.repeat(19)))) as never)).toContain(
      'expected a decimal of 64 bits',
    )
  })

  it('a value of more than 18 digits, which its column cannot hold, has no order', () => {
    const wide = '9'.repeat(19)
    expect(refusalOf(pipe(from(numbers), where(gt(add(numbers.a, numbers.a), wide))) as never)).toContain(
      'order of decimals of more than 18',
    )
    expect(refusalOf(pipe(from(numbers), where(eq(numbers.a, wide))) as never)).toContain('comparison of decimals of more than 18')
    expect(refusalOf(pipe(from(numbers), select({ n: add(numbers.a, wide) })) as never)).toContain('arithmetic of decimals of more than 18')
  })

  it('scales too far apart are refused', () => {
    const small = mul(numbers.d, numbers.b)
    expect(refusalOf(pipe(from(numbers), where(eq(numbers.c, small as never))) as never)).toContain('decimals 22 digits apart')
    expect(refusalOf(pipe(from(numbers), select({ x: div(numbers.a, small as never) })) as never)).toContain('unsupported')
  })
})

describe('decimals of more than 18 digits', () => {
  beforeAll(async () => {
    await db.affected(
      insertInto(wides)([
        { id: 1, w: '99999999999999999999999999999999.9999', v: '-0.5', total: '1.50', t: 'x' },
        { id: 2, w: '0', v: '7', total: '2', t: 'y' },
      ]),
    )
  })

  it('compare for equality, join, group and count', async () => {
    const ids = (predicate: unknown) => db.rows(pipe(from(wides), where(predicate as never), select({ id: wides.id })) as never)
    expect(await ids(eq(wides.w, '99999999999999999999999999999999.9999'))).toEqual([{ id: 1 }])
    expect(await ids(isIn(wides.v, ['-0.50', '8']))).toEqual([{ id: 1 }])
    expect(await ids(ne(wides.w, '0.0'))).toEqual([{ id: 1 }])
    const query = pipe(from(wides), groupBy(wides.v), distinct, select({ v: wides.v, n: count(wides.w) }))
    expect(new Set((await db.rows(query as never)).map((row) => row.v as string))).toEqual(new Set(['-0.50', '7.00']))
    expect(
      await db.rows(pipe(from(wides), where(eq(wides.id, 1)), select({ x: coalesce(wides.w, '1'), y: nullIf(wides.v, '-0.5') })) as never),
    ).toEqual([{ x: '99999999999999999999999999999999.9999', y: null }])
  })

  it('take a converted value', async () => {
    await db.affected(pipe(update(wides)({ w: wides.total }), where(eq(wides.id, 2))) as never)
    expect(await db.rows(pipe(from(wides), where(eq(wides.id, 2)), select({ w: wides.w })) as never)).toEqual([{ w: '2.0000' }])
  })

  const refused: ReadonlyArray<readonly [string, () => unknown]> = [
    ['order', () => pipe(from(wides), where(gt(wides.w, '1')))],
    ['order', () => pipe(from(wides), where(between(wides.w, '1', '2')))],
    ['order', () => pipe(from(wides), orderBy(wides.w))],
    ['order', () => pipe(from(wides), select({ x: over(rowNumber, { orderBy: [wides.w] }) }))],
    ['comparison', () => pipe(from(wides), where(eq(wides.w, wides.v)))],
    ['comparison', () => pipe(from(wides), where(eq(wides.w, wides.total)))],
    ['arithmetic', () => pipe(from(wides), select({ x: add(wides.w, '1') }))],
    ['sum', () => pipe(from(wides), select({ x: sum(wides.w) }))],
    ['min', () => pipe(from(wides), select({ x: min(wides.w) }))],
    ['avg', () => pipe(from(wides), select({ x: avg(wides.w) }))],
    ['abs', () => pipe(from(wides), select({ x: abs(wides.w) }))],
  ]
  it.each(refused)('refuse %s', (what, query) => {
    expect(refusalOf(query() as never)).toContain(`unsupported: sqlite has no ${what} of decimals of more than 18 digits`)
  })
})

it('a fragment of a decimal type is a scaled integer', async () => {
  expect(await one(sql(decimal(12, 2))`${literal('1.50', decimal(12, 2))} * 2`)).toBe('3.00')
})
