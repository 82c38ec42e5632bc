/** What a decoded query is, by the verbs that its policy allows, and a policy that names what is not there. */
import type { Either } from 'fp-ts/lib/Either.js'
import { test } from 'vitest'
import {
  decodeQuery,
  execute,
  fetchAll,
  type JsonValue,
  encodeQuery,
  type Program,
  type WireError,
  type WireQuery,
  from,
} from '../../lib/index.js'
import { customers, holds, orders, type Same } from './support.js'

type RightOf<E> = E extends { readonly right: infer A } ? A : never
type LeftOf<E> = E extends { readonly left: infer L } ? L : never

test('the verbs of a policy are those of its queries', () => {
  const reading = decodeQuery({ orders, customers }, { tables: { orders: ['id'] }, limit: 5 })
  type Reading = RightOf<ReturnType<typeof reading>>
  holds<Same<Reading, WireQuery<'select'>>>()
  const rows: Program<never, ReadonlyArray<{ readonly [key: string]: unknown }>> = fetchAll({} as Reading)
  void rows

  const writing = decodeQuery({ orders }, { verbs: ['insert', 'delete'] })
  type Writing = RightOf<ReturnType<typeof writing>>
  holds<Same<Writing, WireQuery<'insert'> | WireQuery<'delete'>>>()
  const affected: Program<never, number> = execute({} as Writing)
  void affected
})

test('errors are told apart', () => {
  const decode = decodeQuery({ orders }, {})
  holds<Same<Extract<LeftOf<ReturnType<typeof decode>>, { readonly _tag: 'WireError' }>, WireError>>()
  const encoded: Either<WireError, JsonValue> = encodeQuery(from(orders))
  void encoded
})

test('a policy names what the schema has', () => {
  // @ts-expect-error -- customers is no table of the schema
  decodeQuery({ orders }, { tables: { customers: true } })
  // @ts-expect-error -- a verb that there is not
  decodeQuery({ orders }, { verbs: ['drop'] })
  // @ts-expect-error -- a schema is of tables
  decodeQuery({ orders: 5 }, {})
})
