/** MariaDB 10.6 and later: MySQL's dialect with what differs. */
import { unsupported } from '../plan/compile-error.js'
import { isCorrelated } from '../plan/reading.js'
import type { ArithmeticNode, BinaryNode, ExpressionNode, InListNode, MatchesNode } from '../tree/node.js'
import type { Dialect, Render } from '../render/dialect.js'
import { collateWith } from '../kinds/collate.js'
import { expression, standardText } from '../render/expression.js'
import { identifier } from '../render/identifier.js'
import { boundPattern, perlWords } from '../kinds/matches.js'
import { comparison, tighter } from '../render/precedence.js'
import { queryOfMembers } from '../kinds/quantified.js'
import { isMore } from '../render/parameter.js'
import { fragmentNode } from '../kinds/fragment.js'
import { mariadbLock } from '../kinds/lock.js'
import { inMembers } from '../kinds/in-list.js'
import { insert } from '../kinds/insert.js'
import { replaceByNull } from '../kinds/text.js'
import { reject } from '../render/writer.js'
import type { AnySqlType } from '../schema/sql-type.js'
import { castWith, cuts } from './cast.js'
import * as text from './text.js'
import { collationName } from './collate.js'
import { arithmetic as mysqlArithmetic } from './arithmetic.js'
import { castType, ddl } from './ddl.js'
import { inQuery, mysql, type MysqlFeature, quantified } from './dialect.js'
import { mariadbNest } from './nest.js'
import { mariadbValues } from './sources.js'
import { existsRows, pageOfRows } from './ties.js'
import { mariadbDelete, mariadbUpdate, mariadbUpsert } from './writes.js'

/** JSON is text here, checked by JSON_VALID: there is no cast to it. */
const castTypeOf = (type: AnySqlType): string => (type.name === 'json' ? 'char' : castType(type))

/** A remainder of decimals may be a zero with a minus, which is not even equal to 0; a sum is not. */
const arithmetic: Render<ArithmeticNode> = (d, node, w) =>
  node.operator === 'mod' && node.type.tag === 'decimal' ? `(${mysqlArithmetic(d, node, w)} + 0)` : mysqlArithmetic(d, node, w)

/** JSON documents are equal where their normal forms are. */
const binary: Render<BinaryNode> = (d, node, w) => {
  if (node.left.type.name !== 'json') return mysql.expr.Binary(d, node, w)
  if (node.operator === 'lt' || node.operator === 'lte' || node.operator === 'gt' || node.operator === 'gte')
    return reject(w, unsupported(d.name, 'order of JSON documents'))
  const text = `json_normalize(${expression(d, node.left, w)}) ${d.operators[node.operator]} json_normalize(${expression(d, node.right, w)})`
  return node.operator === 'isDistinctFrom' ? `not (${text})` : text
}

/**
 * An operand that no index is read for: with one, MariaDB 10.11 takes a number below the least of the operand's type for that
 * least, and NOT IN leaves out the rows that have it.
 */
const unindexed = (operand: ExpressionNode): ExpressionNode => fragmentNode(['', ' + 0'], [operand], operand.type)

const inList: Render<InListNode> = (d, node, w) => {
  const { operand: left, list } = node
  if (left.type.tag === 'integer' && list.some(({ type }) => isMore(type, left.type)))
    return inMembers(d, { ...node, operand: unindexed(left) }, w)
  if (left.type.name !== 'json' || list.length === 0) return inMembers(d, node, w)
  const normal = (item: ExpressionNode): string => `json_normalize(${expression(d, item, w)})`
  const operand = normal(left)
  return `${operand} ${node.negated ? 'not in' : 'in'} (${list.map(normal).join(', ')})`
}

/** PCRE's own switch, so that upper and lower case differ whatever the collation. */
const matches: Render<MatchesNode> = (d, node, w) => {
  const pattern = boundPattern(d, node, { ...perlWords, prefix: '(?-i)' }, w)
  return `${tighter(d, node.operand, comparison, w)} ${node.negated ? 'not regexp' : 'regexp'} ${pattern}`
}

/** The capabilities of MariaDB. */
export type MariadbFeature = Exclude<MysqlFeature, 'lateral' | 'lockOf'> | 'insertReturning' | 'deleteReturning'

const { lateral: _, lockOf: __, ...shared } = mysql.supports

/** Case-sensitive, whatever the collation: PCRE's own options. */
const regexpReplaced = (operand: string, pattern: string): string => `regexp_replace(${operand}, concat('(?-i)', ${pattern}), '')`

export const mariadb: Dialect<MariadbFeature> = {
  ...mysql,
  name: 'mariadb',
  supports: { ...shared, withTies: 'native', insertReturning: 'native', deleteReturning: 'native' },
  castType: castTypeOf,
  bareParameter: (d, placeholder, type) => (type.name === 'json' ? placeholder : mysql.bareParameter(d, placeholder, type)),
  expr: {
    ...mysql.expr,
    Binary: binary,
    Arithmetic: arithmetic,
    Cast: castWith(cuts),
    InList: inList,
    Exists: existsRows,
    Collate: collateWith('utf8mb4_nopad_bin', collationName),
    InQuery: (d, node, w) =>
      (node.query.limit !== undefined || node.query.offset !== undefined) && isCorrelated(node.query)
        ? reject(w, unsupported(d.name, 'limit in the query of isIn that depends on the query around it', 'use exists'))
        : inQuery(d, node, w),
    Matches: matches,
    Quantified: (d, node, w) => {
      const { limit, offset } = queryOfMembers(node)
      return (limit !== undefined || offset !== undefined) && isCorrelated(queryOfMembers(node))
        ? reject(w, unsupported(d.name, `limit in the query of ${node.quantifier}Of that depends on the query around it`, 'use exists'))
        : quantified(d, node, w)
    },
    Element: standardText,
    Nest: mariadbNest,
    Excluded: (d, node, w) => `values(${identifier(d, node.column, w)})`,
  },
  sources: { ...mysql.sources, Values: mariadbValues },
  functions: {
    ...mysql.functions,
    replace: replaceByNull,
    btrim: text.trimmed('btrim', regexpReplaced),
    ltrim: text.trimmed('ltrim', regexpReplaced),
    rtrim: text.trimmed('rtrim', regexpReplaced),
  },
  query: { ...mysql.query, Insert: insert, Update: mariadbUpdate, Delete: mariadbDelete },
  select: { ...mysql.select, page: pageOfRows, lock: (d, node, w) => (node.lock === undefined ? '' : mariadbLock(d, node, w)) },
  namesExcluded: false,
  nestsByNumber: false,
  onConflict: mariadbUpsert,
  ddl: {
    ...ddl,
    refuseExpressionIndex: (d, w) => {
      reject(w, unsupported(d.name, 'index on an expression', 'index a generated column'))
    },
    tableOptions: 'engine = InnoDB default character set utf8mb4 collate utf8mb4_nopad_bin',
  },
}
