/**
 * Writes what the cases answer on PostgreSQL, or on SQLite where PostgreSQL has no such thing: `npx tsx spec/conformance/update.ts <url>`, for new cases. The answers must
 * be read and thought through: they are what every other engine is held to.
 */
import { writeFileSync } from 'node:fs'
import { isLeft } from '../../lib/internal/either.js'
import { cases } from '../golden/cases.js'
import { openShop } from '../support/shop-data.js'
import { isOrdered, runCase, sorted } from './run-case.js'

const shown = (value: unknown): string => {
  if (value instanceof Date) return `at('${value.toISOString()}')`
  if (value instanceof Uint8Array) return `Uint8Array.of(${[...value].join(', ')})`
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${shown(item)}`)
      .join(', ')} }`
  return JSON.stringify(value)
}

const url = process.argv[2] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const { database, drop } = await openShop({ name: 'postgres', label: 'PostgreSQL', url, version: '', reason: undefined })
const other = await openShop({ name: 'sqlite', label: 'SQLite', url: ':memory:', version: '', reason: undefined })
const lines: Array<string> = []
for (const { id, query } of cases) {
  const first = await runCase(database, query())
  // What PostgreSQL alone lacks is said by SQLite.
  const isLacking = isLeft(first) && first.left._tag === 'CompileError' && first.left.reason === 'unsupported'
  const answer = isLacking ? await runCase(other.database, query()) : first
  if (isLeft(answer)) {
    console.error(id, answer.left)
    lines.push(`  ${JSON.stringify(id)}: unrun(${JSON.stringify(answer.left.message)}),`)
  } else if ('rows' in answer.right)
    lines.push(
      `  ${JSON.stringify(id)}: ${isOrdered(query()) ? 'ordered' : 'rows'}(${(isOrdered(query()) ? answer.right.rows : sorted(answer.right.rows)).map(shown).join(', ')}),`,
    )
  else lines.push(`  ${JSON.stringify(id)}: affected(${answer.right.affected}, [${answer.right.after.map(shown).join(', ')}]),`)
}
await drop()
await other.drop()
writeFileSync(
  new URL('./expected.ts', import.meta.url),
  `/** What every case answers, on every engine that does not refuse it. */
import type { CaseId } from '../golden/cases.js'
import { affected, at, type Expected, ordered, rows } from './answers.js'

export const expected = {
${lines.join('\n')}
} satisfies Readonly<Record<CaseId, Expected>>
`,
)
