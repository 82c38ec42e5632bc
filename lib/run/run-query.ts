/** From a query to its answer: compiled once, filled with what is generated, sent, decoded. */
import { type Either, isLeft, left, right } from '../internal/either.js'
import type { QueryNode } from '../tree/node.js'
import { type CodecError, codecError } from '../schema/codec.js'
import { compileNode, type Statement } from '../render/compile.js'
import { type Decoder, decoderOf } from '../render/decode.js'
import type { Dialect, Encoded, Generated, Parameter } from '../render/dialect.js'
import { said } from '../internal/said.js'
import type { Answer, Request } from './connection.js'
import type { Executor, Generators } from './environment.js'
import { decodeError, type OxbowError } from './errors.js'

interface Compiled {
  readonly statement: Statement
  readonly decoder: Decoder | undefined
  /** Whether a parameter is made anew at each execution. */
  readonly generates: boolean
}

const isGenerated = (parameter: Parameter): parameter is Generated =>
  typeof parameter === 'object' && parameter !== null && 'generate' in parameter

const compiled = new WeakMap<Dialect, WeakMap<QueryNode, Either<never, Compiled>>>()

/** A query is immutable, so what it compiles to is kept as long as the query is. */
const compileOnce = (d: Dialect, node: QueryNode): Either<OxbowError, Compiled> => {
  let known = compiled.get(d)
  if (known === undefined) compiled.set(d, (known = new WeakMap()))
  const found = known.get(node)
  if (found !== undefined) return found
  const made = compileNode(d, node)
  // Not kept: what is no query cannot be a key, and how deep the stack goes is another matter the next time.
  if (isLeft(made)) return made
  const result = right<Compiled>({
    statement: made.right,
    decoder: made.right.output === undefined ? undefined : decoderOf(d, made.right.output),
    generates: made.right.params.some(isGenerated),
  })
  known.set(node, result)
  return result
}

const fill = (params: ReadonlyArray<Parameter>, generators: Generators): ReadonlyArray<Encoded> =>
  params.map((parameter) => (isGenerated(parameter) ? parameter.codec.encode(generators[parameter.generate]() as never) : parameter))

const requestOf = ({ statement, decoder, generates }: Compiled, generators: Generators): Request => ({
  sql: statement.sql,
  params: generates ? fill(statement.params, generators) : (statement.params as ReadonlyArray<Encoded>),
  prepare: true,
  int64: decoder?.int64 ?? false,
  output: statement.output,
  takesRecords: decoder?.decodeRecord !== undefined,
})

/** The rows of an answer; a value that does not decode is a DecodeError that names its place. */
export const decodeRows = (decoder: Decoder, answer: Answer, sql: string): Either<OxbowError, ReadonlyArray<unknown>> => {
  const { decode, decodeRecord } = decoder
  const { rows, records } = answer
  let index = 0
  try {
    if (records !== undefined && decodeRecord !== undefined) {
      for (; index < records.length; index++) decodeRecord(records[index] as Record<string, unknown>)
      return right(records)
    }
    const decoded = new Array<unknown>(rows.length)
    for (; index < rows.length; index++) decoded[index] = decode(rows[index] as ReadonlyArray<unknown>)
    return right(decoded)
  } catch (error) {
    // A row of a single expression has no place to name, and its validator or custom type may have thrown anything.
    const known = typeof error === 'object' && error !== null && '_tag' in error && error._tag === 'CodecError'
    const { message, path, cause } = known ? (error as CodecError) : codecError(said(error), [], error)
    const place = path.length === 0 ? `row ${index}` : `row ${index}, ${path.join('.')}`
    return left(decodeError([index, ...path], `${place}: ${message}`, { sql, cause }))
  }
}

/** Runs a query for its rows. */
export const rowsOf = async (env: Executor, node: QueryNode): Promise<Either<OxbowError, ReadonlyArray<unknown>>> => {
  const made = compileOnce(env.dialect, node)
  if (isLeft(made)) return made
  const answer = await env.send(requestOf(made.right, env.generators))
  if (isLeft(answer)) return answer
  const { decoded } = answer.right
  if (decoded !== undefined) return right(decoded)
  const { decoder, statement } = made.right
  return decoder === undefined ? right([]) : decodeRows(decoder, answer.right, statement.sql)
}

/** Runs a query for the number of rows it touched. */
export const affectedBy = async (env: Executor, node: QueryNode): Promise<Either<OxbowError, number>> => {
  const made = compileOnce(env.dialect, node)
  if (isLeft(made)) return made
  const answer = await env.send(requestOf(made.right, env.generators))
  return isLeft(answer) ? answer : right(env.dialect.affected?.(node, answer.right.affected) ?? answer.right.affected)
}

/** The SQL of a query, for an error about its rows. */
export const sqlOfNode = (d: Dialect, node: QueryNode): string | undefined => {
  const made = compileOnce(d, node)
  return isLeft(made) ? undefined : made.right.statement.sql
}
