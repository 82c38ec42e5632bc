/**
 * Column descriptors: a type and its options, nothing else. `table` turns them into expressions.
 */
import { refine } from './refined.js'
import { timestampType, timeType, localTimestampType } from './types/temporal.js'
import { varcharType, charType, enumerationType } from './types/text.js'
import { limitedBytesType } from './types/bytes.js'
import { validatedJsonType } from './types/json.js'
import { arrayType } from './types/array.js'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { AnyExpr, Expr } from './expression.js'
import {
  type AnySqlType,
  type Bigint,
  type Bool,
  type Bytes,
  type DateOnly,
  type Decimal,
  type Double,
  type Integer,
  type Json,
  type LocalTimestamp,
  type Mapping,
  type Mistake,
  type SqlType,
  type Text,
  type Time,
  type Timestamp,
  type Uuid,
  type ValueOf,
} from './sql-type.js'
import { booleanType } from './types/boolean.js'
import { bytesType } from './types/bytes.js'
import { decimalType } from './types/decimal.js'
import { doubleType, realType } from './types/float.js'
import { bigintType, integerType, smallintType } from './types/integer.js'
import { jsonType } from './types/json.js'
import { dateType } from './types/temporal.js'
import { textType } from './types/text.js'
import { uuidType } from './types/uuid.js'

// ---------------------------------------------------------------------------------------------------------------------
// model
// ---------------------------------------------------------------------------------------------------------------------

/** What happens to a referencing row. SQL:2016 11.8, referential actions. */
export type ReferentialAction = 'cascade' | 'restrict' | 'setNull' | 'setDefault' | 'noAction'

/** A column that another refers to, or a function that gives it where tables refer to one another in a cycle. */
export type ColumnRef<Tag extends string> = Expr<SqlType<Tag, unknown> | null, string, string, string, unknown> | (() => AnyExpr)

export interface Reference {
  readonly to: AnyExpr | (() => AnyExpr)
  readonly onDelete?: ReferentialAction
  readonly onUpdate?: ReferentialAction
}

interface ReferenceTo<Tag extends string> extends Reference {
  readonly to: ColumnRef<Tag>
}

/** Who makes the value of a column that an insert leaves out. Uuids are made in the client, identities in the server. */
export type Generate = 'identity' | 'v4' | 'v7'

/** Options that every column takes. */
export interface ColumnOptions<Tag extends string, A> {
  /** The column may hold NULL. Default: no. */
  readonly nullable?: boolean
  /** The value of a row that leaves the column out. For temporal types `'now'` is the time of the statement. */
  readonly default?: A | 'now'
  /** The column is the table's key: `primary key`. A key of several columns is the constraint `primaryKey(a, b)`. */
  readonly primaryKey?: boolean
  /** No two rows have the same value: `unique`. Rows with NULL do not collide. */
  readonly unique?: boolean
  /** The column that it refers to: `{ to: customers.id, onDelete: 'cascade' }` is `references … on delete cascade`. */
  readonly references?: ReferenceTo<Tag>
  /** A condition every value must meet; a NULL meets it (SQL's CHECK constraint). */
  readonly check?: (column: Expr<SqlType<Tag, A>>) => AnyExpr
  /** Text kept with the column in the database's catalogue, where the database has one for it. */
  readonly comment?: string
  /** The column's name in the database, where it differs from the descriptor's key and the naming strategy. */
  readonly name?: string
}

/** Options of integer columns. */
export interface IntegerOptions<A> extends ColumnOptions<'integer' | 'bigint', A> {
  /** The database numbers the rows: an identity column, AUTO_INCREMENT or INTEGER PRIMARY KEY. */
  readonly generate?: 'identity'
}

export interface UuidOptions extends ColumnOptions<'uuid', string> {
  /** The client makes a random (v4) or time-ordered (v7) uuid for a row that has none. RFC 9562. */
  readonly generate?: 'v4' | 'v7'
}

export interface TemporalOptions<Tag extends string, A> extends ColumnOptions<Tag, A> {
  /** Digits of a second's fraction, 0 to 6. Default 3, which is what a JavaScript Date holds. */
  readonly precision?: 0 | 1 | 2 | 3 | 4 | 5 | 6
}

