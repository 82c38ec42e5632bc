/**
 * Every field of a query and of what is in it is part of its structure, but for the values that are bound. A new field
 * without another value here does not compile.
 */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sameParts, structureOf } from '../../lib/plan/structure.js'
import { cteInfo } from '../../lib/kinds/cte.js'
import { derivedInfo } from '../../lib/kinds/derived.js'
import { outputNode } from '../../lib/kinds/output-column.js'
import { excludedKind } from '../../lib/kinds/excluded.js'
import { ExprId } from '../../lib/schema/expression.js'
import type {
  ConflictNode,
  CteInfo,
  DeleteNode,
  DerivedInfo,
  ExcludedNode,
  ExpressionNode,
  ExpressionTag,
  InsertNode,
  JoinNode,
  LogicalNode,
  OrderNode,
  QueryNode,
  SelectNode,
  SetOperationNode,
  UpdateNode,
} from '../../lib/tree/node.js'
import { constant } from '../../lib/tree/operand.js'
import { queryNode } from '../../lib/query/query.js'

const { pipe } = o

const people = o.table('people', { id: o.integer(), name: o.text(), age: o.integer({ nullable: true }) })
const docs = o.table('docs', { doc: o.json() })
const pets = o.table('pets', { id: o.integer(), ownerId: o.integer() })

type Face = Parameters<typeof queryNode>[0]

const nodeOf = <N extends QueryNode>(query: unknown): N => queryNode(query as Face) as N

const partsOf = (node: QueryNode): ReadonlyArray<unknown> => {
  const structure = structureOf(node, postgres.castType)
  if (structure === undefined) throw new Error('the text depends on a value')
  return structure.parts
}

/** For each field another value, so that a new field without one does not compile. */
type Others<N extends QueryNode> = { readonly [K in Exclude<keyof N & string, '_tag'>]: N[K] }

const older = o.gt(people.age, 18) as never
const select = nodeOf<SelectNode>(o.from(people))
const others: Others<SelectNode> = {
  from: nodeOf<SelectNode>(o.from(pets)).from,
  projection: people.name as never,
  distinct: true,
  distinctOn: [people.name as never],
  joins: nodeOf<SelectNode>(pipe(o.from(people), o.leftJoin(pets, o.eq(pets.ownerId, people.id)))).joins,
  where: [older],
  groupBy: [people.name as never],
  having: [older],
  orderBy: nodeOf<SelectNode>(pipe(o.from(people), o.orderBy(people.name))).orderBy,
  limit: 10,
  offset: 20,
  ties: true,
  lock: { strength: 'update', of: [], held: 'wait' },
}

const union = nodeOf<SetOperationNode>(pipe(o.from(people), o.union(o.from(people))))
const otherSets: Others<SetOperationNode> = {
  operator: 'except',
  orderBy: nodeOf<SelectNode>(pipe(o.from(people), o.orderBy(people.age))).orderBy,
  left: { ...select, where: [older] },
  right: { ...select, distinct: true },
  limit: 10,
  offset: 20,
}

const insert = nodeOf<InsertNode>(o.insertInto(people)({ id: 1, name: 'Ada' }))
const otherInserts: Others<InsertNode> = {
  into: nodeOf<InsertNode>(o.insertInto(pets)({ id: 1, ownerId: 1 })).into,
  rows: nodeOf<InsertNode>(o.insertInto(people)({ id: 1, name: 'Ada', age: 36 })).rows,
  onConflict: nodeOf<InsertNode>(pipe(o.insertInto(people)({ id: 1, name: 'Ada' }), o.onConflictDoNothing(people.id))).onConflict,
  replaces: true,
  returning: people.id as never,
}

const update = nodeOf<UpdateNode>(pipe(o.update(people)({ name: 'Ada' }), o.where(o.eq(people.id, 1))))
const otherUpdates: Others<UpdateNode> = {
  table: nodeOf<UpdateNode>(o.update(pets)({ ownerId: 1 })).table,
  set: nodeOf<UpdateNode>(o.update(people)({ name: 'Ada', age: 36 })).set,
  using: [{ source: nodeOf<SelectNode>(o.from(pets)).from, on: older }],
  where: [older],
  everyRow: true,
  returning: people.id as never,
}

