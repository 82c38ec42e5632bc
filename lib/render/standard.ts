/**
 * The standard dialect: what most databases say alike. A dialect is a spread of it with what differs. What stands in kinds/ is
 * part of it too: SQL's own text, and PostgreSQL's where SQL has none.
 */
import type { BinaryNode, BinaryOperator, ExpressionNode } from '../tree/node.js'
import type { ColumnNode } from '../schema/expression.js'
import type { Dialect, Render, Writer } from './dialect.js'
import { identifier } from './identifier.js'
import { beside, typedParameter } from './parameter.js'
import { and as andLevel, asTight, comparison, not, or as orLevel, tighter } from './precedence.js'
import { select, selectClauses } from './select.js'

/** A table's columns are few and stand in every query: their text is kept. Those of derived tables come and go. */
const column: Render<ColumnNode> = (d, node, w) => {
  if (node.origin === undefined) return columnText(d, node, w)
  const known = w.cache.columns.get(node)
  if (known !== undefined) return known
  const text = columnText(d, node, w)
  if (w.problem === undefined) w.cache.columns.set(node, text)
  return text
}

const columnText: Render<ColumnNode> = (d, node, w) => `${identifier(d, node.source, w)}.${identifier(d, node.column, w)}`

/** The sign of an operator with its spaces. */
export const signOf = (d: Dialect, operator: BinaryOperator, w: Writer): string => {
  const { signs } = w.cache
  return signs[operator] ?? (signs[operator] = ` ${d.operators[operator]} `)
}

const comparisonText: Render<BinaryNode> = (d, node, w) => {
  const left = beside(d, node.left, node.right, w)
  return left + signOf(d, node.operator, w) + beside(d, node.right, node.left, w)
}

const logical =
  (word: string, parent: number, empty: string) =>
  (d: Dialect, node: { readonly operands: ReadonlyArray<ExpressionNode> }, w: Writer): string => {
    const { operands } = node
    if (operands.length === 0) return empty
    let text = ''
    for (let index = 0; index < operands.length; index++)
      text += (index === 0 ? '' : word) + asTight(d, operands[index] as ExpressionNode, parent, w)
    return text
  }

/** What a dialect must bring of its own: what no two databases have alike. */
export type DialectOwn =
  | 'name'
  | 'supports'
  | 'refuseIdentifier'
  | 'maxParameters'
  | 'castType'
  | 'typedParameter'
  | 'bareParameter'
  | 'codecs'
  | 'int64'

/** The part that dialects share. Nothing in it knows a particular database. */
export const standard: Omit<Dialect, DialectOwn> = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  numbered: false,
  operators: {
    eq: '=',
    ne: '<>',
    lt: '<',
    lte: '<=',
    gt: '>',
    gte: '>=',
    isDistinctFrom: 'is distinct from',
    isNotDistinctFrom: 'is not distinct from',
    concat: '||',
    add: '+',
    sub: '-',
    mul: '*',
    div: '/',
    mod: '%',
  },
  expr: {
    Column: column,
    Param: typedParameter,
    Constant: (_d, node) => String(node.value),
    Binary: comparisonText,
    And: logical(' and ', andLevel, 'true'),
    Or: logical(' or ', orLevel, 'false'),
    Not: (d, node, w) => `not ${tighter(d, node.operand, not, w)}`,
    IsNull: (d, node, w) => `${tighter(d, node.operand, comparison, w)} is ${node.negated ? 'not ' : ''}null`,
  },
  functions: {},
  query: { Select: select },
  select: selectClauses,
  assignedParameter: (d, text, type) => d.bareParameter(d, text, type),
  noLimit: undefined,
  namesExcluded: false,
  nestsByNumber: false,
}
