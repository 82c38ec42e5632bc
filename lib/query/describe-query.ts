/** A query in words for a person, without any database's spelling. */
import { isLeft } from '../internal/either.js'
import type { Feature } from '../plan/feature.js'
import { compileNode } from '../render/compile.js'
import type { Dialect, Render } from '../render/dialect.js'
import { collation as collationLevel, tighter } from '../render/precedence.js'
import { standard } from '../render/standard.js'
import { castType } from '../render/type-names.js'
import { showLines } from '../show/show.js'
import type { CollateNode } from '../tree/node.js'
import { type AnyQuery, queryNode } from './query.js'

/** What a name is written as: itself where it is a plain one. */
const quote = (name: string): string => (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`)

/** Every feature there is: nothing is refused that a query can say. */
const everything: Dialect['supports'] = /* @__PURE__ */ new Proxy({}, { get: (): 'native' => 'native' })

/** COLLATE with the names that it has for some dialects. */
const collate: Render<CollateNode> = (d, { operand, collation }, w) => {
  const names = typeof collation === 'string' ? collation : Object.values(collation).join(' or ')
  return `${tighter(d, operand, collationLevel, w)} collate ${names}`
}

/** What one database cannot hold, another can. */
const codecs: Dialect['codecs'] = /* @__PURE__ */ new Proxy(
  {},
  {
    get: (): Dialect['codecs']['text'] => (all, type) => {
      const { encode, decode } = type.kind.codec(all, type)
      return { encode, decode }
    },
  },
)

/** No database's: names as they are, parameters without casts. */
export const noDialect: Dialect<Feature> = {
  ...standard,
  name: 'sql',
  supports: everything as Dialect<Feature>['supports'],
  quote,
  placeholder: String,
  numbered: true,
  maxParameters: Number.MAX_SAFE_INTEGER,
  refuseIdentifier: () => undefined,
  castType,
  typedParameter: (_d, text) => text,
  bareParameter: (_d, text) => text,
  codecs,
  expr: { ...standard.expr, Collate: collate },
  /* v8 ignore next -- nothing is fetched */
  int64: () => false,
}

/**
 * A query as text for a person to read: SQL with its values in their places, one clause a line, names unquoted. It is no
 * database's dialect, refuses nothing that a query can say, and is never for running: see `compile` for that, and `sqlOf` of
 * `oxbow/testing` for the text of a dialect. A query that cannot be planned is described by its error.
 *
 * @example
 * describeQuery(pipe(from(customers), where(eq(customers.email, 'a@b.c')), select({ id: customers.id })))
 * // select customers.id
 * // from customers
 * // where customers.email = 'a@b.c'
 */
export const describeQuery = (query: AnyQuery): string => {
  const made = compileNode(noDialect, queryNode(query))
  return isLeft(made) ? `${made.left._tag}: ${made.left.message}` : showLines(noDialect, made.right)
}
