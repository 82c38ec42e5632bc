/** Sources that SQLite writes otherwise. */
import { rowsText, valuesAs } from '../kinds/values.js'
import type { Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { multiplicative, tighter } from '../render/precedence.js'
import type { ElementNode, ElementsInfo, ValuesInfo } from '../tree/node.js'

/** The columns of VALUES are named column1, column2 and so on: manual, SELECT, 2.9. */
export const values: Render<ValuesInfo> = /* @__PURE__ */ valuesAs((d, node, w) => {
  const list = node.columns.map(({ key }, index) => `column${index + 1} as ${identifier(d, key, w)}`).join(', ')
  return `(select ${list} from (values ${rowsText(d, node, '', w)})) as ${identifier(d, node.name, w)}`
})

/** The rows of `json_each`; those of an object or a scalar are left out. */
export const elements: Render<ElementsInfo> = (d, { name, operand }, w) => {
  const text = (): string => expression(d, operand, w)
  return `json_each(case when json_type(${text()}) = 'array' then ${text()} end) as ${identifier(d, name, w)}`
}

/** The value of `json_each` is no document: it is read again by its path. */
export const element: Render<ElementNode> = (d, { source, part, operand }, w) => {
  const name = identifier(d, source, w)
  return part === 'ordinality' ? `(${name}.key + 1)` : `(${tighter(d, operand, multiplicative, w)} -> ${name}.fullkey)`
}
