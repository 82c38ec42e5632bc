/** `a collate "C"` */
import { type CompileError, compileError, unsupported } from '../plan/compile-error.js'
import { report } from '../plan/context.js'
import { expression as resolve } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { expression as parts, put } from '../plan/structure.js'
import type { Walk } from '../plan/walk.js'
import type { Dialect, Render, Writer } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import { collation as level, tighter } from '../render/precedence.js'
import { reject } from '../render/writer.js'
import { type CollateNode, type Collation, ExprId, type ExpressionNode } from '../tree/node.js'

const isName = (name: unknown): boolean => typeof name === 'string' && name !== ''

const checkCollation = ({ operand, collation }: CollateNode): CompileError | undefined => {
  if (operand.type.tag !== 'text') return compileError('malformed', `only a text has a collation, got ${operand.type.tag}`)
  if (collation === 'binary') return undefined
  return typeof collation === 'object' && collation !== null && Object.values(collation).every(isName)
    ? undefined
    : compileError('malformed', `a collation is 'binary' or a record of names by dialect, got ${shown(collation)}`)
}

const collationParts = (collation: Collation, walk: Walk): void => {
  if (typeof collation === 'string') return put(walk, collation)
  const names = Object.entries(collation).flat()
  walk.parts.push(names.length, ...names)
}

/** COLLATE of a dialect: its collation by code point, and how it writes the name of another. */
export const collateWith =
  (binary: string, nameOf: (d: Dialect, name: string, w: Writer) => string): Render<CollateNode> =>
  (d, node, w) => {
    const text = tighter(d, node.operand, level, w)
    if (node.collation === 'binary') return `${text} collate ${binary}`
    const name = Object.hasOwn(node.collation, d.name) ? node.collation[d.name] : undefined
    return name === undefined
      ? reject(w, unsupported(d.name, 'collation here', `name one: { ${d.name}: '…' }`))
      : `${text} collate ${nameOf(d, name, w)}`
  }

const collateKind: never = /* @__PURE__ */ expressionOf<CollateNode>({
  children: ({ operand }) => [operand],
  resolve: (node, scope, context) => {
    report(context, checkCollation(node))
    resolve(node.operand, scope, context)
  },
  parts: ({ operand, collation }, walk) => {
    put(walk, 'Collate')
    collationParts(collation, walk)
    parts(operand, walk)
  },
  level: () => level,
  render: /* @__PURE__ */ collateWith('"C"', identifier),
})

const kept = (collation: Collation): Collation => (typeof collation === 'object' && collation !== null ? { ...collation } : collation)

export const collateNode = (operand: ExpressionNode, collation: Collation): CollateNode => ({
  [ExprId]: collateKind,
  _tag: 'Collate',
  operand,
  collation: kept(collation),
  type: operand.type,
})
