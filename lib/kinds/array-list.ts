/** A list of values as one parameter, as PostgreSQL has it. */
import { encodeArray } from '../schema/array-literal.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { encoderOf, encodeWith } from '../render/encode.js'
import { bind, bindShared } from '../render/parameter.js'
import { comparison, tighter } from '../render/precedence.js'
import { textType } from '../schema/types/text.js'
import { arrayType } from '../schema/types/array.js'
import type { InListNode, ParamNode } from '../tree/node.js'

/** The values of a list as the text of an array. */
const readList = (d: Dialect, { list }: InListNode, w: Writer): string => {
  const { type } = list[0] as ParamNode
  const encoder = encoderOf(d, type, w)
  return encodeArray(list, (item) => {
    const { type: own, value, like: place } = item as ParamNode
    return encodeWith(own === type ? encoder : encoderOf(d, own, w), own, value, place, w)
  })
}

/**
 * A list of values as one array parameter, so that its length is not in the text: `a = any($1::integer[])`. Each value is
 * encoded as what it is; those of several types make no array, nor do expressions.
 */
export const arrayList = (d: Dialect, node: InListNode, w: Writer): string | undefined => {
  const { list, operand, negated } = node
  const { elementType } = d
  // PostgreSQL has arrays of several dimensions, and no array of arrays.
  if (elementType === undefined || list.length === 0 || operand.type.name === 'array' || operand._tag === 'Param') return undefined
  if (list.some((item) => item._tag !== 'Param')) return undefined
  const values = list as ReadonlyArray<ParamNode>
  const { type } = values[0] as ParamNode
  const element = elementType(type)
  if (values.some((item) => item.type !== type && elementType(item.type) !== element)) return undefined
  const left = tighter(d, operand, comparison, w)
  const literal = readList(d, node, w)
  // Under GROUP BY two equal lists are one parameter.
  const array =
    w.literal !== undefined
      ? w.literal(literal, textType)
      : w.shared === undefined
        ? bind(d, literal, w, node, readList)
        : bindShared(d, literal, arrayType(type), w, node, readList)
  return `${left} ${negated ? '<> all' : '= any'}(${array}::${element}[])`
}
