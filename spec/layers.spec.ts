/**
 * The directions of CONTRIBUTING.md, "Layers", read from lib/ as text; and the lint that enforces the same, tried on planted mistakes.
 *
 * Both are here because a linter can go blind without a word (the ones that need TypeScript's API see no file under
 * TypeScript 7 and report that all is well).
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

// ---------------------------------------------------------------------------------------------------------------------
// what imports what
// ---------------------------------------------------------------------------------------------------------------------

interface Import {
  /** The importing file, under lib/. */
  readonly file: string
  readonly specifier: string
  readonly how: 'static' | 'type' | 'dynamic'
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/^\s*\/\/.*$/gmu, '')

const importsOf = (file: string, text: string): ReadonlyArray<Import> => {
  const code = withoutComments(text)
  const statements = [...code.matchAll(/^(?:import|export)\b(\s+type\b)?(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gmu)]
  const calls = [...code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/gu)]
  return [
    ...statements.map(([, type, specifier = '']): Import => ({ file, specifier, how: type === undefined ? 'static' : 'type' })),
    ...calls.map(([, specifier = '']): Import => ({ file, specifier, how: 'dynamic' })),
  ]
}

const libFiles = async (): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(join(root, 'lib'), { recursive: true })
  return entries.map((entry) => entry.replaceAll('\\', '/')).filter((entry) => entry.endsWith('.ts'))
}

const allImports = async (): Promise<ReadonlyArray<Import>> =>
  (await Promise.all((await libFiles()).map(async (file) => importsOf(file, await readFile(join(root, 'lib', file), 'utf8'))))).flat()

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : 'index')

/** A folder imports from those to its left; folders in one list do not know one another. */
const layers: ReadonlyArray<ReadonlyArray<string>> = [
  ['internal'],
  ['schema'],
  ['tree'],
  ['plan'],
  ['render'],
  ['kinds'],
  ['show'],
  ['query'],
  ['wire'],
  ['run'],
  ['model'],
  ['index', 'postgres', 'mysql', 'sqlite'],
  ['migrate', 'cli', 'testing'],
]

const layerOf = (folder: string): number => layers.findIndex((layer) => layer.includes(folder))

const clients: Readonly<Record<string, string>> = { postgres: 'postgres', mysql2: 'mysql', 'sql.js': 'sqlite' }

const show = ({ file, specifier, how }: Import): string => `${file} imports ${specifier} (${how})`

