/**
 * Writes a dialect's golden file from what the dialect renders now: `npx tsx spec/golden/update.ts postgres`.
 *
 * For a change of the text that is meant, in every case it is in. The difference must be read like any other code: what
 * this writes is what the library does, not what it should do.
 */
import { writeFileSync } from 'node:fs'
import { isLeft } from '../../lib/internal/either.js'
import { compileNode } from '../../lib/render/compile.js'
import type { Dialect } from '../../lib/render/dialect.js'
import { queryNode } from '../../lib/query/query.js'
import { type Case, cases } from './cases.js'
import type { Golden } from './case.js'

const quote = (text: string): string => {
  const escaped = JSON.stringify(text).slice(1, -1)
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const shown = (value: unknown): string =>
  value instanceof Uint8Array
    ? `Uint8Array.of(${[...value].join(', ')})`
    : typeof value === 'bigint'
      ? `${value}n`
      : typeof value === 'string'
        ? quote(value)
        : typeof value === 'object' && value !== null
          ? `generated(${quote((value as { readonly generate: string }).generate)})`
          : String(value)

const line = (d: Dialect, { id, query }: Case, before: Golden | undefined): string => {
  const made = compileNode(d, queryNode(query()))
  if (isLeft(made)) {
    if (made.left._tag === 'CompileError' && made.left.feature !== undefined) return `  ${quote(id)}: refused(${quote(made.left.feature)}),`
    throw new Error(`${id}: ${made.left.message}`)
  }
  const how = before !== undefined && 'sql' in before && before.emulated ? 'emulated' : 'native'
  return `  ${quote(id)}: ${how}(${[quote(made.right.sql), ...made.right.params.map(shown)].join(', ')}),`
}

const [name] = process.argv.slice(2) as [string]
const { [name]: dialect } = (await import(name === 'mariadb' ? '../../lib/mysql/mariadb.js' : `../../lib/${name}/dialect.js`)) as Record<
  string,
  Dialect
>
const known = ((await import(`./${name}.js`).catch(() => ({}))) as { readonly golden?: Readonly<Record<string, Golden>> }).golden ?? {}
const base =
  name === 'mariadb'
    ? ((await import('./mysql.js')) as { readonly golden: Readonly<Record<string, Golden>> }).golden
    : ({} as Record<string, Golden>)

const text = (golden: Golden | undefined): string =>
  golden === undefined ? '' : 'refused' in golden ? golden.refused : JSON.stringify([golden.sql, golden.params.map(shown)])

const rendered = (d: Dialect, c: Case): string => {
  const made = compileNode(d, queryNode(c.query()))
  return isLeft(made)
    ? 'feature' in made.left
      ? String(made.left.feature)
      : ''
    : JSON.stringify([made.right.sql, made.right.params.map(shown)])
}

const lines = cases
  .filter((c) => name !== 'mariadb' || rendered(dialect as Dialect, c) !== text(base[c.id]))
  .map((c) => line(dialect as Dialect, c, known[c.id] ?? base[c.id]))

const body = lines.join('\n')
const used = ['emulated', 'generated', 'native', 'refused'].filter((word) => body.includes(`${word}(`))
writeFileSync(
  new URL(`./${name}.ts`, import.meta.url),
  `/** What the golden cases are on ${name}. */
import { ${used.join(', ')} } from './case.js'
import type { Goldens } from './cases.js'
${name === 'mariadb' ? "import { golden as mysql } from './mysql.js'\n" : ''}
export const golden = {
${name === 'mariadb' ? '  ...mysql,\n' : ''}${body}
} satisfies Goldens
`,
)
