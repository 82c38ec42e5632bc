/**
 * What the documentation shows is a program that type-checks, and prints what it says.
 *
 * README.md: each `ts` block is a module of its own, a first line `// x.ts` names its file; a block with `// =>` is run, and
 * what it prints must be what stands there. Doc comments: an `@example` ends at an empty line or with the comment; it sees
 * what Oxbow exports and the shop below, `// =>` after an expression is its value, and comments under a single expression are
 * its text where it is one (`sqlOf`, `describeError`).
 */
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { describe, expect, test } from 'vitest'

import * as oxbow from '../lib/index.js'
import * as testing from '../lib/testing/index.js'
import { root, tsc, withFolder, writeProgram } from './support/typescript.js'

const settings = {
  // As lib/ itself is checked: here a program reads its sources, not its declarations.
  lib: ['ES2023', 'ES2024.String'],
  paths: {
    oxbow: [join(root, 'lib/index.ts')],
    'oxbow/dialect': [join(root, 'lib/dialect.ts')],
    'oxbow/*': [join(root, 'lib/*/index.ts')],
  },
}

const problems = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await tsc('7', ['-p', folder])).output.split('\n').filter((line) => line !== '')

const tsx = async (folder: string, file: string): Promise<string> => {
  const env = { ...process.env, DATABASE_URL: undefined, NODE_OPTIONS: undefined, NODE_V8_COVERAGE: undefined, NO_COLOR: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file], { cwd: folder, env })
  return stdout.trimEnd()
}

// ---------------------------------------------------------------------------------------------------------------------
// README.md
// ---------------------------------------------------------------------------------------------------------------------

/** The `ts` blocks of a text by the names of their files. */
const blocksIn = (markdown: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...markdown.matchAll(/^```ts\n(.*?)^```$/gmsu)].map(([, code = ''], index) => [
      /^\/\/ (\S+\.ts)\n/u.exec(code)?.[1] ?? `block-${index + 1}.ts`,
      code,
    ]),
  )

/** What a block says it prints. */
const printedBy = (code: string): string => [...code.matchAll(/^\s*\/\/ => (.*)$/gmu)].map(([, text]) => text).join('\n')

test('README.md: every block type-checks, and prints what it says', { timeout: 120_000 }, async () => {
  const blocks = blocksIn(await readFile(join(root, 'README.md'), 'utf8'))
  expect(Object.keys(blocks).length).toBeGreaterThan(10)
  await withFolder(async (folder) => {
    await writeProgram(folder, blocks, settings)
    expect(await problems(folder)).toEqual([])
    const claims = Object.entries(blocks).filter(([, code]) => printedBy(code) !== '')
    expect(claims.length).toBeGreaterThan(0)
    const printed = await Promise.all(claims.map(async ([name]) => [name, await tsx(folder, name)]))
    expect(Object.fromEntries(printed)).toEqual(Object.fromEntries(claims.map(([name, code]) => [name, printedBy(code)])))
  })
})

// ---------------------------------------------------------------------------------------------------------------------
// @example
// ---------------------------------------------------------------------------------------------------------------------

/** What the examples are about. */
const shop = `
import { date, decimal, hasMany, eq, integer, json, table, timestamp, varchar } from 'oxbow'
import { queryError } from 'oxbow/dialect'
export { postgres } from 'oxbow/postgres'
export type CustomerId = string & { readonly brand: 'CustomerId' }
export const customers = table('customers', {
  id: integer({ primaryKey: true, generate: 'identity' }), email: varchar(320), credit: decimal(12, 2, { default: '0.00' }),
})
export const orders = table('orders', {
  id: integer({ primaryKey: true, generate: 'identity' }), customerId: integer(), total: decimal(12, 2, { nullable: true }),
  createdAt: timestamp({ default: 'now' }),
})
export const employees = table('employees', { id: integer({ primaryKey: true }), managerId: integer({ nullable: true }) })
export const carts = table('carts', { id: integer({ primaryKey: true }), items: json(), placedOn: date() })
export const stock = table('stock', { sku: varchar(20, { primaryKey: true }), amount: integer() })
export const customerOrders = hasMany(customers, orders, (customer, order) => eq(order.customerId, customer.id))
export const [sku, email, amount] = ['tea', 'ann@example.org', 3] as const
export const error = queryError('42703', 'column "emial" does not exist', { sql: 'select "emial" from "customers"', position: 8 })
`.trimStart()

const shopNames = ['postgres', 'customers', 'orders', 'stock', 'employees', 'carts', 'customerOrders', 'sku', 'email', 'amount', 'error']

/** The examples of a file's doc comments, by file and line. */
const examplesIn = (file: string, text: string): ReadonlyArray<readonly [name: string, code: string]> =>
  [...text.matchAll(/^ *\* @example *\n?((?:.*\n)*?)(?= *\*(?:\/| *$))/gmu)].map((found) => [
    `${file.replaceAll('/', '-').replace(/\.ts$/u, '')}-${text.slice(0, found.index).split('\n').length}.ts`,
    (found[1] ?? '').replaceAll(/^ *\* ?/gmu, ''),
  ])

