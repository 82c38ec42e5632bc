/** An error instead of an exception, where a query's own values stop it from being compiled. */
import { type Either, left } from '../internal/either.js'
import { said } from '../internal/said.js'
import { type CompileError, compileError } from '../plan/compile-error.js'
import { type ValidationError, validationError } from '../schema/validation.js'

type Compiled<A> = Either<CompileError | ValidationError, A>

/**
 * Runs what compiles. Values are read while it does, and a getter or a proxy among them may throw; a value or an
 * expression may be nested deeper than the stack goes, for which no limit could be named beforehand.
 */
export const guarded = <A>(compile: () => Compiled<A>): Compiled<A> => {
  try {
    return compile()
  } catch (thrown) {
    return left(
      thrown instanceof RangeError
        ? compileError('malformed', 'a value or an expression of the query is nested too deeply')
        : validationError([
            { table: undefined, column: undefined, path: [], message: `a value cannot be read: ${said(thrown)}`, cause: thrown },
          ]),
    )
  }
}
