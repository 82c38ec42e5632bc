/** From JavaScript values to what a driver binds: checked, then encoded by the dialect's codec. */
import { codecFor } from '../schema/sql-type.js'
import type { ExpressionNode } from '../tree/node.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { type Issue, undefinedValue } from '../schema/validation.js'
import type { Codec, Dialect, Encoded, Encoder, Writer } from './dialect.js'

/** The codec of a type, made once a type and dialect. */
export const codecOf = (d: Dialect, type: AnySqlType, w: Pick<Writer, 'cache'>): Codec => {
  const known = w.cache.codecs.get(type)
  if (known !== undefined) return known
  const codec = codecFor(d, type)
  w.cache.codecs.set(type, codec)
  return codec
}

/** Where a value was going: the column an issue names. */
export interface Place {
  readonly table: string | undefined
  readonly column: string | undefined
}

/** The column that a value is compared with or assigned to. */
const placeOf = (like: ExpressionNode | undefined): Place =>
  like?._tag === 'Column'
    ? { table: like.source, column: like.key }
    : like?._tag === 'Param'
      ? placeOf(like.like)
      : { table: undefined, column: undefined }

const issue = (
  w: Writer,
  like: ExpressionNode | undefined,
  message: string,
  more: Pick<Issue, 'cause'> & Partial<Pick<Issue, 'path'>> = {},
): void => {
  // Where the value was going is looked up only now: mostly nothing is wrong.
  w.issues.push({ ...placeOf(like), path: [], message, ...more })
}

/** A type's way to the driver, made once a type and dialect. */
export const encoderOf = (d: Dialect, type: AnySqlType, w: Pick<Writer, 'cache'>): Encoder => {
  const known = w.cache.encoders.get(type)
  if (known !== undefined) return known
  const codec = codecOf(d, type, w)
  const { check } = type.kind
  const { refuse } = codec
  const encoder: Encoder = {
    check: refuse === undefined ? check : (checked, value) => check(checked, value) ?? refuse(value as never),
    codec,
  }
  w.cache.encoders.set(type, encoder)
  return encoder
}

/**
 * A value as the driver binds it. What is wrong with it goes into the writer's issues, so that a statement names all the
 * problems of its values at once.
 */
export const encodeWith = (encoder: Encoder, type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): Encoded => {
  if (value === null) return null
  if (value === undefined) {
    issue(w, like, undefinedValue)
    return null
  }
  const before = w.issues.length
  const base = type.refine === undefined ? value : type.refine(type, value, ({ message, ...more }) => issue(w, like, message, more))
  if (w.issues.length > before) return null
  const { codec, check } = encoder
  const problem = check(type, base)
  if (problem === undefined) return codec.encode(base as never)
  issue(w, like, problem)
  return null
}

/** A value of a type as the driver binds it; see `encodeWith`. */
export const encode = (d: Dialect, type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): Encoded =>
  encodeWith(encoderOf(d, type, w), type, value, like, w)
