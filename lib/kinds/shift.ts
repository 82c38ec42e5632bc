/** Intervals whose lengths are expressions: `a + make_interval(days => b)`. */
import { type Context, malformed } from '../plan/context.js'
import { all, expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { each, expression as parts } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { expressionOf } from '../render/kind.js'
import { additive, asTight, multiplicative, tighter } from '../render/precedence.js'
import type { Interval, ShiftNode } from '../tree/node.js'
import { back, checkTemporal, lengthsOf, noTimeOfDate } from './temporal.js'

/** Units become SQL text; a length is a whole number of 32 bits, which no unit overflows. */
const check = ({ operand, units, lengths }: ShiftNode, context: Context): void => {
  const { tag } = operand.type
  checkTemporal(tag, context)
  units.forEach((unit, index) => {
    const of = lengths[index]?.type.tag
    if (!Object.hasOwn(lengthsOf, unit)) malformed(context, `${shown(unit)} is no unit of an interval`)
    if (of !== 'integer') malformed(context, `an interval has whole numbers of 32 bits, got ${of} for ${unit}`)
    noTimeOfDate(tag, unit.replace(/s$/, ''), context)
  })
}

const names: Readonly<Record<keyof Interval, string>> = {
  years: 'years',
  months: 'months',
  weeks: 'weeks',
  days: 'days',
  hours: 'hours',
  minutes: 'mins',
  seconds: 'secs',
}

export const shiftKind: never = /* @__PURE__ */ expressionOf<ShiftNode>({
  children: ({ operand, lengths }) => [operand, ...lengths],
  resolve: (node, scope, context) => {
    check(node, context)
    resolve(node.operand, scope, context)
    all(node.lengths, scope, context)
  },
  parts: ({ operand, units, lengths, sign }, walk) => {
    walk.parts.push('Shift', sign, units.length, ...units)
    parts(operand, walk)
    each(lengths, walk)
  },
  level: () => additive,
  render: (d, { operand, units, lengths, sign, type }, w) => {
    const start = asTight(d, operand, additive, w)
    const named = units.map((unit, index) => `${names[unit]} => ${expression(d, lengths[index] as never, w)}`).join(', ')
    return back(type, `${start} ${sign === 1 ? '+' : '-'} make_interval(${named})`)
  },
})

/** The sum of the lengths of some units, each times a factor; nothing where the interval has none of them. */
export const totalOf = (
  d: Dialect,
  { units, lengths }: ShiftNode,
  factors: { readonly [U in keyof Interval]: number },
  w: Writer,
): string | undefined => {
  const terms: Array<string> = []
  units.forEach((unit, index) => {
    const factor = factors[unit]
    if (factor === undefined) return
    const text = tighter(d, lengths[index] as never, multiplicative, w)
    terms.push(factor === 1 ? text : `${text} * ${factor}`)
  })
  return terms.length === 0 ? undefined : terms.join(' + ')
}

/** What databases add one after the other: months, days, seconds. */
export const monthly = { years: 12, months: 1 } as const
export const daily = { weeks: 7, days: 1 } as const
export const timely = { hours: 3600, minutes: 60, seconds: 1 } as const
