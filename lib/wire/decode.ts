/**
 * JSON as queries. Nothing in it is trusted: names are looked up in a schema, every expression is made by the combinator that
 * has its name, whose types are compared here as the compiler would have, and what comes out is planned before it is given.
 */
import { type Either, isLeft, left, right } from '../internal/either.js'
import { shown } from '../plan/shown.js'
import type { CompileError } from '../plan/compile-error.js'
import * as o from '../query/index.js'
import { noDialect } from '../query/describe-query.js'
import { type AnyQuery, type Kind, type Query, queryNode } from '../query/query.js'
import { compileNode } from '../render/compile.js'
import type { Column } from '../schema/column.js'
import { type AnyExpr, type Expr, isExpr } from '../schema/expression.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { type AnySource, SourceId, type TableInfo } from '../schema/table.js'
import type { ValidationError } from '../schema/validation.js'
import type { JoinKind, SetOperator, SourceNode, ViewInfo } from '../tree/node.js'
import { projectionOf } from '../tree/source.js'
import { calls, interval, type Operand, type Reading } from './calls.js'
import { isWireError, wireError, type WireError } from './error.js'
import { alwaysAllowed, onlyIfNamed, type Verb, type WirePolicy } from './policy.js'
import {
  type At,
  type Bounds,
  count,
  flag,
  inside,
  isRecord,
  items,
  keysOf,
  object,
  oneOf,
  optional,
  refuse,
  required,
  text,
} from './reader.js'
import { expressionsIn, innerScope, lookUp, type Named, namedSource, type Scope } from './scope.js'
import { columnOfType, measuresOf } from './type.js'
import { valueFromJson } from './value.js'
import { wireVersion } from './encode.js'

/** The tables and views that a query on the wire may name, by keys that only a policy uses. */
export interface WireSchema {
  readonly [key: string]: AnySource
}

/** What a document is read with. */
interface Decoding {
  readonly schema: ReadonlyArray<readonly [key: string, face: AnySource, info: TableInfo | ViewInfo]>
  readonly policy: WirePolicy
  readonly ctes: Map<string, AnySource>
  /** The rows found before of the recursive queries around. */
  readonly found: Map<string, AnySource>
  /**
   * Derived tables that are written alike in one scope are one, as they were where they were encoded. In another scope its names
   * may mean something else.
   */
  readonly known: Map<Scope | undefined, Map<string, AnySource>>
  joins: number
}

type Loose = (...args: ReadonlyArray<unknown>) => never
const loose = (combinator: unknown): Loose => combinator as Loose

/** A query with another clause. */
const step = (query: AnyQuery, clause: unknown): AnyQuery => (clause as (query: AnyQuery) => AnyQuery)(query)

// ---------------------------------------------------------------------------------------------------------------------
// values and types
// ---------------------------------------------------------------------------------------------------------------------

const value = (at: At): unknown => {
  const found = valueFromJson(at.json)
  return found === undefined ? refuse(at, 'this is no value') : found
}

/** A value of a column, which may be of a custom type. */
const valueOf = (at: At, { mapping }: AnySqlType): unknown => {
  const base = value(at)
  if (mapping === undefined || base === null) return base
  try {
    return mapping.decode(base as never)
  } catch {
    return refuse(at, 'the custom type of this column cannot decode it')
  }
}

const column = (at: At, more: ReadonlyArray<string> = []): Column => {
  keysOf(at)
  const name = oneOf(required(at, 'type'), Object.keys(measuresOf) as ReadonlyArray<keyof typeof measuresOf>)
  object(at, ['type', ...measuresOf[name], ...more])
  const found = columnOfType(name, flag(optional(at, 'nullable')), {
    count: (key) => count(required(at, key)),
    values: () => items(required(at, 'values')).map(text),
    of: () => column(required(at, 'of')),
  })
  return found ?? refuse(at, `there is no type ${name}`)
}

// ---------------------------------------------------------------------------------------------------------------------
// expressions
// ---------------------------------------------------------------------------------------------------------------------

const namedColumn = (at: At, scope: Scope): AnyExpr => {
  const [sourceAt, keyAt, ...more] = items(at)
  if (sourceAt === undefined || keyAt === undefined || more.length > 0) return refuse(at, 'a column is named by its source and its key')
  const name = text(sourceAt)
  const source = lookUp(scope, name) ?? refuse(sourceAt, `${JSON.stringify(name)} is no source of this query`)
  const key = text(keyAt)
  return source.columns.get(key) ?? refuse(keyAt, `${JSON.stringify(key)} is no column of ${name} that may be named`)
}

