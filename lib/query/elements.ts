/** The elements of arrays as sources. */
import { elementsInfo } from '../kinds/elements.js'
import type { Column } from '../schema/column.js'
import type { AnyExpr, Expr } from '../schema/expression.js'
import type { Integer, Json, SqlType } from '../schema/sql-type.js'
import type { ColumnsOf, Source } from '../schema/table.js'
import { jsonType } from '../schema/types/json.js'
import { unknownType } from '../schema/types/text.js'
import { nodeOf } from '../tree/node.js'
import { sourceFace } from '../tree/source.js'

type ElementColumns<T> = { readonly value: Column<T, 'required', never, ''>; readonly ordinality: Column<Integer, 'required', never, ''> }

/** The elements of an array, and their places from 1. */
export type Elements<N extends string, T, F extends string, D extends string> = ColumnsOf<N, ElementColumns<T>> &
  Source<N, ElementColumns<T>, F, D>

/** The type of an array's elements. */
type ArrayElement<T> = SqlType<string, T>

type ElementOf<A> = unknown extends A ? unknown : A extends ReadonlyArray<infer E> ? E : never

/**
 * The elements of a JSON array as rows: `value`, a document, and `ordinality`, its place from 1. The array may be a column of a
 * source before it. A document that is no array has no elements, and neither has NULL.
 *
 * `jsonb_array_elements(doc) with ordinality`, `json_table(doc, '$[*]' …)`, `json_each(doc)`
 *
 * @example
 * const item = jsonElements('item')(carts.items)
 * pipe(from(carts), crossJoin(item), select({ cart: carts.id, place: item.ordinality, item: item.value }))
 */
export const jsonElements =
  <const N extends string>(name: N) =>
  <A, R extends string, C extends string>(
    document: Expr<SqlType<'json', A> | null, R, string, C, unknown>,
  ): Elements<N, Json<ElementOf<A>>, R, C | '^jsonElements'> =>
    sourceFace(elementsInfo(name, 'json', nodeOf(document as AnyExpr), jsonType))

/**
 * The elements of an array as rows, and their places from 1: `unnest(tags) with ordinality as "tag" ("value", "ordinality")`.
 * PostgreSQL. A list of JavaScript values is a source by `values`.
 */
export const unnest =
  <const N extends string>(name: N) =>
  <T, R extends string, C extends string>(
    array: Expr<SqlType<'array', ReadonlyArray<T>> | null, R, string, C, unknown>,
  ): Elements<N, ArrayElement<T>, R, C | '^arrays'> => {
    const node = nodeOf(array as AnyExpr)
    return sourceFace(elementsInfo(name, 'array', node, node.type.of ?? unknownType))
  }
