/**
 * Texts that are kept: a program makes the same query again and again with other values, so its text is made once, and only
 * its values are encoded anew. What is kept of a statement is text, where its values come from, and its output; not of one whose
 * select list has values that may differ, nor of one whose uuids the client makes.
 */
import type { Output } from '../plan/output.js'
import { sameParts, type Structure } from '../plan/structure.js'
import type { Holder } from '../plan/walk.js'
import type { ExpressionNode, InListNode } from '../tree/node.js'
import type { Dialect, Encoded, KeptStatement, Origin, Read, Slot, Writer } from './dialect.js'
import { cacheOf } from './writer.js'

/** How many texts of one length of structure are kept for a table. A text moves up when it is used; the last makes room. */
const mostAlike = 8

/** What the texts of a table may take, in characters: a table that has more begins again. */
const mostWeight = 1_000_000

/** Statements of more parts or parameters than this are compiled anew, a bulk insert's values apart: these are one. */
const mostParts = 500

/** The text that is kept for a structure. */
export const keptStatement = (d: Dialect, structure: Structure): KeptStatement | undefined => {
  if (structure.table === undefined) return undefined
  const alike = cacheOf(d).statements.get(structure.table)?.lengths.get(structure.parts.length)
  if (alike === undefined) return undefined
  for (let index = 0; index < alike.length; index++) {
    const kept = alike[index] as KeptStatement
    if (!sameParts(kept.parts, structure.parts)) continue
    if (index > 0) {
      alike[index] = alike[index - 1] as KeptStatement
      alike[index - 1] = kept
    }
    return kept
  }
  return undefined
}

/** The values of a query for a text that is kept. */
export const valuesFor = (d: Dialect, { slots }: KeptStatement, { holders }: Structure, w: Writer): ReadonlyArray<Encoded> => {
  const values: Array<Encoded> = []
  for (let index = 0; index < slots.length; index++) {
    const value = (slots[index] as Slot)(d, holders, w)
    if (!isMany(value)) values.push(value)
    else if (slots.length === 1) return value
    else for (const one of value) values.push(one)
  }
  return values
}

const isMany = (value: Encoded | ReadonlyArray<Encoded>): value is ReadonlyArray<Encoded> => Array.isArray(value)

type Reader = (read: Read<never>) => Slot

// Made here, and not where the nodes are at hand: a closure keeps all that the closures beside it use.

const ofHolder =
  (at: number): Reader =>
  (read) =>
  (d, given, w) =>
    read(d, given[at] as never, w)

const ofItem =
  (at: number, index: number): Reader =>
  (read) =>
  (d, given, w) =>
    read(d, (given[at] as InListNode).list[index] as never, w)

const always =
  (value: Encoded): Slot =>
  () =>
    value

/**
 * How the nodes that hold values are reached from the holders. Nothing where one stands in two places: in the next query of
 * the structure two nodes may.
 */
const readersOf = ({ holders, fixed }: Structure): ReadonlyMap<unknown, Reader> | undefined => {
  const readers = new Map<unknown, Reader>()
  let count = 0
  const add = (node: unknown, reader: Reader): void => {
    count++
    readers.set(node, reader)
  }
  holders.forEach((holder, at) => {
    add(holder, ofHolder(at))
    if (holder._tag === 'InList') holder.list.forEach((item, index) => add(item, ofItem(at, index)))
  })
  return readers.size < count || fixed.some((node) => readers.has(node)) ? undefined : readers
}

/** How many values a holder has of its own. */
const sizeOf = (holder: Holder): number =>
  holder._tag === 'Select' || holder._tag === 'SetOperation'
    ? (holder.limit === undefined ? 0 : 1) + (holder.offset === undefined ? 0 : 1)
    : 1

/** Whether every value that is no part of a structure was bound: a renderer that looks into one has made a text for it alone. */
const isBound = (holders: ReadonlyArray<Holder>, origins: ReadonlyArray<Origin>): boolean => {
  const times = new Map<unknown, number>()
  for (const { holder } of origins) times.set(holder, (times.get(holder) ?? 0) + 1)
  const has = (node: ExpressionNode | Holder, size: number): boolean => (times.get(node) ?? 0) >= size
  return holders.every((holder) => has(holder, sizeOf(holder)) || (holder._tag === 'InList' && holder.list.every((item) => has(item, 1))))
}

/** What a kept text takes, in characters and the like of them. */
const weightOf = ({ sql, parts, slots }: KeptStatement): number => sql.length + 8 * parts.length + 32 * slots.length

const slotsOf = (structure: Structure, origins: ReadonlyArray<Origin>): ReadonlyArray<Slot> | undefined => {
  const readers = readersOf(structure)
  if (readers === undefined) return undefined
  const slots: Array<Slot> = []
  for (const { holder, read, value } of origins) {
    if (read === undefined) return undefined
    const reader = readers.get(holder)
    if (reader !== undefined) slots.push(reader(read))
    else if (holder === undefined || structure.fixed.includes(holder as never)) slots.push(always(value as Encoded))
    else return undefined
  }
  return slots
}

/** Keeps the text of a statement, if it can be told where each of its values comes from. */
export const keep = (structure: Structure, w: Writer, sql: string, output: Output | undefined): void => {
  const { table, holders, parts } = structure
  if (table === undefined || parts.length > mostParts || w.origins.length > mostParts || !isBound(holders, w.origins)) return
  const slots = slotsOf(structure, w.origins)
  if (slots === undefined) return
  const kept: KeptStatement = { parts, sql, slots, output }
  const weight = weightOf(kept)
  if (weight > mostWeight) return
  const { statements } = w.cache
  let texts = statements.get(table)
  if (texts === undefined || texts.weight + weight > mostWeight) statements.set(table, (texts = { lengths: new Map(), weight: 0 }))
  const alike = texts.lengths.get(parts.length) ?? []
  texts.lengths.set(parts.length, alike)
  texts.weight += weight
  alike.unshift(kept)
  if (alike.length > mostAlike) texts.weight -= weightOf(alike.pop() as KeptStatement)
}