const remove = nodeOf<DeleteNode>(pipe(o.deleteFrom(people), o.where(o.eq(people.id, 1))))
const otherDeletes: Others<DeleteNode> = {
  from: nodeOf<DeleteNode>(o.deleteFrom(pets)).from,
  truncates: { identity: 'continue', cascade: false },
  using: [{ source: nodeOf<SelectNode>(o.from(pets)).from, on: older }],
  where: [older],
  everyRow: true,
  returning: people.id as never,
}

describe.each([
  ['select', select, others],
  ['a set operation', union, otherSets],
  ['insert', insert, otherInserts],
  ['update', update, otherUpdates],
  ['delete', remove, otherDeletes],
] as const)('the structure of %s', (_name, node: QueryNode, fields: Readonly<Record<string, unknown>>) => {
  it.each(Object.keys(fields))('has its %s', (field) => {
    expect(sameParts(partsOf(node), partsOf({ ...node, [field]: fields[field] } as QueryNode))).toBe(false)
    expect(sameParts(partsOf(node), partsOf({ ...node } as QueryNode))).toBe(true)
  })
})

/** For each field of an expression another value; its type follows from the others, or is a part where it does not (below). */
type OtherParts<N extends ExpressionNode> = { readonly [K in Exclude<keyof N & string, '_tag' | 'type'>]: N[K] }

type Tagged<T extends ExpressionTag> = T extends 'And' | 'Or' ? LogicalNode : Extract<ExpressionNode, { readonly _tag: T }>

const expr = <T extends ExpressionTag>(face: unknown, _tag: T): Tagged<T> => face as Tagged<T>

const name = expr(people.name, 'Column')
const age = expr(people.age, 'Column')
const rows = nodeOf<SelectNode>(pipe(o.from(pets), o.select({ id: pets.id })))
const otherRows = nodeOf<SelectNode>(pipe(o.from(pets), o.select({ id: pets.ownerId })))
const isAdult = expr(o.gt(people.age, 18), 'Binary')
const newest = nodeOf<SelectNode>(pipe(o.from(people), o.orderBy(people.age))).orderBy
const param = expr(isAdult.right, 'Param')
const count = expr(o.count(people.age), 'Aggregate')
const rank = expr(o.over(o.rank, { partitionBy: [people.name] }), 'Window')
const excluded: ExcludedNode = { [ExprId]: excludedKind, _tag: 'Excluded', column: 'name', type: name.type }
const derived = expr(o.subquery('p')(o.from(people)).name, 'Column')

