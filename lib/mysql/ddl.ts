/** What CREATE TABLE is on MySQL and MariaDB. */
import { unsupported } from '../plan/compile-error.js'
import type { Ddl } from '../render/dialect.js'
import { reject } from '../render/writer.js'
import type { AnySqlType, TypeName } from '../schema/sql-type.js'

/** A string literal in a session where a backslash escapes: manual 11.1.1. */
export const quoteText = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`

/** A row holds 65,535 bytes, and a character takes up to 4: longer texts and bytes are kept beside it. */
const mostCharacters = 16_383

const isLong = (type: AnySqlType): boolean =>
  type.name === 'text' ||
  type.name === 'json' ||
  ((type.name === 'bytes' || type.name === 'varchar' || type.name === 'char') && (type.length ?? Infinity) > mostCharacters)

const characters = (type: AnySqlType): string => (isLong(type) ? 'longtext' : `varchar(${type.length})`)

const longText = (): string => 'longtext'

const names: Readonly<Record<TypeName, (type: AnySqlType) => string>> = {
  smallint: () => 'smallint',
  integer: () => 'int',
  bigint: () => 'bigint',
  decimal: (type) => `decimal(${type.precision}, ${type.scale})`,
  real: () => 'float',
  double: () => 'double',
  boolean: () => 'tinyint(1)',
  text: longText,
  varchar: characters,
  // CHAR gives its value back without the spaces at its end: manual 13.3.2.
  char: characters,
  enumeration: (type) => `varchar(${Math.max(1, ...(type.values ?? []).map((value) => [...value].length))})`,
  uuid: () => 'char(36)',
  json: () => 'json',
  date: () => 'date',
  time: (type) => `time(${type.precision})`,
  localTimestamp: (type) => `datetime(${type.precision})`,
  timestamp: (type) => `datetime(${type.precision})`,
  bytes: (type) => (isLong(type) ? 'longblob' : `varbinary(${type.length})`),
  // The planner refuses arrays before a table is made.
  array: longText,
}

/** The name of a type in CAST, which has names of its own: manual 14.10. Nothing here cuts a text. */
export const castType = (type: AnySqlType): string => {
  switch (type.name) {
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'boolean':
      return 'signed'
    case 'decimal':
    case 'date':
    case 'time':
    case 'localTimestamp':
    case 'timestamp':
    case 'real':
    case 'double':
    case 'json':
      return names[type.name](type)
    case 'bytes':
      return 'binary'
    default:
      return 'char'
  }
}

const now = (type: AnySqlType): string =>
  type.name === 'date' ? 'utc_date()' : type.name === 'time' ? `utc_time(${type.precision})` : `utc_timestamp(${type.precision})`

export const ddl: Ddl = {
  columnType: (_d, type) => names[type.name](type),
  identity: 'auto_increment',
  identityIsPrimaryKey: false,
  // The default of a row is UTC's, whatever the time zone of the session: never CURRENT_TIMESTAMP.
  now: (type) => `(${now(type)})`,
  literal: (value, type) => {
    if (value instanceof Uint8Array) return `(x'${[...value].map((byte) => byte.toString(16).padStart(2, '0')).join('')}')`
    // A decimal between quotes would be compared as a double.
    if (typeof value !== 'string' || type.name === 'decimal') return String(value)
    // MySQL takes the default of a long text only as an expression: manual 13.6.
    return isLong(type) ? `(${quoteText(value)})` : quoteText(value)
  },
  typeCheck: (_d, type, column) =>
    type.name === 'enumeration'
      ? `${column} in (${(type.values ?? []).map(quoteText).join(', ')})`
      : (type.name === 'varchar' || type.name === 'char') && isLong(type)
        ? `char_length(${column}) <= ${type.length}`
        : undefined,
  // By default 'a' = 'A', 'e' = 'é' and 'a' = 'a ' there.
  tableOptions: 'engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin',
  indexesInside: true,
  columnComment: (text) => `comment ${quoteText(text)}`,
  comments: () => [],
  refusePartialIndex: (d, w) => {
    reject(w, unsupported(d.name, 'partial index', 'leave its where out, or index a generated column'))
  },
  dropSuffix: '',
}
