/**
 * For dialects and drivers of your own: the standard dialect, and what dialects are made of. A dialect is a record of
 * functions, so a new one is a spread of another with what differs.
 *
 * This entry follows the syntax tree: a new node is a new renderer here, in a minor version too.
 */

// the record
export { standard, type DialectOwn } from './render/standard.js'
export type {
  Codec,
  Ddl,
  Dialect,
  Encoded,
  ExpressionRenderers,
  Feature,
  Generated,
  Parameter,
  QueryRenderers,
  Read,
  Render,
  SetOperand,
  Support,
  TransactionOptions,
  TransactionSql,
  Writer,
} from './render/dialect.js'

// what renderers are made of
export { expression, list, standardText } from './render/expression.js'
export { query, standardQuery } from './render/query.js'
export { identifier, longerThanBytes, longerThanCharacters, qualified } from './render/identifier.js'
export { quoteLiteral } from './render/literal.js'
export { nestWith, type NestFunctions } from './kinds/nest.js'
export { assigned, bareParameter, beside, bind, placeholder, typedParameter } from './render/parameter.js'
export { additive, asTight, comparison, multiplicative, parenthesized, tighter } from './render/precedence.js'
export { divisor } from './kinds/arithmetic.js'
export { word } from './kinds/call.js'
export { isolationLevels, savepoints } from './render/transaction.js'
export { reject } from './render/writer.js'
export { compileError, unsupported } from './plan/compile-error.js'
export { type CodecError, codecError } from './schema/codec.js'
export type { Holder } from './plan/walk.js'
export type * from './tree/node.js'
export type { AnySqlType, SqlType, TypeName } from './schema/sql-type.js'
export type { ColumnEntry, TableInfo } from './schema/table.js'

// what a driver gives to makeDatabase
export type { Answer, Connection, Figures, Pool, Request } from './run/connection.js'
export { cancelled, conflict, connectionError, constraintViolation, queryError, timeout, type ErrorContext } from './run/errors.js'