const expressionIn = (map: ReadonlyMap<string, AnyExpr>, at: At, what: string): AnyExpr =>
  map.get(text(at)) ?? refuse(at, `${JSON.stringify(at.json)} is no ${what}`)

const operand = (at: At, scope: Scope, decoding: Decoding): Operand => {
  keysOf(at)
  if (optional(at, 'value') === undefined) return called(at, scope, decoding)
  object(at, ['value', 'type'])
  const given = value(inside(at, 'value'))
  const type = optional(at, 'type')
  return type === undefined ? given : loose(o.literal)(given, column(type))
}

const called = (at: At, scope: Scope, decoding: Decoding): AnyExpr => {
  const [columnAt, excluded, output] = [optional(at, 'column'), optional(at, 'excluded'), optional(at, 'output')]
  if (columnAt !== undefined) {
    object(at, ['column'])
    return namedColumn(columnAt, scope)
  }
  if (excluded !== undefined) {
    object(at, ['excluded'])
    return expressionIn(scope.excluded, excluded, 'column of the row to be inserted')
  }
  if (output !== undefined) {
    object(at, ['output'])
    return expressionIn(scope.outputs, output, 'column that this query gives')
  }
  const nameAt = required(at, 'call')
  const name = text(nameAt)
  const found = calls.get(name) ?? refuse(nameAt, `there is no function ${JSON.stringify(name)}`)
  allowFunction(nameAt, name, decoding)
  return found(at, readingOf(scope, decoding))
}

const allowFunction = (at: At, name: string, { policy: { functions } }: Decoding): void => {
  const isAllowed =
    functions === 'all' || alwaysAllowed.has(name) || (functions === undefined ? !onlyIfNamed.has(name) : functions.includes(name))
  if (!isAllowed) refuse(at, `the policy does not allow ${name}`)
}

const expression = (at: At, scope: Scope, decoding: Decoding): AnyExpr => {
  const found = operand(at, scope, decoding)
  return isExpr(found) ? found : refuse(at, 'a value needs its type here')
}

const readingOf = (scope: Scope, decoding: Decoding): Reading => ({
  expression: (at) => expression(at, scope, decoding),
  operand: (at) => operand(at, scope, decoding),
  query: (at) => rows(at, scope, decoding),
  nested: (at) => bounded(rows(at, scope, decoding), at, decoding),
  orders: (at) => orders(at, scope, decoding) as ReadonlyArray<never>,
  column,
})

const orders = (at: At, scope: Scope, decoding: Decoding): ReadonlyArray<unknown> =>
  items(at).map((item) => {
    object(item, ['by', 'direction', 'nulls'])
    const by = expression(required(item, 'by'), scope, decoding)
    const direction = optional(item, 'direction')
    const nulls = optional(item, 'nulls')
    const options = nulls === undefined ? {} : { nulls: oneOf(nulls, ['first', 'last']) }
    return direction !== undefined && oneOf(direction, ['asc', 'desc']) === 'desc' ? o.desc(by, options) : o.asc(by, options)
  })

const predicate = (at: At, scope: Scope, decoding: Decoding): AnyExpr => {
  const found = expression(at, scope, decoding)
  const { tag } = (found as unknown as { readonly type: AnySqlType }).type
  return tag === 'boolean' ? found : refuse(at, `expected a condition, got ${tag}`)
}

type Projected = AnyExpr | AnySource | { readonly [key: string]: Projected }

const projection = (at: At, scope: Scope, decoding: Decoding): Projected => {
  keysOf(at)
  const [all, record] = [optional(at, 'all'), optional(at, 'record')]
  if (all !== undefined) {
    object(at, ['all'])
    return whole(lookUp(scope, text(all)) ?? refuse(all, `${JSON.stringify(all.json)} is no source of this query`), all)
  }
  if (record === undefined) return expression(at, scope, decoding)
  object(at, ['record'])
  return Object.fromEntries(keysOf(record).map((key) => [key, projection(inside(record, key), scope, decoding)]))
}

/** A source with all its columns, where all may be named. */
const whole = ({ face, whole: isWhole }: Named, at: At): AnySource =>
  isWhole ? face : refuse(at, 'not all of its columns may be named: select those that may')

