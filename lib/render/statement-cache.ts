/**
 * Texts that are kept: a program makes the same query again and again with other values, so its text is made once, and only
 * its values are encoded anew. What is kept of a statement is text and where its values come from, never a value that may
 * differ.
 */
import type { Output } from '../plan/output.js'
import { type Holder, sameParts, type Structure } from '../plan/structure.js'
import type { ExpressionNode, InListNode } from '../query/node.js'
import type { Dialect, Encoded, KeptStatement, Origin, Read, Slot, Writer } from './dialect.js'
import { cacheOf } from './writer.js'

/** How many texts of one length of structure are kept for a table. A text moves up when it is used; the last makes room. */
const mostAlike = 8

/** How many lengths there may be: after that, they are begun again. */
const mostLengths = 64

/** Structures of more parts than this are compiled anew: lists of many lengths would fill the memory. */
const mostParts = 500

/** The text that is kept for a structure. */
export const keptStatement = (d: Dialect, structure: Structure): KeptStatement | undefined => {
  if (structure.table === undefined) return undefined
  const alike = cacheOf(d).statements.get(structure.table)?.get(structure.parts.length)
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

/** How the nodes that hold values are reached from the holders. */
const slotsOf = (holders: ReadonlyArray<Holder>): Map<unknown, (read: Read<never>) => Slot> => {
  const slots = new Map<unknown, (read: Read<never>) => Slot>()
  holders.forEach((holder, at) => {
    slots.set(holder, (read) => (d, given, w) => read(d, given[at] as never, w))
    if (holder._tag === 'InList')
      holder.list.forEach((item, index) => {
        slots.set(item, (read) => (d, given, w) => read(d, (given[at] as InListNode).list[index] as never, w))
      })
  })
  return slots
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

/** Keeps the text of a statement, if it can be told where each of its values comes from. */
export const keep = (structure: Structure, w: Writer, sql: string, output: Output | undefined): void => {
  const { table, holders, fixed, parts } = structure
  if (table === undefined || parts.length > mostParts || !isBound(holders, w.origins)) return
  const known = slotsOf(holders)
  const slots: Array<Slot> = []
  for (const { holder, read, value } of w.origins) {
    if (read === undefined) return
    const slot = known.get(holder)
    if (slot !== undefined) slots.push(slot(read))
    else if (holder === undefined || fixed.includes(holder as never)) slots.push(() => value as Encoded)
    else return
  }
  const { statements } = w.cache
  let lengths = statements.get(table)
  if (lengths === undefined) statements.set(table, (lengths = new Map()))
  if (lengths.size >= mostLengths && !lengths.has(parts.length)) lengths.clear()
  const alike = lengths.get(parts.length) ?? []
  lengths.set(parts.length, alike)
  alike.unshift({ parts, sql, slots, output })
  if (alike.length > mostAlike) alike.pop()
}
