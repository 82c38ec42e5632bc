/** Expressions in DDL. */
import type { Dialect } from './dialect.js'
import { expression } from './expression.js'
import { identifier } from './identifier.js'
import { beside } from './parameter.js'

/**
 * An expression in DDL, where no parameter can stand: values are written as literals, columns without their table.
 * The dialect is the same record with two renderers exchanged (an IN list is no array parameter here), so every nested use follows.
 */
export const inDdl = (d: Dialect): Dialect => ({
  ...d,
  expr: {
    ...d.expr,
    Column: (_d, node, w) => identifier(d, node.column, w),
    InList: (dialect, node, w) =>
      `${expression(dialect, node.operand, w)} ${node.negated ? 'not in' : 'in'} (${node.list.map((item) => beside(dialect, item, node.operand, w, 0)).join(', ')})`,
  },
})
