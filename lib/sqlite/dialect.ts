/** SQLite 3.46 and later. */
import type { CallNode, SelectNode } from '../tree/node.js'
import { defaultText } from '../render/create-table.js'
import type { Dialect, Render } from '../render/dialect.js'
import { expression, list } from '../render/expression.js'
import { collateWith } from '../kinds/collate.js'
import { identifier } from '../render/identifier.js'
import { nestWith } from '../kinds/nest.js'
import { bareParameter } from '../render/parameter.js'
import { and as andLevel, or as orLevel } from '../render/precedence.js'
import { word } from '../kinds/call.js'
import { seriesByRecursion } from '../kinds/series.js'
import { replaceByNull } from '../kinds/text.js'
import { symmetricByOr } from '../kinds/between-symmetric.js'
import { overlapsBy } from '../kinds/overlaps.js'
import { standard } from '../render/standard.js'
import { castText } from './cast.js'
import { codecs } from './codecs.js'
import { between, binary, inList, inQuery, like } from './comparison.js'
import { caseWhen, coalesce, nullIf } from './conditional.js'
import { dateDiff, formatDate, makeDate, shift } from './date-functions.js'
import { addInterval, extract, nowText, truncate } from './dates.js'
import { ddl, storageOf } from './ddl.js'
import { aggregate, aligned, arithmetic, cast, isExact, isWide, refuseWide, storedAlike } from './decimal.js'
import { chain, no, yes } from './logic.js'
import { jsonArray, jsonValue } from './nest.js'
import { sameNames } from './same-names.js'
import { scalar } from './scalar.js'
import { setOperand, setOperation } from './set-operation.js'
import { element, elements, values } from './sources.js'
import * as numbers from './numbers.js'
import * as text from './text.js'
import { transaction } from './transaction.js'
import { quantified } from './quantified.js'
import { truth } from './truth.js'
import { window } from './window.js'
import { deleteOf, insert, returningTable, updateOf } from './writes.js'

/**
 * A parameter has the type of what is bound. Whole numbers of 32 bits are bound as integers, larger ones as doubles, and what
 * a double would round as text: where that is not the type, a cast says it. A literal of DDL is what it says.
 */
const parameter: Dialect['typedParameter'] = (_d, placeholder, type) => {
  if (!placeholder.startsWith('?')) return placeholder
  if (type.tag === 'double') return `cast(${placeholder} as real)`
  return type.tag === 'bigint' || (type.tag === 'decimal' && !isWide(type)) ? `cast(${placeholder} as integer)` : placeholder
}

const nothing = (): string => ''

const numeric =
  (name: string): Render<CallNode> =>
  (d, node, w) =>
    node.args.some(({ type }) => isWide(type)) ? refuseWide(d, name, w) : `${name}(${list(d, node.args, w)})`

const from: Render<SelectNode> = (d, node, w) => {
  if (node.joins.length > 0 || node.from._tag !== 'Table') sameNames(d, [node.from, ...node.joins.map((join) => join.source)], w)
  return standard.select.from(d, node, w)
}

const orderBy: Render<SelectNode> = (d, node, w) =>
  node.orderBy.some((order) => isWide(order.expression.type)) ? refuseWide(d, 'order', w) : standard.select.orderBy(d, node, w)

/** The capabilities of SQLite. */
export type SqliteFeature =
  | 'conflictIndex'
  | 'cte'
  | 'cteMaterialized'
  | 'filter'
  | 'fullJoin'
  | 'ilike'
  | 'insertReturning'
  | 'updateReturning'
  | 'deleteReturning'
  | 'isDistinctFrom'
  | 'jsonElements'
  | 'nesting'
  | 'nullsOrder'
  | 'onConflict'
  | 'onConflictWhere'
  | 'replace'
  | 'rowValues'
  | 'windows'
  | 'withTies'

