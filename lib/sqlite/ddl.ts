/**
 * What CREATE TABLE is on SQLite: STRICT tables, whose columns refuse another type's values, with a CHECK for what other
 * databases refuse by type (manual, STRICT tables).
 */
import type { Ddl } from '../render/dialect.js'
import { quoteLiteral } from '../render/literal.js'
import type { AnySqlType, TypeName } from '../schema/sql-type.js'
import { nowText, temporalCheck } from './dates.js'
import { isWide } from './decimal.js'

type Storage = 'integer' | 'real' | 'text' | 'blob'

const storages: Readonly<Record<TypeName, Storage>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  decimal: 'integer',
  real: 'real',
  double: 'real',
  boolean: 'integer',
  text: 'text',
  varchar: 'text',
  char: 'text',
  enumeration: 'text',
  uuid: 'text',
  json: 'text',
  date: 'text',
  time: 'text',
  localTimestamp: 'text',
  timestamp: 'text',
  bytes: 'blob',
  array: 'text',
}

/** What a value of a type is to SQLite. */
export const storageOf = (type: AnySqlType): Storage => (isWide(type) ? 'text' : storages[type.name])

const hex = (bytes: Uint8Array): string => `x'${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}'`

/** A number with a point or an exponent, without which it is an integer: manual, Literal values. */
const realLiteral = (value: number): string => (/^-?\d+$/.test(String(value)) ? `${value}.0` : String(value))

const between = (column: string, bound: bigint, least: bigint = -bound): string => `${column} between ${least} and ${bound}`

const wideCheck = ({ precision = 0, scale = 0 }: Pick<AnySqlType, 'precision' | 'scale'>, column: string): string =>
  `${column} not glob '*[^-0-9.]*' and length(${column}) <= ${precision + 2}${scale === 0 ? '' : ` and substr(${column}, -${scale + 1}, 1) = '.'`}`

const checks: Readonly<Record<TypeName, ((type: AnySqlType, column: string) => string | undefined) | undefined>> = {
  smallint: (_type, column) => between(column, 32767n, -32768n),
  integer: (_type, column) => between(column, 2147483647n, -2147483648n),
  bigint: undefined,
  decimal: (type, column) => (isWide(type) ? wideCheck(type, column) : between(column, 10n ** BigInt(type.precision as number) - 1n)),
  real: undefined,
  double: undefined,
  boolean: (_type, column) => `${column} in (0, 1)`,
  text: undefined,
  varchar: (type, column) => `length(${column}) <= ${type.length}`,
  char: (type, column) => `length(${column}) = ${type.length}`,
  enumeration: (type, column) => `${column} in (${(type.values ?? []).map(quoteLiteral).join(', ')})`,
  uuid: (_type, column) => `length(${column}) = 36 and ${column} not glob '*[^-0-9a-f]*'`,
  json: (_type, column) => `json_valid(${column})`,
  date: temporalCheck,
  time: temporalCheck,
  localTimestamp: temporalCheck,
  timestamp: temporalCheck,
  bytes: (type, column) => (type.length === undefined ? undefined : `length(${column}) <= ${type.length}`),
  array: undefined,
}

export const ddl: Ddl = {
  columnType: (_d, type) => storageOf(type),
  // INTEGER PRIMARY KEY is the rowid, which a row without one is given: manual, Rowid tables.
  identity: '',
  identityIsPrimaryKey: true,
  now: (type) => `(${nowText(type)})`,
  literal: (value, type) =>
    value === null
      ? 'null'
      : value instanceof Uint8Array
        ? hex(value)
        : storageOf(type) === 'text'
          ? quoteLiteral(String(value))
          : storageOf(type) === 'real'
            ? realLiteral(value as number)
            : String(value),
  typeCheck: (_d, type, column) => checks[type.name]?.(type, column),
  tableOptions: 'strict',
  columnComment: undefined,
  // SQLite keeps none.
  comments: () => [],
  refusePartialIndex: () => undefined,
  dropSuffix: '',
}
