/** Steps of a pipeline that are taken or not. */
import type { Option } from 'fp-ts/lib/Option.js'
import { noQuery, type Query } from './query.js'

/** One of two queries as one: what holds of both, what may be missing of either. */
type Either<A, B> =
  A extends Query<infer K, infer S, infer P, infer M>
    ? B extends Query<infer K2, infer S2, infer P2, infer M2>
      ? Query<K | K2, S & S2, P | P2, M | M2>
      : A | B
    : A | B

const taken = (step: unknown, query: unknown): unknown => (typeof step === 'function' ? step(query) : noQuery('a step of a query', step))

/**
 * Takes a step only where a condition holds: `pipe(from(customers), when(onlyRich, where(gt(customers.credit, '1000'))))`.
 * The type is that of both: a row of either, and only what both have joined.
 */
export const when =
  <A, B>(condition: boolean, step: (query: A) => B) =>
  (query: A): Either<A, B> =>
    (condition ? taken(step, query) : query) as Either<A, B>

/** Takes a step made from a value, where there is one: `whenDefined(search, (text) => where(contains(customers.email, text)))`. */
export const whenDefined =
  <V, A, B>(value: V | null | undefined, step: (value: V) => (query: A) => B) =>
  (query: A): Either<A, B> =>
    (value === undefined || value === null ? query : taken(typeof step === 'function' ? step(value) : step, query)) as Either<A, B>

const isOption = (option: unknown): option is Option<unknown> =>
  typeof option === 'object' && option !== null && '_tag' in option && (option._tag === 'None' || option._tag === 'Some')

/** Takes a step made from the value of an Option of fp-ts: `whenSome(O.fromNullable(search), (text) => where(eq(customers.email, text)))`. */
export const whenSome =
  <V, A, B>(option: Option<V>, step: (value: V) => (query: A) => B) =>
  (query: A): Either<A, B> =>
    (isOption(option)
      ? whenDefined(option._tag === 'Some' ? { value: option.value } : undefined, ({ value }) =>
          typeof step === 'function' ? step(value) : step,
        )(query)
      : noQuery('an Option', option)) as Either<A, B>
