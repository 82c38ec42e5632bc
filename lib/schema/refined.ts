/** What a custom type and a validator make of values, on their way to a database and back. */
import { said } from '../internal/said.js'
import { codecError } from './codec.js'
import { jsonNull } from './json-null.js'
import type { AnySqlType, Refine } from './sql-type.js'

export type ValueDecode = (wire: unknown) => unknown

/** What a custom type and a JSON validator add to the codec of the base type. */
export const refined = (type: AnySqlType, decode: ValueDecode): ValueDecode => {
  const { mapping, schema } = type
  const validated: ValueDecode =
    schema === undefined
      ? type.tag === 'json'
        ? (wire) => decode(wire) ?? jsonNull
        : decode
      : (wire) => {
          const value = decode(wire)
          const result = schema['~standard'].validate(value)
          if (result instanceof Promise) {
            // It may reject, and nobody waits for it: that would end the process.
            result.catch(() => undefined)
            throw codecError('its validator is asynchronous: a JSON column needs a synchronous one')
          }
          if (result.issues !== undefined) throw codecError(result.issues.map((issue) => issue.message).join('; '))
          return result.value
        }
  return mapping === undefined ? validated : (wire) => mapping.decode(validated(wire) as never)
}

/** What a custom type's `encode` makes of a value. */
const mapped: Refine = (type, value, refuse) => {
  try {
    return type.mapping?.encode(value as never)
  } catch (error) {
    refuse({ message: `its custom type cannot encode it: ${said(error)}`, cause: error })
    return undefined
  }
}

/** What a Standard Schema validator says of a JSON value. */
const validated: Refine = (type, value, refuse) => {
  let refused = false
  try {
    const result = type.schema?.['~standard'].validate(value === jsonNull ? null : value)
    if (result === undefined) return value
    if (result instanceof Promise) {
      // It may reject, and nobody waits for it: that would end the process.
      result.catch(() => undefined)
      refuse({ message: 'its validator is asynchronous: a JSON column needs a synchronous one' })
      return value
    }
    if (result.issues === undefined) return value
    for (const problem of result.issues) {
      refused = true
      refuse({ message: problem.message, path: (problem.path ?? []).map((part) => (typeof part === 'object' ? part.key : part)) })
    }
    if (!refused) refuse({ message: 'its validator refuses it' })
  } catch (thrown) {
    refuse({ message: `its validator failed: ${said(thrown)}`, cause: thrown })
  }
  return value
}

/** What comes before the check of a value of a custom type or with a validator; of an array, before that of its elements. */
export const refine: Refine = (type, value, refuse) => {
  let refused = false
  const noting: typeof refuse = (problem) => {
    refused = true
    refuse(problem)
  }
  const base = type.mapping === undefined ? value : mapped(type, value, noting)
  if (!refused && type.schema !== undefined) validated(type, base, noting)
  if (refused || !Array.isArray(base)) return base
  const { of } = type
  const each = of?.refine
  if (of === undefined || each === undefined) return base
  return base.map((item: unknown, index) =>
    item === null || item === undefined
      ? item
      : each(of, item, (problem) => refuse({ ...problem, path: [index, ...(problem.path ?? [])] })),
  )
}
