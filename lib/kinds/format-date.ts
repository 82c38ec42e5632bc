/** Dates and instants as text by a pattern. The pattern is a constant that is read here, and never reaches the SQL as it is. */
import { malformed } from '../plan/context.js'
import { expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts } from '../plan/structure.js'
import { expressionOf } from '../render/kind.js'
import type { FormatDateNode } from '../tree/node.js'
import { localText } from './date-diff.js'
import { checkTemporal, noTimeOfDate } from './temporal.js'

/** What a pattern is made of, by the letters of Unicode's date patterns (UTS 35, part 4): PostgreSQL's word for each. */
const words = {
  yyyy: 'YYYY',
  Q: 'Q',
  MM: 'MM',
  dd: 'DD',
  DDD: 'DDD',
  YYYY: 'IYYY',
  ww: 'IW',
  e: 'ID',
  HH: 'HH24',
  hh: 'HH12',
  a: 'AM',
  mm: 'MI',
  ss: 'SS',
  SSS: 'MS',
  SSSSSS: 'US',
} as const

export type PatternField = keyof typeof words

/** A field of a pattern, or text between fields. */
export type PatternPart = { readonly field: PatternField; readonly text?: never } | { readonly text: string; readonly field?: never }

const patternPart = /'([\w \-/:.,()[\]+]+)'|(([A-Za-z])\3*)|([\d \-/:.,_()[\]+]+)/gy

/** The parts of a pattern; nothing where it has others. */
export const patternParts = (pattern: string): ReadonlyArray<PatternPart> | undefined => {
  const found: Array<PatternPart> = []
  let end = 0
  for (const match of pattern.matchAll(patternPart)) {
    const [all, quoted, field, , plain] = match
    end += all.length
    if (field === undefined) found.push({ text: (quoted ?? plain) as string })
    else if (Object.hasOwn(words, field)) found.push({ field: field as PatternField })
    else return undefined
  }
  return end === pattern.length && end > 0 ? found : undefined
}

const timeFields: { readonly [field: string]: string | undefined } = {
  HH: 'hour',
  hh: 'hour',
  a: 'hour',
  mm: 'minute',
  ss: 'second',
  SSS: 'milliseconds',
  SSSSSS: 'microseconds',
}

/** The parts of a pattern that the planner has let through. */
export const partsOf = ({ pattern }: FormatDateNode): ReadonlyArray<PatternPart> => patternParts(pattern) as ReadonlyArray<PatternPart>

export const formatDateKind: never = /* @__PURE__ */ expressionOf<FormatDateNode>({
  children: ({ operand }) => [operand],
  resolve: ({ operand, pattern }, scope, context) => {
    const { tag } = operand.type
    checkTemporal(tag, context)
    const known = typeof pattern === 'string' ? patternParts(pattern) : undefined
    if (known === undefined) malformed(context, `${shown(pattern)} is no pattern of a date: see formatDate`)
    for (const { field } of known ?? []) noTimeOfDate(tag, (field && timeFields[field]) ?? '', context)
    resolve(operand, scope, context)
  },
  parts: ({ operand, pattern }, walk) => {
    walk.parts.push('FormatDate', pattern)
    parts(operand, walk)
  },
  render: (d, node, w) => {
    let format = ''
    for (const { field, text } of partsOf(node)) {
      // An empty text between two fields keeps their letters from making a third: manual 9.8.
      if (field !== undefined) format += `${/\w$/.test(format) ? '""' : ''}${words[field]}`
      else format += /\w/.test(text) ? `"${text}"` : text
    }
    return `to_char(${localText(d, node.operand, w)}, '${format}')`
  },
})
