/**
 * A dialect is a record of functions that receives itself: a renderer has the shape `(dialect, node, writer)` and
 * recurses through the record, so overriding one field changes every nested use. No dialect is named in this folder.
 */
import type {
  BinaryOperator,
  CallNode,
  ColumnNode,
  CteInfo,
  ExpressionNode,
  ExpressionTag,
  FunctionName,
  InsertNode,
  QueryNode,
  RowsNode,
  SelectNode,
  SourceNode,
} from '../tree/node.js'
import type { ColumnEntry, TableInfo } from '../schema/table.js'
import type { Codec, Encoded } from '../schema/codec.js'
import type { AnySqlType, Codecs } from '../schema/sql-type.js'
import type { Output } from '../plan/output.js'
import type { Structure } from '../plan/structure.js'
import type { Holder } from '../plan/walk.js'
import type { Feature, Support } from '../plan/feature.js'
import type { CompileError } from '../plan/compile-error.js'
import type { Issue } from '../schema/validation.js'

export type { Codec, Encoded, Feature, Support }

/**
 * Renders a node to SQL text, putting its parameters into the writer in the order of the text.
 *
 * A text is kept for queries that differ in values alone: a value that stands beside an expression of its own type, in a list
 * or in a row of an insert may be bound or written out, but must not decide whether it is; see `plan/structure.ts`.
 */
export type Render<N> = (dialect: Dialect, node: N, writer: Writer) => string

type NodeOf<T extends ExpressionTag> = Extract<ExpressionNode, { readonly _tag: T }>
type QueryOf<T extends QueryNode['_tag']> = Extract<QueryNode, { readonly _tag: T }>

/** What nearly every query has: a dialect renders it itself, so that no program has more than it uses. */
export type CoreTag = 'Column' | 'Param' | 'Constant' | 'Binary' | 'And' | 'Or' | 'Not' | 'IsNull'

/** The renderers of a dialect's own; what it leaves out is rendered as the node's kind has it. */
export type ExpressionRenderers = { readonly [T in CoreTag]: Render<NodeOf<T>> } & {
  readonly [T in Exclude<ExpressionTag, CoreTag>]?: Render<NodeOf<T>>
}

export type QueryRenderers = { readonly Select: Render<SelectNode> } & {
  readonly [T in Exclude<QueryNode['_tag'], 'Select'>]?: Render<QueryOf<T>>
}

export type SourceRenderers = {
  readonly [T in Exclude<SourceNode['_tag'], 'Table'>]?: Render<Extract<SourceNode, { readonly _tag: T }>>
}

/** The clauses of SELECT; each gives its text with a space before it, or nothing. */
export type SelectClauses = {
  readonly [K in 'distinct' | 'list' | 'from' | 'where' | 'groupBy' | 'having' | 'orderBy' | 'page' | 'lock']: Render<SelectNode>
}

/** How the expressions of a grouped query are rendered. */
export interface Grouped {
  /** Whether a clause comes after the grouping. */
  readonly isAfter: (clause: keyof SelectClauses) => boolean
  /** An expression, given how it is rendered otherwise. */
  readonly expression: (dialect: Dialect, node: ExpressionNode, writer: Writer, render: Render<ExpressionNode>) => string
  /** An expression of the select list. */
  readonly column: Render<ExpressionNode>
}

/** An operand of a set operation, and the order its columns must have. */
export interface SetOperand {
  readonly node: RowsNode
  readonly names: ReadonlyArray<string>
}

/** An expression on its way into a column of a type. */
export interface Stored {
  readonly node: ExpressionNode
  readonly type: AnySqlType
}

/** A value that is made anew at each execution, so that a cached statement can run twice. */
export interface Generated {
  readonly generate: 'v4' | 'v7'
  readonly codec: Codec
}

export type Parameter = Encoded | Generated

/** Reads what is bound for a node, encoded: one value, or those of many rows. */
export type Read<in N> = (dialect: Dialect, node: N, writer: Writer) => Encoded | ReadonlyArray<Encoded>

/** Where a bound value comes from, so that the text can be kept for others. */
export interface Origin {
  /** The node that holds it; nothing where the value is part of what the text is known by. */
  readonly holder: Holder | undefined
  /** Reads it from such a node of another query; nothing where that cannot be said. */
  readonly read: Read<never> | undefined
  readonly value: Parameter
}

