/**
 * What a node is, to the planner. Every node that a combinator makes carries its kind, so that a program has in it what its
 * own queries need, and a bundler leaves out the rest of SQL. What nearly every query has (columns, parameters, comparisons,
 * SELECT of tables) is known by its tag, without one.
 *
 * A kind stands where the brand of expressions and queries does: under a symbol, which no JSON can have.
 */
import type { ComparisonOperator, ExpressionNode, QueryNode, SelectNode, SourceNode } from '../tree/node.js'
import { QueryId } from '../tree/node.js'
import { ExprId } from '../schema/expression.js'
import type { Context, Scope } from './context.js'
import type { Walk } from './walk.js'

/** An expression that is not known by its tag alone. */
export interface PlannedExpression<in N> {
  /** The expressions directly inside it, where there are some; queries inside it are not entered. */
  readonly children?: (node: N) => ReadonlyArray<ExpressionNode>
  /** Looks at its names, and at what it needs of a dialect. */
  readonly resolve: (node: N, scope: Scope, context: Context) => void
  /** Adds to the structure of a query what its text depends on. */
  readonly parts: (node: N, walk: Walk) => void
  /** A comparison that has it on a side, where that is no plain one. */
  readonly compared?: (operator: ComparisonOperator, left: ExpressionNode, right: unknown) => ExpressionNode
}

/** A source that is no table. */
export interface PlannedSource<in N> {
  readonly resolve: (node: N, scope: Scope, context: Context) => void
  readonly parts: (node: N, walk: Walk) => void
}

/** A query that is no SELECT. */
export interface PlannedQuery<in N> {
  readonly resolve: (node: N, outer: Scope | undefined, context: Context) => void
  readonly parts: (node: N, walk: Walk) => void
}

/** A SELECT with clauses that change which rows there are: DISTINCT, GROUP BY, HAVING, locks. */
export interface PlannedSelect {
  /** Looks at those clauses. `windowed` says whether the query has window functions. */
  readonly check: (node: SelectNode, scope: Scope, context: Context, windowed: boolean) => void
}

const behind = <K>(kind: unknown): K | undefined => (typeof kind === 'object' && kind !== null ? (kind as K) : undefined)

// A tag says what a node is, so that its kind is one for such nodes: these are the places where that is taken as given.

/** The kind of an expression; nothing of one that is known by its tag, and of what no combinator made. */
export const expressionKind = (node: ExpressionNode): PlannedExpression<ExpressionNode> | undefined => behind(node[ExprId])

/** The kind of a source; nothing of a table. */
export const sourceKind = (node: SourceNode): PlannedSource<SourceNode> | undefined =>
  node._tag === 'Table' ? undefined : behind(node.kind)

/** The kind of a SELECT; nothing of a plain one. */
export const selectKind = (node: SelectNode): PlannedSelect | undefined => behind(node[QueryId])

/** The kind of a query; nothing of a plain SELECT, and of what no combinator made. */
export const queryKind = (node: QueryNode): PlannedQuery<QueryNode> | undefined => behind(node[QueryId])
