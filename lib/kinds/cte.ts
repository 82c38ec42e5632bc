/** Common table expressions: queries that WITH names, at the head of the statement. */
import { compileError } from '../plan/compile-error.js'
import { type Context, need, report } from '../plan/context.js'
import { query as resolveQuery } from '../plan/resolve.js'
import { put, sourceQuery } from '../plan/structure.js'
import type { Dialect, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { type SourceKind, sourceOf } from '../render/kind.js'
import { query } from '../render/query.js'
import type { CteInfo, QueryNode } from '../tree/node.js'
import { projectionOf } from '../tree/source.js'

/** What the head of a statement is made by: it comes with the first of its common table expressions. */
export interface CteKind extends SourceKind<CteInfo> {
  /** `with "a" as (…) `, with a space after it. */
  readonly head: (d: Dialect, ctes: ReadonlyArray<CteInfo>, w: Writer) => string
  /** What it is defined by, in parentheses. */
  readonly text: (d: Dialect, node: CteInfo, w: Writer) => string
}

// The kind in a common table expression is one of these.
const cteKindOf = ({ kind }: CteInfo): CteKind => kind

/** What a recursive query adds, which others do without. */
export interface Recursive {
  readonly resolve: (node: CteInfo, context: Context) => void
  readonly text: CteKind['text']
}

const hint = ({ materialized }: CteInfo): string => (materialized === undefined ? '' : materialized ? 'materialized ' : 'not materialized ')

const isWrite = ({ query: { _tag } }: CteInfo): boolean => _tag !== 'Select' && _tag !== 'SetOperation'

/** The kind of one that is recursive, or not. */
export const cteKind = (recursive: Recursive | undefined): CteKind => ({
  resolve: (node, _scope, context) => {
    need(context, 'cte')
    if (node.materialized !== undefined) need(context, 'cteMaterialized')
    const known = context.ctes.find((cte) => cte.definition === node.definition)
    if (known !== undefined) {
      if (known.query !== node.query)
        report(context, compileError('duplicateSource', `two common table expressions are named ${node.definition}`))
      return
    }
    if (isWrite(node)) need(context, 'cteWrites')
    if (recursive === undefined) resolveQuery(node.query, undefined, context)
    else recursive.resolve(node, context)
    // After those it uses, so that the list is in the order in which WITH must define them.
    context.ctes = [...context.ctes, node]
  },
  parts: (node, walk) => {
    walk.parts.push('Cte', node.name, node.definition, node.materialized)
    const { recursion } = node
    put(walk, recursion === undefined ? undefined : JSON.stringify(recursion))
    sourceQuery(node.query, walk)
  },
  render: (d, node, w) =>
    node.name === node.definition ? identifier(d, node.name, w) : `${identifier(d, node.definition, w)} as ${identifier(d, node.name, w)}`,
  head: (d, ctes, w) => {
    const definitions = ctes.map((cte) => {
      const text = cteKindOf(cte).text(d, cte, w)
      return `${identifier(d, cte.definition, w)} as ${hint(cte)}${text}`
    })
    return `with ${ctes.some(({ recursion }) => recursion !== undefined) ? 'recursive ' : ''}${definitions.join(', ')} `
  },
  text: recursive?.text ?? ((d, node, w) => `(${query(d, node.query, w)})`),
})

const plain: CteKind = /* @__PURE__ */ cteKind(undefined)

/** A query as a common table expression of a name. */
export const cteInfo = (name: string, rows: QueryNode, materialized?: boolean): CteInfo => ({
  _tag: 'Cte',
  name,
  definition: name,
  shape: projectionOf(rows),
  query: rows,
  materialized,
  recursion: undefined,
  kind: sourceOf(plain),
})
