/** Steps of a pipeline that are taken or not. */

/**
 * Takes a step only where a condition holds: `pipe(from(customers), when(onlyRich, where(gt(customers.credit, '1000'))))`.
 * The type is that of both: a row of either, and only what both have joined.
 */
export const when =
  <A, B>(condition: boolean, step: (query: A) => B) =>
  (query: A): A | B =>
    condition ? step(query) : query

/** Takes a step made from a value, where there is one: `whenDefined(search, (text) => where(contains(customers.email, text)))`. */
export const whenDefined =
  <V, A, B>(value: V | null | undefined, step: (value: V) => (query: A) => B) =>
  (query: A): A | B =>
    value === undefined || value === null ? query : step(value)(query)