// ---------------------------------------------------------------------------------------------------------------------
// sources
// ---------------------------------------------------------------------------------------------------------------------

const renamed = (face: AnySource, at: At): AnySource => {
  const name = optional(at, 'as')
  return name === undefined ? face : (o.as(text(name))(face as never) as AnySource)
}

const infoOf = (face: AnySource): SourceNode => (face as unknown as { readonly [SourceId]: SourceNode })[SourceId]

/** A table or view of the schema, with the columns of it that the policy allows. */
const stored = (at: At, tag: 'Table' | 'View', decoding: Decoding): Named => {
  const nameAt = required(at, tag === 'Table' ? 'table' : 'view')
  const name = text(nameAt)
  const schemaAt = optional(at, 'schema')
  const schema = schemaAt === undefined ? undefined : text(schemaAt)
  const entry = decoding.schema.find(
    ([, , info]) => info._tag === tag && (info._tag === 'Table' ? info.table : info.view) === name && info.schema === schema,
  )
  const allowed = entry === undefined ? undefined : allowedColumns(entry[0], decoding.policy)
  if (entry === undefined || allowed === undefined) return refuse(nameAt, `${JSON.stringify(name)} is none that this policy allows`)
  return namedSource(renamed(entry[1], at), allowed)
}

const allowedColumns = (key: string, { tables }: WirePolicy): ReadonlyArray<string> | true | undefined =>
  tables === undefined ? true : Object.hasOwn(tables, key) ? tables[key] : undefined

const table = (at: At, decoding: Decoding): Named => {
  object(at, ['table', 'schema', 'as'])
  return stored(at, 'Table', decoding)
}

const readsAll = (face: AnySource): Named => namedSource(face, true)

const source = (at: At, scope: Scope, decoding: Decoding): Named => {
  keysOf(at)
  const has = (key: string): boolean => Object.hasOwn(at.json as object, key)
  if (has('table')) return table(at, decoding)
  if (has('view')) {
    object(at, ['view', 'schema', 'as'])
    return stored(at, 'View', decoding)
  }
  if (has('cte') || has('found')) return definedSource(at, has('cte') ? 'cte' : 'found', decoding)
  if (has('subquery')) return readsAll(derived(at, scope, decoding))
  if (has('values')) return readsAll(valueRows(at))
  if (has('series')) return readsAll(series(at, scope, decoding))
  if (has('elements')) return readsAll(elements(at, scope, decoding))
  return refuse(at, 'this is no source')
}

const definedSource = (at: At, kind: 'cte' | 'found', decoding: Decoding): Named => {
  object(at, [kind, 'as'])
  const nameAt = required(at, kind)
  const name = text(nameAt)
  const face =
    (kind === 'cte' ? decoding.ctes : decoding.found).get(name) ?? refuse(nameAt, `nothing is defined as ${JSON.stringify(name)}`)
  return readsAll(renamed(face, at))
}

const derived = (at: At, scope: Scope, decoding: Decoding): AnySource => {
  object(at, ['subquery', 'as', 'lateral'])
  const name = text(required(at, 'as'))
  const given = required(at, 'subquery')
  if (flag(optional(at, 'lateral'))) return loose(o.lateral(name))(rows(given, scope, decoding))
  const known = decoding.known.get(scope.outer) ?? new Map<string, AnySource>()
  decoding.known.set(scope.outer, known)
  const written = JSON.stringify(at.json)
  const face: AnySource = known.get(written) ?? loose(o.subquery(name))(rows(given, scope.outer, decoding))
  known.set(written, face)
  return face
}

const valueRows = (at: At): AnySource => {
  object(at, ['values', 'rows', 'as'])
  const columns = items(required(at, 'values')).map((item) => [text(required(item, 'key')), column(item, ['key', 'nullable'])] as const)
  const given = items(required(at, 'rows')).map((row) => {
    const cells = items(row)
    if (cells.length !== columns.length) refuse(row, `expected ${columns.length} values, got ${cells.length}`)
    return Object.fromEntries(cells.map((cell, index) => [(columns[index] as readonly [string, Column])[0], value(cell)]))
  })
  return loose(loose(o.values)(text(required(at, 'as')), Object.fromEntries(columns)))(given)
}

