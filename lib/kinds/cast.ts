/** `cast(a as type)`. */
import { malformed } from '../plan/context.js'
import { shown } from '../plan/shown.js'
import { expression as resolve } from '../plan/resolve.js'
import { expression as parts, put, typeParts } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { atom, multiplicative, tighter } from '../render/precedence.js'
import { type AnySqlType, fractionDigits } from '../schema/sql-type.js'
import { integerType } from '../schema/types/integer.js'
import { type CastNode, ExprId, type ExpressionNode } from '../tree/node.js'

/** What each family is cast to. What PostgreSQL has and the others would read in another way is left out. */
const targets: { readonly [tag: string]: ReadonlyArray<string> | undefined } = {
  integer: ['integer', 'bigint', 'decimal', 'double', 'boolean', 'text'],
  bigint: ['integer', 'bigint', 'decimal', 'double', 'text'],
  decimal: ['integer', 'bigint', 'decimal', 'double', 'text'],
  double: ['integer', 'bigint', 'decimal', 'double', 'text'],
  boolean: ['boolean', 'integer', 'text'],
  text: ['text', 'integer', 'bigint', 'decimal', 'double', 'boolean', 'uuid', 'json', 'date', 'time', 'localTimestamp', 'timestamp'],
  uuid: ['uuid', 'text'],
  json: ['json', 'text'],
  date: ['date', 'localTimestamp', 'timestamp', 'text'],
  time: ['time', 'text'],
  localTimestamp: ['localTimestamp', 'timestamp', 'date', 'time', 'text'],
  timestamp: ['timestamp', 'localTimestamp', 'date', 'time', 'text'],
}

const hasCast = (from: AnySqlType, to: AnySqlType | null): boolean =>
  to !== null &&
  (from.tag === 'array' && to.tag === 'array'
    ? hasCast(from.of as AnySqlType, to.of as AnySqlType)
    : from.tag === to.tag || targets[from.tag]?.includes(to.tag) === true)

const named = (type: AnySqlType | null): string => (typeof type?.tag === 'string' ? type.tag : shown(type))

/** What follows the seconds, in a pattern of `to_char`: as many digits as the type has. */
const fraction = (precision: number): string =>
  precision === 0 ? '' : precision === 3 ? '.MS' : precision === 6 ? '.US' : `.FF${precision}`

/** Times as their values are in the program: with all the digits of the type, and an instant in UTC. */
const temporalText = (d: Dialect, { operand }: CastNode, w: Writer): string | undefined => {
  const { type } = operand
  const clock = `HH24:MI:SS${fraction(fractionDigits(type))}`
  switch (type.tag) {
    case 'time':
      return `to_char(${tighter(d, operand, atom - 1, w)}::interval, '${clock}')`
    case 'localTimestamp':
      return `to_char(${expression(d, operand, w)}, 'YYYY-MM-DD ${clock}')`
    case 'timestamp':
      return `to_char(${tighter(d, operand, multiplicative, w)} at time zone 'UTC', 'YYYY-MM-DD"T"${clock}"Z"')`
    default:
      return undefined
  }
}

export const castKind: never = /* @__PURE__ */ expressionOf<CastNode>({
  children: ({ operand }) => [operand],
  resolve: ({ operand, type }, scope, context) => {
    resolve(operand, scope, context)
    if (context.problem === undefined && !hasCast(operand.type, type))
      malformed(context, `there is no cast of ${named(operand.type)} to ${named(type)}: see cast`)
  },
  parts: ({ operand, checked, type }, walk) => {
    put(walk, checked ? 'Cast' : 'Convert')
    typeParts(type, walk)
    parts(operand, walk)
  },
  render: (d, node, w) => {
    const { operand, type } = node
    const text = type.tag === 'text' ? temporalText(d, node, w) : undefined
    if (text !== undefined) return text
    // Only the 32-bit integer has casts to boolean and from it.
    if ((operand.type.name === 'smallint' && type.tag === 'boolean') || (operand.type.tag === 'boolean' && type.name === 'smallint'))
      return `cast(${expression(d, castNode(operand, integerType), w)} as ${d.castType(type)})`
    // A double becomes a decimal with 15 digits, its text has all: manual 8.1.3.
    const exact = operand.type.tag === 'double' && type.tag === 'decimal'
    const from = exact ? `${tighter(d, operand, atom - 1, w)}::double precision::text` : expression(d, operand, w)
    return `cast(${from} as ${d.castType(type)})`
  },
})

export const castNode = (operand: ExpressionNode, type: AnySqlType, checked = false): CastNode => ({
  [ExprId]: castKind,
  _tag: 'Cast',
  operand,
  checked,
  type,
})
