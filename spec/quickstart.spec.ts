/** The quickstart's answers are the same on every engine, and what the file says when it is read without a database. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { left, right } from 'fp-ts/lib/Either.js'
import * as RTE from 'fp-ts/lib/ReaderTaskEither.js'
import { fetchAll, from, pipe, withDatabase } from 'oxbow'
import { beforeAll, describe, expect, test } from 'vitest'

import { connect } from '../examples/quickstart/connect.js'
import { datasetPath } from '../examples/quickstart/dataset.js'
import { quickstart } from '../examples/quickstart/program.js'
import { nations } from '../examples/quickstart/tables.js'
import { describeEngines } from './support/engines.js'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** `npm run quickstart`, as a user runs it. */
const spawn = (url: string | undefined): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: url, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined }
    execFile(process.execPath, ['--import', 'tsx', 'examples/quickstart.ts'], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })

/** The tables of an output, each a list of rows of cells. */
const tablesIn = (stdout: string): ReadonlyArray<ReadonlyArray<ReadonlyArray<string>>> =>
  stdout
    .split('┌')
    .slice(1)
    .map((text) =>
      text
        .split('\n')
        .filter((line) => line.startsWith('│'))
        .map((line) =>
          line
            .split('│')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        ),
    )

/** Every engine gives these; how they come from the file is told below. */
const answers = [
  [
    ['name', 'nation', 'sport', 'gold', 'medals'],
    ['Michael Phelps', 'USA', 'aquatics', '5', '6'],
    ['Simone Biles', 'USA', 'gymnastics', '4', '5'],
    ['Katie Ledecky', 'USA', 'aquatics', '4', '5'],
    ['Katinka Hosszu', 'HUN', 'aquatics', '3', '4'],
    ['Nathan Adrian', 'USA', 'aquatics', '2', '4'],
  ],
  [
    ['sport', 'athletes', 'heightUnknown', 'women', 'men'],
    ['basketball', '288', '0', '1.83', '2.00'],
    ['volleyball', '384', '1', '1.83', '1.96'],
    ['rowing', '547', '12', '1.77', '1.90'],
    ['handball', '363', '0', '1.76', '1.91'],
    ['tennis', '196', '5', '1.73', '1.86'],
  ],
  [
    ['nation', 'team', 'silver', 'bronze'],
    ['MEX', '126', '3', '2'],
    ['IND', '123', '1', '1'],
    ['EGY', '122', '0', '3'],
    ['POR', '95', '0', '1'],
    ['VEN', '88', '1', '2'],
  ],
  [
    ['nation', 'gold', 'best'],
    ['USA', '139', 'Michael Phelps, 5'],
    ['', '', 'Simone Biles, 4'],
    ['', '', 'Katie Ledecky, 4'],
    ['GBR', '64', 'Jason Kenny, 3'],
    ['', '', 'Mohamed Farah, 2'],
    ['', '', 'Laura Trott, 2'],
    ['RUS', '52', 'Natalia Ishchenko, 2'],
    ['', '', 'Svetlana Romashina, 2'],
    ['', '', 'Yana Egorian, 2'],
  ],
  [
    ['sport', 'champion', 'weight', 'bornOn'],
    ['athletics', 'Vivian Jepkemoi Cheruiyot', '40', '1983-09-11'],
    ['gymnastics', 'Anastasiia Tatareva', '44', '1997-07-19'],
    ['judo', 'Paula Pareto', '48', '1986-01-16'],
    ['weightlifting', 'Sopita Tanasan', '48', '1994-12-23'],
    ['aquatics', 'Huixia Liu', '48', '1997-11-30'],
    ['rowing', 'Katelin Snyder', '49', '1987-08-16'],
  ],
]

describeEngines((engine) => {
  test('answers five questions, and leaves no table behind', async () => {
    const written: Array<string> = []
    const screen = {
      write: (text: string) => void written.push(text),
      progress: () => undefined,
      paint: (_style: string, text: string) => text,
    }
    const failure = pipe(
      fetchAll(from(nations)),
      RTE.swap,
      RTE.map((error) => error._tag),
    )
    const program = pipe(
      quickstart(screen),
      RTE.chainW(() => failure),
    )
    expect(await withDatabase(connect(engine.url))(program)()).toEqual(right('QueryError'))
    expect(tablesIn(written.join(''))).toEqual(answers)
    expect(written.join('')).toContain('11538 athletes loaded in one transaction')
  }, 60_000)
})

