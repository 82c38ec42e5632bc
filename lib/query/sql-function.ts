/** Functions of the user's own database, with types. */
import { sqlFunctionKind } from '../kinds/sql-function.js'
import type { Column } from '../schema/column.js'
import { type Expr, isExpr } from '../schema/expression.js'
import { malformed } from '../schema/malformed.js'
import { ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { type NeedsIn, type NullIn, type Operand, param, type RefsIn, type StrictIn } from '../tree/operand.js'

/** What a function takes and gives. */
export interface SqlFunctionOptions<A extends ReadonlyArray<Column>, T, O extends boolean> {
  /** A column of the type of each argument. */
  readonly takes: A
  /** A column of the type that it gives. */
  readonly returns: Column<T>
  /** Whether it may be null though no argument is. Default: it is null where an argument is, as a strict function. */
  readonly nullable?: O
  /** The schema it is in. */
  readonly schema?: string
}

type TypeOf<C> = C extends Column<infer T> ? Exclude<T, null> : never

type Arguments<A extends ReadonlyArray<Column>> = {
  readonly [I in keyof A]: Operand<TypeOf<A[I]>> | Expr<TypeOf<A[I]> | null, string, string, string, unknown> | null
}

/** A function of a database: a call of it is an expression. */
export interface SqlFunction<A extends ReadonlyArray<Column>, T, O extends boolean> {
  <const B extends Arguments<A>>(
    ...args: B
  ): Expr<
    Exclude<T, null> | NullIn<B[number]> | Extract<B[number], null> | (O extends true ? null : never),
    RefsIn<B[number]>,
    O extends true ? never : StrictIn<B[number]>,
    NeedsIn<B[number]>
  >
}

/**
 * Registers a function that the database has and Oxbow does not know: one that you created, or one of an extension. The name is
 * quoted, and the arguments are bound. Where databases call it otherwise, give a name for each dialect; one without a name
 * refuses it. What it does, and whether it is exact, is the database's.
 *
 * @example
 * const distance = sqlFunction({ postgres: 'levenshtein' }, { takes: [text(), text()], returns: integer() })
 * const near = pipe(from(customers), where(lt(distance(customers.email, 'ada@example.org'), 3)))
 * // "levenshtein"("customers"."email", $1::text) < $2
 */
export const sqlFunction = <const A extends ReadonlyArray<Column>, T, const O extends boolean = false>(
  name: string | { readonly [dialect: string]: string },
  options: SqlFunctionOptions<A, T, O>,
): SqlFunction<A, T, O> => {
  const names = typeof name === 'object' && name !== null ? { ...name } : name
  const takes: ReadonlyArray<Partial<Column> | null> = Array.isArray(options?.takes) ? [...options.takes] : []
  const type = options?.returns?.type
  return ((...args: ReadonlyArray<unknown>) => {
    if (type === undefined || args.length !== takes.length || takes.some((column) => column?.type === undefined))
      return malformed(`a function with ${takes.length} arguments and types of them`, args)
    const nodes = args.map((arg, index): ExpressionNode =>
      isExpr(arg) ? nodeOf(arg) : param(arg, (takes[index] as Column).type, undefined),
    )
    return exprOf({ [ExprId]: sqlFunctionKind, _tag: 'SqlFunction', names, schema: options.schema, args: nodes, type })
  }) as unknown as SqlFunction<A, T, O>
}
