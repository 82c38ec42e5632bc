/**
 * From what a driver gives to rows: a decoder made once for an output and dialect.
 *
 * A row is read by position. What the driver gives is looked at even where it is the right value already: a descriptor may be
 * wrong, and NaN or a rounded number must not pass for a value.
 */
import { refined, type ValueDecode } from '../schema/refined.js'
import { type Group, type Output, outputOfRows, type Shape } from '../plan/output.js'
import type { ExpressionNode, RowsNode } from '../tree/node.js'
import type { NestedRows } from '../schema/sql-type.js'
import { type CodecError, codecError } from '../schema/codec.js'
import type { Dialect } from './dialect.js'
import { codecOf } from './encode.js'
import { said } from '../internal/said.js'
import { cacheOf } from './writer.js'

type Wire = ReadonlyArray<unknown>

/** Reads one row; throws a `CodecError`, which never leaves the executor. */
export type Decode = (row: Wire) => unknown

export interface Decoder {
  readonly decode: Decode
  /**
   * Reads in its place a row that the driver made, a record by its columns' names: it is the program's row then. Nothing where
   * rows have another shape. Throws as `decode` does.
   */
  readonly decodeRecord: ((row: Record<string, unknown>) => void) | undefined
  /** Whether the driver must give 64-bit integers exactly. */
  readonly int64: boolean
}

const byNumber = (a: Wire, b: Wire): number => (a[a.length - 1] as number) - (b[b.length - 1] as number)

const decodeEach = (decode: Decode, rows: ReadonlyArray<Wire>): ReadonlyArray<unknown> => {
  const decoded = new Array<unknown>(rows.length)
  let index = 0
  try {
    for (; index < rows.length; index++) decoded[index] = decode(rows[index] as Wire)
  } catch (error) {
    throw at([index], error)
  }
  return decoded
}

const nestedRows = (d: Dialect, { query, first }: NestedRows): ValueDecode => {
  const { decode } = decoderOf(d, outputOfRows(query as RowsNode))
  const parse = (wire: unknown): unknown => {
    if (typeof wire !== 'string') return wire
    try {
      return JSON.parse(wire)
    } catch {
      // MariaDB cuts JSON at group_concat_max_len with a warning only.
      throw codecError('the nested rows are not JSON: they may have been cut')
    }
  }
  if (first) return (wire) => decode(parse(wire) as Wire)
  if (!d.nestsByNumber) return (wire) => decodeEach(decode, parse(wire) as ReadonlyArray<Wire>)
  return (wire) => decodeEach(decode, (parse(wire) as ReadonlyArray<Wire>).toSorted(byNumber))
}

/** The type knows of nested rows, so that they are read where they come through a derived table, too. */
const leafDecode = (d: Dialect, { type }: ExpressionNode): ValueDecode =>
  type.nested === undefined ? refined(type, codecOf(d, type, { cache: cacheOf(d) }).decode) : nestedRows(d, type.nested)

const at = (path: ReadonlyArray<string | number>, error: unknown): CodecError => {
  const known = error as CodecError
  return known?._tag === 'CodecError' ? { ...known, path: [...path, ...known.path] } : codecError(said(error), path, error)
}

const groupDecode = (d: Dialect, group: Group, path: ReadonlyArray<string>): Decode => {
  const { keys, presence } = group
  const size = keys.length
  // Two lists read by index: a leaf's position and decoder, or a group's own decoder over the whole row.
  const positions = group.shapes.map((shape) => (shape._tag === 'Leaf' ? shape.index : -1))
  const decoders = group.shapes.map((shape, index) =>
    shape._tag === 'Leaf' ? leafDecode(d, shape.expression) : groupDecode(d, shape, [...path, keys[index] as string]),
  )
  return (row) => {
    if (presence !== undefined && row[presence] === null) return null
    const result: Record<string, unknown> = {}
    for (let index = 0; index < size; index++) {
      const position = positions[index] as number
      const decode = decoders[index]
      if (position < 0) result[keys[index] as string] = (decode as Decode)(row)
      else {
        const wire = row[position]
        if (wire === null) result[keys[index] as string] = null
        else
          try {
            result[keys[index] as string] = (decode as ValueDecode)(wire)
          } catch (error) {
            throw at([...path, keys[index] as string], error)
          }
      }
    }
    return result
  }
}

/** Whether a row is a record of its columns by their names, so that a driver may make it. */
const isFlat = ({ columns, shape }: Output): boolean =>
  shape._tag === 'Group' &&
  shape.presence === undefined &&
  shape.keys.length === columns.length &&
  shape.shapes.every((leaf, index) => leaf._tag === 'Leaf' && leaf.index === index && columns[index]?.name === shape.keys[index])

const recordDecode = (d: Dialect, output: Output): Decoder['decodeRecord'] => {
  if (!isFlat(output)) return undefined
  const decoded = output.columns.map(({ name, expression }) => ({ name, decode: leafDecode(d, expression) }))
  return (row) => {
    for (let index = 0; index < decoded.length; index++) {
      const { name, decode } = decoded[index] as (typeof decoded)[number]
      const wire = row[name]
      if (wire !== null)
        try {
          const value = decode(wire)
          // Mostly it is right already, and a write costs as much as all else.
          if (value !== wire) row[name] = value
        } catch (error) {
          throw at([name], error)
        }
    }
  }
}

const shapeDecode = (d: Dialect, shape: Shape): Decode => {
  if (shape._tag === 'Group') return groupDecode(d, shape, [])
  const decode = leafDecode(d, shape.expression)
  return (row) => (row[shape.index] === null ? null : decode(row[shape.index]))
}

const decoders = new WeakMap<Dialect, WeakMap<Output, Decoder>>()

export const decoderOf = (d: Dialect, output: Output): Decoder => {
  let known = decoders.get(d)
  if (known === undefined) decoders.set(d, (known = new WeakMap()))
  const found = known.get(output)
  if (found !== undefined) return found
  const decoder: Decoder = {
    decode: shapeDecode(d, output.shape),
    decodeRecord: recordDecode(d, output),
    int64: output.columns.some(({ expression }) => expression._tag !== 'Nest' && d.int64(expression.type)),
  }
  known.set(output, decoder)
  return decoder
}
