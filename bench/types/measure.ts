/** Compiles a program with a TypeScript compiler and reads what it says about its work. */
import { type Settings, tsc, type Version, writeProgram } from '../../spec/support/typescript.js'
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

/** What a program of Oxbow's imports. */
export const imports: OxbowImports = {
  tables: "import { boolean, decimal, integer, json, table, text, timestamp, varchar } from 'oxbow/index.js'",
  queries: "import { desc, eq, fetchAll, from, gt, innerJoin, leftJoin, limit, orderBy, pipe, select, where } from 'oxbow/index.js'",
}
