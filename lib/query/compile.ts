/** Compiling a query: what its types ask before it becomes text. */
import type { Either } from '../internal/either.js'
import type { CompileError } from '../plan/compile-error.js'
import { compileNode, type Statement } from '../render/compile.js'
import type { Dialect } from '../render/dialect.js'
import type { ValidationError } from '../schema/validation.js'
import { type AnyQuery, queryNode, type RowOf, type Sendable, type Supported } from './query.js'

/**
 * The statement of a query in a dialect: `compile(postgres)(query)`. An open query, a write without a `where` and a
 * feature that the dialect lacks are type errors; for those who go around the types they are a CompileError. Values that
 * do not fit their columns are a ValidationError that names them all.
 */
export const compile =
  <C extends string>(dialect: Dialect<C>) =>
  <Q extends AnyQuery>(query: Q & Sendable<Q> & Supported<Q, C>): Either<CompileError | ValidationError, Statement<RowOf<Q>>> =>
    compileNode(dialect, queryNode(query)) as Either<CompileError | ValidationError, Statement<RowOf<Q>>>
