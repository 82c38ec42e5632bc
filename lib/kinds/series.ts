/** Numbers or times at equal distances: `generate_series(1, 10, 2)`. */
import { malformed, need } from '../plan/context.js'
import { noAggregate } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { sourceOf } from '../render/kind.js'
import { booleanType } from '../schema/types/boolean.js'
import { localTimestampType } from '../schema/types/temporal.js'
import { brand, ExprId, type ExpressionNode, type Interval, type SeriesInfo } from '../tree/node.js'
import { constant, param } from '../tree/operand.js'
import { derivedColumn, soleColumn } from '../tree/source.js'
import { arithmeticKind } from './arithmetic.js'
import { castNode } from './cast.js'
import { addIntervalKind, checkInterval, intervalLiteral } from './temporal.js'

const isInterval = (step: SeriesInfo['step']): step is Interval => typeof step === 'object'

/** Whether the series goes up; an interval goes the way of all its lengths. */
const ascends = (step: SeriesInfo['step']): boolean =>
  isInterval(step) ? Object.values(step).every((length) => length === undefined || length >= 0) : step > 0

const isMixed = (step: Interval): boolean => {
  const lengths = Object.values(step).filter((length) => length !== undefined && length !== 0)
  return lengths.length === 0 || (lengths.some((length) => length > 0) && lengths.some((length) => length < 0))
}

const numbers: ReadonlySet<string> = new Set(['integer', 'bigint'])

// ---------------------------------------------------------------------------------------------------------------------
// by recursion
// ---------------------------------------------------------------------------------------------------------------------

const next = ({ step, start: { type } }: SeriesInfo, value: ExpressionNode): ExpressionNode =>
  isInterval(step)
    ? { [ExprId]: addIntervalKind, _tag: 'AddInterval', operand: value, interval: step, sign: 1, type }
    : { [ExprId]: arithmeticKind, _tag: 'Arithmetic', operator: 'add', left: value, right: param(step, type, value), type }

const reaches = (node: SeriesInfo, value: ExpressionNode): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Binary',
  operator: ascends(node.step) ? 'lte' : 'gte',
  left: value,
  right: node.stop,
  type: booleanType,
})

/** For a database without such a function: a recursion inside a derived table, which is nobody else's. */
export const seriesByRecursion: Render<SeriesInfo> = (d, node, w) => {
  const [series, value] = [identifier(d, 'series', w), identifier(d, soleColumn, w)]
  const last = derivedColumn('series', soleColumn, node.start.type)
  const first = `select ${expression(d, node.start, w)} as ${value} where ${expression(d, reaches(node, node.start), w)}`
  const step = `select ${expression(d, next(node, last), w)} from ${series} where ${expression(d, reaches(node, next(node, last)), w)}`
  return `${node.lateral ? 'lateral ' : ''}(with recursive ${series} (${value}) as (${first} union all ${step}) select ${value} from ${series}) as ${identifier(d, node.name, w)}`
}

// ---------------------------------------------------------------------------------------------------------------------
// by the function
// ---------------------------------------------------------------------------------------------------------------------

/** Dates are made of their midnights: there is no series of dates. */
const bounds = (d: Dialect, { start, stop }: SeriesInfo, w: Writer): string =>
  [start, stop].map((node) => expression(d, start.type.name === 'date' ? castNode(node, localTimestampType(3)) : node, w)).join(', ')

const seriesText: Render<SeriesInfo> = (d, node, w) => {
  const { step, start, lateral } = node
  const [name, value] = [identifier(d, node.name, w), identifier(d, soleColumn, w)]
  const call = `generate_series(${bounds(d, node, w)}, ${isInterval(step) ? intervalLiteral(step) : step})`
  if (start.type.name !== 'date') return `${lateral ? 'lateral ' : ''}${call} as ${name} (${value})`
  return `${lateral ? 'lateral ' : ''}(select ${value}::date as ${value} from ${call} as ${name} (${value})) as ${name}`
}

const seriesKind: never = /* @__PURE__ */ sourceOf<SeriesInfo>({
  resolve: (node, scope, context) => {
    const { start, stop, step, lateral } = node
    if (lateral) need(context, 'lateral')
    noAggregate([start, stop], 'the bounds of a series', lateral ? scope : { sources: [], outer: scope.outer }, context)
    if (isInterval(step)) {
      checkInterval(start.type.tag, step, context)
      if (isMixed(step)) malformed(context, 'the step of a series goes one way')
    } else if (!numbers.has(start.type.tag) || !(Number.isSafeInteger(step) || typeof step === 'bigint') || Number(step) === 0)
      malformed(context, `the step of a series is a whole number that is not 0, or an interval, not ${shown(step)}`)
  },
  parts: ({ name, start, stop, step, lateral }, walk) => {
    walk.parts.push('Series', name, lateral, isInterval(step) ? JSON.stringify(step) : step)
    parts(start, walk)
    parts(stop, walk)
  },
  render: seriesText,
})

/** A series as a source of a name. */
export const seriesInfo = (
  name: string,
  start: ExpressionNode,
  stop: ExpressionNode,
  step: SeriesInfo['step'],
  lateral: boolean,
): SeriesInfo => ({
  _tag: 'Series',
  name,
  shape: { [soleColumn]: constant(null, start.type) },
  start,
  stop,
  step,
  lateral,
  kind: seriesKind,
})
