/** `any (…)` and `all (…)`, on the right of a comparison. */
import { quantifierKind } from '../kinds/quantified.js'
import { scalarKind } from '../kinds/scalar.js'
import { isExpr, type Expr } from '../schema/expression.js'
import { isMalformed, malformed } from '../schema/malformed.js'
import type { SqlType } from '../schema/sql-type.js'
import { ExprId, type ExpressionNode, isQuery, nodeOf, type QuantifierNode } from '../tree/node.js'
import { soleType } from './nesting.js'
import { type DemandsIn, type FreeIn, type Query, type RowsKind, rowsNode, type SoleColumn, type SoleNull, type SoleType } from './query.js'

/**
 * The family of an array's elements, as far as their JavaScript type tells it: a text, a decimal and a date are all strings. Of
 * what it does not tell, it is `never`, which compares with every family; compiling sees the rest.
 */
type ElementTag<T> = T extends number ? 'integer' : T extends bigint ? 'bigint' : T extends boolean ? 'boolean' : never

// Of several signatures the compiler explains the last: a wrong query is the likelier mistake.
export interface Quantifier {
  <T, R extends string, N extends string, C extends string>(
    array: Expr<SqlType<'array', ReadonlyArray<T>> | null, R, N, C, unknown>,
  ): Expr<SqlType<ElementTag<T>, T> | null, R, N, C | '^arrays'>
  <P, M extends string>(
    query: Query<RowsKind, never, P, M> & SoleColumn<P>,
  ): Expr<SoleType<P> | SoleNull<P, M>, FreeIn<M>, never, DemandsIn<M>>
}

/** The values as one node: a query is that of a scalar, which closes what it leaves open. */
const membersOf = (given: unknown): ExpressionNode => {
  if (isQuery(given)) {
    const query = rowsNode(given)
    return { [ExprId]: scalarKind, _tag: 'Scalar', query, type: soleType(query) }
  }
  const array: ExpressionNode = isExpr(given) ? nodeOf(given) : malformed('a query or an array', given)
  return array.type.tag === 'array' || isMalformed(array) ? array : malformed('a query or an array', given)
}

const quantified = (quantifier: QuantifierNode['quantifier']): Quantifier =>
  ((given: unknown): QuantifierNode => {
    const members = membersOf(given)
    return { [ExprId]: quantifierKind, _tag: 'Quantifier', quantifier, members, type: members.type.of ?? members.type }
  }) as unknown as Quantifier

/**
 * Any of the values of a query's one column, or of an array's elements: `gt(a, anyOf(query))` is `a > any (select …)`, true
 * where the comparison is true of one value. Else it is null where it is null of one, else false; of no values it is false.
 * It stands on the right of `eq`, `ne`, `lt`, `lte`, `gt` and `gte`. `eq(a, anyOf(query))` is `isIn(a, query)`.
 *
 * Of an array it is PostgreSQL's: `a = any (numbers)`. SQLite has no ANY: there it is two EXISTS in a CASE.
 */
export const anyOf: Quantifier = /* @__PURE__ */ quantified('any')

/**
 * All of the values of a query's one column, or of an array's elements: `gte(a, allOf(query))` is `a >= all (select …)`, false
 * where the comparison is false of one value. Else it is null where it is null of one, else true; of no values it is true.
 * `ne(a, allOf(query))` is `notIn(a, query)`.
 */
export const allOf: Quantifier = /* @__PURE__ */ quantified('all')
