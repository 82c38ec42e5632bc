/** From JavaScript values to what a driver binds: checked, then encoded by the dialect's codec. */
import type { ExpressionNode } from '../query/node.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { jsonNull } from '../schema/json-null.js'
import { checkOf, type Issue, undefinedValue } from '../schema/validation.js'
import type { Codec, Dialect, Encoded, Encoder, Writer } from './dialect.js'
import { said } from './guarded.js'

/** The codec of a type, made once a type and dialect. */
export const codecOf = (d: Dialect, type: AnySqlType, w: Pick<Writer, 'cache'>): Codec => {
  const known = w.cache.codecs.get(type)
  if (known !== undefined) return known
  const codec = d.codecs[type.name](d, type)
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

/** What a custom type's `encode` makes of a value; the value itself where the type is not custom. */
const mapped = (type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): unknown => {
  try {
    return type.mapping?.encode(value as never)
  } catch (error) {
    issue(w, like, `its custom type cannot encode it: ${said(error)}`, { cause: error })
    return undefined
  }
}

/** What a Standard Schema validator says of a JSON value. */
const conforms = (type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): boolean => {
  const before = w.issues.length
  try {
    const result = type.schema?.['~standard'].validate(value === jsonNull ? null : value)
    if (result === undefined) return true
    if (result instanceof Promise) {
      // It may reject, and nobody waits for it: that would end the process.
      result.catch(() => undefined)
      issue(w, like, 'its validator is asynchronous: a JSON column needs a synchronous one')
      return false
    }
    if (result.issues === undefined) return true
    for (const problem of result.issues) {
      const path = (problem.path ?? []).map((part): PropertyKey => (typeof part === 'object' ? part.key : part))
      issue(w, like, problem.message, { path })
    }
    if (w.issues.length === before) issue(w, like, 'its validator refuses it')
  } catch (thrown) {
    issue(w, like, `its validator failed: ${said(thrown)}`, { cause: thrown })
  }
  return false
}

/** Whether values, or the elements of arrays, have a custom type or a validator. */
const isRefined = (type: AnySqlType): boolean =>
  type.mapping !== undefined || type.schema !== undefined || (type.of !== undefined && isRefined(type.of))

/** A type's way to the driver, made once a type and dialect. */
export const encoderOf = (d: Dialect, type: AnySqlType, w: Pick<Writer, 'cache'>): Encoder => {
  const known = w.cache.encoders.get(type)
  if (known !== undefined) return known
  const codec = codecOf(d, type, w)
  const check = checkOf(type)
  const { refuse } = codec
  const encoder: Encoder = {
    check: refuse === undefined ? check : (checked, value) => check(checked, value) ?? refuse(value as never),
    codec,
    refined: isRefined(type),
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
  const base = encoder.refined ? refine(type, value, like, w) : value
  if (base === failed) return null
  const { codec, check } = encoder
  const problem = check(type, base)
  if (problem === undefined) return codec.encode(base as never)
  issue(w, like, problem)
  return null
}

const failed: unique symbol = Symbol('failed')

/** What a custom type makes of a value, and what a validator says of it; of an array, of each of its elements. */
const refine = (type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): unknown => {
  const before = w.issues.length
  const base = type.mapping === undefined ? value : mapped(type, value, like, w)
  if (w.issues.length > before) return failed
  if (type.schema !== undefined && !conforms(type, base, like, w)) return failed
  return type.of !== undefined && isRefined(type.of) && Array.isArray(base) ? refineEach(type.of, base, like, w) : base
}

const refineEach = (of: AnySqlType, items: ReadonlyArray<unknown>, like: ExpressionNode | undefined, w: Writer): unknown => {
  const before = w.issues.length
  const bases = items.map((item, index) => {
    const known = w.issues.length
    const base = item === null || item === undefined ? item : refine(of, item, like, w)
    for (let at = known; at < w.issues.length; at++) {
      const problem = w.issues[at] as Issue
      w.issues[at] = { ...problem, path: [index, ...problem.path] }
    }
    return base
  })
  return w.issues.length > before ? failed : bases
}

/** A value of a type as the driver binds it; see `encodeWith`. */
export const encode = (d: Dialect, type: AnySqlType, value: unknown, like: ExpressionNode | undefined, w: Writer): Encoded =>
  encodeWith(encoderOf(d, type, w), type, value, like, w)
