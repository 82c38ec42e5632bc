/** The sources and columns that a decoded query may name. */
import type { ExpressionNode, ProjectionNode, SourceNode } from '../tree/node.js'
import { sourceColumns } from '../tree/source.js'
import { type AnyExpr, isExpr } from '../schema/expression.js'
import { type AnySource, SourceId } from '../schema/table.js'

/** A source with the columns that may be named, by their paths. */
export interface Named {
  readonly face: AnySource
  readonly columns: ReadonlyMap<string, AnyExpr>
  /** Whether those are all that it has. */
  readonly whole: boolean
}

export interface Scope {
  readonly sources: Map<string, Named>
  readonly outer: Scope | undefined
  /** The row that an upsert tried to insert, and the columns that a query gives, where these can be named. */
  readonly excluded: ReadonlyMap<string, AnyExpr>
  readonly outputs: ReadonlyMap<string, AnyExpr>
}

export const none: ReadonlyMap<string, AnyExpr> = new Map()

export const innerScope = (outer: Scope | undefined): Scope => ({ sources: new Map(), outer, excluded: none, outputs: none })

/** The expressions of a projection by their paths. */
export const expressionsIn = (projection: ProjectionNode, sole = 'value'): ReadonlyMap<string, AnyExpr> => {
  const found = new Map<string, AnyExpr>()
  const visit = (part: ProjectionNode, path: string): void => {
    if (isExpr(part)) return void found.set(path === '' ? sole : path, part as ExpressionNode as never)
    const source = (part as { readonly [SourceId]?: SourceNode })[SourceId]
    const entries = source === undefined ? Object.entries(part as { readonly [key: string]: ProjectionNode }) : sourceColumns(source)
    for (const [key, value] of entries) visit(value, path === '' ? key : `${path}.${key}`)
  }
  visit(projection, '')
  return found
}

/** A source, of which `allowed` columns may be named. */
export const namedSource = (face: AnySource, allowed: ReadonlyArray<string> | true): Named => {
  const all = expressionsIn(face as never)
  return {
    face,
    columns: allowed === true ? all : new Map([...all].filter(([key]) => allowed.includes(key))),
    whole: allowed === true,
  }
}

export const lookUp = (scope: Scope | undefined, name: string): Named | undefined => {
  for (let at = scope; at !== undefined; at = at.outer) {
    const found = at.sources.get(name)
    if (found !== undefined) return found
  }
  return undefined
}
