/** What a run prints at its end, as pure functions, and which engines it insists on. */
import type { Engine } from './engines.js'

export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The last line of a run. */
export const countsLine = ({ passed, failed, skipped }: Counts): string => `${passed} passed, ${failed} failed, ${skipped} skipped`

const ran = ({ label, version }: Engine): string => `${label} ${version} ran`

const didNotRun = ({ label, reason }: Engine): string => `${label} did not run: ${reason}`

/** `engines: SQLite 3.54.1 ran · MySQL did not run: no server on …` */
export const enginesLine = (engines: ReadonlyArray<Engine>): string =>
  `engines: ${engines.map((engine) => (engine.url === undefined ? didNotRun(engine) : ran(engine))).join(' · ')}`

const families = [
  { files: 'lib/mysql/**', names: ['mariadb', 'mysql'], words: 'neither MariaDB nor MySQL ran' },
  { files: 'lib/postgres/**', names: ['postgres'], words: 'PostgreSQL did not run' },
] as const

/** What the gate of coverage leaves out, because only a server reaches it and there was none. */
export const leftOut = (engines: ReadonlyArray<Engine>): ReadonlyArray<{ readonly files: string; readonly words: string }> =>
  families.filter(({ names }) => !engines.some(({ name, url }) => url !== undefined && names.some((known) => known === name)))

/** `coverage leaves out lib/mysql/**: neither MariaDB nor MySQL ran` */
export const leftOutLines = (engines: ReadonlyArray<Engine>): ReadonlyArray<string> =>
  leftOut(engines).map(({ files, words }) => `coverage leaves out ${files}: ${words}`)

/** The names in OXBOW_REQUIRE, such as `postgres,mariadb,sqlite`. */
export const requiredNames = (require: string | undefined): ReadonlyArray<string> =>
  (require ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** For each required engine that did not run, a sentence. A name that is no engine's is missing too, so that a slip does not pass. */
export const missing = (required: ReadonlyArray<string>, engines: ReadonlyArray<Engine>): ReadonlyArray<string> =>
  required.flatMap((name) => {
    const engine = engines.find((candidate) => candidate.name === name)
    if (engine === undefined) return [`${name} is required (OXBOW_REQUIRE) and is none of ${engines.map((known) => known.name).join(', ')}`]
    return engine.url === undefined ? [`${name} is required (OXBOW_REQUIRE) and ${didNotRun(engine)}`] : []
  })
