/** BETWEEN SYMMETRIC. */
import { betweenSymmetricKind } from '../kinds/between-symmetric.js'
import type { AnyExpr } from '../schema/expression.js'
import { booleanType } from '../schema/types/boolean.js'
import { ExprId, nodeOf } from '../tree/node.js'
import { comparand } from '../tree/operand.js'
import type { Between } from './comparison.js'

const symmetric = (negated: boolean): Between =>
  ((operand: AnyExpr, low: unknown, high: unknown) => {
    const node = nodeOf(operand)
    return {
      [ExprId]: betweenSymmetricKind,
      _tag: 'BetweenSymmetric',
      operand: node,
      low: comparand(node, low),
      high: comparand(node, high),
      negated,
      type: booleanType,
    }
  }) as unknown as Between

/**
 * `a between symmetric x and y`: `between` whichever of the two is the lesser. Where a database has no word for it,
 * `(a between x and y or a between y and x)`.
 */
export const betweenSymmetric: Between = /* @__PURE__ */ symmetric(false)
/** `a not between symmetric x and y` */
export const notBetweenSymmetric: Between = /* @__PURE__ */ symmetric(true)
