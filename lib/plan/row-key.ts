/**
 * What tells the rows of a query apart: the expressions of which no two rows have the same values, null being a value like
 * any other here. Pages need them, so that no two rows are at one place in the order.
 *
 * It is proven from what descriptors promise (primary keys, unique constraints over columns that are never null) and from
 * the conditions of joins: a row has at most one of a source whose key is equal to what the others have.
 */
import type { ColumnNode, ExpressionNode, JoinKind, QueryNode, RowsNode, SelectNode, SourceNode } from '../tree/node.js'
import { soleColumn } from '../tree/source.js'
import { SourceId, type TableInfo } from '../schema/table.js'
import { someExpression } from './children.js'
import { outputOf, outputOfRows } from './output.js'
import { sameExpression } from './same-expression.js'

const none: ReadonlySet<string> = new Set()

const isAggregate = ({ _tag }: ExpressionNode): boolean => _tag === 'Aggregate'

/** Whether a row of the query is a group of rows. */
export const isGrouped = (node: SelectNode): boolean =>
  node.groupBy.length > 0 ||
  node.having.length > 0 ||
  node.orderBy.some(({ expression }) => someExpression(expression, isAggregate)) ||
  outputOf(node.projection, none).columns.some(({ expression }) => someExpression(expression, isAggregate))

type Key = ReadonlyArray<ExpressionNode>

/** A source of a query with its keys: none where nothing tells its rows apart. */
interface Keyed {
  readonly name: string
  readonly keys: ReadonlyArray<Key>
}

/** A source of which a row has at most one for a row of the others. */
interface Determined {
  readonly name: string
  readonly by: ReadonlySet<string>
}

/** The columns of a query by which its rows are told apart, where all of them are in its rows. */
const keyNames = (node: RowsNode): ReadonlyArray<string> | undefined => {
  const { ties } = node._tag === 'Select' ? node : { ties: false }
  if (node.limit === 0 || (node.limit === 1 && !ties)) return []
  const { columns } = outputOfRows(node)
  if (node._tag === 'SetOperation') return node.operator.endsWith('All') ? undefined : columns.map(({ name }) => name)
  const key = rowKey(node, [])
  if (key._tag === 'None') return undefined
  const names = key.expressions.map((part) => columns.find(({ expression }) => sameExpression(expression, part))?.name)
  return names.every((name) => name !== undefined) ? names : undefined
}

/** The columns of a source that is no table by which its rows are told apart. */
const keyNamesOf = (source: Exclude<SourceNode, TableInfo>): ReadonlyArray<string> | undefined => {
  switch (source._tag) {
    case 'Derived':
    case 'View':
      return keyNames(source.query)
    case 'Cte':
      // A cycle's columns make rows distinct that are the same otherwise.
      return source.recursion?.search === undefined && source.recursion?.cycle === undefined ? queryKeyNames(source.query) : undefined
    case 'Series':
      return [soleColumn]
    case 'Elements':
      return ['ordinality']
    default:
      return undefined
  }
}

const queryKeyNames = (node: QueryNode): ReadonlyArray<string> | undefined =>
  node._tag === 'Select' || node._tag === 'SetOperation' ? keyNames(node) : undefined

const keysOf = (source: SourceNode): ReadonlyArray<Key> => {
  if (source._tag === 'Table') {
    const { primaryKey, uniques } = source.constraints()
    const constraints = primaryKey === undefined ? uniques : [primaryKey, ...uniques]
    return constraints.map(({ columns }) => columns as ReadonlyArray<ColumnNode>).filter((key) => key.every(({ nullable }) => !nullable))
  }
  const names = keyNamesOf(source)
  if (names === undefined) return []
  const { columns } = outputOf({ [SourceId]: source }, none)
  return [names.map((name) => columns.find((column) => column.name === name)?.expression as ExpressionNode)]
}

const conjuncts = (node: ExpressionNode | undefined): ReadonlyArray<ExpressionNode> =>
  node === undefined ? [] : node._tag === 'And' ? node.operands.flatMap(conjuncts) : [node]

const isColumn = (node: ExpressionNode, column: ExpressionNode): boolean =>
  node._tag === 'Column' && column._tag === 'Column' && node.source === column.source && node.column === column.column

