/** The number of whole units from one date or instant to another. */
import { type Context, malformed } from '../plan/context.js'
import { all } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { each } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { repeated } from '../render/repeated.js'
import { additive, asTight, collation, multiplicative, tighter } from '../render/precedence.js'
import type { DateDiffNode, ExpressionNode } from '../tree/node.js'
import { checkTemporal, noTimeOfDate, units } from './temporal.js'

const check = ({ unit, start, end }: DateDiffNode, context: Context): void => {
  checkTemporal(start.type.tag, context)
  if (typeof unit !== 'string' || (unit !== 'millisecond' && !Object.hasOwn(units, unit)))
    malformed(context, `${shown(unit)} is no unit of a difference`)
  if (start.type.tag !== end.type.tag) malformed(context, `no difference of ${start.type.tag} and ${end.type.tag}: cast one of them`)
  noTimeOfDate(start.type.tag, unit, context)
}

/** A date or instant as a timestamp without a zone, in UTC: so that the time zone of the session plays no part. */
export const localText = (d: Dialect, node: ExpressionNode, w: Writer): string =>
  node.type.tag === 'timestamp'
    ? `${tighter(d, node, multiplicative, w)} at time zone 'UTC'`
    : node.type.tag === 'date'
      ? `${tighter(d, node, collation, w)}::timestamp`
      : expression(d, node, w)

/** The seconds of what is always as long; see `monthsIn` for the others. */
export const secondsIn: { readonly [unit: string]: number | undefined } = { week: 604_800, day: 86_400, hour: 3600, minute: 60, second: 1 }

export const monthsIn: { readonly [unit: string]: number | undefined } = { year: 12, quarter: 3, month: 1 }

export const dateDiffKind: never = /* @__PURE__ */ expressionOf<DateDiffNode>({
  children: ({ start, end }) => [start, end],
  resolve: (node, scope, context) => {
    check(node, context)
    all([node.start, node.end], scope, context)
  },
  parts: ({ unit, start, end }, walk) => {
    walk.parts.push('DateDiff', unit)
    each([start, end], walk)
  },
  render: (d, { unit, start, end, type }, w) => {
    const monthly = monthsIn[unit]
    if (monthly !== undefined) {
      const age = repeated(d, () => `age(${localText(d, end, w)}, ${localText(d, start, w)})`)
      if (unit === 'year') return `extract(year from ${age()})::integer`
      const months = `extract(year from ${age()}) * 12 + extract(month from ${age()})`
      return monthly === 1 ? `(${months})::integer` : `trunc((${months}) / ${monthly})::integer`
    }
    const between = `${asTight(d, end, additive, w)} - ${tighter(d, start, additive, w)}`
    if (type.name === 'integer' && start.type.tag === 'date') return unit === 'week' ? `((${between}) / 7)` : `(${between})`
    const seconds = `extract(epoch from ${between})`
    const length = secondsIn[unit]
    const count = length === undefined ? `${seconds} * 1000` : length === 1 ? seconds : `${seconds} / ${length}`
    return `trunc(${count})::${type.name}`
  },
})
