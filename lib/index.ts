/** Oxbow: tables, queries, compilation and programs. No driver and no Node built-in is loaded from here. */
export { flow, pipe } from './internal/pipe.js'

// tables
export {
  array,
  bigint,
  boolean,
  bytes,
  char,
  date,
  decimal,
  double,
  enumeration,
  integer,
  json,
  localTimestamp,
  mapped,
  real,
  smallint,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from './schema/column.js'
export { check, foreignKey, index, primaryKey, unique } from './schema/constraint.js'
export { jsonNull, type JsonNull } from './schema/json-null.js'
export { table, tableWith } from './schema/table.js'
export type { Column, ColumnOptions, Columns } from './schema/column.js'
export type { Expr } from './schema/expression.js'
export type { InsertRow, Row, Source, Table, TableOptions, UpdateRow } from './schema/table.js'
export type { Naming } from './schema/naming.js'

// queries
export * from './query/index.js'

// SQL
export { compile } from './query/compile.js'
export type { Statement } from './render/compile.js'
export { createTable, dropTable, schemaSql, type SchemaChange } from './render/create-table.js'
export { createView, dropView, refreshView } from './render/create-view.js'
export type { Dialect } from './render/dialect.js'
export type { Feature, Support } from './plan/feature.js'
export { page, type Page, type PageOf, type PageOptions } from './query/page.js'

// queries from and to other places
export { decodeQuery, type WireQuery, type WireSchema } from './wire/decode.js'
export { encodeQuery } from './wire/encode.js'
export type { WireError } from './wire/error.js'
export type { Verb, WirePolicy } from './wire/policy.js'
export type { JsonValue } from './wire/value.js'

// programs
export { describeError } from './run/describe-error.js'
export { configFromEnv, type Config, type ConnectOptions } from './run/config.js'
export { makeDatabase, run, runOrThrow, withDatabase, type Database } from './run/database.js'
export type { Env, Executor, Generators, Program, Transaction } from './run/environment.js'
export { execute, fetchAll, fetchOne, fetchOption } from './run/fetch.js'
export { fetchPage } from './run/fetch-page.js'
export { applySchema } from './run/apply-schema.js'
export { transaction, type TransactionOptions } from './run/transaction.js'
export type {
  Cancelled,
  CompileError,
  Conflict,
  ConnectionError,
  ConnectionReason,
  ConstraintKind,
  ConstraintViolation,
  DecodeError,
  NotFound,
  OxbowError,
  QueryError,
  Timeout,
  TooManyRows,
  ValidationError,
} from './run/errors.js'
export type { Issue } from './schema/validation.js'

// what inferred types are made of: a project with `declaration` must be able to name them
export type * from './inferred.js'
