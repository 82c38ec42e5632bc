/** Row locks: what they may stand on, and their text. */
import { compileError } from '../plan/compile-error.js'
import { type Context, malformed, need, report } from '../plan/context.js'
import { expectedInstead, shown } from '../plan/shown.js'
import type { Render } from '../render/dialect.js'
import { identifier } from '../render/identifier.js'
import { isMalformed } from '../schema/malformed.js'
import type { LockNode, LockStrength, RowsNode, SelectNode } from '../tree/node.js'

export const lockApart = 'lock the rows of the table in a query of their own'

const words: Readonly<Record<LockStrength, string>> = {
  update: 'for update',
  noKeyUpdate: 'for no key update',
  share: 'for share',
  keyShare: 'for key share',
}

const held: Readonly<Record<LockNode['held'], string>> = { wait: '', nowait: ' nowait', 'skip locked': ' skip locked' }

/** The sources that an outer join may leave absent. */
const absentIn = ({ from, joins }: SelectNode): ReadonlySet<string> => {
  const absent = new Set<string>()
  const before = [from.name]
  for (const { kind, source } of joins) {
    if (kind === 'right' || kind === 'full') for (const name of before) absent.add(name)
    if (kind === 'left' || kind === 'full') absent.add(source.name)
    before.push(source.name)
  }
  return absent
}

/**
 * What is locked are rows of tables, so each row of the answer must be of one row of each: PostgreSQL's manual, The Locking Clause.
 * MySQL takes more, and locks what no row of the answer tells of.
 */
export const checkLock = (node: SelectNode, computed: boolean, context: Context): void => {
  const { strength, of, held: rows } = node.lock as LockNode
  if (isMalformed(strength)) return malformed(context, expectedInstead(strength))
  if (!Object.hasOwn(words, strength) || !Object.hasOwn(held, rows) || !Array.isArray(of))
    return malformed(context, `${shown(strength ?? node.lock)} is no lock`)
  need(context, 'rowLocks')
  const word = words[strength]
  if (strength === 'noKeyUpdate' || strength === 'keyShare')
    need(context, 'keyLocks', strength === 'keyShare' ? 'forShare locks more' : 'forUpdate locks more')
  if (of.length > 0) need(context, 'lockOf', lockApart)
  if (computed || node.distinct || node.distinctOn.length > 0)
    report(context, compileError('grouping', `${word} cannot lock the rows of distinct, groups or windows: ${lockApart}`))
  const sources = new Map([node.from, ...node.joins.map(({ source }) => source)].map((source) => [source.name, source]))
  const absent = absentIn(node)
  for (const name of of) {
    const source = sources.get(name)
    if (source === undefined) report(context, compileError('unjoined', `${String(name)} is locked but not joined`))
    else if (source._tag !== 'Table') malformed(context, `${name} is no table, and has no rows to lock`)
  }
  if (of.length === 0 ? absent.size > 0 : of.some((name) => absent.has(name)))
    report(context, compileError('grouping', `${word} cannot lock the absent side of an outer join: ${lockApart}`))
}

/** Rows that become part of one value, or of a set, are locked nowhere. */
export const noLock = (node: RowsNode, place: string, context: Context): void => {
  if (node._tag === 'Select' && node.lock !== undefined)
    report(context, compileError('grouping', `${words[node.lock.strength]} cannot stand in ${place}: ${lockApart}`))
}

/** How a dialect writes the clause, given its words. */
export const lockWith =
  (texts: Readonly<Record<LockStrength, string>>): Render<SelectNode> =>
  (d, node, w) => {
    const { strength, of, held: rows } = node.lock as LockNode
    const names = of.length === 0 ? '' : ` of ${of.map((name) => identifier(d, name, w)).join(', ')}`
    return ` ${texts[strength]}${names}${held[rows]}`
  }

export const lockText: Render<SelectNode> = /* @__PURE__ */ lockWith(words)

/** MariaDB's word for a shared lock; it has no OF. */
export const mariadbLock: Render<SelectNode> = /* @__PURE__ */ lockWith({ ...words, share: 'lock in share mode' })