/** Whether an insert must name a column. One that is `generated` in the client, once a row, the rows of a query lack. */
export type Write = 'required' | 'optional' | 'generated'

/**
 * A column.
 *
 * @typeParam T - its SQL type, with `null` where it is nullable
 * @typeParam W - whether an insert must name it; see `Write`
 * @typeParam C - the capability its type needs
 * @typeParam P - `'#'` where the column alone is the primary key: grouping by it groups by the whole row
 */
export interface Column<out T = unknown, out W extends Write = Write, out C extends string = string, out P extends '' | '#' = '' | '#'> {
  readonly type: AnySqlType
  /** The type whose values `default` and `check` are written in: that of the column below a custom type. */
  readonly baseType: AnySqlType
  readonly nullable: boolean
  readonly default: unknown
  readonly generate: Generate | undefined
  readonly primaryKey: boolean
  readonly unique: boolean
  readonly references: Reference | undefined
  readonly check: ((column: never) => AnyExpr) | undefined
  readonly comment: string | undefined
  readonly name: string | undefined
  readonly [ColumnId]: { readonly type: T; readonly write: W; readonly needs: C; readonly key: P }
}

/** The key of a column's phantom type: no value has it. */
export declare const ColumnId: unique symbol

export type Columns = { readonly [key: string]: Column }

type Nullable<T, O> = O extends { readonly nullable: true } ? T | null : T

type WriteOf<O> = O extends { readonly nullable: true } | { readonly generate: 'identity' } | { readonly default: unknown }
  ? 'optional'
  : O extends { readonly generate: string }
    ? 'generated'
    : 'required'

type KeyOf<O> = O extends { readonly primaryKey: true } ? '#' : ''

/** The column that a type and its options make. */
export type ColumnOf<T, O, C extends string = never> = Column<Nullable<T, O>, WriteOf<O>, C, KeyOf<O>>

// ---------------------------------------------------------------------------------------------------------------------
// constructors
// ---------------------------------------------------------------------------------------------------------------------

interface Options {
  readonly nullable?: boolean
  readonly default?: unknown
  readonly generate?: Generate
  readonly primaryKey?: boolean
  readonly unique?: boolean
  readonly references?: Reference
  readonly check?: (column: never) => AnyExpr
  readonly comment?: string
  readonly name?: string
}

/** The face of a descriptor: its phantom type is no field of it. */
const faceOf = <C>(descriptor: Omit<Column, typeof ColumnId>): C => descriptor as C

const column = <T, O, C extends string = never>(type: AnySqlType, options: Options | undefined): ColumnOf<T, O, C> =>
  faceOf({
    type,
    baseType: type,
    nullable: options?.nullable ?? false,
    default: options?.default,
    generate: options?.generate,
    primaryKey: options?.primaryKey ?? false,
    unique: options?.unique ?? false,
    references: options?.references,
    check: options?.check,
    comment: options?.comment,
    name: options?.name,
  })

/** A 16-bit integer, a JavaScript number. `smallint`; INTEGER on SQLite. */
export const smallint = <const O extends IntegerOptions<number>>(options?: O): ColumnOf<Integer, O> => column(smallintType, options)

/** A 32-bit integer, a JavaScript number. `integer`; INTEGER on SQLite. */
export const integer = <const O extends IntegerOptions<number>>(options?: O): ColumnOf<Integer, O> => column(integerType, options)

/** A 64-bit integer, a JavaScript bigint, exact on every dialect. `bigint`; INTEGER on SQLite. */
export const bigint = <const O extends IntegerOptions<bigint>>(options?: O): ColumnOf<Bigint, O> => column(bigintType, options)

/**
 * An exact decimal of `precision` digits, `scale` of them after the point, as a canonical string (`'0.10'`).
 * `numeric(p, s)`, `decimal(p, s)`; on SQLite an INTEGER scaled by 10^s up to 18 digits, TEXT above.
 */