const series = (at: At, scope: Scope, decoding: Decoding): AnySource => {
  object(at, ['series', 'start', 'stop', 'step', 'as'])
  allowFunction(at, 'generateSeries', decoding)
  const stepAt = required(at, 'step')
  const isNumber = typeof stepAt.json === 'number' || (isRecord(stepAt.json) && Object.hasOwn(stepAt.json, 'bigint'))
  const make = loose(loose(o.generateSeries)(text(required(at, 'as')), column(required(at, 'series'))))
  return make(
    expression(required(at, 'start'), scope, decoding),
    expression(required(at, 'stop'), scope, decoding),
    isNumber ? value(stepAt) : interval(stepAt),
  )
}

const elements = (at: At, scope: Scope, decoding: Decoding): AnySource => {
  object(at, ['elements', 'of', 'as'])
  const name = text(required(at, 'as'))
  const of = oneOf(required(at, 'of'), ['json', 'array'])
  allowFunction(at, of === 'json' ? 'jsonElements' : 'unnest', decoding)
  const list = expression(required(at, 'elements'), scope, decoding)
  const { tag } = (list as unknown as { readonly type: AnySqlType }).type
  if (tag !== of) refuse(at, `expected ${of === 'json' ? 'json' : 'an array'}, got ${tag}`)
  return loose(of === 'json' ? o.jsonElements(name) : o.unnest(name))(list)
}

// ---------------------------------------------------------------------------------------------------------------------
// common table expressions
// ---------------------------------------------------------------------------------------------------------------------

const define = (at: At, decoding: Decoding): void => {
  object(at, ['name', 'query', 'materialized', 'recursive', 'step', 'distinct', 'search', 'cycle'])
  const nameAt = required(at, 'name')
  const name = text(nameAt)
  if (decoding.ctes.has(name)) refuse(nameAt, `two common table expressions are named ${name}`)
  const materialized = optional(at, 'materialized')
  const given = optional(at, 'query')
  const face =
    given === undefined
      ? recursive(at, name, decoding)
      : loose(loose(o.cte)(name, materialized === undefined ? {} : { materialized: flag(materialized) }))(
          anyQuery(given, undefined, decoding),
        )
  decoding.ctes.set(name, face)
}

const recursive = (at: At, name: string, decoding: Decoding): never => {
  allowFunction(at, 'recursive', decoding)
  const [search, cycle] = [optional(at, 'search'), optional(at, 'cycle')]
  if (search !== undefined) object(search, ['order', 'by', 'as'])
  if (cycle !== undefined) object(cycle, ['on', 'as', 'path'])
  const names = (list: At): ReadonlyArray<string> => items(list).map(text)
  const make = loose(o.recursive)(name, {
    distinct: flag(optional(at, 'distinct')),
    ...(search === undefined
      ? {}
      : {
          search: {
            order: oneOf(required(search, 'order'), ['depth', 'breadth']),
            by: names(required(search, 'by')),
            as: text(required(search, 'as')),
          },
        }),
    ...(cycle === undefined
      ? {}
      : { cycle: { on: names(required(cycle, 'on')), as: text(required(cycle, 'as')), path: text(required(cycle, 'path')) } }),
  })
  return loose(make)(rows(required(at, 'recursive'), undefined, decoding), (found: AnySource) => {
    decoding.found.set(name, found)
    const made = rows(required(at, 'step'), undefined, decoding)
    decoding.found.delete(name)
    return made
  })
}

// ---------------------------------------------------------------------------------------------------------------------
// queries
// ---------------------------------------------------------------------------------------------------------------------

const allow = (at: At, verb: Verb, { policy }: Decoding): void => {
  if (!(policy.verbs ?? ['select']).includes(verb)) refuse(at, `the policy does not allow ${verb}`)
}

/** A query that gives rows and changes nothing. */
const rows = (at: At, outer: Scope | undefined, decoding: Decoding): AnyQuery => {
  keysOf(at)
  return optional(at, 'set') === undefined ? select(at, outer, decoding) : setOperation(at, outer, decoding)
}

const joins: { readonly [K in JoinKind]: unknown } = {
  inner: o.innerJoin,
  left: o.leftJoin,
  right: o.rightJoin,
  full: o.fullJoin,
  cross: o.crossJoin,
}

const mostJoins = 8

