/** Types as JSON: `{ "type": "decimal", "precision": 12, "scale": 2 }`. Custom types and validators are code, and never travel. */
import {
  array,
  bigint,
  boolean,
  bytes,
  char,
  type Column,
  date,
  decimal,
  double,
  enumeration,
  integer,
  json,
  localTimestamp,
  real,
  smallint,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from '../schema/column.js'
import type { AnySqlType, TypeName } from '../schema/sql-type.js'
import type { JsonValue } from './value.js'

const measures = ['length', 'precision', 'scale', 'values'] as const

export const typeToJson = (type: AnySqlType): { readonly [key: string]: JsonValue } => ({
  type: type.name,
  ...Object.fromEntries(measures.filter((key) => type[key] !== undefined).map((key) => [key, type[key] as JsonValue])),
  ...(type.of === undefined ? {} : { of: typeToJson(type.of) }),
})

/** The numbers and members that a type's JSON has, each of the kind that is asked for. */
export interface TypeReader {
  readonly count: (key: 'length' | 'precision' | 'scale') => number
  readonly values: () => ReadonlyArray<string>
  readonly of: () => Column
}

type Nullable = { readonly nullable: boolean }

/** A column of each type, by its name. */
const columns: { readonly [T in TypeName]: (options: Nullable, read: TypeReader) => unknown } = {
  smallint: (options) => smallint(options),
  integer: (options) => integer(options),
  bigint: (options) => bigint(options),
  decimal: (options, { count }) => decimal(count('precision'), count('scale'), options),
  real: (options) => real(options),
  double: (options) => double(options),
  boolean: (options) => boolean(options),
  text: (options) => text(options),
  varchar: (options, { count }) => varchar(count('length'), options),
  char: (options, { count }) => char(count('length'), options),
  enumeration: (options, { values }) => enumeration(values() as [string], options),
  uuid: (options) => uuid(options),
  json: (options) => json(options),
  date: (options) => date(options),
  time: (options, { count }) => time({ ...options, precision: count('precision') as 3 }),
  localTimestamp: (options, { count }) => localTimestamp({ ...options, precision: count('precision') as 3 }),
  timestamp: (options, { count }) => timestamp({ ...options, precision: count('precision') as 3 }),
  bytes: (options) => bytes(options),
  array: (options, { of }) => array(of(), options),
}

/** The measures that a type of a name has. */
export const measuresOf: { readonly [T in TypeName]: ReadonlyArray<string> } = {
  smallint: [],
  integer: [],
  bigint: [],
  decimal: ['precision', 'scale'],
  real: [],
  double: [],
  boolean: [],
  text: [],
  varchar: ['length'],
  char: ['length'],
  enumeration: ['values'],
  uuid: [],
  json: [],
  date: [],
  time: ['precision'],
  localTimestamp: ['precision'],
  timestamp: ['precision'],
  bytes: [],
  array: ['of'],
}

/** A column of a type; nothing of an unknown name. */
export const columnOfType = (name: string, nullable: boolean, read: TypeReader): Column | undefined =>
  Object.hasOwn(columns, name) ? (columns[name as TypeName]({ nullable }, read) as Column) : undefined
