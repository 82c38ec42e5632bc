/**
 * SQL types as plain data.
 *
 * `Tag` is the family that decides what compares with what, so that a decimal never compares with a text though both
 * are strings in JavaScript. `A` is the JavaScript type of a value.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Codec } from './codec.js'

/** What a type is called in a descriptor. One codec and one DDL spelling per name and dialect. */
export type TypeName =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'decimal'
  | 'real'
  | 'double'
  | 'boolean'
  | 'text'
  | 'varchar'
  | 'char'
  | 'enumeration'
  | 'uuid'
  | 'json'
  | 'date'
  | 'time'
  | 'localTimestamp'
  | 'timestamp'
  | 'bytes'
  | 'array'

/** What a type is: its name, which values it has, and how they travel. A column's type brings it, so that a bundle has only those in use. */
export interface TypeKind {
  readonly name: TypeName
  /** What is wrong with a value that is neither null nor undefined, in words; nothing where it is one of the type. */
  readonly check: (type: AnySqlType, value: unknown) => string | undefined
  /** How values travel where a dialect has no codec of its own: as PostgreSQL takes and gives them. */
  readonly codec: (codecs: Codecs, type: AnySqlType) => Codec
  /** A copy of a value that its owner could change afterwards; nothing of types whose values nobody can change. */
  readonly kept?: (value: object, type: AnySqlType) => unknown
  /** The narrowest type that holds a value which is only compared or calculated with; see `widening.ts`. */
  readonly holding?: (type: AnySqlType, value: unknown) => AnySqlType
}

/** What a dialect has codecs in. */
export interface Codecs {
  readonly codecs: { readonly [T in TypeName]?: (codecs: Codecs, type: AnySqlType) => Codec }
}

/** The codec of a type: a dialect's own, or the standard one. */
export const codecFor = (d: Codecs, type: AnySqlType): Codec => (d.codecs[type.name] ?? type.kind.codec)(d, type)

/** The two directions of a custom type; see `mapped`. */
export interface Mapping {
  readonly decode: (value: never) => unknown
  readonly encode: (value: never) => unknown
}

/** What is wrong with a value, or a part of it. */
export interface Refusal {
  readonly message: string
  readonly path?: ReadonlyArray<PropertyKey>
  readonly cause?: unknown
}

/** Makes of a value one of the base type, as custom types do, or looks at it, as validators do; says what is wrong with it. */
export type Refine = (type: AnySqlType, value: unknown, refuse: (problem: Refusal) => void) => unknown

/** Nested rows: what a query gives, as one value. The query is a node of the syntax tree, which this layer does not know. */
export interface NestedRows {
  readonly query: object
  readonly first: boolean
}

declare const Js: unique symbol

/**
 * A SQL type. All fields are present on every value, so that the objects share one shape in memory.
 *
 * @typeParam Tag - the family that decides what compares with what
 * @typeParam A - the JavaScript type of a value
 */
export interface SqlType<out Tag extends string, out A> {
  readonly tag: Tag
  readonly name: TypeName
  readonly kind: TypeKind
  /** Characters, for `varchar` and `char`. */
  readonly length: number | undefined
  /** Digits for `decimal`; digits of a second's fraction for temporal types. */
  readonly precision: number | undefined
  /** Digits after the point, for `decimal`. */
  readonly scale: number | undefined
  /** Whether a decimal is what arithmetic or a sum makes: no column has promised its digits, so none stores it as it is. */
  readonly computed: boolean
  /** The query whose rows a value of nested rows holds, and whether it is the first of them alone. */
  readonly nested: NestedRows | undefined
  /** The members of an enumeration. */
  readonly values: ReadonlyArray<string> | undefined
  /** The type of an array's elements. */
  readonly of: AnySqlType | undefined
  /** The validator of a JSON column. */
  readonly schema: StandardSchemaV1 | undefined
  /** The functions of a custom type over this base type. */
  readonly mapping: Mapping | undefined
  /** What comes before the check, where there is a custom type or a validator: of the type, or of its elements. */
  readonly refine: Refine | undefined
  readonly [Js]?: { readonly value: A }
}

export type AnySqlType = SqlType<string, unknown>

/** The JavaScript type of a SQL type; the union member `null` stays `null`. */
export type ValueOf<T> = T extends SqlType<string, infer A> ? A : null

/** The families that compare with a family: each with itself, and all numbers with one another. */
interface Comparable {
  readonly integer: NumericTag
  readonly bigint: NumericTag
  readonly decimal: NumericTag
  readonly double: NumericTag
}

export type NumericTag = 'integer' | 'bigint' | 'decimal' | 'double'
export type TemporalTag = 'date' | 'localTimestamp' | 'timestamp'

/** The types that compare with `T`, null included. */
export type ComparableWith<T> =
  T extends SqlType<infer Tag, unknown> ? SqlType<Tag extends keyof Comparable ? Comparable[Tag] : Tag, unknown> | null : never

/** A family with its article, for the words of a mistake. */
type An<Tag extends string> = Tag extends `${'a' | 'i'}${string}` ? `an ${Tag}` : `a ${Tag}`

type TagOf<T> = T extends SqlType<infer Tag, unknown> ? Tag : never

