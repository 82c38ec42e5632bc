/** Walking a query as data. */
import { isQuery, type QueryNode, type SourceNode } from '../tree/node.js'
import { SourceId } from '../schema/table.js'

/** A node of any sort, told by its tag. */
export interface Tagged {
  readonly _tag: string
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What is no part of the tree: descriptors, types, kinds, and what a value took its type from. */
const besides: ReadonlySet<string> = new Set(['type', 'kind', 'shape', 'like', 'constraints'])

/**
 * Visits every node of a query: its expressions, sources and inner queries, those of common table expressions and views once
 * each. A table is visited where it stands, and not what it is made of.
 */
export const walkQuery = (query: QueryNode, visit: (node: Tagged) => void): void => {
  const seen = new Set<object>()
  const walk = (value: unknown): void => {
    if (!isObject(value) || value instanceof Date || value instanceof Uint8Array) return
    if (Array.isArray(value)) return value.forEach(walk)
    const source = (value as { readonly [SourceId]?: SourceNode })[SourceId]
    if (source !== undefined) return walk(source)
    const tagged = '_tag' in value && typeof value._tag === 'string' ? (value as Tagged) : undefined
    if (tagged !== undefined) {
      if (seen.has(value)) return
      seen.add(value)
      visit(tagged)
      if (tagged._tag === 'Table' || tagged._tag === 'Param') return
    }
    for (const [key, part] of Object.entries(value)) if (!besides.has(key)) walk(part)
  }
  // What is no query has nothing in it.
  if (isQuery(query)) walk(query)
}