const joined = (query: AnyQuery, at: At, scope: Scope, decoding: Decoding): AnyQuery => {
  object(at, ['kind', 'source', 'on'])
  decoding.joins++
  const most = decoding.policy.joins ?? mostJoins
  if (decoding.joins > most) refuse(at, `the policy allows ${most} joins`)
  const kind = oneOf(required(at, 'kind'), Object.keys(joins) as ReadonlyArray<JoinKind>)
  const named = source(required(at, 'source'), scope, decoding)
  enter(scope, named)
  if (kind === 'cross') return step(query, loose(joins[kind])(named.face))
  return step(query, loose(joins[kind])(named.face, predicate(required(at, 'on'), scope, decoding)))
}

const enter = (scope: Scope, named: Named): void => {
  scope.sources.set(infoOf(named.face).name, named)
}

const selectKeys: ReadonlyArray<string> = [
  'from',
  'joins',
  'where',
  'groupBy',
  'having',
  'distinct',
  'distinctOn',
  'orderBy',
  'limit',
  'offset',
  'ties',
  'lock',
  'select',
]

const locks = { update: o.forUpdate, noKeyUpdate: o.forNoKeyUpdate, share: o.forShare, keyShare: o.forKeyShare } as const

const select = (at: At, outer: Scope | undefined, decoding: Decoding): AnyQuery => {
  object(at, selectKeys)
  allow(at, 'select', decoding)
  const scope = innerScope(outer)
  const first = source(required(at, 'from'), scope, decoding)
  enter(scope, first)
  let query: AnyQuery = loose(o.from)(first.face)
  const each = (key: string, use: (item: At) => void): void => {
    const list = optional(at, key)
    if (list !== undefined) items(list).forEach(use)
  }
  const listed = (key: string): ReadonlyArray<AnyExpr> => {
    const list = optional(at, key)
    return list === undefined ? [] : items(list).map((item) => expression(item, scope, decoding))
  }
  each('joins', (item) => {
    query = joined(query, item, scope, decoding)
  })
  each('where', (item) => {
    query = step(query, loose(o.where)(predicate(item, scope, decoding)))
  })
  const groups = listed('groupBy')
  if (groups.length > 0) query = step(query, loose(o.groupBy)(...groups))
  each('having', (item) => {
    query = step(query, loose(o.having)(predicate(item, scope, decoding)))
  })
  const selected = optional(at, 'select')
  if (selected === undefined) whole(first, required(at, 'from'))
  else query = step(query, loose(o.select)(projection(selected, scope, decoding)))
  if (flag(optional(at, 'distinct'))) query = step(query, o.distinct)
  const chosen = listed('distinctOn')
  if (chosen.length > 0) query = step(query, loose(o.distinctOn)(...chosen))
  const lock = optional(at, 'lock')
  if (lock !== undefined) query = step(query, locks[oneOf(lock, ['update', 'noKeyUpdate', 'share', 'keyShare'])])
  return ordered(query, at, scope, decoding)
}

/** The clauses that a SELECT and a set operation share. */
const ordered = (given: AnyQuery, at: At, scope: Scope, decoding: Decoding): AnyQuery => {
  let query = given
  const orderBy = optional(at, 'orderBy')
  if (orderBy !== undefined)
    query = step(
      query,
      o.orderByOutput(() => orders(orderBy, scope, decoding) as ReadonlyArray<never>),
    )
  const [limit, offset] = [optional(at, 'limit'), optional(at, 'offset')]
  if (limit !== undefined) query = step(query, loose(flag(optional(at, 'ties')) ? o.limitWithTies : o.limit)(count(limit)))
  return offset === undefined ? query : step(query, loose(o.offset)(count(offset)))
}

const setOperations: { readonly [K in SetOperator]: unknown } = {
  union: o.union,
  unionAll: o.unionAll,
  intersect: o.intersect,
  intersectAll: o.intersectAll,
  except: o.except,
  exceptAll: o.exceptAll,
}

const setOperation = (at: At, outer: Scope | undefined, decoding: Decoding): AnyQuery => {
  object(at, ['set', 'left', 'right', 'orderBy', 'limit', 'offset'])
  const operator = oneOf(required(at, 'set'), Object.keys(setOperations) as ReadonlyArray<SetOperator>)
  const [first, second] = [rows(required(at, 'left'), outer, decoding), rows(required(at, 'right'), outer, decoding)]
  const query = step(first, loose(setOperations[operator])(second))
  const outputs = new Map<string, AnyExpr>()
  o.orderByOutput((row) => {
    for (const [name, output] of expressionsIn(row as never)) outputs.set(name, output)
    return []
  })(query as never)
  return ordered(query, at, { ...innerScope(outer), outputs }, decoding)
}

