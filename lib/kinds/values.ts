/** Rows of values as a source: `(values (1, 'a'), (2, 'b')) as "v" ("id", "name")`. */
import { put, free, typeParts } from '../plan/structure.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { sourceOf } from '../render/kind.js'
import { typedParameter } from '../render/parameter.js'
import type { ColumnNode, ParamNode, ProjectionNode, ValuesInfo } from '../tree/node.js'
import { constant } from '../tree/operand.js'
import { castNode } from './cast.js'

/** A value of a row. Each has its type, since nothing beside it says one. */
export const cellText = (d: Dialect, { columns, rows }: ValuesInfo, row: number, column: number, w: Writer): string => {
  const node = rows[row]?.[column] as ParamNode
  if (node.value === null && columns[column]?.nullable !== true) {
    const { source, key } = node.like as ColumnNode
    w.issues.push({ table: source, column: key, row, path: [], message: 'null in a column that is not nullable' })
  }
  return typedParameter(d, node, w)
}

/** The rows, each in parentheses after a word. */
export const rowsText = (d: Dialect, node: ValuesInfo, word: string, w: Writer): string =>
  node.rows.map((row, at) => `${word}(${row.map((_, index) => cellText(d, node, at, index, w)).join(', ')})`).join(', ')

/** The names of the columns, in parentheses. */
export const namesText = (d: Dialect, { columns }: ValuesInfo, w: Writer): string =>
  `(${columns.map(({ key }) => identifier(d, key, w)).join(', ')})`

/** No rows, with the columns that some would have. */
const noRows: Render<ValuesInfo> = (d, { name, columns }, w) => {
  const list = columns.map(({ key, type }) => `${expression(d, castNode(constant(null, type), type), w)} as ${identifier(d, key, w)}`)
  return `(select ${list.join(', ')} limit 0) as ${identifier(d, name, w)}`
}

/** Rows, given how they are written where there are any. */
export const valuesAs =
  (text: Render<ValuesInfo>): Render<ValuesInfo> =>
  (d, node, w) =>
    node.rows.length === 0 ? noRows(d, node, w) : text(d, node, w)

const valuesKind: never = /* @__PURE__ */ sourceOf<ValuesInfo>({
  resolve: () => undefined,
  parts: ({ name, columns, rows }, walk) => {
    walk.parts.push('Values', name, columns.length, rows.length)
    for (const { key, type, nullable } of columns) {
      walk.parts.push(key, nullable)
      typeParts(type, walk)
    }
    // Every value has its type beside it, and null may be refused.
    for (const row of rows)
      for (const node of row) {
        if (node.value === null) put(walk, null)
        else free(node, walk)
      }
    if (rows.some((row) => row.some(({ value }) => value === null))) walk.dependsOnValues = true
  },
  render: /* @__PURE__ */ valuesAs(
    (d, node, w) => `(values ${rowsText(d, node, '', w)}) as ${identifier(d, node.name, w)} ${namesText(d, node, w)}`,
  ),
})

/** Rows of values as a source of a name. */
export const valuesInfo = (name: string, columns: ValuesInfo['columns'], rows: ValuesInfo['rows']): ValuesInfo => ({
  _tag: 'Values',
  name,
  shape: Object.fromEntries(columns.map(({ key, type }): [string, ProjectionNode] => [key, constant(null, type)])),
  columns,
  rows,
  kind: valuesKind,
})