/** Each kind of expression, so that a new one without an entry does not compile. */
const expressions: { readonly [T in ExpressionTag]: readonly [node: Tagged<T>, others: OtherParts<Tagged<T>>] } = {
  Column: [
    derived,
    { source: 'q', key: 'other', column: 'other', nullable: !derived.nullable, origin: { schema: undefined, table: 'people' } },
  ],
  Param: [param, { value: 19, like: undefined }],
  Binary: [isAdult, { operator: 'lt', left: param, right: age }],
  Arithmetic: [expr(o.add(people.age, 1), 'Arithmetic'), { operator: 'sub', left: param, right: age }],
  Concat: [expr(o.concat(people.name, 'x'), 'Concat'), { left: age, right: name }],
  And: [expr(o.and(o.gt(people.age, 18), o.isNotNull(people.name)), 'And'), { operands: [isAdult] }],
  Or: [expr(o.or(o.gt(people.age, 18), o.isNotNull(people.name)), 'Or'), { operands: [isAdult] }],
  Not: [expr(o.not(o.isNotNull(people.name)), 'Not'), { operand: isAdult }],
  IsNull: [expr(o.isNull(people.age), 'IsNull'), { operand: name, negated: true }],
  Between: [expr(o.between(people.age, 1, 2), 'Between'), { operand: name, low: age, high: age, negated: true }],
  BetweenSymmetric: [expr(o.betweenSymmetric(people.age, 1, 2), 'BetweenSymmetric'), { operand: name, low: age, high: age, negated: true }],
  Truth: [expr(o.isTrue(o.gt(people.age, 18)), 'Truth'), { operand: o.isNull(people.age) as never, truth: null, negated: true }],
  Quantifier: [expr(o.anyOf(pipe(o.from(pets), o.select({ id: pets.id }))), 'Quantifier'), { quantifier: 'all', members: age }],
  Quantified: [
    expr(o.gt(people.age, o.anyOf(pipe(o.from(pets), o.select({ id: pets.id })))), 'Quantified'),
    { operator: 'lt', operand: name, quantifier: 'all', members: age },
  ],
  Overlaps: [
    expr(o.overlaps([o.today, o.today], ['2026-01-01', '2026-01-02']), 'Overlaps'),
    { left: { start: age, end: age }, right: { start: age, end: age } },
  ],
  InList: [expr(o.isIn(people.age, [1, 2]), 'InList'), { operand: name, list: [param], negated: true }],
  InQuery: [
    expr(o.isIn(people.age, pipe(o.from(pets), o.select({ id: pets.id }))), 'InQuery'),
    { operand: name, query: otherRows, negated: true },
  ],
  Tuple: [expr(o.tuple(people.id, people.age), 'Tuple'), { items: [age] }],
  Like: [expr(o.like(people.name, 'A%'), 'Like'), { operand: age, pattern: name, ignoreCase: true, negated: true }],
  Matches: [
    expr(o.matches(people.name, 'a'), 'Matches'),
    { operand: o.lower(people.name) as never, pattern: param, similar: true, flags: 'i', negated: true },
  ],
  Call: [expr(o.lower(people.name), 'Call'), { name: 'upper', args: [age] }],
  SqlFunction: [
    expr(o.sqlFunction('f', { takes: [o.text()], returns: o.text() })(people.name), 'SqlFunction'),
    { names: 'g', schema: 's', args: [age] },
  ],
  Collate: [expr(o.collate(people.name, 'binary'), 'Collate'), { operand: age, collation: { postgres: 'C' } }],
  Cast: [expr(o.cast(people.age, o.text()), 'Cast'), { operand: name, checked: false }],
  Case: [expr(o.caseWhen([o.branch(o.gt(people.age, 18), people.name)], people.name), 'Case'), { branches: [], otherwise: undefined }],
  Aggregate: [count, { name: 'max', argument: name, others: [age], distinct: true, orderBy: newest, filter: isAdult }],
  Window: [rank, { function: 'rowNumber', partitionBy: [age], orderBy: newest }],
  Extract: [expr(o.extract('year', o.now), 'Extract'), { field: 'month', operand: age }],
  Truncate: [expr(o.truncate('year', o.now), 'Truncate'), { unit: 'month', operand: age }],
  AddInterval: [expr(o.addInterval(o.now, { days: 1 }), 'AddInterval'), { operand: age, interval: { days: 2 }, sign: -1 }],
  Shift: [expr(o.addInterval(o.now, { days: people.age }), 'Shift'), { operand: age, units: ['weeks'], lengths: [param], sign: -1 }],
  DateDiff: [expr(o.dateDiff('year', o.now, o.now), 'DateDiff'), { unit: 'month', start: age, end: age }],
  FormatDate: [expr(o.formatDate(o.now, 'yyyy'), 'FormatDate'), { operand: age, pattern: 'MM' }],
  AtTimeZone: [expr(o.atTimeZone(o.now, 'UTC'), 'AtTimeZone'), { operand: age, zone: name }],
  Exists: [expr(o.exists(o.from(pets)), 'Exists'), { query: otherRows }],
  Scalar: [expr(o.scalarOf(pipe(o.from(pets), o.select({ id: pets.id }))), 'Scalar'), { query: otherRows }],
  Nest: [expr(o.arrayOf(o.from(pets)), 'Nest'), { query: otherRows, first: true }],
  Excluded: [excluded, { column: 'age' }],
  Fragment: [expr(o.sql(o.text())`lower(${people.name})`, 'Fragment'), { strings: ['upper(', ')'], holes: [age] }],
  Constant: [constant(true), { value: null }],
  Element: [expr(o.jsonElements('e')(docs.doc).value, 'Element'), { source: 'f', part: 'ordinality', operand: age }],
  Output: [outputNode('name', name.type), { name: 'age' }],
}

describe.each(Object.values(expressions).map(([node, others]) => ({ tag: node._tag, node, others })))(
  'the structure of $tag',
  ({ node, others }) => {
    const whole = (expression: ExpressionNode) => partsOf({ ...select, where: [expression] })

    it.each(Object.keys(others))('has its %s', (field) => {
      const other = { ...node, [field]: (others as Readonly<Record<string, unknown>>)[field] } as ExpressionNode
      expect(sameParts(whole(node), whole(other))).toBe(false)
    })
  },
)