const assignments = (at: At, { columns }: Named, scope: Scope, decoding: Decoding): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    keysOf(at).map((key) => {
      const part = inside(at, key)
      const target = columns.get(key) ?? refuse(part, `${JSON.stringify(key)} is no column that may be written`)
      keysOf(part)
      const given = optional(part, 'value')
      if (given === undefined || optional(part, 'type') !== undefined) return [key, expression(part, scope, decoding)]
      object(part, ['value'])
      return [key, valueOf(given, (target as unknown as { readonly type: AnySqlType }).type)]
    }),
  )

const returned = (query: AnyQuery, at: At, scope: Scope, decoding: Decoding): AnyQuery => {
  const given = optional(at, 'returning')
  return given === undefined ? query : step(query, loose(o.returning)(projection(given, scope, decoding)))
}

const insert = (at: At, decoding: Decoding): AnyQuery => {
  object(at, ['insert', 'rows', 'query', 'onConflict', 'returning'])
  allow(at, 'insert', decoding)
  const into = table(required(at, 'insert'), decoding)
  const scope = innerScope(undefined)
  enter(scope, into)
  const given = optional(at, 'rows')
  let query: AnyQuery =
    given === undefined
      ? loose(loose(o.insertFrom)(into.face))(inserted(required(at, 'query'), into, decoding))
      : loose(loose(o.insertInto)(into.face))(insertedRows(given, into, scope, decoding))
  const conflict = optional(at, 'onConflict')
  if (conflict !== undefined) query = onConflict(query, conflict, into, scope, decoding)
  return returned(query, at, scope, decoding)
}

const insertedRows = (at: At, into: Named, scope: Scope, decoding: Decoding): ReadonlyArray<object> => {
  const { limit } = decoding.policy
  const given = items(at)
  if (limit !== undefined && given.length > limit) refuse(at, `the policy allows ${limit} rows`)
  return given.map((row) => assignments(row, into, scope, decoding))
}

/** The rows of a query that are to be inserted: into columns that may be written. */
const inserted = (at: At, into: Named, decoding: Decoding): AnyQuery => {
  const query = bounded(rows(at, undefined, decoding), at, decoding)
  for (const key of expressionsIn(projectionOf(queryNode(query))).keys())
    if (!into.columns.has(key)) refuse(at, `${JSON.stringify(key)} is no column that may be written`)
  return query
}

const onConflict = (query: AnyQuery, at: At, into: Named, scope: Scope, decoding: Decoding): AnyQuery => {
  object(at, ['target', 'set', 'where'])
  const target = items(required(at, 'target')).map((item) => expressionIn(into.columns, item, 'column that may be named'))
  const set = optional(at, 'set')
  if (set === undefined) return step(query, loose(o.onConflictDoNothing)(target))
  allow(set, 'update', decoding)
  const inner = (excluded: unknown): Scope => ({
    ...scope,
    // It travels by its name in the database, as the planner knows it.
    excluded: new Map(
      [...expressionsIn(excluded as never)].map(([, node]) => [(node as unknown as { readonly column: string }).column, node]),
    ),
  })
  const where = optional(at, 'where')
  return step(
    query,
    loose(o.onConflictDoUpdate)(
      into.face,
      target,
      (excluded: unknown) => assignments(set, into, inner(excluded), decoding),
      ...(where === undefined
        ? []
        : [{ where: (excluded: unknown) => loose(o.and)(...items(where).map((item) => predicate(item, inner(excluded), decoding))) }]),
    ),
  )
}

/** The WHERE of an update or a delete, and what it returns. */
const changed = (given: AnyQuery, at: At, scope: Scope, decoding: Decoding): AnyQuery => {
  let query = given
  const where = optional(at, 'where')
  if (where !== undefined) for (const item of items(where)) query = step(query, loose(o.where)(predicate(item, scope, decoding)))
  if (flag(optional(at, 'everyRow'))) query = step(query, o.everyRow)
  return returned(query, at, scope, decoding)
}

const update = (at: At, decoding: Decoding): AnyQuery => {
  object(at, ['update', 'set', 'where', 'everyRow', 'returning'])
  allow(at, 'update', decoding)
  const target = table(required(at, 'update'), decoding)
  const scope = innerScope(undefined)
  enter(scope, target)
  return changed(loose(loose(o.update)(target.face))(assignments(required(at, 'set'), target, scope, decoding)), at, scope, decoding)
}

