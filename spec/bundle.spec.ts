/** What a program brings along: a bundler leaves out of Oxbow what its queries do not use. */
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

interface Bundle {
  /** Bytes after gzip. */
  readonly size: number
  readonly files: ReadonlyArray<string>
}

const bundled = async (program: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    external: ['postgres', 'mysql2', 'sql.js'],
    write: false,
    metafile: true,
  })
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs))
  return {
    size: gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length,
    files: used.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file.replace(/^.*\blib\//, '')),
  }
}

const smallest = `
  import { compile, eq, from, integer, pipe, select, table, text, where } from '../lib/index.ts'
  import { postgres } from '../lib/postgres/index.ts'
  const people = table('people', { id: integer({ primaryKey: true }), name: text() })
  console.log(compile(postgres)(pipe(from(people), where(eq(people.id, 1)), select({ name: people.name }))))
`

describe('a program that compiles a query for PostgreSQL', () => {
  it('takes at most 12 kB', async () => {
    expect((await bundled(smallest)).size).toBeLessThanOrEqual(12_000)
  })

  it('has nothing in it of other databases, of running, and of queries it does not make', async () => {
    const { files } = await bundled(smallest)
    expect(files.filter((file) => /^(mysql|sqlite|run|testing|kinds)\//.test(file))).toEqual([])
  })

  it('has what it uses', async () => {
    const { files } = await bundled(smallest.replace('eq(people.id, 1)', 'isIn(people.id, [1])').replace('eq, ', 'isIn, '))
    expect(files).toContain('kinds/in-list.ts')
    expect(files).not.toContain('kinds/case.ts')
  })
})
