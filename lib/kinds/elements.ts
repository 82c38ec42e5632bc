/** The elements of an array as rows: `jsonb_array_elements(doc) with ordinality`, `unnest(tags) with ordinality`. */
import { compileError } from '../plan/compile-error.js'
import { isInScope, malformed, need, report } from '../plan/context.js'
import { noAggregate } from '../plan/resolve.js'
import { expression as parts, typeParts } from '../plan/structure.js'
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { expressionOf, sourceOf } from '../render/kind.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { integerType } from '../schema/types/integer.js'
import { type ElementNode, type ElementsInfo, ExprId, type ExpressionNode } from '../tree/node.js'

const elementKind: never = /* @__PURE__ */ expressionOf<ElementNode>({
  resolve: ({ source }, scope, context) => {
    if (!isInScope(source, scope)) report(context, compileError('unjoined', `${source} is used but not joined`))
  },
  parts: ({ source, part, operand, type }, walk) => {
    walk.parts.push('Element', source, part)
    typeParts(type, walk)
    parts(operand, walk)
  },
  render: (d, { source, part }, w) => `${identifier(d, source, w)}.${identifier(d, part, w)}`,
})

const element = (source: string, part: ElementNode['part'], operand: ExpressionNode, type: AnySqlType): ElementNode => ({
  [ExprId]: elementKind,
  _tag: 'Element',
  source,
  part,
  operand,
  type,
})

/** What is no array has no elements. */
const elementsText: Render<ElementsInfo> = (d, { name, operand, of }, w) => {
  const text = (): string => expression(d, operand, w)
  const call = of === 'array' ? `unnest(${text()})` : `jsonb_array_elements(case when jsonb_typeof(${text()}) = 'array' then ${text()} end)`
  return `${call} with ordinality as ${identifier(d, name, w)} (${identifier(d, 'value', w)}, ${identifier(d, 'ordinality', w)})`
}

const elementsKind: never = /* @__PURE__ */ sourceOf<ElementsInfo>({
  resolve: ({ of, operand }, scope, context) => {
    need(context, of === 'array' ? 'arrays' : 'jsonElements')
    if (operand.type.tag !== of) malformed(context, `expected ${of === 'array' ? 'an array' : 'a JSON document'}, got ${operand.type.tag}`)
    noAggregate([operand], 'a source', scope, context)
  },
  parts: ({ name, of, operand }, walk) => {
    walk.parts.push('Elements', name, of)
    parts(operand, walk)
  },
  render: elementsText,
})

/** The elements of an array as a source of a name. */
export const elementsInfo = (name: string, of: ElementsInfo['of'], operand: ExpressionNode, type: AnySqlType): ElementsInfo => ({
  _tag: 'Elements',
  name,
  shape: { value: element(name, 'value', operand, type), ordinality: element(name, 'ordinality', operand, integerType) },
  operand,
  of,
  lateral: true,
  kind: elementsKind,
})
