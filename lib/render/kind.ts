/** What a node is, to the planner and to the renderer; see `plan/kind.ts`. */
import {
  expressionKind,
  type PlannedExpression,
  type PlannedQuery,
  type PlannedSelect,
  type PlannedSource,
  queryKind,
  selectKind,
  sourceKind,
} from '../plan/kind.js'
import type { ExpressionNode, QueryNode, SelectNode, SourceNode } from '../tree/node.js'
import type { Dialect, Render, Writer } from './dialect.js'

/** An expression that is not known by its tag alone. */
export interface ExpressionKind<in N> extends PlannedExpression<N> {
  /** How tightly it binds: a level of `precedence.ts`. Default: as a name or a call does. */
  readonly level?: (node: N) => number
  /** What it is where a dialect says nothing else: SQL's own text, and PostgreSQL's where SQL has none. */
  readonly render: Render<N>
}

/** A source that is no table. */
export interface SourceKind<in N> extends PlannedSource<N> {
  /** Its text in FROM, with its name. */
  readonly render: Render<N>
}

/** A query that is no SELECT. */
export interface QueryKind<N> extends PlannedQuery<N> {
  readonly copy: (node: N) => N
  readonly render: Render<N>
}

/** A query that gives rows and is no SELECT. */
export interface RowsQueryKind<N> extends QueryKind<N> {
  /** Its text with its columns in the order of `names`. */
  readonly inOrder: (d: Dialect, node: N, names: ReadonlyArray<string>, w: Writer) => string
}

/** A SELECT with clauses of its own. */
export interface SelectKind extends PlannedSelect {
  /** The text of its lock. */
  readonly lock: Render<SelectNode>
}

// What carries a kind at all carries a whole one: the planner's part alone is nowhere made.

export const renderedKind = (node: ExpressionNode): ExpressionKind<ExpressionNode> | undefined =>
  expressionKind(node) as ExpressionKind<ExpressionNode> | undefined

export const renderedSource = (node: SourceNode): SourceKind<SourceNode> | undefined =>
  sourceKind(node) as SourceKind<SourceNode> | undefined

export const renderedQuery = (node: QueryNode): RowsQueryKind<QueryNode> | undefined =>
  queryKind(node) as RowsQueryKind<QueryNode> | undefined

export const renderedSelect = (node: SelectNode): SelectKind | undefined => selectKind(node) as SelectKind | undefined

/** The kind of an expression, in the place of its brand. */
export const expressionOf = <N extends ExpressionNode>(kind: ExpressionKind<N>): never => kind as never

/** The kind of a source. */
export const sourceOf = <N extends SourceNode>(kind: SourceKind<N>): never => kind as never

/** The kind of a query that gives rows, in the place of its brand. */
export const rowsOf = <N extends QueryNode>(kind: RowsQueryKind<N>): never => kind as never

/** The kind of a query, in the place of its brand. */
export const queryOf = <N extends QueryNode>(kind: QueryKind<N>): never => kind as never
