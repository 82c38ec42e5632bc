/**
 * Arithmetic on numbers of any two kinds. The kind of the result is the same on every dialect: double where either is,
 * else decimal, else bigint, else integer.
 */
import type { AnyExpr, Expr } from '../schema/expression.js'
import { type AnySqlType, type Bigint, type Decimal, type Double, type Integer, precisionOf, scaleOf } from '../schema/sql-type.js'
import { computedDecimal } from '../schema/types/decimal.js'
import { doubleType } from '../schema/types/float.js'
import { bigintType, integerType } from '../schema/types/integer.js'
import { type ArithmeticOperator, ExprId, type ExpressionNode, exprOf, nodeOf } from '../tree/node.js'
import { type NeedsIn, type NullIn, type Numeric, type Operand, type RefsIn, type StrictIn, term, type TypeIn } from '../tree/operand.js'
import { arithmeticKind } from '../kinds/arithmetic.js'
import { call } from '../kinds/call.js'
import { absKind } from '../kinds/functions.js'

interface Rank {
  readonly integer: { readonly integer: Integer; readonly bigint: Bigint; readonly decimal: Decimal; readonly double: Double }
  readonly bigint: { readonly integer: Bigint; readonly bigint: Bigint; readonly decimal: Decimal; readonly double: Double }
  readonly decimal: { readonly integer: Decimal; readonly bigint: Decimal; readonly decimal: Decimal; readonly double: Double }
  readonly double: { readonly integer: Double; readonly bigint: Double; readonly decimal: Double; readonly double: Double }
}

type TagOf<T> = T extends Numeric ? T['tag'] : never

/** The kind of number that two kinds make. A literal takes the kind of what it stands beside. */
type NumberOf<T, B> = [TypeIn<B>] extends [never] ? Rank[TagOf<T>][TagOf<T>] : Rank[TagOf<T>][TagOf<TypeIn<B>>]

export interface Arithmetic<Null = never> {
  <T extends Numeric | null, R extends string, N extends string, C extends string, B extends Operand<T>>(
    left: Expr<T, R, N, C, unknown>,
    right: B,
  ): Expr<NumberOf<T, B> | Extract<T, null> | NullIn<B> | Null, R | RefsIn<B>, N | StrictIn<B>, C | NeedsIn<B>>
}

/** Decimals by SQL:2016 6.29: scales add in a product, the larger one stays in a sum; a quotient keeps 6 digits at least. */
const decimalResult = (operator: ArithmeticOperator, left: AnySqlType, right: AnySqlType): AnySqlType => {
  const [a, b] = [scaleOf(left), scaleOf(right)]
  const whole = Math.max(precisionOf(left) - a, precisionOf(right) - b)
  const scale = operator === 'mul' ? a + b : operator === 'div' ? Math.max(a, b, 6) : Math.max(a, b)
  const precision =
    operator === 'mul' ? precisionOf(left) + precisionOf(right) : operator === 'div' ? precisionOf(left) - a + b + scale : whole + scale + 1
  return computedDecimal(precision, scale)
}

/** The SQL type of an arithmetic expression. */
export const arithmeticType = (operator: ArithmeticOperator, left: AnySqlType, right: AnySqlType): AnySqlType =>
  left.tag === 'double' || right.tag === 'double'
    ? doubleType
    : left.tag === 'decimal' || right.tag === 'decimal'
      ? decimalResult(operator, left, right)
      : left.tag === 'bigint' || right.tag === 'bigint'
        ? bigintType
        : integerType

const arithmetic = <A>(operator: ArithmeticOperator): A =>
  ((left: AnyExpr, right: unknown) => {
    const node = nodeOf(left)
    const other = term(node, right)
    return {
      [ExprId]: arithmeticKind,
      _tag: 'Arithmetic',
      operator,
      left: node,
      right: other,
      type: arithmeticType(operator, node.type, other.type),
    }
  }) as unknown as A

/**
 * `a + b`. A decimal may have more digits than `a`, here as in all arithmetic: the result has them too. A number beside an
 * integer is one of 32 bits; `literal(3_000_000_000n, bigint())` makes the result a bigint.
 */
export const add: Arithmetic = /* @__PURE__ */ arithmetic('add')
/** `a - b` */
export const sub: Arithmetic = /* @__PURE__ */ arithmetic('sub')
/** `a * b`. The scales of decimals add. */
export const mul: Arithmetic = /* @__PURE__ */ arithmetic('mul')

/**
 * `a / b`, and null where b is zero: PostgreSQL would stop with an error, the others give null, so null it is
 * everywhere. Of whole numbers the quotient is whole, cut toward zero (`div` on MySQL); of decimals it keeps at least 6
 * decimals, rounded half away from zero.
 */
export const div: Arithmetic<null> = /* @__PURE__ */ arithmetic('div')

/** The remainder, with the sign of `a`; null where b is zero. `a % b` */
export const mod: Arithmetic<null> = /* @__PURE__ */ arithmetic('mod')

/** `abs(a)` */
export const abs = <T extends Numeric | null, R extends string, N extends string, C extends string>(
  operand: Expr<T, R, N, C, unknown>,
): Expr<T, R, N, C> => {
  const node: ExpressionNode = nodeOf(operand)
  return exprOf(call(absKind, [node], node.type))
}