export interface Writer {
  readonly params: Array<Parameter>
  /** Where the parameters come from, in their order. */
  readonly origins: Array<Origin>
  /** The statement that is compiled, which subqueries are not. */
  readonly statement: QueryNode | undefined
  /**
   * The parameters that may stand in several places, or nothing where none may. Under GROUP BY two equal expressions must
   * have equal text: `select x + $1 … group by x + $2` is an error.
   */
  shared: Map<string, number> | undefined
  /** How expressions are rendered in the query at hand, where it is grouped and the dialect says so. */
  grouped: Grouped | undefined
  /** The table that the statement writes, where its subqueries may not read it by its name. */
  written: TableInfo | undefined
  /** How values are written as literals: in DDL, where no parameter can stand. */
  readonly literal: Ddl['literal'] | undefined
  /** The first thing that cannot be said. */
  problem: CompileError | undefined
  readonly issues: Array<Issue>
  /** The statement's common table expressions, in the order WITH must define them. */
  readonly ctes: ReadonlyArray<CteInfo>
  /** The query whose output was asked for last, and its output: clause after clause asks for the same one. */
  outputNode: RowsNode | undefined
  output: Output | undefined
  /** The quoted identifiers and codecs of the dialect, kept from statement to statement. */
  readonly cache: DialectCache
}

/** A statement's text, what it is known by, and where its values come from. */
export interface KeptStatement {
  readonly parts: Structure['parts']
  readonly sql: string
  readonly slots: ReadonlyArray<Slot>
  readonly output: Output | undefined
}

/** The texts that are kept for a table, by the length of their structure. */
export interface KeptStatements {
  readonly lengths: Map<number, Array<KeptStatement>>
  /** What they take, in characters. */
  weight: number
}

/** Reads a parameter of a kept text from the query at hand, whose nodes are in the order of its structure. */
export type Slot = Read<ReadonlyArray<Holder>>

/** What is worth keeping of a dialect from one statement to the next. */
export interface DialectCache {
  readonly identifiers: Map<string, string>
  readonly codecs: WeakMap<AnySqlType, Codec>
  readonly encoders: WeakMap<AnySqlType, Encoder>
  readonly placeholders: Array<string>
  /** The text of tables' columns. */
  readonly columns: WeakMap<ColumnNode, string>
  /** Operators with their spaces. */
  readonly signs: { [O in BinaryOperator]?: string }
  /** The select lists of whole tables. */
  readonly selectLists: WeakMap<object, string>
  /** Texts of whole statements, by their first table and the length of their structure; see `statement-cache.ts`. */
  readonly statements: WeakMap<TableInfo, KeptStatements>
}

/** A type's way to the driver, looked up once: its check and the database's own, its codec, and whether values need more than these. */
export interface Encoder {
  readonly check: (type: AnySqlType, value: unknown) => string | undefined
  readonly codec: Codec
}

/** What CREATE TABLE needs to know of a dialect. */
export interface Ddl {
  /** A column's type: `varchar(320)`. */
  readonly columnType: (dialect: Dialect, type: AnySqlType, column: ColumnEntry) => string
  /** What follows the type of an identity column: `generated by default as identity`. */
  readonly identity: string
  /** Whether an identity column says itself that it is the primary key (SQLite's INTEGER PRIMARY KEY). */
  readonly identityIsPrimaryKey: boolean
  /** The expression of `default: 'now'`. */
  readonly now: (type: AnySqlType) => string
  /** An encoded value as SQL text, for DEFAULT and CHECK, where no parameter can stand. */
  readonly literal: (value: Encoded, type: AnySqlType) => string
  /** Conditions that the type implies and the database does not check by itself, about a quoted column. */
  readonly typeCheck: (dialect: Dialect, type: AnySqlType, column: string) => string | undefined
  /** What follows the closing parenthesis: `strict`, `character set utf8mb4 …`. */
  readonly tableOptions: string
  /** A comment inside the column's definition, where the dialect has it there. */
  readonly columnComment: ((text: string) => string) | undefined
  /** Statements after CREATE TABLE that set comments, where the dialect has them apart. */
  readonly comments: (dialect: Dialect, table: TableInfo) => ReadonlyArray<string>
  /** Whether indexes stand inside CREATE TABLE, because IF NOT EXISTS cannot be said of an index alone. */
  readonly indexesInside?: true
  /** Notes in the writer that indexes on expressions cannot be had; nothing where they can. */
  readonly refuseExpressionIndex?: (dialect: Dialect, writer: Writer) => void
  /** Notes in the writer that partial indexes cannot be had; does nothing where they can. */
  readonly refusePartialIndex: (dialect: Dialect, writer: Writer) => void
  /** What may follow DROP TABLE. */
  readonly dropSuffix: string
}

/**
 * How a transaction runs. What is left out is as the server has it.
 *
 * `deferrable: true` is a ConnectionError `configuration` on MySQL and MariaDB. SQLite runs one transaction at a time, so every
 * `isolation` is had and `deferrable` changes nothing; `readOnly` keeps the connection from writing.
 */
export interface TransactionOptions {
  readonly isolation?: 'readUncommitted' | 'readCommitted' | 'repeatableRead' | 'serializable'
  readonly access?: 'readOnly' | 'readWrite'
  readonly deferrable?: boolean
}

