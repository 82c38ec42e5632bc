/** Parameters: every value of a query is bound, none is written into the text. */
import type { ExpressionNode, ParamNode } from '../tree/node.js'
import type { AnySqlType } from '../schema/sql-type.js'
import type { Holder } from '../plan/walk.js'
import type { Dialect, Encoded, Parameter, Read, Render, Stored, Writer } from './dialect.js'
import { encode } from './encode.js'
import { expression } from './expression.js'
import { comparison, tighter } from './precedence.js'

/**
 * Binds a value: its placeholder. With the node that holds it, and how it is read from one, the text is kept for other
 * values; without the node, it is the same value wherever the text is.
 */
export const bind = <N extends Holder>(d: Dialect, value: Parameter, w: Writer, holder?: N, read?: Read<N>): string => {
  const { placeholders } = w.cache
  w.origins.push({ holder, read, value })
  const position = w.params.push(value)
  // Kept, because making `$17` anew costs more than the rest of binding.
  return placeholders[position] ?? (placeholders[position] = d.placeholder(position))
}

const readParam = (d: Dialect, node: ParamNode, w: Writer): Encoded => encode(d, node.type, node.value, node.like, w)

/** The placeholder of a parameter's node; a shared one where an equal parameter has one already. */
export const placeholder = (d: Dialect, node: ParamNode, w: Writer): string => {
  const value = readParam(d, node, w)
  return w.literal !== undefined ? w.literal(value, node.type) : bindShared(d, value, node.type, w, node, readParam)
}

/**
 * Binds a value of a type, in the place of an equal one where parameters are shared. Values are equal that the driver gets
 * alike and the database takes for one type.
 */
export const bindShared = <N extends Holder>(d: Dialect, value: Encoded, type: AnySqlType, w: Writer, holder: N, read: Read<N>): string => {
  if (w.shared === undefined) return bind(d, value, w, holder, read)
  const key = `${d.castType(type)} ${typeof value} ${value instanceof Uint8Array ? [...value].join() : String(value)}`
  const known = w.shared.get(key)
  if (known !== undefined) return d.placeholder(known)
  const text = bind(d, value, w, holder, read)
  w.shared.set(key, w.params.length)
  return text
}

/** A parameter whose type its place does not fix. */
export const typedParameter = (d: Dialect, node: ParamNode, w: Writer): string => d.typedParameter(d, placeholder(d, node, w), node.type)

/** A parameter beside an expression that fixes its type. */
export const bareParameter = (d: Dialect, node: ParamNode, w: Writer): string => d.bareParameter(d, placeholder(d, node, w), node.type)

/**
 * Whether a number's type is another than the one beside it would make of it: PostgreSQL reads `small < $1` as two smallints,
 * and then refuses 40000.
 */
export const isMore = (type: AnySqlType, other: AnySqlType): boolean =>
  type.tag !== other.tag || (type.name === 'integer' && other.name === 'smallint') || (type.name === 'double' && other.name === 'real')

/**
 * An operand beside another: a parameter needs no cast where the other one is no parameter and so fixes its type. Beside
 * another kind of number it does: PostgreSQL reads `whole + $1` as a sum of integers, and then refuses 2.5.
 */
export const beside = (d: Dialect, node: ExpressionNode, other: ExpressionNode, w: Writer, parent: number = comparison): string =>
  node._tag !== 'Param'
    ? tighter(d, node, parent, w)
    : other._tag === 'Param' || isMore(node.type, other.type)
      ? typedParameter(d, node, w)
      : bareParameter(d, node, w)

const storedAsItIs: Render<Stored> = (d, { node }, w) =>
  node._tag === 'Param' ? d.assignedParameter(d, placeholder(d, node, w), node.type) : expression(d, node, w)

/** A value assigned to a column of a type, which fixes its own. */
export const assigned = (d: Dialect, node: ExpressionNode, type: AnySqlType, w: Writer): string =>
  (d.stored ?? storedAsItIs)(d, { node, type }, w)
