/** Functions of texts that SQLite says otherwise, or has not. */
import { charactersOf, wholeOf } from '../kinds/text-parts.js'
import type { Render } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { bareParameter } from '../render/parameter.js'
import { textType } from '../schema/types/text.js'
import type { CallNode, ExpressionNode, ParamNode } from '../tree/node.js'
import { param } from '../tree/operand.js'

/** `instr(a, b)` */
export const position: Render<CallNode> = (d, { args }, w) => `instr(${list(d, args, w)})`

export const left: Render<CallNode> = (d, { args }, w) => {
  const [text, count] = args as [ExpressionNode, ParamNode]
  wholeOf(count, 0, 'a number of characters', w)
  return `substr(${expression(d, text, w)}, 1, ${bareParameter(d, count, w)})`
}

/** From the end where the start is negative: SQLite's manual, substr. `substr(a, -0)` is all of it. */
export const right: Render<CallNode> = (d, { args }, w) => {
  const [operand, count] = args as [ExpressionNode, ParamNode]
  const text = expression(d, operand, w)
  return wholeOf(count, 0, 'a number of characters', w) === 0 ? `substr(${text}, 1, 0)` : `substr(${text}, -${bareParameter(d, count, w)})`
}

/** Two characters of zero for each byte of a blob, and the text in the place of each pair. */
export const repeat: Render<CallNode> = (d, { args }, w) => {
  const [text, count] = args as [ExpressionNode, ParamNode]
  wholeOf(count, 0, 'how often a text comes', w)
  return `replace(hex(zeroblob(${bareParameter(d, count, w)})), '00', ${expression(d, text, w)})`
}

/** What fills a text is made here, as long as it could be needed: the database cuts it. */
export const pad =
  (side: 'left' | 'right'): Render<CallNode> =>
  (d, { args }, w) => {
    const [operand, count, fill] = args as [ExpressionNode, ParamNode, ExpressionNode]
    const length = wholeOf(count, 0, 'the length', w)
    const characters = [...charactersOf(fill, 'what fills a text', w)]
    const filling = Array.from({ length }, (_, index) => characters[index % characters.length] as string).join('')
    const text = expression(d, operand, w)
    const most = bareParameter(d, count, w)
    const rest = `substr(${expression(d, param(filling, textType, undefined), w)}, 1, ${most} - length(${text}))`
    const filled = side === 'left' ? `${rest} || ${text}` : `${text} || ${rest}`
    return `case when length(${text}) >= ${most} then substr(${text}, 1, ${most}) else ${filled} end`
  }

/** `trim(a, $1)`: of SQLite's three, this is the one of both ends. */
export const btrim: Render<CallNode> = (d, node, w) => {
  charactersOf(node.args[1] as ExpressionNode, 'what is trimmed', w)
  return `trim(${list(d, node.args, w)})`
}

/** One character after the other, until none is left; of null there is no last row. */
export const reverse: Render<CallNode> = (d, { args }, w) => {
  const text = expression(d, args[0] as ExpressionNode, w)
  const step = `select substr(rest, 2), substr(rest, 1, 1) || made from oxbow_reversed where rest <> ''`
  return `(with recursive oxbow_reversed(rest, made) as (select ${text}, '' union all ${step}) select made from oxbow_reversed where rest = '')`
}

/** One part after the other, until the one that is asked for or none is left; of null there is none from the first. */
export const splitPart: Render<CallNode> = (d, { args }, w) => {
  const [operand, separator, asked] = args as [ExpressionNode, ExpressionNode, ParamNode]
  charactersOf(separator, 'a separator', w)
  wholeOf(asked, 1, 'the number of a part', w)
  const [text, by, number] = [expression(d, operand, w), expression(d, separator, w), bareParameter(d, asked, w)]
  const at = `instr(rest, ${by})`
  const part = `case when ${at} = 0 then rest else substr(rest, 1, ${at} - 1) end`
  const rest = `case when ${at} > 0 then substr(rest, ${at} + length(${by})) end`
  const step = `select ${rest}, ${part}, number + 1 from oxbow_parts where rest is not null and number < ${number}`
  const parts = `oxbow_parts(rest, part, number) as (select ${text}, null, 0 union all ${step})`
  const found = `case when number = ${number} then part when number > 0 then '' end`
  return `(with recursive ${parts} select ${found} from oxbow_parts order by number desc limit 1)`
}
