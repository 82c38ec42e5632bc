/** Rows of values as a table. */
import { valuesInfo } from '../kinds/values.js'
import type { Column, Columns } from '../schema/column.js'
import { malformed } from '../schema/malformed.js'
import { type ColumnsOf, type NeedsOfColumns, type RowOfColumns, type Source, SourceId } from '../schema/table.js'
import type { ParamNode, ValuesInfo } from '../tree/node.js'
import { param } from '../tree/operand.js'
import { derivedColumn, sourceFace } from '../tree/source.js'

/** Columns by their types alone. */
type Plain<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T, infer _W, infer Cap> ? Column<T, 'required', Cap, ''> : never
}

/** The source of rows of values. */
export type Values<N extends string, C extends Columns> = ColumnsOf<N, Plain<C>> & Source<N, Plain<C>, never, NeedsOfColumns<C[keyof C]>>

const isColumn = (column: unknown): boolean => (column as Partial<Column> | null | undefined)?.type?.kind !== undefined

const isRecord = (row: unknown): row is Readonly<Record<string, unknown>> => typeof row === 'object' && row !== null && !Array.isArray(row)

/**
 * Rows of values as a table, with the names and types of its columns. A column may be null where its type is `nullable`; other
 * options do not matter. Of no rows it is an empty table.
 *
 * @example
 * const prices = values('prices', { sku: varchar(20), price: decimal(10, 2) })([{ sku: 'pen', price: '1.20' }])
 * pipe(from(stock), innerJoin(prices, eq(prices.sku, stock.sku)))
 * // … inner join (values ($1::text, $2::numeric)) as "prices" ("sku", "price") on …
 */
export const values =
  <const N extends string, const C extends Columns>(name: N, columns: C) =>
  (rows: ReadonlyArray<RowOfColumns<C>>): Values<N, C> => {
    if (!isRecord(columns) || !Object.values(columns).every(isColumn))
      return { [SourceId]: malformed('a record of columns', columns) } as never
    if (!Array.isArray(rows)) return { [SourceId]: malformed('a list of rows', rows) } as never
    const entries = Object.entries(columns).map(([key, { type, nullable }]): ValuesInfo['columns'][number] => ({ key, type, nullable }))
    const places = entries.map(({ key, type }) => derivedColumn(name, key, type))
    return sourceFace(
      valuesInfo(
        name,
        entries,
        (rows as ReadonlyArray<unknown>).map((row) => cells(row, entries, places)),
      ),
    )
  }

const cells = (
  row: unknown,
  entries: ValuesInfo['columns'],
  places: ReadonlyArray<ReturnType<typeof derivedColumn>>,
): ReadonlyArray<ParamNode> => {
  const record = isRecord(row) ? row : {}
  const stray = Object.keys(record).find((key) => !entries.some((entry) => entry.key === key))
  return entries.map(({ key, type, nullable }, index) => {
    const value = isRecord(row) ? record[key] : row
    // What is wrong with a row is said as of a value that is none.
    return param(
      stray === undefined ? (value === undefined && nullable && !Object.hasOwn(record, key) ? null : value) : undefined,
      type,
      places[index],
    )
  })
}
