/** What types are called in SQL: on PostgreSQL, and where a dialect says nothing else. */
import type { AnySqlType, TypeName } from '../schema/sql-type.js'

const names: Readonly<Record<TypeName, (type: AnySqlType) => string>> = {
  smallint: () => 'smallint',
  integer: () => 'integer',
  bigint: () => 'bigint',
  decimal: (type) => `numeric(${type.precision}, ${type.scale})`,
  real: () => 'real',
  double: () => 'double precision',
  boolean: () => 'boolean',
  text: () => 'text',
  varchar: (type) => `varchar(${type.length})`,
  // The type char drops the spaces at the end of a value: manual 8.3.
  char: (type) => `varchar(${type.length})`,
  enumeration: () => 'text',
  uuid: () => 'uuid',
  json: () => 'jsonb',
  date: () => 'date',
  time: (type) => `time(${type.precision})`,
  localTimestamp: (type) => `timestamp(${type.precision})`,
  timestamp: (type) => `timestamptz(${type.precision})`,
  bytes: () => 'bytea',
  array: (type) => `${typeName(type.of as AnySqlType)}[]`,
}

/** The name of a type: `numeric(12, 2)`. */
export const typeName = (type: AnySqlType): string => names[type.name](type)

/** The name of a type in a cast: without what would cut or round. */
export const castType = (type: AnySqlType): string => {
  switch (type.name) {
    case 'varchar':
    case 'char':
    case 'enumeration':
      return 'text'
    case 'array':
      return `${castType(type.of as AnySqlType)}[]`
    default:
      return typeName(type)
  }
}

/** The type of a parameter: its value was checked already, so nothing is left to round. */
export const parameterType = (type: AnySqlType): string => {
  switch (type.name) {
    case 'decimal':
      return 'numeric'
    case 'time':
      return 'time'
    case 'localTimestamp':
      return 'timestamp'
    case 'timestamp':
      return 'timestamptz'
    case 'array':
      return `${parameterType(type.of as AnySqlType)}[]`
    default:
      return castType(type)
  }
}
