/** What inferred types are made of: a project with `declaration` must be able to name them. */
export type { CompileReason } from './plan/compile-error.js'
export type { CursorSecret, CursorSigning, PagePlace, Positioned, RowPosition } from './query/page.js'
export type { Aggregate, Aggregated, Extreme, Sums } from './query/aggregate.js'
export type { Gathering } from './query/gather.js'
export type { BitAggregate, LogicalAggregate, Statistic } from './query/statistics.js'
export type { Arithmetic } from './query/arithmetic.js'
export type { Between, Comparison, Membership, NullSafeComparison } from './query/comparison.js'
export type { Collation } from './tree/node.js'
export type { Castable } from './query/cast.js'
export type { Branch } from './query/conditional.js'
export type { Cte, CteOptions, Position, Recursion, Recursive, RecursiveOptions } from './query/cte.js'
export type { HavingPart, IntervalLengths, Shift, Temporal, Whole } from './query/date.js'
export type { CountOf } from './query/date-diff.js'
export type { MakeTimestamp } from './query/date-parts.js'
export type { Clock, Converted } from './query/time-zone.js'
export type { Elements } from './query/elements.js'
export type { Hole } from './query/fragment.js'
export type { Series, Spaced } from './query/series.js'
export type { Values } from './query/values.js'
export type { View, ViewOptions } from './query/view.js'
export type { Assignments, InsertableFrom } from './query/insert.js'
export type { CrossJoin, FullJoin, InnerJoin, LeftJoin, RightJoin } from './query/join.js'
export type {
  BooleanType,
  KeysIn,
  NeedsIn,
  NullIn,
  Numeric,
  Operand,
  Predicate,
  RefsIn,
  Same,
  StrictIn,
  TextType,
  TypeIn,
} from './tree/operand.js'
export type { OneOfOptions } from './query/order-by-one-of.js'
export type { AnyOrder, NullsOption, Order, OrderExpr } from './query/order-by.js'
export type { OutputColumns } from './query/order-by-output.js'
export type {
  AbsentIn,
  AnySelect,
  BareOf,
  CapabilitiesIn,
  Closed,
  Decoded,
  DemandsIn,
  FreeIn,
  GroupedIn,
  Joinable,
  Kind,
  Nestable,
  OutwardIn,
  Projection,
  ProvenBy,
  ProvenIn,
  RowsKind,
  SaidBy,
  Sendable,
  SoleColumn,
  SoleType,
  Supported,
} from './query/query.js'
export type { Cardinality, MakeRelation, RelatedAt } from './query/relation.js'
export type { TupleType } from './query/row-value.js'
export type { ExtremeOf } from './query/extremes.js'
export type { Measuring, Rounding } from './query/number.js'
export type { CountedText, PaddedText, TrimmedText } from './query/text-parts.js'
export type { Paging } from './query/select.js'
export type { SetOperation } from './query/set-operation.js'
export type { Derived, Subquery } from './query/subquery.js'
export type { Matching, TextFunction, TextMatching } from './query/text.js'
export type { Window, WindowFunction } from './query/window.js'
export type { Server } from './run/config.js'
export type { Fetch } from './run/fetch.js'
export type { ViewChange } from './render/create-view.js'
export type { InTransaction } from './run/transaction.js'
export type { ColumnOf, IntegerOptions, JsonColumn, TemporalOptions, UuidOptions, Validator, Write } from './schema/column.js'
export type {
  Check,
  ForeignKey,
  ForeignKeyOptions,
  Index,
  IndexItem,
  IndexOptions,
  PrimaryKey,
  UniqueConstraint,
} from './schema/constraint.js'
export type { AnyExpr, Proves } from './schema/expression.js'
export type {
  AssignableTo,
  Bigint,
  Bool,
  Bytes,
  DateOnly,
  Decimal,
  Double,
  Integer,
  Json,
  LocalTimestamp,
  Merged,
  Mistake,
  SqlType,
  TemporalTag,
  Text,
  Time,
  Timestamp,
  Uuid,
  ValueOf,
} from './schema/sql-type.js'
export type {
  AnySource,
  ColumnsOf,
  InsertRowOfColumns,
  MakeTable,
  NeedsOfColumns,
  Renamed,
  RowOfColumns,
  TableSource,
  Tagged,
} from './schema/table.js'
export type { MatchingList } from './query/like-lists.js'
export type { Lock } from './query/lock.js'
export type { RegularMatching, SimilarMatching } from './query/matches.js'
export type { Quantifier } from './query/quantified.js'
export type { KnownTest, TruthTest } from './query/truth.js'
export type { SqlFunction, SqlFunctionOptions } from './query/sql-function.js'