describe('the layers of lib/', () => {
  test('every folder is in a layer', async () => {
    const folders = new Set((await libFiles()).map(folderOf))
    expect([...folders].filter((folder) => layerOf(folder) < 0)).toEqual([])
  })

  test('imports only go down', async () => {
    const wrong = (await allImports()).filter(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return false
      const [from, to] = [folderOf(file), folderOf(posix.join(posix.dirname(file), specifier))]
      return from !== to && layerOf(to) >= layerOf(from)
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('nothing imports an entry point of the package, or from outside lib', async () => {
    const wrong = (await allImports()).filter(({ file, specifier }) => {
      const target = posix.join(posix.dirname(file), specifier)
      return specifier.startsWith('.') && (target.startsWith('..') || target === 'index.js')
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('relative imports name the file with its .js, as Node needs', async () => {
    const wrong = (await allImports()).filter(({ specifier }) => specifier.startsWith('.') && !specifier.endsWith('.js'))
    expect(wrong.map(show)).toEqual([])
  })

  test('fp-ts gives types only, in the form that plain Node finds', async () => {
    const wrong = (await allImports()).filter(
      ({ specifier, how }) => /^fp-ts\b/u.test(specifier) && (!/^fp-ts\/lib\/\w+\.js$/u.test(specifier) || how !== 'type'),
    )
    expect(wrong.map(show)).toEqual([])
  })

  test("only a dialect's driver imports its client, and only when it is called", async () => {
    const wrong = (await allImports()).filter(({ file, specifier, how }) => {
      const dialect = clients[specifier.split('/')[0] ?? '']
      return dialect !== undefined && (file !== `${dialect}/driver.ts` || how === 'static')
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('only dialects use Node, when they are called, and migrations and the command', async () => {
    const wrong = (await allImports()).filter(({ file, specifier, how }) => {
      const allowed = /^(?:migrate|cli)\//u.test(file) || (how !== 'static' && /^(?:postgres|mysql|sqlite)\//u.test(file))
      return specifier.startsWith('node:') && !allowed
    })
    expect(wrong.map(show)).toEqual([])
  })

  test('there is no class', async () => {
    const files = await Promise.all(
      (await libFiles()).map(async (file) => [file, withoutComments(await readFile(join(root, 'lib', file), 'utf8'))] as const),
    )
    const wrong = files.filter(([, code]) =>
      /^\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\s|[=(,]\s*class\s*(?:\w+\s*)?\{/mu.test(code),
    )
    expect(wrong.map(([file]) => file)).toEqual([])
  })

  test('there is no cycle', async () => {
    const edges = new Map<string, Array<string>>()
    for (const { file, specifier } of await allImports()) {
      if (!specifier.startsWith('.')) continue
      const target = posix.join(posix.dirname(file), specifier).replace(/\.js$/u, '.ts')
      edges.set(file, [...(edges.get(file) ?? []), target])
    }
    const done = new Set<string>()
    const cycleFrom = (file: string, path: ReadonlyArray<string>): ReadonlyArray<string> => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
      if (done.has(file)) return []
      done.add(file)
      for (const next of edges.get(file) ?? []) {
        const cycle = cycleFrom(next, [...path, file])
        if (cycle.length > 0) return cycle
      }
      return []
    }
    expect([...edges.keys()].map((file) => cycleFrom(file, []).join(' -> ')).filter((cycle) => cycle !== '')).toEqual([])
  })
})

describe('reading imports as text', () => {
  test('finds every form', () => {
    const text = [
      `import a, { type B } from './a.js'`,
      `import type { C } from './c.js'`,
      `import {`,
      `  d,`,
      `} from './d.js'`,
      `import './e.js'`,
      `export * from './f.js'`,
      `export type { G } from './g.js'`,
      `const from = 'nothing'`,
      `/** import h from './h.js' */`,
      `// import i from './i.js'`,
      `const j = () => import('./j.js')`,
    ].join('\n')
    expect(importsOf('x.ts', text).map(({ specifier, how }) => `${specifier} ${how}`)).toEqual([
      './a.js static',
      './c.js type',
      './d.js static',
      './e.js static',
      './f.js static',
      './g.js type',
      './j.js dynamic',
    ])
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// the lint sees
// ---------------------------------------------------------------------------------------------------------------------

/** Files that each break one rule, and the rule that must say so. */
const planted: Readonly<Record<string, readonly [code: string, rule: string]>> = {
  'schema/class.ts': [`export class Planted {\n  readonly a: number = 1\n}\n`, 'oxbow(no-class)'],
  'schema/class-expression.ts': [`export const planted = class {\n  readonly a: number = 1\n}\n`, 'oxbow(no-class)'],
  'query/one.ts': [`import { two } from './two.js'\nexport const one = (): number => two()\n`, 'import(no-cycle)'],
  'query/two.ts': [`import { one } from './one.js'\nexport const two = (): number => one()\n`, 'import(no-cycle)'],
  'plan/up.ts': [`import { low } from '../render/low.js'\nexport const up = low\n`, 'oxbow(layers)'],
  'plan/type-up.ts': [`import type { Low } from '../render/low.js'\nexport type Up = Low\n`, 'oxbow(layers)'],
  'plan/export-up.ts': [`export * from '../render/low.js'\n`, 'oxbow(layers)'],
  'render/low.ts': [
    `export type Low = number\nexport const low: Low = 1\nimport { strange } from '../elsewhere/strange.js'\nexport const a = strange\n`,
    'oxbow(layers)',
  ],
  'elsewhere/strange.ts': [`import { low } from '../render/low.js'\nexport const strange = low\n`, 'oxbow(layers)'],
  'internal/up.ts': [`import { low } from '../render/low.js'\nexport const up = low\n`, 'oxbow(layers)'],
  'postgres/sideways.ts': [`import { low } from '../mysql/low.js'\nexport const sideways = low\n`, 'oxbow(layers)'],
  'mysql/low.ts': [`import mysql from 'mysql2'\nexport const low: unknown = mysql\n`, 'oxbow(layers)'],
  'postgres/driver.ts': [`import postgres from 'postgres'\nexport const driver: unknown = postgres\n`, 'oxbow(layers)'],
  'sqlite/load.ts': [`export const load = async (): Promise<unknown> => import('sql.js')\n`, 'oxbow(layers)'],
  'sqlite/driver.ts': [`export const load = async (name: string): Promise<unknown> => import(name)\n`, 'oxbow(layers)'],
  'run/fp.ts': [`import * as E from 'fp-ts/lib/Either.js'\nexport const right: unknown = E.right\n`, 'oxbow(layers)'],
  'internal/fp.ts': [`export { right } from 'fp-ts/lib/Either.js'\n`, 'oxbow(layers)'],
  'run/node.ts': [`import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n`, 'oxbow(layers)'],
  'plan/process.ts': [`export const planted: unknown = process.env\n`, 'eslint(no-restricted-globals)'],
  'run/buffer.ts': [`export const planted: unknown = Buffer.from('a')\n`, 'eslint(no-restricted-globals)'],
  'sqlite/immediate.ts': [`export const planted = (): unknown => setImmediate(() => 1)\n`, 'eslint(no-restricted-globals)'],
  'run/floating.ts': [
    `const work = async (): Promise<void> => undefined\nexport const start = (): void => {\n  work()\n}\n`,
    'typescript(no-floating-promises)',
  ],
}

/** What the layers allow, which must pass. */
const innocent: Readonly<Record<string, string>> = {
  'schema/innocent.ts': `import type { Either } from 'fp-ts/lib/Either.js'\nexport type A = Either<string, number>\n`,
  'mysql/driver.ts': `import type { Pool } from 'mysql2'\nexport const bytes = (): Uint8Array => Buffer.from('a')\nexport const load = async (): Promise<Pool> => (await import('mysql2')).createPool({})\n`,
  'testing/innocent.ts': `import { load } from '../mysql/driver.js'\nexport const innocent = load\n`,
}

interface Diagnostic {
  readonly code: string
  readonly filename: string
}

describe('the lint', () => {
  let folder = ''
  let found: ReadonlyArray<Diagnostic> = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oxbow-lint-'))
    await Promise.all(['.oxlintrc.json', 'tsconfig.json', 'package.json'].map((file) => cp(join(root, file), join(folder, file))))
    await cp(join(root, 'spec/support/oxlint-plugin.js'), join(folder, 'spec/support/oxlint-plugin.js'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
    const files = [...Object.entries(planted).map(([file, [code]]) => [file, code] as const), ...Object.entries(innocent)]
    for (const [file, code] of files) {
      await mkdir(dirname(join(folder, 'lib', file)), { recursive: true })
      await writeFile(join(folder, 'lib', file), code)
    }
    const output = await new Promise<string>((resolve) => {
      const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
      execFile(process.execPath, [oxlint, '--type-aware', '-f', 'json', 'lib'], { cwd: folder }, (_error, stdout) => resolve(stdout))
    })
    const { diagnostics } = JSON.parse(output) as { readonly diagnostics: ReadonlyArray<Diagnostic> }
    found = diagnostics.map(({ code, filename }) => ({ code, filename: filename.replaceAll('\\', '/') }))
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.for(Object.entries(planted).map(([file, [, rule]]) => [file, rule] as const))('finds what is wrong in %s: %s', ([file, rule]) => {
    expect(found.filter(({ filename }) => filename === `lib/${file}`).map(({ code }) => code)).toContain(rule)
  })

  test.for(Object.keys(innocent))('passes %s', (file) => {
    expect(found.filter(({ filename }) => filename === `lib/${file}`)).toEqual([])
  })
})
