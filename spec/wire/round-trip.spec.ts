/** What travels comes back as the same SQL: every golden case, on every dialect. */
import { describe, expect, it } from 'vitest'
import * as o from '../../lib/index.js'
import { mariadb, mysql } from '../../lib/mysql/index.js'
import { postgres } from '../../lib/postgres/index.js'
import { queryNode } from '../../lib/query/query.js'
import { compileNode } from '../../lib/render/compile.js'
import { sqlite } from '../../lib/sqlite/index.js'
import { cases } from '../golden/cases.js'
import * as shop from '../support/shop.js'
import { SourceId } from '../../lib/schema/table.js'
import type { Shape } from '../../lib/plan/output.js'
import { walkQuery } from '../../lib/plan/walk-query.js'
import type { Dialect } from '../../lib/render/dialect.js'

const isStored = (value: unknown): value is never => {
  const info =
    typeof value === 'object' && value !== null ? (value as { readonly [SourceId]?: { readonly _tag?: string } })[SourceId] : undefined
  return info?._tag === 'Table' || info?._tag === 'View'
}

const schema: o.WireSchema = Object.fromEntries(Object.entries(shop).filter(([, value]) => isStored(value))) as never

const policy = { verbs: ['select', 'insert', 'update', 'delete'], functions: 'all', joins: 100 } as const

const right = <A>(either: { readonly _tag: string; readonly left?: unknown; readonly right?: A }): A => {
  if (either._tag === 'Left') throw Object.assign(new Error((either.left as Error).message), { cause: either.left })
  return either.right as A
}

const travelled = (query: o.AnyQuery): o.AnyQuery =>
  right(o.decodeQuery(schema, policy)(JSON.parse(JSON.stringify(right(o.encodeQuery(query)))))) as never

/** What a user sees of a statement: its text, its values, and the names and types of its rows. */
const shown = (dialect: Dialect, query: o.AnyQuery): unknown => {
  const made = compileNode(dialect, queryNode(query))
  if (made._tag === 'Left') return made
  const { sql, params, output } = made.right
  return { sql, params, columns: output?.columns.map(({ name, expression }) => [name, expression.type.name]), shape: keysOf(output?.shape) }
}

const keysOf = (shape: Shape | undefined): unknown =>
  shape?._tag === 'Group' ? [shape.keys, shape.shapes.map(keysOf), shape.presence] : shape?.index

const dialects = [postgres, mysql, mariadb, sqlite]

const hasFragment = (query: o.AnyQuery): boolean => {
  let found = false
  walkQuery(queryNode(query), ({ _tag }) => {
    found ||= _tag === 'Fragment'
  })
  return found
}

/** What the format has no form of. */
const staysHome = (query: o.AnyQuery): boolean => {
  const node = queryNode(query)
  if (node._tag === 'Update' || node._tag === 'Delete')
    return node.using.length > 0 || (node._tag === 'Delete' && node.truncates !== undefined)
  if (node._tag === 'Insert') {
    const { onConflict: conflict } = node
    return node.replaces || (conflict !== undefined && (conflict.constraint !== undefined || conflict.index.length > 0))
  }
  return node._tag === 'Select' && node.lock !== undefined && (node.lock.held !== 'wait' || node.lock.of.length > 0)
}

const travelling = cases.filter(({ query }) => !hasFragment(query()) && !staysHome(query()))

describe('a query that has travelled', () => {
  it.each(travelling.map((c) => [c.id, c] as const))('%s', (_id, { query }) => {
    const given = query()
    const back = travelled(given)
    const all = (one: o.AnyQuery): unknown => dialects.map((dialect) => [dialect.name, shown(dialect, one)])
    expect(all(back)).toEqual(all(given))
  })

  it('joins no write, replaces no row, and skips nothing that is locked', () => {
    const refusals = cases.filter(({ query }) => staysHome(query())).map(({ query }) => o.encodeQuery(query()))
    expect(new Set(refusals.map((refusal) => (refusal._tag === 'Left' ? refusal.left.message : '')))).toEqual(
      new Set([
        'a write that is joined with another source does not travel',
        'lockOf, noWait and skipLocked do not travel',
        'onIndex and onConstraint do not travel',
        'replaceInto does not travel',
        'truncateTable does not travel',
      ]),
    )
  })

  it('is all but a fragment', () => {
    const refusals = cases.filter((one) => !travelling.includes(one) && !staysHome(one.query())).map(({ query }) => o.encodeQuery(query()))
    expect(refusals.length).toBeGreaterThan(0)
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ left: { _tag: 'WireError', message: 'a fragment is SQL text, which does not travel' } })
  })
})
