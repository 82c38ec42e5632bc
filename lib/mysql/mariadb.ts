/** MariaDB 10.6 and later: MySQL's dialect with what differs. */
import { unsupported } from '../plan/compile-error.js'
import { isCorrelated } from '../plan/reading.js'
import { type BinaryNode, brand, ExprId, type ExpressionNode, type InListNode } from '../query/node.js'
import type { Dialect, Render } from '../render/dialect.js'
import { expression } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { isMore } from '../render/parameter.js'
import { replaceByNull, standard } from '../render/standard.js'
import { reject } from '../render/writer.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { castType } from './ddl.js'
import { inQuery, mysql, type MysqlFeature } from './dialect.js'
import { mariadbNest } from './nest.js'
import { mariadbDelete, mariadbUpdate, mariadbUpsert } from './writes.js'

/** JSON is text here, checked by JSON_VALID: there is no cast to it. */
const castTypeOf = (type: AnySqlType): string => (type.name === 'json' ? 'char' : castType(type))

/** A remainder of decimals may be a zero with a minus, which is not even equal to 0; a sum is not. */
const remainder: Render<BinaryNode> = (d, node, w) => `(${mysql.expr.Binary(d, node, w)} + 0)`

/** JSON documents are equal where their normal forms are. */
const binary: Render<BinaryNode> = (d, node, w) => {
  if (node.operator === 'mod' && node.type.tag === 'decimal') return remainder(d, node, w)
  const isJson = node.left.type.name === 'json' && node.operator !== 'concat'
  if (!isJson) return mysql.expr.Binary(d, node, w)
  if (node.operator === 'lt' || node.operator === 'lte' || node.operator === 'gt' || node.operator === 'gte')
    return reject(w, unsupported(d.name, 'order of JSON documents'))
  const text = `json_normalize(${expression(d, node.left, w)}) ${d.operators[node.operator]} json_normalize(${expression(d, node.right, w)})`
  return node.operator === 'isDistinctFrom' ? `not (${text})` : text
}

/**
 * An operand that no index is read for: with one, MariaDB 10.11 takes a number below the least of the operand's type for that
 * least, and NOT IN leaves out the rows that have it.
 */
const unindexed = (operand: ExpressionNode): ExpressionNode => ({
  [ExprId]: brand,
  _tag: 'Fragment',
  strings: ['', ' + 0'],
  holes: [operand],
  type: operand.type,
})

const inList: Render<InListNode> = (d, node, w) => {
  const { operand: left, list } = node
  if (left.type.tag === 'integer' && list.some(({ type }) => isMore(type, left.type)))
    return mysql.expr.InList(d, { ...node, operand: unindexed(left) }, w)
  if (left.type.name !== 'json' || list.length === 0) return mysql.expr.InList(d, node, w)
  const normal = (item: ExpressionNode): string => `json_normalize(${expression(d, item, w)})`
  const operand = normal(left)
  return `${operand} ${node.negated ? 'not in' : 'in'} (${list.map(normal).join(', ')})`
}

/** The capabilities of MariaDB. */
export type MariadbFeature = Exclude<MysqlFeature, 'lateral'> | 'insertReturning' | 'deleteReturning'

const { lateral: _, ...shared } = mysql.supports

export const mariadb: Dialect<MariadbFeature> = {
  ...mysql,
  name: 'mariadb',
  supports: { ...shared, insertReturning: 'native', deleteReturning: 'native' },
  castType: castTypeOf,
  bareParameter: (d, placeholder, type) => (type.name === 'json' ? placeholder : mysql.bareParameter(d, placeholder, type)),
  expr: {
    ...mysql.expr,
    Binary: binary,
    InList: inList,
    InQuery: (d, node, w) =>
      (node.query.limit !== undefined || node.query.offset !== undefined) && isCorrelated(node.query)
        ? reject(w, unsupported(d.name, 'limit in the query of isIn that depends on the query around it', 'use exists'))
        : inQuery(d, node, w),
    Nest: mariadbNest,
    Excluded: (d, node, w) => `values(${identifier(d, node.column, w)})`,
  },
  functions: { ...mysql.functions, replace: replaceByNull },
  query: { ...mysql.query, Insert: standard.query.Insert, Update: mariadbUpdate, Delete: mariadbDelete },
  namesExcluded: false,
  nestsByNumber: false,
  onConflict: mariadbUpsert,
  ddl: {
    ...mysql.ddl,
    refuseExpressionIndex: (d, w) => {
      reject(w, unsupported(d.name, 'index on an expression', 'index a generated column'))
    },
    tableOptions: 'engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin',
  },
}
