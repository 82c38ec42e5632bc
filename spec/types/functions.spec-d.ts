/** Functions of texts, numbers and of a database: what they take, and what is null. */
import { test } from 'vitest'
import {
  caseOf,
  ceil,
  concatWs,
  cast,
  decimal,
  double,
  greatest,
  integer,
  left,
  literal,
  power,
  round,
  sign,
  splitPart,
  sqlFunction,
  text,
} from '../../lib/index.js'
import { from, pipe, select, type RowOf } from '../../lib/index.js'
import { customers, holds, type Same } from './support.js'

test('nulls and families follow the arguments', () => {
  const query = pipe(
    from(customers),
    select({
      a: left(customers.email, 2),
      b: concatWs(',', customers.email),
      c: ceil(customers.id),
      d: sign(customers.age),
      e: power(customers.id, 2),
      f: greatest(customers.age, 1),
      g: greatest(customers.id, 1),
      h: splitPart(customers.email, '@', 1),
    }),
  )
  holds<
    Same<
      RowOf<typeof query>,
      {
        readonly a: string
        readonly b: string
        readonly c: number
        readonly d: number | null
        readonly e: number | null
        readonly f: number | null
        readonly g: number
        readonly h: string
      }
    >
  >()
})

test('a case without otherwise may be null', () => {
  const query = pipe(
    from(customers),
    select({ a: caseOf(customers.id, [[1, literal('x', text())]]), b: caseOf(customers.id, [[1, literal('x', text())]], 'y') }),
  )
  holds<Same<RowOf<typeof query>, { readonly a: string | null; readonly b: string }>>()
  // @ts-expect-error -- a text is no value of an id
  caseOf(customers.id, [['x', literal('x', text())]])
  // @ts-expect-error -- the second case is of another type than the first
  caseOf(customers.id, [[1, literal('x', text())], [2, 5]]) // prettier-ignore
})

test('arguments are of their families', () => {
  // @ts-expect-error -- a number is no text
  left(customers.id, 2)
  // @ts-expect-error -- a text is no number
  ceil(customers.email)
  // @ts-expect-error -- doubles are rounded to whole numbers
  round(cast(customers.id, double()), 2)
  round(cast(customers.id, decimal(9, 3)), 2)
  // @ts-expect-error -- a text is not among numbers
  greatest(customers.id, 'x')
})

test('a function of a database has the types it was given', () => {
  const distance = sqlFunction('distance', { takes: [text(), text()], returns: integer() })
  const query = pipe(from(customers), select({ a: distance(customers.email, 'x'), b: distance(customers.email, null) }))
  holds<Same<RowOf<typeof query>, { readonly a: number; readonly b: number | null }>>()
  // @ts-expect-error -- it takes two
  distance(customers.email)
  // @ts-expect-error -- a number is no text
  distance(customers.email, 5)
  const maybe = sqlFunction('maybe', { takes: [integer()], returns: integer(), nullable: true })
  const other = pipe(from(customers), select({ a: maybe(customers.id) }))
  holds<Same<RowOf<typeof other>, { readonly a: number | null }>>()
})
