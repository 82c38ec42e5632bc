import * as promises from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openFile, type DatabaseFile, type FileSystem } from '../../lib/sqlite/file.js'
import { filesIn, leftOf, newDirectory, rightOf } from './helpers.js'

const { chmod, mkdir, readFile, rm, stat, symlink, unlink, utimes, writeFile } = promises

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const failing = (code: string): Error => Object.assign(new Error(`${code}: as if`), { code })

/** The file system with some functions replaced. */
const system = (faults: Partial<FileSystem>): FileSystem => ({ ...promises, ...faults })

/** A file that holds 'old', opened. */
const opened = async (faults: Partial<FileSystem> = {}): Promise<{ directory: string; path: string; file: DatabaseFile }> => {
  const directory = await newDirectory()
  const path = join(directory, 'a.db')
  await writeFile(path, 'old')
  return { directory, path, file: rightOf(await openFile(path, system(faults))).file }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** An error that names the file and then says what is wrong. */
const databaseError = (path: string, message: string): unknown =>
  expect.objectContaining({
    _tag: 'ConnectionError',
    reason: 'database',
    message: expect.stringMatching(new RegExp(`${escaped(JSON.stringify(path))}.*${escaped(message)}`, 's')),
  })

describe('reading', () => {
  it('gives the contents', async () => {
    const { path } = await opened()
    const { contents, file } = rightOf(await openFile(path))
    expect(contents && new TextDecoder().decode(contents)).toBe('old')
    expect(file.path).toBe(path)
  })

  it('gives nothing for a missing file, and makes none', async () => {
    const directory = await newDirectory()
    expect(rightOf(await openFile(join(directory, 'a.db'))).contents).toBeUndefined()
    expect(await filesIn(directory)).toEqual([])
  })

  it('refuses a directory', async () => {
    const directory = await newDirectory()
    expect(leftOf(await openFile(directory))).toEqual(databaseError(directory, 'not a file'))
  })

  it('refuses a path whose parent is missing, or a file', async () => {
    const { directory, path } = await opened()
    expect(leftOf(await openFile(join(directory, 'no', 'a.db')))).toEqual(databaseError(join(directory, 'no', 'a.db'), 'ENOENT'))
    expect(leftOf(await openFile(join(path, 'a.db')))).toEqual(databaseError(join(path, 'a.db'), 'ENOTDIR'))
  })

  it('refuses a file without permission', async () => {
    const { path } = await opened()
    expect(leftOf(await openFile(path, system({ readFile: () => Promise.reject(failing('EACCES')) })))).toEqual(
      databaseError(path, 'EACCES'),
    )
  })

  it.each(['-wal', '-journal'])('refuses a file with a %s beside it, unless that is empty', async (suffix) => {
    const { path } = await opened()
    await writeFile(path + suffix, '')
    rightOf(await openFile(path))
    await writeFile(path + suffix, 'x')
    expect(leftOf(await openFile(path))).toEqual(databaseError(path, suffix))
  })

  it('needs a file system', async () => {
    vi.doMock('node:fs/promises', () => {
      throw new Error('none here')
    })
    onTestFinished(() => vi.doUnmock('node:fs/promises'))
    vi.resetModules()
    const fresh = await import('../../lib/sqlite/file.js')
    expect(leftOf(await fresh.openFile('a.db'))).toMatchObject({
      _tag: 'ConnectionError',
      reason: 'client',
      message: expect.stringContaining('a.db'),
    })
  })
})

describe('writing', () => {
  it('replaces the contents, time after time, and leaves nothing beside', async () => {
    const { directory, path, file } = await opened()
    rightOf(await file.write(bytes('new')))
    rightOf(await file.write(bytes('newer')))
    expect(await readFile(path, 'utf8')).toBe('newer')
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('makes a missing file', async () => {
    const directory = await newDirectory()
    const { file } = rightOf(await openFile(join(directory, 'a.db')))
    rightOf(await file.write(bytes('new')))
    expect(await readFile(join(directory, 'a.db'), 'utf8')).toBe('new')
  })

  it('keeps the permissions', async () => {
    const { path } = await opened()
    await chmod(path, 0o640)
    rightOf(await rightOf(await openFile(path)).file.write(bytes('new')))
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('follows a link instead of replacing it', async () => {
    const { directory, path } = await opened()
    const link = join(directory, 'link.db')
    await symlink(path, link)
    const { file } = rightOf(await openFile(link))
    rightOf(await file.write(bytes('new')))
    expect(file.path).toBe(path)
    expect(await readFile(path, 'utf8')).toBe('new')
    expect((await promises.lstat(link)).isSymbolicLink()).toBe(true)
  })

  it('is synchronised before the rename, and the directory after it', async () => {
    const log: Array<string> = []
    const { directory, path, file } = await opened({
      open: async (name, flags) => {
        const handle = await promises.open(name, flags)
        const sync = handle.sync.bind(handle)
        handle.sync = () => {
          log.push(name === directory ? 'sync directory' : 'sync file')
          return sync()
        }
        return handle
      },
      rename: (from, to) => {
        log.push('rename')
        return promises.rename(from, to)
      },
    })
    rightOf(await file.write(bytes('new')))
    expect(log).toEqual(['sync file', 'rename', 'sync directory'])
    expect(await readFile(path, 'utf8')).toBe('new')
  })

  it.each<[string, Partial<FileSystem>]>([
    ['the rename', { rename: () => Promise.reject(failing('EIO')) }],
    ['the temporary file', { open: () => Promise.reject(failing('ENOSPC')) }],
    ['the right to write', { access: () => Promise.reject(failing('EACCES')) }],
    [
      'the synchronising',
      {
        open: async (name, flags) => {
          const handle = await promises.open(name, flags)
          handle.sync = () => Promise.reject(failing('EIO'))
          return handle
        },
      },
    ],
    [
      'the writing, half way',
      {
        open: async (name, flags) => {
          const handle = await promises.open(name, flags)
          handle.writeFile = async () => {
            await handle.write('n')
            throw failing('ENOSPC')
          }
          return handle
        },
      },
    ],
  ])('leaves the old file and nothing else when %s fails', async (_name, faults) => {
    const { directory, path, file } = await opened(faults)
    const error = leftOf(await file.write(bytes('new')))
    expect(error).toEqual(databaseError(path, 'as if'))
    expect(error).toMatchObject({ cause: { message: expect.stringContaining('as if') } })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('can be tried again after a failure', async () => {
    let broken = true
    const { path, file } = await opened({ rename: (from, to) => (broken ? Promise.reject(failing('EIO')) : promises.rename(from, to)) })
    leftOf(await file.write(bytes('new')))
    broken = false
    rightOf(await file.write(bytes('new')))
    expect(await readFile(path, 'utf8')).toBe('new')
  })

  it('tells of a failure that is no Error', async () => {
    const { path, file } = await opened({ rename: () => Promise.reject('as if') })
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'as if'))
  })

  it.each(['EINVAL', 'EPERM'])('goes without synchronising a directory where there is none (%s)', async (code) => {
    const { directory, path, file } = await opened({
      open: (name, flags) => (name === directory ? Promise.reject(failing(code)) : promises.open(name, flags)),
    })
    rightOf(await file.write(bytes('new')))
    expect(await readFile(path, 'utf8')).toBe('new')
  })

  it('tells when the directory could not be synchronised: the rename may not last', async () => {
    let broken = true
    const { directory, path, file } = await opened({
      open: (name, flags) => (broken && name === directory ? Promise.reject(failing('EIO')) : promises.open(name, flags)),
    })
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'EIO'))
    broken = false
    rightOf(await file.write(bytes('new')))
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('fails where the directory has gone', async () => {
    const { directory, path, file } = await opened()
    await rm(directory, { recursive: true })
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed'))
    const missing = join(directory, 'b.db')
    await mkdir(directory)
    const { file: other } = rightOf(await openFile(missing))
    await rm(directory, { recursive: true })
    expect(leftOf(await other.write(bytes('new')))).toEqual(databaseError(missing, 'ENOENT'))
  })
})

describe('a file that another program', () => {
  it('wrote to is not overwritten', async () => {
    const { directory, path, file } = await opened()
    await writeFile(path, 'theirs')
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed by another program'))
    expect(await readFile(path, 'utf8')).toBe('theirs')
    expect(await filesIn(directory)).toEqual(['a.db'])
  })

  it('wrote to, at the same size, is not overwritten', async () => {
    const { path, file } = await opened()
    rightOf(await file.write(bytes('new')))
    await writeFile(path, 'own')
    await utimes(path, new Date(), new Date(Date.now() + 1000))
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed by another program'))
    expect(await readFile(path, 'utf8')).toBe('own')
  })

  it('replaced is not overwritten', async () => {
    const { path, file } = await opened()
    const { file: other } = rightOf(await openFile(path))
    rightOf(await other.write(bytes('own')))
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed'))
  })

  it('made meanwhile is not overwritten', async () => {
    const directory = await newDirectory()
    const path = join(directory, 'a.db')
    const { file } = rightOf(await openFile(path))
    await writeFile(path, 'theirs')
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed'))
  })

  it('deleted is not made again', async () => {
    const { directory, path, file } = await opened()
    await unlink(path)
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'changed'))
    expect(await filesIn(directory)).toEqual([])
  })

  it('opened with a journal meanwhile is not overwritten', async () => {
    const { path, file } = await opened()
    await writeFile(`${path}-wal`, 'x')
    expect(leftOf(await file.write(bytes('new')))).toEqual(databaseError(path, 'another program'))
    expect(await readFile(path, 'utf8')).toBe('old')
  })
})
