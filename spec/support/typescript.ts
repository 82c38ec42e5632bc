/**
 * Runs the TypeScript compilers that users have, 5.9 and 7, over programs in a temporary folder of this repository:
 * inside it, so that imports of packages resolve, and gone afterwards.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export const compilers = {
  '5.9': join(root, 'node_modules/typescript-5.9/bin/tsc'),
  '7': join(root, 'node_modules/typescript/bin/tsc'),
} as const

export type Version = keyof typeof compilers

export const versions: ReadonlyArray<Version> = ['5.9', '7']

export interface Outcome {
  readonly ok: boolean
  readonly output: string
}

/** Runs a compiler with these arguments; errors in the program are an outcome, not a failure. */
export const tsc = (version: Version, args: ReadonlyArray<string>, cwd: string = root): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    // TypeScript 7 checks on several threads, each of which instantiates what it meets; one thread makes its figures
    // repeatable and comparable.
    const threads = version === '7' ? ['--singleThreaded'] : []
    const child = spawn(process.execPath, [compilers[version], ...args, ...threads], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8') }))
  })

/** The settings of a strict user who has the packages of this repository. */
export const userSettings = {
  target: 'ES2022',
  lib: ['ES2023'],
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
}

export type Settings = Readonly<Record<string, unknown>>

/** A folder inside the repository that git does not see, removed when the work is done. */
export const withFolder = async <A>(work: (folder: string) => Promise<A>): Promise<A> => {
  const folder = await mkdtemp(join(root, '.types-'))
  try {
    await writeFile(join(folder, '.gitignore'), '*\n')
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes a program: its files by name, and a tsconfig.json for them. */
export const writeProgram = async (folder: string, files: Readonly<Record<string, string>>, settings: Settings = {}): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const config = { compilerOptions: { ...userSettings, ...settings }, files: Object.keys(files) }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
}

/**
 * Emits the library's declarations into a folder, which is what a user's compiler reads, and gives the settings under
 * which a program finds them as `oxbow`.
 */
export const withDeclarations = async (folder: string, lib: string = join(root, 'lib')): Promise<Settings> => {
  const config = {
    extends: join(root, 'lib/tsconfig.json'),
    compilerOptions: {
      noEmit: false,
      emitDeclarationOnly: true,
      declarationMap: false,
      sourceMap: false,
      rootDir: lib,
      outDir: join(folder, 'dist'),
    },
    include: [],
    files: [join(lib, 'index.ts')],
  }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'tsconfig.declarations.json'), JSON.stringify(config))
  const { output } = await tsc('7', ['-p', join(folder, 'tsconfig.declarations.json')])
  if (!existsSync(join(folder, 'dist/index.d.ts'))) throw new Error(`the declarations were not emitted:\n${output}`)
  return { paths: { 'oxbow/*': [join(folder, 'dist/*')] } }
}