export const decimal = <const O extends ColumnOptions<'decimal', string>>(
  precision: number,
  scale: number,
  options?: O,
): ColumnOf<Decimal, O> => column(decimalType(precision, scale), options)

/**
 * A 32-bit float. `real`, `float`; REAL on SQLite. A number that such a float would change is refused: 0.1 is its shortest
 * text, 16777217 and 0.1234567891 would be rounded.
 */
export const real = <const O extends ColumnOptions<'double', number>>(options?: O): ColumnOf<Double, O> => column(realType, options)

/** A 64-bit float. `double precision`, `double`; REAL on SQLite. */
export const double = <const O extends ColumnOptions<'double', number>>(options?: O): ColumnOf<Double, O> => column(doubleType, options)

/** A boolean. `boolean`; tinyint(1) on MySQL, INTEGER on SQLite. */
export const boolean = <const O extends ColumnOptions<'boolean', boolean>>(options?: O): ColumnOf<Bool, O> => column(booleanType, options)

/** Text of any length. On MySQL a text column cannot be a key; use `varchar` there. */
export const text = <const O extends ColumnOptions<'text', string>>(options?: O): ColumnOf<Text, O> => column(textType, options)

/** Text of at most `length` characters (Unicode code points); a longer one is a ValidationError. */
export const varchar = <const O extends ColumnOptions<'text', string>>(length: number, options?: O): ColumnOf<Text, O> =>
  column(varcharType(length), options)

/** Text of exactly `length` characters (Unicode code points); a longer or shorter one is a ValidationError. */
export const char = <const O extends ColumnOptions<'text', string>>(length: number, options?: O): ColumnOf<Text, O> =>
  column(charType(length), options)

/** One of a fixed list of texts; a text column with a CHECK constraint, so that it compares and migrates as text. */
export const enumeration = <const V extends string, const O extends ColumnOptions<'text', V>>(
  values: readonly [V, ...ReadonlyArray<V>],
  options?: O,
): ColumnOf<SqlType<'text', V>, O> => column(enumerationType(copyOf(values)), options)

// What is no array is kept: checkTable says what it should be.
const copyOf = <V>(values: ReadonlyArray<V>): ReadonlyArray<V> => (Array.isArray(values) ? [...values] : values)

/** A uuid in lower case. `uuid`; char(36) on MySQL, TEXT on SQLite. */
export const uuid = <const O extends UuidOptions>(options?: O): ColumnOf<Uuid, O> => column(uuidType, options)

/**
 * A validator whose output it takes again: what `json` takes, and a function of your own that hands one to it, as in
 * `<S extends StandardSchemaV1>(schema: Validator<S>) => json(schema)`.
 */
export type Validator<S extends StandardSchemaV1> = S & BothWays<S>

type BothWays<S extends StandardSchemaV1> = [StandardSchemaV1.InferOutput<S>] extends [StandardSchemaV1.InferInput<S>]
  ? unknown
  : Mistake<'what the validator gives is nothing that it takes: a value that was read could not be written back'>

export interface JsonColumn {
  <const O extends ColumnOptions<'json', unknown>>(options?: O): ColumnOf<Json, O>
  <S extends StandardSchemaV1, const O extends ColumnOptions<'json', StandardSchemaV1.InferOutput<S>>>(
    schema: Validator<S>,
    options?: O,
  ): ColumnOf<Json<StandardSchemaV1.InferOutput<S>>, O>
}

const isStandardSchema = (value: unknown): value is StandardSchemaV1 =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value

/**
 * A JSON document. `jsonb` on PostgreSQL, `json` on MySQL, TEXT with json_valid on SQLite.
 *
 * With a validator of the Standard Schema kind (zod, valibot, arktype…) a value is validated when it is written and when
 * it is read, and has the validator's output as its type. What is stored is the value as it was given, which the validator
 * only looks at; what is read is the validator's output of what is stored. So a default or what strips keys takes effect when
 * a value is read, and a validator that gives what it does not take is a type error: such a value could not be written back.
 * JavaScript's null is SQL NULL; `jsonNull` is JSON's.
 */