/** A module that runs an example and checks what it claims. */
const moduleOf = (code: string): string => {
  const lines = code.trimEnd().split('\n')
  const text = lines.filter((line) => line.startsWith('//')).map((line) => line.replace(/^\/\/ ?/u, ''))
  const rest = lines.filter((line) => !line.startsWith('//'))
  const isExpression = !/^(?:const|type|await)\b|\/\/ =>/mu.test(rest.join('\n'))
  const body = isExpression
    ? `said(${rest.join('\n')}\n, ${JSON.stringify(text.join('\n'))})`
    : rest.map((line) => line.replace(/^(.*?)\s*\/\/ => (.*)$/u, 'deepEqual($1, $2)')).join('\n')
  const imports = [`import { deepEqual, equal } from 'node:assert/strict'`]
  for (const [from, names] of [
    ['oxbow', Object.keys(oxbow)],
    ['oxbow/testing', Object.keys(testing)],
    ['./shop.js', shopNames],
  ] as const)
    imports.push(`import { ${names.join(', ')} } from '${from}'`)
  imports.push(`import type { CustomerId } from './shop.js'`)
  imports.push(`import type { PredicateOn, SelectOn } from 'oxbow'`)
  return `${imports.join('\n')}\nconst said = (value: unknown, text: string) => { if (typeof value === 'string') equal(value, text) }\nexport const example = async () => {\n${body}\n}\nawait example()\n`
}

/** What is wrong with modules of examples: in their types, else when they run. */
const wrongIn = (modules: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> =>
  withFolder(async (folder) => {
    const all = Object.keys(modules).map(
      (name) => `await import('./${name.replace(/\.ts$/u, '.js')}').catch((error) => console.log('${name}', error.message))\n`,
    )
    await writeProgram(folder, { 'shop.ts': shop, ...modules, 'all.ts': `${all.join('')}export {}\n` }, settings)
    const found = await problems(folder)
    return found.length > 0 ? found : (await tsx(folder, 'all.ts')).split('\n').filter((line) => line !== '')
  })

const filesOfLib = async (): Promise<ReadonlyArray<string>> =>
  (await readdir(join(root, 'lib'), { recursive: true })).map((file) => file.replaceAll('\\', '/')).filter((file) => file.endsWith('.ts'))

test('doc comments: every @example type-checks, and is what it says', { timeout: 120_000 }, async () => {
  const files = await filesOfLib()
  const found = (await Promise.all(files.map(async (file) => examplesIn(file, await readFile(join(root, 'lib', file), 'utf8'))))).flat()
  expect(found.length).toBeGreaterThan(10)
  const modules = Object.fromEntries(found.map(([name, code]) => [name, moduleOf(code)]))
  expect(await wrongIn(modules)).toEqual([])
})

test('what is wrong in an example is seen', { timeout: 120_000 }, async () => {
  const claims = { 'a.ts': moduleOf('sequence().v7() // => 1\n'), 'b.ts': moduleOf('sqlOf(postgres)(from(stock))\n// select 1\n') }
  expect((await wrongIn(claims)).filter((line) => /^[ab]\.ts /u.test(line))).toHaveLength(2)
  expect(await wrongIn({ 'c.ts': moduleOf('eq(stock.amount, true)\n') })).toEqual([expect.stringContaining('TS2345')])
})

describe('reading documentation', () => {
  test('blocks', () => {
    const markdown =
      'a\n```ts\n// shop.ts\nconst a = 1\n```\n```js\nno\n```\n```ts\nconsole.log(1)\n// => 1\nconsole.log(2) // => no\n// => 2\n```\n'
    expect(blocksIn(markdown)).toEqual({
      'shop.ts': '// shop.ts\nconst a = 1\n',
      'block-2.ts': 'console.log(1)\n// => 1\nconsole.log(2) // => no\n// => 2\n',
    })
    expect(Object.values(blocksIn(markdown)).map(printedBy)).toEqual(['', '1\n2'])
  })

  test('examples', () => {
    const text =
      '/**\n * A.\n *\n * @example one(1)\n */\n/**\n * @example\n * two(2) // => 3\n *\n * More.\n */\n  /**\n   * @example\n   * sqlOf(a)(b)\n   * // select\n   */\n'
    expect(examplesIn('query/a.ts', text)).toEqual([
      ['query-a-4.ts', 'one(1)\n'],
      ['query-a-7.ts', 'two(2) // => 3\n'],
      ['query-a-13.ts', 'sqlOf(a)(b)\n// select\n'],
    ])
    expect(moduleOf('two(2) // => 3\n')).toContain('\ndeepEqual(two(2), 3)\n')
    expect(moduleOf('sqlOf(a)(b)\n// select\n// from\n')).toContain('said(sqlOf(a)(b)\n, "select\\nfrom")')
  })
})
