/** Rows as a test writes them, held against what a query gives. */
import { type Group, type Output, outputOfRows, type Shape } from '../plan/output.js'
import type { ExpressionNode, RowsNode } from '../tree/node.js'
import { validate } from '../schema/validation.js'

type Path = ReadonlyArray<string | number>

/** What is wrong with a row, in words; nothing where it fits. */
export type Mismatch = string | undefined

const at = (path: Path): string => path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')

const first = <A>(items: ReadonlyArray<A>, problem: (item: A, index: number) => Mismatch): Mismatch => {
  for (let index = 0; index < items.length; index++) {
    const found = problem(items[index] as A, index)
    if (found !== undefined) return found
  }
  return undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const inGroup = (group: Group, value: unknown, path: Path): Mismatch => {
  if (value === null && group.presence !== undefined) return undefined
  if (!isRecord(value)) return `row${at(path)} must be an object with ${group.keys.join(', ')}`
  const excess = Object.keys(value).find((key) => !group.keys.includes(key))
  if (excess !== undefined) return `row${at([...path, excess])} is not a column of the query: it gives ${group.keys.join(', ')}`
  return first(group.keys, (key, index) =>
    value[key] === undefined ? `row${at([...path, key])} is missing` : inShape(group.shapes[index] as Shape, value[key], [...path, key]),
  )
}

const inNest = (output: Output, many: boolean, value: unknown, path: Path): Mismatch => {
  if (!many) return value === null ? undefined : inShape(output.shape, value, path)
  if (!Array.isArray(value)) return `row${at(path)} must be an array of rows`
  return first(value as ReadonlyArray<unknown>, (row, index) => inShape(output.shape, row, [...path, index]))
}

/**
 * Checked only as far as the type of an expression is sure: a column's in full, and whether it is a number, a string… for
 * the rest, whose length and precision no column fixes. A custom type and a validated document are the test's business.
 */
const inValue = ({ _tag, type }: ExpressionNode, value: unknown, path: Path): Mismatch => {
  if (value === null || type.mapping !== undefined || type.schema !== undefined || type.tag === 'unknown') return undefined
  const textual = _tag !== 'Column' && typeof value === 'string' && (type.tag === 'text' || type.tag === 'decimal')
  const problem = textual ? undefined : validate(type, value)
  return problem === undefined ? undefined : `row${at(path)}: ${problem}`
}

const inShape = (shape: Shape, value: unknown, path: Path): Mismatch => {
  if (shape._tag === 'Group') return inGroup(shape, value, path)
  const { expression } = shape
  const { nested } = expression.type
  return nested === undefined
    ? inValue(expression, value, path)
    : inNest(outputOfRows(nested.query as RowsNode), !nested.first, value, path)
}

/** What keeps rows from being those of a query: a column that is missing or not its own, a value of another type. */
export const mismatch = (output: Output, rows: ReadonlyArray<unknown>): Mismatch =>
  first(rows, (row, index) => (row === undefined ? `row[${index}] is undefined` : inShape(output.shape, row, [index])))
