/**
 * The package as its users get it: packed, installed in an empty folder, loaded by plain `node`.
 *
 * Only this sees what vitest, tsx and TypeScript forgive: an import that Node cannot resolve, a file left out of `files`,
 * an entry that needs a client package to load.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const exec = promisify(execFile)

const root = fileURLToPath(new URL('..', import.meta.url))

interface Manifest {
  readonly name: string
  readonly version: string
  readonly files: ReadonlyArray<string>
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly bin?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
}

const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest

/** Each entry point with the files it names: `['oxbow/sqlite', { types, default }]`. */
const entries = Object.entries(manifest.exports).map(
  ([path, target]) => [manifest.name + path.slice(1), typeof target === 'string' ? { default: target } : target] as const,
)

const modules = entries.filter(([, targets]) => targets['default']?.endsWith('.js')).map(([entry]) => entry)

const optional = Object.entries(manifest.peerDependenciesMeta ?? {}).flatMap(([name, meta]) => (meta.optional === true ? [name] : []))

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >
}

describe('the lock file', () => {
  test('names no host', async () => {
    const text = await readFile(join(root, 'package-lock.json'), 'utf8')
    expect(text).not.toMatch(/"resolved"/u)
  })

  test('has the builds for every platform, without which `npm ci` refuses it (`npm run lock` adds them)', async () => {
    const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock
    const absent = Object.entries(packages).flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${owner}/node_modules/${name}` in packages),
      ),
    )
    expect(absent).toEqual([])
  })
})

let folder = ''

const installed = (...path: ReadonlyArray<string>): string => join(folder, 'project', 'node_modules', ...path)

/** Runs npm with the environment of a user, not that of an npm script that runs us. */
const npm = (args: ReadonlyArray<string>, cwd: string): Promise<{ readonly stdout: string }> => {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_(?:package|lifecycle|command|config_local_prefix)/u.test(name))
  return exec('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    shell: process.platform === 'win32',
    env: { ...Object.fromEntries(inherited), NODE_ENV: undefined, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined },
  })
}

/** Runs a program under plain node in the project, and gives what it printed. */
const node = async (program: string, name = 'program.mjs'): Promise<string> => {
  const file = join(folder, 'project', name)
  await writeFile(file, program)
  const env = { ...process.env, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined }
  const { stdout } = await exec(process.execPath, [file], { cwd: dirname(file), env })
  return stdout.trim()
}

const compilers = ['typescript', 'typescript-5.9'] as const

/** Compiles a program in the project as a strict user would, and gives what the compiler said. */
const typeCheck = async (compiler: string, program: string, options: Readonly<Record<string, unknown>>): Promise<string> => {
  const project = join(folder, 'project')
  await writeFile(join(project, 'use.ts'), program)
  const compilerOptions = { target: 'es2022', lib: ['es2023'], module: 'nodenext', strict: true, noEmit: true, types: [], ...options }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  const tsc = join(root, 'node_modules', compiler, 'bin', 'tsc')
  const { stdout } = await exec(process.execPath, [tsc, '-p', project]).catch((error: { readonly stdout: string }) => error)
  return stdout
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oxbow-package-'))
  const source = join(folder, 'source')
  // A copy, so that nobody's dist/ is overwritten while they work.
  await mkdir(source)
  const copied = [
    'package.json',
    'tsconfig.json',
    '.npmrc',
    'README.md',
    'LICENSE',
    'lib',
    ...manifest.files.filter((file) => file !== 'dist'),
  ]
  for (const file of new Set(copied)) {
    if (existsSync(join(root, file))) await cp(join(root, file), join(source, file), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(source, 'node_modules'), 'dir')
  // Its `prepack` builds dist/.
  await npm(['pack', '--pack-destination', folder], source)
  await mkdir(join(folder, 'project'))
  await writeFile(join(folder, 'project', 'package.json'), JSON.stringify({ name: 'a-user', private: true, type: 'module' }))
  await npm(['install', '--prefer-offline', join(folder, `${manifest.name}-${manifest.version}.tgz`)], join(folder, 'project'))
}, 180_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the installed package', () => {
  test.for(entries)('has every file that %s names', ([, targets]) => {
    const absent = Object.values(targets).filter((target) => !existsSync(installed(manifest.name, target)))
    expect(absent).toEqual([])
  })

  test('came with no client package', () => {
    expect(optional.filter((client) => existsSync(installed(client)))).toEqual([])
    expect(optional).toEqual(expect.arrayContaining(['postgres', 'mysql2', 'sql.js']))
  })

  test('holds no specs, and the sources its maps point to', () => {
    expect(existsSync(installed(manifest.name, 'spec'))).toBe(false)
    expect(existsSync(installed(manifest.name, 'lib', 'index.ts'))).toBe(true)
  })

  test.for(modules)('loads %s under plain node, no client installed', async (entry) => {
    const names = await node(`console.log(JSON.stringify(Object.keys(await import('${entry}'))))`)
    expect((JSON.parse(names) as ReadonlyArray<string>).length).toBeGreaterThan(0)
  })

  test('shows its package.json, and hides what is not an entry point', async () => {
    const program = `
      import { createRequire } from 'node:module'
      const hidden = await import('${manifest.name}/dist/internal/pipe.js').catch((error) => error.code)
      console.log(JSON.stringify([createRequire(import.meta.url)('${manifest.name}/package.json').version, hidden]))`
    expect(JSON.parse(await node(program))).toEqual([manifest.version, 'ERR_PACKAGE_PATH_NOT_EXPORTED'])
  })

  test.for(Object.keys(manifest.bin ?? {}))('runs the command %s', async (command) => {
    const { stdout } = await exec(installed('.bin', command), ['--help'], { cwd: join(folder, 'project') })
    expect(stdout).toContain(command)
  })

  test.for(compilers)('is understood by %s, no client installed', async (compiler) => {
    const lines = modules.map((entry, index) => `import * as entry${index} from '${entry}'\nexport const use${index} = entry${index}\n`)
    expect(await typeCheck(compiler, lines.join(''), { lib: ['es2023', 'dom'] })).toBe('')
  })

  test('names every type that exports of a user infer, so that their declarations can be emitted', async () => {
    expect(await typeCheck('typescript', exportsOfAUser, { declaration: true })).toBe('')
  })

  // Each by itself, as users export it under a name of their own: what its type is made of must have a name outside.
  test.for(compilers)('names every type in what it exports itself: %s', { timeout: 120_000 }, async (compiler) => {
    const reexports = modules.map(async (entry, index) => {
      const names = JSON.parse(
        await node(`console.log(JSON.stringify(Object.keys(await import('${entry}'))))`, `${index}.mjs`),
      ) as ReadonlyArray<string>
      return [
        `import * as entry${index} from '${entry}'\n`,
        ...names.map((name) => `export const ${name}${index} = entry${index}.${name}\n`),
      ]
    })
    expect(await typeCheck(compiler, (await Promise.all(reexports)).flat().join(''), { lib: ['es2023', 'dom'], declaration: true })).toBe(
      '',
    )
  })
})

const exportsOfAUser = `
import * as o from 'oxbow'
import { connect, postgres } from 'oxbow/postgres'
import { recording } from 'oxbow/testing'
const { pipe } = o
export const customers = o.table('customers', { id: o.uuid({ primaryKey: true, generate: 'v7' }), name: o.text({ nullable: true }), credit: o.decimal(9, 2) })
export const all = o.table('all', { a: o.integer(), b: o.smallint(), c: o.bigint(), d: o.decimal(3, 1), e: o.real(), f: o.double(),
  g: o.boolean(), h: o.text(), i: o.varchar(3), j: o.char(3), k: o.enumeration(['x', 'y']), l: o.uuid(), m: o.json(), n: o.date(),
  o: o.time(), p: o.localTimestamp(), q: o.timestamp(), r: o.timestamp({ precision: 6 }), s: o.bytes(), t: o.array(o.integer()),
  u: o.mapped(o.integer(), (n) => String(n), Number), v: o.uuid({ references: { to: customers.id } }) })
export const items = [o.check('x', o.gt(all.a, 1)), o.unique([all.a]), o.primaryKey(all.a, all.b), o.foreignKey(all.v, customers.id), o.index([all.a])]
export const relation = o.hasMany(customers, all, (customer, each) => o.eq(each.v, customer.id))
export const joined = pipe(o.from(customers), o.leftJoin(all, o.eq(all.v, customers.id)), o.where(o.isNotNull(customers.name)), o.limit(1))
export const grouped = pipe(o.from(customers), o.groupBy(customers.name), o.select({ name: customers.name, n: o.count(), sum: o.sum(customers.credit) }))
export const nested = pipe(o.from(customers), o.select({ each: o.arrayOf(o.related(relation)), first: o.firstOf(o.related(relation)), is: o.exists(o.related(relation)) }))
export const derived = pipe(grouped, o.subquery('derived'))
export const common = pipe(grouped, o.cte('common'))
export const renamed = pipe(customers, o.as('renamed'))
export const either = pipe(o.from(customers), o.union(o.from(renamed)))
export const windowed = o.over(o.rowNumber, { partitionBy: [customers.name], orderBy: [o.desc(customers.credit)] })
export const text = o.sql(o.integer())\`1 + \${customers.credit}\`
export const [keep, pick, order] = [o.where(o.gt(customers.credit, '1')), o.select({ id: customers.id }), o.orderBy(o.desc(customers.id))]
export const [join, group, add, change] = [o.innerJoin(all, o.always), o.groupBy(customers.id), o.insertInto(customers), o.update(customers)]
export const added = pipe(o.insertInto(customers)({ credit: '1' }), o.onConflictDoNothing(customers.id), o.returning(customers))
export const byId = (id: string) => o.where(o.eq(customers.id, id))
export const page = (size: number) => o.flow(o.orderBy(o.desc(customers.id)), o.limit(size), o.offset(0))
export const search = (name: string | undefined) => pipe(o.from(customers), o.whenDefined(name, (text) => o.where(o.contains(customers.name, text))))
export const predicates = { and: o.and(o.eq(all.a, 1), o.or(o.isIn(all.a, [1]), o.not(o.between(all.a, 1, 2)))), pair: o.eq(o.tuple(all.a, all.b), o.tuple(all.a, all.b)) }
export const orders = [o.asc(all.a), o.desc(all.b, { nulls: 'last' })]
export const compilePostgres = o.compile(postgres)
export const snake = o.tableWith({ naming: 'snakeCase' })
export const repository = { find: (id: string) => o.fetchOption(pipe(o.from(customers), byId(id))), list: () => o.fetchAll(pipe(o.from(customers), page(10))) }
export const program = pipe(o.fetchAll(nested), o.transaction())
export const inTransaction = o.transaction({ isolation: 'serializable' })
export const statement = o.compile(postgres)(grouped)
export const database = connect('postgres://localhost')
export const recorded = recording(postgres)
`
