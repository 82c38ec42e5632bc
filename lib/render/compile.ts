/** From a query to a statement: planned, rendered, its values encoded. Pure: no connection, no client package. */
import { type Either, left, right } from '../internal/either.js'
import { type CompileError, compileError } from '../plan/compile-error.js'
import { type Output, outputOfQuery } from '../plan/output.js'
import type { Whole } from '../plan/context.js'
import { resolve } from '../plan/resolve.js'
import { type Structure, structureOf } from '../plan/structure.js'
import { type CteInfo, isQuery, type QueryNode } from '../tree/node.js'
import { type ValidationError, validationError } from '../schema/validation.js'
import type { Dialect, Parameter, Writer } from './dialect.js'
import { guarded } from './guarded.js'
import { query as renderQuery } from './query.js'
import { outputFor } from './select.js'
import { keep, keptStatement, valuesFor } from './statement-cache.js'
import { withText } from './with.js'
import { makeWriter } from './writer.js'

/** SQL text with its parameters, and what its rows are. */
export interface Statement<out Row = unknown> {
  readonly sql: string
  /** What is bound, in the order of the placeholders; a `Generated` is made anew at each execution. */
  readonly params: ReadonlyArray<Parameter>
  /** The columns that come back, and the row they make; nothing for a write that returns none. */
  readonly output: Output | undefined
  readonly [RowPhantom]?: Row
}

declare const RowPhantom: unique symbol

const output = (node: QueryNode, w: Writer): Output | undefined =>
  node._tag === 'Select' || node._tag === 'SetOperation' ? outputFor(node, w) : outputOfQuery(node)

/** Compiles a node: what `compile` does, for those who have no types. */
export const compileNode = (d: Dialect, node: QueryNode): Either<CompileError | ValidationError, Statement> => {
  if ((d as Partial<Dialect> | null | undefined)?.supports === undefined)
    return left(compileError('malformed', 'this is no dialect: they come from oxbow/postgres, oxbow/mysql and oxbow/sqlite'))
  if (!isQuery(node))
    return left(compileError('malformed', 'this is no query: one begins with from, insertInto, update or deleteFrom', { dialect: d.name }))
  return guarded(() => compiledNode(d, node))
}

/**
 * Compiles a node without what is known of others like it: what `compileNode` does for the first of its structure. Nothing in
 * lib/ calls it: specs hold kept texts against it, and a benchmark measures it, with the names and codecs of the dialect kept
 * as they are in a program, which a copy of the dialect would not have.
 */
export const compileAnew = (d: Dialect, node: QueryNode): Either<CompileError | ValidationError, Statement> =>
  guarded(() => compiledAnew(d, node, undefined))

/** A query's statement: a text that is kept, with its values, or a new one. */
const compiledNode = (d: Dialect, node: QueryNode): Either<CompileError | ValidationError, Statement> => {
  const structure = structureFor(d, node)
  if (structure === undefined) return compiledAnew(d, node, undefined)
  const kept = keptStatement(d, structure)
  if (kept === undefined) return compiledAnew(d, node, structure)
  const w = makeWriter(d, noCtes)
  const params = valuesFor(d, kept, structure, w)
  // What is wrong with a value is said as it is said the first time.
  return w.issues.length > 0 ? compiledAnew(d, node, undefined) : right({ sql: kept.sql, params, output: kept.output })
}

const noCtes: ReadonlyArray<CteInfo> = []

/** The structure of a query; nothing of what is none: the planner tells what is wrong with it. */
const structureFor = (d: Dialect, node: QueryNode): Structure | undefined => {
  try {
    return structureOf(node, d.castType)
  } catch {
    return undefined
  }
}

/** What a query of too many parameters can do. */
const fewer = (node: QueryNode): string =>
  node._tag === 'Insert' && Array.isArray(node.rows) && node.rows.length > 1
    ? 'split the rows into several inserts'
    : 'use fewer values, or make several queries of it'

/** Plans and renders, and keeps the text for queries of the structure. */
const compiledAnew = (
  d: Dialect,
  given: QueryNode,
  structure: Structure | undefined,
): Either<CompileError | ValidationError, Statement> => {
  const { problem, ctes: found, rewrites } = resolve(given, d)
  if (problem !== undefined) return left(problem)
  let whole: Whole = { node: given, ctes: found }
  for (const rewrite of rewrites) whole = rewrite(whole)
  const { node, ctes } = whole
  const w = makeWriter(d, ctes, node)
  const prefix = d.withInsideInsert === true && node._tag === 'Insert' ? '' : withText(d, ctes, w)
  const sql = prefix + renderQuery(d, node, w)
  if (w.problem !== undefined) return left(w.problem)
  if (w.issues.length > 0) return left(validationError(w.issues))
  if (w.params.length > d.maxParameters)
    return left(
      compileError(
        'tooManyParameters',
        `${w.params.length} parameters are more than the ${d.maxParameters} that ${d.name} binds: ${fewer(node)}`,
        {
          dialect: d.name,
        },
      ),
    )
  const columns = output(given, w)
  if (structure !== undefined) keep(structure, w, sql, columns)
  return right({ sql, params: w.params, output: columns })
}
