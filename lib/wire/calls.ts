/** The combinators that a query on the wire may call, by name, and what each takes. */
import {
  type AggregateName,
  type Collation,
  type DateField,
  type DateUnit,
  type DiffUnit,
  type FunctionName,
  type Interval,
  nodeOf,
} from '../tree/node.js'
import * as o from '../query/index.js'
import { type AnyExpr, isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { Column } from '../schema/column.js'
import type { AnyQuery } from '../query/query.js'
import { type At, count, flag, inside, isRecord, items, keysOf, object, oneOf, optional, refuse, required, text } from './reader.js'

/** An expression, or a value that takes the type of what it stands beside. */
export type Operand = unknown

/** What the parts of a call are read with. */
export interface Reading {
  readonly expression: (at: At) => AnyExpr
  readonly operand: (at: At) => Operand
  readonly query: (at: At) => AnyQuery
  /** A query whose rows become part of one row. */
  readonly nested: (at: At) => AnyQuery
  readonly orders: (at: At) => ReadonlyArray<never>
  readonly column: (at: At) => Column
}

/** Reads a call: an object whose `call` is the name that it stands under. */
export type Call = (at: At, read: Reading) => AnyExpr

// Combinators keep their promises to programs with types; what is read here has none until its families are compared.
type Loose = (...args: ReadonlyArray<unknown>) => AnyExpr
const loose = (combinator: unknown): Loose => combinator as Loose

// ---------------------------------------------------------------------------------------------------------------------
// families of types
// ---------------------------------------------------------------------------------------------------------------------

/** What an argument must be. `like`: of the family of the first, so that the two compare. */
type Family = 'text' | 'number' | 'boolean' | 'temporal' | 'any' | 'like'

const numeric: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal', 'double'])
const temporal: ReadonlySet<string> = new Set(['date', 'localTimestamp', 'timestamp'])

const isComparable = (a: AnySqlType, b: AnySqlType): boolean => a.tag === b.tag || (numeric.has(a.tag) && numeric.has(b.tag))

const typeOf = (operand: Operand): AnySqlType | undefined => (isExpr(operand) ? nodeOf(operand).type : undefined)

const isOf: { readonly [F in Exclude<Family, 'like'>]: (type: AnySqlType) => boolean } = {
  text: ({ tag }) => tag === 'text',
  number: ({ tag }) => numeric.has(tag),
  boolean: ({ tag }) => tag === 'boolean',
  temporal: ({ tag }) => temporal.has(tag),
  any: () => true,
}

const checkFamily = (at: At, family: Family, operand: Operand, first: AnySqlType | undefined): void => {
  const type = typeOf(operand)
  if (type === undefined) return
  if (family === 'like') {
    if (first !== undefined && !isComparable(first, type)) refuse(at, `${type.tag} does not compare with ${first.tag}`)
  } else if (!isOf[family](type)) refuse(at, `expected ${family === 'any' ? 'a value' : `a ${family}`}, got ${type.tag}`)
}

// ---------------------------------------------------------------------------------------------------------------------
// calls
// ---------------------------------------------------------------------------------------------------------------------

interface Signature {
  readonly takes: ReadonlyArray<Family>
  /** How many of them may be left out. */
  readonly optional?: number
  /** What may follow, as often as is asked for. */
  readonly more?: Family
}

/** The arguments of a call, each looked at. */
const args = (at: At, read: Reading, { takes, optional: free = 0, more }: Signature): ReadonlyArray<Operand> => {
  const list = optional(at, 'args')
  const given = list === undefined ? [] : items(list)
  const tooMany = more === undefined && given.length > takes.length
  if (given.length < takes.length - free || tooMany)
    refuse(at, `this takes ${takes.length - free} arguments${more === undefined ? '' : ' or more'}, and got ${given.length}`)
  let first: AnySqlType | undefined
  return given.map((arg, index) => {
    const operand = read.operand(arg)
    checkFamily(arg, takes[index] ?? (more as Family), operand, first)
    if (index === 0) first = typeOf(operand)
    return operand
  })
}

/** A call of which there is nothing but the arguments. */
const call =
  (combinator: unknown, takes: ReadonlyArray<Family>, rest: Omit<Signature, 'takes'> = {}): Call =>
  (at, read) => {
    object(at, ['call', 'args'])
    return loose(combinator)(...args(at, read, { takes, ...rest }))
  }

/** The one operand of a call that has more to say. */
const operandOf = (at: At, read: Reading, family: Family, keys: ReadonlyArray<string>): AnyExpr => {
  object(at, ['call', 'args', ...keys])
  return args(at, read, { takes: [family] })[0] as AnyExpr
}

/** What a value is for the functions that take one, and no expression. */
const plain = (operand: Operand): unknown => {
  if (!isExpr(operand)) return operand
  const node = nodeOf(operand)
  return node._tag === 'Param' ? node.value : operand
}

const values =
  (combinator: unknown, takes: ReadonlyArray<Family>, rest: Omit<Signature, 'takes'> = {}): Call =>
  (at, read) => {
    object(at, ['call', 'args'])
    const [first, ...more] = args(at, read, { takes, ...rest })
    return loose(combinator)(first, ...more.map(plain))
  }

const nothing =
  (expression: AnyExpr): Call =>
  (at) => {
    object(at, ['call'])
    return expression
  }

/** Rounding, whose digits are in its type. */
const rounded: Call = (at, read) => {
  const operand = operandOf(at, read, 'number', ['digits'])
  const digits = optional(at, 'digits')
  return digits === undefined ? loose(o.round)(operand) : loose(o.round)(operand, count(digits))
}

const functions: { readonly [F in FunctionName]: Call } = {
  lower: call(o.lower, ['text']),
  upper: call(o.upper, ['text']),
  trim: call(o.trim, ['text']),
  length: call(o.length, ['text']),
  substring: values(o.substring, ['text', 'number', 'number'], { optional: 1 }),
  replace: call(o.replace, ['text', 'text', 'text']),
  coalesce: call(o.coalesce, ['any', 'like'], { more: 'like' }),
  nullIf: call(o.nullIf, ['any', 'like']),
  abs: call(o.abs, ['number']),
  now: nothing(o.now),
  today: nothing(o.today),
  position: call(o.position, ['text', 'text']),
  left: values(o.left, ['text', 'number']),
  right: values(o.right, ['text', 'number']),
  repeat: values(o.repeat, ['text', 'number']),
  lpad: values(o.lpad, ['text', 'number', 'text']),
  rpad: values(o.rpad, ['text', 'number', 'text']),
  reverse: call(o.reverse, ['text']),
  splitPart: values(o.splitPart, ['text', 'text', 'number']),
  btrim: values(o.btrim, ['text', 'text'], { optional: 1 }),
  ltrim: values(o.ltrim, ['text', 'text'], { optional: 1 }),
  rtrim: values(o.rtrim, ['text', 'text'], { optional: 1 }),
  concatWs: call((separator: Operand, ...rest: ReadonlyArray<Operand>) => loose(o.concatWs)(plain(separator), ...rest), ['text', 'text'], {
    more: 'text',
  }),
  octetLength: call(o.octetLength, ['text']),
  round: rounded,
  ceil: call(o.ceil, ['number']),
  floor: call(o.floor, ['number']),
  trunc: call(o.trunc, ['number']),
  sign: call(o.sign, ['number']),
  sqrt: call(o.sqrt, ['number']),
  ln: call(o.ln, ['number']),
  exp: call(o.exp, ['number']),
  power: call(o.power, ['number', 'number']),
  random: nothing(o.random),
  greatest: call(o.greatest, ['any', 'like'], { more: 'like' }),
  least: call(o.least, ['any', 'like'], { more: 'like' }),
  makeDate: call(o.makeDate, ['number', 'number', 'number']),
}

const member = (at: At, read: Reading): Operand => {
  if (!isRecord(at.json) || !Object.hasOwn(at.json, 'row')) return read.operand(at)
  object(at, ['row'])
  return items(inside(at, 'row')).map(read.operand)
}

const membership =
  (combinator: unknown): Call =>
  (at, read) => {
    const operand = operandOf(at, read, 'any', ['list', 'query'])
    const list = optional(at, 'list')
    if (list === undefined) return loose(combinator)(operand, read.query(required(at, 'query')))
    const first = typeOf(operand)
    return loose(combinator)(
      operand,
      items(list).map((item) => {
        const found = member(item, read)
        checkFamily(item, 'like', found, first)
        return found
      }),
    )
  }

/** A comparison; beside a row value stands a row. */
const comparison =
  (combinator: unknown): Call =>
  (at, read) => {
    object(at, ['call', 'args'])
    const [left, right, ...more] = items(required(at, 'args'))
    if (left === undefined || right === undefined || more.length > 0 || !isRecord(right.json) || !Object.hasOwn(right.json, 'row'))
      return loose(combinator)(...args(at, read, { takes: compares }))
    return loose(combinator)(read.operand(left), member(right, read))
  }

const comparisons: Readonly<Record<string, unknown>> = { eq: o.eq, ne: o.ne, lt: o.lt, lte: o.lte, gt: o.gt, gte: o.gte }

const quantified =
  (quantifier: unknown): Call =>
  (at, read) => {
    const operand = operandOf(at, read, 'any', ['operator', 'query', 'array'])
    const combinator = comparisons[oneOf(required(at, 'operator'), Object.keys(comparisons))]
    const array = optional(at, 'array')
    const members = array === undefined ? read.query(required(at, 'query')) : read.expression(array)
    return loose(combinator)(operand, loose(quantifier)(members))
  }

const pattern =
  (combinator: unknown, hasFlags: boolean): Call =>
  (at, read) => {
    const operand = operandOf(at, read, 'text', hasFlags ? ['pattern', 'flags'] : ['pattern'])
    const flags = optional(at, 'flags')
    return loose(combinator)(operand, text(required(at, 'pattern')), ...(flags === undefined ? [] : [text(flags)]))
  }

const overlaps: Call = (at, read) => {
  object(at, ['call', 'args'])
  const [a, b, c, d] = args(at, read, { takes: ['any', 'like', 'like', 'like'] })
  return loose(o.overlaps)([a, b], [c, d])
}

const ofQuery =
  (combinator: unknown): Call =>
  (at, read) => {
    object(at, ['call', 'query'])
    return loose(combinator)(read.query(required(at, 'query')))
  }

const caseWhen: Call = (at, read) => {
  object(at, ['call', 'branches', 'otherwise'])
  const branches = items(required(at, 'branches')).map((branch) => {
    const [when, then, ...more] = items(branch)
    if (when === undefined || then === undefined || more.length > 0) return refuse(branch, 'a branch is a condition and a value')
    const condition = read.expression(when)
    checkFamily(when, 'boolean', condition, undefined)
    return { at: then, when: condition, then: read.operand(then) }
  })
  const first = typeOf(branches[0]?.then)
  for (const branch of branches) checkFamily(branch.at, 'like', branch.then, first)
  const otherwise = optional(at, 'otherwise')
  const last = otherwise === undefined ? [] : [read.operand(otherwise)]
  if (otherwise !== undefined) checkFamily(otherwise, 'like', last[0], first)
  return loose(o.caseWhen)(
    branches.map(({ when, then }) => ({ when, then })),
    ...last,
  )
}

const fields: ReadonlyArray<DateField> = [
  'year',
  'quarter',
  'month',
  'week',
  'day',
  'hour',
  'minute',
  'second',
  'milliseconds',
  'microseconds',
  'dayOfWeek',
  'isoDayOfWeek',
  'dayOfYear',
  'isoYear',
  'epoch',
]
const units: ReadonlyArray<DateUnit> = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second']
const diffUnits: ReadonlyArray<DiffUnit> = [...units, 'millisecond']
const lengths: ReadonlyArray<keyof Interval> = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds']

const extract: Call = (at, read) => {
  const operand = operandOf(at, read, 'temporal', ['field'])
  const field = oneOf(required(at, 'field'), fields)
  return field === 'epoch' ? loose(o.epochOf)(operand) : loose(o.extract)(field, operand)
}

const truncate: Call = (at, read) => {
  const operand = operandOf(at, read, 'temporal', ['unit'])
  return loose(o.truncate)(oneOf(required(at, 'unit'), units), operand)
}

/** A length of time, whose units are whole numbers of either sign: the planner looks at them. */
export const interval = (at: At): Interval => {
  object(at, lengths)
  return Object.fromEntries(
    keysOf(at).map((unit) => {
      const length = inside(at, unit)
      return [unit, Number.isSafeInteger(length.json) ? length.json : refuse(length, 'expected a whole number')]
    }),
  )
}

const shift =
  (combinator: unknown): Call =>
  (at, read) => {
    const operand = operandOf(at, read, 'temporal', ['interval'])
    return loose(combinator)(operand, lengthsOf(required(at, 'interval'), read))
  }

/** An interval whose lengths may be expressions. */
const lengthsOf = (at: At, read: Reading): unknown => {
  object(at, lengths)
  if (keysOf(at).every((unit) => !isRecord(inside(at, unit).json))) return interval(at)
  return Object.fromEntries(
    keysOf(at).map((unit) => {
      const length = inside(at, unit)
      const found = read.operand(length)
      checkFamily(length, 'number', found, undefined)
      return [unit, found]
    }),
  )
}

const dateDiff: Call = (at, read) => {
  object(at, ['call', 'args', 'unit'])
  return loose(o.dateDiff)(oneOf(required(at, 'unit'), diffUnits), ...args(at, read, { takes: ['temporal', 'like'] }))
}

const formatDate: Call = (at, read) => {
  const operand = operandOf(at, read, 'temporal', ['pattern'])
  return loose(o.formatDate)(operand, text(required(at, 'pattern')))
}

const collation = (at: At): Collation => {
  if (at.json === 'binary') return 'binary'
  return Object.fromEntries(keysOf(at).map((dialect) => [dialect, text(inside(at, dialect))]))
}

type Simple = Exclude<AggregateName, 'stringAgg' | 'arrayAgg'>

const aggregates: { readonly [A in Simple]: { readonly plain: unknown; readonly distinct?: unknown; readonly of: Family } } = {
  count: { plain: o.count, distinct: o.countDistinct, of: 'any' },
  sum: { plain: o.sum, distinct: o.sumDistinct, of: 'number' },
  avg: { plain: o.avg, of: 'number' },
  min: { plain: o.min, of: 'any' },
  max: { plain: o.max, of: 'any' },
  bitAnd: { plain: o.bitAnd, of: 'number' },
  bitOr: { plain: o.bitOr, of: 'number' },
  bitXor: { plain: o.bitXor, of: 'number' },
  stddevPop: { plain: o.stddevPop, of: 'number' },
  stddevSamp: { plain: o.stddevSamp, of: 'number' },
  varPop: { plain: o.varPop, of: 'number' },
  varSamp: { plain: o.varSamp, of: 'number' },
}

const filteredBy = (at: At, read: Reading, made: unknown): never => {
  const filter = optional(at, 'filter')
  return (filter === undefined ? made : (loose(o.filterWhere)(read.expression(filter)) as unknown as Loose)(made as never)) as never
}

const aggregate =
  (name: Simple): Call =>
  (at, read) => {
    object(at, ['call', 'args', 'distinct', 'filter'])
    const { plain: all, distinct, of } = aggregates[name]
    const isDistinct = flag(optional(at, 'distinct'))
    if (isDistinct && distinct === undefined) refuse(at, `${name} of distinct values is ${name}`)
    const several = name === 'count' && isDistinct ? { more: 'any' as const } : {}
    const made = loose(isDistinct ? distinct : all)(
      ...args(at, read, { takes: [of], optional: name === 'count' && !isDistinct ? 1 : 0, ...several }),
    )
    return filteredBy(at, read, made)
  }

const gathering =
  (combinator: unknown, takes: ReadonlyArray<Family>): Call =>
  (at, read) => {
    object(at, ['call', 'args', 'distinct', 'orderBy', 'filter'])
    const orderBy = optional(at, 'orderBy')
    return filteredBy(
      at,
      read,
      loose(combinator)(...args(at, read, { takes }), {
        distinct: flag(optional(at, 'distinct')),
        ...(orderBy === undefined ? {} : { orderBy: read.orders(orderBy) }),
      }),
    )
  }

const windowFunctions: Readonly<Record<string, unknown>> = { rowNumber: o.rowNumber, rank: o.rank, denseRank: o.denseRank }

const over: Call = (at, read) => {
  object(at, ['call', 'function', 'partitionBy', 'orderBy'])
  const fn = required(at, 'function')
  const [partitionBy, orderBy] = [optional(at, 'partitionBy'), optional(at, 'orderBy')]
  return loose(o.over)(typeof fn.json === 'string' ? windowFunctions[oneOf(fn, Object.keys(windowFunctions))] : read.expression(fn), {
    ...(partitionBy === undefined ? {} : { partitionBy: items(partitionBy).map(read.expression) }),
    ...(orderBy === undefined ? {} : { orderBy: read.orders(orderBy) }),
  })
}

const compares: ReadonlyArray<Family> = ['any', 'like']
const calculates: ReadonlyArray<Family> = ['number', 'number']
const ranges: ReadonlyArray<Family> = ['any', 'like', 'like']
const matches: ReadonlyArray<Family> = ['text', 'text']

/** Every call that a query on the wire may make. */
export const calls: ReadonlyMap<string, Call> = new Map<string, Call>(
  Object.entries({
    ...functions,
    eq: comparison(o.eq),
    ne: comparison(o.ne),
    lt: comparison(o.lt),
    lte: comparison(o.lte),
    gt: comparison(o.gt),
    gte: comparison(o.gte),
    isDistinctFrom: comparison(o.isDistinctFrom),
    isNotDistinctFrom: comparison(o.isNotDistinctFrom),
    add: call(o.add, calculates),
    sub: call(o.sub, calculates),
    mul: call(o.mul, calculates),
    div: call(o.div, calculates),
    mod: call(o.mod, calculates),
    concat: call(o.concat, ['text'], { more: 'text' }),
    and: call(o.and, [], { more: 'boolean' }),
    or: call(o.or, [], { more: 'boolean' }),
    not: call(o.not, ['boolean']),
    always: nothing(o.always),
    never: nothing(o.never),
    isNull: call(o.isNull, ['any']),
    isNotNull: call(o.isNotNull, ['any']),
    between: call(o.between, ranges),
    notBetween: call(o.notBetween, ranges),
    betweenSymmetric: call(o.betweenSymmetric, ranges),
    notBetweenSymmetric: call(o.notBetweenSymmetric, ranges),
    isTrue: call(o.isTrue, ['boolean']),
    isNotTrue: call(o.isNotTrue, ['boolean']),
    isFalse: call(o.isFalse, ['boolean']),
    isNotFalse: call(o.isNotFalse, ['boolean']),
    isUnknown: call(o.isUnknown, ['boolean']),
    isNotUnknown: call(o.isNotUnknown, ['boolean']),
    anyOf: quantified(o.anyOf),
    allOf: quantified(o.allOf),
    overlaps,
    matches: pattern(o.matches, true),
    notMatches: pattern(o.notMatches, true),
    similarTo: pattern(o.similarTo, false),
    notSimilarTo: pattern(o.notSimilarTo, false),
    like: call(o.like, matches),
    notLike: call(o.notLike, matches),
    ilike: call(o.ilike, matches),
    notIlike: call(o.notIlike, matches),
    isIn: membership(o.isIn),
    notIn: membership(o.notIn),
    tuple: call(o.tuple, ['any', 'any'], { more: 'any' }),
    cast: (at, read) => {
      const operand = operandOf(at, read, 'any', ['type'])
      return loose(o.cast)(operand, read.column(required(at, 'type')))
    },
    collate: (at, read) => {
      const operand = operandOf(at, read, 'text', ['collation'])
      return loose(o.collate)(operand, collation(required(at, 'collation')))
    },
    caseWhen,
    extract,
    truncate,
    addInterval: shift(o.addInterval),
    subtractInterval: shift(o.subtractInterval),
    dateDiff,
    formatDate,
    atTimeZone: values(o.atTimeZone, ['temporal', 'text']),
    exists: ofQuery(o.exists),
    scalarOf: ofQuery(o.scalarOf),
    arrayOf: (at, read) => {
      object(at, ['call', 'query'])
      return loose(o.arrayOf)(read.nested(required(at, 'query')))
    },
    firstOf: ofQuery(o.firstOf),
    count: aggregate('count'),
    sum: aggregate('sum'),
    avg: aggregate('avg'),
    min: aggregate('min'),
    max: aggregate('max'),
    bitAnd: aggregate('bitAnd'),
    bitOr: aggregate('bitOr'),
    bitXor: aggregate('bitXor'),
    stddevPop: aggregate('stddevPop'),
    stddevSamp: aggregate('stddevSamp'),
    varPop: aggregate('varPop'),
    varSamp: aggregate('varSamp'),
    stringAgg: gathering(o.stringAgg, ['text', 'text']),
    arrayAgg: gathering(o.arrayAgg, ['any']),
    over,
  } satisfies Record<string, Call>),
)
