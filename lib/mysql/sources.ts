/** Sources that MySQL and MariaDB write otherwise. */
import { cellText, namesText, rowsText, valuesAs } from '../kinds/values.js'
import type { Render } from '../render/dialect.js'
import { expression, standardText } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import type { ElementNode, ElementsInfo, ValuesInfo } from '../tree/node.js'

/** `(values row(1, 'a')) as v (id, name)`: manual 15.2.19, VALUES. */
export const mysqlValues: Render<ValuesInfo> = /* @__PURE__ */ valuesAs(
  (d, node, w) => `(values ${rowsText(d, node, 'row', w)}) as ${identifier(d, node.name, w)} ${namesText(d, node, w)}`,
)

/** MariaDB 10.11 gives the values of VALUES the lengths they had when the statement was prepared, which is none. */
export const mariadbValues: Render<ValuesInfo> = /* @__PURE__ */ valuesAs((d, node, w) => {
  const { name, rows } = node
  const lists = rows.map((row, at) => {
    const cells = row.map((_, index) => cellText(d, node, at, index, w))
    // The first row names the columns.
    return `select ${(at === 0 ? cells.map((cell, index) => `${cell} as ${identifier(d, node.columns[index]?.key ?? '', w)}`) : cells).join(', ')}`
  })
  return `(${lists.join(' union all ')}) as ${identifier(d, name, w)}`
})

/** The path takes the elements of an array, and nothing of another document: manual 14.17.6, JSON_TABLE. */
export const jsonTable: Render<ElementsInfo> = (d, { name, operand }, w) =>
  `json_table(${expression(d, operand, w)}, '$[*]' columns (${identifier(d, 'ordinality', w)} for ordinality, ${identifier(d, 'value', w)} json path '$')) as ${identifier(d, name, w)}`

/** JSON_TABLE gives NULL for JSON's null, which is an element like any other where there is a place. */
export const mysqlElement: Render<ElementNode> = (d, node, w) => {
  if (node.part === 'ordinality') return standardText(d, node, w)
  const value = standardText(d, node, w)
  return `if(${identifier(d, node.source, w)}.${identifier(d, 'ordinality', w)} is null, null, coalesce(${value}, cast('null' as json)))`
}