/** Expressions whose type does not follow from what they are made of. */
it.each(['Column', 'Param', 'Cast', 'Excluded', 'Fragment', 'Element', 'Output'] as const)('the structure of %s has its type', (tag) => {
  const [node] = expressions[tag]
  const whole = (expression: ExpressionNode) => partsOf({ ...select, where: [expression] })
  expect(sameParts(whole(node), whole({ ...node, type: { ...node.type, length: 7 } }))).toBe(false)
})

/** Another value for each field of what stands inside a query. */
type OtherFields<N> = { readonly [K in Exclude<keyof N & string, '_tag'>]: N[K] }

const join = nodeOf<SelectNode>(pipe(o.from(people), o.leftJoin(pets, o.eq(pets.ownerId, people.id)))).joins[0] as JoinNode
const otherJoins: OtherFields<JoinNode> = { kind: 'inner', source: nodeOf<SelectNode>(o.from(people)).from, on: isAdult }

const order = newest[0] as OrderNode
const otherOrders: OtherFields<OrderNode> = { expression: name, direction: 'desc', nulls: 'last' }

const derivedSource: DerivedInfo = derivedInfo('p', rows, false)
const otherDerived: OtherFields<Omit<DerivedInfo, 'kind' | 'shape'>> = { name: 'q', query: otherRows, lateral: true }

const cte: CteInfo = cteInfo('p', rows)
const otherCtes: OtherFields<Omit<CteInfo, 'kind' | 'shape'>> = {
  name: 'q',
  definition: 'q',
  query: otherRows,
  materialized: true,
  recursion: { search: undefined, cycle: undefined },
}

const conflict: ConflictNode = { target: [name], index: [], constraint: undefined, update: { set: { name: excluded }, where: [] } }
const otherConflicts: OtherFields<ConflictNode> = { target: [age], index: [isAdult], constraint: 'c', update: undefined }
const otherUpserts: OtherFields<NonNullable<ConflictNode['update']>> = { set: { age: excluded }, where: [isAdult] }

describe.each([
  ['a join', join, otherJoins, (other: JoinNode) => ({ ...select, joins: [other] })],
  ['an order', order, otherOrders, (other: OrderNode) => ({ ...select, orderBy: [other] })],
  ['a derived table', derivedSource, otherDerived, (other: DerivedInfo) => ({ ...select, from: other })],
  ['a common table expression', cte, otherCtes, (other: CteInfo) => ({ ...select, from: other })],
  ['a conflict', conflict, otherConflicts, (other: ConflictNode) => ({ ...insert, onConflict: other })],
  [
    'an upsert',
    conflict.update,
    otherUpserts,
    (other: NonNullable<ConflictNode['update']>) => ({ ...insert, onConflict: { ...conflict, update: other } }),
  ],
] as const)('the structure of %s', (_name, node, fields, whole) => {
  it.each(Object.keys(fields))('has its %s', (field) => {
    const other = { ...node, [field]: (fields as Readonly<Record<string, unknown>>)[field] }
    expect(sameParts(partsOf(whole(node as never)), partsOf(whole(other as never)))).toBe(false)
  })
})

describe('the structure of an insert', () => {
  const rows = (...given: ReadonlyArray<{ readonly id: number; readonly name: string; readonly age?: number }>) =>
    structureOf(nodeOf(o.insertInto(people)(given)), postgres.castType)

  it('has the keys and the number of its rows', () => {
    const one = rows({ id: 1, name: 'Ada' })
    expect(one?.parts).toEqual(rows({ id: 2, name: 'Bob' })?.parts)
    expect(one?.parts).not.toEqual(rows({ id: 1, name: 'Ada' }, { id: 2, name: 'Bob' })?.parts)
    expect(one?.parts).not.toEqual(rows({ name: 'Ada', id: 1 })?.parts)
  })

  it('is none where rows differ in their keys, or a value is an expression', () => {
    expect(rows({ id: 1, name: 'Ada' }, { id: 2, name: 'Bob', age: 3 })).toBeUndefined()
    expect(rows({ id: 1, name: people.name as never })).toBeUndefined()
  })
})

it('has no structure where a tag is unknown', () => {
  const strange = { ...(people.name as unknown as object), _tag: 'Strange' } as never
  expect(structureOf({ ...select, where: [strange] }, postgres.castType)).toBeUndefined()
  expect(structureOf({ ...select, _tag: 'Merge' } as never, postgres.castType)).toBeUndefined()
})
