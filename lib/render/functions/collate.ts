/** COLLATE. */
import { unsupported } from '../../plan/compile-error.js'
import type { CollateNode } from '../../query/node.js'
import type { Dialect, Render, Writer } from '../dialect.js'
import { collation, tighter } from '../precedence.js'
import { reject } from '../writer.js'

/** COLLATE of a dialect: its collation by code point, and how it writes the name of another. */
export const collateWith =
  (binary: string, nameOf: (d: Dialect, name: string, w: Writer) => string): Render<CollateNode> =>
  (d, node, w) => {
    const text = tighter(d, node.operand, collation, w)
    if (node.collation === 'binary') return `${text} collate ${binary}`
    const name = Object.hasOwn(node.collation, d.name) ? node.collation[d.name] : undefined
    return name === undefined
      ? reject(w, unsupported(d.name, 'collation here', `name one: { ${d.name}: '…' }`))
      : `${text} collate ${nameOf(d, name, w)}`
  }
