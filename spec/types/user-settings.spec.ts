/** Programs of users compile under their settings, and export queries whose types have names that declarations can say. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { type Settings, tsc, versions, withDeclarations, withFolder, writeProgram } from '../support/typescript.js'

// Nothing here is annotated: every exported type is inferred, as in most users' code.
const program = `
import {
  array, arrayOf, as, avg, caseWhen, branch, coalesce, compile, concat, count, cte, deleteFrom, desc, enumeration, eq, execute, fetchAll, from, groupBy, gt,
  hasMany, innerJoin, insertInto, integer, json, lateral, leftJoin, literal, mapped, now, over, pipe, related, returning, rowNumber, scalarOf, select,
  sql, subquery, sum, table, text, timestamp, transaction, truncate, tuple, union, update, uuid, when, where, decimal, isNotNull, onConflictDoUpdate, type RowOf,
} from 'oxbow/index.js'
import type { Dialect } from 'oxbow/index.js'

export const customers = table('customers', {
  id: uuid({ primaryKey: true, generate: 'v7' }),
  email: text({ unique: true }),
  status: enumeration(['a', 'b'], { default: 'a' }),
  profile: json({ nullable: true }),
  at: timestamp({ default: 'now' }),
  money: mapped(decimal(9, 2), (value) => ({ value }), ({ value }) => value),
})
export const orders = table('orders', { id: integer({ primaryKey: true }), customerId: uuid({ references: { to: customers.id } }), total: decimal(9, 2), tags: array(text()) })
export const relation = hasMany(customers, orders, (customer, order) => eq(order.customerId, customer.id))
export const predicate = gt(orders.total, '3')
export const step = where(predicate)
export const big = pipe(from(orders), step)
export const aliased = pipe(customers, as('c'))
export const totals = pipe(from(orders), groupBy(orders.customerId), select({ id: orders.customerId, n: count(), deep: { total: sum(orders.total) } }), subquery('totals'))
export const named = pipe(from(orders), cte('named'))
export const latest = pipe(from(orders), where(eq(orders.customerId, customers.id)), lateral('latest'))
export const joined = pipe(
  from(customers),
  leftJoin(totals, eq(totals.id, customers.id)),
  where(isNotNull(customers.profile)),
  select({ id: customers.id, whole: totals, n: totals.n, orders: arrayOf(pipe(related(relation), select({ id: orders.id }))), mean: scalarOf(pipe(from(orders), select(avg(orders.total)))) }),
)
export const both = pipe(from(orders), select({ id: orders.id }), union(pipe(from(orders), select({ id: orders.id }))))
export const conditional = (flag: boolean) => pipe(from(customers), when(flag, innerJoin(orders, eq(orders.customerId, customers.id))))
export const expressions = {
  text: concat(customers.email, 'x'),
  size: caseWhen([branch(predicate, literal('big', text()))], 'small'),
  number: over(rowNumber, { partitionBy: [orders.customerId], orderBy: [desc(orders.total)] }),
  day: truncate('day', now),
  raw: sql(integer())\`cardinality(\${orders.tags})\`,
  pair: tuple(orders.id, orders.total),
  either: coalesce(orders.total, '0'),
}
export const insert = pipe(insertInto(customers)({ email: 'x', money: { value: '1' } }), onConflictDoUpdate(customers, customers.email, (e) => ({ status: e.status })), returning(customers))
export const change = pipe(update(orders)({ total: '1' }), where(eq(orders.id, 1)))
export const remove = pipe(deleteFrom(orders), where(eq(orders.id, 1)))
export const program = pipe(fetchAll(joined), transaction())
export const writing = execute(change)
export const compiled = (dialect: Dialect<'nesting' | 'arrays'>) => compile(dialect)(joined)
export type JoinedRow = RowOf<typeof joined>
export const orderBook = (row: JoinedRow) => row.orders.map(({ id }) => id)
`

const settings: Readonly<Record<string, Settings>> = {
  'strict, exact optional properties': { declaration: true },
  'without exact optional properties': { declaration: true, exactOptionalPropertyTypes: false },
  'without unchecked indexes': { declaration: true, noUncheckedIndexedAccess: false, verbatimModuleSyntax: false },
  'a bundler': { declaration: true, module: 'ESNext', moduleResolution: 'Bundler' },
  'with the library checked': { declaration: true, skipLibCheck: false },
}

// The older compiler is slow: it gets the two that differ most.
const chosen = { '5.9': ['strict, exact optional properties', 'with the library checked'], '7': Object.keys(settings) } as const

describe.each(versions)('under TypeScript %s', (version) => {
  test.each(chosen[version])('%s', { timeout: 120_000 }, (name) =>
    withFolder(async (folder) => {
      const paths = await withDeclarations(join(folder, 'oxbow'))
      const out = { noEmit: false, emitDeclarationOnly: true, outDir: join(folder, 'out'), rootDir: join(folder, 'program') }
      await writeProgram(join(folder, 'program'), { 'program.ts': program }, { ...paths, ...settings[name], ...out })
      const { output } = await tsc(version, ['-p', join(folder, 'program'), '--pretty', 'false'])
      expect(output).toBe('')
      // What was emitted is a program too: its types say the same without the library's inference.
      const using = `import type { JoinedRow } from '../out/program.js'\nexport const id = (row: JoinedRow): string | null => row.whole?.deep.total ?? row.id\n`
      await writeProgram(join(folder, 'user'), { 'user.ts': using }, { ...paths, ...settings[name], declaration: false })
      expect((await tsc(version, ['-p', join(folder, 'user'), '--pretty', 'false'])).output).toBe('')
    }),
  )
})
