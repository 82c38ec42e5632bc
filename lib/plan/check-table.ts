/** What is wrong with a table's descriptor before any SQL is made of it: types with parameters that no type has. */
import type { AnySqlType } from '../schema/sql-type.js'
import { isMalformed } from '../schema/malformed.js'
import type { TableInfo } from '../schema/table.js'
import { type CompileError, compileError, unsupported } from './compile-error.js'
import type { Capabilities } from './context.js'
import { expectedInstead } from './shown.js'

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most

/** PostgreSQL's longest varchar; the others' are shorter, and they say so themselves. */
const longestText = 10_485_760

/** What is wrong with a type's parameters; nothing where it is one. A JavaScript program may give anything for a number. */
const typeProblem = (type: AnySqlType): string | undefined => {
  switch (type.name) {
    case 'varchar':
    case 'char':
      return isWhole(type.length, 1, longestText) ? undefined : `the length of ${type.name} is a whole number from 1 to ${longestText}`
    case 'bytes':
      return type.length === undefined || isWhole(type.length, 1, 2 ** 31 - 1) ? undefined : 'the length of bytes is a whole number from 1'
    case 'decimal':
      if (!isWhole(type.precision, 1, 1000)) return 'the precision of decimal is a whole number from 1 to 1000'
      return isWhole(type.scale, 0, type.precision as number) ? undefined : 'the scale of decimal is a whole number from 0 to its precision'
    case 'time':
    case 'localTimestamp':
    case 'timestamp':
      return isWhole(type.precision, 0, 6) ? undefined : `the precision of ${type.name} is a whole number from 0 to 6`
    case 'enumeration':
      return Array.isArray(type.values) && type.values.length > 0 && type.values.every((value) => typeof value === 'string')
        ? undefined
        : 'an enumeration is a list of one text at least'
    case 'array':
      return type.of === undefined ? 'an array is of another type' : typeProblem(type.of)
    default:
      return undefined
  }
}

/** What a dialect cannot have in a table, and what is no table at all. */
export const checkTable = (table: TableInfo, dialect: Capabilities): CompileError | undefined => {
  if (isMalformed(table)) return compileError('malformed', expectedInstead(table))
  if (table.columns.length === 0) return compileError('malformed', `${table.name} has no columns`)
  for (const { key, descriptor } of table.columns) {
    const problem = typeProblem(descriptor.type)
    if (problem !== undefined) return compileError('malformed', `${table.name}.${key}: ${problem}`)
    if (descriptor.type.tag === 'array' && dialect.supports.arrays === undefined) return unsupported(dialect.name, 'arrays')
  }
  return undefined
}
