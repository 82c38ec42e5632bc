/**
 * What queries cost the type checker: `npx tsx bench/types.ts`.
 *
 * 200 three-table queries over 100 tables of 15 columns, the same program for each library, under the two compilers that
 * users have. The figures are of the whole program: tables, queries, and what the compiler reads of the library. All
 * three libraries are read as users get them, from their .d.ts files; Oxbow's are emitted from lib first.
 */
import Table from 'cli-table3'
import { join } from 'node:path'

import { type Settings, versions, withDeclarations, withFolder } from '../spec/support/typescript.js'
import { type Figures, imports, measure } from './types/measure.js'
import { type Contestant, drizzle, kysely, oxbow, queryCount, tableCount, tables } from './types/program.js'

const tablesOnly = (contestant: Contestant): Contestant => ({
  name: `${contestant.name}, tables only`,
  files: { 'tables.ts': contestant.files['tables.ts'] as string },
})

const grouped = (value: number): string => value.toLocaleString('en-US')
const ratio = (value: number, base: number): string => `${(value / base).toFixed(2)}x`

await withFolder(async (folder) => {
  const settings = await withDeclarations(join(folder, 'oxbow'))
  const contestants: ReadonlyArray<readonly [Contestant, Settings]> = [
    [oxbow(imports), settings],
    [kysely, {}],
    [drizzle, {}],
  ]
  console.log(`${queryCount} queries of three tables over ${tableCount} tables of ${tables[0]?.columns.length} columns`)
  for (const version of versions) {
    const output = new Table({
      head: [`TypeScript ${version}`, 'instantiations', 'ratio', 'of these tables', 'types', 'ratio', 'check s', 'ratio'],
      colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
      style: { head: [], border: [] },
    })
    let base: Figures | undefined
    for (const [contestant, own] of contestants) {
      const name = contestant.name.toLowerCase()
      const figures = await measure(join(folder, `${name}-${version}`), contestant, version, own)
      const alone = await measure(join(folder, `${name}-tables-${version}`), tablesOnly(contestant), version, own)
      base ??= figures
      output.push([
        contestant.name,
        grouped(figures.instantiations),
        ratio(figures.instantiations, base.instantiations),
        grouped(alone.instantiations),
        grouped(figures.types),
        ratio(figures.types, base.types),
        figures.check.toFixed(2),
        ratio(figures.check, base.check),
      ])
    }
    console.log(output.toString())
  }
})