export const json: JsonColumn = (first?: StandardSchemaV1 | Options, second?: Options) =>
  isStandardSchema(first) ? column<Json<never>, never>(validatedJsonType(first), second) : column<Json<never>, never>(jsonType, first)

/** A calendar date as `'YYYY-MM-DD'`. */
export const date = <const O extends ColumnOptions<'date', string>>(options?: O): ColumnOf<DateOnly, O> => column(dateType, options)

/** A time of day as `'HH:MM:SS.fff'`, with `precision` digits of fraction. */
export const time = <const O extends TemporalOptions<'time', string>>(options?: O): ColumnOf<Time, O> =>
  column(timeType(options?.precision ?? 3), options)

/** A date and time without a zone as `'YYYY-MM-DD HH:MM:SS.fff'`. `timestamp`; `datetime` on MySQL. */
export const localTimestamp = <const O extends TemporalOptions<'localTimestamp', string>>(options?: O): ColumnOf<LocalTimestamp, O> =>
  column(localTimestampType(options?.precision ?? 3), options)

type InstantOf<O> = O extends { readonly precision: 4 | 5 | 6 } ? string : Date

/**
 * An instant. `timestamptz(3)`; datetime(3) in UTC on MySQL, TEXT in UTC on SQLite.
 *
 * Up to the default precision of 3 it is a Date, which holds milliseconds exactly; above it is a string such as
 * `'2026-11-22T15:30:00.123456Z'`, because a Date would lose what follows.
 */
export const timestamp = <const O extends TemporalOptions<'timestamp', Date | string>>(options?: O): ColumnOf<Timestamp<InstantOf<O>>, O> =>
  column(timestampType(options?.precision ?? 3), options)

/**
 * Bytes, a Uint8Array. `bytea`; blob or varbinary on MySQL, BLOB on SQLite. `length` is the most bytes of a value: to store more is
 * a ValidationError.
 */
export const bytes = <const O extends ColumnOptions<'bytes', Uint8Array> & { readonly length?: number }>(options?: O): ColumnOf<Bytes, O> =>
  column(options?.length === undefined ? bytesType : limitedBytesType(options.length), options)

/** An array of another column's type. Needs `arrays`: PostgreSQL. */
export const array = <T, const O extends ColumnOptions<'array', ReadonlyArray<ValueOf<T>>>>(
  of: Column<T>,
  options?: O,
): ColumnOf<SqlType<'array', ReadonlyArray<ValueOf<T>>>, O, '^arrays'> => column(arrayType(of.type), options)

/** A custom type's two functions, around those of the custom type below it. */
const over = <A, B>(below: Mapping | undefined, decode: (value: A) => B, encode: (value: B) => A): Mapping =>
  below === undefined
    ? { decode, encode }
    : { decode: (value: never) => decode(below.decode(value) as A), encode: (value: B) => below.encode(encode(value) as never) }

/**
 * A column with values of your own over a base column: branded ids, value objects, units.
 *
 * @example
 * const customerId = mapped(uuid({ primaryKey: true }), (text) => text as CustomerId, (id: CustomerId) => id)
 *
 * `decode` gets the base column's value as read, `encode` gives it back for writing; NULL reaches neither. A function
 * that throws makes a DecodeError or a ValidationError. The base column's `default` and `check` are in its own values.
 */
export const mapped = <T, W extends Write, C extends string, P extends '' | '#', B>(
  base: Column<T, W, C, P>,
  decode: (value: Exclude<ValueOf<T>, null>) => B,
  encode: (value: B) => Exclude<ValueOf<T>, null>,
): Column<SqlType<Extract<T, AnySqlType>['tag'], B> | Extract<T, null>, W, C, P> =>
  faceOf({
    type: { ...base.type, mapping: over(base.type.mapping, decode, encode), refine },
    baseType: base.baseType,
    nullable: base.nullable,
    default: base.default,
    generate: base.generate,
    primaryKey: base.primaryKey,
    unique: base.unique,
    references: base.references,
    check: base.check,
    comment: base.comment,
    name: base.name,
  })