/** The source whose column equals `column` by a condition: `''` for a value; nothing where no condition says so. */
const equalled = (column: ExpressionNode, conditions: ReadonlyArray<ExpressionNode>): string | undefined => {
  for (const condition of conditions) {
    if (condition._tag !== 'Binary' || condition.operator !== 'eq') continue
    const other = isColumn(condition.left, column) ? condition.right : isColumn(condition.right, column) ? condition.left : undefined
    if (other?._tag === 'Param') return ''
    if (other?._tag === 'Column' && other.source !== (column as ColumnNode).source) return other.source
  }
  return undefined
}

const determinedBy = (sources: ReadonlyArray<Keyed>, conditions: ReadonlyArray<ExpressionNode>): ReadonlyArray<Determined> =>
  sources.flatMap(({ name, keys }) =>
    keys.flatMap((key) => {
      const others = key.map((column) => equalled(column, conditions))
      return others.every((other) => other !== undefined) ? [{ name, by: new Set(others.filter((other) => other !== '')) }] : []
    }),
  )

/** The sources of which a join's condition may leave one row at most: it does not hold for rows that an outer join keeps. */
const candidates: Readonly<Record<JoinKind, (before: ReadonlyArray<Keyed>, joined: Keyed) => ReadonlyArray<Keyed>>> = {
  inner: (before, joined) => [...before, joined],
  left: (_before, joined) => [joined],
  right: (before) => before,
  full: () => [],
  cross: () => [],
}

const allDetermined = (node: SelectNode, sources: ReadonlyArray<Keyed>): ReadonlyArray<Determined> => [
  ...node.joins.flatMap(({ kind, on }, index) =>
    determinedBy(candidates[kind](sources.slice(0, index + 1), sources[index + 1] as Keyed), conjuncts(on)),
  ),
  ...determinedBy(sources, node.where.flatMap(conjuncts)),
]

/** Whether the rows of these sources tell those of all sources. */
const tellAll = (known: ReadonlySet<string>, sources: ReadonlyArray<Keyed>, determined: ReadonlyArray<Determined>): boolean => {
  const reached = new Set(known)
  const own = new Set(sources.map(({ name }) => name))
  let before = -1
  while (before !== reached.size) {
    before = reached.size
    // A source of a query around this one has one row here.
    for (const { name, by } of determined) if ([...by].every((other) => reached.has(other) || !own.has(other))) reached.add(name)
  }
  return sources.every(({ name }) => reached.has(name))
}

export type RowKey =
  | { readonly _tag: 'Some'; readonly expressions: Key }
  /** `source` has rows that nothing tells apart. */
  | { readonly _tag: 'None'; readonly source: string }

const some = (expressions: Key): RowKey => ({ _tag: 'Some', expressions })

const sourcesKey = (node: SelectNode, known: Key): RowKey => {
  const sources = [node.from, ...node.joins.map(({ source }) => source)].map((source): Keyed => ({
    name: source.name,
    keys: keysOf(source),
  }))
  const determined = allDetermined(node, sources)
  const isGiven = (column: ExpressionNode): boolean => known.some((expression) => isColumn(expression, column))
  const isKnown = (key: Key): boolean => key.every(isGiven)
  const proven = sources.filter(({ keys }) => keys.some(isKnown)).map(({ name }) => name)
  const others = sources.filter(({ name }) => !proven.includes(name))
  // Those without a key first: what the others tell needs none.
  const inTurn = [...others.filter(({ keys }) => keys.length === 0), ...others.filter(({ keys }) => keys.length > 0)]
  const needed = inTurn.reduce<ReadonlyArray<Keyed>>((kept, source) => {
    const rest = kept.filter((other) => other !== source)
    return tellAll(new Set([...proven, ...rest.map(({ name }) => name)]), sources, determined) ? rest : kept
  }, others)
  const keyless = needed.find(({ keys }) => keys.length === 0)
  return keyless === undefined
    ? some(needed.flatMap(({ keys }) => (keys[0] as Key).filter((column) => !isGiven(column))))
    : { _tag: 'None', source: keyless.name }
}

/**
 * What tells the rows of a SELECT apart besides `known`, the expressions that do part of it already: nothing more where
 * these are enough.
 */
export const rowKey = (node: SelectNode, known: Key): RowKey => {
  const missing = (key: Key): RowKey => some(key.filter((part) => !known.some((expression) => sameExpression(expression, part))))
  if (node.distinctOn.length > 0) return missing(node.distinctOn)
  if (node.distinct) return missing(outputOfRows(node).columns.map(({ expression }) => expression))
  return isGrouped(node) ? missing(node.groupBy) : sourcesKey(node, known)
}
