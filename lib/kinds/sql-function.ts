/** A call of a function of the user's database: `"app"."distance"(a, $1)`. */
import { compileError, unsupported } from '../plan/compile-error.js'
import { type Context, report } from '../plan/context.js'
import { all } from '../plan/resolve.js'
import { shown } from '../plan/shown.js'
import { each } from '../plan/structure.js'
import type { Dialect } from '../render/dialect.js'
import { list } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { expressionOf } from '../render/kind.js'
import type { SqlFunctionNode } from '../tree/node.js'

/** What it is called on a dialect; nothing where it has no name there. */
const nameOn = ({ name }: Dialect | Context['dialect'], { names }: SqlFunctionNode): string | undefined =>
  typeof names === 'string' ? names : Object.hasOwn(names, name) ? names[name] : undefined

const isName = (name: unknown): boolean => typeof name === 'string' && name !== ''

export const sqlFunctionKind: never = /* @__PURE__ */ expressionOf<SqlFunctionNode>({
  children: ({ args }) => args,
  resolve: (node, scope, context) => {
    const { names, schema } = node
    const given = typeof names === 'object' && names !== null ? Object.values(names) : [names]
    if (![...given, ...(schema === undefined ? [] : [schema])].every(isName))
      report(context, compileError('malformed', `a function has a name, or one for each dialect, got ${shown(names)}`))
    else if (nameOn(context.dialect, node) === undefined)
      report(context, unsupported(context.dialect.name, 'function of this name', `name it: { ${context.dialect.name}: '…' }`))
    all(node.args, scope, context)
  },
  parts: (node, walk) => {
    const { names, schema, args } = node
    walk.parts.push('SqlFunction', schema, typeof names === 'string' ? names : JSON.stringify(names))
    each(args, walk)
  },
  render: (d, node, w) => {
    const schema = node.schema === undefined ? '' : `${identifier(d, node.schema, w)}.`
    return `${schema}${identifier(d, nameOn(d, node) ?? '', w)}(${list(d, node.args, w)})`
  },
})
