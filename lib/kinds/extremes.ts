/** `greatest(a, b)` and `least(a, b)`: null where one of them is, as SQL:2023 and all databases but PostgreSQL have it. */
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { comparison, tighter } from '../render/precedence.js'
import { repeated } from '../render/repeated.js'
import type { CallNode, ExpressionNode } from '../tree/node.js'
import { type FunctionKind, functionKind } from './call.js'

const isNullable = (node: ExpressionNode): boolean => node._tag !== 'Param' || node.value === null

/** PostgreSQL leaves nulls out: manual, 9.18.4. */
const extreme =
  (name: string): Render<CallNode> =>
  (d, { args }, w) => {
    const nullable = args.filter(isNullable)
    const texts = args.map((arg) => repeated(d, () => expression(d, arg, w)))
    const call = (): string => `${name}(${texts.map((text) => text()).join(', ')})`
    if (nullable.length === 0) return call()
    const conditions = nullable.map((arg) => `${tighter(d, arg, comparison, w)} is not null`)
    return `case when ${conditions.join(' and ')} then ${call()} end`
  }

export const greatestKind: FunctionKind = /* @__PURE__ */ functionKind('greatest', /* @__PURE__ */ extreme('greatest'))
export const leastKind: FunctionKind = /* @__PURE__ */ functionKind('least', /* @__PURE__ */ extreme('least'))
