/** A statement with other queries in the place of some of its own: what a clause is, where a database has no words for it. */
import type { Rewrite } from '../plan/context.js'
import { isExpr } from '../schema/expression.js'
import { isQuery, type QueryNode, type SelectNode } from '../tree/node.js'

/** What came of each object: a source or a query that stands twice stays one. */
type Known = Map<object, unknown>

interface Rewriting {
  readonly replace: (node: SelectNode) => SelectNode
  readonly known: Known
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The fields in which no query stands. */
const closed: ReadonlySet<PropertyKey> = new Set(['type', 'like', 'value', 'kind'])

const rewritten = (value: unknown, rewriting: Rewriting): unknown => {
  // A table's columns and a program's own values hold no query.
  if (!isObject(value) || (value as { readonly _tag?: unknown })._tag === 'Table') return value
  const before = rewriting.known.get(value)
  if (before !== undefined) return before
  const after = Array.isArray(value) ? listOf(value, rewriting) : recordOf(value, rewriting)
  const made = isQuery(after) && after._tag === 'Select' ? rewriting.replace(after) : after
  rewriting.known.set(value, made)
  return made
}

const listOf = (list: ReadonlyArray<unknown>, rewriting: Rewriting): ReadonlyArray<unknown> => {
  const items = list.map((item) => rewritten(item, rewriting))
  return items.every((item, index) => item === list[index]) ? list : items
}

/** Symbols hold kinds and, under `SourceId`, sources: a kind holds no query, and stays what it is. */
const recordOf = (value: object, rewriting: Rewriting, keys: ReadonlyArray<PropertyKey> = fieldsOf(value)): object => {
  const record = value as Record<PropertyKey, unknown>
  let copy: Record<PropertyKey, unknown> | undefined
  for (const key of keys) {
    const next = closed.has(key) ? record[key] : partOf(key, record[key], rewriting)
    if (next === record[key]) continue
    copy ??= { ...record }
    copy[key] = next
  }
  return copy ?? value
}

const fieldsOf = (value: object): ReadonlyArray<PropertyKey> =>
  isExpr(value) || isQuery(value) ? Object.keys(value) : Reflect.ownKeys(value)

/** The values that a write takes are a program's own, and may be anything: only expressions among them are looked into. */
const assignments = (values: unknown, rewriting: Rewriting): unknown =>
  isObject(values)
    ? recordOf(
        values,
        rewriting,
        Object.keys(values).filter((column) => isExpr((values as Record<string, unknown>)[column])),
      )
    : values

const partOf = (key: PropertyKey, part: unknown, rewriting: Rewriting): unknown =>
  key === 'set'
    ? assignments(part, rewriting)
    : key === 'rows' && Array.isArray(part)
      ? part.map((row) => assignments(row, rewriting))
      : rewritten(part, rewriting)

/** Replaces the SELECTs of a statement and of its common table expressions, those inside others first. */
export const rewriteSelects =
  (replace: (node: SelectNode) => SelectNode): Rewrite =>
  ({ node, ctes }) => {
    const rewriting: Rewriting = { replace, known: new Map() }
    return { node: rewritten(node, rewriting) as QueryNode, ctes: rewritten(ctes, rewriting) as typeof ctes }
  }
