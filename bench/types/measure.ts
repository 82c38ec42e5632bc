/** Compiles a program with a TypeScript compiler and reads what it says about its work. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { root, type Settings, tsc, type Version, writeProgram } from '../../spec/support/typescript.js'
import type { Contestant, OxbowImports } from './program.js'

export interface Figures {
  readonly instantiations: number
  readonly types: number
  /** Seconds. */
  readonly check: number
}

const figure = (output: string, name: string): number => {
  const found = new RegExp(`^${name}:\\s+([0-9.,]+)`, 'mu').exec(output)?.[1]
  if (found === undefined) throw new Error(`the compiler printed no ${name}:\n${output.slice(0, 4000)}`)
  return Number(found.replaceAll(',', ''))
}

/** Checks a program that must be right, and gives the compiler's figures. */
export const measure = async (folder: string, contestant: Contestant, version: Version, settings: Settings): Promise<Figures> => {
  await writeProgram(folder, contestant.files, settings)
  const { ok, output } = await tsc(version, ['-p', folder, '--extendedDiagnostics'])
  if (!ok) throw new Error(`${contestant.name} does not compile under TypeScript ${version}:\n${output.slice(0, 4000)}`)
  return { instantiations: figure(output, 'Instantiations'), types: figure(output, 'Types'), check: figure(output, 'Check time') }
}

const schema = 'boolean, decimal, integer, json, table, text, timestamp, varchar'
const steps = 'desc, eq, from, gt, innerJoin, leftJoin, limit, orderBy, select, where'

// fetchAll as the executor declares it, for as long as it is not written.
const standIn = `
import type { Decoded, Kind, Query, Returns, Sendable } from 'oxbow/query/query.js'
import type { Program } from 'oxbow/run/environment.js'
declare const fetchAll: <K extends Kind, O extends string, P, F extends string, D extends string, X extends string, G extends string>(
  query: Query<K, never, O, P, F, D, X, G> & Sendable<P, F, D, G> & Returns<P>,
) => Program<D, ReadonlyArray<Decoded<P, O, X>>>`

/** What a program imports: the entry point where it is written, else what stands behind it. */
export const imports: OxbowImports = existsSync(join(root, 'lib/index.ts'))
  ? {
      tables: `import { ${schema} } from 'oxbow/index.js'`,
      queries: `import { fetchAll, pipe, ${steps} } from 'oxbow/index.js'`,
    }
  : {
      tables: `import { boolean, decimal, integer, json, text, timestamp, varchar } from 'oxbow/schema/column.js'\nimport { table } from 'oxbow/schema/table.js'`,
      queries: `import { pipe } from 'oxbow/internal/pipe.js'\nimport { ${steps} } from 'oxbow/query/index.js'${standIn}`,
    }