/** The statements of a transaction, and what errors do to one. */
export interface TransactionSql {
  /** The statements that begin one, or why these options cannot be had. */
  readonly begin: (options: TransactionOptions) => ReadonlyArray<string> | { readonly refused: string }
  readonly commit: string
  readonly rollback: string
  readonly savepoint: (name: string) => string
  readonly release: (name: string) => string
  readonly rollbackTo: (name: string) => string
  /** Whether nothing more can be done in a scope after this error: PostgreSQL, after any. */
  readonly breaks: (error: { readonly _tag: string }) => boolean
  /** Whether the error undid the whole transaction on the server, savepoints and all: a deadlock on MySQL. */
  readonly ends: (error: { readonly _tag: string }) => boolean
}

/**
 * A dialect.
 *
 * @typeParam C - the capabilities it has, native or emulated exactly
 */
export interface Dialect<in C extends string = never> {
  readonly name: string
  readonly supports: { readonly [F in Feature]?: Support } & { readonly [K in C]: Support }

  // words
  readonly quote: (name: string) => string
  /** Why a name cannot be an identifier here: it is too long, or holds what no quoting lets through. */
  readonly refuseIdentifier: (name: string) => string | undefined
  readonly placeholder: (position: number) => string
  /** Whether a placeholder is numbered, so that one parameter can stand in several places. */
  readonly numbered: boolean
  readonly maxParameters: number
  /** The signs of binary operators. */
  readonly operators: { readonly [O in BinaryOperator]: string }
  /** The name of a type in CAST. */
  readonly castType: (type: AnySqlType) => string
  /** The text of a parameter whose type its place does not fix: with a cast, where the database would guess. */
  readonly typedParameter: (dialect: Dialect, placeholder: string, type: AnySqlType) => string
  /** The text of a parameter beside an expression of its own type, which fixes it in most databases. */
  readonly bareParameter: (dialect: Dialect, placeholder: string, type: AnySqlType) => string
  /** The type of the elements of an array parameter, where a list of values is one: `a = any($1::integer[])`. */
  readonly elementType?: (type: AnySqlType) => string
  /** The text of a parameter that is assigned to a column. */
  readonly assignedParameter: (dialect: Dialect, placeholder: string, type: AnySqlType) => string

  // renderers
  readonly expr: ExpressionRenderers
  /** The functions that it says otherwise than the standard does. */
  readonly functions: { readonly [F in FunctionName]?: Render<CallNode> }
  readonly query: QueryRenderers
  /** The sources that it says otherwise than the standard does. */
  readonly sources?: SourceRenderers
  readonly select: SelectClauses
  /**
   * How a grouped query is rendered by a database that does not know again what it is grouped by (MySQL: `min(x + ?)`, which is
   * the same in every row of a group); nothing where databases do. See `grouped.ts`.
   */
  readonly grouped?: (node: SelectNode) => Grouped | undefined
  /** What stands for "no limit" where an OFFSET must have a LIMIT before it. */
  readonly noLimit: string | undefined
  /** The text of an expression that a column takes: with a conversion, where the database does not make it by itself. */
  readonly stored?: Render<Stored>
  /** What stands in VALUES for a column that a row leaves out. */
  readonly defaultValue?: Render<ColumnEntry>
  /** What happens to a row that meets one with the same key. */
  readonly onConflict?: Render<InsertNode>
  /** The rows that a write touched, from what the server counts (MySQL counts a row that an upsert updates twice). */
  readonly affected?: (node: QueryNode, counted: number) => number
  /** An operand of a set operation, in parentheses or as a derived table where it has clauses of its own. */
  readonly setOperand?: Render<SetOperand>
  /** Whether an insert must name what its upsert reads of the row that it tried to insert (MySQL). */
  readonly namesExcluded: boolean
  /** Whether WITH stands before the query that an insert takes its rows from, and not before the insert (MySQL, MariaDB). */
  readonly withInsideInsert?: true
  /** The type in a CAST of a text that the step of a recursive query may make longer, where the type of texts does not say it. */
  readonly growingText?: string
  /** Whether nested rows carry their number as their last value, because JSON aggregation has no order (MySQL). */
  readonly nestsByNumber: boolean
  /** A value in a nested JSON row: as text where JSON would lose it. */
  readonly jsonValue?: (text: string, type: AnySqlType) => string

  // values
  /** The codecs of types whose values travel otherwise than the standard has it; see `schema/types/`. */
  readonly codecs: Codecs['codecs']
  /** Whether a value of a type is a 64-bit integer on the wire, which a driver must not round. */
  readonly int64: (type: AnySqlType) => boolean

  // statements beside queries
  readonly ddl?: Ddl
  readonly transaction?: TransactionSql
}
