/** A date of its parts. */
import { multiplicative, tighter } from '../render/precedence.js'
import { malformed } from '../plan/context.js'
import { all } from '../plan/resolve.js'
import { repeated } from '../render/repeated.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import type { CallNode, ExpressionNode } from '../tree/node.js'
import { type FunctionKind, functionKind } from './call.js'

/** The texts of the year, the month and the day; each may stand in several places. */
export const partsOfDate = (d: Dialect, { args }: CallNode, w: Writer): Readonly<Record<'year' | 'month' | 'day', () => string>> => {
  const at = (index: number): (() => string) => repeated(d, () => tighter(d, args[index] as ExpressionNode, multiplicative, w))
  return { year: at(0), month: at(1), day: at(2) }
}

/** Inside CASE, since nothing else keeps `make_date` from a month that there is not: manual 4.2.14. */
const makeDateText: Render<CallNode> = (d, node, w) => {
  const { year, month, day } = partsOfDate(d, node, w)
  return (
    `case when ${year()} between 1 and 9999 and ${month()} between 1 and 12 and ${day()} between 1 and 31 then ` +
    `case when ${day()} <= extract(day from make_date(${year()}, ${month()}, 1) + interval '1 month -1 day') ` +
    `then make_date(${year()}, ${month()}, ${day()}) end end`
  )
}

const ofWholeNumbers = (kind: FunctionKind): FunctionKind => ({
  ...kind,
  resolve: (node, scope, context) => {
    all(node.args, scope, context)
    const wrong = context.problem === undefined ? node.args.find(({ type }) => type.tag !== 'integer') : undefined
    if (wrong !== undefined) malformed(context, `the parts of a date are whole numbers of 32 bits, got ${wrong.type.tag}`)
  },
})

export const makeDateKind: FunctionKind = /* @__PURE__ */ ofWholeNumbers(/* @__PURE__ */ functionKind('makeDate', makeDateText))
