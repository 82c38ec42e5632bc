/** `a at time zone 'Europe/Berlin'`. */
import { malformed, need } from '../plan/context.js'
import { all } from '../plan/resolve.js'
import { each } from '../plan/structure.js'
import { expressionOf } from '../render/kind.js'
import { multiplicative, tighter } from '../render/precedence.js'
import { fractionDigits } from '../schema/sql-type.js'
import type { AtTimeZoneNode } from '../tree/node.js'

export const atTimeZoneKind: never = /* @__PURE__ */ expressionOf<AtTimeZoneNode>({
  children: ({ operand, zone }) => [operand, zone],
  resolve: ({ operand, zone }, scope, context) => {
    const { tag } = operand.type
    if (tag !== 'timestamp' && tag !== 'localTimestamp') malformed(context, `expected an instant or a local timestamp, got ${tag}`)
    all([operand, zone], scope, context)
    if (zone.type.tag !== 'text') malformed(context, `expected a time zone as text, got ${zone.type.tag}`)
    need(context, 'timeZones', 'convert it in the program, which has the zones of the Intl API')
  },
  parts: ({ operand, zone }, walk) => {
    walk.parts.push('AtTimeZone')
    each([operand, zone], walk)
  },
  level: () => multiplicative,
  render: (d, { operand, zone, type }, w) => {
    const text = `${tighter(d, operand, multiplicative, w)} at time zone ${tighter(d, zone, multiplicative, w)}`
    return fractionDigits(operand.type) > fractionDigits(type) ? `cast(${text} as ${d.castType(type)})` : text
  },
})
