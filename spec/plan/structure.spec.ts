/** Every field of a query is part of its structure, but for the values that are bound. */
import { describe, expect, it } from 'vitest'

import * as o from '../../lib/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { sameParts, structureOf } from '../../lib/plan/structure.js'
import type { DeleteNode, InsertNode, QueryNode, SelectNode, SetOperationNode, UpdateNode } from '../../lib/query/node.js'
import { queryNode } from '../../lib/query/query.js'

const { pipe } = o

const people = o.table('people', { id: o.integer(), name: o.text(), age: o.integer({ nullable: true }) })
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
  lock: 'update',
}

const union = nodeOf<SetOperationNode>(pipe(o.from(people), o.union(o.from(people))))
const otherSets: Others<SetOperationNode> = {
  operator: 'except',
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
  returning: people.id as never,
}

const update = nodeOf<UpdateNode>(pipe(o.update(people)({ name: 'Ada' }), o.where(o.eq(people.id, 1))))
const otherUpdates: Others<UpdateNode> = {
  table: nodeOf<UpdateNode>(o.update(pets)({ ownerId: 1 })).table,
  set: nodeOf<UpdateNode>(o.update(people)({ name: 'Ada', age: 36 })).set,
  where: [older],
  everyRow: true,
  returning: people.id as never,
}

const remove = nodeOf<DeleteNode>(pipe(o.deleteFrom(people), o.where(o.eq(people.id, 1))))
const otherDeletes: Others<DeleteNode> = {
  from: nodeOf<DeleteNode>(o.deleteFrom(pets)).from,
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