describe('the program', () => {
  let outcome: Outcome

  beforeAll(async () => {
    outcome = await spawn(undefined)
  }, 60_000)

  test('runs on SQLite where nothing is said', () => {
    expect(outcome.code).toBe(0)
  })

  test('shows each query as it is written, and its SQL for each dialect', () => {
    for (const text of ['where(gt(medals, 2)),', 'postgres (2, 5)', 'mysql, mariadb (2, 5)', 'sqlite (2, 5)']) {
      expect(outcome.stdout).toContain(text)
    }
  })

  test('takes no more than a screen a question', () => {
    const lengths = outcome.stdout
      .split(/\n(?=\d\. )/u)
      .slice(1)
      .map((part) => part.split('\n').length)
    expect(lengths).toHaveLength(5)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(60)
  })

  test('has no colours where nobody watches', () => {
    // eslint-disable-next-line no-control-regex
    expect(outcome.stdout).not.toMatch(/\u001B|\r/u)
  })

  test('says why it cannot connect, and fails', async () => {
    const failed = await spawn('postgres://postgres:secret@127.0.0.1:1/test')
    expect(failed).toMatchObject({ code: 1, stdout: '' })
    expect(failed.stderr).toMatch(/^the database cannot be reached\n/u)
  })

  test.for([
    ['mysql://root:secret@127.0.0.1:1/test', 'unreachable'],
    ['mariadb://root:secret@127.0.0.1:1/test', 'unreachable'],
    ['oracle://root:secret@127.0.0.1:1/test', 'configuration'],
  ] as const)('says what is wrong with %s', async ([url, reason]) => {
    const failed = await connect(url)()
    expect(failed).toMatchObject(left({ _tag: 'ConnectionError', reason }))
    expect(JSON.stringify(failed)).not.toContain('secret')
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// the same from the file, without a database and without the CSV library
// ---------------------------------------------------------------------------------------------------------------------

describe('the file, counted by hand', () => {
  interface Athlete {
    readonly name: string
    readonly nation: string
    readonly sex: string
    readonly height: string
    readonly sport: string
    readonly medals: readonly [gold: number, silver: number, bronze: number]
  }

  let athletes: ReadonlyArray<Athlete>

  beforeAll(async () => {
    // No field has a line break in it; a field with a comma is in quotes.
    athletes = (await readFile(datasetPath, 'utf8'))
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [, name = '', nation = '', sex = '', , height = '', , sport = '', gold, silver, bronze] =
          line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/u)
        return { name, nation, sex, height, sport, medals: [Number(gold), Number(silver), Number(bronze)] }
      })
  })

  const total = (rows: ReadonlyArray<Athlete>, medal: 0 | 1 | 2): number => rows.reduce((sum, { medals }) => sum + medals[medal], 0)

  test('has the rows', () => {
    expect(athletes).toHaveLength(11_538)
  })

  test('Michael Phelps has 6 medals, and nobody more', () => {
    const most = Math.max(...athletes.map(({ medals }) => medals[0] + medals[1] + medals[2]))
    expect(most).toBe(6)
    expect(athletes.filter(({ medals }) => medals[0] + medals[1] + medals[2] === most).map(({ name }) => name)).toEqual(['Michael Phelps'])
  })

  test('rowing: 547 athletes, 12 of unknown height, the women 1.77 on average', () => {
    const rowing = athletes.filter(({ sport }) => sport === 'rowing')
    const women = rowing.filter(({ sex, height }) => sex === 'female' && height !== '')
    const centimetres = women.reduce((sum, { height }) => sum + Math.round(Number(height) * 100), 0)
    expect([rowing.length, rowing.filter(({ height }) => height === '').length]).toEqual([547, 12])
    expect(Math.round(centimetres / women.length)).toBe(177)
  })

  test('Egypt: 122 athletes, no gold, no silver, 3 bronze', () => {
    const egypt = athletes.filter(({ nation }) => nation === 'EGY')
    expect([egypt.length, total(egypt, 0), total(egypt, 1), total(egypt, 2)]).toEqual([122, 0, 0, 3])
  })

  test('no larger team than that of Mexico is without gold', () => {
    const teams = [...new Set(athletes.map(({ nation }) => nation))].map((nation) =>
      athletes.filter((athlete) => athlete.nation === nation),
    )
    const without = teams.filter((team) => total(team, 0) === 0).map((team) => team.length)
    expect(Math.max(...without)).toBe(126)
  })

  test('the United States: 139 gold medals, the best of all', () => {
    const golds = new Map(athletes.map(({ nation }) => [nation, 0]))
    for (const { nation, medals } of athletes) golds.set(nation, (golds.get(nation) ?? 0) + medals[0])
    expect([golds.get('USA'), Math.max(...golds.values())]).toEqual([139, 139])
  })
})