const deletion = (at: At, decoding: Decoding): AnyQuery => {
  object(at, ['delete', 'where', 'everyRow', 'returning'])
  allow(at, 'delete', decoding)
  const target = table(required(at, 'delete'), decoding)
  const scope = innerScope(undefined)
  enter(scope, target)
  return changed(loose(o.deleteFrom)(target.face), at, scope, decoding)
}

const anyQuery = (at: At, outer: Scope | undefined, decoding: Decoding): AnyQuery => {
  keysOf(at)
  if (optional(at, 'insert') !== undefined) return insert(at, decoding)
  if (optional(at, 'update') !== undefined) return update(at, decoding)
  return optional(at, 'delete') === undefined ? rows(at, outer, decoding) : deletion(at, decoding)
}

/** A query that asks for no more rows than the policy allows. */
const bounded = (query: AnyQuery, at: At, { policy }: Decoding): AnyQuery => {
  const node = queryNode(query)
  if (policy.limit === undefined || (node._tag !== 'Select' && node._tag !== 'SetOperation')) return query
  if (node.limit === undefined) return refuse(at, `the policy allows ${policy.limit} rows: the query needs a limit`)
  if (node.limit > policy.limit || (node._tag === 'Select' && node.ties)) return refuse(at, `the policy allows ${policy.limit} rows`)
  return query
}

// ---------------------------------------------------------------------------------------------------------------------
// documents
// ---------------------------------------------------------------------------------------------------------------------

/** The row of a query whose columns are known only when it runs. */
type UnknownRow = { readonly [key: string]: Expr<never> }

/** A query from outside: its rows are records of `unknown`. */
export type WireQuery<V extends Verb = Verb> = V extends Kind ? Query<V, never, UnknownRow, never> : never

const document = (at: At, decoding: Decoding): AnyQuery => {
  object(at, ['oxbow', 'with', 'query'])
  const version = required(at, 'oxbow')
  if (version.json !== wireVersion) refuse(version, `this is version ${shown(version.json)} of the format, and not ${wireVersion}`)
  const ctes = optional(at, 'with')
  if (ctes !== undefined) for (const item of items(ctes)) define(item, decoding)
  const query = required(at, 'query')
  return bounded(anyQuery(query, undefined, decoding), query, decoding)
}

const entriesOf = (schema: WireSchema): Decoding['schema'] =>
  Object.entries(schema).map(([key, face]) => {
    const info = infoOf(face)
    if (info?._tag !== 'Table' && info?._tag !== 'View') throw wireError(`${key} is neither a table nor a view`)
    return [key, face, info] as const
  })

/**
 * The query that JSON describes: what `encodeQuery` made, or anything else that was sent. It names only tables and columns of
 * the schema, only functions that Oxbow has, with arguments of their types, and does only what the policy allows; whether it
 * may see each row is for the program to add, with `where`.
 *
 * What is wrong is a WireError with its place in the JSON, or the CompileError or ValidationError of a query that has the
 * form of one: columns that are not grouped, a value that its column refuses. A dialect may lack a feature all the same.
 *
 * @example
 * const decode = decodeQuery({ orders, customers }, { tables: { orders: true, customers: ['id', 'name'] }, limit: 100 })
 * const read = (body: string) => decode(JSON.parse(body))
 */
export const decodeQuery =
  <S extends WireSchema, const P extends WirePolicy<keyof S & string>>(schema: S, policy: P) =>
  (
    json: unknown,
  ): Either<
    WireError | CompileError | ValidationError,
    WireQuery<P extends { readonly verbs: ReadonlyArray<infer V extends Verb> } ? V : 'select'>
  > => {
    try {
      const given = policy as WirePolicy
      const bounds: Bounds = { depth: given.depth ?? 64, size: given.size ?? 10_000 }
      const decoding: Decoding = { schema: entriesOf(schema), policy: given, ctes: new Map(), found: new Map(), known: new Map(), joins: 0 }
      const query = document({ json, path: [], bounds }, decoding)
      const planned = compileNode(noDialect, queryNode(query))
      return isLeft(planned) ? planned : right(query as never)
    } catch (thrown) {
      return left(isWireError(thrown) ? thrown : wireError('this cannot be read as a query'))
    }
  }