export const sqlite: Dialect<SqliteFeature> = {
  ...standard,
  name: 'sqlite',
  supports: {
    conflictIndex: 'native',
    cte: 'native',
    cteMaterialized: 'native',
    filter: 'native',
    fullJoin: 'native',
    ilike: 'emulated',
    insertReturning: 'native',
    updateReturning: 'native',
    deleteReturning: 'native',
    isDistinctFrom: 'native',
    jsonElements: 'native',
    nesting: 'native',
    nullsOrder: 'native',
    onConflict: 'native',
    onConflictWhere: 'native',
    replace: 'native',
    rowValues: 'native',
    windows: 'native',
    withTies: 'emulated',
  },
  // A name in double quotes that is not found is a text to SQLite, without a word (manual, Quirks, 8); one in backticks is an error.
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  placeholder: (position) => `?${position}`,
  numbered: true,
  maxParameters: 32766,
  refuseIdentifier: () => undefined,
  castType: storageOf,
  typedParameter: parameter,
  bareParameter: parameter,
  expr: {
    ...standard.expr,
    Constant: (_d, node) => (node.value === null ? 'null' : node.value ? yes : no),
    Binary: binary,
    Arithmetic: arithmetic,
    And: chain(' and ', andLevel, yes),
    Or: chain(' or ', orLevel, no),
    Between: between,
    BetweenSymmetric: symmetricByOr,
    Truth: truth,
    Quantified: quantified,
    Overlaps: /* @__PURE__ */ overlapsBy('min', 'max', (d, nodes, w) => aligned(d, nodes, true, w)),
    InList: inList,
    InQuery: inQuery,
    Like: like,
    Collate: collateWith('binary', identifier),
    Cast: (d, node, w) => castText(d, node, w),
    Case: caseWhen,
    Aggregate: (d, node, w) => aggregate(d, node, nothing, w),
    Window: window,
    Scalar: scalar,
    Extract: extract,
    Truncate: truncate,
    AddInterval: addInterval,
    Shift: shift,
    DateDiff: dateDiff,
    FormatDate: formatDate,
    Element: element,
    Nest: nestWith({
      row: jsonArray,
      aggregate: (row, orderBy) => `json_group_array(${row}${orderBy === '' ? '' : ` order by ${orderBy}`})`,
      empty: `'[]'`,
    }),
  },
  functions: {
    length: word('length'),
    replace: replaceByNull,
    position: text.position,
    left: text.left,
    right: text.right,
    repeat: text.repeat,
    lpad: text.pad('left'),
    rpad: text.pad('right'),
    btrim: text.btrim,
    reverse: text.reverse,
    splitPart: text.splitPart,
    round: numbers.round,
    ceil: numbers.whole('ceil'),
    floor: numbers.whole('floor'),
    trunc: numbers.whole('trunc'),
    sign: numbers.sign,
    random: numbers.random,
    greatest: numbers.extreme('max'),
    least: numbers.extreme('min'),
    coalesce,
    nullIf,
    abs: numeric('abs'),
    now: (_d, node) => nowText(node.type),
    today: (_d, node) => nowText(node.type),
    makeDate,
  },
  query: {
    Select: standard.query.Select,
    SetOperation: setOperation,
    Insert: insert,
    Update: returningTable(updateOf),
    Delete: returningTable(deleteOf),
  },
  sources: { Values: values, Series: seriesByRecursion, Elements: elements },
  select: { ...standard.select, from, orderBy },
  noLimit: '-1',
  stored: (d, { node, type }, w) =>
    storedAlike(node.type, type)
      ? node._tag === 'Param'
        ? bareParameter(d, node, w)
        : expression(d, node, w)
      : expression(d, cast(node, type), w),
  // There is no DEFAULT in VALUES.
  defaultValue: (d, entry, w) => defaultText(d, entry, w) ?? 'null',
  setOperand,
  jsonValue,
  codecs,
  int64: (type) => type.tag === 'bigint' || (type.tag === 'decimal' && isExact(type)),
  ddl,
  transaction,
}
