/** Joins. A source's name can be in a query once; `as` gives it another. */
import type { AnyExpr, Expr } from '../schema/expression.js'
import type { Source } from '../schema/table.js'
import { type JoinKind, nodeOf, queryCopy } from '../tree/node.js'
import type { BooleanType } from '../tree/operand.js'
import { type AnySelect, type Joinable, type Query, queryOf, selectNode } from './query.js'
import { sourceNode } from './select.js'

const join = (kind: JoinKind) => (source: Source<string, unknown, string, string>, on?: AnyExpr) => (query: AnySelect) => {
  const next = queryCopy(selectNode(query))
  next.joins = [...next.joins, { kind, source: sourceNode(source), on: on === undefined ? undefined : nodeOf(on) }]
  return queryOf<never>(next)
}

export interface InnerJoin {
  <N extends string, C, F2 extends string, D2 extends string, R extends string, C2 extends string>(
    source: Source<N, C, F2, D2>,
    on: Expr<BooleanType | null, R, string, C2, unknown>,
  ): <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Joinable<N, S>,
  ) => Query<'select', S | N, P, Exclude<M | F2 | R, S | N> | D2 | C2>
}

export interface LeftJoin {
  <N extends string, C, F2 extends string, D2 extends string, R extends string, C2 extends string>(
    source: Source<N, C, F2, D2>,
    on: Expr<BooleanType | null, R, string, C2, unknown>,
  ): <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Joinable<N, S>,
  ) => Query<'select', S | N, P, Exclude<M | F2 | R, S | N> | D2 | C2 | `?${N}`>
}

export interface RightJoin {
  <N extends string, C, F2 extends string, D2 extends string, R extends string, C2 extends string>(
    source: Source<N, C, F2, D2>,
    on: Expr<BooleanType | null, R, string, C2, unknown>,
  ): <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Joinable<N, S>,
  ) => Query<'select', S | N, P, Exclude<M | F2 | R, S | N> | D2 | C2 | `?${S}`>
}

export interface FullJoin {
  <N extends string, C, F2 extends string, D2 extends string, R extends string, C2 extends string>(
    source: Source<N, C, F2, D2>,
    on: Expr<BooleanType | null, R, string, C2, unknown>,
  ): <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Joinable<N, S>,
  ) => Query<'select', S | N, P, Exclude<M | F2 | R, S | N> | D2 | C2 | `?${S | N}` | '^fullJoin'>
}

export interface CrossJoin {
  <N extends string, C, F2 extends string, D2 extends string>(
    source: Source<N, C, F2, D2>,
  ): <S extends string, P, M extends string>(
    query: Query<'select', S, P, M> & Joinable<N, S>,
  ) => Query<'select', S | N, P, Exclude<M | F2, S | N> | D2>
}

/** Rows of both where the condition holds: `inner join orders on …` */
export const innerJoin: InnerJoin = /* @__PURE__ */ join('inner')

/** All rows of the left, with what matches or nulls: `left join orders on …`. What depends on the source may be null. */
export const leftJoin: LeftJoin = /* @__PURE__ */ join('left')

/** All rows of the right: `right join orders on …`. What depends on the sources before it may be null. */
export const rightJoin: RightJoin = /* @__PURE__ */ join('right')

/** All rows of both: `full join orders on …`. Not on MySQL and MariaDB. */
export const fullJoin: FullJoin = /* @__PURE__ */ join('full')

/** Every row with every row: `cross join orders`. With a lateral source, every row with the rows made from it. */
export const crossJoin: CrossJoin = /* @__PURE__ */ join('cross')