/** `unknown` where a value of type `U` can stand beside one of type `T`; else the mistake, in words. */
export type Comparing<T, U> = [U] extends [ComparableWith<T> | null]
  ? [Disjoint<ValueOf<Exclude<T, null>>, ValueOf<Exclude<U, null>>>] extends [true]
    ? Mistake<'the two sides have no value in common: their brands or members differ'>
    : unknown
  : Mistake<`${An<TagOf<U>>} does not compare with ${An<TagOf<T>>}`>

type Scalar = string | number | bigint

// Only within one kind of JavaScript value: a mapped decimal and a plain one compare, whatever the mapping gives.
type Disjoint<A, B> = [A] extends [Scalar]
  ? [B] extends [Scalar]
    ? [Extract<A, B> | Extract<B, A>] extends [never]
      ? [Kind<A>] extends [Kind<B>]
        ? true
        : false
      : false
    : false
  : false

type Kind<A> = A extends string ? 'string' : A extends number ? 'number' : 'bigint'

/** The numbers that a column takes beside its own kind, because it holds each of them exactly. */
interface Widening {
  readonly bigint: 'integer'
  readonly decimal: 'integer' | 'bigint'
  readonly double: 'integer' | 'bigint' | 'decimal'
}

/** The types of expressions whose values a column of type `T` takes. */
export type AssignableTo<T> =
  T extends SqlType<infer Tag, infer A> ? SqlType<Tag, A> | (Tag extends keyof Widening ? SqlType<Widening[Tag], unknown> : never) : null

/** The types whose values can stand in the place of one of type `T`: its family and the narrower numbers, null included. */
export type Replacing<T> =
  T extends SqlType<infer Tag, unknown>
    ? SqlType<Tag, unknown> | (Tag extends keyof Widening ? SqlType<Widening[Tag], unknown> : never) | null
    : never

/** The families that not every database has an order of: PostgreSQL 15 has no `max(uuid)`. */
export const tagsWithoutOrder = ['uuid', 'json', 'bytes', 'rows', 'row'] as const

export type WithoutOrder = SqlType<(typeof tagsWithoutOrder)[number], unknown>

/** What a value of type `T` is where one of type `U` can stand in its place: a member of an enumeration, or any text. */
export type Merged<T, U> = T extends SqlType<infer Tag, unknown> ? T | Extract<U, SqlType<Tag, unknown>> : never

/**
 * A type no value has, whose text says what is wrong. Inside `pipe` TypeScript puts the reason last, so this is what a
 * user reads.
 */
export interface Mistake<out Message extends string> {
  readonly ' mistake': Message
}

export type Smallint = SqlType<'integer', number>
export type Integer = SqlType<'integer', number>
export type Bigint = SqlType<'bigint', bigint>
export type Decimal = SqlType<'decimal', string>
export type Double = SqlType<'double', number>
export type Bool = SqlType<'boolean', boolean>
export type Text = SqlType<'text', string>
export type Uuid = SqlType<'uuid', string>
export type Json<A = unknown> = SqlType<'json', A>
export type DateOnly = SqlType<'date', string>
export type Time = SqlType<'time', string>
export type LocalTimestamp = SqlType<'localTimestamp', string>
export type Timestamp<A = Date> = SqlType<'timestamp', A>
export type Bytes = SqlType<'bytes', Uint8Array>

interface TypeFields {
  readonly length?: number
  readonly precision?: number
  readonly scale?: number
  readonly computed?: boolean
  readonly nested?: NestedRows
  readonly values?: ReadonlyArray<string>
  readonly of?: AnySqlType
  readonly schema?: StandardSchemaV1
  readonly mapping?: Mapping
  readonly refine?: Refine | undefined
}

/** The one constructor of SQL types. */
export const sqlType = <Tag extends string, A>(tag: Tag, kind: TypeKind, fields: TypeFields = {}): SqlType<Tag, A> => ({
  tag,
  name: kind.name,
  kind,
  length: fields.length,
  precision: fields.precision,
  scale: fields.scale,
  computed: fields.computed ?? false,
  nested: fields.nested,
  values: fields.values,
  of: fields.of,
  schema: fields.schema,
  mapping: fields.mapping,
  refine: fields.refine,
})

const digits = { smallint: 5, integer: 10, bigint: 19 } as const

/** The digits after the point: none of whole numbers. */
export const scaleOf = (type: AnySqlType): number => type.scale ?? 0
/** The digits of a second's fraction: of milliseconds, where a type does not say. */
export const fractionDigits = (type: AnySqlType): number => type.precision ?? 3
/** The digits of a number. */
export const precisionOf = (type: AnySqlType): number => type.precision ?? digits[type.name as keyof typeof digits] ?? 38

const exact: ReadonlySet<string> = new Set(['integer', 'bigint', 'decimal'])

/**
 * The type of what is one of several values: the first's, which for decimals keeps the digits of all. What a custom type
 * makes of them is the first's too.
 */
export const commonType = (types: readonly [AnySqlType, ...ReadonlyArray<AnySqlType>]): AnySqlType => {
  const [first] = types
  if (first.tag !== 'decimal' || types.every((type) => type === first) || !types.every(({ tag }) => exact.has(tag))) return first
  const scale = Math.max(...types.map(scaleOf))
  const precision = scale + Math.max(...types.map((type) => precisionOf(type) - scaleOf(type)))
  return scale === first.scale && precision === first.precision ? first : { ...first, precision, scale, computed: true }
}
